"""What a client answers to a report: into the log as a contact, and from there into the next agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from retention_journal.core import formats
from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.contacts import WRITTEN, Answer, Direction, Kind, Outcome
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.kpis import AgreementStatus, ImportanceSource
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.terms import Term
from retention_journal.core.text import clean
from retention_journal.i18n import N_, _
from retention_journal.services.contacts import (
    ContactEntry,
    contact,
    edit_contact,
    log_contact,
    trash_contact,
)
from retention_journal.services.kept_reports import SENT
from retention_journal.services.kpis import agreements, in_force, keep_draft
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.planned_calls import plan_call
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Client, Interaction, PlannedCall, Report, key_of

#: How the source of such a contact begins; what was said of the goals follows it.
_SOURCE = "report"
#: A report that was sent in the evening is answered at noon of a later day where nobody names an hour.
_NOON = time(12)


class GoalsVerdict(Term):
    """What the client says of the goals for the next period."""

    RIGHT = "right", N_("Right")
    NEARLY = "nearly", N_("Nearly right")
    NOT_RIGHT = "not_right", N_("Not right, call me")


@dataclass(frozen=True)
class ReportAnswer:
    """What a client answered to a report.

    Attributes:
        words: In their words; "" where nothing was noted of them.
        channel: How it came.
        on: The day it came; None is today.
        goals: What they say of the goals for the next period; None where they said nothing of them.
        all_ok: Answer to "Is all OK?"; None was not answered, as with the next two.
        delivery_as_expected: Answer to "Does the delivery work as expected?".
        else_answer: Answer to "Anything else I can help with?".
        else_to_help: What else, in words.
    """

    words: str = ""
    channel: Kind = Kind.EMAIL
    on: date | None = None
    goals: GoalsVerdict | None = None
    all_ok: Answer | None = None
    delivery_as_expected: Answer | None = None
    else_answer: Answer | None = None
    else_to_help: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        said = (self.goals, self.all_ok, self.delivery_as_expected, self.else_answer)
        return not any(said) and not clean(self.words) and not clean(self.else_to_help)

    @property
    def waits(self) -> bool:
        """Whether it asks for something, so that you owe an answer."""
        asks = {self.all_ok, self.delivery_as_expected} & {Answer.NO, Answer.UNSURE}
        return bool(asks) or self.else_answer is Answer.YES or self.goals is GoalsVerdict.NEARLY


@dataclass(frozen=True)
class _Sent:
    """A report that was sent, and the contact in which it was answered."""

    client_id: int
    number: int
    period: DayRange
    issued_at: datetime
    reply_in: int | None
    words: str


def answer(journal: Journal, report_id: int, given: ReportAnswer, *, now: datetime) -> int | None:
    """Keep what the client answered as one contact of theirs, and return its id.

    Answering again changes the same contact. An answer that says nothing takes the one before back; None is
    returned then. Where the goals are not right, the call they ask for is put on the list, all in one act.

    Raises:
        InvalidEntryError: It says nothing and nothing was there, or its day cannot be.
        NotFoundError: The report was not sent.
    """
    sent = _sent(journal, report_id)
    if given.is_empty and not answer_of(journal, report_id):
        raise InvalidEntryError("words", _("Write what they said, or answer one of the questions."))
    with journal.change(_("Note an answer to a report")) as change:
        _drop_call(change, sent)
        if given.is_empty:
            _take_back(journal, change, report_id, sent, now)
            return None
        entry = _entry(journal, sent, given, now)
        if sent.reply_in is None:
            logged = log_contact(journal, sent.client_id, entry, now=now).id
        else:
            logged = edit_contact(journal, sent.reply_in, entry, now=now).id
            change.update(Interaction, logged, source=entry.source)
        change.update(
            Report,
            report_id,
            state=ReportState.ACKNOWLEDGED,
            client_reply=clean(given.words),
            reply_in=logged,
        )
        if given.goals is GoalsVerdict.NOT_RIGHT:
            _plan_call(journal, sent, now)
        return logged


def answer_of(journal: JournalReader, report_id: int) -> ReportAnswer | None:
    """Return what the client answered to a report; None where they have not, or it was not sent."""
    try:
        sent = _sent(journal, report_id)
    except NotFoundError:
        return None
    if sent.reply_in is None:
        return ReportAnswer(sent.words, on=sent.issued_at.date()) if sent.words else None
    entry = contact(journal, sent.reply_in).entry
    said = entry.source.partition(":")[2]
    return ReportAnswer(
        words=entry.client_words,
        channel=entry.kind,
        on=entry.occurred_at.date() if entry.occurred_at else None,
        goals=GoalsVerdict(said) if said in set(GoalsVerdict) else None,
        all_ok=entry.all_ok,
        delivery_as_expected=entry.delivery_as_expected,
        else_answer=entry.else_answer,
        else_to_help=entry.else_to_help,
    )


def goals_asked(journal: JournalReader, report_id: int, today: date) -> tuple[LineEntry, ...]:
    """Return the goals of which a quarterly report asked whether they still matter; none for any other.

    They come as a draft of the agreement has them, else as they hold ``today``.
    """
    query = Report.select(Report.client, Report.data_frozen).where(key_of(Report) == report_id)
    for client_id, frozen in journal.tuples(query):
        if isinstance(frozen, dict) and frozen.get("review"):
            entry = _agreement(journal, client_id, today)
            return entry.lines if entry is not None else ()
    return ()


def take_into_agreement(
    journal: Journal, report_id: int, importance: Mapping[str, int], *, today: date
) -> int:
    """Keep a draft of the next agreement with what each goal means to the client now, and return its id.

    Args:
        journal: Where to.
        report_id: The report that asked.
        importance: What the client said, 1 to 5, by the goal's line_key; a goal that is not named stays.
        today: The day it is written down.

    Raises:
        InvalidEntryError: An importance is not from 1 to 5.
        NotFoundError: The report was not sent, or nothing is agreed.
    """
    sent = _sent(journal, report_id)
    entry = _agreement(journal, sent.client_id, today)
    if entry is None:
        raise NotFoundError(_("Nothing is agreed with this client."))
    lines = tuple(
        replace(
            line,
            importance_client=importance[line.line_key],
            importance_source=ImportanceSource.SAID,
        )
        if line.line_key in importance
        else line
        for line in entry.lines
    )
    told = _("Asked with the report: {period}").format(period=period_label(sent.period))
    draft = replace(entry, lines=lines, change_reason=entry.change_reason or told)
    return keep_draft(journal, sent.client_id, draft, today=today)


def _agreement(journal: JournalReader, client_id: int, today: date) -> AgreementEntry | None:
    """Return what the next agreement begins with: its draft, else what holds."""
    history = agreements(journal, client_id)
    draft = next((one for one in history if one.status is AgreementStatus.DRAFT), None)
    held = draft or in_force(history, today)
    return held.entry if held is not None else None


def _sent(journal: JournalReader, report_id: int) -> _Sent:
    query = (
        Report.select(
            Report.client, Report.number, Report.period_start, Report.period_end, Report.issued_at,
            key_of(Interaction), Report.client_reply,
        )
        .join(Client)
        .switch(Report)
        .left_outer_join(
            Interaction, on=(key_of(Interaction) == Report.reply_in) & Interaction.trashed_at.is_null()
        )
        .where((key_of(Report) == report_id) & Report.state.in_(SENT))
        .where(Report.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip
    for client_id, number, first, last, issued_at, reply_in, words in journal.tuples(query):
        at = issued_at or datetime.combine(last, time())
        return _Sent(client_id, number, DayRange(first, last), at, reply_in, words)
    raise NotFoundError(_("This report has not been issued."))


def _entry(journal: JournalReader, sent: _Sent, given: ReportAnswer, now: datetime) -> ContactEntry:
    """Return the answer as a contact, its persons and length as they were."""
    before = None if sent.reply_in is None else contact(journal, sent.reply_in).entry
    told = [_("Answer to the report: {period}").format(period=period_label(sent.period))]
    if given.goals is not None:
        told.append(_("The goals for the next period: {verdict}").format(verdict=given.goals.label))
    outcome = Outcome.REACHED
    if given.channel in WRITTEN and not given.waits and given.goals is not GoalsVerdict.NOT_RIGHT:
        outcome = Outcome.REPLIED
    return replace(
        before or ContactEntry(),
        kind=given.channel,
        direction=Direction.INBOUND,
        outcome=outcome,
        occurred_at=_moment(sent, given.on or now.date(), before, now),
        summary="\n".join(told),
        client_words=clean(given.words),
        all_ok=given.all_ok,
        delivery_as_expected=given.delivery_as_expected,
        else_answer=given.else_answer,
        else_to_help=given.else_to_help,
        source=f"{_SOURCE}:{given.goals}" if given.goals else _SOURCE,
    )


def _moment(sent: _Sent, day: date, before: ContactEntry | None, now: datetime) -> datetime:
    """Return when the answer came: as it was noted before, else now, or at noon of another day."""
    if day < sent.issued_at.date():
        raise InvalidEntryError(
            "on", _("The report was sent on {day}.").format(day=formats.day(sent.issued_at.date()))
        )
    if day > now.date():
        raise InvalidEntryError("on", _("This day has not come yet."))
    if before is not None and before.occurred_at is not None and before.occurred_at.date() == day:
        return before.occurred_at
    return now if day == now.date() else max(datetime.combine(day, _NOON), sent.issued_at)


def _take_back(journal: Journal, change: Writer, report_id: int, sent: _Sent, now: datetime) -> None:
    if sent.reply_in is not None:
        trash_contact(journal, sent.reply_in, now=now)
    change.update(Report, report_id, state=ReportState.ISSUED, client_reply="", reply_in=None)


def _call_about(sent: _Sent) -> str:
    return _("The goals in report no. {number} are not right.").format(number=sent.number)


def _drop_call(change: Writer, sent: _Sent) -> None:
    """Take the call back that an earlier answer asked for, as long as nobody has made it."""
    change.delete_where(
        PlannedCall,
        (PlannedCall.client == sent.client_id)
        & (PlannedCall.why == _call_about(sent))
        & PlannedCall.done_on.is_null(),
    )


def _plan_call(journal: Journal, sent: _Sent, now: datetime) -> None:
    """Put the call they ask for on the list of the next working day, today if it is one."""
    yesterday = now.date() - timedelta(days=1)
    day = working_days_of(journal, now.date()).add(yesterday, 1)
    plan_call(
        journal,
        sent.client_id,
        datetime.combine(max(day, now.date()), time()),
        now=now,
        why=_call_about(sent),
        asked_by_client=True,
    )

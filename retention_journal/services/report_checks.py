"""What to see to before a report goes out. Checks inform; only a missing headline stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from retention_journal.core import formats
from retention_journal.core.contacts import TALKS
from retention_journal.core.kpis import KpiStatus, is_stale, months_since
from retention_journal.core.moments import on_the_wall
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import StatusReport
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _, ngettext
from retention_journal.services.before_clients import began_after, told_before
from retention_journal.services.goals import Goals, goals_in
from retention_journal.services.kept_reports import changed_since_review
from retention_journal.services.report_choices import Choices, choices, usual_parts_off
from retention_journal.services.report_words import MOST_WORDS, ReportWords
from retention_journal.services.status import ReportDraft, report_draft, status_report
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Incident, Interaction

_NAMED_ALONE = 2


class CheckKind(StrEnum):
    """What a check is about, so that the page can offer the way to mend it."""

    NUMBERS = "numbers"
    WORDS = "words"
    TALK = "talk"
    AGREEMENT = "agreement"
    PROMISES = "promises"
    MEANING = "meaning"
    CORRECTS = "corrects"
    SENDER = "sender"
    READER = "reader"


@dataclass(frozen=True)
class Check:
    """One thing to see to, in a sentence.

    Attributes:
        stops: Whether the report cannot go out without it.
        subject: Which of several it is about, such as the number of a promise; None for none.
    """

    kind: CheckKind
    text: str
    stops: bool = False
    subject: int | str | None = None


def checks(journal: JournalReader, client_id: int, period: DayRange, *, today: date) -> list[Check]:
    """Return what to see to before the report about ``period`` goes out, missing numbers first.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    report = status_report(journal, client_id, period, today=today)
    goals = goals_in(journal, client_id, period, today=today)
    draft = report_draft(journal, client_id, period, today=today)
    offered = choices(journal, client_id, report, goals, draft.report_id)
    return checks_of(journal, client_id, report, goals=goals, draft=draft, offered=offered)


def checks_of(
    journal: JournalReader,
    client_id: int,
    report: StatusReport,
    *,
    goals: Goals,
    draft: ReportDraft,
    offered: Choices,
) -> list[Check]:
    """Return what to see to in a report that was gathered already, missing numbers first.

    Args:
        journal: Where talks are looked up.
        client_id: Who it is for.
        report: As it was gathered; the day it bears is today.
        goals: The goals of its period.
        draft: Its words.
        offered: What can be chosen for it, and what was.
    """
    off, today = usual_parts_off(offered), report.issued_on
    found = [*_too_early(journal, client_id, report), *_corrects(report)]
    found += [*_numbers(report, offered), *_agreement(goals, today)]
    found += _goals_missed(journal, client_id, report)
    if ReportPart.SETBACKS not in off:
        found += _complaints(journal, client_id, offered, today)
    if ReportPart.PROMISES not in off:
        found += _promises(report, offered)
    found += _meanings(offered)
    found += _words(report, draft)
    if changed_since_review(journal, client_id, report.period):
        text = _("The journal has changed since you looked this through. Look at its pages once more.")
        found.append(Check(CheckKind.WORDS, text))
    if not report.issuer.name and not report.issuer.person:
        found.append(Check(CheckKind.SENDER, _("Your own name is missing. Write it in Settings.")))
    if not report.prepared_for:
        found.append(Check(CheckKind.READER, _("The client has no contact person to send it to.")))
    return found


def word_count(words: ReportWords) -> int:
    """Return how many words the four texts of the first page have together."""
    texts = (words.headline, words.went_well, words.went_not, words.doing)
    return sum(len(text.split()) for text in texts)


def warnings(journal: JournalReader, client_id: int, period: DayRange, *, today: date) -> list[str]:
    """Return the checks as sentences, for commands."""
    return [check.text for check in checks(journal, client_id, period, today=today)]


def _too_early(journal: JournalReader, client_id: int, report: StatusReport) -> Iterator[Check]:
    start = began_after(journal, client_id, report.period)
    if start is not None:
        yield Check(CheckKind.READER, told_before(start), stops=True)


def _corrects(report: StatusReport) -> Iterator[Check]:
    if report.corrects is not None:
        day = formats.day(report.corrects.issued_on)
        text = _("This corrects report no. {number} of {day}, and says so on its first page.")
        number = report.corrects.number
        yield Check(CheckKind.CORRECTS, text.format(number=number, day=day), subject=number)


def _words(report: StatusReport, draft: ReportDraft) -> Iterator[Check]:
    if not report.headline:
        yield Check(CheckKind.WORDS, _("Say the period in one sentence: the headline."), stops=True)
    elif draft.is_offered:
        yield Check(CheckKind.WORDS, _("The words were put together for you. Read them once."))
    n = word_count(draft.words)
    if n > MOST_WORDS:
        text = _("Your words are {n}. {most} say a period well; who reads has little time.")
        yield Check(CheckKind.WORDS, text.format(n=formats.number(n), most=formats.number(MOST_WORDS)))


def _meanings(offered: Choices) -> Iterator[Check]:
    new = [one for one in offered.goals if one.is_new and not offered.content.glossary.get(one.line_key)]
    if len(new) == 1:
        text = _("“{goal}” is new to the client. Say what it means.").format(goal=new[0].name)
        yield Check(CheckKind.MEANING, text, subject=new[0].line_key)
    elif new:
        text = ngettext(
            "{n} goal is new to the client. Say what it means.",
            "{n} goals are new to the client. Say what they mean.",
            len(new),
        )
        yield Check(CheckKind.MEANING, text.format(n=formats.number(len(new))), subject=new[0].line_key)


def _numbers(report: StatusReport, offered: Choices) -> Iterator[Check]:
    for place, goal in enumerate(report.goals):
        if goal.status is KpiStatus.NO_DATA and goal.target:
            key = offered.goals[place].line_key if place < len(offered.goals) else None
            text = _("{period}: no number for “{goal}” yet.")
            told = text.format(goal=goal.name, period=period_label(report.period))
            yield Check(CheckKind.NUMBERS, told, subject=key)


def _agreement(goals: Goals, today: date) -> Iterator[Check]:
    agreement = goals.agreement
    if agreement is None or agreement.agreed_on is None:
        yield Check(CheckKind.AGREEMENT, _("Nothing was agreed with the client for this period."))
        return
    if not agreement.client_words:
        yield Check(CheckKind.AGREEMENT, _("What matters most to the client has not been asked."))
    if is_stale(agreement.agreed_on, today):
        n = months_since(agreement.agreed_on, today)
        yield Check(
            CheckKind.AGREEMENT,
            ngettext("Agreed {n} month ago. Ask again.", "Agreed {n} months ago. Ask again.", n).format(n=n),
        )


def _goals_missed(journal: JournalReader, client_id: int, report: StatusReport) -> Iterator[Check]:
    """Yield the goals of which the client would read here first that they were missed.

    Source: forms, section 1, "bad news travels first".
    """
    last = report.period.last
    off = [goal.name for goal in report.goals if goal.status is KpiStatus.OFF_TRACK]
    under = [goal.name for goal in report.goals if goal.status is KpiStatus.AT_RISK]
    if not (off or under) or _talked(journal, client_id, last + timedelta(days=1), report.issued_on):
        return
    day = formats.day(last)
    if len(off) + len(under) > _NAMED_ALONE:
        text = _("{n} goals are not on target, and you have not talked since {day}. Call before you send it.")
        n = formats.number(len(off) + len(under))
        yield Check(CheckKind.TALK, text.format(n=n, day=day))
        return
    text = _("“{goal}” is off target, and you have not talked since {day}. Call before you send it.")
    for name in off:
        yield Check(CheckKind.TALK, text.format(goal=name, day=day))
    text = _("“{goal}” is close to target, and you have not talked since {day}. Call before you send it.")
    for name in under:
        yield Check(CheckKind.TALK, text.format(goal=name, day=day))


def _complaints(journal: JournalReader, client_id: int, offered: Choices, today: date) -> Iterator[Check]:
    """Yield the complaints that the report tells and nobody has talked about with the client."""
    told = offered.setbacks if offered.content.setbacks is None else offered.content.setbacks
    uids = [one.incident for one in told if one.is_told and one.incident]
    query = (
        Incident.select(Incident.uid, Incident.received_at, Incident.channel)
        .where(Incident.uid.in_(uids) & Incident.trashed_at.is_null())
        .order_by(Incident.received_at)
    )
    for uid, received_at, channel in journal.tuples(query) if uids else ():
        came = on_the_wall(received_at)
        if channel in TALKS or _talked(journal, client_id, came, today):
            continue
        text = _(
            "The complaint of {day} is told here, and you have not talked since. Call before you send it."
        )
        yield Check(CheckKind.TALK, text.format(day=formats.day(came.date())), subject=uid)


def _talked(journal: JournalReader, client_id: int, since: date | datetime, today: date) -> bool:
    """Say whether the two have talked from ``since`` to the end of ``today``."""
    begin = since if isinstance(since, datetime) else datetime.combine(since, time.min)
    query = Interaction.select(Interaction.occurred_at).where(
        (Interaction.client == client_id)
        & Interaction.counts_as_contact
        & Interaction.trashed_at.is_null()
        & Interaction.kind.in_(sorted(TALKS))
        & (Interaction.occurred_at >= begin)
        & (Interaction.occurred_at < datetime.combine(today + timedelta(days=1), time.min))
    )
    return journal.value(query) is not None


def _promises(report: StatusReport, offered: Choices) -> Iterator[Check]:
    """Yield the promises that were not kept in time and say no reason."""
    for place, promise in enumerate(report.last_promises):
        late = promise.outcome in (PromiseState.KEPT_LATE, PromiseState.BROKEN) or (
            promise.outcome is PromiseState.OPEN
            and promise.due is not None
            and promise.due < report.issued_on
        )
        if late and not promise.reason:
            number = offered.promised[place] if place < len(offered.promised) else None
            text = _("“{promise}” was not kept in time. Say why, in its remark.")
            yield Check(CheckKind.PROMISES, text.format(promise=promise.text[:80]), subject=number)

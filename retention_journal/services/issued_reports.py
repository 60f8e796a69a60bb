"""Sending a report: kept as it went out, noted, promised, and the call about it put on the list."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from retention_journal import i18n
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import period_label
from retention_journal.core.report import StatusReport
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services import report_forward
from retention_journal.services.before_clients import refuse_before
from retention_journal.services.kept_reports import begin_draft, checked_words, is_reviewed, reader_of
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.planned_calls import plan_call
from retention_journal.services.report_content import columns_of, content_of
from retention_journal.services.report_words import ReportWords
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Interaction, PlannedCall, Report

#: So many working days after a report one asks whether it made sense. Source: design, section 8.5.
CALL_AFTER = 2


def issue(
    journal: Journal,
    client_id: int,
    report: StatusReport,
    *,
    pdf_bytes: bytes,
    now: datetime,
    reviewed_now: bool = False,
    follow_up: bool | date = True,
) -> int:
    """Keep a report as it was issued, its file and its data, and return its id; it never changes again.

    The same undoable act notes it on the timeline, which does not restart the rhythm: a report that was sent
    is not a talk (capability C7). It writes down what the report promises and asks for, and puts the call
    about it on the list.

    Args:
        journal: Where to.
        client_id: Whose report.
        report: The data it was printed from, frozen with it.
        pdf_bytes: The file as it goes to the client.
        now: When it was issued.
        reviewed_now: Whether the person says by this that they have looked it through.
        follow_up: Whether one calls about it two working days later, or the day of that call.

    Raises:
        InvalidEntryError: It is still a draft, nobody has looked it through, or they were no client yet.
        NotFoundError: The client is not in the journal.
    """
    reader_of(journal, client_id)
    refuse_before(journal, client_id, report.period)
    if report.draft:
        raise InvalidEntryError("draft", _("A draft cannot be issued."), _("Print it without “Draft” first."))
    if not reviewed_now and not is_reviewed(journal, client_id, report.period):
        raise InvalidEntryError(
            "review",
            _("Nobody has looked this report through yet."),
            _("Read its pages and mark it as looked through. Then it can be sent."),
        )
    with journal.change(_("Issue a report")) as change:
        kept = begin_draft(journal, change, client_id, report.period, report.language)
        if reviewed_now:
            change.update(Report, kept, reviewed_at=now)
        change.update(
            Report,
            kept,
            state=ReportState.ISSUED,
            language=i18n.nearest(report.language),
            issued_at=now,
            pdf=pdf_bytes,
            pdf_sha256=hashlib.sha256(pdf_bytes).hexdigest(),
            data_frozen=frozen(report),
            **_words_of(report),
        )
        change.insert(
            Interaction,
            client=client_id,
            kind=Kind.REPORT_SENT,
            direction=Direction.OUTBOUND,
            outcome=Outcome.NO_REPLY_YET,
            occurred_at=now,
            summary=_("Report: {period}").format(period=period_label(report.period)),
        )
        _promise(journal, change, client_id, kept, report, now.date())
        _plan_call(journal, change, client_id, follow_up, now)
        return kept


def frozen(report: StatusReport) -> dict[str, Any]:
    """Return the data of a report as plain values for keeping; of the logo only its hash is kept."""
    kept = _plain(replace(report, issuer=replace(report.issuer, logo=None)))
    logo = report.issuer.logo
    kept["issuer"]["logo"] = hashlib.sha256(logo).hexdigest() if logo else None
    return dict(kept)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def follow_up_day(journal: JournalReader, today: date) -> date:
    """Return the day on which one asks whether a report made sense, where it goes out ``today``."""
    return working_days_of(journal, today).add(today, CALL_AFTER)


def _words_of(report: StatusReport) -> dict[str, Any]:
    """Return the words a report was sent with; where it leaves them out those of the draft stay."""
    if ReportPart.SUMMARY in report.parts_off:
        return {}
    return checked_words(ReportWords(report.headline, report.went_well, report.went_not, report.doing))


def _promise(
    journal: Journal, change: Writer, client_id: int, kept: int, report: StatusReport, today: date
) -> None:
    """Write down as promises what the report says will be done; what it leaves out is promised to nobody."""
    content = content_of(journal, kept)
    told = replace(
        content,
        promises_next=None if ReportPart.NEXT in report.parts_off else content.promises_next,
        needs=None if ReportPart.NEEDS in report.parts_off else content.needs,
    )
    made = report_forward.make_promises(change, client_id, told, today)
    report_forward.move_promises(journal, client_id, made, today)
    columns = columns_of(made)
    change.update(
        Report,
        kept,
        **{name: columns[name] for name in ("promises_next", "needs") if columns[name] is not None},
    )


def _plan_call(
    journal: Journal, change: Writer, client_id: int, follow_up: bool | date, now: datetime
) -> None:
    """Put the call about a report on the list; one that is set already is moved instead."""
    if follow_up is False:
        return
    day = follow_up if isinstance(follow_up, date) else follow_up_day(journal, now.date())
    due_at, why = datetime.combine(day, time()), _("Did the report make sense?")
    is_set = (PlannedCall.client == client_id) & (PlannedCall.why == why) & PlannedCall.done_on.is_null()
    is_set &= PlannedCall.trashed_at.is_null()
    if day < now.date() or not change.update_where(PlannedCall, is_set, due_at=due_at):
        plan_call(journal, client_id, due_at, now=now, why=why)

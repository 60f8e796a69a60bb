"""Everything the preview of a report shows: the report, its words, what to see to, and earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from retention_journal.core.errors import NotFoundError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, add_months, month_of, previous_month, quarter_of
from retention_journal.core.report import StatusReport
from retention_journal.core.report_rhythm import last_period
from retention_journal.i18n import _
from retention_journal.services.before_clients import client_since
from retention_journal.services.clients import client_entry
from retention_journal.services.goals import goals_in
from retention_journal.services.issued_reports import follow_up_day
from retention_journal.services.kept_reports import (
    ReportRow,
    corrected_by,
    draft_id,
    reports,
    save_content,
    save_words,
)
from retention_journal.services.report_checks import Check, CheckKind, checks_of
from retention_journal.services.report_choices import Choices, choices
from retention_journal.services.report_content import content_of
from retention_journal.services.report_words import ReportWords
from retention_journal.services.reports_due import ReportDue, reports_due
from retention_journal.services.status import ReportDraft, report_draft, status_report
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Report, key_of

_MONTHS, _QUARTERS = 12, 4
_SENT = frozenset({ReportState.ISSUED, ReportState.ACKNOWLEDGED})


@dataclass(frozen=True)
class ReportSheet:
    """A report about to be written, and what stands beside it.

    Attributes:
        report: What it says now; its words are the draft's.
        draft: The words kept for it, or offered.
        checks: What to see to before it goes out.
        sent: The newest one sent about the same period, or None.
        earlier: What was sent to this client, the newest first.
        periods: The periods one may choose from, the newest first, each with whether it was sent.
        offered: What can be chosen for it beside the words, and what was.
        state: How far the draft has come.
        call_on: The day on which one asks whether the report made sense, where it goes out today.
    """

    report: StatusReport
    draft: ReportDraft
    checks: tuple[Check, ...]
    sent: ReportRow | None
    earlier: tuple[ReportRow, ...]
    periods: tuple[tuple[DayRange, bool], ...]
    offered: Choices
    state: ReportState
    call_on: date

    def lacks(self, kind: CheckKind) -> bool:
        """Say whether a check of ``kind`` is open."""
        return any(check.kind is kind for check in self.checks)


@dataclass(frozen=True)
class ReportGroups:
    """Reports as the page lists them.

    Attributes:
        due: Not sent yet for the last whole period; begun or not.
        drafts: Begun for other periods, the newest first.
        sent: Sent, by client and then the newest first.
        begun: How far those that are due and begun have come, by client and period.
    """

    due: tuple[ReportDue, ...]
    drafts: tuple[ReportRow, ...]
    sent: tuple[ReportRow, ...]
    begun: Mapping[tuple[int, DayRange], ReportState] = field(default_factory=dict)


def report_sheet(
    journal: JournalReader, client_id: int, period: DayRange, *, today: date, language: str | None = None
) -> ReportSheet:
    """Return the report about ``period`` with everything beside it.

    Args:
        journal: Where to look.
        client_id: Who the report is for.
        period: First and last day that it is about.
        today: The date it bears.
        language: BCP 47 tag; None is what was kept with the draft, else the client's, else the firm's own.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    rows = reports(journal, client_id)
    sent = tuple(row for row in rows if row.state in _SENT)
    done = {row.period for row in sent}
    since = client_since(journal, client_id)
    usual = {one for one in offered_periods(today) if since is None or since <= one.last}
    offered = sorted({*usual, period, *(row.period for row in rows)}, key=_newest_first)
    begun = [row.state for row in rows if row.period == period and row.state not in _SENT]
    state = begun[0] if begun else ReportState.DRAFT
    is_draft = state is not ReportState.REVIEWED
    report = status_report(journal, client_id, period, today=today, language=language, draft=is_draft)
    draft = report_draft(journal, client_id, period, today=today, language=language)
    goals = goals_in(journal, client_id, period, today=today)
    beside = choices(journal, client_id, report, goals, draft.report_id)
    return ReportSheet(
        report=report,
        draft=draft,
        checks=tuple(checks_of(journal, client_id, report, goals=goals, draft=draft, offered=beside)),
        sent=next((row for row in sent if row.period == period), None),
        earlier=sent,
        periods=tuple((one, one in done) for one in offered),
        offered=beside,
        state=state,
        call_on=follow_up_day(journal, today),
    )


def offered_periods(today: date) -> list[DayRange]:
    """Return the last twelve whole months and the last four whole quarters."""
    months = [month_of(add_months(today, -n)) for n in range(1, _MONTHS + 1)]
    last_quarter = quarter_of(quarter_of(today).first - timedelta(days=1))
    return [*months, *(quarter_of(add_months(last_quarter.first, -3 * n)) for n in range(_QUARTERS))]


def usual_period(journal: JournalReader, client_id: int, today: date) -> DayRange:
    """Return the last whole period of a client's report rhythm; the last month where there is none.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    rhythm = client_entry(journal, client_id).report_rhythm
    return last_period(rhythm, today) or previous_month(today)


def report_groups(journal: JournalReader, today: date, client_id: int | None = None) -> ReportGroups:
    """Return every report, or one client's, as the page lists them."""
    rows = reports(journal, client_id)
    due = tuple(one for one in reports_due(journal, today) if client_id in (None, one.client_id))
    named = {(one.client_id, one.period) for one in due}
    return ReportGroups(
        due=due,
        drafts=tuple(
            row for row in rows if row.state not in _SENT and (row.client_id, row.period) not in named
        ),
        sent=tuple(row for row in rows if row.state in _SENT),
        begun={
            (row.client_id, row.period): row.state
            for row in rows
            if row.state not in _SENT and (row.client_id, row.period) in named
        },
    )


def printed_again(journal: JournalReader, sent: ReportRow) -> StatusReport:
    """Return a report that was sent but whose file is not kept, with the words it was sent with.

    Its figures are what the journal holds of that period today, so it may differ from what was sent.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    day = (sent.issued_at or datetime.combine(sent.period.last, time.min)).date()
    report = status_report(
        journal, sent.client_id, sent.period, today=day, language=sent.language, draft=False
    )
    query = Report.select(Report.headline, Report.went_well, Report.went_not, Report.doing)
    headline, went_well, went_not, doing = journal.tuples(query.where(key_of(Report) == sent.report_id))[0]
    return replace(
        report,
        number=str(sent.number),
        corrects=corrected_by(journal, sent.report_id),
        headline=headline,
        went_well=went_well,
        went_not=went_not,
        doing=doing,
    )


def begin_correction(journal: Journal, sent: ReportRow) -> int:
    """Begin a report that corrects one that was sent, with what that one said, and return its id.

    Where a correction is begun already, that one is returned as it is.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    begun = draft_id(journal, sent.client_id, sent.period)
    if begun is not None:
        return begun
    query = Report.select(Report.headline, Report.went_well, Report.went_not, Report.doing)
    words = journal.tuples(query.where(key_of(Report) == sent.report_id))[0]
    content = content_of(journal, sent.report_id)
    client_id, period, language = sent.client_id, sent.period, sent.language
    with journal.change(_("Correct a report")):
        save_words(journal, client_id, period, ReportWords(*words), language=language)
        return save_content(journal, client_id, period, content, language=language)


def trash_draft(journal: Journal, report_id: int, *, now: datetime) -> None:
    """Put a report that was not sent in the trash.

    Raises:
        NotFoundError: It is not in the journal, or it was sent; what was sent stays.
    """
    rows = [row for row in reports(journal) if row.report_id == report_id and row.state not in _SENT]
    if not rows:
        raise NotFoundError(_("Only a draft can be put in the trash. What was sent stays in the archive."))
    with journal.change(_("Move a report to the trash")) as change:
        change.trash(Report, report_id, at=now)


def _newest_first(period: DayRange) -> tuple[int, int]:
    """Return what sorts months before the quarters that end with them, the newest first."""
    return -period.last.toordinal(), -period.first.toordinal()

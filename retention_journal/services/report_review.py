"""The quarter's question whether this is still what matters, for the page that a report ends a quarter with.

Source: forms, section 1, page 4.
"""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import ImportanceSource
from retention_journal.core.periods import (
    JANUARY,
    DayRange,
    add_months,
    month_of,
    period_label,
    quarter_of,
)
from retention_journal.core.report import QuarterReview, ReviewRow
from retention_journal.services.business_year import year_start
from retention_journal.services.goals import Goals
from retention_journal.services.kpis import Agreement
from retention_journal.services.report_content import ReportContent
from retention_journal.storage.journal import JournalReader

_QUARTER = 3  # months


def review(
    journal: JournalReader, goals: Goals, language: str, content: ReportContent
) -> QuarterReview | None:
    """Return the goals to be asked about anew, and what is proposed; None where the period ends no quarter.

    Args:
        journal: Where the month lies in which the business year begins.
        goals: The client's goals in the period of the report.
        language: BCP 47 tag of the report.
        content: What was chosen for it.
    """
    if not ends_a_quarter(goals.period, year_start(journal)):
        return None
    rows = tuple(_row(goals, goal.line) for goal in goals.goals if not goal.leads_to)
    if not rows and not content.proposal:
        return None
    first = goals.period.last + timedelta(days=1)
    following = DayRange(first, add_months(first, _QUARTER) - timedelta(days=1))
    return QuarterReview(rows, content.proposal, period_label(following, language))


def ends_a_quarter(period: DayRange, start: int = JANUARY) -> bool:
    """Say whether ``period`` is a quarter, or the last month of one of the business year.

    A client who is told each quarter hears by the calendar, so its quarters count in every business year.

    Args:
        period: What a report is about.
        start: The month in which the business year begins, 1 to 12.
    """
    if period == month_of(period.first):
        return quarter_of(period.first, start).last == period.last
    return period in (quarter_of(period.first), quarter_of(period.first, start))


def _row(goals: Goals, line: LineEntry) -> ReviewRow:
    """Return a goal with what it was said to be worth, and when; what was only supposed is no answer."""
    if line.importance_client is None or line.importance_source is not ImportanceSource.SAID:
        return ReviewRow(line.name)
    return ReviewRow(line.name, line.importance_client, _asked_on(goals, line))


def _asked_on(goals: Goals, line: LineEntry) -> date | None:
    """Return the day on which the client last said what a goal is worth to them."""
    found: date | None = None
    for agreement in goals.history:
        if not agreement.is_binding or agreement.valid_from > goals.period.last:
            continue
        if not _says(agreement, line):
            break
        if agreement.importance_asked_on is not None:
            return agreement.importance_asked_on
        found = agreement.agreed_on
    return found


def _says(agreement: Agreement, line: LineEntry) -> bool:
    said = (line.line_key, line.importance_client, ImportanceSource.SAID)
    return any(
        (old.line_key, old.importance_client, old.importance_source) == said for old in agreement.lines
    )

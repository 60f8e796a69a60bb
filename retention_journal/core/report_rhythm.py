"""When a client's status report is due: which period, and by which day it should have gone out."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.clients import ReportRhythm
from retention_journal.core.periods import DayRange, previous_month, quarter_of
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays

#: A report goes out within so many working days of its period's end. Source: forms, section 1.
SHIPS_WITHIN = 5


def last_period(rhythm: ReportRhythm, today: date) -> DayRange | None:
    """Return the last whole period before ``today`` that a client of ``rhythm`` is told about, if any."""
    if rhythm is ReportRhythm.MONTHLY:
        return previous_month(today)
    if rhythm is ReportRhythm.QUARTERLY:
        return quarter_of(quarter_of(today).first - timedelta(days=1))
    return None


def ship_by(period: DayRange, working: WorkingDays = MONDAY_TO_FRIDAY) -> date:
    """Return the day by which the report about ``period`` should have gone out."""
    return working.add(period.last, SHIPS_WITHIN)

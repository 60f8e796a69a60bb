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


def turn_of(client_id: int) -> int:
    """Return on which working day after a period's end a client's report is due, 1 to ``SHIPS_WITHIN``.

    The reports of a month would all fall on one day, and the first days of a month are short. So they take
    turns by the number under which the client stands in the journal: the first one has the last of the five
    days, the next one the day before, and so round again. Of clients that came one after the other no day
    has more than one report more than another. A client's turn never changes, whoever comes or leaves, so
    they get their report on the same working day each time.
    """
    return SHIPS_WITHIN - (client_id - 1) % SHIPS_WITHIN


def ship_by(period: DayRange, client_id: int, working: WorkingDays = MONDAY_TO_FRIDAY) -> date:
    """Return the day by which a client's report about ``period`` should have gone out.

    Args:
        period: What it is about.
        client_id: Whose report; the days are shared out by it.
        working: The days that are worked.
    """
    return working.add(period.last, turn_of(client_id))

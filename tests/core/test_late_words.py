"""Late is counted in the days one works: a weekend and a holiday make no promise later."""

from __future__ import annotations

from datetime import date

import pytest

from retention_journal.core.late_words import came_late, late_now
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 3, day) for day in (6, 7, 8, 9))


@pytest.mark.parametrize(
    ("day", "now", "then"),
    [
        (date(2026, 3, 5), "", ""),
        (FRIDAY, "", ""),
        (SATURDAY, "the day is over", "after its day"),
        (SUNDAY, "the day is over", "after its day"),
        (MONDAY, "1 working day late", "1 working day late"),
        (date(2026, 3, 12), "4 working days late", "4 working days late"),
    ],
)
def test_a_promise_for_a_friday_is_one_working_day_late_on_monday(day, now, then):
    assert late_now(FRIDAY, day, MONDAY_TO_FRIDAY) == now
    assert came_late(FRIDAY, day, MONDAY_TO_FRIDAY) == then


def test_a_holiday_makes_nothing_later():
    working = WorkingDays(off=frozenset({MONDAY}))
    assert late_now(FRIDAY, MONDAY, working) == "the day is over"
    assert late_now(FRIDAY, date(2026, 3, 10), working) == "1 working day late"

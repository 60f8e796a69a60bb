"""Working days and public holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays

MONDAY = date(2026, 3, 9)
days = st.dates(date(2020, 1, 1), date(2022, 12, 31))
some_days = st.frozensets(st.dates(date(2020, 6, 1), date(2020, 9, 1)) | days, max_size=30)
weeks = st.builds(WorkingDays, st.frozensets(st.integers(0, 6), min_size=1), off=some_days, on=some_days)


@pytest.mark.parametrize(
    ("working", "day", "is_worked"),
    [
        (MONDAY_TO_FRIDAY, MONDAY, True),
        (MONDAY_TO_FRIDAY, MONDAY + timedelta(days=4), True),
        (MONDAY_TO_FRIDAY, MONDAY + timedelta(days=5), False),
        (WorkingDays(off=frozenset({MONDAY})), MONDAY, False),
        (WorkingDays(on=frozenset({MONDAY + timedelta(days=5)})), MONDAY + timedelta(days=5), True),
        (WorkingDays(frozenset({6})), MONDAY, False),
        (WorkingDays(off=frozenset({MONDAY}), on=frozenset({MONDAY})), MONDAY, False),
    ],
)
def test_a_day_is_worked_by_its_weekday_unless_it_was_said_otherwise(working, day, is_worked):
    assert working.is_working(day) is is_worked


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (0, 0, 0),
        (0, 1, 1),
        (0, 4, 4),
        (4, 7, 1),
        (5, 6, 0),
        (0, 7, 5),
        (0, 14, 10),
        (3, 1, 0),
    ],
)
def test_a_week_counts_five(start, end, count):
    assert MONDAY_TO_FRIDAY.between(MONDAY + timedelta(days=start), MONDAY + timedelta(days=end)) == count


@given(working=weeks, start=days, end=days)
def test_counting_agrees_with_going_day_by_day(working, start, end):
    passed = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert working.between(start, end) == sum(working.is_working(day) for day in passed)


@given(working=weeks, start=days, count=st.integers(0, 300))
def test_working_days_counted_forward_are_counted_back(working, start, count):
    end = working.add(start, count)
    assert working.between(start, end) == count
    assert end == start if count == 0 else working.is_working(end)


@given(working=weeks, day=days)
def test_the_working_day_before_is_the_nearest(working, day):
    earlier = working.before(day)
    assert earlier < day
    assert working.is_working(earlier)
    assert working.between(earlier, day) == working.is_working(day)


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7}), frozenset({-1, 0})])
def test_a_week_without_a_working_day_is_refused(weekdays):
    with pytest.raises(ValueError, match="one to seven"):
        WorkingDays(weekdays)

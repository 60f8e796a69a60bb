"""Promise 12: thinning goes by running numbers, so no clock costs a good backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core import rotation

pytestmark = pytest.mark.promise(12)

FIRST = datetime(2026, 1, 5, 9, 0)
TIMES = (0.0, 0.5, 3.0, 8.5)  # hours after nine at which a day's backups are made
Clock = Callable[[datetime], datetime]


def _standing_at(day: date) -> Clock:
    """A clock that has lost its battery: each morning it starts again from the same day."""
    return lambda true: datetime.combine(day, true.time())


def _running_from(day: date, since: datetime) -> Clock:
    return lambda true: datetime.combine(day, FIRST.time()) + (true - since)


CLOCKS: dict[str, Callable[[datetime], Clock]] = {
    "stands at 1970": lambda _since: _standing_at(date(1970, 1, 1)),
    "runs from 2001": lambda since: _running_from(date(2001, 1, 1), since),
    "runs from 2038": lambda since: _running_from(date(2038, 1, 19), since),
    "an hour off, as by summer time": lambda _since: lambda true: true - timedelta(hours=1),
    "a day behind": lambda _since: lambda true: true - timedelta(days=1),
}


def _lived(days: list[int], clock: Clock, wrong: range) -> dict[int, rotation.Copy]:
    """Make and thin backups on ``days``, some of them by a wrong clock, and return those that are left."""
    left: dict[int, rotation.Copy] = {}
    number = 0
    for day in days:
        for hours in TIMES:
            true = FIRST + timedelta(days=day, hours=hours)
            told = clock(true) if day in wrong else true
            number += 1
            left[number] = rotation.Copy(number, told.date(), told.timestamp())
            keep = rotation.kept(left.values())
            assert number in keep
            left = {one: copy for one, copy in left.items() if one in keep}
    return left


@pytest.mark.parametrize("name", CLOCKS)
@given(
    gaps=st.lists(st.sampled_from((1, 1, 1, 1, 2, 3, 10)), min_size=4, max_size=50),
    start=st.integers(0, 40),
    length=st.integers(1, 30),
)
def test_a_wrong_clock_costs_no_backup_that_a_right_one_would_keep(name, gaps, start, length):
    """Promise 12: 0 good backups lost under five broken clocks."""
    days = [sum(gaps[:number]) for number in range(len(gaps))]
    begins = days[min(start, len(days) - 1)]
    wrong = range(begins, begins + length)
    clock = CLOCKS[name](FIRST + timedelta(days=begins))
    right = _lived(days, lambda true: true, range(0))
    assert set(right) <= set(_lived(days, clock, wrong))


def _daily(days: int, last: date = date(2036, 3, 10)) -> list[rotation.Copy]:
    return [rotation.Copy(number, last - timedelta(days=days - number)) for number in range(1, days + 1)]


def test_of_ten_years_days_weeks_months_and_every_year_are_kept():
    """Promise 12: 2 days whole, 14 daily, 8 weekly, 24 monthly, all yearly."""
    copies = _daily(3650)
    keep = rotation.kept(copies)
    kept = [copy.day for copy in reversed(copies) if copy.number in keep]
    last = copies[-1].day
    assert kept[:14] == [last - timedelta(days=n) for n in range(14)]
    assert len({day.isocalendar()[:2] for day in kept[14:22]}) == 8
    assert len({(day.year, day.month) for day in kept[22:46]}) == 24
    assert {day.year for day in kept} == {copy.day.year for copy in copies}
    assert len(kept) <= 14 + 8 + 24 + 11


def test_thinning_day_by_day_leaves_no_wider_gap_than_it_says():
    left: list[rotation.Copy] = []
    for copy in _daily(1500):
        left.append(copy)
        keep = rotation.kept(left)
        left = [one for one in left if one.number in keep]
    last = left[-1].day
    gaps = [
        ((last - later.day).days, (later.day - earlier.day).days) for earlier, later in pairwise(left)
    ]  # days ago, and days between two copies
    assert max(gap for ago, gap in gaps if ago < 13) == 1
    assert max(gap for ago, gap in gaps if ago < 55) <= 13
    assert max(gap for ago, gap in gaps if ago < 700) <= 62
    assert {copy.day.year for copy in left} == {copy.day.year for copy in _daily(1500)}
    assert len(left) <= 14 + 8 + 24 + 6


def test_all_of_the_newest_two_days_are_kept_and_the_last_of_a_day_before():
    days = [date(2026, 3, day) for day in (8, 8, 9, 9, 9, 10, 10)]
    copies = [rotation.Copy(number, day) for number, day in enumerate(days, start=1)]
    assert rotation.kept(copies) == {2, 3, 4, 5, 6, 7}


def test_backups_made_again_and_again_push_nothing_out():
    """Promise 12: eight restores in a row once cost another program all its good backups."""
    before = _daily(400)
    keep = rotation.kept(before)
    today = before[-1].day + timedelta(days=1)
    many = [rotation.Copy(401 + number, today) for number in range(50)]
    after = rotation.kept([*(copy for copy in before if copy.number in keep), *many])
    assert after >= rotation.kept([*before, many[-1]]) | {copy.number for copy in many}

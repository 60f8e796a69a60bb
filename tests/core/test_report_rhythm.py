from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import ReportRhythm
from retention_journal.core.periods import parse_period
from retention_journal.core.report_rhythm import SHIPS_WITHIN, last_period, ship_by, turn_of
from retention_journal.core.working_days import WorkingDays


@pytest.mark.parametrize(
    ("rhythm", "today", "period"),
    [
        (ReportRhythm.MONTHLY, date(2026, 11, 20), "2026-10"),
        (ReportRhythm.MONTHLY, date(2026, 1, 1), "2025-12"),
        (ReportRhythm.QUARTERLY, date(2026, 11, 20), "2026-Q3"),
        (ReportRhythm.QUARTERLY, date(2026, 1, 1), "2025-Q4"),
    ],
)
def test_a_report_tells_of_the_last_whole_period(rhythm, today, period):
    assert last_period(rhythm, today) == parse_period(period)


def test_who_gets_no_reports_has_no_period():
    assert last_period(ReportRhythm.NONE, date(2026, 11, 20)) is None


@pytest.mark.parametrize(("client_id", "day"), [(1, 6), (2, 5), (3, 4), (4, 3), (5, 2), (6, 6), (11, 6)])
def test_the_reports_of_a_month_take_turns_over_the_first_five_working_days(client_id, day):
    assert ship_by(parse_period("2026-10"), client_id) == date(2026, 11, day)


def test_days_off_are_no_turn_of_anybody():
    working = WorkingDays(off=frozenset({date(2026, 1, 1), date(2026, 1, 6)}))
    days = [ship_by(parse_period("2025-12"), client_id, working).day for client_id in (5, 4, 3, 2, 1)]
    assert days == [2, 5, 7, 8, 9]


_DAYS_OFF = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40)
_WORKING = st.builds(WorkingDays, st.frozensets(st.integers(0, 6), min_size=1), _DAYS_OFF)
_PERIODS = st.sampled_from(["2026-01", "2026-04", "2026-10", "2026-Q2"]).map(parse_period)


@given(_PERIODS, st.integers(1, 10**6), _WORKING)
def test_a_report_ships_on_a_working_day_within_five_of_its_periods_end(period, client_id, working):
    day = ship_by(period, client_id, working)
    assert working.is_working(day)
    assert 1 <= working.between(period.last, day) <= SHIPS_WITHIN


@given(st.integers(1, 10**6), st.integers(1, 200))
def test_clients_that_came_one_after_the_other_fill_the_days_evenly(first, count):
    turns = Counter(turn_of(first + n) for n in range(count))
    assert set(turns) <= set(range(1, SHIPS_WITHIN + 1))
    per_day = [turns[turn] for turn in range(1, SHIPS_WITHIN + 1)]
    assert max(per_day) - min(per_day) <= 1


@given(_PERIODS, _PERIODS, st.integers(1, 10**6), _WORKING)
def test_a_clients_report_is_due_on_the_same_working_day_each_time(one, other, client_id, working):
    turns = {working.between(period.last, ship_by(period, client_id, working)) for period in (one, other)}
    assert len(turns) == 1

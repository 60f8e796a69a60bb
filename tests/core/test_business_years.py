from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.kpis import (
    GoalDirection,
    KpiStatus,
    Period,
    kind_of,
    period_before,
    period_of,
    status_of,
    wanted,
)
from retention_journal.core.periods import (
    DayRange,
    parse_period,
    period_code,
    period_label,
    quarter_of,
    whole_months,
    year_of,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("day", "start", "first", "last"),
    [
        ("2026-11-22", 1, "2026-01-01", "2026-12-31"),
        ("2026-11-22", 7, "2026-07-01", "2027-06-30"),
        ("2026-06-30", 7, "2025-07-01", "2026-06-30"),
        ("2024-02-29", 3, "2023-03-01", "2024-02-29"),
        ("2025-02-28", 3, "2024-03-01", "2025-02-28"),
        ("2026-12-01", 12, "2026-12-01", "2027-11-30"),
    ],
)
def test_a_business_year_begins_in_its_month(day, start, first, last):
    found = year_of(date.fromisoformat(day), start)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("day", "start", "first", "last"),
    [
        ("2026-11-22", 1, "2026-10-01", "2026-12-31"),
        ("2026-11-22", 4, "2026-10-01", "2026-12-31"),
        ("2026-11-22", 2, "2026-11-01", "2027-01-31"),
        ("2026-01-31", 2, "2025-11-01", "2026-01-31"),
        ("2024-02-29", 12, "2023-12-01", "2024-02-29"),
        ("2024-02-29", 3, "2023-12-01", "2024-02-29"),
    ],
)
def test_quarters_begin_with_the_business_year(day, start, first, last):
    found = quarter_of(date.fromisoformat(day), start)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@given(DAYS, MONTHS, st.sampled_from(Period))
def test_periods_of_a_kind_follow_each_other_without_a_gap(day, start, kind):
    period = period_of(kind, day, start)
    assert day in period
    assert kind_of(period) is kind
    before = period_before(period)
    assert before.last + timedelta(days=1) == period.first
    assert before == period_of(kind, before.last, start)


@given(DAYS, MONTHS, st.sampled_from(Period))
def test_every_period_is_read_back_from_its_code(day, start, kind):
    period = period_of(kind, day, start)
    assert parse_period(period_code(period)) == period


@given(DAYS, DAYS)
def test_whole_months_are_counted_and_nothing_else_is(one, other):
    period = DayRange(min(one, other), max(one, other))
    months = whole_months(period)
    if months:
        assert period.first.day == 1
        assert (period.last + timedelta(days=1)).day == 1
    else:
        assert period.first.day != 1 or (period.last + timedelta(days=1)).day != 1


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2026", "2026"),
        ("2026-Q1", "January to March 2026"),
        ("2025-07-01..2026-06-30", "July 2025 to June 2026"),
        ("2025-11-01..2026-01-31", "November 2025 to January 2026"),
        ("2026-11-16..2026-11-22", "16 Nov to 22 Nov 2026"),
        ("2026-12-28..2027-01-03", "28 Dec 2026 to 3 Jan 2027"),
    ],
)
def test_a_period_over_the_end_of_a_year_names_both(code, label):
    assert period_label(parse_period(code), "en") == label


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30..2026-03-01",
        "2026-03-01..2026-02-01",
        "..",
        "2026..2027",
        "2026-02-01..2026-03-31",
        "2026-02-03..2026-02-09",
    ],
)
def test_a_run_of_days_that_is_none_is_refused(text):
    with pytest.raises(Exception, match="period"):
        parse_period(text)


@pytest.mark.parametrize(
    ("today", "value", "expected"),
    [
        # 366 days from 1 March 2023; 366 wanted, so one a day.
        (date(2024, 2, 29), 365, KpiStatus.ON_TRACK),
        (date(2024, 2, 29), 364, KpiStatus.AT_RISK),
        (date(2024, 3, 1), 365, KpiStatus.AT_RISK),
        (date(2024, 3, 1), 366, KpiStatus.ON_TRACK),
        (date(2023, 3, 1), 0, KpiStatus.ON_TRACK),
        (date(2023, 8, 31), 183, KpiStatus.ON_TRACK),
        (date(2023, 8, 31), 182, KpiStatus.AT_RISK),
        (date(2023, 8, 31), 146, KpiStatus.OFF_TRACK),
        (date(2023, 8, 31), 366, KpiStatus.ACHIEVED),
    ],
)
def test_a_year_with_a_leap_day_is_prorated_by_its_days(today, value, expected):
    period = year_of(date(2024, 2, 29), 3)
    goal = wanted(GoalDirection.HIGHER, Decimal(366))
    assert status_of(Decimal(value), goal, period=period, today=today) is expected

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.kpis import (
    Aggregation,
    GoalDirection,
    KpiStatus,
    Period,
    Trend,
    Wanted,
    combined,
    is_stale,
    kind_of,
    months_since,
    next_review,
    period_before,
    period_of,
    status_of,
    trend_of,
    wanted,
)
from retention_journal.core.periods import DayRange, month_of

APRIL = month_of(date(2026, 4, 1))
AFTER = date(2026, 5, 1)
ON, RISK, OFF = KpiStatus.ON_TRACK, KpiStatus.AT_RISK, KpiStatus.OFF_TRACK


def status(value, direction, target, high=None, *, today=AFTER, aggregation=Aggregation.SUM, tolerance=20):
    number = None if value is None else Decimal(value)
    goal = wanted(direction, None if target is None else Decimal(target), high and Decimal(high))
    return status_of(
        number, goal, period=APRIL, today=today, aggregation=aggregation, tolerance_pct=tolerance
    )


@pytest.mark.parametrize(
    ("value", "direction", "target", "high", "expected"),
    [
        ("40", GoalDirection.HIGHER, "40", None, ON),
        ("41", GoalDirection.HIGHER, "40", None, ON),
        ("39.99", GoalDirection.HIGHER, "40", None, RISK),
        ("32", GoalDirection.HIGHER, "40", None, RISK),
        ("31.99", GoalDirection.HIGHER, "40", None, OFF),
        ("5", GoalDirection.LOWER, "5", None, ON),
        ("5.01", GoalDirection.LOWER, "5", None, RISK),
        ("6", GoalDirection.LOWER, "5", None, RISK),
        ("6.01", GoalDirection.LOWER, "5", None, OFF),
        ("0", GoalDirection.LOWER, "0", None, ON),
        ("1", GoalDirection.LOWER, "0", None, OFF),
        ("10", GoalDirection.EQUAL, "10", None, ON),
        ("8", GoalDirection.EQUAL, "10", None, RISK),
        ("12", GoalDirection.EQUAL, "10", None, RISK),
        ("12.1", GoalDirection.EQUAL, "10", None, OFF),
        ("10", GoalDirection.RANGE, "10", "20", ON),
        ("20", GoalDirection.RANGE, "10", "20", ON),
        ("9", GoalDirection.RANGE, "10", "20", RISK),
        ("24", GoalDirection.RANGE, "10", "20", RISK),
        ("24.1", GoalDirection.RANGE, "10", "20", OFF),
        ("-6", GoalDirection.HIGHER, "-5", None, RISK),
        ("-6.1", GoalDirection.HIGHER, "-5", None, OFF),
        (None, GoalDirection.HIGHER, "40", None, KpiStatus.NO_DATA),
        ("40", GoalDirection.HIGHER, None, None, KpiStatus.NO_DATA),
    ],
)
def test_a_finished_period_is_held_against_the_whole_target(value, direction, target, high, expected):
    assert status(value, direction, target, high) is expected


def test_how_much_may_be_missed_is_agreed_with_the_goal():
    assert status("39", GoalDirection.HIGHER, "40", tolerance=0) is OFF
    assert status("20", GoalDirection.HIGHER, "40", tolerance=50) is RISK


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        ("0", 1, ON),  # nothing can be owed of a day that is not over
        ("11.9", 16, OFF),  # half of 30 is 15, of which a fifth may be missed
        ("15", 16, ON),
        ("12", 16, RISK),
        ("30", 16, KpiStatus.ACHIEVED),
        ("30", 30, KpiStatus.ACHIEVED),
    ],
)
def test_inside_the_period_a_sum_owes_only_the_days_that_are_over(value, day, expected):
    assert status(value, GoalDirection.HIGHER, "30", today=date(2026, 4, day)) is expected


def test_a_ceiling_that_still_holds_is_at_most_at_risk():
    tenth = date(2026, 4, 10)
    assert status("10", GoalDirection.LOWER, "30", today=tenth) is ON
    assert status("11", GoalDirection.LOWER, "30", today=tenth) is RISK
    assert status("30", GoalDirection.LOWER, "30", today=tenth) is RISK
    assert status("37", GoalDirection.LOWER, "30", today=tenth) is OFF


def test_a_mean_and_a_last_value_are_never_prorated():
    for aggregation in (Aggregation.MEAN, Aggregation.LAST):
        first = date(2026, 4, 2)
        assert status("39", GoalDirection.HIGHER, "40", today=first, aggregation=aggregation) is RISK
        assert status("40", GoalDirection.HIGHER, "40", today=first, aggregation=aggregation) is ON


RANK = {KpiStatus.ACHIEVED: 0, ON: 1, RISK: 2, OFF: 3}
numbers = st.decimals(min_value=-10_000, max_value=10_000, places=2)
days = st.dates(date(2026, 3, 20), date(2026, 5, 10))


@given(one=numbers, other=numbers, target=numbers, today=days, tolerance=st.integers(0, 100),
       way=st.sampled_from(Aggregation))  # fmt: skip
def test_more_is_never_worse_where_higher_is_better(one, other, target, today, tolerance, way):
    less, more = sorted((one, other))
    told = [
        RANK[status(v, GoalDirection.HIGHER, target, today=today, aggregation=way, tolerance=tolerance)]
        for v in (less, more)
    ]
    assert told[0] >= told[1]


@given(one=numbers, other=numbers, target=numbers, today=days, tolerance=st.integers(0, 100),
       way=st.sampled_from(Aggregation))  # fmt: skip
def test_less_is_never_worse_where_lower_is_better(one, other, target, today, tolerance, way):
    less, more = sorted((one, other))
    told = [
        RANK[status(v, GoalDirection.LOWER, target, today=today, aggregation=way, tolerance=tolerance)]
        for v in (less, more)
    ]
    assert told[0] <= told[1]


@given(value=numbers, target=st.decimals(min_value=0, max_value=10_000, places=2), earlier=days, later=days)
def test_the_same_value_looks_no_better_as_days_go_by(value, target, earlier, later):
    earlier, later = sorted((earlier, later))
    before, after = (status(value, GoalDirection.HIGHER, target, today=day) for day in (earlier, later))
    assert before is KpiStatus.ACHIEVED or RANK[before] <= RANK[after]


@given(value=numbers, low=numbers, width=st.decimals(min_value=0, max_value=100, places=2))
def test_a_value_inside_the_range_is_on_target(value, low, width):
    inside = low <= value <= low + width
    assert (status(value, GoalDirection.RANGE, low, low + width) is ON) == inside


@pytest.mark.parametrize(
    ("values", "goal", "expected"),
    [
        (("5", "3.1"), Wanted(high=Decimal(2)), Trend.BETTER),
        (("3.1", "5"), Wanted(high=Decimal(2)), Trend.SAME),
        (("3.1", "5", "6"), Wanted(high=Decimal(2)), Trend.WORSE),
        (("60", "52", "44"), Wanted(low=Decimal(40)), Trend.WORSE),
        (("60", "44", "46"), Wanted(low=Decimal(40)), Trend.BETTER),
        (("60", "52", "51"), Wanted(low=Decimal(40)), Trend.SAME),
        (("40", "41.9"), Wanted(low=Decimal(40)), Trend.SAME),
        (("40", "42"), Wanted(low=Decimal(40)), Trend.BETTER),
        (("0", "0"), Wanted(high=Decimal(0)), Trend.SAME),
        (("14", "12"), Wanted(Decimal(10), Decimal(10)), Trend.BETTER),
        (("40", None), Wanted(low=Decimal(40)), Trend.SAME),
        ((), Wanted(low=Decimal(40)), Trend.SAME),
    ],
)
def test_better_takes_one_notable_step_and_worse_takes_two(values, goal, expected):
    assert trend_of([None if v is None else Decimal(v) for v in values], goal) is expected


def test_values_of_weeks_become_one_of_the_month():
    weeks = [Decimal(10), Decimal(20), Decimal(15)]
    assert combined(weeks, Aggregation.SUM) == 45
    assert combined(weeks, Aggregation.MEAN) == 15
    assert combined(weeks, Aggregation.LAST) == 15
    assert combined([], Aggregation.SUM) is None
    assert str(combined([Decimal(100), Decimal(100)], Aggregation.MEAN)) == "100"


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)), kind=st.sampled_from(Period))
def test_every_day_lies_in_its_period_and_the_one_before_ends_the_day_before(day, kind):
    period = period_of(kind, day)
    assert day in period
    assert kind_of(period) is kind
    before = period_before(period)
    assert before.last == period.first - timedelta(days=1)
    assert kind_of(before) is kind


def test_a_range_that_is_no_calendar_period_is_preceded_by_as_many_days():
    assert period_before(DayRange(date(2026, 4, 5), date(2026, 4, 14))) == DayRange(
        date(2026, 3, 26), date(2026, 4, 4)
    )


def test_an_agreement_is_asked_about_again_after_twelve_months():
    assert not is_stale(date(2025, 2, 3), date(2026, 2, 2))
    assert is_stale(date(2025, 2, 3), date(2026, 2, 3))
    assert months_since(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert months_since(date(2026, 5, 1), date(2026, 2, 28)) == 0


@pytest.mark.parametrize(
    ("agreed", "review"),
    [
        (date(2025, 9, 3), date(2025, 12, 3)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2025, 12, 31), date(2026, 3, 31)),
    ],
)
def test_the_question_comes_back_after_three_months(agreed, review):
    assert next_review(agreed) == review

"""The Kaplan-Meier curve: its test vector, and what must hold of every curve."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.survival import Followed, Median, drawn, kaplan_meier, median

LEFT = (2, 5, 9, 14, 24)
STAYED = (7, 12, 18, 20, 30, 36, 40)
VECTOR = [Followed(months, True) for months in LEFT] + [Followed(months, False) for months in STAYED]
ANY = st.lists(st.builds(Followed, st.integers(0, 40), st.booleans()), max_size=40)


def test_the_vector_of_the_figures_comes_out_to_three_digits():
    points = kaplan_meier(VECTOR)
    assert [point.months for point in points] == list(LEFT)
    assert [round(point.share, 3) for point in points] == [0.917, 0.833, 0.741, 0.635, 0.476]
    assert (round(points[-1].low, 3), round(points[-1].high, 3)) == (0.138, 0.757)
    assert [point.at_risk for point in points] == [12, 11, 9, 7, 4]


def test_it_is_drawn_while_five_are_followed_and_the_median_needs_the_curve_to_reach_a_half():
    points = kaplan_meier(VECTOR)
    assert [point.months for point in drawn(points)] == [2, 5, 9, 14]
    assert median(drawn(points)) is None
    assert median(points) == Median(24, 5, None)


def test_of_equal_months_losses_come_before_those_still_here():
    (point,) = kaplan_meier([Followed(6, False), Followed(6, True), Followed(6, False), Followed(9, False)])
    assert (point.at_risk, point.share) == (4, 0.75)


def test_where_all_leave_at_once_the_curve_ends_at_nothing_and_the_band_leaves_all_open():
    (point,) = kaplan_meier([Followed(6, True)] * 5)
    assert (point.share, point.low, point.high) == (0, 0, 1)


def test_a_half_reached_exactly_is_a_median():
    points = kaplan_meier([Followed(month, month <= 7) for month in range(1, 15)])
    assert points[-1].share == 0.5
    assert median(points).months == 7


@pytest.mark.parametrize("followed", [[], [Followed(3, False)] * 12])
def test_without_a_loss_there_is_no_point_and_no_median(followed):
    assert kaplan_meier(followed) == ()
    assert median(kaplan_meier(followed)) is None


@given(ANY)
def test_the_curve_never_rises_and_its_band_holds_it(followed):
    points = kaplan_meier(followed)
    shares = [1.0, *(point.share for point in points)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= point.low <= point.share <= point.high <= 1 for point in points)
    assert all(point.at_risk >= 1 for point in points)
    at_risk = [point.at_risk for point in points]
    assert at_risk == sorted(at_risk, reverse=True)


@given(ANY)
def test_a_median_lies_in_its_range(followed):
    found = median(kaplan_meier(followed))
    if found is not None:
        assert found.low <= found.months
        assert found.high is None or found.months <= found.high


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_without_anybody_still_followed_the_share_is_that_of_those_who_stayed_longer(months):
    points = kaplan_meier(Followed(one, True) for one in months)
    for point in points:
        assert point.share == pytest.approx(sum(one > point.months for one in months) / len(months))

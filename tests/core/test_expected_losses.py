"""How many losses are normal: the range of one more year, and silence where too few years are known."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from retention_journal.core.client_lives import Life
from retention_journal.core.expected_losses import MOST_YEARS, expected_losses, normal_range

TODAY = date(2026, 3, 10)


def lost(*days, start=date(2020, 1, 1)):
    return [Life(n, f"C{n}", start, (day,), True) for n, day in enumerate(days)]


def test_the_range_is_that_of_an_independent_implementation_on_two_hundred_data_sets():
    chosen = random.Random(6)
    for _each in range(200):
        losses, years = chosen.randrange(0, 60), chosen.randrange(1, 11)
        spread = nbinom(losses + 0.5, years / (years + 1))
        assert normal_range(losses, years) == (spread.ppf(0.025), spread.ppf(0.975))


@given(st.integers(0, 300), st.integers(1, 10))
def test_the_range_holds_the_average(losses, years):
    low, high = normal_range(losses, years)
    assert low <= losses / years + 1
    assert losses / years <= high + 1
    assert 0 <= low <= high


@given(st.integers(0, 100), st.integers(1, 8))
def test_more_losses_never_make_fewer_normal(losses, years):
    assert normal_range(losses, years)[1] <= normal_range(losses + 1, years)[1]


def test_years_are_counted_back_from_the_day_each_with_its_losses():
    lives = lost(date(2026, 3, 10), date(2025, 3, 10), date(2024, 3, 11), date(2024, 3, 10))
    found = expected_losses(lives, TODAY)
    assert (found.now, found.years[:2]) == (1, (2, 1))
    assert found.n == MOST_YEARS


def test_a_young_firm_is_told_nothing_is_known_yet():
    found = expected_losses(lost(date(2026, 1, 1), start=date(2025, 1, 1)), TODAY)
    assert found.silent
    assert found.low is None
    assert found.text == "How many losses are normal shows after two whole earlier years; there is none yet."
    assert expected_losses([], TODAY).silent


@pytest.mark.parametrize(("now", "word"), [(0, "within it"), (2, "within it"), (9, "are more")])
def test_the_last_twelve_months_are_held_against_it_in_one_sentence(now, word):
    before = [date(2022 + n, 6, 1) for n in range(3)]
    found = expected_losses(lost(*before, *[date(2026, 1, 2)] * now, start=date(2022, 1, 1)), TODAY)
    assert found.text.startswith("3 lost in the 3 years before, so 0 to ")
    assert word in found.text


def test_the_leap_day_has_a_year_before_it():
    assert expected_losses(lost(date(2023, 6, 1)), date(2024, 2, 29)).years[0] == 0

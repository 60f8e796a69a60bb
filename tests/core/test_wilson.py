"""The range of a share counted among few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.wilson import wilson


@pytest.mark.parametrize(
    ("kept", "of", "low", "high"),
    [
        (0, 5, 0, 43),
        (0, 8, 0, 32),
        (1, 8, 2, 47),
        (3, 20, 5, 36),
        (5, 40, 5, 26),
        (20, 200, 7, 15),
        (4, 5, 38, 96),
        (17, 20, 64, 95),
        (0, 0, 0, 100),
    ],
)
def test_the_range_is_that_of_the_worked_numbers(kept, of, low, high):
    assert [round(100 * end) for end in wilson(kept, of)] == [low, high]


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_range_holds_its_share_and_stays_between_none_and_all(pair):
    kept, of = pair
    low, high = wilson(kept, of)
    assert 0 <= low <= high <= 1
    if of:
        assert low <= kept / of <= high


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_more_clients_with_the_same_share_make_the_range_narrower(pair):
    kept, of = pair
    low, high = wilson(kept, of)
    narrower = wilson(4 * kept, 4 * of)
    assert narrower[1] - narrower[0] < high - low

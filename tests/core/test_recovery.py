"""Those who were mended well beside those to whom nothing happened, with honest ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.incidents import IncidentOutcome
from retention_journal.core.recovery import Group, Retained, group_of, recovery_words, wilson


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


def test_every_outcome_belongs_to_one_group():
    mended = {one for one in IncidentOutcome if group_of(one) is Group.RECOVERED}
    assert mended == {IncidentOutcome.RECOVERED, IncidentOutcome.RECOVERED_STRONGER}
    assert {group_of(one) for one in IncidentOutcome} == {Group.RECOVERED, Group.UNRECOVERED}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, "Recovered: none yet. Not recovered: none yet. No incident: none yet. Too few to tell apart."),
        (
            {Group.RECOVERED: Retained(4, 4), Group.NONE: Retained(17, 20)},
            "Recovered: 4 of 4 still here. Not recovered: none yet."
            " No incident: 17 of 20 still here (range 64–95 %). Too few to tell apart.",
        ),
        (
            {Group.RECOVERED: Retained(4, 5), Group.NONE: Retained(17, 20)},
            "Recovered: 4 of 5 still here (range 38–96 %). Not recovered: none yet."
            " No incident: 17 of 20 still here (range 64–95 %). The ranges overlap: it may be chance.",
        ),
        (
            {Group.RECOVERED: Retained(60, 60), Group.NONE: Retained(20, 60)},
            "Recovered: 60 of 60 still here (range 94–100 %). Not recovered: none yet."
            " No incident: 20 of 60 still here (range 23–46 %).",
        ),
    ],
)
def test_nothing_is_concluded_from_few_or_from_ranges_that_overlap(found, words):
    assert recovery_words(found) == words

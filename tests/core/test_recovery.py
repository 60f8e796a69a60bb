"""Those who were mended well beside those to whom nothing happened, with honest ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.incidents import IncidentOutcome
from retention_journal.core.recovery import (
    FEWEST,
    Group,
    Retained,
    group_of,
    recovery_words,
    research_words,
    severity_words,
)


def test_every_outcome_belongs_to_one_group():
    mended = {one for one in IncidentOutcome if group_of(one) is Group.RECOVERED}
    assert mended == {IncidentOutcome.RECOVERED, IncidentOutcome.RECOVERED_STRONGER}
    assert {group_of(one) for one in IncidentOutcome} == {Group.RECOVERED, Group.UNRECOVERED}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, "Nobody can be compared yet."),
        (
            {Group.RECOVERED: Retained(4, 4, 2), Group.NONE: Retained(17, 20)},
            "No incident: 17 of 20 still here (range 64–95 %). Recovered: 4 so far, too few to say."
            " For 2 more it is too early.",
        ),
        (
            {Group.RECOVERED: Retained(4, 5), Group.NONE: Retained(17, 20)},
            "Recovered: 4 of 5 still here (range 38–96 %). No incident: 17 of 20 (64–95 %)."
            " Too few to tell apart.",
        ),
        (
            {Group.RECOVERED: Retained(60, 60), Group.NONE: Retained(20, 60)},
            "Recovered: 60 of 60 still here (range 94–100 %). No incident: 20 of 60 (23–46 %)."
            " More stayed of “Recovered” than of “No incident”.",
        ),
        (
            {Group.RECOVERED: Retained(1, 30), Group.UNRECOVERED: Retained(29, 30)},
            "Recovered: 1 of 30 still here (range 1–17 %). Not recovered: 29 of 30 (83–99 %)."
            " More stayed of “Not recovered” than of “Recovered”.",
        ),
    ],
)
def test_nothing_is_concluded_from_few_or_from_ranges_that_overlap(found, words):
    assert recovery_words(found) == words


GROUPS = st.dictionaries(
    st.sampled_from(Group),
    st.integers(0, 60).flatmap(lambda of: st.builds(Retained, st.integers(0, of), st.just(of))),
)


@given(GROUPS)
def test_a_group_under_five_is_never_told_as_a_share_nor_compared(found):
    words = recovery_words(found)
    for group in Group:
        one = found.get(group, Retained())
        assert (f"{group.label}: {one.kept} of {one.of} " in words) == (one.of >= FEWEST)
        if one.of < FEWEST:
            assert f"“{group.label}”" not in words


@given(GROUPS)
def test_more_is_said_of_a_group_only_where_the_ranges_do_not_touch(found):
    words = recovery_words(found)
    for more in found:
        for fewer in found:
            said = f"More stayed of “{more.label}” than of “{fewer.label}”." in words
            if said:
                assert found[fewer].range[1] < found[more].range[0]


def test_how_grave_it_was_is_told_of_those_that_are_told():
    found = {
        Group.RECOVERED: Retained(4, 5, major=1), Group.UNRECOVERED: Retained(1, 4, major=4),
        Group.NONE: Retained(17, 20),
    }  # fmt: skip
    assert severity_words(found) == "Recovered: 1 of 5 grave."


def test_the_research_is_a_claim_with_its_limit():
    assert "claim" in research_words()
    assert "40,813" in research_words()

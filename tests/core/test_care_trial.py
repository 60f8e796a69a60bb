"""A trial of more care: as long a while before, counts beside counts, and honest words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.care_trial import Held, While, careful, told, whiles
from retention_journal.core.periods import DayRange

START = date(2026, 1, 1)


def a_while(losses=0, talks=10, clients=5, worried=0):
    return While(DayRange(START, START + timedelta(days=59)), clients, talks, worried, losses)


@given(st.integers(0, 365), st.integers(0, 400))
def test_both_whiles_are_as_long_and_meet_without_a_gap(length, passed):
    during, before = whiles(START, START + timedelta(days=length), START + timedelta(days=passed))
    assert during.first == START
    assert before.last == START - timedelta(days=1)
    assert during.last - during.first == before.last - before.first
    assert during.last <= START + timedelta(days=passed)


@pytest.mark.parametrize(
    ("during", "before", "expected"),
    [
        (0, 4, "Too few losses to tell apart."),
        (2, 2, "Too few losses to tell apart."),
        (3, 3, "As many left as before."),
        (2, 5, "Fewer left than before. That may well be chance."),
        (1, 9, "Fewer left than before. That is hard to put down to chance."),
        (5, 2, "More left than before. That may well be chance."),
    ],
)
def test_few_losses_are_too_few_and_more_are_weighed(during, before, expected):
    assert careful(a_while(during), a_while(before)).startswith(expected)


def test_it_is_told_in_counts_of_both_whiles():
    said = told(Held(a_while(talks=20, worried=3), a_while(talks=10, worried=9), is_over=True))
    assert said[0] == "60 days, 5 clients, held against as long before."
    assert said[1] == "Talks for each client and month: 2, 1 before."
    assert said[2] == "Days of amber or red, all clients together: 3, 9 before."
    assert said[-1] == "Too few losses to tell apart."


def test_without_a_client_there_is_no_rate():
    said = told(Held(a_while(clients=0, talks=0), a_while(), is_over=False))
    assert said[1] == "Talks for each client and month: none to count, 1 before."
    assert "so far" in said[0]

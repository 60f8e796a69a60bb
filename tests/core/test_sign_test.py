"""Whether fewer wins than losses may be chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.sign_test import chance_of_so_few, chance_words


@pytest.mark.parametrize(
    ("won", "lost", "chance", "words"),
    [
        (1, 2, 0.50, "That may well be chance."),
        (2, 5, 0.23, "That may well be chance."),
        (1, 5, 0.11, "That is worth watching."),
        (4, 10, 0.09, "That is hard to put down to chance."),
        (3, 10, 0.05, "That is hard to put down to chance."),
    ],
)
def test_the_worked_numbers_of_the_figures(won, lost, chance, words):
    found = chance_of_so_few(won, lost)
    assert round(found, 2) == chance
    assert chance_words(found) == words


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.2, "That is worth watching."),
        (0.1, "That is hard to put down to chance."),
        (0, "That is hard to put down to chance."),
    ],
)
def test_the_words_change_where_the_figures_say(chance, words):
    assert chance_words(chance) == words


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_chance_is_one_and_one_more_loss_never_makes_it_likelier(won, lost):
    found = chance_of_so_few(won, lost)
    assert 0 < found <= 1
    assert chance_of_so_few(won, lost + 1) <= found

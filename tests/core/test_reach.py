"""How far it carries is told as an "if", never as a fact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.reach import MOST_LISTENERS, reach_words


@pytest.mark.parametrize(
    ("unhappy", "listeners", "known", "words"),
    [
        (0, 10, 0, "Nobody is known to be unhappy. Ask, so that it is not silence."),
        (3, 10, 4, "3 unhappy: if each tells 10, about 30 may hear. 4 of your own clients know them."),
        (1, 7, 1, "1 unhappy: if each tells 7, about 7 may hear. 1 of your own clients knows them."),
        (2, 10, 0, "2 unhappy: if each tells 10, about 20 may hear."),
        (200, 10, 0, "200 unhappy: if each tells 10, about 2,000 may hear."),
    ],
)
def test_reach_is_told_as_an_if(unhappy, listeners, known, words):
    assert reach_words(unhappy, listeners, known) == words


@given(st.integers(1, 50), st.integers(1, MOST_LISTENERS), st.integers(0, 50))
def test_only_clients_that_are_known_are_told_as_known(unhappy, listeners, known):
    assert ("of your own clients" in reach_words(unhappy, listeners, known)) == (known > 0)

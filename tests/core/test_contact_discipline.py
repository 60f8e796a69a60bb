"""Contact kept up: the share, the names to call, the mornings, and silence where there is nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contact_discipline import Kept, Mornings, contact_discipline

NONE = Mornings(0, 0)
ANY = st.lists(st.builds(Kept, st.text(min_size=1), st.integers(0, 900), st.integers(1, 400)), max_size=40)


def clients(kept: int, late: int) -> list[Kept]:
    there = [Kept(f"Kept {n}", 21, 21) for n in range(kept)]
    return there + [Kept(f"Late {n}", 22 + n, 21) for n in range(late)]


@pytest.mark.parametrize(
    ("kept", "late", "mornings", "text"),
    [
        (0, 0, NONE, "There is no client to keep in touch with."),
        (1, 0, NONE, "1 of 1 client was talked to within their own rhythm."),
        (0, 1, NONE, "0 of 1 client was talked to within their own rhythm. Longer ago: Late 0."),
        (
            18, 2, Mornings(140, 230),
            "18 of 20 clients were talked to within their own rhythm (90 %). Longer ago: Late 1, Late 0."
            " On 140 of 230 working mornings you called or tried 3 clients or more.",
        ),
        (
            3, 6, Mornings(0, 1),
            "3 of 9 clients were talked to within their own rhythm."
            " Longer ago: Late 5, Late 4, Late 3, Late 2, Late 1 and 1 more."
            " On 0 of 1 working morning you called or tried 3 clients or more.",
        ),
    ],
)  # fmt: skip
def test_it_is_told_with_those_to_call_the_longest_silence_first(kept, late, mornings, text):
    found = contact_discipline(clients(kept, late), mornings)
    assert found.text == text
    assert (found.counted, found.n, len(found.names)) == (kept, kept + late, late)


@given(ANY)
def test_the_range_holds_the_share_and_it_is_silent_without_a_client_alone(told):
    found = contact_discipline(told, Mornings(1, 4))
    assert found.silent is not bool(told)
    assert found.counted + len(found.names) == found.n
    assert found.mornings_value == 0.25
    if told:
        assert 0 <= found.low <= found.value <= found.high <= 1
    else:
        assert (found.value, found.low, found.high) == (None, None, None)


def test_without_a_working_morning_there_is_no_share_of_them():
    assert contact_discipline([], NONE).mornings_value is None

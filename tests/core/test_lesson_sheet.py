"""No client and no person stands on a lesson sheet by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.lesson_sheet import SheetLesson, names_in, without

CLIENTS = ("Brygga Reisebyrå AS", "Harbour & Hale", "AS", "Bø")
PEOPLE = ("Marte Eide", "Odd")


def found(text):
    return [(one.name, one.is_person) for one in names_in([SheetLesson(1, text)], CLIENTS, PEOPLE)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Call the new one within a week.", []),
        ("Brygga Reisebyrå AS left.", [("Brygga Reisebyrå AS", False)]),
        ("Brygga  reisebyrå left.", [("Brygga  reisebyrå", False)]),
        ("Bryggas new boss never called.", [("Brygga", False)]),
        ("Harbour left, and Marte was glad.", [("Harbour", False), ("Marte", True)]),
        ("An odd day at the harbour.", []),
        ("Odd was away.", [("Odd", True)]),
        ("We bøyde oss. Bø said no.", [("Bø", False)]),
        ("Send it as soon as it is done.", []),
    ],
)
def test_names_are_found_as_they_are_written_and_words_are_left_alone(text, names):
    assert found(text) == names


def test_a_name_is_replaced_wherever_it_stands():
    assert without("Brygga left. Bryggas boss laughed.", "Brygga", "a client") == (
        "A client left. a clients boss laughed."
    )


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.sampled_from(CLIENTS[:2] + PEOPLE))
def test_after_every_name_was_replaced_none_is_found(before, name):
    text = f"{before} {name} left."
    for _time in range(9):
        named = names_in([SheetLesson(1, text)], CLIENTS, PEOPLE)
        if not named:
            break
        text = without(text, named[0].name, "x")
    assert names_in([SheetLesson(1, text)], CLIENTS, PEOPLE) == []

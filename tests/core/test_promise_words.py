from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.core.promise_words import NewDate, history, letter, steps, times_moved
from retention_journal.core.promises import Move, first_due, is_move

TODAY = date(2026, 11, 22)


def at(day, month=11, hour=23):
    return datetime(2026, month, day, hour, 59)


FIRST = Move(1, date(2026, 11, 2), at(3), at(7), "waiting for photos", client_knows=True)
SECOND = Move(2, date(2026, 11, 7), at(7), at(12))


@pytest.mark.parametrize(
    ("moves", "said"),
    [((), ""), ((FIRST,), "moved once"), ((FIRST, SECOND), "moved twice"), ((FIRST,) * 3, "moved 3 times")],
)
def test_a_list_says_how_often_a_promise_was_moved(moves, said):
    assert times_moved(moves) == said


def test_the_history_begins_with_the_first_promise_and_gives_each_reason():
    assert history((FIRST,), TODAY) == "Promised for 3 Nov, moved to 7 Nov: waiting for photos."
    told = history((FIRST, SECOND), TODAY)
    assert told == "Promised for 3 Nov, moved to 7 Nov: waiting for photos; moved to 12 Nov."
    assert history((), TODAY) == ""


def test_each_step_says_when_it_was_made_and_whether_they_know():
    assert steps((FIRST, SECOND), TODAY) == [
        "Promised for 3 Nov",
        "On 2 Nov moved to 7 Nov: waiting for photos, and they know.",
        "On 7 Nov moved to 12 Nov.",
    ]


def test_a_date_can_be_taken_back_and_named_again():
    away, again = Move(1, TODAY, at(3), None), Move(2, TODAY, None, at(9))
    assert history((away, again), TODAY) == "Promised for 3 Nov, date taken back; moved to 9 Nov."


@pytest.mark.parametrize(
    ("before", "after", "moves", "moved"),
    [
        (at(3), at(4), (), True),
        (at(3), at(3, hour=9), (), False),
        (at(3), None, (), True),
        (None, at(3), (), False),
        (None, None, (), False),
        (None, at(3), (FIRST,), True),
    ],
)
def test_another_day_is_a_move_and_another_hour_or_a_first_date_is_none(before, after, moves, moved):
    assert is_move(before, after, moves) is moved


def test_the_first_date_stays_known():
    assert first_due(at(12), (FIRST, SECOND)) == at(3)
    assert first_due(at(12), ()) == at(12)


def a_letter(**values):
    told = {
        "text": "The price list",
        "before": date(2026, 11, 20),
        "after": date(2026, 11, 24),
        "reason": "I am still waiting for the photos",
        "person": "Marte",
        "sender": "Kari Nygaard",
        "language": "en",
        **values,
    }
    return letter(NewDate(**told))


def test_a_letter_names_both_days_the_reason_and_who_writes():
    assert a_letter() == (
        "Hello Marte,\n\nI promised you “The price list” for Friday 20 November."
        " It is not ready yet, and I am sorry.\nI am still waiting for the photos.\n"
        "You will have it by Tuesday 24 November.\nIs that all right for you? A line back is enough.\n\n"
        "Kari Nygaard"
    )


def test_a_letter_without_a_date_a_reason_or_a_name_leaves_them_out():
    told = a_letter(before=None, after=None, reason="", person="", sender="")
    assert told == (
        "Hello,\n\nI promised you “The price list”. It is not ready yet.\n"
        "Is that all right for you? A line back is enough."
    )


@pytest.mark.parametrize(("language", "day"), [("nb", "tirsdag 24. november"), ("sv", "tisdag 24 november")])
def test_a_letter_is_dated_in_the_language_of_the_client(language, day):
    assert day in a_letter(language=language)

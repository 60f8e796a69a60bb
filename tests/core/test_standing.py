from __future__ import annotations

from datetime import timedelta

import pytest

from retention_journal.core import standing
from retention_journal.core.cadence import Rhythm, RhythmState
from tests.builders import TODAY

FORTNIGHT = Rhythm(14, 21)


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("last", "state", "beyond", "words"),
    [
        (ago(25), RhythmState.LATE, 11, "25 days since you spoke. You agreed on every 14."),
        (ago(1), RhythmState.IN_RHYTHM, 0, "1 day since you spoke. You agreed on every 14."),
        (TODAY, RhythmState.IN_RHYTHM, 0, "You were in touch today. You agreed on every 14."),
        (None, RhythmState.NOT_YET, 0, "You have not talked yet."),
        (None, RhythmState.NOT_YET, 3, "You have not talked yet. The first talk is 3 days late."),
        (ago(300), RhythmState.GONE, 0, "No longer a client."),
    ],
)
def test_a_silence_is_said_with_what_was_agreed(last, state, beyond, words):
    assert standing.silence(last, FORTNIGHT, state, beyond, TODAY) == words


def test_what_is_overdue_is_due_today_and_a_lost_client_never():
    late = RhythmState.LATE
    assert standing.next_talk(ago(8), late, TODAY) == "today"
    assert standing.next_talk(None, RhythmState.NOT_YET, TODAY) == "today"
    assert standing.next_talk(TODAY + timedelta(days=1), RhythmState.IN_RHYTHM, TODAY) == "tomorrow"
    assert standing.next_talk(None, RhythmState.GONE, TODAY) == ""


@pytest.mark.parametrize(
    ("counts", "words"), [((0, 0, 0), ""), ((2, 0, 0), "2"), ((2, 0, 1), "1 today"), ((3, 1, 1), "1 late")]
)
def test_promises_say_the_worst_first(counts, words):
    assert standing.promises(*counts) == words


def test_a_strip_is_a_sentence_for_who_cannot_see_it():
    assert standing.strip((9, 0), 0, last="today") == "2 talks in 90 days, last today"
    assert standing.strip((22,), 8) == "1 talk in 90 days, 8 days later than agreed"
    assert standing.strip((), 0) == "no talk in 90 days"


def test_the_last_talk_is_told_in_days_or_not_at_all():
    assert standing.last_talk(None, TODAY) == "not yet"
    assert standing.last_talk(ago(1), TODAY) == "yesterday"


def test_a_rhythm_is_told_as_a_value():
    assert (standing.every(1), standing.every(14)) == ("every day", "every 14 days")


@pytest.mark.parametrize(
    ("late", "due_today", "words"),
    [
        (2, 1, "2 promises of yours are late."),
        (0, 1, "1 promise of yours is due today."),
        (0, 0, ""),
    ],
)
def test_what_promises_ask_for_is_a_sentence(late, due_today, words):
    assert standing.promise_reason(late, due_today) == words

"""The clock of an incident counts real hours, over summer time, the turn of the year and journeys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.incident_clock import (
    SOON,
    Clock,
    Steps,
    Urgency,
    Waits,
    acknowledge_by,
    clock_of,
    duration_words,
    left_words,
    promise_sentence,
)
from retention_journal.core.incidents import ANSWER_OWED, MOVES, OPEN, IncidentState, may_follow
from retention_journal.core.moments import instant, on_the_wall

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 10, 13, 13, 20, tzinfo=UTC)
STATES = st.sampled_from(list(IncidentState))


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        ("2026-03-28T15:00", 24, "2026-03-29T16:00"),  # the night has an hour less
        ("2026-10-24T15:00", 24, "2026-10-25T14:00"),  # the night has an hour more
        ("2026-12-31T23:30", 24, "2027-01-01T23:30"),
        ("2028-02-28T12:00", 24, "2028-02-29T12:00"),
        ("2026-06-01T09:00", 4, "2026-06-01T13:00"),
    ],
)
def test_hours_promised_are_hours_of_the_world(received, hours, due):
    steps = Steps(IncidentState.RECEIVED, instant(datetime.fromisoformat(received), OSLO))
    clock = clock_of(steps, hours)
    assert on_the_wall(clock.due_at, OSLO) == datetime.fromisoformat(due)
    assert not clock.is_promised


def test_a_journey_to_another_zone_changes_the_wall_and_not_the_hours():
    clock = clock_of(Steps(IncidentState.ACKNOWLEDGED, AT, answer_due_at=AT + timedelta(hours=24)))
    in_oslo = clock.left(AT.astimezone(OSLO) + timedelta(hours=3))
    in_tokyo = clock.left((AT + timedelta(hours=3)).astimezone(ZoneInfo("Asia/Tokyo")))
    assert in_oslo == in_tokyo == timedelta(hours=21)


@pytest.mark.parametrize(
    ("left", "urgency", "words"),
    [
        (timedelta(hours=6, minutes=8), Urgency.CALM, "6 h 08 min left"),
        (timedelta(hours=4), Urgency.CALM, "4 h 00 min left"),
        (timedelta(hours=3, minutes=59, seconds=59), Urgency.SOON, "3 h 59 min left"),
        (timedelta(minutes=7), Urgency.SOON, "7 min left"),
        (timedelta(0), Urgency.SOON, "0 min left"),
        (timedelta(hours=-2, minutes=-10), Urgency.LATE, "2 h 10 min late"),
        (timedelta(days=-4), Urgency.LATE, "4 days late"),
        (timedelta(hours=71), Urgency.CALM, "71 h 00 min left"),
    ],
)
def test_the_clock_goes_amber_and_red_in_time_to_act(left, urgency, words):
    clock = clock_of(Steps(IncidentState.RECEIVED, AT, answer_due_at=AT + timedelta(hours=30)))
    now = clock.due_at - left
    assert clock.urgency(now) is urgency
    assert left_words(clock.left(now)) == words


@pytest.mark.parametrize(
    ("state", "steps", "waits"),
    [
        (IncidentState.RECEIVED, {}, Waits.ANSWER),
        (IncidentState.INVESTIGATING, {}, Waits.ANSWER),
        (IncidentState.REOPENED, {}, Waits.ANSWER),
        (IncidentState.ANSWERED, {}, Waits.DECISION),
        (IncidentState.REMEDY_AGREED, {"decided_at": AT}, None),
        (IncidentState.REMEDY_AGREED, {}, Waits.DECISION),  # an old one of which no more is known
        (IncidentState.RESOLVED, {}, None),
        (IncidentState.RESOLVED, {"follow_up_on": date(2026, 10, 27)}, Waits.FOLLOW_UP),
        (IncidentState.FOLLOWED_UP, {"follow_up_on": date(2026, 10, 27)}, None),
        (IncidentState.CLOSED, {}, None),
        (IncidentState.WITHDRAWN, {}, None),
    ],
)
def test_what_is_waited_for_follows_from_how_far_it_has_come(state, steps, waits):
    clock = clock_of(Steps(state, AT, **steps))
    assert (clock and clock.waits) == waits


def test_a_decision_is_due_on_a_day_so_that_nothing_is_left_to_hope():
    clock = clock_of(Steps(IncidentState.ANSWERED, AT, answered_at=AT))
    assert on_the_wall(clock.due_at).date() == on_the_wall(AT).date() + timedelta(days=7)
    assert clock.is_day
    named = clock_of(Steps(IncidentState.ANSWERED, AT, decide_by=date(2026, 10, 15)))
    assert on_the_wall(named.due_at) == datetime(2026, 10, 15, 23, 59, 59)


def test_saying_that_it_was_heard_is_suggested_within_the_hour():
    assert acknowledge_by(Steps(IncidentState.RECEIVED, AT)) == AT + timedelta(hours=1)
    assert acknowledge_by(Steps(IncidentState.ACKNOWLEDGED, AT, acknowledged_at=AT)) is None
    assert acknowledge_by(Steps(IncidentState.CLOSED, AT)) is None


@given(
    hours=st.integers(1, 720),
    now=st.integers(-(10**6), 10**7).map(lambda seconds: AT + timedelta(seconds=seconds)),
)
def test_the_share_of_the_time_gone_never_leaves_its_bar(hours, now):
    clock = clock_of(Steps(IncidentState.RECEIVED, AT), hours)
    assert 0 <= clock.share_gone(now) <= 1
    assert (clock.share_gone(now) == 1) == (clock.left(now) <= timedelta(0))
    assert (clock.urgency(now) is Urgency.LATE) == (clock.left(now) < timedelta(0))
    assert (clock.urgency(now) is Urgency.CALM) == (clock.left(now) >= SOON)
    assert clock.share_gone(AT + timedelta(hours=hours) / 4) == pytest.approx(1 / 4)


def test_a_clock_that_ended_as_it_began_is_all_gone():
    assert Clock(Waits.FOLLOW_UP, AT, AT).share_gone(AT) == 1


@pytest.mark.parametrize(
    ("state", "steps", "began"),
    [
        (IncidentState.INVESTIGATING, {"acknowledged_at": AT + timedelta(hours=1)}, AT),
        (IncidentState.REOPENED, {"reopened_at": AT + timedelta(days=9)}, AT + timedelta(days=9)),
        (IncidentState.ANSWERED, {"answered_at": AT + timedelta(hours=2)}, AT + timedelta(hours=2)),
        (
            IncidentState.RESOLVED,
            {"resolved_at": AT + timedelta(hours=3), "follow_up_on": date(2026, 10, 27)},
            AT + timedelta(hours=3),
        ),
        (IncidentState.RESOLVED, {"follow_up_on": date(2026, 10, 27)}, AT),
    ],
)
def test_the_bar_begins_with_the_step_from_which_one_waits(state, steps, began):
    clock = clock_of(Steps(state, AT, **steps))
    assert clock.started_at == began
    assert clock.is_day == (clock.waits is not Waits.ANSWER)


@given(before=STATES, after=STATES)
def test_steps_may_be_passed_over_but_never_taken_back(before, after):
    way = list(IncidentState)[: list(IncidentState).index(IncidentState.CLOSED) + 1]
    if may_follow(before, after) and before in way and after in way:
        assert way.index(after) > way.index(before)
    if after is IncidentState.RECEIVED:
        assert not may_follow(before, after)


def test_from_every_state_something_may_follow_and_only_what_is_not_open_is_opened_again():
    assert set(MOVES) == set(IncidentState)
    assert all(MOVES.values())
    assert ANSWER_OWED < OPEN
    for state in IncidentState:
        assert may_follow(state, IncidentState.REOPENED) == (state not in OPEN)
        assert may_follow(state, IncidentState.WITHDRAWN) == (state in OPEN)


@pytest.mark.parametrize(
    ("days", "language", "sentence"),
    [
        (0, "en", "You will have a thorough answer from me by 18:20 today."),
        (1, "en", "You will have a thorough answer from me by 18:20 tomorrow."),
        (3, "en", "You will have a thorough answer from me by 18:20 on Friday 16 October."),
        (3, "nb", "Du får et grundig svar fra meg innen fredag 16. oktober kl. 18.20."),
    ],
)
def test_the_sentence_to_say_names_hour_and_day(days, language, sentence):
    now = datetime(2026, 10, 13, 15, 20)
    due = datetime(2026, 10, 13 + days, 18, 20)
    assert promise_sentence(due, now, language) == sentence


def test_spans_are_told_in_the_unit_that_fits():
    assert [duration_words(timedelta(minutes=n)) for n in (0, 59, 60, 4319, 4320)] == [
        "0 min", "59 min", "1 h 00 min", "71 h 59 min", "3 days",
    ]  # fmt: skip

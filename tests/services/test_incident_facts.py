"""What went wrong turns the light as it stood at each moment: steps, withdrawals, reopenings, calls after."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contacts import Kind, Outcome
from retention_journal.core.incidents import (
    MOVES,
    IncidentOutcome,
    IncidentState,
    Severity,
    Verdict,
    may_follow,
)
from retention_journal.core.light import Light, SignalId
from retention_journal.core.moments import instant
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.incident_steps import promise_answer, step
from retention_journal.services.incidents import HeardEntry, incident, record_incident, trash_incident
from retention_journal.services.judging import asked_now, fact_text, judged
from tests.builders import NOON, TODAY, a_call, a_client, a_promise, an_empty_journal, an_incident
from tests.laws import fewer_examples
from tests.zones import needs_zones, wall_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
S = IncidentState


@pytest.fixture
def ada(journal):
    return a_client(journal)


DONE_THEN = {
    "state": S.CLOSED,
    "resolved_at": datetime(2025, 12, 20, tzinfo=UTC),
    "followed_up_at": datetime(2025, 12, 21, tzinfo=UTC),
    "closed_at": datetime(2025, 12, 21, tzinfo=UTC),
}


def ago(days=0, hours=0):
    """A moment that has a zone."""
    return instant(NOON) - days * DAY - hours * HOUR


def level(journal, client, signal, now=NOON):
    (one,) = judged(journal, now, (client,)).values()
    return next(found.level.value for found in one.assessment.signals if found.id.value == signal)


def told(journal, client, signal, now=NOON):
    one = judged(journal, now, (client,))[client]
    return fact_text(one, SignalId(signal), asked_now(journal, now))


# -- an open complaint ---------------------------------------------------------------------------------------


def test_a_journal_in_which_nothing_went_wrong_knows_so(journal, ada):
    known = judged(journal, NOON, (ada,))[ada].known
    assert (known.complaints, known.incidents) == ((), ())
    assert [level(journal, ada, signal) for signal in ("H1", "S5", "S8")] == ["ok", "ok", "ok"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"received_at": ago(hours=23)}, "amber"),
        ({"received_at": ago(hours=24)}, "amber"),
        ({"received_at": ago(hours=24.1)}, "red"),
        ({"received_at": ago(hours=-1)}, "ok"),  # it is not yet there
        ({"received_at": ago(2), "acknowledged_at": ago(hours=1)}, "amber"),
        ({"received_at": ago(2), "acknowledged_at": ago(hours=-1)}, "red"),
        ({"received_at": ago(1), "answer_due_at": ago(hours=-1)}, "amber"),
        ({"received_at": ago(1), "answer_due_at": ago(hours=1)}, "red"),
        ({"received_at": ago(1), "answer_due_at": ago(hours=2), "answered_at": ago(hours=1)}, "amber"),
        ({"received_at": ago(7), "acknowledged_at": ago(7)}, "amber"),  # five working days
        ({"received_at": ago(8), "acknowledged_at": ago(8)}, "red"),
        ({"received_at": ago(8), "acknowledged_at": ago(8), "decided_at": ago(1)}, "amber"),
        ({"received_at": ago(hours=1), "severity": Severity.MAJOR}, "red"),
        ({"received_at": ago(9), "is_complaint": False, "severity": Severity.MAJOR}, "ok"),
        ({"received_at": ago(2), "state": S.RESOLVED, "resolved_at": ago(1)}, "ok"),
        ({"received_at": ago(2), "state": S.RESOLVED}, "ok"),  # an old one of which no more is known
        ({"received_at": ago(2), "state": S.CLOSED, "closed_at": ago(1)}, "ok"),
        ({"received_at": ago(2), "state": S.WITHDRAWN, "closed_at": ago(1)}, "ok"),
        ({"received_at": ago(2), "state": S.WITHDRAWN, "closed_at": ago(hours=-1)}, "red"),
    ],
)
def test_an_open_complaint_turns_the_light_by_its_steps(journal, ada, columns, expected):
    an_incident(journal, ada, **columns)
    assert level(journal, ada, "H1") == expected


def test_what_is_in_the_trash_turns_nothing_and_comes_back(journal, ada):
    number = an_incident(journal, ada, received_at=ago(hours=1))
    assert judged(journal, NOON)[ada].light is Light.AMBER
    trash_incident(journal, number, now=NOON)
    assert level(journal, ada, "H1") == "ok"
    journal.undo()
    assert judged(journal, NOON)[ada].light is Light.AMBER


def test_the_light_of_everybody_turns_within_the_hour_when_the_promised_answer_is_late(journal, ada):
    an_incident(journal, ada, received_at=ago(hours=3), answer_due_at=instant(NOON) + timedelta(minutes=20))
    lights = [judged(journal, NOON + timedelta(minutes=n))[ada].light for n in (0, 20, 21, 59)]
    assert lights == [Light.AMBER, Light.AMBER, Light.RED, Light.RED]


# -- hours of the world --------------------------------------------------------------------------------------


@needs_zones
@pytest.mark.parametrize(
    ("received", "now", "expected"),
    [
        ("2026-03-28T12:00", "2026-03-29T12:59", "amber"),  # the night has an hour less
        ("2026-03-28T12:00", "2026-03-29T13:01", "red"),
        ("2026-10-24T12:00", "2026-10-25T10:59", "amber"),  # the night has an hour more
        ("2026-10-24T12:00", "2026-10-25T11:01", "red"),
        ("2026-12-31T23:30", "2027-01-01T23:30", "amber"),
        ("2026-12-31T23:30", "2027-01-01T23:31", "red"),
        ("2026-10-24T02:30", "2026-10-25T02:30", "amber"),  # the first half past two of two
    ],
)
def test_a_day_to_acknowledge_has_24_hours_also_over_summer_time(journal, ada, received, now, expected):
    with wall_of("Europe/Oslo"):
        an_incident(journal, ada, received_at=instant(datetime.fromisoformat(received)))
        assert level(journal, ada, "H1", datetime.fromisoformat(now)) == expected


@needs_zones
def test_the_second_of_two_like_hours_is_an_hour_later(journal, ada):
    with wall_of("Europe/Oslo"):
        an_incident(journal, ada, received_at=instant(datetime(2026, 10, 24, 2, 30)))
        assert level(journal, ada, "H1", datetime(2026, 10, 25, 2, 31, fold=1)) == "red"


@needs_zones
def test_a_journey_moves_the_wall_and_not_the_hours(journal, ada):
    an_incident(journal, ada, received_at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC))
    for zone, late in (("Europe/Oslo", "2026-03-11T00:31"), ("Asia/Tokyo", "2026-03-11T08:31")):
        with wall_of(zone):
            now = datetime.fromisoformat(late)
            assert level(journal, ada, "H1", now) == "red"
            assert level(journal, ada, "H1", now - timedelta(minutes=2)) == "amber"
            assert told(journal, ada, "H1", now).startswith("The complaint of 10 March")


# -- what goes wrong again, and promises made in a complaint -------------------------------------------------


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"received_at": ago(90)}, "red"),
        ({"received_at": ago(91)}, "amber"),
        ({"received_at": ago(365)}, "amber"),
        ({"received_at": ago(366)}, "ok"),
        ({"received_at": ago(3), "is_complaint": False}, "red"),
        ({"received_at": ago(3), "state": S.CLOSED, "closed_at": ago(2)}, "red"),
        ({"received_at": ago(3), "state": S.WITHDRAWN, "closed_at": ago(2)}, "ok"),
        ({"received_at": ago(-1)}, "ok"),
    ],
)
def test_what_goes_wrong_twice_counts_whoever_noticed_it(journal, ada, second, expected):
    an_incident(journal, ada, received_at=ago(1))
    an_incident(journal, ada, **second)
    assert level(journal, ada, "S5") == expected


@needs_zones
@pytest.mark.parametrize(
    ("days", "minutes", "expected"),
    [
        (90, 0, "red"),
        (90, 30, "red"),
        (90, -1, "amber"),
        (365, 0, "amber"),
        (365, 30, "amber"),
        (365, -1, "ok"),
    ],
)
def test_the_days_within_which_it_counts_begin_with_their_midnight_here(
    journal, ada, days, minutes, expected
):
    with wall_of("Europe/Oslo"):
        midnight = datetime.combine(TODAY - days * DAY, time()) + timedelta(minutes=minutes)
        an_incident(journal, ada, received_at=instant(midnight), **DONE_THEN)
        an_incident(journal, ada, received_at=ago(1))
        assert level(journal, ada, "S5") == expected


@pytest.mark.parametrize(
    ("is_complaint", "days_late", "expected"),
    [(True, 1, "red"), (True, 0, "ok"), (False, 1, "amber"), (None, 1, "amber")],
)
def test_a_promise_made_in_a_complaint_is_urgent_at_once(journal, ada, is_complaint, days_late, expected):
    made_in = None
    if is_complaint is not None:
        made_in = an_incident(journal, ada, received_at=ago(9), is_complaint=is_complaint)
    due = datetime.combine(TODAY - days_late * DAY, NOON.time())
    a_promise(journal, ada, made_on=TODAY - 9 * DAY, due_at=due, incident=made_in)
    assert level(journal, ada, "H2") == expected


# -- after it was put right ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"resolved_at": ago(7)}, "ok"),
        ({"resolved_at": ago(8)}, "amber"),
        ({"resolved_at": ago(22)}, "red"),
        ({"resolved_at": ago(22), "state": S.FOLLOWED_UP, "followed_up_at": ago(1)}, "ok"),
        ({"resolved_at": ago(22), "state": S.FOLLOWED_UP, "followed_up_at": ago(-1)}, "red"),
        (
            {
                "received_at": ago(400),
                "resolved_at": ago(22),
                "state": S.FOLLOWED_UP,
                "followed_up_at": ago(-1),
            },
            "red",
        ),
        ({"received_at": ago(400), "resolved_at": ago(22)}, "red"),
        ({"resolved_at": ago(22), "state": S.CLOSED, "closed_at": ago(20)}, "red"),
        (
            {"resolved_at": ago(22), "state": S.CLOSED, "closed_at": ago(20), "no_follow_up_reason": "Moved"},
            "ok",
        ),
        ({"resolved_at": ago(22), "is_complaint": False}, "ok"),
    ],
)
def test_after_it_was_put_right_a_call_is_wanted(journal, ada, columns, expected):
    an_incident(journal, ada, **{"received_at": ago(30), "state": S.RESOLVED, **columns})
    assert level(journal, ada, "S8") == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ({"at": NOON - 5 * DAY}, "ok"),
        ({"at": NOON - 22 * DAY}, "red"),  # in this very talk it was put right
        ({"at": NOON + DAY}, "red"),
        ({"at": NOON - 5 * DAY, "outcome": Outcome.NO_ANSWER}, "red"),
        ({"at": NOON - 5 * DAY, "kind": Kind.EMAIL, "outcome": Outcome.REPLIED}, "red"),
        ({"at": NOON - 5 * DAY, "kind": Kind.MEETING}, "ok"),
    ],
)
def test_any_real_talk_since_is_that_call(journal, ada, call, expected):
    an_incident(journal, ada, received_at=ago(30), state=S.RESOLVED, resolved_at=ago(22))
    a_call(journal, ada, **call)
    assert level(journal, ada, "S8") == expected


def test_the_call_that_was_set_is_made_by_logging_a_talk_on_its_day_and_undone_with_it(journal, ada):
    number = an_incident(
        journal, ada, received_at=ago(30), state=S.RESOLVED, resolved_at=ago(16), follow_up_on=TODAY - 2 * DAY
    )
    log_contact(journal, ada, ContactEntry(occurred_at=NOON - 3 * DAY), now=NOON)
    log_contact(journal, ada, ContactEntry(outcome=Outcome.NO_ANSWER), now=NOON)
    assert incident(journal, number).state is S.RESOLVED
    log_contact(journal, ada, ContactEntry(occurred_at=NOON - HOUR), now=NOON)
    after = incident(journal, number)
    assert (after.state, after.followed_up_at) == (S.FOLLOWED_UP, ago(hours=1))
    assert journal.undo() == "Log a contact"
    assert incident(journal, number).state is S.RESOLVED
    assert journal.redo() == "Log a contact"
    assert incident(journal, number).state is S.FOLLOWED_UP


# -- as it stood then ----------------------------------------------------------------------------------------


def heard(journal, client, days):
    return record_incident(journal, client, HeardEntry("It came late"), now=NOON - days * DAY)


def test_one_that_is_open_again_waits_from_then_and_was_put_right_before(journal, ada):
    number = heard(journal, ada, 40)
    step(journal, number, S.RESOLVED, now=NOON - 39 * DAY)
    step(journal, number, S.REOPENED, now=NOON - 9 * DAY, reason="It broke again")
    on_the_ninth = {days: level(journal, ada, "H1", NOON - days * DAY) for days in (41, 40, 38, 10, 8, 1)}
    assert on_the_ninth == {41: "ok", 40: "amber", 38: "ok", 10: "ok", 8: "amber", 1: "red"}
    step(journal, number, S.RESOLVED, now=NOON - DAY)
    step(journal, number, S.REOPENED, now=NOON, reason="And again")
    assert told(journal, ada, "H1") == "The complaint of 29 January is open again and on schedule."
    now = {days: level(journal, ada, "H1", NOON - days * DAY) for days in (41, 40, 38, 10, 8)}
    assert now == {days: on_the_ninth[days] for days in now}
    past = [level(journal, ada, "S8", NOON - days * DAY) for days in (40, 38, 20, 10, 8)]
    assert past == ["ok", "ok", "amber", "red", "ok"]


def test_one_that_was_withdrawn_counts_until_then_and_again_when_it_is_opened(journal, ada):
    number = heard(journal, ada, 10)
    step(journal, number, S.WITHDRAWN, now=NOON - 8 * DAY, reason="They were mistaken")
    past = {days: level(journal, ada, "H1", NOON - days * DAY) for days in (9, 7, 1)}
    assert past == {9: "amber", 7: "ok", 1: "ok"}
    step(journal, number, S.REOPENED, now=NOON - DAY, reason="They were not")
    assert {days: level(journal, ada, "H1", NOON - days * DAY) for days in past} == past | {1: "amber"}


CLOSING = {
    "our_fault": Verdict.NO,
    "no_follow_up_reason": "They moved away",
    "outcome": IncidentOutcome.RECOVERED,
}
VALUES = {S.REMEDY_AGREED: {"remedy": "Done anew"}, S.RESOLVED: {"remedy": "Done anew"}, S.CLOSED: CLOSING}
WHY = "They said so"
ACTS = st.sampled_from(["heard", "noticed", "call", "promise", "set a call", *["step"] * 4, "open again"])


def act(journal, client, numbers, what, which, now):
    """Do it, where it may follow."""
    if what in {"heard", "noticed"} or not numbers:
        entry = HeardEntry("It came late", is_complaint=what != "noticed")
        numbers.append(record_incident(journal, client, entry, now=now))
        return
    one = incident(journal, numbers[which % len(numbers)])
    if what == "call":
        log_contact(journal, client, ContactEntry(), now=now)
    elif what == "promise":
        if one.owes_answer:
            promise_answer(journal, one.incident_id, now + 30 * HOUR, now=now)
    elif what == "set a call":
        if may_follow(one.state, S.RESOLVED):
            day = (now + 3 * DAY).date()
            step(journal, one.incident_id, S.RESOLVED, now=now, follow_up_on=day)
    else:
        may = sorted(MOVES[one.state] - {S.REOPENED}) if what == "step" else MOVES[one.state] & {S.REOPENED}
        for to in list(may)[which % max(1, len(may)) :][:1]:
            step(journal, one.incident_id, to, now=now, reason=WHY, **VALUES.get(to, {}))


def journal_after(folder, name, acts):
    journal = an_empty_journal(Path(folder) / name)
    client, numbers = a_client(journal), []
    for moment, what, which in acts:
        act(journal, client, numbers, what, which, moment)
    return journal, client


def all_told(journal, client, now):
    """The light, each of its signals, and what they say."""
    one, asked = judged(journal, now, (client,))[client], asked_now(journal, now)
    return one.assessment, [fact_text(one, signal, asked) for signal in SignalId]


@fewer_examples
@given(
    steps=st.lists(st.tuples(st.integers(1, 90), ACTS, st.integers(0, 6)), min_size=6, max_size=14).filter(
        # for when an answer was promised, before it was opened again, is kept nowhere
        lambda steps: not {"promise", "open again"} <= {what for _gap, what, _which in steps}
    ),
    days=st.integers(0, 25),
)
def test_a_past_day_is_answered_as_if_the_journal_ended_then(steps, days):
    moments = accumulate((gap * HOUR for gap, _what, _which in steps), initial=NOON)
    next(moments)
    acts = [(at, what, which) for at, (_gap, what, which) in zip(moments, steps, strict=True)]
    then = datetime.combine(date(2026, 3, 10) + days * DAY, datetime.max.time()).replace(
        microsecond=0, second=0
    )
    with tempfile.TemporaryDirectory() as folder:
        whole, client = journal_after(folder, "whole.rjournal", acts)
        cut, _same = journal_after(folder, "cut.rjournal", [one for one in acts if one[0] <= then])
        with whole, cut:
            assert all_told(whole, client, then) == all_told(cut, client, then)

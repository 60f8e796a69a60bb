"""An incident from the first word to its close: what may follow what, and what is refused."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contacts import Kind
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incident_clock import Urgency, Waits
from retention_journal.core.incidents import IncidentOutcome, IncidentState, Severity, Verdict, may_follow
from retention_journal.services.incident_feelings import Feelings, feelings, save_feelings
from retention_journal.services.incident_steps import promise_answer, step
from retention_journal.services.incidents import (
    HeardEntry,
    answer_hours,
    edit_heard,
    incident,
    incidents,
    moves,
    open_incidents,
    record_incident,
    save_words,
    trash_incident,
)
from retention_journal.storage.tables import Client, Contact
from tests.builders import a_client, a_person, an_empty_journal
from tests.laws import fewer_examples

NOW = datetime(2026, 10, 13, 13, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "Vi ventet elleve dager på å få byttet to bilder."
S = IncidentState


@pytest.fixture
def client(journal):
    return a_client(journal, "Byggmester Rognan")


def heard(journal, client, now=NOW, **values):
    return record_incident(journal, client, HeardEntry(WORDS, **values), now=now)


def ready_to_close(journal, number, **values):
    kept = {
        "our_fault": Verdict.PARTLY,
        "apology_given": "Elleve dager er for lenge.",
        "outcome": IncidentOutcome.RECOVERED_STRONGER,
        "no_follow_up_reason": "They rang themselves.",
    }
    save_words(journal, number, **(kept | values))


def test_their_words_come_first_and_the_clock_runs_from_then(journal, client):
    number = heard(journal, client, channel=Kind.EMAIL, severity=Severity.MODERATE, felt_at=2)
    one = incident(journal, number)
    assert (one.client_words, one.state, one.received_at) == (WORDS, S.RECEIVED, NOW)
    assert one.name == "Vi ventet elleve dager på å …"
    clock = one.clock()
    assert (clock.waits, clock.due_at) == (Waits.ANSWER, NOW + 24 * HOUR)
    assert clock.urgency(NOW + 21 * HOUR) is Urgency.SOON


def test_the_hours_agreed_with_a_client_go_before_those_of_all(journal, client):
    with journal.change("Agree") as change:
        change.update(Client, client, answer_within_hours=4)
    number = heard(journal, client)
    assert answer_hours(journal, client) == 4
    assert incident(journal, number).clock(answer_hours(journal)).due_at == NOW + 4 * HOUR


def test_a_whole_complaint_from_the_first_word_to_its_close(journal, client):
    number = heard(journal, client)
    promise_answer(journal, number, NOW + 24 * HOUR, now=NOW + timedelta(minutes=5), accepted=True)
    assert incident(journal, number).acknowledged_at == NOW + timedelta(minutes=5)
    save_words(journal, number, right_about="Elleve dager er for lenge.", our_fault=Verdict.PARTLY)
    step(journal, number, S.ANSWERED, now=NOW + 21 * HOUR)
    step(journal, number, S.REMEDY_AGREED, now=NOW + 22 * HOUR, remedy="Bildene byttes i dag.")
    step(journal, number, S.RESOLVED, now=NOW + 30 * HOUR)
    step(journal, number, S.FOLLOWED_UP, now=NOW + timedelta(days=14))
    ready_to_close(journal, number, no_follow_up_reason="")
    step(journal, number, S.CLOSED, now=NOW + timedelta(days=14, minutes=5))
    one = incident(journal, number)
    assert one.acknowledged_at < one.answered_at < one.decided_at < one.resolved_at < one.followed_up_at
    assert [move.after for move in moves(journal, number)] == [
        S.ACKNOWLEDGED, S.ANSWERED, S.REMEDY_AGREED, S.RESOLVED, S.FOLLOWED_UP, S.CLOSED,
    ]  # fmt: skip
    assert open_incidents(journal) == []


def test_an_answer_sets_a_day_to_decide_and_putting_right_a_day_to_call(journal, client):
    number = heard(journal, client)
    step(journal, number, S.ANSWERED, now=NOW + HOUR)
    assert incident(journal, number).decide_by == (NOW + timedelta(days=7)).date()
    step(journal, number, S.RESOLVED, now=NOW + 2 * HOUR)
    assert incident(journal, number).follow_up_on == (NOW + timedelta(days=7)).date()
    assert incident(journal, number).clock().waits is Waits.FOLLOW_UP


def test_what_was_put_right_at_once_was_also_heard_answered_and_decided_then(journal, client):
    number = heard(journal, client)
    step(journal, number, S.RESOLVED, now=NOW + HOUR)
    one = incident(journal, number)
    assert {one.acknowledged_at, one.answered_at, one.decided_at, one.resolved_at} == {NOW + HOUR}


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"our_fault": Verdict.UNKNOWN}, "our_fault"),
        ({"apology_given": ""}, "apology_given"),
        ({"apology_given": "", "our_fault": Verdict.YES}, "apology_given"),
        ({"outcome": None}, "outcome"),
        ({"no_follow_up_reason": ""}, "no_follow_up_reason"),
    ],
)
def test_closing_needs_its_parts(journal, client, missing, field):
    number = heard(journal, client)
    step(journal, number, S.RESOLVED, now=NOW + HOUR)
    ready_to_close(journal, number, **missing)
    with pytest.raises(InvalidEntryError) as refused:
        step(journal, number, S.CLOSED, now=NOW + 2 * HOUR)
    assert refused.value.field == field
    assert incident(journal, number).state is S.RESOLVED


def test_no_apology_is_asked_where_there_was_no_mistake(journal, client):
    number = heard(journal, client)
    step(journal, number, S.RESOLVED, now=NOW + HOUR)
    ready_to_close(journal, number, our_fault=Verdict.NO, apology_given="")
    step(journal, number, S.CLOSED, now=NOW + 2 * HOUR)
    assert incident(journal, number).state is S.CLOSED


def test_opened_again_it_waits_for_an_answer_and_its_past_stays(journal, client):
    number = heard(journal, client)
    step(journal, number, S.RESOLVED, now=NOW + HOUR)
    with pytest.raises(InvalidEntryError) as refused:
        step(journal, number, S.REOPENED, now=NOW + 3 * HOUR)
    assert refused.value.field == "reason"
    step(journal, number, S.REOPENED, now=NOW + 3 * HOUR, reason="Ett bilde manglet ennå.")
    one = incident(journal, number)
    assert (one.answered_at, one.resolved_at, one.clock().waits) == (None, None, Waits.ANSWER)
    assert (one.reopened_at, one.clock().due_at) == (NOW + 3 * HOUR, NOW + 27 * HOUR)
    assert one.acknowledged_at == NOW + HOUR
    assert [move.after for move in moves(journal, number)] == [S.RESOLVED, S.REOPENED]


AHEAD_AGAIN = (
    "answer_due_at", "answer_promise_accepted", "answered_at", "decide_by", "decided_at", "resolved_at",
    "follow_up_on", "followed_up_at", "closed_at", "outcome", "remedy_confirmed_by", "remedy_confirmed_on",
)  # fmt: skip


def test_opened_again_all_but_what_they_told_you_lies_ahead_once_more(journal, client):
    a_person(journal, client, "Tor Rognan")
    who = journal.value(Contact.select(Contact.id))
    number = heard(journal, client)
    promise_answer(journal, number, NOW + 24 * HOUR, now=NOW, accepted=True)
    for hours, to in enumerate((S.ANSWERED, S.REMEDY_AGREED, S.RESOLVED, S.FOLLOWED_UP), start=1):
        step(journal, number, to, now=NOW + hours * HOUR, remedy="Bildene byttes i dag.")
    ready_to_close(journal, number, remedy_confirmed_by=who, remedy_confirmed_on=NOW.date())
    step(journal, number, S.CLOSED, now=NOW + 5 * HOUR)
    closed = incident(journal, number)
    assert None not in [getattr(closed, name) for name in AHEAD_AGAIN]
    step(journal, number, S.REOPENED, now=NOW + 6 * HOUR, reason="Ett bilde manglet ennå.")
    one = incident(journal, number)
    assert [getattr(one, name) for name in AHEAD_AGAIN] == [None] * len(AHEAD_AGAIN)
    assert (one.acknowledged_at, one.remedy) == (NOW, "Bildene byttes i dag.")


@pytest.mark.parametrize(
    ("to", "passed"),
    [
        (S.ACKNOWLEDGED, 1), (S.ASSESSED, 1), (S.INVESTIGATING, 1), (S.ANSWERED, 2), (S.REMEDY_AGREED, 3),
        (S.RESOLVED, 4),
    ],
)  # fmt: skip
def test_a_step_was_all_the_steps_before_it_too_and_changes_none_that_was_taken(journal, client, to, passed):
    names = ("acknowledged_at", "answered_at", "decided_at", "resolved_at")
    at_once, later = heard(journal, client), heard(journal, client)
    step(journal, at_once, to, now=NOW + 2 * HOUR, remedy="Bildene byttes i dag.")
    times = [getattr(incident(journal, at_once), name) for name in names]
    assert times == [NOW + 2 * HOUR] * passed + [None] * (4 - passed)
    promise_answer(journal, later, NOW + 24 * HOUR, now=NOW + HOUR)
    if may_follow(S.ACKNOWLEDGED, to):
        step(journal, later, to, now=NOW + 2 * HOUR, remedy="Bildene byttes i dag.")
        assert incident(journal, later).acknowledged_at == NOW + HOUR


def test_days_that_were_chosen_stay_and_where_no_call_is_wanted_none_is_set(journal, client):
    chosen, no_call = heard(journal, client), heard(journal, client)
    by, on = (NOW + timedelta(days=2)).date(), (NOW + timedelta(days=30)).date()
    step(journal, chosen, S.ANSWERED, now=NOW + HOUR, decide_by=by)
    step(journal, chosen, S.RESOLVED, now=NOW + HOUR, follow_up_on=on)
    assert (incident(journal, chosen).decide_by, incident(journal, chosen).follow_up_on) == (by, on)
    step(journal, no_call, S.RESOLVED, now=NOW + HOUR, no_follow_up_reason="They moved.")
    assert incident(journal, no_call).follow_up_on is None


def test_the_newest_stands_first(journal, client):
    older = heard(journal, client, received_at=NOW - HOUR)
    newer = [heard(journal, client) for _ in range(2)]
    assert [one.incident_id for one in incidents(journal)] == [*reversed(newer), older]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("en to tre fire fem seks", "en to tre fire fem seks"),
        ("en to tre fire fem seks, syv", "en to tre fire fem seks …"),
    ],
)
def test_without_a_title_it_is_called_by_their_first_six_words(journal, client, words, name):
    number = record_incident(journal, client, HeardEntry(words), now=NOW)
    assert incident(journal, number).name == name
    assert save_words(journal, number, title="Bildene")
    assert incident(journal, number).name == "Bildene"


def test_withdrawing_takes_a_word_and_stops_the_clock(journal, client):
    number = heard(journal, client)
    step(journal, number, S.WITHDRAWN, now=NOW + HOUR, reason="Det var en annen leverandør.")
    assert incident(journal, number).clock() is None


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (HeardEntry(""), "client_words"),
        (HeardEntry("  \n"), "client_words"),
        (HeardEntry(WORDS, received_at=NOW + HOUR), "received_at"),
        (HeardEntry(WORDS, felt_at=6), "felt_at"),
        (HeardEntry(WORDS, felt_before=0), "felt_before"),
        (HeardEntry(WORDS, channel=Kind.NOTE), "channel"),
        (HeardEntry("x" * 1_000_001), "client_words"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(journal, client, entry, field):
    with pytest.raises(InvalidEntryError) as refused:
        record_incident(journal, client, entry, now=NOW)
    assert refused.value.field == field
    assert incidents(journal) == []


@pytest.mark.parametrize(
    ("due", "now"),
    [
        (NOW - HOUR, NOW + HOUR),
        (NOW + HOUR, NOW + 2 * HOUR),
        (NOW + HOUR, NOW + HOUR),
        (NOW + timedelta(days=90, seconds=1), NOW),
    ],
)
def test_an_answer_is_promised_for_a_moment_that_can_be(journal, client, due, now):
    number = heard(journal, client)
    with pytest.raises(InvalidEntryError) as refused:
        promise_answer(journal, number, due, now=now)
    assert refused.value.field == "answer_due_at"
    assert incident(journal, number).state is S.RECEIVED


def test_another_moment_promised_takes_no_step_back(journal, client):
    number = heard(journal, client)
    promise_answer(journal, number, NOW + 24 * HOUR, now=NOW)
    step(journal, number, S.INVESTIGATING, now=NOW + HOUR)
    promise_answer(journal, number, NOW + 48 * HOUR, now=NOW + 2 * HOUR)
    one = incident(journal, number)
    assert (one.state, one.answer_due_at) == (S.INVESTIGATING, NOW + 48 * HOUR)
    assert [move.after for move in moves(journal, number)] == [S.ACKNOWLEDGED, S.INVESTIGATING]


def test_what_was_put_right_waits_only_where_a_call_is_wanted(journal, client):
    wanted, done = heard(journal, client), heard(journal, client)
    step(journal, wanted, S.RESOLVED, now=NOW + HOUR)
    step(journal, done, S.RESOLVED, now=NOW + HOUR, no_follow_up_reason="They moved.")
    assert [one.incident_id for one in open_incidents(journal)] == [wanted]


def test_an_answer_is_promised_up_to_ninety_days_ahead(journal, client):
    number = heard(journal, client)
    promise_answer(journal, number, NOW + timedelta(days=90), now=NOW)
    assert incident(journal, number).answer_due_at == NOW + timedelta(days=90)


def test_no_answer_is_promised_once_it_was_given(journal, client):
    number = heard(journal, client)
    step(journal, number, S.ANSWERED, now=NOW + HOUR)
    with pytest.raises(InvalidEntryError) as refused:
        promise_answer(journal, number, NOW + 9 * HOUR, now=NOW + 2 * HOUR)
    assert refused.value.field == "answer_due_at"


def test_a_person_who_left_and_a_client_that_was_lost_may_complain(journal, client):
    person = a_person(journal, client, "Tor Rognan", valid_to=NOW.date())
    who = journal.value(Contact.select(Contact.id)) or person
    number = heard(journal, client, reported_by=who)
    assert incident(journal, number).reporter_name == "Tor Rognan"
    with pytest.raises(NotFoundError):
        heard(journal, client, reported_by=who + 99)


def test_two_complaints_at_once_are_two_and_the_nearest_end_comes_first(journal, client):
    later = heard(journal, client)
    sooner = heard(journal, client)
    promise_answer(journal, sooner, NOW + 4 * HOUR, now=NOW)
    assert [one.incident_id for one in open_incidents(journal)] == [sooner, later]


def test_an_account_of_fifty_thousand_words_is_kept_whole(journal, client):
    words = "ord " * 50_000
    number = record_incident(journal, client, HeardEntry(words), now=NOW)
    assert incident(journal, number).client_words == words.strip()


def test_it_cannot_have_come_after_it_was_answered(journal, client):
    number = heard(journal, client, received_at=NOW - 5 * HOUR)
    step(journal, number, S.ANSWERED, now=NOW)
    with pytest.raises(InvalidEntryError):
        edit_heard(journal, number, HeardEntry(WORDS, received_at=NOW + HOUR), now=NOW + 2 * HOUR)
    assert edit_heard(journal, number, HeardEntry(WORDS, received_at=NOW - 6 * HOUR), now=NOW)
    assert not edit_heard(journal, number, incident(journal, number).heard, now=NOW)


def test_words_are_kept_also_when_who_said_it_is_in_the_trash(journal, client):
    gone, another = a_person(journal, client, "Tor Rognan"), a_person(journal, client, "Ida Lund")
    number = heard(journal, client, reported_by=gone)
    with journal.change("Put two people in the trash") as change:
        for person in (gone, another):
            change.trash(Contact, person, at=NOW.replace(tzinfo=None))
    assert edit_heard(journal, number, HeardEntry("Elleve dager.", reported_by=gone), now=NOW)
    with pytest.raises(NotFoundError):
        edit_heard(journal, number, HeardEntry("Elleve dager.", reported_by=another), now=NOW)


def test_a_wall_clock_set_back_loses_no_words_and_no_time_runs_backwards(journal, client):
    number = heard(journal, client)
    early = NOW - 300 * HOUR
    assert edit_heard(
        journal, number, HeardEntry("Og en ting til.", received_at=NOW, channel=Kind.EMAIL), now=early
    )
    with pytest.raises(InvalidEntryError):
        edit_heard(journal, number, HeardEntry(WORDS, received_at=NOW - HOUR), now=early)
    promise_answer(journal, number, NOW + 24 * HOUR, now=NOW - 5 * HOUR)
    assert incident(journal, number).acknowledged_at == NOW
    step(journal, number, S.ANSWERED, now=early)
    assert incident(journal, number).answered_at == NOW
    assert [one.moved_at for one in moves(journal, number)] == [NOW, NOW]
    with pytest.raises(InvalidEntryError):
        step(journal, number, S.RESOLVED, now=NOW + HOUR, at=NOW - HOUR)


def test_saving_the_same_words_again_is_no_step_to_undo(journal, client):
    number = heard(journal, client)
    assert save_words(journal, number, right_about="Elleve dager er for lenge.")
    assert not save_words(journal, number, right_about="Elleve dager er for lenge. ")
    journal.undo()
    assert incident(journal, number).right_about == ""


def test_from_the_trash_it_comes_back_with_its_steps(journal, client):
    number = heard(journal, client)
    step(journal, number, S.ANSWERED, now=NOW + HOUR)
    trash_incident(journal, number, now=NOW + 2 * HOUR)
    assert incidents(journal, client) == []
    journal.undo()
    assert len(moves(journal, number)) == 1


def test_feelings_are_kept_apart_or_waived(journal, client):
    number = heard(journal, client)
    assert not feelings(journal, number).are_left
    assert save_feelings(journal, number, Feelings("Jeg jobbet tre kvelder gratis.", waived=True, own_load=5))
    kept = feelings(journal, number)
    assert (kept.are_left, kept.waived, kept.own_load) == (True, False, 5)
    assert not save_feelings(journal, number, kept)
    with pytest.raises(InvalidEntryError):
        save_feelings(journal, number, Feelings(own_mood=0))


STEPS = st.lists(
    st.tuples(st.sampled_from(list(IncidentState)), st.integers(-30, 90), st.booleans()), max_size=12
)


@pytest.mark.slow
@given(tries=STEPS)
@fewer_examples
def test_whatever_is_tried_no_illegal_step_is_taken_and_time_never_runs_backwards(tries):
    with tempfile.TemporaryDirectory() as name, an_empty_journal(Path(name) / "a.rjournal") as journal:
        number = heard(journal, a_client(journal))
        now = NOW
        for to, minutes, is_ready in tries:
            now += timedelta(minutes=40)
            if is_ready:
                ready_to_close(journal, number, remedy="Byttes.")
            before = incident(journal, number)
            try:
                step(journal, number, to, now=now, at=now - timedelta(minutes=minutes), reason="Derfor.")
            except InvalidEntryError:
                assert incident(journal, number) == before
            else:
                assert may_follow(before.state, to)
        check_laws(journal, number, now)


def check_laws(journal, number, now):
    one, taken = incident(journal, number), moves(journal, number)
    assert [move.before for move in taken[1:]] == [move.after for move in taken[:-1]]
    assert (taken[-1].after if taken else S.RECEIVED) is one.state
    times = [NOW, *(move.moved_at for move in taken)]
    assert times == sorted(times)
    assert times[-1] <= now
    steps = (one.received_at, one.answered_at, one.decided_at, one.resolved_at, one.followed_up_at)
    known = [moment for moment in steps if moment is not None]
    assert known == sorted(known)
    if one.state is S.CLOSED:
        assert one.outcome is not None
        assert one.resolved_at is not None

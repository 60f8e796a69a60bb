"""The founding stories 000 and 002, from the loss to the lesson that returns."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from retention_journal.core import excuse_words
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Direction, Kind
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.events import EventKind
from retention_journal.core.incidents import CauseKind, Locus, Verdict, Whose
from retention_journal.core.lesson_triggers import Answer
from retention_journal.core.lessons import Effect, PostMortemState, TriggerKind
from retention_journal.core.light import SignalId
from retention_journal.core.losses import LossReason, ReasonCertainty, ReasonSource
from retention_journal.core.periods import DayRange
from retention_journal.services.actions import (
    ActionEntry,
    action,
    add_action,
    came_again,
    do_action,
    effects_to_check,
    note_effect,
)
from retention_journal.services.causes import CauseEntry, add_loss_cause
from retention_journal.services.events import EventEntry, note_event
from retention_journal.services.excuse_check import check_reason
from retention_journal.services.figures import retention_figures
from retention_journal.services.joint_look import look_together, looked_at_beside
from retention_journal.services.lesson_triggers import answer_lesson, applying_now
from retention_journal.services.lessons import add_lesson, lessons, lessons_due, still_true
from retention_journal.services.loss_clusters import to_look_at
from retention_journal.services.loss_reasons import reasons_of_the_year
from retention_journal.services.morning import morning
from retention_journal.services.people import person_left
from retention_journal.services.post_mortems import (
    begin,
    close,
    finish,
    post_mortem,
    save,
    to_look_again,
    to_reread,
    to_write,
)
from retention_journal.services.reflections import (
    ClosingEntry,
    LossEntry,
    edit_loss,
    record_loss,
    reflection_of,
    save_closing,
)
from retention_journal.services.win_back import win_back
from retention_journal.services.won_and_lost import won_and_lost
from retention_journal.storage.tables import Client, key_of
from tests.builders import a_call, a_client, a_person

TODAY = date(2026, 11, 23)
STARTED = date(2022, 1, 10)


def at(day, hour=10):
    return datetime.combine(day, time(hour))


def before(days):
    return TODAY - timedelta(days=days)


def status(journal, client):
    return journal.value(Client.select(Client.status).where(key_of(Client) == client))


def test_000_three_leave_in_one_season_and_what_was_learnt_returns_with_a_living_client(journal):
    # Bought up; partners who disagree; the contact person leaves. Nothing of it was said to be ours.
    reasons = (
        ("Sjøvik", LossReason.ACQUIRED_OR_MERGED, 40),
        ("Kvern", LossReason.INTERNAL_DISAGREEMENT, 25),
        ("Brygga", LossReason.CONTACT_LEFT, 6),
    )
    losses = {}
    for name, reason, days in reasons:
        client = a_client(journal, name, start_date=STARTED)
        a_call(journal, client, at(before(days + 60)))
        said = LossEntry(before(days), primary_reason=reason, reason_source=ReasonSource.CLIENT_SAID,
                         reason_certainty=ReasonCertainty.CONFIRMED)  # fmt: skip
        losses[name] = record_loss(journal, client, said, today=TODAY)
        assert status(journal, client) is Status.LOST
    assert {one.client for one in to_write(journal)} == set(losses)

    # One joint look is offered, on the newest, with the others beside it.
    cluster = to_look_at(journal, TODAY)
    assert cluster is not None
    loss = look_together(journal, cluster)
    assert loss == losses["Brygga"]
    assert [one.client for one in looked_at_beside(journal, loss)] == ["Sjøvik", "Kvern"]
    assert to_look_at(journal, TODAY) is None

    # The closing conversation: good, better, three pieces of advice.
    talk = ClosingEntry(
        held_on=before(2), what_was_good="You knew the shop.", what_could_be_better="Nobody met the new one.",
        advice_1="Say hello at once.", advice_2="Come by.", advice_3="Ask what the new one wants.",
        situation="A new manager in his first week.", felt_seen=2,
    )  # fmt: skip
    save_closing(journal, loss, talk, today=TODAY)

    # The guard: it does not close with only them, or only the world, to blame.
    add_loss_cause(
        journal, loss, CauseEntry(CauseKind.CLIENT_SIDE, Locus.PERSON, Whose.THEIRS, evidence="Rash")
    )
    add_loss_cause(
        journal, loss, CauseEntry(CauseKind.THIRD_PARTY, Locus.SITUATION, Whose.OUTSIDE, evidence="A merger")
    )
    save(
        journal, loss,
        could_differently=Verdict.YES, differently="Met a second person at each client.",
        could_see_earlier=Verdict.PARTLY, could_come_along=Verdict.NO,
    )  # fmt: skip
    lesson = add_lesson(
        journal, "When the contact changes, call the new one within a week.", today=TODAY, loss_id=loss,
        trigger_kind=TriggerKind.CONTACT_LEFT,
    )  # fmt: skip
    act = add_action(
        journal,
        ActionEntry("Meet a second person at each client", "two names on every card", before(-20),
                    cause_kind=CauseKind.COMMUNICATION_FAILURE),
        post_mortem_id=begin(journal, loss),
    )  # fmt: skip
    with pytest.raises(InvalidEntryError):
        finish(journal, loss, today=TODAY)
    add_loss_cause(
        journal, loss, CauseEntry(CauseKind.COMMUNICATION_FAILURE, Locus.BOTH, Whose.OURS, evidence="No call")
    )
    add_loss_cause(
        journal, loss, CauseEntry(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, evidence="First week")
    )

    # A week later it is read again, and closed; half a year after the notice it is looked at again.
    again = finish(journal, loss, today=TODAY)
    assert again == TODAY + timedelta(days=7)
    assert [one.loss_id for one in to_reread(journal, again)] == [loss]
    close(journal, loss, today=again)
    assert post_mortem(journal, loss).state is PostMortemState.CLOSED
    half_a_year_on = post_mortem(journal, loss).look_again_on
    assert half_a_year_on == date(2027, 5, 17)
    assert [one.loss_id for one in to_look_again(journal, half_a_year_on)] == [loss]

    # The lesson is read after a week, and returns the day it applies to somebody who is still a client.
    (due,) = lessons_due(journal, TODAY + timedelta(days=7))
    assert still_true(journal, due, today=TODAY + timedelta(days=7)) == TODAY + timedelta(days=37)
    lunde = a_client(journal, "Lunde", start_date=STARTED)
    role = a_person(journal, lunde, "Kari Moe")
    day = TODAY + timedelta(days=12)
    assert applying_now(journal, at(day)) == []
    person_left(journal, role, on=day, today=day)
    (applies,) = applying_now(journal, at(day))
    assert (applies.lesson_id, applies.client) == (lesson, "Lunde")
    assert applies.sentence.startswith("Applies now: Lunde")
    answer_lesson(journal, applies, Answer.DONE, today=day)
    assert applying_now(journal, at(day)) == []

    # The action is asked what it changed.
    asked = do_action(journal, act, today=day)
    assert [one.action_id for one in effects_to_check(journal, asked)] == [act]
    assert "not noted" in came_again(journal, action(journal, act), asked)
    note_effect(journal, act, Effect.HELPED)
    assert effects_to_check(journal, asked) == []


def test_002_competitor_is_said_and_overlooked_is_shown(journal):
    client = a_client(journal, "Solvik", start_date=STARTED, ideal_interval_days=14)
    notice = before(3)
    a_call(journal, client, at(notice - timedelta(days=71)))
    facts = check_reason(journal, client, LossReason.COMPETITOR, notice)
    assert facts is not None
    assert excuse_words.facts(facts) == "Facts: last talk 71 days before notice (rhythm 14)."

    # A guess is a guess: only the client's own words confirm a reason.
    guessed = LossEntry(
        notice, primary_reason=LossReason.COMPETITOR, other_reasons=(LossReason.OVERLOOKED,),
        reason_source=ReasonSource.OWN_GUESS,
    )  # fmt: skip
    loss = record_loss(journal, client, guessed, today=TODAY)
    year = DayRange(before(364), TODAY)
    assert retention_figures(journal, year, today=TODAY)["reason_coverage"].value == 0
    assert "0 of 1" in reasons_of_the_year(journal, TODAY).text
    said = LossEntry(
        notice, primary_reason=LossReason.OVERLOOKED, other_reasons=(LossReason.COMPETITOR,),
        reason_source=ReasonSource.CLIENT_SAID, reason_certainty=ReasonCertainty.CONFIRMED,
        winback_on=before(-30), winback_condition="If somebody calls.",
    )  # fmt: skip
    edit_loss(journal, loss, said, today=TODAY)
    assert "1 of 1" in reasons_of_the_year(journal, TODAY).text
    found = retention_figures(journal, year, today=TODAY)
    assert (found["won_lost"].silent, won_and_lost(journal, TODAY).lost) == (True, 1)

    # The lesson comes back when another goes quiet, and a date returns to the nine o'clock list.
    add_lesson(
        journal, "Call the quiet ones first.", today=TODAY, loss_id=loss,
        trigger_kind=TriggerKind.SIGNAL, trigger_value=SignalId.SILENCE.value,
    )  # fmt: skip
    quiet = a_client(journal, "Moen", start_date=STARTED, ideal_interval_days=14, max_interval_days=21)
    a_call(journal, quiet, at(before(30)))
    assert [one.client for one in applying_now(journal, at(TODAY))] == ["Moen"]
    on_the_day = morning(journal, at(before(-30), 9))
    assert client in {call.client_id for call in (*on_the_day.calls, *on_the_day.waiting)}
    the_day_before = morning(journal, at(before(-29), 9))
    assert client not in {call.client_id for call in (*the_day_before.calls, *the_day_before.waiting)}

    # They come back: the loss stays as it was written, and they are called in their rhythm again.
    win_back(journal, client, before(-31), today=before(-31))
    assert status(journal, client) is Status.WON_BACK
    assert reflection_of(journal, client).losses[0].entry == said


def test_a_client_without_any_history_can_be_lost_and_looked_back_on(journal):
    client = a_client(journal, "Ny")
    loss = record_loss(journal, client, LossEntry(TODAY), today=TODAY)
    assert not post_mortem(journal, loss).is_begun
    save(
        journal, loss,
        differently="We hardly met.", seen_earlier="No.", come_along="No.",
        none_ours_because="There was no time for one.", none_situational_because="Nobody knows them.",
        no_action_because="One talk is no pattern.",
    )  # fmt: skip
    add_lesson(journal, "Ask in the first week.", today=TODAY, loss_id=loss)
    close(journal, loss, today=finish(journal, loss, today=TODAY))
    assert post_mortem(journal, loss).is_closed


def test_what_happened_at_a_client_brings_back_what_was_learnt_of_it(journal):
    gone = a_client(journal, "Sjøvik", start_date=STARTED)
    loss = record_loss(journal, gone, LossEntry(before(9)), today=TODAY)
    add_lesson(
        journal, "When one is bought, ask to meet the new owner the same month.", today=TODAY, loss_id=loss,
        trigger_kind=TriggerKind.EVENT_KIND, trigger_value=EventKind.ACQUIRED.value,
    )  # fmt: skip
    lofoten = a_client(journal, "Lofoten", start_date=STARTED)
    a_call(journal, lofoten, at(TODAY), kind=Kind.CALL, direction=Direction.INBOUND)
    note_event(journal, lofoten, EventEntry(EventKind.ACQUIRED, TODAY), now=at(TODAY))
    assert [one.client for one in applying_now(journal, at(TODAY, 12))] == ["Lofoten"]
    assert [one.client for one in lessons(journal)] == ["Sjøvik"]

"""A win-back day returns to the nine o'clock list: from its day on, with the condition, until one talked."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.contacts import Outcome
from retention_journal.core.lanes import Lane
from retention_journal.core.losses import LossKind
from retention_journal.services.closings import mark_lost
from retention_journal.services.morning import keep_morning, morning
from retention_journal.services.planned_calls import snooze
from retention_journal.services.reflections import ClosingEntry, LossEntry
from retention_journal.services.today import today_view
from retention_journal.services.winbacks import winbacks_due
from retention_journal.storage.tables import Client, Loss
from retention_journal.ui.pages import today_words
from tests.builders import NOON, TODAY, a_call, a_client

DAY = timedelta(days=1)


@pytest.fixture
def lost(journal):
    client = a_client(journal, "Lunde")
    entry = LossEntry(TODAY - 60 * DAY, winback_on=TODAY, winback_condition="when the new shop opens.")
    mark_lost(journal, client, entry, ClosingEntry(), today=TODAY)
    return client


def at(day):
    return datetime.combine(day, time(9, 30))


def listed(journal, now):
    return [call.client_id for call in morning(journal, now).calls]


def test_never_before_its_day_and_from_it_on_in_lane_three(journal, lost):
    assert listed(journal, at(TODAY - DAY)) == []
    (call,) = morning(journal, NOON).calls
    assert (call.client_id, call.lane, call.is_lost) == (lost, Lane.GOOD_NEWS, True)
    assert listed(journal, at(TODAY + 3 * DAY)) == [lost]


def test_the_reason_names_the_condition(journal, lost):
    (call,) = morning(journal, NOON).calls
    assert call.reasons[0].text == "You may call again from today; they said: “when the new shop opens”."
    (later,) = morning(journal, at(TODAY + DAY)).calls
    assert later.reasons[0].text.startswith("You may call again since 10 March; they said")
    assert call.reasons[0].record.type == "loss"


def test_without_a_condition_it_is_said_plainly(journal):
    client = a_client(journal, "Moen")
    mark_lost(journal, client, LossEntry(TODAY - DAY, winback_on=TODAY), ClosingEntry(), today=TODAY)
    (call,) = morning(journal, NOON).calls
    assert call.reasons[0].text == "You may call again from today."


def test_a_talk_clears_it_from_the_next_day_on_and_a_try_does_not(journal, lost):
    keep_morning(journal, at(TODAY))
    a_call(journal, lost, at(TODAY), outcome=Outcome.NO_ANSWER)
    assert listed(journal, at(TODAY + DAY)) == [lost]
    a_call(journal, lost, datetime.combine(TODAY + DAY, time(8)))
    assert listed(journal, at(TODAY + DAY)) == []
    assert winbacks_due(journal, TODAY + 2 * DAY) == []


def test_a_talk_before_the_day_leaves_it(journal, lost):
    a_call(journal, lost, at(TODAY - 10 * DAY))
    assert listed(journal, NOON) == [lost]


def test_snoozed_it_is_left_off_until_after_that_day(journal, lost):
    snooze(journal, lost, "They asked for a week", TODAY + 7 * DAY, today=TODAY)
    assert listed(journal, NOON) == []
    assert [one.client_id for one in morning(journal, NOON).snoozed] == [lost]
    assert listed(journal, at(TODAY + 8 * DAY)) == [lost]


def test_a_client_again_stands_there_by_its_rhythm_only(journal, lost):
    with journal.change("Back") as change:
        change.update(Client, lost, status=Status.WON_BACK)
    assert winbacks_due(journal, TODAY) == []
    assert not any(call.is_lost for call in morning(journal, NOON).calls)


def test_of_two_losses_the_newest_holds(journal, lost):
    with journal.change("Lost again") as change:
        change.insert(Loss, client=lost, kind=LossKind.FULL, notice_on=TODAY - DAY)
    assert winbacks_due(journal, TODAY) == []


def test_trash_of_the_loss_or_of_the_client_takes_it_off(journal, lost):
    with journal.change("Away") as change:
        change.trash(Client, lost, at=NOON)
    assert listed(journal, NOON) == []


def test_on_today_it_is_shown_as_lost_with_its_facts(journal, lost):
    view = today_view(journal, NOON)
    assert [one.facts.name for one in view.calls] == ["Lunde"]
    assert today_words.light(view.calls[0].call, TODAY) == "Lost"
    assert today_words.light_shape(view.calls[0].call) == "lost"


def test_it_stands_on_the_list_as_it_was_fixed(journal, lost):
    keep_morning(journal, at(TODAY))
    assert listed(journal, at(TODAY)) == [lost]

"""Actions: at most three are open, a dropped one says why, a done one is asked what it changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import CauseKind
from retention_journal.core.lessons import ActionState, Effect
from retention_journal.services.actions import (
    ActionEntry,
    action,
    actions_due,
    actions_of_incident,
    actions_of_post_mortem,
    add_action,
    came_again,
    change_action,
    do_action,
    drop_action,
    effects_to_check,
    note_effect,
    open_action_again,
    open_actions,
    trash_action,
)
from retention_journal.services.causes import CauseEntry, add_cause, add_loss_cause
from retention_journal.services.incidents import HeardEntry, record_incident
from retention_journal.services.post_mortems import begin
from retention_journal.services.reflections import LossEntry, record_loss
from tests.builders import a_client

TODAY = date(2026, 11, 23)
CALL = ActionEntry("Call on the day a bill is late", "Two late bills were called about", date(2026, 12, 1))


@pytest.fixture
def of_loss(journal):
    loss = record_loss(journal, a_client(journal, "Nordvik"), LossEntry(date(2026, 11, 1)), today=TODAY)
    return begin(journal, loss)


def an_incident(journal, day, client=None):
    number = client or a_client(journal, "Berg")
    heard = HeardEntry("Late again", received_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    return record_incident(journal, number, heard, now=datetime(2026, 11, 23, 9))


def test_an_action_is_kept_with_what_shows_that_it_is_done(journal, of_loss):
    number = add_action(journal, CALL, post_mortem_id=of_loss)
    (row,) = actions_of_post_mortem(journal, of_loss)
    assert (row.action_id, row.entry, row.client) == (number, CALL, "Nordvik")
    assert row.state is ActionState.OPEN


@pytest.mark.parametrize(
    ("entry", "field"), [(ActionEntry("  ", "x"), "text"), (ActionEntry("Call", " "), "done_when")]
)
def test_it_says_what_and_when_it_is_done_or_nothing_is_kept(journal, of_loss, entry, field):
    with pytest.raises(InvalidEntryError) as wrong:
        add_action(journal, entry, post_mortem_id=of_loss)
    assert wrong.value.field == field
    assert open_actions(journal) == []


def test_a_fourth_open_one_needs_one_done_or_dropped_with_a_reason(journal, of_loss):
    numbers = [
        add_action(journal, ActionEntry(f"Call {name}", "called"), post_mortem_id=of_loss) for name in "ABC"
    ]
    with pytest.raises(InvalidEntryError, match="Call A; Call B; Call C"):
        add_action(journal, CALL, post_mortem_id=of_loss)
    with pytest.raises(InvalidEntryError):
        drop_action(journal, numbers[0], "  ")
    drop_action(journal, numbers[0], "They moved")
    fourth = add_action(journal, CALL, post_mortem_id=of_loss)
    assert {one.action_id for one in open_actions(journal)} == {*numbers[1:], fourth}
    with pytest.raises(InvalidEntryError):
        open_action_again(journal, numbers[0])
    assert action(journal, numbers[0]).drop_reason == "They moved"


def test_one_that_is_changed_keeps_its_place_among_three(journal, of_loss):
    numbers = [
        add_action(journal, ActionEntry(f"Call {name}", "called"), post_mortem_id=of_loss) for name in "ABC"
    ]
    change_action(journal, numbers[1], CALL)
    assert [one.entry.text for one in actions_of_post_mortem(journal, of_loss)] == [
        "Call A", CALL.text, "Call C"
    ]  # fmt: skip


def test_it_is_due_on_its_day_and_late_the_day_after(journal, of_loss):
    add_action(journal, CALL, post_mortem_id=of_loss)
    assert actions_due(journal, date(2026, 11, 30)) == []
    (row,) = actions_due(journal, date(2026, 12, 1))
    assert not row.is_late(date(2026, 12, 1))
    assert row.is_late(date(2026, 12, 2))


def test_ninety_days_after_it_is_done_one_is_asked_what_it_changed(journal, of_loss):
    number = add_action(journal, CALL, post_mortem_id=of_loss)
    asked = do_action(journal, number, today=TODAY)
    assert asked == TODAY + timedelta(days=90)
    assert effects_to_check(journal, asked - timedelta(days=1)) == []
    (row,) = effects_to_check(journal, asked)
    assert row.asks_for_effect(asked)
    note_effect(journal, number, Effect.HELPED, "None was late since")
    assert effects_to_check(journal, asked) == []
    assert action(journal, number).effect_note == "None was late since"


def test_whether_the_same_cause_came_again_is_counted_from_the_day_after_it_was_done(journal, of_loss):
    berg = a_client(journal, "Berg")
    against = ActionEntry("Write the day into the calendar", "a month", cause_kind=CauseKind.FORGETFULNESS)
    number = add_action(journal, against, post_mortem_id=of_loss)
    do_action(journal, number, today=date(2026, 10, 1))
    assert "not noted" in came_again(journal, action(journal, number), TODAY)
    for day in (date(2026, 9, 20), date(2026, 10, 1), date(2026, 10, 20)):
        add_cause(journal, an_incident(journal, day, berg), CauseEntry(CauseKind.FORGETFULNESS))
    add_cause(journal, an_incident(journal, date(2026, 10, 21), berg), CauseEntry(CauseKind.TIME_PRESSURE))
    assert "once more" in came_again(journal, action(journal, number), TODAY)


def test_one_of_an_incident_is_found_with_it_and_with_its_client(journal):
    incident = an_incident(journal, date(2026, 11, 3))
    add_action(journal, CALL, incident_id=incident)
    (row,) = actions_of_incident(journal, incident)
    assert (row.client, row.incident_id, row.loss_id) == ("Berg", incident, None)


def test_it_goes_to_the_trash_and_comes_back_by_undo(journal, of_loss):
    number = add_action(journal, CALL, post_mortem_id=of_loss)
    trash_action(journal, number, now=datetime(2026, 11, 23, 9))
    assert open_actions(journal) == []
    journal.undo()
    assert [one.action_id for one in open_actions(journal)] == [number]


def test_a_loss_counts_among_what_came_again_by_the_day_of_its_notice(journal, of_loss):
    against = ActionEntry("Call every week", "a call each week", cause_kind=CauseKind.COMMUNICATION_FAILURE)
    number = add_action(journal, against, post_mortem_id=of_loss)
    do_action(journal, number, today=date(2026, 10, 1))
    for name, notice in (("Berg", date(2026, 9, 30)), ("Lunde", date(2026, 11, 2))):
        loss = record_loss(journal, a_client(journal, name), LossEntry(notice), today=TODAY)
        add_loss_cause(journal, loss, CauseEntry(CauseKind.COMMUNICATION_FAILURE))
    assert "once more" in came_again(journal, action(journal, number), TODAY)


@pytest.mark.parametrize("state", ["open", "dropped"])
def test_what_is_not_done_can_have_changed_nothing(journal, of_loss, state):
    number = add_action(journal, CALL, post_mortem_id=of_loss)
    if state == "dropped":
        drop_action(journal, number, "They moved")
    with pytest.raises(InvalidEntryError):
        note_effect(journal, number, Effect.HELPED)


def test_one_taken_up_again_has_forgotten_what_became_of_it(journal, of_loss):
    number = add_action(journal, CALL, post_mortem_id=of_loss)
    do_action(journal, number, today=TODAY)
    note_effect(journal, number, Effect.HELPED, "None was late since")
    open_action_again(journal, number)
    again = action(journal, number)
    assert (again.state, again.done_on, again.effect, again.effect_note) == (ActionState.OPEN, None, None, "")

"""What looking back asks for today: planned talks, looks to re-read or repeat, actions and their effects."""

from __future__ import annotations

from datetime import timedelta

import pytest

from retention_journal.core.lessons import ActionState, Effect, PostMortemState
from retention_journal.services.closings import mark_lost
from retention_journal.services.look_back_due import Asks, look_back_due
from retention_journal.services.reflections import ClosingEntry, LossEntry, save_closing
from retention_journal.services.today import today_view
from retention_journal.storage.tables import ActionItem, Loss, PostMortem
from retention_journal.ui.pages.today_side import TodaySide
from retention_journal.ui.promise_acts import PromiseActs
from tests.builders import NOON, TODAY, a_client, an_incident

DAY = timedelta(days=1)


@pytest.fixture
def loss(journal):
    client = a_client(journal, "Lunde")
    return mark_lost(journal, client, LossEntry(TODAY - 30 * DAY), ClosingEntry(), today=TODAY)


def keep(journal, table, **values):
    with journal.change("Keep") as change:
        return change.insert(table, **values)


def asked(journal, today=TODAY):
    return [(one.asks, one.client) for one in look_back_due(journal, today)]


def test_a_planned_talk_from_its_day_until_it_was_held(journal, loss):
    save_closing(journal, loss, ClosingEntry(planned_on=TODAY), today=TODAY)
    assert asked(journal, TODAY - DAY) == []
    assert asked(journal) == [(Asks.CLOSING, "Lunde")]
    save_closing(journal, loss, ClosingEntry(planned_on=TODAY, held_on=TODAY), today=TODAY)
    assert asked(journal) == []


def test_a_talk_that_was_declined_is_not_asked_for(journal, loss):
    save_closing(journal, loss, ClosingEntry(planned_on=TODAY, declined=True), today=TODAY)
    assert asked(journal) == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"state": PostMortemState.IN_REVIEW, "reread_on": TODAY}, [Asks.RE_READ]),
        ({"state": PostMortemState.IN_REVIEW, "reread_on": TODAY + DAY}, []),
        ({"state": PostMortemState.CLOSED, "look_again_on": TODAY}, [Asks.LOOK_AGAIN]),
        ({"state": PostMortemState.CLOSED, "look_again_on": TODAY, "looked_again_on": TODAY}, []),
        ({"state": PostMortemState.DRAFT, "reread_on": TODAY}, []),
    ],
)
def test_looks_to_re_read_and_to_repeat(journal, loss, columns, expected):
    keep(journal, PostMortem, loss=loss, **columns)
    assert [asks for asks, _client in asked(journal)] == expected


def test_actions_due_and_effects_to_check(journal, loss):
    look = keep(journal, PostMortem, loss=loss)
    keep(journal, ActionItem, post_mortem=look, text="Call the second contact", due_on=TODAY - DAY)
    keep(journal, ActionItem, post_mortem=look, text="Later", due_on=TODAY + DAY)
    done = keep(
        journal, ActionItem, post_mortem=look, text="Ask what matters", state=ActionState.DONE,
        effect_check_on=TODAY,
    )  # fmt: skip
    assert asked(journal) == [(Asks.ACTION, "Lunde"), (Asks.EFFECT, "Lunde")]
    with journal.change("Answer") as change:
        change.update(ActionItem, done, effect=Effect.HELPED)
    assert asked(journal) == [(Asks.ACTION, "Lunde")]


def test_an_action_of_a_complaint_names_its_client(journal):
    number = an_incident(journal, a_client(journal, "Berg"))
    keep(journal, ActionItem, incident=number, text="Write the list", due_on=TODAY)
    (one,) = look_back_due(journal, TODAY)
    assert (one.client, one.incident_id, one.loss_id) == ("Berg", number, None)


def test_what_belongs_to_a_loss_in_the_trash_is_not_asked_for(journal, loss):
    keep(journal, PostMortem, loss=loss, state=PostMortemState.IN_REVIEW, reread_on=TODAY)
    with journal.change("Away") as change:
        change.trash(Loss, loss, at=NOON)
    assert asked(journal) == []


def test_it_stands_quietly_at_the_side_of_today_and_opens(qtbot, journal, loss):
    save_closing(journal, loss, ClosingEntry(planned_on=TODAY), today=TODAY)
    side = TodaySide(PromiseActs(journal, lambda: NOON, None), lambda: NOON)
    qtbot.addWidget(side)
    side.show_view(today_view(journal, NOON))
    line = side.lines[-1]
    assert line.accessibleName() == "Lunde, Closing conversation, today"
    with qtbot.waitSignal(side.look_back_opened) as asked_for:
        line.opened.emit()
    assert asked_for.args[0].loss_id == loss

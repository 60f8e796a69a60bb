"""Looking ahead: answers become watch points, told when they show, and every step can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lanes import Lane
from retention_journal.core.lessons import WatchState
from retention_journal.core.light import SignalId
from retention_journal.services.morning import morning
from retention_journal.services.trash import in_trash, put_back
from retention_journal.services.watch_points import (
    Foreseen,
    is_offered,
    look_ahead,
    mark_seen,
    retire,
    trash_watch_point,
    watch_points,
)
from retention_journal.storage.tables import Engagement
from retention_journal.ui.dialogs.premortem import PremortemDialog
from retention_journal.ui.pages.watch_part import WatchPart
from tests.builders import NOON, TODAY, a_call, a_client, a_promise

DAY = timedelta(days=1)


@pytest.fixture
def client(journal):
    return a_client(journal, "Lunde", start_date=TODAY - 5 * DAY)


@pytest.fixture
def part(qtbot, journal):
    made = WatchPart(journal, lambda: NOON)
    qtbot.addWidget(made)
    made.show()
    return made


def told(part):
    return " ".join(one.text() for one in part.findChildren(QLabel))


def reasons(journal, client):
    made = morning(journal, NOON)
    calls = [one for one in (*made.calls, *made.offered, *made.waiting) if one.client_id == client]
    return [(why.lane, why.text) for call in calls for why in call.reasons]


def test_it_is_offered_for_thirty_days_after_a_client_or_work_is_new(journal, client):
    assert is_offered(journal, client, TODAY)
    assert not is_offered(journal, client, TODAY + 26 * DAY)
    with journal.change("New work") as change:
        change.insert(
            Engagement, client=client, engagement_type=EngagementType.PROJECT, start_date=TODAY + 20 * DAY
        )
    assert is_offered(journal, client, TODAY + 26 * DAY)


def test_once_answered_it_is_not_offered_again(journal, client):
    look_ahead(journal, client, [Foreseen("They see no results")], today=TODAY)
    assert not is_offered(journal, client, TODAY)


def test_nothing_said_and_a_sign_without_its_reason_are_refused(journal, client):
    with pytest.raises(InvalidEntryError):
        look_ahead(journal, client, [Foreseen("  ")], today=TODAY)
    with pytest.raises(InvalidEntryError) as refused:
        look_ahead(journal, client, [Foreseen("A"), Foreseen("", "Short letters")], today=TODAY)
    assert refused.value.field == "text_2"


def test_a_signal_that_turns_tells_it_on_the_list(journal, client):
    look_ahead(journal, client, [Foreseen("You keep no word", "Late lists", SignalId.PROMISE)], today=TODAY)
    assert not any("You foresaw this" in text for _lane, text in reasons(journal, client))
    a_promise(journal, client, due_at=datetime(2026, 3, 6, 12), made_on=TODAY - 10 * DAY)
    said = dict((text, lane) for lane, text in reasons(journal, client))
    text = "You foresaw this when you looked ahead: “You keep no word”. First sign: Late lists."
    assert said[text] is Lane.CHANGED


def test_a_sign_that_was_seen_is_a_reason_until_one_talked(journal, client):
    (number,) = look_ahead(journal, client, [Foreseen("They hire somebody")], today=TODAY - 3 * DAY)
    a_call(journal, client, NOON - 2 * DAY)
    assert not any("foresaw" in text for _lane, text in reasons(journal, client))
    mark_seen(journal, number, today=TODAY)
    assert any("They hire somebody" in text for _lane, text in reasons(journal, client))
    journal.undo()
    assert not any("foresaw" in text for _lane, text in reasons(journal, client))


def test_retired_it_is_not_told_and_trash_gives_it_back(journal, client):
    (number,) = look_ahead(journal, client, [Foreseen("They hire somebody")], today=TODAY)
    mark_seen(journal, number, today=TODAY)
    retire(journal, number)
    assert [one.state for one in watch_points(journal, client)] == [WatchState.RETIRED]
    assert not any("foresaw" in text for _lane, text in reasons(journal, client))
    trash_watch_point(journal, number, now=NOON)
    assert watch_points(journal, client) == []
    put_back(journal, in_trash(journal))
    assert len(watch_points(journal, client)) == 1


def test_the_dialog_grows_by_a_row_and_keeps_up_to_five(qtbot, journal, client, part):
    dialog = PremortemDialog(journal, lambda: NOON, client, parent=part)
    dialog.show()
    assert [field.isVisible() for field in dialog.texts] == [True, True, False, False, False]
    for number, field in enumerate(dialog.texts, 1):
        field.setText(f"Reason {number}")
    assert all(field.isVisible() for field in dialog.texts)
    dialog.signs[0].setText("Short letters")
    with qtbot.waitSignal(dialog.undoable) as said:
        dialog.accept()
    assert said.args == ["5 watch points are kept."]
    assert [one.sign for one in watch_points(journal, client)] == ["Short letters", "", "", "", ""]


def test_what_was_begun_is_there_again(journal, client, part):
    first = PremortemDialog(journal, lambda: NOON, client, parent=part)
    first.texts[0].setText("They see no results")
    first.reject()
    again = PremortemDialog(journal, lambda: NOON, client, parent=part)
    assert again.texts[0].text() == "They see no results"
    again.accept()


def test_at_the_side_it_asks_then_shows_what_is_watched_and_what_shows(journal, client, part):
    part.show_client(client)
    assert "It is a year from now and they left. Why?" in told(part)
    look_ahead(journal, client, [Foreseen("They hire somebody", "An advertisement")], today=TODAY)
    part.show_client(client)
    assert "First sign: An advertisement" in told(part)
    part.menu(part.rows[0]).actions()[0].trigger()
    part.show_client(client)
    assert part.rows[0].state is WatchState.SEEN


def test_nothing_stands_there_for_an_old_client_without_watch_points(journal, part):
    part.show_client(a_client(journal, "Berg"))
    assert part.isHidden()

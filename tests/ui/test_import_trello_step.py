"""What a person says of a Trello board, by the step's own fields, with mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.importers.trello import FieldSeen, LabelSeen, ListSeen, MemberSeen, TrelloLook
from retention_journal.importers.trello_places import BoardPlace
from retention_journal.importers.trello_ways import TrelloWays
from retention_journal.ui.dialogs.import_trello_step import TrelloStep

LEFT = Qt.MouseButton.LeftButton
GUESS = TrelloWays(
    client_from="board", delivered_lists=("l2",), work_lists=("l1",), ignored_lists=(), agreed_field=""
)


def look(**told):
    values = {
        "board_id": "b1",
        "board_name": "Fjord & Design",
        "lists": (
            ListSeen("l0", "To do", 4),
            ListSeen("l1", "Doing", 1),
            ListSeen("l2", "Done", 3, is_archived=True),
        ),
        "labels": (LabelSeen("a", "Berg & Co", 5), LabelSeen("b", "Urgent", 2)),
        "fields": (FieldSeen("f1", "Customer", "text", 4), FieldSeen("f2", "Ordered", "date", 4)),
        "members": (MemberSeen("m1", "Ada <b>Berg</b>", 12), MemberSeen("m2", "Kari", 1)),
        "cards": 8,
        "archived": 2,
        "is_table": False,
        "boards": (BoardPlace("", ""),),
        "guess": GUESS,
    }
    return TrelloLook(**values | told)


@pytest.fixture
def step(qtbot):
    step = TrelloStep()
    qtbot.add_widget(step)
    step.resize(900, 700)
    step.show()
    assert QTest.qWaitForWindowActive(step)
    step.show_look("work.json", look(), TrelloWays())
    return step


def texts(step):
    return [one.text() for one in step.findChildren(QLabel) if one.isVisible()]


def choose(choice, text):
    """Choose by the keyboard: open nothing, type the beginning of the text."""
    choice.setFocus()
    for _turn in range(choice.count()):
        if choice.currentText() == text:
            return
        QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(choice, Qt.Key.Key_Home)
    for _turn in range(choice.count()):
        if choice.currentText() == text:
            return
        QTest.keyClick(choice, Qt.Key.Key_Down)
    raise AssertionError(text)


def test_what_is_guessed_is_chosen_where_the_person_says_nothing(step):
    assert any(
        "“work.json” is the Trello board “Fjord & Design” with 8 cards." in text for text in texts(step)
    )
    assert step.ways() == GUESS
    assert {id: choice.currentText() for id, choice in step.lists.choices.items()} == {
        "l0": "Waiting", "l1": "In work", "l2": "Delivered",
    }  # fmt: skip
    assert {"4 cards", "3 cards · archived"} <= set(texts(step))


def test_what_was_chosen_before_is_chosen_again(step):
    before = TrelloWays(
        client_from="field:f1",
        delivered_lists=(),
        work_lists=("l0",),
        ignored_lists=("l1",),
        client_members=("m1",),
        agreed_field="f2",
        archived="open",
    )
    step.show_look("work.json", look(), before)
    assert step.ways() == before


def test_what_was_told_by_names_elsewhere_is_chosen_too(step):
    told = TrelloWays(
        client_from="field:customer", delivered_lists=("doing",), client_members=("Kari",), agreed_field=""
    )
    step.show_look("work.json", look(guess=GUESS), told)
    ways = step.ways()
    assert (ways.client_from, ways.delivered_lists, ways.client_members) == ("field:f1", ("l1",), ("m2",))


def test_what_a_list_means_is_chosen_in_its_line_and_told(step, qtbot):
    with qtbot.wait_signal(step.changed):
        choose(step.lists.choices["l0"], "Left out")
    choose(step.lists.choices["l2"], "Waiting")
    ways = step.ways()
    assert (ways.ignored_lists, ways.delivered_lists, ways.work_lists) == (("l0",), (), ("l1",))


def test_labels_are_asked_about_only_where_they_say_the_client(step):
    assert not step.labels.isVisible()
    choose(step.client, "A label says it")
    assert step.labels.isVisible()
    assert step.ways().client_labels == ()
    QTest.mouseClick(step.labels.boxes["b"], LEFT)
    assert (step.ways().client_from, step.ways().client_labels) == ("label", ("a",))
    QTest.keyClick(step.labels.boxes["a"], Qt.Key.Key_Space)
    assert step.ways() is None
    assert "Tick the labels that are clients." in texts(step)


def test_the_only_client_needs_a_name(step):
    choose(step.client, "All cards are for one client…")
    assert step.ways() is None
    assert step.name_field.error() == "Whom are the cards of this board for?"
    assert step.name.hasFocus()
    QTest.keyClicks(step.name, "Berg AS ")
    assert step.name_field.error() == ""
    assert (step.ways().client_from, step.ways().client_name) == ("name", "Berg AS")


def test_where_lists_are_clients_it_is_said_which(step):
    choose(step.client, "Each list is a client")
    assert any("A list that is waiting is a client" in text for text in texts(step))
    assert step.ways().client_from == "list"


def test_who_is_the_client_is_ticked_among_those_who_wrote(step, qtbot):
    with qtbot.wait_signal(step.changed):
        QTest.mouseClick(step.members.boxes["m1"], LEFT)
    assert step.ways().client_members == ("m1",)
    assert step.members.boxes["m1"].accessibleName() == "Ada <b>Berg</b>, 12 comments"


def test_a_board_without_fields_people_or_archived_cards_asks_nothing_about_them(step):
    lists = (ListSeen("l0", "To do", 0),)
    step.show_look("a.json", look(lists=lists, labels=(), fields=(), members=(), archived=0), TrelloWays())
    hidden = (step.archived_field, step.agreed_field, step.members, step.board_field, step.labels)
    assert not any(part.isVisible() for part in hidden)
    assert step.client.count() == 3


def test_another_board_of_an_archive_is_asked_for(step, qtbot):
    boards = (BoardPlace("b1", "Alta", "a"), BoardPlace("b2", "Bodø", "b"))
    step.show_look("all.zip", look(boards=boards), TrelloWays())
    with qtbot.wait_signal(step.board_wanted) as told:
        choose(step.board, "Bodø")
    assert told.args == ["b2"]


def test_what_a_reader_refuses_is_shown_under_its_field(step):
    step.show_error(InvalidEntryError("client_from", "This board has no field “x”."))
    assert step.client_field.error() == "This board has no field “x”."
    choose(step.client, "Each list is a client")
    assert step.client_field.error() == ""


def test_everything_is_reached_by_tab_and_has_a_name(step):
    step.client.setFocus()
    reached = []
    for _turn in range(20):
        focused = step.focusWidget()
        if focused in reached:
            break
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [one for one in step.findChildren(QComboBox) if one.isVisible()]
    wanted += list(step.members.boxes.values())
    assert set(wanted) <= set(reached)
    assert all(isinstance(one, QWidget) and (one.accessibleName()) for one in wanted)
    assert step.lists.choices["l1"].accessibleName() == "What the list “Doing” means"

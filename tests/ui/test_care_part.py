"""Ideas for a client, with clicks and keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState, surprise
from retention_journal.services import care_ideas
from retention_journal.ui.dialogs.idea_form import IdeaForm
from retention_journal.ui.pages.care_part import CarePart
from tests.builders import NOON, TODAY, a_call, a_client, a_promise


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


@pytest.fixture
def part(qtbot, journal, ada):
    made = CarePart(journal, lambda: NOON)
    qtbot.add_widget(made)
    made.show_client(ada)
    made.refresh()
    journal.on_change(lambda _changed: made.refresh())
    made.resize(700, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def write(part, text):
    part.line.setFocus()
    QTest.keyClicks(part.line, text)
    QTest.keyClick(part.line, Qt.Key.Key_Return)


def texts(part):
    return [line.idea.text for line in part.lines]


def button(part, text):
    shown = [one for one in part.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    return shown[-1]


def test_a_line_and_enter_add_an_idea_and_undo_takes_it_back(qtbot, journal, part):
    with qtbot.waitSignal(part.undoable) as said:
        write(part, "A page about the workshop")
    assert said.args == ["Idea noted."]
    assert texts(part) == ["A page about the workshop"]
    assert part.line.text() == ""
    assert QApplication.focusWidget() is part.line
    journal.undo()
    assert texts(part) == []


def test_enter_without_words_says_what_is_missing(part):
    write(part, "  ")
    assert part.problem.isVisible()
    assert part.problem.text() == "Write what you could do for them."
    write(part, "A page")
    assert not part.problem.isVisible()


def test_space_asks_what_came_of_it_and_keeps_the_focus(journal, part):
    for text in ("One", "Two"):
        write(part, text)
    part.lines[0].setFocus()
    QTest.keyClick(part.lines[0], Qt.Key.Key_Space)
    form = part.window().findChild(IdeaForm)
    form.words.setText("They ordered it")
    form.do_button.click()
    assert texts(part) == ["Two"]
    part.settled_button.click()
    assert texts(part) == ["Two", "One"]
    assert part.lines[1].below.text() == "done 10 Mar · They ordered it"
    part.lines[1].setFocus()
    QTest.keyClick(part.lines[1], Qt.Key.Key_Space)
    assert texts(part) == ["One", "Two"]
    journal.undo()
    journal.undo()
    assert [line.idea.state for line in part.lines] == [CareIdeaState.NOTED] * 2


def test_leaving_the_form_keeps_what_was_written_and_changes_nothing(qtbot, part):
    write(part, "One")
    QTest.mouseClick(part.lines[0].box, Qt.MouseButton.LeftButton)
    form = part.window().findChild(IdeaForm)
    form.words.setText("Half a thought")
    with qtbot.waitSignal(part.toast):
        form.reject()
    assert not part.lines[0].box.isChecked()
    assert part.settle(part.lines[0].idea.idea_id, CareIdeaState.DONE).words.text() == "Half a thought"


def test_e_rewords_and_delete_throws_away(journal, part):
    write(part, "One")
    QTest.keyClick(part.lines[0], Qt.Key.Key_E)
    form = part.window().findChild(IdeaForm)
    form.words.setText("")
    form.do_button.click()
    assert form.form.field("text").error()
    form.words.setText("One, but better")
    form.do_button.click()
    assert texts(part) == ["One, but better"]
    QTest.keyClick(part.lines[0], Qt.Key.Key_Delete)
    assert texts(part) == []
    journal.undo()
    assert texts(part) == ["One, but better"]


def test_a_surprise_is_suggested_passed_over_and_noted(journal, ada, part):
    a_call(journal, ada, NOON - timedelta(days=1))
    a_promise(journal, ada, due_at=NOON + timedelta(days=9))
    assert part.care.surprise == surprise(ada)
    button(part, "Another").click()
    assert part.care.surprise == surprise(ada + 1)
    button(part, "Note it").click()
    assert [(line.idea.text, line.idea.kind) for line in part.lines] == [
        (surprise(ada + 1), CareIdeaKind.SURPRISE)
    ]
    assert part.care.surprise == ""


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("Yes", CareIdeaState.DONE),
        ("Not yet", CareIdeaState.NOTED),
        ("Not for them", CareIdeaState.DROPPED),
    ],
)
def test_what_new_clients_get_is_written_down_and_asked_here(journal, ada, part, answer, state):
    part.offer_button.click()
    QTest.keyClicks(part.offer_line, "A free look")
    QTest.keyClick(part.offer_line, Qt.Key.Key_Return)
    assert not part.offer_line.isVisible()
    button(part, answer).click()
    assert not part.care.is_offer_open
    care = care_ideas.care_of(journal, ada, NOON)
    [kept] = [*care.noted, *care.settled]
    assert (kept.text, kept.kind, kept.state) == ("A free look", CareIdeaKind.SAME_OFFER, state)
    journal.undo()
    assert part.care.is_offer_open


def test_another_client_begins_with_an_empty_line(journal, ada, part):
    write(part, "One")
    part.line.setText("Half")
    other = a_client(journal, "Bo AS")
    care_ideas.add_idea(journal, other, "Theirs", today=TODAY)
    part.show_client(other)
    part.refresh()
    assert texts(part) == ["Theirs"]
    assert part.line.text() == ""

"""The page of the questions of the start: by clicks and keys, each change one step that can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.core.clients import EngagementType
from retention_journal.core.intake_questions import shipped
from retention_journal.services.expectations import mark_saved, start_intake
from retention_journal.services.intake_questions import add_question, questions_for
from retention_journal.services.trash import in_trash
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.desk import Desk
from retention_journal.ui.pages.settings_questions import QuestionFields
from retention_journal.ui.pages.settings_questions_page import QuestionsPage
from tests.builders import NOON, TODAY, a_client

RETAINER, PROJECT = EngagementType.RETAINER, EngagementType.PROJECT
KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot, journal):
    page = QuestionsPage(journal, lambda: NOON)
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1000, 800)
    page.show()
    assert QTest.qWaitForWindowActive(page)
    page.take_focus()
    return page


def texts(page):
    return [line.words.text() for line in page.lines]


def kept(journal, kind=RETAINER):
    return [question.text for question in questions_for(journal, kind)]


def focused(page):
    QApplication.processEvents()
    return next((n for n, line in enumerate(page.lines) if line.hasFocus()), None)


def test_looking_at_the_questions_of_each_kind_writes_nothing(journal, page):
    assert texts(page) == shipped(RETAINER)
    page.kind.set_value(PROJECT)
    page.kind.chosen.emit(PROJECT)
    assert texts(page) == shipped(PROJECT)
    assert questions_for(journal, PROJECT)[0].question_id is None
    assert journal.undo_label is None


def test_a_question_is_moved_with_the_focus_on_it(qtbot, journal, page):
    first, second, *rest = shipped(RETAINER)
    qtbot.keyClick(page.lines[0], KEY.Key_Down, ALT)
    assert texts(page) == kept(journal) == [second, first, *rest]
    assert focused(page) == 1
    qtbot.keyClick(page.lines[1], KEY.Key_Down)
    assert focused(page) == 2
    qtbot.keyClick(page.lines[2], KEY.Key_Up)
    qtbot.keyClick(page.lines[1], KEY.Key_Up, ALT)
    assert (texts(page), focused(page)) == (shipped(RETAINER), 0)
    qtbot.keyClick(page.lines[0], KEY.Key_Up, ALT)
    assert (texts(page), focused(page)) == (shipped(RETAINER), 0)


@pytest.mark.parametrize("leaves", [KEY.Key_Return, KEY.Key_Tab])
def test_other_words_are_kept_as_the_field_is_left(qtbot, journal, page, leaves):
    qtbot.keyClick(page.lines[1], KEY.Key_F2)
    field = page.lines[1].field
    assert field.hasFocus()
    field.setText("What do the hours cover?")
    qtbot.keyClick(field, leaves)
    assert kept(journal)[1] == texts(page)[1] == "What do the hours cover?"
    journal.undo()
    assert texts(page) == shipped(RETAINER)


def test_esc_leaves_a_question_in_its_words(qtbot, journal, page):
    qtbot.keyClick(page.lines[1], KEY.Key_Return)
    page.lines[1].field.setText("Something else")
    qtbot.keyClick(page.lines[1].field, KEY.Key_Escape)
    assert texts(page) == shipped(RETAINER)
    assert journal.undo_label is None
    assert page.lines[1].words.isVisible()
    assert not page.lines[1].field.isVisible()


def test_a_question_without_words_stays_as_it_was(qtbot, journal, page):
    qtbot.keyClick(page.lines[1], KEY.Key_F2)
    page.lines[1].field.clear()
    qtbot.keyClick(page.lines[1].field, KEY.Key_Return)
    assert texts(page) == shipped(RETAINER)
    assert journal.undo_label is None


def test_delete_puts_a_question_in_the_trash_and_an_undo_takes_it_out(qtbot, journal, page):
    said = []
    page.undoable.connect(said.append)
    qtbot.keyClick(page.lines[-1], KEY.Key_Delete)
    assert texts(page) == shipped(RETAINER)[:-1]
    assert focused(page) == len(page.lines) - 1
    assert [item.title for item in in_trash(journal)] == shipped(RETAINER)[-1:]
    assert said == ["Question moved to the trash. It is not asked any more."]
    journal.undo()
    assert texts(page) == shipped(RETAINER)


def test_a_question_is_added_for_this_kind_for_every_kind_or_because_of_an_incident(qtbot, journal, page):
    QTest.keyClicks(page.new, "Which colour?")
    qtbot.keyClick(page.new, KEY.Key_Return)
    assert (texts(page)[-1], page.new.text()) == ("Which colour?", "")
    assert "Which colour?" not in kept(journal, PROJECT)
    page.new.setText("Who has the key?")
    page.every.setChecked(True)
    page.add_button.click()
    assert kept(journal, PROJECT)[-1] == texts(page)[-1] == "Who has the key?"
    page.every.setChecked(False)
    page.new.setText("Does the price cover photographs?")
    page.origin.setText("Berg, March")
    page.add_button.click()
    assert texts(page)[0] == "Does the price cover photographs?"
    assert page.lines[0].about.text() == "asked because of Berg, March"
    assert page.lines[-1].about.text() == "asked whatever kind it is"


def test_a_question_without_words_is_refused_at_its_field(journal, page):
    page.add_button.click()
    assert page.form.field("text").error() == "Write down the question."
    assert journal.undo_label is None


def test_each_question_says_how_often_it_was_asked_and_saved_you(journal, page):
    add_question(journal, None, "Who has the key?", origin="Lunde, May")
    first, *_rest = start_intake(journal, a_client(journal))
    start_intake(journal, a_client(journal, "Next Ltd"))
    mark_saved(journal, first.item_id, TODAY)
    about = [line.about.text() for line in page.lines[:2]]
    assert about == [
        "asked because of Lunde, May · asked whatever kind it is · asked 2 times, saved you 1 time",
        "asked 2 times",
    ]
    assert page.lines[0].accessibleDescription() == about[0]


def test_a_journal_that_can_only_be_read_shows_its_questions_and_lets_them_be(qtbot, journal):
    with Journal.open_read_only(journal.path) as only_read:
        page = QuestionsPage(only_read, lambda: NOON)
        qtbot.add_widget(page)
        page.show()
        assert texts(page) == shipped(RETAINER)
        assert not page.add_button.isEnabled()
        assert not page.lines[0].isEnabled()


def test_the_settings_say_how_many_were_learnt_and_lead_there(qtbot, journal, tmp_path):
    add_question(journal, None, "Who has the key?", origin="Lunde, May")
    add_question(journal, PROJECT, "Does the price cover photographs?", origin="Berg, March")
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.addWidget(desk)
    desk.show()
    desk.go_to("settings")
    part = desk.page("settings").findChild(QuestionFields)
    said = [one.text() for one in part.findChildren(QLabel)]
    assert "2 questions come from something that went wrong with you." in said
    part.open_button.click()
    assert desk.current_page() == "questions"
    desk.page("questions").back_button.click()
    assert desk.current_page() == "settings"
    desk.finish()

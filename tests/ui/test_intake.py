from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from retention_journal import i18n
from retention_journal.core.clients import EngagementType
from retention_journal.core.expectations import ItemState
from retention_journal.core.intake_questions import SHIPPED
from retention_journal.services.expectation_items import expectations, said_before
from retention_journal.services.expectations import answer, start_intake
from retention_journal.services.intake_questions import add_question, questions_for
from retention_journal.ui.dialogs.intake import IntakeDialog
from retention_journal.ui.dialogs.intake_rows import keys, keys_told
from tests.builders import a_client, a_person

NOON = datetime(2026, 3, 10, 12, 0)
PROJECT = EngagementType.PROJECT
KEY = Qt.Key


@pytest.fixture
def client(journal):
    made = a_client(journal, "Bare Ltd", engagement_type=PROJECT)
    a_person(journal, made, "Tom Hale")
    return made


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opened(qtbot, journal, client, window):
    def opens():
        dialog = IntakeDialog(journal, client, lambda: NOON, window)
        dialog.open()
        qtbot.waitUntil(lambda: not dialog.rows or dialog.focusWidget() in dialog.rows)
        return dialog

    return opens


def states(journal, client):
    return [item.state for item in expectations(journal, client)]


def test_looking_at_the_questions_writes_nothing(journal, client, opened):
    dialog = opened()
    assert [row.asked.question for row in dialog.rows] == list(SHIPPED[PROJECT])
    assert dialog.progress.text() == "0 of 12 answered, 12 still open."
    dialog.reject()
    assert expectations(journal, client) == []
    assert questions_for(journal, PROJECT)[0].question_id is None


def test_three_questions_are_answered_without_leaving_the_keyboard(qtbot, journal, client, opened):
    dialog = opened()
    first, second, third, fourth = dialog.rows[:4]
    qtbot.keyClick(first, KEY.Key_I)
    assert dialog.focusWidget() is first.answer
    qtbot.keyClicks(first.answer, "Forty enquiries")
    qtbot.keyClick(first.answer, KEY.Key_Return)
    assert dialog.focusWidget() is second
    qtbot.keyClick(second, KEY.Key_N)
    qtbot.keyClick(second.answer, KEY.Key_Return)
    qtbot.keyClick(third, KEY.Key_A)
    qtbot.keyClicks(third.answer, "May")
    qtbot.keyClick(third.answer, KEY.Key_Return)
    assert dialog.focusWidget() is fourth
    kept = expectations(journal, client)
    assert [(one.state, one.answer) for one in kept[:4]] == [
        (ItemState.INCLUDED, "Forty enquiries"), (ItemState.NOT_INCLUDED, ""),
        (ItemState.ASSUMED, "May"), (ItemState.OPEN, ""),
    ]  # fmt: skip
    assert (kept[0].confirmed_by_name, kept[0].confirmed_on) == ("Tom Hale", NOON.date())
    assert kept[2].confirmed_by is None
    assert dialog.progress.text() == "3 of 12 answered, 9 still open."


def test_an_answer_whose_meaning_is_not_said_leads_back_to_its_row(qtbot, opened):
    dialog = opened()
    first = dialog.rows[0]
    qtbot.keyClick(first, KEY.Key_Return)
    qtbot.keyClicks(first.answer, "Well")
    qtbot.keyClick(first.answer, KEY.Key_Return)
    assert dialog.focusWidget() is first
    qtbot.keyClick(first, KEY.Key_O)
    assert dialog.focusWidget() is dialog.rows[1]


def test_a_list_that_was_left_is_taken_up_at_the_first_open_question(qtbot, journal, client, opened):
    dialog = opened()
    told = []
    dialog.toast.connect(told.append)
    qtbot.keyClick(dialog.rows[0], KEY.Key_I)
    qtbot.keyClicks(dialog.rows[0].answer, "Half a sen")
    dialog.reject()
    assert told == ["1 of 12 answered, 11 still open."]
    assert expectations(journal, client)[0].answer == "Half a sen"
    again = opened()
    assert again.focusWidget() is again.rows[1]
    assert again.rows[0].answer.text() == "Half a sen"
    assert again.progress.text() == "1 of 12 answered, 11 still open."


def test_up_and_down_go_from_question_to_question_and_with_alt_move_one(qtbot, journal, client, opened):
    dialog = opened()
    texts = [row.asked.question for row in dialog.rows]
    qtbot.keyClick(dialog.rows[0], KEY.Key_Down)
    assert dialog.focusWidget() is dialog.rows[1]
    qtbot.keyClick(dialog.rows[1], KEY.Key_Up)
    assert dialog.focusWidget() is dialog.rows[0]
    qtbot.keyClick(dialog.rows[0], KEY.Key_Up)
    assert dialog.focusWidget() is dialog.rows[0]
    qtbot.keyClick(dialog.rows[0], KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.asked.question for row in dialog.rows[:2]] == [texts[1], texts[0]]
    qtbot.waitUntil(dialog.rows[1].isVisible)
    assert dialog.focusWidget() is dialog.rows[1]
    assert [item.question for item in expectations(journal, client)[:2]] == [texts[1], texts[0]]


def test_a_question_is_added_for_this_client_or_for_every_new_one_too(qtbot, journal, client, opened):
    dialog = opened()
    dialog.new.setText("Who has the key?")
    dialog.add()
    assert "Who has the key?" not in [one.text for one in questions_for(journal, PROJECT)]
    dialog.every.setChecked(True)
    dialog.new.setText("Which colour?")
    qtbot.keyClick(dialog.new, KEY.Key_Return)
    assert questions_for(journal, PROJECT)[-1].text == "Which colour?"
    asked = [item.question for item in expectations(journal, client)]
    assert asked.count("Who has the key?") == asked.count("Which colour?") == 1
    assert dialog.progress.text() == "0 of 14 answered, 14 still open."


def test_a_question_that_saved_you_says_so_and_counts(qtbot, journal, client, opened):
    dialog = opened()
    qtbot.keyClick(dialog.rows[0], KEY.Key_S)
    assert "saved you, 10 March 2026" in dialog.rows[0].asked.about
    assert (questions_for(journal, PROJECT)[0].asked, questions_for(journal, PROJECT)[0].saved) == (1, 1)
    qtbot.keyClick(dialog.rows[0], KEY.Key_S)
    assert questions_for(journal, PROJECT)[0].saved == 0


def test_what_was_learnt_from_an_incident_stands_on_top_of_a_list_begun_before(journal, client, opened):
    start_intake(journal, client)
    add_question(journal, PROJECT, "Does the price cover photographs?", origin="Berg, March")
    row = opened().rows[0]
    assert row.asked.question == "Does the price cover photographs?"
    assert row.asked.about == "asked because of Berg, March"


def test_a_question_is_worded_anew_for_this_client_and_the_next(qtbot, journal, opened):
    dialog = opened()
    qtbot.keyClick(dialog.rows[0], KEY.Key_F2)
    words = dialog.rows[0].words
    assert words.isVisible()
    words.setText("What is success?")
    qtbot.keyClick(words, KEY.Key_Return)
    assert dialog.rows[0].asked.question == "What is success?"
    assert questions_for(journal, PROJECT)[0].text == "What is success?"


def test_a_question_is_taken_off_this_list_or_off_every_list(qtbot, journal, client, opened):
    dialog = opened()
    first, second = (row.asked.question for row in dialog.rows[:2])
    qtbot.keyClick(dialog.rows[0], KEY.Key_Delete)
    assert len(dialog.rows) == 11
    assert first in [one.text for one in questions_for(journal, PROJECT)]
    dialog.rows[0].never.emit()
    assert second not in [one.text for one in questions_for(journal, PROJECT)]
    journal.undo()
    assert second in [item.question for item in expectations(journal, client)]


def test_every_answer_can_be_undone_to_the_first(qtbot, journal, client, opened):
    dialog = opened()
    qtbot.keyClick(dialog.rows[0], KEY.Key_I)
    dialog.rows[1].setFocus()
    qtbot.keyClick(dialog.rows[1], KEY.Key_N)
    assert states(journal, client)[:2] == [ItemState.INCLUDED, ItemState.NOT_INCLUDED]
    journal.undo()
    assert states(journal, client)[:2] == [ItemState.INCLUDED, ItemState.OPEN]
    journal.undo()
    assert expectations(journal, client) == []


def test_every_field_has_a_name_for_those_who_do_not_see_it(opened):
    dialog = opened()
    row = dialog.rows[0]
    assert row.accessibleName() == f"{row.asked.question} Still open"
    assert row.answer.accessibleName() == "Answer"
    assert row.state.button(ItemState.INCLUDED).accessibleName().startswith(row.asked.question)


@pytest.mark.parametrize("day", ["31 September", "2026-03-11"])
def test_a_day_that_cannot_be_is_said_at_its_field_and_the_answer_is_not_lost(
    qtbot, journal, client, opened, day
):
    dialog = opened()
    dialog.on.line.setText(day)
    qtbot.keyClick(dialog.rows[0], KEY.Key_I)
    assert dialog.form.field("on").error()
    assert expectations(journal, client) == []
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()
    assert states(journal, client)[0] is ItemState.INCLUDED


def test_an_answer_being_written_is_kept_though_its_day_was_wrong(qtbot, journal, client, opened):
    dialog = opened()
    qtbot.keyClick(dialog.rows[0], KEY.Key_I)
    qtbot.keyClicks(dialog.rows[0].answer, "Forty")
    dialog.on.line.setText("31 September")
    dialog.reject()
    kept = expectations(journal, client)[0]
    assert (kept.answer, kept.confirmed_on) == ("Forty", NOON.date())


def test_another_answer_on_a_later_day_keeps_the_old_one_and_the_rows_go_on(qtbot, journal, client, window):
    item = start_intake(journal, client)[0].item_id
    answer(journal, item, ItemState.INCLUDED, "Forty", today=NOON.date(), on=NOON.date())
    later = datetime(2026, 5, 4, 12, 0)
    dialog = IntakeDialog(journal, client, lambda: later, window)
    dialog.open()
    first = dialog.rows[0]
    first.answer.setText("Fifty")
    first.answer.editingFinished.emit()
    first.set_state(ItemState.NOT_INCLUDED)
    now = expectations(journal, client)[0]
    assert (now.answer, now.state, now.valid_from) == ("Fifty", ItemState.NOT_INCLUDED, later.date())
    assert first.asked.item_id == now.item_id != item
    assert [old.answer for old in said_before(journal, client)[now.item_id]] == ["Forty"]
    dialog.reword(first, "What is success?")
    assert expectations(journal, client)[0].question == "What is success?"
    assert dialog.rows[0].asked.question == "What is success?"
    assert len(expectations(journal, client)) == 12
    dialog.reject()


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        (["I", "N", "A", "O"], "INAO"),
        (["m", " U", "A", "å"], "MUAÅ"),
        (["M", "I", "A", "A"], "INAO"),
        (["M", "IM", "A", "F"], "INAO"),
        (["M", "", "A", "F"], "INAO"),
        (["M", "1", "A", "F"], "INAO"),
    ],
)
def test_a_language_may_have_letters_of_its_own_where_they_are_different_ones(told, taken):
    assert "".join(keys_told(told, "INAO")) == taken


@pytest.mark.parametrize("tag", i18n.LANGUAGES)
def test_the_letters_of_each_language_do_what_stands_beside_them(qtbot, journal, client, window, tag):
    i18n.use(tag)
    try:
        dialog = IntakeDialog(journal, client, lambda: NOON, window)
        dialog.open()
        letters, saved = keys()
        assert len({*letters, saved}) == 5
        for letter, state in letters.items():
            assert dialog.rows[0].state.button(state).text().startswith(letter)
            QTest.keyClicks(dialog.rows[0], letter.lower())
            assert expectations(journal, client)[0].state is state
        dialog.reject()
    finally:
        i18n.use("en")

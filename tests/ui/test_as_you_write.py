"""What one writes is saved after a pause, when the field is left, and at once when something is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.segmented import Option, Segmented


@pytest.fixture
def desk(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.saved = []
    made.words, made.line = TextField(), LineField()
    made.choice = Segmented([Option(1, "One"), Option(2, "Two")])
    layout = QVBoxLayout(made)
    for field in (made.words, made.line, made.choice):
        layout.addWidget(field)
    made.saving = AsYouWrite(lambda: made.saved.append(made.words.toPlainText()), made)
    made.saving.watch(made.words, made.line, made.choice)
    made.show()
    return made


def test_letters_are_saved_together_after_a_pause(qtbot, desk):
    qtbot.keyClicks(desk.words, "Eleven days")
    assert desk.saved == []
    qtbot.waitUntil(lambda: desk.saved == ["Eleven days"], timeout=5_000)


def test_leaving_the_field_saves_at_once(qtbot, desk):
    desk.words.setFocus()
    qtbot.keyClicks(desk.words, "Eleven")
    desk.line.setFocus()
    qtbot.waitUntil(lambda: desk.saved == ["Eleven"], timeout=500)


def test_a_choice_is_saved_at_once_and_takes_the_words_along(qtbot, desk):
    qtbot.keyClicks(desk.words, "Eleven")
    desk.choice.set_value(2)
    assert desk.saved == ["Eleven"]


def test_what_the_program_fills_in_is_not_writing(desk):
    with desk.saving.filling():
        desk.words.setPlainText("from the journal")
        desk.choice.set_value(2)
    assert not desk.saving.has_new
    desk.saving.keep()
    assert desk.saved == []

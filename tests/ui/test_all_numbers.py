from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from retention_journal.core.periods import month_of
from retention_journal.services.all_numbers import due_numbers
from retention_journal.services.kpis import agree
from retention_journal.ui.dialogs.all_numbers import AllNumbersDialog
from retention_journal.ui.dialogs.all_numbers_model import At
from retention_journal.ui.dialogs.sheet import WRONG
from tests.builders import a_client, a_person
from tests.services.kpi_samples import FEBRUARY, FORMS, VISITS, an_entry, harbour

NOON = datetime(2025, 10, 14, 12, 0)
SEPTEMBER = month_of(date(2025, 9, 1))


@pytest.fixture
def clients(journal):
    for name in ("Ada", "Berg"):
        client = a_client(journal, name)
        agree(journal, client, an_entry(FORMS, VISITS, by=a_person(journal, client)), today=FEBRUARY)
    harbour(journal)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def opened(journal, window):
    made = AllNumbersDialog(journal, lambda: NOON, window)
    made.open()
    QApplication.processEvents()
    return made


@pytest.fixture
def dialog(journal, clients, window):
    return opened(journal, window)


def texts(dialog, column):
    model = dialog.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def kept(journal):
    return [one.value for one in due_numbers(journal, SEPTEMBER, today=NOON.date())]


def test_last_month_is_shown_with_what_is_missing_first_and_ready_to_be_typed(dialog):
    assert dialog.month.currentText() == "September 2025"
    assert texts(dialog, At.CLIENT)[:4] == ["Ada", "Ada", "Berg", "Berg"]
    assert texts(dialog, At.NUMBER)[:5] == ["", "", "", "", "48"]
    assert texts(dialog, At.BEFORE)[4] == "46"
    assert dialog.left.text() == "4 missing."
    at = dialog.table.currentIndex()
    assert (at.row(), at.column()) == (0, At.NUMBER)


def test_a_month_is_entered_by_keyboard_alone(dialog, qtbot, journal):
    for figure in ("41", "3200", "12", "900"):
        qtbot.keyClicks(dialog.table, figure[0])
        editor = QApplication.focusWidget()
        qtbot.keyClicks(editor, figure[1:])
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.table.state() is not QAbstractItemView.State.EditingState)
    assert dialog.left.text() == "0 missing."
    with qtbot.waitSignal(dialog.undoable) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["4 numbers saved."]
    assert [int(value) for value in kept(journal)][:4] == [41, 3200, 12, 900]
    journal.undo()
    assert kept(journal)[:4] == [None] * 4


def test_a_pasted_column_marks_each_wrong_cell_and_writes_nothing_until_it_is_right(dialog, qtbot, journal):
    QApplication.clipboard().setText("41\r\nabout 3000\r\n1 250,5\r\nn/a\r\n")
    qtbot.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    model = dialog.table.numbers()
    assert [model.index(row, At.NUMBER).data(WRONG) for row in range(5)] == [False, True, False, True, False]
    assert dialog.note.text() == "2 cells are no numbers."
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.table.currentIndex().row() == 1
    assert "“about 3000” is not a number." in dialog.note.text()
    assert kept(journal)[:4] == [None] * 4
    for row, text in ((1, "3000"), (3, "")):
        dialog.table.setCurrentIndex(model.index(row, At.NUMBER))
        dialog.table.paste(text)
    dialog.accept()
    assert sorted(float(value) for value in kept(journal) if value is not None)[-3:] == [1250.5, 3000, 3840]


def test_a_note_is_written_on_the_number_one_stands_on(dialog, qtbot, journal):
    model = dialog.table.numbers()
    dialog.table.setCurrentIndex(model.index(4, At.NUMBER))
    qtbot.keyClicks(dialog.cell_note, "Fair in Bath")
    dialog.accept()
    notes = [one.note for one in due_numbers(journal, SEPTEMBER, today=NOON.date())]
    assert notes.count("Fair in Bath") == 1


def test_another_month_keeps_what_was_typed(dialog, qtbot, journal):
    dialog.table.paste("41")
    dialog.month.setCurrentIndex(2)
    dialog.month.chosen.emit(dialog.month.value())
    assert dialog.month.currentText() == "August 2025"
    assert texts(dialog, At.NUMBER)[:5] == ["", "", "", "", "46"]
    dialog.accept()
    assert kept(journal).count(41) == 1


def test_what_was_typed_is_kept_as_a_draft(dialog, qtbot, journal, window):
    dialog.table.paste("41\nabout")
    with qtbot.waitSignal(dialog.toast):
        dialog.reject()
    again = opened(journal, window)
    assert texts(again, At.NUMBER)[:3] == ["41", "about", ""]
    assert again.table.numbers().wrong_count() == 1


def test_only_numbers_are_typed_into_and_every_cell_is_read_out(dialog, qtbot):
    model = dialog.table.numbers()
    editable = [bool(model.flags(model.index(0, at)) & Qt.ItemFlag.ItemIsEditable) for at in At]
    assert editable == [False] * 5 + [True]
    read = model.index(4, At.NUMBER).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read == "Harbour & Hale Surveyors, Enquiries from the form, September 2025, 48"


def test_a_month_without_anything_due_says_so(journal, window):
    empty = opened(journal, window)
    assert empty.nothing.isVisible()
    assert not empty.table.isVisible()
    empty.accept()
    assert not empty.isVisible()

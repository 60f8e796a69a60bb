from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from retention_journal.core.kpis import Period
from retention_journal.core.periods import month_of, quarter_of
from retention_journal.services.kpis import agree
from retention_journal.services.numbers import Cell, number_grids
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.dialogs.sheet import WRONG
from tests.builders import a_client, a_person
from tests.services.kpi_samples import FEBRUARY, FORMS, VISITS, an_entry, harbour

NOON = datetime(2025, 10, 14, 12, 0)
OCTOBER = month_of(NOON.date())


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def client(journal):
    return harbour(journal)


@pytest.fixture
def dialog(journal, client, window):
    made = NumbersDialog(journal, client, lambda: NOON, window)
    made.open()
    return made


def values(journal, client):
    return {
        (
            grid.lines[[line.line_key for line in grid.lines].index(cell.line_key)].name,
            cell.period.first,
        ): value
        for grid in number_grids(journal, client, today=NOON.date())
        for cell, value in grid.values.items()
        if cell.line_key in {line.line_key for line in grid.lines}
    }


def at(dialog, row, column):
    index = dialog.table.model().index(row, column)
    dialog.table.setCurrentIndex(index)
    return index


def test_typing_goes_down_a_column_and_is_saved_as_one_act(qtbot, journal, client, dialog):
    told = []
    dialog.undoable.connect(told.append)
    at(dialog, 10, 0)
    for text in ("51", "12,5"):
        qtbot.keyClicks(dialog.table, text[0])
        editor = QApplication.focusWidget()
        qtbot.keyClicks(editor, text[1:])
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.table.state() is not QAbstractItemView.State.EditingState)
        assert dialog.table.currentIndex().row() == 11
    dialog.accept()
    kept = values(journal, client)
    assert kept["Enquiries from the form", date(2025, 9, 1)] == Decimal(51)
    assert kept["Enquiries from the form", date(2025, 10, 1)] == Decimal("12.5")
    assert told == ["2 numbers saved."]
    assert journal.undo() == "Enter numbers"
    assert values(journal, client)["Enquiries from the form", date(2025, 9, 1)] == Decimal(48)


def test_a_column_pasted_from_a_sheet_fills_downwards(qtbot, journal, client, dialog):
    QApplication.clipboard().setText("1\t100\r\n2\t3,840\r\n\r\n4\t400\r\n5\t500\r\n")
    at(dialog, 8, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog.accept()
    kept = values(journal, client)
    assert kept["Enquiries from the form", date(2025, 7, 1)] == Decimal(1)
    assert kept["Visits from search", date(2025, 8, 1)] == Decimal(3840)
    assert ("Enquiries from the form", date(2025, 9, 1)) not in kept, "an empty line empties"
    assert kept["Enquiries from the form", date(2025, 10, 1)] == Decimal(4)
    assert len([1 for name, _day in kept if name == "Enquiries from the form"]) == 6, (
        "no more than the grid has"
    )


def test_what_is_no_number_is_marked_at_once_and_not_saved(qtbot, journal, client, dialog):
    before = values(journal, client)
    index = at(dialog, 3, 2)
    dialog.table.paste("many")
    assert index.data(WRONG)
    at(dialog, 0, 0)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.table.currentIndex() == index
    assert dialog.note.text().startswith("“many” is not a number.")
    assert values(journal, client) == before
    dialog.table.paste("3")
    dialog.accept()
    assert values(journal, client)["Place for “level 3 survey Bristol”", date(2025, 2, 1)] == Decimal(3)


def test_delete_empties_and_copy_takes_along(qtbot, journal, client, dialog):
    at(dialog, 10, 1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "3840"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    dialog.accept()
    assert ("Visits from search", date(2025, 9, 1)) not in values(journal, client)


def test_a_note_stays_with_its_number(qtbot, journal, client, dialog):
    at(dialog, 10, 0)
    qtbot.keyClicks(dialog.cell_note, "new form")
    at(dialog, 10, 1)
    assert dialog.cell_note.text() == ""
    at(dialog, 10, 0)
    assert dialog.cell_note.text() == "new form"
    dialog.accept()
    grid = number_grids(journal, client, today=NOON.date())[0]
    assert grid.notes == {Cell(grid.lines[0].line_key, month_of(date(2025, 9, 1))): "new form"}
    assert grid.values[Cell(grid.lines[0].line_key, month_of(date(2025, 9, 1)))] == Decimal(48)


def test_cancel_changes_nothing(journal, client, dialog):
    before = values(journal, client)
    at(dialog, 5, 0)
    dialog.table.paste("999")
    dialog.reject()
    assert values(journal, client) == before


def test_saving_nothing_is_no_act(journal, client, dialog):
    label = journal.undo_label
    dialog.accept()
    assert journal.undo_label == label
    assert values(journal, client)


def test_goals_counted_by_quarter_have_their_own_grid(journal, window):
    client = a_client(journal)
    lines = (VISITS, replace(FORMS, period=Period.QUARTER))
    agree(journal, client, an_entry(*lines, by=a_person(journal, client)), today=FEBRUARY)
    dialog = NumbersDialog(journal, client, lambda: NOON, window)
    dialog.open()
    assert dialog.table.model().headerData(11, Qt.Orientation.Vertical) == "October 2025"
    dialog.kinds.set_value(Period.QUARTER)
    assert dialog.table.model().headerData(11, Qt.Orientation.Vertical) == "October to December 2025"
    dialog.table.paste("7")
    dialog.accept()
    assert values(journal, client) == {
        ("Enquiries from the form", quarter_of(date(2025, 7, 1)).first): Decimal(7)
    }


def test_a_client_without_goals_has_nothing_to_enter(journal, window):
    dialog = NumbersDialog(journal, a_client(journal, "Bare Ltd"), lambda: NOON, window)
    dialog.open()
    assert dialog.table is None
    assert not dialog.do_button.isEnabled()


def test_cells_are_read_aloud_with_goal_period_and_problem(dialog):
    index = at(dialog, 10, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Enquiries from the form, September 2025, 48"
    dialog.table.paste("x")
    assert "not a number" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_what_was_typed_and_left_with_esc_is_here_again(qtbot, journal, client, window):
    first = NumbersDialog(journal, client, lambda: NOON, window)
    first.open()
    told = []
    first.toast.connect(told.append)
    first.table.model().type_in(at(first, 10, 0), [["51"]])
    at(first, 9, 0)
    qtbot.keyClicks(first.cell_note, "counted by hand")
    first.table.model().type_in(at(first, 8, 0), [[""]])
    first.source.setText("their own list")
    qtbot.keyClick(first.table, Qt.Key.Key_Escape)
    assert told == ["Draft kept. It is here when you come back."]
    assert values(journal, client)["Enquiries from the form", date(2025, 9, 1)] == Decimal(48)
    again = NumbersDialog(journal, client, lambda: NOON, window)
    again.open()
    model = again.table.model()
    assert model.index(10, 0).data() == "51"
    assert model.index(8, 0).data() == ""
    assert again.source.text() == "their own list"
    at(again, 9, 0)
    assert again.cell_note.text() == "counted by hand"
    again.accept()
    assert values(journal, client)["Enquiries from the form", date(2025, 9, 1)] == Decimal(51)
    third = NumbersDialog(journal, client, lambda: NOON, window)
    third.open()
    assert third.table.model().typed() == {}


def test_numbers_left_as_they_were_leave_no_draft(qtbot, dialog):
    told = []
    dialog.toast.connect(told.append)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert told == []

"""Tab goes as one reads, though much of a window is made after the window itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.importers.recognise import Source
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.import_records import ImportRecords, RecordsStep
from retention_journal.ui.fields import Choice, LineField, NumberField
from retention_journal.ui.layouts import box, column, row, scrolled, stack
from retention_journal.ui.reading_order import put_in_reading_order
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, a_client

BACK = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tasks(qapp):
    shared = Tasks(on_error=print)
    yield shared
    assert shared.stop()


def tab(modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, modifier)
    return QApplication.focusWidget()


def test_what_is_put_in_later_is_reached_where_it_stands(qtbot):
    window, lines = QWidget(), column()
    above, below, button = LineField(), LineField(), outlined_button("Do")
    stack(window, scrolled(box(column(above, lines, below, None))), row(None, button))
    qtbot.add_widget(window)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    later = [Choice([("", "")]), NumberField(1, 0, 9), LineField()]
    for one in later:
        lines.addWidget(one)
    hidden = LineField()
    lines.addWidget(hidden)
    hidden.hide()
    qtbot.wait_until(lambda: all(one.isVisible() for one in later))
    above.setFocus()
    put_in_reading_order(window)
    assert [tab() for _one in range(5)] == [*later, below, button]
    assert tab(BACK) is below


def test_a_table_of_invoices_is_asked_about_from_above_to_the_buttons(qtbot, journal, tasks, tmp_path):
    window = QWidget()
    qtbot.add_widget(window)
    window.show()
    a_client(journal, "Ada")
    path = tmp_path / "invoices.csv"
    path.write_text("Invoice no,Invoice date,Client,Total\n7,03/04/2026,Ada,10.00\n")
    assistant = ImportRecords(journal, lambda: NOON, tasks=tasks, parent=window, kind=Source.CSV)
    assistant.open()
    assistant.take_file(path)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.WAYS and assistant.do_button.isEnabled())
    asked = assistant.ask
    qtbot.wait_until(
        lambda: asked.questions.radios[0][0].isVisible() and asked.columns.choices[0].isVisible()
    )
    assert QTest.qWaitForWindowActive(assistant)
    asked.reading.encoding.setFocus()
    reading = asked.reading
    assert [tab() for _one in range(4)] == [
        reading.delimiter, reading.header_row, reading.dates, reading.decimal,
    ]  # fmt: skip
    assert tab() in asked.questions.radios[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert [tab() for _one in range(4)] == asked.columns.choices
    assert [tab() for _one in range(4)] == [
        asked.currency, asked.terms, assistant.cancel_button, assistant.do_button,
    ]  # fmt: skip
    QTest.keyClick(assistant, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.WHO and assistant.do_button.isEnabled())
    named = assistant.who.who.names["ada"]
    qtbot.wait_until(named.isVisible)
    assert tab() is named
    assert tab() is assistant.back_button
    QTest.keyClick(assistant.back_button, Qt.Key.Key_Space)
    assert assistant.step is RecordsStep.WAYS
    assert asked.ways().date_format == "d/m/Y"
    QTest.keyClick(assistant, Qt.Key.Key_Escape)
    assert not assistant.isVisible()

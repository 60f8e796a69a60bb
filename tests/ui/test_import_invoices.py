"""A table of invoices is dropped on the window, asked about, looked through, and stands in the journal."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from retention_journal.importers.invoice_columns import InvoiceField
from retention_journal.importers.invoices import InvoiceWays, invoice_look
from retention_journal.settings import SettingsFile
from retention_journal.storage.tables import Invoice, key_of
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.import_invoices_step import InvoicesStep
from retention_journal.ui.dialogs.import_records import ImportRecords, RecordsStep
from retention_journal.ui.panels import Notice
from tests.builders import NOON, a_client
from tests.importers.invoice_tables import FRESHBOOKS, NORWEGIAN
from tests.importers.workbook_files import Sheet, xlsx

LEFT = Qt.MouseButton.LeftButton
DOUBTFUL = "Invoice no,Invoice date,Due date,Client,Total\n7,03/04/2026,05/04/2026,Ada,10.00\n"


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(made)
    made.show()
    yield made
    made.finish()


@pytest.fixture
def step(qtbot, tmp_path):
    step = InvoicesStep()
    qtbot.add_widget(step)
    step.resize(900, 760)
    step.show()
    assert QTest.qWaitForWindowActive(step)

    def show(content, ways=None):
        file = tmp_path / "invoices.csv"
        file.write_text(content)
        step.show_look("invoices.csv", invoice_look(file), ways or InvoiceWays(currency="NOK"))
        return step

    return show


def kept(journal):
    query = Invoice.select(Invoice.number, Invoice.total_minor, Invoice.currency, Invoice.due_on)
    return journal.tuples(query.order_by(key_of(Invoice)))


def test_from_a_file_to_the_journal_and_back(qtbot, journal, desk, tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_bytes(NORWEGIAN.encode("cp1252"))
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    (assistant,) = desk.findChildren(ImportRecords)
    for at in (RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW):
        qtbot.wait_until(lambda at=at: assistant.step is at and assistant.do_button.isEnabled())
        if at is RecordsStep.WAYS:
            assistant.ask.currency.setText("sek")
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assert [(number, total, currency) for number, total, currency, _due in kept(journal)] == [
        ("0017", 125_050, "SEK"), ("18", 1_250_000, "SEK"), ("19", -50_000, "SEK"),
    ]  # fmt: skip
    qtbot.mouseClick(assistant.done_step.undo_button, LEFT)
    assert kept(journal) == []
    assistant.reject()


def test_the_columns_are_seen_whole(qtbot, step):
    asked = step(FRESHBOOKS)
    asked.hide()
    asked = step(DOUBTFUL)
    asked.show()
    lowest = asked.columns.choices[0].parentWidget()
    qtbot.wait_until(lambda: asked.columns.height() >= lowest.sizeHint().height() > 50)


def test_a_day_that_reads_two_ways_is_asked_about(step):
    asked = step(DOUBTFUL)
    assert asked.ways() is None
    assert asked.problem.isVisible()
    QTest.mouseClick(asked.questions.radios[0][1], LEFT)
    assert asked.ways() == InvoiceWays(date_format="m/d/Y", currency="NOK")


def test_what_was_answered_last_time_is_not_asked_again(step):
    asked = step(DOUBTFUL, InvoiceWays(date_format="d/m/Y", currency="NOK"))
    assert not asked.questions.isVisible()
    assert asked.ways().date_format == "d/m/Y"


def test_days_for_paying_are_asked_only_where_no_column_says_them(step):
    asked = step(FRESHBOOKS)
    assert asked.terms_field.isVisible()
    assert asked.ways().terms_days is None
    asked.terms.setValue(14)
    assert asked.ways().terms_days == 14
    assert not step(DOUBTFUL).terms_field.isVisible()


def test_a_currency_that_there_is_not_is_refused_under_its_field(step):
    asked = step(FRESHBOOKS)
    asked.currency.setText("XYQ")
    assert asked.ways() is None
    assert "XYQ" in asked.currency_field.error()


def test_columns_of_unknown_headings_are_said_by_hand(step):
    asked = step("A,B,C\n0017,2026-01-02,10.00\n")
    assert asked.ways() is None
    fields = (InvoiceField.NUMBER, InvoiceField.ISSUED_ON, InvoiceField.TOTAL)
    for choice, field in zip(asked.columns.choices, fields, strict=True):
        choice.set_value(field)
        choice.chosen.emit(field)
    assert asked.ways().mapping == {"A": "number", "B": "issued_on", "C": "total"}


def at_ways(qtbot, desk, path):
    """Bring a table to the door and go on; return the assistant at its first step."""
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    assistant = desk.findChildren(ImportRecords)[-1]
    reach(qtbot, assistant, RecordsStep.WAYS)
    return assistant


def reach(qtbot, assistant, step):
    qtbot.wait_until(lambda: assistant.step is step and assistant.do_button.isEnabled())


def first_cells(asked):
    """Return the headings as they stand on screen."""
    return [choice.accessibleName() for choice in asked.columns.choices]


def choose(choice, value):
    """Choose as a person does."""
    choice.set_value(value)
    choice.chosen.emit(value)


def write_sheets(path):
    head = ["Invoice no", "Invoice date", "Client", "Total"]
    rows = {"2025": ["1", "2025-01-31", "Ada", "10.00"], "2026": ["2", "2026-01-31", "Ada", "20.00"]}
    path.write_bytes(xlsx(*(Sheet(name, [head, row]) for name, row in rows.items())))
    return path


def test_how_a_text_is_read_is_changed_and_the_preview_follows(qtbot, desk, tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_bytes("Invoice no;Invoice date;Client;Total\n1;2026-01-02;Blåbær;10\n".encode("cp1252"))
    assistant = at_ways(qtbot, desk, path)
    asked = assistant.ask
    assert not asked.reading.sheet.isVisible()
    asked.currency.setText("SEK")
    choose(asked.reading.delimiter, ",")
    qtbot.wait_until(lambda: len(asked.columns.choices) == 1)
    reach(qtbot, assistant, RecordsStep.WAYS)
    choose(asked.reading.delimiter, ";")
    qtbot.wait_until(lambda: len(asked.columns.choices) == 4)
    reach(qtbot, assistant, RecordsStep.WAYS)
    choose(asked.reading.encoding, "mac_roman")
    qtbot.wait_until(lambda: asked.reading.format.encoding == "mac_roman")
    reach(qtbot, assistant, RecordsStep.WAYS)
    assert asked.currency.text() == "SEK"
    assert asked.ways().encoding == "mac_roman"
    assistant.reject()


def test_letters_that_cannot_be_are_refused_and_the_old_ones_stay(qtbot, desk, tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_text(FRESHBOOKS)
    assistant = at_ways(qtbot, desk, path)
    choose(assistant.ask.reading.encoding, "utf-32")
    qtbot.wait_until(lambda: bool(assistant.findChildren(Notice)))
    assert assistant.ask.reading.encoding.value() == "utf-8"
    assert assistant.ask.ways().encoding == ""
    assistant.reject()


def test_another_sheet_of_a_workbook_is_read(qtbot, journal, desk, tmp_path):
    assistant = at_ways(qtbot, desk, write_sheets(tmp_path / "invoices.xlsx"))
    reading = assistant.ask.reading
    assert reading.sheet.isVisible()
    assert not reading.encoding.isVisible()
    other = "2026" if reading.sheet.value() == "2025" else "2025"
    reading.sheet.setFocus()
    QTest.keyClick(reading.sheet, Qt.Key.Key_Down if other == "2026" else Qt.Key.Key_Up)
    qtbot.wait_until(lambda: reading.format.sheet == other)
    for step in (RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW):
        reach(qtbot, assistant, step)
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assert [number for number, *_rest in kept(journal)] == ["1" if other == "2025" else "2"]
    assistant.reject()


def test_the_row_of_the_headings_is_said(qtbot, desk, tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_text("Invoice no,Invoice date,Client,Total\nNr,Day,Who,Sum\n1,2026-01-02,Ada,10\n")
    assistant = at_ways(qtbot, desk, path)
    asked = assistant.ask
    asked.reading.header_row.setValue(2)
    asked.reading.header_row.editingFinished.emit()
    qtbot.wait_until(lambda: "What “Nr” means" in first_cells(asked))
    reach(qtbot, assistant, RecordsStep.WAYS)
    assert asked.reading.header_row.value() == 2
    assistant.reject()


def test_the_order_of_days_is_chosen_beside_the_question_as_well(step):
    asked = step(DOUBTFUL)
    choose(asked.reading.dates, "d/m/Y")
    assert not asked.questions.isVisible()
    assert asked.ways().date_format == "d/m/Y"
    choose(asked.reading.dates, "")
    assert asked.questions.isVisible()


def test_what_was_answered_last_time_can_be_said_otherwise(step):
    asked = step(DOUBTFUL, InvoiceWays(date_format="d/m/Y", currency="NOK"))
    assert asked.reading.dates.value() == "d/m/Y"
    choose(asked.reading.dates, "m/d/Y")
    assert asked.ways().date_format == "m/d/Y"


def test_days_in_a_column_said_by_hand_are_asked_about_in_the_window(qtbot, journal, desk, tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_text("Invoice no,Invoice date,Betales,Client,Total\n7,2026-01-31,03/04/2026,Ada,10.00\n")
    assistant = at_ways(qtbot, desk, path)
    asked = assistant.ask
    assert not asked.questions.isVisible()
    choose(asked.columns.choices[2], InvoiceField.DUE_ON)
    qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(asked.questions.isVisible)
    reach(qtbot, assistant, RecordsStep.WAYS)
    assert "--dates" not in " ".join(one.text() for one in assistant.findChildren(QLabel))
    assert asked.columns.choices[2].value() is InvoiceField.DUE_ON
    qtbot.mouseClick(asked.questions.radios[0][0], LEFT)
    for step in (RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW):
        reach(qtbot, assistant, step)
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assert kept(journal)[0][3] == date(2026, 4, 3)
    assistant.reject()


def test_the_letters_that_were_said_last_time_are_shown_at_once(qtbot, desk, tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_bytes("Invoice no,Invoice date,Client,Total\n1,2026-01-02,Bl\xe5b\xe6r,10\n".encode("cp1252"))
    assistant = at_ways(qtbot, desk, path)
    choose(assistant.ask.reading.encoding, "mac_roman")
    qtbot.wait_until(lambda: assistant.ask.reading.format.encoding == "mac_roman")
    for step in (RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW):
        reach(qtbot, assistant, step)
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assistant.reject()
    again = at_ways(qtbot, desk, path)
    qtbot.wait_until(lambda: again.ask.reading.format.encoding == "mac_roman")
    assert again.ask.ways().encoding == "mac_roman"
    again.reject()


def test_a_sheet_that_is_gone_is_not_asked_for_again(qtbot, journal, desk, tmp_path):
    assistant = at_ways(qtbot, desk, write_sheets(tmp_path / "invoices.xlsx"))
    reading = assistant.ask.reading
    choose(reading.sheet, "2026")
    qtbot.wait_until(lambda: reading.format.sheet == "2026")
    for step in (RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW):
        reach(qtbot, assistant, step)
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assistant.reject()
    later = tmp_path / "later.xlsx"
    later.write_bytes(
        xlsx(
            Sheet(
                "2027", [["Invoice no", "Invoice date", "Client", "Total"], ["3", "2027-01-31", "Ada", "5"]]
            )
        )
    )
    again = at_ways(qtbot, desk, later)
    qtbot.mouseClick(again.do_button, LEFT)
    reach(qtbot, again, RecordsStep.WHO)
    again.reject()


def test_a_number_that_reads_two_ways_is_asked_about_in_words(step):
    asked = step('Invoice no,Invoice date,Client,Total\n7,2026-01-02,Ada,"1,250"\n')
    (radios,) = asked.questions.radios
    words = ["1,250: the comma groups the thousands", "1.250: the comma begins the decimals"]
    assert sorted(one.text() for one in radios) == words


def test_rows_that_name_no_client_are_asked_about_or_stay_out(qtbot, journal, desk, tmp_path):
    a_client(journal, "Ada")
    path = tmp_path / "invoices.csv"
    path.write_text("Invoice no,Invoice date,Total\n7,2026-01-02,10\n8,2026-01-03,20\n")
    assistant = at_ways(qtbot, desk, path)
    qtbot.mouseClick(assistant.do_button, LEFT)
    reach(qtbot, assistant, RecordsStep.WHO)
    said = " ".join(one.text() for one in assistant.who.findChildren(QLabel) if one.isVisible())
    assert "2 rows name no client. Say whose they are, or they stay out." in said
    asked = assistant.who.who.unnamed
    assert asked.currentText() == "Leave them out"
    asked.setFocus()
    QTest.keyClick(asked, Qt.Key.Key_Down)
    assert asked.currentText() == "Ada"
    for step in (RecordsStep.WHO, RecordsStep.REVIEW):
        reach(qtbot, assistant, step)
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assert [number for number, *_rest in kept(journal)] == ["7", "8"]
    assistant.reject()

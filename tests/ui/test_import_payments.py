"""A bank's list is dropped on the window; what is ticked of it is noted, and one undo takes it back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from retention_journal.core.invoices import InvoiceState
from retention_journal.services.invoices import InvoiceEntry, add_invoice, invoice
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.import_payments import ImportPayments
from tests.builders import NOON, a_client

LEFT = Qt.MouseButton.LeftButton
ISSUED = date(2026, 2, 2)
BANK = (
    "Bokføringsdato;Beløp;Navn;Tittel;Valuta\n"
    "{day};1250,50;Blåbær AS;Faktura 1017;EUR\n{day};99,00;Ukjent;;EUR\n"
)


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(made)
    made.show()
    yield made
    made.finish()


@pytest.fixture
def brought(qtbot, journal, desk, tmp_path):
    """Drop a list on the window and return its dialog."""
    client = a_client(journal, "Blåbær AS")
    today, due = NOON.date(), date(2026, 3, 1)
    sure = add_invoice(journal, client, InvoiceEntry(ISSUED, due, 125_050, "EUR", "1017"), today=today)
    unsure = add_invoice(journal, client, InvoiceEntry(ISSUED, due, 9_900, "EUR", "1018"), today=today)

    def brought(day):
        path = tmp_path / "bank.csv"
        path.write_text(BANK.format(day=day))
        desk.bring_in(path)
        door = desk.findChildren(ImportAnything)[-1]
        qtbot.wait_until(door.do_button.isVisible)
        qtbot.mouseClick(door.do_button, LEFT)
        (dialog,) = desk.findChildren(ImportPayments)
        return dialog, sure, unsure

    return brought


def test_what_is_ticked_is_noted_and_taken_back_by_one_undo(qtbot, journal, brought):
    dialog, sure, unsure = brought("2026-03-03")
    qtbot.wait_until(lambda: len(dialog.ticks) == 2)
    assert [tick.isChecked() for tick, _one in dialog.ticks] == [True, False]
    assert dialog.do_button.text() == "Note 1 payment"
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert invoice(journal, sure).state is InvoiceState.PAID
    assert invoice(journal, unsure).state is InvoiceState.SENT
    journal.undo()
    assert invoice(journal, sure).state is InvoiceState.SENT


def test_nothing_can_be_noted_while_nothing_is_ticked(qtbot, brought):
    dialog, _sure, _unsure = brought("2026-03-03")
    qtbot.wait_until(lambda: len(dialog.ticks) == 2)
    dialog.ticks[0][0].setChecked(False)
    assert not dialog.do_button.isEnabled()
    dialog.reject()


def test_days_that_read_two_ways_are_asked_about(qtbot, brought):
    dialog, _sure, _unsure = brought("03/02/2026")
    qtbot.wait_until(dialog.dates.isVisible)
    dialog.dates.set_value("m/d/Y")
    dialog.dates.chosen.emit("m/d/Y")
    qtbot.wait_until(lambda: len(dialog.ticks) == 2)
    assert dialog.ticks[0][1].payment.booked_on == date(2026, 3, 2)
    dialog.reject()

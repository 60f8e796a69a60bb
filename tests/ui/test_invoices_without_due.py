"""The page and the form of an invoice that was brought in without a due day."""

from __future__ import annotations

from datetime import date

import pytest

from retention_journal.services.invoices import client_invoices
from retention_journal.storage.tables import Invoice
from retention_journal.ui.dialogs.invoice_form import InvoiceForm
from retention_journal.ui.pages.money_part import MoneyPart
from tests.builders import NOON, a_client


@pytest.fixture
def part(qtbot, journal):
    client = a_client(journal, "Ada Ltd")
    with journal.change("Take in") as change:
        change.insert(
            Invoice, client=client, number="0000001", issued_on=date(2026, 1, 7), due_on=None,
            total_minor=100_00, currency="NOK",
        )  # fmt: skip
    made = MoneyPart(journal, lambda: NOON)
    qtbot.add_widget(made)
    made.show_client(client)
    made.refresh()
    made.show()
    return made


def test_the_table_says_that_the_due_day_is_not_known(part):
    model = part.table.model()
    said = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "not known" in said and "Not paid" in said


def test_the_form_takes_it_as_it_is_and_can_give_it_a_day(qtbot, journal, part):
    (one,) = client_invoices(journal, one_client(journal))
    form = InvoiceForm(journal, lambda: NOON, one.client_id, invoice_id=one.invoice_id, parent=part)
    qtbot.add_widget(form)
    assert form.due.day() is None and form.due.problem() == ""
    form.submit()
    assert client_invoices(journal, one.client_id)[0].due_on is None
    form.due.set_day(date(2026, 2, 1))
    form.submit()
    assert client_invoices(journal, one.client_id)[0].due_on == date(2026, 2, 1)


def one_client(journal):
    return journal.sql("SELECT client_id FROM invoice")[0][0]

"""An invoice whose due day nobody knows is open, and never late, wherever it is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services import invoices
from retention_journal.services.asked import Asked
from retention_journal.services.money_facts import invoices_on
from retention_journal.services.paying import client_paying, reminder
from retention_journal.services.post_mortem_numbers import year_before
from retention_journal.services.worth import client_worth
from retention_journal.storage.tables import Invoice
from retention_journal.ui.pages.invoice_table import invoice_columns
from tests.builders import NOON, TODAY, a_client


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


def brought_in(journal, client, **values):
    """Put an invoice there as an import does: without a due day."""
    with journal.change("Take in") as change:
        return change.insert(
            Invoice, client=client, issued_on=date(2025, 1, 7), due_on=None, total_minor=100_00,
            **{"currency": "NOK", "number": "0000001", **values},
        )  # fmt: skip


def test_it_is_open_and_never_late(journal, ada):
    row = invoices.invoice(journal, brought_in(journal, ada))
    assert (row.open_minor, row.days_late(TODAY), row.is_late(TODAY)) == (100_00, None, False)
    assert invoices.late_invoices(journal, TODAY) == []


def test_the_light_and_the_paying_habit_hear_nothing_of_it(journal, ada):
    brought_in(journal, ada)
    asked = Asked(datetime(2026, 3, 10, 9), replace(DEFAULT_RULES), MONDAY_TO_FRIDAY, None)
    assert invoices_on(journal, asked) == {}
    paying = client_paying(journal, ada, NOON)
    assert paying.habit is None and paying.chart().dots == ()
    assert paying.late_line(invoices.client_invoices(journal, ada)[0]) == ""


def test_pages_and_figures_stand_it(journal, ada, tmp_path):
    number = brought_in(journal, ada)
    brought_in(journal, ada, number="2", paid_on=date(2025, 2, 1), paid_minor=100_00, state=InvoiceState.PAID)
    rows = invoices.client_invoices(journal, ada)
    columns = {column.name: column for column in invoice_columns(TODAY, lambda _one: False)}
    assert [columns["due"].text(one) for one in rows] == ["not known", "not known"]
    assert [columns["late"].text(one) for one in rows] == ["", ""]
    assert columns["due"].sort_key(rows[0]) == date.max
    assert year_before(journal, ada, TODAY).invoices == 0
    assert client_worth(journal, ada, TODAY) is not None
    mail = reminder(journal, number, today=TODAY)
    assert "was due" not in mail.body and "has been paid" in mail.body
    assert mail.subject == "Invoice 0000001"


def test_it_is_paid_and_changed_like_any_other_and_can_be_given_a_due_day(journal, ada):
    number = brought_in(journal, ada)
    assert invoices.pay(journal, number, TODAY, today=TODAY) is InvoiceState.PAID
    journal.undo()
    entry = invoices.invoice(journal, number).entry()
    assert entry.due_on is None
    invoices.edit_invoice(journal, number, replace(entry, note="Moved over"), today=TODAY)
    assert invoices.invoice(journal, number).due_on is None
    due = TODAY - timedelta(days=3)
    invoices.edit_invoice(journal, number, replace(entry, due_on=due), today=TODAY)
    assert invoices.invoice(journal, number).days_late(TODAY) == 3
    with pytest.raises(InvalidEntryError):
        invoices.edit_invoice(journal, number, replace(entry, due_on=date(2024, 1, 1)), today=TODAY)


def test_the_days_for_paying_are_learnt_from_invoices_that_have_some(journal, ada):
    entry = invoices.InvoiceEntry(date(2024, 2, 1), date(2024, 2, 21), 1_00, "NOK")
    invoices.add_invoice(journal, ada, entry, today=TODAY)
    brought_in(journal, ada)
    assert invoices.usual_days(invoices.client_invoices(journal, ada)) == 20

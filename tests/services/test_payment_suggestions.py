"""Which invoice a payment probably pays, and that nothing is noted before the person says so."""

from __future__ import annotations

from datetime import date

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incoming import PaymentRow
from retention_journal.core.invoices import InvoiceState
from retention_journal.services.invoices import InvoiceEntry, add_invoice, invoice
from retention_journal.services.payment_suggestions import note_payments, suggest_payments
from tests.builders import a_client

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 2)
CAME = date(2026, 11, 16)


@pytest.fixture
def add(journal):
    clients = {}

    def add(number="1017", total=125_050, client="Blåbær AS", currency="NOK", note="", day=DAY):
        if client not in clients:
            clients[client] = a_client(journal, client)
        entry = InvoiceEntry(day, date(2026, 12, 1), total, currency, number, note=note)
        return add_invoice(journal, clients[client], entry, today=TODAY)

    return add


def came(amount=125_050, text="", reference="", currency="NOK", day=CAME):
    return PaymentRow("row 2", "pay:1", day, amount, currency, text, reference)


def pairs(journal, *payments):
    return [(one.invoice.invoice_id, one.is_sure) for one in suggest_payments(journal, payments)]


@pytest.mark.parametrize(
    ("payment", "is_sure", "reasons"),
    [
        (came(reference="0010170001"), True, 2),
        (came(text="Giro 0010170001"), True, 2),
        (came(text="Faktura 1017"), True, 2),
        (came(text="Fra BLÅBÆR"), True, 2),
        (came(text="Blåbær AS faktura 1017"), True, 3),
        (came(text="Giro"), False, 1),
        (came(50_000, text="Blåbær AS 1017"), False, 2),
        (came(50_000, reference="0010170001"), False, 1),
        (came(50_000, text="1017"), None, 0),
        (came(50_000, text="Blåbær AS"), None, 0),
        (came(125_051, text="Blåbær AS 1017"), None, 0),
        (came(currency="SEK", text="Blåbær AS 1017"), None, 0),
        (came(day=date(2026, 11, 1), text="Blåbær AS 1017"), None, 0),
        (came(50_000, text="Faktura 10171"), None, 0),
    ],
)
def test_what_speaks_for_an_invoice(journal, add, payment, is_sure, reasons):
    number = add(note="KID: 0010170001")
    found = suggest_payments(journal, [payment])
    assert [(one.invoice.invoice_id, one.is_sure, len(one.why)) for one in found] == (
        [] if is_sure is None else [(number, is_sure, reasons)]
    )


def test_two_invoices_that_fit_alike_are_not_sure(journal, add):
    first, second = add("1017"), add("1018")
    assert pairs(journal, came(text="Blåbær AS")) == [(first, False)]
    assert pairs(journal, came(text="Blåbær AS 1018")) == [(second, True)]


def test_each_invoice_is_suggested_for_one_payment_only(journal, add):
    number = add()
    assert pairs(journal, came(text="Blåbær AS"), came(text="1017 Blåbær AS")) == [(number, True)]


def test_what_is_paid_written_off_or_a_credit_note_is_not_suggested(journal, add):
    add("1", -125_050)
    entry = InvoiceEntry(DAY, DAY, 125_050, "NOK", "1017", is_draft=True)
    add_invoice(journal, a_client(journal, "Other"), entry, today=TODAY)
    assert pairs(journal, came(text="Other 1017")) == []


def test_confirmed_payments_are_one_act(journal, add):
    first, second = add("1017"), add("1018", 9_900)
    found = suggest_payments(journal, [came(text="1017"), came(9_900, text="1018")])
    assert suggest_payments(journal, [came(text="1017"), came(9_900, text="1018")]) == found
    assert note_payments(journal, found, today=TODAY) == 2
    for number in (first, second):
        assert (invoice(journal, number).state, invoice(journal, number).paid_on) == (InvoiceState.PAID, CAME)
    assert suggest_payments(journal, [came(text="1017"), came(9_900, text="1018")]) == []
    journal.undo()
    assert invoice(journal, first).state is invoice(journal, second).state is InvoiceState.SENT


def test_a_part_is_noted_as_such(journal, add):
    number = add()
    (one,) = suggest_payments(journal, [came(50_000, text="Blåbær AS 1017")])
    note_payments(journal, [one], today=TODAY)
    assert invoice(journal, number).state is InvoiceState.PART_PAID
    assert invoice(journal, number).open_minor == 75_050


def test_nothing_is_written_where_one_of_them_cannot_be(journal, add):
    number = add()
    add("1018", 9_900)
    found = suggest_payments(journal, [came(text="1017"), came(9_900, text="1018", day=date(2026, 11, 30))])
    with pytest.raises(InvalidEntryError):
        note_payments(journal, found, today=TODAY)
    assert invoice(journal, number).state is InvoiceState.SENT
    assert note_payments(journal, [], today=TODAY) == 0

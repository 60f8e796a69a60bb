"""Invoices: written down, paid, disputed, written off; and what the light may know of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import EngagementType
from retention_journal.core.engagements import FeePeriod
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services import invoices
from retention_journal.services.asked import Asked
from retention_journal.services.engagements import EngagementEntry, add_engagement
from retention_journal.services.invoices import InvoiceEntry
from retention_journal.services.money_facts import billed_on, invoices_on
from retention_journal.storage.tables import Invoice
from tests.builders import NOON, TODAY, a_client

MARCH = InvoiceEntry(date(2026, 2, 20), date(2026, 3, 6), 1_250_000, "NOK", "1042")


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


def asked(day=TODAY, only=None, **rules):
    moment = datetime(day.year, day.month, day.day, 9)
    return Asked(moment, replace(DEFAULT_RULES, **rules), MONDAY_TO_FRIDAY, only)


def add(journal, client, **values):
    return invoices.add_invoice(journal, client, replace(MARCH, **values), today=TODAY)


def put(journal, client, issued, minor=100_00, **values):
    with journal.change("Add") as change:
        return change.insert(
            Invoice, client=client, issued_on=issued, due_on=issued + timedelta(days=14),
            total_minor=minor, **{"currency": "NOK", **values},
        )  # fmt: skip


def test_an_invoice_waits_until_it_is_paid_and_undo_takes_each_step_back(journal, ada):
    made = add(journal, ada)
    row = invoices.invoice(journal, made)
    assert (row.state, row.open_minor, row.days_late(TODAY)) == (InvoiceState.SENT, 1_250_000, 4)
    assert invoices.pay(journal, made, TODAY, today=TODAY) is InvoiceState.PAID
    row = invoices.invoice(journal, made)
    assert (row.paid_on, row.paid_minor, row.open_minor) == (TODAY, 1_250_000, 0)
    journal.undo()
    assert invoices.invoice(journal, made).state is InvoiceState.SENT
    journal.undo()
    with pytest.raises(NotFoundError):
        invoices.invoice(journal, made)


def test_a_part_is_noted_with_its_day_and_the_last_one_ends_it(journal, ada):
    made = add(journal, ada)
    first = invoices.pay(journal, made, date(2026, 3, 5), today=TODAY, amount_minor=250_000)
    row = invoices.invoice(journal, made)
    assert (first, row.paid_on, row.open_minor) == (InvoiceState.PART_PAID, None, 1_000_000)
    assert row.note == "NOK 2,500 paid on 5 March 2026."
    assert invoices.pay(journal, made, TODAY, today=TODAY) is InvoiceState.PAID
    assert invoices.invoice(journal, made).paid_on == TODAY
    invoices.take_back_payment(journal, made)
    row = invoices.invoice(journal, made)
    assert (row.state, row.paid_minor, row.paid_on) == (InvoiceState.SENT, 0, None)


def test_dispute_and_write_off_are_said_by_hand_and_taken_back(journal, ada):
    made = add(journal, ada)
    invoices.pay(journal, made, TODAY, today=TODAY, amount_minor=1)
    invoices.dispute(journal, made)
    row = invoices.invoice(journal, made)
    assert (row.state, row.is_late(TODAY)) == (InvoiceState.DISPUTED, False)
    invoices.write_off(journal, made)
    row = invoices.invoice(journal, made)
    assert (row.state, row.open_minor, row.days_late(TODAY)) == (InvoiceState.WRITTEN_OFF, 0, None)
    invoices.ask_for_again(journal, made)
    assert invoices.invoice(journal, made).state is InvoiceState.PART_PAID


def test_a_credit_note_is_never_late(journal, ada):
    made = add(journal, ada, total_minor=-50_000)
    row = invoices.invoice(journal, made)
    assert (row.is_credit, row.is_late(TODAY), row.days_late(TODAY)) == (True, False, None)
    assert invoices.pay(journal, made, TODAY, today=TODAY) is InvoiceState.PAID


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("due_on", {"due_on": date(2026, 2, 19)}),
        ("issued_on", {"issued_on": TODAY + timedelta(days=1), "due_on": date(2026, 4, 1)}),
        ("issued_on", {"issued_on": date(202, 1, 1)}),
        ("due_on", {"due_on": date(9999, 1, 1)}),
        ("paid_on", {"paid_on": date(2026, 2, 19)}),
        ("paid_on", {"paid_on": TODAY + timedelta(days=1)}),
        ("paid_on", {"paid_on": TODAY, "is_draft": True}),
        ("total_minor", {"total_minor": 0}),
        ("currency", {"currency": "XQZ"}),
        ("number", {"number": " 1041 "}),
    ],
)
def test_an_invoice_that_cannot_be_is_refused_at_its_field(journal, ada, field, wrong):
    add(journal, ada, number="1041")
    with pytest.raises(InvalidEntryError) as refused:
        add(journal, ada, **wrong)
    assert refused.value.field == field
    assert len(invoices.client_invoices(journal, ada)) == 1


def test_the_same_number_may_come_with_another_client_and_after_the_trash(journal, ada):
    first = add(journal, ada, number="A-7")
    add(journal, a_client(journal, "Bo"), number="A-7")
    with pytest.raises(InvalidEntryError):
        add(journal, ada, number="a-7")
    invoices.edit_invoice(journal, first, replace(MARCH, number="A-7", note="again"), today=TODAY)
    invoices.trash_invoice(journal, first, now=NOON)
    assert invoices.invoice(journal, add(journal, ada, number="a-7")).number == "a-7"


def test_a_changed_total_keeps_what_was_paid_and_refuses_less_than_that(journal, ada):
    made = add(journal, ada)
    invoices.pay(journal, made, TODAY, today=TODAY, amount_minor=400_000)
    entry = invoices.invoice(journal, made).entry()
    with pytest.raises(InvalidEntryError) as refused:
        invoices.edit_invoice(journal, made, replace(entry, total_minor=300_000), today=TODAY)
    assert refused.value.field == "total_minor"
    with pytest.raises(InvalidEntryError) as refused:
        invoices.edit_invoice(journal, made, replace(entry, currency="GBP"), today=TODAY)
    assert refused.value.field == "currency"
    invoices.edit_invoice(journal, made, replace(entry, total_minor=500_000), today=TODAY)
    assert invoices.invoice(journal, made).open_minor == 100_000


def test_a_paid_invoice_whose_day_is_taken_away_is_open_again(journal, ada):
    made = add(journal, ada, paid_on=date(2026, 3, 1))
    assert invoices.invoice(journal, made).state is InvoiceState.PAID
    invoices.edit_invoice(journal, made, MARCH, today=TODAY)
    row = invoices.invoice(journal, made)
    assert (row.state, row.paid_minor) == (InvoiceState.SENT, 0)


def test_one_paid_on_a_day_nobody_knows_stays_paid_when_it_is_changed(journal, ada):
    made = put(journal, ada, date(2026, 1, 1), state=InvoiceState.PAID, paid_minor=100_00)
    entry = invoices.invoice(journal, made).entry()
    invoices.edit_invoice(journal, made, replace(entry, note="bank"), today=TODAY)
    row = invoices.invoice(journal, made)
    assert (row.state, row.paid_on, row.open_minor, row.days_late(TODAY)) == (
        InvoiceState.PAID,
        None,
        0,
        None,
    )


@pytest.mark.parametrize("amount", [0, -1, 1_250_001])
def test_more_than_is_open_and_nothing_are_refused(journal, ada, amount):
    made = add(journal, ada)
    with pytest.raises(InvalidEntryError) as refused:
        invoices.pay(journal, made, TODAY, today=TODAY, amount_minor=amount)
    assert refused.value.field == "amount_minor"


@given(parts=st.lists(st.integers(1, 900), min_size=1, max_size=6))
def test_parts_add_up_whatever_their_number(journal, parts):
    ada = a_client(journal)
    made = put(journal, ada, TODAY, sum(parts))
    states = [invoices.pay(journal, made, TODAY, today=TODAY, amount_minor=part) for part in parts]
    assert states == [InvoiceState.PART_PAID] * (len(parts) - 1) + [InvoiceState.PAID]
    assert invoices.invoice(journal, made).open_minor == 0


def test_the_light_knows_the_invoices_as_the_log_stood_on_the_day(journal, ada):
    made = add(journal, ada, paid_on=date(2026, 3, 9))
    (then,) = invoices_on(journal, asked(date(2026, 3, 8)))[ada]
    (now,) = invoices_on(journal, asked())[ada]
    assert (then.id, then.number, then.due_on, then.paid_on) == (made, "1042", date(2026, 3, 6), None)
    (that_day,) = invoices_on(journal, asked(date(2026, 3, 9)))[ada]
    assert (that_day.paid_on, now.paid_on) == (date(2026, 3, 9), date(2026, 3, 9))
    assert set(invoices_on(journal, asked(date(2026, 2, 20)))) == {ada}  # the day it was issued
    assert invoices_on(journal, asked(date(2026, 2, 19))) == {}
    assert invoices_on(journal, asked(only=[ada + 1])) == {}


def test_the_light_hears_nothing_of_drafts_credit_notes_and_what_was_written_off(journal, ada):
    add(journal, ada, number="1", is_draft=True)
    add(journal, ada, number="2", total_minor=-100)
    invoices.write_off(journal, add(journal, ada, number="3"))
    invoices.trash_invoice(journal, add(journal, ada, number="4"), now=NOON)
    put(journal, ada, date(2026, 1, 2), 0, number="0")
    put(journal, ada, date(2026, 1, 1), number="5", state=InvoiceState.PAID, paid_minor=100_00)
    assert invoices_on(journal, asked()) == {}
    disputed = add(journal, ada, number="6")
    invoices.dispute(journal, disputed)
    assert [one.id for one in invoices_on(journal, asked())[ada]] == [disputed]


def monthly(journal, client, *minor, **values):
    """Put one invoice into each month, the last of ``minor`` into February 2026."""
    for back, amount in enumerate(reversed(minor)):
        month = 2 - back
        put(journal, client, date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 3), amount, **values)


def test_what_was_billed_in_whole_months_stands_newest_first(journal, ada):
    monthly(journal, ada, 99, 10, 20, 30, 40, 50, 60)
    put(journal, ada, date(2026, 3, 2), 999)  # of the month that is not over
    put(journal, ada, date(2026, 2, 20), -5)  # a credit note
    assert billed_on(journal, asked()) == {ada: (55, 50, 40, 30, 20, 10)}
    assert billed_on(journal, asked(less_months=1)) == {ada: (55, 50)}


def test_billing_that_is_new_seldom_or_in_two_currencies_tells_nothing(journal, ada):
    monthly(journal, ada, 10, 10, 10, 10, 10)
    seldom, mixed = a_client(journal, "Seldom"), a_client(journal, "Mixed")
    for month in (9, 12):
        put(journal, seldom, date(2025, month, 3))
    monthly(journal, mixed, 10, 10, 10, 10, 10)
    monthly(journal, mixed, 10, currency="GBP")
    assert billed_on(journal, asked()) == {}


def test_one_who_was_billed_monthly_and_no_longer_is_buys_less(journal, ada):
    for month in (9, 10, 11):
        put(journal, ada, date(2025, month, 3), 70)
    assert billed_on(journal, asked()) == {ada: (0, 0, 0, 70, 70, 70)}


def test_a_fee_that_is_billed_seldom_is_spread_over_its_months(journal, ada):
    terms = EngagementEntry(
        start_date=date(2025, 1, 1), fee_minor=90_000, currency="NOK", fee_period=FeePeriod.QUARTER
    )
    add_engagement(journal, ada, replace(terms, end_date=date(2025, 12, 31)))
    add_engagement(journal, ada, replace(terms, start_date=date(2026, 1, 1), fee_minor=45_000))
    once = a_client(journal, "Once")
    add_engagement(
        journal,
        once,
        replace(terms, fee_period=FeePeriod.ONCE, engagement_type=EngagementType.ONE_OFF),
    )
    new = a_client(journal, "New")
    add_engagement(journal, new, replace(terms, start_date=date(2026, 1, 15)))
    assert billed_on(journal, asked()) == {
        ada: (15_000, 15_000, 30_000, 30_000, 30_000, 30_000),
        new: (30_000,),
    }


def test_facts_of_all_clients_take_the_same_statements_however_many(journal, monkeypatch):
    asked_for = []
    real = type(journal).sql
    monkeypatch.setattr(
        type(journal), "sql", lambda self, text, *values: asked_for.append(text) or real(self, text, *values)
    )
    for clients in (1, 12):
        for number in range(clients):
            monthly(journal, a_client(journal, f"Client {clients} {number}"), 1, 1, 1, 1, 1, 1)
        asked_for.clear()
        assert len(invoices_on(journal, asked())) == len(billed_on(journal, asked())) >= clients
        assert len(asked_for) == 3

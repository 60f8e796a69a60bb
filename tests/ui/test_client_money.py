"""The tab "Hours & money", and what is at stake beside the light."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.core.clients import EngagementType
from retention_journal.core.light_facts import RecordRef
from retention_journal.services.engagements import EngagementEntry, add_engagement
from retention_journal.services.hours import HoursEntry, client_hours, log_hours
from retention_journal.services.invoices import InvoiceEntry, add_invoice, client_invoices
from retention_journal.ui.pages.client import ClientPage, Tab
from retention_journal.ui.pages.client_money import MoneyTab
from tests.builders import NOON, TODAY, a_call, a_client, a_person


@pytest.fixture
def page(qtbot, journal):
    tabs = (Tab("money", "Hours & money", lambda: MoneyTab(journal, lambda: NOON)),)
    page = ClientPage(journal, lambda: NOON, tabs)
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1200, 900)
    page.show()
    return page


def told(widget):
    QApplication.processEvents()  # what was added to a layout shows once Qt comes round
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def a_payer(journal, name="Ada Ltd", days_ago=20):
    client = a_client(journal, name, start_date=date(2023, 3, 10))
    a_person(journal, client)
    a_call(journal, client, NOON - timedelta(days=days_ago))
    entry = InvoiceEntry(date(2026, 2, 1), date(2026, 2, 15), 1_250_000, "NOK", paid_on=date(2026, 2, 14))
    add_invoice(journal, client, entry, today=TODAY)
    log_hours(journal, client, HoursEntry(TODAY, 120, task="Layout"), today=TODAY)
    return client


def test_what_is_at_stake_stands_beside_a_light_that_warns_and_not_beside_a_steady_one(journal, page):
    quiet, near = a_payer(journal), a_payer(journal, "Near Ltd", days_ago=1)
    page.open_place(client_id=quiet)
    assert page.header.worth.text() == (
        "At stake: NOK 12,500 in twelve months · 3 years together · 2 hours and 1 talk"
    )
    assert page.header.worth.isVisible()
    page.open_place(client_id=near)
    assert not page.header.worth.isVisible()


def test_a_low_window_leaves_the_light_its_room(journal, page):
    page.open_place(client_id=a_payer(journal))
    page.header.fold(1200, 500)
    assert not page.header.worth.isVisible()
    page.header.fold(1200, 900)
    assert page.header.worth.isVisible()


def test_the_tab_holds_hours_terms_invoices_ideas_and_what_could_be_shown(journal, page):
    client = a_payer(journal)
    terms = EngagementEntry(
        EngagementType.RETAINER, fee_minor=1_250_000, currency="NOK", hours_included=Decimal(1)
    )
    add_engagement(journal, client, terms)
    page.open_place(client_id=client, tab="money")
    shown = told(page)
    for words in ("Hours", "Layout", "NOK 12,500", "Could help with", "What you could show tomorrow"):
        assert words in shown, words
    assert "2 hours in three months." in shown


def test_what_is_written_down_shows_at_once_and_is_undone_at_once(journal, page):
    client = a_payer(journal)
    page.open_place(client_id=client, tab="money")
    log_hours(journal, client, HoursEntry(TODAY, 60, task="Nettside"), today=TODAY)
    assert "3 hours in three months." in told(page)
    journal.undo()
    assert "2 hours in three months." in told(page)


def test_another_client_is_shown_when_one_goes_there(journal, page):
    page.open_place(client_id=a_payer(journal), tab="money")
    page.open_place(client_id=a_client(journal, "Empty Ltd"), tab="money")
    assert "No hours were ever written down." in told(page)


def settle():
    """Let Qt give every widget its place, and then do what waits for that."""
    for _turn in range(3):
        QApplication.processEvents()


def is_in_sight(tab, table):
    line = table.visualRect(table.currentIndex())
    return table.viewport().visibleRegion().contains(line.center())


@pytest.fixture
def busy(journal):
    """A client with forty invoices and as many entries of hours, some of them years ago."""
    client = a_client(journal, "Busy Ltd", start_date=date(2020, 3, 10))
    a_person(journal, client)
    for n in range(40):
        on = TODAY - timedelta(days=30 * n)
        entry = InvoiceEntry(on, on, 1_000 + n, "NOK", number=f"F{n}", paid_on=on)
        add_invoice(journal, client, entry, today=TODAY)
        log_hours(journal, client, HoursEntry(on, 30, task=f"Task {n}"), today=TODAY)
    return client


def invoices_of(journal, client):
    return {one.number: one.invoice_id for one in client_invoices(journal, client)}


def hours_of(journal, client):
    return {one.task: one.entry_id for one in client_hours(journal, client, TODAY, 120).rows}


@pytest.mark.parametrize("number", ["F0", "F11", "F12", "F39"])
def test_an_invoice_that_was_looked_for_is_the_current_line_and_in_sight(journal, page, busy, number):
    wanted = invoices_of(journal, busy)[number]
    page.open_place(client_id=busy)
    page.open_record(RecordRef("invoice", wanted))
    settle()
    tab = page.tab("money")
    assert page.current_tab() == "money"
    assert tab.money.table.current().invoice_id == wanted
    assert tab.money.table.hasFocus()
    assert is_in_sight(tab, tab.money.table)


@pytest.mark.parametrize("task", ["Task 0", "Task 9", "Task 10", "Task 39"])
def test_hours_that_were_looked_for_are_the_current_line_however_old(journal, page, busy, task):
    wanted = hours_of(journal, busy)[task]
    page.open_place(client_id=busy, tab="money")
    page.open_record(RecordRef("time_entry", wanted))
    settle()
    tab = page.tab("money")
    assert tab.hours.table.current().entry_id == wanted
    assert tab.hours.table.hasFocus()
    assert is_in_sight(tab, tab.hours.table)


def test_what_is_gone_by_now_opens_the_tab_all_the_same(journal, page, busy):
    page.open_place(client_id=busy)
    for table in ("invoice", "time_entry", "engagement"):
        page.open_record(RecordRef(table, 99_999))
        settle()
        assert page.current_tab() == "money"


def test_terms_that_were_looked_for_have_the_focus(journal, page, busy):
    add_engagement(journal, busy, EngagementEntry(title="First"))
    wanted = add_engagement(journal, busy, EngagementEntry(title="Second"))
    page.open_place(client_id=busy)
    page.open_record(RecordRef("engagement", wanted))
    settle()
    [line] = [one for one in page.tab("money").money.terms.lines if one.engagement_id == wanted]
    assert line.hasFocus()
    assert not line.visibleRegion().isEmpty()

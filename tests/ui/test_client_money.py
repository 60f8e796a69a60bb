"""The tab "Hours & money", and what is at stake beside the light."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.core.clients import EngagementType
from retention_journal.services.engagements import EngagementEntry, add_engagement
from retention_journal.services.hours import HoursEntry, log_hours
from retention_journal.services.invoices import InvoiceEntry, add_invoice
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

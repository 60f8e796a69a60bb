"""What a client is worth: income, tenure, share, effort; currencies stand beside each other."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.invoices import InvoiceState
from retention_journal.services import worth
from retention_journal.services.worth import Share, Worth
from retention_journal.storage.tables import Invoice, TimeEntry
from tests.builders import TODAY, a_call, a_client

LONG_AGO = date(2025, 6, 1)


def put(journal, client, minor, issued=LONG_AGO, **values):
    with journal.change("Add") as change:
        change.insert(
            Invoice, client=client, issued_on=issued, due_on=issued + timedelta(days=14),
            total_minor=minor, **{"currency": "NOK", **values},
        )  # fmt: skip


def worked(journal, client, minutes, on=LONG_AGO):
    with journal.change("Add") as change:
        change.insert(TimeEntry, client=client, worked_on=on, minutes=minutes)


def test_income_is_that_of_twelve_months_and_currencies_are_not_added(journal):
    ada = a_client(journal)
    put(journal, ada, 500, date(2025, 3, 10))  # a year and a day ago
    put(journal, ada, 1_000, date(2025, 3, 11))
    put(journal, ada, 200, TODAY)
    put(journal, ada, -50, TODAY)
    put(journal, ada, 70, TODAY, currency="GBP")
    put(journal, ada, 9_000, TODAY + timedelta(days=1))
    put(journal, ada, 9_000, TODAY, state=InvoiceState.DRAFT)
    put(journal, ada, 9_000, TODAY, state=InvoiceState.WRITTEN_OFF)
    assert worth.client_worth(journal, ada, TODAY).income == (("GBP", 70), ("NOK", 1_150))


def test_the_largest_share_over_thirty_per_cent_is_flagged(journal):
    ada, bo, cy = (a_client(journal, name) for name in ("Ada", "Bo", "Cy"))
    for client, minor in ((ada, 6_000), (bo, 3_000), (cy, 1_000)):
        put(journal, client, minor)
    found = worth.worth_of_clients(journal, TODAY)
    assert found[ada].shares == (Share("NOK", 60, is_largest=True),)
    assert found[ada].is_flagged
    assert found[bo].shares == (Share("NOK", 30, is_largest=False),)
    assert not found[bo].is_flagged
    assert [(one.client_id, one.share.percent) for one in worth.concentration(journal, TODAY)] == [(ada, 60)]


def test_a_largest_share_of_thirty_per_cent_is_none_to_worry_about(journal):
    clients = [a_client(journal, f"Client {number}") for number in range(5)]
    for client, minor in zip(clients, (30, 20, 20, 20, 10), strict=True):
        put(journal, client, minor)
    (largest,) = worth.concentration(journal, TODAY)
    assert (largest.share.percent, largest.share.is_flagged) == (30, False)


def test_a_share_is_silent_where_too_little_is_known(journal):
    ada, bo, cy = (a_client(journal, name) for name in ("Ada", "Bo", "Cy"))
    put(journal, ada, 900, currency="GBP")  # one of two who pay in pounds
    put(journal, bo, 100, currency="GBP")
    for client in (ada, bo, cy):  # noted for two months only
        put(journal, client, 100, TODAY - timedelta(days=60))
    assert worth.concentration(journal, TODAY) == []
    assert worth.client_worth(journal, ada, TODAY).shares == ()


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 3, 10), None, 24),
        (date(2024, 3, 11), None, 23),
        (date(2026, 3, 1), None, 0),
        (date(2026, 4, 1), None, None),
        (None, None, None),
        (date(2024, 3, 10), date(2025, 3, 10), 12),
        (date(2024, 3, 10), date(2026, 9, 1), 24),
    ],
)
def test_tenure_is_counted_in_whole_months(journal, start, end, months):
    ada = a_client(journal, start_date=start, end_date=end)
    assert worth.client_worth(journal, ada, TODAY).tenure_months == months


def test_effort_is_all_hours_and_talks_there_ever_were(journal):
    ada = a_client(journal)
    worked(journal, ada, 90, date(2020, 1, 1))
    worked(journal, ada, 60)
    worked(journal, ada, 600, TODAY + timedelta(days=1))
    worked(journal, None, 600)
    a_call(journal, ada)
    a_call(journal, ada, datetime(2022, 3, 1, 9))
    a_call(journal, ada, datetime(2026, 4, 1, 9))
    found = worth.client_worth(journal, ada, TODAY)
    assert (found.minutes, found.talks) == (150, 2)


def test_worth_is_told_as_short_facts_the_money_first():
    full = Worth(
        income=(("GBP", 500_00), ("NOK", 144_000_00)),
        tenure_months=38,
        shares=(Share("GBP", 4, is_largest=False), Share("NOK", 36, is_largest=True)),
        minutes=212 * 60,
        talks=84,
    )
    assert worth.worth_facts(full) == (
        "£500 and NOK 144,000 in twelve months",
        "4 per cent of your income in GBP",
        "36 per cent of your income in NOK, the most of all",
        "3 years and 2 months together",
        "212 hours and 84 talks",
    )
    assert worth.worth_facts(Worth()) == ()


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (0, "new this month"),
        (1, "1 month together"),
        (11, "11 months together"),
        (12, "1 year together"),
        (25, "2 years and 1 month together"),
    ],
)
def test_tenure_is_told_in_years_and_months(months, told):
    assert worth.tenure_words(months) == told


def test_on_a_leap_day_the_year_before_is_a_whole_one(journal):
    ada = a_client(journal)
    put(journal, ada, 10, date(2023, 2, 28))
    put(journal, ada, 100, date(2023, 3, 1))
    assert worth.client_worth(journal, ada, date(2024, 2, 29)).income == (("NOK", 100),)


@given(amounts=st.lists(st.integers(1, 10**9), min_size=3, max_size=8))
def test_shares_of_one_currency_are_a_hundred_per_cent_together(journal, amounts):
    with journal.change("Fresh") as change:
        change.delete_where(Invoice, Invoice.total_minor > 0)
    for number, minor in enumerate(amounts):
        put(journal, a_client(journal, f"Client {number}"), minor)
    shares = [share for one in worth.worth_of_clients(journal, TODAY).values() for share in one.shares]
    assert len(shares) == len(amounts)
    assert abs(sum(share.percent for share in shares) - 100) <= len(shares) / 2
    assert max(shares, key=lambda share: share.percent).percent in {
        share.percent for share in shares if share.is_largest
    }


def test_all_clients_take_as_few_statements_as_one(journal, monkeypatch):
    asked_for = []
    real = type(journal).sql
    monkeypatch.setattr(
        type(journal), "sql", lambda self, text, *values: asked_for.append(text) or real(self, text, *values)
    )
    for number in range(9):
        put(journal, a_client(journal, f"Client {number}"), 100)
    assert len(worth.worth_of_clients(journal, TODAY)) == 9
    assert len(asked_for) == 5
    asked_for.clear()
    worth.worth_of_clients(journal, TODAY)
    assert len(asked_for) == 3  # the income is kept until an invoice or a client changes


def test_a_new_invoice_changes_everybodys_share(journal):
    clients = [a_client(journal, name) for name in ("Ada", "Bo", "Cy")]
    for client in clients:
        put(journal, client, 100)
    before = worth.client_worth(journal, clients[1], TODAY)
    put(journal, clients[0], 200)
    after = worth.client_worth(journal, clients[1], TODAY)
    assert ([one.percent for one in before.shares], [one.percent for one in after.shares]) == ([33], [20])
    journal.undo()
    assert worth.client_worth(journal, clients[1], TODAY) == before

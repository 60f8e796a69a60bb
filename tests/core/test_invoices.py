"""Amounts as people write them, and how far an invoice has come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core import engagements, invoices
from retention_journal.core.engagements import FeePeriod
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.invoices import InvoiceState, minor_typed, state_of

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "currency", "language", "minor"),
    [
        ("1 250,50", "NOK", "nb", 125_050),
        ("kr 1 250", "NOK", "nb", 125_000),
        ("1 250,-", "NOK", "nb", 125_000),
        ("1 250:-", "SEK", "sv", 125_000),
        ("1 250 kr", "SEK", "sv", 125_000),
        ("1,250.50", "GBP", "en", 125_050),
        ("£1,250", "GBP", "en", 125_000),
        ("-£40", "GBP", "en", -4_000),
        ("£-40", "GBP", "en", -4_000),
        ("−40,25 kr", "NOK", "nb", -4_025),
        ("EUR 99.90", "EUR", "en", 9_990),
        ("99,90 €", "EUR", "nb", 9_990),
        ("1 500", "JPY", "en", 1_500),
        ("1.234,5", "EUR", "en", 123_450),
        ("", "EUR", "en", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, currency, language, minor):
    assert minor_typed(text, currency, field="total_minor", language=language) == minor


@pytest.mark.parametrize(
    ("text", "currency", "language"),
    [
        ("12,345", "GBP", "nb"),  # three decimals of a currency that has two
        ("10.5", "JPY", "en"),
        ("1.250", "NOK", "nb"),  # reads both ways
        ("about 200", "NOK", "en"),
        ("12 000 USD", "NOK", "en"),
        ("99999999999999999999", "NOK", "en"),
    ],
)
def test_what_is_no_amount_is_refused_at_its_field(text, currency, language):
    with pytest.raises(InvalidEntryError) as refused:
        minor_typed(text, currency, field="fee_minor", language=language)
    assert refused.value.field == "fee_minor"


@given(
    minor=st.integers(-(10**11), 10**11),
    currency=st.sampled_from(["NOK", "SEK", "GBP", "EUR", "JPY", "KWD"]),
    language=st.sampled_from(["en", "nb", "sv"]),
)
def test_an_amount_in_its_field_is_read_back_as_it_was(minor, currency, language):
    text = invoices.typed(minor, currency, language)
    assert minor_typed(text, currency, field="total_minor", language=language) == minor


@pytest.mark.parametrize(("text", "code"), [("nok", "NOK"), (" Gbp ", "GBP")])
def test_a_currency_is_kept_in_capitals(text, code):
    assert invoices.checked_currency(text) == code


@pytest.mark.parametrize("text", ["", "kr", "XQZ", "NOKK", "€"])
def test_a_currency_that_is_none_is_refused(text):
    with pytest.raises(InvalidEntryError) as refused:
        invoices.checked_currency(text)
    assert refused.value.field == "currency"


@pytest.mark.parametrize(
    ("total", "paid", "said", "state"),
    [
        (1000, 0, InvoiceState.SENT, InvoiceState.SENT),
        (1000, 400, InvoiceState.SENT, InvoiceState.PART_PAID),
        (1000, 1000, InvoiceState.SENT, InvoiceState.PAID),
        (1000, 1000, InvoiceState.DISPUTED, InvoiceState.PAID),
        (1000, 400, InvoiceState.DISPUTED, InvoiceState.DISPUTED),
        (1000, 400, InvoiceState.WRITTEN_OFF, InvoiceState.WRITTEN_OFF),
        (1000, 0, InvoiceState.DRAFT, InvoiceState.DRAFT),
        (-1000, 0, InvoiceState.SENT, InvoiceState.SENT),
        (-1000, -1000, InvoiceState.SENT, InvoiceState.PAID),
    ],
)
def test_the_state_follows_from_what_was_paid(total, paid, said, state):
    assert state_of(total, paid, said) is state


def test_sums_of_two_currencies_stand_beside_each_other():
    sums = invoices.totals([("NOK", 1_000), ("GBP", 5_050), ("NOK", 500), ("SEK", 10), ("SEK", -10)])
    assert sums == (("GBP", 5_050), ("NOK", 1_500))
    assert invoices.told(sums, "en") == "£50.50 and NOK 15"
    assert invoices.told((), "en") == ""


def test_terms_are_told_as_short_facts():
    assert engagements.fee_words(1_200_000, "NOK", FeePeriod.MONTH) == "NOK 12,000 a month"
    assert engagements.hours_words(Decimal("1.5"), FeePeriod.MONTH) == "1.5 hours a month included"
    assert engagements.hours_words(Decimal(1), FeePeriod.ONCE) == "1 hour included"
    assert [engagements.notice_words(days) for days in (0, 1, 30)] == [
        "no notice needed",
        "notice 1 day",
        "notice 30 days",
    ]
    assert engagements.renewal_words(date(2026, 4, 1), TODAY) == "renews 1 April"
    assert engagements.renewal_words(date(2027, 3, 1), TODAY) == "renews 1 March 2027"


@pytest.mark.parametrize(
    ("renewal", "notice", "near"),
    [
        (date(2026, 4, 23), 30, True),  # 44 days: notice of 30 and 14 to think
        (date(2026, 4, 24), 30, False),
        (date(2026, 3, 24), None, True),
        (date(2026, 3, 25), 0, False),
        (date(2026, 3, 1), 30, True),  # past, and nobody said whether it was renewed
        (None, 30, False),
    ],
)
def test_a_renewal_is_told_of_two_weeks_before_notice_must_be_given(renewal, notice, near):
    assert engagements.renewal_is_near(renewal, notice, TODAY) is near


def test_a_renewal_that_is_near_names_the_last_day_of_notice():
    told = engagements.renewal_sentence(date(2026, 4, 20), 30, TODAY)
    assert told == (
        "These terms renew on 20 April 2026; notice can be given until 21 March 2026."
        " Ask before then whether they still fit."
    )
    assert "were to renew" in engagements.renewal_sentence(date(2026, 3, 1), 30, TODAY)

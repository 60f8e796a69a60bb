"""Periods, and how each language writes dates, numbers and money."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import (
    DayRange,
    month_of,
    parse_period,
    period_code,
    period_label,
    period_within,
    previous_month,
    quarter_of,
)
from retention_journal.core.promises import PromiseState, state_when_delivered
from retention_journal.core.text import clean, folded

DAY = date(2025, 10, 14)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def plain(text: str) -> str:
    """Return ``text`` with ordinary blanks: the separators of thousands are blanks that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-")


@pytest.mark.parametrize(
    ("language", "whole", "heading", "clock"),
    [
        ("en", "14 October 2025", "Tuesday 14 October", "15:20"),
        ("nb", "14. oktober 2025", "Tirsdag 14. oktober", "15.20"),
        ("sv", "14 oktober 2025", "Tisdag 14 oktober", "15.20"),
    ],
)
def test_each_language_writes_dates_and_the_clock_its_own_way(language, whole, heading, clock):
    assert formats.day(DAY, language) == whole
    assert formats.weekday_day(DAY, language) == heading
    assert formats.clock(time(15, 20), language) == clock


@pytest.mark.parametrize(
    ("language", "number", "kroner", "pounds"),
    [
        ("en", "3,840.5", "NOK 18,400", "£1,480.50"),
        ("nb", "3 840,5", "kr 18 400", "£ 1 480,50"),
        ("sv", "3 840,5", "18 400 NOK", "1 480,50 GBP"),
    ],
)
def test_each_language_writes_numbers_and_money_its_own_way(language, number, kroner, pounds):
    assert plain(formats.number(Decimal("3840.5"), language)) == number
    assert plain(formats.money(1_840_000, "NOK", language)) == kroner
    assert plain(formats.money(148_050, "GBP", language)) == pounds


@pytest.mark.parametrize(
    ("ago", "words"),
    [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (30, "30 days ago"), (31, "13 Sept")],
)
def test_days_are_relative_up_to_thirty(ago, words):
    assert formats.days_ago(DAY - timedelta(days=ago), DAY, "en") == words


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3)
)
def test_a_number_keeps_every_digit(number):
    shown = plain(formats.number(number, "en")).replace(",", "")
    assert Decimal(shown) == number


@pytest.mark.parametrize(
    ("code", "first", "last", "label"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), "October 2026"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "July to September 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_periods_are_read_and_written(code, first, last, label):
    period = parse_period(code)
    assert period == DayRange(first, last)
    assert period_code(period) == code
    assert period_label(period, "en") == label


@pytest.mark.parametrize(
    ("language", "label"), [("en", "July to {last}"), ("nb", "Juli til {last}"), ("sv", "Juli till {last}")]
)
def test_only_the_first_month_of_a_quarter_begins_with_a_capital_in_norwegian_and_swedish(language, label):
    last = "September 2026" if language == "en" else "september 2026"
    assert period_label(parse_period("2026-Q3"), language) == label.format(last=last)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-Q5", "October", "26-10", "0000", "2026-1"])
def test_what_is_no_period_is_refused_with_what_to_write(text):
    with pytest.raises(InvalidEntryError) as refused:
        parse_period(text)
    assert "2026-10" in refused.value.advice


def test_the_last_whole_month_before_january_is_december():
    assert previous_month(date(2026, 1, 1)) == month_of(date(2025, 12, 15))


@given(day=days)
def test_a_day_lies_in_its_month_and_its_month_in_its_quarter(day):
    assert day in month_of(day)
    assert month_of(day).first in quarter_of(day)
    assert month_of(day).last in quarter_of(day)


@pytest.mark.parametrize(
    ("due", "delivered", "state"),
    [
        (None, datetime(2026, 3, 10, 9, 0), PromiseState.KEPT),
        (datetime(2026, 3, 10, 15, 0), datetime(2026, 3, 10, 23, 59), PromiseState.KEPT),
        (datetime(2026, 3, 10, 15, 0), datetime(2026, 3, 11, 0, 0), PromiseState.KEPT_LATE),
    ],
)
def test_a_promise_is_kept_until_its_day_has_ended(due, delivered, state):
    assert state_when_delivered(due, delivered) is state


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  A\u030ase \x00 ", "Åse"),
        ("a\u202eb", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800x", "x"),
        ("👩‍👩‍👧 familie", "👩‍👩‍👧 familie"),
    ],
)
def test_text_is_cleaned_of_what_nobody_means(raw, cleaned):
    assert clean(raw) == cleaned


@given(text=st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once) == once
    assert "\0" not in once
    once.encode("utf-8")


@pytest.mark.parametrize(("text", "plain_letters"), [("Ødegård", "odegard"), ("Æsj", "aesj"), ("é", "e")])
def test_search_compares_without_marks(text, plain_letters):
    assert folded(text) == plain_letters


@pytest.mark.parametrize(
    ("language", "told"), [("en", "October 2026"), ("nb", "oktober 2026"), ("sv", "oktober 2026")]
)
def test_only_english_months_keep_their_capital_inside_a_sentence(language, told):
    assert period_within(parse_period("2026-10"), language) == told

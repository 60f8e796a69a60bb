from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.importers.dates import DATE_FORMATS, date_format, read_date
from retention_journal.importers.values import Ambiguous, decimal_sign, read_duration, read_number


@pytest.mark.parametrize(
    ("cells", "name", "day"),
    [
        (["2024-01-12"], "Y-m-d", date(2024, 1, 12)),
        (["2024-01-12T10:00:00Z", "2024-1-2 08:00"], "Y-m-d", date(2024, 1, 12)),
        (["12.01.2024"], "d.m.Y", date(2024, 1, 12)),
        (["12/01/2024", "13/01/2024"], "d/m/Y", date(2024, 1, 12)),
        (["12/01/2024", "12/31/2024"], "m/d/Y", date(2024, 12, 1)),
        (["12/31/2024 01:16:56 PM"], "m/d/Y", date(2024, 12, 31)),
        (["12-01-2024"], "d-m-Y", date(2024, 1, 12)),
        (["2026/10/03"], "Y/m/d", date(2026, 10, 3)),
        (["12.01.24"], "d.m.y", date(2024, 1, 12)),
        (["20240112"], "Ymd", date(2024, 1, 12)),
        (["12. januar 2024", "3 okt. 2023"], "month", date(2024, 1, 12)),
        (["den 12 januari 2024"], "month", date(2024, 1, 12)),
        (["12. desember 2024"], "month", date(2024, 12, 12)),
        (["January 12, 2024", "12th Jan 2024"], "month", date(2024, 1, 12)),
    ],
)
def test_a_column_tells_how_its_dates_are_written(cells, name, day):
    assert date_format(cells) == name
    assert read_date(cells[0], name) == day


def test_a_date_that_could_be_two_days_is_asked_about():
    question = date_format(["3/4/2024", "", "5/5/2024"])
    assert question == Ambiguous(("d/m/Y", "m/d/Y"), "3/4/2024", ("3 April 2024", "4 March 2024"))


def test_cells_that_speak_for_both_orders_are_asked_about():
    question = date_format(["31/12/2024", "12/31/2024", "3/4/2024"])
    assert isinstance(question, Ambiguous)
    assert question.candidates == ("d/m/Y", "m/d/Y")


def test_a_date_that_is_the_same_day_either_way_is_not_asked_about():
    assert date_format(["5/5/2024", "6/6/2024"]) == "d/m/Y"
    assert isinstance(date_format(["5/5/2024", "6/7/2024"]), Ambiguous)


def test_what_is_no_date_says_nothing_about_the_others():
    assert date_format(["N/A", "2024-01-12", "tirsdag", "2024"]) == "Y-m-d"
    assert date_format(["2024-01-12", "2024-01-13", "12.01.2024"]) == "Y-m-d"
    assert date_format(["N/A", "", "0/0/00"]) == ""


@pytest.mark.parametrize(
    "text", ["N/A", "7", "2024", "Sat", "31.02.2024", "0204-01-01", "12.1.", "1/2/3/4", "9" * 500]
)
def test_what_is_no_date_is_none(text):
    assert not any(read_date(text, name) for name in DATE_FORMATS)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_as_it_was_written(day):
    assert read_date(day.isoformat(), "Y-m-d") == day
    assert read_date(f"{day.day}.{day.month}.{day.year}", "d.m.Y") == day
    assert read_date(f"{day:%m/%d/%Y}", "m/d/Y") == day


@pytest.mark.parametrize(
    ("text", "sign", "number"),
    [
        ("2.000,0", ",", "2000.0"),
        ("2,000.0", ".", "2000.0"),
        ("1 250,00", ",", "1250.00"),
        ("1\u202f250,00", ",", "1250.00"),
        ("1’250.50", ".", "1250.50"),
        ("-1,5", ",", "-1.5"),
        ("−3", ".", "-3"),
        ("8.691666666666666", ".", "8.691666666666666"),
        ("0000001", ".", "1"),
        (".5", ".", "0.5"),
        ("-,25", ",", "-0.25"),
    ],
)
def test_numbers_are_exact(text, sign, number):
    assert read_number(text, sign) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "N/A", "1.2.3", "1,2,3", "12 34", "1e5", "\u0661", "--1", "1.", ".", "kr 5", "9" * 100]
)
def test_what_is_no_number_is_none(text):
    assert read_number(text, ".") is None


def test_a_column_tells_its_decimal_sign_or_is_asked_about():
    assert decimal_sign(["2.000,0", "1.000"]) == ","
    assert decimal_sign(["20,0", "7"]) == ","
    assert decimal_sign(["1.5", "1,000"]) == "."
    assert decimal_sign(["1", "14"]) == "."
    assert decimal_sign(["1.000"], elsewhere=",") == ","
    assert decimal_sign(["1.000"]) == Ambiguous((".", ","), "1.000", ("1.000", "1,000"))
    assert isinstance(decimal_sign(["1,5", "1.5"]), Ambiguous)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("73:26:00", 4406),
        ("8:30", 510),
        ("1,5", 90),
        ("1 h 30 min", 90),
        ("45m", 45),
        ("2 timer", 120),
        ("1t 5min", 65),
    ],
)
def test_lengths_of_time(text, minutes):
    assert read_duration(text, ",") == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "-5", "-1:30", "1:75", "soon", "h", "5 x", "9" * 20])
def test_what_is_no_length_of_time_is_none(text):
    assert read_duration(text) is None


@given(st.text(max_size=80), st.sampled_from([".", ","]))
def test_no_text_breaks_a_reader(text, sign):
    read_number(text, sign)
    read_duration(text, sign)
    date_format([text])
    decimal_sign([text, "1,5"])

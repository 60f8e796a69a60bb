from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.figures import parse_figure, typed


def read(text, language="en", unit=""):
    return parse_figure(text, field="value", unit=unit, language=language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("48", "en", "48"),
        ("3,840", "en", "3840"),
        ("3 840", "nb", "3840"),
        ("3\u00a0840,5", "nb", "3840.5"),
        ("3,84", "en", "3.84"),
        ("3,840", "nb", "3.840"),
        ("0.125", "nb", "0.125"),
        ("3.1", "nb", "3.1"),
        ("3.1", "sv", "3.1"),
        ("1,234,567", "nb", "1234567"),
        ("1.234.567,8", "en", "1234567.8"),
        ("1,234.50", "sv", "1234.50"),
        ("−5", "en", "-5"),
        ("+20 %", "en", "20"),
        (".5", "en", "0.5"),
        ("5.", "en", "5"),
        ("3.1 Days", "en", "3.1"),
        ("  ", "en", None),
        ("", "nb", None),
    ],
)
def test_comma_and_point_are_both_taken(text, language, expected):
    assert read(text, language, unit="days") == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    "text",
    ["x", "1 2x", "1,2,3", "1.2.3,4,5", "--5", "-", ".", ",", "1e5", "NaN", "Infinity", "٣", "12,34.56,7",
     "1" * 19, "0." + "1" * 7, "9" * 100_000, "5-3", "1,2345.6", "\0"],
)  # fmt: skip
def test_what_is_not_one_number_is_refused_with_a_reason(text):
    with pytest.raises(InvalidEntryError) as refused:
        read(text)
    assert refused.value.field == "value"
    assert refused.value.advice


def test_what_reads_two_ways_is_asked_about():
    with pytest.raises(InvalidEntryError) as refused:
        read("1.500", "nb")
    assert "1500" in refused.value.advice
    assert "1,500" in refused.value.advice


figures = st.decimals(min_value=-(10**9), max_value=10**9, places=2) | st.integers(-(10**9), 10**9).map(
    Decimal
)


@given(value=figures, language=st.sampled_from(["en", "nb", "sv"]))
def test_what_the_program_shows_and_what_it_offers_to_edit_read_back_exactly(value, language):
    assert read(formats.number(value, language), language) == value
    assert read(typed(value, language), language) == value


@given(text=st.text(max_size=30), language=st.sampled_from(["en", "nb"]))
def test_any_text_is_a_number_or_refused(text, language):
    try:
        value = read(text, language)
    except InvalidEntryError:
        return
    assert value is None or value.is_finite()

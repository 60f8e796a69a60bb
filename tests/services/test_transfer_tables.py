"""Tables go out exact, or so that a spreadsheet reads them and runs nothing."""

from __future__ import annotations

import csv
import io
import re
import stat
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retention_journal.core.errors import JournalError
from retention_journal.services.transfer.spreadsheets import (
    TableKind,
    exact,
    has_comma,
    table_bytes,
    unarmed,
    write_table,
)

LIVE = "=+-@\t\r＝＋－＠"
BLANKS = ["", " ", "\u00a0", "\u3000", "\n", "\ufeff", "\u200b", "\u202e", "\x01", "\x1f"]
HEADINGS = ("Name", "Value")
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.tuples(st.sampled_from(BLANKS), st.sampled_from(LIVE), st.text(max_size=8)).map("".join),
    st.sampled_from(["cmd|' /C calc'!A0", 'a"=1', "a;=1", "a,=1", "a\t=1", "a\r\n=1+1", '";=1+1;"', "'=1"]),
)
NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
)
CELLS = st.one_of(
    TEXTS,
    NUMBERS,
    st.none(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.lists(TEXTS, max_size=2),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
)
LANGUAGES = st.sampled_from(["en", "en-GB", "nb", "nn-NO", "sv", "sv_SE", "da", "de", "de-AT", "pl"])


def cells_of(told, sign):
    """Read a file for a spreadsheet as that reads it: each cell, and whether it stood in quotes."""
    token = re.compile(rf'(?:"((?:[^"]|"")*)"|([^{sign}\r\n"]*))({sign}|\r\n)')
    text, at, lines, line = told.decode("utf-8-sig"), 0, [], []
    while at < len(text):
        found = token.match(text, at)
        assert found, text[at : at + 40]
        quoted, plain, end = found.groups()
        line.append((quoted.replace('""', '"'), True) if quoted is not None else (plain, False))
        at = found.end()
        if end == "\r\n":
            lines.append(line)
            line = []
    return lines


@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=4), language=LANGUAGES)
@example(rows=[("-", -5), ("+47 22 33 44 55", Decimal("-0.5"))], language="nb")
def test_no_cell_of_a_table_for_a_spreadsheet_is_ever_live(rows, language):
    told = table_bytes(HEADINGS, rows, TableKind.SPREADSHEET, language)
    assert told.startswith(b"\xef\xbb\xbf")
    lines = cells_of(told, ";" if has_comma(language) else ",")
    assert len(lines) == len(rows) + 1
    for line, row in zip(lines[1:], rows, strict=True):
        for (text, quoted), cell in zip(line, row, strict=True):
            if isinstance(cell, str) and cell:
                assert quoted
                assert text in {cell, f"'{cell}"}
            if quoted:
                assert not text.lstrip("".join(BLANKS[1:]) + " \n").startswith(tuple(LIVE))
            else:
                assert re.fullmatch(r"(-?[0-9]+([.,][0-9]+)?|[0-9T :.-]+|)", text), text


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    language=LANGUAGES,
)
def test_a_number_of_ours_is_never_marked_as_text_and_keeps_its_digits(number, language):
    told = table_bytes(HEADINGS, [("a", number)], TableKind.SPREADSHEET, language)
    text, quoted = cells_of(told, ";" if has_comma(language) else ",")[1][1]
    assert not quoted
    assert Decimal(text.replace(",", ".")) == number


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
def test_an_exact_table_reads_back_equal(rows):
    told = table_bytes(HEADINGS, rows, TableKind.EXACT, "nb")
    read = list(csv.reader(io.StringIO(told.decode("utf-8"), newline="")))
    assert read == [list(HEADINGS), *([exact(cell) for cell in row] for row in rows)]


@given(text=TEXTS)
def test_only_what_a_spreadsheet_would_run_gets_its_apostrophe(text):
    assert unarmed(text) in {text, f"'{text}"}
    if text[:1].isalnum() or text[:1] in set("'\"(«“#/"):
        assert unarmed(text) == text
    if text[:1] in set(LIVE) or text.lstrip(" ")[:1] in set(LIVE):
        assert unarmed(text) == f"'{text}"
    assert unarmed(unarmed(text)) == unarmed(text)


@pytest.mark.parametrize(
    ("cell", "en", "nb"),
    [
        ("Ærø", '"Ærø"', '"Ærø"'),
        ("+47 22 33 44 55", '"\'+47 22 33 44 55"', '"\'+47 22 33 44 55"'),
        ("＝1", '"\'＝1"', '"\'＝1"'),
        ('say "a;b,c"', '"say ""a;b,c"""', '"say ""a;b,c"""'),
        (Decimal("-1234.50"), "-1234.50", "-1234,50"),
        (Decimal("1E+3"), "1000", "1000"),
        (2.5, "2.5", "2,5"),
        (-7, "-7", "-7"),
        (True, '"Yes"', '"Ja"'),
        (date(2026, 3, 9), "2026-03-09", "2026-03-09"),
        (datetime(2026, 3, 9, 8, 5, 1, 5, tzinfo=UTC), "2026-03-09 08:05:01", "2026-03-09 08:05:01"),
        (time(9, 30), "09:30:00", "09:30:00"),
        (["=1", "b"], '"[""=1"", ""b""]"', '"[""=1"", ""b""]"'),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_a_cell_is_written_as_the_spreadsheet_of_that_language_reads_it(cell, en, nb):
    for language, sign, wanted in (("en", ",", en), ("nb", ";", nb)):
        told = table_bytes(["A", "B"], [("x", cell)], TableKind.SPREADSHEET, language).decode("utf-8-sig")
        assert told == f'"A"{sign}"B"\r\n"x"{sign}{wanted}\r\n'


def test_a_table_is_written_whole_for_its_owner_alone_and_costs_no_other_file(tmp_path):
    place = tmp_path / "clients.csv"
    write_table(place, HEADINGS, [("Ada", 1)], TableKind.SPREADSHEET, "en")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    write_table(place, HEADINGS, [("Bo", 2)], TableKind.SPREADSHEET, "en")
    assert b"Bo" in place.read_bytes()
    place.write_text("my own letter")
    with pytest.raises(JournalError, match="same columns"):
        write_table(place, HEADINGS, [("Ada", 1)], TableKind.SPREADSHEET, "en")
    assert place.read_text() == "my own letter"
    assert [path.name for path in tmp_path.iterdir()] == ["clients.csv"]

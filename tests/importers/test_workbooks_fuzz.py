"""Spoilt workbooks are read or refused, and whatever cells say, they become text."""

from __future__ import annotations

import random
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.columns import known_headings
from retention_journal.importers.recognise import recognise
from retention_journal.importers.workbook_cells import texts_of
from retention_journal.importers.workbook_kinds import unpacked_size
from retention_journal.importers.workbooks import read_workbook_table
from tests.importers.mutations import MANY, mutations
from tests.importers.workbook_files import Sheet, ods, old_excel, xlsx

SHEET = Sheet(
    "Kunder",
    [
        ["Firma", "Kunde siden", "Timer", "Kl", "Nr"],
        ["Blåbær AS", date(2024, 12, 31), 1.5, clock(8, 30), "007"],
        ["Ærlig", datetime(2025, 1, 2, 3, 4), timedelta(hours=30), None, 7],
    ],
    merged=["A2:A3"],
)
MAKERS = {"xlsx": xlsx(SHEET), "ods": ods(SHEET), "xls": old_excel(SHEET)}


def repacked(packed: bytes, count: int):
    """Yield workbooks of which one member is spoilt, while the archive around it is sound."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(members)
    for number, name in zip(range(count), names * count, strict=False):
        spoilt = next(mutations(members[name], 1, seed=number))
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, spoilt if member == name else content)
        yield out.getvalue()


def spoilt_files(count):
    for packed in MAKERS.values():
        yield from mutations(packed, count)
    yield from repacked(MAKERS["xlsx"], count)
    yield from repacked(MAKERS["ods"], count)


def run(contents, path, read, *, longest_s=2.0):
    for number, content in enumerate(contents):
        path.write_bytes(content)
        began = time.perf_counter()
        try:
            read(path)
        except JournalError as error:
            assert error.message, number
        except Exception as error:
            raise AssertionError(f"mutation {number}") from error
        assert time.perf_counter() - began < longest_s, number


def look_before(path):
    recognise(path)
    unpacked_size(path)


def read_there(path):
    """Read in a process of its own, for calamine never comes back from some damaged files."""
    read_workbook_table(path, heading_worth=known_headings)


def test_a_few_spoilt_workbooks_are_read_or_refused(tmp_path):
    run(spoilt_files(4), tmp_path / "book.bin", read_there, longest_s=60)


def test_a_workbook_from_which_calamine_never_comes_back_is_given_up_soon(tmp_path):
    *_others, endless = mutations(MAKERS["xls"], 166)
    path = tmp_path / "book.bin"
    path.write_bytes(endless)
    began = time.perf_counter()
    with pytest.raises(JournalError, match="sudden end"):
        read_there(path)
    assert time.perf_counter() - began < 60


@pytest.mark.slow
def test_many_spoilt_workbooks_are_judged_before_they_are_unpacked(tmp_path):
    run(spoilt_files(4_000), tmp_path / "book.bin", look_before)


@pytest.mark.slow
def test_many_spoilt_workbooks_are_read_or_refused(tmp_path):
    run(spoilt_files(60), tmp_path / "book.bin", read_there, longest_s=60)


def a_cell(chance: random.Random):
    """Return a cell of any kind that calamine makes."""
    return chance.choice(
        (
            "", None, "Ærlig", "1,5", "1.5", "31.12.2024", "3/4/2024", "PT1H2M3S", "\0", "\ufffd", True,
            chance.uniform(-1e18, 1e18), chance.random(), float("nan"), float("inf"), 5e-324, 1.7e308, 7.0,
            date.min, date.max, date(2024, 2, 29), datetime.min, datetime.max, datetime(1900, 1, 1, 12),
            clock(23, 59, 59, 999_999), timedelta.max, timedelta.min, timedelta(hours=73), 10**30,
        )
    )  # fmt: skip


@pytest.mark.parametrize("count", [300, pytest.param(MANY, marks=pytest.mark.slow)])
def test_any_cells_become_text(count):
    for number in range(count):
        chance = random.Random(number)
        width, height = chance.randrange(1, 6), chance.randrange(1, 6)
        rows = [[a_cell(chance) for _column in range(width)] for _row in range(height)]
        told = texts_of(
            rows,
            decimal_sign=chance.choice(("", ".", ",")),
            date_format=chance.choice(("", "d.m.Y", "m/d/y", "month", "Ymd")),
        )
        assert [len(row) for row in told] == [width] * height
        assert all(isinstance(text, str) for row in told for text in row), number

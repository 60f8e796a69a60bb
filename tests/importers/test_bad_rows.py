"""Rows that were left out can be written out, mended and brought in again."""

from __future__ import annotations

from datetime import date

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.bad_rows import write_bad_rows
from retention_journal.importers.hours import read_hours
from tests.importers.workbook_files import Sheet, xlsx

BAD = (
    "Dato;Kunde;Timer;Notat\r\n2026-03-02;Ada;1,5;god\r\n2026-02-31;Bo;2,0;=1+1\r\n2026-03-03;Cy;lenge;x\r\n"
    "2026-03-04;Di;1;a;for mye\r\n2026-03-05;Eva;1,5;også god\r\n2026-03-06;Finn;1,5;og denne\r\n"
)


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "hours.csv"
    path.write_text(BAD, encoding="cp1252", newline="")
    return read_hours(path)


def test_each_row_stands_as_it_was_beside_why(tmp_path, bad):
    target = tmp_path / "bad-rows.csv"
    assert write_bad_rows(target, bad.table, bad.problems) == 3
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Dato;Kunde;Timer;Notat;Column 5;reason"
    assert lines[1].startswith("2026-02-31;Bo;2,0;=1+1;;")
    assert "is not a date" in lines[1]
    assert lines[2].startswith("2026-03-03;Cy;lenge;x;;")
    assert lines[3].startswith("2026-03-04;Di;1;a;for mye;")


def test_what_was_mended_comes_in_by_the_same_headings(tmp_path, bad):
    target = tmp_path / "bad-rows.csv"
    write_bad_rows(target, bad.table, bad.problems)
    mended = (
        target.read_text(encoding="utf-8-sig").replace("2026-02-31", "2026-02-28").replace("lenge", "2,5")
    )
    target.write_text(mended.replace(";for mye;", ";;"), encoding="utf-8-sig", newline="")
    again = read_hours(target)
    assert [(row.worked_on, row.client, row.seconds) for row in again.rows] == [
        (date(2026, 2, 28), "Bo", 7200),
        (date(2026, 3, 3), "Cy", 9000),
        (date(2026, 3, 4), "Di", 3600),
    ]
    assert again.mapping.fields == bad.mapping.fields


def test_rows_of_a_workbook_go_out_too(tmp_path):
    path = tmp_path / "hours.xlsx"
    rows = [
        ["Date", "Client", "Hours"],
        [date(2026, 3, 2), "Ada", 1],
        ["?", "Bo", 2],
        [date(2026, 3, 3), "Cy", 1],
    ]
    path.write_bytes(xlsx(Sheet("Log", rows)))
    read = read_hours(path)
    target = tmp_path / "bad-rows.csv"
    assert write_bad_rows(target, read.table, read.problems) == 1
    assert target.read_text(encoding="utf-8-sig").splitlines()[1].startswith("?,Bo,2,")


def test_a_place_where_nothing_can_be_written_is_told(tmp_path, bad):
    with pytest.raises(JournalError, match="could not be written"):
        write_bad_rows(tmp_path / "no" / "bad-rows.csv", bad.table, bad.problems)

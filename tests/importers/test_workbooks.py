"""Workbooks become the same table as a CSV, so clients and hours come from them too."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from retention_journal.core.errors import CancelledError
from retention_journal.importers.clients import first_look, read_clients
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.hours import first_hours_look, is_of_hours, read_hours
from retention_journal.importers.recognise import Source, UnknownFileError, recognise
from retention_journal.importers.tables import guess_any_format, read_any_table
from retention_journal.importers.workbook_cells import Writing, text_of, texts_of
from retention_journal.importers.workbook_kinds import LockedFileError
from retention_journal.importers.workbooks import sheets_in
from tests.importers.workbook_files import Sheet, ods, old_excel, xlsx

TODAY = date(2026, 11, 22)
CLIENTS = Sheet(
    "Kunder",
    [
        ["Mine kunder 2026"],
        [],
        ["Kundenr", "Firma", "Telefon", "Kunde siden", "Rytme"],
        [7, "Blåbær AS", "+47 40 00 00 01", date(2024, 12, 31), 14],
        ["0008", "Ærlig & Sønn", 40000002, date(2025, 1, 2), None],
    ],
)
HOURS = Sheet(
    "Timer",
    [
        ["Dato", "Kunde", "Timer", "Fra", "Notat"],
        [date(2026, 1, 5), "Blåbær AS", 1.125, time(8, 30), "Møte"],
        [date(2026, 1, 6), "Blåbær AS", 0.1 + 0.2, time(9, 0), ""],
    ],
)
NOTES = Sheet("Notater", [["Husk å ringe"], ["og spørre"]])


@pytest.fixture
def book(tmp_path):
    def write(content, name="export.bin"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("make", [xlsx, ods, old_excel])
def test_clients_come_from_a_workbook_whatever_its_name(book, make):
    path = book(make(NOTES, CLIENTS))
    assert recognise(path) is Source.XLSX
    assert not is_of_hours(path)
    read = read_clients(path, today=TODAY)
    told = [(row.place, row.name, row.phone, row.start_date, row.external_id) for row in read.rows]
    assert told == [
        ("row 4", "Blåbær AS", "+47 40 00 00 01", date(2024, 12, 31), "7"),
        ("row 5", "Ærlig & Sønn", "40000002", date(2025, 1, 2), "0008"),
    ]
    assert read.rows[0].ideal_interval_days == 14
    assert read.format.sheet == "Kunder"
    assert read.format.header_row == 3
    warned = [problem for problem in read.problems if problem.column == "Kundenr"]
    assert "zeros" in warned[0].message


@pytest.mark.parametrize("make", [xlsx, ods, old_excel])
def test_hours_come_from_a_workbook(book, make):
    path = book(make(NOTES, HOURS))
    assert is_of_hours(path)
    read = read_hours(path)
    assert not read.questions, "1.125 of a number cell is no thousand"
    assert [(row.worked_on, row.seconds) for row in read.rows] == [
        (date(2026, 1, 5), 4050),
        (date(2026, 1, 6), 1080),
    ]
    assert read.rows[0].started_at == datetime(2026, 1, 5, 8, 30)
    assert read.rows[0].note == "Møte"


def test_the_likeliest_sheet_is_taken_and_another_can_be_said(book):
    path = book(xlsx(NOTES, CLIENTS, HOURS))
    assert sheets_in(path) == ("Notater", "Kunder", "Timer")
    look = first_look(path)
    assert look.table.format.sheet == "Kunder"
    assert look.table.sheets == ("Notater", "Kunder", "Timer")
    assert any("“Kunder” was read; the workbook has 2 more" in note for note in look.table.notes)
    other = first_look(path, sheet="Timer")
    assert other.table.header == ("Dato", "Kunde", "Timer", "Fra", "Notat")
    assert first_hours_look(path).table.format.sheet == "Timer"
    with pytest.raises(UnreadableFileError, match="no sheet “Nei”"):
        first_look(path, sheet="Nei")


def test_a_hidden_sheet_comes_last(book):
    hidden = Sheet("Skjult", CLIENTS.rows, is_hidden=True)
    look = first_look(book(xlsx(hidden, CLIENTS)))
    assert look.table.format.sheet == "Kunder"
    assert look.table.sheets == ("Kunder", "Skjult")


def test_days_count_from_1904_where_the_workbook_says_so(book):
    read = read_clients(book(xlsx(CLIENTS, since_1904=True)), today=TODAY)
    assert read.rows[0].start_date == date(2024, 12, 31)


def test_a_strict_workbook_is_read_like_any_other(book):
    read = read_clients(book(xlsx(CLIENTS, is_strict=True)), today=TODAY)
    assert [row.name for row in read.rows] == ["Blåbær AS", "Ærlig & Sønn"]


def test_hidden_rows_and_merged_cells_are_read_and_told(book):
    rows = [
        ["Client", "Date", "Hours"],
        ["Ada Ltd", date(2026, 1, 5), 1],
        [None, date(2026, 1, 6), 2],
        [None, None, None],
        ["Bo", date(2026, 1, 7), 3],
    ]
    path = book(xlsx(Sheet("Log", rows, hidden_rows=[3], merged=["A2:A4", "A1:A1"])))
    read = read_hours(path)
    assert [(row.client, row.seconds) for row in read.rows] == [
        ("Ada Ltd", 3600), ("Ada Ltd", 7200), ("Bo", 10800)
    ]  # fmt: skip
    assert any("1 row of the sheet is hidden" in note for note in read.notes)
    assert any("merged" in note for note in read.notes)


def test_errors_of_the_spreadsheet_are_told(book):
    rows = [["Firma", "E-post"], ["Ada", "#N/A"], ["Bo", "b@x.example"]]
    read = read_clients(book(xlsx(Sheet("Kunder", rows))), today=TODAY)
    assert [row.email for row in read.rows] == ["", "b@x.example"]
    assert any("1 cell holds an error" in note for note in read.notes)


def test_numbers_and_days_follow_the_text_cells_of_their_column(book):
    rows = [["Date", "Client", "Hours"], [date(2026, 1, 5), "A", 1.5], ["31.12.2025", "B", "2,25"]]
    read = read_hours(book(xlsx(Sheet("Log", rows))))
    assert not read.problems
    assert [(row.worked_on, row.seconds) for row in read.rows] == [
        (date(2026, 1, 5), 5400),
        (date(2025, 12, 31), 8100),
    ]


def test_an_order_of_dates_that_was_chosen_reads_both_kinds_of_cells(book):
    rows = [["Date", "Client", "Hours"], [date(2026, 3, 25), "A", 1], ["3/4/2026", "B", 2]]
    path = book(xlsx(Sheet("Log", rows)))
    read = read_hours(path, format=replace(guess_any_format(path), date_format="m/d/Y", header_row=1))
    assert [row.worked_on for row in read.rows] == [date(2026, 3, 25), date(2026, 3, 4)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7.0, "7"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), (2.125, "2.1250"), (-3.0, "-3"), (1e-7, "0.0000001"),
        (1131801267438479900, "1131801267438479900"), (float("nan"), ""), (True, "true"), (None, ""),
        ("0007", "0007"), (date(2024, 2, 29), "2024-02-29"), (datetime(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29, 8, 30), "2024-02-29 08:30:00"), (time(8, 29, 59, 999_700), "08:30:00"),
        (timedelta(hours=73, minutes=26, seconds=9), "73:26:09"), ("PT73H26M09S", "73:26:09"),
        (datetime(1900, 1, 1, 12), "36:00:00"), ("PTA", "PTA"),
    ],
)  # fmt: skip
def test_a_cell_says_what_a_csv_would(cell, text):
    assert text_of(cell) == text


def test_a_number_among_decimal_commas_is_written_with_one():
    assert text_of(1.5, Writing(",")) == "1,5"
    assert texts_of([["1,5"], [2.5]]) == [["1,5"], ["2,5"]]
    assert texts_of([["1.5"], [2.5]]) == [["1.5"], ["2.5"]]


def test_a_password_has_its_own_sentence(book):
    names = "EncryptedPackage".encode("utf-16-le")
    path = book(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + names + bytes(600))
    assert recognise(path) is Source.XLSX
    with pytest.raises(LockedFileError, match="guarded by a password") as refused:
        read_clients(path, today=TODAY)
    assert "take the password away" in refused.value.advice
    with pytest.raises(LockedFileError):
        read_clients(book(ods(CLIENTS, is_locked=True)), today=TODAY)
    with pytest.raises(LockedFileError):
        read_clients(book(old_excel(CLIENTS, is_locked=True)), today=TODAY)


@pytest.mark.parametrize("make", [xlsx, ods, old_excel])
def test_a_damaged_workbook_is_told(book, make):
    whole = make(CLIENTS)
    middle = len(whole) // 2
    with pytest.raises(UnreadableFileError):
        read_clients(book(whole[:middle]), today=TODAY)
    with zipfile.ZipFile(broken := book(b"", "broken.zip"), "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(UnreadableFileError, match="damaged workbook"):
        read_clients(broken, today=TODAY)


def test_a_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked(book, monkeypatch):
    monkeypatch.setattr("retention_journal.importers.workbook_kinds.MOST_UNPACKED", 50_000)
    with pytest.raises(UnreadableFileError, match="once unpacked"):
        read_clients(book(xlsx(CLIENTS, extra=bytes(60_000))), today=TODAY)


def test_a_workbook_without_rows_is_told(book):
    with pytest.raises(UnreadableFileError, match="no rows"):
        read_clients(book(xlsx(Sheet("Leer", [[]]))), today=TODAY)


def test_reading_a_workbook_can_be_stopped(book):
    def stop(_done, _total):
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        read_any_table(book(xlsx(CLIENTS)), progress=stop)


def test_what_only_looks_like_a_workbook_is_told_apart(tmp_path):
    cases = {
        "word/document.xml": "document of an office program",
        "Index/Document.iwa": "Numbers or Pages",
        "projects.json": "all that Toggl Track keeps but the time entries",
        "a.txt": "packed archive",
    }
    for member, message in cases.items():
        path = tmp_path / "file.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "x")
        with pytest.raises(UnknownFileError, match=message):
            recognise(path)
    letter = tmp_path / "letter.xls"
    letter.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(UnknownFileError, match="office program"):
        recognise(letter)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html><body><table><tr><td>Navn</td></tr></table>", "web page with a table"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "old form of XML",
        ),
    ],
)
def test_what_programs_only_call_a_workbook_is_told(book, content, message):
    with pytest.raises(UnknownFileError, match=message) as refused:
        recognise(book(content, "export.xls"))
    assert "save it as XLSX or CSV" in refused.value.advice


def test_a_sheet_formatted_far_to_the_right_is_read_by_what_is_in_it(book):
    rows = [["Firma", "Sted", *[None] * 3000, ""], ["Ada", "Oslo"]]
    assert read_clients(book(xlsx(Sheet("Kunder", rows))), today=TODAY).rows[0].locality == "Oslo"
    wide = [[f"h{n}" for n in range(2_100)], ["Ada"]]
    with pytest.raises(UnreadableFileError, match="more than any table"):
        read_clients(book(xlsx(Sheet("Kunder", wide))), today=TODAY)


def test_names_inside_the_archive_may_be_written_with_backslashes(book):
    with zipfile.ZipFile(book(xlsx(CLIENTS), "a.xlsx")) as archive:
        members = {name.replace("/", "\\"): archive.read(name) for name in archive.namelist()}
    path = book(b"", "b.xlsx")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert recognise(path) is Source.XLSX
    assert len(read_clients(path, today=TODAY).rows) == 2

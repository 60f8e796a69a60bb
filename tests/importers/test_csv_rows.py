from __future__ import annotations

import csv
import os
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.importers import files
from retention_journal.importers.csv_format import guess_format
from retention_journal.importers.csv_records import LONGEST_CELL, CsvFormat
from retention_journal.importers.csv_rows import read_table


@pytest.fixture
def file(tmp_path):
    def write(content, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def cells(table):
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_found(file, delimiter):
    table = read_table(file(f"Name{delimiter}Town\nAda{delimiter}Oslo\nBo{delimiter}Ås\n"))
    assert table.format.delimiter == delimiter
    assert table.header == ("Name", "Town")
    assert cells(table) == [("Ada", "Oslo"), ("Bo", "Ås")]
    assert [row.place for row in table.rows] == ["row 2", "row 3"]


def test_decimal_commas_do_not_look_like_delimiters(file):
    table = read_table(file("Navn;Timer;Sats\r\nAda;1,5;950,00\r\nBo;20,0;1.100,50\r\n", "cp1252"))
    assert table.format.delimiter == ";"
    assert cells(table)[1] == ("Bo", "20,0", "1.100,50")


def test_a_nordic_spreadsheet_is_read_in_its_own_letters(file):
    content = "Navn;Sted\r\nKåre Ødegård;Ålesund\r\n"
    for encoding in (
        "cp1252",
        "utf-8-sig",
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "mac_roman",
        "cp865",
    ):
        table = read_table(file(content, encoding))
        assert cells(table) == [("Kåre Ødegård", "Ålesund")], encoding
        assert table.header == ("Navn", "Sted")


def test_a_first_line_may_name_the_sign(file):
    for line in ("sep=;", '"sep=;"', "SEP=;"):
        table = read_table(file(f"{line}\r\nName;Note\r\nAda;a, b, c\r\n"))
        assert table.header == ("Name", "Note")
        assert cells(table) == [("Ada", "a, b, c")]
    assert read_table(file("sep=\t\nA\tB\n1\t2\n")).header == ("A", "B")


def test_titles_above_the_headings_are_passed_over(file):
    table = read_table(file("My clients 2024\n\nName,Town,Phone\nAda,Oslo,1\nBo,Ås,2\n"))
    assert table.format.header_row == 3
    assert table.header == ("Name", "Town", "Phone")
    assert table.rows[0].place == "row 4"
    assert table.skipped == 2
    assert not table.problems


def test_known_headings_find_their_row(file):
    path = file("a,b\nName,Town\nAda,Oslo\n")
    assert guess_format(path).header_row == 1
    assert guess_format(path, lambda row: sum(cell == "Name" for cell in row)).header_row == 2


def test_blank_rows_totals_and_repeated_headings_are_skipped_not_bad(file):
    table = read_table(file("Name,Hours\nAda,3\n,\n   ,\nName,Hours\nTotal,2\nBo,4\n\nCy,1\nTotal:,10\n"))
    assert [row.cells[0] for row in table.rows] == ["Ada", "Total", "Bo", "Cy"]
    assert not table.problems
    assert table.skipped == 5


def test_a_client_called_total_with_words_beside_it_is_kept(file):
    table = read_table(file("Name,Town\nAda,Oslo\nTotal,Paris\n"))
    assert [row.cells[0] for row in table.rows] == ["Ada", "Total"]


def test_rows_with_too_many_cells_are_refused_at_their_place(file):
    table = read_table(file("Name,Town\nAda,Oslo\nSmith, Ltd,Ås\nBo,Ås,,\n"))
    assert [row.cells for row in table.rows] == [("Ada", "Oslo"), ("Bo", "Ås")]
    (problem,) = table.problems
    assert problem.place == "row 3"
    assert problem.left_out
    assert "3 cells where there are 2" in problem.message


def test_a_short_row_is_kept_and_said(file):
    table = read_table(file("A,B,C\n1,2,3\n4\n5,6,7\n"))
    assert cells(table)[1] == ("4", "", "")
    (problem,) = table.problems
    assert (problem.place, problem.left_out) == ("row 3", False)


def test_a_file_whose_rows_all_end_early_is_no_problem(file):
    assert not read_table(file("A,B,C\n1,2\n4\n5,6\n")).problems


def test_a_row_broken_over_two_lines_is_not_taken_as_two(file):
    table = read_table(file("A,B,C\n1,2,3\n4,fi\nve,6\n7,8,9\n1,1,1\n2,2,2\n"))
    assert [row.cells[0] for row in table.rows] == ["1", "7", "1", "2"]
    assert [problem.place for problem in table.problems] == ["row 3", "row 4"]


def test_line_breaks_and_doubled_quotes_inside_cells_are_kept(file):
    table = read_table(file('Name,Note\r\nAda,"one\r\ntwo ""three"""\r\nBo,"ends in \\"\r\nCy,x\r\n'))
    assert cells(table) == [("Ada", 'one\r\ntwo "three"'), ("Bo", "ends in \\"), ("Cy", "x")]
    assert [row.place for row in table.rows] == ["row 2", "row 3", "row 4"]


def test_csv_inside_csv_is_noticed_and_can_be_left_as_it_is(file):
    inner = ["Name,Town", 'Ada,"Oslo, Norway"', "Bo,Ås"]
    path = file("".join('"' + line.replace('"', '""') + '"\r\n' for line in inner))
    table = read_table(path)
    assert table.format.is_wrapped
    assert table.notes
    assert cells(table) == [("Ada", "Oslo, Norway"), ("Bo", "Ås")]
    as_it_is = read_table(path, replace(table.format, is_wrapped=False))
    assert as_it_is.header == ("Name,Town",)


def test_a_column_of_sentences_is_not_csv_inside_csv(file):
    table = read_table(file('Note\n"Hello, you"\n"Well, well"\n'))
    assert not table.format.is_wrapped


def test_a_cell_of_one_megabyte_is_taken_and_a_longer_one_costs_its_row(file):
    most, beyond = "x" * LONGEST_CELL, "y" * (LONGEST_CELL + 1)
    table = read_table(file(f"Name,Note\nAda,{most}\nBo,{beyond}\nCy,\n"))
    assert [row.cells[0] for row in table.rows] == ["Ada", "Cy"]
    (problem,) = table.problems
    assert problem.place == "row 3"
    assert "line 3" in problem.message


def test_a_quotation_never_closed_is_told_with_its_line(file):
    table = read_table(file('Name,Note\nAda,x\nBo,"open\nCy,y\nDi,z\n'))
    assert [row.cells[0] for row in table.rows] == ["Ada"]
    (problem,) = table.problems
    assert "line 3" in problem.message
    assert "2 lines" in problem.message
    with pytest.raises(JournalError, match="line 2") as told:
        read_table(file('Name,Note\nBo,"open\n' + "Cy,yyyyyyyyyyyyyyyy\n" * 80_000))
    assert "quotation mark" in told.value.advice


def test_zero_bytes_cost_their_row(file):
    table = read_table(file(b"Name,Town\nAda,Oslo\nB\0o,Bergen\nCy,Trondheim\n"))
    assert [row.cells[0] for row in table.rows] == ["Ada", "Cy"]
    assert table.problems[0].place == "row 3"


def test_a_file_of_zero_bytes_and_utf16_under_another_name_are_refused(file):
    with pytest.raises(JournalError, match="zero bytes"):
        read_table(file(b"\0" * 5000))
    path = file("Name,Town\nAda,Oslo\n", "utf-16-le")
    with pytest.raises(JournalError, match="UTF-16"):
        read_table(path, CsvFormat("utf-8"))


def test_letters_that_cannot_be_read_are_told_and_the_row_is_kept(file):
    table = read_table(file("Navn\nKåre\n", "cp1252"), CsvFormat("utf-8"))
    assert cells(table) == [("K�re",)]
    assert table.problems[0].place == "row 2"


def test_headings_are_never_blank_nor_twice_the_same(file):
    table = read_table(file("Phone,,Phone\n1,2,3\n"))
    assert table.header == ("Phone", "Column 2", "Phone (2)")
    assert read_table(file("1,2\n3,4\n"), CsvFormat(header_row=0)).header == ("Column 1", "Column 2")


def test_files_that_are_no_files_are_told_plainly(tmp_path, file):
    with pytest.raises(JournalError, match="is empty"):
        read_table(file(b""))
    with pytest.raises(JournalError, match="is not a file"):
        read_table(tmp_path)
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    with pytest.raises(JournalError, match="is not a file"):
        read_table(fifo)


def test_a_format_that_there_is_not_is_a_wrong_entry(file):
    path = file("a,b\n")
    for wrong in (CsvFormat("rot13"), CsvFormat(delimiter=""), CsvFormat(delimiter="ab")):
        with pytest.raises(InvalidEntryError):
            read_table(path, wrong)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as hole:
        hole.truncate(files.MOST_BYTES + 1)
    with pytest.raises(JournalError, match="200 MB"):
        read_table(path)


def test_a_row_of_a_million_cells_is_refused_without_ado(file):
    started = time.thread_time()
    table = read_table(file("Name;Town\nAda;Oslo\n" + ";" * 1_000_000 + "\nBo;Bergen\n"))
    assert [row.cells[0] for row in table.rows] == ["Ada", "Bo"]
    assert "1000001 cells" in table.problems[0].message
    assert read_table(file("Navn;" * 1_000_000 + "\n1;2\n")).header == ()
    assert time.thread_time() - started < 10


@pytest.mark.slow
def test_a_line_without_end_is_refused(file):
    with pytest.raises(JournalError, match="has no end"):
        read_table(file(b"a," * 9_000_000), CsvFormat())


@pytest.mark.slow
def test_more_rows_than_the_limit_are_refused(file):
    with pytest.raises(JournalError, match="500000 rows"):
        read_table(file("a,b\n" * (files.MOST_ROWS + 5)))


@pytest.mark.slow
def test_fifty_thousand_rows_tell_how_far_they_are_and_can_be_stopped(file):
    path = file("Name;Town\n" + "Ada;Oslo\n" * 50_001)
    told = []
    table = read_table(path, progress=lambda done, total: told.append((done, total)))
    assert len(table.rows) == 50_001
    assert len(told) > 200
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert told == sorted(told)
    assert table.notes

    def stop(done, total):
        if done > total // 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        read_table(path, progress=stop)


def test_a_first_look_reads_only_some_rows(file):
    table = read_table(file("Title\n\nName,Town\n" + "Ada,Oslo\n" * 5_000), most_rows=3)
    assert 3 <= len(table.rows) <= 4


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\ufeff"), max_size=12)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_the_standard_library_writes_is_read_back(tmp_path, rows, delimiter):
    path = tmp_path / "round.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["A", "B", "C"], *rows])
    table = read_table(path, CsvFormat("utf-8", delimiter))
    expected = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert len(table.rows) + table.skipped == len(rows)
    assert all(row in expected for row in cells(table))


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_plain_words(tmp_path, content):
    path = tmp_path / "noise.csv"
    path.write_bytes(content)
    try:
        table = read_table(path)
    except JournalError:
        return
    assert all(len(row.cells) == len(table.header) for row in table.rows)

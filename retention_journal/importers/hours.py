"""Hours out of any file that holds some, or out of pasted rows: the entry for dialogs and commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.hours_intake import TimeRow
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.importers import dates, files
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.csv_rows import Table, table_of_text
from retention_journal.importers.hours_columns import (
    HoursMapping,
    guess_hours_mapping,
    holds_hours,
    known_hours_headings,
)
from retention_journal.importers.hours_csv import hours_of
from retention_journal.importers.mapped_tables import (
    SAMPLE_ROWS,
    FirstLook,
    Question,
    heading_worth,
    unmapped,
)
from retention_journal.importers.recognise import TRACKED, Source, UnknownFileError, recognise
from retention_journal.importers.tables import read_any_table
from retention_journal.importers.trackers import TRACKERS, tracker_of

#: A file, or the text that was pasted.
Given = Path | str


@dataclass(frozen=True)
class HoursRead:
    """What a file held, and how it was read.

    Attributes:
        source: The kind of file it turned out to be; a word of the command line.
        rows: Time that was worked, in the order of the file.
        problems: What was left out or mended, each at its place; ``left_out`` tells which.
        read: Rows that were looked at, good and bad.
        format: How the table was read.
        mapping: What its columns were taken for.
        unmapped: Headings of columns that were not taken in.
        skipped: Rows that hold no time: titles, blanks, sums.
        questions: Columns that can be read in several ways; there are no rows until they are answered.
        notes: What to know about the file as a whole.
        table: The table as it was read, for writing out the rows that were left out.
    """

    source: Source
    rows: list[TimeRow]
    problems: list[Problem]
    read: int
    format: CsvFormat
    mapping: HoursMapping
    unmapped: list[str]
    skipped: int
    questions: tuple[Question, ...]
    notes: tuple[str, ...]
    table: Table | None = None


def read_hours(
    given: Given,
    *,
    source: str = "auto",
    mapping: HoursMapping | None = None,
    format: CsvFormat | None = None,
    progress: Progress = silent,
) -> HoursRead:
    """Return the hours that a file holds, or rows that were pasted.

    Args:
        given: A CSV file or a workbook, or the pasted text.
        source: "toggl", "clockify", "harvest", "csv" or "xlsx", or "auto" to tell by what is in it.
        mapping: What the columns mean; None guesses.
        format: How the table is to be read; None finds out.
        progress: Told how far it is at least every 200 rows; may ask to stop.

    Raises:
        JournalError: It cannot be taken in; the message says why, the advice what to do.
        CancelledError: ``progress`` asked to stop.
    """
    kind = _kind(given, source)
    table = _table(given, format, mapping, progress)
    if (isinstance(given, str) or kind is Source.XLSX) and (tracker := tracker_of(table.header)):
        kind = Source(tracker.word)
    meaning = mapping or guess_hours_mapping(table.header, table.rows[:SAMPLE_ROWS])
    hours = hours_of(table, meaning, progress=progress)
    return HoursRead(
        kind,
        hours.rows,
        hours.problems,
        table.read - hours.skipped,
        table.format,
        meaning,
        unmapped(table.header, meaning),
        table.skipped + hours.skipped,
        hours.questions,
        table.notes,
        table,
    )


def first_hours_look(
    given: Given, format: CsvFormat | None = None, *, sheet: str = "", progress: Progress = silent
) -> FirstLook[HoursMapping]:
    """Return the first rows of a table as they are read, and what its columns probably mean.

    Args:
        given: A CSV file or a workbook, or the pasted text.
        format: How it is to be read; None finds out.
        sheet: Which sheet of a workbook where no format says it; "" takes the likeliest.
        progress: May ask to stop.

    Raises:
        JournalError: It cannot be read as a table.
        CancelledError: ``progress`` asked to stop.
    """
    _kind(given, "auto")
    table = _table(given, format, None, progress, most_rows=SAMPLE_ROWS, sheet=sheet)
    return FirstLook.at(table, guess_hours_mapping(table.header, table.rows))


def is_of_hours(path: Path) -> bool:
    """Say whether a file holds hours rather than a list of clients, by its headings.

    Raises:
        JournalError: It is of no kind that can be taken in.
    """
    kind = recognise(path)
    if kind not in {Source.CSV, Source.XLSX}:
        return kind in TRACKED
    table = _table(path, None, None, silent, most_rows=SAMPLE_ROWS)
    if table.format.header_row:
        return holds_hours(table.header)
    return guess_hours_mapping(table.header, table.rows).is_enough


def refuse_questions(questions: Sequence[Question]) -> None:
    """Stop where something has to be asked and nobody can be.

    Raises:
        JournalError: A column can be read in several ways; the advice names the options of the command.
    """
    if not questions:
        return
    column, asked = questions[0].column, questions[0].asked
    option = "--dates" if asked.candidates[0] in dates.DATE_FORMATS else "--decimal"
    readings = zip(asked.candidates, asked.readings, strict=True)
    ways = "; ".join(
        _("{option} {value} takes it for {reading}").format(option=option, value=value, reading=reading)
        for value, reading in readings
    )
    raise JournalError(
        _("Column “{column}”: “{example}” can be read in more than one way.").format(
            column=column, example=asked.example
        ),
        f"{ways}.",
        code="ambiguous",
    )


def _table(
    given: Given,
    format: CsvFormat | None,
    mapping: HoursMapping | None,
    progress: Progress,
    most_rows: int | None = None,
    sheet: str = "",
) -> Table:
    """Return the table; a first row that is no heading but hours already is one of its rows."""
    worth = partial(_worth, mapping)

    def read(format: CsvFormat | None) -> Table:
        if isinstance(given, str):
            return table_of_text(given, format, heading_worth=worth)
        return read_any_table(
            given, format, sheet=sheet, heading_worth=worth, most_rows=most_rows, progress=progress
        )

    table = read(format)
    if format is None and not worth(table.header) and any(map(dates.formats_of, table.header)):
        return read(replace(table.format, header_row=0))
    return table


def _kind(given: Given, source: str) -> Source:
    if source not in {"auto", "csv", "xlsx", *TRACKED}:
        raise InvalidEntryError("source", _("“{name}” is no kind of file to import.").format(name=source))
    if isinstance(given, str):
        if not given.strip():
            raise JournalError(_("There is nothing to read."), _("Paste the rows first."), code="empty")
        return Source.CSV
    files.size_of(given)
    kind = recognise(given)
    if kind in TRACKED and source not in {"auto", "csv", kind}:
        raise UnknownFileError(
            _("“{name}” is an export of {tool}.").format(
                name=given.name, tool=next(one.name for one in TRACKERS if one.word == kind)
            ),
            _("Import it as {kind}.").format(kind=kind.value),
        )
    if kind not in {*TRACKED, Source.CSV, Source.XLSX}:
        raise UnknownFileError(
            _("“{name}” holds no hours.").format(name=given.name),
            _("Export the detailed report of your hours as CSV, and choose that."),
        )
    return kind if kind in {*TRACKED, Source.XLSX} or source == "auto" else Source(source)


def _worth(mapping: HoursMapping | None, cells: Sequence[str]) -> int:
    return heading_worth(mapping, known_hours_headings(cells), cells)

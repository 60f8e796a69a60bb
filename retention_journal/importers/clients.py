"""Clients out of any file that holds some: the entry for dialogs and commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.intake import ClientRow, Problem
from retention_journal.core.progress import silent
from retention_journal.i18n import _
from retention_journal.importers import files
from retention_journal.importers.clients_csv import clients_of
from retention_journal.importers.columns import ColumnMapping, guess_mapping, known_headings
from retention_journal.importers.mapped_tables import (
    SAMPLE_ROWS,
    FirstLook,
    Question,
    heading_worth,
    unmapped,
)
from retention_journal.importers.recognise import TRACKED, Source, UnknownFileError, recognise
from retention_journal.importers.tables import read_any_table
from retention_journal.importers.vcards import read_cards

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from retention_journal.core.progress import Progress
    from retention_journal.importers.csv_records import CsvFormat
    from retention_journal.importers.csv_rows import Table


_TAKEN = (Source.CSV, Source.VCARD, Source.JOURNAL, Source.XLSX)


@dataclass(frozen=True)
class ReadResult:
    """What a file held, and how it was read.

    Attributes:
        source: The kind of file it turned out to be.
        rows: Clients, in the order of the file; several rows of one name are one client's people.
        problems: What was left out or mended, each at its place; ``left_out`` tells which.
        read: Rows or cards that were looked at, good and bad.
        format: How a table was read; None for cards.
        mapping: What its columns were taken for; None for cards.
        unmapped: Headings of columns that were not taken in.
        skipped: Rows or cards that hold no client: titles, blanks, totals, lists of people.
        questions: Columns that can be read in several ways; their values were left empty.
        notes: What to know about the file as a whole.
        table: The table as it was read, for writing out the rows that were left out; None for cards.
    """

    source: Source
    rows: list[ClientRow]
    problems: list[Problem]
    read: int
    format: CsvFormat | None = None
    mapping: ColumnMapping | None = None
    unmapped: list[str] = field(default_factory=list)
    skipped: int = 0
    questions: list[Question] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    table: Table | None = None


def read_clients(
    path: Path,
    *,
    today: date,
    source: str = "auto",
    mapping: ColumnMapping | None = None,
    format: CsvFormat | None = None,
    progress: Progress = silent,
) -> ReadResult:
    """Return the clients that a file holds.

    Args:
        path: A CSV or vCard file, or a workbook.
        today: Day after which nobody can have become a client.
        source: "csv", "vcard" or "xlsx", or "auto" to tell by what is in it.
        mapping: What the columns of a table mean; None guesses.
        format: How a table is to be read; None finds out.
        progress: Told how far it is at least every 200 rows; may ask to stop.

    Raises:
        JournalError: The file cannot be taken in; the message says why, the advice what to do.
        CancelledError: ``progress`` asked to stop.
    """
    kind = _kind(path, source)
    if kind is Source.VCARD:
        cards = read_cards(path, today=today, progress=progress)
        return ReadResult(
            kind, cards.rows, cards.problems, cards.read, skipped=cards.skipped, notes=cards.notes
        )
    table = read_any_table(path, format, heading_worth=partial(_worth, mapping), progress=progress)
    meaning = mapping or guess_mapping(table.header)
    size = path.stat().st_size
    clients = clients_of(table, meaning, today=today, progress=lambda _done, _total: progress(size, size))
    return ReadResult(
        kind,
        clients.rows,
        clients.problems,
        table.read,
        table.format,
        meaning,
        unmapped(table.header, meaning),
        table.skipped,
        clients.questions,
        table.notes,
        table,
    )


def first_look(
    path: Path, format: CsvFormat | None = None, *, sheet: str = "", progress: Progress = silent
) -> FirstLook[ColumnMapping]:
    """Return the first rows of a table as they are read, and what its columns probably mean.

    Args:
        path: A CSV file or a workbook.
        format: How it is to be read; None finds out.
        sheet: Which sheet of a workbook where no format says it; "" takes the likeliest.
        progress: May ask to stop.

    Raises:
        JournalError: The file cannot be read as a table.
        CancelledError: ``progress`` asked to stop.
    """
    table = read_any_table(
        path, format, sheet=sheet, heading_worth=known_headings, most_rows=SAMPLE_ROWS, progress=progress
    )
    return FirstLook.at(table, guess_mapping(table.header))


def _kind(path: Path, source: str) -> Source:
    if source not in {"auto", *_TAKEN, *TRACKED}:
        raise InvalidEntryError("source", _("“{name}” is no kind of file to import.").format(name=source))
    if source == "auto":
        kind = recognise(path)
    else:
        kind = Source(source)
        files.size_of(path)
    if kind is Source.JOURNAL:
        raise UnknownFileError(
            _("“{name}” is an export of a journal, not a list of clients.").format(name=path.name),
            _("Import it as a journal."),
        )
    if kind in TRACKED:
        raise UnknownFileError(
            _("“{name}” holds hours, not a list of clients.").format(name=path.name),
            _("Choose it in the menu Journal, Bring something in."),
        )
    if kind not in _TAKEN:
        raise UnknownFileError(
            _("“{name}” is not a list of clients but something else: {kind}.").format(
                name=path.name, kind=kind.label
            ),
            _("Export your clients as CSV or vCard, and choose that."),
        )
    return kind


def _worth(mapping: ColumnMapping | None, cells: Sequence[str]) -> int:
    return heading_worth(mapping, known_headings(cells), cells)

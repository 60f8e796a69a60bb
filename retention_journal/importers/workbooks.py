"""A sheet of a workbook (XLSX, XLS, XLSB, ODS) read into the same table as a CSV.

Source: imports, sections 1.7, 3.1 and 4.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from retention_journal.core.progress import silent
from retention_journal.i18n import _, ngettext
from retention_journal.importers.child import TIME_LIMIT, in_a_child
from retention_journal.importers.csv_records import CsvFormat, Record
from retention_journal.importers.csv_rows import Table, table_of_records
from retention_journal.importers.workbook_kinds import LARGE_UNPACKED, unpacked_size
from retention_journal.importers.workbook_sheets import (
    HeadingWorth,
    SheetRead,
    Wanted,
    names_of_sheets,
    read_sheet,
)

_LEAST_SECONDS = 1.3
_BYTES_PER_SECOND = 2_000_000  # a tenth of what was measured

if TYPE_CHECKING:
    from pathlib import Path

    from retention_journal.core.progress import Progress


def sheets_in(path: Path, *, progress: Progress = silent) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook, those that are hidden last.

    Raises:
        UnreadableFileError: It is damaged, locked or beyond a limit.
        CancelledError: ``progress`` asked to stop.
    """
    return in_a_child(names_of_sheets, str(path), _seconds_for(unpacked_size(path)), progress=progress)


def read_workbook_table(
    path: Path,
    format: CsvFormat | None = None,
    *,
    sheet: str = "",
    heading_worth: HeadingWorth | None = None,
    most_rows: int | None = None,
    progress: Progress = silent,
) -> Table:
    """Return the rows of a sheet; a row that cannot be taken in becomes a problem at its place.

    Args:
        path: The workbook.
        format: How to read it; None finds out.
        sheet: Which sheet where no format says it; "" takes the one whose headings are known best.
        heading_worth: As for ``csv_format.guess_format``; it goes to another process, so no function inside
            a function.
        most_rows: Stop after so many rows, for a first look; None reads all.
        progress: Asked ten times a second whether to stop.

    Raises:
        LockedFileError: A password guards it.
        UnreadableFileError: It is damaged, empty or beyond a limit, or has no such sheet.
        CancelledError: ``progress`` asked to stop.
    """
    size = unpacked_size(path)
    how = format or CsvFormat(sheet=sheet)
    wanted = Wanted(
        how.sheet,
        format.header_row if format else None,
        how.decimal_sign,
        how.date_format,
        most_rows,
        _seconds_for(size),
    )
    read = in_a_child(read_sheet, str(path), wanted, heading_worth, progress=progress)
    how = replace(how, sheet=read.sheet, header_row=read.header_row)
    table = table_of_records([Record(n, cells) for n, cells in enumerate(read.rows, 1)], how, 0)
    return replace(
        table,
        notes=(*table.notes, *_notes(read, size)),
        sheets=read.sheets,
        numbers=frozenset(table.header[at] for at in read.number_columns if at < len(table.header)),
    )


def _seconds_for(size: int) -> float:
    """Return how long reading so many unpacked bytes may take; a sound small workbook takes milliseconds."""
    return min(TIME_LIMIT, _LEAST_SECONDS + size / _BYTES_PER_SECOND)


def _notes(read: SheetRead, size: int) -> Iterator[str]:
    if size > LARGE_UNPACKED:
        yield _("This workbook is larger than {n} MB once unpacked; reading it takes a while.").format(
            n=LARGE_UNPACKED // 1_000_000
        )
    if len(read.sheets) > 1:
        yield ngettext(
            "The sheet “{name}” was read; the workbook has {n} more.",
            "The sheet “{name}” was read; the workbook has {n} more.",
            len(read.sheets) - 1,
        ).format(name=read.sheet, n=len(read.sheets) - 1)
    if read.hidden_rows:
        yield ngettext(
            "{n} row of the sheet is hidden there; it was read like the others.",
            "{n} rows of the sheet are hidden there; they were read like the others.",
            read.hidden_rows,
        ).format(n=read.hidden_rows)
    if read.errors:
        yield ngettext(
            "{n} cell holds an error of the spreadsheet, such as #N/A, and was taken as empty.",
            "{n} cells hold an error of the spreadsheet, such as #N/A, and were taken as empty.",
            read.errors,
        ).format(n=read.errors)
    if read.filled:
        yield ngettext(
            "{n} cell is part of a cell merged over several rows, and was taken to say the same.",
            "{n} cells are parts of cells merged over several rows, and were taken to say the same.",
            read.filled,
        ).format(n=read.filled)

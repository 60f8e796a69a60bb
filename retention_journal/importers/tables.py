"""The one door to tables, whether they stand in a text or in a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retention_journal.core.progress import silent
from retention_journal.importers.csv_format import guess_format
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.csv_rows import read_table, table_of_text
from retention_journal.importers.freshbooks_json import as_csv, is_answer
from retention_journal.importers.workbook_kinds import is_workbook
from retention_journal.importers.workbooks import read_workbook_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retention_journal.core.progress import Progress
    from retention_journal.importers.csv_rows import Table


def read_any_table(
    path: Path,
    format: CsvFormat | None = None,
    *,
    sheet: str = "",
    heading_worth: Callable[[Sequence[str]], int] | None = None,
    most_rows: int | None = None,
    progress: Progress = silent,
) -> Table:
    """Return the rows of a table; a row that cannot be taken in becomes a problem at its place.

    Args:
        path: A text table, a workbook, or an answer of the FreshBooks interface.
        format: How to read it; None finds out.
        sheet: Which sheet of a workbook where no format says it; "" takes the likeliest.
        heading_worth: Tells how many cells of a row are headings one knows; finds the heading row and the
            sheet. A function at the top of a module, or a partial of one.
        most_rows: Stop after so many rows, for a first look; None reads all.
        progress: Told how far it is, and asked whether to stop.

    Raises:
        UnreadableFileError: It cannot be read, or is beyond a limit.
        CancelledError: ``progress`` asked to stop.
    """
    if is_workbook(path):
        return read_workbook_table(
            path, format, sheet=sheet, heading_worth=heading_worth, most_rows=most_rows, progress=progress
        )
    if is_answer(path):
        table = table_of_text(as_csv(path), CsvFormat(), heading_worth=heading_worth)
        return table if most_rows is None else replace(table, rows=table.rows[:most_rows])
    return read_table(path, format, heading_worth=heading_worth, most_rows=most_rows, progress=progress)


def guess_any_format(
    path: Path, heading_worth: Callable[[Sequence[str]], int] | None = None, *, encoding: str = ""
) -> CsvFormat:
    """Return how a table is probably to be read; arguments as for ``csv_format.guess_format``."""
    if is_workbook(path):
        return read_workbook_table(path, heading_worth=heading_worth, most_rows=1).format
    if is_answer(path):
        return CsvFormat()
    return guess_format(path, heading_worth, encoding=encoding)

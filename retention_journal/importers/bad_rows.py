"""The rows of a table that were left out, written out to be mended and brought in again.

Source: imports, section 4.6.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path

from retention_journal import private
from retention_journal.core.errors import JournalError
from retention_journal.core.intake import Problem
from retention_journal.i18n import _
from retention_journal.importers.csv_rows import Row, Table

#: Heading of the column that says what is wrong; an importer passes it over.
REASON = "reason"


def bad_rows(table: Table, problems: Iterable[Problem]) -> list[tuple[Row, str]]:
    """Return the rows that were left out, as they stand in the file, each with why, in their order.

    Args:
        table: As it was read.
        problems: What was met when it was; those of rows that were kept are passed over.
    """
    reasons: dict[str, str] = {}
    for problem in problems:
        if problem.left_out and not problem.is_by_choice:
            told = f"{problem.column}: {problem.message}" if problem.column else problem.message
            reasons.setdefault(problem.place, told)
    if not reasons:
        return []
    left_out = [row for row in (*table.rows, *table.left) if row.place in reasons]
    return [(row, reasons[row.place]) for row in sorted(left_out, key=lambda row: row.number)]


def write_bad_rows(path: Path, table: Table, problems: Iterable[Problem]) -> int:
    """Write the rows that were left out, with their headings and why, and return how many they are.

    The file is UTF-8 with its mark, so that a spreadsheet shows all letters; cells stand as they were.

    Raises:
        JournalError: The file cannot be written.
    """
    left_out = bad_rows(table, problems)
    width = max([len(table.header), *(len(row.cells) for row, _reason in left_out)])
    beyond = [_("Column {n}").format(n=n) for n in range(len(table.header) + 1, width + 1)]
    try:
        with os.fdopen(
            private.open_file(path), "w", encoding="utf-8-sig", newline="", errors="replace"
        ) as file:
            writer = csv.writer(file, delimiter=table.format.delimiter)
            writer.writerow([*table.header, *beyond, REASON])
            for row, reason in left_out:
                cells = [cell.replace("\0", "") for cell in row.cells]
                writer.writerow([*cells, *[""] * (width - len(cells)), reason])
    except OSError as error:
        raise JournalError(
            _("“{name}” could not be written.").format(name=path.name),
            _("The system says: {reason}.").format(reason=error.strerror or type(error).__name__),
        ) from error
    return len(left_out)

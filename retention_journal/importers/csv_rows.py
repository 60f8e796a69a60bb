"""Text tables (CSV, TSV) read into rows of cells.

Nothing is believed of such a file but what it shows: the letters, the sign between cells, and the row
that holds the headings are found out, told to the person as a ``CsvFormat``, and can be said otherwise.
There is no escape character: a cell may end in a backslash.

Source: imports, sections 1.3, 1.7, 3.1 and 4.8.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from retention_journal.core.intake import Problem
from retention_journal.core.progress import silent
from retention_journal.core.text import clean
from retention_journal.i18n import _, ngettext
from retention_journal.importers import encodings, files
from retention_journal.importers.csv_format import guess_format, guess_format_of_text
from retention_journal.importers.csv_records import (
    Lines,
    Record,
    records_of,
    text_of,
    unwrapped,
)
from retention_journal.importers.files import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from retention_journal.core.progress import Progress
    from retention_journal.importers.csv_records import CsvFormat

_LAST_ROWS = 3  # a total stands among the last rows
#: Words under which sums stand.
TOTALS = frozenset(
    {
        "total",
        "totalt",
        "totals",
        "sum",
        "summe",
        "summa",
        "i alt",
        "ialt",
        "gesamt",
        "grand total",
        "subtotal",
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with as many cells as there are headings."""

    number: int
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it stands, as a spreadsheet counts."""
        return place_of(self.number)


@dataclass(frozen=True)
class Table:
    """A text table as it was read.

    Attributes:
        header: One heading per column, none blank and none twice.
        problems: Rows that were left out or mended, each at its place.
        skipped: Rows that hold nothing to take in: titles, blank rows, totals, repeated headings.
        read: Rows that were looked at after the headings and were not skipped, good or bad.
        notes: What the person should know about the file as a whole.
        sheets: Names of the sheets of a workbook, those that are hidden last; none for a text.
        left: Rows that were left out, as they stand in the file, shorter or longer than the headings.
        numbers: Headings of columns with numbers of a workbook, which have lost the zeros before them.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    format: CsvFormat
    problems: tuple[Problem, ...] = ()
    skipped: int = 0
    read: int = 0
    notes: tuple[str, ...] = ()
    left: tuple[Row, ...] = ()
    sheets: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()


def place_of(number: int) -> str:
    """Return the words for the row with this number."""
    return _("row {n}").format(n=number)


def read_table(
    path: Path,
    format: CsvFormat | None = None,
    *,
    heading_worth: Callable[[Sequence[str]], int] | None = None,
    most_rows: int | None = None,
    progress: Progress = silent,
) -> Table:
    """Return the rows of a text table; a row that cannot be taken in becomes a problem at its place.

    Args:
        path: The file.
        format: How to read it; None finds out.
        heading_worth: As for ``guess_format``.
        most_rows: Stop after so many rows, for a first look; None reads all.
        progress: Told bytes read of bytes in all, every 200 rows.

    Raises:
        UnreadableFileError: It cannot be read, is not text, or is beyond a limit.
        CancelledError: ``progress`` asked to stop.
    """
    size = files.size_of(path)
    format = format or guess_format(path, heading_worth)
    records: list[Record] = []
    with files.opened(path) as raw, text_of(raw, format) as text:
        for record in unwrapped(records_of(Lines(text), format), format):
            if len(records) % files.ROWS_PER_STEP == 0:
                progress(raw.tell(), size)
            records.append(record)
            if most_rows is not None and len(records) > most_rows + format.header_row:
                break
            if len(records) > files.MOST_ROWS + max(format.header_row, 1):
                raise too_many_rows()
        progress(size, size)
    return table_of_records(records, format, size)


def table_of_text(
    text: str,
    format: CsvFormat | None = None,
    *,
    heading_worth: Callable[[Sequence[str]], int] | None = None,
) -> Table:
    """Return the rows of a table that was pasted; arguments as for ``read_table``."""
    format = format or guess_format_of_text(text, heading_worth)
    lines = Lines(io.StringIO(text, newline=""))
    records = list(islice(unwrapped(records_of(lines, format), format), files.MOST_ROWS + 2))
    if len(records) > files.MOST_ROWS + max(format.header_row, 1):
        raise too_many_rows()
    return table_of_records(records, format, 0)


def table_of_records(records: list[Record], format: CsvFormat, size: int) -> Table:
    """Return the table of the records after the heading row; ``size`` is that of the file, in bytes."""
    top = records[: format.header_row]
    heading = top[-1].cells if top else []
    below = [record for record in records[format.header_row :] if not record.is_blank]
    if not format.header_row and below:
        heading = [""] * max(len(record.cells) for record in below)
    kept = [record for record in below if not _is_no_row(record, heading, below[-_LAST_ROWS:])]
    rows, left, problems = _shaped(kept, len(heading), format.encoding)
    return Table(
        header=_header(heading),
        rows=tuple(rows),
        format=format,
        problems=tuple(problems),
        skipped=len(records) - len(kept) - bool(format.header_row),
        read=len(kept),
        notes=tuple(_notes(size, len(kept), format)),
        left=tuple(left),
    )


def _is_no_row(record: Record, heading: list[str], last: list[Record]) -> bool:
    """Say whether a record repeats the headings or is the total below the rows."""
    if record.fault or not record.cells:
        return False
    if record.cells == heading:
        return True
    if record not in last:
        return False
    others = [cell for cell in record.cells[1:] if cell.strip()]
    is_sum = all(any(c.isdecimal() for c in cell) and not any(c.isalpha() for c in cell) for cell in others)
    return record.cells[0].strip(" :").casefold() in TOTALS and is_sum


def _header(heading: list[str]) -> tuple[str, ...]:
    """Return headings that are not blank and differ from each other."""
    taken: dict[str, int] = {}
    names = []
    for number, cell in enumerate(heading, 1):
        name = clean(cell, lines=False)[:200] or _("Column {n}").format(n=number)
        taken[name] = taken.get(name, 0) + 1
        names.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return tuple(names)


def _shaped(records: list[Record], width: int, encoding: str) -> tuple[list[Row], list[Row], list[Problem]]:
    """Return the records that fit the headings, those that do not, and what is wrong."""
    rows: list[Row] = []
    left: list[Row] = []
    problems: list[Problem] = []
    short = sum(len(record.cells) < width for record in records if not record.fault)
    usually_short = short * 2 >= len(records)
    broken = set() if usually_short else _broken_in_two(records, width)
    for record in records:
        fault = record.fault or _fault_of(record, width, broken)
        place = place_of(record.number)
        if fault:
            problems.append(Problem(place, fault, left_out=True))
            left.append(Row(record.number, tuple(record.cells)))
            continue
        missing = width - len(record.cells)
        if missing > 0 and not usually_short:
            problems.append(Problem(place, _short(len(record.cells), width)))
        if any(encodings.UNREADABLE in cell for cell in record.cells):
            problems.append(Problem(place, _unreadable_letters(encoding)))
        rows.append(Row(record.number, tuple(record.cells[:width]) + ("",) * missing))
    return rows, left, problems


def _fault_of(record: Record, width: int, broken: set[int]) -> str:
    """Return why a record cannot be taken in, "" where it can."""
    if any("\0" in cell for cell in record.cells):
        return _("It holds zero bytes, as damaged files do. Left out.")
    if any(cell.strip() for cell in record.cells[width:]):
        return _(
            "It has {n} cells where there are {width} headings; perhaps the sign that parts cells stands"
            " inside one. Left out."
        ).format(n=len(record.cells), width=width)
    if record.number in broken:
        return _("It looks like one half of a row that is broken over two lines. Left out.")
    return ""


def _broken_in_two(records: list[Record], width: int) -> set[int]:
    """Return the numbers of neighbours that make one whole row when the cell they were cut in is joined."""
    broken: set[int] = set()
    for one, other in zip(records, islice(records, 1, None), strict=False):
        parts = (len(one.cells), len(other.cells))
        if one.number not in broken and sum(parts) == width + 1 and min(parts) > 0 and max(parts) < width:
            broken |= {one.number, other.number}
    return broken


def _notes(size: int, rows: int, format: CsvFormat) -> Iterator[str]:
    if size > files.LARGE_BYTES:
        yield _("This file is larger than {n} MB; reading it takes a while.").format(
            n=files.LARGE_BYTES // 1_000_000
        )
    if rows > files.MANY_ROWS:
        yield ngettext("This file has {n} row.", "This file has {n} rows.", rows).format(n=rows)
    if format.is_wrapped:
        yield _(
            "Every line of this file stands inside one quoted cell, as when a table was opened and saved by"
            " a spreadsheet. It was taken apart."
        )


def _short(cells: int, width: int) -> str:
    return ngettext(
        "It has {n} cell where there are {width} headings; the missing ones were taken as empty.",
        "It has {n} cells where there are {width} headings; the missing ones were taken as empty.",
        cells,
    ).format(n=cells, width=width)


def _unreadable_letters(encoding: str) -> str:
    return _("Some letters cannot be read as {encoding} and are shown as �.").format(
        encoding=encodings.label(encoding)
    )


def too_many_rows() -> UnreadableFileError:
    """Return the refusal of a table beyond ``files.MOST_ROWS``."""
    return UnreadableFileError(
        _("This file has more than {n} rows.").format(n=files.MOST_ROWS),
        _("Split it and import the parts one after the other."),
    )

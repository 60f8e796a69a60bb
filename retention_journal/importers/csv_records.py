"""The records of a text table, one after the other, as the file has them.

There is no escape character: a cell may end in a backslash (imports, section 1.3).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.importers import encodings
from retention_journal.importers.files import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from io import BufferedReader
    from typing import TextIO

#: Signs that may part cells, in the order of preference.
DELIMITERS = (",", ";", "\t", "|")
#: Longest cell, in characters.
LONGEST_CELL = 1_048_576

_LONGEST_LINE = 16 * LONGEST_CELL
_MOST_COLUMNS = 2_000


@dataclass(frozen=True)
class CsvFormat:
    """How a text table is to be read; what was guessed can be said otherwise with ``replace``.

    Attributes:
        encoding: Python's name of it, a key of ``encodings.NAMES``.
        delimiter: One of ``DELIMITERS``.
        header_row: Which row holds the headings, the first being 1; 0 where the file has none.
        is_wrapped: Whether each line is a line of CSV inside one quoted cell, as a spreadsheet leaves it.
        date_format: Key of ``values.DATE_FORMATS`` for all dates; "" lets each column tell.
        decimal_sign: "." or ","; "" lets each column tell.
        sheet: Name of the sheet of a workbook; "" for a text.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int = 1
    is_wrapped: bool = False
    date_format: str = ""
    decimal_sign: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the file has it; ``fault`` says why it cannot be taken in."""

    number: int
    cells: list[str]
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.fault and not any(cell and not cell.isspace() for cell in self.cells)


class Lines:
    """The lines of a file, counted, with those of the record at hand kept."""

    def __init__(self, text: TextIO) -> None:
        self.number = 0
        self.of_record: list[str] = []
        self._text = text
        self._first: str | None = self._next().removeprefix("\ufeff")
        self.separator = _separator(self._first)
        if self.separator:
            self.number += 1
            self._first = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._first = self._first, None
        if line is None:
            line = self._next()
        if not line:
            raise StopIteration
        self.number += 1
        self.of_record.append(line)
        return line

    def _next(self) -> str:
        try:
            line = self._text.readline(_LONGEST_LINE)
        except UnicodeError as error:  # UTF-16 and UTF-32 must begin with their mark
            raise UnreadableFileError(
                _("The letters of this file are not {encoding}.").format(
                    encoding=encodings.label(self._text.encoding or "")
                ),
                _("Choose other letters."),
            ) from error
        if len(line) >= _LONGEST_LINE and line[-1] not in "\r\n":
            raise UnreadableFileError(
                _("Line {n} has no end: it is longer than {limit} MB.").format(
                    n=self.number + 1, limit=_LONGEST_LINE >> 20
                ),
                _("This is probably not a table. Choose the file as it was exported."),
            )
        return line


def _separator(line: str) -> str:
    """Return the sign that a first line ``sep=;`` names, else ""."""
    key, equals, sign = line.strip("\r\n\"' ").partition("=")
    return sign if equals and key.casefold() == "sep" and len(sign) == 1 else ""


def text_of(raw: BufferedReader, format: CsvFormat) -> io.TextIOWrapper:
    """Return the letters of an opened file; those that mean nothing become ``encodings.UNREADABLE``.

    Raises:
        UnreadableFileError: It is no text, or is UTF-16 called something else.
        InvalidEntryError: The format names an encoding or a delimiter that there is not.
    """
    if format.encoding not in encodings.NAMES:
        raise InvalidEntryError(
            "encoding", _("“{text}” is no encoding that can be read.").format(text=format.encoding)
        )
    if len(format.delimiter) != 1 or format.delimiter in '\r\n" ':
        raise InvalidEntryError(
            "delimiter", _("The sign between cells is a single comma, semicolon, tab or |.")
        )
    if not format.encoding.startswith(("utf-16", "utf-32")):
        _refuse_binary(raw, format.encoding)
    return io.TextIOWrapper(raw, encoding=format.encoding, errors="replace", newline="")


def _refuse_binary(raw: BufferedReader, encoding: str) -> None:
    name, head = Path(raw.name).name, raw.peek(4096)
    if encodings.guess_bytes(head).startswith(("utf-16", "utf-32")):
        raise UnreadableFileError(
            _("“{name}” is written in UTF-16, not in {encoding}.").format(
                name=name, encoding=encodings.label(encoding)
            ),
            _("Choose UTF-16 as its encoding."),
        )
    if head.count(0) * 10 > len(head):
        raise UnreadableFileError(
            _("“{name}” is not a text file: it is full of zero bytes.").format(name=name),
            _("It is damaged or of another kind. Export it again from where it came from."),
        )


def records_of(lines: Lines, format: CsvFormat) -> Iterator[Record]:
    """Yield what ``csv`` makes of the lines; a cell beyond the limit costs its row only."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=format.delimiter)
    number = 0
    while True:
        before = lines.number
        lines.of_record.clear()
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if len(lines.of_record) != 1:
                raise _unclosed_beyond_limit(before + 1) from error
            yield Record(number, [], _long_cell(before + 1))
            continue
        if len(lines.of_record) > 1 and _is_unclosed(lines.of_record, format.delimiter):
            yield Record(number, [], _unclosed(before + 1, len(lines.of_record) - 1))
        elif len(cells) > _MOST_COLUMNS:
            yield Record(number, [], _("It has {n} cells, more than any table.").format(n=len(cells)))
        else:
            yield Record(number, cells)


def _is_unclosed(lines: list[str], delimiter: str) -> bool:
    """Say whether the lines end inside a quotation; only the last record of a file can."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def unwrapped(records: Iterable[Record], format: CsvFormat) -> Iterator[Record]:
    """Take lines of CSV out of the one cell they stand in, where the format says they do."""
    for record in records:
        inner = inner_cells(record.cells, format.delimiter) if format.is_wrapped else None
        yield replace(record, cells=inner) if inner else record


def inner_cells(cells: Sequence[str], delimiter: str) -> list[str] | None:
    """Return the cells inside the only filled cell, None where there is no table in it."""
    filled = [cell for cell in cells if cell]
    if len(filled) != 1 or delimiter not in filled[0]:
        return None
    try:
        inner = next(csv.reader([filled[0]], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return None
    return inner


def _long_cell(line: int) -> str:
    return _("On line {line} a cell is longer than {limit} MB. Left out.").format(
        line=line, limit=LONGEST_CELL >> 20
    )


def _unclosed(line: int, swallowed: int) -> str:
    return ngettext(
        "A quotation mark opened after line {line} begins is never closed, so the line after it fell into"
        " this row. Left out.",
        "A quotation mark opened after line {line} begins is never closed, so the {n} lines after it fell"
        " into this row. Left out.",
        swallowed,
    ).format(line=line, n=swallowed)


def _unclosed_beyond_limit(line: int) -> UnreadableFileError:
    return UnreadableFileError(
        _("The row that begins on line {line} has a cell longer than {limit} MB.").format(
            line=line, limit=LONGEST_CELL >> 20
        ),
        _("Mostly a quotation mark is opened there and never closed. Mend that line and import again."),
    )

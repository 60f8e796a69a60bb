"""Tables as CSV, the one way in which this program writes them: exact, or for a spreadsheet.

Exact is RFC 4180 in UTF-8 with commas, every value as the journal holds it, for other programs. For a
spreadsheet there is a byte order mark, numbers are written as the spreadsheet of that language reads them,
and no text can become a formula.

Source: imports, section 4.7, "Out again"; OWASP, "CSV Injection"; CWE-1236.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from retention_journal.core.terms import Term
from retention_journal.i18n import N_, texts_in
from retention_journal.services import report_files
from retention_journal.services.report_files import FileKind, Outgoing

ENDING = ".csv"
#: Languages whose spreadsheets part columns by semicolons, since the comma is in their numbers.
_COMMA_IN_NUMBERS = frozenset({"nb", "nn", "no", "sv", "da", "de"})
#: What a spreadsheet takes for the begin of a formula, also in the wide letters of East Asia.
_LIVE = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_LIVE_BLANKS = frozenset("\t\r")
#: Characters nobody sees, which a program may pass over before it looks for a formula.
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})

#: What a cell may hold. A list or an object becomes JSON; a moment with a zone is written in UTC; a word of
#: the vocabulary is written as it is in an exact table, else as people read it.
Cell = str | int | float | Decimal | bool | date | datetime | time | Sequence[Any] | Mapping[str, Any] | None


class TableKind(Term):
    """For whom a table is written."""

    EXACT = "exact", N_("Exact, for other programs")
    SPREADSHEET = "spreadsheet", N_("For a spreadsheet")


class TableWriter:
    """Writes the lines of one table to an open text file (``newline=""``, UTF-8)."""

    def __init__(self, out: TextIO, kind: TableKind, language: str) -> None:
        """Begin a table.

        Args:
            out: Where to; nothing may have been written there yet.
            kind: Exact, or for a spreadsheet.
            language: BCP 47 tag of whoever opens it; exact tables are the same in every language.
        """
        self._kind, self._out = kind, out
        self._comma = has_comma(language)
        if kind is TableKind.EXACT:
            self._csv = csv.writer(out, lineterminator="\r\n")
        else:
            self._texts = texts_in(language)
            self._yes, self._no = self._texts.gettext("Yes"), self._texts.gettext("No")
            out.write(codecs.BOM_UTF8.decode())

    def line(self, cells: Iterable[Cell]) -> None:
        """Write one line, or the headings."""
        if self._kind is TableKind.EXACT:
            self._csv.writerow([exact(cell) for cell in cells])
            return
        sign = ";" if self._comma else ","
        self._out.write(sign.join(self._for_spreadsheet(cell) for cell in cells) + "\r\n")

    def _for_spreadsheet(self, cell: Cell) -> str:  # noqa: PLR0911 - a line a kind
        if cell is None or cell == "":
            return ""
        if isinstance(cell, bool):
            return f'"{self._yes if cell else self._no}"'
        if isinstance(cell, int):
            return str(cell)
        if isinstance(cell, float | Decimal):
            told = format(cell if isinstance(cell, Decimal) else Decimal(repr(cell)), "f")
            return told.replace(".", ",") if self._comma else told
        if isinstance(cell, datetime):
            return cell.replace(tzinfo=None, microsecond=0).isoformat(" ")
        if isinstance(cell, date | time):
            return cell.isoformat()
        if isinstance(cell, Term):
            cell = cell.label_in(self._texts)
        text = cell if isinstance(cell, str) else exact(cell)
        # quoted, so that a program that parts columns at other signs too finds no second cell in it
        return '"' + unarmed(text).replace('"', '""') + '"'


def write_table(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]], kind: TableKind, language: str
) -> None:
    """Write a table to ``path``, whole or not at all, readable by its owner alone.

    An older list with the same headings is replaced; anything else there stays.

    Args:
        path: Where to.
        headings: Of the columns.
        rows: The lines, with as many cells each.
        kind: Exact, or for a spreadsheet.
        language: BCP 47 tag of whoever opens it.

    Raises:
        JournalError: The file cannot be written there, or something else is in its place.
    """
    content = table_bytes(headings, rows, kind, language)
    report_files.write_files([Outgoing(path, content, FileKind.TABLE)])


def table_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], kind: TableKind, language: str
) -> bytes:
    """Return the content of the file that ``write_table`` writes."""
    told = io.StringIO(newline="")
    writer = TableWriter(told, kind, language)
    writer.line(headings)
    for row in rows:
        writer.line(row)
    return told.getvalue().encode()


def has_comma(language: str) -> bool:
    """Say whether numbers of a language (BCP 47) have a decimal comma, so that columns need semicolons."""
    return language.replace("_", "-").casefold().split("-")[0] in _COMMA_IN_NUMBERS


def unarmed(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula: with an apostrophe where one might."""
    for character in text:
        if character in _LIVE or character in _LIVE_BLANKS:
            return f"'{text}"
        if unicodedata.category(character) not in _UNSEEN:
            return text
    return text


def exact(cell: Cell) -> str:
    """Return a value as an exact table has it: days ISO 8601, numbers with a point, JSON for lists."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, str | int | float):
        return str(cell)
    return json.dumps(cell, ensure_ascii=False, sort_keys=True)

"""A table whose columns have a meaning, whether its rows speak of clients or of hours.

Source: imports, sections 1.4 and 4.6.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.intake import Problem
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers import dates, values
from retention_journal.importers.columns import F

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from retention_journal.importers.columns import MappingTo
    from retention_journal.importers.csv_rows import Row, Table

#: Rows by which a table is understood, and that are shown before all of it is read.
SAMPLE_ROWS = 20
_HEADINGS_NAMED = 12  # headings that a message lists

M = TypeVar("M", bound="MappingTo[Any]")


@dataclass(frozen=True)
class Question:
    """A column whose values can be read in several ways; the answer goes into the format.

    Attributes:
        column: Its heading.
        asked: The candidates, with a cell of the column read each way.
    """

    column: str
    asked: values.Ambiguous


class MostlyBadError(JournalError):
    """More than half of the rows cannot be taken in, so the file is being read in a wrong way."""

    code = "mostly_bad"


@dataclass(frozen=True)
class FirstLook(Generic[M]):
    """The beginning of a table, with how it and its columns are understood.

    Attributes:
        table: Its headings, format and first rows.
        mapping: What the columns probably mean.
    """

    table: Table
    mapping: M

    @classmethod
    def at(cls, table: Table, mapping: M) -> FirstLook[M]:
        """Return the look at a table of which more rows may have been read."""
        return cls(replace(table, rows=table.rows[:SAMPLE_ROWS]), mapping)


class MappedTable(Generic[F]):
    """The rows of a table, cell by cell under what their columns mean.

    Attributes:
        columns: Where the columns of each field stand, from the left.
        headings: The first heading of each field, for telling where a problem is.
    """

    def __init__(self, table: Table, mapping: MappingTo[F], *, notes: F) -> None:
        """Lay the meaning over a table.

        Args:
            table: Rows as they were read.
            mapping: What the columns mean.
            notes: The field that takes several columns, and those that mean nothing where they are kept.
        """
        self._table, self._mapping, self._notes = table, mapping, notes
        self.columns: dict[F, list[int]] = {}
        for at, heading in enumerate(table.header):
            if field := mapping.field_of(heading):
                self.columns.setdefault(field, []).append(at)
        self.headings = {field: table.header[at[0]] for field, at in self.columns.items()}
        kept = table.header if mapping.rest_as_note else ()
        self._rest = [at for at, heading in enumerate(kept) if not mapping.field_of(heading)]

    def said(self, row: Row) -> dict[F, list[str]]:
        """Return what a row says for each field; the second column of notes bears its heading."""
        said = {
            field: [row.cells[at] for at in places if row.cells[at]] for field, places in self.columns.items()
        }
        noted = self.columns.get(self._notes, ())
        notes = [row.cells[at] for at in noted[:1]]
        for at in [*noted[1:], *self._rest]:
            if cell := clean(row.cells[at]):
                notes.append(f"{self._table.header[at]}: {cell}")
        return {**said, self._notes: notes}

    def missing_columns(self) -> list[Problem]:
        """Return a problem for each column that the mapping names and the file does not have."""
        return [
            Problem("", _("This file has no column “{heading}”.").format(heading=heading), heading)
            for heading, _field in self._mapping.fields
            if heading not in self._table.header
        ]


def refuse_if_not_readable(table: Table) -> None:
    """Stop where a table has no rows, or is to be read in a way that there is not.

    Raises:
        JournalError: There are no rows.
        InvalidEntryError: Its dates or decimals cannot be written as was said.
    """
    if not table.read:
        raise JournalError(
            _("There are no rows below the headings."),
            _("Look whether the right row is taken for the headings."),
        )
    if table.format.date_format not in {"", *dates.DATE_FORMATS}:
        raise InvalidEntryError("date_format", _("There is no such way to write dates."))
    if table.format.decimal_sign not in {"", ".", ","}:
        raise InvalidEntryError("decimal_sign", _("The decimal sign is a point or a comma."))


def refuse_if_mostly_bad(problems: Iterable[Problem], read: int, advice: str) -> None:
    """Stop where more than half of what was read was left out because it cannot be read.

    Raises:
        MostlyBadError: It was.
    """
    left_out = [problem for problem in problems if problem.left_out and not problem.is_by_choice]
    if len(left_out) * 2 > read:
        raise MostlyBadError(
            _("{bad} of {all} cannot be read. The first, {place}: {reason}").format(
                bad=len(left_out), all=read, place=left_out[0].place, reason=left_out[0].message
            ),
            advice,
        )


def reading_advice(table: Table) -> str:
    """Return what to do where most rows cannot be read: how the table is read now, and what to change."""
    if table.format.sheet:
        return _(
            "Probably the wrong sheet is read, or the wrong row for the headings. Now “{sheet}” is read and"
            " row {row} holds them: change that, or the order of dates, and look again."
        ).format(sheet=table.format.sheet, row=table.format.header_row)
    sign = {"\t": _("a tab"), ",": _("a comma"), ";": _("a semicolon")}.get(
        table.format.delimiter, table.format.delimiter
    )
    return _(
        "Probably the file is read in the wrong way. Now {sign} parts the cells and row {row} holds the"
        " headings: change that, or the order of dates, and look again."
    ).format(sign=sign, row=table.format.header_row)


def listed(header: Sequence[str]) -> str:
    """Return headings as a message lists them."""
    return ", ".join(header[:_HEADINGS_NAMED]) or "–"


def unmapped(header: Sequence[str], mapping: MappingTo[Any]) -> list[str]:
    """Return the headings of columns that mean nothing yet."""
    return [heading for heading in header if mapping.field_of(heading) is None]


def heading_worth(mapping: MappingTo[Any] | None, known: int, cells: Sequence[str]) -> int:
    """Return how much speaks for a row being the headings; those of a mapping that was given first of all.

    Args:
        mapping: What the person said of the columns, if anything.
        known: How many of the cells are headings that mean something.
        cells: Those of the row.
    """
    own = sum(mapping.field_of(cell.strip()) is not None for cell in cells) if mapping else 0
    return own * len(cells) + known

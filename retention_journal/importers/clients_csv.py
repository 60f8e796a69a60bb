"""A client list in a text table, turned into clients.

Source: imports, sections 1.2, 1.4, 4.1 and 4.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.intake import ClientRow, Problem
from retention_journal.core.progress import silent
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers import dates, files, values
from retention_journal.importers.client_rows import Conventions, client_row
from retention_journal.importers.columns import NAMING, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from retention_journal.core.progress import Progress
    from retention_journal.importers.columns import ColumnMapping, MappingTo
    from retention_journal.importers.csv_rows import Row, Table

_HEADINGS_NAMED = 12  # headings that a message lists
_NO_PHONE = ("fax", "faks", "pager", "personsøker")


@dataclass(frozen=True)
class Question:
    """A column whose values can be read in several ways; the answer goes into the format.

    Attributes:
        column: Its heading.
        asked: The candidates, with a cell of the column read each way.
    """

    column: str
    asked: values.Ambiguous


@dataclass(frozen=True)
class Clients:
    """What a source of clients held.

    Attributes:
        questions: What has to be said before all of it can be taken in.
    """

    rows: list[ClientRow]
    problems: list[Problem]
    questions: list[Question]


class MostlyBadError(JournalError):
    """More than half of the rows cannot be taken in, so the file is being read in a wrong way."""

    code = "mostly_bad"


def clients_of(table: Table, mapping: ColumnMapping, *, today: date, progress: Progress = silent) -> Clients:
    """Return the clients of a table, with the table's problems and those of their values.

    Args:
        table: Rows as they were read.
        mapping: What the columns mean.
        today: Day after which nobody can have become a client.
        progress: Told rows done of rows in all, every 200 rows.

    Raises:
        MostlyBadError: More than half of the rows, or of the dates under a format that was given, are bad.
        JournalError: No column names the client, or there are no rows.
        CancelledError: ``progress`` asked to stop.
    """
    columns = _columns(table.header, mapping)
    if not NAMING & columns.keys():
        raise _no_name_column(table.header)
    if not table.read:
        raise JournalError(
            _("There are no rows below the headings."),
            _("Look whether the right row is taken for the headings."),
        )
    conventions, questions = _conventions(
        table, columns, today, expects_name=Field.NAME in columns and not mapping.tool
    )
    rest = [
        at
        for at, heading in enumerate(table.header)
        if mapping.rest_as_note and not mapping.field_of(heading)
    ]
    taken: list[ClientRow] = []
    problems = [*table.problems, *_missing_columns(table.header, mapping)]
    for count, row in enumerate(table.rows):
        if count % files.ROWS_PER_STEP == 0:
            progress(count, len(table.rows))
        client, met = client_row(row.place, _said(row, table.header, columns, rest), conventions)
        problems += met
        if client:
            taken.append(client)
    _refuse_if_mostly_bad(problems, table)
    _refuse_if_dates_are_mostly_bad(table, columns)
    return Clients(taken, problems, questions)


def refuse_if_mostly_bad(problems: Iterable[Problem], read: int, advice: str) -> None:
    """Stop where more than half of what was read was left out.

    Raises:
        MostlyBadError: It was.
    """
    left_out = [problem for problem in problems if problem.left_out]
    if len(left_out) * 2 > read:
        raise MostlyBadError(
            _("{bad} of {all} cannot be read. The first, {place}: {reason}").format(
                bad=len(left_out), all=read, place=left_out[0].place, reason=left_out[0].message
            ),
            advice,
        )


def unmapped(header: Sequence[str], mapping: MappingTo[Any]) -> list[str]:
    """Return the headings of columns that mean nothing yet."""
    return [heading for heading in header if mapping.field_of(heading) is None]


def _columns(header: Sequence[str], mapping: ColumnMapping) -> dict[Field, list[int]]:
    columns: dict[Field, list[int]] = {}
    for at, heading in enumerate(header):
        if field := mapping.field_of(heading):
            columns.setdefault(field, []).append(at)
    return columns


def _said(
    row: Row, header: Sequence[str], columns: Mapping[Field, Sequence[int]], rest: Sequence[int]
) -> dict[Field, list[str]]:
    """Return what a row says for each field; the second column of notes bears its heading."""
    said = {field: [row.cells[at] for at in at_all if row.cells[at]] for field, at_all in columns.items()}
    if Field.PHONE in columns:
        said[Field.PHONE] = _phones(row, header, columns[Field.PHONE])
    noted = columns.get(Field.NOTES, ())
    notes = [row.cells[at] for at in noted[:1]]
    notes += [f"{header[at]}: {cell}" for at in [*noted[1:], *rest] if (cell := clean(row.cells[at]))]
    return {**said, Field.NOTES: notes}


def _phones(row: Row, header: Sequence[str], columns: Sequence[int]) -> list[str]:
    """Return the phone numbers of a row without its faxes, the one marked as preferred first.

    In Google's export the column before a number tells what it is, row by row.
    """
    numbers: list[tuple[bool, str]] = []
    for at in columns:
        is_labelled = at > 0 and header[at].endswith(" - Value")
        label = row.cells[at - 1].casefold() if is_labelled else ""
        if row.cells[at] and not any(word in label for word in _NO_PHONE):
            numbers.append((not label.startswith("*"), row.cells[at]))
    return [number for _is_later, number in sorted(numbers, key=lambda pair: pair[0])]


def _conventions(
    table: Table, columns: Mapping[Field, Sequence[int]], today: date, *, expects_name: bool
) -> tuple[Conventions, list[Question]]:
    """Return how the dates and numbers of a table are written, and what has to be asked about them."""
    questions: list[Question] = []
    headings = {field: table.header[at[0]] for field, at in columns.items()}

    def cells(field: Field) -> list[str]:
        return [row.cells[at] for row in table.rows for at in columns.get(field, ())[:1]]

    if table.format.date_format not in {"", *dates.DATE_FORMATS}:
        raise InvalidEntryError("date_format", _("There is no such way to write dates."))
    if table.format.decimal_sign not in {"", ".", ","}:
        raise InvalidEntryError("decimal_sign", _("The decimal sign is a point or a comma."))
    order = table.format.date_format or dates.date_format(cells(Field.START_DATE))
    sign = table.format.decimal_sign or values.decimal_sign(cells(Field.IDEAL_DAYS))
    if isinstance(order, values.Ambiguous):
        questions.append(Question(headings[Field.START_DATE], order))
    if isinstance(sign, values.Ambiguous):
        questions.append(Question(headings[Field.IDEAL_DAYS], sign))
        sign = "."
    return Conventions(today, order, sign, headings, expects_name), questions


def _missing_columns(header: Sequence[str], mapping: ColumnMapping) -> list[Problem]:
    """Return a problem for each column that the mapping names and the file does not have."""
    return [
        Problem("", _("This file has no column “{heading}”.").format(heading=heading), heading)
        for heading, _field in mapping.fields
        if heading not in header
    ]


def _no_name_column(header: Sequence[str]) -> JournalError:
    listed = ", ".join(header[:_HEADINGS_NAMED]) or "–"
    return JournalError(
        _("No column is known to hold the client’s name. The headings are: {headings}.").format(
            headings=listed
        ),
        _("Say which column is the client, or look whether the right row is taken for the headings."),
        code="no_name_column",
    )


def _refuse_if_mostly_bad(problems: Iterable[Problem], table: Table) -> None:
    sign = {"\t": _("a tab"), ",": _("a comma"), ";": _("a semicolon")}.get(
        table.format.delimiter, table.format.delimiter
    )
    advice = _(
        "Probably the file is read in the wrong way. Now {sign} parts the cells and row {row} holds the"
        " headings: change that, or the order of dates, and look again."
    ).format(sign=sign, row=table.format.header_row)
    refuse_if_mostly_bad(problems, table.read, advice)


def _refuse_if_dates_are_mostly_bad(table: Table, columns: Mapping[Field, Sequence[int]]) -> None:
    """Stop where a date order that was chosen does not fit the dates.

    Raises:
        MostlyBadError: It does not fit more than half of them.
    """
    if not table.format.date_format:
        return
    told = [row.cells[at] for row in table.rows for at in columns.get(Field.START_DATE, ())[:1]]
    told = [cell for cell in told if not values.is_empty(cell)]
    bad = [cell for cell in told if dates.read_date(cell, table.format.date_format) is None]
    if len(bad) * 2 > len(told):
        raise MostlyBadError(
            _("{bad} of {all} dates cannot be read as {example}.").format(
                bad=len(bad), all=len(told), example=_(dates.DATE_FORMATS[table.format.date_format])
            ),
            _("Choose another order of day, month and year."),
        )

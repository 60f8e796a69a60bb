"""A client list in a text table, turned into clients.

Source: imports, sections 1.2, 1.4, 4.1 and 4.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retention_journal.core.errors import JournalError
from retention_journal.core.intake import ClientRow, Problem
from retention_journal.core.progress import silent
from retention_journal.i18n import _
from retention_journal.importers import dates, files, values
from retention_journal.importers.client_rows import Conventions, client_row
from retention_journal.importers.columns import NAMING, Field
from retention_journal.importers.mapped_tables import (
    MappedTable,
    MostlyBadError,
    Question,
    listed,
    reading_advice,
    refuse_if_mostly_bad,
    refuse_if_not_readable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from retention_journal.core.progress import Progress
    from retention_journal.importers.columns import ColumnMapping
    from retention_journal.importers.csv_rows import Row, Table

_HOME = ("home", "privat", "hjem", "hemtel", "bostad", "domicile")
_NO_PHONE = ("fax", "faks", "pager", "personsøker")


@dataclass(frozen=True)
class Clients:
    """What a source of clients held.

    Attributes:
        questions: What has to be said before all of it can be taken in.
    """

    rows: list[ClientRow]
    problems: list[Problem]
    questions: list[Question]


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
    meant = MappedTable(table, mapping, notes=Field.NOTES)
    if not NAMING & meant.columns.keys():
        raise _no_name_column(table.header)
    refuse_if_not_readable(table)
    conventions, questions = _conventions(
        table,
        meant,
        today,
        expects_name=Field.NAME in meant.columns and not mapping.tool,
        is_address_book=bool(mapping.tool),
    )
    taken: list[ClientRow] = []
    problems = [*table.problems, *meant.missing_columns(), *_lost_zeros(table, meant)]
    for count, row in enumerate(table.rows):
        if count % files.ROWS_PER_STEP == 0:
            progress(count, len(table.rows))
        client, met = client_row(row.place, _said(row, table.header, meant), conventions)
        problems += met
        if client:
            taken.append(client)
    refuse_if_mostly_bad(problems, table.read, reading_advice(table))
    _refuse_if_dates_are_mostly_bad(table, meant.columns)
    return Clients(taken, problems, questions)


def _said(row: Row, header: Sequence[str], meant: MappedTable[Field]) -> dict[Field, list[str]]:
    """Return what a row says for each field, of phones only those to call."""
    said = meant.said(row)
    for field in (Field.PHONE, Field.EMAIL):
        if field in said:
            said[field] = _labelled(row, header, meant.columns[field])
    return said


def _labelled(row: Row, header: Sequence[str], columns: Sequence[int]) -> list[str]:
    """Return the phones or addresses of a row without its faxes, the preferred first, those at home last.

    In Google's export the column before a value tells what it is, row by row.
    """
    numbers: list[tuple[bool, bool, str]] = []
    for at in columns:
        is_labelled = at > 0 and header[at].endswith(" - Value")
        label = row.cells[at - 1].casefold() if is_labelled else ""
        if row.cells[at] and not any(word in label for word in _NO_PHONE):
            is_home = not is_labelled and any(word in header[at].casefold() for word in _HOME)
            numbers.append((not label.startswith("*"), is_home, row.cells[at]))
    return [number for *_later, number in sorted(numbers, key=lambda one: one[:2])]


def _conventions(
    table: Table, meant: MappedTable[Field], today: date, *, expects_name: bool, is_address_book: bool
) -> tuple[Conventions, list[Question]]:
    """Return how the dates and numbers of a table are written, and what has to be asked about them."""
    questions: list[Question] = []

    def cells(field: Field) -> list[str]:
        return [row.cells[at] for row in table.rows for at in meant.columns.get(field, ())[:1]]

    order = table.format.date_format or dates.date_format(cells(Field.START_DATE))
    born = table.format.date_format or dates.date_format(cells(Field.BIRTHDAY))
    sign = table.format.decimal_sign or values.decimal_sign(cells(Field.IDEAL_DAYS))
    if isinstance(order, values.Ambiguous):
        questions.append(Question(meant.headings[Field.START_DATE], order))
    elif isinstance(born, values.Ambiguous) and order in born.candidates:
        born = order
    elif isinstance(born, values.Ambiguous):
        questions.append(Question(meant.headings[Field.BIRTHDAY], born))
    if isinstance(sign, values.Ambiguous):
        questions.append(Question(meant.headings[Field.IDEAL_DAYS], sign))
        sign = "."
    conventions = Conventions(
        today, order, sign, meant.headings, expects_name, born, is_address_book=is_address_book
    )
    return conventions, questions


def _lost_zeros(table: Table, meant: MappedTable[Field]) -> list[Problem]:
    """Return a warning where the identity in the other program was read from numbers of a workbook."""
    heading = meant.headings.get(Field.EXTERNAL_ID, "")
    if heading not in table.numbers:
        return []
    told = _(
        "Read from numbers of a workbook: zeros before a number are lost, and so may be its last digits."
    )
    return [Problem("", told, heading)]


def _no_name_column(header: Sequence[str]) -> JournalError:
    return JournalError(
        _("No column is known to hold the client’s name. The headings are: {headings}.").format(
            headings=listed(header)
        ),
        _("Say which column is the client, or look whether the right row is taken for the headings."),
        code="no_name_column",
    )


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

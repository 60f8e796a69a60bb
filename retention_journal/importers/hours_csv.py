"""A text table of hours, turned into time that was worked.

Source: imports, sections 1.3, 3.2 and 4.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from retention_journal.core.errors import JournalError
from retention_journal.core.hours_intake import TimeRow
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.importers import dates, files, values
from retention_journal.importers.csv_rows import TOTALS, Row, Table
from retention_journal.importers.hours_columns import LENGTHS, HoursField, HoursMapping
from retention_journal.importers.hours_rows import HoursConventions, time_row
from retention_journal.importers.mapped_tables import (
    MappedTable,
    Question,
    listed,
    reading_advice,
    refuse_if_mostly_bad,
    refuse_if_not_readable,
)

_LONGEST = timedelta(hours=24)
_UNKNOWN = "?"
_DAYS = (HoursField.WORKED_ON, HoursField.STARTED_AT)


@dataclass(frozen=True)
class Hours:
    """What a table of hours held.

    Attributes:
        skipped: Rows that hold no time, such as sums.
        questions: What has to be said before anything can be taken in; there are no rows then.
    """

    rows: list[TimeRow]
    problems: list[Problem]
    skipped: int = 0
    questions: tuple[Question, ...] = ()


def hours_of(table: Table, mapping: HoursMapping, *, progress: Progress = silent) -> Hours:
    """Return the time of a table, with the table's problems and those of its values.

    Args:
        table: Rows as they were read.
        mapping: What the columns mean.
        progress: Told rows done of rows in all, every 200 rows.

    Raises:
        MostlyBadError: More than half of the rows cannot be read.
        JournalError: No column holds the day, or none says how long; or there are no rows.
        CancelledError: ``progress`` asked to stop.
    """
    meant = MappedTable(table, mapping, notes=HoursField.NOTE)
    refuse_if_not_enough(table.header, mapping.among(table.header))
    refuse_if_not_readable(table)
    conventions, questions = _conventions(table, meant)
    problems = [*table.problems, *meant.missing_columns()]
    if questions:
        return Hours([], problems, 0, questions)
    taken: list[TimeRow] = []
    skipped = 0
    for count, row in enumerate(table.rows):
        if count % files.ROWS_PER_STEP == 0:
            progress(count, len(table.rows))
        if _is_sum(row, meant.columns):
            skipped += 1
            continue
        told, met = time_row(row.place, meant.said(row), conventions)
        problems += met
        if told:
            taken.append(told)
    refuse_if_mostly_bad(problems, table.read - skipped, reading_advice(table))
    return Hours(taken, problems, skipped)


def refuse_if_not_enough(header: Sequence[str], mapping: HoursMapping) -> None:
    """Stop where day and length of the rows cannot be known.

    Raises:
        JournalError: No column holds the one or the other; the message says which and lists the headings.
    """
    if mapping.is_enough:
        return
    named = listed(header)
    if not mapping.taken() & set(_DAYS):
        raise JournalError(
            _("No column is known to hold the day. The headings are: {headings}.").format(headings=named),
            _("Say which column is the day. A summary without days cannot be taken in: export the detailed"
              " report instead."),
            code="no_day_column",
        )  # fmt: skip
    raise JournalError(
        _("No column is known to say how long. The headings are: {headings}.").format(
            headings=listed(header)
        ),
        _("Say which column is how long, or look whether the right row is taken for the headings."),
        code="no_length_column",
    )


def _is_sum(row: Row, columns: Mapping[HoursField, Sequence[int]]) -> bool:
    """Say whether a row is a sum below others: a word for it first, and no day."""
    first = next((cell for cell in row.cells if cell.strip()), "")
    days = [row.cells[at] for field in _DAYS for at in columns.get(field, ())]
    return first.partition("(")[0].strip(" :").casefold() in TOTALS and not any(
        dates.formats_of(cell) for cell in days
    )


def _conventions(
    table: Table, meant: MappedTable[HoursField]
) -> tuple[HoursConventions, tuple[Question, ...]]:
    """Return how the dates and numbers of a table are written, and what has to be asked about them."""
    columns = meant.columns
    questions: list[Question] = []
    days = [
        at for field in (*_DAYS, HoursField.ENDED_ON, HoursField.ENDED_AT) for at in columns.get(field, ())
    ]
    order = table.format.date_format or dates.date_format(row.cells[at] for at in days for row in table.rows)
    if isinstance(order, values.Ambiguous):
        questions.append(Question(table.header[days[0]], order))
        order = ""
    lengths = [at for field in LENGTHS for at in columns.get(field, ())]
    sign = table.format.decimal_sign or _decimal_sign(table, lengths)
    if isinstance(sign, values.Ambiguous):
        questions.append(Question(table.header[lengths[0]], sign))
        sign = "."
    return HoursConventions(order, sign, meant.headings), tuple(questions)


def _decimal_sign(table: Table, lengths: Sequence[int]) -> str | values.Ambiguous:
    """Return the sign before the decimals of hours.

    Where their column cannot tell ("1.000"), the other columns of the file do, and then that no day has a
    thousand hours.
    """
    cells = _cells(table, lengths)
    numbers = [number for cell in cells for number in values.numbers_of_length(cell)]
    asked = values.decimal_sign(numbers)
    if not isinstance(asked, values.Ambiguous):
        return asked
    elsewhere = _shown_elsewhere(table, lengths)
    sign = values.decimal_sign(numbers, elsewhere)
    if not isinstance(sign, values.Ambiguous):
        return sign
    fits = [one for one in asked.candidates if _fits_a_day(cells, one)]
    return fits[0] if len(fits) == 1 else asked


def _shown_elsewhere(table: Table, lengths: Sequence[int]) -> str:
    """Return the one sign that other columns show, "" where they show none or both."""
    shown = set()
    for at in range(len(table.header)):
        if at not in lengths:
            sign = values.decimal_sign(_cells(table, [at]), _UNKNOWN)
            if sign in {".", ","}:
                shown.add(sign)
    return str(shown.pop()) if len(shown) == 1 else ""


def _fits_a_day(cells: Iterable[str], sign: str) -> bool:
    for cell in cells:
        if not any(values.read_duration(cell, either) is not None for either in ".,"):
            continue
        length = values.read_duration(cell, sign)
        if length is None or length > _LONGEST:
            return False
    return True


def _cells(table: Table, columns: Iterable[int]) -> list[str]:
    """Return what stands in some columns, each text once, for a column says the same thing over and over."""
    found = dict.fromkeys(row.cells[at] for at in columns for row in table.rows)
    return [cell for cell in found if not values.is_empty(cell)]

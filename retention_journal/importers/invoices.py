"""Invoices out of a table of any program, text or workbook: the entry for dialogs and commands.

Source: imports, sections 1.2, 1.7, 1.8, 4.5, 4.6 and 4.9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from functools import partial
from hashlib import sha256
from pathlib import Path

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.incoming import Incoming
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.importers import dates, files, values
from retention_journal.importers.columns import plain_heading
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.csv_rows import TOTALS, Row, Table
from retention_journal.importers.hours import refuse_questions
from retention_journal.importers.invoice_amounts import decimal_sign_of, is_currency_code
from retention_journal.importers.invoice_columns import (
    AMOUNTS,
    InvoiceField,
    InvoiceMapping,
    guess_invoice_mapping,
    invoice_mapping_of,
    is_of_freshbooks,
    known_invoice_headings,
)
from retention_journal.importers.invoice_groups import grouped
from retention_journal.importers.invoice_rows import InvoiceConventions, Line, Said, line_of, number_in
from retention_journal.importers.mapped_tables import (
    SAMPLE_ROWS,
    FirstLook,
    MappedTable,
    Question,
    heading_worth,
    listed,
    reading_advice,
    refuse_if_mostly_bad,
    refuse_if_not_readable,
)
from retention_journal.importers.tables import guess_any_format, read_any_table
from retention_journal.importers.workbook_kinds import is_workbook

_DAYS = (InvoiceField.ISSUED_ON, InvoiceField.DUE_ON, InvoiceField.PAID_ON)
_MONEY = (*sorted(AMOUNTS), InvoiceField.PAID, InvoiceField.OPEN, InvoiceField.RATE, InvoiceField.QUANTITY)
#: What rows below the first one of an invoice leave out, where each line has a row.
_SAID_ONCE = (
    InvoiceField.NUMBER, InvoiceField.CLIENT, InvoiceField.CLIENT_NUMBER, InvoiceField.ORG_NUMBER,
    InvoiceField.EMAIL, *_DAYS, InvoiceField.STATE, InvoiceField.KIND, InvoiceField.TOTAL, InvoiceField.PAID,
    InvoiceField.OPEN, InvoiceField.CURRENCY,
)  # fmt: skip
_MOST_TERMS_DAYS = 3_650


@dataclass(frozen=True)
class InvoiceWays:
    """What a person can choose for a table of invoices; what is left empty is found out.

    Attributes:
        mapping: Headings with the names of their fields; empty guesses by the headings.
        date_format: Key of ``dates.DATE_FORMATS`` for all days.
        decimal_sign: "." or ",".
        encoding: Of a text, a key of ``encodings.NAMES``.
        delimiter: Between the cells of a text.
        sheet: Of a workbook.
        terms_days: Days given for paying where no column says when an invoice is due; None leaves that open.
        currency: ISO 4217 code of amounts that name none.
        header_row: Which row holds the headings, the first being 1; None finds that out.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    date_format: str = ""
    decimal_sign: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    terms_days: int | None = None
    currency: str = ""
    header_row: int | None = None


def read_invoices(
    path: Path,
    ways: InvoiceWays | None = None,
    *,
    zone: tzinfo | None = None,
    today: date | None = None,
    progress: Progress = silent,
) -> Incoming:
    """Return the invoices of a table.

    Args:
        path: A text table or a workbook.
        ways: What was chosen for it.
        zone: Not used: a day of an invoice is the same everywhere.
        today: Not used.
        progress: Told how far it is at least every 200 rows; may ask to stop.

    Raises:
        JournalError: It cannot be taken in, or days or amounts can be read in several ways and ``ways`` does
            not say which.
        CancelledError: ``progress`` asked to stop.
    """
    ways = _checked(ways or InvoiceWays())
    table, mapping = _table(path, ways, progress)
    meant = MappedTable(table, mapping, notes=InvoiceField.NOTE)
    refuse_if_not_enough(table.header, mapping.among(table.header))
    refuse_if_not_readable(table)
    conventions, questions = _conventions(table, meant, ways)
    refuse_questions(questions)
    return _taken(path, table, meant, conventions, progress)


def invoice_questions(path: Path, ways: InvoiceWays | None = None) -> tuple[Question, ...]:
    """Return which columns of a table can be read in several ways, unless ``ways`` says how.

    Raises:
        JournalError: It cannot be read as a table of invoices.
    """
    ways = _checked(ways or InvoiceWays())
    table, mapping = _table(path, ways, silent)
    refuse_if_not_enough(table.header, mapping.among(table.header))
    return _conventions(table, MappedTable(table, mapping, notes=InvoiceField.NOTE), ways)[1]


@dataclass(frozen=True)
class InvoiceLook:
    """The beginning of a table of invoices, and what has to be asked about it.

    Attributes:
        first: Its first rows, and what its columns probably mean, whatever was chosen.
        questions: Of days at most one, and of amounts.
        fingerprint: What tables with the same headings have in common.
    """

    first: FirstLook[InvoiceMapping]
    questions: tuple[Question, ...]
    fingerprint: str


def invoice_look(path: Path, progress: Progress = silent, ways: InvoiceWays | None = None) -> InvoiceLook:
    """Return what is asked about a table before it is read.

    Args:
        path: A text table or a workbook.
        progress: Told how far it is; may ask to stop.
        ways: What was chosen for it; what it says of days and amounts is asked nevertheless.

    Raises:
        JournalError: It cannot be read as a table.
        CancelledError: ``progress`` asked to stop.
    """
    ways = replace(ways or InvoiceWays(), date_format="", decimal_sign="", currency="")
    table, _mapping = _table(path, ways, progress)
    guess = guess_invoice_mapping(table.header, table.rows[:SAMPLE_ROWS])
    has_all = ways.mapping and set(ways.mapping) <= set(table.header)
    given = invoice_mapping_of(ways.mapping) if has_all else guess
    meant = MappedTable(table, given, notes=InvoiceField.NOTE)
    asked = {
        question.asked.candidates[0] in dates.DATE_FORMATS: question
        for question in reversed(_conventions(table, meant, ways)[1])
    }
    fingerprint = _fingerprint(_source_of(path, table)[0], table.header)
    return InvoiceLook(FirstLook.at(table, guess), tuple(asked.values()), fingerprint)


def first_invoice_look(path: Path, progress: Progress = silent) -> FirstLook[InvoiceMapping]:
    """Return the first rows of a table as they are read, and what its columns probably mean.

    Raises:
        JournalError: It cannot be read as a table.
        CancelledError: ``progress`` asked to stop.
    """
    table = read_any_table(
        path, heading_worth=known_invoice_headings, most_rows=SAMPLE_ROWS, progress=progress
    )
    return FirstLook.at(table, guess_invoice_mapping(table.header, table.rows))


def refuse_if_not_enough(header: Sequence[str], mapping: InvoiceMapping) -> None:
    """Stop where number, day or amount of the invoices cannot be known.

    Raises:
        JournalError: No column holds one of them; the message says which and lists the headings.
    """
    if mapping.is_enough:
        return
    taken = mapping.taken()
    missing = InvoiceField.TOTAL.label
    for one in (InvoiceField.ISSUED_ON, InvoiceField.NUMBER):
        if one not in taken:
            missing = one.label
    raise JournalError(
        _("No column is known to hold “{field}” of the invoices. The headings are: {headings}.").format(
            field=missing, headings=listed(header)
        ),
        _("Say which column it is, or look whether the right row is taken for the headings."),
        code="no_invoice_column",
    )


def _checked(ways: InvoiceWays) -> InvoiceWays:
    currency = ways.currency.strip().upper()
    if currency and not is_currency_code(currency):
        raise InvalidEntryError("currency", _("There is no currency “{code}”.").format(code=ways.currency))
    if ways.terms_days is not None and not 0 <= ways.terms_days <= _MOST_TERMS_DAYS:
        raise InvalidEntryError("terms_days", _("That is no number of days to pay in."))
    return replace(ways, currency=currency)


def _table(path: Path, ways: InvoiceWays, progress: Progress) -> tuple[Table, InvoiceMapping]:
    given = invoice_mapping_of(ways.mapping) if ways.mapping else None
    worth = partial(_worth, given)
    table = read_any_table(
        path, _format(path, ways, worth), sheet=ways.sheet, heading_worth=worth, progress=progress
    )
    told = replace(table.format, date_format=ways.date_format, decimal_sign=ways.decimal_sign)
    return replace(table, format=told), given or guess_invoice_mapping(table.header, table.rows[:SAMPLE_ROWS])


def _format(path: Path, ways: InvoiceWays, worth: partial[int]) -> CsvFormat | None:
    """Return how a table is to be read where the person said something of it, else None."""
    if is_workbook(path):
        at = ways.header_row
        return None if at is None else CsvFormat(sheet=ways.sheet, header_row=at)
    if not (ways.encoding or ways.delimiter or ways.header_row is not None):
        return None
    found = guess_any_format(path, worth, encoding=ways.encoding)
    if ways.delimiter:
        found = replace(found, delimiter=ways.delimiter)
    return found if ways.header_row is None else replace(found, header_row=ways.header_row)


def _worth(mapping: InvoiceMapping | None, cells: Sequence[str]) -> int:
    return heading_worth(mapping, known_invoice_headings(cells), cells)


def _conventions(
    table: Table, meant: MappedTable[InvoiceField], ways: InvoiceWays
) -> tuple[InvoiceConventions, tuple[Question, ...]]:
    """Return how the days and amounts of a table are written, and what has to be asked about them."""
    questions: list[Question] = []
    days = _ways_of_days(table, meant, questions)
    money = [at for of in _MONEY for at in meant.columns.get(of, ())]
    sign = table.format.decimal_sign or decimal_sign_of(_cells(table, money))
    if isinstance(sign, values.Ambiguous):
        questions.append(Question(table.header[money[0]], sign))
        sign = "."
    told = InvoiceConventions(days, sign, meant.headings, ways.currency, ways.terms_days)
    return told, tuple(questions)


def _ways_of_days(
    table: Table, meant: MappedTable[InvoiceField], questions: list[Question]
) -> dict[InvoiceField, str]:
    """Return how the days of each column are written; one that cannot tell follows the others."""
    told = table.format.date_format
    found = {of: _way_of_days(_cells(table, meant.columns[of]), told) for of in _DAYS if of in meant.columns}
    known = {order for order in found.values() if isinstance(order, str) and order}
    ways: dict[InvoiceField, str] = {}
    for of, order in found.items():
        if isinstance(order, str):
            ways[of] = order
            continue
        fitting = known & set(order.candidates)
        if len(fitting) == 1:
            ways[of] = fitting.pop()
        else:
            questions.append(Question(meant.headings[of], order))
            ways[of] = ""
    return ways


def _way_of_days(cells: Sequence[str], told: str) -> str | values.Ambiguous:
    """Return how the days of one column are written; what was told counts wherever it reads any of them."""
    if told and (any(dates.read_date(cell, told) for cell in cells) or not cells):
        return told
    found = dates.date_format(cells)
    if isinstance(found, str):
        return found
    alike = [one for one in found.candidates if _order(one) == _order(told)]
    return alike[0] if len(alike) == 1 else found


def _order(written: str) -> str:
    """Return in which order a way of writing dates has day, month and year: "dmy"."""
    return "".join(c for c in written.casefold() if c.isalpha())


def _cells(table: Table, columns: Sequence[int]) -> list[str]:
    return [row.cells[at] for at in columns for row in table.rows if not values.is_empty(row.cells[at])]


def _taken(
    path: Path,
    table: Table,
    meant: MappedTable[InvoiceField],
    conventions: InvoiceConventions,
    progress: Progress,
) -> Incoming:
    """Return what was read of a table: every row of it is of an invoice, or a problem, or skipped."""
    lines: list[Line] = []
    problems = [*table.problems, *meant.missing_columns(), *_lost_zeros(table, meant)]
    spoilt: list[str] = []
    sums = 0
    above: Said = {}
    for count, row in enumerate(table.rows):
        if count % files.ROWS_PER_STEP == 0:
            progress(count, len(table.rows))
        said = _completed(meant.said(row), above)
        if _is_sum(row, said):
            sums += 1
            continue
        line, met = line_of(row.place, said, conventions)
        problems += met
        if line is not None:
            lines.append(line)
        elif not any(problem.is_by_choice for problem in met):
            spoilt.append(number_in(said))
        above = said
    made = grouped(lines, spoilt)
    problems += made.problems
    bad = [problem for problem in problems if not problem.is_by_choice]
    refuse_if_mostly_bad(bad, max(table.read - sums, 1), _advice(table, conventions))
    left_out = {problem.place for problem in problems if problem.left_out}
    source, name = _source_of(path, table)
    return Incoming(
        source=source,
        looks_like=ngettext(
            "{name}: {n} invoice in {rows} rows.", "{name}: {n} invoices in {rows} rows.", len(made.invoices)
        ).format(name=name, n=len(made.invoices), rows=table.read),
        read=table.read - sums,
        fingerprint=_fingerprint(source, table.header),
        invoices=made.invoices,
        problems=tuple(problems),
        skipped=table.skipped + sums,
        notes=(*table.notes, *_notes(meant, conventions)),
        raw={row.place: "; ".join(row.cells) for row in table.rows if row.place in left_out},
        label=name,
    )


def _completed(said: Said, above: Said) -> Said:
    """Return what a row says, with what only the first row of its invoice says where each line has one."""
    has_text = any(said.get(of) for of in (InvoiceField.ITEM, InvoiceField.DESCRIPTION))
    names_one = any(said.get(of) for of in (InvoiceField.NUMBER, InvoiceField.CLIENT, InvoiceField.ISSUED_ON))
    if not above or not has_text or names_one:
        return said
    return {**said, **{of: above[of] for of in _SAID_ONCE if not said.get(of) and above.get(of)}}


def _is_sum(row: Row, said: Said) -> bool:
    """Say whether a row is a sum below others: without number and day, and a word for it or only amounts."""
    if said.get(InvoiceField.NUMBER) and said.get(InvoiceField.ISSUED_ON):
        return False
    told = [cell for cell in row.cells if cell.strip()]
    first = told[0].partition("(")[0].strip(" :").casefold() if told else ""
    has_words = any(c.isalpha() for cell in told for c in cell)
    has_day = any(dates.formats_of(cell) for cell in said.get(InvoiceField.ISSUED_ON, ()))
    return not has_day and (first in TOTALS or (not said.get(InvoiceField.NUMBER) and not has_words))


def _lost_zeros(table: Table, meant: MappedTable[InvoiceField]) -> list[Problem]:
    """Return a warning where the numbers of invoices were read from numbers of a workbook."""
    heading = meant.headings.get(InvoiceField.NUMBER, "")
    if heading not in table.numbers:
        return []
    told = _("Read from numbers of a workbook: zeros before an invoice number are lost.")
    return [Problem("", told, heading)]


def _notes(meant: MappedTable[InvoiceField], conventions: InvoiceConventions) -> list[str]:
    notes = []
    if InvoiceField.DUE_ON not in meant.headings and conventions.terms_days is None:
        notes.append(_("No column says when the invoices are due, so none of them counts as late."))
    has_total = {InvoiceField.TOTAL, InvoiceField.LINE_TOTAL} & meant.headings.keys()
    if not has_total and InvoiceField.TAX not in meant.headings:
        notes.append(_("No column holds the tax: the amounts are without it."))
    return notes


def _advice(table: Table, conventions: InvoiceConventions) -> str:
    if not conventions.currency and not any("currency" in plain_heading(one) for one in table.header):
        return _("Say which currency the amounts are in, where no column does.")
    return reading_advice(table)


def _source_of(path: Path, table: Table) -> tuple[str, str]:
    """Return the word of the command line for a table, and how it is called."""
    if is_of_freshbooks(table.header):
        return "freshbooks", _("Invoices of FreshBooks")
    return ("xlsx" if is_workbook(path) else "csv"), _("Invoices of a table")


def _fingerprint(source: str, header: Sequence[str]) -> str:
    """Return what tables with the same headings have in common; FreshBooks has one place for all."""
    if source == "freshbooks":
        return "invoices"
    headings = "\n".join(sorted(map(plain_heading, header)))
    return sha256(headings.encode("utf-8", "replace")).hexdigest()[:32]

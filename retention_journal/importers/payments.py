"""Payments out of the list of a bank account: money that came in, by day, amount and text.

Nothing of it is written: a payment only ever suggests which invoice it pays. What went out is passed over.

Source: imports, sections 1.8 and 4.5: DNB, Nordea, Sbanken, SpareBank 1, Swedbank, SEB, Handelsbanken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from hashlib import sha256
from pathlib import Path

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.incoming import Incoming, PaymentRow
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.core.terms import Term
from retention_journal.core.text import clean
from retention_journal.i18n import N_, _, ngettext
from retention_journal.importers import dates, files, values
from retention_journal.importers import invoice_amounts as amounts
from retention_journal.importers.client_rows import shown
from retention_journal.importers.columns import plain_heading
from retention_journal.importers.csv_rows import Row, Table
from retention_journal.importers.hours import refuse_questions
from retention_journal.importers.invoice_columns import holds_invoices
from retention_journal.importers.mapped_tables import (
    SAMPLE_ROWS,
    Question,
    listed,
    reading_advice,
    refuse_if_mostly_bad,
    refuse_if_not_readable,
)
from retention_journal.importers.tables import read_any_table
from retention_journal.importers.workbook_kinds import is_workbook


class PaymentField(Term):
    """What a column of a bank's list can mean."""

    BOOKED_ON = "booked_on", N_("Day")
    AMOUNT = "amount", N_("Amount")
    CAME_IN = "came_in", N_("Came in")
    WENT_OUT = "went_out", N_("Went out")
    BALANCE = "balance", N_("Balance")
    CURRENCY = "currency", N_("Currency")
    TEXT = "text", N_("Text")
    REFERENCE = "reference", N_("Reference (KID, OCR)")


@dataclass(frozen=True)
class PaymentWays:
    """What a person can choose for the list of a bank account; what is left empty is found out.

    Attributes:
        date_format: Key of ``dates.DATE_FORMATS``.
        decimal_sign: "." or ",".
        currency: ISO 4217 code of the account, where no column says it.
    """

    date_format: str = ""
    decimal_sign: str = ""
    currency: str = ""


_WORDS: dict[PaymentField, str] = {
    PaymentField.BOOKED_ON: "bokføringsdato; bokført dato; bokført; bokføringsdag; utført dato;"
    " bokföringsdag; bokföringsdatum; bokförd; reskontradatum; bogføringsdato; bogført;"
    " buchungstag; buchungsdatum; buchung;"
    " booking date; booked; posting date; transaction date; transaksjonsdato; transaktionsdag;"
    " transaktionsdatum; date; dato; datum; rentedato; valutadag; valutadatum; wertstellung; value date",
    PaymentField.CAME_IN: "inn på konto; inn; innskudd; inn på konto nok; insättning; insättningar; in;"
    " kredit; money in; paid in; credit; credit amount; deposit; indsat; indbetalt; haben; eingang",
    PaymentField.WENT_OUT: "ut fra konto; ut; uttak; uttag; money out; paid out; debit; debit amount;"
    " withdrawal; hævet; soll; ausgang; fra konto beløp",
    PaymentField.AMOUNT: "beløp; belopp; beløb; amount; betrag; beløp nok; belopp sek; umsatz",
    PaymentField.BALANCE: "saldo; bokfört saldo; bokført saldo; balance; kontostand; disponibel saldo",
    PaymentField.CURRENCY: "valuta; valutakode; valutakod; currency; währung",
    PaymentField.TEXT: "forklaring; beskrivelse; tekst; text; beskrivning; description; details; narrative;"
    " avsender; avsändare; navn; namn; name; tittel; rubrik; title; melding; meddelande; message; meddelelse;"
    " betaler; payer; payee; motpart; mottaker; auftraggeber; auftraggeber empfänger; begünstigter;"
    " buchungstext; type; betalingstype; payment type; verwendungszweck; transaktion",
    PaymentField.REFERENCE: "kid; kid nummer; kidnummer; ocr; ocr nummer; referanse; referens; reference;"
    " numref; arkivref; arkivreferanse; betalingsreferanse; egen referanse; verifikationsnummer",
}  # fmt: skip
_SYNONYMS = {
    word.strip(): (field, rank)
    for field, words in _WORDS.items()
    for rank, word in reversed(list(enumerate(words.split(";"))))
}
_SHARED = frozenset({PaymentField.TEXT, PaymentField.REFERENCE})
_PLAIN_DAYS = frozenset({"date", "dato", "datum", "transaction date"})
_MOST_TEXT = 2_000

#: Where the columns of each field stand; of days and amounts the likeliest one alone.
_Columns = dict[PaymentField, list[int]]


def known_payment_headings(cells: Sequence[str]) -> int:
    """Return how many cells of a row are headings that mean something."""
    return len({name for name in map(plain_heading, cells) if name in _SYNONYMS})


def holds_payments(header: Sequence[str]) -> bool:
    """Say whether a table with these headings is the list of a bank account."""
    columns = _columns_of(header)
    if not _is_enough(columns) or holds_invoices(header):
        return False
    day = plain_heading(header[columns[PaymentField.BOOKED_ON][0]])
    marks = {PaymentField.CAME_IN, PaymentField.WENT_OUT, PaymentField.BALANCE} & columns.keys()
    has_text = bool({PaymentField.TEXT, PaymentField.REFERENCE} & columns.keys())
    return has_text and (bool(marks) or day not in _PLAIN_DAYS)


def read_payments(
    path: Path,
    ways: PaymentWays | None = None,
    *,
    zone: tzinfo | None = None,
    today: date | None = None,
    progress: Progress = silent,
) -> Incoming:
    """Return the money that came in by the list of a bank account.

    Args:
        path: A text table or a workbook.
        ways: What was chosen for it.
        zone: Not used: a bank's day is the same everywhere.
        today: Not used.
        progress: Told how far it is at least every 200 rows; may ask to stop.

    Raises:
        JournalError: It cannot be taken in, or days or amounts can be read in several ways.
        CancelledError: ``progress`` asked to stop.
    """
    ways = ways or PaymentWays()
    if ways.currency and not amounts.is_currency_code(ways.currency.upper()):
        raise InvalidEntryError("currency", _("There is no currency “{code}”.").format(code=ways.currency))
    table = read_any_table(path, heading_worth=known_payment_headings, progress=progress)
    table = replace(
        table, format=replace(table.format, date_format=ways.date_format, decimal_sign=ways.decimal_sign)
    )
    columns = _columns_of(table.header)
    if not _is_enough(columns):
        raise JournalError(
            _("No column is known to hold the day or the amount. The headings are: {headings}.").format(
                headings=listed(table.header)
            ),
            _("Export the list of the account as CSV, with its headings."),
            code="no_payment_column",
        )
    refuse_if_not_readable(table)
    order, sign = _conventions(table, columns)
    return _taken(path, table, _Reading(table.header, columns, order, sign, ways.currency.upper()), progress)


@dataclass(frozen=True)
class _Reading:
    """How the rows of a table are read."""

    header: Sequence[str]
    columns: _Columns
    order: str
    sign: str
    currency: str

    def cells(self, row: Row, field: PaymentField) -> list[str]:
        """Return what stands in a row under a field."""
        told = (clean(row.cells[at], lines=False) for at in self.columns.get(field, ()))
        return [cell for cell in told if not values.is_empty(cell)]


class _NotReadError(Exception):
    """A row cannot be read; it never leaves this module."""


def _columns_of(header: Sequence[str]) -> _Columns:
    found: _Columns = {}
    ranks: dict[PaymentField, int] = {}
    for at, heading in enumerate(header):
        field, rank = _SYNONYMS.get(plain_heading(heading), (None, 0))
        if field is None:
            continue
        if field in _SHARED:
            found.setdefault(field, []).append(at)
        elif field not in ranks or rank < ranks[field]:
            found[field], ranks[field] = [at], rank
    return found


def _is_enough(columns: _Columns) -> bool:
    return PaymentField.BOOKED_ON in columns and bool(
        {PaymentField.AMOUNT, PaymentField.CAME_IN} & columns.keys()
    )


def _conventions(table: Table, columns: _Columns) -> tuple[str, str]:
    """Return how the days and amounts of a table are written.

    Raises:
        JournalError: They can be read in several ways.
    """
    days = _cells(table, columns, PaymentField.BOOKED_ON)
    order = table.format.date_format or dates.date_format(days)
    if isinstance(order, values.Ambiguous):
        refuse_questions([Question(table.header[columns[PaymentField.BOOKED_ON][0]], order)])
    money = (PaymentField.AMOUNT, PaymentField.CAME_IN, PaymentField.WENT_OUT, PaymentField.BALANCE)
    sign = table.format.decimal_sign or amounts.decimal_sign_of(
        cell for of in money for cell in _cells(table, columns, of)
    )
    if isinstance(sign, values.Ambiguous):
        refuse_questions(
            [Question(next(table.header[columns[of][0]] for of in money if of in columns), sign)]
        )
    return str(order), str(sign)


def _cells(table: Table, columns: _Columns, field: PaymentField) -> list[str]:
    return [
        row.cells[at]
        for at in columns.get(field, ())
        for row in table.rows
        if not values.is_empty(row.cells[at])
    ]


def _taken(path: Path, table: Table, reading: _Reading, progress: Progress) -> Incoming:
    payments: list[PaymentRow] = []
    problems = list(table.problems)
    alike: Counter[str] = Counter()
    went_out = 0
    for count, row in enumerate(table.rows):
        if count % files.ROWS_PER_STEP == 0:
            progress(count, len(table.rows))
        try:
            payment = _payment(row, reading)
        except _NotReadError as error:
            problems.append(Problem(row.place, str(error), left_out=True))
            continue
        if payment is None:
            went_out += 1
            continue
        alike[payment.ext_id] += 1
        payments.append(replace(payment, ext_id=f"{payment.ext_id}:{alike[payment.ext_id]}"))
    refuse_if_mostly_bad(problems, max(table.read, 1), reading_advice(table))
    left_out = {problem.place for problem in problems if problem.left_out}
    return Incoming(
        source="xlsx" if is_workbook(path) else "csv",
        looks_like=ngettext(
            "The list of a bank account with {n} payment.",
            "The list of a bank account with {n} payments.",
            len(payments),
        ).format(n=len(payments)),
        read=table.read - went_out,
        payments=tuple(payments),
        problems=tuple(problems),
        skipped=table.skipped + went_out,
        notes=table.notes,
        raw={row.place: "; ".join(row.cells) for row in table.rows if row.place in left_out},
        label=_("Bank account"),
    )


def _payment(row: Row, reading: _Reading) -> PaymentRow | None:
    """Return the payment of a row, None where money went out or nothing came.

    Raises:
        _NotReadError: Its day, amount or currency cannot be read.
    """
    came = next(iter(reading.cells(row, PaymentField.CAME_IN)), "")
    went = PaymentField.WENT_OUT in reading.columns or PaymentField.CAME_IN in reading.columns
    told = came or ("" if went else next(iter(reading.cells(row, PaymentField.AMOUNT)), ""))
    if not told:
        if went:
            return None
        raise _NotReadError(_("It has no amount. Left out."))
    amount = amounts.read_amount(told, reading.sign)
    if amount is None:
        raise _NotReadError(_("“{text}” is no amount. Left out.").format(text=shown(told)))
    if amount <= 0:
        return None
    text = next(iter(reading.cells(row, PaymentField.BOOKED_ON)), "")
    day = dates.read_date(text, reading.order) if text and reading.order else None
    if day is None:
        raise _NotReadError(_("“{text}” is no date. Left out.").format(text=shown(text)))
    currency = next(iter(reading.cells(row, PaymentField.CURRENCY)), reading.currency).upper()
    if not amounts.is_currency_code(currency):
        raise _NotReadError(_("There is no currency “{text}”. Left out.").format(text=shown(currency)))
    minor = amounts.minor_of(amount, currency)
    if minor is None:
        raise _NotReadError(_("“{text}” is too large. Left out.").format(text=shown(told)))
    words = " ".join(dict.fromkeys(reading.cells(row, PaymentField.TEXT)))[:_MOST_TEXT]
    reference = " ".join(dict.fromkeys(reading.cells(row, PaymentField.REFERENCE)))[:_MOST_TEXT]
    said = "|".join((day.isoformat(), str(minor), currency, words, reference))
    return PaymentRow(
        row.place, f"pay:{sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}", day, minor, currency,
        words, reference,
    )  # fmt: skip


def first_payment_header(path: Path) -> tuple[str, ...]:
    """Return the headings of a table as those of a bank account's list are looked for, below titles.

    Raises:
        JournalError: It cannot be read as a table.
    """
    return read_any_table(path, heading_worth=known_payment_headings, most_rows=SAMPLE_ROWS).header

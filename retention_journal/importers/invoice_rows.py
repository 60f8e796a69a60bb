"""What one row of a table says of an invoice: all of it, or one of its lines.

A row without number, day or amount cannot be taken in and is told, and so is a state that nobody knows. A bad
value in a field that one can do without costs that value and is told.

Source: imports, sections 1.2, 4.6 and 4.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from retention_journal.core.incoming import Whose
from retention_journal.core.intake import LONGEST_NAME, Problem
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers import invoice_amounts as amounts
from retention_journal.importers import invoice_words, values
from retention_journal.importers.client_rows import shown
from retention_journal.importers.dates import read_date
from retention_journal.importers.invoice_columns import InvoiceField

#: What a row says: for each field all its texts, as they stand.
Said = Mapping[InvoiceField, Sequence[str]]

_LONGEST_NUMBER = 100
_KEPT_AS_TEXT = re.compile(r'=?"([^"]*)"')  # ="0017", as a number is kept from a spreadsheet's hands
_NOT_PAID = frozenset(
    {"n/a", "na", "no", "nei", "nej", "nein", "unpaid", "not paid", "ubetalt", "ikke betalt", "obetald",
     "ej betald", "unbezahlt", "never", "null", "none"}
)  # fmt: skip


@dataclass(frozen=True)
class InvoiceConventions:
    """How the columns of one file are to be read.

    Attributes:
        dates: Key of ``dates.DATE_FORMATS`` of each field that holds days; "" where none was found.
        decimal_sign: "." or ",".
        headings: Heading under which each field stands, for telling where a problem is.
        currency: ISO 4217 code of amounts that name none.
        terms_days: Days given for paying where no column says when it is due; None where nobody said.
    """

    dates: Mapping[InvoiceField, str] = field(default_factory=dict)
    decimal_sign: str = "."
    headings: Mapping[InvoiceField, str] = field(default_factory=dict)
    currency: str = ""
    terms_days: int | None = None


@dataclass(frozen=True)
class Line:
    """What a row says.

    Attributes:
        total: Of the whole invoice, None where no column says it.
        amount: Of this line alone, None where no column says it.
        is_gross: Whether ``amount`` is all of the line, so that the lines make up the total.
        tax: Of this row.
        state: None where no column says it.
        paid: What was paid so far of the whole invoice.
        open: What is still open of it.
        text: What the line was for.
        note: What else the row tells.
    """

    place: str
    number: str
    whose: Whose
    issued_on: date
    currency: str
    due_on: date | None = None
    paid_on: date | None = None
    state: InvoiceState | None = None
    is_credit: bool = False
    total: Decimal | None = None
    amount: Decimal | None = None
    is_gross: bool = False
    tax: Decimal = Decimal(0)
    paid: Decimal | None = None
    open: Decimal | None = None
    text: str = ""
    note: tuple[str, ...] = ()

    @property
    def client_key(self) -> str:
        """By what its client is told from others of the same file."""
        return self.whose.name.casefold() or next(iter(self.whose.numbers + self.whose.addresses), "")


class NotTakenError(Exception):
    """A row cannot be taken in; it never leaves this package."""

    def __init__(self, message: str, told: InvoiceField | None = None, *, is_by_choice: bool = False) -> None:
        super().__init__(message)
        self.message, self.told, self.is_by_choice = message, told, is_by_choice


def line_of(place: str, said: Said, conventions: InvoiceConventions) -> tuple[Line | None, list[Problem]]:
    """Return what a row says, None where it cannot be taken in, and what was wrong."""
    row = _Row(place, said, conventions)
    try:
        return row.read(), row.problems
    except NotTakenError as error:
        heading = conventions.headings.get(error.told, "") if error.told else ""
        return None, [Problem(place, error.message, heading, left_out=True, is_by_choice=error.is_by_choice)]


def number_in(said: Said) -> str:
    """Return the number of the invoice that a row names, "" where it names none."""
    text = clean(next(iter(said.get(InvoiceField.NUMBER, ())), ""), lines=False)
    found = _KEPT_AS_TEXT.fullmatch(text)
    return clean(found[1], lines=False) if found else text


class _Row:
    """What one row says, with the problems met on the way."""

    def __init__(self, place: str, said: Said, conventions: InvoiceConventions) -> None:
        self.problems: list[Problem] = []
        self._place, self._said, self._conventions = place, said, conventions

    def read(self) -> Line:
        """Return what the row says.

        Raises:
            NotTakenError: It cannot be taken in.
        """
        kind, states = self._text(InvoiceField.KIND), list(self._said.get(InvoiceField.STATE, ()))
        if invoice_words.is_no_invoice(kind):
            raise NotTakenError(
                _("It is “{text}”, not an invoice. Left out.").format(text=shown(kind)),
                InvoiceField.KIND, is_by_choice=True,
            )  # fmt: skip
        if any(map(invoice_words.is_void, states)):
            raise NotTakenError(
                _("It is not valid any more: “{text}”. Left out.").format(text=shown(" ".join(states))),
                InvoiceField.STATE, is_by_choice=True,
            )  # fmt: skip
        credits = [text for text in states if invoice_words.is_credit(text)]
        state = self._state([text for text in states if text not in credits])
        issued_on = self._issued_on()
        amount, is_gross = self._line_amount()
        total = self._amount(InvoiceField.TOTAL)
        if total is None and amount is None:
            raise NotTakenError(_("It has no amount. Left out."), self._amount_field())
        return Line(
            self._place, self._number(state), self._whose(), issued_on, self._currency(),
            self._due_on(issued_on), self._paid_on(state), state,
            invoice_words.is_credit(kind) or bool(credits), total, amount, is_gross, self._tax(),
            self._amount(InvoiceField.PAID), self._amount(InvoiceField.OPEN), self._line_text(amount),
            self._notes(),
        )  # fmt: skip

    def _number(self, state: InvoiceState | None) -> str:
        number = number_in(self._said)
        if not number and state is not InvoiceState.DRAFT:
            raise NotTakenError(_("It has no invoice number. Left out."), InvoiceField.NUMBER)
        if len(number) > _LONGEST_NUMBER:
            raise NotTakenError(
                _("“{text}” is too long for an invoice number. Left out.").format(text=shown(number)),
                InvoiceField.NUMBER,
            )
        return number

    def _state(self, texts: list[str]) -> InvoiceState | None:
        if not texts:
            return None
        state = invoice_words.state_of_words(texts)
        if state is None:
            raise NotTakenError(
                _("“{text}” is no state of an invoice that is known. Left out.").format(
                    text=shown(", ".join(texts))
                ),
                InvoiceField.STATE,
            )
        return state

    def _whose(self) -> Whose:
        name = self._text(InvoiceField.CLIENT)
        numbers = (self._text(InvoiceField.ORG_NUMBER), self._text(InvoiceField.CLIENT_NUMBER))
        email = self._text(InvoiceField.EMAIL).casefold()
        if len(name) > LONGEST_NAME:
            raise NotTakenError(_("Its client’s name is too long. Left out."), InvoiceField.CLIENT)
        return Whose(name, (email,) if "@" in email else (), tuple(number for number in numbers if number))

    # Days

    def _issued_on(self) -> date:
        text = self._text(InvoiceField.ISSUED_ON)
        if values.is_empty(text):
            raise NotTakenError(_("It does not say when it was issued. Left out."), InvoiceField.ISSUED_ON)
        day = self._day(InvoiceField.ISSUED_ON, text)
        if day is None:
            raise NotTakenError(
                _("“{text}” is no date, or not written like the others of its column. Left out.").format(
                    text=shown(text)
                ),
                InvoiceField.ISSUED_ON,
            )
        return day

    def _due_on(self, issued_on: date) -> date | None:
        text = self._text(InvoiceField.DUE_ON)
        if values.is_empty(text):
            return _later(issued_on, self._conventions.terms_days)
        day = self._day(InvoiceField.DUE_ON, text)
        if day is None:
            self._tell(_("“{text}” is no date; when it is due is not known.").format(text=shown(text)),
                       InvoiceField.DUE_ON)  # fmt: skip
        elif day < issued_on:
            self._tell(_("It would be due before it was issued; when it is due is not known."),
                       InvoiceField.DUE_ON)  # fmt: skip
            return None
        return day

    def _paid_on(self, state: InvoiceState | None) -> date | None:
        text = self._text(InvoiceField.PAID_ON)
        if values.is_empty(text) or text.casefold() in _NOT_PAID:
            return None
        day = self._day(InvoiceField.PAID_ON, text)
        if day is None:
            told = _("“{text}” is no date, so nobody can tell when it was paid.").format(text=shown(text))
            if state is None:
                left_out = _("Left out.")
                raise NotTakenError(f"{told} {left_out}", InvoiceField.PAID_ON)
            self._tell(told, InvoiceField.PAID_ON)
        elif state not in {None, InvoiceState.PAID, InvoiceState.PART_PAID}:
            self._tell(
                _("It has a day of payment but is not called paid; the day was left out."),
                InvoiceField.PAID_ON,
            )
            return None
        return day

    def _day(self, of: InvoiceField, text: str) -> date | None:
        name = self._conventions.dates.get(of, "")
        return read_date(text, name) if name else None

    # Money

    def _amount(self, of: InvoiceField) -> Decimal | None:
        text = self._text(of)
        if values.is_empty(text):
            return None
        amount = amounts.read_amount(text, self._conventions.decimal_sign)
        if amount is None:
            raise NotTakenError(_("“{text}” is no amount. Left out.").format(text=shown(text)), of)
        return amount

    def _line_amount(self) -> tuple[Decimal | None, bool]:
        """Return what the row's line comes to, and whether the lines make up the total."""
        whole = self._amount(InvoiceField.LINE_TOTAL)
        if whole is not None:
            return whole, True
        net = self._amount(InvoiceField.NET)
        if net is None and {InvoiceField.QUANTITY, InvoiceField.RATE} <= self._said.keys():
            quantity, rate = self._amount(InvoiceField.QUANTITY), self._amount(InvoiceField.RATE)
            net = quantity * rate if quantity is not None and rate is not None else None
        return (None if net is None else net + self._tax()), False

    def _tax(self) -> Decimal:
        """Return the taxes of the row; a column of rates ("25 %") holds none."""
        told = [
            amounts.read_amount(text, self._conventions.decimal_sign)
            for text in self._said.get(InvoiceField.TAX, ())
        ]
        return sum((one for one in told if one is not None), Decimal(0))

    def _amount_field(self) -> InvoiceField:
        known = self._conventions.headings
        return next(
            (one for one in (InvoiceField.TOTAL, InvoiceField.LINE_TOTAL, InvoiceField.NET) if one in known),
            InvoiceField.RATE,
        )

    def _currency(self) -> str:
        text = self._text(InvoiceField.CURRENCY)
        if text and text.casefold().strip(".") != "kr":
            if not amounts.is_currency_code(text.upper()):
                raise NotTakenError(
                    _("There is no currency “{text}”. Left out.").format(text=shown(text)),
                    InvoiceField.CURRENCY,
                )
            return text.upper()
        beside = (
            amounts.bare_amount(self._text(of))[1] for of in (InvoiceField.TOTAL, InvoiceField.LINE_TOTAL)
        )
        currency = next((code for code in beside if code), self._conventions.currency)
        if not currency:
            raise NotTakenError(_("It does not say its currency. Left out."), InvoiceField.CURRENCY)
        return currency

    # Texts

    def _line_text(self, amount: Decimal | None) -> str:
        """Return what the line was for, written the same in every language, for it is compared later."""
        what = " – ".join(
            dict.fromkeys(
                text for of in (InvoiceField.ITEM, InvoiceField.DESCRIPTION) if (text := self._text(of))
            )
        )
        counted = [self._number_told(of) for of in (InvoiceField.QUANTITY, InvoiceField.RATE)]
        times = " × ".join(counted) if all(counted) else ""
        whole = amounts.told(amount) if amount is not None and times else ""
        line = ": ".join(part for part in (what, "; ".join(filter(None, (times, whole)))) if part)
        return clean(line, lines=False)

    def _number_told(self, of: InvoiceField) -> str:
        number = amounts.read_amount(self._text(of), self._conventions.decimal_sign)
        return "" if number is None else amounts.told(number)

    def _notes(self) -> tuple[str, ...]:
        reference = self._text(InvoiceField.REFERENCE)
        heading = self._conventions.headings.get(InvoiceField.REFERENCE, "")
        notes = [clean(text) for text in self._said.get(InvoiceField.NOTE, ())]
        return tuple(one for one in (f"{heading}: {reference}" if reference else "", *notes) if one)

    def _text(self, of: InvoiceField) -> str:
        return clean(next(iter(self._said.get(of, ())), ""), lines=False)

    def _tell(self, message: str, of: InvoiceField) -> None:
        self.problems.append(Problem(self._place, message, self._conventions.headings.get(of, "")))


def _later(day: date, days: int | None) -> date | None:
    """Return the day so many days later, None where nobody said how many or there is no such day."""
    if days is None:
        return None
    last = date.max.toordinal()
    return date.fromordinal(min(day.toordinal() + max(days, 0), last))

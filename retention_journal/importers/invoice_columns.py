"""Which column of a table of invoices means what: guessed from headings, and open to be said otherwise.

Source: imports, sections 1.2, 1.8 and 4.1: FreshBooks by its headings, synonyms in five languages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from retention_journal.core.terms import Term
from retention_journal.i18n import N_
from retention_journal.importers import dates, values
from retention_journal.importers.columns import CLIENT_WORDS, MappingTo, fields_named, plain_heading
from retention_journal.importers.hours_columns import holds_hours
from retention_journal.importers.invoice_amounts import read_amount
from retention_journal.importers.invoice_headings import FRESHBOOKS, WORDS
from retention_journal.importers.trackers import tracker_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retention_journal.importers.csv_rows import Row


class InvoiceField(Term):
    """What a column of invoices can mean."""

    NUMBER = "number", N_("Invoice number")
    CLIENT = "client", N_("Client")
    CLIENT_NUMBER = "client_number", N_("Client number")
    ORG_NUMBER = "org_number", N_("Organisation number")
    EMAIL = "email", N_("E-mail")
    ISSUED_ON = "issued_on", N_("Issued")
    DUE_ON = "due_on", N_("Due")
    PAID_ON = "paid_on", N_("Paid on")
    STATE = "state", N_("State")
    KIND = "kind", N_("Invoice or credit note")
    TOTAL = "total", N_("Total")
    PAID = "paid", N_("Paid so far")
    OPEN = "open", N_("Still open")
    CURRENCY = "currency", N_("Currency")
    LINE_TOTAL = "line_total", N_("Total of a line")
    NET = "net", N_("Amount without tax")
    TAX = "tax", N_("Tax")
    QUANTITY = "quantity", N_("Quantity")
    RATE = "rate", N_("Price of one")
    ITEM = "item", N_("Item")
    DESCRIPTION = "description", N_("Description of a line")
    REFERENCE = "reference", N_("Payment reference (KID, OCR)")
    NOTE = "note", N_("Note")


#: Fields that several columns may have; of others the likeliest column is taken.
_SHARED = frozenset({InvoiceField.TAX, InvoiceField.NOTE, InvoiceField.STATE})
#: Fields of which one, or a quantity with its price, tells the amount.
AMOUNTS = frozenset({InvoiceField.TOTAL, InvoiceField.LINE_TOTAL, InvoiceField.NET})
_COUNTED = frozenset({InvoiceField.QUANTITY, InvoiceField.RATE})
#: What tables of invoices have and those of hours do not.
_TELLING = frozenset(
    {InvoiceField.DUE_ON, InvoiceField.STATE, InvoiceField.PAID_ON, InvoiceField.LINE_TOTAL,
     InvoiceField.OPEN}
)  # fmt: skip
_PLAIN_NUMBERS = ("number", "no", "nr", "nummer", "id")
_OF_INVOICES = ("invoice", "faktura", "rechnung")
_PLAIN_NAMES = ("name", "navn", "namn")
_PLAIN_DATES = ("date", "dato", "datum")
_PLAIN_PAID = frozenset({"paid", "betalt", "betald", "bezahlt"})


@dataclass(frozen=True)
class InvoiceMapping(MappingTo[InvoiceField]):
    """What the columns of a table of invoices mean."""

    def taken(self) -> set[InvoiceField]:
        """Return all fields that some column means."""
        return {field for _heading, field in self.fields}

    def among(self, header: Sequence[str]) -> InvoiceMapping:
        """Return the mapping of those columns only that there are."""
        return replace(self, fields=tuple(pair for pair in self.fields if pair[0] in header))

    @property
    def is_enough(self) -> bool:
        """Whether number, day and amount of each invoice can be known."""
        taken = self.taken()
        tells_amount = bool(taken & AMOUNTS) or taken >= _COUNTED
        return {InvoiceField.NUMBER, InvoiceField.ISSUED_ON} <= taken and tells_amount


def invoice_mapping_of(names: Mapping[str, str]) -> InvoiceMapping:
    """Return the mapping that a person wrote as ``{"Fakturanr": "number", "Beløp": "total"}``.

    Raises:
        InvalidEntryError: It names a field that there is not.
    """
    return InvoiceMapping(fields_named(names, InvoiceField))


def speaks_of_invoices(told: Mapping[str, Any]) -> bool:
    """Say whether what a person wrote of columns is of a table of invoices."""
    names = {name for name in told.values() if isinstance(name, str)}
    return (
        len(names) > 1
        and all(isinstance(name, str) for name in told.values())
        and names <= set(InvoiceField)
        and {InvoiceField.NUMBER.value, InvoiceField.ISSUED_ON.value} <= names
    )


def guess_invoice_mapping(header: Sequence[str], rows: Sequence[Row] = ()) -> InvoiceMapping:
    """Return what the columns probably mean, by their headings.

    Args:
        header: The headings.
        rows: Some rows, which tell what a column means that is just called "Paid".
    """
    found: dict[str, InvoiceField] = {}
    best: dict[InvoiceField, tuple[int, str]] = {}
    for heading in header:
        field, rank = _meaning_of(heading)
        if field is None:
            continue
        if field in _SHARED:
            found[heading] = field
        elif field not in best or rank < best[field][0]:
            best[field] = (rank, heading)
    found |= {heading: field for field, (_rank, heading) in best.items()}
    _add_plain_ones(header, rows, found)
    if InvoiceField.OPEN in found.values() and not _tells_amount(found):
        heading = next(one for one, field in found.items() if field is InvoiceField.OPEN)
        found[heading] = InvoiceField.TOTAL
    tool = "FreshBooks" if is_of_freshbooks(header) else ""
    return InvoiceMapping(
        tuple((heading, found[heading]) for heading in header if heading in found), tool=tool
    )


def known_invoice_headings(cells: Sequence[str]) -> int:
    """Return how many cells of a row are headings that mean something."""
    plain = {*_PLAIN_NAMES, *_PLAIN_NUMBERS, *_PLAIN_DATES}
    names = {plain_heading(cell): _meaning_of(cell)[0] for cell in cells}
    return sum(field is not None or name in plain for name, field in names.items())


def is_of_freshbooks(header: Sequence[str]) -> bool:
    """Say whether these are the headings of "Invoice Details" of FreshBooks."""
    return {plain_heading(heading) for heading in header} >= FRESHBOOKS


def holds_invoices(header: Sequence[str]) -> bool:
    """Say whether a table with these headings is one of invoices."""
    if tracker_of(header) is not None:
        return False
    mapping = guess_invoice_mapping(header)
    if not mapping.is_enough:
        return False
    number = next(heading for heading, field in mapping.fields if field is InvoiceField.NUMBER)
    says_so = any(word in heading.casefold() for heading in header for word in _OF_INVOICES)
    is_plain = plain_heading(number) in _PLAIN_NUMBERS
    if is_plain and not says_so and InvoiceField.DUE_ON not in mapping.taken():
        return False
    return bool(mapping.taken() & _TELLING) or not holds_hours(header)


def _meaning_of(heading: str) -> tuple[InvoiceField | None, int]:
    """Return what a heading means and how likely, written with blanks or as one word: "InvoiceNumber"."""
    name = plain_heading(heading)
    return _SYNONYMS.get(name) or _WITHOUT_BLANKS.get(name) or (None, 0)


def _tells_amount(found: Mapping[str, InvoiceField]) -> bool:
    fields = set(found.values())
    return bool(fields & AMOUNTS) or fields >= _COUNTED


def _add_plain_ones(header: Sequence[str], rows: Sequence[Row], found: dict[str, InvoiceField]) -> None:
    """Give columns just called "Name", "No.", "Date" or "Paid" their meaning, where no other has it."""
    for words, field in (
        (_PLAIN_NAMES, InvoiceField.CLIENT),
        (_PLAIN_NUMBERS, InvoiceField.NUMBER),
        (_PLAIN_DATES, InvoiceField.ISSUED_ON),
    ):
        if field not in found.values():
            free = [(word, one) for word in words for one in header if one not in found]
            named = next((one for word, one in free if plain_heading(one) == word), None)
            if named is not None:
                found[named] = field
    for at, heading in enumerate(header):
        if plain_heading(heading) in _PLAIN_PAID and heading not in found:
            field = _meaning_of_paid([row.cells[at] for row in rows])
            if field is InvoiceField.STATE or field not in found.values():
                found[heading] = field


def _meaning_of_paid(cells: Sequence[str]) -> InvoiceField:
    """Return what a column called "Paid" holds: the days, the amounts, or yes and no."""
    told = [cell for cell in cells if not values.is_empty(cell)]
    days = sum(bool(dates.formats_of(cell)) for cell in told)
    if told and days * 2 > len(told):
        return InvoiceField.PAID_ON
    amounts = sum(any(read_amount(cell, sign) is not None for sign in ".,") for cell in told)
    if told and amounts * 2 > len(told):
        return InvoiceField.PAID
    return InvoiceField.STATE


_SYNONYMS: dict[str, tuple[InvoiceField, int]] = {
    word.strip(): (InvoiceField(name), rank)
    for name, words in ({**WORDS, "client": f"{WORDS['client']}; {CLIENT_WORDS}"}).items()
    for rank, word in reversed(list(enumerate(words.split(";"))))
}
_WITHOUT_BLANKS = {word.replace(" ", ""): meant for word, meant in reversed(_SYNONYMS.items()) if " " in word}

"""Which open invoice each payment into the bank probably pays, and why; noted only when the person says so.

Source: imports, section 4.9: amount, KID or number in the text, and name; confirmed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incoming import PaymentRow
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.names import normal_name
from retention_journal.i18n import _, ngettext
from retention_journal.services.invoices import InvoiceRow, client_invoices, invoice, values_when_paid
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Invoice

_OPEN = (InvoiceState.SENT, InvoiceState.PART_PAID, InvoiceState.DISPUTED)
_DIGITS = re.compile(r"\d+")
_LEAST_REFERENCE = 5  # digits of a KID; fewer stand in any text by chance
_LEAST_WORD = 3
_BY_REFERENCE, _BY_NUMBER, _BY_AMOUNT, _BY_NAME = 8, 4, 3, 2


@dataclass(frozen=True)
class Suggestion:
    """A payment and the invoice that it probably pays.

    Attributes:
        why: By what that is seen, in words, the surest first.
        is_sure: Whether two things speak for it and for no other invoice, and all that is open is paid.
        amount_minor: What is noted as paid.
    """

    payment: PaymentRow
    invoice: InvoiceRow
    why: tuple[str, ...]
    is_sure: bool

    @property
    def amount_minor(self) -> int:
        """What is noted as paid, in minor units."""
        return self.payment.amount_minor


@dataclass(frozen=True)
class _Fit:
    points: int
    why: tuple[str, ...]


def suggest_payments(journal: JournalReader, payments: Iterable[PaymentRow]) -> list[Suggestion]:
    """Return which open invoices payments probably pay, in the order of the payments; each invoice once.

    A payment of more than is open, before the invoice was issued, or in another currency pays none.
    """
    waiting = _open_invoices(journal)
    rows = list(payments)
    ranked = sorted(
        (
            (fit, at, one)
            for at, payment in enumerate(rows)
            for one in waiting
            if (fit := _fit(payment, one)) is not None
        ),
        key=_likeliest_first,
    )
    best: dict[int, list[int]] = {}
    for fit, at, _one in ranked:
        best.setdefault(at, []).append(fit.points)
    taken: set[int] = set()
    found: dict[int, Suggestion] = {}
    for fit, at, one in ranked:
        if at in found or one.invoice_id in taken:
            continue
        is_alone = best[at].count(best[at][0]) == 1
        is_whole = rows[at].amount_minor == one.open_minor
        taken.add(one.invoice_id)
        found[at] = Suggestion(rows[at], one, fit.why, is_alone and is_whole and len(fit.why) > 1)
    return [found[at] for at in sorted(found)]


def _likeliest_first(found: tuple[_Fit, int, InvoiceRow]) -> tuple[object, ...]:
    """Order what most speaks for first, then the invoice that is due first."""
    fit, at, one = found
    return -fit.points, one.due_on or date.max, one.issued_on, one.invoice_id, at


def note_payments(journal: Journal, chosen: Sequence[Suggestion], *, today: date) -> int:
    """Note payments that the person confirmed, as one act, and return how many.

    Raises:
        InvalidEntryError: A payment lies ahead or before its invoice, is of more than is open, or two of
            them are for one invoice. Nothing is written then.
        NotFoundError: An invoice is not in the journal any more.
    """
    ids = [one.invoice.invoice_id for one in chosen]
    if len(set(ids)) < len(ids):
        raise InvalidEntryError("invoice", _("One invoice is chosen for two payments."))
    values = {
        one.invoice.invoice_id: values_when_paid(
            invoice(journal, one.invoice.invoice_id), one.payment.booked_on, today=today,
            amount_minor=one.amount_minor,
        )
        for one in chosen
    }  # fmt: skip
    if not values:
        return 0
    label = ngettext("Note {n} payment", "Note {n} payments", len(values)).format(n=len(values))
    with journal.change(label) as change:
        for number, told in values.items():
            change.update(Invoice, number, **told)
    return len(values)


def _open_invoices(journal: JournalReader) -> list[InvoiceRow]:
    clients = journal.tuples(
        Invoice.select(Invoice.client)
        .where(Invoice.state.in_(_OPEN) & Invoice.trashed_at.is_null() & (Invoice.total_minor > 0))
        .distinct()
    )
    rows = [one for (client,) in clients for one in client_invoices(journal, client)]
    return [one for one in rows if one.state in _OPEN and one.total_minor > 0 and one.open_minor > 0]


def _fit(payment: PaymentRow, one: InvoiceRow) -> _Fit | None:
    """Return what speaks for a payment being of an invoice, None where too little does."""
    too_much = payment.amount_minor > one.open_minor
    if payment.currency != one.currency or payment.booked_on < one.issued_on or too_much:
        return None
    text = f"{payment.reference} {payment.text}"
    digits = {digits.lstrip("0") for digits in _DIGITS.findall(text)} - {""}
    references = {told.lstrip("0") for told in _DIGITS.findall(one.note) if len(told) >= _LEAST_REFERENCE}
    points, why = 0, []
    if len(max(references & digits, key=len, default="")) >= _LEAST_REFERENCE - 1:
        points += _BY_REFERENCE
        why.append(_("The payment reference is the invoice’s"))
    elif one.number and _names_number(text, digits, one.number):
        points += _BY_NUMBER
        why.append(_("The invoice number stands in the text"))
    if payment.amount_minor == one.open_minor:
        points += _BY_AMOUNT
        why.append(_("The amount is what is open"))
    if _names(payment.text, one.client_name):
        points += _BY_NAME
        why.append(_("The name is the client’s"))
    is_enough = len(why) > 1 or points in {_BY_REFERENCE, _BY_AMOUNT}
    return _Fit(points, tuple(why)) if is_enough else None


def _names_number(text: str, digits: set[str], number: str) -> bool:
    """Say whether a text names the number of an invoice as a word of its own."""
    if number.isdecimal():
        return number.lstrip("0") in digits
    words = re.split(r"[\s,;:()]+", text.casefold())
    return number.casefold() in words


def _names(text: str, client: str) -> bool:
    """Say whether all words of a client's name stand in a text."""
    wanted = {word for word in normal_name(client).split() if len(word) >= _LEAST_WORD}
    return bool(wanted) and wanted <= set(normal_name(text).split())

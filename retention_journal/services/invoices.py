"""Invoices: sent, paid, disputed, written off; and what is open with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Query

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.invoices import (
    NOT_ASKED_FOR,
    InvoiceState,
    checked_currency,
    days_after_due,
    state_of,
)
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.business import own_business
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Invoice, key_of

_EARLIEST_YEAR, _LATEST_YEAR = 1950, 2200


@dataclass(frozen=True)
class InvoiceEntry:
    """What a person writes down of an invoice.

    Attributes:
        total_minor: What is asked for, in minor units; negative for a credit note.
        currency: ISO 4217.
        due_on: None where nobody knows, as of one that was brought in; it is never late then.
        paid_on: Day on which all was paid; None where it was not.
        number: What it is called; "" where it has no number.
        is_draft: Written, and not sent yet.
    """

    issued_on: date
    due_on: date | None
    total_minor: int
    currency: str
    number: str = ""
    paid_on: date | None = None
    is_draft: bool = False
    note: str = ""


@dataclass(frozen=True)
class InvoiceRow:
    """An invoice with its client, as lists show it."""

    invoice_id: int
    client_id: int
    client_name: str
    number: str
    issued_on: date
    due_on: date | None
    paid_on: date | None
    total_minor: int
    paid_minor: int
    currency: str
    state: InvoiceState
    note: str

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back."""
        return self.total_minor < 0

    @property
    def open_minor(self) -> int:
        """What is still to be paid, in minor units; nothing of a draft or of what was written off."""
        if self.state in NOT_ASKED_FOR or self.state is InvoiceState.PAID:
            return 0
        return self.total_minor - self.paid_minor

    def days_late(self, today: date) -> int | None:
        """Return days after the due day on which it was paid, or today waits; None where none is meant.

        Nobody was asked for a draft or a credit note, what was written off is waited for no more, and without
        a due day nothing is late.
        """
        if self.due_on is None or self.is_credit or self.state in NOT_ASKED_FOR:
            return None
        if self.paid_on is None and (self.state is InvoiceState.PAID or today <= self.due_on):
            return None
        return days_after_due(self.due_on, self.paid_on, today)

    def is_late(self, today: date) -> bool:
        """Say whether it is due, and nobody said that it is disputed."""
        waits = self.state in {InvoiceState.SENT, InvoiceState.PART_PAID}
        return waits and not self.is_credit and self.due_on is not None and self.due_on < today

    def entry(self) -> InvoiceEntry:
        """Return what a person may change of it."""
        return InvoiceEntry(
            self.issued_on, self.due_on, self.total_minor, self.currency, self.number, self.paid_on,
            self.state is InvoiceState.DRAFT, self.note,
        )  # fmt: skip


def add_invoice(journal: Journal, client_id: int, entry: InvoiceEntry, *, today: date) -> int:
    """Write down an invoice and return its id.

    Raises:
        InvalidEntryError: A day cannot be, there is no such currency, or the number is taken.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    must_be_here(journal, client_id)
    values = _checked(journal, client_id, entry, today)
    with journal.change(_("Add an invoice")) as change:
        return change.insert(Invoice, client=client_id, **values)


def edit_invoice(journal: Journal, invoice_id: int, entry: InvoiceEntry, *, today: date) -> None:
    """Change what an invoice says; what was paid of it stays, as far as it is not more than the total.

    Raises:
        InvalidEntryError: A day cannot be, there is no such currency, or the number is taken.
        NotFoundError: The invoice is not in the journal.
    """
    values = _checked(journal, None, entry, today, invoice(journal, invoice_id))
    with journal.change(_("Change an invoice")) as change:
        change.update(Invoice, invoice_id, **values)


def pay(
    journal: Journal, invoice_id: int, paid_on: date, *, today: date, amount_minor: int | None = None
) -> InvoiceState:
    """Note that an invoice was paid, whole or in part, and return how far it has come.

    Args:
        journal: Where it is kept.
        invoice_id: Which one.
        paid_on: The day the money came.
        today: The day of the tick.
        amount_minor: What came, in minor units; None is all that was open.

    Raises:
        InvalidEntryError: The day lies ahead or before the invoice, or the amount is more than is open.
        NotFoundError: The invoice is not in the journal.
    """
    values = values_when_paid(invoice(journal, invoice_id), paid_on, today=today, amount_minor=amount_minor)
    with journal.change(_("Note a payment")) as change:
        change.update(Invoice, invoice_id, **values)
    return InvoiceState(values["state"])


def values_when_paid(
    before: InvoiceRow, paid_on: date, *, today: date, amount_minor: int | None = None
) -> dict[str, Any]:
    """Return what becomes of an invoice when money comes in for it; arguments as for ``pay``.

    Raises:
        InvalidEntryError: The day lies ahead or before the invoice, or the amount is more than is open.
    """
    _check_paid_on(paid_on, before.issued_on, today)
    is_open = before.total_minor - before.paid_minor
    came = is_open if amount_minor is None else amount_minor
    _check_amount(came, is_open, before.currency)
    paid = before.paid_minor + came
    state = state_of(before.total_minor, paid)
    if state is InvoiceState.PAID:
        return {"paid_minor": paid, "state": state, "paid_on": paid_on}
    return {"paid_minor": paid, "state": state, "note": _with_part(before, came, paid_on)}


def take_back_payment(journal: Journal, invoice_id: int) -> None:
    """Note that nothing was paid of an invoice after all.

    Raises:
        NotFoundError: The invoice is not in the journal.
    """
    invoice(journal, invoice_id)
    with journal.change(_("Take back a payment")) as change:
        change.update(Invoice, invoice_id, paid_minor=0, paid_on=None, state=InvoiceState.SENT)


def dispute(journal: Journal, invoice_id: int) -> None:
    """Note that the client does not agree with an invoice.

    Raises:
        NotFoundError: The invoice is not in the journal.
    """
    _say(journal, invoice_id, InvoiceState.DISPUTED, _("Note that an invoice is disputed"))


def write_off(journal: Journal, invoice_id: int) -> None:
    """Wait for an invoice no more.

    Raises:
        NotFoundError: The invoice is not in the journal.
    """
    _say(journal, invoice_id, InvoiceState.WRITTEN_OFF, _("Write off an invoice"))


def ask_for_again(journal: Journal, invoice_id: int) -> None:
    """Take back a dispute, or what was written off: it stands as far as it was paid.

    Raises:
        NotFoundError: The invoice is not in the journal.
    """
    _say(journal, invoice_id, InvoiceState.SENT, _("Wait for an invoice again"))


def trash_invoice(journal: Journal, invoice_id: int, *, now: datetime) -> None:
    """Put an invoice in the trash.

    Raises:
        NotFoundError: The invoice is not in the journal.
    """
    invoice(journal, invoice_id)
    with journal.change(_("Move an invoice to the trash")) as change:
        change.trash(Invoice, invoice_id, at=now)


def invoice(journal: JournalReader, invoice_id: int) -> InvoiceRow:
    """Return one invoice.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = journal.tuples(_rows().where(key_of(Invoice) == invoice_id))
    if not found:
        raise NotFoundError(_("This invoice is not in the journal."), _("Look in the trash."))
    return InvoiceRow(*found[0])


def client_invoices(journal: JournalReader, client_id: int) -> list[InvoiceRow]:
    """Return the invoices of one client, the newest first."""
    query = _rows().where(Invoice.client == client_id)
    return [
        InvoiceRow(*one)
        for one in journal.tuples(query.order_by(Invoice.issued_on.desc(), key_of(Invoice).desc()))
    ]


def late_invoices(journal: JournalReader, today: date) -> list[InvoiceRow]:
    """Return what is overdue on ``today`` over all clients and not disputed, the longest overdue first."""
    waits = Invoice.state.in_([InvoiceState.SENT, InvoiceState.PART_PAID])
    query = _rows().where(Invoice.paid_on.is_null() & (Invoice.due_on < today) & waits)
    rows = journal.tuples(query.where(Invoice.total_minor > 0).order_by(Invoice.due_on, key_of(Invoice)))
    return [InvoiceRow(*one) for one in rows]


def usual_days(rows: list[InvoiceRow]) -> int | None:
    """Return how many days the newest invoice of ``rows`` with a due day gave for paying; None for none."""
    given = (
        (one.due_on - one.issued_on).days for one in rows if one.due_on is not None and not one.is_credit
    )
    return next(given, None)


def usual_currency(journal: JournalReader, client_id: int) -> str:
    """Return the currency of a client's newest invoice or terms, or your own where there is neither."""
    rows = journal.sql(
        "SELECT currency FROM (SELECT currency, issued_on AS at, id FROM invoice"
        " WHERE client_id = ?1 AND trashed_at IS NULL"
        " UNION ALL SELECT currency, coalesce(start_date, 0), id FROM engagement"
        " WHERE client_id = ?1 AND trashed_at IS NULL) ORDER BY at DESC, id DESC LIMIT 1",
        client_id,
    )
    return str(rows[0][0]) if rows else own_business(journal).currency


def _say(journal: Journal, invoice_id: int, said: InvoiceState, label: str) -> None:
    before = invoice(journal, invoice_id)
    state = state_of(before.total_minor, before.paid_minor, said)
    with journal.change(label) as change:
        change.update(Invoice, invoice_id, state=state)


def _checked(
    journal: JournalReader,
    client_id: int | None,
    entry: InvoiceEntry,
    today: date,
    before: InvoiceRow | None = None,
) -> dict[str, Any]:
    """Return the values of an invoice as the journal keeps them."""
    number = clean(entry.number, lines=False)
    _check_days(entry, today)
    if not entry.total_minor:
        raise InvalidEntryError("total_minor", _("Write the amount."))
    currency = checked_currency(entry.currency)
    owner = before.client_id if before is not None else client_id
    _refuse_same_number(journal, owner, number, before)
    said = before.state if before is not None else InvoiceState.SENT
    if entry.is_draft:
        said = InvoiceState.DRAFT
    elif said in {InvoiceState.DRAFT, InvoiceState.PAID}:
        said = InvoiceState.SENT
    paid = _paid_minor(entry, before)
    return {
        "number": number,
        "issued_on": entry.issued_on,
        "due_on": entry.due_on,
        "paid_on": entry.paid_on,
        "total_minor": entry.total_minor,
        "paid_minor": paid,
        "currency": currency,
        "state": state_of(entry.total_minor, paid, said),
        "note": entry.note,
    }


def _paid_minor(entry: InvoiceEntry, before: InvoiceRow | None) -> int:
    """Return what was paid: all with a day or paid some day, what came in parts without one."""
    if entry.paid_on is not None or (before is not None and _is_paid_some_day(before)):
        return entry.total_minor
    if before is None or before.state is InvoiceState.PAID or entry.is_draft:
        return 0
    if abs(before.paid_minor) >= abs(entry.total_minor) or before.paid_minor * entry.total_minor < 0:
        raise InvalidEntryError(
            "total_minor",
            _("More than that was paid already: {money}.").format(
                money=formats.money(before.paid_minor, before.currency)
            ),
            _("Say on which day all was paid, or take back the payment first."),
        )
    if before.paid_minor and entry.currency.strip().upper() != before.currency:
        raise InvalidEntryError("currency", _("A part was paid in {code}.").format(code=before.currency))
    return before.paid_minor


def _is_paid_some_day(before: InvoiceRow) -> bool:
    """Say whether an invoice was paid on a day nobody knows, as imports may tell."""
    return before.state is InvoiceState.PAID and before.paid_on is None


def _check_days(entry: InvoiceEntry, today: date) -> None:
    if entry.issued_on.year < _EARLIEST_YEAR:
        raise InvalidEntryError("issued_on", _("That is too long ago to be right."))
    if entry.issued_on > today and not entry.is_draft:
        raise InvalidEntryError("issued_on", _("That is in the future."), _("Keep it as a draft until then."))
    if entry.due_on is not None and entry.due_on < entry.issued_on:
        raise InvalidEntryError("due_on", _("That is before the invoice was issued."))
    if entry.due_on is not None and entry.due_on.year > _LATEST_YEAR:
        raise InvalidEntryError("due_on", _("That is too far ahead to be right."))
    if entry.paid_on is not None:
        if entry.is_draft:
            raise InvalidEntryError("paid_on", _("A draft cannot be paid yet."))
        _check_paid_on(entry.paid_on, entry.issued_on, today)


def _check_paid_on(paid_on: date, issued_on: date, today: date) -> None:
    if paid_on > today:
        raise InvalidEntryError("paid_on", _("That is in the future."))
    if paid_on < issued_on:
        raise InvalidEntryError("paid_on", _("That is before the invoice was issued."))


def _check_amount(came: int, is_open: int, currency: str) -> None:
    if not is_open:
        raise InvalidEntryError("amount_minor", _("Nothing of this invoice is open."))
    if not came or (came < 0) != (is_open < 0):
        raise InvalidEntryError("amount_minor", _("Write the amount that came."))
    if abs(came) > abs(is_open):
        money = formats.money(is_open, currency)
        raise InvalidEntryError("amount_minor", _("Only {money} is open.").format(money=money))


def _refuse_same_number(
    journal: JournalReader, client_id: int | None, number: str, before: InvoiceRow | None
) -> None:
    if not number:
        return
    own = None if before is None else before.invoice_id
    query = Invoice.select(key_of(Invoice), Invoice.number).where(
        (Invoice.client == client_id) & Invoice.trashed_at.is_null()
    )
    for other, taken in journal.tuples(query):
        if other != own and taken.casefold() == number.casefold():
            raise InvalidEntryError(
                "number", _("Invoice {number} is already here for this client.").format(number=taken)
            )


def _with_part(before: InvoiceRow, came: int, paid_on: date) -> str:
    """Return the note with one line more: what came, and when."""
    line = _("{money} paid on {day}.").format(
        money=formats.money(came, before.currency), day=formats.day(paid_on)
    )
    return f"{before.note}\n{line}" if before.note else line


def _rows() -> Query:
    return (
        Invoice.select(
            key_of(Invoice), Invoice.client, Client.name, Invoice.number, Invoice.issued_on, Invoice.due_on,
            Invoice.paid_on, Invoice.total_minor, Invoice.paid_minor, Invoice.currency, Invoice.state,
            Invoice.note,
        )
        .join(Client)
        .where(Invoice.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip

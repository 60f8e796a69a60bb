"""What is good to have at hand before a closing conversation: facts, not arguments. Source: forms, 2."""

from __future__ import annotations

from datetime import date

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.periods import months_between
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.i18n import _
from retention_journal.services.people import people
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Interaction, Invoice, Promise, key_of

_LAST_TALKS = 3
_YEAR = 12


def at_hand(
    journal: JournalReader, client_id: int, today: date, language: str | None = None
) -> tuple[str, ...]:
    """Return how long they were a client, what was kept, and the last talks, a sentence each.

    Args:
        journal: Where it is kept.
        client_id: Who leaves.
        today: The day it is.
        language: A tag of ``i18n.LANGUAGES``; None means the program's own.
    """
    told = language or i18n.language()
    lines = (
        _tenure(journal, client_id, today, told),
        _kept(journal, client_id, told),
        _talks(journal, client_id, told),
    )
    return tuple(line for line in lines if line)


def still_open(journal: JournalReader, client_id: int) -> str:
    """Return what the journal knows to be open between you: promises and invoices; "" where nothing is."""
    open_promises = Promise.select(Promise.text, Promise.direction).where(
        (Promise.client == client_id) & Promise.trashed_at.is_null() & (Promise.state == PromiseState.OPEN)
    )
    parts = [
        _("you promised: {text}").format(text=text)
        if direction is PromiseDirection.OURS
        else _("they promised: {text}").format(text=text)
        for text, direction in journal.tuples(open_promises.order_by(Promise.due_at))
    ]
    unpaid = Invoice.select(Invoice.number).where(
        (Invoice.client == client_id)
        & Invoice.trashed_at.is_null()
        & Invoice.state.in_([InvoiceState.SENT, InvoiceState.PART_PAID, InvoiceState.DISPUTED])
    )
    parts += [
        _("invoice {number} is not paid").format(number=number)
        for (number,) in journal.tuples(unpaid.order_by(Invoice.issued_on))
    ]
    return _("In the journal: {parts}.").format(parts="; ".join(parts)) if parts else ""


def talk_partners(journal: JournalReader, client_id: int, today: date) -> list[tuple[int, str]]:
    """Return with whom one may have talked: those who are there, then those who left."""
    found: dict[int, str] = {}
    for person in people(journal, client_id, today):
        found.setdefault(person.contact_id, person.display_name)
    return list(found.items())


def _tenure(journal: JournalReader, client_id: int, today: date, language: str) -> str:
    texts = i18n.texts_in(language)
    start = journal.value(Client.select(Client.start_date).where(key_of(Client) == client_id))
    if start is None:
        return ""
    years, months = divmod(months_between(start, today), _YEAR)
    since = formats.month_within(start, language)
    if years:
        return texts.ngettext(
            "A client for {n} year, since {month}.", "A client for {n} years, since {month}.", years
        ).format(n=years, month=since)
    return texts.ngettext(
        "A client for {n} month, since {month}.", "A client for {n} months, since {month}.", months
    ).format(n=months, month=since)


def _kept(journal: JournalReader, client_id: int, language: str) -> str:
    _ = i18n.texts_in(language).gettext
    states = [
        state
        for (state,) in journal.tuples(
            Promise.select(Promise.state).where(
                (Promise.client == client_id)
                & (Promise.direction == PromiseDirection.OURS)
                & Promise.trashed_at.is_null()
                & Promise.state.in_([PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN])
            )
        )
    ]
    if not states:
        return ""
    return _("Promises kept in time: {kept} of {of}.").format(
        kept=sum(state is PromiseState.KEPT for state in states), of=len(states)
    )


def _talks(journal: JournalReader, client_id: int, language: str) -> str:
    _ = i18n.texts_in(language).gettext
    query = (
        Interaction.select(Interaction.occurred_at)
        .where(
            (Interaction.client == client_id)
            & Interaction.trashed_at.is_null()
            & Interaction.counts_as_contact
        )
        .order_by(Interaction.occurred_at.desc())
        .limit(_LAST_TALKS)
    )
    days = [formats.day(at.date(), language) for (at,) in journal.tuples(query)]
    return _("The last talks: {days}.").format(days=", ".join(days)) if days else ""

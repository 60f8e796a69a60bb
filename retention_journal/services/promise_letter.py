"""A letter that tells a client the new date of a promise, before the date is changed."""

from __future__ import annotations

from datetime import date

from retention_journal import i18n
from retention_journal.core.promise_words import NewDate, letter
from retention_journal.services.business import own_business
from retention_journal.services.people import first_name, people
from retention_journal.services.promise_rows import PromiseRow
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, key_of


def new_date_letter(
    journal: JournalReader, promised: PromiseRow, after: date | None, reason: str, *, today: date
) -> str:
    """Return the text of an e-mail to the client's first person, in the client's language.

    Args:
        journal: Where to look.
        promised: What was promised.
        after: The day it will come; None while none is chosen, and then none is named.
        reason: Why, as the client may read it.
        today: Who is their first person is asked for this day.
    """
    own = own_business(journal)
    spoken = journal.value(Client.select(Client.language).where(key_of(Client) == promised.client_id))
    reader = next((who for who in people(journal, promised.client_id, today) if who.is_current), None)
    return letter(
        NewDate(
            text=promised.text,
            before=promised.due_on,
            after=after,
            reason=" ".join(reason.split()),
            person=first_name(reader.display_name) if reader else "",
            sender=own.person or own.name,
            language=i18n.nearest(spoken or own.language),
        )
    )

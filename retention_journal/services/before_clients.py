"""Periods before somebody was a client: there is nothing to report about them."""

from __future__ import annotations

from datetime import date

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange
from retention_journal.i18n import _
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, key_of


def client_since(journal: JournalReader, client_id: int) -> date | None:
    """Return since when somebody is a client, None where that is not known."""
    start: date | None = journal.value(Client.select(Client.start_date).where(key_of(Client) == client_id))
    return start


def began_after(journal: JournalReader, client_id: int, period: DayRange) -> date | None:
    """Return since when somebody is a client, where that is after ``period``; else None."""
    start = client_since(journal, client_id)
    return start if start is not None and start > period.last else None


def refuse_before(journal: JournalReader, client_id: int, period: DayRange) -> None:
    """Refuse a report about a period before the client began.

    Raises:
        InvalidEntryError: They became a client after it.
    """
    start = began_after(journal, client_id, period)
    if start is not None:
        raise InvalidEntryError(
            "period", told_before(start), _("Choose a later period, or correct that day.")
        )


def told_before(start: date) -> str:
    """Return the sentence that says since when they are a client."""
    return _("They became a client on {day}, after this period.").format(day=formats.day(start))

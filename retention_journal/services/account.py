"""One's own account of an incident: dated, sourced, and from the day it is locked never rewritten.

"The story grows" (capability E23): what was written when it was fresh stays as it was, what is added later
says that it is later, and a sentence that turned out wrong is corrected by another beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.incidents import incident
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import AccountEntry, Incident, key_of

#: An entry may hold 50,000 words and more.
_LONGEST = 1_000_000


@dataclass(frozen=True)
class AccountRow:
    """One entry of an account.

    Attributes:
        written_at: When it was written, in UTC.
        happened_at: When what it tells of happened, on the wall; None where no moment was named.
        source: How one knows: "my log", "Tor on the phone".
        corrects: Number of the entry it corrects.
        is_later: It was written after the account was locked.
        is_corrected: A later entry corrects it.
    """

    entry_id: int
    written_at: datetime
    happened_at: datetime | None
    text: str
    source: str
    corrects: int | None
    is_later: bool = False
    is_corrected: bool = False


def account(journal: JournalReader, incident_id: int) -> list[AccountRow]:
    """Return the entries of an account in the order they were written."""
    locked = incident(journal, incident_id).account_locked_at
    rows = journal.tuples(
        AccountEntry.select(
            key_of(AccountEntry), AccountEntry.written_at, AccountEntry.happened_at, AccountEntry.text,
            AccountEntry.source, AccountEntry.corrects,
        )
        .where((AccountEntry.incident == incident_id) & AccountEntry.trashed_at.is_null())
        .order_by(AccountEntry.written_at, key_of(AccountEntry))
    )  # fmt: skip
    corrected = {row[5] for row in rows}
    return [
        AccountRow(
            number, written, happened, text, source, corrects,
            is_later=locked is not None and written > locked,
            is_corrected=number in corrected,
        )
        for number, written, happened, text, source, corrects in rows
    ]  # fmt: skip


def write_account(
    journal: Journal,
    incident_id: int,
    text: str,
    *,
    now: datetime,
    source: str = "",
    happened_at: datetime | None = None,
    corrects: int | None = None,
) -> int:
    """Add an entry and return its id.

    Args:
        journal: Where it is kept.
        incident_id: Of which incident.
        text: What happened.
        now: The moment of writing.
        source: How one knows.
        happened_at: When it happened, on the wall.
        corrects: Number of an entry of the same account that turned out wrong.

    Raises:
        InvalidEntryError: It says nothing, is too long, or happened in the future.
        NotFoundError: The incident, or the entry it corrects, is not in the journal.
    """
    text = clean(text).strip()
    if not text:
        raise InvalidEntryError("text", _("Write what happened."))
    if len(text) > _LONGEST:
        raise InvalidEntryError("text", _("That is too much text. Write what matters, and keep the rest."))
    if happened_at is not None and happened_at > on_the_wall(instant(now)):
        raise InvalidEntryError("happened_at", _("That moment has not come yet."))
    if corrects is not None and corrects not in {row.entry_id for row in account(journal, incident_id)}:
        raise NotFoundError(_("This entry is not in the account."))
    incident(journal, incident_id)
    with journal.change(_("Write in the account")) as change:
        return change.insert(
            AccountEntry, incident=incident_id, written_at=instant(now), happened_at=happened_at, text=text,
            source=clean(source, lines=False), corrects=corrects,
        )  # fmt: skip


def lock_account(journal: Journal, incident_id: int, *, now: datetime) -> None:
    """Lock an account: from now on what is added says that it is later. It is not unlocked again.

    Raises:
        InvalidEntryError: There is nothing in it, or it is locked.
        NotFoundError: The incident is not in the journal.
    """
    one = incident(journal, incident_id)
    if one.account_locked_at is not None:
        raise InvalidEntryError("account", _("The account is locked already."))
    if not account(journal, incident_id):
        raise InvalidEntryError("account", _("Write what happened first."))
    with journal.change(_("Lock the account")) as change:
        change.update(Incident, incident_id, account_locked_at=instant(now))

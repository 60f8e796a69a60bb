"""Acts of the days after a loss, each undone as one: marking, writing down the talk, private notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.post_mortems import private_page, save_private_page
from retention_journal.services.promises import must_be_here
from retention_journal.services.reflections import (
    ClosingEntry,
    LossEntry,
    LossView,
    record_loss,
    save_closing,
)
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Interaction


def mark_lost(
    journal: Journal, client_id: int, entry: LossEntry, closing: ClosingEntry, *, today: date
) -> int:
    """Write down a loss and what becomes of the closing conversation, as one act; return the loss's id.

    Raises:
        InvalidEntryError: A day lies wrong, or a guess is called confirmed.
        NotFoundError: There is no such client.
    """
    with journal.change(_("Mark as lost")):
        loss = record_loss(journal, client_id, entry, today=today)
        if closing != ClosingEntry():
            save_closing(journal, loss, closing, today=today)
        return loss


def write_down(journal: Journal, before: LossView, closing: ClosingEntry, *, today: date) -> bool:
    """Keep the closing conversation, and say whether anything was new.

    Args:
        journal: The journal.
        before: The loss as it was shown.
        closing: Their answers.
        today: The day it is.

    Raises:
        InvalidEntryError: The conversation was held in the future.
    """
    if closing == before.closing:
        return False
    save_closing(journal, before.loss_id, closing, today=today)
    return True


def save_feelings(journal: Journal, before: LossView, feelings: str) -> bool:
    """Keep the private page of a loss, and say whether it changed."""
    kept = private_page(journal, before.loss_id)
    return save_private_page(journal, before.loss_id, replace(kept, words=feelings))


def write_note(journal: Journal, client_id: int, text: str, *, now: datetime) -> int:
    """Keep a private note about a client as of ``now`` and return its id; it never counts as contact.

    Raises:
        InvalidEntryError: It says nothing.
        NotFoundError: The client is not in the journal.
    """
    must_be_here(journal, client_id)
    with journal.change(_("Write a private note")) as change:
        return change.insert(
            Interaction,
            client=client_id,
            kind=Kind.NOTE,
            direction=Direction.NONE,
            outcome=Outcome.REACHED,
            occurred_at=now,
            summary=_note(text),
            source="manual",
        )


def rewrite_note(journal: Journal, note_id: int, text: str) -> None:
    """Say a private note in other words.

    Raises:
        InvalidEntryError: It says nothing.
    """
    with journal.change(_("Change a private note")) as change:
        change.update(Interaction, note_id, summary=_note(text))


def _note(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise InvalidEntryError("text", _("The note is empty."))
    return cleaned

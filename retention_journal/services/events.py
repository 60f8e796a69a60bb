"""Events at a client: what happened there or what they said, open until you have talked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Query

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.events import EventKind
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, ClientEvent, key_of


@dataclass(frozen=True)
class EventEntry:
    """What a form says of an event; ``settled_on`` None is open."""

    kind: EventKind
    happened_on: date | None
    note: str = ""
    settled_on: date | None = None


@dataclass(frozen=True)
class EventRow:
    """An event at a client; ``settled_on`` is the day you talked about it, None while it is open."""

    event_id: int
    client_id: int
    kind: EventKind
    happened_on: date
    note: str
    settled_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it has not been talked about."""
        return self.settled_on is None

    @property
    def entry(self) -> EventEntry:
        """What a form shows of it."""
        return EventEntry(self.kind, self.happened_on, self.note, self.settled_on)


def event(journal: JournalReader, event_id: int) -> EventRow:
    """Return one event.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = journal.tuples(_events().where(key_of(ClientEvent) == event_id))
    if not found:
        raise NotFoundError(_("This event is not in the journal."), _("Look in the trash."))
    return EventRow(*found[0])


def open_events(journal: JournalReader, client_id: int, today: date) -> list[EventRow]:
    """Return what happened at a client and was not talked about by ``today``, the newest first."""
    query = _events().where(
        (ClientEvent.client == client_id)
        & (ClientEvent.happened_on <= today)
        & (ClientEvent.settled_on.is_null() | (ClientEvent.settled_on > today))
    )
    newest = query.order_by(ClientEvent.happened_on.desc(), key_of(ClientEvent).desc())
    return [EventRow(*row) for row in journal.tuples(newest)]


def note_event(journal: Journal, client_id: int, entry: EventEntry, *, now: datetime) -> int:
    """Note something that happened at a client, or that they said, and return its id.

    Raises:
        InvalidEntryError: It has no day, or one of its days cannot be.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    values = _checked(entry, now.date())
    must_be_here(journal, client_id)
    with journal.change(_("Note an event")) as change:
        return change.insert(ClientEvent, client=client_id, **values)


def edit_event(journal: Journal, event_id: int, entry: EventEntry, *, now: datetime) -> None:
    """Change what is known of an event.

    Raises:
        InvalidEntryError: It has no day, or one of its days cannot be.
        NotFoundError: The event is not in the journal.
    """
    values = _checked(entry, now.date())
    event(journal, event_id)
    with journal.change(_("Change an event")) as change:
        change.update(ClientEvent, event_id, **values)


def settle_event(journal: Journal, event_id: int, *, now: datetime, on: date | None = None) -> None:
    """Say that an event was talked about; it weighs no longer.

    Args:
        journal: The journal.
        event_id: Which event.
        now: The moment of the tick.
        on: The day you talked about it, where that was not today.

    Raises:
        InvalidEntryError: The day lies ahead, or before the event.
        NotFoundError: The event is not in the journal.
    """
    day = on or now.date()
    _check_settled(day, event(journal, event_id).happened_on, now.date())
    with journal.change(_("Talk about an event")) as change:
        change.update(ClientEvent, event_id, settled_on=day)


def reopen_event(journal: Journal, event_id: int) -> None:
    """Take an event back among those to talk about.

    Raises:
        NotFoundError: The event is not in the journal.
    """
    event(journal, event_id)
    with journal.change(_("Reopen an event")) as change:
        change.update(ClientEvent, event_id, settled_on=None)


def trash_event(journal: Journal, event_id: int, *, now: datetime) -> None:
    """Put an event in the trash.

    Raises:
        NotFoundError: The event is not in the journal.
    """
    event(journal, event_id)
    with journal.change(_("Move an event to the trash")) as change:
        change.trash(ClientEvent, event_id, at=now)


def _checked(entry: EventEntry, today: date) -> dict[str, Any]:
    if entry.happened_on is None:
        raise InvalidEntryError("happened_on", _("Choose a day."))
    if entry.happened_on > today:
        raise InvalidEntryError("happened_on", _("That day has not come yet."))
    if entry.settled_on is not None:
        _check_settled(entry.settled_on, entry.happened_on, today)
    return {
        "kind": EventKind(entry.kind),
        "happened_on": entry.happened_on,
        "note": clean(entry.note),
        "settled_on": entry.settled_on,
    }


def _check_settled(day: date, happened_on: date, today: date) -> None:
    if day > today:
        raise InvalidEntryError("settled_on", _("That day has not come yet."))
    if day < happened_on:
        raise InvalidEntryError("settled_on", _("That is before it happened."))


def _events() -> Query:
    return (
        ClientEvent.select(
            key_of(ClientEvent), ClientEvent.client, ClientEvent.kind, ClientEvent.happened_on,
            ClientEvent.note, ClientEvent.settled_on,
        )
        .join(Client, on=(key_of(Client) == ClientEvent.client))
        .where(ClientEvent.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip

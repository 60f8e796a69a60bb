"""Meetings, set calls and promises as a calendar (ICS), for any calendar program.

All of it is events: a promise stands on its day as an event of the whole day, because not every program
shows tasks. Hours are written without a zone, as the journal keeps them, so that ten is ten wherever the
calendar is read. Private notes and what the client said stay in the journal; nobody is named as an
attendee, so that no program sends invitations.

Source: imports, section 4.7; RFC 5545.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from retention_journal.core import formats
from retention_journal.core.contacts import TALKS, Kind, Outcome
from retention_journal.core.incoming import OUR_CALENDAR
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.i18n import _
from retention_journal.services.promises import must_be_here
from retention_journal.services.report_files import FileKind, Outgoing, write_files
from retention_journal.services.transfer.content_lines import escaped, written
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    Client,
    Contact,
    Interaction,
    InteractionContact,
    PlannedCall,
    Promise,
    key_of,
)

_PRODUCT = "-//Retention Journal//Calendar//EN"
_KINDS = TALKS | {Kind.EVENT}


@dataclass(frozen=True)
class _Event:
    """One event: an hour, with or without an end, or with a day alone the whole of it."""

    uid: str
    changed_at: int
    begins: datetime | date
    title: str
    note: str
    minutes: int | None = None
    is_busy: bool = False


def write_calendar(journal: JournalReader, path: Path, *, client: int | None = None) -> int:
    """Write talks, set calls and promises with a date to a new file, and return how many there are.

    An older calendar there is replaced, anything else stays. The same records make the same bytes.

    Args:
        journal: The journal.
        path: Where the file goes.
        client: Number of the one client; None writes all.

    Raises:
        NotFoundError: The client is not in the journal.
        JournalError: The file cannot be written there.
    """
    if client is not None:
        must_be_here(journal, client)
    names = _names(journal, client)
    events = [*_talks(journal, names), *_calls(journal, names), *_promises(journal, names)]
    events.sort(key=lambda event: (_start(event), event.uid))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [line for event in events for line in _lines(event)]
    write_files([Outgoing(path, written([*lines, "END:VCALENDAR"]), FileKind.CALENDAR)])
    return len(events)


def _lines(event: _Event) -> Iterator[str]:
    changed = f"{datetime.fromtimestamp(event.changed_at, UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}{OUR_CALENDAR}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    if isinstance(event.begins, datetime):
        yield f"DTSTART:{_clock(event.begins)}"
        if event.minutes:
            yield f"DTEND:{_clock(event.begins + timedelta(minutes=event.minutes))}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(event.begins)}"
        yield f"DTEND;VALUE=DATE:{_day(event.begins + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.note:
        yield f"DESCRIPTION:{escaped(event.note)}"
    yield f"TRANSP:{'OPAQUE' if event.is_busy else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _clock(moment: datetime) -> str:
    return f"{_day(moment)}T{moment:%H%M%S}"


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"


def _start(event: _Event) -> datetime:
    begins = event.begins
    return begins if isinstance(begins, datetime) else datetime.combine(begins, time())


def _names(journal: JournalReader, client: int | None) -> dict[int, str]:
    query = Client.select(key_of(Client), Client.name).where(Client.trashed_at.is_null())
    return {number: name for number, name in journal.tuples(query) if client in {None, number}}


def _talks(journal: JournalReader, names: dict[int, str]) -> Iterator[_Event]:
    people = _people(journal)
    query = Interaction.select(
        key_of(Interaction), Interaction.client, Interaction.uid, Interaction.updated_at,
        Interaction.occurred_at, Interaction.duration_min, Interaction.kind, Interaction.summary,
    ).where(
        Interaction.trashed_at.is_null(),
        Interaction.kind.in_(sorted(_KINDS)),
        Interaction.outcome == Outcome.REACHED,
    )  # fmt: skip
    for number, client, uid, changed_at, at, minutes, kind, summary in journal.tuples(query):
        if client in names:
            title = _("{kind}: {client}").format(kind=kind.label, client=names[client])
            note = "\n".join([*_with(people.get(number, [])), *([summary] if summary else [])])
            yield _Event(uid, changed_at, at, title, note, minutes, is_busy=True)


def _with(people: list[str]) -> list[str]:
    return [_("With {people}").format(people=", ".join(people))] if people else []


def _people(journal: JournalReader) -> dict[int, list[str]]:
    query = (
        InteractionContact.select(InteractionContact.interaction, Contact.display_name)
        .join(Contact, on=InteractionContact.contact == key_of(Contact))
        .where(InteractionContact.trashed_at.is_null() & Contact.trashed_at.is_null())
        .order_by(key_of(InteractionContact))
    )
    found: dict[int, list[str]] = {}
    for number, name in journal.tuples(query):
        found.setdefault(number, []).append(name)
    return found


def _calls(journal: JournalReader, names: dict[int, str]) -> Iterator[_Event]:
    """Yield the calls that are set and not made."""
    query = PlannedCall.select(
        PlannedCall.client, PlannedCall.uid, PlannedCall.updated_at, PlannedCall.due_at, PlannedCall.why
    ).where(PlannedCall.trashed_at.is_null() & PlannedCall.done_on.is_null())
    for client, uid, changed_at, due_at, why in journal.tuples(query):
        if client in names:
            begins = due_at if due_at.time() != time() else due_at.date()
            title = _("Call {client}").format(client=names[client])
            yield _Event(uid, changed_at, begins, title, why, is_busy=isinstance(begins, datetime))


def _promises(journal: JournalReader, names: dict[int, str]) -> Iterator[_Event]:
    """Yield the promises that have a date and were not taken back; a promise is made for a day."""
    query = Promise.select(
        Promise.client, Promise.uid, Promise.updated_at, Promise.due_at, Promise.text, Promise.direction,
        Promise.state, Promise.delivered_at,
    ).where(
        Promise.trashed_at.is_null(), Promise.due_at.is_null(False), Promise.state != PromiseState.RELEASED
    )  # fmt: skip
    for client, uid, changed_at, due_at, text, direction, state, delivered_at in journal.tuples(query):
        if client not in names:
            continue
        title = (
            _("Promised to {client}: {text}")
            if direction is PromiseDirection.OURS
            else _("Promised by {client}: {text}")
        ).format(client=names[client], text=text)
        note = state.label
        if delivered_at is not None:
            note = _("{state}, on {day}").format(state=note, day=formats.day(delivered_at.date()))
        yield _Event(uid, changed_at, due_at.date(), title, note)

"""Complaints as a list tells them: whose, what about, what is waited for; not all that was written.

Two thousand of them, each with pages of words, are still listed at once: of their words only the first are
read.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from peewee import fn

from retention_journal.core.clients import GONE, Status
from retention_journal.core.incident_clock import Clock, Steps, clock_of
from retention_journal.core.incidents import (
    ANSWER_OWED,
    OPEN,
    IncidentKind,
    IncidentOutcome,
    IncidentState,
)
from retention_journal.core.moments import on_the_wall
from retention_journal.core.terms import Term
from retention_journal.i18n import N_
from retention_journal.services.incidents import answer_hours, called, last_reopened
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import AccountEntry, Argument, Cause, Client, Incident, key_of

_FIRST_LETTERS = 200
_PARTS: dict[str, Any] = {"argument": Argument, "account_entry": AccountEntry, "cause": Cause}
_STEPS = tuple(field.name for field in fields(Steps))


class ComplaintGroup(Term):
    """Under which heading a complaint stands. Source: DESIGN.md, 7.7."""

    ANSWER_OWED = "answer_owed", N_("Answer owed")
    TO_FOLLOW_UP = "to_follow_up", N_("To follow up")
    PUT_RIGHT = "put_right", N_("Put right")


@dataclass(frozen=True)
class ComplaintRow:
    """One complaint on a list; moments are in UTC.

    Attributes:
        first_letters: The beginning of the client's own words.
        clock: What is waited for, None where nothing is.
    """

    incident_id: int
    client_id: int
    client_name: str
    client_status: Status
    title: str
    first_letters: str
    kind: IncidentKind
    state: IncidentState
    is_complaint: bool
    outcome: IncidentOutcome | None
    received_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    clock: Clock | None

    @property
    def name(self) -> str:
        """What it is called: its title, else the first of their words, else its kind."""
        return called(self.title, self.first_letters, self.kind)

    @property
    def group(self) -> ComplaintGroup:
        """Under which heading it stands."""
        if self.state in ANSWER_OWED:
            return ComplaintGroup.ANSWER_OWED
        waits = self.state in OPEN or self.clock is not None
        return ComplaintGroup.TO_FOLLOW_UP if waits else ComplaintGroup.PUT_RIGHT

    @property
    def is_still_client(self) -> bool:
        """Whether the client is still one."""
        return self.client_status not in GONE

    @property
    def ended_on(self) -> date:
        """The day it was put right, or came to its end in another way."""
        return on_the_wall(self.resolved_at or self.closed_at or self.received_at).date()


def complaint_rows(journal: JournalReader, client_id: int | None = None) -> list[ComplaintRow]:
    """Return all complaints, or those of one client, in the order of the list.

    What waits stands first, the nearest end before the others; then what is over, the latest first.
    """
    hours = answer_hours(journal)
    found = [_row(values, hours) for values in journal.tuples(_rows(client_id))]
    return sorted(found, key=_place)


def count_answers_owed(journal: JournalReader, client_id: int | None = None) -> int:
    """Return how many complaints wait for an answer."""
    query = _here(Incident.select(fn.count(key_of(Incident)))).where(Incident.state.in_(sorted(ANSWER_OWED)))
    if client_id is not None:
        query = query.where(Incident.client == client_id)
    return int(journal.value(query) or 0)


def incident_of(journal: JournalReader, type_name: str, record_id: int) -> int | None:
    """Return to which complaint a record belongs: itself, a part of its account, an argument or a cause."""
    table = _PARTS.get(type_name)
    if table is None:
        return record_id if type_name == "incident" else None
    found = journal.value(table.select(table.incident).where(key_of(table) == record_id))
    return None if found is None else int(found)


def _place(row: ComplaintRow) -> tuple[int, bool, float, int]:
    group = list(ComplaintGroup).index(row.group)
    if row.group is ComplaintGroup.PUT_RIGHT:
        return (group, False, -row.ended_on.toordinal(), -row.incident_id)
    due = row.clock.due_at.timestamp() if row.clock else 0.0
    return (group, row.clock is None, due, row.incident_id)


def _rows(client_id: int | None) -> Any:
    shown = (
        key_of(Incident), Incident.client, Client.name, Client.status, Client.answer_within_hours,
        Incident.title, fn.substr(Incident.client_words, 1, _FIRST_LETTERS), Incident.kind,
        Incident.is_complaint, Incident.outcome, Incident.closed_at,
        *(last_reopened() if name == "reopened_at" else getattr(Incident, name) for name in _STEPS),
    )  # fmt: skip
    query = _here(Incident.select(*shown))
    return query if client_id is None else query.where(Incident.client == client_id)


def _here(query: Any) -> Any:
    joined = query.join(Client, on=Incident.client == key_of(Client))
    return joined.where(Incident.trashed_at.is_null() & Client.trashed_at.is_null())


def _row(values: tuple[Any, ...], hours: int) -> ComplaintRow:
    number, client, name, status, own_hours, title, letters, kind, is_complaint, outcome, closed, *steps = (
        values
    )
    taken = Steps(*steps)
    return ComplaintRow(
        incident_id=number,
        client_id=client,
        client_name=name,
        client_status=status,
        title=title,
        first_letters=letters,
        kind=kind,
        state=taken.state,
        is_complaint=is_complaint,
        outcome=outcome,
        received_at=taken.received_at,
        resolved_at=taken.resolved_at,
        closed_at=closed,
        clock=clock_of(taken, own_hours or hours),
    )

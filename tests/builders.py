"""Short ways to put true things into a journal for a test."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from retention_journal.core.clients import EngagementType, Status, Tier
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.incidents import CauseKind, IncidentKind, IncidentState, Whose
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import (
    Cause,
    Client,
    Contact,
    ContactRole,
    Incident,
    Interaction,
    Promise,
)

TODAY = date(2026, 3, 10)  # a Tuesday
NOON = datetime(2026, 3, 10, 12, 0)


@cache
def _an_empty_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.rjournal"
        Journal.create(path).close()
        return path.read_bytes()


def an_empty_journal(path: Path) -> Journal:
    """Open an empty journal at ``path``: a copy of one made earlier, which takes a quarter of the time."""
    path.write_bytes(_an_empty_file())
    return Journal.open(path)


def a_client(journal: Journal, name: str = "Ada Ltd", **values: object) -> int:
    values.setdefault("start_date", date(2024, 3, 1))
    values.setdefault("engagement_type", EngagementType.RETAINER)
    values.setdefault("status", Status.ACTIVE)
    values.setdefault("tier", Tier.B)
    values.setdefault("sort_key", name.casefold())
    with journal.change("Add a client") as change:
        return change.insert(Client, name=name, **values)


def a_person(journal: Journal, client: int, name: str = "Ada Byron", **values: object) -> int:
    role = {key: values.pop(key) for key in ("title", "is_primary", "valid_to") if key in values}
    with journal.change("Add a person") as change:
        person = change.insert(Contact, display_name=name, **values)
        change.insert(ContactRole, client=client, contact=person, **{"is_primary": True, **role})
    return person


def a_call(journal: Journal, client: int, at: datetime = NOON, **values: object) -> int:
    values.setdefault("kind", Kind.CALL)
    values.setdefault("direction", Direction.OUTBOUND)
    values.setdefault("outcome", Outcome.REACHED)
    with journal.change("Log a contact") as change:
        return change.insert(Interaction, client=client, occurred_at=at, **values)


def a_promise(journal: Journal, client: int, text: str = "Send the list", **values: object) -> int:
    values.setdefault("made_on", TODAY)
    with journal.change("Note a promise") as change:
        return change.insert(Promise, client=client, text=text, **values)


def an_incident(
    journal: Journal,
    client_id: int,
    *,
    received_at: datetime = datetime(2026, 3, 10, 9, 0, tzinfo=UTC),
    title: str = "The list came late",
    kind: IncidentKind = IncidentKind.MISSED_DEADLINE,
    state: IncidentState = IncidentState.RECEIVED,
    **columns: object,
) -> int:
    """Note an incident as it stands, without the steps that led there; ``received_at`` has a zone."""
    with journal.change("Note an incident") as change:
        return change.insert(
            Incident,
            client=client_id,
            received_at=received_at,
            title=title,
            kind=kind,
            state=state,
            **columns,
        )


def a_cause(
    journal: Journal,
    incident_id: int,
    kind: CauseKind = CauseKind.TIME_PRESSURE,
    whose: Whose = Whose.OURS,
    **columns: object,
) -> int:
    with journal.change("Note a cause") as change:
        return change.insert(Cause, incident=incident_id, kind=kind, whose=whose, **columns)

"""Incidents as the reason to agree again, and to ask again what matters: what happened, and when.

Source: capability B15; ideas 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal.core import formats
from retention_journal.core.incidents import IncidentKind, IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.i18n import _
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Incident, key_of

#: How long ago an incident may be to be the reason of an agreement.
RECENT = timedelta(days=365)


@dataclass(frozen=True)
class Happened:
    """An incident of a client, as one names it.

    Attributes:
        title: What it is called; where nobody named it, what kind it is.
        on: The day it was heard of.
    """

    incident_id: int
    title: str
    on: date

    def words(self, beside: date) -> str:
        """Return its name with its day, as it is said on or beside another day: "“Late list” (3 March)"."""
        day = formats.day_of_month(self.on) if self.on.year == beside.year else formats.day(self.on)
        return _("“{title}” ({day})").format(title=self.title, day=day)


def named(incident_id: int, title: str, kind: IncidentKind, received_at: datetime) -> Happened:
    """Return an incident by what the journal keeps of it."""
    return Happened(incident_id, title or kind.label, on_the_wall(received_at).date())


def recent_incidents(journal: JournalReader, client_id: int, today: date) -> list[Happened]:
    """Return what went wrong with a client in the last 12 months, the newest first.

    What the client took back is left out.
    """
    query = _asked(client_id).where(Incident.received_at >= _first_moment(today - RECENT))
    found = journal.tuples(query.order_by(Incident.received_at.desc(), key_of(Incident).desc()))
    return [one for one in (named(*row) for row in found) if one.on <= today]


def first_since(journal: JournalReader, client_id: int, asked_on: date) -> Happened | None:
    """Return the first thing that went wrong with a client after a day; None where nothing did.

    What the client took back is left out.
    """
    query = _asked(client_id).where(Incident.received_at >= _first_moment(asked_on + timedelta(days=1)))
    rows = journal.tuples(query.order_by(Incident.received_at, key_of(Incident)).limit(1))
    return named(*rows[0]) if rows else None


def is_of(journal: JournalReader, client_id: int, incident_id: int) -> bool:
    """Say whether an incident happened with a client."""
    query = Incident.select(key_of(Incident)).where(
        (key_of(Incident) == incident_id) & (Incident.client == client_id) & Incident.trashed_at.is_null()
    )
    return journal.value(query) is not None


def _asked(client_id: int) -> Any:
    return Incident.select(key_of(Incident), Incident.title, Incident.kind, Incident.received_at).where(
        (Incident.client == client_id)
        & (Incident.state != IncidentState.WITHDRAWN)
        & Incident.trashed_at.is_null()
    )


def _first_moment(day: date) -> datetime:
    return instant(datetime.combine(day, time.min))

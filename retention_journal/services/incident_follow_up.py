"""The call after something was put right: made when a talk is logged on or after the day it was set for."""

from __future__ import annotations

from datetime import datetime

from retention_journal.core.contacts import TALKS, Kind, Outcome
from retention_journal.core.incidents import IncidentState
from retention_journal.core.moments import instant
from retention_journal.storage.journal import JournalReader, Writer
from retention_journal.storage.tables import Incident, IncidentMove, key_of


def followed_up_in(
    change: Writer, journal: JournalReader, client_id: int, kind: Kind, outcome: Outcome, at: datetime
) -> tuple[int, ...]:
    """Note in the change that logs a talk that the follow-up calls due by then have been made.

    Args:
        change: The one that logs the talk, so that both are undone together.
        journal: Where the incidents are.
        client_id: With whom the talk was.
        kind: How it was held.
        outcome: Whether they were reached.
        at: When, on the wall clock here.

    Returns:
        The ids of the incidents that are followed up now.
    """
    if kind not in TALKS or outcome is not Outcome.REACHED:
        return ()
    moment = instant(at)
    due = journal.tuples(
        Incident.select(key_of(Incident))
        .where((Incident.client == client_id) & (Incident.state == IncidentState.RESOLVED))
        .where(Incident.trashed_at.is_null() & Incident.followed_up_at.is_null())
        .where((Incident.follow_up_on <= at.date()) & (Incident.resolved_at <= moment))
        .order_by(key_of(Incident))
    )
    for (number,) in due:
        change.update(Incident, number, state=IncidentState.FOLLOWED_UP, followed_up_at=moment)
        change.insert(
            IncidentMove,
            incident=number,
            moved_at=moment,
            before=IncidentState.RESOLVED,
            after=IncidentState.FOLLOWED_UP,
        )
    return tuple(number for (number,) in due)

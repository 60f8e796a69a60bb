"""What went wrong lately, gathered for its patterns."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time

from retention_journal.core.incident_patterns import Patterns, WentWrong, patterns
from retention_journal.core.incidents import CauseKind, IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.periods import months_before
from retention_journal.services.incidents import IncidentView, incidents
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Cause, Incident, key_of


def incident_patterns(journal: JournalReader, today: date, months: int | None = 12) -> Patterns:
    """Return the patterns of the last months; None takes all time. What was withdrawn is left out."""
    since = None if months is None else instant(datetime.combine(months_before(today, months), time()))
    why = _causes(journal)
    load = dict(journal.tuples(Incident.select(key_of(Incident), Incident.own_load)))
    told = [
        _went_wrong(one, why[one.incident_id], load.get(one.incident_id))
        for one in incidents(journal)
        if one.state is not IncidentState.WITHDRAWN and (since is None or one.received_at >= since)
    ]
    return patterns(told, today)


def _causes(journal: JournalReader) -> defaultdict[int, tuple[CauseKind, ...]]:
    found: defaultdict[int, tuple[CauseKind, ...]] = defaultdict(tuple)
    rows = Cause.select(Cause.incident, Cause.kind).where(
        Cause.trashed_at.is_null() & Cause.incident.is_null(False)
    )
    for number, kind in journal.tuples(rows):
        found[number] += (kind,)
    return found


def _went_wrong(one: IncidentView, why: tuple[CauseKind, ...], load: int | None) -> WentWrong:
    return WentWrong(
        incident_id=one.incident_id,
        client_id=one.client_id,
        client_name=one.client_name,
        title=one.name,
        kind=one.kind,
        causes=why,
        received_at=one.received_at,
        received_on=on_the_wall(one.received_at).date(),
        acknowledged_at=one.acknowledged_at,
        answered_at=one.answered_at,
        decided_at=one.decided_at,
        resolved_at=one.resolved_at,
        outcome=one.outcome,
        cost_minutes=one.cost_minutes,
        cost_minor=one.cost_minor,
        currency=one.currency,
        own_load=load,
        process_gap=one.process_gap,
        process_change=one.process_change,
    )

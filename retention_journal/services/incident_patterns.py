"""What went wrong lately, gathered for its patterns."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from retention_journal.core.incident_patterns import Patterns, WentWrong, patterns
from retention_journal.core.incidents import CauseKind, IncidentState, Whose
from retention_journal.core.periods import add_months
from retention_journal.services.incidents import IncidentView, incidents
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Cause, Incident, key_of

_Why = tuple[CauseKind, Whose]
_Own = tuple[int | None, int | None]  # how much one had on, and what day one had


def incident_patterns(journal: JournalReader, today: date, months: int | None = 12) -> Patterns:
    """Return the patterns of the last months, the one of ``today`` included; None takes all time.

    What was withdrawn is left out, and what came after ``today``.
    """
    since = date.min if months is None else add_months(today, 1 - months)
    why, own = _causes(journal), _own(journal)
    told = [
        _went_wrong(one, why[one.incident_id], own.get(one.incident_id, (None, None)))
        for one in incidents(journal)
        if one.state is not IncidentState.WITHDRAWN and since <= one.received_on <= today
    ]
    return patterns(told, today)


def _causes(journal: JournalReader) -> defaultdict[int, tuple[_Why, ...]]:
    found: defaultdict[int, tuple[_Why, ...]] = defaultdict(tuple)
    rows = Cause.select(Cause.incident, Cause.kind, Cause.whose).where(
        Cause.trashed_at.is_null() & Cause.incident.is_null(False)
    )
    for number, kind, whose in journal.tuples(rows.order_by(Cause.position, key_of(Cause))):
        found[number] += ((kind, whose),)
    return found


def _own(journal: JournalReader) -> dict[int, _Own]:
    """Return by incident one's own load and mood, which are for nobody else."""
    rows = Incident.select(key_of(Incident), Incident.own_load, Incident.own_mood).where(
        Incident.own_load.is_null(False) | Incident.own_mood.is_null(False)
    )
    return {number: (load, mood) for number, load, mood in journal.tuples(rows)}


def _went_wrong(one: IncidentView, why: tuple[_Why, ...], own: _Own) -> WentWrong:
    return WentWrong(
        incident_id=one.incident_id,
        client_id=one.client_id,
        client_name=one.client_name,
        title=one.name,
        kind=one.kind,
        causes=tuple(kind for kind, _whose in why),
        received_at=one.received_at,
        received_on=one.received_on,
        acknowledged_at=one.acknowledged_at,
        answered_at=one.answered_at,
        decided_at=one.decided_at,
        resolved_at=one.resolved_at,
        outcome=one.outcome,
        cost_minutes=one.cost_minutes,
        cost_minor=one.cost_minor,
        currency=one.currency,
        own_load=own[0],
        own_mood=own[1],
        process_gap=one.process_gap,
        process_change=one.process_change,
        began_with_them=any(_is_theirs(*cause) for cause in why),
    )


def _is_theirs(kind: CauseKind, whose: Whose) -> bool:
    return kind is CauseKind.CLIENT_SIDE or whose is Whose.THEIRS

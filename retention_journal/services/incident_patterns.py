"""What went wrong lately, gathered for its patterns."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

from peewee import Query

from retention_journal.core.incident_patterns import Patterns, WentWrong, patterns
from retention_journal.core.incidents import CauseKind, IncidentState, Whose
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.periods import add_months
from retention_journal.services.incidents import called
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Cause, Client, Incident, key_of

_Why = tuple[CauseKind, Whose]


def incident_patterns(journal: JournalReader, today: date, months: int | None = 12) -> Patterns:
    """Return the patterns of the last months, the one of ``today`` included; None takes all time.

    What was withdrawn is left out, and what came after ``today``.
    """
    since = date.min if months is None else add_months(today, 1 - months)
    first = None if months is None else instant(datetime.combine(since, time.min))
    why = _causes(journal)
    told = [_went_wrong(row, why[row[0]]) for row in journal.tuples(_incidents(first))]
    return patterns([one for one in told if since <= one.received_on <= today], today)


def _incidents(first: datetime | None) -> Query:
    """Return the incidents since a moment, the newest first, with what is asked of each.

    One's own load and mood are for nobody else; here they are only counted.
    """
    query = (
        Incident.select(
            key_of(Incident), Incident.client, Client.name, Incident.title, Incident.kind,
            Incident.client_words, Incident.received_at, Incident.acknowledged_at, Incident.answered_at,
            Incident.decided_at, Incident.resolved_at, Incident.outcome, Incident.cost_minutes,
            Incident.cost_minor, Incident.currency, Incident.own_load, Incident.own_mood,
            Incident.process_gap, Incident.process_change,
        )
        .join(Client, on=Incident.client == key_of(Client))
        .where(Incident.trashed_at.is_null() & Client.trashed_at.is_null())
        .where(Incident.state != IncidentState.WITHDRAWN)
        .order_by(Incident.received_at.desc(), key_of(Incident).desc())
    )  # fmt: skip
    return query if first is None else query.where(Incident.received_at >= first)


def _causes(journal: JournalReader) -> defaultdict[int, tuple[_Why, ...]]:
    found: defaultdict[int, tuple[_Why, ...]] = defaultdict(tuple)
    rows = Cause.select(Cause.incident, Cause.kind, Cause.whose).where(
        Cause.trashed_at.is_null() & Cause.incident.is_null(False)
    )
    for number, kind, whose in journal.tuples(rows.order_by(Cause.position, key_of(Cause))):
        found[number] += ((kind, whose),)
    return found


def _went_wrong(row: tuple[Any, ...], why: tuple[_Why, ...]) -> WentWrong:
    number, client, client_name, title, kind, words, received_at, *rest = row
    (
        acknowledged_at, answered_at, decided_at, resolved_at, outcome, cost_minutes, cost_minor, currency,
        own_load, own_mood, process_gap, process_change,
    ) = rest  # fmt: skip
    return WentWrong(
        incident_id=number,
        client_id=client,
        client_name=client_name,
        title=called(title, words, kind),
        kind=kind,
        causes=tuple(kind for kind, _whose in why),
        received_at=received_at,
        received_on=on_the_wall(received_at).date(),
        acknowledged_at=acknowledged_at,
        answered_at=answered_at,
        decided_at=decided_at,
        resolved_at=resolved_at,
        outcome=outcome,
        cost_minutes=cost_minutes,
        cost_minor=cost_minor,
        currency=currency,
        own_load=own_load,
        own_mood=own_mood,
        process_gap=process_gap,
        process_change=process_change,
        began_with_them=any(_is_theirs(*cause) for cause in why),
    )


def _is_theirs(kind: CauseKind, whose: Whose) -> bool:
    return kind is CauseKind.CLIENT_SIDE or whose is Whose.THEIRS

"""Before the next contact with a client hit twice in 90 days: both stories (capability E7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from peewee import Query

from retention_journal.core.incidents import OPEN, IncidentKind, IncidentOutcome, IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.services.incidents import called
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Incident, key_of

#: So many incidents in so many days are a repeat. Source: rules, S5; capability E7.
TIMES, WITHIN_DAYS = 2, 90


@dataclass(frozen=True)
class Story:
    """What happened once, and what was done about it.

    Attributes:
        remedy: What was agreed or done; "" where nothing was yet.
        outcome: What it left behind, or how far it has come, in words.
    """

    incident_id: int
    name: str
    day: date
    client_words: str
    remedy: str
    is_open: bool
    outcome: str


@dataclass(frozen=True)
class Repeat:
    """A client something went wrong at again, with the stories, the newest first."""

    client_id: int
    client_name: str
    stories: tuple[Story, ...]


def repeat(journal: JournalReader, client_id: int, today: date) -> Repeat | None:
    """Return the stories of a client hit at least twice in 90 days, else None."""
    return _repeats(journal, today, client_id).get(client_id)


def repeats(journal: JournalReader, today: date) -> Mapping[int, Repeat]:
    """Return by id every client hit at least twice in 90 days, in one question."""
    return _repeats(journal, today)


def _repeats(journal: JournalReader, today: date, client_id: int | None = None) -> dict[int, Repeat]:
    since = today - timedelta(days=WITHIN_DAYS - 1)
    query = _lately(instant(datetime.combine(since, time.min)))
    if client_id is not None:
        query = query.where(Incident.client == client_id)
    by_client: defaultdict[int, list[_Lately]] = defaultdict(list)
    for row in journal.tuples(query):
        one = _Lately(*row)
        if on_the_wall(one.received_at).date() <= today:
            by_client[one.client_id].append(one)
    return {
        number: Repeat(number, hit[0].client_name, tuple(map(_story, hit)))
        for number, hit in by_client.items()
        if len(hit) >= TIMES
    }


class _Lately(NamedTuple):
    """What is asked of each incident that came lately."""

    incident_id: int
    client_id: int
    client_name: str
    title: str
    kind: IncidentKind
    state: IncidentState
    received_at: datetime
    client_words: str
    remedy: str
    answer_doing: str
    outcome: IncidentOutcome | None


def _lately(since: datetime) -> Query:
    return (
        Incident.select(
            key_of(Incident), Incident.client, Client.name, Incident.title, Incident.kind, Incident.state,
            Incident.received_at, Incident.client_words, Incident.remedy, Incident.answer_doing,
            Incident.outcome,
        )
        .join(Client, on=Incident.client == key_of(Client))
        .where(Incident.trashed_at.is_null() & Client.trashed_at.is_null())
        .where((Incident.received_at >= since) & (Incident.state != IncidentState.WITHDRAWN))
        .order_by(Incident.received_at.desc(), key_of(Incident).desc())
    )  # fmt: skip


def _story(one: _Lately) -> Story:
    return Story(
        one.incident_id,
        called(one.title, one.client_words, one.kind),
        on_the_wall(one.received_at).date(),
        one.client_words,
        one.remedy or one.answer_doing,
        one.state in OPEN,
        one.outcome.label if one.outcome else one.state.label,
    )

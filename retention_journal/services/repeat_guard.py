"""Before the next contact with a client hit twice in 90 days: both stories (capability E7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core.incidents import IncidentState
from retention_journal.services.incidents import IncidentView, incidents
from retention_journal.storage.journal import JournalReader

#: So many incidents in so many days are a repeat. Source: rules, S5; capability E7.
TIMES, WITHIN_DAYS = 2, 90


@dataclass(frozen=True)
class Story:
    """What happened once, and what was done about it."""

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
    return _repeats(incidents(journal, client_id), today).get(client_id)


def repeats(journal: JournalReader, today: date) -> Mapping[int, Repeat]:
    """Return by id every client hit at least twice in 90 days, in one question."""
    return _repeats(incidents(journal), today)


def _repeats(found: list[IncidentView], today: date) -> dict[int, Repeat]:
    since = today - timedelta(days=WITHIN_DAYS)
    by_client: defaultdict[int, list[IncidentView]] = defaultdict(list)
    for one in found:
        if one.state is not IncidentState.WITHDRAWN and since < one.received_on <= today:
            by_client[one.client_id].append(one)
    return {
        number: Repeat(number, hit[0].client_name, tuple(map(_story, hit)))
        for number, hit in by_client.items()
        if len(hit) >= TIMES
    }


def _story(one: IncidentView) -> Story:
    outcome = one.outcome.label if one.outcome else one.state.label
    return Story(
        one.incident_id, one.name, one.received_on, one.client_words, one.remedy, one.is_open, outcome
    )

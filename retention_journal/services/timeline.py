"""All that happened with one client, newest first: contacts, promises, agreements, reports, changes.

A page of it takes one statement that puts everything in order by id and moment, and one or two for each
kind that is on the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from retention_journal.core.text import folded
from retention_journal.core.timeline import EntryKind, TimelineEntry
from retention_journal.services.happenings import MAKERS
from retention_journal.services.incident_happenings import SOURCES as INCIDENTS
from retention_journal.services.light_history import TURNS
from retention_journal.storage.fields import WallTime
from retention_journal.storage.journal import JournalReader

#: How many entries one page holds.
PAGE = 100
#: How many of the newest entries are read through when something is looked for.
LONGEST_SEARCH = 5_000
_DAY = 86_400
_EPOCH = date(1970, 1, 1)

# What is on the timeline: a word for its maker, the filter it belongs to, and its ids and moments.
_SOURCES = {
    "contact": (  # a report that was issued says itself that it was sent
        EntryKind.CONTACT,
        "SELECT id, occurred_at FROM interaction"  # noqa: S608 - our own words
        " WHERE client_id = ?1 AND trashed_at IS NULL AND kind <> 'note' AND NOT (kind = 'report_sent'"
        " AND EXISTS (SELECT 1 FROM report WHERE report.client_id = ?1 AND report.trashed_at IS NULL"
        f" AND report.issued_at / {_DAY} = interaction.occurred_at / {_DAY}))",
    ),
    "note": (
        EntryKind.NOTE,
        "SELECT id, occurred_at FROM interaction"
        " WHERE client_id = ?1 AND trashed_at IS NULL AND kind = 'note'",
    ),
    "promised": (
        EntryKind.PROMISE,
        f"SELECT id, made_on * {_DAY} FROM promise WHERE client_id = ?1 AND trashed_at IS NULL"  # noqa: S608
        " AND (interaction_id IS NULL OR interaction_id IN"
        " (SELECT id FROM interaction WHERE trashed_at IS NOT NULL))",
    ),
    "kept": (
        EntryKind.PROMISE,
        "SELECT id, delivered_at FROM promise WHERE client_id = ?1 AND trashed_at IS NULL"
        " AND state IN ('kept', 'kept_late') AND delivered_at IS NOT NULL",
    ),
    "kept_some_day": (  # nobody wrote down when: it stands where it was closed
        EntryKind.PROMISE,
        "SELECT id, closed_at FROM promise WHERE client_id = ?1 AND trashed_at IS NULL"
        " AND state IN ('kept', 'kept_late') AND delivered_at IS NULL AND date_unknown"
        " AND closed_at IS NOT NULL",
    ),
    "agreed": (
        EntryKind.AGREEMENT,
        f"SELECT id, coalesce(agreed_on, valid_from) * {_DAY} FROM kpi_agreement"  # noqa: S608
        " WHERE client_id = ?1 AND trashed_at IS NULL AND status IN ('agreed', 'superseded')",
    ),
    "number": (
        EntryKind.NUMBER,
        f"SELECT id, period_end * {_DAY} FROM measurement"  # noqa: S608
        " WHERE client_id = ?1 AND trashed_at IS NULL AND note <> ''",
    ),
    "report": (
        EntryKind.REPORT,
        "SELECT id, issued_at FROM report"
        " WHERE client_id = ?1 AND trashed_at IS NULL AND issued_at IS NOT NULL",
    ),
    "loss": (
        EntryKind.CHANGE,
        f"SELECT id, notice_on * {_DAY} FROM loss WHERE client_id = ?1 AND trashed_at IS NULL",  # noqa: S608
    ),
    "closing": (
        EntryKind.CHANGE,
        f"SELECT t.id, t.held_on * {_DAY} FROM closing_conversation t JOIN loss ON loss.id = t.loss_id"  # noqa: S608
        " WHERE loss.client_id = ?1 AND loss.trashed_at IS NULL AND t.trashed_at IS NULL"
        " AND t.held_on IS NOT NULL",
    ),
    "left": (
        EntryKind.CHANGE,
        f"SELECT id, valid_to * {_DAY} FROM contact_role"  # noqa: S608
        " WHERE client_id = ?1 AND trashed_at IS NULL AND valid_to IS NOT NULL",
    ),
    "event": (
        EntryKind.EVENT,
        f"SELECT id, happened_on * {_DAY} FROM client_event"  # noqa: S608
        " WHERE client_id = ?1 AND trashed_at IS NULL",
    ),
    "turn": (EntryKind.LIGHT, TURNS),
    **{word: (EntryKind.INCIDENT, query) for word, query in INCIDENTS.items()},
}


@dataclass(frozen=True)
class Page:
    """A part of a timeline; ``has_earlier`` where more follows."""

    entries: tuple[TimelineEntry, ...]
    has_earlier: bool


def timeline(
    journal: JournalReader,
    client_id: int,
    *,
    kinds: Iterable[EntryKind] = (),
    contains: str = "",
    limit: int = PAGE,
    offset: int = 0,
) -> Page:
    """Return what happened with a client, newest first.

    Args:
        journal: The journal.
        client_id: Whose.
        kinds: Only entries of these kinds; none is all of them.
        contains: Only entries in which these letters stand, whatever their case and accents; of a very
            long history the newest 5,000 are read through.
        limit: Entries on a page, at least 1.
        offset: Entries to leave out, from the newest.
    """
    wanted = frozenset(kinds)
    if needle := folded(contains.strip()):
        found = [
            entry
            for entry in _entries(journal, _ordered(journal, client_id, wanted, LONGEST_SEARCH, 0))
            if any(needle in folded(text) for text in entry.texts)
        ]
        return Page(tuple(found[offset : offset + limit]), len(found) > offset + limit)
    marks = _ordered(journal, client_id, wanted, limit + 1, offset)
    return Page(tuple(_entries(journal, marks[:limit])), len(marks) > limit)


def happened_between(
    journal: JournalReader, client_id: int, first: date, last: date
) -> list[tuple[str, TimelineEntry]]:
    """Return what happened with a client from ``first`` to ``last``, oldest first, without private notes.

    Each comes with the word of its source, which tells a complaint from its answer.
    """
    parts = [
        f"SELECT '{word}' AS word, * FROM ({query})"  # noqa: S608 - our own words
        for word, (kind, query) in _SOURCES.items()
        if kind is not EntryKind.NOTE
    ]
    together = (
        "WITH happened(word, record, at) AS (" + " UNION ALL ".join(parts) + ")"  # noqa: S608 - our own words
        " SELECT word, record, at FROM happened WHERE at >= ?2 AND at < ?3 ORDER BY at, word, record"
    )
    days = (_seconds(first), _seconds(last + timedelta(days=1)))
    marks: list[_Mark] = [tuple(row) for row in journal.sql(together, client_id, *days)]
    return _told(journal, marks)


def timeline_counts(journal: JournalReader, client_id: int) -> dict[EntryKind, int]:
    """Return how many entries there are of each kind that there is."""
    counted = " UNION ALL ".join(
        f"SELECT '{kind.value}', count(*) FROM ({query})"  # noqa: S608 - our own words
        for kind, query in _SOURCES.values()
    )
    counts: dict[EntryKind, int] = defaultdict(int)
    for kind, number in journal.sql(counted, client_id):
        if number:
            counts[EntryKind(kind)] += number
    return dict(counts)


_Mark = tuple[str, int, int]  # word of the source, id of the record, seconds of the wall clock


def _ordered(
    journal: JournalReader, client_id: int, kinds: frozenset[EntryKind], limit: int, offset: int
) -> list[_Mark]:
    parts = [
        f"SELECT '{word}' AS word, * FROM ({query})"  # noqa: S608 - our own words
        for word, (kind, query) in _SOURCES.items()
        if not kinds or kind in kinds
    ]
    together = " UNION ALL ".join(parts) + " ORDER BY 3 DESC, 1, 2 DESC LIMIT ?2 OFFSET ?3"
    return [(word, record, at) for word, record, at in journal.sql(together, client_id, limit, offset)]


def _entries(journal: JournalReader, marks: Sequence[_Mark]) -> list[TimelineEntry]:
    """Return the entries of the marks, in their order."""
    return [entry for _word, entry in _told(journal, marks)]


def _told(journal: JournalReader, marks: Sequence[_Mark]) -> list[tuple[str, TimelineEntry]]:
    wanted: dict[str, dict[int, datetime]] = defaultdict(dict)
    for word, record, seconds in marks:
        moment = WallTime().python_value(seconds)
        if moment is not None:
            wanted[word][record] = moment
    told: dict[tuple[str, int], TimelineEntry] = {}
    for word, moments in wanted.items():
        for entry in MAKERS[word](journal, moments):
            told[word, entry.record_id] = entry
    return [(word, told[word, record]) for word, record, _at in marks if (word, record) in told]


def _seconds(day: date) -> int:
    return (day - _EPOCH).days * _DAY

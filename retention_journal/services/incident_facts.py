"""What the light and the nine o'clock list may know of what went wrong, gathered for all clients at once.

A past day is answered as the log stood on it, see ``incident_standings``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from retention_journal.core.contacts import TALKS
from retention_journal.core.incidents import ANSWER_OWED, IncidentOutcome
from retention_journal.core.light_facts import Complaint
from retention_journal.services.asked import Asked
from retention_journal.services.incident_standings import (
    Standing,
    day_of,
    first_second,
    moment_of,
    standings,
    wall_of,
)
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader

#: So long after it ended a client who only puts up with it counts as unhappy.
UNHAPPY_DAYS = 90
_STILL_UNHAPPY = frozenset({IncidentOutcome.UNRESOLVED, IncidentOutcome.TOLERATED})


@dataclass(frozen=True)
class Happened:
    """What went wrong with one client.

    Attributes:
        complaints: Those that are open, or were put right and nobody has called since; by their ids.
        days: Days on which something went wrong, the newest first, as far back as it can count.
    """

    complaints: tuple[Complaint, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class FollowUpDue:
    """A call that was set for after something was put right, and is due."""

    incident_id: int
    is_complaint: bool
    received_on: date
    due_on: date


def incidents_on(journal: JournalReader, asked: Asked) -> dict[int, Happened]:
    """Return what went wrong with each client as far as the light asks; those without are left out."""
    rules = asked.rules
    first = asked.today - timedelta(days=max(rules.repeat_amber_window_days, rules.repeat_red_window_days))
    days: defaultdict[int, list[date]] = defaultdict(list)
    waiting = []
    begins = first_second(first)
    for one in standings(journal, asked, unless_done_since=first):
        if one.received >= begins:
            days[one.client_id].append(one.received_on)
        if one.is_complaint and not one.is_settled:
            waiting.append(one)
    called = _called_since(journal, [one for one in waiting if not one.is_open], asked)
    complaints: defaultdict[int, list[Complaint]] = defaultdict(list)
    for one in waiting:
        if one.incident_id not in called:
            complaints[one.client_id].append(_complaint(one))
    return {
        client: Happened(tuple(complaints.get(client, ())), tuple(sorted(days.get(client, ()), reverse=True)))
        for client in days.keys() | complaints.keys()
    }


def follow_ups_due(journal: JournalReader, asked: Asked) -> dict[int, list[FollowUpDue]]:
    """Return by client the calls set for after something was put right, as far as they are due, in order."""
    found: defaultdict[int, list[FollowUpDue]] = defaultdict(list)
    for one in standings(journal, asked):
        due = one.follow_up_on
        if due is not None and due <= asked.today and one.followed_up is None and one.closed is None:
            found[one.client_id].append(FollowUpDue(one.incident_id, one.is_complaint, one.received_on, due))
    for many in found.values():
        many.sort(key=lambda one: (one.due_on, one.incident_id))
    return dict(found)


def complaint_ends(journal: JournalReader, acknowledge_hours: int) -> list[int]:
    """Return the moments, seconds in UTC and sorted, at which the hours of the open complaints end.

    Args:
        journal: Where to look.
        acknowledge_hours: Hours within which a complaint is to be acknowledged.
    """
    waiting = ", ".join(f"'{state}'" for state in sorted(ANSWER_OWED))
    open_ones = f"FROM incident WHERE trashed_at IS NULL AND is_complaint = 1 AND state IN ({waiting})"
    rows = journal.sql(
        f"SELECT answer_due_at {open_ones} AND answer_due_at IS NOT NULL"
        f" UNION ALL SELECT received_at + {acknowledge_hours * 3600} {open_ones} AND acknowledged_at IS NULL"
        " ORDER BY 1"
    )
    return [end for (end,) in rows]


def unhappy_since(journal: JournalReader, asked: Asked) -> dict[int, date]:
    """Return by client since when they are unhappy: a complaint is open, or ended lately and badly."""
    found: dict[int, date] = {}
    for one in standings(journal, asked):
        since = _unhappy_from(one, asked.today)
        if since is not None:
            found[one.client_id] = max(since, found.get(one.client_id, since))
    return found


def _unhappy_from(one: Standing, today: date) -> date | None:
    if not one.is_complaint:
        return None
    if one.is_open:
        return day_of(one.received if one.reopened is None else one.reopened)
    ended = one.ended_on
    if one.outcome not in _STILL_UNHAPPY or ended is None:
        return None
    return ended if (today - ended).days <= UNHAPPY_DAYS else None


def _complaint(one: Standing) -> Complaint:
    return Complaint(
        id=one.incident_id,
        received_at=moment_of(one.received),
        is_major=one.is_major,
        acknowledged_at=_moment(one.acknowledged),
        answer_due_at=_moment(one.answer_due),
        answered_at=_moment(one.answered),
        decided_at=_moment(one.decided),
        reopened_at=_moment(one.reopened),
        put_right_on=None if one.resolved is None else day_of(one.resolved),
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else moment_of(seconds)


def _called_since(journal: JournalReader, put_right: Sequence[Standing], asked: Asked) -> frozenset[int]:
    """Return the incidents after which there was a real talk with the client."""
    if not put_right:
        return frozenset()
    values = ", ".join(
        f"({one.incident_id}, {one.client_id}, {wall_seconds(wall_of(one.resolved))})"
        for one in put_right
        if one.resolved is not None
    )
    talks = ", ".join(f"'{kind}'" for kind in sorted(TALKS))
    rows = journal.sql(
        f"SELECT mended.column1 FROM (VALUES {values}) mended WHERE EXISTS"  # noqa: S608 - numbers
        " (SELECT 1 FROM interaction i INDEXED BY interaction_real WHERE i.client_id = mended.column2"
        " AND i.counts_as_contact = 1 AND i.trashed_at IS NULL AND i.occurred_at > mended.column3"
        f" AND i.occurred_at < {asked.end} AND i.kind IN ({talks}))"
    )
    return frozenset(number for (number,) in rows)

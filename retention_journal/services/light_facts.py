"""What the light may know of each client on a day, gathered for all of them in a fixed number of statements.

A past day is answered as the log stood on it: what happened later is left out, a promise kept later was
still open, a client lost later was still one. What was since put in the trash is left out on every day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from retention_journal.core.cadence import Rhythm, is_new, rhythm_of
from retention_journal.core.clients import LIVING, EngagementType, Status, Tier
from retention_journal.core.contacts import Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.keeping import nothing_thrown_away
from retention_journal.core.light_facts import (
    Event,
    Known,
    OpenPromise,
    Override,
    PrimaryLeft,
)
from retention_journal.services import talk_facts
from retention_journal.services.asked import Asked
from retention_journal.services.incident_facts import Happened, incidents_on
from retention_journal.services.light_goals import agreements_on
from retention_journal.services.money_facts import billed_on, invoices_on
from retention_journal.storage.fields import WallTime, day_number
from retention_journal.storage.journal import JournalReader

_DAY_SECONDS = 86_400
#: The ordinal of 1970-01-01, from which days are counted in the file.
_EPOCH = date(1970, 1, 1).toordinal()
_date = date.fromordinal
_moment = WallTime().python_value
T = TypeVar("T")
__all__ = ["Asked", "known_clients"]


def known_clients(journal: JournalReader, asked: Asked) -> list[Known]:
    """Return what is known of each client you had on the day asked about, in the order of their ids."""
    with nothing_thrown_away():
        return _known_clients(journal, asked)


def _known_clients(journal: JournalReader, asked: Asked) -> list[Known]:
    days = talk_facts.Days()
    promises = _promises(journal, asked)
    left = _primary_left(journal, asked)
    events = _events(journal, asked)
    agreed = agreements_on(journal, asked.today, asked.rules, asked.among("client_id"))
    check_ins = talk_facts.check_ins(journal, asked, days)
    tones = talk_facts.tones(journal, asked, days)
    replies = talk_facts.replies(journal, asked, days)
    meetings = talk_facts.meetings(journal, asked, days)
    invoices, billed = invoices_on(journal, asked), billed_on(journal, asked)
    incidents, nothing = incidents_on(journal, asked), Happened()
    overrides = _overrides(journal, asked)
    then = _status_then(journal, asked)
    rhythm_on = _rhythms(asked)
    found = []
    for row in _clients(journal, asked):
        (
            number, status_word, tier_word, engagement, start_day, ideal, longest,
            last_id, last_at, tries, last_try, has_promises, has_roles,
        ) = row  # fmt: skip
        status = then.get(number) or _STATUS[status_word]
        if status not in LIVING:
            continue
        start = None if start_day is None else days[start_day]
        tier = _TIER[tier_word]
        happened = incidents.get(number, nothing)
        found.append(
            Known(
                client_id=number,
                status=status,
                tier=tier,
                rhythm=rhythm_on(_ENGAGEMENT[engagement], status, tier, start, ideal, longest),
                engagement=_ENGAGEMENT[engagement],
                start_date=start,
                last_contact_on=None if last_at is None else days[last_at // _DAY_SECONDS],
                last_contact_id=last_id,
                tries_since=tries,
                last_try_on=None if last_try is None else days[last_try // _DAY_SECONDS],
                has_promises=bool(has_promises),
                open_promises=promises.get(number, ()),
                has_roles=bool(has_roles),
                primary_left=left.get(number),
                events=events.get(number, ()),
                agreement=agreed.get(number),
                check_ins=check_ins.get(number, ()),
                tones=tones.get(number, ()),
                replies=replies.get(number, ()),
                meetings=meetings.get(number, ()),
                complaints=happened.complaints,
                incidents=happened.days,
                invoices=invoices.get(number),
                billed=billed.get(number),
                override=overrides.get(number),
            )
        )  # fmt: skip
    return found


_STATUS = {status.value: status for status in Status}
_TIER = {tier.value: tier for tier in Tier}
_ENGAGEMENT = {kind.value: kind for kind in EngagementType}
_EVENT = {kind.value: kind for kind in EventKind}


def _rhythms(asked: Asked) -> Callable[..., Rhythm]:
    """Return how to find the rhythm of a client; clients alike share one."""
    rhythms, today = asked.rules.rhythms(), asked.today
    known: dict[tuple[object, ...], Rhythm] = {}

    def rhythm_on(
        engagement: EngagementType,
        status: Status,
        tier: Tier,
        start: date | None,
        ideal: int | None,
        longest: int | None,
    ) -> Rhythm:
        like = (engagement, status, tier, is_new(start, today, rhythms.onboarding_days), ideal, longest)
        found = known.get(like)
        if found is None:
            found = known[like] = rhythm_of(
                engagement, status=status, tier=tier, start_date=start, today=today,
                own_ideal_days=ideal, own_max_days=longest, rhythms=rhythms,
            )  # fmt: skip
        return found

    return rhythm_on


def _clients(journal: JournalReader, asked: Asked) -> list[tuple[Any, ...]]:
    """Return each client with the last contact that counts, the tries since, and what is known at all.

    The last contacts are found first, from their index alone, so that the table of contacts is never read.
    """
    today = day_number(asked.today)
    columns = (
        "c.id, c.status, c.tier, c.engagement_type, c.start_date, c.ideal_interval_days, c.max_interval_days"
    )
    last = (
        "FROM interaction i INDEXED BY interaction_real WHERE i.client_id = c.id AND i.counts_as_contact = 1"
        f" AND i.trashed_at IS NULL AND i.occurred_at < {asked.end} ORDER BY i.occurred_at DESC LIMIT 1"
    )
    tried = (
        "FROM interaction t INDEXED BY interaction_tried WHERE t.client_id = c.id AND t.trashed_at IS NULL"
        f" AND t.outcome IN ('{Outcome.NO_ANSWER}', '{Outcome.LEFT_MESSAGE}')"
        f" AND t.occurred_at < {asked.end} AND t.occurred_at > coalesce(c.last_at, 0)"
    )
    return journal.sql(
        f"WITH known AS MATERIALIZED (SELECT {columns}, (SELECT i.id {last}) AS last_id,"  # noqa: S608
        f" (SELECT i.occurred_at {last}) AS last_at FROM client c"
        f" WHERE c.trashed_at IS NULL AND coalesce(c.start_date, 0) <= {today}{asked.among('c.id')})"
        f" SELECT c.*, (SELECT count(*) {tried}), (SELECT max(t.occurred_at) {tried}),"
        " EXISTS (SELECT 1 FROM promise p WHERE p.client_id = c.id AND p.direction = 'ours'"
        f" AND p.trashed_at IS NULL AND p.made_on <= {today}),"
        " EXISTS (SELECT 1 FROM contact_role r WHERE r.client_id = c.id AND r.trashed_at IS NULL)"
        " FROM known c"
    )


def _status_then(journal: JournalReader, asked: Asked) -> dict[int, Status]:
    """Return how those stood on the day asked about who gave notice, or were lost, after it."""
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, status_before FROM loss WHERE trashed_at IS NULL"  # noqa: S608 - our own words
        f" AND notice_on > {today}{asked.among('client_id')} ORDER BY notice_on DESC, id DESC"
    )
    return {number: _STATUS[status] for number, status in rows}


def _promises(journal: JournalReader, asked: Asked) -> dict[int, tuple[OpenPromise, ...]]:
    """Return the promises that were open and due by the end of the day; what is due later is no fact yet.

    One that was moved later was due on the day it had then.
    """
    today, end = day_number(asked.today), asked.end
    moved = (
        "SELECT promise_id, due_before, min(moved_on * 4294967296 + id) FROM promise_move"  # noqa: S608
        f" WHERE trashed_at IS NULL AND moved_on > {today} GROUP BY promise_id"
    )
    due = "CASE WHEN m.promise_id IS NULL THEN p.due_at ELSE m.due_before END"
    columns = (
        f"SELECT p.client_id, p.id, p.text, {due}, p.incident_id IS NOT NULL AND EXISTS"  # noqa: S608
        " (SELECT 1 FROM incident i WHERE i.id = p.incident_id AND i.is_complaint = 1"
        " AND i.trashed_at IS NULL) FROM promise p"
        " LEFT JOIN moved m ON m.promise_id = p.id WHERE p.trashed_at IS NULL"
    )
    ours = (
        f" AND p.direction = 'ours' AND p.made_on <= {today}"
        f" AND {due} < {asked.first_second(-1)}{asked.among('p.client_id')}"
    )
    rows = journal.sql(
        f"WITH moved AS ({moved}) {columns} AND p.state = 'open'{ours}"
        f" UNION ALL {columns} AND p.delivered_at >= {end}{ours}"
        f" UNION ALL {columns} AND p.closed_at >= {end} AND p.delivered_at IS NULL"
        f" AND p.state <> 'open'{ours}"
    )
    return _by_client(
        (row[0], OpenPromise(row[1], row[2], _moment(row[3]), bool(row[4]))) for row in rows
    )  # fmt: skip


def _primary_left(journal: JournalReader, asked: Asked) -> dict[int, PrimaryLeft]:
    """Return whose main contact person left, with the first talk with whoever came after."""
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT r.client_id, r.id, p.display_name, r.valid_to, s.display_name, r.contact_id"  # noqa: S608
        " FROM contact_role r JOIN contact p ON p.id = r.contact_id"
        " LEFT JOIN contact s ON s.id = r.successor_id AND s.trashed_at IS NULL"
        f" WHERE r.trashed_at IS NULL AND r.is_primary = 1 AND r.valid_to <= {today}"
        f"{asked.among('r.client_id')} ORDER BY r.valid_to, r.id"
    )
    newest = {row[0]: row for row in rows}
    talked = _talked_with_others(journal, newest.values(), asked) if newest else {}
    return {
        number: PrimaryLeft(
            role, name, _date(_EPOCH + left_on), successor or "", talked.get(number)
        )
        for number, role, name, left_on, successor, _gone in newest.values()
    }  # fmt: skip


def _talked_with_others(
    journal: JournalReader, left: Iterable[tuple[Any, ...]], asked: Asked
) -> dict[int, date]:
    """Return by client the first real talk, since the main person left, with somebody who is there now.

    A contact that names nobody counts where there is somebody to have talked with.
    """
    there = (
        "SELECT o.contact_id FROM contact_role o WHERE o.client_id = i.client_id"  # noqa: S608
        " AND o.trashed_at IS NULL"
        f" AND o.contact_id <> gone.column3 AND coalesce(o.valid_to, {asked.end}) > i.occurred_at / 86400"
    )
    values = ", ".join(f"({row[0]}, {row[3] * _DAY_SECONDS}, {row[5]})" for row in left)
    rows = journal.sql(
        f"SELECT i.client_id, min(i.occurred_at) FROM (VALUES {values}) gone"  # noqa: S608 - numbers
        " JOIN interaction i ON i.client_id = gone.column1 AND i.counts_as_contact = 1"
        f" AND i.trashed_at IS NULL AND i.occurred_at >= gone.column2 AND i.occurred_at < {asked.end}"
        f" WHERE EXISTS ({there}) AND (NOT EXISTS (SELECT 1 FROM interaction_contact w"
        " WHERE w.interaction_id = i.id AND w.trashed_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM interaction_contact w WHERE w.interaction_id = i.id"
        f" AND w.trashed_at IS NULL AND w.contact_id IN ({there})))"
        " GROUP BY i.client_id"
    )
    return {number: _date(_EPOCH + seconds // _DAY_SECONDS) for number, seconds in rows}


def _events(journal: JournalReader, asked: Asked) -> dict[int, tuple[Event, ...]]:
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, id, kind, happened_on, note FROM client_event"  # noqa: S608 - our own words
        f" WHERE trashed_at IS NULL AND happened_on <= {today}"
        f" AND (settled_on IS NULL OR settled_on > {today}){asked.among('client_id')}"
        " ORDER BY happened_on DESC, id DESC"
    )
    return _by_client((row[0], Event(row[1], _EVENT[row[2]], _date(_EPOCH + row[3]), row[4])) for row in rows)


def _overrides(journal: JournalReader, asked: Asked) -> dict[int, Override]:
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, id, light, reason, set_on, until, facts FROM light_override"  # noqa: S608
        f" WHERE trashed_at IS NULL AND set_on <= {today} AND until >= {today}"
        f" AND (ended_on IS NULL OR ended_on > {today}){asked.among('client_id')} ORDER BY set_on, id"
    )
    return {
        row[0]: Override(
            row[1], row[2], row[3], _date(_EPOCH + row[4]), _date(_EPOCH + row[5]), row[6]
        )
        for row in rows
    }  # fmt: skip


def _by_client(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = defaultdict(list)
    for number, one in pairs:
        found[number].append(one)
    return {number: tuple(many) for number, many in found.items()}

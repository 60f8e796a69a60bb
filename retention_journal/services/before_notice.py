"""What the journal knew of a client on the morning of the day they gave notice.

A talk in which they gave notice ends no silence, and what was put right that day or later was still open.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal.core.cadence import Rhythm, rhythm_of
from retention_journal.core.excuse_check import LOOKED_AT_DAYS, Before, Message, OpenComplaint, Promised
from retention_journal.core.losses import LossKind
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.services.answers_owed import answers_owed
from retention_journal.services.asked import Asked
from retention_journal.services.incident_standings import standings
from retention_journal.services.judging import asked_now
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    Client,
    Incident,
    Interaction,
    Loss,
    Promise,
    PromiseMove,
    key_of,
)

_DAY = timedelta(days=1)


def before_notice(
    journal: JournalReader,
    client_id: int,
    notice_on: date,
    loss_id: int | None = None,
    days: int = LOOKED_AT_DAYS,
) -> Before | None:
    """Return what the journal knew of a client on the morning of the notice; None without such a client.

    Args:
        journal: Where to look.
        client_id: Who gave notice.
        notice_on: When.
        loss_id: The loss, where it is written down already.
        days: How many days before the notice the talks are read.
    """
    rows: list[dict[str, Any]] = journal.rows(
        Client.select().where((key_of(Client) == client_id) & Client.trashed_at.is_null()).dicts(), dict
    )
    if not rows:
        return None
    eve = datetime.combine(notice_on - _DAY, time(23, 59, 59))
    asked = asked_now(journal, eve, [client_id])
    return Before(
        notice_on,
        rows[0]["start_date"],
        _rhythm(journal, asked, rows[0], notice_on, loss_id),
        _talks(journal, client_id, notice_on, _lost_before(journal, client_id, notice_on, loss_id), days),
        _promises(journal, client_id, notice_on),
        _messages(journal, asked, client_id),
        _complaints(journal, asked),
    )


def _rhythm(
    journal: JournalReader, asked: Asked, client: dict[str, Any], notice_on: date, loss_id: int | None
) -> Rhythm:
    """Return the rhythm on the day of the notice; a loss knows how the client stood before it."""
    status = client["status"]
    if loss_id is not None:
        status = journal.value(Loss.select(Loss.status_before).where(key_of(Loss) == loss_id)) or status
    return rhythm_of(
        client["engagement_type"],
        status=status,
        tier=client["tier"],
        start_date=client["start_date"],
        today=notice_on,
        own_ideal_days=client["ideal_interval_days"],
        own_max_days=client["max_interval_days"],
        rhythms=asked.rules.rhythms(),
    )


def _lost_before(journal: JournalReader, client_id: int, notice_on: date, loss_id: int | None) -> date | None:
    """Return when a client who was won back had been lost; a silence does not reach over that day."""
    mine = (Loss.client == client_id) & Loss.trashed_at.is_null() & (Loss.kind == LossKind.FULL)
    others = mine & (Loss.notice_on < notice_on) & (key_of(Loss) != (loss_id or 0))
    found = journal.tuples(Loss.select(Loss.notice_on).where(others).order_by(Loss.notice_on.desc()).limit(1))
    return found[0][0] if found else None


def _talks(
    journal: JournalReader, client_id: int, notice_on: date, lost_before: date | None, days: int
) -> tuple[date, ...]:
    """Return the days of the contacts that count, as far back as a silence can matter."""
    mine = (
        (Interaction.client == client_id)
        & Interaction.counts_as_contact
        & Interaction.trashed_at.is_null()
        & (Interaction.occurred_at < datetime.combine(notice_on, time()))
    )
    if lost_before is not None:
        mine &= Interaction.occurred_at >= datetime.combine(lost_before + _DAY, time())
    first = datetime.combine(notice_on - timedelta(days=days), time())
    query = Interaction.select(Interaction.occurred_at).where(mine)
    begun = query.where(Interaction.occurred_at < first).order_by(Interaction.occurred_at.desc()).limit(1)
    since = [at for (at,) in journal.tuples(query.where(Interaction.occurred_at >= first))]
    return tuple(at.date() for at in [*(at for (at,) in journal.tuples(begun)), *sorted(since)])


def _promises(journal: JournalReader, client_id: int, notice_on: date) -> tuple[Promised, ...]:
    """Return our promises as they stood; one that was kept on a day nobody wrote down tells nothing."""
    mine = (
        (Promise.client == client_id)
        & (Promise.direction == PromiseDirection.OURS)
        & Promise.trashed_at.is_null()
        & (Promise.made_on < notice_on)
        & ~Promise.date_unknown
    )
    columns = (key_of(Promise), Promise.text, Promise.due_at, Promise.state, Promise.delivered_at)
    rows = journal.tuples(Promise.select(*columns, Promise.closed_at).where(mine).order_by(key_of(Promise)))
    moves = _moves(journal, [row[0] for row in rows], notice_on)
    found = []
    for number, text, due_at, state, delivered_at, closed_at in rows:
        ended = delivered_at or closed_at
        if ended is None and state not in {PromiseState.OPEN, PromiseState.BROKEN}:
            continue  # an old one, of which nobody knows when it ended
        dues = _dues(due_at, moves.get(number, []), notice_on)
        found.append(Promised(number, text, dues, _ended_on(ended, state, dues[-1][0])))
    return tuple(found)


def _moves(
    journal: JournalReader, promises: list[int], notice_on: date
) -> dict[int, list[tuple[date, datetime | None]]]:
    if not promises:
        return {}
    query = (
        PromiseMove.select(PromiseMove.promise, PromiseMove.moved_on, PromiseMove.due_before)
        .join(Promise, on=(PromiseMove.promise == key_of(Promise)))
        .where(PromiseMove.trashed_at.is_null() & PromiseMove.promise.in_(promises))
        .order_by(PromiseMove.moved_on, key_of(PromiseMove))
    )
    found: defaultdict[int, list[tuple[date, datetime | None]]] = defaultdict(list)
    for number, moved_on, before in journal.tuples(query):
        found[number].append((moved_on, before))
    return found


def _dues(
    due_at: datetime | None, moves: list[tuple[date, datetime | None]], notice_on: date
) -> tuple[tuple[date | None, date | None], ...]:
    """Return each day it was due on until the notice, with the day it was moved away from that."""
    dues: list[tuple[date | None, date | None]] = []
    for moved_on, before in moves:
        if moved_on >= notice_on:  # the day it had then still held on the morning of the notice
            return (*dues, (_day(before), None))
        dues.append((_day(before), moved_on))
    return (*dues, (_day(due_at), None))


def _ended_on(ended: datetime | None, state: PromiseState, due: date | None) -> date | None:
    """Return the day a promise ended; one given up was broken on the day after it was due, at the latest."""
    if state is PromiseState.BROKEN and due is not None:
        return max(due + _DAY, _day(ended) or due)
    return _day(ended)


def _messages(journal: JournalReader, asked: Asked, client_id: int) -> tuple[Message, ...]:
    in_time = replace(asked, rules=replace(asked.rules, reply_recent_days=LOOKED_AT_DAYS - 1))
    owed = answers_owed(journal, in_time).get(client_id)
    return () if owed is None else (Message(owed.interaction_id, owed.written_on, owed.words),)


def _complaints(journal: JournalReader, asked: Asked) -> tuple[OpenComplaint, ...]:
    waiting = [one for one in standings(journal, asked) if one.is_complaint and one.is_open]
    if not waiting:
        return ()
    key = key_of(Incident)
    ids = [one.incident_id for one in waiting]
    titles = dict(journal.tuples(Incident.select(key, Incident.title).where(key.in_(ids))))
    return tuple(OpenComplaint(one.incident_id, titles[one.incident_id], one.received_on) for one in waiting)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()

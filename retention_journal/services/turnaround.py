"""How long a client waits for what it asks for, by your own calendar and against what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from peewee import fn

from retention_journal.core.agreement import LineEntry
from retention_journal.core.incidents import OF_WAITING, IncidentState
from retention_journal.core.kpi_words import target_words
from retention_journal.core.moments import on_the_wall
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.turnaround import Answered, Turnaround
from retention_journal.i18n import _
from retention_journal.services.kpis import Agreement, agreements, in_force
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Incident, Promise, key_of

#: What came longer ago says little of today.
_LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Timing:
    """An expectation that promises can be timed by, with its words: "Drafts, within 5 working days"."""

    line_key: str
    text: str


def days_told_of_waiting(journal: JournalReader, client_id: int) -> list[date]:
    """Return on which days, here, the client complained of waiting, or of coming last."""
    query = Incident.select(Incident.received_at).where(
        (Incident.client == client_id)
        & Incident.is_complaint
        & Incident.kind.in_(OF_WAITING)
        & (Incident.state != IncidentState.WITHDRAWN)
        & Incident.trashed_at.is_null()
    )
    return sorted({on_the_wall(moment).date() for (moment,) in journal.tuples(query)})


def turnaround(journal: JournalReader, client_id: int, today: date) -> Turnaround:
    """Return how long small requests, and all that a goal times, took in the last twelve months.

    Each is judged by what was agreed on the day it was asked for: by the expectation it names, else by the
    one about small requests.
    """
    history = agreements(journal, client_id)
    working = working_days_of(journal, today)
    answered, unknown = [], 0
    for asked, delivered, is_unknown, key in journal.tuples(_timed(client_id, today)):
        if is_unknown:
            unknown += 1
        elif delivered is not None:
            came = delivered.date()
            agreed = agreed_days(in_force(history, asked), key)
            answered.append(Answered(asked, came, working.between(asked, came), agreed))
    return Turnaround(tuple(answered), unknown, agreed_days(in_force(history, today), None))


def agreed_days(agreement: Agreement | None, line_key: str | None) -> Decimal | None:
    """Return the working days agreed for what ``line_key`` times, else for small requests; None for none."""
    if agreement is None:
        return None
    timed = _timing_lines(agreement)
    named = [line for line in timed if line.line_key == line_key]
    return next((line.turnaround_days for line in (*named, *timed)), None)


def timings(journal: JournalReader, client_id: int, today: date, kept: str | None = None) -> list[Timing]:
    """Return what a client's promises can be timed by on ``today``, the one about small requests first.

    Args:
        journal: Where it is written down.
        client_id: Whose.
        today: The day whose agreement is asked.
        kept: The key of an expectation that is offered though it is no longer agreed; the last.
    """
    history = agreements(journal, client_id)
    held = in_force(history, today)
    found = _timing_lines(held) if held else []
    if kept is not None and all(line.line_key != kept for line in found):
        earlier = (line for old in history for line in _timing_lines(old) if line.line_key == kept)
        found += [line for line in (next(earlier, None),) if line is not None]
    return [Timing(line.line_key, _words(line)) for line in found]


def can_be_timed_by(journal: JournalReader, client_id: int, line_key: str) -> bool:
    """Say whether an expectation with a turnaround was ever agreed with a client under ``line_key``."""
    return any(
        line.line_key == line_key
        for agreement in agreements(journal, client_id)
        if agreement.is_binding
        for line in _timing_lines(agreement)
    )


def _timing_lines(agreement: Agreement) -> list[LineEntry]:
    return [line for line in agreement.lines if line.turnaround_days is not None and line.line_key]


def _words(line: LineEntry) -> str:
    return _("{goal}, {agreed}").format(goal=line.name, agreed=target_words(line))


def _timed(client_id: int, today: date) -> Any:
    asked = fn.coalesce(Promise.asked_on, Promise.made_on)
    known = Promise.delivered_at.is_null(False) | Promise.date_unknown
    return (
        Promise.select(asked, Promise.delivered_at, Promise.date_unknown, Promise.line_key)
        .where(
            (Promise.client == client_id)
            & (Promise.is_small_request | Promise.line_key.is_null(False))
            & (Promise.direction == PromiseDirection.OURS)
            & Promise.trashed_at.is_null()
            & known
            & (Promise.made_on > today - _LOOKED_BACK)
            & (Promise.made_on <= today)
        )
        .order_by(asked, key_of(Promise))
    )

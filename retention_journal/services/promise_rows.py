"""Promises as they are read: each with its moves, what is open with whom, and what became of the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from peewee import SQL, Query, fn

from retention_journal.core.errors import NotFoundError
from retention_journal.core.late_words import came_late, late_now
from retention_journal.core.promises import Move, PromiseDirection, PromiseState
from retention_journal.core.terms import Term
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import N_, _
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Promise, PromiseMove, key_of

#: Those that say whether you keep what you promise.
_JUDGED = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN})
_KEPT = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE})


class Group(Term):
    """Where an open promise stands on the page."""

    LATE = "late", N_("Late")
    TODAY = "today", N_("Today")
    THIS_WEEK = "this_week", N_("This week")
    LATER = "later", N_("Later")
    WAITING = "waiting", N_("Waiting for the client")


@dataclass(frozen=True)
class PromiseEntry:
    """What a person writes down of a promise.

    Attributes:
        text: What was promised; needed.
        due_at: When it is due; 23:59 where only a day was named, None where none was.
        made_on: Day it was made; None is today.
        asked_on: Day it was asked for, where that was before it was made; None is the day it was made.
        delivered_on: Day it was kept, of one that is kept; None where nobody wrote it down.
        is_small_request: A small thing asked for in passing, timed in working days.
        remark: Why it was late, moved or released, fit for the client to read.
        line_key: The expectation by which it is timed; None takes the one about small requests.
    """

    text: str
    due_at: datetime | None = None
    direction: PromiseDirection = PromiseDirection.OURS
    made_on: date | None = None
    is_small_request: bool = False
    remark: str = ""
    asked_on: date | None = None
    delivered_on: date | None = None
    line_key: str | None = None


@dataclass(frozen=True)
class PromiseRow:
    """A promise with its client, as lists show it.

    Attributes:
        asked_on: Day it was asked for; the day it was made where nobody asked before.
        date_unknown: It was kept, and nobody wrote down when.
        line_key: The expectation by which it is timed; None takes the one about small requests.
        moves: Every change of its date, the oldest first.
    """

    promise_id: int
    client_id: int
    client_name: str
    text: str
    made_on: date
    due_at: datetime | None
    direction: PromiseDirection
    state: PromiseState
    delivered_at: datetime | None
    is_small_request: bool
    remark: str
    asked_on: date
    date_unknown: bool = False
    line_key: str | None = None
    moves: tuple[Move, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether what was promised has come, in time or not."""
        return self.state in _KEPT

    @property
    def due_on(self) -> date | None:
        """The day it is due."""
        return None if self.due_at is None else self.due_at.date()

    def is_late(self, today: date) -> bool:
        """Say whether its day is over, or was when it came; never where one of the two is unknown."""
        if self.date_unknown:
            return False
        came = self.delivered_at.date() if self.delivered_at else today
        return self.due_on is not None and came > self.due_on

    def how_late(self, today: date, working: WorkingDays) -> str:
        """Return by how much it is late, or was when it came: "4 working days late"; "" in time."""
        if self.due_on is None or self.date_unknown:
            return ""
        if self.delivered_at is None:
            return late_now(self.due_on, today, working)
        return came_late(self.due_on, self.delivered_at.date(), working)

    def working_days_taken(self, working: WorkingDays) -> int | None:
        """Return the working days from the asking to the delivery; None while that is not known."""
        return None if self.delivered_at is None else working.between(self.asked_on, self.delivered_at.date())

    def entry(self) -> PromiseEntry:
        """Return what a person may change of it."""
        return PromiseEntry(
            self.text,
            self.due_at,
            self.direction,
            self.made_on,
            self.is_small_request,
            self.remark,
            None if self.asked_on == self.made_on else self.asked_on,
            None if self.delivered_at is None else self.delivered_at.date(),
            self.line_key,
        )


@dataclass(frozen=True)
class OpenPromises:
    """Every open promise, the most urgent group first, and how many each client has."""

    groups: tuple[tuple[Group, tuple[PromiseRow, ...]], ...]
    by_client: tuple[tuple[int, str, int], ...]

    @property
    def count(self) -> int:
        """How many are open."""
        return sum(len(rows) for _group, rows in self.groups)


@dataclass(frozen=True)
class ClientPromises:
    """The promises between you and one client; ``kept_in_time`` of ``judged`` were.

    Attributes:
        unknown: Yours that were kept on a day nobody wrote down; they are neither in nor out of time.
    """

    open: tuple[PromiseRow, ...]
    closed: tuple[PromiseRow, ...]
    kept_in_time: int
    judged: int
    unknown: int = 0


def end_of(day: date) -> datetime:
    """Return the moment a promise is due that was made for ``day`` without an hour."""
    return datetime(day.year, day.month, day.day, 23, 59)  # noqa: DTZ001 - wall-clock time


def promise(journal: JournalReader, promise_id: int) -> PromiseRow:
    """Return one promise.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    for row in _read(journal, key_of(Promise) == promise_id):
        return row
    raise NotFoundError(_("This promise is not in the journal."), _("Look in the trash."))


def open_promises(journal: JournalReader, today: date) -> OpenPromises:
    """Return every open promise in its group as of ``today``; groups without any are left out."""
    rows = open_rows(journal)
    grouped: dict[Group, list[PromiseRow]] = {group: [] for group in Group}
    for row in rows:
        grouped[group_of(row, today)].append(row)
    counted = Counter((row.client_id, row.client_name) for row in rows)
    most_first = sorted(counted.items(), key=lambda item: (-item[1], item[0][1].casefold()))
    return OpenPromises(
        groups=tuple((group, tuple(found)) for group, found in grouped.items() if found),
        by_client=tuple((client_id, name, n) for (client_id, name), n in most_first),
    )


def open_rows(journal: JournalReader) -> list[PromiseRow]:
    """Return the open promises, the earliest due first and those without a date last."""
    return _read(journal, Promise.state == SQL(f"'{PromiseState.OPEN.value}'"))


def group_of(row: PromiseRow, today: date) -> Group:
    """Return where an open promise stands on ``today``; a week ends on Sunday."""
    if row.direction is PromiseDirection.THEIRS:
        return Group.WAITING
    if row.due_on is None:
        return Group.LATER
    if row.due_on < today:
        return Group.LATE
    if row.due_on == today:
        return Group.TODAY
    sunday = today + timedelta(days=6 - today.weekday())
    return Group.THIS_WEEK if row.due_on <= sunday else Group.LATER


def client_promises(journal: JournalReader, client_id: int) -> ClientPromises:
    """Return the promises between you and one client, and how many of yours were kept in time."""
    rows = _read(journal, Promise.client == client_id)
    closed = [row for row in rows if row.state is not PromiseState.OPEN]
    closed.sort(key=lambda row: (row.delivered_at or end_of(row.made_on), row.promise_id), reverse=True)
    ours = [row for row in closed if row.direction is PromiseDirection.OURS and row.state in _JUDGED]
    judged = [row for row in ours if not row.date_unknown]
    return ClientPromises(
        open=tuple(row for row in rows if row.state is PromiseState.OPEN),
        closed=tuple(closed),
        kept_in_time=sum(row.state is PromiseState.KEPT for row in judged),
        judged=len(judged),
        unknown=len(ours) - len(judged),
    )


def promises_of_incident(journal: JournalReader, incident_id: int) -> list[PromiseRow]:
    """Return what was promised to put something right, in the order it is due."""
    rows = _read(journal, Promise.incident == incident_id)
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at, row.promise_id))


def _read(journal: JournalReader, which: Any) -> list[PromiseRow]:
    """Return the promises ``which`` is true of, the earliest due first and those without a date last."""
    query = _rows().where(which).order_by(Promise.due_at.is_null(), Promise.due_at, key_of(Promise))
    rows = [PromiseRow(*row) for row in journal.tuples(query)]
    moved = _moves(journal, which) if rows else {}
    return [replace(row, moves=moved[row.promise_id]) if row.promise_id in moved else row for row in rows]


def _moves(journal: JournalReader, which: Any) -> dict[int, tuple[Move, ...]]:
    """Return by promise every change of its date, the oldest first."""
    query = (
        PromiseMove.select(
            PromiseMove.promise, key_of(PromiseMove), PromiseMove.moved_on, PromiseMove.due_before,
            PromiseMove.due_after, PromiseMove.reason, PromiseMove.client_knows,
        )
        .join(Promise)
        .where(which & PromiseMove.trashed_at.is_null())
        .order_by(key_of(PromiseMove))
    )  # fmt: skip
    found: dict[int, list[Move]] = defaultdict(list)
    for number, *values in journal.tuples(query):
        found[number].append(Move(*values))
    return {number: tuple(moves) for number, moves in found.items()}


def _rows() -> Query:
    return (
        Promise.select(
            key_of(Promise).alias("promise_id"), Promise.client.alias("client_id"),
            Client.name.alias("client_name"), Promise.text, Promise.made_on, Promise.due_at,
            Promise.direction, Promise.state, Promise.delivered_at, Promise.is_small_request, Promise.remark,
            fn.coalesce(Promise.asked_on, Promise.made_on), Promise.date_unknown, Promise.line_key,
        )
        .join(Client)
        .where(Promise.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip

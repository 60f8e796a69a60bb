"""Promises: made, moved, kept, released; and what is open with whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import SQL, Query

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.late_words import came_late, late_now
from retention_journal.core.promises import PromiseDirection, PromiseState, state_when_delivered
from retention_journal.core.terms import Term
from retention_journal.core.text import clean
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays
from retention_journal.i18n import N_, _
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Client, Promise, key_of

#: What is promised without a date is due after this. Source: design, section 8.1.
USUAL = timedelta(hours=24)
#: A clock of another room may be a little ahead of ours.
LEEWAY = timedelta(minutes=5)
_EARLIEST_YEAR, _LATEST_YEAR = 1950, 2200
#: Those that say whether you keep what you promise.
_JUDGED = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN})


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
        is_small_request: A small thing asked for in passing, timed in working days.
        remark: Why it was late, moved or released, fit for the client to read.
    """

    text: str
    due_at: datetime | None = None
    direction: PromiseDirection = PromiseDirection.OURS
    made_on: date | None = None
    is_small_request: bool = False
    remark: str = ""


@dataclass(frozen=True)
class PromiseRow:
    """A promise with its client, as lists show it."""

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

    @property
    def due_on(self) -> date | None:
        """The day it is due."""
        return None if self.due_at is None else self.due_at.date()

    def is_late(self, today: date) -> bool:
        """Say whether its day is over, or was when it came; one without a date is never late."""
        came = self.delivered_at.date() if self.delivered_at else today
        return self.due_on is not None and came > self.due_on

    def how_late(self, today: date, working: WorkingDays) -> str:
        """Return by how much it is late, or was when it came: "4 working days late"; "" in time."""
        if self.due_on is None:
            return ""
        if self.delivered_at is None:
            return late_now(self.due_on, today, working)
        return came_late(self.due_on, self.delivered_at.date(), working)

    @property
    def working_days_taken(self) -> int | None:
        """Working days from the asking to the delivery; None while it is not delivered."""
        if self.delivered_at is None:
            return None
        return MONDAY_TO_FRIDAY.between(self.made_on, self.delivered_at.date())

    def entry(self) -> PromiseEntry:
        """Return what a person may change of it."""
        return PromiseEntry(
            self.text, self.due_at, self.direction, self.made_on, self.is_small_request, self.remark
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
    """The promises between you and one client; ``kept_in_time`` of ``judged`` were."""

    open: tuple[PromiseRow, ...]
    closed: tuple[PromiseRow, ...]
    kept_in_time: int
    judged: int


def end_of(day: date) -> datetime:
    """Return the moment a promise is due that was made for ``day`` without an hour."""
    return datetime(day.year, day.month, day.day, 23, 59)  # noqa: DTZ001 - wall-clock time


def make_promise(journal: Journal, client_id: int, entry: PromiseEntry, *, now: datetime) -> int:
    """Write down a promise and return its id.

    Raises:
        InvalidEntryError: It says nothing, or one of its days cannot be.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    values = checked(entry, now)
    must_be_here(journal, client_id)
    with journal.change(_("Make a promise")) as change:
        return change.insert(Promise, client=client_id, **values)


def promise_in(
    change: Writer, client_id: int, interaction_id: int, entry: PromiseEntry, now: datetime
) -> int:
    """Add a promise given during a contact to the change that logs it, and return its id.

    Raises:
        InvalidEntryError: It says nothing, or one of its days cannot be.
    """
    return change.insert(Promise, client=client_id, interaction=interaction_id, **checked(entry, now))


def edit_promise(journal: Journal, promise_id: int, entry: PromiseEntry, *, now: datetime) -> None:
    """Change what a promise says; one that was delivered is judged by its new date.

    Raises:
        InvalidEntryError: It says nothing, or one of its days cannot be.
        NotFoundError: The promise is not in the journal.
    """
    before = promise(journal, promise_id)
    values = checked(entry, now, before.made_on)
    if before.delivered_at:
        values["state"] = state_when_delivered(entry.due_at, before.delivered_at)
    with journal.change(_("Change a promise")) as change:
        change.update(Promise, promise_id, **values)


def keep_promise(
    journal: Journal, promise_id: int, *, now: datetime, delivered_at: datetime | None = None
) -> PromiseState:
    """Mark a promise as delivered and say whether that was in time.

    Args:
        journal: Where it is kept.
        promise_id: Which one.
        now: The moment of the tick.
        delivered_at: When it was delivered, where that was earlier than ``now``.

    Raises:
        InvalidEntryError: It would be delivered in the future, or before it was made.
        NotFoundError: The promise is not in the journal.
    """
    kept = promise(journal, promise_id)
    moment = delivered_at or now
    if moment > now + LEEWAY:
        raise InvalidEntryError("delivered_at", _("That is in the future."))
    if moment.date() < kept.made_on:
        raise InvalidEntryError("delivered_at", _("That is before the promise was made."))
    state = state_when_delivered(kept.due_at, moment)
    with journal.change(_("Keep a promise")) as change:
        change.update(Promise, promise_id, state=state, delivered_at=moment)
    return state


def reopen_promise(journal: Journal, promise_id: int) -> None:
    """Take a promise back among the open ones.

    Raises:
        NotFoundError: The promise is not in the journal.
    """
    promise(journal, promise_id)
    with journal.change(_("Reopen a promise")) as change:
        change.update(Promise, promise_id, state=PromiseState.OPEN, delivered_at=None, closed_at=None)


def release_promise(journal: Journal, promise_id: int, *, now: datetime, remark: str | None = None) -> None:
    """Note that the other one no longer expects it; ``remark`` says why, None leaves what is there.

    Raises:
        NotFoundError: The promise is not in the journal.
    """
    _close(journal, promise_id, _("Release a promise"), PromiseState.RELEASED, now, remark)


def break_promise(journal: Journal, promise_id: int, *, now: datetime, remark: str | None = None) -> None:
    """Note that it was not kept and will not be; ``remark`` says why, None leaves what is there.

    Raises:
        NotFoundError: The promise is not in the journal.
    """
    _close(journal, promise_id, _("Mark a promise as broken"), PromiseState.BROKEN, now, remark)


def move_promise(
    journal: Journal, promise_id: int, due_at: datetime | None, *, remark: str | None = None
) -> None:
    """Give a promise a new date; ``remark`` says why, None leaves what is there.

    Raises:
        InvalidEntryError: The new date lies before the promise was made.
        NotFoundError: The promise is not in the journal.
    """
    moved = promise(journal, promise_id)
    _check_due(due_at, moved.made_on)
    values: dict[str, Any] = {"due_at": due_at}
    if remark is not None:
        values["remark"] = remark
    if moved.delivered_at:
        values["state"] = state_when_delivered(due_at, moved.delivered_at)
    with journal.change(_("Move a promise")) as change:
        change.update(Promise, promise_id, **values)


def turn_promise(journal: Journal, promise_id: int) -> PromiseDirection:
    """Say that it is the other one's turn: you wait for the client, or no longer do.

    Raises:
        NotFoundError: The promise is not in the journal.
    """
    ours = promise(journal, promise_id).direction is PromiseDirection.OURS
    turned = PromiseDirection.THEIRS if ours else PromiseDirection.OURS
    label = _("Wait for the client") if ours else _("Take a promise back to yourself")
    with journal.change(label) as change:
        change.update(Promise, promise_id, direction=turned)
    return turned


def trash_promise(journal: Journal, promise_id: int, *, now: datetime) -> None:
    """Put a promise in the trash.

    Raises:
        NotFoundError: The promise is not in the journal.
    """
    promise(journal, promise_id)
    with journal.change(_("Move a promise to the trash")) as change:
        change.trash(Promise, promise_id, at=now)


def promise(journal: JournalReader, promise_id: int) -> PromiseRow:
    """Return one promise.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = journal.row(_rows().where(key_of(Promise) == promise_id), PromiseRow)
    if found is None:
        raise NotFoundError(_("This promise is not in the journal."), _("Look in the trash."))
    return found


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
    query = _rows().where(Promise.state == SQL(f"'{PromiseState.OPEN.value}'"))
    return [PromiseRow(*row) for row in journal.tuples(_by_due(query))]


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
    query = _by_due(_rows().where(Promise.client == client_id))
    rows = [PromiseRow(*row) for row in journal.tuples(query)]
    closed = [row for row in rows if row.state is not PromiseState.OPEN]
    closed.sort(key=lambda row: (row.delivered_at or end_of(row.made_on), row.promise_id), reverse=True)
    judged = [row for row in closed if row.direction is PromiseDirection.OURS and row.state in _JUDGED]
    return ClientPromises(
        open=tuple(row for row in rows if row.state is PromiseState.OPEN),
        closed=tuple(closed),
        kept_in_time=sum(row.state is PromiseState.KEPT for row in judged),
        judged=len(judged),
    )


def checked(entry: PromiseEntry, now: datetime, made_on: date | None = None) -> dict[str, Any]:
    """Return the values of a promise as the journal keeps them.

    Raises:
        InvalidEntryError: It says nothing, or one of its days cannot be.
    """
    text = clean(entry.text, lines=False)
    if not text:
        raise InvalidEntryError("text", _("Write what was promised."))
    made = entry.made_on or made_on or now.date()
    if made > (now + LEEWAY).date():
        raise InvalidEntryError("made_on", _("That is in the future."))
    if made.year < _EARLIEST_YEAR:
        raise InvalidEntryError("made_on", _("That is too long ago to be right."))
    _check_due(entry.due_at, made)
    return {
        "text": text,
        "due_at": entry.due_at,
        "direction": entry.direction,
        "made_on": made,
        "is_small_request": entry.is_small_request,
        "remark": entry.remark,
    }


def must_be_here(journal: JournalReader, client_id: int) -> None:
    """Make sure that a client is in the journal.

    Raises:
        NotFoundError: It is not, or in the trash.
    """
    key = key_of(Client)
    if journal.value(Client.select(key).where((key == client_id) & Client.trashed_at.is_null())) is None:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))


def _check_due(due_at: datetime | None, made_on: date) -> None:
    if due_at is None:
        return
    if due_at.date() < made_on:
        raise InvalidEntryError("due_at", _("That is before the promise was made."))
    if due_at.year > _LATEST_YEAR:
        raise InvalidEntryError("due_at", _("That is too far ahead to be right."))


def _close(
    journal: Journal, promise_id: int, label: str, state: PromiseState, now: datetime, remark: str | None
) -> None:
    promise(journal, promise_id)
    values: dict[str, Any] = {"state": state, "delivered_at": None, "closed_at": now}
    if remark is not None:
        values["remark"] = remark
    with journal.change(label) as change:
        change.update(Promise, promise_id, **values)


def _rows() -> Query:
    return (
        Promise.select(
            key_of(Promise).alias("promise_id"), Promise.client.alias("client_id"),
            Client.name.alias("client_name"), Promise.text, Promise.made_on, Promise.due_at,
            Promise.direction, Promise.state, Promise.delivered_at, Promise.is_small_request, Promise.remark,
        )
        .join(Client)
        .where(Promise.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip


def _by_due(query: Query) -> Query:
    return query.order_by(Promise.due_at.is_null(), Promise.due_at, key_of(Promise))

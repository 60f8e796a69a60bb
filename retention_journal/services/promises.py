"""Promises: made, moved, kept, released. How they are read stands in ``promise_rows``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.promises import (
    PromiseDirection,
    PromiseState,
    is_move,
    state_when_delivered,
)
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.promise_rows import (
    ClientPromises,
    Group,
    OpenPromises,
    PromiseEntry,
    PromiseRow,
    client_promises,
    end_of,
    group_of,
    open_promises,
    open_rows,
    promise,
)
from retention_journal.services.turnaround import can_be_timed_by
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Client, Promise, PromiseMove, key_of

#: What is promised without a date is due after this. Source: design, section 8.1.
USUAL = timedelta(hours=24)
#: A clock of another room may be a little ahead of ours.
LEEWAY = timedelta(minutes=5)
_EARLIEST_YEAR, _LATEST_YEAR = 1950, 2200


def make_promise(journal: Journal, client_id: int, entry: PromiseEntry, *, now: datetime) -> int:
    """Write down a promise and return its id.

    Raises:
        InvalidEntryError: It says nothing, or one of its days cannot be.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    values = checked(entry, now)
    must_be_here(journal, client_id)
    _check_timing(journal, client_id, entry.line_key)
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
    if entry.line_key != before.line_key:
        _check_timing(journal, before.client_id, entry.line_key)
    if before.is_kept:
        values |= _came(before, entry.delivered_on, entry.due_at, values["made_on"], now)
    reason = values["remark"] if values["remark"] != before.remark else ""
    with journal.change(_("Change a promise")) as change:
        change.update(Promise, promise_id, **values)
        _note_move(change, before, entry.due_at, now.date(), reason)


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
    _check_came(moment, kept.made_on, now, "delivered_at")
    state = state_when_delivered(kept.due_at, moment)
    with journal.change(_("Keep a promise")) as change:
        change.update(
            Promise, promise_id, state=state, delivered_at=moment, date_unknown=False, closed_at=None
        )
    return state


def keep_promise_some_day(journal: Journal, promise_id: int, *, now: datetime) -> None:
    """Mark a promise as delivered on a day nobody wrote down: it counts neither in nor out of time.

    Raises:
        NotFoundError: The promise is not in the journal.
    """
    promise(journal, promise_id)
    with journal.change(_("Keep a promise")) as change:
        change.update(Promise, promise_id, **_SOME_DAY, closed_at=now)


def reopen_promise(journal: Journal, promise_id: int) -> None:
    """Take a promise back among the open ones.

    Raises:
        NotFoundError: The promise is not in the journal.
    """
    promise(journal, promise_id)
    with journal.change(_("Reopen a promise")) as change:
        change.update(
            Promise,
            promise_id,
            state=PromiseState.OPEN,
            delivered_at=None,
            date_unknown=False,
            closed_at=None,
        )


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
    journal: Journal,
    promise_id: int,
    due_at: datetime | None,
    *,
    today: date,
    remark: str | None = None,
    client_knows: bool = False,
) -> bool:
    """Give a promise a new date, keep the one before, and say whether anything changed.

    Args:
        journal: Where it is kept.
        promise_id: Which one.
        due_at: When it is due from now on; None takes the date back.
        today: The day on which it is moved.
        remark: Why, fit for the client to read; None leaves what is there.
        client_knows: Whether they were told.

    Raises:
        InvalidEntryError: The new date lies before the promise was made.
        NotFoundError: The promise is not in the journal.
    """
    moved = promise(journal, promise_id)
    _check_due(due_at, moved.made_on)
    reason = None if remark is None else clean(remark)
    if due_at == moved.due_at and reason in {None, moved.remark}:
        return False
    with journal.change(_("Move a promise")) as change:
        said = {} if reason is None else {"remark": reason}
        change.update(Promise, promise_id, **_due(moved, due_at), **said)
        _note_move(change, moved, due_at, today, reason or "", client_knows=client_knows)
    return True


def take_back_move(journal: Journal, promise_id: int, *, now: datetime) -> datetime | None:
    """Take the last move of a promise back and return when it is due again.

    Raises:
        InvalidEntryError: It was never moved.
        NotFoundError: The promise is not in the journal.
    """
    moved = promise(journal, promise_id)
    if not moved.moves:
        raise InvalidEntryError("due_at", _("This promise was never moved."))
    last = moved.moves[-1]
    with journal.change(_("Take a move back")) as change:
        change.trash(PromiseMove, last.move_id, at=now)
        change.update(Promise, promise_id, **_due(moved, last.before))
    return last.before


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
    asked = entry.asked_on or made
    if asked > made:
        raise InvalidEntryError("asked_on", _("That is after the promise was made."))
    if asked.year < _EARLIEST_YEAR:
        raise InvalidEntryError("asked_on", _("That is too long ago to be right."))
    _check_due(entry.due_at, made)
    return {
        "text": text,
        "due_at": entry.due_at,
        "direction": entry.direction,
        "made_on": made,
        "asked_on": None if asked == made else asked,
        "is_small_request": entry.is_small_request,
        "remark": entry.remark,
        "line_key": entry.line_key,
    }


def must_be_here(journal: JournalReader, client_id: int) -> None:
    """Make sure that a client is in the journal.

    Raises:
        NotFoundError: It is not, or in the trash.
    """
    key = key_of(Client)
    if journal.value(Client.select(key).where((key == client_id) & Client.trashed_at.is_null())) is None:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))


def _check_timing(journal: JournalReader, client_id: int, line_key: str | None) -> None:
    if line_key is not None and not can_be_timed_by(journal, client_id, line_key):
        raise InvalidEntryError("line_key", _("This was never agreed with this client."))


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
    values: dict[str, Any] = {
        "state": state, "delivered_at": None, "date_unknown": False, "closed_at": now,
    }  # fmt: skip
    if remark is not None:
        values["remark"] = remark
    with journal.change(label) as change:
        change.update(Promise, promise_id, **values)


def _came(
    before: PromiseRow, day: date | None, due_at: datetime | None, made_on: date, now: datetime
) -> dict[str, Any]:
    """Return what is kept of a promise that came on ``day``; None is a day nobody wrote down."""
    if day is None:
        return _SOME_DAY if before.date_unknown else {**_SOME_DAY, "closed_at": now}
    same = before.delivered_at is not None and before.delivered_at.date() == day
    moment = before.delivered_at if same and before.delivered_at else datetime.combine(day, time.min)
    _check_came(moment, made_on, now, "delivered_on")
    state = state_when_delivered(due_at, moment)
    return {"state": state, "delivered_at": moment, "date_unknown": False, "closed_at": None}


def _check_came(moment: datetime, made_on: date, now: datetime, field: str) -> None:
    if moment > now + LEEWAY:
        raise InvalidEntryError(field, _("That is in the future."))
    if moment.date() < made_on:
        raise InvalidEntryError(field, _("That is before the promise was made."))


def _due(moved: PromiseRow, due_at: datetime | None) -> dict[str, Any]:
    """Return a date, and the state of what has come already judged by it."""
    if moved.delivered_at is None:
        return {"due_at": due_at}
    return {"due_at": due_at, "state": state_when_delivered(due_at, moved.delivered_at)}


def _note_move(
    change: Writer,
    before: PromiseRow,
    due_at: datetime | None,
    today: date,
    reason: str,
    *,
    client_knows: bool = False,
) -> None:
    if not is_move(before.due_at, due_at, before.moves):
        return
    change.insert(
        PromiseMove,
        promise=before.promise_id,
        moved_on=today,
        due_before=before.due_at,
        due_after=due_at,
        reason=reason,
        client_knows=client_knows,
    )


_SOME_DAY: dict[str, Any] = {"state": PromiseState.KEPT, "delivered_at": None, "date_unknown": True}

__all__ = [
    "LEEWAY",
    "USUAL",
    "ClientPromises",
    "Group",
    "OpenPromises",
    "PromiseEntry",
    "PromiseRow",
    "break_promise",
    "checked",
    "client_promises",
    "edit_promise",
    "end_of",
    "group_of",
    "keep_promise",
    "keep_promise_some_day",
    "make_promise",
    "move_promise",
    "must_be_here",
    "open_promises",
    "open_rows",
    "promise",
    "promise_in",
    "release_promise",
    "reopen_promise",
    "take_back_move",
    "trash_promise",
    "turn_promise",
]

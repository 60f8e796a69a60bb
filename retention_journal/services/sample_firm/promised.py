"""The promises that the sample's stories need word for word."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from retention_journal.core.promises import PromiseDirection, PromiseState, state_when_delivered
from retention_journal.services.sample_firm.cast import Promised
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import Promise, PromiseMove

_NAMES = uuid.UUID("0d7a5b8e-6f0b-4c57-9b5e-4d1f2a7c9e30")
_END_OF_DAY = time(23, 59)
_DONE_AT = time(15, 10)


def write(drafts: Drafts, told: Told) -> None:
    """Write a firm's promises, the oldest first."""
    for promise in sorted(told.firm.promises, key=lambda promise: promise.made):
        _write(drafts, told, promise)


def _write(drafts: Drafts, told: Told, promise: Promised) -> None:
    due_at = _due_at(drafts, promise)
    delivered_at = _at(drafts, promise.done, _DONE_AT)
    number = drafts.add(
        Promise,
        client=told.client,
        text=promise.text,
        made_on=drafts.working_day(promise.made),
        due_at=due_at,
        direction=PromiseDirection.THEIRS if promise.theirs else PromiseDirection.OURS,
        state=_state(promise, due_at, delivered_at),
        delivered_at=delivered_at,
        is_small_request=promise.small,
        remark=promise.remark,
        asked_on=None if promise.asked is None else drafts.working_day(promise.asked),
        date_unknown=promise.some_day,
        closed_at=_at(drafts, promise.due, _DONE_AT) if promise.some_day else None,
    )
    _write_moves(drafts, promise, number, due_at)


def _write_moves(drafts: Drafts, promise: Promised, number: int, due_at: datetime | None) -> None:
    dates = [*(_at(drafts, move.due, _END_OF_DAY) for move in promise.moves), due_at]
    for at, move in enumerate(promise.moves):
        drafts.add(
            PromiseMove,
            uid=str(uuid.uuid5(_NAMES, f"{number} {at}")),
            promise=number,
            moved_on=drafts.working_day(move.moved),
            due_before=dates[at],
            due_after=dates[at + 1],
            reason=move.reason,
            client_knows=True,
        )


def _due_at(drafts: Drafts, promise: Promised) -> datetime | None:
    """Return when a promise is due; what is due today waits for the next day worked."""
    if promise.late is not None:
        return datetime.combine(drafts.late_since(promise.late), _END_OF_DAY)
    if promise.due == 0:
        return datetime.combine(drafts.next_worked(0), _END_OF_DAY)
    return _at(drafts, promise.due, _END_OF_DAY)


def _state(promise: Promised, due_at: datetime | None, delivered_at: datetime | None) -> PromiseState:
    if promise.broken:
        return PromiseState.BROKEN
    if promise.released:
        return PromiseState.RELEASED
    if promise.some_day:
        return PromiseState.KEPT
    if delivered_at is None:
        return PromiseState.OPEN
    return state_when_delivered(due_at, delivered_at)


def _at(drafts: Drafts, days: int | None, at: time) -> datetime | None:
    if days is None:
        return None
    day: date = drafts.working_day(days)
    return datetime.combine(day, at)

"""Promises: who owes whom what, and whether it was kept in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class PromiseDirection(Term):
    """Who promised."""

    OURS = "ours", N_("You promised")
    THEIRS = "theirs", N_("They promised")


class PromiseState(Term):
    """What became of a promise."""

    OPEN = "open", N_("Open")
    KEPT = "kept", N_("Kept")
    KEPT_LATE = "kept_late", N_("Kept late")
    BROKEN = "broken", N_("Broken")
    RELEASED = "released", N_("Released")


def state_when_delivered(due_at: datetime | None, delivered_at: datetime) -> PromiseState:
    """Say whether a promise delivered at ``delivered_at`` was kept or kept late.

    A promise is made for a day, so it is kept until that day has ended, whatever hour was named
    (capability C10); one without a date cannot be late.
    """
    late = due_at is not None and delivered_at.date() > due_at.date()
    return PromiseState.KEPT_LATE if late else PromiseState.KEPT


@dataclass(frozen=True)
class Move:
    """A change of the date of a promise.

    Attributes:
        moved_on: Day on which it got the other date.
        before: When it was due until then; None where no date was named.
        after: When it is due from then on; None where the date was taken back.
        reason: Why, fit for the client to read; "" where nothing was said.
        client_knows: Whether they were told.
    """

    move_id: int
    moved_on: date
    before: datetime | None
    after: datetime | None
    reason: str = ""
    client_knows: bool = False


def is_move(before: datetime | None, after: datetime | None, moves: Sequence[Move]) -> bool:
    """Say whether another date is a move of what was promised.

    A promise is made for a day, so another hour of it is none; nor is the first date of one that had none.
    """
    if before is None and not moves:
        return False
    return (before and before.date()) != (after and after.date())


def first_due(due_at: datetime | None, moves: Sequence[Move]) -> datetime | None:
    """Return when a promise was due as it was first made."""
    return moves[0].before if moves else due_at

"""Promises: who owes whom what, and whether it was kept in time."""

from __future__ import annotations

from datetime import datetime

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

"""From when to when one had each client, as far as it was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retention_journal.core.periods import DayRange, months_between
from retention_journal.core.survival import Followed


@dataclass(frozen=True)
class Life:
    """One client, from the day it came.

    Attributes:
        left: The days on which it left, in order; one may leave, come back and leave again.
        is_gone: Whether it did not come back since the last of them. On which day one came back nobody
            writes down: who did is taken to have been away no whole period.
    """

    client_id: int
    name: str
    start: date
    left: tuple[date, ...] = ()
    is_gone: bool = False

    def had_gone(self, day: date) -> bool:
        """Say whether it had left for good by the end of ``day``."""
        return self.is_gone and bool(self.left) and self.left[-1] <= day

    def was_here(self, day: date) -> bool:
        """Say whether it was a client at the end of ``day``."""
        return self.start <= day and not self.had_gone(day)

    def left_in(self, period: DayRange) -> bool:
        """Say whether it left within ``period``, for good or not."""
        return any(day in period for day in self.left)

    def followed(self, day: date) -> Followed:
        """Return how long it was followed until it first left, as of ``day``, one not before the first."""
        lost = next((left for left in self.left if left <= day), None)
        return Followed(months_between(self.start, lost or day), lost is not None)

    def months(self, day: date) -> int:
        """Return its whole months until ``day``, or until it had left for good by then."""
        return months_between(self.start, self.left[-1] if self.had_gone(day) else day)


@dataclass(frozen=True)
class Lives:
    """All clients of whom it is known from when to when.

    Attributes:
        left_out: How many there are of whom it is not.
    """

    known: tuple[Life, ...]
    left_out: int = 0


def life(
    client_id: int, name: str, start: date | None, left: Iterable[date], *, is_gone: bool
) -> Life | None:
    """Return a client's life; None where nobody wrote down when it came, or when it left.

    A day of leaving before the first day is a slip, and left out.
    """
    if start is None:
        return None
    days = tuple(sorted(day for day in left if day >= start))
    return None if is_gone and not days else Life(client_id, name, start, days, is_gone)

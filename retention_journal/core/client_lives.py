"""From when to when one had each client, as far as it was written down."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core.periods import DayRange, months_between
from retention_journal.core.survival import Followed


@dataclass(frozen=True)
class Life:
    """One client, from the day it came; one may leave, come back and leave again.

    Attributes:
        left: The days on which it left, in order.
        is_gone: Whether it did not come back since the last of them.
        back: The days on which it came back, in order. Where nobody wrote that day down, it is taken to
            have been away no whole period.
    """

    client_id: int
    name: str
    start: date
    left: tuple[date, ...] = ()
    is_gone: bool = False
    back: tuple[date, ...] = ()

    def had_gone(self, day: date) -> bool:
        """Say whether it had left by the end of ``day``, and had not come back yet."""
        number = bisect_right(self.left, day)
        if not number:
            return False
        is_last = number == len(self.left)
        returned = self._returned(self.left[number - 1], None if is_last else self.left[number])
        return returned > day if returned else is_last and self.is_gone

    def was_here(self, day: date) -> bool:
        """Say whether it was a client at the end of ``day``."""
        return self.start <= day and not self.had_gone(day)

    def losses_in(self, period: DayRange) -> int:
        """Return how often it left within ``period``."""
        return sum(day in period for day in self.left)

    def left_in(self, period: DayRange) -> bool:
        """Say whether it left within ``period``, for good or not."""
        return self.losses_in(period) > 0

    def won_in(self, period: DayRange) -> int:
        """Return how often it came or came back within ``period``."""
        return sum(day in period for day in (self.start, *self.back))

    def followed(self, day: date) -> Followed:
        """Return how long it was followed until it first left, as of ``day``, one not before the first."""
        lost = next((left for left in self.left if left <= day), None)
        return Followed(months_between(self.start, lost or day), lost is not None)

    def months(self, day: date) -> int:
        """Return its whole months as a client until ``day``, without those for which it was away."""
        last = self.left[bisect_right(self.left, day) - 1] if self.had_gone(day) else day
        away = timedelta()
        for left, following in zip(self.left, [*self.left[1:], None], strict=False):
            returned = self._returned(left, following)
            away += returned - left if returned and returned <= last else timedelta()
        return months_between(self.start, last - away)

    def _returned(self, left: date, until: date | None) -> date | None:
        """Return the day on which it came back after it ``left``, and not after it left again."""
        found = next((day for day in self.back if day >= left), None)
        return None if found and until and found > until else found


@dataclass(frozen=True)
class Lives:
    """All clients of whom it is known from when to when.

    Attributes:
        left_out: How many there are of whom it is not.
    """

    known: tuple[Life, ...]
    left_out: int = 0


def life(
    client_id: int,
    name: str,
    start: date | None,
    left: Iterable[date],
    *,
    is_gone: bool,
    back: Iterable[date] = (),
) -> Life | None:
    """Return a client's life; None where nobody wrote down when it came, or when it left.

    A day of leaving before the first day is a slip, and left out; so is one of coming back before leaving.
    The same day twice is one day.
    """
    if start is None:
        return None
    days = tuple(sorted({day for day in left if day >= start}))
    returns = tuple(sorted({day for day in back if days and day >= days[0]}))
    if is_gone and (not days or (returns and returns[-1] >= days[-1])):
        return None
    return Life(client_id, name, start, days, is_gone, returns)

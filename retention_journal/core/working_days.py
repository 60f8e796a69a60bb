"""Working days: the days one works, so that promises, clocks and lists do not count the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked.

    Attributes:
        weekdays: Days of the week that are worked, 0 is Monday; at least one.
        off: Days that are not, though their weekday is: public holidays, leave, sick days.
        on: Days that are, though their weekday is not: the Saturday before a launch.
    """

    weekdays: frozenset[int] = _MONDAY_TO_FRIDAY
    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("A working week has one to seven days of 0 to 6.")

    def is_working(self, day: date) -> bool:
        """Say whether ``day`` is worked."""
        return day not in self.off if day.weekday() in self.weekdays else day in self.on

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start`` up to and including ``end``; 0 if end <= start."""
        if end <= start:
            return 0
        weeks, rest = divmod((end - start).days, 7)
        counted = weeks * len(self.weekdays)
        counted += sum((start.weekday() + n) % 7 in self.weekdays for n in range(1, rest + 1))
        return counted - _count(self._taken_out, start, end) + _count(self._put_in, start, end)

    def add(self, start: date, days: int) -> date:
        """Return the day that lies ``days`` working days after ``start``; ``start`` itself for 0."""
        day = start
        while days > 0:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return day

    def before(self, day: date) -> date:
        """Return the last working day before ``day``."""
        day -= timedelta(days=1)
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    @cached_property
    def _taken_out(self) -> Sequence[date]:
        return sorted(day for day in self.off if day.weekday() in self.weekdays)

    @cached_property
    def _put_in(self) -> Sequence[date]:
        return sorted(day for day in self.on if day.weekday() not in self.weekdays)


def _count(days: Sequence[date], start: date, end: date) -> int:
    return bisect_right(days, end) - bisect_right(days, start)


MONDAY_TO_FRIDAY = WorkingDays()

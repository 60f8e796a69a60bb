"""Which backups are kept: by the order in which they were made, never by what a clock says.

Kept are all of the newest two days, then the last of a day for 14 days, of a week for 8 weeks before those,
of a month for 24 months before those, and of every year. A day is what stands in a backup's name; the order
is that of the running numbers. A clock that stood wrong shows itself in that order: its days do not fit
between those of their neighbours. Such a copy is neither thinned, nor does it take the place of another.

Source: reliability, promise 12.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

WHOLE_DAYS, DAYS, WEEKS, MONTHS = 2, 14, 8, 24
#: No journal is older than the program: a clock that says so has lost its time.
FIRST_DAY = date(2010, 1, 1)
#: Nobody leaves a journal alone for longer and then works on; a clock that jumps so far may be wrong.
_JUMP = timedelta(days=400)


@dataclass(frozen=True)
class Copy:
    """A backup as its file tells.

    Attributes:
        number: Its running number.
        day: The day that stands in its name.
        written: Seconds since 1970 by the clock with which it was written.
    """

    number: int
    day: date
    written: float = 0.0


Run = list[Copy]


def kept(copies: Iterable[Copy]) -> frozenset[int]:
    """Return the numbers of the backups to keep; the newest is always among them."""
    in_order = sorted(copies, key=lambda copy: copy.number)
    runs = _runs(in_order)
    fitting = _fitting([run[0].day for run in runs])
    keep = {copy.number for number, run in enumerate(runs) if number not in fitting for copy in run}
    keep.update(copy.number for copy in in_order[-1:])
    keep.update(_by_calendar([runs[number] for number in sorted(fitting)]))
    return frozenset(keep)


def _by_calendar(runs: Sequence[Run]) -> set[int]:
    """Return what is kept of backups whose days follow each other as days do."""
    spare = sum(later[0].day - earlier[0].day > _JUMP for earlier, later in pairwise(runs))
    newest_first = list(reversed(runs))
    days = _first({run[0].day: None for run in newest_first}, DAYS + spare)
    whole = set(days[: WHOLE_DAYS + spare])
    keep = {copy.number for run in runs if run[0].day in whole for copy in run}
    keep |= {run[-1].number for run in runs if run[0].day in set(days)}
    keep |= {run[0].number for run in runs if run[0].day in _twice(runs)}  # else nothing tells them apart
    older = [run[-1] for run in newest_first if run[0].day not in set(days)]
    for span, most in ((_week, WEEKS + spare), (_month, MONTHS + spare), (_year, len(older))):
        newest, rest = _newest_of_each(older, span, most)
        keep |= newest
        older = rest
    return keep


def _twice(runs: Sequence[Run]) -> set[date]:
    """Return the days that a clock went through a second time."""
    return {earlier[0].day for earlier, later in pairwise(runs) if earlier[0].day == later[0].day}


def _newest_of_each(
    newest_first: Sequence[Copy], span: Callable[[date], Hashable], most: int
) -> tuple[set[int], list[Copy]]:
    """Return the newest of each of the last ``most`` spans, and the copies older than all of those."""
    spans = set(_first({span(copy.day): None for copy in newest_first}, most))
    newest: dict[Hashable, int] = {}
    for copy in newest_first:
        if span(copy.day) in spans:
            newest.setdefault(span(copy.day), copy.number)
    return set(newest.values()), [copy for copy in newest_first if span(copy.day) not in spans]


def _runs(in_order: Sequence[Copy]) -> list[Run]:
    """Return the copies by day, those apart between which the clock was put back."""
    runs: list[Run] = []
    for copy in in_order:
        if runs and runs[-1][-1].day == copy.day and runs[-1][-1].written <= copy.written:
            runs[-1].append(copy)
        else:
            runs.append([copy])
    return runs


def _fitting(days: Sequence[date]) -> set[int]:
    """Return the places of the longest row of days in which none is before the one before it."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place, day in enumerate(days):
        if day < FIRST_DAY:
            continue
        length = bisect_right(ends, day, key=lambda end: days[end])
        before[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    found: set[int] = set()
    place_or_none = ends[-1] if ends else None
    while place_or_none is not None:
        found.add(place_or_none)
        place_or_none = before[place_or_none]
    return found


def _first(spans: Iterable[Hashable], most: int) -> list[Hashable]:
    return list(spans)[:most]


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month


def _year(day: date) -> Hashable:
    return day.year

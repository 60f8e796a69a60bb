"""How long each small request took, a stem for each, against the days agreed. Source: DESIGN, section 14."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.chart import Circle, Line, Mark, Polygon, Role, Text
from retention_journal.core.periods import add_months
from retention_journal.core.report import RequestRow

_LEFT, _RIGHT, _TOP, _BOTTOM = 0.03, 1.0, 0.08, 0.86
_LABELS_AT = 0.96
_SIDE = 0.012
_RADIUS = 2.6
_TRIANGLE = (0.006, 0.045)  # half its width and its height, as shares of the box
_LOWEST_TOP = 3
_MOST_LINES = 4


def stem_chart(
    rows: Sequence[RequestRow], within: Decimal | None, language: str, size: float = 7.0
) -> tuple[Mark, ...]:
    """Return a stem for each request at the day it was asked, as high as the working days it took.

    Args:
        rows: The requests, at least one.
        within: Working days agreed, a dashed line; None draws none.
        language: BCP 47 tag of the words.
        size: Of the words, in the painter's units.
    """
    if not rows:
        return ()
    first, last = min(row.asked for row in rows), max(row.asked for row in rows)
    highest = max([_LOWEST_TOP, *(row.days for row in rows), float(within or 0)])

    def x(day: date) -> float:
        span = max((last - first).days, 1)
        return _LEFT + _SIDE + (_RIGHT - _LEFT - 2 * _SIDE) * (day - first).days / span

    def y(days: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * days / highest

    marks: list[Mark] = [*_grid(highest, y, size), *_months(first, last, x, language, size)]
    if within is not None:
        at = y(float(within))
        marks.append(Line(((_LEFT, at), (_RIGHT, at)), Role.TARGET, width=0.8, dashed=True))
    for row in rows:
        kept = within is None or row.days <= within
        at, top = x(row.asked), y(row.days)
        marks.append(Line(((at, _BOTTOM), (at, top)), Role.CHART_3, width=1.4))
        marks.append(Circle((at, top), _RADIUS, Role.STEADY) if kept else _triangle(at, top))
    return tuple(marks)


def _grid(highest: float, y: Callable[[float], float], size: float) -> Iterator[Mark]:
    step = max(1, -(-int(highest) // _MOST_LINES))
    for days in range(0, int(highest) + 1, step):
        at = y(days)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=0.6)
        yield Text((_LEFT - _SIDE, at), str(days), anchor="end", size=size)


def _months(
    first: date, last: date, x: Callable[[date], float], language: str, size: float
) -> Iterator[Mark]:
    day = first
    while day <= last:
        yield Text((x(day), _LABELS_AT), formats.short_month(day, language), size=size)
        day = add_months(day.replace(day=1), 1)


def _triangle(at: float, top: float) -> Polygon:
    half, high = _TRIANGLE
    return Polygon(
        ((at - half, top + high / 2), (at + half, top + high / 2), (at, top - high / 2)), Role.WATCH
    )

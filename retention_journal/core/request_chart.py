"""Small requests as a stem plot: each one as tall as it took, against what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.chart import Circle, Line, Mark, Place, Polygon, Role, Text
from retention_journal.core.periods import add_months

_LEFT, _RIGHT = 0.06, 0.84
_TOP, _BOTTOM = 0.10, 0.84
_MONTHS_AT = 0.94
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_LEAST = 4  # working days that the scale shows at least
_GRID_LINES = 3
_DISC = 3.6
_TRIANGLE = 5.5


@dataclass(frozen=True)
class RequestStem:
    """One small request: the day it was asked, and the working days it took, 0 or more."""

    asked_on: date
    working_days: int


def request_chart(
    stems: Sequence[RequestStem], *, goal_days: Decimal | None, goal_label: str, width: float, height: float
) -> tuple[Mark, ...]:
    """Return small requests in the order they were asked, by day, with the agreed time as a dashed line.

    Args:
        stems: What was asked; nothing is drawn where nothing was.
        goal_days: Working days agreed; None where nothing is agreed, and then none is early or late.
        goal_label: What stands at the dashed line.
        width: Room across in the painter's units, so that triangles keep their shape.
        height: Room down in the painter's units.
    """
    if not stems:
        return ()
    axes = _Axes.of(stems, goal_days)
    marks: list[Mark] = [*_grid(axes), *_months(axes)]
    if goal_days is not None:
        at = axes.y(goal_days)
        marks.append(Line(((_LEFT, at), (_RIGHT, at)), Role.TARGET, width=1, dashed=True))
        marks.append(Text((_RIGHT + 0.012, at), goal_label, size=12))
        if axes.is_free(goal_days):
            marks.append(Text((_LEFT - 0.012, at), formats.number(goal_days), anchor="end", size=12))
    for stem in stems:
        marks.extend(_stem(stem, axes, goal_days, (_TRIANGLE / width, _TRIANGLE / height)))
    return tuple(marks)


def request_places(stems: Sequence[RequestStem], goal_days: Decimal | None) -> tuple[Place, ...]:
    """Return where each request ends in the chart, in the order of ``stems``."""
    if not stems:
        return ()
    axes = _Axes.of(stems, goal_days)
    return tuple((axes.x(stem.asked_on), axes.y(stem.working_days)) for stem in stems)


@dataclass(frozen=True)
class _Axes:
    first: date
    last: date
    highest: int
    step: int

    @classmethod
    def of(cls, stems: Sequence[RequestStem], goal_days: Decimal | None) -> _Axes:
        most = max(*(stem.working_days for stem in stems), int(goal_days or 0), _LEAST)
        step = next((step for step in _STEPS if most <= step * _GRID_LINES), most)
        first = min(stem.asked_on for stem in stems).replace(day=1)
        last = add_months(max(stem.asked_on for stem in stems).replace(day=1), 1)
        return cls(first, last, -(-most // step) * step, step)

    def x(self, day: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day - self.first).days / (self.last - self.first).days

    def is_free(self, days: Decimal) -> bool:
        """Say whether there is room for a number at the side, away from those of the grid."""
        beside = min(days % self.step, self.step - days % self.step)
        return bool(beside * 9 > self.highest)

    def y(self, days: Decimal | int) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * float(days) / self.highest


def _grid(axes: _Axes) -> Iterator[Mark]:
    for days in range(0, axes.highest + 1, axes.step):
        at = axes.y(days)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=1)
        yield Text((_LEFT - 0.012, at), formats.number(days), anchor="end", size=12)


def _months(axes: _Axes) -> Iterator[Mark]:
    month = axes.first
    while month < axes.last:
        yield Text((axes.x(month), _MONTHS_AT), formats.month_name(month), size=12)
        month = add_months(month, 1)


def _stem(
    stem: RequestStem, axes: _Axes, goal_days: Decimal | None, radius: tuple[float, float]
) -> Iterator[Mark]:
    x, y = axes.x(stem.asked_on), axes.y(stem.working_days)
    if stem.working_days:
        yield Line(((x, axes.y(0)), (x, y)), Role.CHART_2, width=1.5)
    if goal_days is None:
        yield Circle((x, y), _DISC, Role.CHART_1, rim=Role.SURFACE)
    elif stem.working_days <= goal_days:
        yield Circle((x, y), _DISC, Role.STEADY, rim=Role.SURFACE)
    else:
        across, down = radius
        points = ((x, y - down), (x + across, y + 0.8 * down), (x - across, y + 0.8 * down))
        yield Polygon(points, Role.WATCH)

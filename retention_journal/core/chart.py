"""Charts as marks: plain data in, lines and shapes out, so that screen and paper agree.

Places are in a unit box, 0 to 1 from the left and from the top; whoever paints stretches it to the room there
is. Line widths, radii and text sizes are in the painter's own units (pixels or points) and are not
stretched. Colours are roles, such as "chart_1" or "target": the painter knows its palette.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from retention_journal.core.report import GoalPoint
from retention_journal.core.shapes import Shape

Place = tuple[float, float]


class Role(StrEnum):
    """What a mark means; the painter gives it a colour."""

    CHART_1 = "chart_1"
    CHART_2 = "chart_2"
    CHART_3 = "chart_3"
    GRID = "grid"
    TARGET = "target"
    STEADY = "steady"
    WATCH = "watch"
    ACT = "act"
    NONE = "none"
    SURFACE = "surface"
    CAPTION = "caption"
    INK = "text"
    BAND = "accent_soft"
    LATELY = "watch_soft"


@dataclass(frozen=True)
class Line:
    """A line through ``points``, at least two."""

    points: tuple[Place, ...]
    role: Role
    width: float = 1.5
    dashed: bool = False


@dataclass(frozen=True)
class Rect:
    """A filled box."""

    left: float
    top: float
    right: float
    bottom: float
    role: Role


@dataclass(frozen=True)
class Circle:
    """A disc round ``centre``, with a rim in the colour ``rim`` where there is one."""

    centre: Place
    radius: float
    role: Role
    rim: Role | None = None


@dataclass(frozen=True)
class Polygon:
    """A filled shape."""

    points: tuple[Place, ...]
    role: Role


@dataclass(frozen=True)
class Text:
    """A short label; ``anchor`` is "start", "middle" or "end" of it at ``place``, its middle line.

    ``room`` is the share of the box's width that it may take before it is cut; 0 is never cut.
    """

    place: Place
    text: str
    role: Role = Role.CAPTION
    anchor: str = "start"
    size: float = 8.0
    room: float = 0.0


@dataclass(frozen=True)
class ChartPoint:
    """A place in a chart that one can go to, and what is said of it there."""

    place: Place
    text: str


Mark = Line | Rect | Circle | Polygon | Text

#: Free room inside the box, so that dots and thick lines are not cut at its edges.
_SIDE, _TOP = 0.03, 0.14
_FIRST_OF_TWO = 2


def sparkline(points: Sequence[GoalPoint], ending: Shape) -> tuple[Mark, ...]:
    """Return the values of a goal as a line, its target dashed and stepped, and a dot at the last value.

    Args:
        points: Periods, oldest first. A missing value leaves a gap in the line.
        ending: How the goal stands; the colour of the dot.

    Returns nothing where there is no value at all: an empty chart says less than none.
    """
    points = [_finite(point) for point in points]
    if all(point.value is None for point in points):
        return ()
    scale = _Scale.of(points)
    return (
        *target_lines(points, scale),
        *_values(points, scale),
        _last_dot(points, scale, ending),
    )


class Axes(Protocol):
    """Where the periods and the values of a chart lie in its box."""

    @property
    def count(self) -> int:
        """How many periods there are."""

    def x(self, index: float) -> float:
        """Return how far from the left the period ``index`` lies; halves lie between two."""

    def y(self, value: Decimal) -> float:
        """Return how far from the top a value lies."""

    @property
    def ends(self) -> tuple[float, float]:
        """Where level lines begin and end, from the left."""


@dataclass(frozen=True)
class _Scale:
    """Where a value lies in the box: the lowest near its bottom, the highest near its top."""

    low: Decimal
    high: Decimal
    count: int

    @classmethod
    def of(cls, points: Sequence[GoalPoint]) -> _Scale:
        seen = [point.value for point in points if point.value is not None]
        for point in points:
            if point.target is not None:
                seen.extend(bound for bound in point.target.bounds if bound is not None)
        return cls(min(seen), max(seen), len(points))

    @property
    def ends(self) -> tuple[float, float]:
        return 0.0, 1.0

    def x(self, index: float) -> float:
        if self.count == 1:
            return 1 - _SIDE
        return _SIDE + (1 - 2 * _SIDE) * index / (self.count - 1)

    def y(self, value: Decimal) -> float:
        if self.high == self.low:
            return 0.5
        share = float((value - self.low) / (self.high - self.low))
        return 1 - _TOP - share * (1 - 2 * _TOP)


def _finite(point: GoalPoint) -> GoalPoint:
    if point.value is None or point.value.is_finite():
        return point
    return GoalPoint(point.period, None, point.target)


def _values(points: Sequence[GoalPoint], scale: _Scale) -> Iterator[Mark]:
    for run in runs([point.value for point in points]):
        places = tuple((scale.x(index), scale.y(value)) for index, value in run)
        if len(places) >= _FIRST_OF_TWO:
            yield Line(places, Role.CHART_1)
        else:
            yield Circle(places[0], 1.2, Role.CHART_1)


def target_lines(points: Sequence[GoalPoint], axes: Axes, width: float = 0.7) -> Iterator[Line]:
    """Yield the targets of ``points`` as dashed lines that step where another one was agreed."""
    bounds = [(None, None) if point.target is None else point.target.bounds for point in points]
    lows, highs = [low for low, _ in bounds], [high for _, high in bounds]
    for wanted in (lows,) if lows == highs else (lows, highs):
        for run in runs(wanted):
            yield Line(tuple(_steps(run, axes)), Role.TARGET, width=width, dashed=True)


def _steps(run: Sequence[tuple[int, Decimal]], axes: Axes) -> Iterator[Place]:
    """Yield a level line that steps half-way between two periods with different targets."""
    first, last = run[0][0], run[-1][0]
    left, right = axes.ends
    if axes.count == 1:
        yield from ((left, axes.y(run[0][1])), (right, axes.y(run[0][1])))
        return
    yield (left if first == 0 else axes.x(first - 0.5)), axes.y(run[0][1])
    for (index, before), (_, after) in pairwise(run):
        if before != after:
            yield axes.x(index + 0.5), axes.y(before)
            yield axes.x(index + 0.5), axes.y(after)
    yield (right if last == axes.count - 1 else axes.x(last + 0.5)), axes.y(run[-1][1])


def _last_dot(points: Sequence[GoalPoint], scale: _Scale, ending: Shape) -> Circle:
    run = runs([point.value for point in points])[-1]
    index, value = run[-1]
    newest = index == len(points) - 1
    return Circle(
        (scale.x(index), scale.y(value)),
        2.8,
        Role(ending.value) if newest else Role.NONE,
        rim=Role.SURFACE,
    )


def runs(values: Sequence[Decimal | None]) -> list[list[tuple[int, Decimal]]]:
    """Return the unbroken stretches of ``values``, each value with its index."""
    runs: list[list[tuple[int, Decimal]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index, value))
    return [run for run in runs if run]

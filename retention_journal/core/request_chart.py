"""Small requests as a stem plot: each one as tall as it took, against what was agreed.

Source: DESIGN, section 14. The window and the report draw the same one.
"""

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
_TOP_BELOW_WORDS = 0.19  # where words stand above
_WORDS_AT = 0.07
_MONTHS_AT = 0.94
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_LEAST = 4  # working days that the scale shows at least
_GRID_LINES = 3
_BESIDE = 0.012
#: As shares of the size of the words.
_DISC = 0.4
_TRIANGLE = 0.46
_LINE = 1 / 12
_STEM = 1.5 / 12
#: Width of the box that words beside a line take at least, before they stand on its other side.
_WORDS_ROOM = 0.3


@dataclass(frozen=True)
class RequestStem:
    """One small request: the day it was asked, and the working days it took, 0 or more."""

    asked_on: date
    working_days: int


@dataclass(frozen=True)
class ChartWords:
    """What stands in the chart.

    Attributes:
        goal: At the dashed line.
        told: On which days the client said that they wait too long, and what stands at each.
        language: BCP 47 tag of the months and numbers; None for the window's.
        size: Height of the words in the painter's units; marks and lines go with it.
    """

    goal: str
    told: Sequence[tuple[date, str]] = ()
    language: str | None = None
    size: float = 12.0


def request_chart(
    stems: Sequence[RequestStem], *, goal_days: Decimal | None, words: ChartWords, width: float, height: float
) -> tuple[Mark, ...]:
    """Return small requests in the order they were asked, by day, with the agreed time as a dashed line.

    Args:
        stems: What was asked; nothing is drawn where nothing was.
        goal_days: Working days agreed; None where nothing is agreed, and then none is early or late.
        words: What stands in it. A day before the first request or after the month of the last is left out.
        width: Room across in the painter's units, so that triangles keep their shape.
        height: Room down in the painter's units.
    """
    if not stems:
        return ()
    axes = _Axes.of(stems, goal_days, words.told)
    marks: list[Mark] = [*_grid(axes, goal_days, words), *_months(axes, words), *_told(axes, words)]
    if goal_days is not None:
        at = axes.y(goal_days)
        marks.append(Line(((_LEFT, at), (_RIGHT, at)), Role.TARGET, width=words.size * _LINE, dashed=True))
        marks.append(Text((_RIGHT + _BESIDE, at), words.goal, size=words.size, room=1 - _RIGHT - _BESIDE))
    for stem in stems:
        marks.extend(_stem(stem, axes, goal_days, words.size, (width, height)))
    return tuple(marks)


def request_places(
    stems: Sequence[RequestStem], goal_days: Decimal | None, told: Sequence[tuple[date, str]] = ()
) -> tuple[Place, ...]:
    """Return where each request ends in the chart, in the order of ``stems``."""
    if not stems:
        return ()
    axes = _Axes.of(stems, goal_days, told)
    return tuple((axes.x(stem.asked_on), axes.y(stem.working_days)) for stem in stems)


@dataclass(frozen=True)
class _Axes:
    first: date
    last: date
    highest: int
    step: int
    told: tuple[tuple[date, str], ...]

    @classmethod
    def of(
        cls, stems: Sequence[RequestStem], goal_days: Decimal | None, told: Sequence[tuple[date, str]]
    ) -> _Axes:
        most = max(*(stem.working_days for stem in stems), int(goal_days or 0), _LEAST)
        step = next((step for step in _STEPS if most <= step * _GRID_LINES), most)
        first = min(stem.asked_on for stem in stems).replace(day=1)
        last = add_months(max(stem.asked_on for stem in stems).replace(day=1), 1)
        shown = tuple((on, words) for on, words in sorted(told) if first <= on < last)
        return cls(first, last, -(-most // step) * step, step, shown)

    def x(self, day: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day - self.first).days / (self.last - self.first).days

    def is_free(self, days: Decimal) -> bool:
        """Say whether there is room for a number at the side, away from those of the grid."""
        beside = min(days % self.step, self.step - days % self.step)
        return bool(beside * 9 > self.highest)

    def y(self, days: Decimal | int) -> float:
        top = _TOP_BELOW_WORDS if self.told else _TOP
        return _BOTTOM - (_BOTTOM - top) * float(days) / self.highest


def _grid(axes: _Axes, goal_days: Decimal | None, words: ChartWords) -> Iterator[Mark]:
    lines = range(0, axes.highest + 1, axes.step)
    for days in lines:
        at = axes.y(days)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=words.size * _LINE)
    goal = [goal_days] if goal_days is not None and axes.is_free(goal_days) else []
    for figure in sorted([*map(Decimal, lines), *goal]):
        number = formats.number(figure, words.language)
        yield Text((_LEFT - _BESIDE, axes.y(figure)), number, anchor="end", size=words.size)


def _months(axes: _Axes, words: ChartWords) -> Iterator[Mark]:
    month = axes.first
    while month < axes.last:
        name = formats.month_name(month, words.language)
        yield Text((axes.x(month), _MONTHS_AT), name, size=words.size)
        month = add_months(month, 1)


def _told(axes: _Axes, words: ChartWords) -> Iterator[Mark]:
    """Yield a line for each day the client said so; words only where they have room."""
    free = 0.0
    for on, said in axes.told:
        at = axes.x(on)
        yield Line(((at, 0.0), (at, _BOTTOM)), Role.TARGET, width=words.size * _LINE, dashed=True)
        if at >= free and at + _WORDS_ROOM <= 1:
            yield Text((at + _BESIDE, _WORDS_AT), said, size=words.size, room=1 - at - _BESIDE)
            free = at + _WORDS_ROOM
        elif at - _WORDS_ROOM >= free:
            yield Text((at - _BESIDE, _WORDS_AT), said, anchor="end", size=words.size)
            free = at


def _stem(
    stem: RequestStem, axes: _Axes, goal_days: Decimal | None, size: float, box: tuple[float, float]
) -> Iterator[Mark]:
    x, y = axes.x(stem.asked_on), axes.y(stem.working_days)
    if stem.working_days:
        yield Line(((x, axes.y(0)), (x, y)), Role.CHART_3, width=size * _STEM)
    if goal_days is None:
        yield Circle((x, y), size * _DISC, Role.CHART_1)
    elif stem.working_days <= goal_days:
        yield Circle((x, y), size * _DISC, Role.STEADY)
    else:
        across, down = (size * _TRIANGLE / whole for whole in box)
        points = ((x, y - down), (x + across, y + 0.8 * down), (x - across, y + 0.8 * down))
        yield Polygon(points, Role.WATCH)

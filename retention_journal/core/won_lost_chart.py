"""Won and lost by quarter: a block for each client, won above the line and lost below it.

Where a quarter has too many to count at a glance, every quarter has two bars with their numbers instead.

Source: design, section 7.10 and its picture; figures, "Won vs lost".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Line, Mark, Rect, Role, Text
from retention_journal.core.periods import DayRange
from retention_journal.i18n import _

#: So many quarters are drawn, the newest; the table holds all.
MOST_DRAWN = 8
_LEFT, _TOP, _FOOT, _RIGHT = 44.0, 24.0, 46.0, 6.0  # room about the blocks, in the painter's units
_BLOCK, _GAP, _WIDE = 25.0, 4.0, 0.66  # a block's height, between two, its share of a quarter's room
_EDGE = 1.6
_SIZE = 12.0
_LEAST_ROWS = 2
_AXIS_GAP = 4.0
#: With more in one quarter, or lower blocks, bars stand for them. Source: design, section 14.
_MOST_BLOCKS, _LOWEST_BLOCK = 20, 7.0
_NUMBER = 14.0  # room for the number at the end of a bar
_FROM_LINE = 9.0  # the least between the line and the words "won" and "lost"


@dataclass(frozen=True)
class QuarterMoves:
    """Who came and who left in a quarter, or in the part of it that is asked about."""

    first: date
    last: date
    won: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class WonLostChart:
    """What the chart shows, says quarter by quarter, and copies as a table with its heading.

    Attributes:
        quarters: The quarter of each point.
    """

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]
    quarters: tuple[QuarterMoves, ...]


def won_lost_chart(
    quarters: Sequence[QuarterMoves], lately: DayRange, year_start: int, *, width: float, height: float
) -> WonLostChart:
    """Return the blocks; nothing where nobody came or left.

    Args:
        quarters: The oldest first.
        lately: The twelve months that stand out.
        year_start: The month in which the business year begins, 1 to 12.
        width: Room across in the painter's units.
        height: Room down in the painter's units.
    """
    if not any(one.won or one.lost for one in quarters):
        return WonLostChart((), (), (), ())
    shown = tuple(quarters[-MOST_DRAWN:])
    axes = _Axes(shown, width, height)
    marks = (
        *_lately(shown, lately, axes),
        *_names(axes),
        *_quarters(shown, axes, year_start),
        *(_bars(shown, axes) if axes.has_bars else _blocks(shown, axes)),
    )
    points = tuple(ChartPoint((axes.x(at + 0.5), axes.line), _read(one)) for at, one in enumerate(shown))
    return WonLostChart(marks, points, _table(quarters), shown)


class _Axes:
    """Where quarters and blocks lie in the box; a block is lower where there are many.

    Attributes:
        has_bars: Whether there are too many for blocks.
        line: How far from the top the line between won and lost lies.
    """

    def __init__(self, shown: Sequence[QuarterMoves], width: float, height: float) -> None:
        self.count, self.width, self.height = len(shown), width, height
        up = max(_LEAST_ROWS, *(len(one.won) for one in shown))
        down = max(_LEAST_ROWS, *(len(one.lost) for one in shown))
        room = height - _TOP - _FOOT - 2 * _AXIS_GAP
        most = max(max(len(one.won), len(one.lost)) for one in shown)
        self.has_bars = most > _MOST_BLOCKS or room / (up + down) < _LOWEST_BLOCK
        ends = _NUMBER if self.has_bars else 0.0
        room -= 2 * ends
        self.step = min(_BLOCK + _GAP, room / (up + down))
        self.gap = 0.0 if self.has_bars else min(_GAP, self.step * 0.2)
        self.line = (_TOP + _AXIS_GAP + ends + room * up / (up + down)) / height

    def x(self, quarter: float) -> float:
        room = self.width - _LEFT - _RIGHT
        return (_LEFT + room * quarter / self.count) / self.width

    def sides(self, quarter: int) -> tuple[float, float]:
        """Return where the blocks of a quarter begin and end."""
        return self.x(quarter + 0.5 - _WIDE / 2), self.x(quarter + 0.5 + _WIDE / 2)

    def above(self, number: int) -> tuple[float, float]:
        """Return the top and bottom of the block ``number`` above the line, 0 the nearest."""
        bottom = self.line - (_AXIS_GAP / 2 + number * self.step) / self.height
        return bottom - (self.step - self.gap) / self.height, bottom

    def below(self, number: int) -> tuple[float, float]:
        """Return the top and bottom of the block ``number`` below the line."""
        top = self.line + (_AXIS_GAP / 2 + number * self.step) / self.height
        return top, top + (self.step - self.gap) / self.height


def _lately(shown: Sequence[QuarterMoves], lately: DayRange, axes: _Axes) -> Iterator[Mark]:
    """Tint the last twelve months from their first day on, where older ones stand beside them."""
    inside = [at for at, one in enumerate(shown) if one.last >= lately.first]
    if not inside:
        return
    at, one = inside[0], shown[inside[0]]
    before = max((lately.first - one.first).days, 0) / ((one.last - one.first).days + 1)
    if at + before <= 0:
        return
    left, right = axes.x(at + before), axes.x(len(shown))
    yield Rect(left, 0.0, right, 1 - (_FOOT - 20) / axes.height, Role.LATELY)
    place = ((left + right) / 2, 12 / axes.height)
    yield Text(place, _("last 12 months"), Role.INK, "middle", _SIZE, room=right - left)


def _names(axes: _Axes) -> Iterator[Mark]:
    yield Line(((axes.x(0), axes.line), (axes.x(axes.count), axes.line)), Role.TARGET, width=1)
    at = (_LEFT - 8) / axes.width
    away = _FROM_LINE / axes.height
    yield Text((at, min(axes.above(0)[0], axes.line - away)), _("won"), anchor="end", size=_SIZE)
    yield Text((at, max(axes.below(0)[1], axes.line + away)), _("lost"), anchor="end", size=_SIZE)
    if not axes.has_bars:
        yield Text((axes.x(0), 1 - 36 / axes.height), _("one block is one client"), size=_SIZE, room=0.6)


def _quarters(shown: Sequence[QuarterMoves], axes: _Axes, year_start: int) -> Iterator[Mark]:
    for at, one in enumerate(shown):
        number = ((one.first.month - year_start) % 12) // 3 + 1
        told = _("Q{n}").format(n=number)
        if at in {0, len(shown) - 1} or number == 1:
            told = _("{quarter} {year}").format(quarter=told, year=f"{one.last.year % 100:02}")
        yield Text((axes.x(at + 0.5), 1 - 12 / axes.height), told, anchor="middle", size=_SIZE)


def _blocks(shown: Sequence[QuarterMoves], axes: _Axes) -> Iterator[Mark]:
    for at, one in enumerate(shown):
        left, right = axes.sides(at)
        for number in range(len(one.won)):
            top, bottom = axes.above(number)
            yield Rect(left, top, right, bottom, Role.CHART_1)
        for number in range(len(one.lost)):
            yield from _outlined(left, right, axes.below(number), axes)


def _bars(shown: Sequence[QuarterMoves], axes: _Axes) -> Iterator[Mark]:
    half = _NUMBER / 2 / axes.height
    for at, one in enumerate(shown):
        left, right = axes.sides(at)
        middle = axes.x(at + 0.5)
        if one.won:
            top = axes.above(len(one.won) - 1)[0]
            yield Rect(left, top, right, axes.above(0)[1], Role.CHART_1)
            yield Text((middle, top - half), formats.number(len(one.won)), Role.INK, "middle", _SIZE)
        if one.lost:
            bottom = axes.below(len(one.lost) - 1)[1]
            yield from _outlined(left, right, (axes.below(0)[0], bottom), axes)
            yield Text((middle, bottom + half), formats.number(len(one.lost)), Role.INK, "middle", _SIZE)


def _outlined(left: float, right: float, ends: tuple[float, float], axes: _Axes) -> Iterator[Mark]:
    """Draw a box that is told from a filled one without its colour."""
    top, bottom = ends
    edge = min(_EDGE, (bottom - top) * axes.height / 4)
    across, down = edge / axes.width, edge / axes.height
    yield Rect(left, top, right, bottom, Role.ACT)
    yield Rect(left + across, top + down, right - across, bottom - down, Role.SURFACE)


def _read(one: QuarterMoves) -> str:
    told = _("{quarter}: nobody came or left.")
    if one.won and one.lost:
        told = _("{quarter}: won {won}; lost {lost}.")
    elif one.won:
        told = _("{quarter}: won {won}.")
    elif one.lost:
        told = _("{quarter}: lost {lost}.")
    return told.format(quarter=_span(one), won=", ".join(one.won), lost=", ".join(one.lost))


def _span(one: QuarterMoves) -> str:
    return _("{first} to {last}").format(first=formats.day(one.first), last=formats.day(one.last))


def _table(quarters: Sequence[QuarterMoves]) -> tuple[tuple[str, ...], ...]:
    head = (_("Quarter"), _("Won"), _("Lost"))
    lines = (
        (_span(one), formats.number(len(one.won)), formats.number(len(one.lost)))
        for one in reversed(quarters)
    )
    return (head, *lines)

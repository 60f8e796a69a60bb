"""One goal over time as a chart: its figures, the target stepped over the versions, and the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Circle, Line, Mark, Place, Role, Text, runs, target_lines
from retention_journal.core.periods import month_of, period_label, whole_months
from retention_journal.core.report import GoalPoint
from retention_journal.core.shapes import Shape

_RIGHT, _TOP, _BOTTOM = 0.985, 0.12, 0.84
_LABELS_AT, _NOTES_AT = 0.94, 0.05
_DISC = 3.4
_MOST_LABELS = 6
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_PARTS = 4  # grid lines, about
_FROM_ZERO = Decimal("0.6")  # a chart whose lowest figure is under this share of the highest begins at 0
_ROOM = 0.012


@dataclass(frozen=True)
class ChartSize:
    """How large a chart's words are in it, and whose they are.

    Attributes:
        text: Size of the words, in the painter's units.
        left: Share of the width that the figures at the left take.
        language: BCP 47 tag of the words; None is the program's.
        short_months: Whether months are told by their short names, where there is little room.
    """

    text: float = 12.0
    left: float = 0.07
    language: str | None = None
    short_months: bool = False


ON_SCREEN = ChartSize()


@dataclass(frozen=True)
class ToldPoint:
    """One period of a goal as the chart shows it.

    Attributes:
        point: Its figure, and the target as it was.
        shape: How it stands.
        text: What is read of it.
        note: What was written beside the figure.
    """

    point: GoalPoint
    shape: Shape
    text: str
    note: str = ""


def goal_chart(
    told: Sequence[ToldPoint], size: ChartSize = ON_SCREEN
) -> tuple[tuple[Mark, ...], tuple[ChartPoint, ...]]:
    """Return the marks of a goal over time, and what is read at each period, the oldest first.

    A figure that is missing leaves a gap in the line; one reads that there is none at the bottom.
    """
    points = [one.point for one in told]
    if not points:
        return (), ()
    axes = _Axes.of(points, size)
    marks: list[Mark] = [*_grid(axes), *_labels(points, axes), *_notes(told, axes)]
    marks.extend(target_lines(points, axes, width=1))
    marks.extend(_lines(points, axes))
    marks.extend(
        Circle(_place(one.point, number, axes), _DISC, Role(one.shape.value), rim=Role.SURFACE)
        for number, one in enumerate(told)
        if one.point.value is not None
    )
    read = (ChartPoint(_place(one.point, number, axes), one.text) for number, one in enumerate(told))
    return tuple(marks), tuple(read)


@dataclass(frozen=True)
class _Axes:
    low: Decimal
    high: Decimal
    step: Decimal
    count: int
    size: ChartSize

    @classmethod
    def of(cls, points: Sequence[GoalPoint], size: ChartSize) -> _Axes:
        seen = [point.value for point in points if point.value is not None]
        for point in points:
            if point.target is not None:
                seen.extend(bound for bound in point.target.bounds if bound is not None)
        low, high = min(seen, default=Decimal(0)), max(seen, default=Decimal(1))
        if 0 <= low < high * _FROM_ZERO or low == high:
            low = min(low, Decimal(0))
        high = max(high, Decimal(0)) if low != high else low + 1
        step = _nice((high - low) / _PARTS)
        return cls(
            (low / step).to_integral_value(ROUND_FLOOR) * step,
            (high / step).to_integral_value(ROUND_CEILING) * step,
            step,
            len(points),
            size,
        )

    @property
    def ends(self) -> tuple[float, float]:
        return self.size.left, _RIGHT

    def x(self, index: float) -> float:
        left = self.size.left
        return left + (_RIGHT - left) * (index + 0.5) / self.count

    def y(self, value: Decimal) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * float((value - self.low) / (self.high - self.low))


def _nice(step: Decimal) -> Decimal:
    """Return the next round step, 1, 2 or 5 times a power of ten."""
    power = Decimal(1).scaleb(step.adjusted())
    return next(one * power for one in _STEPS if one * power >= step)


def _grid(axes: _Axes) -> Iterator[Mark]:
    value, left = axes.low, axes.size.left
    while value <= axes.high:
        at = axes.y(value)
        yield Line(((left, at), (_RIGHT, at)), Role.GRID, width=1)
        figure = formats.number(value.normalize() + 0, axes.size.language)
        yield Text((left - _ROOM, at), figure, anchor="end", size=axes.size.text)
        value += axes.step


def _labels(points: Sequence[GoalPoint], axes: _Axes) -> Iterator[Mark]:
    """Name as many periods as have room, the last one always."""
    each = -(-len(points) // _MOST_LABELS)
    room = (_RIGHT - axes.size.left) * each / len(points) - _ROOM
    for number, point in enumerate(points):
        if (len(points) - 1 - number) % each:
            continue
        if number == len(points) - 1 and len(points) > 1:  # so that it is not cut at the edge
            yield Text(
                (1.0, _LABELS_AT), _short(point, axes.size), anchor="end", size=axes.size.text, room=room
            )
        else:
            yield Text(
                (axes.x(number), _LABELS_AT),
                _short(point, axes.size),
                anchor="middle",
                size=axes.size.text,
                room=room,
            )


def _short(point: GoalPoint, size: ChartSize) -> str:
    first, last = point.period.first, point.period.last
    if not whole_months(point.period):
        return formats.short_day(last, size.language, today=last if size.short_months else None)
    if size.short_months and point.period == month_of(first):
        return formats.short_month(first, size.language)
    return period_label(point.period, size.language)


def _notes(told: Sequence[ToldPoint], axes: _Axes) -> Iterator[Mark]:
    """Draw a line at each figure with a note, and the note above, at the side where it has more room."""
    noted = [number for number, one in enumerate(told) if one.note]
    for before, number, after in zip([None, *noted], noted, [*noted[1:], None], strict=False):
        x = axes.x(number)
        left = x - (axes.x(before) if before is not None else axes.size.left)
        right = (axes.x(after) if after is not None else 1.0) - x
        yield Line(((x, _NOTES_AT + 0.03), (x, _BOTTOM)), Role.TARGET, width=0.7, dashed=True)
        is_last = after is None and left > right
        room = max((left if is_last else right) - _ROOM, _ROOM)
        anchor = "end" if is_last else "start"
        yield Text((x, _NOTES_AT), told[number].note, anchor=anchor, size=axes.size.text, room=room)


def _lines(points: Sequence[GoalPoint], axes: _Axes) -> Iterator[Mark]:
    for run in runs([point.value for point in points]):
        if len(run) > 1:
            yield Line(tuple((axes.x(index), axes.y(value)) for index, value in run), Role.CHART_1)


def _place(point: GoalPoint, number: int, axes: _Axes) -> Place:
    return axes.x(number), _BOTTOM if point.value is None else axes.y(point.value)

"""Hunt and care by month: what went to new clients, what to those one has, and the care's share of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Line, Mark, Rect, Role, Text
from retention_journal.core.hours import AN_HOUR, Bucket, MonthHours, care_share, duration
from retention_journal.i18n import _

#: From the bottom of each bar upwards.
_COLOURS = {Bucket.CARE: Role.CHART_1, Bucket.HUNT: Role.CHART_3}
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.11, 0.99, 0.30, 0.86
_MONTHS_AT = 0.95
_NAMES_TOP, _NAME_STEP, _SWATCH, _SWATCH_HIGH = 0.06, 0.10, 0.035, 0.04
_BAR = 0.66  # of the room of a month
_SIZE = 12.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # hours between two level lines
_GRID_LINES = 3


@dataclass(frozen=True)
class CareChart:
    """What the chart shows, says month by month, and copies as a table with its heading."""

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]


def care_chart(months: Sequence[MonthHours]) -> CareChart:
    """Return a bar of care and hunt for each of ``months``, the oldest first; nothing where there is neither.

    It is drawn to be read in a narrow column. Source: ideas, 3.9; figures, "Care share".
    """
    heights = [sum(one.minutes.get(bucket, 0) for bucket in _COLOURS) for one in months]
    if not any(heights):
        return CareChart((), (), ())
    step = next((one for one in _STEPS if max(heights) <= one * AN_HOUR * _GRID_LINES), _STEPS[-1])
    lines = -(-max(heights) // (step * AN_HOUR))
    axes = _Axes(len(months), lines * step * AN_HOUR)
    points = tuple(
        ChartPoint((axes.x(number + 0.5), axes.y(height)), care_month_words(one))
        for number, (one, height) in enumerate(zip(months, heights, strict=True))
    )
    head = (_("Month"), *(bucket.label for bucket in _COLOURS), _("Care’s share"))
    marks = (*_names(), *_grid(axes, step, lines), *_months(months), *_bars(months, axes))
    return CareChart(marks, points, (head, *(_line(one) for one in months)))


def care_month_words(one: MonthHours) -> str:
    """Return how a month is read: "May 2026: care for clients 4 h, hunt for new ones 31 h; care is 11 %."""
    month, share = formats.month(one.month.first), care_share(one.minutes)
    if share is None:
        return _("{month}: no hours.").format(month=month)
    care, hunt = (
        _("{bucket} {hours}").format(bucket=bucket.label.lower(), hours=duration(one.minutes.get(bucket, 0)))
        for bucket in _COLOURS
    )
    return _("{month}: {care}, {hunt}; care is {share}.").format(
        month=month, care=care, hunt=hunt, share=_per_cent(share)
    )


@dataclass(frozen=True)
class _Axes:
    """Where the months and the minutes lie: whole numbers of ``x`` are the edges between two months."""

    count: int
    highest: int

    def x(self, edge: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * edge / self.count

    def y(self, minutes: int) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * minutes / self.highest


def _grid(axes: _Axes, step: int, lines: int) -> Iterator[Mark]:
    for hours in range(0, lines * step + 1, step):
        at = axes.y(hours * AN_HOUR)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=1)
        yield Text((_LEFT - 0.02, at), formats.number(hours), anchor="end", size=_SIZE)


def _months(months: Sequence[MonthHours]) -> Iterator[Mark]:
    """Name the first and the last month."""
    room = (_RIGHT - _LEFT) / 2 - 0.02
    if len(months) > 1:
        yield Text((_LEFT, _MONTHS_AT), formats.month_name(months[0].month.first), size=_SIZE, room=room)
    last = formats.month_name(months[-1].month.first)
    yield Text((_RIGHT, _MONTHS_AT), last, anchor="end", size=_SIZE, room=room)


def _bars(months: Sequence[MonthHours], axes: _Axes) -> Iterator[Mark]:
    for number, one in enumerate(months):
        left, right = axes.x(number + 0.5 - _BAR / 2), axes.x(number + 0.5 + _BAR / 2)
        below = 0
        for bucket, role in _COLOURS.items():
            minutes = one.minutes.get(bucket, 0)
            if minutes:
                yield Rect(left, axes.y(below + minutes), right, axes.y(below), role)
                below += minutes


def _names() -> Iterator[Mark]:
    """Name what the colours mean, in the order in which they lie upon each other."""
    for number, (bucket, role) in enumerate(reversed(_COLOURS.items())):
        at, half = _NAMES_TOP + number * _NAME_STEP, _SWATCH_HIGH / 2
        yield Rect(_LEFT, at - half, _LEFT + _SWATCH, at + half, role)
        yield Text((_LEFT + 2 * _SWATCH, at), bucket.label, size=_SIZE, room=_RIGHT - _LEFT - 2 * _SWATCH)


def _line(one: MonthHours) -> tuple[str, ...]:
    share = care_share(one.minutes)
    lengths = (duration(one.minutes.get(bucket, 0)) for bucket in _COLOURS)
    return (formats.month(one.month.first), *lengths, "" if share is None else _per_cent(share))


def _per_cent(share: float) -> str:
    whole = (Decimal(share) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return _("{n} %").format(n=formats.number(whole))

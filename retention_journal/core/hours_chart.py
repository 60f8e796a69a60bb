"""The hours of some months as a picture: a bar for each month, stacked by what it went to.

The hours agreed are a dashed line that steps where the terms change; it is met by the paid work, which
stands at the bottom of each bar. Source: design, sections 7.6 and 14.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Line, Mark, Rect, Role, Text, runs
from retention_journal.core.hours import AN_HOUR, Bucket, MonthHours, duration, over_words
from retention_journal.i18n import _

_LEFT, _RIGHT, _TOP, _BOTTOM = 0.06, 0.77, 0.08, 0.84
_MONTHS_AT = 0.94
_NAMES_AT, _NAMES_TOP, _NAME_STEP = 0.795, 0.12, 0.135  # what the colours mean, at the right
_SWATCH, _SWATCH_HIGH = 0.014, 0.05
_BAR = 0.62  # of the room of a month
_SIZE = 12.0
_STEPS = (15, 30, 60, 120, 300, 600, 1200, 3000, 6000, 12000, 30000)  # minutes between two level lines
_GRID_LINES, _MOST_LABELS = 4, 4
_COLOURS = {
    Bucket.SERVE: Role.CHART_1,
    Bucket.CARE: Role.CHART_2,
    Bucket.HUNT: Role.CHART_3,
    Bucket.ADMIN: Role.NONE,
}


@dataclass(frozen=True)
class HoursChart:
    """What the chart shows, says month by month, and copies as a table with its heading."""

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]


def hours_chart(months: Sequence[MonthHours]) -> HoursChart:
    """Return the bars of ``months``, the oldest first; nothing where nothing was worked in any."""
    if not any(one.total for one in months):
        return HoursChart((), (), ())
    axes = _Axes.of(months)
    marks = (*_grid(axes), *_labels(months, axes), *_bars(months, axes), *_agreed(months, axes))
    points = tuple(
        ChartPoint((axes.x(number + 0.5), axes.y(one.total)), month_words(one))
        for number, one in enumerate(months)
    )
    return HoursChart((*marks, *_names(months)), points, _table(months))


def month_words(one: MonthHours) -> str:
    """Return how a month is read: "March 2026: 7 h, of it paid work 5 h, office work 2 h."."""
    month = formats.month(one.month.first)
    if not one.total:
        told = _("{month}: no hours.").format(month=month)
        return f"{told} {over_words(one)}".strip()
    used = [bucket for bucket in Bucket if one.minutes.get(bucket)]
    if len(used) == 1:
        told = _("{month}: {hours}, all of it {bucket}.").format(
            month=month, hours=duration(one.total), bucket=used[0].label.lower()
        )
    else:
        parts = ", ".join(
            _("{bucket} {hours}").format(bucket=bucket.label.lower(), hours=duration(one.minutes[bucket]))
            for bucket in used
        )
        told = _("{month}: {hours}, of it {parts}.").format(
            month=month, hours=duration(one.total), parts=parts
        )
    return f"{told} {over_words(one)}".strip()


def finding(months: Sequence[MonthHours]) -> str:
    """Return what the chart shows, in a sentence or two; "" where there are no months.

    The month before is told of only where it took more than was agreed.
    """
    if not months:
        return ""
    now, before = months[-1], months[-2] if len(months) > 1 else None
    told = []
    if before is not None and before.agreed_minutes is not None and before.served > before.agreed_minutes:
        told.append(over_words(before))
    if now.agreed_minutes is not None:
        told.append(over_words(now))
    if not told:
        month, whole = formats.month_within(now.month.first), sum(one.total for one in months)
        sentence = _("{hours} in {month}, {whole} in these {n} months.")
        told.append(
            sentence.format(
                hours=duration(now.total), month=month, whole=duration(whole), n=formats.number(len(months))
            )
        )
    return " ".join(told)


@dataclass(frozen=True)
class _Axes:
    """Where the months and the minutes lie: whole numbers of ``x`` are the edges between two months."""

    count: int
    highest: int
    step: int

    @classmethod
    def of(cls, months: Sequence[MonthHours]) -> _Axes:
        most = max(max(one.total, one.agreed_minutes or 0) for one in months)
        step = next((one for one in _STEPS if most <= one * _GRID_LINES), _STEPS[-1])
        return cls(len(months), -(-most // step) * step, step)

    def x(self, edge: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * edge / self.count

    def y(self, minutes: float | Decimal) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * float(minutes) / self.highest


def _grid(axes: _Axes) -> Iterator[Mark]:
    for minutes in range(0, axes.highest + 1, axes.step):
        at = axes.y(minutes)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=1)
        yield Text((_LEFT - 0.012, at), _hours(minutes), anchor="end", size=_SIZE)


def _labels(months: Sequence[MonthHours], axes: _Axes) -> Iterator[Mark]:
    """Name as many months as have room, the last one always."""
    each = -(-len(months) // _MOST_LABELS)
    room = (_RIGHT - _LEFT) * each / len(months) - 0.012
    for number, one in enumerate(months):
        if (len(months) - 1 - number) % each == 0:
            name = formats.month_name(one.month.first)
            yield Text((axes.x(number + 0.5), _MONTHS_AT), name, anchor="middle", size=_SIZE, room=room)


def _bars(months: Sequence[MonthHours], axes: _Axes) -> Iterator[Mark]:
    for number, one in enumerate(months):
        left, right = axes.x(number + 0.5 - _BAR / 2), axes.x(number + 0.5 + _BAR / 2)
        below = 0
        for bucket, role in _COLOURS.items():
            minutes = one.minutes.get(bucket, 0)
            if not minutes:
                continue
            yield Rect(left, axes.y(below + minutes), right, axes.y(below), role)
            if below:
                yield Line(((left, axes.y(below)), (right, axes.y(below))), Role.SURFACE, width=0.8)
            below += minutes


def _agreed(months: Sequence[MonthHours], axes: _Axes) -> Iterator[Mark]:
    agreed = [None if one.agreed_minutes is None else Decimal(one.agreed_minutes) for one in months]
    for run in runs(agreed):
        places = []
        for number, minutes in run:
            places += [(axes.x(number), axes.y(minutes)), (axes.x(number + 1), axes.y(minutes))]
        yield Line(tuple(places), Role.TARGET, width=1, dashed=True)


def _names(months: Sequence[MonthHours]) -> Iterator[Mark]:
    """Name what the colours mean, in the order in which they lie upon each other."""
    at, room = _NAMES_TOP, 1 - _NAMES_AT - 2 * _SWATCH
    for bucket, role in reversed(_COLOURS.items()):
        if any(one.minutes.get(bucket) for one in months):
            half = _SWATCH_HIGH / 2
            yield Rect(_NAMES_AT, at - half, _NAMES_AT + _SWATCH, at + half, role)
            yield Text((_NAMES_AT + 2 * _SWATCH, at), bucket.label, size=_SIZE, room=room)
            at += _NAME_STEP
    if any(one.agreed_minutes is not None for one in months):
        yield Line(((_NAMES_AT, at), (_NAMES_AT + _SWATCH, at)), Role.TARGET, width=1, dashed=True)
        yield Text((_NAMES_AT + 2 * _SWATCH, at), _("Agreed"), size=_SIZE, room=room)


def _table(months: Sequence[MonthHours]) -> tuple[tuple[str, ...], ...]:
    head = (_("Month"), *(bucket.label for bucket in Bucket), _("All"), _("Agreed"))
    lines = (
        (
            formats.month(one.month.first),
            *(_hours(one.minutes.get(bucket, 0)) for bucket in Bucket),
            _hours(one.total),
            "" if one.agreed_minutes is None else _hours(one.agreed_minutes),
        )
        for one in months
    )
    return (head, *lines)


def _hours(minutes: int) -> str:
    """Return minutes as hours with at most two decimals, for scales and sheets."""
    return formats.number((Decimal(minutes) / AN_HOUR).quantize(Decimal("0.01")).normalize() + 0)

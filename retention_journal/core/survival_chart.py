"""The curve of how long clients stay: its steps, the band about it, and how many were followed that far.

Source: design, section 7.10 and its picture; figures, "Survival".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Circle, Line, Mark, Place, Polygon, Role, Text
from retention_journal.core.retention_figures import per_cent
from retention_journal.core.survival import FEWEST_AT_RISK, Followed, Median, Point, drawn, median
from retention_journal.i18n import _, ngettext

_LEFT, _RIGHT, _TOP, _FOOT = 48.0, 14.0, 12.0, 62.0  # room about the curve, in the painter's units
_YEAR_AT, _ABOUT_AT, _FOLLOWED_AT = 48.0, 30.0, 12.0  # above the foot of the box
_SIZE, _CURVE = 12.0, 1.6
_A_YEAR = 12
_MOST_TICKS = 10
_LABEL = 112.0  # room for the words beside the median


@dataclass(frozen=True)
class SurvivalChart:
    """What the chart shows, says step by step, and copies as a table with its heading.

    Attributes:
        told: What it shows, as a sentence.
        months: The month of each point, at which somebody left.
    """

    told: str
    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]
    months: tuple[float, ...]


def survival_chart(
    points: Sequence[Point], followed: Sequence[Followed], *, width: float, height: float
) -> SurvivalChart:
    """Return the curve as far as enough are followed; nothing where it has no step that is drawn.

    Args:
        points: The whole curve; those that are not drawn are left out.
        followed: Those it was counted from.
        width: Room across in the painter's units.
        height: Room down in the painter's units.
    """
    shown = drawn(points)
    if not shown:
        return SurvivalChart("", (), (), (), ())
    axes = _Axes(_end(followed), width, height)
    half = median(shown)
    marks = (
        *_band(shown, axes),
        *_frame(axes),
        *_ticks(followed, axes),
        *([] if half is None else _half(half, axes)),
        Line(tuple(_steps(shown, axes)), Role.CHART_1, width=_CURVE),
        *([] if half is None else _ring(half, axes)),
    )
    read = tuple(ChartPoint(axes.at(one.months, one.share), _read(one, followed)) for one in shown)
    told = _half_stay(half.months) if half else _more_than_half_stay(axes.months)
    return SurvivalChart(told, marks, read, _table(shown, followed), tuple(one.months for one in shown))


def _half_stay(months: float) -> str:
    """Return by when half have left, as how long they stay; rounded down, so that it holds."""
    if months < 1:
        return _("Half of your clients leave within a month")
    if months < 2 * _A_YEAR:
        told = ngettext(
            "Half of your clients stay {n} month or longer",
            "Half of your clients stay {n} months or longer",
            int(months),
        )
        return told.format(n=formats.number(int(months)))
    years = int(months / _A_YEAR)
    return ngettext(
        "Half of your clients stay {n} year or longer", "Half of your clients stay {n} years or longer", years
    ).format(n=formats.number(years))


def _more_than_half_stay(months: float) -> str:
    """Return how long more than half stay at the least: until where the curve is drawn."""
    if months < 2 * _A_YEAR:
        told = ngettext(
            "More than half of your clients stay {n} month or longer",
            "More than half of your clients stay {n} months or longer",
            int(months),
        )
        return told.format(n=formats.number(int(months)))
    years = int(months / _A_YEAR)
    told = ngettext(
        "More than half of your clients stay {n} year or longer",
        "More than half of your clients stay {n} years or longer",
        years,
    )
    return told.format(n=formats.number(years))


@dataclass(frozen=True)
class _Axes:
    """Where months and shares lie in the box."""

    months: float
    width: float
    height: float

    def x(self, months: float) -> float:
        room = self.width - _LEFT - _RIGHT
        return (_LEFT + room * months / self.months) / self.width

    def y(self, share: float) -> float:
        room = self.height - _TOP - _FOOT
        return (_TOP + room * (1 - share)) / self.height

    def at(self, months: float, share: float) -> Place:
        return self.x(months), self.y(share)

    def above_foot(self, units: float) -> float:
        return 1 - units / self.height


def _end(followed: Sequence[Followed]) -> float:
    """Return until which month enough are followed."""
    longest = sorted((one.months for one in followed), reverse=True)
    return max(longest[min(FEWEST_AT_RISK, len(longest)) - 1], 1)


def _steps(shown: Sequence[Point], axes: _Axes) -> Iterator[Place]:
    yield axes.at(0, 1)
    before = 1.0
    for one in shown:
        yield axes.at(one.months, before)
        yield axes.at(one.months, one.share)
        before = one.share
    yield axes.at(max(axes.months, shown[-1].months), before)


def _band(shown: Sequence[Point], axes: _Axes) -> Iterator[Mark]:
    """Draw the band as one shape, so that no seams show: its upper edge there, its lower one back."""
    ends = [*(one.months for one in shown[1:]), max(axes.months, shown[-1].months)]
    upper, lower = [], []
    for one, end in zip(shown, ends, strict=True):
        upper += [axes.at(one.months, one.high), axes.at(end, one.high)]
        lower += [axes.at(one.months, one.low), axes.at(end, one.low)]
    yield Polygon((*upper, *reversed(lower)), Role.BAND)


def _frame(axes: _Axes) -> Iterator[Mark]:
    for share, role in ((1.0, Role.GRID), (0.5, Role.NONE), (0.0, Role.TARGET)):
        y = axes.y(share)
        if role is not Role.NONE:
            yield Line(((axes.x(0), y), (axes.x(axes.months), y)), role, width=1)
        told = _("{n} %").format(n=per_cent(share))
        yield Text(((_LEFT - 8) / axes.width, y), told, anchor="end", size=_SIZE)


def _ticks(followed: Sequence[Followed], axes: _Axes) -> Iterator[Mark]:
    """Name the years, or months where there are less than two, and how many were followed so far."""
    in_years = axes.months >= 2 * _A_YEAR
    unit = _A_YEAR if in_years else 1
    step = next(one for one in (1, 2, 3, 5, 6, 10, 20, 50) if axes.months / unit / one <= _MOST_TICKS)
    for number in range(0, int(axes.months / unit) + 1, step):
        x, still = axes.x(number * unit), sum(one.months >= number * unit for one in followed)
        named = formats.number(number) if number else _("start")
        yield Text((x, axes.above_foot(_YEAR_AT)), named, anchor="middle", size=_SIZE)
        yield Text((x, axes.above_foot(_FOLLOWED_AT)), formats.number(still), Role.INK, "middle", _SIZE)
    about = (
        _("years as a client, and how many you have followed that far")
        if in_years
        else _("months as a client, and how many you have followed that far")
    )
    place = ((_LEFT - 14) / axes.width, axes.above_foot(_ABOUT_AT))
    yield Text(place, about, size=_SIZE, room=1 - (_LEFT - 14) / axes.width)


def _half(half: Median, axes: _Axes) -> Iterator[Mark]:
    place = axes.at(half.months, 0.5)
    yield Line((axes.at(0, 0.5), place), Role.TARGET, width=1, dashed=True)
    yield Line((place, axes.at(half.months, 0)), Role.TARGET, width=1, dashed=True)


def _ring(half: Median, axes: _Axes) -> Iterator[Mark]:
    x, y = axes.at(half.months, 0.5)
    yield Circle((x, y), 5.0, Role.CHART_1)
    yield Circle((x, y), 3.2, Role.SURFACE)
    is_near_end = (1 - x) * axes.width < _LABEL
    beside = -10 if is_near_end else 10
    yield Text(
        (x + beside / axes.width, y + (13 if is_near_end else -13) / axes.height),
        _("half are still here"),
        Role.INK,
        "end" if is_near_end else "start",
        _SIZE,
    )


def _read(one: Point, followed: Sequence[Followed]) -> str:
    gone = sum(each.is_lost and each.months == one.months for each in followed)
    return ngettext(
        "After {months} months {share} % are still clients (likely {low}–{high} %); {followed} were followed"
        " until then, {n} left.",
        "After {months} months {share} % are still clients (likely {low}–{high} %); {followed} were followed"
        " until then, {n} left.",
        gone,
    ).format(
        months=_months(one.months),
        share=per_cent(one.share),
        low=per_cent(one.low),
        high=per_cent(one.high),
        followed=formats.number(one.at_risk),
        n=formats.number(gone),
    )


def _table(shown: Sequence[Point], followed: Sequence[Followed]) -> tuple[tuple[str, ...], ...]:
    head = (_("Months as a client"), _("Still clients"), _("Likely"), _("Followed"), _("Left"))
    lines = []
    for one in shown:
        gone = sum(each.is_lost and each.months == one.months for each in followed)
        lines.append(
            (
                _months(one.months),
                _("{n} %").format(n=per_cent(one.share)),
                _("{low}–{high} %").format(low=per_cent(one.low), high=per_cent(one.high)),
                formats.number(one.at_risk),
                formats.number(gone),
            )
        )
    return (head, *lines)


def _months(months: float) -> str:
    return formats.number(Decimal(f"{months:g}"))

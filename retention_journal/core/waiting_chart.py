"""Small requests as bars in the order they were asked: each as tall as it took, what is not done in red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.chart import Line, Mark, Place, Rect, Role, Text
from retention_journal.i18n import _

_LEFT, _RIGHT = 0.055, 1.0
_TOP, _BOTTOM = 0.16, 0.80
_MONTHS_AT = 0.93
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
_GRID_LINES = 2
_LEAST = 4  # working days that the scale shows at least
_WIDEST = 0.036  # of a bar, as a share of the chart
_ABOVE = 0.085  # from the end of a bar to the middle of words above it
#: A month's name needs this much room to the one before it, as a share of the chart.
_NAME_ROOM = 0.18


@dataclass(frozen=True)
class WaitingBar:
    """A small request: the day it was asked, the working days it took, or takes so far."""

    asked_on: date
    working_days: int
    is_done: bool


def waiting_chart(bars: Sequence[WaitingBar]) -> tuple[Mark, ...]:
    """Return the bars with their months; nothing is drawn where nothing was asked."""
    if not bars:
        return ()
    step, highest = _scale(bars)
    marks: list[Mark] = list(_grid(step, highest))
    half = _half(bars)
    for place, bar in enumerate(bars):
        x, y = _x(place, bars), _y(bar.working_days, highest)
        role = Role.CHART_2 if bar.is_done else Role.ACT
        top = min(y, _BOTTOM - 0.012)  # what came on the same day is seen too
        marks.append(Rect(x - half, top, x + half, _BOTTOM, role))
    return (*marks, *_not_done(bars, highest), *_months(bars))


def waiting_places(bars: Sequence[WaitingBar]) -> tuple[Place, ...]:
    """Return where each bar ends, in the order of ``bars``."""
    if not bars:
        return ()
    _step, highest = _scale(bars)
    return tuple((_x(place, bars), _y(bar.working_days, highest)) for place, bar in enumerate(bars))


def _scale(bars: Sequence[WaitingBar]) -> tuple[int, int]:
    most = max(*(bar.working_days for bar in bars), _LEAST) if bars else _LEAST
    step = next((step for step in _STEPS if most <= step * _GRID_LINES), most)
    return step, -(-most // step) * step


def _slot(bars: Sequence[WaitingBar]) -> float:
    return (_RIGHT - _LEFT) / len(bars)


def _half(bars: Sequence[WaitingBar]) -> float:
    return min(_WIDEST, _slot(bars) * 0.6) / 2


def _x(place: int, bars: Sequence[WaitingBar]) -> float:
    return _LEFT + _slot(bars) * (place + 0.5)


def _y(days: int, highest: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * days / highest


def _grid(step: int, highest: int) -> Iterator[Mark]:
    for days in range(0, highest + 1, step):
        at = _y(days, highest)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=1)
        yield Text((_LEFT - 0.015, at), formats.number(days), anchor="end", size=12)


def _not_done(bars: Sequence[WaitingBar], highest: int) -> Iterator[Mark]:
    """Say so once, above the last of those that are not done."""
    left = [place for place, bar in enumerate(bars) if not bar.is_done]
    if not left:
        return
    right = _x(left[-1], bars) + _half(bars)
    start = max(_LEFT, right - _NAME_ROOM)
    under = (bar for place, bar in enumerate(bars) if start <= _x(place, bars) <= start + _NAME_ROOM)
    at = min(_y(bar.working_days, highest) for bar in under) - _ABOVE
    yield Text((start, at), _("not done"), Role.ACT, "start", 12)


def _months(bars: Sequence[WaitingBar]) -> Iterator[Mark]:
    """Name each month under its first bar, where there is room for it."""
    free_from, named = 0.0, None
    for place, bar in enumerate(bars):
        month = (bar.asked_on.year, bar.asked_on.month)
        at = _x(place, bars) - _half(bars)
        if month == named:
            continue
        named = month
        if at < free_from:
            continue
        anchor = "end" if at + _NAME_ROOM > 1.0 else "start"
        name = formats.month_name(bar.asked_on)
        yield Text((1.0 if anchor == "end" else at, _MONTHS_AT), name, anchor=anchor, size=12)
        free_from = at + _NAME_ROOM

"""Nine o'clock kept: a square for each working morning of the last weeks, deeper where more were called.

Source: design, section 7.10 and its picture; rules, section 5 (a run counts working days with three tries).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Mark, Rect, Role, Text
from retention_journal.core.nine import DEFAULT_NINE
from retention_journal.i18n import N_, _, ngettext

KEPT = DEFAULT_NINE.tries_of_a_run
#: How many missed mornings it takes before one weekday is named.
_FEWEST_MISSED = 4
_MISSED = (
    N_("{n} of the {of} missed mornings were Mondays."),
    N_("{n} of the {of} missed mornings were Tuesdays."),
    N_("{n} of the {of} missed mornings were Wednesdays."),
    N_("{n} of the {of} missed mornings were Thursdays."),
    N_("{n} of the {of} missed mornings were Fridays."),
    N_("{n} of the {of} missed mornings were Saturdays."),
    N_("{n} of the {of} missed mornings were Sundays."),
)
_NAMES, _FOOT = 38.0, 24.0  # room for the weekdays, and for the days below, in the painter's units
_SQUARE, _GAP, _EDGE = 21.0, 4.0, 1.2
_SIZE = 12.0
_SHADES = {1: Role.CHART_3, 2: Role.CHART_2}


@dataclass(frozen=True)
class Morning:
    """One day.

    Attributes:
        called: The clients that were called or tried, by name; None where the day is not worked, lies ahead,
            is before the first call of the journal, or is not over yet.
    """

    day: date
    called: tuple[str, ...] | None

    @property
    def is_kept(self) -> bool:
        """Whether enough were called."""
        return self.called is not None and len(self.called) >= KEPT


@dataclass(frozen=True)
class MorningsChart:
    """What the chart shows, says morning by morning, and copies as a table with its heading.

    Attributes:
        told: What it shows, as a sentence; "" where no morning counts.
        note: The weekday on which most were missed; "" where none stands out.
        mornings: The morning of each point.
    """

    told: str
    note: str
    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]
    mornings: tuple[Morning, ...]


def mornings_chart(mornings: Sequence[Morning], *, width: float, height: float) -> MorningsChart:
    """Return a column for each week, the oldest first, and a line for each weekday that is ever worked.

    Args:
        mornings: Every day of whole weeks, in order, from a Monday on.
        width: Room across in the painter's units.
        height: Room down in the painter's units.
    """
    counted = [one for one in mornings if one.called is not None]
    if not counted:
        return MorningsChart("", "", (), (), (), ())
    weekdays = sorted({one.day.weekday() for one in counted} | set(range(5)))
    weeks = [mornings[at : at + 7] for at in range(0, len(mornings), 7)]
    axes = _Axes(width, height, len(weeks), len(weekdays))
    marks = (*_weekdays(weekdays, weeks, axes), *_squares(weekdays, weeks, axes), *_ends(weeks, axes))
    points, read = [], []
    for across, week in enumerate(weeks):
        for down, weekday in enumerate(weekdays):
            if week[weekday].called is not None:
                points.append(ChartPoint(axes.middle(across, down), _read(week[weekday])))
                read.append(week[weekday])
    return MorningsChart(
        _told(counted), _note(counted), marks, tuple(points), _table(weekdays, weeks), tuple(read)
    )


class _Axes:
    def __init__(self, width: float, height: float, weeks: int, lines: int) -> None:
        self.width, self.height = width, height
        across = (width - _NAMES) / weeks - _GAP
        down = (height - _FOOT) / lines - _GAP
        self.square = max(min(_SQUARE, across, down), 4.0)

    def corner(self, across: int, down: int) -> tuple[float, float]:
        step = self.square + _GAP
        return (_NAMES + across * step) / self.width, down * step / self.height

    def middle(self, across: int, down: int) -> tuple[float, float]:
        x, y = self.corner(across, down)
        return x + self.square / 2 / self.width, y + self.square / 2 / self.height


def _weekdays(weekdays: Sequence[int], weeks: Sequence[Sequence[Morning]], axes: _Axes) -> Iterator[Mark]:
    for down, weekday in enumerate(weekdays):
        name = formats.weekday(weeks[0][weekday].day)[:3]
        yield Text((0.0, axes.middle(0, down)[1]), name, size=_SIZE)


def _squares(weekdays: Sequence[int], weeks: Sequence[Sequence[Morning]], axes: _Axes) -> Iterator[Mark]:
    for across, week in enumerate(weeks):
        for down, weekday in enumerate(weekdays):
            called = week[weekday].called
            if called is None:
                yield Text(axes.middle(across, down), "–", Role.CAPTION, "middle", _SIZE)
            else:
                yield from _square(axes, axes.corner(across, down), len(called))


def _square(axes: _Axes, corner: tuple[float, float], count: int) -> Iterator[Mark]:
    left, top = corner
    right, bottom = left + axes.square / axes.width, top + axes.square / axes.height
    if count:
        yield Rect(left, top, right, bottom, _SHADES.get(count, Role.CHART_1))
        return
    across, down = _EDGE / axes.width, _EDGE / axes.height
    yield Rect(left, top, right, bottom, Role.NONE)
    yield Rect(left + across, top + down, right - across, bottom - down, Role.SURFACE)


def _ends(weeks: Sequence[Sequence[Morning]], axes: _Axes) -> Iterator[Mark]:
    y = 1 - 10 / axes.height
    yield Text((axes.corner(0, 0)[0], y), formats.short_day(weeks[0][0].day), size=_SIZE)
    right = axes.corner(len(weeks) - 1, 0)[0] + axes.square / axes.width
    yield Text((right, y), _("this week"), anchor="end", size=_SIZE)


def _told(counted: Sequence[Morning]) -> str:
    kept = sum(one.is_kept for one in counted)
    return ngettext(
        "Nine o’clock kept on {n} of {of} morning", "Nine o’clock kept on {n} of {of} mornings", len(counted)
    ).format(n=formats.number(kept), of=formats.number(len(counted)))


def _note(counted: Sequence[Morning]) -> str:
    """Return "7 of the 10 missed mornings were Fridays." where half or more were of one weekday alone."""
    missed = Counter(one.day.weekday() for one in counted if not one.is_kept)
    if missed.total() < _FEWEST_MISSED:
        return ""
    (weekday, many), *others = missed.most_common(2)
    is_shared = bool(others) and others[0][1] == many
    if 2 * many < missed.total() or is_shared:
        return ""
    return _(_MISSED[weekday]).format(n=formats.number(many), of=formats.number(missed.total()))


def _read(one: Morning) -> str:
    names, day = one.called or (), formats.weekday_day(one.day)
    if not names:
        return _("{day}: nobody called.").format(day=day)
    return ngettext("{day}: {n} called, {names}.", "{day}: {n} called, {names}.", len(names)).format(
        day=day, n=formats.number(len(names)), names=", ".join(names)
    )


def _table(weekdays: Sequence[int], weeks: Sequence[Sequence[Morning]]) -> tuple[tuple[str, ...], ...]:
    head = (_("Week from"), *(formats.weekday(weeks[0][weekday].day) for weekday in weekdays))
    lines = (
        (formats.day(week[0].day), *(_cell(week[weekday]) for weekday in weekdays))
        for week in reversed(weeks)
    )
    return (head, *lines)


def _cell(one: Morning) -> str:
    return "–" if one.called is None else formats.number(len(one.called))

"""The dot plot of a client's payments: one dot an invoice, across its due day, upwards the days from it.

Source: ideas 3.2, "with a dot plot, no score"; design, section 14.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Circle, Line, Mark, Role, Text
from retention_journal.core.light_facts import Invoice
from retention_journal.core.paying_habit import PayingHabit, days_late, is_open, so_late, usually
from retention_journal.core.periods import add_months
from retention_journal.i18n import _

_LEFT, _RIGHT, _TOP, _BOTTOM = 0.07, 0.985, 0.08, 0.84
_DAYS_AT, _DOT, _NOW_DOT = 0.94, 2.6, 4.2
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_GRID_LINES, _LEAST_DAYS = 4, 4
_MOST_MONTHS = 6
_ROOM, _ROOM_OF_MONTH = 14, 5  # a year needs one part in 14 of the width, a month with its year one in 5


@dataclass(frozen=True)
class Dot:
    """One invoice in the dot plot: ``days`` after its due day it was paid, or waits now.

    Attributes:
        at: Its place in the unit box.
    """

    invoice: Invoice
    days: int
    is_open: bool
    at: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class PayChart:
    """What the plot shows, says dot by dot, and copies as a table with its heading."""

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]
    dots: tuple[Dot, ...]


def dots(invoices: Sequence[Invoice], today: date) -> tuple[Dot, ...]:
    """Return one dot for each invoice paid or due, by due day, the oldest first, with its place."""
    told = [
        Dot(one, days_late(one, today), is_open(one, today))
        for one in sorted(invoices, key=lambda one: (one.due_on, one.id))
        if one.issued_on <= today and (not is_open(one, today) or one.due_on < today)
    ]
    if not told:
        return ()
    axes = _Axes.of(told, today)
    return tuple(
        Dot(one.invoice, one.days, one.is_open, (axes.x(one.invoice.due_on), axes.y(one.days)))
        for one in told
    )


def pay_chart(invoices: Sequence[Invoice], habit: PayingHabit | None, today: date) -> PayChart:
    """Return one dot an invoice: across when it was due, upwards how many days late it was paid.

    Args:
        invoices: What is known; nothing is drawn where none is paid or due.
        habit: Draws the usual as a dashed line; None draws none.
        today: The right edge.
    """
    told = dots(invoices, today)
    if not told:
        return PayChart((), (), (), ())
    points = tuple(ChartPoint(one.at, dot_words(one)) for one in told)
    marks = (*_scale(_Axes.of(told, today), habit), *_discs(told, habit))
    return PayChart(marks, points, _table(told), told)


def _scale(axes: _Axes, habit: PayingHabit | None) -> Iterator[Mark]:
    for days in axes.grid():
        at = axes.y(days)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=1.4 if days == 0 else 0.8)
        yield Text((_LEFT - 0.012, at), _signed(days), anchor="end", size=12)
    for day, name in axes.labels():
        yield Text((axes.x(day), _DAYS_AT), name, size=12)
    if habit is not None:
        at = axes.y(habit.usual)
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.TARGET, width=1, dashed=True)


def _discs(told: Sequence[Dot], habit: PayingHabit | None) -> Iterator[Mark]:
    breaking = habit.now.invoice.id if habit is not None and habit.is_break and habit.now else None
    for one in told:
        stands_out = one.invoice.id == breaking
        role, radius = (Role.WATCH, _NOW_DOT) if stands_out else (Role.CHART_1, _DOT)
        yield Circle(one.at, radius, role, rim=Role.SURFACE)


def dot_words(one: Dot) -> str:
    """Return a dot as a sentence: "Invoice 1042, due 1 March 2026: paid 2 days early."."""
    number = one.invoice.number or _("without a number")
    day = formats.day(one.invoice.due_on)
    if one.is_open:
        sentence = _("Invoice {number}, due {day}: not paid, {late}.")
        return sentence.format(number=number, day=day, late=so_late(one.days))
    return _("Invoice {number}, due {day}: paid {usual}.").format(
        number=number, day=day, usual=usually(one.days)
    )


def _table(told: Sequence[Dot]) -> tuple[tuple[str, ...], ...]:
    """Return the dots line by line, as a spreadsheet takes them."""
    head = (_("Invoice no."), _("Issued"), _("Due"), _("Paid"), _("Days after the due day"))
    lines = [
        (
            one.invoice.number,
            one.invoice.issued_on.isoformat(),
            one.invoice.due_on.isoformat(),
            "" if one.is_open or one.invoice.paid_on is None else one.invoice.paid_on.isoformat(),
            str(one.days),
        )
        for one in told
    ]
    return (head, *lines)


@dataclass(frozen=True)
class _Axes:
    first: date
    last: date
    low: int
    high: int
    step: int

    @classmethod
    def of(cls, told: Sequence[Dot], today: date) -> _Axes:
        low = min(0, *(one.days for one in told))
        high = max(_LEAST_DAYS, *(one.days for one in told))
        step = next((one for one in _STEPS if high - low <= one * _GRID_LINES), _STEPS[-1])
        low, high = step * (low // step), -step * (-high // step)
        first = min(one.invoice.due_on for one in told).replace(day=1)
        last = max(today, *(one.invoice.due_on for one in told))
        return cls(first, add_months(last.replace(day=1), 1), low, high, step)

    def x(self, day: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day - self.first).days / (self.last - self.first).days

    def y(self, days: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (days - self.low) / (self.high - self.low)

    def grid(self) -> range:
        return range(self.low, self.high + 1, self.step)

    def labels(self) -> list[tuple[date, str]]:
        """Return the months below the plot, or the years where there are many months."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        if months <= _MOST_MONTHS:
            days = [add_months(self.first, number) for number in range(months)]
            return [(day, formats.month_name(day)) for day in days]
        years = range(self.first.year + (self.first.month > 1), self.last.year + 1)
        found = [(date(year, 1, 1), str(year)) for year in years if date(year, 1, 1) < self.last]
        wide = (self.last - self.first).days
        room = [one for one in found if (self.last - one[0]).days > wide / _ROOM]
        if self.first.month > 1 and (not room or (room[0][0] - self.first).days > wide / _ROOM_OF_MONTH):
            room.insert(0, (self.first, formats.month(self.first)))
        return room


def _signed(days: int) -> str:
    return f"+{formats.number(days)}" if days > 0 else formats.number(days)

"""How many a month: a bar for each of the last months, that can be walked through and copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Line, Mark, Rect, Role, Text
from retention_journal.i18n import _

_LEFT, _RIGHT, _TOP, _BOTTOM, _MONTHS_AT = 0.06, 0.99, 0.10, 0.80, 0.93
_BAR = 0.62  # of the room of a month
_SIZE = 12.0
_ANY_YEAR = 2000
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)


@dataclass(frozen=True)
class MonthCounts:
    """What the chart shows, says month by month, and copies as a table with its heading."""

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]


def month_counts(months: Sequence[tuple[date, int]], what: str) -> MonthCounts:
    """Return a bar for each month, the oldest first; nothing where all are none.

    Args:
        months: The first day of each month, and how many.
        what: What is counted, as the heading of the table.
    """
    ends = (formats.month(months[0][0]), formats.month(months[-1][0])) if months else ("", "")
    return _bars([(formats.month(month), count) for month, count in months], what, ends)


def months_of_all_years(counts: Sequence[int], what: str) -> MonthCounts:
    """Return a bar for each January to December, of all years together; nothing where all are none.

    Args:
        counts: How many came in each of the twelve months.
        what: What is counted, as the heading of the table.
    """
    names = [formats.month_name(date(_ANY_YEAR, month, 1)) for month in range(1, len(counts) + 1)]
    return _bars(list(zip(names, counts, strict=True)), what, (names[0], names[-1]) if names else ("", ""))


def _bars(counted: Sequence[tuple[str, int]], what: str, ends: tuple[str, str]) -> MonthCounts:
    highest = max((count for _month, count in counted), default=0)
    if not highest:
        return MonthCounts((), (), ())
    step = next((one for one in _STEPS if highest <= 3 * one), _STEPS[-1])
    top = -(-highest // step) * step
    width = (_RIGHT - _LEFT) / len(counted)

    def y(count: int) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * count / top

    marks: list[Mark] = list(_grid(top, step))
    points = []
    for at, (month, count) in enumerate(counted):
        middle = _LEFT + (at + 0.5) * width
        if count:
            marks.append(
                Rect(middle - _BAR * width / 2, y(count), middle + _BAR * width / 2, _BOTTOM, Role.CHART_1)
            )
        told = _("{month}: {n}").format(month=month, n=formats.number(count))
        points.append(ChartPoint((middle, y(count)), told))
    marks.append(Text((_LEFT, _MONTHS_AT), ends[0], size=_SIZE))
    marks.append(Text((_RIGHT, _MONTHS_AT), ends[1], anchor="end", size=_SIZE))
    rows = tuple((month, str(count)) for month, count in counted)
    return MonthCounts(tuple(marks), tuple(points), ((_("Month"), what), *rows))


def _grid(top: int, step: int) -> Iterator[Mark]:
    for count in range(0, top + 1, step):
        at = _BOTTOM - (_BOTTOM - _TOP) * count / top
        yield Line(((_LEFT, at), (_RIGHT, at)), Role.GRID, width=1)
        yield Text((_LEFT - 0.015, at), formats.number(count), anchor="end", size=_SIZE)

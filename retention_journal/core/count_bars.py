"""How often something came up: a lying bar for each, its name before it and its number behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Mark, Rect, Role, Text
from retention_journal.i18n import _

#: Room that each bar takes down, in the painter's units.
LINE_HEIGHT = 25
_NAME, _FROM, _TO = 0.53, 0.56, 0.92
_HALF = 0.13  # of a bar's thickness, as a share of its line
_SIZE = 13.0


@dataclass(frozen=True)
class CountBars:
    """What the chart shows, says bar by bar, and copies as a table with its heading."""

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]


def count_bars(counted: Sequence[tuple[str, int]], what: str, total: int) -> CountBars:
    """Return a bar for each name, in the order given; nothing where there is none.

    Args:
        counted: Each name with how often it came up, at least once.
        what: What is counted, as the heading of the table.
        total: Of how many; names may add up to more where one can have several.
    """
    if not counted:
        return CountBars((), (), ())
    most, line = max(count for _name, count in counted), 1 / len(counted)
    marks: list[Mark] = []
    points = []
    for number, (name, count) in enumerate(counted):
        at, half = (number + 0.5) * line, _HALF * line
        end = _FROM + (_TO - _FROM) * count / most
        marks += [
            Text((0.0, at), name, Role.INK, size=_SIZE, room=_NAME),
            Rect(_FROM, at - half, end, at + half, Role.CHART_1),
            Text((1.0, at), formats.number(count), Role.INK, anchor="end", size=_SIZE),
        ]
        told = _("{name}: {n} of {total}").format(
            name=name, n=formats.number(count), total=formats.number(total)
        )
        points.append(ChartPoint((end, at), told))
    head = (what, _("How often"))
    rows = tuple((name, formats.number(count)) for name, count in counted)
    return CountBars(tuple(marks), tuple(points), (head, *rows))

"""The two ledgers as a picture: your order left, theirs right, a line from each goal to itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retention_journal.core.chart import ChartPoint, Circle, Line, Mark, Role, Text
from retention_journal.core.two_ledgers import Gap, LedgerLine, TwoLedgers, importance_words, line_words
from retention_journal.i18n import _

HEAD, ROW = 26, 40  # units of the painter, down
_LEFT, _RIGHT = 0.41, 0.55
_BESIDE = 0.018
_NAME, _WORDS = 13.0, 12.0
_LIFT = 8  # units of the painter between a name and its middle line
_DISC = 3.4
_ROLES = {
    Gap.THEY_MORE: Role.WATCH,
    Gap.YOU_MORE: Role.CHART_1,
    Gap.ALIKE: Role.NONE,
    Gap.NOT_RATED: Role.NONE,
    Gap.NOT_ASKED: Role.NONE,
}
_THICK = frozenset({Gap.THEY_MORE, Gap.YOU_MORE})
_UNKNOWN = frozenset({Gap.NOT_RATED, Gap.NOT_ASKED})


@dataclass(frozen=True)
class LedgerChart:
    """What a chart shows, says point by point, and copies as a table with its heading."""

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]


def chart_height(ledgers: TwoLedgers) -> int:
    """Return how high the chart is, in the painter's units."""
    return HEAD + ROW * len(ledgers.theirs)


def ledger_chart(ledgers: TwoLedgers, person: str) -> LedgerChart:
    """Return both ledgers side by side, with lines that cross where they differ.

    Args:
        ledgers: The goals in both orders.
        person: How one speaks of the client's person; "" where nobody is known.
    """
    height = chart_height(ledgers)
    theirs = _("{name}’s order").format(name=person) if person else _("Their order")
    marks: list[Mark] = [
        Text((_LEFT - _BESIDE, HEAD / 2 / height), _("Your order"), anchor="end", size=_WORDS),
        Text((_RIGHT + _BESIDE, HEAD / 2 / height), theirs, size=_WORDS),
    ]
    points = []
    for number, line in enumerate(ledgers.theirs):
        right = (_RIGHT, _y(number, height))
        left = (_LEFT, _y(ledgers.yours.index(line), height))
        marks.append(_line(line, left, right))
        points.append(ChartPoint(right, line_words(line, ledgers)))
    for number, line in enumerate(ledgers.yours):
        marks.extend(_own(line, number, height))
    for number, line in enumerate(ledgers.theirs):
        marks.extend(_theirs(line, number, height))
    return LedgerChart(tuple(marks), tuple(points), _table(ledgers, theirs))


def _line(line: LedgerLine, left: tuple[float, float], right: tuple[float, float]) -> Line:
    gap = line.gap
    return Line((left, right), _ROLES[gap], width=1.8 if gap in _THICK else 1.0, dashed=gap in _UNKNOWN)


def _own(line: LedgerLine, number: int, height: int) -> Iterator[Mark]:
    y = _y(number, height)
    yield Circle((_LEFT, y), _DISC, _ROLES[line.gap], rim=Role.SURFACE)
    name = Text((_LEFT - _BESIDE, y), line.name, Role.INK, anchor="end", size=_NAME, room=_LEFT - _BESIDE)
    yield name


def _theirs(line: LedgerLine, number: int, height: int) -> Iterator[Mark]:
    y, x = _y(number, height), _RIGHT + _BESIDE
    yield Circle((_RIGHT, y), _DISC, _ROLES[line.gap], rim=Role.SURFACE)
    says = line.gap is not Gap.ALIKE
    lift = _LIFT / height if says else 0
    yield Text((x, y - lift), line.name, Role.INK, size=_NAME, room=1 - x)
    if says:
        yield Text((x, y + lift), line.gap.label, size=_WORDS, room=1 - x)


def _y(number: int, height: int) -> float:
    return (HEAD + ROW * (number + 0.5)) / height


def _table(ledgers: TwoLedgers, theirs: str) -> tuple[tuple[str, ...], ...]:
    head = (
        _("Goal"), theirs, _("Your order"), _("Means to them"), _("Means to you"), _("Gap"), _("Measured"),
    )  # fmt: skip
    rows = (
        (
            line.name,
            str(number),
            str(ledgers.yours.index(line) + 1),
            importance_words(line.theirs),
            importance_words(line.own),
            line.gap.label,
            str(line.measured),
        )
        for number, line in enumerate(ledgers.theirs, start=1)
    )
    return (head, *rows)

"""The goals over time: a small chart for each that matters most, with the target as it was on each date.

Source: forms, section 1, page 2.
"""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.goal_chart import ChartSize, ToldPoint, goal_chart
from retention_journal.core.report import GoalPoint, GoalRow, StatusReport, goal_shape, goal_status_word
from retention_journal.core.report_look import ReportPart
from retention_journal.core.shapes import Shape
from retention_journal.reports import marks, styles
from retention_journal.reports.colour import Brand
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, Piece, rows, set_text
from retention_journal.reports.parts import heading, status_piece
from retention_journal.reports.requests import are_drawn
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words

#: Goals that get a chart, those that matter most to the client: more would be a page more.
MOST = 4
_FEWEST_FIGURES = 2
_APART = 7 * mm
#: How many charts stand side by side, by how many there are.
_BESIDE = {1: 1, 3: 3}
_HIGH = 32 * mm
_TEXT = 7.0
_LEFT = 26.0  # points that the figures at the left take


def goal_charts(words: Words, brand: Brand) -> list[Block]:
    """Return a chart for each goal that matters most, two side by side; nothing where figures are too few."""
    shown = charted(words.report)
    if not shown:
        return []
    _ = words.texts.gettext
    beside = _BESIDE.get(len(shown), 2)
    width = (WIDTH - _APART * (beside - 1)) / beside
    blocks = [heading(_("The goals over time"))]
    for first in range(0, len(shown), beside):
        cells = [
            Cell(number * (width + _APART), _chart(words, brand, goal, width))
            for number, goal in enumerate(shown[first : first + beside])
        ]
        blocks += rows(cells, pad=(2, 6), rule="")
    if ReportPart.SCORECARD not in words.report.parts_off:  # it has told of the dashed line
        return blocks
    told = _("Dashed line: the target as it was at the time.")
    note = rows([Cell(0, (set_text(told, styles.CAPTION, WIDTH),))], pad=(0, 3), rule="")
    return [*blocks, *(replace(block, tail=True) for block in note)]


def charted(report: StatusReport) -> list[GoalRow]:
    """Return the goals that get a chart: the client's first ones with at least two figures.

    One that is counted from small requests has none where each of these is drawn by itself.
    """
    drawn_apart = ReportPart.REQUESTS not in report.parts_off and are_drawn(report)
    known = [
        goal
        for goal in report.goals
        if _figures(goal) >= _FEWEST_FIGURES and not (goal.is_from_requests and drawn_apart)
    ]
    if len(known) == 1 and not any(point.event for point in known[0].points):
        return []  # the scorecard's small line says all of it
    return known[:MOST]


def _figures(goal: GoalRow) -> int:
    return sum(point.value is not None and point.value.is_finite() for point in goal.points)


def _chart(words: Words, brand: Brand, goal: GoalRow, width: float) -> tuple[Piece, ...]:
    shape = goal_shape(goal)
    told = [
        ToldPoint(point, shape if number == len(goal.points) - 1 else Shape.NONE, "", one_line(point.event))
        for number, point in enumerate(_finite(goal))
    ]
    found, _points = goal_chart(told, ChartSize(_TEXT, _LEFT / width, words.language, short_months=True))
    colours = marks.palette(brand)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        marks.Painter(canvas, left, top, (width, _HIGH), colours).paint(found)

    status = status_piece(shape, f"{_finding(words, goal)}", width)
    return (set_text(one_line(goal.name), styles.STRONG, width, 2), status, Drawing(_HIGH, draw))


def _finite(goal: GoalRow) -> list[GoalPoint]:
    return [
        point if point.value is None or point.value.is_finite() else replace(point, value=None)
        for point in goal.points
    ]


def _finding(words: Words, goal: GoalRow) -> str:
    """Return what the chart shows: the figure of the period and how it stands."""
    word = goal_status_word(goal, words.texts)
    if goal.value is None:
        return word
    return f"{words.amount(goal.value, goal.unit)} · {word}"

"""Paints the marks of charts, the shapes of status and a few small signs on paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from retention_journal.core import chart
from retention_journal.core.chart import Place, Role
from retention_journal.core.shapes import Shape
from retention_journal.reports import colour, fonts
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import Style, set_text

_ROUND = 1
_DASH = (2.2, 2.0)
#: The box in which the shapes of status are drawn.
_GRID = 20.0
_FILLS = {
    Shape.STEADY: colour.STEADY,
    Shape.WATCH: colour.WATCH,
    Shape.ACT: colour.ACT,
    Shape.NONE: colour.NONE,
}
TEXT_COLOURS = {
    Shape.STEADY: colour.STEADY_TEXT,
    Shape.WATCH: colour.WATCH_TEXT,
    Shape.ACT: colour.ACT_TEXT,
    Shape.NONE: colour.NONE_TEXT,
}
_STAR = (
    (12, 2.5), (14.9, 8.6), (21.5, 9.5), (16.7, 14.1), (17.9, 20.7),
    (12, 17.5), (6.1, 20.7), (7.3, 14.1), (2.5, 9.5), (9.1, 8.6),
)  # fmt: skip


def palette(brand: Brand, surface: str = colour.PAPER) -> dict[Role, str]:
    """Return the colours of chart roles on paper."""
    return {
        Role.CHART_1: brand.main,
        Role.CHART_2: brand.ring,
        Role.CHART_3: brand.line,
        Role.GRID: colour.RULE,
        Role.TARGET: colour.INK_3,
        Role.STEADY: colour.STEADY,
        Role.WATCH: colour.WATCH,
        Role.ACT: colour.ACT,
        Role.NONE: colour.NONE,
        Role.SURFACE: surface,
        Role.CAPTION: colour.INK_3,
        Role.INK: colour.INK,
        Role.BAND: brand.soft,
        Role.LATELY: colour.WATCH_SOFT,
    }


class Painter:
    """Paints marks into one box of a page."""

    def __init__(
        self,
        canvas: Canvas,
        left: float,
        top: float,
        size: tuple[float, float],
        colours: Mapping[Role, str],
    ) -> None:
        """Take the box whose upper left corner is ``left`` and ``top``, ``size`` wide and high in points."""
        self._canvas, self._left, self._top = canvas, left, top
        self._width, self._height = size
        self._colours = colours

    def paint(self, marks: Iterable[chart.Mark]) -> None:
        """Paint ``marks``, the first at the back."""
        self._canvas.saveState()
        self._canvas.setLineCap(_ROUND)
        self._canvas.setLineJoin(_ROUND)
        for mark in marks:
            self._mark(mark)
        self._canvas.restoreState()

    def _mark(self, mark: chart.Mark) -> None:
        match mark:
            case chart.Line():
                self._line(mark)
            case chart.Circle():
                self._circle(mark)
            case chart.Rect():
                self._canvas.setFillColor(self._ink(mark.role))
                x, y = self._at((mark.left, mark.bottom))
                width, height = (mark.right - mark.left), (mark.bottom - mark.top)
                self._canvas.rect(x, y, width * self._width, height * self._height, 0, 1)
            case chart.Polygon():
                self._canvas.setFillColor(self._ink(mark.role))
                self._canvas.drawPath(self._path(mark.points, closed=True), 0, 1)
            case chart.Text():
                self._text(mark)

    def _line(self, mark: chart.Line) -> None:
        canvas = self._canvas
        canvas.setStrokeColor(self._ink(mark.role))
        canvas.setLineWidth(mark.width)
        canvas.setLineCap(0 if mark.dashed else _ROUND)
        canvas.setDash(_DASH if mark.dashed else ())
        canvas.drawPath(self._path(mark.points), 1, 0)
        canvas.setDash(())

    def _circle(self, mark: chart.Circle) -> None:
        canvas = self._canvas
        canvas.setFillColor(self._ink(mark.role))
        if mark.rim is not None:
            canvas.setStrokeColor(self._ink(mark.rim))
            canvas.setLineWidth(1.1)
        canvas.circle(*self._at(mark.centre), mark.radius, int(mark.rim is not None), 1)

    def _text(self, mark: chart.Text) -> None:
        x, y = self._at(mark.place)
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
        look = Style(fonts.REGULAR, mark.size, 0.0, self._colours[mark.role])
        room = mark.room * self._width if mark.room else math.inf
        lines = set_text(mark.text, look, room, 1)
        lines.draw(self._canvas, x - shift * lines.width, y)

    def _path(self, points: Iterable[Place], *, closed: bool = False) -> PDFPathObject:
        return _path(self._canvas, [self._at(point) for point in points], closed=closed)

    def _at(self, place: Place) -> Place:
        return self._left + place[0] * self._width, self._top - place[1] * self._height

    def _ink(self, role: Role) -> object:
        return ink(self._colours[role])


def shape(canvas: Canvas, which: Shape, left: float, middle: float, size: float = 9.0) -> None:
    """Draw the shape of a status with its left edge at ``left`` and its centre at ``middle``."""
    canvas.saveState()
    canvas.translate(left, middle - size / 2)
    canvas.scale(size / _GRID, size / _GRID)
    canvas.setLineCap(_ROUND)
    canvas.setLineJoin(_ROUND)
    canvas.setFillColor(ink(_FILLS[which]))
    canvas.setStrokeColor(ink(_FILLS[which]))
    {Shape.STEADY: _disc, Shape.WATCH: _triangle, Shape.ACT: _diamond, Shape.NONE: _ring}[which](canvas)
    canvas.restoreState()


def star(canvas: Canvas, left: float, middle: float, tint: str, size: float = 9.0) -> None:
    """Draw the star that marks what matters most to the client."""
    scale = size / 24
    points = [(left + x * scale, middle + (12 - y) * scale) for x, y in _STAR]
    canvas.setFillColor(ink(tint))
    canvas.drawPath(_path(canvas, points, closed=True), 0, 1)


def box(canvas: Canvas, left: float, middle: float, size: float = 8.5) -> None:
    """Draw an empty box to tick."""
    canvas.setStrokeColor(ink(colour.INK_2))
    canvas.setLineWidth(0.8)
    canvas.roundRect(left, middle - size / 2, size, size, 1.4, 1, 0)


def _path(canvas: Canvas, points: list[Place], *, closed: bool = False) -> PDFPathObject:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.close()
    return path


def _disc(canvas: Canvas) -> None:
    canvas.circle(10, 10, 9.4, 0, 1)
    canvas.setStrokeColor(ink(colour.PAPER))
    canvas.setLineWidth(2.2)
    canvas.drawPath(_path(canvas, [(6, 9.6), (8.7, 6.9), (13.9, 12.5)]), 1, 0)


def _triangle(canvas: Canvas) -> None:
    canvas.setLineWidth(1.8)
    canvas.drawPath(_path(canvas, [(10, 18.4), (19, 2.4), (1, 2.4)], closed=True), 1, 1)
    canvas.setStrokeColor(ink(colour.PAPER))
    canvas.setLineWidth(2.1)
    canvas.line(10, 12.6, 10, 8)
    canvas.setFillColor(ink(colour.PAPER))
    canvas.circle(10, 4.9, 1.3, 0, 1)


def _diamond(canvas: Canvas) -> None:
    canvas.setLineWidth(1.6)
    canvas.drawPath(_path(canvas, [(10, 19), (19, 10), (10, 1), (1, 10)], closed=True), 1, 1)


def _ring(canvas: Canvas) -> None:
    canvas.setLineWidth(2.2)
    canvas.circle(10, 10, 7.6, 1, 0)

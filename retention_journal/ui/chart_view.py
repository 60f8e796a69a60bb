"""Charts on screen: the marks of ``core.chart`` with QPainter, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core.chart import Circle, Line, Mark, Place, Polygon, Rect, Role, Text
from retention_journal.ui import theme
from retention_journal.ui.text_labels import tooltip

_COLOURS = {Role.GRID: "chart_grid", Role.TARGET: "chart_ref", Role.CAPTION: "text_3"}
_POINT = 4 / 3
_LARGE = 13  # from this size on a text is as large as others on the page


def paint_marks(painter: QPainter, rect: QRectF, marks: Sequence[Mark], behind: QColor | None = None) -> None:
    """Draw ``marks``, whose places are in a unit box, stretched over ``rect``.

    Args:
        painter: Where to draw.
        rect: The room there is.
        marks: What to draw, the first at the back.
        behind: Colour of the page, for rims; the surface if not told.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        _paint(painter, rect, mark, behind or theme.colour("surface"))
    painter.restore()


def _paint(painter: QPainter, rect: QRectF, mark: Mark, behind: QColor) -> None:
    ink = behind if mark.role is Role.SURFACE else theme.colour(_COLOURS.get(mark.role, mark.role.value))
    match mark:
        case Line():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_pen(ink, mark))
            painter.drawPolyline(_places(rect, mark.points))
        case Rect():
            painter.fillRect(
                QRectF(_at(rect, (mark.left, mark.top)), _at(rect, (mark.right, mark.bottom))), ink
            )
        case Circle():
            painter.setPen(QPen(behind, 1.5 * theme.scale()) if mark.rim else Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            radius = mark.radius * theme.scale() * (_POINT if mark.rim else 1)
            painter.drawEllipse(_at(rect, mark.centre), radius, radius)
        case Polygon():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon(_places(rect, mark.points))
        case Text():
            painter.setFont(theme.font("ui" if mark.size >= _LARGE else "caption"))
            painter.setPen(ink)
            _write(painter, _at(rect, mark.place), mark, mark.room * rect.width())


def _pen(ink: QColor, mark: Line) -> QPen:
    pen = QPen(ink, 1 if mark.dashed else mark.width * _POINT * theme.scale())
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if mark.dashed else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if mark.dashed:
        pen.setDashPattern([3, 3])
    return pen


def _write(painter: QPainter, place: QPointF, mark: Text, room: float) -> None:
    metrics, text = painter.fontMetrics(), mark.text
    if room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
    width, height = metrics.horizontalAdvance(text) + 2, max(theme.line("caption"), metrics.height())
    left = place.x() - {"start": 0.0, "middle": width / 2, "end": float(width)}[mark.anchor]
    painter.drawText(
        QRectF(left, place.y() - height / 2, width, height), int(Qt.AlignmentFlag.AlignVCenter), text
    )


def _at(rect: QRectF, place: Place) -> QPointF:
    return QPointF(rect.left() + place[0] * rect.width(), rect.top() + place[1] * rect.height())


def _places(rect: QRectF, places: Sequence[Place]) -> QPolygonF:
    return QPolygonF([_at(rect, one) for one in places])


class ChartView(QWidget):
    """A chart of marks; its accessible name is the sentence the chart says, the description its table."""

    def __init__(self, *, width: int = 120, height: int = 34) -> None:
        super().__init__()
        self._size = (width, height)
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[Mark], name: str, description: str = "") -> None:
        """Show ``marks``; ``name`` says in a sentence what they show, ``description`` every value."""
        self._marks = tuple(marks)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setToolTip(tooltip(name))
        self.update()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size[0]), theme.px(self._size[1]))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(48), theme.px(self._size[1]))

    def paint(self, painter: QPainter) -> None:
        """Draw the marks into the room of the widget."""
        paint_marks(painter, QRectF(self.rect()), self._marks)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint(QPainter(self))

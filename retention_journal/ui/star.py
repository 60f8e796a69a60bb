"""The star of what matters most to a client."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.i18n import _
from retention_journal.ui import theme

_STAR_POINTS = 5
_INNER = 0.42


def paint_star(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a filled star with five points inside ``box``."""
    centre, outer = box.center(), box.width() / 2
    star = QPolygonF()
    for number in range(2 * _STAR_POINTS):
        radius = outer if number % 2 == 0 else outer * _INNER
        angle = -pi / 2 + number * pi / _STAR_POINTS
        star.append(centre + QPointF(radius * cos(angle), radius * sin(angle)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(star)
    painter.restore()


class Star(QWidget):
    """The star of what matters most to the client; the words beside it say the same."""

    def __init__(self, *, on: bool = True) -> None:
        super().__init__()
        self._on = on
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def turn(self, on: bool) -> None:
        """Show the star, or leave its place empty."""
        self._on = on
        self.setAccessibleName(_("The client’s own goal") if on else "")
        self.update()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(16), theme.line("body"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._on:
            side = theme.px(14)
            at = QRectF(0, (self.height() - side) / 2, side, side)
            paint_star(QPainter(self), at, theme.colour("accent"))

"""The light: shape, word and colour of how a client stands.

States are the words "steady", "watch", "act", "none", "paused" and "lost"; every enum of the core whose
values are these words will do.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core.light import Level, Light
from retention_journal.i18n import N_, _
from retention_journal.ui import theme

_WORDS = {
    "steady": N_("Steady"),
    "watch": N_("Watch"),
    "act": N_("Act now"),
    "none": N_("Too little known"),
    "paused": N_("Paused"),
    "lost": N_("Lost"),
}
_SMALLEST_WITH_MARK = 14
_OF_LIGHT = {Light.RED: "act", Light.AMBER: "watch", Light.GREEN: "steady", Light.GREY: "none"}
_OF_LEVEL = {Level.RED: "act", Level.AMBER: "watch", Level.OK: "steady", Level.UNKNOWN: "none"}


def shape_of(light: Light) -> str:
    """Return the state whose shape a client's light has."""
    return _OF_LIGHT[light]


def shape_of_level(level: Level) -> str:
    """Return the state whose shape one signal has."""
    return _OF_LEVEL[level]


def word(state: str) -> str:
    """Return the word of ``state`` in the program's language."""
    return _(_WORDS[state])


def role(state: str) -> str:
    """Return the colour role of ``state``; put "_text" or "_soft" behind it for words and tints."""
    return str(state) if state in {"steady", "watch", "act"} else "none"


def paint_light(painter: QPainter, rect: QRectF, state: str, behind: QColor | None = None) -> None:
    """Draw the shape of ``state`` in ``rect``, a square.

    Args:
        painter: Where to draw.
        rect: The square; 12, 14 or 20 pixels at 100 % text size.
        state: Which light.
        behind: Colour of the page, in which the mark inside is cut out; the surface if not told.
    """
    ink, cut = theme.colour(role(state)), behind or theme.colour("surface")
    small = rect.width() < theme.px(_SMALLEST_WITH_MARK)
    ratio = painter.device().devicePixelRatio()
    side = rect.width()
    picture = _picture(str(state), ink.rgba(), cut.rgba(), small, round(side * ratio), ratio)
    painter.drawPixmap(QPointF(round(rect.x() * ratio) / ratio, round(rect.y() * ratio) / ratio), picture)


@lru_cache(maxsize=256)
def _picture(state: str, ink: int, cut: int, small: bool, pixels: int, ratio: float) -> QPixmap:
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixels / 20, pixels / 20)
    painter.setPen(Qt.PenStyle.NoPen)
    _SHAPES[state](painter, QColor.fromRgba(ink), QColor.fromRgba(cut), small)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _steady(painter: QPainter, ink: QColor, cut: QColor, _small: bool) -> None:
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(10, 10), 9.4, 9.4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(cut, 2.2))
    painter.drawPolyline(QPolygonF([QPointF(6, 10.4), QPointF(8.7, 13.1), QPointF(13.9, 7.5)]))


def _watch(painter: QPainter, ink: QColor, cut: QColor, _small: bool) -> None:
    painter.setBrush(ink)
    painter.setPen(_pen(ink, 1.8))
    painter.drawPolygon(QPolygonF([QPointF(10, 1.6), QPointF(19, 17.6), QPointF(1, 17.6)]))
    _exclamation(painter, cut, 7.4, 12, 15.1)


def _act(painter: QPainter, ink: QColor, cut: QColor, small: bool) -> None:
    painter.setBrush(ink)
    painter.save()
    painter.translate(10, 10)
    painter.rotate(45)
    painter.drawRoundedRect(QRectF(-6.6, -6.6, 13.2, 13.2), 1.6, 1.6)
    painter.restore()
    if not small:
        _exclamation(painter, cut, 5.6, 10.6, 14.1)


def _none(painter: QPainter, ink: QColor, _cut: QColor, _small: bool) -> None:
    painter.setPen(QPen(ink, 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(10, 10), 7.6, 7.6)


def _paused(painter: QPainter, ink: QColor, _cut: QColor, _small: bool) -> None:
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(4.5, 3, 4, 14), 1, 1)
    painter.drawRoundedRect(QRectF(11.5, 3, 4, 14), 1, 1)


def _lost(painter: QPainter, ink: QColor, cut: QColor, small: bool) -> None:
    _none(painter, ink, cut, small)
    painter.drawLine(QPointF(4.8, 15.2), QPointF(15.2, 4.8))


def _exclamation(painter: QPainter, cut: QColor, top: float, bottom: float, dot: float) -> None:
    painter.setPen(_pen(cut, 2.1))
    painter.drawLine(QPointF(10, top), QPointF(10, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(cut)
    painter.drawEllipse(QPointF(10, dot), 1.3, 1.3)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


_SHAPES = {
    "steady": _steady,
    "watch": _watch,
    "act": _act,
    "none": _none,
    "paused": _paused,
    "lost": _lost,
}


class LightBadge(QWidget):
    """A light with its word: "Act now", bare or as a pill on its tint.

    ``size`` is the shape's width; ``text`` replaces the light's own word ("2 days late"); ``word_shown``
    False shows the shape alone where the word stands beside it, and keeps the accessible name.
    """

    def __init__(
        self, state: str, *, pill: bool = False, text: str = "", size: int = 14, word_shown: bool = True
    ) -> None:
        super().__init__()
        self._pill, self._size, self._word_shown = pill, size, word_shown
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state, text)

    def set_state(self, state: str, text: str = "") -> None:
        """Show ``state`` with its own word, or with ``text``."""
        self._state, self._text = state, text or word(state)
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """Return which light is shown."""
        return self._state

    def text(self) -> str:
        """Return the word shown with it."""
        return self._text

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        if not self._word_shown:
            return QSize(side, theme.line("ui"))
        width = side + theme.px(6) + QFontMetricsF(theme.font("ui_strong")).horizontalAdvance(self._text) + 2
        padding = theme.px(18) if self._pill else 0
        return QSize(round(width) + padding, theme.line("ui") + (theme.px(6) if self._pill else 0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        behind = theme.colour("surface")
        if self._pill:
            behind = theme.colour(f"{role(self._state)}_soft")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(behind)
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            rect.adjust(theme.px(8), 0, -theme.px(10), 0)
        side = theme.px(self._size)
        shape = QRectF(rect.x(), rect.center().y() - side / 2, side, side)
        paint_light(painter, shape, self._state, behind)
        if self._word_shown:
            painter.setFont(theme.font("ui_strong"))
            painter.setPen(theme.colour(f"{role(self._state)}_text"))
            rect.setLeft(rect.left() + side + theme.px(6))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), self._text)

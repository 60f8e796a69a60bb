"""Tick boxes and radio buttons, drawn from the tokens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus, paint_tick

_BOX, _GAP = 16, 10


class TickBox(QCheckBox):
    """A box to tick, with its word; without a word it needs ``setAccessibleName``."""

    def __init__(self, text: str = "", *, role: str = "ui") -> None:
        super().__init__(text)
        self._role = role

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return _size(self, self._role)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _box(self)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour(_edge(self, on)), 1.5))
        painter.setBrush(theme.colour("accent" if on and self.isEnabled() else "none" if on else "surface"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        if on:
            paint_tick(painter, box, theme.colour("on_accent" if self.isEnabled() else "surface"))
        _paint_word(self, painter, box, self._role)


class Radio(QRadioButton):
    """One of several choices, with its word."""

    def __init__(self, text: str = "", *, role: str = "ui") -> None:
        super().__init__(text)
        self._role = role

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return _size(self, self._role)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _box(self)
        painter.setPen(QPen(theme.colour(_edge(self, self.isChecked())), 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QPointF(box.center()), box.width() / 4, box.width() / 4)
        _paint_word(self, painter, box, self._role)


def _box(button: QAbstractButton) -> QRectF:
    side = theme.px(_BOX)
    left = 2
    return QRectF(left, round((button.height() - side) / 2), side, side)


def _edge(button: QAbstractButton, on: bool) -> str:
    if not button.isEnabled():
        return "border"
    return "accent" if on or button.underMouse() else "border_strong"


def _size(button: QAbstractButton, role: str) -> QSize:
    height = max(theme.size("hit_min"), theme.line(role))
    width = theme.px(_BOX) + theme.px(6)
    if button.text():
        shown = button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        width += theme.px(_GAP) + round(QFontMetricsF(theme.font(role)).horizontalAdvance(shown) + 1)
    return QSize(width, height)


def _paint_word(button: QAbstractButton, painter: QPainter, box: QRectF, role: str) -> None:
    if button.text():
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text" if button.isEnabled() else "text_3"))
        left = box.right() + theme.px(_GAP - 2)
        painter.drawText(
            QRectF(left, 0, button.width() - left, button.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic),
            button.text(),
        )
    if button.hasFocus():
        whole = QRectF(button.rect())
        words = whole.adjusted(box.right() + theme.px(3), 0, 0, 0)
        words.setRight(min(whole.right(), _size(button, role).width()))
        paint_focus(painter, words if button.text() else box.adjusted(-2, -2, 2, 2), 5)

"""A calm sign over the window while a file is held above it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.ui import theme

_INSET, _RADIUS, _VEIL = 14, 12, 246


class DropSign(QWidget):
    """Says that what is held above the window can be let go there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        self.hide()

    def words(self) -> str:
        """Return what it says."""
        return self._words

    def show_over(self, content: QWidget, words: str = "") -> None:
        """Cover ``content`` and say ``words``, or that what is let go is looked at to be brought in."""
        usual = _("Let go to look at it. Nothing is brought in before you have looked it through.")
        self._words = words or usual
        self.setGeometry(content.geometry())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.colour("window"))
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        inset = theme.px(_INSET)
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        head, _line, more = self._words.partition("\n")
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        room = frame.adjusted(inset, frame.height() / 2 - theme.line("section"), -inset, -inset)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("section"))
        painter.drawText(room, int(flags | Qt.AlignmentFlag.AlignTop), head)
        taken = painter.boundingRect(room, int(flags | Qt.AlignmentFlag.AlignTop), head).height()
        painter.setPen(theme.colour("text_2"))
        painter.setFont(theme.font("body"))
        below = room.adjusted(0, taken + theme.px(6), 0, 0)
        painter.drawText(below, int(flags | Qt.AlignmentFlag.AlignTop), more)

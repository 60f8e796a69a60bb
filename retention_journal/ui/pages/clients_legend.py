"""What stands below the list of clients: how many there are, and what the marks of the strip mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.i18n import _, ngettext
from retention_journal.ui import theme
from retention_journal.ui.layouts import row
from retention_journal.ui.text_labels import caption


class Legend(QWidget):
    """How many clients are shown, and what the marks of the strip mean."""

    def __init__(self) -> None:
        super().__init__()
        self._count = caption("")
        items = (
            (_("talked"), "chart_1", 3, 11),
            (_("wrote"), "chart_2", 2, 6),
            (_("later than agreed"), "watch", 16, 5),
        )
        samples = [
            row(_Sample(colour, width, height), caption(words), gap=6)
            for words, colour, width, height in items
        ]
        self.setLayout(row(self._count, *samples, None, gap=18, margins=(0, 8, 0, 8)))

    def show_count(self, count: int) -> None:
        """Say how many clients are shown."""
        self._count.setText(ngettext("{n} client", "{n} clients", count).format(n=count))


class _Sample(QWidget):
    """A mark of the strip, as large as in the strip."""

    def __init__(self, colour: str, width: int, height: int) -> None:
        super().__init__()
        self._colour, self._size = colour, (width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size[0]), theme.px(self._size[1]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._colour))
        painter.drawRoundedRect(QRectF(self.rect()), 1, 1)

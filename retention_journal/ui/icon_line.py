"""A line of a list with an icon before it; long texts go on below, beside the icon."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.ui import theme
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import row
from retention_journal.ui.text_labels import Span, spans

_SIDE = 15


class _Icon(QWidget):
    """An icon as high as the first line of the words beside it."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIDE), max(theme.line("ui"), theme.px(_SIDE)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), self._name, self._colour, _SIDE)


class IconLine(QWidget):
    """Words with an icon before them; ``meaning`` says for those who do not see it what the icon says."""

    def __init__(self, icon: str, words: Sequence[Span], *, colour: str, meaning: str) -> None:
        super().__init__()
        mark = _Icon(icon, colour)
        self.words = spans(*words, wrap=True, role="ui")
        self.words.setAccessibleName(f"{meaning}: {self.words.text()}")
        line = row(mark, self.words, gap=8)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

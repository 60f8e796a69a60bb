"""The two lines at the foot of the sidebar: that all is saved here, and when it was last backed up."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.text_labels import Span, paint_spans, tooltip


class StatusLine(QAbstractButton):
    """Says how safe the journal is; pressing it asks for more (``clicked``)."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rail = False
        self._lines: tuple[str, str] = ("", "")
        self._trouble = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.wanted)
        self.show_lines(_("Saved on this computer"))

    def show_lines(self, first: str, second: str = "", *, trouble: bool = False) -> None:
        """Show one or two lines, such as "Saved on this computer", "Backed up 08:41".

        Args:
            first: The upper line.
            second: The lower line, or "".
            trouble: Whether something needs to be done, such as a backup that failed.
        """
        self._lines, self._trouble = (first, second), trouble
        whole = " · ".join(line for line in self._lines if line)
        self.setAccessibleName(whole)
        self.setToolTip(tooltip(whole))
        self.updateGeometry()
        self.update()

    def lines(self) -> tuple[str, str]:
        """Return what it says."""
        return self._lines

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if self._lines[1] and not self.rail else 1
        return QSize(theme.px(36), theme.px(16) + lines * theme.line("caption"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(QRectF(0, 0, rect.width(), 1), theme.colour("border"))
        icon, ink = ("warning", "watch_text") if self._trouble else ("lock", "text_3")
        body = rect.adjusted(0, theme.px(9), 0, -theme.px(3))
        if self.rail:
            paint_icon(painter, body, icon, ink, 14)
        else:
            paint_icon(painter, QRectF(theme.px(10), body.top(), theme.px(14), body.height()), icon, ink, 14)
            step, left = theme.line("caption"), theme.px(32)
            for number, line in enumerate(one for one in self._lines if one):
                room = QRectF(left, body.top() + number * step, rect.width() - left, step)
                paint_spans(painter, room, [Span(line, "caption", "text_3")])
        if self.hasFocus():
            paint_focus(painter, rect, 5)

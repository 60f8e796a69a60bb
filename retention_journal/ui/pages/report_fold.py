"""Sections of the preview's left side that open below their heads, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import column, stack

_HEIGHT, _ICON, _GAP = 32, 14, 7
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PRESSES = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FoldHead(QAbstractButton):
    """The head of a section: its title, how much is in it, and whether it is open.

    Up and Down go from head to head, Left closes, Right opens, Enter and Space do either.

    Signals:
        step: Up (-1) or down (1) was pressed.
    """

    step = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._aside, self._warns = "", False
        self.toggled.connect(lambda _on: self._name())
        self._name()

    def set_aside(self, text: str, *, warns: bool = False) -> None:
        """Show ``text`` at the right, as a warning where something is to be seen to."""
        self._aside, self._warns = text, warns
        self._name()
        self.update()

    def aside(self) -> str:
        """Return what stands at the right."""
        return self._aside

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = max(theme.px(_HEIGHT), theme.line("ui") + theme.px(10))
        return QSize(theme.px(120), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.step.emit(_STEPS[key])
        elif key in _PRESSES or key == (Qt.Key.Key_Left if self.isChecked() else Qt.Key.Key_Right):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(whole, 5, 5)
        side = theme.px(_ICON)
        icon = "down" if self.isChecked() else "forward"
        paint_icon(painter, QRectF(0, 0, side, whole.height()), icon, "text_2", _ICON)
        left = side + theme.px(_GAP)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(theme.font("caption"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._aside) + theme.px(4)
        painter.setPen(theme.colour("watch_text" if self._warns else "text_2"))
        painter.drawText(whole.adjusted(whole.width() - width, 0, 0, 0), middle, self._aside)
        font = theme.font("ui_medium")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        room = whole.width() - left - (width + theme.px(_GAP) if self._aside else 0)
        shown = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room, whole.height()), middle, shown)
        if self.hasFocus():
            paint_focus(painter, whole, 5)

    def _name(self) -> None:
        state = _("open") if self.isChecked() else _("closed")
        told = ", ".join(part for part in (self.text(), self._aside, state) if part)
        self.setAccessibleName(told)


class Folds(QWidget):
    """Sections below each other, of which one is open at a time.

    Signals:
        opened: A section was opened, its head.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[FoldHead] = []
        self._bodies: list[QWidget] = []
        self._column = column(gap=2)
        self.setLayout(self._column)

    def add(self, title: str, content: QWidget) -> FoldHead:
        """Add a section, closed, and return its head."""
        head, body = FoldHead(title), QWidget()
        stack(body, content, margins=(0, 4, 0, 12))
        body.setVisible(False)
        number = len(self.heads)
        self.heads.append(head)
        self._bodies.append(body)
        self._column.addWidget(head)
        self._column.addWidget(body)
        head.toggled.connect(lambda on: self._toggled(number, on))
        head.step.connect(lambda way: self._step(number, way))
        return head

    def _toggled(self, number: int, on: bool) -> None:
        if on:
            for other, head in enumerate(self.heads):
                if other != number:
                    head.setChecked(False)
        self._bodies[number].setVisible(on)
        if on:
            self.opened.emit(self.heads[number])

    def _step(self, number: int, way: int) -> None:
        seen = [place for place, head in enumerate(self.heads) if head.isVisible()]
        place = seen.index(number) + way
        if 0 <= place < len(seen):
            self.heads[seen[place]].setFocus(Qt.FocusReason.TabFocusReason)

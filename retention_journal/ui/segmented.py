"""A segmented control: a few choices side by side, one of them taken. Arrows move, Tab leaves.

Where there is no room, the icons go first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.icons import paint_icon


@dataclass(frozen=True)
class Option:
    """One choice: what it stands for, its word ("&" before its Alt letter), and an icon."""

    value: Any
    text: str
    icon: str = ""


class _Segment(QAbstractButton):
    def __init__(self, option: Option, *, small: bool, first: bool, last: bool) -> None:
        super().__init__()
        self._option, self._small = option, small
        self._first, self._last = first, last
        self.setText(option.text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        shown = self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        width = QFontMetricsF(theme.font("ui_strong")).horizontalAdvance(shown)
        width += theme.px(20 if self._small else 24) + (theme.px(21) if self._option.icon else 0)
        return QSize(round(width + 1), theme.px(28 if self._small else 32))

    def minimumSizeHint(self) -> QSize:
        full = self.sizeHint()
        return QSize(full.width() - theme.px(30), full.height()) if self._option.icon else full

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        icon = self._option.icon if self.width() >= self.sizeHint().width() - 2 else ""
        on = self.isChecked()
        ink = "text" if on else "text_2" if self.isEnabled() else "text_3"
        if on or self.underMouse():
            self._fill(painter, rect, "selected" if on else "hover")
        left = theme.px(10 if self._small else 12)
        if icon:
            side = theme.px(15)
            paint_icon(painter, QRectF(left, 0, side, rect.height()), icon, ink, 15)
            left += side + theme.px(6)
        painter.setFont(theme.font("ui_strong" if on else "ui"))
        painter.setPen(theme.colour(ink))
        words = rect.adjusted(left, 0, 0, 0) if icon else rect
        across = Qt.AlignmentFlag.AlignLeft if icon else Qt.AlignmentFlag.AlignHCenter
        flags = int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic)
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(words.width()) - 4, Qt.TextFlag.TextShowMnemonic
        )
        painter.drawText(words, flags, shown)
        if self.hasFocus():
            paint_focus(painter, rect, 4)

    def _fill(self, painter: QPainter, rect: QRectF, role: str) -> None:
        """Fill the segment, round where it is at an end of the control."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, 5, 5)
        if not self._first:
            path.addRect(rect.adjusted(0, 0, -rect.width() / 2, 0))
        if not self._last:
            path.addRect(rect.adjusted(rect.width() / 2, 0, 0, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, theme.colour(role))


class Segmented(QWidget):
    """Choices side by side; ``changed`` tells the value of the one taken.

    The one taken at first is ``value``, or the first where no choice stands for it.
    """

    changed = Signal(object)

    def __init__(
        self, options: Sequence[Option], value: Any = None, *, name: str = "", small: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._values = [option.value for option in options]
        self._group = QButtonGroup(self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(1)
        for number, option in enumerate(options):
            segment = _Segment(option, small=small, first=number == 0, last=number == len(options) - 1)
            segment.setAccessibleName(f"{name}: {option.text.replace('&', '')}" if name else "")
            self._group.addButton(segment, number)
            self._layout.addWidget(segment)
        self.set_value(value if value in self._values else self._values[0])
        self._group.idToggled.connect(self._tell)

    def value(self) -> Any:
        """Return what the choice taken stands for."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: Any) -> None:
        """Take the choice that stands for ``value``."""
        self._group.button(self._values.index(value)).setChecked(True)

    def button(self, value: Any) -> QAbstractButton:
        """Return the button of the choice ``value``."""
        return self._group.button(self._values.index(value))

    def focus(self) -> None:
        """Put the focus on the choice taken."""
        self.button(self.value()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, number: int, checked: bool) -> None:
        if checked:
            self.changed.emit(self._values[number])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.colour("border_strong" if self.isEnabled() else "border")
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillPath(path, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("border"), 1))
        for button in self._group.buttons()[1:]:
            painter.drawLine(button.x() - 1, 1, button.x() - 1, self.height() - 2)
        painter.setPen(QPen(edge, 1))
        painter.drawPath(path)

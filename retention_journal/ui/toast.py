"""The toast: says what was done, and offers to undo it. It stays 8 seconds, longer under pointer or focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from retention_journal.ui import theme
from retention_journal.ui.layouts import row
from retention_journal.ui.text_labels import label

STAYS_MS = 8000
_ABOVE_BOTTOM = 22


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say ``text``."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class _ToastButton(QPushButton):
    """The one thing a toast offers, in the colours of the toast."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # a click that took the focus would save what is being written, and undo that instead
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font("ui_strong")).horizontalAdvance(self.text())
        return QSize(round(width) + theme.px(20), theme.size("hit_min"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour("surface")
        if self.underMouse() or self.isDown():
            over = theme.colour("surface")
            over.setAlphaF(0.16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(over)
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        font = theme.font("ui_strong")
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())


class Toast(QFrame):
    """One toast over ``over``; ``say`` replaces what it says."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._action: Callable[[], object] | None = None
        self.words = label("", "ui", colour="surface", elide=True)
        self.button = _ToastButton("")
        self.button.clicked.connect(self._act)
        self.setLayout(row(self.words, self.button, gap=8, margins=(16, 6, 8, 6)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self._leave)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, offer: str = "", action: Callable[[], object] | None = None) -> None:
        """Show ``text`` with a button ``offer`` that does ``action``."""
        self._action = action
        self.words.setText(text)
        self.button.setText(offer)
        self.button.setVisible(bool(offer))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, f"{text} {offer}".strip())

    def withdraw_offer(self) -> None:
        """Offer nothing any more, since something else was done; what it says stays."""
        self._action = None
        self.button.hide()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        if not self.isHidden():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def _place(self) -> None:
        self.words.updateGeometry()
        hint = self.sizeHint()
        width = min(hint.width(), self._over.width() - theme.px(32))
        height = max(hint.height(), theme.px(40))
        self.setGeometry(
            (self._over.width() - width) // 2,
            self._over.height() - height - theme.px(_ABOVE_BOTTOM),
            width,
            height,
        )

    def _leave(self) -> None:
        if self.button.hasFocus() or self.underMouse():
            self._timer.start()
        else:
            self.hide()

    def _act(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

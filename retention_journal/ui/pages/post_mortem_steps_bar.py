"""The five steps of looking back, below each other: done with the day it was, at hand, or to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from retention_journal.i18n import N_, _
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus, quiet_button
from retention_journal.ui.layouts import column, row
from retention_journal.ui.pages.complaint_steps_bar import paint_step
from retention_journal.ui.text_labels import Span, caption, paint_spans

PRIVATE, HAPPENED, TALK, LOOK_BACK, LESSONS, AGAIN = range(6)
#: What the steps are called, the first being ``HAPPENED``. Source: DESIGN.md, 7.9.
NAMES = (
    N_("What happened"), N_("Closing conversation"), N_("Look back"), N_("Lessons"), N_("Look again"),
)  # fmt: skip
_CIRCLE, _GAP, _SIDE, _ABOVE = 22, 10, 10, 8
_WRAPS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True)
class StepLook:
    """How one step stands: done, and what is said below its name, such as the day."""

    is_done: bool = False
    below: str = ""


class StepLine(QAbstractButton):
    """One step: its circle, its name over as many lines as it needs, and the day it was done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._look, self._is_shown = StepLook(), False
        self.setText(_(NAMES[number]))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_look(self, look: StepLook, *, is_shown: bool) -> None:
        """Show how the step stands."""
        self._look, self._is_shown = look, is_shown
        state = _("shown") if is_shown else _("done") if look.is_done else _("ahead")
        self.setAccessibleName(
            _("Step {n} of 5, {name}, {state}").format(n=self._number + 1, name=self.text(), state=state)
        )
        self.setAccessibleDescription(look.below)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), self.heightForWidth(theme.px(160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(100), theme.px(_CIRCLE + 2 * _ABOVE))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        below = theme.line("caption") + theme.px(1) if self._look.below else 0
        words = round(self._name_room(width).height()) + below
        return max(words, theme.px(_CIRCLE)) + theme.px(2 * _ABOVE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_shown or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if self._is_shown else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        side = theme.px(_CIRCLE)
        circle = QRectF(theme.px(_SIDE), (self.height() - side) / 2, side, side)
        paint_step(painter, circle, self._number, is_shown=self._is_shown, is_done=self._look.is_done)
        name = self._name_room(self.width())
        painter.setFont(self._font())
        ink = "text" if self._is_shown or self._look.is_done or self.underMouse() else "text_2"
        painter.setPen(theme.colour(ink))
        painter.drawText(name, _WRAPS, self.text())
        if self._look.below:
            room = QRectF(name.left(), name.bottom() + theme.px(1), name.width(), theme.line("caption"))
            paint_spans(painter, room, [Span(self._look.below, "caption", "text_3")])
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 6)

    def _font(self) -> QFont:
        return theme.font("ui_strong" if self._is_shown else "ui_medium")

    def _name_room(self, width: int) -> QRectF:
        left = theme.px(_SIDE + _CIRCLE + _GAP)
        room = QRectF(left, 0, max(width - left - theme.px(8), 20), 1000)
        metrics = QFontMetricsF(self._font())
        height = metrics.boundingRect(room, _WRAPS, self.text()).height()
        below = theme.line("caption") + theme.px(1) if self._look.below else 0
        whole = max(height + below, theme.px(_CIRCLE)) + theme.px(2 * _ABOVE)
        return QRectF(left, (whole - height - below) / 2, room.width(), height)


class StepsColumn(QWidget):
    """The steps at the left, the private page below them, and a word that one can stop anywhere.

    Signals:
        wanted: The number of a step to show, ``PRIVATE`` to ``AGAIN``.
    """

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The five steps"))
        self.steps = [StepLine(number) for number in range(len(NAMES))]
        for number, line in enumerate(self.steps, HAPPENED):
            line.clicked.connect(lambda _checked=False, number=number: self.wanted.emit(number))
        self.private = quiet_button(_("Private page"), icon="lock", small=True)
        self.private.clicked.connect(lambda _checked=False: self.wanted.emit(PRIVATE))
        self.private.setAccessibleDescription(_("Never printed. It can be opened from every step."))
        told = _("You can stop at any step and come back. Nothing here goes into a report.")
        foot = column(caption(told, wrap=True), margins=(10, 8, 4, 0))
        self.setLayout(
            column(
                *self.steps, 10, row(self.private, None), None, foot, gap=4, margins=(18, 22, 12, 20)
            )
        )  # fmt: skip

    def show_steps(self, shown: int, looks: Sequence[StepLook]) -> None:
        """Show that step ``shown`` is at hand, and how each of the five stands."""
        for number, (line, look) in enumerate(zip(self.steps, looks, strict=True), HAPPENED):
            line.show_look(look, is_shown=number == shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("inset"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("border"))

"""The five steps of a complaint in a row: which are done, which one is shown, and those to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from retention_journal.core.incidents import ANSWER_OWED, IncidentState, Verdict
from retention_journal.i18n import N_, _
from retention_journal.services.incidents import IncidentView
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus, paint_tick
from retention_journal.ui.text_labels import Span, paint_spans, tooltip

HEARD, PROMISED, SIDES, ANSWER, FOLLOW_UP = range(5)
#: What the steps are called. Source: DESIGN.md, 7.7.
NAMES = (
    N_("Heard"), N_("Answer promised"), N_("Both sides"), N_("Answer and remedy"), N_("Follow up"),
)  # fmt: skip
_CIRCLE, _GAP, _BETWEEN = 22, 8, 12
_SHORTEST_LINE = 14


def steps_done(one: IncidentView) -> tuple[bool, ...]:
    """Say of each of the five steps whether it is done."""
    is_answered = one.state not in ANSWER_OWED
    sides = (one.right_about, one.their_side, one.expected, one.would_put_right)
    return (
        bool(one.client_words),
        is_answered or one.answer_due_at is not None,
        is_answered or any(sides) or one.client_is_right is not Verdict.UNKNOWN,
        is_answered and (one.state is not IncidentState.ANSWERED or bool(one.remedy)),
        one.state in {IncidentState.FOLLOWED_UP, IncidentState.CLOSED, IncidentState.WITHDRAWN},
    )


def step_due(one: IncidentView) -> int:
    """Return which step comes next: the first that is not done, the last where all are."""
    done = steps_done(one)
    if one.is_complaint and one.owes_answer and not done[PROMISED]:
        return PROMISED  # the clock comes first, also where there are no words yet
    return next((number for number, is_done in enumerate(done) if not is_done), FOLLOW_UP)


@dataclass(frozen=True)
class _Look:
    number: int
    is_shown: bool
    is_done: bool

    @property
    def role(self) -> str:
        return "ui_strong" if self.is_shown else "ui_medium"


def paint_step(painter: QPainter, circle: QRectF, number: int, *, is_shown: bool, is_done: bool) -> None:
    """Draw the circle of step ``number``, 0 for the first: filled where shown, a tick where done."""
    fill = "accent" if is_shown else "steady" if is_done else ""
    painter.setPen(Qt.PenStyle.NoPen if fill else QPen(theme.colour("border_strong"), 1.5))
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle if fill else circle.adjusted(0.75, 0.75, -0.75, -0.75))
    if is_done and not is_shown:
        inset = circle.width() * 0.14
        paint_tick(painter, circle.adjusted(inset, inset, -inset, -inset), theme.colour("surface"))
        return
    ink = "on_accent" if is_shown else "text_2"
    paint_spans(
        painter, circle, [Span(str(number + 1), "caption_medium", ink)], Qt.AlignmentFlag.AlignHCenter
    )


class _StepButton(QAbstractButton):
    """One step: a circle with its number or a tick, and its name where there is room."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self.look = _Look(number, is_shown=False, is_done=False)
        self.name_shown = True
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_look(self.look)

    def show_look(self, look: _Look) -> None:
        self.look = look
        state = _("done") if look.is_done else _("ahead")
        state = _("shown") if look.is_shown else state
        self.setAccessibleName(
            _("Step {n} of 5, {name}, {state}").format(n=look.number + 1, name=self.text(), state=state)
        )
        self.setToolTip("" if self.name_shown else tooltip(self.text()))
        self.update()

    def width_with_name(self) -> int:
        wide = QFontMetricsF(theme.font("ui_strong")).horizontalAdvance(self.text())
        return round(theme.px(_CIRCLE + _GAP) + wide + theme.px(4))

    def sizeHint(self) -> QSize:
        height = max(theme.px(_CIRCLE), theme.line("ui")) + theme.px(6)
        return QSize(self.width_with_name() if self.name_shown else theme.px(_CIRCLE + 4), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(_CIRCLE)
        circle = QRectF(theme.px(2), (self.height() - side) / 2, side, side)
        look = self.look
        paint_step(painter, circle, look.number, is_shown=look.is_shown, is_done=look.is_done)
        if self.name_shown:
            left = circle.right() + theme.px(_GAP)
            room = QRectF(left, 0, self.width() - left, self.height())
            ink = "text" if self.look.is_shown or self.underMouse() else "text_2"
            paint_spans(painter, room, [Span(self.text(), self.look.role, ink)])
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 5)


class StepsBar(QWidget):
    """All five; each is always open to jump to. Where there is no room only the one shown has its name.

    Signals:
        wanted: The number of a step to show, 0 to 4.
    """

    wanted = Signal(int)

    def __init__(self, names: Sequence[str] = NAMES) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The five steps"))
        self.steps = [_StepButton(number, _(name)) for number, name in enumerate(names)]
        for number, button in enumerate(self.steps):
            button.setParent(self)
            button.clicked.connect(lambda _checked=False, number=number: self.wanted.emit(number))

    def show_steps(self, shown: int, done: Sequence[bool]) -> None:
        """Show that step ``shown`` is at hand, and which are done."""
        for number, button in enumerate(self.steps):
            button.show_look(_Look(number, is_shown=number == shown, is_done=done[number]))
        self._place()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        least = theme.px(_SHORTEST_LINE + _BETWEEN) * (len(self.steps) - 1)
        narrow = theme.px(_CIRCLE + 4) * (len(self.steps) - 1)
        widest = max(step.width_with_name() for step in self.steps)
        return QSize(least + narrow + widest, self.steps[0].sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_CIRCLE + 8) * len(self.steps), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, middle = theme.colour("border_strong"), self.height() // 2
        colour.setAlphaF(0.7)
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            left = before.geometry().right() + theme.px(_BETWEEN)
            right = after.geometry().left() - theme.px(_BETWEEN - 2)
            if right > left:
                painter.fillRect(left, middle, right - left, 1, colour)

    def _place(self) -> None:
        lines = len(self.steps) - 1
        least = theme.px(_SHORTEST_LINE + 2 * _BETWEEN) * lines
        has_room = sum(step.width_with_name() for step in self.steps) + least <= self.width()
        for step in self.steps:
            step.name_shown = has_room or step.look.is_shown
            step.setToolTip("" if step.name_shown else tooltip(step.text()))
        widths = [step.sizeHint().width() for step in self.steps]
        gap = max((self.width() - sum(widths)) / lines, theme.px(4))
        x = 0.0
        for step, width in zip(self.steps, widths, strict=True):
            step.setGeometry(round(x), 0, width, self.height())
            x += width + gap
        self.update()

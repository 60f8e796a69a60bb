"""One complaint: its head with the clock, the five steps, the step at hand, and the one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QMenu, QStackedWidget, QWidget

from retention_journal.core.incidents import IncidentState
from retention_journal.i18n import _
from retention_journal.services.incident_steps import may_step
from retention_journal.services.incidents import IncidentView, trash_incident
from retention_journal.services.people import short_name
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import primary_button, quiet_button
from retention_journal.ui.dialogs.complaint_reason import ReasonForm
from retention_journal.ui.layouts import Pane, box, column, row, stack
from retention_journal.ui.pages.complaint_follow_up import FollowUpStep
from retention_journal.ui.pages.complaint_head import ComplaintHead
from retention_journal.ui.pages.complaint_heard import HeardStep
from retention_journal.ui.pages.complaint_promised import PromisedStep
from retention_journal.ui.pages.complaint_sides import SidesStep
from retention_journal.ui.pages.complaint_step import ComplaintStep
from retention_journal.ui.pages.complaint_steps_bar import (
    ANSWER,
    FOLLOW_UP,
    HEARD,
    PROMISED,
    SIDES,
    StepsBar,
    step_due,
    steps_done,
)
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption

_MINUTE_MS = 60_000
_WIDE, _NARROW = 32, 20
_FOLD = 640
_STEPS: dict[int, type[ComplaintStep]] = {
    HEARD: HeardStep,
    PROMISED: PromisedStep,
    SIDES: SidesStep,
    FOLLOW_UP: FollowUpStep,
}
_FIRST, _LAST = HEARD, FOLLOW_UP
#: Tables whose change makes what a step shows old.
WATCHED = frozenset[str]().union(*(kind.watches for kind in _STEPS.values()))


class _Foot(QFrame):
    """The strip at the foot."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("inset"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("border"))


class ComplaintPane(QWidget):
    """Shows one complaint at one of its steps.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What else to say.
        open_record: Type and id of a record to open.
        client_opened: Open its client, by id.
        trashed: It is in the trash.
        back_wanted: Show the list again, where it stands instead of this.
    """

    undoable = Signal(str)
    toast = Signal(str)
    open_record = Signal(str, int)
    client_opened = Signal(int)
    trashed = Signal()
    back_wanted = Signal()

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self.incident: IncidentView | None = None
        self._at = HEARD
        self._made: dict[int, ComplaintStep] = {}
        self._panes: dict[int, Pane] = {}
        self._arounds: list[QLayout] = []
        self.head = ComplaintHead(journal, now)
        self.bar = StepsBar()
        self._stack = QStackedWidget()
        self.back_button = quiet_button(_("Back"), icon="back")
        self.saved = caption(_("Everything is saved as you write."))
        self.go_button = primary_button(_("Go on"), _("Ctrl+Enter"))
        self._lay_out()
        self._connect()

    def show_incident(self, one: IncidentView, step: int | None = None) -> None:
        """Show a complaint at a step; without one, where it is due or where one already is."""
        is_other = self.incident is None or self.incident.incident_id != one.incident_id
        if is_other:
            self.forget()
        self.incident = one
        self.head.show_incident(one)
        if step is None:
            step = step_due(one) if is_other else self._at
        self.show_step(step)

    def show_step(self, number: int) -> None:
        """Show one of the steps."""
        if self.incident is None or not _FIRST <= number <= _LAST:
            return
        before, after = self._made.get(self._at), self._step(number)
        if before is not None and before is not after:
            before.keep()
        self._at = number
        after.show_incident(self.incident)
        self._stack.setCurrentWidget(self._panes[number])
        self._show_around()

    def step(self) -> ComplaintStep:
        """Return the step that is shown."""
        return self._step(self._at)

    def step_number(self) -> int:
        """Return the number of the step that is shown, 0 to 4."""
        return self._at

    def step_area(self) -> QWidget:
        """Return the part of the window in which the step stands."""
        return self._stack

    def forget(self) -> None:
        """Let go of the complaint, because another is shown or there is none any more."""
        self.incident = None
        self.head.forget()
        for step in list(self._made.values()):
            step.forget()

    def keep(self) -> None:
        """Save what was typed."""
        self.head.saving.keep()
        for step in list(self._made.values()):
            step.keep()

    def tick(self) -> None:
        """Tell the time anew."""
        self.head.clock.tick()
        tick = getattr(self._made.get(self._at), "tick", None)
        if callable(tick):
            tick()

    def go_on(self) -> None:
        """Do what the one filled button says."""
        if self.incident is not None and self.go_button.isVisible():
            self.step().go_on()

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        self.step().take_focus()

    def more_menu(self) -> QMenu:
        """Return what else can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = self.incident
        if one is None:
            return menu
        opened = menu.addAction(_("Open the client"))
        opened.triggered.connect(lambda _checked: self.client_opened.emit(one.client_id))
        menu.addSeparator()
        for to, words in (
            (IncidentState.WITHDRAWN, _("The client withdraws it…")),
            (IncidentState.REOPENED, _("Open it again…")),
        ):
            if may_step(one, to):
                act = menu.addAction(words)
                act.triggered.connect(lambda _checked, to=to: self.ask_why(to))
        menu.addSeparator()
        menu.addAction(_("Move to the trash")).triggered.connect(lambda _checked: self.trash())
        return menu

    def ask_why(self, to: IncidentState) -> ReasonForm | None:
        """Withdraw it or open it again, once it is said why."""
        if self.incident is None:
            return None
        self.keep()
        form = ReasonForm(self._journal, self._now, self.incident.incident_id, to, parent=self.window())
        form.undoable.connect(self.undoable)
        form.toast.connect(self.toast)
        form.open()
        return form

    def trash(self) -> None:
        """Put it in the trash."""
        one = self.incident
        if one is None:
            return
        self.keep()
        trash_incident(self._journal, one.incident_id, now=self._now())
        name = short_name(one.name)
        self.trashed.emit()
        self.undoable.emit(_("{name} is in the trash.").format(name=name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        self.tick()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    # -- inside -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._top = column(self.head, row(4, self.bar, gap=0), gap=14, margins=(_WIDE, 22, _WIDE, 14))
        foot = _Foot()
        self._foot = row(self.back_button, None, self.saved, self.go_button, gap=12)
        foot.setLayout(self._foot)
        stack(self, box(self._top), Rule(), self._stack, foot, gap=0)
        self.layout().setStretch(2, 1)  # type: ignore[union-attr]
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.tick)

    def _connect(self) -> None:
        self.head.client_opened.connect(self.client_opened)
        self.head.back_wanted.connect(self.back_wanted)
        self.head.more_wanted.connect(self._open_more)
        self.bar.wanted.connect(self._jump)
        self.back_button.clicked.connect(lambda _checked: self._by(-1))
        self.go_button.clicked.connect(lambda _checked: self.go_on())
        for keys, act in (
            ("Ctrl+Return", self.go_on),
            ("Ctrl+Enter", self.go_on),
            ("Alt+Up", lambda: self._by(-1)),
            ("Alt+Down", lambda: self._by(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _step(self, number: int) -> ComplaintStep:
        if number not in self._made:
            made = _kind_of(number)(self._journal, self._now)
            made.undoable.connect(self.undoable)
            made.toast.connect(self.toast)
            made.open_record.connect(self.open_record)
            made.go_to.connect(self._jump)
            made.primary_changed.connect(self._show_around)
            around = column(made, None, margins=(_WIDE, 18, _WIDE, 24))
            pane = Pane(box(around))
            self._made[number], self._panes[number] = made, pane
            self._arounds.append(around)
            self._stack.addWidget(pane)
            self._fit()
        return self._made[number]

    def _jump(self, number: int) -> None:
        """Show a step because it was asked for, and put the cursor there."""
        self.keep()
        self.show_step(number)
        self.take_focus()

    def _by(self, step: int) -> None:
        if _FIRST <= self._at + step <= _LAST:
            self._jump(self._at + step)

    def _show_around(self) -> None:
        one = self.incident
        if one is None:
            return
        self.bar.show_steps(self._at, steps_done(one))
        words = self.step().primary()
        self.go_button.setVisible(bool(words))
        if words:
            self.go_button.setText(words)
        self.back_button.setVisible(self._at != HEARD)

    def _open_more(self) -> None:
        button = self.head.more
        self.more_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _fit(self) -> None:
        width = self.width() / theme.scale()
        side = theme.px(_WIDE if width > _FOLD + 100 else _NARROW)
        self.head.fold(round(width))
        self._top.setContentsMargins(side - theme.px(6), theme.px(20), side, theme.px(12))
        self._foot.setContentsMargins(side - theme.px(9), theme.px(11), side, theme.px(11))
        self.saved.setVisible(width > _FOLD)
        for around in self._arounds:
            around.setContentsMargins(side, theme.px(18), side, theme.px(24))


def _kind_of(number: int) -> type[ComplaintStep]:
    if number == ANSWER:  # it can draw a page, which takes long to be read; most looks here do not need it
        from retention_journal.ui.pages.complaint_answer import AnswerStep

        return AnswerStep
    return _STEPS[number]

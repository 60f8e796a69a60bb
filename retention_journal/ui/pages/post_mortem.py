"""Looking back on a loss in five steps, left and taken up again, with a private page beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLayout, QStackedWidget, QWidget

from retention_journal.core.errors import NotFoundError
from retention_journal.core.lessons import PostMortemForm
from retention_journal.core.post_mortem import Step
from retention_journal.i18n import _
from retention_journal.services.post_mortems import go_to_step, post_mortem
from retention_journal.storage.journal import Changed, Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, primary_button, quiet_button
from retention_journal.ui.layouts import Pane, box, column, row, stack
from retention_journal.ui.page import Page, empty_state
from retention_journal.ui.pages.complaint_steps_bar import StepsBar
from retention_journal.ui.pages.post_mortem_again import AgainStep
from retention_journal.ui.pages.post_mortem_data import LookedAt, looked_at, step_looks
from retention_journal.ui.pages.post_mortem_happened import HappenedStep
from retention_journal.ui.pages.post_mortem_head import PostMortemHead
from retention_journal.ui.pages.post_mortem_lessons import LessonsStep
from retention_journal.ui.pages.post_mortem_look_back import LookBackStep
from retention_journal.ui.pages.post_mortem_private import PrivateStep
from retention_journal.ui.pages.post_mortem_short import ShortStep
from retention_journal.ui.pages.post_mortem_side import PostMortemSide
from retention_journal.ui.pages.post_mortem_step import PostMortemStep
from retention_journal.ui.pages.post_mortem_steps_bar import (
    AGAIN,
    HAPPENED,
    LESSONS,
    LOOK_BACK,
    NAMES,
    PRIVATE,
    TALK,
    StepsColumn,
)
from retention_journal.ui.pages.post_mortem_talk import TalkStep
from retention_journal.ui.segmented import Option, Segmented

_STEPS_WIDE, _STEPS_MEDIUM = 206, 200
_SIDE_WIDE, _SIDE_MEDIUM = 290, 236
_MEDIUM, _NARROW = 1130, 960  # widths of the page under which columns are narrower, and stand alone
_SHORT = AGAIN + 1
_KINDS: dict[int, type[PostMortemStep]] = {
    PRIVATE: PrivateStep,
    HAPPENED: HappenedStep,
    TALK: TalkStep,
    LOOK_BACK: LookBackStep,
    LESSONS: LessonsStep,
    AGAIN: AgainStep,
    _SHORT: ShortStep,
}
_STEP, _WORDS = range(2)
#: Tables of what the journal knew before a loss.
_KNEW = frozenset(
    {"interaction", "promise", "incident", "invoice", "client_event", "health_snapshot", "measurement"}
    | {"timeline_note", "loss", "client", "time_entry", "contact_role"}
)


class _Foot(QFrame):
    """The strip at the foot."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("inset"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("border"))


class PostMortemPage(Page):
    """One loss at one of its steps.

    Signals:
        lost_list_wanted: Go to Lost & lessons.
        client_opened: Open a client, by id.
        record_wanted: Type and id of a record to open, and its client's.
    """

    lost_list_wanted = Signal()
    client_opened = Signal(int)
    record_wanted = Signal(str, int, int)
    watches = frozenset(
        {"loss", "client", "closing_conversation", "post_mortem", "post_mortem_loss", "lesson", "action_item"}
        | {"timeline_note", "cause", "setting"}
        | _KNEW
    )

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._wanted: int | None = None
        self._came_from = HAPPENED
        self._lost: LookedAt | None = None
        self._at = HAPPENED
        self._made: dict[int, PostMortemStep] = {}
        self._panes: dict[int, Pane] = {}
        self._arounds: list[QLayout] = []
        self.head, self.steps, self.side = PostMortemHead(), StepsColumn(), PostMortemSide()
        self.bar = StepsBar(NAMES)
        self._stack = QStackedWidget()
        self.back_button = quiet_button(_("Back"), icon="back")
        self.private_button = quiet_button(_("Private page"), icon="lock")
        self.stop_button = outlined_button(_("Stop for today"))
        self.go_button = primary_button(_("Go on"), _("Ctrl+Enter"))
        self.shown = Segmented(
            [Option(_STEP, _("The step")), Option(_WORDS, _("In their words"))], small=True
        )
        self._lay_out()
        self._connect()

    def current_client_id(self) -> int | None:
        """Return the client that was lost."""
        return self._lost.one.client_id if self._lost else None

    def current_loss_id(self) -> int | None:
        """Return the loss at hand."""
        return self._wanted

    def open_place(self, **place: object) -> None:
        """Show the loss ``loss_id``, at ``step`` where one is named, else where one stopped.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        number, step = place.get("loss_id"), place.get("step")
        if not isinstance(number, int):
            return
        stopped = post_mortem(self._journal, number).step
        if number != self._wanted:
            self.keep()
            for made in list(self._made.values()):
                made.forget()
            self._wanted = number
            self._at = stopped + HAPPENED
        if isinstance(step, int):
            self._at = step
        self.shown.set_value(_STEP)
        self.make_stale()

    def on_change(self, changed: Changed) -> None:
        look_back = self._made.get(LOOK_BACK)
        if isinstance(look_back, LookBackStep) and changed.tables & _KNEW:
            look_back.knew.make_stale()
        super().on_change(changed)

    def refresh(self) -> None:
        """Show what the journal holds now."""
        self._lost = None
        if self._wanted is not None:
            try:
                self._lost = looked_at(self._journal, self._wanted)
            except NotFoundError:  # it is in the trash by now
                for made in list(self._made.values()):
                    made.forget()
        self._whole.setVisible(self._lost is not None)
        self._empty.setVisible(self._lost is None)
        if self._lost is None:
            return
        lost = self._lost
        self.head.show_loss(lost.one.client, lost.loss.entry, lost.since, self._now().date())
        self.side.show_loss(lost.loss, lost.year)
        self.show_step(self._at)

    def show_step(self, number: int) -> None:
        """Show one of the steps, ``PRIVATE`` to ``AGAIN``."""
        if self._lost is None or not PRIVATE <= number <= AGAIN:
            return
        before, after = self._made.get(self._key(self._at)), self._step(number)
        if before is not None and before is not after:
            before.keep()
        if number == PRIVATE != self._at:
            self._came_from = self._at
        self._at = number
        if isinstance(after, PrivateStep):
            after.back_to = self._came_from
        after.show_at(self._lost)
        self._stack.setCurrentWidget(self._panes[self._key(number)])
        self._show_around()

    def step(self) -> PostMortemStep:
        """Return the step that is shown."""
        return self._step(self._at)

    def step_number(self) -> int:
        """Return the number of the step that is shown, ``PRIVATE`` to ``AGAIN``."""
        return self._at

    def go_on(self) -> None:
        """Do what the one filled button says."""
        if self._lost is not None and self.go_button.isVisible():
            self.step().go_on()

    def stop_for_today(self) -> None:
        """Save what was typed, and leave."""
        self.keep()
        self.lost_list_wanted.emit()

    def panes(self) -> Sequence[QWidget]:
        """Return the head, the steps, the step, what stands beside it, and the buttons below."""
        steps = self.steps if self.steps.isVisible() else self.bar
        return [self.head, steps, self._stack, self.go_button]

    def take_focus(self) -> None:
        """Put the cursor into the step at hand."""
        if self._stale:
            self._freshen()
        if self._lost is None:
            self.setFocus()
        else:
            self.step().take_focus()

    def save(self) -> bool:
        """Keep what was typed; all else is saved already."""
        self.keep()
        return False

    def keep(self) -> None:
        """Save what was typed."""
        for made in list(self._made.values()):
            made.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._fit()

    # -- inside -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        foot = _Foot()
        self._foot = row(self.back_button, self.private_button, None, self.stop_button, self.go_button, gap=8)
        foot.setLayout(self._foot)
        self._tops = column(self.bar, row(self.shown, None), gap=10, margins=(20, 12, 20, 10))
        self._top = box(self._tops)
        self._lines = column(self._top, self._stack, foot, gap=0)
        self._lines.setStretch(1, 1)
        self._across = across = row(self.steps, box(self._lines), self.side, gap=0)
        across.setStretch(1, 1)
        self._whole = QWidget()
        lines = column(self.head, across, gap=0)
        lines.setStretch(1, 1)
        self._whole.setLayout(lines)
        self.list_button = primary_button(_("Lost & lessons").replace("&", "&&"))
        self._empty = empty_state(
            "lessons",
            _("This loss is not in the journal any more."),
            _("If it was put in the trash, it can be brought back from there."),
            [self.list_button],
        )
        stack(self, self._whole, self._empty, gap=0)

    def _connect(self) -> None:
        for button in (self.list_button, self.head.back):
            button.clicked.connect(lambda _checked: self.stop_for_today())
        self.steps.wanted.connect(self._jump)
        self.bar.wanted.connect(lambda number: self._jump(number + HAPPENED))
        self.private_button.clicked.connect(lambda _checked: self._jump(PRIVATE))
        self.back_button.clicked.connect(lambda _checked: self._by(-1))
        self.stop_button.clicked.connect(lambda _checked: self.stop_for_today())
        self.go_button.clicked.connect(lambda _checked: self.go_on())
        self.shown.changed.connect(lambda _value: self._fit())
        for keys, act in (
            ("Ctrl+Return", self.go_on),
            ("Ctrl+Enter", self.go_on),
            ("Alt+Up", lambda: self._by(-1)),
            ("Alt+Down", lambda: self._by(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _key(self, number: int) -> int:
        """Return under which number a step is made: the short form has one page for steps 3 and 4."""
        is_short = self._lost is not None and self._lost.one.form is PostMortemForm.SHORT
        return _SHORT if is_short and number in {LOOK_BACK, LESSONS} else number

    def _step(self, step: int) -> PostMortemStep:
        number = self._key(step)
        if number not in self._made:
            made = _KINDS[number](self._journal, self._now)
            made.undoable.connect(self.undoable)
            made.toast.connect(self.toast)
            made.open_record.connect(self._open_record)
            made.go_to.connect(self._jump)
            made.primary_changed.connect(self._show_around)
            made.leave_wanted.connect(self.stop_for_today)
            around = column(made, None, margins=(32, 18, 24, 24))
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
        if self._wanted is not None and number != PRIVATE:
            go_to_step(self._journal, self._wanted, Step(number - HAPPENED))
        self.take_focus()

    def _by(self, step: int) -> None:
        if self._at == PRIVATE:
            self._jump(self._came_from)
        elif HAPPENED <= self._at + step <= AGAIN:
            self._jump(self._at + step)

    def _show_around(self) -> None:
        if self._lost is None:
            return
        looks = step_looks(self._lost, self._now().date())
        self.steps.show_steps(self._at, looks)
        self.bar.show_steps(self._at - HAPPENED, [look.is_done for look in looks])
        words = self.step().primary()
        self.go_button.setVisible(bool(words))
        if words:
            self.go_button.setText(words)
        self.back_button.setVisible(self._at != HAPPENED)

    def _open_record(self, type_name: str, record_id: int) -> None:
        if self._lost is not None:
            self.record_wanted.emit(type_name, record_id, self._lost.one.client_id)

    def _fit(self) -> None:
        width = self.width() / theme.scale()
        is_narrow, is_wide = width < _NARROW, width >= _MEDIUM
        self.steps.setVisible(not is_narrow)
        self._top.setVisible(is_narrow)
        self.private_button.setVisible(is_narrow)
        self._place_side(is_narrow=is_narrow)
        words_only = is_narrow and self.shown.value() == _WORDS
        self.side.setVisible(not is_narrow or words_only)
        self._stack.setVisible(not words_only)
        self.steps.setFixedWidth(theme.px(_STEPS_WIDE if is_wide else _STEPS_MEDIUM))
        wide = theme.px(_SIDE_WIDE if is_wide else _SIDE_MEDIUM)
        self.side.setMinimumWidth(0 if is_narrow else wide)
        self.side.setMaximumWidth(16777215 if is_narrow else wide)
        self.head.fold(is_narrow=is_narrow)
        side = theme.px(32 if is_wide else 20)
        for around in self._arounds:
            around.setContentsMargins(side, theme.px(18), side - theme.px(8), theme.px(24))
        self._foot.setContentsMargins(side - theme.px(9), theme.px(11), side, theme.px(11))

    def _place_side(self, *, is_narrow: bool) -> None:
        """Let their words stand in place of the step where there is no room beside it."""
        is_in_lines = self._lines.indexOf(self.side) >= 0
        if is_narrow and not is_in_lines:
            self._lines.insertWidget(1, self.side, 1)
        elif not is_narrow and is_in_lines:
            self._across.addWidget(self.side)

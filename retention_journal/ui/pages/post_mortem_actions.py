"""What is done about a loss: at most three things, each with what shows that it is done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.core.lessons import ActionState
from retention_journal.core.post_mortem import MOST_ACTIONS
from retention_journal.i18n import _
from retention_journal.services.actions import (
    ActionRow,
    actions_of_post_mortem,
    do_action,
    open_action_again,
    trash_action,
)
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.ui.buttons import Button, icon_button, link_button, outlined_button
from retention_journal.ui.dialogs.action_form import ActionForm, DropForm
from retention_journal.ui.dialogs.effect_form import EffectForm
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.lines import FocusLine
from retention_journal.ui.pages.post_mortem_step import PostMortemStep
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox


class ActionLine(FocusLine):
    """One thing to do. Keys: E or Enter changes it, Space says that it is done, Delete takes it away."""

    def __init__(self, part: ActionsPart, shown: ActionRow) -> None:
        super().__init__()
        self._part, self.shown = part, shown
        entry = shown.entry
        self.done = TickBox()
        self.done.setChecked(shown.state is ActionState.DONE)
        self.done.setEnabled(shown.state is not ActionState.DROPPED)
        self.done.setAccessibleName(_("Done: {what}").format(what=entry.text))
        self.done.clicked.connect(lambda _checked: part.toggle(shown))
        self.more = icon_button("more", _("What to do with it"), small=True)
        self.more.clicked.connect(self._open_menu)
        told = _below(shown)
        words = column(label(entry.text, "body_strong", wrap=True), caption(told, wrap=True), gap=0)
        self.helped: Button | None = None
        if shown.asks_for_effect(part.today()):
            self.helped = link_button(_("Did it help?"))
            self.helped.clicked.connect(lambda _checked: part.ask_effect(shown))
            words.addLayout(row(self.helped, None))
        line = row(self.done, words, self.more, gap=8, margins=(5, 5, 5, 5))
        line.setStretch(1, 1)
        line.setAlignment(self.done, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setAccessibleName(f"{entry.text}, {told}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._part.change(self.shown)
        elif event.key() == Qt.Key.Key_Space:
            self._part.toggle(self.shown)
        elif event.key() == Qt.Key.Key_Delete:
            self._part.trash(self.shown)
        else:
            super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """Return what can be done with it."""
        menu, part, shown = QMenu(self), self._part, self.shown
        menu.addAction(_("Change…"), lambda: part.change(shown))
        if shown.state is ActionState.OPEN:
            menu.addAction(_("Drop it…"), lambda: part.drop(shown))
        else:
            menu.addAction(_("Take it up again"), lambda: part.take_up(shown))
        if shown.state is ActionState.DONE:
            menu.addAction(_("Did it help?"), lambda: part.ask_effect(shown))
        menu.addAction(_("Move to the trash"), lambda: part.trash(shown))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


class ActionsPart(QWidget):
    """The things to do after one loss."""

    def __init__(self, step: PostMortemStep) -> None:
        super().__init__()
        self._step = step
        self.count = 0
        self._shown: list[ActionLine] = []
        self._lines = column(gap=0)
        self.add = outlined_button(_("Add something to do…"), icon="plus", small=True)
        self.add.clicked.connect(lambda _checked: self.open_form())
        stack(self, box(self._lines), row(self.add, None), gap=6)

    def show_one(self, one: PostMortemView) -> None:
        """Show what is done about a loss."""
        number = one.post_mortem_id
        found = [] if number is None else actions_of_post_mortem(self._step.journal, number)
        self.count = len(found)
        clear(self._lines)
        self._shown = [ActionLine(self, shown) for shown in found]
        for line in self._shown:
            self._lines.addWidget(line)
        self.add.setVisible(self.count < MOST_ACTIONS)

    def lines(self) -> list[ActionLine]:
        """Return the lines that are shown."""
        return self._shown

    def open_form(self) -> ActionForm | None:
        """Write down one more thing to do."""
        step = self._step
        if step.loss is None:
            return None
        dialog = ActionForm(step.journal, step.now, step.window(), loss_id=step.loss.loss_id)
        dialog.undoable.connect(step.undoable)
        dialog.open()
        return dialog

    def change(self, shown: ActionRow) -> None:
        """Say it otherwise."""
        step = self._step
        dialog = ActionForm(step.journal, step.now, step.window(), action_id=shown.action_id)
        dialog.undoable.connect(step.undoable)
        dialog.open()

    def drop(self, shown: ActionRow) -> None:
        """Drop it, once it is said why."""
        dialog = DropForm(self._step.journal, self._step.window(), action_id=shown.action_id)
        dialog.undoable.connect(self._step.undoable)
        dialog.open()

    def toggle(self, shown: ActionRow) -> None:
        """Say that it is done, or is not after all."""
        if shown.state is ActionState.OPEN:
            asked = do_action(self._step.journal, shown.action_id, today=self._step.today())
            told = _("Done. You are asked {day} whether it helped.").format(day=formats.day(asked))
            self._step.undoable.emit(told)
        elif shown.state is ActionState.DONE:
            self.take_up(shown)

    def ask_effect(self, shown: ActionRow) -> EffectForm:
        """Ask what it changed."""
        step = self._step
        dialog = EffectForm(step.journal, step.now, step.window(), action_id=shown.action_id)
        dialog.undoable.connect(step.undoable)
        dialog.open()
        return dialog

    def today(self) -> date:
        """Return the day it is."""
        return self._step.today()

    def take_up(self, shown: ActionRow) -> None:
        """Take it up again."""
        try:
            open_action_again(self._step.journal, shown.action_id)
        except JournalError as error:
            self._step.toast.emit(f"{error.message} {error.advice}".strip())
            return
        self._step.undoable.emit(_("It is to be done again."))

    def trash(self, shown: ActionRow) -> None:
        """Put it in the trash."""
        trash_action(self._step.journal, shown.action_id, now=self._step.now())
        self._step.undoable.emit(_("It is in the trash."))


def _below(shown: ActionRow) -> str:
    entry = shown.entry
    told = [entry.kind.label]
    if entry.done_when:
        told.append(_("done when {what}").format(what=entry.done_when))
    if shown.state is ActionState.DONE and shown.done_on:
        told.append(_("done {day}").format(day=formats.day(shown.done_on)))
        if shown.effect is not None:
            told.append(shown.effect.label)
    elif shown.state is ActionState.DROPPED:
        told.append(_("dropped: {why}").format(why=shown.drop_reason))
    elif entry.due_on:
        told.append(_("by {day}").format(day=formats.day(entry.due_on)))
    return " · ".join(told)

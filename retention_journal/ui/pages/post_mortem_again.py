"""Step 5: written to the end, read again after a week, closed; and when to look, and to call, again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QAbstractButton

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.lessons import PostMortemState
from retention_journal.i18n import _
from retention_journal.services.post_mortems import PostMortemView, close, finish, look_again, reopen
from retention_journal.services.reflections import LossView, edit_loss
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.lesson_sheet_form import LessonSheetDialog
from retention_journal.ui.fields import DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.lesson_saving import LessonSaving
from retention_journal.ui.pages.post_mortem_questions import put
from retention_journal.ui.pages.post_mortem_step import PostMortemStep, heading
from retention_journal.ui.pages.post_mortem_steps_bar import HAPPENED
from retention_journal.ui.panels import Rule
from retention_journal.ui.quotes import spoken
from retention_journal.ui.text_labels import caption, label


class AgainStep(PostMortemStep):
    """Closing it slowly, and coming back to it."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__(journal, now)
        self.state = label("", "body", wrap=True)
        self._wanting = column(gap=6)
        self._links: list[QAbstractButton] = []
        self.reopen_button = link_button(_("Open it again"))
        self.reopen_button.clicked.connect(lambda _checked: self.reopen())
        self.again_on = DateField(None, self.today, optional=True)
        self.call_on = DateField(None, self.today, optional=True)
        self.condition = LineField(placeholder=_("When the new shop is open"))
        self.dates = Form()
        self.dates.add_row(
            ("look_again_on", _("&Look again on"), self.again_on, True),
            ("winback_on", _("Call them again &on"), self.call_on, True),
        )
        self.dates.field("look_again_on").set_note(_("Half a year is usual."))
        self.dates.field("winback_on").set_note(_("It comes to the nine o'clock list that day."))
        self.dates.add("winback_condition", _("&What has to be so"), self.condition, optional=True)
        self._ask = spoken(_("May I call you in half a year?"))
        self.sheets = LessonSaving(self, journal.path)
        self.sheets.said.connect(self.toast)
        self.sheet_button = outlined_button(_("Lesson sheet…"), icon="reports", small=True)
        self.seen = TextField(lines=2)
        self.keep_seen = outlined_button(_("Keep what you see now"), small=True)
        self.keep_seen.clicked.connect(lambda _checked: self._look())
        self.looked = Form()
        self.looked.add("looked_again", _("Do you still think the same of it?"), self.seen)
        self.looked.add_part(row(self.keep_seen, None))
        self.looked_on = caption("", wrap=True)
        stack(
            self,
            heading(
                _("Look again"),
                _(
                    "What one writes while it hurts reads otherwise a week later. So it rests, "
                    "and is read again."
                ),
            ),
            self.state,
            box(self._wanting),
            row(self.reopen_button, None),
            self.looked,
            self.looked_on,
            Rule(),
            caption(_("A sentence to leave the door open")),
            self._ask,
            self.dates,
            Rule(),
            row(
                caption(_("For a colleague, without names: what was learnt and when it matters."), wrap=True),
                self.sheet_button,
                gap=12,
            ),
            gap=12,
        )  # fmt: skip
        self.sheet_button.clicked.connect(lambda _checked: self.make_sheet())
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(self.again_on, self.call_on, self.condition)

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        is_other = self.loss is None or self.loss.loss_id != loss.loss_id
        super().show_one(loss, one)
        self.state.setText(self._state_words(one))
        clear(self._wanting)
        self._links.clear()
        if one.state is PostMortemState.DRAFT:
            for lack in self.wanting:
                link = self._lack(lack.text, int(lack.step) + HAPPENED)
                self._links.append(link)
                self._wanting.addWidget(link)
        self.sheet_button.setEnabled(bool(loss.lessons))
        self.reopen_button.setVisible(one.state is not PostMortemState.DRAFT)
        self.looked.setVisible(one.is_closed)
        self.looked_on.setVisible(one.looked_again_on is not None)
        if one.looked_again_on is not None:
            self.looked_on.setText(_("Looked at again {day}.").format(day=formats.day(one.looked_again_on)))
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                self.again_on.set_day(one.look_again_on)
                self.call_on.set_day(loss.entry.winback_on)
                self.condition.setText(loss.entry.winback_condition)
            self.dates.clear_errors()
        if is_other or not self.seen.hasFocus():
            put(self.seen, one.looked_again)

    def primary(self) -> str:
        one = self.one
        if one is None:
            return ""
        if one.state is PostMortemState.DRAFT:
            return "" if self.wanting else _("Written to the end")
        if one.state is PostMortemState.IN_REVIEW and one.may_close(self.today()):
            return _("Read again, close it")
        return _("Done for now")

    def go_on(self) -> None:
        """Finish it, close it, or leave."""
        one = self.one
        if one is None:
            return
        self.keep()
        try:
            if one.state is PostMortemState.DRAFT:
                self._finish(one)
            elif one.may_close(self.today()):
                close(self.journal, one.loss_id, today=self.today())
                self.undoable.emit(_("Closed. The lessons come back when it is time."))
            else:
                self.leave_wanted.emit()
        except InvalidEntryError as error:
            self.toast.emit(f"{error.message} {error.advice}".strip())

    def reopen(self) -> None:
        """Go on with one that was written to the end or closed."""
        if self.one is not None:
            reopen(self.journal, self.one.loss_id)
            self.undoable.emit(_("It is open again. What was written stays."))

    def make_sheet(self) -> LessonSheetDialog | None:
        """Ask what a sheet of what was learnt from this loss says, and save it."""
        if self.loss is None:
            return None
        dialog = LessonSheetDialog(self.journal, self.today(), self.window(), loss_id=self.loss.loss_id)
        dialog.sheet_wanted.connect(self.sheets.save)
        dialog.open()
        return dialog

    def keep(self) -> None:
        self.saving.keep()

    def take_focus(self) -> None:
        links = self.wanting_links()
        (links[0] if links else self.again_on).setFocus()

    def wanting_links(self) -> list[QAbstractButton]:
        """Return the links to what is wanting."""
        return [one for one in self._links if self.one and self.one.state is PostMortemState.DRAFT]

    # -- inside -------------------------------------------------------------------------------------------

    def _state_words(self, one: PostMortemView) -> str:
        if one.state is PostMortemState.CLOSED and one.closed_on:
            return _("Read again and closed {day}.").format(day=formats.day(one.closed_on))
        if one.state is PostMortemState.IN_REVIEW and one.reread_on:
            if one.may_close(self.today()):
                return _("It has rested for a week. Read it once more, step by step, then close it.")
            return _("Written to the end. It rests until {day}; then you read it again and close it.").format(
                day=formats.day(one.reread_on)
            )
        if self.wanting:
            return _("Before it is written to the end:")
        return _("Nothing is wanting. It rests for a week, then you read it again and close it.")

    def _lack(self, text: str, step: int) -> QAbstractButton:
        button = link_button(text)
        button.clicked.connect(lambda _checked=False: self.go_to.emit(step))
        return button

    def _finish(self, one: PostMortemView) -> None:
        again = finish(self.journal, one.loss_id, today=self.today())
        self.undoable.emit(_("Written to the end. Read it again {day}.").format(day=formats.day(again)))

    def _look(self) -> None:
        if self.one is None:
            return
        day = self.again_on.day()
        after = day if day and day > self.today() else None
        try:
            look_again(self.journal, self.one.loss_id, self.seen.cleaned(), today=self.today(), next_on=after)
        except InvalidEntryError as error:
            self.looked.show_error(error)
            return
        self.undoable.emit(_("Kept."))

    def _save(self) -> bool:
        if self.loss is None or self.one is None:
            return True
        self.dates.clear_errors()
        for name, field in (("look_again_on", self.again_on), ("winback_on", self.call_on)):
            if problem := field.problem():
                self.dates.field(name).show_error(problem)
                return False
        entry = replace(
            self.loss.entry, winback_on=self.call_on.day(), winback_condition=self.condition.cleaned()
        )
        try:
            if entry != self.loss.entry:
                edit_loss(self.journal, self.loss.loss_id, entry, today=self.today())
        except JournalError as error:
            self.dates.field("winback_on").show_error(f"{error.message} {error.advice}".strip())
            return False
        return self.save(look_again_on=self.again_on.day())

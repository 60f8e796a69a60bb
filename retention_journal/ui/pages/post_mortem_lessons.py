"""Step 4: one lesson in a sentence with what brings it back, and at most three things to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lesson_triggers import values_of
from retention_journal.core.lessons import TriggerKind
from retention_journal.i18n import _
from retention_journal.services.lessons import LessonView, add_lesson
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import LossView
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import icon_button, outlined_button
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.fields import Choice, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.pages import lost_words
from retention_journal.ui.pages.post_mortem_actions import ActionsPart
from retention_journal.ui.pages.post_mortem_questions import put
from retention_journal.ui.pages.post_mortem_step import PostMortemStep, heading
from retention_journal.ui.pages.post_mortem_steps_bar import AGAIN
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, section_title


class LessonPart(QWidget):
    """The lessons of one loss, and a field for the next."""

    def __init__(self, step: PostMortemStep) -> None:
        super().__init__()
        self._step = step
        self._draft_of: int | None = None
        self._lines = column(gap=6)
        self.words = TextField(placeholder=_("Next time I will…"), lines=2, people=True)
        self.kind = Choice([(one, one.label) for one in TriggerKind], TriggerKind.NONE)
        self.value = Choice(())
        self.keep_button = outlined_button(_("Keep the lesson"), small=True)
        self.form = Form()
        self.form.add("text", _("One &lesson, in a sentence"), self.words)
        self.form.add_row(
            ("trigger_kind", _("What &brings it back"), self.kind),
            ("trigger_value", _("Which"), self.value),
        )
        self.form.add_part(row(self.keep_button, None))
        self.about = caption("", wrap=True)
        stack(self, box(self._lines), self.form, gap=10)
        self.kind.chosen.connect(lambda _value: self._follow())
        self.keep_button.clicked.connect(lambda _checked: self.add())
        self._follow()

    def show_one(self, loss: LossView) -> None:
        """Show the lessons of ``loss``."""
        if self._draft_of != loss.loss_id:
            self._draft_of = loss.loss_id
            self.words.setPlainText(kept_words.kept(self._step.journal.path, self._draft()).get("words", ""))
        clear(self._lines)
        for lesson in loss.lessons:
            self._lines.addWidget(self._line(lesson))

    def add(self) -> bool:
        """Keep the lesson that is written; say whether it could be kept."""
        if self._step.loss is None:
            return True
        self.form.clear_errors()
        try:
            add_lesson(
                self._step.journal,
                self.words.cleaned(),
                today=self._step.today(),
                loss_id=self._step.loss.loss_id,
                trigger_kind=self.kind.value(),
                trigger_value=self.value.value() or "",
            )
        except InvalidEntryError as error:
            self.form.show_error(error)
            return False
        kept_words.drop(self._step.journal.path, self._draft())
        self.words.clear()
        self.kind.set_value(TriggerKind.NONE)
        self._follow()
        self._step.undoable.emit(_("The lesson is kept. You read it again in a week."))
        return True

    def keep(self) -> None:
        """Keep what is written and is no lesson yet, as a draft."""
        if self._draft_of is not None:
            kept_words.keep(self._step.journal.path, self._draft(), {"words": self.words.toPlainText()})

    def _line(self, lesson: LessonView) -> QWidget:
        rewrite = icon_button("edit", _("Rewrite the lesson"), small=True)
        rewrite.clicked.connect(lambda _checked=False: self._rewrite(lesson))
        told = " · ".join(one for one in (lesson.when, lost_words.again(lesson, self._step.today())) if one)
        words = column(label(lesson.text, "people_large", wrap=True), caption(told, wrap=True), gap=2)
        line = row(words, rewrite, gap=10)
        line.setStretch(0, 1)
        return box(column(line, Rule(), gap=8))

    def _rewrite(self, lesson: LessonView) -> None:
        step = self._step
        dialog = LessonDialog(step.journal, step.now, step.window(), lesson=lesson)
        dialog.undoable.connect(step.undoable)
        dialog.toast.connect(step.toast)
        dialog.open()

    def _follow(self) -> None:
        values = values_of(self.kind.value())
        self.value.set_options(values, None)
        self.form.field("trigger_value").setVisible(bool(values))

    def _draft(self) -> str:
        return f"lesson of loss {self._draft_of}"


class LessonsStep(PostMortemStep):
    """What is taken from it."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__(journal, now)
        self.lesson = LessonPart(self)
        self.to_do = ActionsPart(self)
        self.none = TextField(lines=1)
        self.none_form = Form()
        self.none_form.add("no_action_because", _("No action, because"), self.none, optional=True)
        stack(
            self,
            heading(
                _("Lessons"),
                _("One sentence that you would want to read again. It comes back after a week, "
                    "then later and later."),
            ),
            self.lesson,
            Rule(),
            section_title(_("To do")),
            caption(_("At most three, so that they are done. Each begins with a verb."), wrap=True),
            self.to_do,
            self.none_form,
            gap=12,
        )  # fmt: skip
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(self.none)

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        is_other = self.loss is None or self.loss.loss_id != loss.loss_id
        super().show_one(loss, one)
        self.lesson.show_one(loss)
        self.to_do.show_one(one)
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                put(self.none, one.no_action_because)
        self.none_form.setVisible(not self.to_do.count or bool(one.no_action_because))

    def primary(self) -> str:
        return _("Look again")

    def go_on(self) -> None:
        """Keep a lesson that stands in the field, and go on."""
        self.keep()
        if not self.lesson.words.cleaned() or self.lesson.add():
            self.go_to.emit(AGAIN)

    def keep(self) -> None:
        self.saving.keep()
        self.lesson.keep()

    def take_focus(self) -> None:
        self.lesson.words.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def _save(self) -> bool:
        return self.save(no_action_because=self.none.cleaned())

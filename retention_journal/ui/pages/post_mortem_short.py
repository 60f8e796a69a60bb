"""The short form: six fields on one page, for a break that needs no long look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QHideEvent

from retention_journal.i18n import _
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import LossView
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import stack
from retention_journal.ui.pages.post_mortem_lessons import LessonPart
from retention_journal.ui.pages.post_mortem_questions import show_texts
from retention_journal.ui.pages.post_mortem_step import PostMortemStep, heading
from retention_journal.ui.pages.post_mortem_steps_bar import AGAIN
from retention_journal.ui.panels import Rule
from retention_journal.ui.unsaved_words import UnsavedWords


class ShortStep(PostMortemStep):
    """What happened, what was going on around them, what was yours, whether it could be seen; one lesson."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__(journal, now)
        self.texts = {
            "summary": TextField(lines=2),
            "impact": TextField(lines=2),
            "went_wrong": TextField(lines=2),
            "seen_earlier": TextField(lines=2),
            "no_action_because": TextField(lines=1),
        }
        self.form = Form()
        self.form.add("summary", _("What ended, in a few words?"), self.texts["summary"])
        self.form.add("impact", _("What does it mean for you?"), self.texts["impact"])
        self.form.add("went_wrong", _("What was yours in it?"), self.texts["went_wrong"])
        self.form.add("seen_earlier", _("Could you have seen it earlier?"), self.texts["seen_earlier"])
        self.lesson = LessonPart(self)
        self.none = Form()
        self.none.add(
            "no_action_because", _("No lesson, because"), self.texts["no_action_because"], optional=True
        )
        stack(
            self,
            heading(
                _("Look back, in six fields"),
                _("A small break. A line in each is enough; step 1 has the long form."),
            ),
            self.form,
            Rule(),
            self.lesson,
            self.none,
            gap=12,
        )
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(*self.texts.values())
        self.unsaved = UnsavedWords(self.saving, self.texts, journal.path, "short look back")

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        is_other = self.loss is None or self.loss.loss_id != loss.loss_id
        if is_other:
            self.unsaved.leave()
        super().show_one(loss, one)
        self.lesson.show_one(loss)
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                show_texts(self.texts, one)
        self.unsaved.show(loss.loss_id)
        self.none.setVisible(not loss.lessons or bool(one.no_action_because))

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

    def forget(self) -> None:
        self.unsaved.leave()
        super().forget()

    def take_focus(self) -> None:
        self.texts["summary"].setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def _save(self) -> bool:
        return self.save(**{name: field.cleaned() for name, field in self.texts.items()})

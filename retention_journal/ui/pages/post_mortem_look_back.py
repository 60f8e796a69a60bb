"""Step 3: what the journal knew, the three questions, why it happened, and what went well and badly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QHideEvent

from retention_journal.i18n import _
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import LossView
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.layouts import stack
from retention_journal.ui.pages.post_mortem_causes import LossCauses
from retention_journal.ui.pages.post_mortem_knew import KnewPart
from retention_journal.ui.pages.post_mortem_questions import ThreeQuestions, WellAndBadly, show_texts
from retention_journal.ui.pages.post_mortem_step import PostMortemStep, heading
from retention_journal.ui.pages.post_mortem_steps_bar import LESSONS
from retention_journal.ui.panels import Rule
from retention_journal.ui.unsaved_words import UnsavedWords


class LookBackStep(PostMortemStep):
    """Forward in time first, then why."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__(journal, now)
        self.knew = KnewPart(self)
        self.questions, self.causes, self.well = ThreeQuestions(), LossCauses(self), WellAndBadly()
        stack(
            self,
            heading(
                _("Look back"),
                _(
                    "Answer the way you would tell a friend. We tend to blame persons and forget "
                    "circumstances, so name one of each."
                ),
            ),
            self.knew,
            self.questions,
            Rule(),
            self.causes,
            Rule(),
            self.well,
            gap=12,
        )
        self.texts = {
            **self.knew.texts(), **self.questions.texts(), **self.causes.texts(), **self.well.texts(),
        }  # fmt: skip
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(*self.questions.fields())
        self.saving.watch(*(f for f in self.texts.values() if f not in self.questions.texts().values()))
        self.unsaved = UnsavedWords(self.saving, self.texts, journal.path, "look back")

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        is_other = self.loss is None or self.loss.loss_id != loss.loss_id
        if is_other:
            self.unsaved.leave()
        super().show_one(loss, one)
        self.knew.show_one(one, is_other=is_other)
        self.causes.show_one(loss, one)
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                self.questions.show_one(one)
                show_texts(self.texts, one)
        self.unsaved.show(loss.loss_id)

    def primary(self) -> str:
        return _("Write the lessons")

    def go_on(self) -> None:
        """Go on to the lessons; what is wanting is told at the end."""
        self.keep()
        self.go_to.emit(LESSONS)

    def keep(self) -> None:
        self.saving.keep()

    def forget(self) -> None:
        self.unsaved.leave()
        super().forget()

    def take_focus(self) -> None:
        first = next(iter(self.questions.questions.values()))
        first.words.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def _save(self) -> bool:
        words = {name: field.cleaned() for name, field in self.texts.items()}
        return self.save(**(words | self.questions.values()))

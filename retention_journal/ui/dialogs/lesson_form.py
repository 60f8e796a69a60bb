"""A lesson: one sentence, when it matters, and which loss it comes from; or an old one in other words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.lessons import LessonView, add_lesson, rewrite_lesson
from retention_journal.services.reflections import lost_clients
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.fields import Choice, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.pages import lost_words


class LessonDialog(Dialog):
    """Writes a lesson, or says one in other words.

    Signals:
        undoable: What to say of it, beside an Undo.
        toast: What to say of a draft that was kept.
    """

    undoable = Signal(str)
    toast = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        parent: QWidget,
        *,
        lesson: LessonView | None = None,
        loss_id: int | None = None,
    ) -> None:
        super().__init__(
            _("Write a lesson") if lesson is None else _("Rewrite the lesson"),
            _("Keep the lesson"),
            parent,
            width=600,
        )
        self._journal, self._now, self._lesson = journal, now, lesson
        self.words = TextField(placeholder=_("Next time I will…"), lines=3, people=True)
        self.trigger = LineField(placeholder=_("A contact person leaves"))
        self.loss = Choice(_losses(journal), loss_id)
        self._lay_out()
        self._begin()

    def submit(self) -> None:
        today = self._now().date()
        if self._lesson is None:
            add_lesson(
                self._journal,
                self.words.toPlainText(),
                today=today,
                loss_id=self.loss.value(),
                trigger=self.trigger.cleaned(),
            )
            self.undoable.emit(_("The lesson is kept. You read it again in a week."))
        else:
            rewrite_lesson(self._journal, self._lesson.id, self.words.toPlainText(), today=today)
            self.undoable.emit(_("The lesson is rewritten. You read it again in a week."))
        kept_words.drop(self._journal.path, self._draft_name())

    def keep_draft(self) -> None:
        words = {"words": self.words.toPlainText(), "trigger": self.trigger.text()}
        if self._lesson is not None and words["words"] == self._lesson.text:
            words = {}
        if kept_words.keep(self._journal.path, self._draft_name(), words):
            self.toast.emit(_("Draft kept. It is here when you come back."))

    def _lay_out(self) -> None:
        form = self.use_form(Form())
        form.add("text", _("&Lesson"), self.words, note=self._about())
        if self._lesson is None:
            form.add("trigger", _("&When it matters"), self.trigger, optional=True)
            form.add("loss", _("Where it &comes from"), self.loss)

    def _about(self) -> str:
        return _("One sentence, in your own words. It comes back in a week, then after longer and longer.")

    def _begin(self) -> None:
        draft = kept_words.kept(self._journal.path, self._draft_name())
        self.words.setPlainText(draft.get("words", self._lesson.text if self._lesson else ""))
        self.trigger.setText(draft.get("trigger", ""))
        self.words.setFocus()
        self.words.selectAll()

    def _draft_name(self) -> str:
        return f"lesson {self._lesson.id if self._lesson else ''}"


def _losses(journal: Journal) -> list[tuple[int | None, str]]:
    named = [(loss.loss_id, lost_words.named(loss.client, loss.notice_on)) for loss in lost_clients(journal)]
    return [(None, _("No loss in particular")), *named]

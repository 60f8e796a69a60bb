"""A lesson: one sentence, what brings it back, and where it comes from; or an old one in other words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.lesson_triggers import values_of
from retention_journal.core.lessons import TriggerKind
from retention_journal.core.moments import on_the_wall
from retention_journal.i18n import _
from retention_journal.services.incidents import incidents
from retention_journal.services.lessons import LessonAbout, LessonView, add_lesson, rewrite_lesson
from retention_journal.services.reflections import lost_clients
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.fields import Choice, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.pages import lost_words

#: Where a lesson comes from: the table and the id of the record, or ``NOWHERE``.
Source = tuple[str, int]
NOWHERE: Source = ("", 0)


class LessonDialog(Dialog):
    """Writes a lesson, or says one in other words.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

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
        kind = lesson.trigger_kind if lesson else TriggerKind.NONE
        self.kind = Choice([(one, one.label) for one in TriggerKind], kind)
        self.value = Choice(values_of(kind), lesson.trigger_value if lesson else None)
        self.trigger = LineField(placeholder=_("A contact person leaves"))
        self.source = Choice(_sources(journal, lesson), _source_of(lesson, loss_id))
        self._lay_out()
        self._begin()

    def submit(self) -> None:
        today, about = self._now().date(), self.about()
        if self._lesson is None:
            add_lesson(
                self._journal,
                self.words.toPlainText(),
                today=today,
                loss_id=about.loss_id,
                incident_id=about.incident_id,
                trigger=about.trigger,
                trigger_kind=about.trigger_kind,
                trigger_value=about.trigger_value,
            )
            self.undoable.emit(_("The lesson is kept. You read it again in a week."))
        else:
            rewrite_lesson(self._journal, self._lesson.id, self.words.toPlainText(), today=today, about=about)
            is_said_anew = self.words.cleaned() != self._lesson.text
            told = _("The lesson is rewritten. You read it again in a week.")
            self.undoable.emit(told if is_said_anew else _("The lesson is changed."))
        kept_words.drop(self._journal.path, self._draft_name())

    def about(self) -> LessonAbout:
        """Return what the form says beside the sentence."""
        table, number = self.source.value()
        return LessonAbout(
            trigger=self.trigger.cleaned(),
            trigger_kind=self.kind.value(),
            trigger_value=self.value.value() or "",
            loss_id=number if table == "loss" else None,
            incident_id=number if table == "incident" else None,
        )

    def keep_draft(self) -> bool | None:
        words = {"words": self.words.toPlainText(), "trigger": self.trigger.text()}
        if self._lesson is not None and words["words"] == self._lesson.text:
            words = {}
        return kept_words.keep(self._journal.path, self._draft_name(), words)

    def _lay_out(self) -> None:
        form = self.use_form(Form())
        form.add("text", _("&Lesson"), self.words, note=self._about())
        self._kind, self._value = form.add_row(
            ("trigger_kind", _("&When it comes back"), self.kind),
            ("trigger_value", _("W&hich one"), self.value),
        )
        self._own = form.add("trigger", _("When it &matters, in your words"), self.trigger, optional=True)
        form.add("loss", _("Where it &comes from"), self.source)
        self.kind.chosen.connect(lambda _kind: self._offer())
        self._show_fields()

    def _offer(self) -> None:
        self.value.set_options(values_of(self.kind.value()))
        self._show_fields()

    def _show_fields(self) -> None:
        self._value.setVisible(self.value.count() > 0)
        self._own.setVisible(self.kind.value() is TriggerKind.NONE)

    def _about(self) -> str:
        return _("One sentence, in your own words. It comes back in a week, then after longer and longer.")

    def _begin(self) -> None:
        draft = kept_words.kept(self._journal.path, self._draft_name())
        self.words.setPlainText(draft.get("words", self._lesson.text if self._lesson else ""))
        self.trigger.setText(draft.get("trigger", self._lesson.trigger if self._lesson else ""))
        self.words.setFocus()
        self.words.selectAll()

    def _draft_name(self) -> str:
        return f"lesson {self._lesson.id if self._lesson else ''}"


def _source_of(lesson: LessonView | None, loss_id: int | None) -> Source:
    lost = lesson.loss_id if lesson else loss_id
    if lost is not None:
        return "loss", lost
    if lesson and lesson.incident_id is not None:
        return "incident", lesson.incident_id
    return NOWHERE


def _sources(journal: Journal, lesson: LessonView | None) -> list[tuple[Source, str]]:
    """Return what a lesson can come from, no loss and no complaint first."""
    own = lesson.origin if lesson and lesson.origin else _("No loss and no complaint")
    lost = [
        (("loss", one.loss_id), _("Loss: {loss}").format(loss=lost_words.named(one.client, one.notice_on)))
        for one in lost_clients(journal)
    ]
    wrong = [
        (
            ("incident", one.incident_id),
            _("Complaint: {complaint}").format(
                complaint=lost_words.named(
                    f"{one.client_name}, {one.name}", on_the_wall(one.received_at).date()
                )
            ),
        )
        for one in incidents(journal)
    ]
    return [(NOWHERE, own), *lost, *wrong]

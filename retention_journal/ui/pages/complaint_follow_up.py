"""Step 5: care for the client until it is put right and followed up; beside it, afterwards, the cause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.incidents import IncidentState
from retention_journal.i18n import _
from retention_journal.services.incident_steps import may_step, step
from retention_journal.services.incidents import IncidentView, save_words
from retention_journal.services.lessons import add_lesson
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.pages.complaint_account import AccountPart
from retention_journal.ui.pages.complaint_care import CareAfterwards
from retention_journal.ui.pages.complaint_causes import CausesPart
from retention_journal.ui.pages.complaint_step import ComplaintStep
from retention_journal.ui.panels import Rule
from retention_journal.ui.two_columns import TwoColumns
from retention_journal.ui.unsaved_words import UnsavedWords


class FollowUpStep(ComplaintStep):
    """Two tracks kept apart: the client now, the cause afterwards (capability E9)."""

    watches = frozenset({"promise", "cause", "intake_question", "account_entry", "lesson"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(journal, now, parent)
        self.care = CareAfterwards(journal, now)
        self.causes = CausesPart(journal, now)
        self.account = AccountPart(journal, now)
        self.gap, self.change, self.lesson = TextField(lines=1), TextField(lines=1), LineField()
        self.keep_lesson = outlined_button(_("Keep the lesson"), small=True)
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(self.gap, self.change)
        words = {"process_gap": self.gap, "process_change": self.change}
        self.unsaved = UnsavedWords(self.saving, words, journal.path, "complaint gap")
        for part in (self.care, self.causes, self.account):
            part.undoable.connect(self.undoable)
            part.toast.connect(self.toast)
        self.keep_lesson.clicked.connect(self._keep_lesson)
        self._lay_out()

    def show_incident(self, one: IncidentView) -> None:
        """Show how a complaint ends."""
        is_other = self.incident is None or self.incident.incident_id != one.incident_id
        if is_other:
            self.unsaved.leave()
        super().show_incident(one)
        self.care.show_incident(one)
        self.causes.show_incident(one)
        self.account.show_incident(one)
        if is_other:
            self.lesson.clear()
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                for field, text in ((self.gap, one.process_gap), (self.change, one.process_change)):
                    if field.cleaned() != text:
                        field.setPlainText(text)
        self.unsaved.show(one)

    def primary(self) -> str:
        one = self.incident
        if one is None:
            return ""
        if one.is_open:
            return _("It is put right")
        if one.state is IncidentState.RESOLVED and not one.no_follow_up_reason:
            return _("Called, and heard how it is")
        return _("Close it") if may_step(one, IncidentState.CLOSED) else ""

    def go_on(self) -> None:
        """Take the next step; what is missing is shown at its field."""
        self.keep()
        one = self.incident
        if one is None:
            return
        to, told = self._next(one)
        try:
            step(self.journal, one.incident_id, to, now=self.now())
        except InvalidEntryError as error:
            self.care.show_error(error)
            return
        self.undoable.emit(told)

    def keep(self) -> None:
        """Save what was typed."""
        self.care.saving.keep()
        self.saving.keep()
        self.account.keep()

    def forget(self) -> None:
        self.unsaved.leave()
        self.care.forget()
        self.account.forget()
        super().forget()

    def take_focus(self) -> None:
        self.care.fault.focus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def _next(self, one: IncidentView) -> tuple[IncidentState, str]:
        if one.is_open:
            return IncidentState.RESOLVED, _("Put right. A call afterwards is on the list.")
        if one.state is IncidentState.RESOLVED and not one.no_follow_up_reason:
            return IncidentState.FOLLOWED_UP, _("Followed up.")
        return IncidentState.CLOSED, _("Closed.")

    def _lay_out(self) -> None:
        gaps = Form()
        gaps.add("process_gap", _("Which gap did it show in how you work?"), self.gap, optional=True)
        gaps.add("process_change", _("What you changed, on your side"), self.change, optional=True)
        gaps.add("lesson", _("Is there a lesson? One sentence"), self.lesson, optional=True)
        gaps.add_part(row(self.keep_lesson, None))
        self.gaps = gaps
        afterwards = QWidget()
        stack(afterwards, self.causes, Rule(), gaps, Rule(), self.account, gap=18)
        self.columns = TwoColumns(self.care, afterwards)
        self.setLayout(column(self.columns))

    def _save(self) -> bool:
        if self.incident is None:
            return True
        try:
            save_words(
                self.journal, self.incident.incident_id, process_gap=self.gap.cleaned(),
                process_change=self.change.cleaned(),
            )  # fmt: skip
        except JournalError as error:  # it stays in the field, and the next pause tries again
            self.gaps.field("process_gap").show_error(f"{error.message} {error.advice}".strip())
            return False
        self.gaps.field("process_gap").show_error("")
        return True

    def _keep_lesson(self) -> None:
        one = self.incident
        if one is None:
            return
        try:
            add_lesson(
                self.journal, self.lesson.cleaned(), today=self.now().date(),
                origin=f"{one.client_name}, {one.name}", trigger=one.kind.label,
            )  # fmt: skip
        except InvalidEntryError as error:
            self.gaps.field("lesson").show_error(error.message)
            return
        self.gaps.clear_errors()
        self.lesson.clear()
        self.undoable.emit(_("The lesson is kept. It comes back in a week."))

"""Why an incident happened: its causes as lines, and the question that would have caught it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.causes import (
    CauseRow,
    ask_from_now_on,
    causes,
    needs_question,
    questions_born,
    trash_cause,
)
from retention_journal.services.incidents import IncidentView
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import icon_button, outlined_button
from retention_journal.ui.dialogs.cause_form import CauseForm
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.lines import FocusLine
from retention_journal.ui.panels import section
from retention_journal.ui.text_labels import caption, label


class CauseLine(FocusLine):
    """One cause. Keys: E or Enter edits, Delete takes it away."""

    edit_wanted = Signal(int)
    trash_wanted = Signal(int)

    def __init__(self, cause: CauseRow) -> None:
        super().__init__()
        self.cause = cause
        entry = cause.entry
        below = " · ".join(
            part
            for part in (entry.locus.label, entry.whose.label, entry.evidence)
            if part and part != entry.kind.label
        )
        away = icon_button("trash", _("Take it away"), small=True)
        away.clicked.connect(lambda: self.trash_wanted.emit(cause.cause_id))
        words = column(label(entry.kind.label, "body_strong"), caption(below, wrap=True), gap=0)
        line = row(words, away, gap=8, margins=(5, 5, 5, 5))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setAccessibleName(f"{entry.kind.label}, {below}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.edit_wanted.emit(self.cause.cause_id)
        elif event.key() == Qt.Key.Key_Delete:
            self.trash_wanted.emit(self.cause.cause_id)
        else:
            super().keyPressEvent(event)


class CausesPart(QWidget):
    """The causes of one incident.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What else to say.
    """

    undoable = Signal(str)
    toast = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._one: IncidentView | None = None
        self._lines = column(gap=0)
        self.empty = caption(
            _("Care comes first. When that is done: what made it happen? Often there is more than one."),
            wrap=True,
        )
        self.add = outlined_button(_("Add a cause…"), icon="plus", small=True)
        self.add.clicked.connect(lambda: self._open(None))
        self.question = LineField()
        self.keep_question = outlined_button(_("Ask it from now on"), small=True)
        self.keep_question.clicked.connect(self._keep_question)
        self.form = Form()
        self.form.add("text", _("Which question at the start would have caught it?"), self.question)
        self.form.add_part(row(self.keep_question, None))
        self.born = caption("", wrap=True)
        stack(
            self,
            section(_("Why it happened"), self.empty, box(self._lines), row(self.add, None)),
            self.form,
            self.born,
            gap=14,
        )

    def show_incident(self, one: IncidentView) -> None:
        """Show the causes of ``one``."""
        if self._one is None or self._one.incident_id != one.incident_id:
            self.question.clear()
        self._one = one
        found = causes(self._journal, one.incident_id)
        clear(self._lines)
        for cause in found:
            line = CauseLine(cause)
            line.edit_wanted.connect(self._open)
            line.trash_wanted.connect(self._trash)
            self._lines.addWidget(line)
        self.empty.setVisible(not found)
        self.form.setVisible(needs_question(self._journal, one.incident_id))
        self.form.clear_errors()
        born = questions_born(self._journal, one.incident_id)
        self.born.setText(_("Asked from now on: {questions}").format(questions="; ".join(born)))
        self.born.setVisible(bool(born))

    def _open(self, cause_id: int | None) -> None:
        if self._one is None:
            return
        dialog = CauseForm(self._journal, self._now, self._one.incident_id, cause_id=cause_id, parent=self)
        dialog.undoable.connect(self.undoable)
        dialog.open()

    def _trash(self, cause_id: int) -> None:
        trash_cause(self._journal, cause_id, now=self._now())
        self.undoable.emit(_("Cause taken away."))

    def _keep_question(self) -> None:
        if self._one is None:
            return
        origin = f"{self._one.client_name}, {formats.month_name(self._one.received_on)}"
        try:
            ask_from_now_on(self._journal, self._one, self.question.cleaned(), origin=origin)
        except InvalidEntryError as error:
            self.form.show_error(error)
            return
        self.question.clear()
        self.undoable.emit(_("The question is asked of every new client of this kind."))

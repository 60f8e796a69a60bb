"""The form of one thing to do: verb first, by what one sees that it is done, by when, and what it is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import CauseKind
from retention_journal.core.lessons import ActionKind
from retention_journal.i18n import _
from retention_journal.services.actions import ActionEntry, action, add_action, change_action, drop_action
from retention_journal.services.post_mortems import begin
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.segmented import Option, Segmented


class ActionForm(Dialog):
    """Writes down one thing to do after a loss, or changes it.

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
        loss_id: int | None = None,
        action_id: int | None = None,
    ) -> None:
        title, do = (_("Something to do"), _("Add")) if action_id is None else (_("Change it"), _("Save"))
        super().__init__(title, do, parent, width=560)
        self._journal, self._loss_id, self._action_id = journal, loss_id, action_id
        entry = ActionEntry("") if action_id is None else action(journal, action_id).entry
        self.text = LineField(entry.text, placeholder=_("Call every new contact in their first month"))
        self.done_when = LineField(entry.done_when, placeholder=_("Two calls with each are in the journal"))
        self.due = DateField(entry.due_on, lambda: now().date(), optional=True)
        self.kind = Segmented([Option(one, one.label) for one in ActionKind], entry.kind)
        causes = [(None, _("None in particular")), *((one, one.label) for one in CauseKind)]
        self.cause = Choice(causes, entry.cause_kind)
        form = self.use_form(Form())
        form.add("text", _("&What, beginning with a verb"), self.text)
        form.add("done_when", _("It is &done when"), self.done_when)
        form.add_row(("due_on", _("&By"), self.due, True), ("cause_kind", _("&Against"), self.cause, True))
        form.add("kind", _("What it is &for"), self.kind)
        self.text.setFocus()

    def submit(self) -> None:
        """Keep it.

        Raises:
            JournalError: It cannot be kept so.
        """
        if problem := self.due.problem():
            raise InvalidEntryError("due_on", problem)
        entry = ActionEntry(
            self.text.cleaned(), self.done_when.cleaned(), self.due.day(), self.kind.value(),
            self.cause.value(),
        )  # fmt: skip
        if self._action_id is not None:
            change_action(self._journal, self._action_id, entry)
            self.undoable.emit(_("It is changed."))
        elif self._loss_id is not None:
            with self._journal.change(_("Write down an action")):
                add_action(self._journal, entry, post_mortem_id=begin(self._journal, self._loss_id))
            self.undoable.emit(_("It is written down."))


class DropForm(Dialog):
    """Drops one thing to do, once it is said why.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, parent: QWidget, *, action_id: int) -> None:
        super().__init__(_("Drop it"), _("Drop it"), parent, width=520)
        self._journal, self._action_id = journal, action_id
        self.reason = TextField(lines=2)
        form = self.use_form(Form())
        form.add("drop_reason", _("&Why?"), self.reason, note=_("So that you need not think of it again."))
        self.reason.setFocus()

    def submit(self) -> None:
        """Drop it.

        Raises:
            JournalError: There is no reason.
        """
        drop_action(self._journal, self._action_id, self.reason.cleaned())
        self.undoable.emit(_("It is dropped."))

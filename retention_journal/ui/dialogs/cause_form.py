"""The form of a cause, of an incident or a loss: person or situation, whose, what shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.incidents import CauseKind, Controllable, Locus, Whose
from retention_journal.i18n import _
from retention_journal.services.causes import CauseEntry, add_cause, add_loss_cause, cause, change_cause
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.fields import Choice, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.segmented import Option, Segmented


class CauseForm(Dialog):
    """Notes or changes why something happened.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        incident_id: int | None = None,
        *,
        loss_id: int | None = None,
        cause_id: int | None = None,
        parent: QWidget,
    ) -> None:
        title, do = (_("Why it happened"), _("Add")) if cause_id is None else (_("Change a cause"), _("Save"))
        super().__init__(title, do, parent, width=560)
        self._journal, self._now = journal, now
        self._incident_id, self._loss_id, self._cause_id = incident_id, loss_id, cause_id
        entry = CauseEntry() if cause_id is None else cause(journal, cause_id).entry
        self.kind = Choice([(one, one.label) for one in CauseKind], entry.kind)
        self.evidence = TextField(entry.evidence, lines=2)
        self.locus = Segmented([Option(one, one.label) for one in Locus], entry.locus)
        self.whose = Segmented([Option(one, one.label) for one in Whose], entry.whose)
        self.controllable = OptionalSegmented([Option(one, one.label) for one in Controllable])
        self.controllable.set_value(entry.controllable)
        form = self.use_form(Form())
        form.add("kind", _("&What kind of cause"), self.kind)
        form.add("evidence", _("What s&hows it"), self.evidence, optional=True)
        form.add("locus", _("In the &person or in the situation"), self.locus)
        form.add("whose", _("On whose &side"), self.whose)
        form.add(
            "controllable", _("Could you have &done something about it?"), self.controllable, optional=True
        )
        self.kind.setFocus()

    def submit(self) -> None:
        """Keep it.

        Raises:
            JournalError: It cannot be kept so.
        """
        entry = CauseEntry(
            self.kind.value(), self.locus.value(), self.whose.value(), self.controllable.value(),
            self.evidence.cleaned(),
        )  # fmt: skip
        if self._cause_id is not None:
            change_cause(self._journal, self._cause_id, entry)
            self.undoable.emit(_("Cause changed."))
            return
        if self._incident_id is not None:
            add_cause(self._journal, self._incident_id, entry)
        elif self._loss_id is not None:
            add_loss_cause(self._journal, self._loss_id, entry)
        self.undoable.emit(_("Cause noted."))

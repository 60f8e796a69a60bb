"""Why a complaint is withdrawn or open again: a few words that stay with the step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core.incidents import IncidentState
from retention_journal.i18n import _
from retention_journal.services.incident_steps import step
from retention_journal.services.incidents import incident
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import caption, label


class ReasonForm(KeptDialog):
    """Withdraws a complaint, or opens it again, and asks why."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        incident_id: int,
        to: IncidentState,
        *,
        parent: QWidget,
    ) -> None:
        self._is_withdrawn = to is IncidentState.WITHDRAWN
        title = _("The client withdraws it") if self._is_withdrawn else _("Open it again")
        do = _("Withdraw it") if self._is_withdrawn else _("Open it again")
        super().__init__(title, do, parent, width=480)
        self._journal, self._now, self._id, self._to = journal, now, incident_id, to
        one = incident(journal, incident_id)
        self.reason = TextField(lines=2)
        form = self.use_form(Form())
        form.add_part(label(one.client_name, "body_strong", elide=True))
        form.add_part(caption(one.name, wrap=True))
        note = _("It stays in the journal, and counts in no light.")
        if not self._is_withdrawn:
            note = _("A new answer is owed from now; what was done before stays written down.")
        form.add("reason", _("&Why"), self.reason, note=note)
        self.keep_as(journal.path, f"complaint {to} {incident_id}")
        self.reason.setFocus()

    def submit(self) -> None:
        """Take the step.

        Raises:
            InvalidEntryError: There is no reason.
        """
        step(self._journal, self._id, self._to, now=self._now(), reason=self.reason.cleaned())
        self.drop_draft()
        self.undoable.emit(_("Withdrawn.") if self._is_withdrawn else _("Open again. An answer is owed."))

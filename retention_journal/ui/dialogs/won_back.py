"""A client comes back: on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.win_back import win_back
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import DateField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label


class WonBackDialog(Dialog):
    """Makes a lost or paused client a client again.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], client_id: int, name: str, *, parent: QWidget
    ) -> None:
        super().__init__(_("Client again"), _("Client again"), parent, width=440)
        self._journal, self._now, self._client, self._name = journal, now, client_id, name
        today = now().date()
        self.on = DateField(today, lambda: now().date(), optional=True, past=True)
        form = self.use_form(Form())
        form.add_part(label(name, "body_strong", elide=True))
        form.add("won_back_on", _("They came &back on"), self.on)
        form.field("won_back_on").set_note(_("What was written about the loss stays."))
        self.on.line.setFocus()

    def submit(self) -> None:
        """Write down that they are back.

        Raises:
            JournalError: The day cannot be.
        """
        if problem := self.on.problem():
            raise InvalidEntryError("won_back_on", problem)
        win_back(self._journal, self._client, self.on.day(), today=self._now().date())
        self.undoable.emit(_("{client} is a client again.").format(client=self._name))

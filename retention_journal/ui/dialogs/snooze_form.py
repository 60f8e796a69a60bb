"""Leaving a client off the nine o'clock list for a while: why, and until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.planned_calls import snooze
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import DateField, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label

_USUAL = timedelta(days=14)
_LONGEST = 500


class SnoozeForm(Dialog):
    """Asks for the reason and the last day without a call.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], *, client_id: int, name: str, parent: QWidget
    ) -> None:
        super().__init__(_("Not until…"), _("Leave off the list"), parent, width=480)
        self._journal, self._now, self._client_id, self._name = journal, now, client_id, name
        form = self.use_form(Form())
        form.add_part(label(name, "body_strong", elide=True))
        self.reason = LineField(longest=_LONGEST)
        self.until = DateField(self._today() + _USUAL, self._today)
        note = _("You see it again when they are back: “On leave”, “Waits for the budget”.")
        form.add("reason", _("&Why"), self.reason, note=note)
        form.add("until", _("No calls &until and with"), self.until)
        self.reason.setFocus()

    def submit(self) -> None:
        """Leave the client off the list.

        Raises:
            JournalError: It cannot be kept so.
        """
        if problem := self.until.problem():
            raise InvalidEntryError("until", problem)
        until = self.until.day() or self._today()
        snooze(self._journal, self._client_id, self.reason.cleaned(), until, today=self._today())
        back = formats.day_of_month(until + timedelta(days=1))
        self.undoable.emit(_("{name} may be called again from {day}.").format(name=self._name, day=back))

    def _today(self) -> date:
        return self._now().date()

"""Setting a call: with whom, which day, perhaps at which hour, and what about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.clients import client_names
from retention_journal.services.planned_calls import plan_call
from retention_journal.storage.journal import Journal
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dates_typed import time_typed
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import DateField, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label
from retention_journal.ui.toggles import TickBox

_LONGEST = 500


class SetCall(Dialog):
    """Sets a call for a day; that morning it leads the list.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        client_id: int | None = None,
        day: date | None = None,
        parent: QWidget,
    ) -> None:
        """Make the form.

        Args:
            journal: Where it is kept.
            now: The time.
            client_id: Whom to call; None asks.
            day: The day proposed; None is today.
            parent: The window it belongs to.
        """
        super().__init__(_("Set a call"), _("Set the call"), parent, width=520)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._names = client_names(journal)
        form = self.use_form(Form())
        self.client: ClientField | None = None
        if client_id is None:
            self.client = ClientField(self._names, may_add=False, parent=self)
            self.client.chosen.connect(lambda fit: self._take_client(fit.client.id, fit.client.name))
            self.client.line.textEdited.connect(lambda _text: self._forget_client())
            form.add("client_id", _("&Client"), self.client)
        else:
            form.add_part(label(self._client_name(), "body_strong", elide=True))
        self.day = DateField(day or self._today(), self._today)
        self.hour = LineField(longest=5)
        form.add_row(("due_at", _("&Day"), self.day), ("hour", _("&Hour"), self.hour, True))
        self.why = LineField(longest=_LONGEST)
        form.add("why", _("What &about"), self.why, optional=True)
        self.asked = TickBox(_("&They asked to be called"))
        form.add_part(self.asked)
        (self.client or self.day).setFocus()

    def submit(self) -> None:
        """Set the call.

        Raises:
            JournalError: It cannot be kept so.
        """
        if self._client_id is None:
            raise InvalidEntryError("client_id", _("Choose a client first."))
        due_at = self._due_at()
        plan_call(
            self._journal,
            self._client_id,
            due_at,
            now=self._now(),
            why=self.why.cleaned(),
            asked_by_client=self.asked.isChecked(),
        )
        day = formats.days_ahead(due_at.date(), self._today())
        self.undoable.emit(_("The call with {name} is set: {day}.").format(name=self._client_name(), day=day))

    def _due_at(self) -> datetime:
        if problem := self.day.problem():
            raise InvalidEntryError("due_at", problem)
        hour: time | None = time()
        if self.hour.cleaned():
            hour = time_typed(self.hour.cleaned())
        if hour is None:
            raise InvalidEntryError("hour", _("That is not a time. Write it like 09:05."))
        return datetime.combine(self.day.day() or self._today(), hour)

    def _client_name(self) -> str:
        return next((one.name for one in self._names if one.id == self._client_id), "")

    def _take_client(self, client_id: int, name: str) -> None:
        self._client_id = client_id
        if self.client is not None:
            self.client.line.setText(name)
        self.day.setFocus()

    def _forget_client(self) -> None:
        self._client_id = None

    def _today(self) -> date:
        return self._now().date()

"""Begins a report: for whom, and about which period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange, period_label
from retention_journal.i18n import _
from retention_journal.services.choices import Fit
from retention_journal.services.clients import client_names
from retention_journal.services.kept_reports import corrected
from retention_journal.services.report_sheet import offered_periods, usual_period
from retention_journal.storage.journal import Journal
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import Choice
from retention_journal.ui.form import Form


class NewReportDialog(Dialog):
    """Asks for a client and a period; nothing is written before the first words are.

    Signals:
        chosen: A client's id and the period, a ``DayRange``.
    """

    chosen = Signal(int, object)

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(_("New report"), _("Write it"), parent, width=520)
        self._journal, self._today = journal, now().date()
        self._client_id: int | None = None
        self.client = ClientField(client_names(journal), may_add=False, parent=self)
        offered: list[tuple[DayRange, str]] = [
            (one, period_label(one)) for one in offered_periods(self._today)
        ]
        self.period = Choice(offered)
        form = self.use_form(Form())
        form.add("client", _("&Client"), self.client)
        self._about = form.add("period", _("&Period"), self.period)
        self.period.currentIndexChanged.connect(lambda _at: self._tell())
        self.client.chosen.connect(self._take)
        self.client.line.textEdited.connect(self._forget)
        self.client.setFocus()

    def submit(self) -> None:
        if self._client_id is None:
            raise InvalidEntryError("client", _("Choose a client."))
        self.chosen.emit(self._client_id, self.period.value())

    def _take(self, fit: Fit) -> None:
        self._client_id = fit.client.id
        self.client.line.setText(fit.client.name)
        self.period.set_value(usual_period(self._journal, fit.client.id, self._today))
        self.period.setFocus()
        self._tell()

    def _forget(self, _text: str) -> None:
        self._client_id = None
        self._tell()

    def _tell(self) -> None:
        """Say where the report about this period was sent already: what was sent is only corrected."""
        note = ""
        sent = corrected(self._journal, self._client_id, self.period.value()) if self._client_id else None
        if sent is not None:
            told = _("No. {number} about it was sent on {day}. A new one corrects it, and says so.")
            note = told.format(number=sent.number, day=formats.day(sent.issued_on))
        self._about.set_note(note)

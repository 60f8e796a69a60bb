"""Notes what the client answered to a report."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from retention_journal.core.periods import period_label
from retention_journal.i18n import _
from retention_journal.services.status import ReportRow, answered
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form


class ReportAnswerDialog(Dialog):
    """The client's answer to one report, in the client's words; an empty one takes the answer back."""

    def __init__(self, journal: Journal, report: ReportRow, parent: QWidget) -> None:
        super().__init__(_("What the client answered"), _("Keep the answer"), parent, width=520)
        self._journal, self._report = journal, report
        form = self.use_form(Form())
        self.reply = TextField(report.client_reply, lines=4, people=True)
        form.add(
            "reply",
            _("Their &words about the report for {period}").format(period=period_label(report.period)),
            self.reply,
            note=_("As they said it. It is kept beside the report and never printed."),
        )
        self.reply.setFocus()

    def submit(self) -> None:
        answered(self._journal, self._report.report_id, self.reply.cleaned())

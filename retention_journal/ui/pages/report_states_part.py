"""How far a report has come: looked through by its sender, and corrected by a new one once it was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.periods import DayRange
from retention_journal.i18n import _
from retention_journal.services.kept_reports import ReportRow, mark_reviewed
from retention_journal.services.report_sheet import begin_correction
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.report_save import ReportSaveDialog
from retention_journal.ui.messages import show_error


class ReportStates(QObject):
    """Moves a report on.

    Signals:
        done: What was done, beside an Undo.
        refused: What is missing, an ``InvalidEntryError``.
    """

    done = Signal(str)
    refused = Signal(object)

    def __init__(self, journal: Journal, now: Callable[[], datetime], over: QWidget) -> None:
        super().__init__(over)
        self._journal, self._now, self._over = journal, now, over

    def look_through(self, client_id: int, period: DayRange) -> None:
        """Note that the report about ``period`` was looked through as it stands."""
        try:
            mark_reviewed(self._journal, client_id, period, self._now())
        except InvalidEntryError as error:
            self.refused.emit(error)
        except JournalError as error:
            show_error(error, self._over)
        else:
            self.done.emit(_("Looked through. It can be sent now."))

    def correct(self, sent: ReportRow) -> bool:
        """Begin a report that corrects ``sent``, with what that one said; say whether there is one now."""
        try:
            begin_correction(self._journal, sent)
        except JournalError as error:
            show_error(error, self._over)
            return False
        return True

    def ask_in(self, dialog: ReportSaveDialog) -> None:
        """Ask in the dialog that saves a draft whether it was looked through: saving it says so."""
        dialog.note.setText(_("Have you looked it through?"))
        dialog.do_button.setText(_("Looked through and save"))

"""A report on paper, from the preview and from the archive: what was sent, or at least looked through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from retention_journal.core.errors import JournalError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange
from retention_journal.i18n import _
from retention_journal.services import kept_reports, report_files
from retention_journal.services.kept_reports import ReportRow
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import Page, action
from retention_journal.ui.paper_printing import PaperPrinting
from retention_journal.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog

#: What is on the page: whose report, about when, and the one that was sent or None for a draft.
Shown = tuple[int, DayRange, ReportRow | None]


class ReportOnPaper(QObject):
    """Prints the very bytes that are shown or were sent; the page's toast tells when it is done."""

    def __init__(self, journal: JournalReader, tasks: Tasks, page: Page) -> None:
        super().__init__(page)
        self._journal, self._page = journal, page
        self._printing = PaperPrinting(tasks, self)
        self._printing.said.connect(page.toast)

    def command(self, shown: Callable[[], Shown | None], pages: Callable[[], bytes]) -> QAction:
        """Return the command that prints what a preview shows.

        Args:
            shown: What it shows; None for nothing.
            pages: Its file as it is shown.
        """

        def print_shown() -> None:
            self.print_shown(shown(), pages())

        return action(self._page, _("&Print…"), print_shown, "Ctrl+P", icon="print")

    def print_shown(self, shown: Shown | None, pdf: bytes) -> QPrintDialog | None:
        """Ask for a printer for what a preview shows; a draft nobody has looked through is refused."""
        if shown is None or not pdf:
            return None
        client_id, period, sent = shown
        row = sent or self._looked_through(client_id, period)
        if row is None:
            self._page.toast.emit(_("This is still a draft. Look it through first, then it can be printed."))
            return None
        return self._ask(pdf, row)

    def print_kept(self, row: ReportRow) -> QPrintDialog | None:
        """Ask for a printer for a report of the archive."""
        try:
            return self._ask(kept_reports.report_pdf(self._journal, row.report_id), row)
        except JournalError as error:
            show_error(error, self._page)
            return None

    def _looked_through(self, client_id: int, period: DayRange) -> ReportRow | None:
        return next(
            (
                row
                for row in kept_reports.reports(self._journal, client_id)
                if row.period == period and row.state is ReportState.REVIEWED
            ),
            None,
        )

    def _ask(self, pdf: bytes, row: ReportRow) -> QPrintDialog | None:
        name = report_files.file_name(row.client, row.period, row.language)
        try:
            return self._printing.ask(pdf, name.removesuffix(report_files.ENDING), self._page.window())
        except JournalError as error:
            show_error(error, self._page)
            return None

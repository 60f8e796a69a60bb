"""The pages in the middle of the preview: as they are being written, or exactly as they were sent."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from retention_journal.core.errors import JournalError
from retention_journal.services import kept_reports
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_choices import as_written
from retention_journal.services.report_sheet import ReportSheet, printed_again
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.report_printing import Print, ReportPrinting
from retention_journal.ui.pages.report_words import ReportWordsPane
from retention_journal.ui.pdf_view import PdfView


class ReportShowing(QObject):
    """Shows the pages of one report in ``view``, with what stands in ``words``."""

    def __init__(
        self, journal: JournalReader, printing: ReportPrinting, words: ReportWordsPane, view: PdfView
    ) -> None:
        super().__init__(view)
        self._journal, self._printing, self._words, self._view = journal, printing, words, view
        self._sent: ReportRow | None = None
        printing.printed.connect(self._show)

    def show_sent(self, sent: ReportRow) -> None:
        """Show a report that was sent: its file, or where that is not kept what it said."""
        self._sent = sent
        if sent.has_pdf:
            self._printing.forget()
            try:
                self._view.show_pdf(kept_reports.report_pdf(self._journal, sent.report_id))
            except JournalError as error:
                self._view.show_pdf(b"")
                show_error(error, self._view)
        else:
            self._printing.show(printed_again(self._journal, sent))

    def show_draft(self, client_id: int, sheet: ReportSheet) -> None:
        """Show a report with what is being written, without gathering it anew."""
        self._sent = None
        is_draft = sheet.report.draft or self._words.has_unkept()
        written = as_written(
            self._journal,
            client_id,
            replace(sheet.report, draft=is_draft),
            sheet.offered,
            words=self._words.words(),
            content=self._words.chosen.content(),
            reasons=self._words.chosen.reasons(),
        )
        self._printing.show(written)

    def _show(self, printed: Print) -> None:
        if self._sent is None or not self._sent.has_pdf:
            self._view.show_pdf(printed.printed.pdf)

"""How Insights becomes a PDF: where it goes is asked, then it is written; from there it is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal import i18n
from retention_journal.core.errors import JournalError
from retention_journal.core.insights import Insights
from retention_journal.core.insights_page import InsightsPage, insights_page
from retention_journal.i18n import _
from retention_journal.reports.insights_page import CHART_WIDTH, print_insights
from retention_journal.services import report_files
from retention_journal.services.business import own_business
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.last_folders import keep_folder, last_folder
from retention_journal.ui.messages import show_error

#: Where the folder is remembered that it was last saved in.
_KEPT = "insights"


class InsightsPrinting(QObject):
    """Saves Insights as PDFs for the window ``over``.

    Signals:
        saved: The path it was written to.
    """

    saved = Signal(object)

    def __init__(self, journal: JournalReader, over: QWidget) -> None:
        super().__init__(over)
        self._journal, self._over = journal, over

    def suggested_path(self, found: Insights) -> Path:
        """Return where it would be saved: in the folder used last, or Documents, or the home folder."""
        name = report_files.fit_name(
            _("{client} – Insights {day}"), own_business(self._journal).name, day=found.today.isoformat()
        )
        return last_folder(_KEPT, self._journal.path) / name

    def ask_where(self, found: Insights) -> None:
        """Ask where it goes, and write it there."""
        suggested = str(self.suggested_path(found))
        dialog = QFileDialog(self._over, _("Print or save as PDF"), suggested, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(lambda name: self.write(found, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def page(self, found: Insights) -> InsightsPage:
        """Return what would be printed."""
        own = own_business(self._journal)
        return insights_page(
            found,
            firm=own.name or own.person,
            brand_colour=own.brand_colour,
            language=i18n.language(),
            width=CHART_WIDTH,
        )

    def write(self, found: Insights, path: Path) -> None:
        """Write it to ``path``, whole or not at all."""
        if path.suffix.casefold() != report_files.ENDING:
            path = path.with_name(path.name + report_files.ENDING)
        try:
            report_files.write_file(print_insights(self.page(found)), path)
        except JournalError as error:
            show_error(error, self._over, retry=lambda: self.ask_where(found))
            return
        keep_folder(_KEPT, self._journal.path, path.parent)
        self.saved.emit(path)


def open_file(path: Path, said: Callable[[str], object]) -> None:
    """Open a file in the program that shows it, where it can be printed; where none does, say so."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        said(
            _("No program on this computer opens PDFs. The file is in {folder}.").format(
                folder=path.parent.name
            )
        )

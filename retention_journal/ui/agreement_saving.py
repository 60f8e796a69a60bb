"""How an agreement becomes a page to sign: where the PDF goes is asked, then it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal import paths
from retention_journal.core.agreed_page import AgreedPage
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.reports.agreement_page import print_agreement
from retention_journal.services import report_files
from retention_journal.services.agreement_pdf import file_name, held_page
from retention_journal.storage.journal import Journal
from retention_journal.ui.messages import show_error
from retention_journal.ui.state import remember, remembered

#: Where the folder is remembered that the last agreement was saved in.
_KEPT, _FOLDER = "agreement", "folder"


class AgreementSaving(QObject):
    """Saves agreements as PDFs for the window ``over``.

    Signals:
        said: Something to say in a toast.
    """

    said = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime], over: QWidget) -> None:
        super().__init__(over)
        self._journal, self._now, self._over = journal, now, over

    def save(self, client_id: int) -> None:
        """Ask where the agreement that holds goes, and write it there."""
        try:
            page = held_page(self._journal, client_id, self._now().date())
        except JournalError as error:
            show_error(error, self._over)
            return
        self.save_page(page)

    def suggested_path(self, page: AgreedPage) -> Path:
        """Return where an agreement would be saved, under a name in its language.

        The folder is the one used last, or Documents, or where neither is there the home folder.
        """
        kept = remembered(_KEPT).get(_FOLDER)
        known = [Path(kept)] if isinstance(kept, str) and kept else []
        folder = next((one for one in (*known, paths.documents()) if one.is_dir()), Path.home())
        return folder / file_name(page)

    def save_page(self, page: AgreedPage) -> None:
        """Ask where ``page`` goes, and write it there."""
        suggested = str(self.suggested_path(page))
        dialog = QFileDialog(self._over, _("Save PDF"), suggested, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(lambda name: self.write(page, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, page: AgreedPage, path: Path) -> None:
        """Write ``page`` to ``path``, whole or not at all."""
        if path.suffix.casefold() != report_files.ENDING:
            path = path.with_name(path.name + report_files.ENDING)
        try:
            report_files.write_file(print_agreement(page), path)
        except JournalError as error:
            show_error(error, self._over, retry=lambda: self.save_page(page))
            return
        remember(_KEPT, {_FOLDER: str(path.parent)})
        self.said.emit(_("Agreement saved in {folder}.").format(folder=path.parent.name))

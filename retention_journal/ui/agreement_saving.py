"""How an agreement becomes a page to sign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from retention_journal.core.agreed_page import AgreedPage
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.reports.agreement_page import print_agreement
from retention_journal.services.agreement_pdf import file_name, held_page
from retention_journal.storage.journal import Journal
from retention_journal.ui.messages import show_error
from retention_journal.ui.pdf_saving import PdfSaving, Sheet


class AgreementSaving(PdfSaving):
    """Saves agreements as PDFs."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], over: QWidget) -> None:
        super().__init__(over, "agreement", journal.path)
        self._journal, self._now = journal, now

    def save(self, client_id: int) -> None:
        """Ask where the agreement that holds goes, and write it there."""
        try:
            page = held_page(self._journal, client_id, self._now().date())
        except JournalError as error:
            show_error(error, self._over)
            return
        self.save_page(page)

    def suggested_path(self, page: AgreedPage) -> Path:
        """Return where an agreement would be saved, under a name in its language."""
        return self.suggested(file_name(page))

    def save_page(self, page: AgreedPage) -> None:
        """Ask where ``page`` goes, and write it there."""
        self.ask(_sheet(page))

    def write(self, page: AgreedPage, path: Path) -> None:
        """Write ``page`` to ``path``, whole or not at all."""
        self.put(_sheet(page), path)


def _sheet(page: AgreedPage) -> Sheet:
    return Sheet(file_name(page), lambda: print_agreement(page), _("Agreement saved in {folder}."))

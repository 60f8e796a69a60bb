"""How a sheet of lessons becomes a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from retention_journal.core.lesson_sheet import LessonSheet
from retention_journal.i18n import _
from retention_journal.reports.lesson_page import print_lessons
from retention_journal.services.lesson_sheet import file_name
from retention_journal.ui.pdf_saving import PdfSaving, Sheet


class LessonSaving(PdfSaving):
    """Saves sheets of lessons as PDFs."""

    def __init__(self, over: QWidget, journal: Path) -> None:
        super().__init__(over, "lesson_sheet", journal)

    def suggested_path(self, sheet: LessonSheet) -> Path:
        """Return where a sheet would be saved."""
        return self.suggested(file_name(sheet))

    def save(self, sheet: LessonSheet) -> None:
        """Ask where ``sheet`` goes, and write it there."""
        self.ask(_sheet(sheet))

    def write(self, sheet: LessonSheet, path: Path) -> None:
        """Write ``sheet`` to ``path``, whole or not at all."""
        self.put(_sheet(sheet), path)


def _sheet(sheet: LessonSheet) -> Sheet:
    return Sheet(file_name(sheet), lambda: print_lessons(sheet), _("Lesson sheet saved in {folder}."))

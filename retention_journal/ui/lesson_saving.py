"""How a sheet of lessons becomes a PDF: where it goes is asked, then it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal import paths
from retention_journal.core.errors import JournalError
from retention_journal.core.lesson_sheet import LessonSheet
from retention_journal.i18n import _
from retention_journal.reports.lesson_page import print_lessons
from retention_journal.services import report_files
from retention_journal.services.lesson_sheet import file_name
from retention_journal.ui.messages import show_error
from retention_journal.ui.state import remember, remembered

#: Where the folder is remembered that the last sheet was saved in.
_KEPT, _FOLDER = "lesson_sheet", "folder"


class LessonSaving(QObject):
    """Saves sheets of lessons as PDFs for the window ``over``.

    Signals:
        said: Something to say in a toast.
    """

    said = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over

    def suggested_path(self, sheet: LessonSheet) -> Path:
        """Return where a sheet would be saved: in the folder used last, or Documents, or home."""
        kept = remembered(_KEPT).get(_FOLDER)
        known = [Path(kept)] if isinstance(kept, str) and kept else []
        folder = next((one for one in (*known, paths.documents()) if one.is_dir()), Path.home())
        return folder / file_name(sheet)

    def save(self, sheet: LessonSheet) -> None:
        """Ask where ``sheet`` goes, and write it there."""
        suggested = str(self.suggested_path(sheet))
        dialog = QFileDialog(self._over, _("Save PDF"), suggested, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(lambda name: self.write(sheet, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, sheet: LessonSheet, path: Path) -> None:
        """Write ``sheet`` to ``path``, whole or not at all."""
        if path.suffix.casefold() != report_files.ENDING:
            path = path.with_name(path.name + report_files.ENDING)
        try:
            report_files.write_file(print_lessons(sheet), path)
        except JournalError as error:
            show_error(error, self._over, retry=lambda: self.save(sheet))
            return
        remember(_KEPT, {_FOLDER: str(path.parent)})
        self.said.emit(_("Lesson sheet saved in {folder}.").format(folder=path.parent.name))

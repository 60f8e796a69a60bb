"""How one page becomes a PDF: where it goes is asked, then it is written, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal import paths
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services import report_files
from retention_journal.ui.last_folders import keep_folder, last_folder
from retention_journal.ui.messages import show_error


@dataclass(frozen=True)
class Sheet:
    """What is saved.

    Attributes:
        name: Of the file that is offered.
        printed: Makes the bytes.
        told: What to say of it, with ``{folder}``.
    """

    name: str
    printed: Callable[[], bytes]
    told: str


class PdfSaving(QObject):
    """Saves sheets of one kind as PDFs for the window ``over``.

    Signals:
        said: Something to say in a toast.
    """

    said = Signal(str)

    def __init__(self, over: QWidget, kept: str = "", journal: Path | None = None) -> None:
        """Make it; the folder used last with ``journal`` is remembered as ``kept``, else none is."""
        super().__init__(over)
        self._over, self._kept, self._kept_with = over, kept, journal

    def suggested(self, name: str) -> Path:
        """Return where a file would be saved: in the folder used last, or Documents, or home."""
        folder = paths.documents() if self._kept_with is None else last_folder(self._kept, self._kept_with)
        return (folder if folder.is_dir() else Path.home()) / name

    def ask(self, sheet: Sheet) -> None:
        """Ask where ``sheet`` goes, and write it there."""
        suggested = str(self.suggested(sheet.name))
        dialog = QFileDialog(self._over, _("Save PDF"), suggested, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(lambda name: self.put(sheet, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def put(self, sheet: Sheet, path: Path) -> None:
        """Write ``sheet`` to ``path``, whole or not at all."""
        if path.suffix.casefold() != report_files.ENDING:
            path = path.with_name(path.name + report_files.ENDING)
        try:
            report_files.write_file(sheet.printed(), path)
        except JournalError as error:
            show_error(error, self._over, retry=lambda: self.ask(sheet))
            return
        if self._kept_with is not None:
            keep_folder(self._kept, self._kept_with, path.parent)
        self.said.emit(sheet.told.format(folder=path.parent.name))

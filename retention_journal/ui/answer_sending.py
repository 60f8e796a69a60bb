"""How an answer leaves: copied, as an e-mail draft, or printed on a page. Nothing opens by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.reports.answer_page import print_answer
from retention_journal.services import report_files
from retention_journal.services.incident_answer import (
    answer_page,
    answer_text,
    mail_name,
    mail_of,
    pdf_name,
)
from retention_journal.services.incidents import IncidentView
from retention_journal.services.report_mail import MAIL_ENDING, draft, write_draft
from retention_journal.storage.journal import Journal
from retention_journal.ui.draft_opening import open_here
from retention_journal.ui.last_folders import keep_folder, last_folder
from retention_journal.ui.messages import show_error

#: Where the folder is remembered that the last answer was saved in.
_KEPT = "answer"


class AnswerSending(QObject):
    """Lets an answer leave, for the step ``over``.

    Signals:
        said: Something to say in a toast.
        saved: The draft that was saved, to be opened where that is asked for.
    """

    said = Signal(str)
    saved = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime], over: QWidget) -> None:
        super().__init__(over)
        self._journal, self._now, self._over = journal, now, over

    def copy(self, one: IncidentView) -> None:
        """Put the answer on the clipboard."""
        page = answer_page(self._journal, one, now=self._now())
        QGuiApplication.clipboard().setText(answer_text(page))
        self.said.emit(_("The answer is copied."))

    def ask_for_draft(self, one: IncidentView) -> None:
        """Ask where the draft goes, and write it there."""
        name = mail_name(one, answer_page(self._journal, one, now=self._now()))
        self._ask(
            _("Save e-mail draft"), name, _("E-mail (*.eml)"), "eml", lambda path: self.write_draft(one, path)
        )

    def ask_for_pdf(self, one: IncidentView) -> None:
        """Ask where the page goes, and write it there."""
        name = pdf_name(one, answer_page(self._journal, one, now=self._now()))
        self._ask(_("Save PDF"), name, _("PDF (*.pdf)"), "pdf", lambda path: self.write_pdf(one, path))

    def write_draft(self, one: IncidentView, path: Path) -> None:
        """Write the answer as an e-mail draft to ``path``."""
        path = _with(path, MAIL_ENDING)
        mail = mail_of(self._journal, one, now=self._now())
        if self._write(lambda: write_draft(draft(mail), path), path, lambda: self.ask_for_draft(one)):
            self.said.emit(_("Draft saved in {folder}. Open it to send it.").format(folder=path.parent.name))
            self.saved.emit(str(path))

    def write_pdf(self, one: IncidentView, path: Path) -> None:
        """Write the answer as a page to ``path``."""
        path = _with(path, report_files.ENDING)
        page = answer_page(self._journal, one, now=self._now())
        if self._write(
            lambda: report_files.write_file(print_answer(page), path), path, lambda: self.ask_for_pdf(one)
        ):
            self.said.emit(_("Answer saved in {folder}.").format(folder=path.parent.name))

    def open_file(self, path: str) -> None:
        """Open a draft in the mail program, because it was asked for."""
        if not open_here(QUrl.fromLocalFile(path)):
            self.said.emit(_("No program here opens it. The draft is in {folder}.").format(
                folder=Path(path).parent.name
            ))  # fmt: skip

    def suggested(self, name: str) -> Path:
        """Return where a file would be saved: in the folder used last, in Documents, or at home."""
        return last_folder(_KEPT, self._journal.path) / name

    def _ask(self, title: str, name: str, kinds: str, ending: str, done: Callable[[Path], object]) -> None:
        suggested = str(self.suggested(name))
        dialog = QFileDialog(self._over, title, suggested, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, write: Callable[[], object], path: Path, again: Callable[[], object]) -> bool:
        try:
            write()
        except JournalError as error:
            show_error(error, self._over, retry=again)
            return False
        keep_folder(_KEPT, self._journal.path, path.parent)
        return True


def _with(path: Path, ending: str) -> Path:
    return path if path.suffix.casefold() == ending else path.with_name(path.name + ending)

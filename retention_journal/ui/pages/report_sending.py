"""How a report leaves: the PDF is saved, the report kept as sent, the e-mail begun in the mail program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal import paths
from retention_journal.core.errors import JournalError
from retention_journal.core.report import StatusReport
from retention_journal.i18n import _
from retention_journal.services import report_files, status
from retention_journal.services.report_sheet import printed_again
from retention_journal.services.status import ReportRow
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.report_printing import Print, ReportPrinting

#: Where the folder is remembered that the last report was saved in.
FOLDER_KEY = "reports.folder"


def mail_url(mail: report_files.Mail) -> QUrl:
    """Return the address that begins ``mail`` in the person's mail program."""

    def quoted(text: str, kept: bytes = b"") -> str:
        return bytes(QUrl.toPercentEncoding(text, kept).data()).decode("ascii")

    body = quoted(mail.body.replace("\n", "\r\n"))
    return QUrl(f"mailto:{quoted(mail.to, b'@')}?subject={quoted(mail.subject)}&body={body}")


class ReportSending(QObject):
    """Saves reports and begins e-mails for the page ``over``.

    Signals:
        sent: A report was saved and kept as sent: its id.
        said: Something to say in a toast.
        done: Something to say that can be undone.
    """

    sent = Signal(int)
    said = Signal(str)
    done = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        settings: SettingsFile,
        printing: ReportPrinting,
        open_url: Callable[[QUrl], bool],
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._journal, self._now, self._settings = journal, now, settings
        self._printing, self._open_url, self._over = printing, open_url, over
        self._retry: Callable[[], object] | None = None
        self._mail_after = False
        self._places: dict[int, Path] = {}  # where reports were saved since the program started

    def suggested_path(self, report: StatusReport) -> Path:
        """Return where a report would be saved, under a name in its language.

        The folder is the one used last, or Documents, or where neither is there the home folder.
        """
        kept = self._settings.view(FOLDER_KEY)
        known = [Path(kept)] if isinstance(kept, str) and kept else []
        likely = (*known, paths.documents())
        folder = next((one for one in likely if one.is_dir()), Path.home())
        return folder / report_files.file_name(report.client, report.period, report.language)

    def ask_where(self, report: StatusReport, save_to: Callable[[Path], object]) -> None:
        """Ask where the file goes and tell ``save_to``."""
        self._retry = lambda: self.ask_where(report, save_to)
        suggested = str(self.suggested_path(report))
        dialog = QFileDialog(self._over, _("Save PDF"), suggested, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(lambda name: save_to(Path(name)))
        dialog.rejected.connect(self._given_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def send(self, client_id: int, report: StatusReport, path: Path) -> None:
        """Print ``report`` to ``path`` and keep it as sent."""
        self._print(report, lambda made: self._sent(client_id, made, _with_ending(path)))

    def copy(self, report: ReportRow, path: Path) -> None:
        """Write a report that was sent to ``path``, as it was sent."""
        path = _with_ending(path)
        if report.has_pdf:
            self._copied(status.report_pdf(self._journal, report.report_id), path, report)
        else:
            again = printed_again(self._journal, report)
            self._print(again, lambda made: self._copied(made.printed.pdf, path, report))

    def place_of(self, report_id: int) -> Path | None:
        """Return where a report was saved since the program started and still lies, or None."""
        path = self._places.get(report_id)
        return path if path is not None and path.exists() else None

    def mail_when_saved(self) -> None:
        """Begin the e-mail as soon as the file is saved; giving up saving gives it up too."""
        self._mail_after = True

    def mail(self, report: ReportRow, path: Path) -> None:
        """Begin the e-mail for ``report`` and open the folder of its file ``path``."""
        self._mail_after = False
        mail = report_files.mail(
            self._journal, report.client_id, report.period, report.language, today=self._now().date()
        )
        opened = self._open_url(mail_url(mail))
        self._open_url(QUrl.fromLocalFile(str(path.parent)))
        if opened:
            self.said.emit(_("Drag the PDF into the message."))
        else:
            self.said.emit(
                _("No mail program answered. The PDF is in {folder}.").format(folder=path.parent.name)
            )

    def _print(self, report: StatusReport, done: Callable[[Print], object]) -> None:
        TaskDialog(self._printing.once(report, done), _("Printing the report"), self._over)

    def _sent(self, client_id: int, made: Print, path: Path) -> None:
        report = made.report
        try:
            kept = report_files.send(
                self._journal, client_id, report, pdf=made.printed.pdf, path=path, now=self._now()
            )
        except JournalError as error:
            self._failed(error)
            return
        self._remember(kept, path)
        self.sent.emit(kept)
        text = _("Report {period} for {client} saved and kept.")
        self.done.emit(text.format(period=report.period_label, client=report.client))
        self._mail_if_wanted(kept, client_id, path)

    def _copied(self, pdf: bytes, path: Path, report: ReportRow) -> None:
        try:
            report_files.write_file(pdf, path)
        except JournalError as error:
            self._failed(error)
            return
        self._remember(report.report_id, path)
        self.said.emit(_("Copy saved in {folder}.").format(folder=path.parent.name))
        self._mail_if_wanted(report.report_id, report.client_id, path)

    def _mail_if_wanted(self, report_id: int, client_id: int, path: Path) -> None:
        if self._mail_after:
            rows = status.reports(self._journal, client_id)
            self.mail(next(one for one in rows if one.report_id == report_id), path)

    def _remember(self, report_id: int, path: Path) -> None:
        self._places[report_id] = path
        self._settings.keep_view(FOLDER_KEY, str(path.parent))

    def _failed(self, error: JournalError) -> None:
        self._mail_after = False
        show_error(error, self._over, retry=self._retry)

    def _given_up(self) -> None:
        self._mail_after = False


def _with_ending(path: Path) -> Path:
    is_pdf = path.suffix.casefold() == report_files.ENDING
    return path if is_pdf else path.with_name(path.name + report_files.ENDING)

"""How a report leaves: the PDF is saved, the report kept as sent, the e-mail begun in the mail program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Unpack

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.periods import period_within
from retention_journal.core.report import StatusReport
from retention_journal.i18n import _
from retention_journal.reports.locking import lock
from retention_journal.services import kept_reports, report_files
from retention_journal.services.frozen_reports import report_as_sent
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_data import figures, figures_path
from retention_journal.services.report_files import FileKind, Noted, Outgoing
from retention_journal.services.report_sheet import printed_again
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.dialogs.report_save import ReportSaveDialog, SaveChoice
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.report_folders import FOLDER_KEY, ReportFolders
from retention_journal.ui.pages.report_mailing import ReportMailing, mail_url
from retention_journal.ui.pages.report_printing import Print, ReportPrinting

__all__ = ["FOLDER_KEY", "ReportSending", "SaveChoice", "mail_url"]

#: Whether the figures were wanted the last time.
_FIGURES_KEY = "reports.figures"
_OPEN = SaveChoice()


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
        self._printing, self._over = printing, over
        self._folders = ReportFolders(journal)
        self._mailing = ReportMailing(journal, now, open_url)
        self._retry: Callable[[Path], object] | None = None
        self._mail_after = self._is_asking = False

    def suggested_path(self, client_id: int, report: StatusReport, sent: ReportRow | None = None) -> Path:
        """Return where a report would be saved, under a name in its language that replaces nothing else."""
        return self._folders.suggested(client_id, report, sent)

    def ask_where(
        self,
        client_id: int,
        report: StatusReport,
        save_to: Callable[[Path, SaveChoice], object],
        sent: ReportRow | None = None,
        at: Path | None = None,
    ) -> None:
        """Ask where the file goes and how, and tell ``save_to``; after a failure it is asked again.

        Args:
            client_id: Whose report.
            report: What is saved.
            save_to: Told the place and how.
            sent: The report as it was sent, where this is a copy of it.
            at: The place offered; the client's own unless told.
        """
        self._mail_after = False
        self._retry = lambda tried: self.ask_where(client_id, report, save_to, sent, tried)
        dialog = ReportSaveDialog(
            at or self.suggested_path(client_id, report, sent),
            self._over,
            is_copy=sent is not None,
            has_figures=sent is None or report_as_sent(self._journal, sent.report_id) is not None,
            with_figures=self._settings.view(_FIGURES_KEY) is True,
            known=(report.client, report.prepared_for, report.issuer.name, report.issuer.person),
        )
        dialog.chosen.connect(save_to)
        dialog.rejected.connect(self._given_up)
        dialog.finished.connect(self._asked)
        dialog.open()
        self._is_asking = True

    def send(
        self,
        client_id: int,
        report: StatusReport,
        path: Path,
        choice: SaveChoice = _OPEN,
        **noted: Unpack[Noted],
    ) -> None:
        """Print ``report`` to ``path`` and keep it as sent; ``noted`` is what the journal notes besides."""
        path = _with_ending(path)

        def keep(made: Print, files: list[Outgoing]) -> int:
            return report_files.send(
                self._journal, client_id, report, pdf=made.printed.pdf, path=path, now=self._now(),
                files=files, **noted,
            )  # fmt: skip

        self._print(report, lambda made: self._sent(client_id, made, path, choice, keep))

    def copy(self, report: ReportRow, path: Path, choice: SaveChoice = _OPEN) -> None:
        """Write a report that was sent to ``path``, as it was sent."""
        path = _with_ending(path)
        if not report.has_pdf:
            again = printed_again(self._journal, report)
            self._print(again, lambda made: self._copied(made.printed.pdf, path, report, choice))
            return
        try:
            pdf = kept_reports.report_pdf(self._journal, report.report_id)
        except JournalError as error:
            self._failed(error, path)
            return
        self._copied(pdf, path, report, choice)

    def place_of(self, report_id: int) -> Path | None:
        """Return where a report was saved since the program started and still lies as it was, or None."""
        return self._mailing.place_of(report_id)

    def mail_when_saved(self) -> None:
        """Begin the e-mail once the file is saved that is asked for; giving up saving gives it up too."""
        self._mail_after = self._is_asking

    def mail(self, report: ReportRow, path: Path) -> None:
        """Begin the e-mail for ``report``, with its file ``path`` in it, in the person's mail program."""
        self._mail_after = False
        self.said.emit(self._mailing.begin(report, path))

    def _print(self, report: StatusReport, done: Callable[[Print], object]) -> None:
        """Print ``report`` for ``done``; one that was asked to stop meanwhile goes nowhere."""
        task = self._printing.once(
            report, lambda made: self._given_up() if task.asked_to_stop().is_set() else done(made)
        )
        task.failed.connect(lambda _error: self._given_up())
        TaskDialog(task, _("Printing the report"), self._over)

    def _sent(
        self,
        client_id: int,
        made: Print,
        path: Path,
        choice: SaveChoice,
        keep: Callable[[Print, list[Outgoing]], int],
    ) -> None:
        report = made.report
        try:
            files = _files(made.printed.pdf, path, report, choice)
            kept = keep(made, files)
        except JournalError as error:
            self._failed(error, path)
            return
        self._remember(kept, client_id, files, choice)
        self.sent.emit(kept)
        text = _("Report {period} for {client} saved and kept. Undo leaves the file where it is.")
        self.done.emit(text.format(period=period_within(report.period), client=report.client))
        self._mail_if_wanted(kept, client_id, path)

    def _copied(self, pdf: bytes, path: Path, report: ReportRow, choice: SaveChoice) -> None:
        as_sent = report_as_sent(self._journal, report.report_id) if choice.with_figures else None
        files = _files(pdf, path, as_sent, choice)
        try:
            report_files.write_files(files)
        except JournalError as error:
            self._failed(error, path)
            return
        self._remember(report.report_id, report.client_id, files, choice)
        self.said.emit(_("Copy saved in {folder}.").format(folder=path.parent.name))
        self._mail_if_wanted(report.report_id, report.client_id, path)

    def _mail_if_wanted(self, report_id: int, client_id: int, path: Path) -> None:
        if self._mail_after:
            rows = kept_reports.reports(self._journal, client_id)
            self.mail(next(one for one in rows if one.report_id == report_id), path)

    def _remember(self, report_id: int, client_id: int, files: list[Outgoing], choice: SaveChoice) -> None:
        self._mailing.saved(report_id, files)
        self._folders.saved(client_id, files[0].path)
        self._settings.keep_view(_FIGURES_KEY, choice.with_figures)

    def _failed(self, error: JournalError, path: Path) -> None:
        again, mail_after = self._retry, self._mail_after
        self._mail_after = False

        def retry() -> None:
            if again is not None:
                again(path)
                self._mail_after = mail_after

        show_error(error, self._over, retry=retry if again is not None else None)

    def _asked(self) -> None:
        self._is_asking = False

    def _given_up(self) -> None:
        self._mail_after = False


def _files(pdf: bytes, path: Path, report: StatusReport | None, choice: SaveChoice) -> list[Outgoing]:
    """Return what is written: the PDF, locked where that is wanted, and the figures of ``report``."""
    files = [Outgoing(path, lock(pdf, choice.password) if choice.password else pdf)]
    if choice.with_figures and report is not None:
        files.append(Outgoing(figures_path(path), figures(report), FileKind.FIGURES))
    return files


def _with_ending(path: Path) -> Path:
    is_pdf = path.suffix.casefold() == report_files.ENDING
    return path if is_pdf else path.with_name(path.name + report_files.ENDING)

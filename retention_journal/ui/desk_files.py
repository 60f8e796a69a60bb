"""What a person does with whole files: bring clients in, write everything out, keep copies, open another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.services.backups import Backup, backups, make_backup, make_daily_backup
from retention_journal.services.business import own_business
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.main_window import MainWindow
from retention_journal.ui.messages import show_error
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.wishes import listen

if TYPE_CHECKING:
    from retention_journal.ui.dialogs.import_hours import ImportHours

#: How the names of files of clients end.
_CLIENT_FILES = frozenset({".csv", ".txt", ".tsv", ".vcf", ".vcard"})
_JOURNAL_FILE = ".rjournal"
_LOOKED_INTO = 5_000_000  # bytes that are read at once, without a wait


class FilesDesk(MainWindow):
    """The part of the desk that deals in files.

    Signals:
        open_wanted: Open the journal at this path instead.
    """

    open_wanted = Signal(object)

    def __init__(self, journal: Journal, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__(journal, settings, now)
        self.tasks = Tasks(self, on_error=lambda error: show_error(error, self))
        self.setAcceptDrops(True)
        self.sidebar.status.wanted.connect(self.show_backups)

    def bring_in(self, path: Path) -> None:
        """Take clients in from the file at ``path``, or hours where it holds those."""
        from retention_journal.ui.dialogs.import_clients import ImportClients

        if _holds_hours(path):
            self.import_hours().take_file(path)
            return
        dialog = ImportClients(self.journal, self.now, tasks=self.tasks, parent=self)
        listen(self, dialog).open()
        dialog.take_file(path)

    def choose_clients(self) -> None:
        """Choose a file of clients to take in."""
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Clients ({patterns})").format(
            patterns=" ".join(f"*{end}" for end in sorted(_CLIENT_FILES))
        )
        name, _kind = QFileDialog.getOpenFileName(self, _("Bring clients in"), "", kinds)
        if name:
            self.bring_in(Path(name))

    def import_hours(self, client_id: int | None = None) -> ImportHours:
        """Open the assistant for hours; those that name no client go to ``client_id``."""
        from retention_journal.ui.dialogs.import_hours import ImportHours

        dialog = ImportHours(self.journal, self.now, tasks=self.tasks, parent=self, client_id=client_id)
        listen(self, dialog).open()
        return dialog

    def choose_journal(self) -> None:
        """Choose another journal to open."""
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Journals ({patterns})").format(patterns="*.rjournal")
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open a journal"), str(self.journal.path.parent), kinds
        )
        if name:
            self.open_wanted.emit(Path(name))

    def choose_export_folder(self) -> None:
        """Choose where everything is written out to."""
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, _("Export into a new folder in"), "")
        if folder:
            self.export_to(Path(folder) / f"{self.journal.path.stem} {self.now().date().isoformat()}")

    def export_to(self, folder: Path) -> None:
        """Write everything out as open files into ``folder``, in the background."""
        from retention_journal.ui.dialogs.progress import TaskDialog

        done = _("Everything was written into {name}.").format(name=folder.name)
        task = self.tasks.start(
            partial(_export, self.journal.path, folder, self.now().date()),
            on_success=lambda _counts: self.say(done),
        )
        TaskDialog(task, _("Writing everything out"), self)

    def back_up_now(self) -> None:
        """Make a verified copy now."""
        try:
            made = make_backup(self.journal, today=self.now().date())
        except JournalError as error:
            show_error(error, self, retry=self.back_up_now)
            return
        self.say_how_safe()
        self.say(_("Backed up and read back: {name}.").format(name=made.path.name))

    def back_up_today(self, today: date) -> None:
        """Make today's copy in the background, unless there is one."""
        self.tasks.start(
            lambda _progress: make_daily_backup(self.journal.path, today), on_success=self._backed_up
        )

    def show_backups(self) -> None:
        """Show the copies that were kept."""
        from retention_journal.ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self.journal.path, self.now, self, self.settings)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.made.connect(self.say_how_safe)
        listen(self, dialog).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _droppable(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _droppable(event)[:1]:
            if path.suffix.casefold() == _JOURNAL_FILE:
                self.open_wanted.emit(path)
            else:
                self.bring_in(path)

    def _backed_up(self, made: Backup | None) -> None:
        if made is not None:
            self.say_how_safe()

    def say_how_safe(self) -> None:

        if self.journal.is_read_only:
            self.sidebar.status.show_lines(_("Read only"), _("Nothing can be changed"), trouble=True)
            return
        kept = backups(self.journal.path)
        first = _("Sample journal") if own_business(self.journal).is_sample else _("Saved on this computer")
        if not kept:
            self.sidebar.status.show_lines(first, _("Not backed up yet"))
            return
        today = self.now().date()
        when = (
            formats.clock(kept[0].made_at)
            if kept[0].made_on == today
            else formats.days_ago(kept[0].made_on, today)
        )
        self.sidebar.status.show_lines(first, _("Backed up {when}").format(when=when))


def _export(journal: Path, folder: Path, today: date, progress: Progress) -> dict[str, int]:
    from retention_journal.services.transfer.exporting import export

    with JournalReader.open(journal) as reader:
        return export(reader, folder, today=today, progress=progress)


def _holds_hours(path: Path) -> bool:
    """Say whether a file dropped on the window is one of hours; a large one is left to the assistant."""
    from retention_journal.importers.hours import is_of_hours

    try:
        return path.stat().st_size <= _LOOKED_INTO and is_of_hours(path)
    except (JournalError, OSError):
        return False  # the assistant for clients tells what is wrong with it


def _droppable(event: QDragEnterEvent | QDropEvent) -> Sequence[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() in {*_CLIENT_FILES, _JOURNAL_FILE}]

"""What a person does to bring things in: choose, drop or paste a file, and go on where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMenu

from retention_journal.i18n import _
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.backup_watch import BackupWatch
from retention_journal.ui.drop_sign import DropSign
from retention_journal.ui.folder_watch import FolderWatch, Offered
from retention_journal.ui.main_window import MainWindow
from retention_journal.ui.messages import show_error
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.wishes import listen

if TYPE_CHECKING:
    from retention_journal.ui.dialogs.import_anything import Found, ImportAnything
    from retention_journal.ui.dialogs.import_hours import ImportHours

_JOURNAL_FILE = ".rjournal"


class IntakeDesk(MainWindow):
    """The part of the desk that brings things in.

    Signals:
        open_wanted: Open the journal at this path instead.
    """

    open_wanted = Signal(object)

    def __init__(self, journal: Journal, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__(journal, settings, now)
        self.tasks = Tasks(self, on_error=lambda error: show_error(error, self))
        self.backup_watch = BackupWatch(journal, now, self.tasks, self)
        self.setAcceptDrops(True)
        self.drop_sign = DropSign(self)
        self.folder = FolderWatch(journal.path, settings, self.tasks, self)
        self.folder.offered.connect(self._offer)
        self.folder.missing.connect(lambda folder: self.sidebar.arrival.show_missing(str(folder)))
        self.sidebar.arrival.wanted.connect(self._answer_arrival)
        self.folder.start()

    def choose_import(self) -> ImportAnything:
        """Ask what is to be brought in."""
        from retention_journal.ui.dialogs.import_anything import ImportAnything

        dialog = ImportAnything(self.journal.path, tasks=self.tasks, parent=self)
        dialog.found.connect(self._go_on)
        dialog.pasted.connect(lambda text: self.import_hours().take_text(text))
        listen(self, dialog).open()
        return dialog

    def bring_in(self, path: Path) -> None:
        """Tell what the file or folder at ``path`` is, and bring it in where the person wants to."""
        self.choose_import().take_file(path)

    def import_hours(self, client_id: int | None = None) -> ImportHours:
        """Open the assistant for hours; those that name no client go to ``client_id``."""
        from retention_journal.ui.dialogs.import_hours import ImportHours

        self.backup_watch.keep_first()
        dialog = ImportHours(self.journal, self.now, tasks=self.tasks, parent=self, client_id=client_id)
        listen(self, dialog).open()
        return dialog

    def show_import_history(self) -> None:
        """Show what was brought in, and let it be taken back."""
        from retention_journal.ui.dialogs.import_history import ImportHistory

        listen(self, ImportHistory(self.journal, self.now, parent=self)).open()

    def _go_on(self, found: Found) -> None:
        """Open the assistant that a file leads to, with the file already chosen."""
        from retention_journal.importers.intake import Holds
        from retention_journal.ui.dialogs.import_clients import ImportClients
        from retention_journal.ui.dialogs.import_export import ImportExport
        from retention_journal.ui.dialogs.import_payments import ImportPayments
        from retention_journal.ui.dialogs.import_records import ImportRecords

        tasks = self.tasks
        if found.what.holds is Holds.HOURS:
            self.import_hours().take_file(found.path)
            return
        self.backup_watch.keep_first()
        match found.what.holds:
            case Holds.JOURNAL:
                listen(self, ImportExport(self.journal, found.path, parent=self)).open()
                return
            case Holds.PAYMENTS:
                payments = ImportPayments(self.journal, self.now, found.path, tasks=tasks, parent=self)
                listen(self, payments).open()
                return
            case Holds.CLIENTS:
                dialog: ImportClients | ImportRecords = ImportClients(
                    self.journal, self.now, tasks=tasks, parent=self
                )
            case Holds.RECORDS:
                dialog = ImportRecords(self.journal, self.now, tasks=tasks, parent=self, kind=found.what.kind)
        listen(self, dialog).open()
        dialog.take_file(found.path)

    # The watched folder

    def _offer(self, found: Offered | None) -> None:
        self.sidebar.arrival.show_arrival(found.path.name if found is not None else "")

    def _answer_arrival(self) -> None:
        """Ask whether the file that arrived is wanted; where the folder is gone, lead to its setting."""
        if self.folder.newest is None:
            self.go_to("settings")
            return
        place = self.sidebar.arrival.mapToGlobal(self.sidebar.arrival.rect().topLeft())
        self.arrival_menu(self.folder.newest).popup(place)

    def arrival_menu(self, one: Offered) -> QMenu:
        """Return what can be done with a file that arrived."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("&Look at it")).triggered.connect(lambda _checked: self._take_arrival(one))
        menu.addAction(_("&Not this one")).triggered.connect(lambda _checked: self.folder.refuse(one))
        return menu

    def _take_arrival(self, one: Offered) -> None:
        self.folder.settle()
        self.bring_in(one.path)

    # Dropped files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths := _dropped(event):
            event.acceptProposedAction()
            self.drop_sign.show_over(self.centralWidget() or self, self._taken_by_page(paths))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_sign.hide()
        event.acceptProposedAction()
        paths = _dropped(event)
        if self._taken_by_page(paths):
            self.page(self.current_page()).take_files(paths)
            return
        for path in paths[:1]:
            if path.suffix.casefold() == _JOURNAL_FILE:
                self.open_wanted.emit(path)
            else:
                self.bring_in(path)

    def _taken_by_page(self, paths: Sequence[Path]) -> str:
        """Return what the page that is open does with files let go above it; "" where they are brought in."""
        opens = any(path.suffix.casefold() == _JOURNAL_FILE for path in paths[:1])
        return "" if opens or not paths else self.page(self.current_page()).drop_words()


def _dropped(event: QDragEnterEvent | QDropEvent) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

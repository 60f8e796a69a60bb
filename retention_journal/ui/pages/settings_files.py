"""The settings of files: where the journal lies, its backups, and checking it from end to end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import Backup, make_backup
from retention_journal.services.check import Checked, check
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.backups import kept_backups
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.layouts import FlowLayout, box, clear, column, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Notice, bullet
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, label

_PROBLEMS_SHOWN = 12


class FileFields(QWidget):
    """Where the journal is, when it was backed up, and whether it is whole.

    Signals:
        backups_wanted: List the backups.
        said: What was done.
        found: What a check found is shown in this widget.
    """

    backups_wanted = Signal()
    said = Signal(str)
    found = Signal(object)

    def __init__(self, journal: Journal, now: Callable[[], datetime], tasks: Tasks) -> None:
        super().__init__()
        self._journal, self._now, self._tasks = journal, now, tasks
        self._backed_up = label("", "body", wrap=True)
        self._made = label("", "ui", colour="text_2", wrap=True)
        self.folder_button = outlined_button(_("Show in folder"), icon="folder", small=True)
        self.backup_button = outlined_button(_("Back up now"), icon="save", small=True)
        self.backups_button = outlined_button(_("All backups…"), small=True)
        self.check_button = outlined_button(_("Check the journal…"), small=True)
        self.folder_button.clicked.connect(self.show_in_folder)
        self.backup_button.clicked.connect(self.back_up)
        self.backups_button.clicked.connect(self.backups_wanted)
        self.check_button.clicked.connect(self.check)
        self._found = column(gap=6)
        path = label(str(journal.path), "body", wrap=True, selectable=True)
        about = label(
            _("One file holds everything. Close it before you move it."), "ui", colour="text_2", wrap=True
        )
        checking = label(
            _("Reads all of it: the file, its checksums, and the search index. Nothing is changed."),
            "ui",
            colour="text_2",
            wrap=True,
        )
        stack(
            self,
            column(path, about, _flow(self.folder_button), gap=6),
            6,
            column(self._backed_up, self._made, _flow(self.backup_button, self.backups_button), gap=6),
            6,
            column(_flow(self.check_button), checking, gap=6),
            self._found,
            gap=14,
        )

    def refresh(self) -> None:
        """Show the newest backup."""
        kept = kept_backups(self._journal.path)
        if not kept:
            self._backed_up.setText(_("There is no backup yet."))
            self._made.setText(_("One is made each day, beside the journal, and read back before it counts."))
            return
        made = kept[0].made_at
        ago = formats.days_ago(kept[0].made_on, self._now().date())
        self._backed_up.setText(
            _("The newest backup is from {day}, {time}.").format(day=ago, time=formats.clock(made))
        )
        self._made.setText(
            ngettext("{n} backup in “{folder}”.", "{n} backups in “{folder}”.", len(kept)).format(
                n=len(kept), folder=kept[0].path.parent.name
            )
        )

    def show_in_folder(self) -> None:
        """Open the folder of the journal."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._journal.path.parent))):
            self.said.emit(_("The folder could not be opened. It is named above."))

    def back_up(self) -> None:
        """Make a verified backup now."""
        path, today = self._journal.path, self._now().date()

        def work(_progress: Progress) -> Backup:
            with JournalReader.open(path) as reader:
                return make_backup(reader, today=today)

        self.backup_button.setEnabled(False)
        task = self._tasks.start(
            work, on_success=self._backed, on_end=lambda: self.backup_button.setEnabled(True)
        )
        TaskDialog(task, _("Backing up"), self.window())

    def check(self) -> None:
        """Check the journal from end to end."""
        path = self._journal.path
        clear(self._found)
        self.check_button.setEnabled(False)
        task = self._tasks.start(
            lambda progress: check(path, progress),
            on_success=self._checked,
            on_error=self._could_not_check,
            on_end=lambda: self.check_button.setEnabled(True),
        )
        TaskDialog(task, _("Checking the journal"), self.window())

    def _backed(self, backup: Backup) -> None:
        self.refresh()
        self.said.emit(_("Backed up and read back: “{name}”.").format(name=backup.path.name))

    def _checked(self, found: Checked) -> None:
        clear(self._found)
        if found.ok:
            whole = Notice("steady", Span(_("All of it is whole."), "ui_strong"), _held(found))
            self._found.addWidget(whole)
            self.found.emit(whole)
            return
        many = len(found.problems)
        told = ngettext("{n} thing is not as it should be.", "{n} things are not as they should be.", many)
        backup = outlined_button(_("All backups…"), small=True)
        backup.clicked.connect(self.backups_wanted)
        advice = _("Bring the newest backup back beside it, and keep this file.")
        words = (Span(told.format(n=many), "ui_strong"), Span(" " + advice, "ui"))
        broken = Notice("act", *words, buttons=[backup])
        self._found.addWidget(broken)
        for problem in found.problems[:_PROBLEMS_SHOWN]:
            self._found.addWidget(bullet("act", problem))
        if many > _PROBLEMS_SHOWN:
            rest = ngettext("And {n} more.", "And {n} more.", many - _PROBLEMS_SHOWN)
            self._found.addWidget(label(rest.format(n=many - _PROBLEMS_SHOWN), "ui", colour="text_2"))
        self.found.emit(broken)

    def _could_not_check(self, error: BaseException) -> None:
        if isinstance(error, JournalError) and not isinstance(error, CancelledError):
            self._checked(Checked(False, [error.message], 0, {}))
        else:
            show_error(error, self.window())


def _held(found: Checked) -> Span:
    clients, contacts = found.records.get("client", 0), found.records.get("interaction", 0)
    told = _("Clients read: {clients}. Contacts: {contacts}. The trash is included.")
    words = told.format(clients=formats.number(clients), contacts=formats.number(contacts))
    return Span(" " + words, "ui")


def _flow(*buttons: QWidget) -> QWidget:
    line = FlowLayout(8)
    for button in buttons:
        line.addWidget(button)
    return box(line)

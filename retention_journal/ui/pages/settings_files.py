"""The settings of files: where the journal lies, its backups, and checking it from end to end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import Backup, backups, make_backup, standing
from retention_journal.services.check import Checked, check
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.backup_words import second_in_words
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.layouts import FlowLayout, box, clear, column, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Notice, bullet
from retention_journal.ui.second_place import ask_for_second_place, take_second_place
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, label

_PROBLEMS_SHOWN = 12


class FileFields(QWidget):
    """Where the journal is, when it was backed up, and whether it is whole.

    Signals:
        backups_wanted: List the backups.
        said: What was done.
        found: What a check found is shown in this widget.
        checked: A check ended; the Checked tells how.
        repair_wanted: Close the journal and show how it can be repaired.
    """

    backups_wanted = Signal()
    said = Signal(str)
    found = Signal(object)
    checked = Signal(object)
    repair_wanted = Signal()

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
        self._second_place = label("", "body", wrap=True, selectable=True)
        self._second_state = label("", "ui", colour="text_2", wrap=True)
        self.second_button = outlined_button(_("Choose a second place…"), icon="folder", small=True)
        self.no_second_button = quiet_button(_("Back up in one place only"), small=True)
        self.second_button.clicked.connect(self._ask_for_second_place)
        self.no_second_button.clicked.connect(lambda _checked: self.take_second_place(None))
        for button in (self.backup_button, self.second_button, self.no_second_button):
            button.setEnabled(not journal.is_read_only)
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
            column(
                self._second_place,
                self._second_state,
                _flow(self.second_button, self.no_second_button),
                gap=6,
            ),
            6,
            column(_flow(self.check_button), checking, gap=6),
            self._found,
            gap=14,
        )

    def refresh(self) -> None:
        """Show the newest backup, and how it stands with the second place."""
        found, today = standing(self._journal.path), self._now().date()
        second = found.second
        self._second_place.setText(str(second.chosen) if second else _("Backups are kept in one place."))
        self._second_state.setText(second_in_words(found, today))
        self.second_button.setText(_("Choose a second place…") if second is None else _("Change the place…"))
        self.no_second_button.setVisible(second is not None)
        if found.newest is None:
            self._backed_up.setText(_("There is no backup yet."))
            self._made.setText(_("One makes itself, beside the journal, and is read back before it counts."))
            return
        made = found.newest
        self._backed_up.setText(
            _("The newest backup is from {day}, {time}.").format(
                day=formats.days_ago(made.made_on, today), time=formats.clock(made.made_at)
            )
        )
        many = len(backups(self._journal.path))
        self._made.setText(
            ngettext("{n} backup in “{folder}”.", "{n} backups in “{folder}”.", many).format(
                n=formats.number(many), folder=made.path.parent.name
            )
        )

    def take_second_place(self, folder: Path | None) -> None:
        """Keep backups in ``folder`` too from now on, or in one place only."""
        take_second_place(
            self._journal.path,
            folder,
            self._now().date(),
            tasks=self._tasks,
            parent=self.window(),
            done=self.refresh,
        )

    def _ask_for_second_place(self) -> None:
        ask_for_second_place(self._journal.path, self.window(), self.take_second_place)

    def show_in_folder(self) -> None:
        """Open the folder of the journal."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._journal.path.parent))):
            self.said.emit(_("The folder could not be opened. It is named above."))

    def back_up(self) -> None:
        """Make a verified backup now."""
        path, today = self._journal.path, self._now().date()

        def work(progress: Progress) -> Backup:
            with JournalReader.open(path) as reader:
                return make_backup(reader, today=today, progress=progress)

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

    def show_problems(self, problems: list[str]) -> None:
        """Show what a check found that nobody asked for; nothing where that is nothing."""
        if problems:
            self._show(Checked(False, problems, 0, {}))

    def show_found(self, found: Checked) -> None:
        """Show what is not as it should be by a check that nobody asked for."""
        self.show_problems(found.problems)

    def _checked(self, found: Checked) -> None:
        self._show(found)
        self.checked.emit(found)

    def _show(self, found: Checked) -> None:
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
        repair = outlined_button(_("Repair…"), small=True)
        repair.clicked.connect(self.repair_wanted)
        advice = _("A repair shows first what comes back and from where; nothing is lost by looking.")
        words = (Span(told.format(n=many), "ui_strong"), Span(" " + advice, "ui"))
        broken = Notice("act", *words, buttons=[repair, backup])
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

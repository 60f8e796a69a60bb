"""Bring anything in: one door for files, folders and pasted rows, which tells what they look like."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.importers.intake import Recognised, what_is
from retention_journal.services.transfer.batches import Batch, file_facts, seen_before
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.import_steps import ChooseStep, error_notice
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import TextField
from retention_journal.ui.folder_dialog import ask_for_folder
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Panel
from retention_journal.ui.reading_order import put_in_reading_order
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import caption, label, section_title

_WIDTH = 720


@dataclass(frozen=True)
class Found:
    """A file, what it is, and whether the very same one came in before."""

    path: Path
    what: Recognised
    before: Batch | None


class ImportAnything(Dialog):
    """Choose a file or a folder, drop it, or paste rows; what it is decides what is asked next.

    Signals:
        found: Go on with this (a Found).
        pasted: Go on with this text.
    """

    found = Signal(object)
    pasted = Signal(str)

    def __init__(self, journal: Path, *, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(_("Bring something in"), _("Go on"), parent, width=_WIDTH)
        self._journal, self._tasks = journal, tasks
        self._task: Task | None = None
        self._found: Found | None = None
        self.choose = _ChooseAnything()
        self.choose.chosen.connect(self.take_file)
        self.choose.pasted.connect(self._go_on_with_text)
        self._told = column(gap=10)
        stack(self.content, box(self._told), self.choose, None, gap=12)
        self.do_button.hide()

    def take_file(self, path: Path) -> None:
        """Look what the file or folder ``path`` is."""
        self.choose_again()
        work = _Look(path, self._journal)
        self._task = self._tasks.start(work, on_success=self._looked, on_error=self._failed)
        TaskDialog(self._task, _("Looking at the file"), self)

    def choose_again(self) -> None:
        """Ask for another file."""
        clear(self._told)
        self._found = None
        self.choose.show()
        self.do_button.hide()
        self._fit()

    def accept(self) -> None:
        """Go on with what was found."""
        if self._found is not None:
            found = self._found
            super().accept()
            self.found.emit(found)

    def keep_draft(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _fit(self) -> None:
        """Be as high as what is shown, once it is laid out."""
        if self.isVisible():
            QTimer.singleShot(0, self, self._take_size)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go on in the order in which one reads; most of a step is made while it is shown."""
        put_in_reading_order(self)
        return super().focusNextPrevChild(next)

    def _looked(self, found: Found) -> None:
        self._found = found
        lines = [section_title(found.path.name), label(found.what.why, "body", wrap=True)]
        if found.before is not None:
            lines.append(label(_came_before(found.before), "body", colour="watch_text", wrap=True))
        another = quiet_button(_("Another file…"), icon="back")
        another.clicked.connect(lambda _checked: self.choose_again())
        self.choose.hide()
        self._told.addWidget(Panel(*lines, gap=4))
        self._told.addWidget(box(row(another, None)))
        self.do_button.show()
        self.do_button.setFocus()
        self._fit()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if isinstance(error, JournalError):
            self._told.addWidget(error_notice(error))
            self._fit()
        else:
            show_error(error, self)

    def _go_on_with_text(self, text: str) -> None:
        super().accept()
        self.pasted.emit(text)


class _ChooseAnything(ChooseStep):
    """Choose a file or a folder, drop it here, or paste rows. ``pasted`` tells the text."""

    pasted = Signal(str)

    def __init__(self) -> None:
        folder = outlined_button(_("Choose a &folder…"), icon="folder")
        rows = TextField(placeholder=_("2026-03-10    1:30    Design"), lines=3)
        rows.setAccessibleName(_("Rows from a spreadsheet"))
        read = outlined_button(_("Read these rows"))
        words = caption(
            _("Hours can also be pasted: copy day, how long and task in a spreadsheet."), wrap=True
        )
        super().__init__(
            _("What would you like to bring in?"),
            _(
                "Clients, hours, invoices or contacts from a spreadsheet or another program; address cards; a"
                " Trello board; a calendar; mail. Drop it here, or choose it. Nothing is written before you"
                " have looked it through."
            ),
            _("Bring something in"),
            _("Everything that can be brought in ({patterns})"),
            [box(row(folder, None)), section_title(_("Or paste rows")), words, rows, box(row(read, None))],
        )
        self.folder_button, self.rows, self.read_button = folder, rows, read
        folder.clicked.connect(self._choose_folder)
        read.clicked.connect(lambda _checked: self.pasted.emit(rows.toPlainText()))
        rows.textChanged.connect(lambda: read.setEnabled(bool(rows.toPlainText().strip())))
        read.setEnabled(False)
        self.setTabOrder(self.button, folder)
        self.setTabOrder(folder, rows)
        self.setTabOrder(rows, read)

    def patterns(self) -> str:
        """Return how the names of files end that can be brought in; mailboxes often have no ending."""
        return "*"

    def _choose_folder(self) -> None:
        ask_for_folder(self, _("Bring a folder in"), None, self.chosen.emit)


class _Look:
    """What a file is and whether it came in before, found on a thread of its own."""

    def __init__(self, path: Path, journal: Path) -> None:
        self._path, self._journal = path, journal

    def __call__(self, _progress: Progress) -> Found:
        what = what_is(self._path)
        with JournalReader.open(self._journal) as reader:
            return Found(self._path, what, seen_before(reader, file_facts(self._path).sha256))


def _came_before(before: Batch) -> str:
    """Return when the very same file came in."""
    told = _("The very same file came in on {day}. You can look whether anything differs from your journal.")
    return told.format(day=formats.day(before.at.date()))

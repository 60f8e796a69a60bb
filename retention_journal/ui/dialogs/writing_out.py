"""What the dialogs share that take something out of the journal: where to, how far, and where it lies."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.services.transfer.taking_out import Wanted, take_out
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.folder_dialog import ask_for_folder
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import caption, label

_ALREADY_THERE = "already_there"


class WritingOut(Dialog):
    """Takes something out of the journal: what it is, whoever derives from this asks.

    It stays until the files are there, says so, and opens their folder. Closing it before stops the work
    and leaves nothing.

    Attributes:
        asking: What asks; it makes room for what is said in the end.
        name: What it is called.
        folder: Where it is put.
        done_at: Where it lies once it is written.
    """

    def __init__(
        self,
        title: str,
        action: str,
        parent: QWidget,
        *,
        journal: Journal,
        now: Callable[[], datetime],
        tasks: Tasks | None = None,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        """Make the dialog.

        Args:
            title: Its title.
            action: What the button says that begins.
            parent: The window it belongs to.
            journal: What is taken out of.
            now: The moment on the wall clock here.
            tasks: Where the work goes on; None for a place of its own.
            open_url: What shows the folder.
        """
        super().__init__(title, action, parent)
        self._journal, self._now, self._open_url = journal, now, open_url
        self._tasks = tasks or Tasks(self, on_error=self._failed)
        self._task: Task | None = None
        self.done_at: Path | None = None
        self.name, self.folder = LineField(), LineField()
        self.asking, self._said = QWidget(), QWidget()
        self.open_button = outlined_button(_("&Open the folder"))
        self.open_button.clicked.connect(self.open_folder)
        self.open_button.hide()
        self.buttons.insertWidget(1, self.open_button)

    @abstractmethod
    def wanted(self) -> Wanted:
        """Return what is to be done.

        Raises:
            InvalidEntryError: The name or the folder cannot be used, or nobody is chosen.
        """

    @abstractmethod
    def said_of(self, wanted: Wanted, count: int) -> list[QWidget]:
        """Return what is said once ``count`` entries are written."""

    def fit(self) -> None:
        """Make the dialog as high as what is said now needs."""
        self.resize(self.width(), self._needed_height(self.width()))

    def begins(self, wanted: Wanted) -> None:
        """Note what was chosen, now that it is about to be written."""

    # -- where to -----------------------------------------------------------------------------------------

    def lay_out(self, asking: QWidget) -> None:
        """Show ``asking`` until what was asked for is written."""
        self.asking = asking
        self._said.hide()
        stack(self.content, self.asking, self._said, None, gap=0)

    def add_where(self, form: Form) -> None:
        """Ask for the name and the folder."""
        choose = outlined_button(_("Choose…"))
        choose.setAccessibleName(_("Choose another folder"))
        choose.clicked.connect(self.choose_folder)
        where = box(row(self.folder, choose, gap=8))
        where.setFocusProxy(self.folder)
        form.add("name", _("&Name"), self.name)
        form.add("folder", _("F&older"), where)
        self.form = form

    def place(self, ending: str = "") -> Path:
        """Return where it is to be written; what ends otherwise gets ``ending``.

        Raises:
            InvalidEntryError: The name or the folder cannot be used.
        """
        folder, name = Path(self.folder.cleaned()), self.name.cleaned()
        if not name or Path(name).name != name or name in {".", ".."}:
            raise InvalidEntryError("name", _("Write a name, without the folder."))
        if not folder.is_absolute():
            raise InvalidEntryError("folder", _("Write the whole folder, or choose one."))
        if not folder.is_dir():
            raise InvalidEntryError("folder", _("This folder is not there."), _("Choose another folder."))
        return folder / (name if name.casefold().endswith(ending) else name + ending)

    def choose_folder(self) -> None:
        """Let the system's own dialog find the folder."""
        begin = Path(self.folder.cleaned())
        ask_for_folder(self, _("Folder of the export"), begin, lambda path: self.folder.setText(str(path)))

    # -- doing it -----------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Begin; the dialog stays until all of it is there."""
        wanted = self.wanted()
        self.begins(wanted)
        self.asking.setEnabled(False)
        self.do_button.setEnabled(False)
        self._task = self._tasks.start(
            partial(_take_out, self._journal.path, wanted, self._now().date()),
            on_success=partial(self._show_result, wanted),
            on_error=self._failed,
            on_end=self._ended,
        )
        TaskDialog(self._task, _("Writing it out"), self)

    def accept(self) -> None:
        if self._task is not None or self.done_at is not None:
            return
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)

    def reject(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def open_folder(self) -> None:
        """Show where it lies in the system's own window."""
        if self.done_at is not None:
            shown = self.done_at if self.done_at.is_dir() else self.done_at.parent
            self._open_url(QUrl.fromLocalFile(str(shown)))

    def _ended(self) -> None:
        self._task = None

    def _failed(self, error: BaseException) -> None:
        """Ask again, with what was wrong beside the field it is about."""
        self.asking.setEnabled(True)
        self.do_button.setEnabled(True)
        if isinstance(error, JournalError) and error.code == _ALREADY_THERE:
            self.show_invalid(InvalidEntryError("name", error.message, error.advice))
        elif not isinstance(error, CancelledError):
            show_error(error, self)
        else:
            self.note.setText(_("Stopped. Nothing was left behind."))

    def _show_result(self, wanted: Wanted, count: int) -> None:
        self.done_at = wanted.place
        first, *more = self.said_of(wanted, count)
        where = caption(str(wanted.place.parent), wrap=True)
        stack(self._said, first, label(wanted.place.name, "ui_medium", wrap=True), where, *more, None, gap=8)
        self.asking.hide()
        self._said.show()
        self.note.setText("")
        self.do_button.hide()
        self.open_button.show()
        self.cancel_button.setText(_("Close"))
        self.fit()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _take_out(journal: Path, wanted: Wanted, today: date, progress: Progress) -> int:
    with JournalReader.open(journal) as reader:
        return take_out(reader, wanted, today=today, progress=progress)

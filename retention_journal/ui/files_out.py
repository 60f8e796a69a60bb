"""Attached files on their way out: opened as copies to read only, or saved where the person wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.attachments import AttachedFile, is_dangerous, open_copy, save_copy
from retention_journal.services.people import short_name
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.file_kinds import risk_words
from retention_journal.ui.last_folders import keep_folder, last_folder
from retention_journal.ui.messages import confirm, show_error
from retention_journal.ui.tasks import Tasks

#: Where the folders used last are remembered, by journal: sealed with it, since a folder may bear a name.
_KEPT_IN, _KEPT_OUT = "files_added", "files_saved"


class FilesOut(QObject):
    """Opens attached files and saves copies of them.

    Signals:
        said: Something to say in a toast.
    """

    said = Signal(str)

    def __init__(
        self,
        journal: Journal,
        tasks: Tasks,
        over: QWidget,
        *,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        """Make it; ``open_url`` gives a copy to the program that shows it."""
        super().__init__(over)
        self._journal, self._tasks, self._over, self._open_url = journal, tasks, over, open_url

    def open(self, file: AttachedFile) -> None:
        """Open a copy that is only read, after a question where opening it may run a program."""
        if not is_dangerous(file.name):
            self._open(file)
            return
        told = _(
            "Whoever made it decides what it does on your computer. Open it only if you know who that is."
        )
        confirm(
            self._over,
            _("Open “{name}”?").format(name=short_name(file.name)),
            f"{risk_words(file.name)} {told}",
            _("Open all the same"),
            _("Do not open"),
            lambda: self._open(file),
        )

    def ask_where(self, files: Sequence[AttachedFile]) -> QFileDialog | None:
        """Ask where copies go, and save them: one under a name, several in a folder."""
        if not files:
            return None
        folder = last_folder(_KEPT_OUT, self._journal.path)
        if len(files) == 1:
            suggested = str(folder / files[0].name)
            dialog = QFileDialog(self._over, _("Save a copy as"), suggested)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.selectFile(suggested)
            dialog.fileSelected.connect(lambda name: self.save([(files[0], Path(name))]))
        else:
            dialog = QFileDialog(self._over, _("Save copies in"), str(folder))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.fileSelected.connect(lambda name: self.save(free_names(files, Path(name))))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def save(self, copies: Sequence[tuple[AttachedFile, Path]]) -> None:
        """Save a copy of each file at its place, beside the window."""
        journal = self._journal.path

        def work(progress: Progress) -> Path:
            with JournalReader.open(journal) as reader:
                for number, (file, place) in enumerate(copies):
                    progress(number, len(copies))
                    save_copy(reader, file.id, place)
            return copies[0][1]

        task = self._tasks.start(
            work,
            on_success=partial(self._saved, len(copies)),
            on_error=lambda error: self._not_saved(error, [file for file, _place in copies]),
        )
        TaskDialog(task, _("Saving copies"), self._over.window())

    def _open(self, file: AttachedFile) -> None:
        try:
            copy = open_copy(self._journal, file.id)
        except JournalError as error:
            show_error(error, self._over)
            return
        if self._open_url(QUrl.fromLocalFile(str(copy))):
            self.said.emit(_("Opened as a copy to read. What is changed in it does not come back here."))
            return
        confirm(
            self._over,
            _("No program on this computer opens “{name}”.").format(name=short_name(file.name)),
            _("Save a copy of it, and open that with the program you want."),
            _("Save a copy as…"),
            _("Close"),
            lambda: self.ask_where([file]),
        )

    def _saved(self, count: int, place: Path) -> None:
        keep_folder(_KEPT_OUT, self._journal.path, place.parent)
        told = ngettext("{n} copy is in {folder}.", "{n} copies are in {folder}.", count)
        self.said.emit(told.format(n=count, folder=place.parent.name or str(place.parent)))

    def _not_saved(self, error: BaseException, files: Sequence[AttachedFile]) -> None:
        show_error(error, self._over, retry=lambda: self.ask_where(files))


def ask_for_files(over: QWidget, journal: Path, chosen: Callable[[Sequence[Path]], object]) -> QFileDialog:
    """Ask which files are to be added to a journal, in the folder used last, and tell ``chosen``."""

    def take(names: Sequence[str]) -> None:
        found = [Path(name) for name in names]
        if found:
            keep_folder(_KEPT_IN, journal, found[0].parent)
            chosen(found)

    dialog = QFileDialog(over, _("Add files"), str(last_folder(_KEPT_IN, journal)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(take)
    dialog.open()
    return dialog


def free_names(files: Sequence[AttachedFile], folder: Path) -> list[tuple[AttachedFile, Path]]:
    """Return where copies go in a folder, so that nothing there and none of each other is overwritten."""
    taken: set[str] = set()
    found: list[tuple[AttachedFile, Path]] = []
    for file in files:
        name, number = file.name, 1
        while name.casefold() in taken or (folder / name).exists():
            number += 1
            stem, suffix = Path(file.name).stem, Path(file.name).suffix
            name = f"{stem} ({number}){suffix}"
        taken.add(name.casefold())
        found.append((file, folder / name))
    return found

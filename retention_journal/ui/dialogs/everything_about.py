"""Everything about a client or a person as one folder: what is for nobody else is read and chosen first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.erasure_preview import Subject, subject_name
from retention_journal.services.transfer.person_export import PAGE_FILE
from retention_journal.services.transfer.private_words import PrivateWords, private_words
from retention_journal.services.transfer.taking_out import Wanted, What, offered_name, take_out
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.export_choices import free_place, remembered
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import inset
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import TickBox

_ALREADY_THERE = "already_there"


class EverythingDialog(Dialog):
    """Shows what was written for nobody else, asks what of it goes along, and writes the folder.

    It stays until the files are there, says so, and opens their folder. Closing it before stops the work
    and leaves nothing.
    """

    def __init__(
        self,
        journal: Journal,
        whom: Subject,
        now: Callable[[], datetime],
        *,
        settings: SettingsFile,
        parent: QWidget,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        """Make the dialog.

        Args:
            journal: What is taken out of.
            whom: Whom it is about.
            now: The moment on the wall clock here.
            settings: Where the folder of the last export is remembered.
            parent: The window it belongs to.
            open_url: What shows the folder.
        """
        name = subject_name(journal, whom)
        super().__init__(_("Everything about {name}").format(name=name), _("Write the folder"), parent)
        self._journal, self._whom, self._now, self._name = journal, whom, now, name
        self._open_url = open_url
        self._tasks = Tasks(self, on_error=self._failed)
        self._task: Task | None = None
        self.done_at: Path | None = None
        self.private = private_words(journal, client=whom.client, contact=whom.contact)
        self.put_in: dict[str, TickBox] = {}
        self._lay_out(remembered(settings).usual_folder())
        next(iter(self.put_in.values()), self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def wanted(self) -> Wanted:
        """Return what is to be done.

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
        return Wanted(
            What.CLIENT if self._whom.client is not None else What.PERSON,
            folder / name,
            client=self._whom.client,
            contact=self._whom.contact,
            put_in=frozenset(uid for uid, tick in self.put_in.items() if tick.isChecked()),
        )

    def submit(self) -> None:
        """Begin; the dialog stays until all of it is there."""
        wanted = self.wanted()
        self._asking.setEnabled(False)
        self.do_button.setEnabled(False)
        self._task = self._tasks.start(
            partial(_take_out, self._journal.path, wanted, self._now().date()),
            on_success=lambda count: self._show_result(wanted, count),
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

    def put_all_in(self, *, is_in: bool) -> None:
        """Put everything that is for nobody else in, or leave it out."""
        for tick in self.put_in.values():
            tick.setChecked(is_in)

    def choose_folder(self) -> None:
        """Let the system's own dialog find the folder."""
        dialog = QFileDialog(self, _("Folder of the export"), self.folder.cleaned())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_folder(self) -> None:
        """Show where it lies in the system's own window."""
        if self.done_at is not None:
            self._open_url(QUrl.fromLocalFile(str(self.done_at)))

    def _ended(self) -> None:
        self._task = None

    def _failed(self, error: BaseException) -> None:
        """Ask again, with what was wrong beside the field it is about."""
        self._asking.setEnabled(True)
        self.do_button.setEnabled(True)
        if isinstance(error, JournalError) and error.code == _ALREADY_THERE:
            self.show_invalid(InvalidEntryError("name", error.message, error.advice))
        elif not isinstance(error, CancelledError):
            show_error(error, self)
        else:
            self.note.setText(_("Stopped. Nothing was left behind."))

    def _show_result(self, wanted: Wanted, count: int) -> None:
        self.done_at = wanted.place
        told = ngettext("{n} entry is written.", "{n} entries are written.", count)
        read = _("Read “{page}” in it before you hand it on: other people may be named there.")
        stack(
            self._said,
            section_title(told.format(n=formats.number(count))),
            label(wanted.place.name, "ui_medium", wrap=True),
            caption(str(wanted.place.parent), wrap=True),
            label(read.format(page=PAGE_FILE), "body", wrap=True),
            None,
            gap=8,
        )
        self._asking.hide()
        self._said.show()
        self.note.setText("")
        self.do_button.hide()
        self.open_button.show()
        self.cancel_button.setText(_("Close"))
        QTimer.singleShot(0, self, self._fit)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- how it looks -------------------------------------------------------------------------------------

    def _lay_out(self, folder: Path) -> None:
        self._asking, self._said = QWidget(), QWidget()
        self._said.hide()
        about = label(
            _(
                "One folder: a page in their language that lists in plain words what you keep, the same as"
                " tables and as JSON, and the files."
            ),
            "body",
            wrap=True,
        )
        stack(self._asking, about, self._private_part(), self._where(folder), gap=14)
        self.open_button = outlined_button(_("&Open the folder"))
        self.open_button.clicked.connect(self.open_folder)
        self.open_button.hide()
        self.buttons.insertWidget(1, self.open_button)
        stack(self.content, self._asking, self._said, None, gap=0)

    def _private_part(self) -> QWidget:
        """Return what is for nobody else, each with a tick; a word where there is none."""
        if not self.private:
            return caption(_("You have written nothing about them that is for nobody but you."), wrap=True)
        told = label(
            _(
                "This you wrote for nobody but yourself. It is left out unless you tick it. Words about"
                " somebody may be theirs to know: read them, and decide."
            ),
            "ui",
            wrap=True,
        )
        all_in, all_out = link_button(_("Put all in")), link_button(_("Leave all out"))
        all_in.clicked.connect(lambda _checked: self.put_all_in(is_in=True))
        all_out.clicked.connect(lambda _checked: self.put_all_in(is_in=False))
        return box(
            column(
                label(_("For nobody else"), "ui_strong"),
                told,
                row(all_in, all_out, None, gap=12),
                *map(self._one, self.private),
                gap=8,
            )
        )

    def _one(self, words: PrivateWords) -> QWidget:
        day = formats.day(words.day) if words.day else ""
        tick = TickBox(", ".join(part for part in (words.kind, day) if part))
        self.put_in[words.uid] = tick
        return inset(tick, label(words.text, "body", wrap=True, selectable=True), gap=4)

    def _where(self, folder: Path) -> Form:
        form = Form()
        what = What.CLIENT if self._whom.client is not None else What.PERSON
        name = offered_name(what, self._name, self._now().date(), as_zip=False)
        place = free_place(folder, name, what, as_zip=False)
        self.name, self.folder = LineField(place.name), LineField(str(folder))
        choose = outlined_button(_("Choose…"))
        choose.setAccessibleName(_("Choose another folder"))
        choose.clicked.connect(self.choose_folder)
        where = box(row(self.folder, choose, gap=8))
        where.setFocusProxy(self.folder)
        form.add("name", _("&Name"), self.name)
        form.add("folder", _("F&older"), where)
        self.form = form
        return form

    def _fit(self) -> None:
        if self.isVisible():
            most = self.screen().availableGeometry().height() - theme.px(80)
            self.resize(self.width(), min(self._needed_height(self.width()), most))


def _take_out(journal: Path, wanted: Wanted, today: date, progress: Progress) -> int:
    with JournalReader.open(journal) as reader:
        return take_out(reader, wanted, today=today, progress=progress)

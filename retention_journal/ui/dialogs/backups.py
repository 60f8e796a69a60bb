"""The backups of a journal: what is in each, and bringing one back beside the journal or in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import Backup, KeptBackup, make_backup, standing
from retention_journal.services.bringing_back import bring_back, keep_present, place_for_now
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import JournalReader
from retention_journal.ui import theme
from retention_journal.ui.backup_words import (
    kept_backups,
    made_in_words,
    place_beside,
    second_in_words,
    size_in_words,
    where_in_words,
)
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.backup_chosen import ChosenBackup
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import empty_state
from retention_journal.ui.panels import Notice
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.second_place import ask_for_second_place, take_second_place
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, caption, label

_LEAST_HEIGHT = 480
_MOST_SHOWN = 6  # lines of the list; more are scrolled to
__all__ = ["BackupsDialog", "kept_backups", "made_in_words", "place_beside", "size_in_words"]


class BackupsDialog(Dialog):
    """Lists the backups of the open journal, says what is in each, and brings one back.

    Signals:
        open_wanted: Open the journal at this Path: a backup brought back.
        in_place_wanted: Let the journal at this Path, a backup brought back, take the open one's place.
        made: A new backup was made.
    """

    open_wanted = Signal(object)
    in_place_wanted = Signal(object)
    made = Signal()

    def __init__(
        self,
        journal: Path,
        now: Callable[[], datetime],
        parent: QWidget,
        settings: SettingsFile | None = None,
        *,
        may_replace: bool = False,
    ) -> None:
        """Make the dialog.

        Args:
            journal: The open journal's file.
            now: Tells the time.
            parent: The window it belongs to.
            settings: Where its size is remembered.
            may_replace: Whether somebody listens who can put a backup in the journal's place.
        """
        super().__init__(
            _("Backups"),
            _("Bring it back"),
            parent,
            width=700,
            cancel=_("Close"),
            settings=settings,
            name="backups",
        )
        self._journal, self._now = journal, now
        self._back: Path | None = None
        self._tasks = Tasks(self, on_error=lambda failed: show_error(failed, self))
        self.list = self._make_list()
        self.make_button = outlined_button(_("Back up now"), small=True)
        self.copy_button = link_button(_("Save a copy elsewhere…"))
        self.second_button = link_button(_("Choose a second place…"))
        self.chosen = ChosenBackup(journal, may_replace=may_replace)
        self.make_button.clicked.connect(self.back_up)
        self.copy_button.clicked.connect(self._choose_place)
        self.second_button.clicked.connect(self._ask_for_second_place)
        self.chosen.read.connect(lambda: QTimer.singleShot(0, self, self._make_room))  # once it is laid out
        self._lay_out()
        self.show_backups()

    def show_backups(self) -> None:
        """Show the backups there are."""
        kept = kept_backups(self._journal)
        self.list.show_records(kept)
        line = self.list.verticalHeader().defaultSectionSize()
        self.list.setFixedHeight(line * (min(max(len(kept), 3), _MOST_SHOWN) + 1))
        self.list.setVisible(bool(kept))
        self._empty.setVisible(not kept)
        self._count.setText(
            ngettext(
                "{n} backup. All of the last two days stay, then one a day, a week, a month and a year.",
                "{n} backups. All of the last two days stay, then one a day, a week, a month and a year.",
                len(kept),
            ).format(n=formats.number(len(kept)))
        )
        self._show_standing()
        if kept and self.list.current() is None:
            self.list.selectRow(0)
            self.list.setFocus()
        self._show_current()

    def back_up(self) -> None:
        """Make a backup now and list it."""
        self._copy(None)

    def submit(self) -> None:
        kept = self.list.current()
        if kept is None or self._tasks.busy():
            raise InvalidEntryError("backup", _("Choose a backup from the list."))
        journal, now, replaces = self._journal, self._now(), self.chosen.replaces()
        target = place_for_now(journal) if replaces else place_beside(journal, kept)

        def work(progress: Progress) -> Backup:
            if replaces:
                keep_present(journal, now)
            return bring_back(kept.path, target, journal, now=now, progress=progress)

        done = self._replace if replaces else self._brought_back
        task = self._tasks.start(work, on_success=done)
        TaskDialog(task, _("Bringing the backup back"), self)

    def accept(self) -> None:
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)

    def _make_list(self) -> RecordView[KeptBackup]:
        columns = [
            Column(_("Made"), made_in_words, lambda one: one.number, TextCell("body", "text")),
            Column(_("Age"), self._age, lambda one: -one.number, width=140),
            Column(_("Where"), where_in_words, where_in_words, width=176),
            Column(
                _("Size"),
                lambda one: size_in_words(one.size_bytes),
                lambda one: one.size_bytes,
                width=90,
                right=True,
            ),
        ]
        made: RecordView[KeptBackup] = RecordView(columns, lambda one: str(one.path), name=_("Backups"))
        made.opened.connect(lambda _kept: self.accept())
        made.current_changed.connect(self._show_current)
        return made

    def _lay_out(self) -> None:
        self._count = label("", "ui", colour="text_2", wrap=True)
        self._empty = empty_state(
            "save", _("No backup yet."), _("The first one is made today, beside the journal.")
        )
        self._trouble = Notice("watch", Span(""))
        self._said = Notice("steady", Span(""))
        self.open_button = outlined_button(_("Open it"), small=True)
        self.open_button.clicked.connect(self._open)
        said_line = row(self._said, self.open_button)
        for part in (self._trouble, self._said, self.open_button):
            part.hide()
        head = row(self._count, self.make_button, gap=12)
        head.setStretch(0, 1)
        self._second = caption("", wrap=True)
        below = row(self._second, box(column(self.second_button, self.copy_button, gap=2)), gap=12)
        below.setStretch(0, 1)
        parts = (head, self._trouble, said_line, self.list, self._empty, self.chosen, below, None)
        stack(self.content, *parts, gap=10)
        self.setMinimumHeight(min(theme.px(_LEAST_HEIGHT), self.screen().availableGeometry().height() - 80))

    def _age(self, kept: KeptBackup) -> str:
        return formats.days_ago(kept.made_on, self._now().date())

    def _show_standing(self) -> None:
        """Say what went wrong with the last backup, and how it stands with the second place."""
        today = self._now().date()
        found = standing(self._journal)
        failed = found.failed
        self._trouble.setVisible(failed is not None)
        if failed is not None:
            told = _("The backup of {day} failed.").format(day=formats.days_ago(failed.on, today))
            if failed.on == today:
                told = _("The backup of today failed.")
            rest = f" {failed.message} {failed.advice}".rstrip()
            self._trouble.words.show_spans([Span(told, "ui_strong"), Span(rest, "ui")])
        self._second.setText(second_in_words(found, today))
        self.second_button.setText(
            _("Choose a second place…") if found.second is None else _("Change the second place…")
        )

    def _show_current(self) -> None:
        kept = self.list.current()
        self.do_button.setEnabled(kept is not None)
        self.note.setText("")
        self.chosen.show_backup(kept)

    def _brought_back(self, backup: Backup) -> None:
        self._back = backup.path
        self._said.words.show_spans(
            [
                Span(_("Brought back as “{name}”.").format(name=backup.path.stem), "ui_strong"),
                Span(" " + _("Your journal is as it was."), "ui"),
            ]
        )
        self._said.show()
        self.open_button.show()
        self.open_button.setFocus()
        self.chosen.show_backup(self.list.current())

    def _replace(self, backup: Backup) -> None:
        self.reject()
        self.in_place_wanted.emit(backup.path)

    def _open(self) -> None:
        if self._back is not None:
            self.open_wanted.emit(self._back)
            self.reject()

    def take_second_place(self, folder: Path) -> None:
        """Keep backups in ``folder`` too."""
        today = self._now().date()
        take_second_place(
            self._journal, folder, today, tasks=self._tasks, parent=self, done=self.show_backups
        )

    def _ask_for_second_place(self) -> None:
        ask_for_second_place(self._journal, self, self.take_second_place)

    def _choose_place(self) -> None:
        name = f"{self._journal.stem} {self._now().date().isoformat()}{self._journal.suffix}"
        dialog = QFileDialog(self, _("Save a copy"), str(self._journal.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever overwritten
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self._copy(Path(chosen)))
        dialog.open()

    def _copy(self, to: Path | None) -> None:
        journal, today = self._journal, self._now().date()

        def work(progress: Progress) -> Backup:
            with JournalReader.open(journal) as reader:
                return make_backup(reader, today=today, to=to, progress=progress)

        self.make_button.setEnabled(False)
        task = self._tasks.start(work, on_success=self._copied, on_error=self._not_copied, on_end=self._ended)
        TaskDialog(task, _("Backing up"), self)

    def _ended(self) -> None:
        self.make_button.setEnabled(True)

    def _not_copied(self, error: BaseException) -> None:
        self._show_standing()
        show_error(error, self)

    def _copied(self, backup: Backup) -> None:
        self.show_backups()
        self.list.selectRow(0)
        self._back = None
        self.open_button.hide()
        self._said.words.show_spans(
            [Span(_("Backed up and read back: “{name}”.").format(name=backup.path.name), "ui_strong")]
        )
        self._said.show()
        self.made.emit()

"""The backups of a journal: when each was made, and bringing one back beside the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import Backup, KeptBackup, backups, make_backup, restore
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import JournalReader
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import empty_state
from retention_journal.ui.panels import Notice
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, caption, label

_KILO, _MEGA = 1_000, 1_000_000
_LEAST_HEIGHT = 420
_MOST_SHOWN = 8  # lines of the list; more are scrolled to


def kept_backups(journal: Path) -> list[KeptBackup]:
    """Return the backups of the journal at ``journal``, the newest first; none out of reach."""
    try:
        return backups(journal)
    except OSError:
        return []


def place_beside(journal: Path, kept: KeptBackup) -> Path:
    """Return where ``kept`` goes when it is brought back: beside the journal, under a name still free."""
    name = _("{name} (from backup {day})").format(name=journal.stem, day=kept.made_on.isoformat())
    target = journal.with_name(f"{name}{journal.suffix}")
    number = 2
    while target.exists():
        target = journal.with_name(f"{name} {number}{journal.suffix}")
        number += 1
    return target


def made_in_words(kept: KeptBackup) -> str:
    """Return when a backup was made: "14 October 2025, 18:02", or the day alone of a file copied since."""
    if kept.made_at.date() != kept.made_on:
        return formats.day(kept.made_on)
    return _("{day}, {time}").format(day=formats.day(kept.made_on), time=formats.clock(kept.made_at))


def size_in_words(size_bytes: int) -> str:
    """Return the size of a file as people read it: "1.4 MB"."""
    if size_bytes >= _MEGA:
        return _("{n} MB").format(n=formats.number(round(Decimal(size_bytes) / _MEGA, 1)))
    return _("{n} kB").format(n=formats.number(max(round(Decimal(size_bytes) / _KILO), 1)))


class BackupsDialog(Dialog):
    """Lists the backups of the open journal and brings one back beside it.

    Signals:
        open_wanted: Open the journal at this Path: a backup brought back.
        made: A new backup was made.
    """

    open_wanted = Signal(object)
    made = Signal()

    def __init__(
        self,
        journal: Path,
        now: Callable[[], datetime],
        parent: QWidget,
        settings: SettingsFile | None = None,
    ) -> None:
        super().__init__(
            _("Backups"),
            _("Bring it back"),
            parent,
            width=640,
            cancel=_("Close"),
            settings=settings,
            name="backups",
        )
        self._journal, self._now = journal, now
        self._back: Path | None = None
        self._tasks = Tasks(self, on_error=lambda failed: show_error(failed, self))
        self.list: RecordView[KeptBackup] = RecordView(
            [
                Column(_("Made"), made_in_words, lambda one: one.number, TextCell("body", "text")),
                Column(_("Age"), self._age, lambda one: -one.number, width=120),
                Column(
                    _("Size"),
                    lambda one: size_in_words(one.size_bytes),
                    lambda one: one.size_bytes,
                    width=100,
                    right=True,
                ),
            ],
            lambda one: one.number,
            name=_("Backups"),
        )
        self.list.opened.connect(lambda _kept: self.accept())
        self.list.current_changed.connect(self._show_place)
        self.make_button = outlined_button(_("Back up now"), small=True)
        self.copy_button = link_button(_("Save a copy elsewhere…"))
        self.make_button.clicked.connect(self.back_up)
        self.copy_button.clicked.connect(self._choose_place)
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
                "{n} backup. The last 14 days and one a month for a year are kept.",
                "{n} backups. The last 14 days and one a month for a year are kept.",
                len(kept),
            ).format(n=len(kept))
        )
        if kept and self.list.current() is None:
            self.list.selectRow(0)
        self._show_place()

    def back_up(self) -> None:
        """Make a backup now and list it."""
        self._copy(None)

    def submit(self) -> None:
        kept = self.list.current()
        if kept is None or self._tasks.busy():
            raise InvalidEntryError("backup", _("Choose a backup from the list."))
        target = place_beside(self._journal, kept)

        def work(_progress: Progress) -> Backup:
            return restore(kept.path, target)

        task = self._tasks.start(work, on_success=self._brought_back)
        TaskDialog(task, _("Bringing the backup back"), self)

    def accept(self) -> None:
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)

    def _lay_out(self) -> None:
        self._count = label("", "ui", colour="text_2", wrap=True)
        self._empty = empty_state(
            "save", _("No backup yet."), _("The first one is made today, beside the journal.")
        )
        self._said = Notice("steady", Span(""))
        open_button = outlined_button(_("Open it"), small=True)
        open_button.clicked.connect(self._open)
        self._said_line = row(self._said, open_button)
        self.open_button = open_button
        self._said.hide()
        open_button.hide()
        head = row(self._count, self.make_button, gap=12)
        head.setStretch(0, 1)
        self._place = caption("", wrap=True)
        below = row(self._place, self.copy_button, gap=12)
        below.setStretch(0, 1)
        stack(self.content, head, self._said_line, self.list, self._empty, below, None, gap=10)
        self.setMinimumHeight(min(theme.px(_LEAST_HEIGHT), self.screen().availableGeometry().height() - 80))

    def _age(self, kept: KeptBackup) -> str:
        return formats.days_ago(kept.made_on, self._now().date())

    def _show_place(self) -> None:
        kept = self.list.current()
        self.do_button.setEnabled(kept is not None)
        self.note.setText("")
        told = _("It is put beside your journal as “{name}”. Your journal stays as it is.")
        self._place.setText(told.format(name=place_beside(self._journal, kept).name) if kept else "")

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
        self._show_place()

    def _open(self) -> None:
        if self._back is not None:
            self.open_wanted.emit(self._back)
            self.reject()

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

        def work(_progress: Progress) -> Backup:
            with JournalReader.open(journal) as reader:
                return make_backup(reader, today=today, to=to)

        self.make_button.setEnabled(False)
        task = self._tasks.start(
            work, on_success=self._copied, on_end=lambda: self.make_button.setEnabled(True)
        )
        TaskDialog(task, _("Backing up"), self)

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

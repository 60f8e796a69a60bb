"""What is shown in place of a journal that cannot be opened: what happened, what is safe, and the ways on.

Nothing here touches the file itself; a backup that is brought back is put beside it under a name of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.services.backups import Backup, KeptBackup, restore
from retention_journal.services.bringing_back import place_for_now
from retention_journal.services.repair import Repair, repair
from retention_journal.storage import generations, neighbours
from retention_journal.ui import icons, theme
from retention_journal.ui.buttons import Button, Kind, outlined_button, quiet_button
from retention_journal.ui.dialogs.backups import kept_backups, made_in_words, place_beside, size_in_words
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.dialogs.repair_journal import RepairDialog
from retention_journal.ui.first_run import SUFFIX
from retention_journal.ui.layouts import FlowLayout, Part, box, column, row, scrolled, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Panel, Rule
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import caption, label, section_title, window_title
from retention_journal.ui.toggles import Radio

_WIDTH = 600
_HANGS = 9  # how far the quiet buttons stand out, so that their words are in line with the others
_BLANK = 6  # left of the book in its picture
_FIRST_SHOWN = 4
#: What may help against which error. The first way an error has is the filled button.
_WAYS = {
    "missing": ("backup", "replace", "again", "open"),
    "damaged": ("repair", "backup", "replace", "files", "open"),
    "older": ("backup", "replace", "accept", "files", "open"),
    "stray_file": ("set_aside", "files", "open"),
    "not_a_journal": ("open", "backup", "replace"),
    "too_new": ("open",),
    "in_use": ("again", "read", "open"),
    "in_use_elsewhere": ("read", "all_the_same", "again", "open"),
    "cannot_write": ("read", "again", "open"),
    "disk_full": ("again", "read", "open"),
    "disk_fails": ("again", "backup", "replace", "open"),
}
_USUAL_WAYS = ("again", "open")


class BackupChoice(Panel):
    """The backups of a journal, one of them taken, and where it would be put."""

    def __init__(self, journal: Path, kept: list[KeptBackup]) -> None:
        super().__init__(padding=(18, 14, 18, 14))
        self._journal, self._kept = journal, kept
        self._group = QButtonGroup(self)
        self.radios = [Radio(made_in_words(one)) for one in kept]
        for number, radio in enumerate(self.radios):
            self._group.addButton(radio, number)
        self._place = caption("", wrap=True)
        self._rest = box(column(*self._lines(_FIRST_SHOWN, None), gap=0))
        self._rest.hide()
        self.more = quiet_button(_("Show all {n}").format(n=len(kept)), small=True)
        self.more.setVisible(len(kept) > _FIRST_SHOWN)
        self.more.clicked.connect(self._show_all)
        stack(
            self,
            section_title(_("Backups of this journal")),
            column(*self._lines(0, _FIRST_SHOWN), self._rest, row(self.more, None), gap=0),
            self._place,
            gap=8,
            margins=(18, 14, 18, 14),
        )
        self._group.idToggled.connect(self._show_place)
        self.radios[0].setChecked(True)

    def taken(self) -> KeptBackup:
        """Return the backup taken."""
        return self._kept[self._group.checkedId()]

    def _lines(self, start: int, end: int | None) -> list[Part]:
        return [
            row(radio, None, caption(size_in_words(one.size_bytes)), gap=8)
            for radio, one in zip(self.radios[start:end], self._kept[start:end], strict=True)
        ]

    def _show_all(self) -> None:
        self._rest.show()
        self.more.hide()
        self.radios[_FIRST_SHOWN].setFocus()

    def _show_place(self) -> None:
        name = place_beside(self._journal, self.taken()).name
        beside = _("It is put beside it as “{name}”. Nothing that is there is touched.").format(name=name)
        in_place = _("In its place, what is there now is set aside under a name of its own.")
        self._place.setText(f"{beside} {in_place}")


class CannotOpen(QWidget):
    """Says why a journal cannot be opened; each wish goes to whoever opens journals.

    Signals:
        again_wanted: Try to open it again.
        read_only_wanted: Open it, but change nothing.
        all_the_same_wanted: Open it although another computer says it has it open.
        open_wanted: Open the journal at this Path, another one or a backup brought back.
        in_place_wanted: Let the backup brought back at this Path take the place of the journal.
        start_wanted: Show the first page.
        quit_wanted: Close the program.
    """

    again_wanted = Signal()
    read_only_wanted = Signal()
    all_the_same_wanted = Signal()
    open_wanted = Signal(object)
    in_place_wanted = Signal(object)
    start_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, error: JournalError, path: Path, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._path, self._now = path, now
        self._tasks = Tasks(self, on_error=lambda failed: show_error(failed, self))
        self.setWindowTitle(window_title(_("{name} – Retention Journal").format(name=path.stem)))
        ways = _WAYS.get(error.code, _USUAL_WAYS)
        kept = kept_backups(path) if "backup" in ways else []
        self.backups = BackupChoice(path, kept) if kept else None
        self.buttons = self._make_buttons([way for way in ways if self._may_help(way)])
        around = row(None, self._content(error, ways), None)
        around.setStretch(1, 6)
        page = box(column(None, around, None, None, margins=(28, 28, 28, 28)))
        stack(self, scrolled(page), gap=0)
        next(iter(self.buttons.values())).setFocus()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(1000), theme.px(680))

    def bring_back(self) -> None:
        """Bring the backup taken back beside the journal, and ask to open it."""
        if self.backups is None:
            return
        kept = self.backups.taken()
        target = place_beside(self._path, kept)

        def work(progress: Progress) -> Backup:
            return restore(kept.path, target, progress)

        task = self._tasks.start(work, on_success=lambda backup: self.open_wanted.emit(backup.path))
        TaskDialog(task, _("Bringing the backup back"), self)

    def replace(self) -> None:
        """Bring the backup taken back out of sight, and ask to put it in the place of the journal."""
        if self.backups is None:
            return
        kept, target = self.backups.taken(), place_for_now(self._path)

        def work(progress: Progress) -> Backup:
            return restore(kept.path, target, progress)

        task = self._tasks.start(work, on_success=lambda backup: self.in_place_wanted.emit(backup.path))
        TaskDialog(task, _("Bringing the backup back"), self)

    def repair(self) -> None:
        """Look what can be brought back of the damaged journal, show it, and put it in place if wanted."""
        path = self._path
        task = self._tasks.start(lambda progress: repair(path, progress), on_success=self._show_repair)
        TaskDialog(task, _("Looking what can be brought back"), self)

    def accept(self) -> None:
        """Take the file for what belongs there, and open it."""
        generations.accept(self._path)
        self.again_wanted.emit()

    def set_aside(self) -> None:
        """Give what does not belong beside the journal another name, and open the journal."""
        try:
            neighbours.set_aside(self._path, self._now().date())
        except JournalError as error:
            show_error(error, self)
            return
        self.again_wanted.emit()

    def show_files(self) -> None:
        """Open the folder of the journal."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _show_repair(self, found: Repair) -> None:
        dialog = RepairDialog(found, self._now().date(), self)
        dialog.repaired.connect(self.open_wanted)
        dialog.open()

    def _may_help(self, way: str) -> bool:
        if way == "repair":
            return self._path.is_file() and self._path.stat().st_size > 0
        return way not in {"backup", "replace"} or self.backups is not None

    def _content(self, error: JournalError, ways: tuple[str, ...]) -> QWidget:
        picture = QLabel()
        picture.setPixmap(icons.app_picture(48, self.devicePixelRatioF()))
        words: list[Part] = [label(error.message, "page", wrap=True)]
        if error.advice:
            words += [2, label(error.advice, "body", colour="text_2", wrap=True)]
        if str(self._path) not in error.message:
            words.append(label(str(self._path), "caption", colour="text_3", wrap=True, selectable=True))
        words.append(12)
        if self.backups is not None:
            words += [self.backups, 10]
        elif "backup" in ways:
            words += [label(_("No backup of it was found beside it."), "body", wrap=True), 8]
        acts = QWidget()
        flow = FlowLayout(10)
        for button in self.buttons.values():
            flow.addWidget(button)
        acts.setLayout(flow)
        inner = box(
            column(
                row(_HANGS - _BLANK, picture, None, gap=0),
                14,
                column(*words, acts, 18, Rule(), gap=6, margins=(_HANGS, 0, _HANGS, 0)),
                4,
                self._foot(),
                gap=6,
            )
        )
        inner.setMaximumWidth(theme.px(_WIDTH + 2 * _HANGS))
        return inner

    def _make_buttons(self, ways: list[str]) -> dict[str, Button]:
        known: dict[str, tuple[str, Callable[[], object]]] = {
            "backup": (_("Bring this backup back"), self.bring_back),
            "replace": (_("Bring it back in its place"), self.replace),
            "repair": (_("Repair…"), self.repair),
            "accept": (_("Open it all the same"), self.accept),
            "set_aside": (_("Set that file aside and open"), self.set_aside),
            "files": (_("Show the files"), self.show_files),
            "again": (_("Try again"), self.again_wanted.emit),
            "read": (_("Open to read only"), self.read_only_wanted.emit),
            "all_the_same": (_("Open it all the same"), self.all_the_same_wanted.emit),
            "open": (_("Open another…"), self._choose),
        }
        made: dict[str, Button] = {}
        for way in ways:
            text, act = known[way]
            button = outlined_button(text)
            button.clicked.connect(lambda _checked=False, act=act: act())
            made[way] = button
        next(iter(made.values())).set_kind(Kind.PRIMARY)
        return made

    def _foot(self) -> QWidget:
        self.start_button = quiet_button(_("Other ways to begin"))
        self.quit_button = quiet_button(_("Quit"))
        self.start_button.clicked.connect(self.start_wanted)
        self.quit_button.clicked.connect(self.quit_wanted)
        line = row(self.start_button, None, self.quit_button)
        line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return box(line)

    def _choose(self) -> None:
        kinds = _("Journals ({patterns})").format(patterns=f"*{SUFFIX}")
        dialog = QFileDialog(self, _("Open a journal"), str(self._path.parent), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_wanted.emit(Path(name)))
        dialog.open()

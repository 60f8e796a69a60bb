"""One client's files, a tab of its page: a signed agreement, a brief, kept inside the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QMenu, QStackedWidget, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.attachments import MOST_BYTES, AttachedFile, attached, put_in_trash
from retention_journal.services.clients import client_name
from retention_journal.services.people import short_name
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, outlined_button, quiet_button
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialogs.file_words import NoteOnFile, RenameFile
from retention_journal.ui.file_kinds import kind_of, size_words
from retention_journal.ui.files_adding import Coming, FilesAdding, files_at, files_in
from retention_journal.ui.files_out import FilesOut, ask_for_files
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import box, column, row, scrolled
from retention_journal.ui.page import MARGIN_WIDE, Page, empty_state, side_margin
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, label, paint_spans, spans_width

_TABLE_HANGS = 12  # a table's lines begin left of its words
_ICON, _BESIDE_ICON = 16, 10  # pixels
_NOTE, _SIZE, _ADDED = (120, 320), 92, (124, 190)  # pixels, least and most
_OWN_KEYS = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Delete})


@dataclass(frozen=True)
class _NameCell:
    """The name of a file, with the icon of its kind."""

    def paint(
        self, painter: QPainter, rect: QRectF, record: AttachedFile, text: str, _behind: QColor
    ) -> None:
        side = theme.px(_ICON)
        kind = kind_of(record.name)
        paint_icon(painter, QRectF(rect.left(), rect.top(), side, rect.height()), kind.icon, "text_2", _ICON)
        paint_spans(
            painter, rect.adjusted(side + theme.px(_BESIDE_ICON), 0, 0, 0), [Span(text, "body_medium")]
        )

    def text_width(self, _record: AttachedFile, text: str) -> float:
        return theme.px(_ICON) + theme.px(_BESIDE_ICON) + spans_width([Span(text, "body_medium")])


class FileView(RecordView[AttachedFile]):
    """The table of files, several of which can be chosen."""

    def __init__(self, columns: Sequence[Column[AttachedFile]]) -> None:
        super().__init__(columns, key=lambda file: file.id, name=_("Files of this client"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def chosen(self) -> list[AttachedFile]:
        """Return the files that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.table.at(number) for number in rows]

    def selectRow(self, row: int) -> None:
        """Choose one line alone, also while the Ctrl of a Ctrl+V is still held, which adds in Qt."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.table.index(row, 0), alone)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN_KEYS
            and not event.modifiers()
        ):
            event.accept()  # F2 is the client's everywhere else on the page
            return True
        return super().event(event)


class FilesTab(Page):
    """The files of one client; Enter opens a copy to read."""

    watches = frozenset({"client", "attachment"})

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        tasks: Tasks,
        *,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        """Make it; ``open_url`` gives a copy to the program that shows it."""
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self.adding = FilesAdding(journal, tasks, now)
        self.out = FilesOut(journal, tasks, self, open_url=open_url)
        self.table = FileView(self._columns())
        self._told = label("", "body", colour="text_2", wrap=True)
        self.open_button = quiet_button(_("Open"), _("Enter"), icon="link", small=True)
        self.save_button = quiet_button(_("Save a copy as…"), icon="save", small=True)
        self.more_button = icon_button("more", _("What else to do with the file"), small=True)
        self.add_button = outlined_button(_("Add files…"), icon="add", small=True)
        self.first_button = outlined_button(_("Add files…"), icon="add")
        self._lay_out()
        self._connect()

    def show_client(self, client_id: int) -> None:
        """Show the files of this client."""
        if client_id != self._client_id:
            self.table.show_records(())  # so that it begins with this one's first
        self._client_id = client_id
        self.make_stale()

    def refresh(self) -> None:
        """Show the files as the journal has them now."""
        if self._client_id is None:
            return
        files = attached(self._journal, self._client_id)
        self.table.show_records(files)
        self.table.select_first()
        self._stack.setCurrentIndex(0 if files else 1)
        self._head.setVisible(bool(files))
        total = size_words(sum(file.size_bytes for file in files))
        told = ngettext("{n} file, {size}.", "{n} files, {size}.", len(files))
        self._told.setText(told.format(n=formats.number(len(files)), size=total))
        self._offer()

    def stand_on(self, table: str, record_id: int) -> None:
        """Choose a file, where it is one of this client's."""
        if table == "attachment":
            if self._stale:
                self._freshen()
            self.table.select(record_id)

    # -- acts ---------------------------------------------------------------------------------------------

    def choose(self) -> QFileDialog | None:
        """Ask which files are to be added."""
        return ask_for_files(self, self._journal.path, self.take_files) if self._may_write() else None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Add the files at ``paths``, as one step; they stay where they are too."""
        self._add(files_at(paths))

    def paste(self) -> None:
        """Add the files of the clipboard, or its picture."""
        coming = files_in(QGuiApplication.clipboard().mimeData(), self._now())
        if coming:
            self._add(coming)
        else:
            self.toast.emit(_("There is no file and no picture to paste. Copy one first."))

    def drop_words(self) -> str:
        """Return what the sign says while files are held above the window."""
        if not self._may_write() or self._client_id is None:
            return ""
        name = short_name(client_name(self._journal, self._client_id).name)
        kept = _("Let go to keep it in the files of {client}.").format(client=name)
        return "\n".join((kept, _("To bring a list or an export in, go to another page first.")))

    def open(self, file: AttachedFile) -> None:
        """Open a copy that is only read."""
        self.out.open(file)

    def save_copies(self) -> QFileDialog | None:
        """Ask where copies of the chosen files go."""
        return self.out.ask_where(self.table.chosen())

    def rename(self) -> RenameFile | None:
        """Ask what the current file is to be called."""
        file = self._current()
        if file is None:
            return None
        dialog = RenameFile(self._journal, file, self)
        dialog.undoable.connect(self.undoable)
        dialog.open()
        return dialog

    def note(self) -> NoteOnFile | None:
        """Ask what is to be noted about the current file."""
        file = self._current()
        if file is None:
            return None
        dialog = NoteOnFile(self._journal, file, self)
        dialog.undoable.connect(self.undoable)
        dialog.open()
        return dialog

    def trash(self) -> None:
        """Put the chosen files in the trash, and offer to undo it."""
        files = self.table.chosen()
        if not files or not self._may_write():
            return
        put_in_trash(self._journal, [file.id for file in files], now=self._now())
        if len(files) == 1:
            self.undoable.emit(_("{name} is in the trash.").format(name=short_name(files[0].name)))
        else:
            told = ngettext("{n} file is in the trash.", "{n} files are in the trash.", len(files))
            self.undoable.emit(told.format(n=len(files)))

    def menu_for_chosen(self) -> QMenu:
        """Return what can be done with the chosen files."""
        menu, one = QMenu(self), len(self.table.chosen()) == 1
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        writes = self._may_write()
        for text, key, act, possible in (
            (_("Open"), "Enter", self._open_current, one),
            (_("Save a copy as…"), "", self.save_copies, True),
            (_("Rename…"), "F2", self.rename, one and writes),
            (_("Note…"), "", self.note, one and writes),
            (_("Move to the trash"), "Del", self.trash, writes),
        ):
            if act == self.trash:
                menu.addSeparator()
            done = menu.addAction(text)
            done.setShortcut(key)
            done.setEnabled(possible)
            done.triggered.connect(lambda _checked=False, act=act: act())
        return menu

    def panes(self) -> Sequence[QWidget]:
        return [self._head, self.table] if self.table.records() else [self.first_button]

    def take_focus(self) -> None:
        if self._stale:
            self._freshen()
        (self.table if self.table.records() else self.first_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif plain and event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.trash()
        elif plain and event.key() == Qt.Key.Key_F2 and self.table.hasFocus():
            self.rename()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, hangs = side_margin(self), theme.px(_TABLE_HANGS)
        self._head.setContentsMargins(hangs, 0, side, 0)
        self._around.setContentsMargins(side - hangs, theme.px(18), 0, 0)

    # -- inside -------------------------------------------------------------------------------------------

    def _columns(self) -> list[Column[AttachedFile]]:
        return [
            Column(
                _("Name"),
                lambda file: file.name,
                cell=_NameCell(),
                accessible=lambda file: f"{file.name}, {kind_of(file.name).label}",
            ),
            Column(
                _("Note"),
                lambda file: file.note,
                cell=TextCell("ui", "text_2"),
                width=_NOTE[0],
                most=_NOTE[1],
                drop=1,
            ),
            Column(
                _("Size"),
                lambda file: size_words(file.size_bytes),
                lambda file: file.size_bytes,
                width=_SIZE,
                right=True,
            ),
            Column(
                _("Added"),
                lambda file: formats.days_ago(file.added_on, self._now().date()) if file.added_on else "",
                lambda file: file.added_on.toordinal() if file.added_on else 0,
                width=_ADDED[0],
                most=_ADDED[1],
                drop=2,
            ),
        ]

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        most = size_words(MOST_BYTES)
        nothing = empty_state(
            "paperclip",
            _("No files yet."),
            _(
                "Keep the signed agreement here: drop it, paste it or choose it. It is locked and backed up"
                " with the journal. At most {size} each."
            ).format(size=most),
            (self.first_button,),
        )
        self._stack.addWidget(scrolled(nothing))
        head = row(self._told, self.open_button, self.save_button, self.more_button, self.add_button, gap=8)
        head.setStretch(0, 1)
        head.setAlignment(self._told, Qt.AlignmentFlag.AlignVCenter)
        self._head = box(head)
        self._around = column(self._head, self._stack, gap=12, margins=(MARGIN_WIDE - _TABLE_HANGS, 18, 0, 0))
        self._around.setStretch(1, 1)
        self.setLayout(self._around)

    def _connect(self) -> None:
        self.table.opened.connect(self.open)
        self.table.menu_wanted.connect(lambda _file, place: self._open_menu(place))
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._offer())
        self.open_button.clicked.connect(lambda _checked: self._open_current())
        self.save_button.clicked.connect(lambda _checked: self.save_copies())
        self.more_button.clicked.connect(
            lambda _checked: self._open_menu(
                self.more_button.mapToGlobal(self.more_button.rect().bottomLeft())
            )
        )
        for button in (self.add_button, self.first_button):
            button.clicked.connect(lambda _checked: self.choose())
            button.setEnabled(self._may_write())
        self.adding.added.connect(self._added)
        self.out.said.connect(self.toast)

    def _may_write(self) -> bool:
        return not self._journal.is_read_only

    def _current(self) -> AttachedFile | None:
        return self.table.current() if self._may_write() else None

    def _add(self, coming: Sequence[Coming]) -> None:
        if self._client_id is not None and coming and self._may_write():
            self.adding.add(self._client_id, coming, self.window())

    def _added(self, client_id: int, ids: Sequence[int]) -> None:
        if client_id == self._client_id and ids:
            self.stand_on("attachment", ids[-1])
            if self.isVisible():
                self.table.setFocus()
        name = short_name(client_name(self._journal, client_id).name)
        told = ngettext("{n} file is kept with {client}.", "{n} files are kept with {client}.", len(ids))
        self.undoable.emit(told.format(n=formats.number(len(ids)), client=name))

    def _open_current(self) -> None:
        if file := self.table.current():
            self.open(file)

    def _open_menu(self, place: QPoint) -> None:
        self.menu_for_chosen().popup(place)

    def _offer(self) -> None:
        """Let the buttons do what can be done with what is chosen."""
        chosen = len(self.table.chosen())
        self.open_button.setEnabled(chosen == 1)
        self.save_button.setEnabled(chosen > 0)
        self.more_button.setEnabled(chosen > 0)

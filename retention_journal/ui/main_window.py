"""The window: sidebar, pages, menu bar, and the keys that work everywhere.

Whoever puts the program together registers pages and commands; the window builds a page when it is first
shown, keeps it, and is the only one who goes anywhere. No page knows another.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import NotFoundError
from retention_journal.i18n import _
from retention_journal.settings import LARGEST_TEXT, SMALLEST_TEXT, USUAL_TEXT, SettingsFile
from retention_journal.storage.journal import Changed, Journal
from retention_journal.ui import icons, theme
from retention_journal.ui.history import History, Stop
from retention_journal.ui.layouts import row, size_for_the_screen
from retention_journal.ui.menus import Menus
from retention_journal.ui.page import MEDIUM, Page, action, focus_pane
from retention_journal.ui.page_stack import PageStack, Place
from retention_journal.ui.palette import Hit, Palette, Provider
from retention_journal.ui.scrim import Scrim
from retention_journal.ui.sidebar import Entry, Sidebar
from retention_journal.ui.text_labels import literal, window_title
from retention_journal.ui.toast import Toast

_AFTER_FIRST_PAINT_MS = 150
_COUNT_AFTER_MS = 40
_TEXT_STEP = 10
_NUMBERED_PAGES = 8


class MainWindow(QMainWindow):
    """The main window of one journal.

    ``page_shown`` tells the name of the page shown; ``closed`` that the window is gone; ``settled`` comes
    once, shortly after the first paint, for work that must not slow the start.
    """

    page_shown = Signal(str)
    settled = Signal()
    closed = Signal()

    def __init__(self, journal: Journal, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.journal, self.settings, self.now = journal, settings, now
        self._history = History()
        self._providers: list[Provider] = []
        self._help: Callable[[str], object] | None = None
        self._saved_at: datetime | None = None
        self._rail_chosen: bool | None = None
        self._painted = self._is_over = False
        self._outgrown, self._scale = "", theme.scale()
        self.setWindowIcon(icons.app_icon())
        self.say_in_title("")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._build()
        self.menus = Menus(self.menuBar())
        self._add_commands()
        self._counter = QTimer(self)
        self._counter.setSingleShot(True)
        self._counter.setInterval(_COUNT_AFTER_MS)
        self._counter.timeout.connect(self.show_counts)
        journal.on_change(self._take_note)
        self._take_size()

    def _build(self) -> None:
        self.sidebar = Sidebar()
        self.stack = PageStack(self.journal)
        middle = QWidget()
        middle.setLayout(row(self.sidebar, self.stack, gap=0))
        self.setCentralWidget(middle)
        self.toast = Toast(self.stack)
        self._scrim = Scrim(self)
        self.sidebar.page_wanted.connect(self.go_to)
        self.sidebar.search_wanted.connect(self.open_palette)
        self.stack.toast.connect(self.say)
        self.stack.undoable.connect(self.say_done)

    def say_in_title(self, told: str) -> None:
        """Put what presses most before the journal's name, where it is seen with the window behind others."""
        name = f"{self.journal.path.stem} – Retention Journal"
        self.setWindowTitle(window_title(f"{told} – {name}" if told else name))

    # Pages

    def add_page(
        self,
        page: str,
        title: str,
        icon: str,
        factory: Callable[[], Page],
        *,
        group: str | None = None,
        count: Callable[[], int | None] | None = None,
        under: str = "",
        shortcut: str = "",
    ) -> None:
        """Register a page; it is built when first shown.

        Args:
            page: Its name, for ``go_to``.
            title: What the sidebar and the menu call it.
            icon: Name of its icon.
            factory: Makes it.
            group: Heading in the sidebar; "" for a gap before it, None to stand with the one before.
            count: How many things wait there; asked after every change.
            under: Name of the page in the sidebar it belongs to, or NOWHERE; it then has no line of its own.
            shortcut: A key besides its Ctrl+number.
        """
        self.stack.register(page, Place(title, icon, factory, group, count, under))
        if under:
            return
        number = len(list(self.stack.in_sidebar()))
        keys = [key for key in (f"Ctrl+{number}" if number <= _NUMBERED_PAGES else "", shortcut) if key]
        go = action(self, literal(title), lambda: self.go_to(page), icon=icon)
        go.setShortcuts([QKeySequence(key) for key in keys])
        go.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.menus.add("go", go)
        self.menus.fill()
        self._show_entries()

    def go_to(self, page: str, **place: Any) -> None:
        """Show ``page`` at ``place``, such as ``go_to("client", client_id=7)``."""
        self._history.go(Stop(page, place))
        self._show(Stop(page, place))

    def back(self) -> None:
        """Show what was shown before."""
        if stop := self._history.back():
            self._show(stop)

    def forward(self) -> None:
        """Show again what ``back`` left."""
        if stop := self._history.forward():
            self._show(stop)

    def page(self, page: str) -> Page:
        """Return the page ``page``, built now if it has not been shown yet."""
        return self.stack.page(page)

    def current_page(self) -> str:
        """Return the name of the page shown, or "" before the first."""
        return self._history.current.page if self._history.current else ""

    def built_pages(self) -> dict[str, Page]:
        """Return the pages built so far by name."""
        return self.stack.built()

    def _show(self, stop: Stop) -> None:
        page = self.page(stop.page)
        try:
            page.open_place(**stop.place)
        except NotFoundError as error:
            self._go_elsewhere(stop, error)
            return
        self.stack.setCurrentWidget(page)
        if self._outgrown and self._outgrown != stop.page:
            self._outgrown = ""
            self.stack.forget(but=stop.page)
        self.sidebar.show_current(self.stack.places()[stop.page].under or stop.page)
        self.menus.show_page_actions(page.menu_actions())
        self.back_action.setEnabled(self._history.can_go_back)
        self.forward_action.setEnabled(self._history.can_go_forward)
        if not self.sidebar.pages.hasFocus():
            page.take_focus()
        self.page_shown.emit(stop.page)

    def _go_elsewhere(self, stop: Stop, error: NotFoundError) -> None:
        """Show the page above ``stop``, and say that what was there is gone."""
        self._history.drop()
        above = self.stack.places()[stop.page].under
        self.go_to(above if above in self.stack.places() else "today")
        self.say(f"{error.message} {error.advice}".strip())

    def _show_entries(self) -> None:
        entries: list[Entry] = []
        for name, place in self.stack.in_sidebar():
            if place.group is not None and entries:
                entries.append(Entry("", place.group))
            entries.append(Entry(name, place.title, place.icon))
        self.sidebar.show_entries(entries)

    # What the pages and the journal tell

    def say(self, text: str, offer: str = "", act: Callable[[], object] | None = None) -> None:
        """Say ``text`` in a toast, with a button ``offer`` that does ``act``."""
        self.toast.say(text, offer, act)

    def say_done(self, text: str) -> None:
        """Say what was done, and offer to undo it."""
        self.toast.say(text, _("Undo"), self.undo)

    def show_counts(self) -> None:
        """Ask each page how many things wait there."""
        if self._is_over:
            return  # a timer of a window whose journal is closed
        for name, place in self.stack.in_sidebar():
            if place.count is not None:
                self.sidebar.show_count(name, place.count())

    def stop_listening(self) -> None:
        """Take no more note of the journal, because the window goes and the journal may stay."""
        self._is_over = True
        self.journal.stop_telling(self._take_note)
        self.stack.stop_listening()

    def _take_note(self, _changed: Changed) -> None:
        self._saved_at = self.now()
        self.toast.withdraw_offer()  # its undo would take back this, not what it says
        if self._painted:
            self._counter.start()

    # Commands

    def add_command(
        self, menu: str, text: str, done: Callable[[], object], shortcut: str = "", *, icon: str = ""
    ) -> QAction:
        """Add a command to ``menu`` ("journal", "client", …) that works on every page; returns it."""
        made = action(self, text, done, shortcut, icon=icon, anywhere=True)
        self.menus.add(menu, made)
        self.menus.fill()
        return made

    def add_line(self, menu: str) -> None:
        """Add a line below the commands of ``menu`` so far."""
        self.menus.add(menu, None)

    def add_search(self, provider: Provider) -> None:
        """Let the palette ask ``provider`` for hits, after those added before."""
        self._providers.append(provider)

    def offer_help(self, show: Callable[[str], object]) -> None:
        """Let F1 call ``show`` with the name of the page."""
        self._help = show
        self.menus.add(
            "help", action(self, _("&Help for this page"), self._show_help, "F1", icon="help", anywhere=True)
        )
        self.menus.fill()

    def undo(self) -> None:
        """Take back: in the text field at hand if it has something to, else in the journal."""
        field = QApplication.focusWidget()
        if _undoes(field):
            field.undo()  # type: ignore[union-attr]
        elif label := self.journal.undo():
            self.toast.say(_("{act}: taken back.").format(act=label), _("Redo"), self.redo)

    def redo(self) -> None:
        """Make again what was taken back."""
        field = QApplication.focusWidget()
        if _undoes(field, again=True):
            field.redo()  # type: ignore[union-attr]
        elif label := self.journal.redo():
            self.toast.say(_("{act}: done again.").format(act=label), _("Undo"), self.undo)

    def open_palette(self) -> None:
        """Open search and commands."""
        palette = Palette(self, self._providers, self._commands)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.closed.connect(self._scrim.hide)
        self._scrim.cover()
        palette.ask()

    def set_text_scale(self, percent: int) -> None:
        """Show texts at ``percent`` of their usual size, 80 to 200."""
        percent = min(max(percent, SMALLEST_TEXT), LARGEST_TEXT)
        self.settings.change(text_scale=percent)
        theme.apply(self.settings.current)
        self._outgrown = ""
        self.stack.forget()
        if stop := self._history.current:
            self._show(stop)
        self.toast.say(_("Text at {n} %.").format(n=percent))

    def _change_text(self, step: int) -> None:
        self.set_text_scale(self.settings.current.text_scale + step)

    def toggle_sidebar(self) -> None:
        """Show the sidebar as icons, or with words."""
        self._rail_chosen = not self.sidebar.is_rail()
        if self.width() >= MEDIUM * theme.scale():
            self.settings.change(rail=self._rail_chosen)
        self._fit_sidebar()

    def _add_commands(self) -> None:
        add = self._command
        self.menus.add("journal", add(_("&Save"), self._save, "Ctrl+S", icon="save"), last=True)
        self.menus.add("journal", add(_("&Quit"), self.close, "Ctrl+Q"), last=True)
        self.undo_action = add(_("&Undo"), self.undo, "Ctrl+Z", icon="undo")
        self.redo_action = add(_("&Redo"), self.redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.menus.add("edit", self.undo_action)
        self.menus.add("edit", self.redo_action)
        self.menus.add("edit", add(_("&Find on this page"), self._find, "Ctrl+F", icon="search"), last=True)
        self.menus.menu("edit").aboutToShow.connect(self._name_undo)
        self.menus.add(
            "go", add(_("&Search and commands"), self.open_palette, "Ctrl+K", icon="search"), last=True
        )
        self.back_action = add(_("&Back"), self.back, "Alt+Left", icon="back")
        self.forward_action = add(_("&Forward"), self.forward, "Alt+Right", icon="forward")
        self.menus.add("go", self.back_action, last=True)
        self.menus.add("go", self.forward_action, last=True)
        self._add_view_commands()
        self.menus.fill()

    def _add_view_commands(self) -> None:
        add = self._command
        larger = add(_("&Larger text"), lambda: self._change_text(_TEXT_STEP))
        larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        for made in (
            add(_("Sidebar &wide or narrow"), self.toggle_sidebar, "Ctrl+B"),
            add(_("&Preview at the side"), self._preview, "F9"),
            None,
            larger,
            add(_("&Smaller text"), lambda: self._change_text(-_TEXT_STEP), "Ctrl+-"),
            add(_("&Usual text size"), lambda: self.set_text_scale(USUAL_TEXT), "Ctrl+0"),
            None,
            add(_("&Next part of the window"), self._next_pane, "F6"),
            add(_("Part of the window &before"), lambda: self._next_pane(backwards=True), "Shift+F6"),
        ):
            self.menus.add("view", made)

    def _command(
        self, text: str, done: Callable[[], object], shortcut: str = "", *, icon: str = ""
    ) -> QAction:
        return action(self, text, done, shortcut, icon=icon, anywhere=True)

    def _commands(self, query: str) -> list[Hit]:
        self._name_undo()
        return list(self.menus.hits(query))

    def _name_undo(self) -> None:
        undo, redo = self.journal.undo_label, self.journal.redo_label
        self.undo_action.setText(_("&Undo: {act}").format(act=literal(undo)) if undo else _("&Undo"))
        self.redo_action.setText(_("&Redo: {act}").format(act=literal(redo)) if redo else _("&Redo"))

    def _save(self) -> None:
        page = self.built_pages().get(self.current_page())
        if page is not None and page.save():
            return
        if self._saved_at is None:
            self.say(_("Already saved."))
        else:
            self.say(_("Already saved, {time}.").format(time=formats.clock(self._saved_at)))

    def _find(self) -> None:
        page = self.built_pages().get(self.current_page())
        if page is None or not page.find():
            self.open_palette()

    def _preview(self) -> None:
        if page := self.built_pages().get(self.current_page()):
            page.preview()

    def _next_pane(self, *, backwards: bool = False) -> None:
        page = self.built_pages().get(self.current_page())
        focus_pane([self.sidebar.pages, *(page.panes() if page else [])], backwards=backwards)

    def _show_help(self) -> None:
        if self._help is not None:
            self._help(self.current_page())

    # Size

    def restyle(self) -> None:
        """Take over the theme's sizes; pages are built anew for another size of texts, this one once left."""
        if theme.scale() != self._scale:
            self._scale = theme.scale()
            self._outgrown = self.current_page()
            self.stack.forget(but=self._outgrown)
        self.menuBar().setFont(theme.font("ui"))
        self._fit_sidebar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        edge = MEDIUM * theme.scale()
        if (before < edge) != (now < edge):
            self._rail_chosen = None
        self._fit_sidebar()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self, self._settle)

    def closeEvent(self, event: QCloseEvent) -> None:
        state = base64.b64encode(self.saveGeometry().data()).decode()
        self.settings.change(window=state)
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()

    def _settle(self) -> None:
        self.show_counts()
        self.settled.emit()

    def _fit_sidebar(self) -> None:
        wide = self.width() >= MEDIUM * theme.scale()
        rail = (
            self._rail_chosen if self._rail_chosen is not None else (not wide or self.settings.current.rail)
        )
        if rail != self.sidebar.is_rail():
            self.sidebar.set_rail(rail)

    def _take_size(self) -> None:
        self.setMinimumSize(QSize(*theme.window_size("window_min")))
        kept = self.settings.current.window
        if not kept or not self.restoreGeometry(QByteArray(base64.b64decode(kept, validate=False))):
            size_for_the_screen(self, *theme.window_size("window_default"))
        self.restyle()


def _undoes(field: QWidget | None, *, again: bool = False) -> bool:
    """Say whether ``field`` is a text field with something of its own to undo, or to do again."""
    if isinstance(field, QLineEdit) and not field.isReadOnly():
        return field.isRedoAvailable() if again else field.isUndoAvailable()
    if isinstance(field, QPlainTextEdit) and not field.isReadOnly():
        return field.document().isRedoAvailable() if again else field.document().isUndoAvailable()
    return False

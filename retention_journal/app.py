"""Composition root of the window: paths, log, settings, language, journal, window. Only here they meet."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from retention_journal import i18n, logs, paths
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.services import today as _today  # noqa: F401 - the first page, on which all else waits
from retention_journal.services.backups import make_daily_backup
from retention_journal.settings import SettingsFile
from retention_journal.storage import backup
from retention_journal.storage.faults import InUseError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.lock import Lock

# Qt comes last: once it is there, it reads the source of every module that is imported.
# isort: split
from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.icons import app_icon
from retention_journal.ui.messages import show_error, show_uncaught_errors
from retention_journal.ui.one_window import OneWindow, knock
from retention_journal.ui.reminder import Reminder, SystemTray

if TYPE_CHECKING:
    from retention_journal.ui.first_run import FirstRun

_FIRST_SIZE = (1280, 820)
_AFTER_PAINT_MS = 150
SAMPLE_NAME = "Solheim Synlighet.rjournal"


def run(journal: Path | None = None, *, after_first_paint: Callable[[], object] | None = None) -> int:
    """Open the window on ``journal``, on the one last used, or on the first page; return the exit code.

    Args:
        journal: The journal's file; None takes the one last used.
        after_first_paint: Called once the first window shows its content, for benchmarks.
    """

    def seen() -> None:
        gc.freeze()  # what a start has made stays: nobody need look through it again and again
        gc.enable()
        if after_first_paint is not None:
            after_first_paint()

    logs.start()
    settings = SettingsFile(paths.settings_file())
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Retention Journal")
    app.setDesktopFileName("retention-journal")
    program = Program(app, settings, now=datetime.now, after_first_paint=seen)
    return app.exec() if program.begin(journal) else 0


class Program(QObject):
    """What is open: the first page, a journal, or why a journal could not be opened."""

    def __init__(
        self,
        app: QApplication,
        settings: SettingsFile,
        *,
        now: Callable[[], datetime],
        after_first_paint: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._now = now
        self._after_first_paint = after_first_paint
        self._qt_texts = QTranslator()
        self._window: QWidget | None = None
        self._first_run: FirstRun | None = None
        self._held: _Held | None = None
        self._speak(settings.current.language or QLocale.system().name())
        theme.apply(settings.current)
        settings.on_change(theme.apply)
        app.setWindowIcon(app_icon())
        app.aboutToQuit.connect(self.end)
        self._reminder = Reminder(settings, now, SystemTray())
        self._reminder.wanted.connect(self._come_to_today)

    @property
    def window(self) -> QWidget | None:
        """The window that is shown."""
        return self._window

    def begin(self, journal: Path | None) -> bool:
        """Show the first window; False where another one that was open has come to the front instead."""
        last = self._settings.current.last_journal
        path = journal or (Path(last) if last else None)
        if path is None or (journal is None and not path.exists() and not backup.folder_of(path).exists()):
            self.show_first_run()
            return True
        return self.open(path.absolute())

    def show_first_run(self) -> None:
        """Show the four ways to a journal."""
        from retention_journal.ui.first_run import FirstRun

        page = FirstRun(paths.documents())
        page.new_wanted.connect(self.create)
        page.file_wanted.connect(self._create_from_file)
        page.sample_wanted.connect(self.open_sample)
        page.open_wanted.connect(self.open)
        page.language_wanted.connect(self._speak_from_first_run)
        page.resize(theme.px(_FIRST_SIZE[0]), theme.px(_FIRST_SIZE[1]))
        self._let_go()
        self._show(page)
        self._first_run = page

    def create(self, path: Path) -> bool:
        """Make a journal at ``path`` and open it; say whether that went well."""
        try:
            Journal.create(path).close()
        except JournalError as error:
            if self._first_run is not None:
                self._first_run.show_error(InvalidEntryError("name", error.message, error.advice))
            else:
                show_error(error, self._window)
            return False
        return self.open(path)

    def open_sample(self) -> bool:
        """Open the sample firm, made on the day it is first opened."""
        from retention_journal.services.sample import fill_sample

        folder = paths.state_folder() / "sample"
        path = folder / SAMPLE_NAME
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                Journal.create(path, fill=partial(fill_sample, today=self._now().date())).close()
            except JournalError as error:
                show_error(error, self._window)
                return False
        return self.open(path)

    def open(self, path: Path, *, read_only: bool = False, although_elsewhere: bool = False) -> bool:
        """Open the journal at ``path``; False where the window that has it open came to the front.

        Whatever stands in the way is shown with the ways on; the file is never made worse.
        """
        try:
            held = _take(path, self._now().date(), read_only=read_only, break_lock=although_elsewhere)
        except JournalError as error:
            if isinstance(error, InUseError) and error.code == "in_use" and self._raise_other(path):
                return self._window is not None
            self._show_why_not(error, path)
            return True
        self._let_go()
        self._held = held
        held.knocks.asked.connect(self._come_to_front)
        self._settings.opened(path)
        self._show_desk(held)
        return True

    def _raise_other(self, path: Path) -> bool:
        return knock(path)

    def _show_desk(self, held: _Held) -> None:
        desk = Desk(held.journal, self._settings, self._now)
        desk.open_wanted.connect(self.open)
        desk.new_wanted.connect(self.show_first_run)
        desk.sample_wanted.connect(self.open_sample)
        desk.language_wanted.connect(self._speak_and_build_again)
        self._show(desk)
        show_uncaught_errors(desk)
        if not held.journal.is_read_only:
            _after_first_paint(desk, partial(desk.back_up_today, self._now().date()))
            _after_first_paint(desk, desk.lights.start)
        _after_first_paint(desk, partial(self._remind_of, held))

    def _remind_of(self, held: _Held) -> None:
        if held is self._held:
            self._reminder.follow(held.journal)

    def _come_to_front(self) -> None:
        if self._window is not None:
            _to_front(self._window)

    def _come_to_today(self) -> None:
        if isinstance(self._window, Desk):
            self._window.go_to("today")
        self._come_to_front()

    def _show_why_not(self, error: JournalError, path: Path) -> None:
        from retention_journal.ui.cannot_open import CannotOpen

        page = CannotOpen(error, path)
        page.again_wanted.connect(lambda: self.open(path))
        page.read_only_wanted.connect(lambda: self.open(path, read_only=True))
        page.all_the_same_wanted.connect(lambda: self.open(path, although_elsewhere=True))
        page.open_wanted.connect(self.open)
        page.start_wanted.connect(self.show_first_run)
        page.quit_wanted.connect(self._app.quit)
        self._show(page)

    def _show(self, window: QWidget) -> None:
        old, self._window = self._window, window
        self._first_run = None
        window.show()
        if self._after_first_paint is not None:
            _after_first_paint(window, self._after_first_paint, wait_ms=0)
            self._after_first_paint = None
        if old is not None:
            old.hide()
            old.deleteLater()

    def end(self) -> None:
        """Close what is open."""
        self._let_go()
        sys.excepthook = sys.__excepthook__
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
            self._window = None

    def _let_go(self) -> None:
        """Close the journal that is open, with a backup of the day where there is none."""
        if self._held is not None:
            held, self._held = self._held, None
            self._reminder.follow(None)
            if isinstance(self._window, Desk):
                self._window.finish()
            held.let_go(self._now().date())

    def _create_from_file(self, path: Path, clients: Path) -> None:
        if self.create(path) and isinstance(self._window, Desk):
            self._window.bring_in(clients)

    def _speak_from_first_run(self, language: str) -> None:
        self._settings.change(language=language)
        self._speak(language)
        self.show_first_run()

    def _speak_and_build_again(self, language: str) -> None:
        """Speak another language from now on: every text is made anew, the place kept."""
        self._settings.change(language=language)
        self._speak(language)
        if self._held is not None and isinstance(self._window, Desk):
            place = self._window.place()
            self._window.finish()
            self._show_desk(self._held)
            if isinstance(self._window, Desk):
                self._window.go_to(*place)

    def _speak(self, language: str) -> None:
        i18n.use(language)
        QLocale.setDefault(QLocale({"en": "en_GB", "nb": "nb_NO", "sv": "sv_SE"}[i18n.language()]))
        self._app.removeTranslator(self._qt_texts)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        name = {"nb": "qtbase_nn", "sv": "qtbase_sv"}.get(i18n.language(), "qtbase_en")
        if self._qt_texts.load(name, folder):
            self._app.installTranslator(self._qt_texts)


class _Held:
    """A journal that is open, with its lock and the ear for a second start."""

    def __init__(self, journal: Journal, lock: Lock | None) -> None:
        self.journal = journal
        self._lock = lock
        self.knocks = OneWindow(journal.path)

    def let_go(self, today: date) -> None:
        """Back up where today's backup is missing, then close the file and give the lock back."""
        self.knocks.close()
        path = self.journal.path
        try:
            if not self.journal.is_read_only:
                with suppress(JournalError):
                    make_daily_backup(path, today)
            self.journal.close()
        finally:
            if self._lock is not None:
                self._lock.release()


def _take(path: Path, today: date, *, read_only: bool, break_lock: bool) -> _Held:
    if read_only:
        return _Held(Journal.open_read_only(path), None)
    if not path.exists():
        Journal.open(path)  # says that it is missing, before a lock is made for nothing
    lock = Lock.take(path, break_other_computers=break_lock)

    def keep(old: JournalReader) -> None:
        backup.make(old, backup.folder_of(path), today)

    try:
        return _Held(Journal.open(path, before_migration=keep), lock)
    except BaseException:
        lock.release()
        raise


class _FirstPaint(QObject):
    """Waits for a window's first picture."""

    def __init__(self, window: QWidget, work: Callable[[], object], wait_ms: int) -> None:
        super().__init__(window)
        self._window, self._work, self._wait_ms = window, work, wait_ms
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._window and event.type() == QEvent.Type.UpdateRequest:
            self._window.removeEventFilter(self)
            QTimer.singleShot(self._wait_ms, self._window, self._work)
        return False


def _after_first_paint(window: QWidget, work: Callable[[], object], wait_ms: int = _AFTER_PAINT_MS) -> None:
    """Do ``work`` once the person sees the window; before that it would keep them waiting."""
    _FirstPaint(window, work, wait_ms)


def _to_front(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()

"""Composition root of the window: paths, log, settings, language, journal, window. Only here they meet."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from retention_journal import i18n, logs, paths, private
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.services import today as _today  # noqa: F401 - the first page, on which all else waits
from retention_journal.services.attachments import forget_opened_copies
from retention_journal.services.backups import back_up_changes
from retention_journal.services.passphrases import Relocked
from retention_journal.settings import SettingsFile
from retention_journal.storage import backup, faults, generations, keys, rekeying
from retention_journal.storage.faults import InUseError, LockedError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.lock import Lock, locked

# Qt comes last: once it is there, it reads the source of every module that is imported.
# isort: split
from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.ui import quiet_qt, state, theme
from retention_journal.ui.auto_lock import AutoLock
from retention_journal.ui.desk import Desk
from retention_journal.ui.garbage import Garbage
from retention_journal.ui.icons import app_icon
from retention_journal.ui.last_folders import forget_told
from retention_journal.ui.messages import show_error, show_uncaught_errors
from retention_journal.ui.one_window import OneWindow, knock
from retention_journal.ui.own_clipboard import OwnClipboard
from retention_journal.ui.own_keyring import OwnKeyring
from retention_journal.ui.reminder import Reminder, SystemTray

if TYPE_CHECKING:
    from retention_journal.ui.first_run import FirstRun
    from retention_journal.ui.locked_page import LockedPage

_FIRST_SIZE = (1280, 820)
_AFTER_PAINT_MS = 150
SAMPLE_NAME = "Solheim Synlighet.rjournal"


def run(
    journal: Path | None = None,
    passphrase: str | None = None,
    *,
    after_first_paint: Callable[[], object] | None = None,
) -> int:
    """Open the window on ``journal``, on the one last used, or on the first page; return the exit code.

    Args:
        journal: The journal's file; None takes the one last used.
        passphrase: What opens it where it is locked; None asks for it.
        after_first_paint: Called once the first window shows its content, for benchmarks.
    """
    prepare()
    settings = SettingsFile(paths.settings_file())
    app = QApplication(sys.argv[:1])
    quiet_qt.keep_words_off_the_terminal()
    app.setApplicationName("Retention Journal")
    app.setDesktopFileName("retention-journal")
    program = Program(app, settings, now=datetime.now, after_first_paint=after_first_paint)
    return app.exec() if program.begin(journal, passphrase) else 0


def prepare() -> None:
    """Keep to its owner what this process remembers, writes down and says when something fails.

    Qt's own dialogs would write down the folders used last, which may bear clients' names: they keep the
    list for as long as the program runs.
    """
    private.keep_memory()
    private.keep_files()
    paths.make_journals_known()
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    generations.keep_in(paths.state_folder() / "saves")
    logs.start()
    logs.keep_words_off_the_terminal()


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
        forget_told(settings)
        self._now = now
        self._after_first_paint = after_first_paint
        self._qt_texts = QTranslator()
        self._window: QWidget | None = None
        self._first_run: FirstRun | None = None
        self._asking: LockedPage | None = None
        self._held: _Held | None = None
        self._speak(settings.current.language or QLocale.system().name())
        theme.apply(settings.current)
        settings.on_change(theme.apply)
        app.setWindowIcon(app_icon())
        app.aboutToQuit.connect(self.end)
        self._reminder = Reminder(settings, now, SystemTray())
        self._reminder.wanted.connect(self._come_to_today)
        self.auto_lock = AutoLock(app, settings, now)
        self.auto_lock.wanted.connect(self.lock)
        self._clipboard = OwnClipboard(app)
        self._keyring = OwnKeyring(self, settings)
        self._garbage = Garbage(self)
        self._is_seen = False

    @property
    def window(self) -> QWidget | None:
        """The window that is shown."""
        return self._window

    def begin(self, journal: Path | None, passphrase: str | None = None) -> bool:
        """Show the first window; False where another one that was open has come to the front instead.

        A passphrase that is given is tried once where one is asked for; what does not fit is said there.
        """
        forget_opened_copies()  # of a run that was killed
        last = self._settings.current.last_journal
        path = journal or (Path(last) if last else None)
        if path is None or (journal is None and not path.exists() and not backup.folder_of(path).exists()):
            self.show_first_run()
            return True
        is_shown = self.open(path.absolute())
        if passphrase is not None and self._asking is not None:
            self._asking.words_given.emit(passphrase)
        return is_shown

    def show_first_run(self) -> None:
        """Show the four ways to a journal."""
        from retention_journal.ui.first_run import FirstRun
        from retention_journal.ui.layouts import size_for_the_screen

        page = FirstRun(paths.documents())
        page.new_wanted.connect(self.create)
        page.file_wanted.connect(self._create_from_file)
        page.sample_wanted.connect(self.open_sample)
        page.open_wanted.connect(self.open)
        page.language_wanted.connect(self._speak_from_first_run)
        size_for_the_screen(page, theme.px(_FIRST_SIZE[0]), theme.px(_FIRST_SIZE[1]))
        self._let_go()
        self._show(page)
        self._first_run = page

    def create(self, path: Path, passphrase: str = "") -> bool:
        """Make a journal at ``path``, locked if a passphrase is given, and open it; say if that went well."""
        try:
            key = Key.from_passphrase(passphrase) if passphrase else None
            Journal.create(path, key=key).close()
        except JournalError as error:
            if self._first_run is not None:
                self._first_run.show_error(InvalidEntryError("name", error.message, error.advice))
            else:
                show_error(error, self._window)
            return False
        is_open = self.open(path)
        if passphrase and isinstance(self._window, Desk):
            self._window.show_recovery_sheet()
        return is_open

    def open_sample(self) -> bool:
        """Open the sample firm, made on the day it is first opened."""
        from retention_journal.services.sample import fill_sample

        folder = paths.state_folder() / "sample"
        path = folder / SAMPLE_NAME
        if not path.exists():
            private.make_folder(folder)
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
        except LockedError:
            ways = partial(self.open, path, read_only=read_only, although_elsewhere=although_elsewhere)
            self._show_locked(path, ways)
            return True
        except JournalError as error:
            if isinstance(error, InUseError) and error.code == "in_use" and self._raise_other(path):
                return self._window is not None
            self._show_why_not(error, path)
            return True
        self._let_go()
        self._held = held
        if held.journal.is_locked_with_passphrase:
            state.seal_for(path, held.journal.secret_for("drafts"))
        self._keyring.changed(rekeying.key_of(path))
        self.auto_lock.watch(on=held.journal.is_locked_with_passphrase)
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
        desk.lock_wanted.connect(self.lock)
        desk.repair_wanted.connect(self.show_damage)
        desk.passphrase_given.connect(self.change_passphrase)
        desk.in_place_wanted.connect(self.put_in_place)
        self._show(desk)
        show_uncaught_errors(desk)
        if not held.journal.is_read_only:
            _after_first_paint(desk, desk.back_up_changes)
            _after_first_paint(desk, desk.lights.start)
            _after_first_paint(desk, desk.check_watch.start)
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

        page = CannotOpen(error, path, self._now)
        page.again_wanted.connect(lambda: self.open(path))
        page.read_only_wanted.connect(lambda: self.open(path, read_only=True))
        page.all_the_same_wanted.connect(lambda: self.open(path, although_elsewhere=True))
        page.open_wanted.connect(self.open)
        page.in_place_wanted.connect(partial(self._put_in_place_of, path))
        page.start_wanted.connect(self.show_first_run)
        page.quit_wanted.connect(self._app.quit)
        self._show(page)

    def show_damage(self) -> None:
        """Close the journal that is open, part of which cannot be read, and show what helps."""
        if self._held is not None:
            path = self._held.journal.path
            self._let_go(backs_up=False)
            self._show_why_not(faults.damaged(path), path)

    def lock(self) -> None:
        """Lock the journal that is open: nothing of it stays on the screen, and what was typed is a draft."""
        held, desk = self._held, self._window
        if held is None or not held.journal.is_locked_with_passphrase or not isinstance(desk, Desk):
            return
        path, read_only, place = held.journal.path, held.journal.is_read_only, desk.place()
        page = self._locked_page(path, partial(self._open_again, path, read_only, place))
        page.setGeometry(desk.geometry())
        page.show()
        desk.hide()
        self._keyring.locked()
        self._let_go(backs_up=False)  # the person waits for the screen to be empty
        self._forget_what_was_seen()
        self._show(page)

    def change_passphrase(self, passphrase: str) -> None:
        """Write the journal anew with ``passphrase``, or with none for "", and open it again."""
        from retention_journal.ui.written_anew import WrittenAnew

        held, desk = self._held, self._window
        if held is None or not isinstance(desk, Desk):
            return
        path, place = held.journal.path, desk.place()
        page = WrittenAnew(path, passphrase, self._now())
        page.setGeometry(desk.geometry())
        lock = self._let_go_but_hold()
        self._show(page)

        def ended(done: object) -> None:
            if lock is not None:
                lock.release()
            if isinstance(done, Relocked) and not done.encrypted:
                state.unseal(path)
            self._open_again(path, False, place)
            if isinstance(self._window, Desk):
                self._window.say_relocked(done)

        page.ended.connect(ended)
        page.begin()

    def put_in_place(self, brought: Path) -> None:
        """Let a backup that was brought back take the place of the open journal, and open that again."""
        held, desk = self._held, self._window
        if held is None or not isinstance(desk, Desk):
            return
        path, place = held.journal.path, desk.place()
        lock = self._let_go_but_hold()
        if lock is not None:
            lock.release()
        self._put_in_place_of(path, brought)
        if isinstance(self._window, Desk):
            self._window.go_to(*place)

    def _put_in_place_of(self, path: Path, brought: Path) -> None:
        """Let a backup that was brought back take the place of the journal at ``path``, and open that."""
        from retention_journal.services.bringing_back import put_in_place

        told: JournalError | Path | None = None
        try:
            with locked(path):
                told = put_in_place(brought, path, self._now())
        except JournalError as error:
            told = error
        self.open(path)
        if isinstance(told, JournalError):
            show_error(told, self._window)
        elif isinstance(self._window, Desk):
            self._window.say_brought_back(told)

    def _open_again(self, path: Path, read_only: bool, place: tuple[str]) -> None:
        self.open(path, read_only=read_only)
        if isinstance(self._window, Desk):
            self._window.go_to(*place)

    def _show_locked(self, path: Path, opened: Callable[[], object]) -> None:
        self._let_go()
        page = self._locked_page(path, opened)
        self._show(page)
        self._asking = page
        self._keyring.ask(path, partial(self._take_words, page))

    def _take_words(self, page: LockedPage, words: str) -> None:
        if page is self._asking:
            page.take(words)

    def _locked_page(self, path: Path, opened: Callable[[], object]) -> LockedPage:
        from retention_journal.ui.locked_page import LockedPage

        page = LockedPage(path)

        def tried(words: str) -> None:
            try:
                keys.unlock(path, words)
            except JournalError as error:
                page.refuse(f"{error.message} {error.advice}".strip())
            else:
                opened()

        page.words_given.connect(tried)
        page.open_wanted.connect(self.open)
        page.start_wanted.connect(self.show_first_run)
        page.quit_wanted.connect(self._app.quit)
        return page

    def _forget_what_was_seen(self) -> None:
        """Forget the keys, and what of the journal lies in the clipboard."""
        keys.ring.let_go()
        state.forget_seals()
        self._clipboard.clear()

    def _let_go_but_hold(self) -> Lock | None:
        """Close the journal as ``_let_go`` does, but keep its lock, which is returned."""
        held, self._held = self._held, None
        if held is None:
            return None
        self._stop_watching()
        return held.close()

    def _stop_watching(self) -> None:
        self.auto_lock.watch(on=False)
        self._reminder.follow(None)
        if isinstance(self._window, Desk):
            self._window.finish()
        forget_opened_copies()

    def _first_seen(self) -> None:
        if self._is_seen:
            return
        self._is_seen = True
        self._garbage.start()
        if self._after_first_paint is not None:
            self._after_first_paint()

    def _show(self, window: QWidget) -> None:
        old, self._window = self._window, window
        self._first_run = self._asking = None
        window.show()
        if not self._is_seen:
            _after_first_paint(window, self._first_seen, wait_ms=0)
        if old is not None:
            old.hide()
            old.deleteLater()

    def end(self) -> None:
        """Close what is open."""
        self._let_go()
        forget_opened_copies()
        self._keyring.end()
        sys.excepthook = sys.__excepthook__
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
            self._window = None

    def _let_go(self, *, backs_up: bool = True) -> None:
        """Close the journal that is open, with a backup where something changed since the newest."""
        held, self._held = self._held, None
        if held is not None:
            self._keyring.opened(None)
            self._stop_watching()
            desk = self._window
            is_backed_up = isinstance(desk, Desk) and desk.backup_watch.holds_all()
            held.let_go(self._now().date(), backs_up=backs_up and not is_backed_up)

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

    def let_go(self, today: date, *, backs_up: bool = True) -> None:
        """Back up what changed since the newest backup, then close the file and give the lock back."""
        self.knocks.close()
        path = self.journal.path
        try:
            if backs_up and not self.journal.is_read_only:
                with suppress(JournalError):
                    back_up_changes(path, today=today)
            self.journal.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def close(self) -> Lock | None:
        """Close the file and return its lock, which is still held."""
        self.knocks.close()
        self.journal.close()
        return self._lock


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

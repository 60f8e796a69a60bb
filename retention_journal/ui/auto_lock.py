"""Locks an open journal when its owner is away: no key and no mouse for a while, or the computer slept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from retention_journal.settings import SettingsFile

#: How often it looks; the idle program wakes no more often than this.
_LOOK_MS = 30_000
#: A look that comes so long after the last was held up by a sleeping computer.
_SLEPT = timedelta(milliseconds=_LOOK_MS, seconds=15)
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_LOGIN = "org.freedesktop.login1"


class AutoLock(QObject):
    """Watches the person's hands and the computer's sleep while it is told to.

    Sleep is told by the system where it tells (Linux: logind); everywhere else a look that comes too late is
    a sleep that is over, so that the journal is locked before anything else is done.

    Signals:
        wanted: Lock it now.
    """

    wanted = Signal()

    def __init__(self, app: QApplication, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__(app)
        self._app, self._settings, self._now = app, settings, now
        self._last_input = self._last_look = now()
        self._bus: object = None
        self.ticker = QTimer(self)
        self.ticker.setInterval(_LOOK_MS)
        self.ticker.timeout.connect(self.look)

    def watch(self, *, on: bool) -> None:
        """Watch from now on, or no more."""
        if on and self._bus is None:
            self._bus = _listen_to_login(self) or False
            self._app.focusWindowChanged.connect(self._follow)
        self.ticker.stop()
        if on:
            self._last_input = self._last_look = self._now()
            self._follow(self._app.focusWindow())
            self.ticker.start()

    def look(self) -> None:
        """Lock where nothing was touched for as long as the settings say, or the computer slept."""
        now = self._now()
        slept = now - self._last_look > _SLEPT
        idle = now - self._last_input
        self._last_look = now
        minutes = self._settings.current.lock_after_minutes
        if slept or (minutes and idle >= timedelta(minutes=minutes)):
            self.lock()

    def lock(self) -> None:
        """Lock where it is watched at all."""
        if self.ticker.isActive():
            self.wanted.emit()

    def _follow(self, window: QWindow | None) -> None:
        """See what is typed and pointed at in a window: all of it passes through there before a widget."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            now = self._now()
            if now - self._last_look > _SLEPT:
                self.look()  # the first touch after a sleep comes before the late look
            self._last_input = now
        return False

    @Slot(bool)
    def going_to_sleep(self, begins: bool) -> None:
        """Take what logind says before and after a sleep."""
        if begins:
            self.lock()

    @Slot()
    def session_locked(self) -> None:
        """Take what logind says when the screen is locked."""
        self.lock()


def _listen_to_login(lock: AutoLock) -> object:
    """Let logind tell of sleep and of the locked screen; returns what must live as long, or None."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:
        return None
    bus = QDBusConnection.systemBus()
    if not bus.isConnected():
        return None
    watched: tuple[tuple[str, str, str, Any], ...] = (
        ("/org/freedesktop/login1", f"{_LOGIN}.Manager", "PrepareForSleep", SLOT("going_to_sleep(bool)")),
        ("", f"{_LOGIN}.Session", "Lock", SLOT("session_locked()")),
    )
    for path, interface, name, slot in watched:
        bus.connect(_LOGIN, path, interface, name, lock, slot)
    return bus

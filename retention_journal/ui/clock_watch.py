"""Watches the clock that measures hours, so that the window says that it runs, whatever page is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.services.timer import Running, running
from retention_journal.storage.journal import Changed, Journal

_LOOK_MS = 20_000  # often enough for minutes, seldom enough for a battery
_WATCHED = frozenset({"client", "setting"})


class ClockWatch(QObject):
    """Tells of the clock of one journal: at the start, when it is started or stopped, and as time goes by.

    Signals:
        told: The clock or None, the minutes it ran, and whether it was forgotten.
    """

    told = Signal(object, int, bool)

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self.one: Running | None = None
        self.ticker = QTimer(self)
        self.ticker.setInterval(_LOOK_MS)
        self.ticker.timeout.connect(self._tell)

    def start(self) -> None:
        """Look now, and after every change that may concern the clock."""
        self._journal.on_change(self._changed)
        self.look()

    def stop(self) -> None:
        """Watch no more."""
        self._journal.stop_telling(self._changed)
        self.ticker.stop()

    def look(self) -> None:
        """Read the clock anew; it ticks only while one runs."""
        self.one = running(self._journal)
        if self.one is not None and self.one.stopped_at is None:
            self.ticker.start()
        else:
            self.ticker.stop()
        self._tell()

    def _tell(self) -> None:
        if self.one is None:
            self.told.emit(None, 0, False)
            return
        moment = self._now().astimezone()
        self.told.emit(self.one, self.one.minutes(moment), self.one.is_forgotten(moment))

    def _changed(self, changed: Changed) -> None:
        if changed.tables & _WATCHED:
            self.look()

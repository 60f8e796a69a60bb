"""Watches the clocks of complaints while the journal is open: the nearest stands in the window's title."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.core.incident_clock import Clock, Urgency, Waits, left_words
from retention_journal.services.incidents import answer_hours, open_incidents
from retention_journal.storage.journal import Changed, Journal

_MINUTE_MS = 60_000
_SOON_MS = 250
_WATCHED = frozenset({"incident", "incident_move", "client", "setting"})
#: The light's name for how near the end of a clock is.
LIGHTS = {Urgency.CALM: "", Urgency.SOON: "watch", Urgency.LATE: "act"}


class IncidentWatch(QObject):
    """Tells how long there is until the nearest answer owed.

    Signals:
        told: What stands in the title: "6 h 08 min left"; "" where no answer is owed.
        ticked: A minute has gone; whoever shows a clock draws it again.
    """

    told = Signal(str)
    ticked = Signal()

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._nearest: Clock | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self.tick)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, after every change of a complaint, and every minute."""
        self._journal.on_change(self._changed)
        self._minute.start()
        self.look()

    def stop(self) -> None:
        """Watch no more."""
        self._journal.stop_telling(self._changed)
        self._minute.stop()
        self._soon.stop()

    def look(self) -> None:
        """Read the clocks anew."""
        hours = answer_hours(self._journal)
        clocks = [one.clock(hours) for one in open_incidents(self._journal)]
        owed = [clock for clock in clocks if clock is not None and clock.waits is Waits.ANSWER]
        self._nearest = min(owed, key=lambda clock: clock.due_at, default=None)
        self.tick()

    def tick(self) -> None:
        """Tell how long there is by now; a wall clock that was set or a new time zone changes nothing."""
        self.told.emit("" if self._nearest is None else left_words(self._nearest.left(self._now())))
        self.ticked.emit()

    def _changed(self, changed: Changed) -> None:
        if changed.tables & _WATCHED:
            self._soon.start()

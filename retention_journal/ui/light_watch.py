"""Keeps the notes of the lights while the journal is open: at the start, after changes, at midnight."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.services.judging import beside
from retention_journal.services.light_history import ToKeep, keep_lights, lights_to_keep, write_lights
from retention_journal.services.own_rules import keep_public_holidays
from retention_journal.services.portfolio import count_living
from retention_journal.storage.journal import Changed, Journal
from retention_journal.ui.tasks import Tasks

#: A light is noted this long after a change, so that a row of changes is noted once.
_AFTER_CHANGE_MS = 1_500
_CHECK_CLOCK_MS = 60_000
#: Up to so many clients are judged between two key presses; more of them on a thread of their own.
_AT_ONCE = 300


class LightWatch(QObject):
    """Notes the lights of a journal that is open to write.

    Signals:
        noted: Something about a light was noted; whoever shows since when it is so looks again.
    """

    noted = Signal()

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._tasks = Tasks(self, on_error=lambda _error: None)  # nobody's work waits for a look back
        self._until: date | None = None
        self._is_looking_back = False
        self._has_changed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_CHANGE_MS)
        self._soon.timeout.connect(self.note_now)
        self._clock = QTimer(self)
        self._clock.setInterval(_CHECK_CLOCK_MS)
        self._clock.timeout.connect(self.look_at_the_clock)

    def start(self) -> None:
        """Note what is missing since the journal was last open, and go on from there."""
        if self._journal.is_read_only:
            return
        self._journal.on_change(self._changed)
        self._clock.start()
        self._note_in_background()

    def stop(self) -> None:
        """Note nothing any more."""
        self._journal.stop_telling(self._changed)
        self._clock.stop()
        self._soon.stop()
        self._tasks.stop()

    def is_looking_back(self) -> bool:
        """Say whether notes are worked out in the background."""
        return self._is_looking_back

    def note_now(self) -> None:
        """Note today's lights as they stand; what is worked out in the background is written first."""
        if self._is_looking_back:
            self._has_changed = True
            return
        if count_living(self._journal) > _AT_ONCE:
            self._note_in_background()
            return
        with suppress(JournalError):  # a note that cannot be written is written with the next
            if keep_lights(self._journal, self._now()):
                self.noted.emit()

    def look_at_the_clock(self) -> None:
        """Note a new day's lights where midnight has passed since the last look."""
        if self._until is not None and self._now().date() != self._until:
            self._note_in_background()

    def _changed(self, _changed: Changed) -> None:
        self._soon.start()

    def _note_in_background(self) -> None:
        now, opened = self._now(), beside(self._journal)
        self._until = now.date()
        self._is_looking_back = True

        def work(progress: Progress) -> ToKeep:
            with opened() as reader:
                return lights_to_keep(reader, now, progress)

        self._tasks.start(work, on_success=self._write, on_end=self._looked_back)

    def _write(self, found: ToKeep) -> None:
        with suppress(JournalError):  # as above
            if write_lights(self._journal, found):
                self.noted.emit()
            keep_public_holidays(self._journal, found.today)

    def _looked_back(self) -> None:
        self._is_looking_back = False
        if self._has_changed:
            self._has_changed = False
            self._soon.start()

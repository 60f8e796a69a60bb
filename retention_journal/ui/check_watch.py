"""Checks the whole journal once a month by itself, beside the window; what it finds is told."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.services.check import Checked, check, is_due
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.tasks import Task, Tasks

#: A start, the backup and the lights come first.
FIRST_MS = 90_000
_KEPT_AS = "checked"


class CheckWatch(QObject):
    """Looks once after the start whether the check of the month is due, and makes it.

    Attributes:
        problems: What the last check found, in sentences; none where all is well or nothing was checked yet.

    Signals:
        found: A check ended; the Checked tells how.
    """

    found = Signal(object)

    def __init__(
        self,
        journal: Journal,
        settings: SettingsFile,
        now: Callable[[], datetime],
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._journal, self._settings, self._now, self._tasks = journal, settings, now, tasks
        self.problems: list[str] = []
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(FIRST_MS)
        self.timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look in a while."""
        self.timer.start()

    def stop(self) -> None:
        """Look no more."""
        self.timer.stop()

    def last(self) -> date | None:
        """Return the day of the last whole check of this journal on this computer, or None."""
        kept = self._settings.view(_KEPT_AS)
        try:
            return date.fromisoformat(kept[self._name()]) if isinstance(kept, dict) else None
        except (KeyError, TypeError, ValueError):
            return None

    def look(self) -> Task | None:
        """Check the journal where that is due; return the work under way."""
        if not is_due(self.last(), self._now().date()):
            return None
        path = self._journal.path
        return self._tasks.start(
            lambda progress: check(path, progress), on_success=self.take, on_error=self._could_not
        )

    def take(self, found: Checked) -> None:
        """Take note of what the check of the month found, and tell."""
        self.note(found)
        self.found.emit(found)

    def note(self, found: Checked) -> None:
        """Take note of what a check found that somebody asked for."""
        self.problems = found.problems
        kept = self._settings.view(_KEPT_AS)
        days = dict(kept) if isinstance(kept, dict) else {}
        self._settings.keep_view(_KEPT_AS, {**days, self._name(): self._now().date().isoformat()})

    def _could_not(self, error: BaseException) -> None:
        """Tell a journal that cannot be read; anything else is tried again at the next start."""
        if isinstance(error, JournalError) and error.code == "damaged":
            self.take(Checked(False, [error.message], 0, {}))
        elif not isinstance(error, CancelledError | JournalError):
            raise error

    def _name(self) -> str:
        """Return what the journal is called in the settings, which say no names of people's files here."""
        return hashlib.sha256(os.fsencode(self._journal.path)).hexdigest()[:16]

"""Makes backups by itself while a journal is open: at the start, and every half hour in which it changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.services.backups import Backup, back_up_changes
from retention_journal.storage.journal import Changed, Journal
from retention_journal.ui.tasks import Task, Tasks

#: So long after the first change since the last backup the next one is made.
EVERY_MS = 30 * 60_000


class BackupWatch(QObject):
    """Backs up beside the window. Nothing is looked at while nothing changes.

    Signals:
        looked: Whether all is backed up may be another answer now.
        failed: A backup could not be made: the JournalError that says why.
    """

    looked = Signal()
    failed = Signal(object)

    def __init__(self, journal: Journal, now: Callable[[], datetime], tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._journal, self._now, self._tasks = journal, now, tasks
        self._kept_at: int | None = None  # how often the journal was written when all of it was backed up
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.look)
        if not journal.is_read_only:
            journal.on_change(self._begin_to_wait)

    def look(self) -> Task | None:
        """Back up what changed since the newest backup, and bring the second place up to it."""
        if self._journal.is_read_only:
            return None
        path, today, written = self._journal.path, self._now().date(), self._journal.times_written

        def work(progress: Progress) -> Backup | None:
            return back_up_changes(path, today=today, progress=progress)

        self.timer.stop()
        return self._tasks.start(work, on_success=partial(self._kept, written), on_error=self._not_kept)

    def keep_first(self) -> None:
        """Back up what is not backed up yet, before much is brought in; what is read next waits for it."""
        if not self.holds_all():
            self.look()

    def holds_all(self) -> bool:
        """Say whether nothing was written since all of the journal was backed up."""
        return self._journal.is_read_only or self._kept_at == self._journal.times_written

    def kept(self, written: int) -> None:
        """Take note that all was backed up that stood there when the journal had been written so often."""
        self._kept(written, None)

    def stop(self) -> None:
        """Wait for no change any more."""
        self.timer.stop()
        self._journal.stop_telling(self._begin_to_wait)

    def _begin_to_wait(self, _changed: Changed) -> None:
        if not self.timer.isActive():
            self.timer.start()

    def _kept(self, written: int, _made: Backup | None) -> None:
        self._kept_at = written
        if self.holds_all():
            self.timer.stop()
        else:
            self.timer.start()  # something was saved meanwhile
        self.looked.emit()

    def _not_kept(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        self.timer.start()
        self.looked.emit()
        if not isinstance(error, JournalError):
            raise error
        self.failed.emit(error)

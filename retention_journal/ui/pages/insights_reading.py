"""Reads what Insights shows: few clients at once, very many beside the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.core.errors import CancelledError
from retention_journal.core.insights import Insights, Span
from retention_journal.core.progress import Progress
from retention_journal.services.insights import insights
from retention_journal.services.portfolio import count_living
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.tasks import Task, Tasks

#: With more clients they are read beside the window.
MOST_AT_ONCE = 200
#: After so long it is said that they are still read. Source: DESIGN, "Loading".
SLOW_MS = 400


class InsightsReading(QObject):
    """Reads the figures of one journal.

    Signals:
        was_read: The ``Insights``.
        slow: They take their time.
        progressed: How much of it is done, and of how much.
        stopped: The person asked to stop.
    """

    was_read = Signal(object)
    slow = Signal()
    progressed = Signal(int, int)
    stopped = Signal()

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        tasks: Tasks | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal, self._now, self._tasks = journal, now, tasks
        self._task: Task | None = None
        self._begun = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self.slow)

    def begin(self, span: Span) -> None:
        """Read the figures of ``span`` anew; what is under way is given up."""
        self._begun += 1
        self._give_up()
        if self._tasks is None or count_living(self._journal) <= MOST_AT_ONCE:
            self.was_read.emit(insights(self._journal, span, self._now()))
            return
        self._slow.start(SLOW_MS)
        path, now, begun = self._journal.path, self._now(), self._begun

        def work(progress: Progress) -> Insights:
            with JournalReader.open(path) as reader:
                return insights(reader, span, now, progress)

        self._task = self._tasks.start(
            work, on_success=partial(self._take, begun), on_error=partial(self._failed, begun)
        )
        self._task.progressed.connect(self.progressed)

    def stop(self) -> None:
        """Give up what is under way, and say so."""
        if self._task is not None:
            self._give_up()
            self.stopped.emit()

    def _give_up(self) -> None:
        self._slow.stop()
        if self._task is not None and not self._task.is_over():
            self._task.cancel()
        self._task = None

    def _take(self, begun: int, found: Insights) -> None:
        if begun == self._begun and self._task is not None:  # else something has changed since
            self._slow.stop()
            self._task = None
            self.was_read.emit(found)

    def _failed(self, begun: int, error: BaseException) -> None:
        if isinstance(error, CancelledError) or begun != self._begun:
            return
        self._slow.stop()
        self._task = None
        raise error

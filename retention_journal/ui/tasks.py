"""Work in the background: a plain function on a worker thread, with progress and cancel.

The callbacks are given before the work begins, so even the fastest task tells how it ended; they run on the
window's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from retention_journal.core.errors import CancelledError
from retention_journal.core.progress import Progress

Work = Callable[[Progress], Any]


class Task(QObject):
    """One piece of work under way.

    ``progressed`` tells (done, total), ``succeeded`` the result, ``failed`` the exception; ``ended`` comes
    last in any case.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._over = False
        self.ended.connect(self._is_over)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._stop.set()

    def is_over(self) -> bool:
        """Say whether the work has ended."""
        return self._over

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is.

        Raises:
            CancelledError: The person asked to stop.
        """
        if self._stop.is_set():
            raise CancelledError("")
        self.progressed.emit(done, total)

    def _is_over(self) -> None:
        self._over = True


class _Run(QRunnable):
    def __init__(self, task: Task, work: Work) -> None:
        super().__init__()
        self._task, self._work = task, work

    def run(self) -> None:
        try:
            result = self._work(self._task.report)
        except Exception as error:
            self._task.failed.emit(error)
        else:
            self._task.succeeded.emit(result)
        self._task.ended.emit()


class Tasks(QObject):
    """Runs work one piece after the other, on one thread beside the window's."""

    def __init__(self, parent: QObject | None = None, *, on_error: Callable[[BaseException], None]) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._stopped = False
        self._under_way: list[Task] = []
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def start(
        self,
        work: Work,
        *,
        on_success: Callable[[Any], object] | None = None,
        on_error: Callable[[BaseException], object] | None = None,
        on_end: Callable[[], object] | None = None,
    ) -> Task:
        """Begin ``work`` and return it under way.

        Args:
            work: A function of ``progress`` that opens the journal read-only for itself.
            on_success: Called with its result.
            on_error: Called with what it raised, instead of showing it.
            on_end: Called in any case, last.
        """
        task = Task(self)
        if self._stopped:
            return task  # nobody is there any more to be told how it ends
        queued = Qt.ConnectionType.QueuedConnection
        if on_success is not None:
            task.succeeded.connect(self._unless_stopped(on_success), queued)
        task.failed.connect(self._unless_stopped(on_error or self._on_error), queued)
        if on_end is not None:
            task.ended.connect(self._unless_stopped(on_end), queued)
        task.ended.connect(lambda: self._forget(task), queued)
        self._under_way.append(task)
        self._pool.start(_Run(task, work))
        return task

    def busy(self) -> bool:
        """Say whether any work is under way."""
        return bool(self._under_way)

    def stop(self, wait_ms: int = 5000) -> bool:
        """Ask all work to stop and wait for it; False where it is still running after ``wait_ms``.

        How it ended is told to nobody any more: what they would show it in may be closed by then.
        """
        self._stopped = True
        for task in self._under_way:
            task.cancel()
        return self._pool.waitForDone(wait_ms)

    def _unless_stopped(self, tell: Callable[..., object]) -> Callable[..., None]:
        def told(*result: object) -> None:
            if not self._stopped:
                tell(*result)

        return told

    def _forget(self, task: Task) -> None:
        if task in self._under_way:
            self._under_way.remove(task)
            task.deleteLater()

"""Work in the background: a plain function on a worker thread, with progress and cancel.

The callbacks are given before the work begins, so even the fastest task tells how it ended; they run on the
window's thread.

The worker knows its task, and what it is to do, by number only. Were it to hold the task itself, or a
function that holds a widget, the last one to let go of it could be the worker, and Qt's side of it would be
deleted on the wrong thread, or twice: that crashed the program.
"""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from functools import cache, partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from retention_journal.core.errors import CancelledError
from retention_journal.core.progress import Progress

#: For at most so long the window waits for its turn while a worker computes, Python's usual time being five
#: times that: a page that asks Qt a thousand things waits a thousand times.
_TURN_S = 0.001

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

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._stop.set()

    def is_over(self) -> bool:
        """Say whether the work has ended."""
        return self._over

    def asked_to_stop(self) -> threading.Event:
        """Return what is set once the person asked to stop."""
        return self._stop

    def end(self) -> None:
        """Tell that the work is over, however it went."""
        self._over = True
        self.ended.emit()


class _Relay(QObject):
    """Carries what workers tell over to the window's thread; it is never deleted."""

    told = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.under_way: dict[int, Task] = {}
        self.works: dict[int, Work] = {}
        self._numbers = itertools.count(1)
        self.told.connect(self._take)

    def begin(self, task: Task, work: Work) -> int:
        """Return the number by which the worker names ``task``, and finds its ``work``."""
        number = next(self._numbers)
        self.under_way[number], self.works[number] = task, work
        return number

    def drop(self, task: Task) -> None:
        """Let nothing that is told of ``task`` from now on reach it."""
        self.under_way = {number: one for number, one in self.under_way.items() if one is not task}

    def forget(self, number: int, begun: Future[None]) -> None:
        """Let go of work that was called off before it began; nothing will be told of it."""
        if begun.cancelled():
            self.works.pop(number, None)

    def _take(self, number: int, what: str, told: object) -> None:
        if what != "progressed":
            self.works.pop(number, None)
        task = self.under_way.get(number)
        if task is None:
            return
        if what == "progressed" and isinstance(told, tuple):
            task.progressed.emit(*told)
            return
        del self.under_way[number]
        (task.succeeded if what == "succeeded" else task.failed).emit(told)
        task.end()


@cache
def _relay() -> _Relay:
    return _Relay()


def _run(relay: _Relay, number: int, stop: threading.Event) -> None:
    """Do one piece of work on the worker's thread."""

    def report(done: int, total: int) -> None:
        if stop.is_set():
            raise CancelledError("")
        relay.told.emit(number, "progressed", (done, total))

    try:
        result = relay.works[number](report)
    except Exception as error:
        _let_go_of_what_it_saw(error)
        relay.told.emit(number, "failed", error)
    else:
        relay.told.emit(number, "succeeded", result)


def _let_go_of_what_it_saw(error: BaseException) -> None:
    """Let an error keep the lines it passed through, but not what was at hand there, such as the work."""
    looked_at: list[BaseException] = []
    came_from: BaseException | None = error
    while came_from is not None and came_from not in looked_at:
        looked_at.append(came_from)
        at = came_from.__traceback__
        while at is not None:
            with suppress(RuntimeError):  # it is still at work, the one that called the work
                at.tb_frame.clear()
            at = at.tb_next
        came_from = came_from.__cause__ or came_from.__context__


def _let_go(under_way: Collection[Task]) -> None:
    """Tell nobody how work ends whose window or dialog is gone; a backup goes on all the same."""
    for task in under_way:
        _relay().drop(task)


class Tasks(QObject):
    """Runs work one piece after the other, on one thread beside the window's."""

    def __init__(self, parent: QObject | None = None, *, on_error: Callable[[BaseException], None]) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._stopped = False
        self._under_way: dict[Task, Future[None]] = {}
        self.destroyed.connect(partial(_let_go, self._under_way))
        self._pool: ThreadPoolExecutor | None = None
        self._beside: list[Tasks] = []

    def beside(self, parent: QObject) -> Tasks:
        """Return a thread of its own, for what waits for nothing, such as pages that follow the keys.

        What goes wrong is told as here, and it stops with this one.

        Args:
            parent: Whom it belongs to, and ends with.
        """
        made = Tasks(parent, on_error=self._on_error)
        self._beside = [*filter(isValid, self._beside), made]
        return made

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
        if on_success is not None:
            task.succeeded.connect(on_success)
        task.failed.connect(on_error or self._on_error)
        if on_end is not None:
            task.ended.connect(on_end)
        task.ended.connect(partial(self._forget, task))
        if self._pool is None:
            sys.setswitchinterval(_TURN_S)
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal-work")
        relay = _relay()
        number = relay.begin(task, work)
        begun = self._pool.submit(_run, relay, number, task.asked_to_stop())
        begun.add_done_callback(partial(relay.forget, number))
        self._under_way[task] = begun
        return task

    def busy(self) -> bool:
        """Say whether any work is under way."""
        return bool(self._under_way) or any(one.busy() for one in self._beside if isValid(one))

    def stop(self, wait_ms: int = 5000) -> bool:
        """Ask all work to stop and wait for it; False where any is still running after ``wait_ms``."""
        whole = [self, *filter(isValid, self._beside)]
        for one in whole:
            one.ask_to_stop()
        return all([one.has_ended(wait_ms) for one in whole])

    def ask_to_stop(self) -> None:
        """Begin nothing any more, and ask what is under way to stop.

        How it ended is told to nobody any more: what they would show it in may be closed by then.
        """
        self._stopped = True
        for task in self._under_way:
            task.cancel()
            _relay().drop(task)

    def has_ended(self, wait_ms: int) -> bool:
        """Wait for what was asked to stop; False where it is still running after ``wait_ms``."""
        running = wait(self._under_way.values(), timeout=wait_ms / 1000).not_done
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        return not running

    def _forget(self, task: Task) -> None:
        if self._under_way.pop(task, None) is not None:
            task.deleteLater()

"""Prints many reports in processes of their own, so that every core has something to do.

Only the frozen record of a report goes to a process and only the finished file comes back: no process opens
the journal, none is told where it lies or what unlocks it, and none loads Qt. The reports come back in the
order in which they went in, and only a few are under way at once, so the memory does not grow with them.

A process that fails at a report, or dies, costs nothing but time: the report is printed here instead, which
shows the fault itself.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from retention_journal import i18n, private
from retention_journal.core.report import StatusReport
from retention_journal.reports.status_report import PrintedReport, print_report

#: Fewer than these are printed before a second process has loaded what it needs.
WORTH_PROCESSES = 8
#: More cores than these are left to whatever else the person does.
MOST_PROCESSES = 4
#: So many reports wait at each process, so that it never waits for one.
_AT_HAND = 3
#: So many more are printed here at most while the processes load or are behind.
_AHEAD = 16
_LOOKS_UP_S = 0.1

T = TypeVar("T")


def print_all(
    wanted: Iterable[tuple[T, StatusReport]],
    count: int,
    *,
    processes: int | None = None,
    prints_too: bool = False,
    while_waiting: Callable[[], object] = lambda: None,
) -> Generator[tuple[T, PrintedReport], None, None]:
    """Print reports one after the other and give each with what came with it, in the same order.

    Closing the iterator stops the processes at once, in the middle of whatever they print.

    Args:
        wanted: The reports, each with what it is known by; taken a few at a time as they are needed.
        count: How many they are.
        processes: How many print; None takes as many as there are cores, or none for a few reports.
        prints_too: Whether this process is one of them; it should not be where a window waits for it.
        while_waiting: Called ten times a second while nothing comes; may raise to stop.
    """
    if processes is None:
        processes = usual_processes(count)
    if processes < 2:  # noqa: PLR2004 - one process beside this one brings nothing
        for known_by, report in wanted:
            yield known_by, print_report(report)
        return
    with _printers(processes - prints_too) as printers:
        yield from _in_order(iter(wanted), count, printers, _AHEAD if prints_too else 0, while_waiting)


def usual_processes(count: int) -> int:
    """Return how many processes ``count`` reports are worth, 0 for none beside this one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 0 if count < WORTH_PROCESSES else min(cores, MOST_PROCESSES, count // (WORTH_PROCESSES // 2))


@dataclass
class _Job:
    report: StatusReport
    printed: PrintedReport | None = None


class _Printer:
    """A process that prints, and the reports it has at hand."""

    def __init__(self) -> None:
        context = get_context("spawn")
        to_read, self._to = context.Pipe(duplex=False)  # one way each: a pipe, where both ways is a socket
        self.pipe, to_write = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(
            target=_work, args=(to_read, to_write, i18n.language()), daemon=True, name="report-printer"
        )
        self._process.start()
        to_read.close()
        to_write.close()
        self.jobs: deque[_Job] = deque()
        self.is_alive = True
        self.is_ready = False

    def take(self, job: _Job) -> None:
        """Put a report at its hand; where it is gone, print it here."""
        self.jobs.append(job)
        try:
            self._to.send(job.report)
        except OSError:
            self._give_up()

    def hand_over(self) -> None:
        """Take the next finished report from it."""
        try:
            printed = self.pipe.recv()
        except (EOFError, OSError):
            self._give_up()
            return
        if not self.is_ready:
            self.is_ready = True  # the first word of each is that it is here
            return
        job = self.jobs.popleft()
        job.printed = print_report(job.report) if printed is None else printed

    def stop(self) -> None:
        """End it, whatever it does."""
        self.is_alive = False
        self._process.kill()
        self._to.close()
        self.pipe.close()
        self._process.join()
        self._process.close()

    def _give_up(self) -> None:
        self.is_alive = False
        while self.jobs:
            job = self.jobs.popleft()
            job.printed = print_report(job.report)


@contextmanager
def _printers(count: int) -> Iterator[list[_Printer]]:
    printers: list[_Printer] = []
    try:
        with _deaf_to_ctrl_c():
            printers.extend(_Printer() for _n in range(count))
        yield printers
    finally:
        for printer in printers:
            printer.stop()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let processes begun here never hear Ctrl+C: it is meant for us, and we end them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else it is begun with the first process, and lets Ctrl+C in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_order(
    wanted: Iterator[tuple[T, StatusReport]],
    count: int,
    printers: list[_Printer],
    ahead: int,
    while_waiting: Callable[[], object],
) -> Iterator[tuple[T, PrintedReport]]:
    under_way: deque[tuple[T, _Job]] = deque()
    most = _AT_HAND * len(printers) + ahead
    is_over, left = False, count
    while under_way or not is_over:
        if under_way and (printed := under_way[0][1].printed) is not None:
            yield under_way.popleft()[0], printed
            continue
        _collect(printers, 0)
        at_hand = min(_AT_HAND, 1 + left // (len(printers) + 1)) if ahead else _AT_HAND
        idle = [one for one in _alive(printers) if len(one.jobs) < at_hand and (one.is_ready or not ahead)]
        if not is_over and len(under_way) < most and (idle or ahead or not _alive(printers)):
            following = next(wanted, None)
            if following is None:
                is_over = True
                continue
            left = max(0, left - 1)
            job = _Job(following[1])
            under_way.append((following[0], job))
            if idle:
                min(idle, key=lambda printer: len(printer.jobs)).take(job)
            else:
                job.printed = print_report(job.report)
        elif under_way and not any(printer.jobs for printer in printers):
            job = under_way[0][1]  # nobody has it at hand: whoever had it is gone
            job.printed = print_report(job.report)
        elif under_way and not _collect(printers, _LOOKS_UP_S):
            while_waiting()


def _alive(printers: list[_Printer]) -> list[_Printer]:
    return [printer for printer in printers if printer.is_alive]


def _collect(printers: list[_Printer], for_s: float) -> bool:
    """Take what is finished, waiting for at most ``for_s`` seconds; say whether anything was."""
    busy = [printer for printer in _alive(printers) if printer.jobs or not printer.is_ready]
    ready = wait([printer.pipe for printer in busy], for_s)
    for printer in busy:
        if printer.pipe in ready:
            printer.hand_over()
    return bool(ready)


def _work(to_read: Connection, to_write: Connection, language: str) -> None:
    """Print what comes until nobody is there any more.

    The first word is that it is here. What comes is taken in beside the printing, so that neither side ever
    waits for the other to read; it is made into a report again between two, which would hold the printing up.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    private.keep_memory()
    i18n.use(language)
    at_hand: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_take_in, args=(to_read, at_hand), daemon=True).start()
    with suppress(OSError):
        to_write.send(None)
        while report := at_hand.get():
            to_write.send(_printed(pickle.loads(report)))  # noqa: S301 - from who began this process


def _take_in(pipe: Connection, at_hand: SimpleQueue[bytes]) -> None:
    with suppress(EOFError, OSError):
        while True:
            at_hand.put(pipe.recv_bytes())
    at_hand.put(b"")


def _printed(report: StatusReport) -> PrintedReport | None:
    """Return the report printed, or None where it is to be printed again by who can show what is wrong."""
    try:
        return print_report(report)
    except Exception:
        return None

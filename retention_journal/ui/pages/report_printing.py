"""Prints reports beside the window's work: of several asked for in a row, only the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from retention_journal.core.progress import Progress
from retention_journal.core.report import StatusReport
from retention_journal.reports.status_report import PrintedReport, print_report
from retention_journal.ui.tasks import Task, Tasks


@dataclass(frozen=True)
class Print:
    """A report and the file that was printed from it."""

    report: StatusReport
    printed: PrintedReport


class ReportPrinting(QObject):
    """Prints the pages of a preview; ``printed`` tells a ``Print``, and nothing where it is the one shown."""

    printed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._under_way = False
        self._waiting: StatusReport | None = None
        self._shown: StatusReport | None = None

    def show(self, report: StatusReport) -> None:
        """Print ``report`` for the preview, as soon as what is under way has ended."""
        self._waiting = report
        self._go_on()

    def forget(self) -> None:
        """Take note that something else is shown instead."""
        self._waiting = self._shown = None

    def once(self, report: StatusReport, done: Callable[[Print], object]) -> Task:
        """Print ``report`` and hand it to ``done``; return the work under way."""
        return self._tasks.start(lambda _progress: Print(report, print_report(report)), on_success=done)

    def _go_on(self) -> None:
        report = self._waiting
        if self._under_way or report is None:
            return
        self._waiting = None
        if report == self._shown:
            return
        self._under_way = True

        def work(_progress: Progress) -> Print:
            return Print(report, print_report(report))

        self._tasks.start(work, on_success=self._take, on_end=self._ended)

    def _take(self, printed: Print) -> None:
        if self._waiting is None or self._waiting == printed.report:
            self._shown = printed.report
            self.printed.emit(printed)

    def _ended(self) -> None:
        self._under_way = False
        self._go_on()

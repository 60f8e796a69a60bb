"""From a letter typed into a report to its page painted anew, against printing and drawing alone.

The window of the program shows a report of the sample firm at 100 %. Letters are typed into its first
sentence as a keyboard would; the clock runs until the page has been painted from the new file: the report is
put together, printed beside the window's work, its page drawn and painted. "Alone" is the printing of the
same report and the drawing of its first page, one after the other, without a window. Milliseconds by the
clock on the wall, so run it where nothing else runs, with a screen or under xvfb-run.

Source: the goal of 150 ms for one page at 100 %.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSize, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.journals import TODAY
from retention_journal.app import Program
from retention_journal.core.report import StatusReport
from retention_journal.reports.status_report import print_report
from retention_journal.services.clients import find_client
from retention_journal.services.report_sheet import report_sheet, usual_period
from retention_journal.services.sample import fill_sample
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.garbage import Garbage
from retention_journal.ui.pages.report_preview import ReportPreviewPage
from retention_journal.ui.pdf_pages import PdfPages
from retention_journal.ui.pdf_view import PdfView

NOW = datetime.combine(TODAY, time_of_day(9))
CLIENT = "Harbour & Hale Surveyors"
LETTERS = 60
_GIVES_UP_MS = 20_000


def main() -> None:
    """Print how long a letter takes."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "firm.rjournal"
        Journal.create(path, fill=lambda journal: fill_sample(journal, today=NOW.date())).close()
        program = Program(app, SettingsFile(Path(folder) / "settings.json"), now=lambda: NOW)
        program.begin(path)
        Garbage(app).start()  # as when the program is started
        try:
            page = _open(program)
            in_window = [_typed(page, "abcdefghij "[n % 11]) for n in range(LETTERS)][2:]
            view = page.pages.view
            size = view.picture(1).size()
            report = _report(program)
            told = f"{view.page_count()} pages at {view.percent():.0f} %"
        finally:
            program.end()
    alone = [
        _alone(replace(report, headline=f"{report.headline} {number}"), size) for number in range(LETTERS)
    ][2:]
    print(told)
    print(f"{'':12}{'median ms':>12}{'95 % ms':>10}{'most ms':>10}")
    for name, taken in (("alone", alone), ("in window", in_window)):
        tail = statistics.quantiles(taken, n=20)[-1]
        print(f"{name:12}{statistics.median(taken):>12.1f}{tail:>10.1f}{max(taken):>10.1f}")
    print(f"ratio {statistics.median(in_window) / statistics.median(alone):.2f}")


class _Painted(QObject):
    """Ends ``loop`` once ``view`` has painted a file other than the one it showed."""

    def __init__(self, view: PdfView, loop: QEventLoop) -> None:
        super().__init__(view)
        self._view, self._before, self._loop = view, view.pdf(), loop
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt calls it
        if event.type() == QEvent.Type.Paint and self._view.pdf() != self._before:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._loop.quit)  # once it is painted
        return False


def _open(program: Program) -> ReportPreviewPage:
    """Show the report about the client at 100 %, and wait for its pages."""
    window = program.window
    window.resize(1440, 900)
    window.make_report(find_client(window.journal, CLIENT).id)
    page = window.page("report")
    if not isinstance(page, ReportPreviewPage):
        raise SystemExit("No report is shown.")
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if page.pages.view.page_count() else None)
    look.start(20)
    QTimer.singleShot(_GIVES_UP_MS, loop.quit)
    loop.exec()
    page.pages.view.set_percent(100)
    page.words.headline.setFocus()
    return page


def _typed(page: ReportPreviewPage, letter: str) -> float:
    """Return how many milliseconds a letter takes until the page has been painted with it."""
    loop = QEventLoop()
    painted = _Painted(page.pages.view, loop)
    QTimer.singleShot(_GIVES_UP_MS, loop, loop.quit)
    begun = time.perf_counter()
    QTest.keyClicks(page.words.headline, letter)
    loop.exec()
    taken = time.perf_counter() - begun
    painted.deleteLater()
    if taken * 1000 >= _GIVES_UP_MS:
        raise SystemExit("The page did not change.")
    return taken * 1000


def _report(program: Program) -> StatusReport:
    """Return the report that the window shows."""
    journal = program.window.journal
    client_id = find_client(journal, CLIENT).id
    period = usual_period(journal, client_id, TODAY)
    return report_sheet(journal, client_id, period, today=TODAY).report


def _alone(report: StatusReport, size: QSize) -> float:
    begun = time.perf_counter()
    pages = PdfPages(print_report(report).pdf)
    pages.draw(0, size)
    taken = time.perf_counter() - begun
    pages.close()
    return taken * 1000


if __name__ == "__main__":
    main()

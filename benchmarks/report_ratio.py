"""A status report against the bare reportlab work: the same texts, lines and shapes on a raw canvas.

First written reports of three lengths, then a report gathered from a journal of each size, with what the
gathering takes on top.

The bare side replays what a report drew, each text, line and shape at its known place, with two embedded
fonts. What it does not pay for is making texts fit for print, measuring and breaking them, finding where
each part stands, and writing the file safely. Runs of the two sides take turns; the figures are medians.

    python -m benchmarks.report_ratio

Source: performance, goal 16: at most 1.8 times the bare work, at most 60 KB, the first report of a program
that has begun within 250 ms, all that printing loads included.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from benchmarks.journals import SIZES, TODAY, make_journal
from retention_journal.core.periods import previous_month
from retention_journal.core.report import StatusReport
from retention_journal.reports import document, fonts, status_report
from retention_journal.reports.layout import PAGE_HEIGHT, PAGE_WIDTH
from retention_journal.services.status import status_report as gathered
from retention_journal.storage.journal import JournalReader
from tests.reports.samples import HARBOUR, THIN, long_report

REPORTS = {"thin month": THIN, "usual month": HARBOUR, "40 goals, 60 deliveries": long_report(40, 60)}
ROUNDS = 25
FIRSTS = 5
#: The program has gathered the report by then, so the core is loaded, and nothing that prints.
_FIRST = """
import time
from tests.reports.samples import HARBOUR
begun = time.perf_counter()
from retention_journal.reports.status_report import print_report
print_report(HARBOUR)
print((time.perf_counter() - begun) * 1e3)
"""
#: What each font becomes where a report has only two.
TWO = {name: fonts.SEMIBOLD if "SemiBold" in name else fonts.REGULAR for name in fonts.FONTS}
SAME = {name: name for name in fonts.FONTS}


@dataclass(frozen=True)
class Step:
    """One call on the canvas, or on a text or path that it gave."""

    on: int
    name: str
    args: tuple[Any, ...]
    named: dict[str, Any]
    gives: int


@dataclass
class Recorder:
    """Hands every call on to ``target`` and writes it down; texts and paths it gives are recorded too."""

    target: Any
    steps: list[Step]
    number: int = 0
    given: list[int] = field(default_factory=lambda: [0])

    def __getattr__(self, name: str) -> Any:
        """Return a method that is recorded."""

        def call(*args: Any, **named: Any) -> Any:
            plain = [arg.target if isinstance(arg, Recorder) else arg for arg in args]
            result = getattr(self.target, name)(*plain, **named)
            self.given[0] += 1
            self.steps.append(Step(self.number, name, args, named, self.given[0]))
            if name in {"beginText", "beginPath"}:
                return Recorder(result, self.steps, self.given[0], self.given)
            return result

        return call


def main() -> None:
    """Print the two tables, and how long the first report takes."""
    heads = ("bare ms", "same fonts", "report ms", "ratio", "same fonts", "KB")
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        print(f"{'report':<26}{'pages':>6}" + "".join(f"{head:>12}" for head in heads))
        for name, report in REPORTS.items():
            pages, bare, same, ours = _compare(report, pdf)
            size = pdf.stat().st_size / 1024
            print(
                f"{name:<26}{pages:>6}" + _row(bare, same, ours, ours / bare, ours / same) + f"{size:>12.1f}"
            )
        heads = ("bare ms", "gather ms", "report ms", "report", "all of it")
        print(f"\n{'from a journal of':<26}{'pages':>6}" + "".join(f"{head:>12}" for head in heads))
        for size, (clients, contacts) in SIZES.items():
            path = Path(folder) / f"{clients}.rjournal"
            make_journal(path, clients, contacts)
            report, gather = _gather(path, clients)
            pages, bare, _same, ours = _compare(report, pdf)
            print(f"{size:<26}{pages:>6}" + _row(bare, gather, ours, ours / bare, (gather + ours) / bare))
    print(f"\nthe first report: {_first():.0f} ms")


def _first() -> float:
    """Return the median milliseconds from nothing of a report loaded to the first one printed."""
    return statistics.median(
        float(subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, check=True).stdout)
        for _round in range(FIRSTS)
    )


def _row(*figures: float) -> str:
    *times, ratio, other = figures
    return "".join(f"{one:>12.1f}" for one in times) + f"{ratio:>12.2f}{other:>12.2f}"


def _gather(path: Path, clients: int) -> tuple[StatusReport, float]:
    """Return the report of the last month for one client, and the median milliseconds of gathering it."""
    client, month = clients // 2, previous_month(TODAY)
    with JournalReader.open(path) as journal:
        report = gathered(journal, client, month, today=TODAY)
        taken = [_seconds(lambda: gathered(journal, client, month, today=TODAY)) for _round in range(ROUNDS)]
    return report, statistics.median(taken) * 1e3


def _compare(report: StatusReport, path: Path) -> tuple[int, float, float, float]:
    """Return the pages, and the median milliseconds of the bare work, of it with all fonts, and of ours."""
    steps = _recorded(report)
    works: list[Callable[[], object]] = [
        lambda: _bare(steps, TWO, path),
        lambda: _bare(steps, SAME, path),
        lambda: status_report.write_pdf(report, path),
    ]
    times: list[list[float]] = [[], [], []]
    for _round in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            taken.append(_seconds(work))
    bare, same, ours = (statistics.median(taken) * 1e3 for taken in times)
    pages = status_report.write_pdf(report, path).pages
    return pages, bare, same, ours


def _recorded(report: StatusReport) -> list[Step]:
    """Return every call that printing ``report`` makes on its canvas."""
    steps: list[Step] = []
    papers: Any = document
    papers.Canvas = lambda *args, **named: Recorder(Canvas(*args, **named), steps)
    try:
        status_report.print_report(report)
    finally:
        papers.Canvas = Canvas
    if not steps:
        raise SystemExit("Nothing was drawn on the canvas that is watched.")
    return [step for step in steps if step.name != "save"]


def _bare(steps: list[Step], faces: dict[str, str], path: Path) -> None:
    buffer = BytesIO()
    canvas = Canvas(
        buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, initialFontName=fonts.REGULAR
    )
    objects: dict[int, Any] = {0: canvas}
    for step in steps:
        args = step.args
        if step.name == "setFont":
            args = (faces[args[0]], *args[1:])
        elif args and isinstance(args[0], Recorder):
            args = (objects[args[0].number], *args[1:])
        objects[step.gives] = getattr(objects[step.on], step.name)(*args, **step.named)
    canvas.save()
    path.write_bytes(buffer.getvalue())


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

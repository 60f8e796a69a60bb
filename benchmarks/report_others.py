"""A status report by this program against the same content by fpdf2, weasyprint and typst.

    python3 -m venv /somewhere && /somewhere/bin/pip install fpdf2 weasyprint typst
    python -m benchmarks.report_others /somewhere/bin/python

None of the three is needed by the program, so they live in an environment of their own; one that is not
installed there is left out. Each prints in a process of its own, with the same typeface embedded: headings,
paragraphs, tables and one chart for each goal. What ours has beyond that (the cover, the foot, marks of
status, links, fonts for other scripts) the others are spared. Each round every text is another, as for
another client: typst would remember what it has set before. Rounds take turns; "first" has what each
prepares once, the figures after it are medians.

Source: performance, goal 18: ten times as fast as weasyprint and fpdf2, at least 0.8 times as fast as typst.
"""

from __future__ import annotations

import html
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retention_journal.core.report import StatusReport

ROUNDS = 7
FONTS = Path(__file__).parents[1] / "resources" / "fonts"
REGULAR, SEMIBOLD = FONTS / "Inter-Regular.ttf", FONTS / "Inter-SemiBold.ttf"
ENGINES = ("fpdf2", "weasyprint", "typst")
#: A chart, in points.
WIDE, HIGH = 240.0, 70.0

#: A part of the content: its kind ("heading", "text", "table", "chart") and what is in it.
Content = list[tuple[str, Any]]
Printing = Callable[[int], tuple[int, int]]


def main(python: str) -> None:
    """Print the table; ``python`` is the interpreter that has the others."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "content.json"
        told.write_text(json.dumps(_content()))
        processes = [
            _started(sys.executable, "ours", told),
            *(_started(python, one, told) for one in ENGINES),
        ]
        names = ("ours", *ENGINES)
        runs: dict[str, list[float]] = {name: [] for name in names}
        sizes: dict[str, str] = {}
        for _round in range(ROUNDS + 1):
            for name, process in zip(names, processes, strict=True):
                if (answer := _once(process)) is not None:
                    runs[name].append(answer[0])
                    sizes[name] = f"{answer[1]:>8.1f}{answer[2]:>7}"
        ours = statistics.median(runs["ours"][1:])
        print(f"{'':<12}{'first ms':>10}{'then ms':>10}{'KB':>8}{'pages':>7}{'times ours':>12}")
        for name in names:
            if not runs[name]:
                print(f"{name:<12}  is not installed there")
                continue
            first, then = runs[name][0], statistics.median(runs[name][1:])
            print(f"{name:<12}{first:>10.0f}{then:>10.1f}{sizes[name]}{then / ours:>12.1f}")


def _content() -> Content:
    from tests.reports.samples import HARBOUR

    report = HARBOUR
    made: Content = [("heading", f"{report.client}, {report.period_label}"), ("text", report.headline)]
    made += [("text", text) for text in (report.went_well, report.went_not, report.doing)]
    promises = [
        [one.text, str(one.due), str(one.delivered or ""), one.reason] for one in report.last_promises
    ]
    made += [("heading", "Promised last time"), ("table", promises), ("heading", "Goals")]
    goals = [[one.name, str(one.value), str(one.previous), one.remark] for one in report.goals]
    made.append(("table", goals))
    made += [
        ("chart", (goal.name, [float(point.value or 0) for point in goal.points]))
        for goal in report.goals
        if goal.points
    ]
    made += [("heading", "Delivered"), ("table", [[one.text, str(one.on)] for one in report.delivered])]
    made += [("heading", "Next"), ("table", [[one.text, str(one.due or "")] for one in report.next_steps])]
    made += [("heading", "Needed"), ("table", [[one.text, str(one.due), one.why] for one in report.needs])]
    return [*made, ("text", report.included), ("text", report.not_included)]


def _started(python: str, engine: str, content: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [python, "-m", "benchmarks.report_others", engine, str(content)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _once(process: subprocess.Popen[str]) -> tuple[float, float, int] | None:
    """Let one engine print once; return the milliseconds, kilobytes and pages, None where it is not there."""
    if process.stdin is None or process.stdout is None or process.poll() is not None:
        return None
    try:
        process.stdin.write("go\n")
        process.stdin.flush()
    except BrokenPipeError:
        return None
    answer = process.stdout.readline().split()
    return (float(answer[0]), float(answer[1]), int(answer[2])) if answer else None


def _serve(engine: str, content: Content) -> None:
    try:
        work = {"ours": _ours, "fpdf2": _fpdf2, "weasyprint": _weasyprint, "typst": _typst}[engine](content)
    except ImportError:
        return
    for number, _line in enumerate(sys.stdin):
        begun = time.perf_counter()
        size, pages = work(number)
        print((time.perf_counter() - begun) * 1e3, size / 1024, pages, flush=True)


def _ours(_content: Content) -> Printing:
    from retention_journal.reports.status_report import print_report
    from tests.reports.samples import HARBOUR

    def work(number: int) -> tuple[int, int]:
        printed = print_report(_of_another(HARBOUR, number))
        return len(printed.pdf), printed.pages

    return work


def _of_another(report: StatusReport, number: int) -> StatusReport:
    """Return ``report`` with other texts."""
    names = {"headline", "went_well", "went_not", "doing", "included", "not_included"}
    return replace(
        report,
        **{name: f"{getattr(report, name)} {number}" for name in names},
        goals=tuple(
            replace(one, name=f"{one.name} {number}", remark=f"{one.remark} {number}") for one in report.goals
        ),
        last_promises=tuple(replace(one, text=f"{one.text} {number}") for one in report.last_promises),
        delivered=tuple(replace(one, text=f"{one.text} {number}") for one in report.delivered),
        next_steps=tuple(replace(one, text=f"{one.text} {number}") for one in report.next_steps),
        needs=tuple(replace(one, text=f"{one.text} {number}") for one in report.needs),
    )


def _with(content: Content, number: int) -> Content:
    """Return ``content`` with other texts."""
    made: Content = []
    for kind, what in content:
        if kind == "table":
            made.append((kind, [[f"{cell} {number}" for cell in line] for line in what]))
        else:
            made.append((kind, f"{what} {number}" if kind != "chart" else (f"{what[0]} {number}", what[1])))
    return made


def _fpdf2(content: Content) -> Printing:
    from fpdf import FPDF

    def work(number: int) -> tuple[int, int]:
        pdf = FPDF(unit="pt")
        pdf.add_font("Inter", fname=REGULAR)
        pdf.add_font("Inter", style="B", fname=SEMIBOLD)
        pdf.set_auto_page_break(auto=True, margin=50)
        pdf.add_page()
        for kind, what in _with(content, number):
            pdf.set_font("Inter", "B" if kind == "heading" else "", 14 if kind == "heading" else 9.5)
            if kind in {"heading", "text"}:
                pdf.multi_cell(0, 14, what, new_x="LMARGIN", new_y="NEXT")
            elif kind == "table":
                with pdf.table(first_row_as_headings=False, line_height=13) as table:
                    for line in what:
                        table.row(line)
            else:
                if pdf.get_y() > pdf.h - HIGH - 70:
                    pdf.add_page()
                pdf.multi_cell(0, 14, what[0], new_x="LMARGIN", new_y="NEXT")
                pdf.polyline([(pdf.l_margin + x, pdf.get_y() + y) for x, y in _line_of(what[1])])
                pdf.set_y(pdf.get_y() + HIGH + 6)
        return len(pdf.output()), pdf.page

    return work


def _weasyprint(content: Content) -> Printing:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face{{font-family:I;font-weight:{weight};src:url({path.as_uri()})}}"
        for weight, path in ((400, REGULAR), (600, SEMIBOLD))
    )
    style = "body{font:9.5pt I}h1{font:600 14pt I}table{width:100%}td{vertical-align:top}@page{size:A4}"
    css = CSS(string=faces + style, font_config=fonts)

    def work(number: int) -> tuple[int, int]:
        body = "".join(map(_as_html, _with(content, number)))
        document = HTML(string=f"<body>{body}</body>").render(stylesheets=[css], font_config=fonts)
        return len(document.write_pdf()), len(document.pages)

    return work


def _as_html(part: tuple[str, Any]) -> str:
    kind, what = part
    if kind == "heading":
        return f"<h1>{html.escape(what)}</h1>"
    if kind == "text":
        return f"<p>{html.escape(what)}</p>"
    if kind == "table":
        lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in line) for line in what)
        return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _line_of(what[1]))
    line = f'<polyline points="{points}" fill="none" stroke="black"/>'
    return f'<p>{html.escape(what[0])}</p><svg width="{WIDE}pt" height="{HIGH}pt">{line}</svg>'


def _typst(content: Content) -> Printing:
    import typst

    source = Path(tempfile.mkdtemp()) / "report.typ"
    compiler = typst.Compiler(str(source.parent), font_paths=[str(FONTS)])

    def work(number: int) -> tuple[int, int]:
        head = '#set page(paper: "a4")\n#set text(font: "Inter", size: 9.5pt)\n'
        source.write_text(head + "\n\n".join(map(_as_typst, _with(content, number))))
        pdf = compiler.compile(input=str(source), format="pdf")
        return len(pdf), pdf.count(b"/MediaBox")

    source.write_text("")
    return work


def _as_typst(part: tuple[str, Any]) -> str:
    kind, what = part
    if kind == "heading":
        return f"#heading({json.dumps(what, ensure_ascii=False)})"
    if kind == "text":
        return f"#{json.dumps(what, ensure_ascii=False)}"
    if kind == "table":
        cells = ", ".join(json.dumps(cell, ensure_ascii=False) for line in what for cell in line)
        return f"#table(columns: {len(what[0])}, {cells})"
    (x, y), *rest = _line_of(what[1])
    lines = ", ".join(f"curve.line(({a:.1f}pt, {b:.1f}pt))" for a, b in rest)
    name = json.dumps(what[0], ensure_ascii=False)
    return f"#{name}\n\n#curve(stroke: 1pt, curve.move(({x:.1f}pt, {y:.1f}pt)), {lines})"


def _line_of(values: list[float]) -> list[tuple[float, float]]:
    """Return the points of a chart's line, from its upper left corner."""
    low, high = min(values), max(values)
    across, up = WIDE / max(1, len(values) - 1), HIGH / ((high - low) or 1)
    return [(n * across, HIGH - (value - low) * up) for n, value in enumerate(values)]


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _serve(sys.argv[1], json.loads(Path(sys.argv[2]).read_text()))
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else sys.executable)

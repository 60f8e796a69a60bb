"""Makes one status report into one PDF file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal import private
from retention_journal.core.errors import JournalError
from retention_journal.core.report import StatusReport
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.reports import colour, cover, fonts, forward, sections, styles
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.document import begin
from retention_journal.reports.foot import draw_foot
from retention_journal.reports.goal_charts import goal_charts
from retention_journal.reports.hours_used import hours_used
from retention_journal.reports.layout import (
    WIDTH,
    Block,
    Style,
    set_text,
)
from retention_journal.reports.logo import Logo, read_logo
from retention_journal.reports.pages import Placed, arrange
from retention_journal.reports.paper import SHEETS, Sheet
from retention_journal.reports.requests import requests
from retention_journal.reports.review_page import review_page
from retention_journal.reports.scorecard import scorecard
from retention_journal.reports.setbacks import setbacks
from retention_journal.reports.sources import sources
from retention_journal.reports.text import one_line, printable
from retention_journal.reports.two_orders import two_orders
from retention_journal.reports.words import Words

_MOST_PAGES = 4
#: What the scorecard and the other parts tell as well, and the quarter's page asks about.
_GIVES_WAY = (ReportPart.TWO_ORDERS, ReportPart.GLANCE)
_DRAFT_SIZE, _DRAFT_INK = 130, 0.07


@dataclass(frozen=True)
class PrintedReport:
    """A finished report that is not in a file yet.

    Attributes:
        pdf: The bytes of the file; the same report always gives the same.
        pages: How many pages it has.
        warnings: What the sender should know before sending it, in the program's language.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class WrittenReport:
    """A report that lies in a file.

    Attributes:
        path: The file.
        pages: How many pages it has.
        sha256: Hash of the file, in hexadecimal.
        warnings: What the sender should know before sending it, in the program's language.
    """

    path: Path
    pages: int
    sha256: str
    warnings: tuple[str, ...]


def write_pdf(report: StatusReport, path: Path) -> WrittenReport:
    """Write ``report`` to ``path``, readable by its owner alone; an older file there is replaced.

    The file appears whole or not at all: it is written beside its place and then renamed.

    Raises:
        JournalError: The file cannot be written there.
    """
    printed = print_report(report)
    part = path.with_name(path.name + ".part")
    try:
        _save(printed.pdf, part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise JournalError(
            _("The report could not be saved in {folder}: {reason}").format(
                folder=path.parent, reason=error.strerror or error
            ),
            _("Choose another folder, or free some space, and try again."),
            code="cannot_write",
        ) from error
    digest = hashlib.sha256(printed.pdf).hexdigest()
    return WrittenReport(path, printed.pages, digest, printed.warnings)


def print_report(report: StatusReport) -> PrintedReport:
    """Return ``report`` as a PDF, as for a preview."""
    with fonts.in_typeface(report.look.typeface):
        return _printed(report)


def _printed(report: StatusReport) -> PrintedReport:
    ready = printable(report)
    words = Words(ready.report)
    brand = colour.brand(ready.report.issuer.brand_colour)
    found = read_logo(ready.report.issuer.logo, brand)
    buffer = BytesIO()
    sheet = SHEETS[report.look.paper]
    pages = _pages(words, brand, sheet)
    issuer = ready.report.issuer
    canvas = begin(
        buffer,
        words.title(),
        language=words.language,
        made_on=ready.report.issued_on,
        by=(issuer.person, issuer.name),
        subject=words.label(),
        sheet=sheet,
    )
    _Printer(canvas, sheet, words, brand, found.logo).print(pages)
    warnings = [*ready.warnings, found.reason]
    if brand.darkened:
        warnings.append(_("The colour was darkened a little so that the text can be read."))
    return PrintedReport(buffer.getvalue(), len(pages), tuple(text for text in warnings if text))


def _pages(words: Words, brand: Brand, sheet: Sheet) -> list[list[Placed]]:
    """Return which block stands where; what is told elsewhere too gives way where that saves a page.

    Source: forms, section 1, "2-4 A4 pages" and "one page fewer beats one more".
    """
    parts = _parts(words, brand)
    pages = arrange([block for blocks in parts.values() for block in blocks], sheet=sheet)
    for part in _GIVES_WAY:
        if len(pages) <= _MOST_PAGES or not parts.get(part):
            continue
        parts.pop(part)
        fewer = arrange([block for blocks in parts.values() for block in blocks], sheet=sheet)
        pages = fewer if len(fewer) < len(pages) else pages
    return pages


def _parts(words: Words, brand: Brand) -> dict[ReportPart, list[Block]]:
    """Return everything below the cover by parts, in the order that every report has."""
    off = set(words.report.parts_off)
    parts: tuple[tuple[ReportPart, Callable[[], list[Block]]], ...] = (
        (ReportPart.SUMMARY, lambda: [*sections.headline(words), *sections.three_sentences(words, brand)]),
        (ReportPart.PROMISES, lambda: sections.last_promises(words)),
        (ReportPart.SCORECARD, lambda: scorecard(words, brand)),
        (ReportPart.TWO_ORDERS, lambda: two_orders(words, brand)),
        (ReportPart.GLANCE, lambda: sections.at_a_glance(words)),
        (ReportPart.CHARTS, lambda: goal_charts(words, brand)),
        (ReportPart.DELIVERED, lambda: sections.delivered(words)),
        (ReportPart.REQUESTS, lambda: requests(words, brand)),
        (ReportPart.HOURS, lambda: hours_used(words, brand)),
        (ReportPart.SETBACKS, lambda: setbacks(words, brand)),
        (ReportPart.LEARNT, lambda: forward.learnt(words)),
        (ReportPart.NEXT, lambda: forward.next_steps(words, brand)),
        (ReportPart.NEEDS, lambda: forward.needs(words)),
        (ReportPart.DECISIONS, lambda: forward.decisions(words)),
        (ReportPart.REVIEW, lambda: review_page(words, brand)),
        (ReportPart.QUESTIONS, lambda: forward.your_turn(words, brand)),
        (ReportPart.INCLUDED, lambda: [] if words.report.review else forward.included(words)),
        (ReportPart.SOURCES, lambda: sources(words)),
    )
    return {part: blocks() for part, blocks in parts if part not in off}


class _Printer:
    """Prints blocks on pages that bear the cover, the running head, the foot and the word "Draft"."""

    def __init__(self, canvas: Canvas, sheet: Sheet, words: Words, brand: Brand, logo: Logo | None) -> None:
        self._canvas, self._sheet = canvas, sheet
        self._words, self._brand, self._logo = words, brand, logo

    def print(self, pages: Sequence[Sequence[Placed]]) -> None:
        """Print every page and close the document."""
        self._canvas.bookmarkPage("report", fit="XYZ", left=0, top=self._sheet.height)
        self._canvas.addOutlineEntry(self._words.label(), "report")
        self._canvas.addPageLabel(0, style="ARABIC", start=1)
        for number, page in enumerate(pages, start=1):
            if number == 1:
                cover.draw_cover(self._canvas, self._words, self._brand, self._logo, self._sheet)
            else:
                self._running_head()
            for placed in page:
                placed.draw(self._canvas, self._sheet.left)
            draw_foot(self._canvas, self._words, self._sheet, number, len(pages))
            if self._words.report.draft:
                self._mark_as_draft(number)
            self._canvas.showPage()
        self._canvas.save()

    def _running_head(self) -> None:
        report = self._words.report
        name = set_text(
            one_line(report.issuer.name),
            Style(fonts.SEMIBOLD, 8, 11, self._brand.main),
            WIDTH / 2 - 4 * mm,
            1,
        )
        name.draw(self._canvas, self._sheet.left, self._sheet.height - 12 * mm)
        about = f"{one_line(report.client)} · {one_line(report.period_label)}"
        title = set_text(about, styles.CAPTION, WIDTH / 2, 1)
        title.draw(self._canvas, self._sheet.right - title.width, self._sheet.height - 12 * mm)

    def _mark_as_draft(self, page: int) -> None:
        canvas, sheet, _ = self._canvas, self._sheet, self._words.texts.gettext
        word = _("Draft")
        canvas.saveState()
        canvas.translate(sheet.width / 2, sheet.height / 2 - 25 * mm)
        canvas.rotate(45)
        canvas.setFillColor(ink(colour.INK))
        canvas.setFillAlpha(_DRAFT_INK)
        canvas.setFont(fonts.named(fonts.SEMIBOLD), _DRAFT_SIZE)
        canvas.drawCentredString(0, -_DRAFT_SIZE / 3, word)
        canvas.restoreState()
        if page == 1:
            notice = set_text(_("Draft, not sent"), Style(fonts.SEMIBOLD, 10, 14, colour.PAPER), WIDTH)
            notice.draw(canvas, sheet.right - notice.width, sheet.height - 13 * mm)


def _save(pdf: bytes, part: Path) -> None:
    """Write ``pdf`` to a new file that only its owner can read, and let it reach the disk."""
    part.unlink(missing_ok=True)
    with os.fdopen(private.open_file(part, new=True), "wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())

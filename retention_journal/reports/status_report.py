"""Makes one status report into one PDF file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.errors import JournalError
from retention_journal.core.report import StatusReport
from retention_journal.i18n import _
from retention_journal.reports import colour, cover, fonts, sections, styles
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.cover import Logo
from retention_journal.reports.hours_used import hours_used
from retention_journal.reports.layout import (
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WIDTH,
    Block,
    Placed,
    Style,
    arrange,
    line,
    set_text,
)
from retention_journal.reports.scorecard import scorecard
from retention_journal.reports.text import one_line, printable
from retention_journal.reports.two_orders import two_orders
from retention_journal.reports.words import Words

_TAGS = {"en": "en-GB", "nb": "nb-NO", "sv": "sv-SE"}
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
    fonts.register()
    ready = printable(report)
    words = Words(ready.report)
    brand = colour.brand(ready.report.issuer.brand_colour)
    found = cover.read_logo(ready.report.issuer.logo, brand)
    buffer = BytesIO()
    sheet = _Sheet(_canvas(buffer, words), words, brand, found.logo)
    pages = arrange(_blocks(words, brand))
    sheet.print(pages)
    warnings = [*ready.warnings, found.reason]
    if brand.darkened:
        warnings.append(_("The colour was darkened a little so that the text can be read."))
    return PrintedReport(buffer.getvalue(), len(pages), tuple(text for text in warnings if text))


def _blocks(words: Words, brand: Brand) -> list[Block]:
    """Return everything below the cover, in the order that every report has."""
    return [
        *sections.headline(words),
        *sections.three_sentences(words, brand),
        *sections.last_promises(words),
        *scorecard(words, brand),
        *two_orders(words, brand),
        *sections.at_a_glance(words),
        *sections.delivered(words),
        *hours_used(words, brand),
        *sections.next_steps(words),
        *sections.needs(words),
        *sections.your_turn(words, brand),
        *sections.included(words),
    ]


class _Sheet:
    """Prints blocks on pages that bear the cover, the running head, the foot and the word "Draft"."""

    def __init__(self, canvas: Canvas, words: Words, brand: Brand, logo: Logo | None) -> None:
        self._canvas, self._words, self._brand, self._logo = canvas, words, brand, logo

    def print(self, pages: Sequence[Sequence[Placed]]) -> None:
        """Print every page and close the document."""
        for number, page in enumerate(pages, start=1):
            if number == 1:
                cover.draw_cover(self._canvas, self._words, self._brand, self._logo)
            else:
                self._running_head()
            for placed in page:
                placed.draw(self._canvas)
            self._foot(number, len(pages))
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
        name.draw(self._canvas, MARGIN, PAGE_HEIGHT - 12 * mm)
        about = f"{one_line(report.client)} · {one_line(report.period_label)}"
        title = set_text(about, styles.CAPTION, WIDTH / 2, 1)
        title.draw(self._canvas, PAGE_WIDTH - MARGIN - title.width, PAGE_HEIGHT - 12 * mm)

    def _foot(self, page: int, pages: int) -> None:
        canvas, texts = self._canvas, self._words.texts
        line(canvas, MARGIN, 17 * mm, WIDTH, colour.RULE)
        number = texts.gettext("Page {page} of {pages}").format(page=page, pages=pages)
        right = set_text(number, styles.CAPTION, WIDTH)
        right.draw(canvas, MARGIN + WIDTH - right.width, 15 * mm)
        issuer = self._words.report.issuer
        parts = (issuer.name, issuer.person, issuer.email, issuer.phone)
        room = WIDTH - right.width - 6 * mm
        left = set_text(" · ".join(one_line(part) for part in parts if part), styles.CAPTION, room, 1)
        left.draw(canvas, MARGIN, 15 * mm)
        address = ", ".join(part for part in issuer.address.split("\n") if part.strip())
        set_text(address, styles.CAPTION, room, 1).draw(canvas, MARGIN, 15 * mm - left.height)

    def _mark_as_draft(self, page: int) -> None:
        canvas, _ = self._canvas, self._words.texts.gettext
        word = _("Draft")
        canvas.saveState()
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2 - 25 * mm)
        canvas.rotate(45)
        canvas.setFillColor(ink(colour.INK))
        canvas.setFillAlpha(_DRAFT_INK)
        canvas.setFont(fonts.DISPLAY, _DRAFT_SIZE)
        canvas.drawCentredString(0, -_DRAFT_SIZE / 3, word)
        canvas.restoreState()
        if page == 1:
            notice = set_text(_("Draft, not sent"), Style(fonts.SEMIBOLD, 10, 14, colour.PAPER), WIDTH)
            notice.draw(canvas, PAGE_WIDTH - MARGIN - notice.width, PAGE_HEIGHT - 13 * mm)


def _canvas(buffer: BytesIO, words: Words) -> Canvas:
    """Return an empty document with its title, author and language."""
    report = words.report
    canvas = Canvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang=_TAGS[words.language],
    )
    canvas.setTitle(words.title())
    canvas.setAuthor(", ".join(one_line(part) for part in (report.issuer.person, report.issuer.name) if part))
    canvas.setSubject(words.label())
    canvas.setCreator("Retention Journal")
    canvas.setProducer("Retention Journal")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    made = f"D:{report.issued_on:%Y%m%d}000000Z"
    canvas.setDateFormatter(lambda *_moment: made)
    return canvas


def _save(pdf: bytes, part: Path) -> None:
    """Write ``pdf`` to a new file that only its owner can read, and let it reach the disk."""
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())

"""What every paper has alike: how its file names itself, and the strip and the foot that show whose it is."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.report import Issuer
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.colour import ink
from retention_journal.reports.layout import (
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WIDTH,
    Style,
    line,
    set_text,
)
from retention_journal.reports.paper import A4, Sheet
from retention_journal.reports.text import one_line

#: Height of the strip at the head of a paper of one page; a report has a higher one of its own.
BAND: float = 22 * mm
#: Where the rule above a foot is drawn, and where the foot's text begins, above the foot of the sheet.
_RULE, _FOOT = 17 * mm, 15 * mm
_TAGS = {"en": "en-GB", "nb": "nb-NO", "sv": "sv-SE"}
_PROGRAM = "Retention Journal"
_NAME = Style(fonts.SEMIBOLD, 12, 16, colour.PAPER)


def begin(
    buffer: BytesIO,
    title: str,
    *,
    language: str,
    made_on: date,
    by: tuple[str, ...] = (),
    subject: str = "",
    sheet: Sheet = A4,
) -> Canvas:
    """Return an empty document, which gives the same bytes for the same content.

    The library cannot mark what is a heading or a table ("tagged PDF"); what stands in for it is that all is
    drawn in the order in which it is read, the outline, and the language and title of the document.

    Args:
        buffer: Takes the file once it is saved.
        title: What a reader shows in place of the file's name.
        language: A tag of ``i18n.LANGUAGES``, for who has it read aloud.
        made_on: The day that the file says it was made on, at midnight UTC.
        by: Who wrote it; names that are empty are left out.
        subject: What it is about, beyond its title.
        sheet: What it is printed on.
    """
    canvas = Canvas(
        buffer,
        pagesize=(sheet.width, sheet.height),
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.named(fonts.REGULAR),
        lang=_TAGS[language],
    )
    canvas.setTitle(title)
    canvas.setAuthor(", ".join(one_line(name) for name in by if name))
    canvas.setSubject(subject)
    canvas.setCreator(_PROGRAM)
    canvas.setProducer(_PROGRAM)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    made = f"D:{made_on:%Y%m%d}000000Z"
    canvas.setDateFormatter(lambda *_moment: made)
    return canvas


def draw_band(canvas: Canvas, firm: str, brand_colour: str) -> None:
    """Draw the strip in the firm's colour with its name."""
    canvas.setFillColor(ink(colour.brand(brand_colour).main))
    canvas.rect(0, PAGE_HEIGHT - BAND, PAGE_WIDTH, BAND, 0, 1)
    name = set_text(one_line(firm), _NAME, WIDTH, 1)
    name.draw(canvas, MARGIN, PAGE_HEIGHT - (BAND - name.height) / 2)


def draw_foot_line(canvas: Canvas, text: str, width: float = WIDTH) -> None:
    """Draw the rule at the foot, with text on one line of at most ``width`` points below it."""
    line(canvas, MARGIN, _RULE, WIDTH, colour.RULE)
    set_text(text, styles.CAPTION, width, 1).draw(canvas, MARGIN, _FOOT)


def reached_at(issuer: Issuer) -> str:
    """Return in one line who sends a paper and where they are reached."""
    parts = (issuer.name, issuer.person, issuer.email, issuer.phone)
    return " · ".join(one_line(part) for part in parts if part)

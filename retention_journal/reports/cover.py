"""The coloured strip at the head of page 1: who sends the report, for whom, and which period."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.report import Issuer
from retention_journal.reports import colour, fonts
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import Lines, Style, set_text
from retention_journal.reports.logo import Logo
from retention_journal.reports.paper import A4, COVER, Sheet
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words

_LOGO_HEIGHT, _LOGO_WIDTH = 10 * mm, 62 * mm
#: Width to height from which a logo most likely spells the firm's name itself.
_WORDMARK = 2.4
_RINGS = (19, 25, 31, 37, 43, 49)
_NAME_WIDTH = 150 * mm
_NAMES = (
    (Style(fonts.SEMIBOLD, 27, 33, colour.PAPER), 2),
    (Style(fonts.SEMIBOLD, 18, 22, colour.PAPER), 3),
)


def draw_cover(canvas: Canvas, words: Words, brand: Brand, logo: Logo | None, sheet: Sheet = A4) -> None:
    """Draw the strip from edge to edge of ``sheet``."""
    foot = sheet.height - COVER
    canvas.setFillColor(ink(brand.main))
    canvas.rect(0, foot, sheet.width, COVER, 0, 1)
    _rings(canvas, brand, sheet)
    _issuer(canvas, words.report.issuer, logo, sheet)
    sender = set_text(words.sender(), Style(fonts.REGULAR, 9, 13, brand.pale), _NAME_WIDTH, 1)
    name = _name(one_line(words.report.client))
    label = set_text(words.label(), Style(fonts.REGULAR, 10, 14, brand.pale), _NAME_WIDTH, 1)
    top = foot + 9 * mm + sender.height
    above = top + 1.5 * mm + name.height
    corrects = set_text(words.corrects(), Style(fonts.SEMIBOLD, 9, 13, colour.PAPER), _NAME_WIDTH, 1)
    label.draw(canvas, sheet.left, above + 0.5 * mm + label.height)
    name.draw(canvas, sheet.left, above)
    sender.draw(canvas, sheet.left, top)
    corrects.draw(canvas, sheet.left, top - sender.height)


def _name(client: str) -> Lines:
    """Return the client's name, smaller where it is long, and cut where it is longer still."""
    for style, most in _NAMES:
        lines = set_text(client, style, _NAME_WIDTH, most + 1)
        if len(lines.lines) <= most:
            return lines
    return set_text(client, style, _NAME_WIDTH, most)


def _rings(canvas: Canvas, brand: Brand, sheet: Sheet) -> None:
    foot = sheet.height - COVER
    canvas.saveState()
    strip = canvas.beginPath()
    strip.rect(0, foot, sheet.width, COVER)
    canvas.clipPath(strip, stroke=0)
    canvas.setStrokeColor(ink(brand.ring))
    canvas.setLineWidth(1)
    for radius in _RINGS:
        canvas.circle(sheet.right - 8 * mm, foot, radius * mm, 1, 0)
    canvas.restoreState()


def _issuer(canvas: Canvas, issuer: Issuer, logo: Logo | None, sheet: Sheet) -> None:
    left, top = sheet.left, sheet.height - 10 * mm
    if logo is not None:
        left += _draw_logo(canvas, logo, left, top) + 4 * mm
        if logo.shape >= _WORDMARK:
            return
    style = Style(fonts.SEMIBOLD, 12, 16, colour.PAPER)
    name = set_text(one_line(issuer.name), style, sheet.right - left, 1)
    name.draw(canvas, left, top - (_LOGO_HEIGHT - name.height) / 2)


def _draw_logo(canvas: Canvas, logo: Logo, left: float, top: float) -> float:
    """Draw the logo and return the width it takes."""
    pad = 1.5 * mm if logo.on_white else 0.0
    height = _LOGO_HEIGHT - 2 * pad
    width = min(height * logo.shape, _LOGO_WIDTH - 2 * pad)
    height = width / logo.shape
    if logo.on_white:
        canvas.setFillColor(ink(colour.PAPER))
        canvas.roundRect(left, top - _LOGO_HEIGHT, width + 2 * pad, _LOGO_HEIGHT, 1.5 * mm, 0, 1)
    foot = top - _LOGO_HEIGHT / 2 - height / 2
    canvas.drawImage(ImageReader(logo.image), left + pad, foot, width, height, mask="auto")
    return float(width + 2 * pad)

"""Prints the recovery sheet: what opens a locked journal when its passphrase is forgotten, on one page."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.document import begin
from retention_journal.reports.layout import MARGIN, PAGE_HEIGHT, WIDTH, Style, line, set_text
from retention_journal.reports.text import one_line
from retention_journal.services.passphrases import RecoverySheet, how_to_use

_TOP: float = PAGE_HEIGHT - 22 * mm
_TITLE = Style(fonts.SEMIBOLD, 20, 25, colour.INK)
_CODE = Style(fonts.REGULAR, 17, 22, colour.INK)
_NUMBER = Style(fonts.REGULAR, 11, 14, colour.INK_2)
_GROUP: float = 27 * mm
_FIRST: float = 14 * mm
_LINE: float = 15 * mm


def print_recovery_page(sheet: RecoverySheet) -> bytes:
    """Return the sheet as a PDF of one page, in the language of the program."""
    fonts.register()
    buffer = BytesIO()
    canvas = begin(buffer, _("Recovery sheet"), language=i18n.language(), made_on=sheet.made_on)
    top = _TOP
    made = _("Made on {day}").format(day=formats.day(sheet.made_on))
    for text, style in (
        (_("Recovery sheet"), _TITLE),
        (one_line(sheet.journal), styles.SECOND),
        (made, styles.SECOND),
    ):
        lines = set_text(text, style, WIDTH, 2)
        lines.draw(canvas, MARGIN, top)
        top -= lines.height
    top = _codes(canvas, sheet, top - 14 * mm)
    for text in how_to_use():
        lines = set_text(text, styles.ITEM, WIDTH)
        lines.draw(canvas, MARGIN, top)
        top -= lines.height + 3 * mm
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _codes(canvas: Canvas, sheet: RecoverySheet, top: float) -> float:
    """Draw the six lines, each group at its own place, and return how far down they reach."""
    for words in sheet.lines:
        number, *groups = words.split()
        set_text(number, _NUMBER, _FIRST).draw(canvas, MARGIN, top - 3)
        for place, group in enumerate(groups):
            set_text(group, _CODE, _GROUP).draw(canvas, MARGIN + _FIRST + place * _GROUP, top)
        line(canvas, MARGIN, top - _CODE.leading - 6, WIDTH, colour.RULE)
        top -= _LINE
    below: float = top - 6 * mm
    return below

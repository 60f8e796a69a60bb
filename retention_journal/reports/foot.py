"""The foot of a report's pages: who sends it, how to reach them, and which page it is."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.reports import colour, fonts, scripts, styles
from retention_journal.reports.layout import WIDTH, Lines, line, set_text
from retention_journal.reports.links import mail_target, web_target
from retention_journal.reports.paper import Sheet
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words

_RULE, _TEXT = 17 * mm, 15 * mm
_BETWEEN = " · "

#: A text of the foot, and where a click on it leads.
_Part = tuple[str, str | None]


def draw_foot(canvas: Canvas, words: Words, sheet: Sheet, page: int, pages: int) -> None:
    """Draw the foot of page ``page`` of ``pages``."""
    line(canvas, sheet.left, _RULE, WIDTH, colour.RULE)
    number = words.texts.gettext("Page {page} of {pages}").format(page=page, pages=pages)
    right = set_text(number, styles.CAPTION, WIDTH)
    right.draw(canvas, sheet.right - right.width, _TEXT)
    room = WIDTH - right.width - 6 * mm
    first = _draw_parts(canvas, _names(words), sheet.left, _TEXT, room)
    _draw_parts(canvas, _places(words), sheet.left, _TEXT - first.height, room)


def _names(words: Words) -> list[_Part]:
    issuer = words.report.issuer
    return [
        (one_line(issuer.name), None),
        (one_line(issuer.person), None),
        (one_line(issuer.email), mail_target(issuer.email)),
        (one_line(issuer.phone), None),
    ]


def _places(words: Words) -> list[_Part]:
    issuer, _ = words.report.issuer, words.texts.gettext
    number = one_line(issuer.org_number)
    return [
        (", ".join(part for part in issuer.address.split("\n") if part.strip()), None),
        (one_line(issuer.website), web_target(issuer.website)),
        (_("Company no. {number}").format(number=number) if number else "", None),
    ]


def _draw_parts(canvas: Canvas, parts: Sequence[_Part], left: float, top: float, room: float) -> Lines:
    """Draw what is said of ``parts`` on one line, with the links of those that fit on it whole."""
    said = [part for part in parts if part[0]]
    lines = set_text(_BETWEEN.join(text for text, _target in said), styles.CAPTION, room, 1)
    lines.draw(canvas, left, top)
    if not lines.lines[0].startswith((scripts.FROM_RIGHT, scripts.FROM_LEFT)):
        _link_parts(canvas, said, lines, left, top)
    return lines


def _link_parts(canvas: Canvas, said: Sequence[_Part], lines: Lines, left: float, top: float) -> None:
    style, before = lines.style, ""
    for text, target in said:
        begins = left + fonts.width(before, style.font, style.size)
        ends = begins + fonts.width(text, style.font, style.size)
        before = f"{before}{text}{_BETWEEN}"
        if target is not None and ends <= left + lines.width + 0.1:
            canvas.linkURL(target, (begins, top - lines.height, ends, top), thickness=0)

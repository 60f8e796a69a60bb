"""Prints the page for a closing conversation: what to keep in mind, then the questions with room to write.

It is always one page: what the questions leave free becomes lines to write on.
"""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core import formats
from retention_journal.core.closing_page import (
    AFTERWARDS,
    BEFORE,
    QUESTIONS,
    TO_ASK_WITH,
    ClosingPage,
    Question,
)
from retention_journal.i18n import texts_in
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.document import begin, draw_foot_line
from retention_journal.reports.layout import (
    MARGIN,
    PAGE_HEIGHT,
    WIDTH,
    Lines,
    Style,
    line,
    set_text,
)
from retention_journal.reports.text import fit_for_print, one_line
from retention_journal.services.closing_pdf import heading, title

_TOP: float = PAGE_HEIGHT - 18 * mm
_BOTTOM: float = 20 * mm
_GAP: float = 9 * mm  # between two columns
_COLUMN: float = (WIDTH - _GAP) / 2
_NUMBER: float = 6 * mm
_BETWEEN: float = 3 * mm  # two questions
_MARKS_ROOM: float = 46 * mm
_TITLE = Style(fonts.SEMIBOLD, 20, 25, colour.INK)
_QUESTION = Style(fonts.SERIF, 11.5, 15, colour.INK)
_MOST_FACT_LINES = 3


def print_closing_page(page: ClosingPage) -> bytes:
    """Return ``page`` as a PDF of one page; the same page always gives the same bytes."""
    fonts.register()
    page = fit_for_print(page, page.language)
    buffer = BytesIO()
    canvas = begin(
        buffer,
        f"{one_line(page.client)} – {title(page.language)}",
        language=page.language,
        made_on=page.printed_on,
        by=(page.issuer.person, page.issuer.name),
    )
    top = _head(canvas, page)
    top = _beside(canvas, page, top)
    _questions(canvas, page, top)
    draw_foot_line(canvas, texts_in(page.language).gettext(AFTERWARDS))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _head(canvas: Canvas, page: ClosingPage) -> float:
    """Draw who it is about, and return how far down that reaches."""
    top = _TOP
    for text, style in ((page.client, _TITLE), (heading(page), styles.SECOND)):
        top = _put(canvas, set_text(one_line(text), style, WIDTH, 2), MARGIN, top)
    below: float = top - 4 * mm
    return below


def _beside(canvas: Canvas, page: ClosingPage, top: float) -> float:
    """Draw what to keep in mind beside what to have at hand."""
    _ = texts_in(page.language).gettext
    left = _list(canvas, _("Before you talk"), tuple(_(text) for text in BEFORE), MARGIN, top)
    right, beside = top, MARGIN + _COLUMN + _GAP
    if page.facts:
        right = _list(canvas, _("At hand, not as arguments"), page.facts, beside, top)
        right -= 3 * mm
    right = _put(canvas, set_text(_("A sentence to ask with:"), styles.STRONG, _COLUMN), beside, right)
    right = _put(
        canvas, set_text(formats.quoted(_(TO_ASK_WITH), page.language), styles.QUOTE, _COLUMN), beside, right
    )
    lowest: float = min(left, right) - 3 * mm
    line(canvas, MARGIN, lowest, WIDTH, colour.RULE)
    below: float = lowest - 3 * mm
    return below


def _list(canvas: Canvas, name: str, texts: tuple[str, ...], left: float, top: float) -> float:
    top = _put(canvas, set_text(name, styles.STRONG, _COLUMN), left, top) - 1 * mm
    for text in texts:
        set_text("–", styles.ITEM, 4 * mm).draw(canvas, left, top)
        lines = set_text(one_line(text), styles.ITEM, _COLUMN - 4 * mm, _MOST_FACT_LINES)
        top = _put(canvas, lines, left + 4 * mm, top)
    return top


def _questions(canvas: Canvas, page: ClosingPage, top: float) -> None:
    """Draw the questions, and share the room that is left among their answers."""
    said = [_said(question, page.language) for question in QUESTIONS]
    taken = sum(sum(part.height for part in parts) + _BETWEEN for parts in said)
    shares = sum(question.room for question in QUESTIONS)
    share = max(0.0, (top - _BOTTOM - taken) / shares)
    for number, (question, parts) in enumerate(zip(QUESTIONS, said, strict=True), start=1):
        set_text(f"{number}.", styles.SECOND, _NUMBER).draw(canvas, MARGIN, top)
        if question.marks:
            _marks(canvas, top)
        for part in parts:
            top = _put(canvas, part, MARGIN + _NUMBER, top)
        for _line in range(question.room):
            top -= share
            line(canvas, MARGIN + _NUMBER, top, WIDTH - _NUMBER, colour.RULE)
        top -= _BETWEEN


def _said(question: Question, language: str) -> list[Lines]:
    _ = texts_in(language).gettext
    width = WIDTH - _NUMBER - (_MARKS_ROOM if question.marks else 0)
    parts = [set_text(_(question.text), _QUESTION, width)]
    if question.follow_up:
        parts.append(set_text(_(question.follow_up), styles.SECOND, width))
    return parts


def _marks(canvas: Canvas, top: float) -> None:
    """Draw 1 to 5 to ring, at the right."""
    for mark in range(1, 6):
        left = MARGIN + WIDTH - _MARKS_ROOM + mark * 8 * mm
        set_text(str(mark), styles.STRONG, 8 * mm).draw(canvas, left, top)


def _put(canvas: Canvas, lines: Lines, left: float, top: float) -> float:
    lines.draw(canvas, left, top)
    return top - lines.height

"""The quarter's page: whether this is still what matters, what has changed, and a line for the client's yes.

Source: forms, section 1, page 4.
"""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core import formats
from retention_journal.core.report import QuarterReview, ReviewRow
from retention_journal.reports import colour, fonts, forward, styles
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, Style, rows, set_text, table
from retention_journal.reports.layout import line as draw_line
from retention_journal.reports.parts import column_heads, heading
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words

_LAST, _TODAY = 92 * mm, 136 * mm
_GAP = 3 * mm
_ANSWERS = range(1, 6)
_RADIUS, _APART = 6.5, 8.2 * mm
_FIGURE = Style(fonts.REGULAR, 8, 10, colour.INK_2)
_FAINT = "#A9B1AC"
#: Lines to write on, and how far they are apart.
_LINES, _RULED = 2, 7.5 * mm
_NAME, _DATE_LEFT = 108 * mm, 118 * mm
_SIGNED = 9 * mm
_LONGEST_QUARTER = 40  # characters
_MEASURE = WIDTH * 0.86  # a line is no longer than one reads with ease


def review_page(words: Words, brand: Brand) -> list[Block]:
    """Return the page with which a quarter ends; nothing in every other report."""
    review = words.report.review
    if review is None:
        return []
    blocks = [
        *_what_matters(words, brand, review),
        *_what_has_changed(words),
        *forward.included(words),
        *_proposal(words, review),
        *_agreement(words, review),
    ]
    return [replace(blocks[0], turns=True), *blocks[1:]]


def _what_matters(words: Words, brand: Brand, review: QuarterReview) -> list[Block]:
    """Return the goals with what they were worth, and the figures to ring for today."""
    if not review.rows:
        return []
    _ = words.texts.gettext
    heads = ((0.0, _("Goal")), (_LAST, _("Last time")), (_TODAY, _("Today")))
    body = [_goal(words, brand, one) for one in review.rows]
    title = heading(_("Is this still what matters?"), _("1 matters little, 5 matters most. Ring one."))
    return [title, *table(column_heads(heads), body)]


def _goal(words: Words, brand: Brand, one: ReviewRow) -> list[Block]:
    name = set_text(one_line(one.goal), styles.STRONG, _LAST - _GAP)
    last = set_text(_last_time(words, one), styles.DATE, _TODAY - _LAST - _GAP)
    return rows([Cell(0, (name,)), Cell(_LAST, (last,)), Cell(_TODAY, (_figures(brand),))], pad=4)


def _last_time(words: Words, one: ReviewRow) -> str:
    """Return what a goal was worth to the client, and when they said so."""
    _ = words.texts.gettext
    if one.importance is None:
        return _("not asked yet")
    n = formats.number(one.importance, words.language)
    if one.asked_on is None:
        return _("{n} of 5").format(n=n)
    return _("{n} of 5, {day}").format(n=n, day=words.day(one.asked_on))


def _figures(brand: Brand) -> Drawing:
    """Return the figures 1 to 5, each in a ring to be marked by hand."""
    figures = [set_text(f"{n}", _FIGURE, _APART) for n in _ANSWERS]

    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setStrokeColor(ink(brand.main))
        canvas.setLineWidth(0.7)
        for number, figure in enumerate(figures):
            across = left + _RADIUS + number * _APART
            canvas.circle(across, top - _RADIUS, _RADIUS, 1, 0)
            figure.draw(canvas, across - figure.width / 2, top - _RADIUS + _FIGURE.leading / 2)

    return Drawing(2 * _RADIUS, draw)


def _what_has_changed(words: Words) -> list[Block]:
    """Return the question what has changed, with lines to write on."""
    height = _LINES * _RULED

    def draw(canvas: Canvas, left: float, top: float) -> None:
        for number in range(1, _LINES + 1):
            draw_line(canvas, left, top - number * _RULED, WIDTH, _FAINT)

    return [heading(words.texts.gettext("What has changed at your end?")), Block(height, draw)]


def _proposal(words: Words, review: QuarterReview) -> list[Block]:
    if not review.proposal.strip():
        return []
    quarter = _named(words, review)
    title = words.texts.gettext("What I propose for {quarter}").format(quarter=quarter)
    text = set_text(review.proposal, styles.SECOND, _MEASURE)
    return [heading(title), *rows([Cell(0, (text,))], pad=(3, 0), rule="")]


def _named(words: Words, review: QuarterReview) -> str:
    """Return the quarter as it stands inside a sentence; what is no quarter is not printed at length."""
    return words.inside(one_line(review.quarter))[:_LONGEST_QUARTER]


def _agreement(words: Words, review: QuarterReview) -> list[Block]:
    """Return the line on which the client agrees; what it says becomes the next agreement."""
    _ = words.texts.gettext
    quarter = _named(words, review)
    text = _("Agreed for {quarter}. What you write above becomes our next agreement.")
    said = set_text(text.format(quarter=quarter), styles.STRONG, WIDTH)
    name = set_text(_("Name"), styles.CAPTION, _NAME)
    day = set_text(_("Date"), styles.CAPTION, WIDTH - _DATE_LEFT)
    ruled = said.height + _SIGNED

    def draw(canvas: Canvas, left: float, top: float) -> None:
        said.draw(canvas, left, top)
        for lines, across, length in ((name, 0.0, _NAME), (day, _DATE_LEFT, WIDTH - _DATE_LEFT)):
            draw_line(canvas, left + across, top - ruled, length, colour.INK_3)
            lines.draw(canvas, left + across, top - ruled - 2)

    return [Block(ruled + 2 + name.height, draw, before=8 * mm)]

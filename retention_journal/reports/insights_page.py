"""Prints Insights: each chart under its sentence with its table, then the other figures with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import accumulate

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.chart import Role
from retention_journal.core.insights import Behind, Insight
from retention_journal.core.insights_page import InsightsPage, PrintedChart
from retention_journal.i18n import texts_in
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.colour import Brand
from retention_journal.reports.document import BAND, begin, draw_band, draw_foot_line
from retention_journal.reports.layout import (
    MARGIN,
    PAGE_HEIGHT,
    WIDTH,
    Block,
    Cell,
    Style,
    rows,
    set_text,
    table,
)
from retention_journal.reports.marks import Painter, palette
from retention_journal.reports.pages import Placed, arrange
from retention_journal.reports.parts import heading
from retention_journal.reports.text import fit_for_print, one_line

#: Points to a pixel of the screen, so that the texts of charts are as large as those beside them.
_POINT = 0.75
#: How wide a chart is made for paper, in pixels of the screen.
CHART_WIDTH = WIDTH / _POINT
_TITLE = Style(fonts.SEMIBOLD, 20, 26, colour.INK)
_WIDEST, _LOOSEST = 0.4, 1.6  # a column of the whole; against what it needs
_MOST_LINES = 3  # of one text in a table
_TITLES = 42 * mm
_MOST_NAMES = 24
_GAP = 3 * mm


def print_insights(page: InsightsPage) -> bytes:
    """Return ``page`` as a PDF; the same page always gives the same bytes."""
    fonts.register()
    ready = fit_for_print(page, page.language)
    brand = colour.brand(ready.brand_colour)
    buffer = BytesIO()
    title = f"{texts_in(ready.language).gettext('Insights')} – {ready.period}"
    canvas = begin(buffer, title, language=ready.language, made_on=ready.printed_on, by=(ready.firm,))
    pages = arrange(list(_blocks(ready, brand)), PAGE_HEIGHT - BAND - 8 * mm)
    for number, placed in enumerate(pages, start=1):
        _print(canvas, ready, placed, (number, len(pages)))
    canvas.save()
    return buffer.getvalue()


def _print(canvas: Canvas, page: InsightsPage, placed: Sequence[Placed], number: tuple[int, int]) -> None:
    _ = texts_in(page.language).gettext
    if number[0] == 1:
        draw_band(canvas, page.firm, page.brand_colour)
    else:
        about = set_text(f"{_('Insights')} · {page.period}", styles.CAPTION, WIDTH, 1)
        about.draw(canvas, MARGIN, PAGE_HEIGHT - 12 * mm)
    for one in placed:
        one.draw(canvas)
    draw_foot_line(canvas, one_line(page.firm), WIDTH / 2)
    told = _("Page {page} of {pages}").format(page=number[0], pages=number[1])
    right = set_text(told, styles.CAPTION, WIDTH)
    right.draw(canvas, MARGIN + WIDTH - right.width, 15 * mm)
    canvas.showPage()


def _blocks(page: InsightsPage, brand: Brand) -> Iterator[Block]:
    _ = texts_in(page.language).gettext
    title, period = set_text(_("Insights"), _TITLE, WIDTH, 1), set_text(page.period, styles.SECOND, WIDTH, 1)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        title.draw(canvas, left, top)
        period.draw(canvas, left, top - title.height)

    yield Block(title.height + period.height, draw)
    for chart in page.charts:
        yield from _chart(chart, brand)
    if page.figures:
        yield heading(_("In figures"))
        for insight in page.figures:
            yield from _figure(insight, page.language)


def _chart(chart: PrintedChart, brand: Brand) -> Iterator[Block]:
    yield _said(chart.told)
    if chart.basis:
        yield _words(chart.basis, styles.CAPTION, with_next=True)
    if chart.marks:
        yield _picture(chart, brand)
    if len(chart.table) > 1:
        yield from _table(chart.table)


def _said(told: str) -> Block:
    """Return a finding as a heading, over as many lines as it takes; it stands in the outline."""
    lines = set_text(one_line(told), styles.HEADING, WIDTH)
    return Block(lines.height + 2, lines.draw, before=8 * mm, with_next=True, bookmark=one_line(told))


def _words(text: str, style: Style, *, with_next: bool = False) -> Block:
    lines = set_text(text, style, WIDTH)
    return Block(lines.height, lines.draw, with_next=with_next)


def _picture(chart: PrintedChart, brand: Brand) -> Block:
    known = {**palette(brand), Role.INK: colour.INK}
    colours = {role: known.get(role, brand.soft) for role in Role}

    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.saveState()
        canvas.translate(left, top - _GAP)
        canvas.scale(_POINT, _POINT)
        Painter(canvas, 0, 0, (chart.width, chart.height), colours).paint(chart.marks)
        canvas.restoreState()

    return Block(chart.height * _POINT + 2 * _GAP, draw)


def _table(lines: Sequence[Sequence[str]]) -> list[Block]:
    """Return a table of texts whose columns are as wide as theirs, as far as there is room."""
    widths = _widths(lines)
    lefts = [0.0, *accumulate(widths)][: len(widths)]
    heads = _row(lines[0], lefts, widths, styles.COLUMN_HEAD, 3.5)[0]
    body = [_row(one, lefts, widths, styles.DATE, 2.5) for one in lines[1:]]
    return table(heads, body, before=2 * mm)


def _row(
    texts: Sequence[str], lefts: Sequence[float], widths: Sequence[float], style: Style, pad: float
) -> list[Block]:
    cells = [
        Cell(left, (set_text(one_line(text), style, width - _GAP, _MOST_LINES),))
        for left, width, text in zip(lefts, widths, texts, strict=True)
    ]
    return rows(cells, pad=pad)


def _widths(lines: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each column is: as its longest text; where that is too much, less."""
    columns = [[one_line(text) for text in texts] for texts in zip(*lines, strict=True)]
    least = [_longest(word for text in texts for word in text.split()) for texts in columns]
    wanted = [
        max(min(_longest(texts), WIDTH * _WIDEST), low) for texts, low in zip(columns, least, strict=True)
    ]
    if sum(wanted) <= WIDTH:
        return [one * min(WIDTH / sum(wanted), _LOOSEST) for one in wanted]
    if sum(least) >= WIDTH:
        return [one * WIDTH / sum(least) for one in least]
    share = (WIDTH - sum(least)) / (sum(wanted) - sum(least))
    return [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]


def _longest(texts: Iterable[str]) -> float:
    style = styles.DATE
    widths = [fonts.width(text, style.font, style.size) for text in texts]
    return float(max(widths, default=0.0) + _GAP + 1)


def _figure(insight: Insight, language: str) -> list[Block]:
    room = WIDTH - _TITLES
    told = styles.SECOND if insight.is_silent else styles.STRONG
    pieces = [set_text(one_line(insight.told), told, room), set_text(insight.basis, styles.CAPTION, room)]
    if insight.behind:
        pieces.append(set_text(_names(insight.behind, language), styles.DATE, room))
    title = set_text(insight.title, styles.SECOND, _TITLES - _GAP)
    return rows([Cell(0, (title,)), Cell(_TITLES, tuple(pieces))])


def _names(behind: Sequence[Behind], language: str) -> str:
    texts = texts_in(language)
    told = ", ".join(one_line(one.name) for one in behind[:_MOST_NAMES])
    more = len(behind) - _MOST_NAMES
    if more <= 0:
        return told
    return texts.ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=told, n=more)

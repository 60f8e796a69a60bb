"""Answers to the client's small requests: each with its working days, and how that has changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core import formats
from retention_journal.core.report import RequestRow, StatusReport
from retention_journal.core.request_chart import ChartWords, RequestStem, request_chart
from retention_journal.core.shapes import Shape
from retention_journal.reports import colour, marks, styles
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, rows, set_text, table
from retention_journal.reports.parts import column_heads, heading, status_piece
from retention_journal.reports.words import Words

_ASKED, _DONE, _BAR, _TOOK = 78 * mm, 97 * mm, 116 * mm, 150 * mm
_GAP = 3 * mm
_THICK = 2.4 * mm
_HIGH = 36 * mm
_TEXT = 7.5
_DASH = (1.4, 1.4)
#: Fewest requests that show how it has changed.
_FEWEST = 4


def requests(words: Words, brand: Brand) -> list[Block]:
    """Return what small things were asked for in the period and when each was done; nothing for none."""
    told = words.report.requests
    here = _here(words.report)
    if not here:
        return []
    _ = words.texts.gettext
    longest = max([*(row.days for row in here), int(told.within or 0), 1])
    heads = (
        (0.0, _("You asked for")), (_ASKED, _("Asked")), (_DONE, _("Done")), (_BAR, _("Working days")),
    )  # fmt: skip
    body = [_row(words, brand, row, told.within, longest) for row in here]
    blocks = [heading(_("Answers to your requests"), _kept(words, here)), *table(column_heads(heads), body)]
    if are_drawn(words.report):
        blocks += _over_time(words, brand)
    return blocks


def are_drawn(report: StatusReport) -> bool:
    """Say whether each request is drawn with the days it took."""
    return len(report.requests.rows) >= _FEWEST and bool(_here(report))


def _here(report: StatusReport) -> list[RequestRow]:
    return [row for row in report.requests.rows if row.done in report.period]


def _kept(words: Words, here: list[RequestRow]) -> str:
    within = words.report.requests.within
    if within is None:
        return ""
    kept = sum(row.days <= within for row in here)
    plural = int(within) if within == int(within) else 2
    return words.texts.ngettext(
        "{kept} of {n} within {days} working day", "{kept} of {n} within {days} working days", plural
    ).format(kept=kept, n=len(here), days=words.amount(within))


def _row(words: Words, brand: Brand, row: RequestRow, within: Decimal | None, longest: int) -> list[Block]:
    kept = within is None or row.days <= within
    n = row.days
    took = (
        words.texts.ngettext("{n} day", "{n} days", n).format(n=n) if n else words.texts.gettext("that day")
    )
    shape = Shape.STEADY if kept else Shape.WATCH
    return rows(
        [
            Cell(0, (set_text(row.text, styles.ITEM, _ASKED - _GAP),)),
            Cell(_ASKED, (set_text(words.day(row.asked), styles.DATE, _DONE - _ASKED),)),
            Cell(_DONE, (set_text(words.day(row.done), styles.DATE, _BAR - _DONE),)),
            Cell(_BAR, (_bar(brand, n / longest, within, longest, kept=kept),)),
            Cell(_TOOK, (status_piece(shape, took, WIDTH - _TOOK),)),
        ],
        pad=3.5,
    )


def _bar(brand: Brand, share: float, within: Decimal | None, longest: int, *, kept: bool) -> Drawing:
    wide = _TOOK - _BAR - 2 * _GAP
    high = styles.ITEM.leading

    def draw(canvas: Canvas, left: float, top: float) -> None:
        middle = top - high / 2
        canvas.setFillColor(ink(brand.main if kept else brand.line))
        canvas.rect(left, middle - _THICK / 2, max(wide * share, 1), _THICK, 0, 1)
        if within is not None:
            at = left + wide * float(within) / longest
            canvas.setStrokeColor(ink(colour.INK_2))
            canvas.setLineWidth(0.7)
            canvas.setDash(_DASH)
            canvas.line(at, middle - high / 2, at, middle + high / 2)
            canvas.setDash(())

    return Drawing(high, draw)


def _over_time(words: Words, brand: Brand) -> list[Block]:
    _ = words.texts.gettext
    told = words.report.requests
    since = words.month_within(min(row.asked for row in told.rows))
    title = set_text(
        _("How long each has taken since {month}, in working days").format(month=since), styles.STRONG, WIDTH
    )
    found = request_chart(
        [RequestStem(row.asked, row.days) for row in told.rows],
        goal_days=told.within, words=_chart_words(words), width=WIDTH, height=_HIGH,
    )  # fmt: skip
    colours = marks.palette(brand)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        marks.Painter(canvas, left, top, (WIDTH, _HIGH), colours).paint(found)

    blocks = rows([Cell(0, (title, Drawing(_HIGH, draw)))], pad=(2, 4), rule="")
    return [replace(blocks[0], before=4 * mm), *blocks[1:]]


def _chart_words(words: Words) -> ChartWords:
    """Return what stands in the chart: what was agreed, and the days on which they said that they wait."""
    _ = words.texts.gettext
    within = words.report.requests.within
    said = _("you told me, {day}")
    days = [one.waiting_told_on for one in words.report.setbacks if one.waiting_told_on is not None]
    return ChartWords(
        "" if within is None else _("your goal, {days}").format(days=words.amount(within)),
        [(on, said.format(day=formats.day_of_month(on, words.language))) for on in days],
        words.language,
        _TEXT,
    )

"""What did not go as agreed: the client's words, what is said of them, and each step with its day.

Source: forms, section 1, page 3; the picture of a report's third page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core import formats
from retention_journal.core.report import Setback, SetbackStep
from retention_journal.reports import styles
from retention_journal.reports.colour import PAPER, Brand, ink
from retention_journal.reports.layout import (
    WIDTH,
    Block,
    Cell,
    Drawing,
    Lines,
    Piece,
    rows,
    set_text,
)
from retention_journal.reports.parts import heading
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words

_LEFT = 61 * mm
_INDENT = 4.5 * mm
_DOT, _DAY, _STEP = 72.5 * mm, 78.5 * mm, 106 * mm
_LABEL = 40 * mm
_RADIUS = 1.5 * mm
_BETWEEN_STEPS = 8.0
_BETWEEN_PARTS = 9.0
_BETWEEN = 7 * mm
#: A setback up to so high is not parted.
_WHOLE = 480.0
#: A quote of more lines than this in the left column is set smaller, over the whole width.
_SHORT_QUOTE = 8
#: Lines of a quote, and of a step, that are kept together.
_QUOTE_LINES, _STEP_LINES = 12, 12


def setbacks(words: Words, brand: Brand) -> list[Block]:
    """Return what went wrong and what was done about it; nothing where all went as agreed."""
    told = [blocks for one in words.report.setbacks if (blocks := _setback(words, brand, one))]
    if not told:
        return []
    title = words.texts.gettext("What went wrong, and what I did about it")
    blocks = [heading(title)]
    for number, one in enumerate(told):
        first, *rest = _together(one)
        blocks += [replace(first, before=_BETWEEN if number else 2 * mm), *rest]
    return blocks


def _together(blocks: list[Block]) -> list[Block]:
    """Return the blocks of one setback, on one page where they are not too high for that."""
    if sum(block.height for block in blocks) > _WHOLE:
        return blocks
    return [*(replace(block, with_next=True) for block in blocks[:-1]), *blocks[-1:]]


def _setback(words: Words, brand: Brand, one: Setback) -> list[Block]:
    quote = set_text(one_line(one.quote), styles.LONG_HEADLINE, _LEFT - _INDENT) if one.quote else None
    is_long = quote is not None and len(quote.lines) > _SHORT_QUOTE
    left: list[Piece] = []
    blocks: list[Block] = []
    if is_long:
        small = set_text(one_line(one.quote), styles.QUOTE, WIDTH - _INDENT)
        pieces = _quoted(words, brand, one, small, WIDTH)
        blocks = rows([Cell(0, tuple(pieces))], pad=(0, _BETWEEN_PARTS), rule="")
    elif quote is not None:
        left = _quoted(words, brand, one, quote, _LEFT)
    apology = one.apology or ("" if one.quote else one.fact)
    if apology:
        left += [_blank(_BETWEEN_PARTS)] if left else []
        left.append(set_text(apology, styles.SECOND, _LEFT if one.steps else WIDTH))
    steps = _steps(words, brand, one.steps)
    if left or steps:
        cells = [Cell(0, tuple(left)), Cell(0, tuple(steps))]
        blocks += rows(cells, pad=(0, _BETWEEN_PARTS), rule="")
    return [*blocks, *_labelled(words, one, is_fact_told=apology == one.fact)]


def _quoted(words: Words, brand: Brand, one: Setback, quote: Lines, width: float) -> list[Piece]:
    """Return a quote beside its bar, and below it who said it and when."""
    parts = (
        replace(quote, lines=quote.lines[start : start + _QUOTE_LINES])
        for start in range(0, len(quote.lines), _QUOTE_LINES)
    )
    pieces: list[Piece] = [_beside_a_bar(part, brand) for part in parts]
    when = _day(words, one.said_on) if one.said_on else ""
    source = ", ".join(part for part in (one_line(one.who), when) if part)
    if source:
        pieces += [_blank(3), _indented(set_text(source, styles.CAPTION, width - _INDENT, 2))]
    return pieces


def _labelled(words: Words, one: Setback, *, is_fact_told: bool) -> list[Block]:
    """Return what happened, what it meant, what was done and what is changed, each beside its label."""
    _ = words.texts.gettext
    told = (
        (_("What happened"), "" if is_fact_told else one.fact),
        (_("What it meant for you"), one.consequence),
        (_("What I did"), one.did),
        (_("What is different now"), one.changed),
    )
    head = replace(styles.COLUMN_HEAD, leading=styles.SECOND.leading)
    blocks = []
    for label, text in told:
        if text:
            cells = [
                Cell(0, (set_text(label, head, _LABEL - 2 * mm),)),
                Cell(_LABEL, (set_text(text, styles.SECOND, WIDTH - _LABEL),)),
            ]
            blocks += rows(cells, pad=2.5, rule="")
    return blocks


def _steps(words: Words, brand: Brand, steps: Sequence[SetbackStep]) -> list[Piece]:
    return [
        _step(words, brand, step, is_last=number == len(steps)) for number, step in enumerate(steps, start=1)
    ]


def _step(words: Words, brand: Brand, step: SetbackStep, *, is_last: bool) -> Drawing:
    """Return one step: a disc, a ring where it is to come, with a line down to the next."""
    width = WIDTH - _STEP
    day = set_text(_day(words, step.on), styles.SECOND, _STEP - _DAY - 1 * mm)
    title = set_text(one_line(step.title), styles.STRONG, width, 2)
    text = set_text(step.text, styles.SECOND, width, _STEP_LINES) if step.text else None
    height = max(day.height, title.height + (text.height if text else 0.0))
    height += 0 if is_last else _BETWEEN_STEPS
    middle = styles.STRONG.leading / 2

    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setStrokeColor(ink(brand.line))
        canvas.setLineWidth(0.9)
        if not is_last:
            canvas.line(left + _DOT, top - middle - _RADIUS, left + _DOT, top - height - middle + _RADIUS)
        canvas.setStrokeColor(ink(brand.main))
        canvas.setFillColor(ink(PAPER if step.is_to_come else brand.main))
        canvas.setLineWidth(1.1)
        canvas.circle(left + _DOT, top - middle, _RADIUS, 1, 1)
        day.draw(canvas, left + _DAY, top)
        title.draw(canvas, left + _STEP, top)
        if text:
            text.draw(canvas, left + _STEP, top - title.height)

    return Drawing(height, draw)


def _beside_a_bar(lines: Lines, brand: Brand) -> Drawing:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setFillColor(ink(brand.line))
        canvas.rect(left, top - lines.height, 1.4, lines.height, 0, 1)
        lines.draw(canvas, left + _INDENT, top)

    return Drawing(lines.height, draw)


def _indented(lines: Lines) -> Drawing:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        lines.draw(canvas, left + _INDENT, top)

    return Drawing(lines.height, draw)


def _blank(height: float) -> Drawing:
    return Drawing(height, _nothing)


def _nothing(_canvas: Canvas, _left: float, _top: float) -> None:
    """Draw nothing."""


def _day(words: Words, value: date) -> str:
    """Return a day without its year, where that is the report's."""
    if value.year == words.report.issued_on.year:
        return formats.day_of_month(value, words.language)
    return formats.day(value, words.language)

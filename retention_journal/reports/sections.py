"""The sections of a report besides the scorecard; one that has nothing to say is left out."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.kpis import KpiStatus
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import Delivery, LastPromise, goal_shape
from retention_journal.core.shapes import Shape
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.colour import Brand
from retention_journal.reports.layout import (
    WIDTH,
    Block,
    Cell,
    Drawing,
    Piece,
    rows,
    set_text,
    table,
)
from retention_journal.reports.layout import line as draw_line
from retention_journal.reports.parts import column_heads, heading, status_piece
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words, is_month

_HEADLINE_WIDTH = 164 * mm
_HEADLINE_LINES = 4
_COLUMN_GAP = 7 * mm
_DUE, _CAME, _OUTCOME = 90 * mm, 112 * mm, 134 * mm
_FINISHED = 150 * mm
_GAP = 3 * mm
_SETTLED = {PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN}


def headline(words: Words) -> list[Block]:
    """Return the period in the freelancer's own sentence."""
    text = words.report.headline
    if not text:
        return []
    lines = set_text(text, styles.HEADLINE, _HEADLINE_WIDTH)
    if len(lines.lines) > _HEADLINE_LINES:
        lines = set_text(text, styles.LONG_HEADLINE, WIDTH)
    return rows([Cell(0, (lines,))], pad=0, rule="")


def three_sentences(words: Words, brand: Brand) -> list[Block]:
    """Return what went well, what did not and what is being done, side by side."""
    _ = words.texts.gettext
    report = words.report
    columns = [
        (title, text)
        for title, text in (
            (_("What went well"), report.went_well),
            (_("What did not"), report.went_not),
            (_("What I am doing"), report.doing),
        )
        if text
    ]
    if not columns:
        return []
    width = (WIDTH - _COLUMN_GAP * (len(columns) - 1)) / len(columns)
    cells = []
    for number, (title, text) in enumerate(columns):
        pieces: tuple[Piece, ...] = (
            _bar(brand, width),
            set_text(title, styles.STRONG, width),
            set_text(text, styles.SECOND, width),
        )
        cells.append(Cell(number * (width + _COLUMN_GAP), pieces))
    blocks = rows(cells, pad=0, rule="")
    return [replace(blocks[0], before=6 * mm), *blocks[1:]]


def last_promises(words: Words) -> list[Block]:
    """Return what was promised last time, and whether it came."""
    promises = words.report.last_promises
    if not promises:
        return []
    _ = words.texts.gettext
    heads = ((0.0, _("Promise")), (_DUE, _("Due")), (_CAME, _("Came")), (_OUTCOME, _("Outcome")))
    body = [_promise(words, promise) for promise in promises]
    return [
        heading(_("What I promised last time"), _kept_of(words)),
        *table(column_heads(heads), body),
    ]


def delivered(words: Words) -> list[Block]:
    """Return what was finished, grouped by the goal it serves, with its date."""
    found = words.report.delivered
    if not found:
        return []
    _ = words.texts.gettext
    order = {goal.name: place for place, goal in enumerate(words.report.goals)}
    groups = sorted({item.goal for item in found}, key=lambda goal: (not goal, order.get(goal, len(order))))
    body: list[list[Block]] = []
    for goal in groups:
        if len(groups) > 1 or goal:
            body.append(_group(one_line(goal) or _("Besides")))
        body += [_delivery(words, item) for item in found if item.goal == goal]
    header = column_heads(((0.0, _("What")), (_FINISHED, _("Finished"))))
    return [heading(_("What was delivered")), *table(header, body)]


def at_a_glance(words: Words) -> list[Block]:
    """Return the period in a few figures, and the days on which the two were in touch."""
    figures = _figures(words)
    if not figures:
        return []
    _ = words.texts.gettext
    width = WIDTH / max(len(figures), 4)
    cells = []
    for number, (figure, of, caption) in enumerate(figures):
        pieces = (_large(figure, of), set_text(caption, styles.CAPTION, width - _GAP))
        cells.append(Cell(number * width, pieces))
    title = _("The month at a glance") if is_month(words.report.period) else _("The period at a glance")
    blocks = rows(cells, pad=2, rule="")
    days = words.days_of_contact(words.report.contacts)
    if days:
        blocks = [replace(block, with_next=True) for block in blocks]
        blocks += rows([Cell(0, (set_text(days, styles.CAPTION, WIDTH),))], pad=3, rule="")
    return [heading(title), *blocks]


def _group(name: str) -> list[Block]:
    style = replace(styles.CAPTION, font=fonts.SEMIBOLD, colour=colour.INK_2)
    blocks = rows([Cell(0, (set_text(name, style, WIDTH, 2),))], pad=(6, 1), rule="")
    return [replace(block, with_next=True) for block in blocks]


def _delivery(words: Words, item: Delivery) -> list[Block]:
    return rows(
        [
            Cell(0, (set_text(item.text, styles.ITEM, _FINISHED - _GAP),)),
            Cell(_FINISHED, (set_text(words.day(item.on), styles.DATE, WIDTH - _FINISHED),)),
        ],
        pad=3.5,
    )


def _bar(brand: Brand, width: float) -> Drawing:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        draw_line(canvas, left, top - 0.8, width, brand.main, 1.6)

    return Drawing(2.6 * mm, draw)


def _promise(words: Words, promise: LastPromise) -> list[Block]:
    width = _DUE - _GAP
    pieces = [set_text(promise.text, styles.ITEM, width)]
    if promise.reason:
        pieces.append(set_text(promise.reason, styles.CAPTION, width))
    shape, word = words.outcome(promise)
    return rows(
        [
            Cell(0, tuple(pieces)),
            Cell(_DUE, (set_text(words.day(promise.due), styles.DATE, _CAME - _DUE),)),
            Cell(_CAME, (set_text(words.day(promise.delivered), styles.DATE, _OUTCOME - _CAME),)),
            Cell(_OUTCOME, (status_piece(shape, word, WIDTH - _OUTCOME),)),
        ],
        pad=4,
    )


def _kept_of(words: Words) -> str:
    _ = words.texts.gettext
    settled = [p for p in words.report.last_promises if p.outcome in _SETTLED and p.is_dated]
    kept = sum(p.outcome is PromiseState.KEPT for p in settled)
    return _("{kept} of {all} on time").format(kept=kept, all=len(settled)) if settled else ""


def _figures(words: Words) -> list[tuple[str, str, str]]:
    """Return each figure, what it is out of ("" for nothing) and what it counts."""
    report, texts = words.report, words.texts
    _ = texts.gettext
    found: list[tuple[str, str, str]] = []
    settled = [p for p in report.last_promises if p.outcome in _SETTLED and p.is_dated]
    if settled:
        kept = sum(p.outcome is PromiseState.KEPT for p in settled)
        found.append((str(kept), _("of {n}").format(n=len(settled)), _("promises kept in time")))
    known = [goal for goal in report.goals if goal.status is not KpiStatus.NO_DATA]
    if known:
        steady = sum(goal_shape(goal) is Shape.STEADY for goal in known)
        found.append((str(steady), _("of {n}").format(n=len(known)), _("goals on target")))
    done = len(report.delivered)
    if done:
        found.append((str(done), "", texts.ngettext("thing delivered", "things delivered", done)))
    talks = report.contacts.talks
    if talks:
        found.append((str(talks), "", texts.ngettext("talk", "talks", talks)))
    written = report.contacts.written
    if written:
        found.append((str(written), "", texts.ngettext("message", "messages", written)))
    return found


def _large(figure: str, of: str) -> Drawing:
    number = set_text(figure, styles.LARGE_FIGURE, WIDTH)
    beside = set_text(of, replace(styles.SECOND, size=10), WIDTH)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        number.draw(canvas, left, top)
        if of:
            beside.draw(canvas, left + number.width + 4, top - 5.5)

    return Drawing(number.height + 1, draw)

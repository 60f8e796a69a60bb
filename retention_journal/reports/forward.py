"""What a report says of the time to come: goals, what is asked of the client, and room for an answer."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core import formats
from retention_journal.core.periods import add_months, quarter_of
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report import Need, NextStep
from retention_journal.reports import colour, marks, styles
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, rows, set_text, table
from retention_journal.reports.layout import line as draw_line
from retention_journal.reports.parts import column_heads, heading
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words, is_month

_GOAL, _TARGET, _WHO, _BY = 6 * mm, 70 * mm, 112 * mm, 148 * mm
_GAP = 3 * mm
#: Of the box to write in: its blank inside, its title, the lines and how far they are apart.
_PAD, _TITLE, _LINES, _RULED, _ABOVE_TICKS = 6 * mm, 22.0, 3, 7 * mm, 2.5 * mm
_FAINT = "#A9B1AC"
_MEASURE = WIDTH * 0.86  # a line is no longer than one reads with ease


def learnt(words: Words) -> list[Block]:
    """Return what was learnt, and what is worth trying."""
    return _told(words.texts.gettext("What I learnt, and want to try"), words.report.learnt)


def decisions(words: Words) -> list[Block]:
    """Return what was decided since last time, a line to each."""
    return _told(words.texts.gettext("Decided since last time"), words.report.decisions)


def next_steps(words: Words, brand: Brand) -> list[Block]:
    """Return the smaller goals of the next period: what is aimed at, who does what, and by when."""
    steps = words.report.next_steps
    if not steps:
        return []
    _ = words.texts.gettext
    has_targets = any(step.target for step in steps)
    names = [(_GOAL, _("Goal")), (_WHO, _("Who")), (_BY, _("By"))]
    if has_targets:
        names.insert(1, (_TARGET, words.texts.pgettext("of a goal", "Target")))
    header = column_heads(tuple(names))
    body = [_next_step(words, brand, step, has_targets=has_targets) for step in steps]
    blocks = [heading(_goals_for(words)), *table(header, body)]
    if any(step.is_for_first for step in steps):
        blocks += _star_note(words, brand)
    return blocks


def _goals_for(words: Words) -> str:
    """Return the heading above the goals, with the month they are for."""
    _ = words.texts.gettext
    period = words.report.period
    if is_month(period):
        month = formats.month_name(add_months(period.first, 1), words.language)
        return _("Goals for {month}").format(month=words.inside(month))
    if period == quarter_of(period.first):
        return _("Goals for the next quarter")
    return _("Goals for the time to come")


def needs(words: Words) -> list[Block]:
    """Return what is asked of the client, by when and why."""
    if not words.report.needs:
        return []
    _ = words.texts.gettext
    header = column_heads(((_GOAL, _("What")), (_BY, _("By"))))
    body = [_need(words, need) for need in words.report.needs]
    return [heading(_("What I need from you")), *table(header, body)]


def your_turn(words: Words, brand: Brand) -> list[Block]:
    """Return the box with the three questions and lines to write on. Source: forms, section 1, foot."""
    _ = words.texts.gettext
    questions = (
        _("Is all OK?"),
        _("Does the delivery work as expected?"),
        _("Anything else I can help with?"),
    )
    room = (WIDTH - 2 * _PAD - 2 * _PAD) / 3
    asked = [set_text(question, styles.STRONG, room) for question in questions]
    tallest = max(lines.height for lines in asked)
    ticks = _ticks(words, WIDTH - 2 * _PAD) if words.report.next_steps else None
    written = _PAD + _TITLE + tallest + _LINES * _RULED
    height = written + _PAD - 2 + (ticks.height + _ABOVE_TICKS if ticks else 0.0)
    title = set_text(_("Your turn"), replace(styles.HEADING, colour=brand.main), WIDTH)
    how = set_text(_("Write here, answer by e-mail, or tell me when we talk."), styles.CAPTION, WIDTH)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setStrokeColor(ink(brand.main))
        canvas.setLineWidth(0.9)
        canvas.roundRect(left, top - height, WIDTH, height, 2 * mm, 1, 0)
        title.draw(canvas, left + _PAD, top - _PAD + 3)
        how.draw(canvas, left + WIDTH - _PAD - how.width, top - _PAD)
        for number, lines in enumerate(asked):
            at = left + _PAD + number * (room + _PAD)
            lines.draw(canvas, at, top - _PAD - _TITLE)
            for count in range(_LINES):
                draw_line(canvas, at, top - written + count * _RULED, room, _FAINT)
        if ticks:
            ticks.draw(canvas, left + _PAD, top - written - _ABOVE_TICKS)

    return [Block(height, draw, before=9 * mm, bookmark=_("Your turn"))]


def included(words: Words) -> list[Block]:
    """Return what the agreement includes, and what it does not."""
    _ = words.texts.gettext
    texts = [
        (title, text)
        for title, text in (
            (_("Included in our agreement"), words.report.included),
            (_("Not included"), words.report.not_included),
        )
        if text
    ]
    if not texts:
        return []
    width = (WIDTH - 9 * mm) / 2
    second = replace(styles.CAPTION, size=8.5, leading=12.5, colour=colour.INK_2)
    cells = [
        Cell(
            number * (width + 9 * mm),
            (set_text(title, styles.COLUMN_HEAD, width), set_text(text, second, width)),
        )
        for number, (title, text) in enumerate(texts)
    ]
    blocks = rows(cells, pad=0, rule="")
    return [replace(blocks[0], before=7 * mm), *blocks[1:]]


def _told(title: str, text: str) -> list[Block]:
    """Return a heading with a text of any length below it; nothing without one."""
    if not text.strip():
        return []
    lines = set_text(text, styles.SECOND, _MEASURE)
    return [heading(title), *rows([Cell(0, (lines,))], pad=(3, 0), rule="")]


def _ticks(words: Words, width: float) -> Drawing:
    """Return the question whether the goals are right, with a box to tick beside each answer."""
    _ = words.texts.gettext
    asked = set_text(_("The goals above are"), styles.STRONG, width)
    right = words.texts.pgettext("The goals above are", "right")
    answers = [
        set_text(answer, styles.BODY, width)
        for answer in (right, _("nearly right, see my note"), _("not right, call me"))
    ]
    leading, gap, beside = styles.BODY.leading, 6 * mm, 5 * mm
    places, at, below = [], asked.width + gap, 0.0
    for answer in answers:
        if at > 0 and at + beside + answer.width > width:
            at, below = 0.0, below + leading + 2 * mm
        places.append((at, below))
        at += beside + answer.width + gap

    def draw(canvas: Canvas, left: float, top: float) -> None:
        asked.draw(canvas, left, top)
        for answer, (across, down) in zip(answers, places, strict=True):
            marks.box(canvas, left + across, top - down - leading / 2, 9.5)
            answer.draw(canvas, left + across + beside, top - down)

    return Drawing(below + leading, draw)


def _next_step(words: Words, brand: Brand, step: NextStep, *, has_targets: bool) -> list[Block]:
    width = (_TARGET if has_targets else _WHO) - _GOAL - _GAP
    cells = [
        Cell(_GOAL, (set_text(step.text, styles.ITEM, width),)),
        Cell(_WHO, (set_text(_who(words, step.who), styles.DATE, _BY - _WHO - _GAP, 2),)),
        Cell(_BY, (set_text(words.day(step.due), styles.DATE, WIDTH - _BY),)),
    ]
    if step.target:
        cells.append(Cell(_TARGET, (set_text(step.target, styles.TARGET, _WHO - _TARGET - _GAP),)))
    if step.is_for_first:
        cells.append(Cell(0, (_star(brand),)))
    return rows(cells, pad=4)


def _star_note(words: Words, brand: Brand) -> list[Block]:
    note = set_text(words.texts.gettext("This serves what matters most to you."), styles.CAPTION, WIDTH)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        marks.star(canvas, left, top - styles.CAPTION.leading / 2, brand.main, 7)
        note.draw(canvas, left + _GOAL, top)

    return [
        replace(block, tail=True) for block in rows([Cell(0, (Drawing(note.height, draw),))], pad=4, rule="")
    ]


def _star(brand: Brand) -> Drawing:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        marks.star(canvas, left, top - styles.ITEM.leading / 2, brand.main)

    return Drawing(styles.ITEM.leading, draw)


def _need(words: Words, need: Need) -> list[Block]:
    width = _BY - _GOAL - _GAP
    pieces = [set_text(need.text, styles.ITEM, width)]
    if need.why:
        pieces.append(set_text(need.why, styles.CAPTION, width))
    return rows(
        [
            Cell(0, (_tick_box(),)),
            Cell(_GOAL, tuple(pieces)),
            Cell(_BY, (set_text(words.day(need.due), styles.DATE, WIDTH - _BY),)),
        ],
        pad=4,
    )


def _tick_box() -> Drawing:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        marks.box(canvas, left, top - styles.ITEM.leading / 2)

    return Drawing(styles.ITEM.leading, draw)


def _who(words: Words, who: PromiseDirection) -> str:
    """Return who does it, as one speaks of them: "Ingrid", "you"."""
    if who is PromiseDirection.THEIRS:
        return words.texts.pgettext("who does it", "you")
    family, comma, given = one_line(words.report.issuer.person).partition(",")
    names = (given if comma and given.strip() else family).split()
    return names[0] if names else words.signature()

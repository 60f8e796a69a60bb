"""The scorecard: what matters most to the client first, then every agreed goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core import formats
from retention_journal.core.chart import Role, sparkline
from retention_journal.core.kpis import GoalDirection
from retention_journal.core.report import GoalRow, MostImportant, goal_shape, goal_status_word
from retention_journal.reports import colour, fonts, marks, styles
from retention_journal.reports.colour import Brand
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, Lines, Style, rows, set_text, table
from retention_journal.reports.parts import heading, status_piece
from retention_journal.reports.text import UNBROKEN, one_line
from retention_journal.reports.words import Words

_GOAL, _TARGET, _VALUE, _TREND, _STATUS, _AGREED = (part * mm for part in (0, 47, 75, 96, 128, 155))
_GAP = 2.5 * mm
_CHART = (29 * mm, 9 * mm)
_LARGE_CHART = (33 * mm, 12 * mm)
_PAD = 5 * mm
_LABEL = 15.0
_LARGE_FIGURES = [
    Style(fonts.SEMIBOLD, size, leading) for size, leading in ((21, 24), (16, 20), (12, 16), (9.5, 13))
]
_FIGURES = [Style(fonts.SEMIBOLD, size, leading) for size, leading in ((11.5, 14), (9.5, 13), (8, 11))]
_MOST_QUOTE_LINES = 8
_MOST_NAME_LINES = 4
_MOST_REMARK_LINES = 4
_NAME = 53 * mm  # what the goal that matters most has for its name
_REMARK = replace(styles.CAPTION, colour=colour.INK_2)


def scorecard(words: Words, brand: Brand) -> list[Block]:
    """Return the scorecard, or nothing where there is no goal and nothing known to matter most."""
    report = words.report
    first = next((goal for goal in report.goals if goal.is_clients_first), None)
    others = [goal for goal in report.goals if goal is not first]
    if not report.goals and report.most_important is None:
        return []
    _ = words.texts.gettext
    blocks = [heading(_("Scorecard"))]
    if first is not None or report.most_important is not None:
        blocks.extend(_Panel(words, brand, first, report.most_important).blocks())
    if others:
        body = [_goal(words, brand, goal) for goal in others]
        blocks.extend(table(_header(words, others), body, before=2 * mm))
    blocks.extend(_footnotes(words))
    return blocks


@dataclass(frozen=True)
class _Panel:
    """The tinted box with the goal that matters most and the client's own words."""

    words: Words
    brand: Brand
    goal: GoalRow | None
    most: MostImportant | None

    def blocks(self) -> list[Block]:
        """Return the box, and below it a remark that is too long to stand in it."""
        remark = self._remark()
        if remark is None or len(remark.lines) <= _MOST_REMARK_LINES:
            return [self._box(remark)]
        told = set_text(self.goal.remark if self.goal else "", _REMARK, WIDTH)
        below = rows([Cell(0, (told,))], pad=(6, 5), rule="")
        return [replace(self._box(None), with_next=True), *below]

    def _box(self, remark: Lines | None) -> Block:
        upper, quote = self._upper(remark), self._quote()
        height = _PAD + _LABEL + upper.height + (quote.height + 5 * mm if quote else 0.0) + 4.2 * mm

        def draw(canvas: Canvas, left: float, top: float) -> None:
            canvas.setFillColor(colour.ink(self.brand.soft))
            canvas.roundRect(left, top - height, WIDTH, height, 2 * mm, 0, 1)
            self._draw_label(canvas, left + _PAD, top - _PAD + 1)
            at = top - _PAD - _LABEL
            upper.draw(canvas, left + _PAD, at)
            if quote is None:
                return
            canvas.setStrokeColor(colour.ink(self.brand.line))
            canvas.setLineWidth(0.6)
            at -= upper.height + 2.6 * mm
            canvas.line(left + _PAD, at, left + WIDTH - _PAD, at)
            quote.draw(canvas, left + _PAD, at - 2.4 * mm)

        return Block(height, draw, before=2.5 * mm)

    def _draw_label(self, canvas: Canvas, left: float, top: float) -> None:
        _ = self.words.texts.gettext
        style = Style(fonts.SEMIBOLD, 8.5, 12, self.brand.main)
        marks.star(canvas, left, top - 6, self.brand.main)
        set_text(_("What matters most to you"), style, WIDTH / 2).draw(canvas, left + 13, top)

    def _upper(self, remark: Lines | None) -> Cell:
        """Return the goal with its figure, chart and status, as tall as its tallest part."""
        parts = [(0.0, self._name(remark))]
        goal = self.goal
        if goal is not None:
            parts.append((57 * mm, self._figure(goal)))
            parts.append((96 * mm, _chart(goal, marks.palette(self.brand, self.brand.soft), _LARGE_CHART)))
            parts.append((135 * mm, Cell(0, (_status(self.words, goal, 29 * mm),))))
        tallest = max(part.height for _left, part in parts)

        def draw(canvas: Canvas, left: float, top: float) -> None:
            for offset, part in parts:
                part.draw(canvas, left + offset, top - (tallest - part.height) / 2)

        return Cell(0, (Drawing(tallest, draw),))

    def _remark(self) -> Lines | None:
        if self.goal is None or not self.goal.remark:
            return None
        return set_text(one_line(self.goal.remark), _REMARK, _NAME)

    def _name(self, remark: Lines | None) -> Cell:
        if self.goal is not None:
            name, note = self.goal.name, _agreed(self.words, self.goal)
        else:
            name, note = self.most.name if self.most else "", ""
        width = _NAME if self.goal is not None else WIDTH - 2 * _PAD
        style = Style(fonts.SEMIBOLD, 12.5, 16, colour.INK)
        pieces = [set_text(one_line(name), style, width, _MOST_NAME_LINES)]
        if note:
            pieces.append(set_text(note, styles.CAPTION, width, 3))
        if remark is not None:
            pieces.append(remark)
        return Cell(0, tuple(pieces))

    def _figure(self, goal: GoalRow) -> Cell:
        _ = self.words.texts.gettext
        width = 36 * mm
        if goal.value is None:
            figure: Lines = set_text(_("No number yet"), styles.SECOND, width)
        else:
            figure = _fitted(self.words.amount(goal.value, goal.unit), width, _LARGE_FIGURES)
        target, before = goal.target_words or self.words.target(goal.target), _previous(self.words, goal)
        before = before.replace(" ", UNBROKEN)
        note = f"{_('target {target}').format(target=target)}, {before}" if target and before else ""
        if not note:
            note = _("target {target}").format(target=target) if target else before
        return Cell(0, (figure, set_text(note, styles.CAPTION, width, 3)))

    def _quote(self) -> Cell | None:
        if self.most is None or not self.most.quote:
            return None
        width = WIDTH - 2 * _PAD
        quote = formats.quoted(self.most.quote, self.words.language)
        pieces = [set_text(quote, styles.QUOTE, width, _MOST_QUOTE_LINES)]
        source = self.words.source_of(self.most)
        if source:
            pieces.append(set_text(source, styles.CAPTION, width, 1))
        return Cell(0, tuple(pieces))


def _header(words: Words, goals: list[GoalRow]) -> Block:
    _ = words.texts.gettext
    longest = max(goals, key=lambda goal: len(goal.points)).points
    names = (
        (_GOAL, _("Goal"), _TARGET - _GOAL),
        (_TARGET, _("Agreed target"), _VALUE - _TARGET),
        (_VALUE, words.value_heading(), _TREND - _VALUE),
        (_TREND, words.trend_heading(longest) if longest else "", _STATUS - _TREND),
        (_STATUS, _("Status"), _AGREED - _STATUS),
        (_AGREED, _("Agreed"), WIDTH - _AGREED),
    )
    cells = [Cell(left, (set_text(name, styles.COLUMN_HEAD, wide - _GAP, 2),)) for left, name, wide in names]
    return rows(cells, pad=4)[0]


def _goal(words: Words, brand: Brand, goal: GoalRow) -> list[Block]:
    target = set_text(
        goal.target_words or words.target(goal.target, goal.unit), styles.TARGET, _VALUE - _TARGET - _GAP
    )
    cells = [
        Cell(_GOAL, (set_text(goal.name, styles.ITEM, _TARGET - _GOAL - _GAP),)),
        Cell(_TARGET, (target,)),
        _value(words, goal),
        replace(_chart(goal, marks.palette(brand), _CHART), left=_TREND),
        Cell(_STATUS, (_status(words, goal, _AGREED - _STATUS - _GAP),)),
        _agreement(words, goal),
    ]
    if not goal.remark:
        return rows(cells, pad=4.5, centred=True)
    first = rows(cells, pad=4.5, rule="", centred=True)
    remark = Cell(_GOAL, (set_text(goal.remark, _REMARK, WIDTH),))
    return [*(replace(block, with_next=True) for block in first), *rows([remark], pad=(0, 5))]


def _value(words: Words, goal: GoalRow) -> Cell:
    width = _TREND - _VALUE - _GAP
    if goal.value is None:
        return Cell(_VALUE, (set_text("–", styles.NO_FIGURE, width),))
    pieces = [_fitted(words.amount(goal.value, _short_unit(goal)), width, _FIGURES)]
    before = _previous(words, goal)
    if before:
        pieces.append(set_text(before, styles.CAPTION, width, 2))
    return Cell(_VALUE, tuple(pieces))


def _short_unit(goal: GoalRow) -> str:
    """Return the unit where it is one with the figure; others are told with the target."""
    return goal.unit if goal.unit == "%" else ""


def _previous(words: Words, goal: GoalRow) -> str:
    if goal.previous is None:
        return ""
    _ = words.texts.gettext
    return _("before {value}").format(value=words.amount(goal.previous, _short_unit(goal)))


def _agreement(words: Words, goal: GoalRow) -> Cell:
    width = WIDTH - _AGREED
    pieces = []
    if goal.agreed_on is not None:
        pieces.append(
            set_text(words.day(goal.agreed_on), replace(styles.CAPTION, colour=colour.INK_2), width)
        )
    if goal.version is not None:
        told = words.texts.gettext("version {n}").format(n=goal.version)
        pieces.append(set_text(told, styles.CAPTION, width))
    if goal.agreed_by:
        pieces.append(set_text(one_line(goal.agreed_by), styles.CAPTION, width, 2))
    return Cell(_AGREED, tuple(pieces))


def _agreed(words: Words, goal: GoalRow) -> str:
    _ = words.texts.gettext
    day, who = words.day(goal.agreed_on), one_line(goal.agreed_by)
    if not day:
        return ""
    told = _("Agreed {date} with {person}") if who else _("Agreed {date}")
    told = told.format(date=day, person=who)
    if goal.version is None:
        return told
    version = _("version {n}").format(n=goal.version).replace(" ", UNBROKEN)
    return f"{told}, {version}"


def _status(words: Words, goal: GoalRow, width: float) -> Drawing:
    return status_piece(goal_shape(goal), goal_status_word(goal, words.texts), width)


def _chart(goal: GoalRow, colours: dict[Role, str], size: tuple[float, float]) -> Cell:
    found = sparkline(goal.points, goal_shape(goal))

    def draw(canvas: Canvas, left: float, top: float) -> None:
        marks.Painter(canvas, left, top, size, colours).paint(found)

    return Cell(0, (Drawing(size[1], draw),) if found else ())


def _fitted(text: str, width: float, styles_by_size: Sequence[Style]) -> Lines:
    """Return a figure in the first style in which it fits on one line, else in the last on several."""
    *larger, smallest = styles_by_size
    for style in larger:
        lines = set_text(text, style, width, 2)
        if len(lines.lines) == 1:
            return lines
    return set_text(text, smallest, width, 3)


def _footnotes(words: Words) -> list[Block]:
    _ = words.texts.gettext
    goals = words.report.goals
    sentences = []
    if any(point.target for goal in goals for point in goal.points):
        sentences.append(_("Dashed line: the target as it was at the time."))
    lower = [one_line(goal.name) for goal in goals if _lower_is_better(goal)]
    if lower:
        sentences.append(_("Lower is better: {goals}.").format(goals="; ".join(lower)))
    if not sentences:
        return []
    told = rows([Cell(0, (set_text(" ".join(sentences), styles.CAPTION, WIDTH, 3),))], pad=5, rule="")
    return [replace(block, tail=True) for block in told]


def _lower_is_better(goal: GoalRow) -> bool:
    return goal.target is not None and goal.target.direction is GoalDirection.LOWER

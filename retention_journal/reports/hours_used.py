"""Where the hours of a period went: a bar by kind against the hours agreed. Source: design, section 15."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.report import HoursFor, HoursKind, HoursUsed
from retention_journal.reports import colour, styles
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, rows, set_text
from retention_journal.reports.parts import heading
from retention_journal.reports.text import brief, one_line
from retention_journal.reports.words import Words, small

_HIGH = 8 * mm
_OVER = 1.6 * mm  # by how much the mark of the hours agreed stands out above and below the bar
_APART = 1.2
_SWATCH, _BESIDE = 8.0, 13.0
_DASH = (2.2, 2.0)
_GAP = 3 * mm
#: Goals that are told of by name; one page fewer beats one more.
_MOST_GOALS = 4


@dataclass(frozen=True)
class _Part:
    """A part of the bar; without ``fill`` it is what is left over, with ``rim`` it has an edge."""

    name: str
    told: str
    minutes: int
    fill: str
    rim: str = ""


def hours_used(words: Words, brand: Brand) -> list[Block]:
    """Return where the hours went; nothing where none were written down."""
    hours = words.report.hours
    if hours is None or not hours.total:
        return []
    _ = words.texts.gettext
    parts = list(_parts(words, hours, brand))
    bar = Block(_HIGH + 2 * _OVER, _Bar(parts, _agreed_at(hours)).draw, before=1 * mm, with_next=True)
    blocks = [heading(_("Where your hours went"), _against(words, hours)), bar, *_legend(parts)]
    told = _notes(words, hours)
    if not told:
        return blocks
    below = rows([Cell(0, (set_text(told, styles.CAPTION, WIDTH),))], pad=(0, 3), rule="")
    return [*(replace(block, with_next=True) for block in blocks), *below]


def _parts(words: Words, hours: HoursUsed, brand: Brand) -> Iterator[_Part]:
    looks = {
        HoursKind.WORK: (brand.main, ""),
        HoursKind.REQUESTS: (brand.line, ""),
        HoursKind.CARE: (brand.soft, brand.line),
    }
    for part in hours.parts:
        if part.kind is HoursKind.CARE:  # it stands beyond what was agreed
            yield from _left_over(words, hours)
        told = _told(words, part.minutes, hours)
        yield _Part(part.kind.label_in(words.texts), told, part.minutes, *looks[part.kind])
    if all(part.kind is not HoursKind.CARE for part in hours.parts):
        yield from _left_over(words, hours)


def _told(words: Words, minutes: int, hours: HoursUsed) -> str:
    """Return the time of a part, and its share where there is more than one and it is seen as one."""
    told = words.hours(minutes)
    if len(hours.parts) == 1 or minutes * 200 < hours.total:
        return told
    return f"{told} · {words.share(minutes, hours.total)}"


def _left_over(words: Words, hours: HoursUsed) -> Iterator[_Part]:
    left = (hours.agreed_minutes or 0) - hours.counted
    if left > 0:
        yield _Part(words.texts.gettext("Left over"), words.hours(left), left, "", colour.INK_3)


def _agreed_at(hours: HoursUsed) -> int | None:
    """Return where the hours agreed end inside the bar, in minutes; None where they reach its edge."""
    agreed = hours.agreed_minutes
    return agreed if agreed is not None and 0 < agreed < hours.counted else None


@dataclass(frozen=True)
class _Bar:
    """The bar, and where it is too long the place at which the hours agreed end."""

    parts: list[_Part]
    agreed: int | None

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Put it on the page."""
        whole = sum(part.minutes for part in self.parts)
        wide = WIDTH - _APART * (len(self.parts) - 1)
        at, foot = left, top - _OVER - _HIGH
        for part in self.parts:
            length = wide * part.minutes / whole
            _paint(canvas, part, (at, foot, length, _HIGH))
            at += length + _APART
        if self.agreed is not None:
            x = left + wide * self.agreed / whole
            canvas.setStrokeColor(ink(colour.PAPER))
            canvas.setLineWidth(3.6)
            canvas.line(x, foot, x, foot + _HIGH)
            canvas.setStrokeColor(ink(colour.INK))
            canvas.setLineWidth(1.2)
            canvas.setDash(_DASH)
            canvas.line(x, foot - _OVER, x, foot + _HIGH + _OVER)
            canvas.setDash(())


def _paint(canvas: Canvas, part: _Part, box: tuple[float, float, float, float]) -> None:
    """Fill the place of a part; what is left over is a dashed edge round nothing."""
    left, foot, wide, high = box
    if part.fill:
        canvas.setFillColor(ink(part.fill))
        canvas.rect(left, foot, wide, high, 0, 1)
    if part.rim:
        inset = 0.4
        canvas.setStrokeColor(ink(part.rim))
        canvas.setLineWidth(2 * inset)
        canvas.setDash(() if part.fill else _DASH)
        canvas.rect(left + inset, foot + inset, max(wide - 2 * inset, 0.1), high - 2 * inset, 1, 0)
        canvas.setDash(())


def _legend(parts: list[_Part]) -> list[Block]:
    width = WIDTH / 4
    cells = [
        Cell(
            number * width,
            (_swatch(part, width - _GAP), _indented(part.told, width - _GAP)),
        )
        for number, part in enumerate(parts)
    ]
    return rows(cells, pad=(2, 4), rule="")


def _swatch(part: _Part, width: float) -> Drawing:
    name = set_text(part.name, styles.DATE, width - _BESIDE)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        middle = top - styles.DATE.leading / 2
        _paint(canvas, part, (left, middle - _SWATCH / 2, _SWATCH, _SWATCH))
        name.draw(canvas, left + _BESIDE, top)

    return Drawing(name.height, draw)


def _indented(text: str, width: float) -> Drawing:
    lines = set_text(text, styles.STRONG, width - _BESIDE)
    return Drawing(lines.height, lambda canvas, left, top: lines.draw(canvas, left + _BESIDE, top))


def _against(words: Words, hours: HoursUsed) -> str:
    """Return how the hours stand against those agreed: "22 h 30 min of 24 h agreed"."""
    _ = words.texts.gettext
    agreed = hours.agreed_minutes
    if agreed is None:
        return words.hours(hours.total)
    told = _("{hours} of {agreed} agreed").format(
        hours=words.hours(hours.counted), agreed=words.hours(agreed)
    )
    more = hours.counted - agreed
    return _("{told}, {hours} more").format(told=told, hours=words.hours(more)) if more > 0 else told


def _notes(words: Words, hours: HoursUsed) -> str:
    """Return what the bar does not say: what the hours were for, and that care is not counted."""
    _ = words.texts.gettext
    told = [_for_goal(words, one) for one in hours.served[:_MOST_GOALS]]
    others = sum(one.minutes for one in hours.served[_MOST_GOALS:])
    if others:
        told.append(_("For other goals: {hours}.").format(hours=words.hours(others)))
    if told and hours.unserved > 0:
        told.append(_("For no goal, so not measured: {hours}.").format(hours=words.hours(hours.unserved)))
    if hours.agreed_minutes is not None and any(part.kind is HoursKind.CARE for part in hours.parts):
        told.append(_("Follow-up and care are not counted against the hours agreed."))
    return " ".join(told)


def _for_goal(words: Words, one: HoursFor) -> str:
    _ = words.texts.gettext
    told = {"goal": brief(one.goal), "hours": words.hours(one.minutes)}
    if not one.status_words:
        return _("For “{goal}”: {hours}.").format(**told)
    return _("For “{goal}”: {hours} ({status}).").format(**told, status=small(one_line(one.status_words)))

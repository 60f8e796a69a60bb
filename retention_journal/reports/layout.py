"""Lines, rows and tables: how text of any length is set and becomes blocks, which ``pages`` lays on a sheet.

A block is never cut; what is longer than a page is made of several blocks. Everything is measured in points,
and ``top`` is the height of a block's upper edge above the page's foot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Protocol

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from retention_journal.core.report_look import Typeface
from retention_journal.reports import colour, fonts, scripts
from retention_journal.reports.paper import A4, TEXT_WIDTH

WIDTH = TEXT_WIDTH
BOTTOM = 22 * mm
#: The sheet of every document but the report, which may stand on another.
PAGE_WIDTH, PAGE_HEIGHT = A4.width, A4.height
MARGIN, TOP = A4.left, A4.top

#: Highest row that is kept together, and highest one in which one column alone is long; a higher one flows
#: over pages in portions.
TALLEST, TALLEST_OF_ONE = 360.0, 200.0
#: How high a portion is, about five lines: the first two stay together, and so do the last two.
_PORTION = 72.0
#: Fewest lines of a long text that may stand below its title before it goes on elsewhere.
_FEWEST_LINES = 3
#: From the middle of a line to its base, as a share of the text size (half the height of a capital).
_BASE = 0.36

Draw = Callable[[Canvas, float, float], None]


@dataclass(frozen=True)
class Style:
    """How a run of text looks; sizes in points."""

    font: str
    size: float
    leading: float
    colour: str = colour.INK


class Piece(Protocol):
    """Something with a height that can be drawn with its upper left corner at a place."""

    @property
    def height(self) -> float:
        """How much room it takes."""

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Put it on the page."""


@dataclass(frozen=True)
class Lines:
    """Text already broken into lines.

    Attributes:
        lines: What stands on each.
        style: How they look.
        mixed: Whether other fonts must help out, or words run from the right.
    """

    lines: tuple[str, ...]
    style: Style
    mixed: bool = False

    @property
    def height(self) -> float:
        """How much room the lines take."""
        return len(self.lines) * self.style.leading

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Put the lines on the page."""
        style = self.style
        pen = canvas.beginText(left, top - style.leading / 2 - _BASE * style.size)
        pen.setFillColor(colour.ink(style.colour))
        if self.mixed:
            self._write_mixed(pen, left)
        else:
            pen.setFont(style.font, style.size, style.leading)
            for line in self.lines:
                pen.textLine(line)
        canvas.drawText(pen)

    def _write_mixed(self, pen: PDFTextObject, left: float) -> None:
        """Write each line font by font; those of a paragraph that runs from the right end at one edge."""
        style, y = self.style, pen.getY()
        for line in self.lines:
            from_right = line.startswith(scripts.FROM_RIGHT)
            wide = fonts.width(line, style.font, style.size) if from_right else self.width
            pen.setTextOrigin(left + self.width - wide, y)
            for font, text in scripts.runs(line, style.font):
                pen.setFont(font, style.size, style.leading)
                pen.textOut(text)
            y -= style.leading

    @cached_property
    def width(self) -> float:
        """The width of its longest line."""
        style = self.style
        return max((fonts.width(line, style.font, style.size) for line in self.lines), default=0.0)


@dataclass(frozen=True)
class Drawing:
    """A shape or a chart of a known height."""

    height: float
    paint: Draw

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Put it on the page."""
        self.paint(canvas, left, top)


@dataclass(frozen=True)
class Cell:
    """What stands in one column of a row, from ``left`` inside the margins."""

    left: float
    pieces: tuple[Piece, ...]

    @property
    def height(self) -> float:
        """How much room it takes."""
        return sum(piece.height for piece in self.pieces)

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Put its pieces under each other."""
        for piece in self.pieces:
            piece.draw(canvas, left + self.left, top)
            top -= piece.height

    def parts(self) -> Iterator[Cell]:
        """Yield the cell in portions."""
        held: list[Piece] = []
        room = _PORTION
        for piece in self.pieces:
            for part in _short(piece, room):
                if held and part.height > room:
                    yield replace(self, pieces=tuple(held))
                    held, room = [], _PORTION
                held.append(part)
                room -= part.height
        yield replace(self, pieces=tuple(held))


@dataclass(frozen=True)
class Block:
    """A part of a page that is never cut.

    Attributes:
        height: Room it takes.
        draw: Puts it on the page.
        before: Blank above it, left out at the top of a page.
        with_next: Whether it may not be the last on a page, as a heading.
        tail: Whether it says something of the block above and should not begin a page.
        again: What to repeat above it where it begins a page, as a table's header.
        bookmark: Title in the viewer's outline; "" for none.
        turns: Whether it begins a page.
    """

    height: float
    draw: Draw
    before: float = 0.0
    with_next: bool = False
    tail: bool = False
    again: Block | None = None
    bookmark: str = ""
    turns: bool = False


def set_text(text: str, style: Style, width: float, most_lines: int | None = None) -> Lines:
    """Break ``text`` into lines of at most ``width``; where they are too many the last ends in "…"."""
    style = _as_chosen(style)
    mixed = not fonts.writes(style.font, text)
    if mixed:
        style = replace(style, font=fonts.font_for(text, style.font))
        mixed = not fonts.writes(style.font, text)
        text = scripts.joined(text)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend((_broken_mixed if mixed else _broken)(paragraph, style, width))
        if most_lines is not None and len(lines) > most_lines:
            break
    if most_lines is None or len(lines) <= most_lines:
        return Lines(tuple(lines), style, mixed)
    lines = lines[:most_lines]
    lines[-1] = _ended(lines[-1], style, width)
    return Lines(tuple(lines), style, mixed)


def _as_chosen(style: Style) -> Style:
    """Return ``style`` in the typeface of the document that is being made."""
    typeface = fonts.chosen()
    return style if typeface is Typeface.INTER else _in_other_type(style, typeface)


@lru_cache(maxsize=1024)
def _in_other_type(style: Style, typeface: Typeface) -> Style:
    """Return a style in the typeface in use, which is named so that each is prepared once."""
    return replace(style, font=fonts.named(style.font), size=style.size * fonts.scale(style.font))


def rows(
    cells: Sequence[Cell],
    *,
    pad: float | tuple[float, float] = 5.0,
    rule: str = colour.RULE,
    centred: bool = False,
) -> list[Block]:
    """Return one row of a table with a rule below; a very tall one as several blocks.

    Args:
        cells: The columns.
        pad: Blank above and below, or the two apart.
        rule: Colour of the rule; "" draws none.
        centred: Whether low cells stand in the middle of high ones.
    """
    above, below = pad if isinstance(pad, tuple) else (pad, pad)
    long = sum(cell.height > _PORTION for cell in cells)
    if all(cell.height <= (TALLEST if long > 1 else TALLEST_OF_ONE) for cell in cells):
        return [_row(tuple(cells), (above, below), rule, centred)]
    parts = list(zip_longest(*(cell.parts() for cell in cells)))
    blocks = []
    for number, part in enumerate(parts):
        first, last = number == 0, number == len(parts) - 1
        present = tuple(cell for cell in part if cell is not None)
        row = _row(present, (above * first, below * last), rule if last else "", False)
        blocks.append(replace(row, with_next=first or number == len(parts) - 2))
    return blocks


def table(header: Block, body: Iterable[list[Block]], before: float = 0.0) -> list[Block]:
    """Return the blocks of a table whose header is repeated on each page it reaches.

    The first two rows stay together with the header, and the last two with each other, so that no page
    ends or begins with a single row.
    """
    flat = [replace(block, again=header) for row in body for block in row]
    for number in {0, len(flat) - 2} if len(flat) > 1 else ():
        flat[number] = replace(flat[number], with_next=True)
    return [replace(header, before=before, with_next=True), *flat]


def _row(cells: tuple[Cell, ...], pads: tuple[float, float], rule: str, centred: bool) -> Block:
    tallest = max((cell.height for cell in cells), default=0.0)
    height = tallest + sum(pads)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        for cell in cells:
            lower = (tallest - cell.height) / 2 if centred else 0.0
            cell.draw(canvas, left, top - pads[0] - lower)
        if rule:
            line(canvas, left, top - height, WIDTH, rule)

    return Block(height, draw)


def line(canvas: Canvas, left: float, y: float, length: float, tint: str, weight: float = 0.6) -> None:
    """Draw a level line."""
    canvas.setStrokeColor(colour.ink(tint))
    canvas.setLineWidth(weight)
    canvas.line(left, y, left + length, y)


def _short(piece: Piece, room: float) -> Iterator[Piece]:
    """Yield a piece in parts no higher than a portion; the first fills the ``room`` left, below a title."""
    if not isinstance(piece, Lines) or piece.height <= _PORTION:
        yield piece
        return
    first, most = int(room / piece.style.leading), max(1, int(_PORTION / piece.style.leading))
    begun = first if first >= _FEWEST_LINES else 0
    if begun:
        yield replace(piece, lines=piece.lines[:begun])
    for start in range(begun, len(piece.lines), most):
        yield replace(piece, lines=piece.lines[start : start + most])


def _broken(paragraph: str, style: Style, width: float) -> list[str]:
    """Return a paragraph in lines; it breaks at blanks, and inside a word only where one fills a line."""
    font = style.font
    if fonts.width(paragraph, font, style.size) <= width:
        return [paragraph]
    blank = fonts.width(" ", font, style.size)
    lines, held, used = [], "", 0.0
    for word in paragraph.split(" "):
        long = fonts.width(word, font, style.size)
        if held and used + blank + long <= width:
            held, used = f"{held} {word}", used + blank + long
            continue
        if held:
            lines.append(held)
        *filled, held = fonts.pieces(word, font, style.size, width) if long > width else [word]
        lines.extend(filled)
        used = fonts.width(held, font, style.size)
    lines.append(held)
    return lines


def _broken_mixed(paragraph: str, style: Style, width: float) -> Sequence[str]:
    """Return a paragraph with letters of other fonts in lines, marked with the way they run."""
    lines = scripts.broken(paragraph, style.font, style.size, width)
    return scripts.marked(paragraph, _broken(paragraph, style, width) if lines is None else lines)


def _ended(last: str, style: Style, width: float) -> str:
    """Return a line with "…" at its end, shortened so far that there is room for it."""
    room = width - fonts.width("…", style.font, style.size)
    if last and fonts.width(last, style.font, style.size) > room:
        first = fonts.pieces(last, style.font, style.size, room)[0]
        last = first if fonts.width(first, style.font, style.size) <= room else ""
    return last.rstrip() + "…"

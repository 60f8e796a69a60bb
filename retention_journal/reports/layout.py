"""Lines, rows and pages: how text of any length is set and flows over A4 pages.

A page is a column of blocks. A block is never cut; what is longer than a page is made of several blocks.
Everything is measured in points, and ``top`` is the height of a block's upper edge above the page's foot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import Protocol

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.reports import colour, fonts

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 18 * mm
WIDTH = PAGE_WIDTH - 2 * MARGIN
BOTTOM = 22 * mm
TOP = PAGE_HEIGHT - 27 * mm
COVER = 66 * mm
FIRST_TOP = PAGE_HEIGHT - COVER - 9 * mm

#: Highest part of a row that is still kept together, so that a row of any length fits a page.
TALLEST = 360.0
#: Fewest lines of a long text that may stand below its title before it goes on elsewhere.
_FEWEST_LINES = 3
#: Share of the usual spacing between sections that still reads well.
_CLOSER = 0.7
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
    """Text already broken into lines."""

    lines: tuple[str, ...]
    style: Style

    @property
    def height(self) -> float:
        """How much room the lines take."""
        return len(self.lines) * self.style.leading

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Put the lines on the page."""
        style = self.style
        pen = canvas.beginText(left, top - style.leading / 2 - _BASE * style.size)
        pen.setFillColor(colour.ink(style.colour))
        pen.setFont(style.font, style.size, style.leading)
        for line in self.lines:
            pen.textLine(line)
        canvas.drawText(pen)

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
        """Yield the cell in parts that are at most ``TALLEST`` high."""
        held: list[Piece] = []
        room = TALLEST
        for piece in self.pieces:
            for part in _short(piece, room):
                if held and part.height > room:
                    yield replace(self, pieces=tuple(held))
                    held, room = [], TALLEST
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
    """

    height: float
    draw: Draw
    before: float = 0.0
    with_next: bool = False
    tail: bool = False
    again: Block | None = None
    bookmark: str = ""


def set_text(text: str, style: Style, width: float, most_lines: int | None = None) -> Lines:
    """Break ``text`` into lines of at most ``width``; where they are too many the last ends in "…"."""
    font = fonts.font_for(text, style.font)
    if font != style.font:
        style = replace(style, font=font)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_broken(paragraph, style, width))
        if most_lines is not None and len(lines) > most_lines:
            break
    if most_lines is None or len(lines) <= most_lines:
        return Lines(tuple(lines), style)
    lines = lines[:most_lines]
    lines[-1] = _ended(lines[-1], style, width)
    return Lines(tuple(lines), style)


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
    pads = pad if isinstance(pad, tuple) else (pad, pad)
    blocks = []
    parts = list(zip_longest(*(cell.parts() for cell in cells)))
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        present = tuple(cell for cell in part if cell is not None)
        blocks.append(_row(present, pads, rule if last else "", centred and len(parts) == 1))
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


@dataclass(frozen=True)
class Placed:
    """A block at its place on a page."""

    block: Block
    top: float

    def draw(self, canvas: Canvas) -> None:
        """Put it on the page, and its title in the outline."""
        if self.block.bookmark:
            key = f"part-{canvas.getPageNumber()}-{self.top:.0f}"
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=self.top + 4 * mm)
            canvas.addOutlineEntry(self.block.bookmark, key)
        self.block.draw(canvas, MARGIN, self.top)


def arrange(blocks: Sequence[Block], first_top: float = FIRST_TOP) -> list[list[Placed]]:
    """Return which block stands where on which page.

    Where closer spacing saves a page, it is taken: one page fewer beats one more (forms, section 1). It is
    taken too where it keeps a note with what it is about.

    Args:
        blocks: In their order.
        first_top: Where page 1 begins, in points above its foot; below the cover of a report unless told.
    """
    usual = _Pages(1.0, first_top).fill(blocks)
    closer = _Pages(_CLOSER, first_top).fill(blocks) if len(usual) > 1 else usual
    return closer if (len(closer), _parted(closer)) < (len(usual), _parted(usual)) else usual


def _parted(pages: Sequence[Sequence[Placed]]) -> int:
    """Return how many pages begin with a note on what stands on the page before."""
    return sum(1 for page in pages[1:] if page and page[0].block.tail)


class _Pages:
    """Lays blocks under each other and begins a new page when one is full; page 1 begins below the cover."""

    def __init__(self, spacing: float, first_top: float) -> None:
        self._spacing = spacing
        self._pages: list[list[Placed]] = [[]]
        self._top = first_top

    def fill(self, blocks: Sequence[Block]) -> list[list[Placed]]:
        """Lay ``blocks``; those bound to the next stay on one page with it."""
        for chain in _chains(blocks):
            if not self._fits(chain):
                self._turn()
            for block in chain:
                self._lay(block)
        return self._pages

    def _fits(self, chain: list[Block]) -> bool:
        page = self._pages[-1]
        blanks = [block.before * self._spacing for block in chain]
        needed = sum(block.height for block in chain) + sum(blanks if page else blanks[1:])
        return not page or needed <= self._top - BOTTOM

    def _lay(self, block: Block) -> None:
        if not self._fits([block]):
            self._turn()
        page = self._pages[-1]
        if not page and len(self._pages) > 1 and block.again is not None:
            self._put(block.again)
        self._put(block)

    def _put(self, block: Block) -> None:
        page = self._pages[-1]
        if page:
            self._top -= block.before * self._spacing
        page.append(Placed(block, self._top))
        self._top -= block.height

    def _turn(self) -> None:
        self._pages.append([])
        self._top = TOP


def _chains(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if not block.with_next:
            yield chain
            chain = []
    if chain:
        yield chain


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
    """Yield a piece in parts no higher than ``TALLEST``; the first fills the ``room`` left, below a title."""
    if not isinstance(piece, Lines) or piece.height <= TALLEST:
        yield piece
        return
    first, most = int(room / piece.style.leading), int(TALLEST / piece.style.leading)
    begun = first if first >= _FEWEST_LINES else 0
    if begun:
        yield Lines(piece.lines[:begun], piece.style)
    for start in range(begun, len(piece.lines), most):
        yield Lines(piece.lines[start : start + most], piece.style)


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


def _ended(last: str, style: Style, width: float) -> str:
    while last and fonts.width(last + "…", style.font, style.size) > width:
        last = last[:-1]
    return last.rstrip() + "…"

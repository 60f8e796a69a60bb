"""Which block stands where on which page.

A page is a column of blocks. Those that belong together stay together where a page has room for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.reports.layout import BOTTOM, MARGIN, Block
from retention_journal.reports.paper import A4, Sheet

#: Share of the usual spacing between sections that still reads well.
_CLOSER = 0.7
#: How many blocks stay together at the beginning of what is longer than a page (a heading, the names of the
#: columns and the first row), and how many at its end.
_BOUND_FIRST, _BOUND_LAST = 3, 2


@dataclass(frozen=True)
class Placed:
    """A block at its place on a page."""

    block: Block
    top: float

    def draw(self, canvas: Canvas, left: float = MARGIN) -> None:
        """Put it on the page with its edge at ``left``, and its title in the outline."""
        if self.block.bookmark:
            key = f"part-{canvas.getPageNumber()}-{self.top:.0f}"
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=self.top + 4 * mm)
            canvas.addOutlineEntry(self.block.bookmark, key)
        self.block.draw(canvas, left, self.top)


def arrange(blocks: Sequence[Block], first_top: float | None = None, sheet: Sheet = A4) -> list[list[Placed]]:
    """Return which block stands where on which page.

    Where closer spacing saves a page, it is taken: one page fewer beats one more (forms, section 1). It is
    taken too where it keeps a note with what it is about.

    Args:
        blocks: In their order.
        first_top: Where page 1 begins, in points above its foot; below the cover of a report unless told.
        sheet: What they stand on.
    """
    tops = (sheet.first_top if first_top is None else first_top, sheet.top)
    usual = _Pages(1.0, tops).fill(blocks)
    closer = _Pages(_CLOSER, tops).fill(blocks) if len(usual) > 1 else usual
    return closer if (len(closer), _parted(closer)) < (len(usual), _parted(usual)) else usual


def _parted(pages: Sequence[Sequence[Placed]]) -> int:
    """Return how many pages begin with a note on what stands on the page before."""
    return sum(1 for page in pages[1:] if page and page[0].block.tail)


class _Pages:
    """Lays blocks under each other and begins a new page when one is full; page 1 has a top of its own."""

    def __init__(self, spacing: float, tops: tuple[float, float]) -> None:
        self._spacing = spacing
        self._pages: list[list[Placed]] = [[]]
        self._top, self._next_top = tops

    def fill(self, blocks: Sequence[Block]) -> list[list[Placed]]:
        """Lay ``blocks``; those bound to the next stay on one page with it."""
        for chain in _chains(blocks, self._next_top - BOTTOM):
            if not self._fits(chain) or (chain[0].turns and self._pages[-1]):
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
        self._top = self._next_top


def _chains(blocks: Sequence[Block], room: float) -> Iterator[list[Block]]:
    """Yield the blocks that are to stand on one page; what is longer than one is bound only at its ends."""
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if not block.with_next:
            yield from _loosened(chain, room)
            chain = []
    if chain:
        yield from _loosened(chain, room)


def _loosened(chain: list[Block], room: float) -> Iterator[list[Block]]:
    again = chain[0].again.height if chain[0].again else 0.0
    if again + sum(block.height + block.before for block in chain) <= room:
        yield chain
        return
    first, last = chain[:_BOUND_FIRST], chain[_BOUND_FIRST:][-_BOUND_LAST:]
    yield first
    yield from ([block] for block in chain[len(first) : len(chain) - len(last)])
    if last:
        yield last

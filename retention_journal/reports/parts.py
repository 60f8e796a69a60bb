"""Small parts that several sections of a report share."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.shapes import Shape
from retention_journal.reports import marks, styles
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, rows, set_text

_BESIDE_SHAPE = 13.0
#: A status is a few words; what is no status is not printed at length beside a shape.
_STATUS_LINES = 4


def heading(text: str, aside: str = "") -> Block:
    """Return the heading of a section; it stays with what follows and stands in the outline."""
    title = set_text(text, styles.HEADING, WIDTH)
    note = set_text(aside, styles.SECOND, max(WIDTH - title.width - 6 * mm, 6 * mm), 1)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        title.draw(canvas, left, top)
        note.draw(canvas, left + WIDTH - note.width, top - 3)

    return Block(title.height + 2, draw, before=7.5 * mm, with_next=True, bookmark=text)


def column_heads(names: tuple[tuple[float, str], ...]) -> Block:
    """Return the header row of a table: where each column begins, and its name."""
    cells = [Cell(left, (set_text(name, styles.COLUMN_HEAD, WIDTH - left, 1),)) for left, name in names]
    return rows(cells, pad=3.5)[0]


def status_piece(shape: Shape, word: str, width: float) -> Drawing:
    """Return a shape with its word beside it."""
    style = replace(styles.STATUS, colour=marks.TEXT_COLOURS[shape])
    lines = set_text(word, style, width - _BESIDE_SHAPE, _STATUS_LINES)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        marks.shape(canvas, shape, left, top - style.leading / 2)
        lines.draw(canvas, left + _BESIDE_SHAPE, top)

    return Drawing(lines.height, draw)

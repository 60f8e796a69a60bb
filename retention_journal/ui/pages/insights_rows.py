"""Blocks beside each other in rows: as many as there is room for, wide ones wider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from retention_journal.ui import theme
from retention_journal.ui.layouts import ItemsLayout

_GAP, _BETWEEN = 28, 26
#: A row: the number of each block in it and its share of the width; -1 leaves that share free.
Row = Sequence[tuple[int, int]]


class _RowsLayout(ItemsLayout):
    """Lays widgets in rows by shares of the width; each row is as high as its highest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[tuple[int, int], ...], ...] = ()

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widths = [item.minimumSize().width() for item in self._items if not item.isEmpty()]
        return QSize(max(widths, default=0), 0)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay everything into ``rect``, or only measure; return how high it is."""
        y = rect.y()
        for row in self.rows:
            places = list(self._across(row, rect))
            height = max((_height(item, width) for item, _x, width in places), default=0)
            for item, x, width in places:
                if move:
                    item.setGeometry(QRect(x, y, width, height))
            y += height + theme.px(_BETWEEN) if places else 0
        return max(y - theme.px(_BETWEEN) - rect.y(), 0)

    def _across(self, row: Row, rect: QRect) -> Iterator[tuple[QLayoutItem, int, int]]:
        """Yield what is shown of a row: where it begins and how wide it is. The hidden leave their room."""
        shown = [(number, share) for number, share in row if number < 0 or not self._items[number].isEmpty()]
        if all(number < 0 for number, _share in shown):
            return
        gap, whole = theme.px(_GAP), sum(share for _number, share in shown)
        room, x = rect.width() - gap * (len(shown) - 1), rect.x()
        for number, share in shown:
            width = max(room * share // whole, 1)
            if number >= 0:
                yield self._items[number], x, width
            x += width + gap


class BlockRows(QWidget):
    """Blocks in rows; those that are hidden leave their room to the others."""

    def __init__(self, blocks: Sequence[QWidget]) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self._layout = _RowsLayout(self)
        for block in self.blocks:
            self._layout.addWidget(block)

    def arrange(self, rows: Sequence[Row]) -> None:
        """Lay the blocks in ``rows``; nothing happens where they lie so already."""
        wanted = tuple(tuple(one) for one in rows)
        if wanted != self._layout.rows:
            self._layout.rows = wanted
            self._layout.invalidate()


def even_rows(count: int, beside: int) -> list[Row]:
    """Return ``count`` blocks in rows of ``beside``, all of the same width; gaps fill the last row."""
    numbers = list(range(count))
    rows: list[Row] = []
    for at in range(0, count, beside):
        some = numbers[at : at + beside]
        rows.append([(number, 1) for number in some] + [(-1, 1)] * (beside - len(some)))
    return rows


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()

"""Blocks beside each other in rows: as many as there is room for, wide ones wider."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from retention_journal.ui import theme

_GAP, _BETWEEN = 28, 26
#: A row: the number of each block in it, and its share of the width.
Row = Sequence[tuple[int, int]]


class BlockRows(QWidget):
    """Blocks in rows; those that are hidden leave their room to the others."""

    def __init__(self, blocks: Sequence[QWidget]) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self._lines: list[QHBoxLayout] = []
        self._blanks: list[QWidget] = []
        self._rows: tuple[tuple[tuple[int, int], ...], ...] = ()
        self._all = QVBoxLayout(self)
        self._all.setContentsMargins(0, 0, 0, 0)
        for block in self.blocks:
            block.setParent(self)

    def arrange(self, rows: Sequence[Row]) -> None:
        """Lay the blocks in ``rows``; nothing happens where they lie so already."""
        wanted = tuple(tuple(one) for one in rows)
        if wanted == self._rows:
            return
        self._rows = wanted
        for line in self._lines:
            while (item := line.takeAt(0)) is not None:
                if (widget := item.widget()) in self._blanks:
                    widget.deleteLater()
            self._all.removeItem(line)
            line.deleteLater()
        self._all.setSpacing(theme.px(_BETWEEN))
        self._blanks.clear()
        self._lines = [self._line(one) for one in wanted]

    def _line(self, one: Row) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(_GAP))
        for number, share in one:
            line.addWidget(self.blocks[number] if number >= 0 else self._blank(), share)
        self._all.addLayout(line)
        return line

    def _blank(self) -> QWidget:
        """Return what takes the room of a block that is not there."""
        made = QWidget(self)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._blanks.append(made)
        return made


def even_rows(count: int, beside: int) -> list[Row]:
    """Return ``count`` blocks in rows of ``beside``, all of the same width; gaps fill the last row."""
    numbers = list(range(count))
    rows: list[Row] = []
    for at in range(0, count, beside):
        some = numbers[at : at + beside]
        rows.append([(number, 1) for number in some] + [(-1, 1)] * (beside - len(some)))
    return rows

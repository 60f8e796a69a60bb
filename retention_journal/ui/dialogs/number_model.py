"""The grid for entering numbers as Qt's tables want it: periods down, goals across, typed texts inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from retention_journal.core import formats, kpi_words
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.figures import parse_figure, typed
from retention_journal.core.kpis import Period
from retention_journal.core.periods import DayRange, period_label
from retention_journal.i18n import _
from retention_journal.services.numbers import Cell, NumberGrid, field_of
from retention_journal.ui.dialogs.sheet import CHANGED, WRONG
from retention_journal.ui.text_labels import tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_HEAD_ACROSS = _AT_RIGHT | int(Qt.TextFlag.TextWordWrap)
_HEAD_DOWN = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class NumberModel(QAbstractTableModel):
    """The figures of one kind of period, with what was typed and is not saved yet."""

    edited = Signal()

    def __init__(self, grid: NumberGrid) -> None:
        super().__init__()
        self.grid = grid
        self._typed: dict[Cell, str] = {}
        self._wrong: dict[Cell, str] = {}

    def typed(self) -> Mapping[Cell, str]:
        """Return what was typed, by cell."""
        return dict(self._typed)

    def first_wrong(self) -> QModelIndex | None:
        """Return the first cell that cannot be kept, or None."""
        wrong = [self.index_of(cell) for cell in self._wrong]
        return min(wrong, key=lambda index: (index.row(), index.column()), default=None)

    def problem(self, index: Index) -> str:
        """Return why a cell cannot be kept, or ""."""
        return self._wrong.get(self.cell(index), "") if index.isValid() else ""

    def index_of(self, cell: Cell) -> QModelIndex:
        """Return where ``cell`` stands."""
        keys = [line.line_key for line in self.grid.lines]
        return self.index(self.grid.periods.index(cell.period), keys.index(cell.line_key))

    def index_named(self, field: str) -> QModelIndex | None:
        """Return the cell that a refusal speaks of as ``field``, or None."""
        cells = (Cell(line.line_key, period) for line in self.grid.lines for period in self.grid.periods)
        return next((self.index_of(cell) for cell in cells if field_of(cell) == field), None)

    def cell(self, index: Index) -> Cell:
        """Return the goal and period of ``index``."""
        return Cell(self.grid.lines[index.column()].line_key, self.grid.periods[index.row()])

    def type_in(self, start: Index, rows: Iterable[Iterable[str]]) -> int:
        """Fill the cells down and right from ``start`` as far as the grid goes; return how many."""
        count = 0
        for down, texts in enumerate(rows):
            for across, text in enumerate(texts):
                index = self.index(start.row() + down, start.column() + across)
                if index.isValid():
                    self._put(self.cell(index), text)
                    count += 1
        if count:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(start.row(), start.column()), last)
            self.edited.emit()
        return count

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.periods)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        told: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(cell),
            Qt.ItemDataRole.EditRole: lambda: self._typed.get(cell, typed(self.grid.values.get(cell))),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _AT_RIGHT,
            Qt.ItemDataRole.ToolTipRole: lambda: tooltip(self._wrong.get(cell) or self._note(cell)),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._read_out(index, cell),
            WRONG: lambda: cell in self._wrong,
            CHANGED: lambda: cell in self._typed,
        }
        return told[role]() if role in told else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.type_in(index, [[str(value)]])
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self._goal_name(section)
                if across
                else period_name(self.grid.kind, self.grid.periods[section])
            )
        if role == Qt.ItemDataRole.ToolTipRole and across:
            line = self.grid.lines[section]
            target = kpi_words.target_words(line)
            return tooltip(f"{line.name}\n{target}" if target else line.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _HEAD_ACROSS if across else _HEAD_DOWN
        return None

    def _goal_name(self, section: int) -> str:
        line = self.grid.lines[section]
        unit = kpi_words.unit_of(line)
        return f"{line.name}, {unit}" if unit else line.name

    def _note(self, cell: Cell) -> str:
        return self.grid.notes.get(cell, "")

    def _put(self, cell: Cell, text: str) -> None:
        """Take a text as typed; one that says what is kept already is no change."""
        self._wrong.pop(cell, None)
        self._typed.pop(cell, None)
        kept = self.grid.values.get(cell)
        try:
            value = parse_figure(text, field=field_of(cell), unit=self._unit(cell))
        except InvalidEntryError as error:
            self._typed[cell] = text
            self._wrong[cell] = f"{error.message} {error.advice}".strip()
            return
        if value is None or kept is None or str(value) != str(kept):
            if value is None and kept is None:
                return
            self._typed[cell] = text

    def _unit(self, cell: Cell) -> str:
        return next(line.unit for line in self.grid.lines if line.line_key == cell.line_key)

    def _shown(self, cell: Cell) -> str:
        if cell in self._typed:
            return self._typed[cell].strip()
        value = self.grid.values.get(cell)
        return "" if value is None else formats.number(value)

    def _read_out(self, index: Index, cell: Cell) -> str:
        name = self.grid.lines[index.column()].name
        period = period_name(self.grid.kind, cell.period)
        value = self._shown(cell) or _("no number")
        return ", ".join(part for part in (name, period, value, self._wrong.get(cell, "")) if part)


def period_name(kind: Period, period: DayRange) -> str:
    """Return a period as the side of the grid names it; a week by its days."""
    if kind is Period.WEEK:
        return _("{first} to {last}").format(
            first=formats.short_day(period.first), last=formats.short_day(period.last)
        )
    return period_label(period)

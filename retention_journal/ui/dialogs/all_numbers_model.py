"""The grid for the numbers of all clients as Qt's tables want it: a figure that is due on each line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from retention_journal.core import formats, kpi_words
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.figures import parse_figure, typed
from retention_journal.i18n import _
from retention_journal.services.all_numbers import ClientCell, DueNumber
from retention_journal.ui.dialogs.number_model import period_name
from retention_journal.ui.dialogs.sheet import CHANGED, WRONG
from retention_journal.ui.text_labels import tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class At(IntEnum):
    """The columns, from left to right."""

    CLIENT = 0
    GOAL = 1
    PERIOD = 2
    TARGET = 3
    BEFORE = 4
    NUMBER = 5


_AT_RIGHT = frozenset({At.BEFORE, At.NUMBER})


class AllNumbersModel(QAbstractTableModel):
    """The figures that are due in a month, with what was typed and is not saved yet."""

    edited = Signal()

    def __init__(self, due: Sequence[DueNumber]) -> None:
        super().__init__()
        self.due = tuple(due)
        self._empty = {one.cell for one in self.due if one.value is None}
        self._typed: dict[ClientCell, str] = {}
        self._wrong: dict[ClientCell, str] = {}

    def typed(self) -> Mapping[ClientCell, str]:
        """Return what was typed, by cell."""
        return dict(self._typed)

    def first_wrong(self) -> QModelIndex | None:
        """Return the first cell that cannot be kept, or None."""
        rows = (row for row, one in enumerate(self.due) if one.cell in self._wrong)
        return next((self.index(row, At.NUMBER) for row in rows), None)

    def wrong_count(self) -> int:
        """Return how many cells cannot be kept."""
        return len(self._wrong)

    def missing(self) -> int:
        """Return how many figures are neither entered nor typed so that they can be kept."""
        left = self._empty - self._typed.keys()
        emptied = (cell for cell, text in self._typed.items() if cell in self._wrong or not text.strip())
        return len(left) + sum(1 for _cell in emptied)

    def problem(self, index: Index) -> str:
        """Return why the number of a line cannot be kept, or ""."""
        return self._wrong.get(self.at(index).cell, "") if index.isValid() else ""

    def at(self, index: Index) -> DueNumber:
        """Return the figure that the line of ``index`` is about."""
        return self.due[index.row()]

    def type_in(self, start: Index, rows: Iterable[Iterable[str]]) -> int:
        """Fill the numbers down from the line of ``start``, one a line; return how many."""
        count = 0
        for down, texts in enumerate(rows):
            row = start.row() + down
            text = next(iter(texts), "")
            if row < len(self.due):
                self._put(self.due[row], text)
                count += 1
        if count:
            self.dataChanged.emit(self.index(start.row(), 0), self.index(len(self.due) - 1, At.NUMBER))
            self.edited.emit()
        return count

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.due)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(At)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.column() == At.NUMBER:
            return super().flags(index) | Qt.ItemFlag.ItemIsEditable
        return Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self.at(index), At(index.column())
        number = column is At.NUMBER
        told: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(one, column),
            Qt.ItemDataRole.EditRole: lambda: self._typed.get(one.cell, typed(one.value)) if number else "",
            Qt.ItemDataRole.TextAlignmentRole: lambda: _RIGHT if column in _AT_RIGHT else _LEFT,
            Qt.ItemDataRole.ToolTipRole: lambda: tooltip(self._tip(one, column)),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._read_out(one, column),
            WRONG: lambda: number and one.cell in self._wrong,
            CHANGED: lambda: number and one.cell in self._typed,
        }
        return told[role]() if role in told else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != At.NUMBER:
            return False
        self.type_in(index, [[str(value)]])
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if At(section) in _AT_RIGHT else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            At.CLIENT: _("Client"),
            At.GOAL: _("Goal"),
            At.PERIOD: _("Period"),
            At.TARGET: _("Agreed target"),
            At.BEFORE: _("Before"),
            At.NUMBER: _("Number"),
        }[At(section)]

    def _put(self, one: DueNumber, text: str) -> None:
        """Take a text as typed; one that says what is kept already is no change."""
        self._wrong.pop(one.cell, None)
        self._typed.pop(one.cell, None)
        try:
            value = parse_figure(text, field=one.cell.field, unit=one.line.unit)
        except InvalidEntryError as error:
            self._typed[one.cell] = text
            self._wrong[one.cell] = f"{error.message} {error.advice}".strip()
            return
        if (value is None) != (one.value is None) or str(value) != str(one.value):
            self._typed[one.cell] = text

    def _shown(self, one: DueNumber, column: At) -> str:
        if column is At.NUMBER and one.cell in self._typed:
            return self._typed[one.cell].strip()
        words: dict[At, Callable[[], str]] = {
            At.CLIENT: lambda: one.client,
            At.GOAL: lambda: _goal_name(one),
            At.PERIOD: lambda: period_name(one.line.period, one.period),
            At.TARGET: lambda: kpi_words.target_words(one.line),
            At.BEFORE: lambda: "" if one.before is None else formats.number(one.before),
            At.NUMBER: lambda: "" if one.value is None else formats.number(one.value),
        }
        return words[column]()

    def _tip(self, one: DueNumber, column: At) -> str:
        if column is At.NUMBER:
            return self._wrong.get(one.cell) or one.note
        return self._shown(one, column)

    def _read_out(self, one: DueNumber, column: At) -> str:
        if column is not At.NUMBER:
            return self._shown(one, column)
        value = self._shown(one, At.NUMBER) or _("no number")
        period = period_name(one.line.period, one.period)
        parts = (one.client, _goal_name(one), period, value, self._wrong.get(one.cell, ""))
        return ", ".join(part for part in parts if part)


def _goal_name(one: DueNumber) -> str:
    unit = kpi_words.unit_of(one.line)
    return f"{one.line.name}, {unit}" if unit else one.line.name

"""Tables that are typed into like a sheet, by keyboard alone: what grids of numbers have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.fields import LineField

Index = QModelIndex | QPersistentModelIndex
#: Whether a cell holds something that cannot be kept.
WRONG = Qt.ItemDataRole.UserRole
#: Whether a cell was typed into and is not saved yet.
CHANGED = Qt.ItemDataRole.UserRole + 1
#: Fills the cells down and right from the first as far as the sheet goes, and returns how many.
TypeIn = Callable[[Index, Iterable[Iterable[str]]], int]
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SheetDelegate(QStyledItemDelegate):
    """Paints what is new in the accent, and what cannot be kept with a red edge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        state = option.state
        selected, focused = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_HasFocus
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if selected else "surface"))
        painter.setPen(QPen(theme.colour("border"), 1))
        inner = rect.adjusted(0, 0, -0.5, -0.5)
        painter.drawLine(inner.bottomLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomRight())
        if index.data(WRONG) or focused:
            edge = QPen(theme.colour("act" if index.data(WRONG) else "focus"), 2)
            edge.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(edge)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        wrong, changed = index.data(WRONG), index.data(CHANGED)
        painter.setFont(theme.font("ui_strong" if changed else "ui", tab=True))
        typed_into = index.flags() & Qt.ItemFlag.ItemIsEditable
        usual = "text" if typed_into else "text_2"
        painter.setPen(theme.colour("act_text" if wrong else "accent" if changed else usual))
        room = rect.adjusted(theme.px(8), 0, -theme.px(10), 0)
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole) or _AT_RIGHT), text)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = LineField(longest=60)
        editor.setParent(parent)
        editor.setMinimumHeight(0)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(_("Number"))
        return editor


class SheetTable(QTableView):
    """Type over a cell, Enter goes on below, Ctrl+V fills a column, Delete empties.

    Signals:
        moved: Another cell is the current one.
    """

    moved = Signal()

    def __init__(self, model: QAbstractTableModel, type_in: TypeIn, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(SheetDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().setSectionsClickable(False)
        self.show_sheet(model, type_in)

    def show_sheet(self, model: QAbstractTableModel, type_in: TypeIn) -> None:
        """Show another sheet, into which ``type_in`` writes."""
        self._type_in = type_in
        self.setModel(model)

    def paste(self, text: str) -> int:
        """Fill cells from the current one on with a text as sheets copy it, and return how many."""
        lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
        return self._type_in(self.currentIndex(), [line.split("\t") for line in lines])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._selected_text())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            for index in self.selectedIndexes():
                self._type_in(index, [[""]])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.state() is not QAbstractItemView.State.EditingState:  # else the cell closes first
                self._go_down()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Copy)
            if any(event.matches(key) for key in keys):
                event.accept()
                return True
        return super().event(event)

    def _go_down(self) -> None:
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def _selected_text(self) -> str:
        chosen = self.selectedIndexes() or [self.currentIndex()]
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        model = self.model()
        return "\n".join(
            "\t".join(str(model.index(row, at).data(Qt.ItemDataRole.EditRole) or "") for at in columns)
            for row in rows
        )

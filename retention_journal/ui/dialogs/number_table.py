"""The table of the dialog for numbers: typed into like a sheet, by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.dialogs.number_model import CHANGED, WRONG, NumberModel
from retention_journal.ui.fields import LineField

Index = QModelIndex | QPersistentModelIndex
_COLUMN, _ROW, _HEAD = 132, 34, 48


class _NumberDelegate(QStyledItemDelegate):
    """Paints figures at the right: what is new in the accent, what cannot be kept with a red edge."""

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
        painter.setPen(theme.colour("act_text" if wrong else "accent" if changed else "text"))
        room = rect.adjusted(theme.px(8), 0, -theme.px(10), 0)
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = LineField(longest=60)
        editor.setParent(parent)
        editor.setMinimumHeight(0)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(_("Number"))
        return editor


class NumberTable(QTableView):
    """Type over a cell, Enter goes on below, Ctrl+V fills a column, Delete empties.

    Signals:
        moved: Another cell is the current one.
    """

    moved = Signal()

    def __init__(self, model: NumberModel) -> None:
        super().__init__()
        self.setAccessibleName(_("Numbers"))
        self.setItemDelegate(_NumberDelegate(self))
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
        self.show_model(model)
        self.restyle()

    def show_model(self, model: NumberModel) -> None:
        """Show the figures of another kind of period, with the last whole one ready to be typed into."""
        self.setModel(model)
        row = max(model.rowCount() - 2, 0)
        columns = range(model.columnCount())
        empty = (at for at in columns if not model.index(row, at).data(Qt.ItemDataRole.EditRole))
        self.setCurrentIndex(model.index(row, next(empty, 0)))
        self.updateGeometry()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(theme.font("caption_medium"))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultSectionSize(theme.px(_COLUMN))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.setStyleSheet(
            f"QTableCornerButton::section {{ background: {theme.css('surface')}; border: 0;"
            f" border-bottom: 1px solid {theme.css('border')}; }}"
        )
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        model = self.model()
        rows, columns = model.rowCount(), model.columnCount()
        side = self.verticalHeader().sizeHint().width()
        return QSize(
            side + theme.px(_COLUMN) * columns + 2, theme.px(_HEAD) + theme.px(_ROW) * rows + theme.px(14)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), self.sizeHint().height())

    def numbers(self) -> NumberModel:
        """Return the figures shown."""
        model = self.model()
        assert isinstance(model, NumberModel)  # noqa: S101 - the only model it is given
        return model

    def paste(self, text: str) -> int:
        """Fill cells from the current one on with a text as sheets copy it, and return how many."""
        lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
        return self.numbers().type_in(self.currentIndex(), [line.split("\t") for line in lines])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._selected_text())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            for index in self.selectedIndexes():
                self.numbers().type_in(index, [[""]])
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
        model = self.numbers()
        return "\n".join(
            "\t".join(str(model.index(row, at).data(Qt.ItemDataRole.EditRole) or "") for at in columns)
            for row in rows
        )

"""Tables: written once, told by columns. They show frozen records and never ask the journal for anything."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QWidget

from retention_journal.core.text import folded
from retention_journal.settings import SettingsFile
from retention_journal.ui import theme
from retention_journal.ui.delegates import EDGE, PADDING, Cell, NumberCell, RowDelegate, TextCell, text_width
from retention_journal.ui.text_labels import Span, literal, spans_width, tooltip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NARROWEST = 48
_KEEP_AFTER_MS = 400
_MEASURED = 200  # lines whose texts say how wide a column becomes


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one column is told from a record.

    Attributes:
        title: Its heading.
        text: What it says; also what type-to-find looks at, and what a screen reader says.
        sort_key: None sorts by the text, ignoring case.
        cell: How it is painted; plain text, or a number if ``right``.
        width: In pixels at 100 % text size; 0 takes the room that is left.
        right: Whether it is a column of numbers.
        accessible: What a screen reader says where the text is not enough ("Light: Act now").
        drop: Which columns go first when there is no room: 1 before 2; 0 stays.
        name: For remembering its width; the title unless told.
        most: How wide it may become where its texts need it, in pixels at 100 % text size; 0 keeps ``width``.
    """

    title: str
    text: Callable[[R], str]
    sort_key: Callable[[R], Any] | None = None
    cell: Cell | None = None
    width: int = 0
    right: bool = False
    accessible: Callable[[R], str] | None = None
    drop: int = 0
    name: str = ""
    sortable: bool = True
    most: int = 0

    @property
    def painter(self) -> Cell:
        """How the cell is painted."""
        return self.cell or _usual(self.right)

    @property
    def key(self) -> str:
        """The name it is remembered by."""
        return self.name or self.title


_NUMBER, _TEXT = NumberCell[Any](), TextCell[Any]()


def _usual(right: bool) -> Cell:
    return _NUMBER if right else _TEXT


class RecordTable(QAbstractTableModel, Generic[R]):
    """Shows a list of frozen records."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._records: list[R] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def at(self, row: int) -> R:
        """Return the record of line ``row``."""
        return self._records[row]

    def records(self) -> list[R]:
        """Return the records in the order shown."""
        return list(self._records)

    def replace(self, records: Sequence[R]) -> None:
        """Show ``records`` instead, in the order last asked for."""
        self.beginResetModel()
        self._records = list(records)
        self._sort()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].text(self._records[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column, record = self.columns[index.column()], self._records[index.row()]
            return (column.accessible or column.text)(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.columns[index.column()].text(self._records[index.row()]))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the lines by ``column``; -1 keeps the order in which they come."""
        wanted = (column, order) if 0 <= column < len(self.columns) else None
        if wanted and not self.columns[column].sortable:
            return
        self.layoutAboutToBeChanged.emit()
        before = {id(record): row for row, record in enumerate(self._records)}
        self._sorted = wanted
        self._sort()
        moved = {before[id(record)]: row for row, record in enumerate(self._records)}
        for old in self.persistentIndexList():
            self.changePersistentIndex(old, self.index(moved[old.row()], old.column()))
        self.layoutChanged.emit()

    def _sort(self) -> None:
        if self._sorted is None:
            return
        column = self.columns[self._sorted[0]]
        key = column.sort_key or (lambda record: column.text(record).casefold())
        self._records.sort(key=key, reverse=self._sorted[1] is Qt.SortOrder.DescendingOrder)


class RecordView(QTableView, Generic[R]):
    """A table of records.

    ``opened`` tells the record of Enter or a double click, ``current_changed`` the record of the line moved
    to or None, ``menu_wanted`` the record and the place of a context menu (also Shift+F10), ``toggled`` the
    record of the space bar.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    menu_wanted = Signal(object, QPoint)
    toggled = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        name: str = "",
        row: str = "row_table",
    ) -> None:
        """Make a table.

        Args:
            columns: What it shows of a record.
            key: What tells one record from another, so that the current line stays current.
            name: Its accessible name.
            row: Which height of the tokens its lines have.
        """
        super().__init__()
        self._key, self._row = key, row
        self._hidden: set[str] = set()
        self._dropped: set[str] = set()
        self._widths: dict[str, int] = {}
        self._needed: dict[str, int] = {}
        self._settings: tuple[SettingsFile, str] | None = None
        self._typed, self._since = "", QElapsedTimer()
        self.table = RecordTable(columns)
        self.delegate = RowDelegate(self)
        self.setAccessibleName(name)
        self.setModel(self.table)
        self.setItemDelegate(self.delegate)
        self._set_up()
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_AFTER_MS)
        self._keep.timeout.connect(self._keep_state)
        self.selectionModel().currentRowChanged.connect(
            lambda *_rows: self.current_changed.emit(self.current())
        )
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.horizontalHeader().sortIndicatorChanged.connect(lambda *_how: self._keep.start())
        self.restyle()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setSortIndicatorClearable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        self.setSortingEnabled(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def show_records(self, records: Sequence[R]) -> None:
        """Show ``records``; the current line and the place scrolled to stay where they were."""
        before, at, scrolled = self.current(), self.currentIndex().row(), self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.table.replace(records)
        self.selectionModel().blockSignals(False)
        self._measure()
        self.verticalScrollBar().setValue(scrolled)
        if before is not None and not self.select(self._key(before)) and records:
            self.selectRow(min(at, len(records) - 1))
        elif before is None or not records:
            self.current_changed.emit(self.current())

    def records(self) -> list[R]:
        """Return the records in the order shown."""
        return self.table.records()

    def current(self) -> R | None:
        """Return the record of the current line, or None."""
        index = self.currentIndex()
        return self.table.at(index.row()) if index.isValid() else None

    def select(self, key: Hashable) -> bool:
        """Make the line of the record ``key`` the current one; False where there is none."""
        for row, record in enumerate(self.table.records()):
            if self._key(record) == key:
                self.selectRow(row)
                self.scrollTo(self.currentIndex())
                return True
        return False

    def select_first(self) -> None:
        """Make the first line the current one, where there is none yet."""
        if not self.currentIndex().isValid() and self.table.rowCount():
            self.selectRow(0)

    def remember_in(self, settings: SettingsFile, name: str) -> None:
        """Take over the widths, order and hidden columns kept as ``name``, and keep changes from here on."""
        kept = settings.view(f"table.{name}")
        self._settings = (settings, f"table.{name}")
        if not isinstance(kept, dict):
            return
        known = {column.key for column in self.table.columns}
        self._hidden = known.intersection(_texts(kept.get("hidden")))
        widths = kept.get("widths")
        if isinstance(widths, dict):
            self._widths = {
                key: value for key, value in widths.items() if key in known and isinstance(value, int)
            }
        self._sort_as(kept.get("sorted"))
        self._fit()

    def columns_menu(self, parent: QWidget | None = None) -> QMenu:
        """Return a menu that shows and hides columns, for a button "Columns"."""
        menu = QMenu(parent or self)
        for column in self.table.columns[1:]:
            action = QAction(literal(column.title), menu)
            action.setCheckable(True)
            action.setChecked(column.key not in self._hidden)
            action.toggled.connect(lambda shown, key=column.key: self.show_column(key, shown))
            menu.addAction(action)
        return menu

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide the column ``key``."""
        self._hidden = self._hidden - {key} if shown else self._hidden | {key}
        self._fit()
        self._keep.start()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.verticalHeader().setDefaultSectionSize(theme.size(self._row) + theme.px(2))
        header = self.horizontalHeader()
        header.setFont(theme.font("caption_medium"))
        header.setFixedHeight(theme.px(32))
        header.setMinimumSectionSize(theme.px(_NARROWEST))
        self._needed.clear()
        self._measure()
        self._fit()

    def keyboardSearch(self, search: str) -> None:
        """Move to the next line with a word that begins with the letters typed."""
        fresh = not self._since.isValid() or self._since.elapsed() > QApplication.keyboardInputInterval() * 2
        self._since.start()
        self._typed = search if fresh else self._typed + search
        wanted, records = folded(self._typed), self.table.records()
        start = max(self.currentIndex().row(), 0) + (1 if fresh and self.currentIndex().isValid() else 0)
        order = [*range(start, len(records)), *range(start)]
        texts = [column.text for column in self.table.columns if column.name != "light"]
        for row in order:
            words = folded(
                texts[0](records[row]) if len(texts) == 1 else " ".join(t(records[row]) for t in texts[:3])
            )
            if words.startswith(wanted) or f" {wanted}" in words:
                self.selectRow(row)
                self.scrollTo(self.currentIndex())
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        record = self.current()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if record is not None and plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(record)
        elif record is not None and plain and event.key() == Qt.Key.Key_Space and self._is_not_typing():
            self.toggled.emit(record)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid() and (record := self.current()) is not None:
            self.opened.emit(record)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            place = event.globalPos()
        if (record := self.current()) is not None:
            self.menu_wanted.emit(record, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _is_not_typing(self) -> bool:
        return not self._since.isValid() or self._since.elapsed() > QApplication.keyboardInputInterval() * 2

    def _hover(self, row: int) -> None:
        if row != self.delegate.hovered:
            self.delegate.hovered = row
            self.viewport().update()

    def _header_menu(self, place: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _width_of(self, column: Column[R]) -> int:
        if column.key in self._widths:
            return theme.px(self._widths[column.key])
        return max(theme.px(column.width), self._needed.get(column.key, 0))

    def _measure(self) -> None:
        """Let the columns that may grow become as wide as their texts, as far as they may."""
        records, needed = self.table.records()[:_MEASURED], {}
        for number, column in enumerate(self.table.columns):
            if column.most:
                title = spans_width([Span(column.title, "caption_medium")])
                widths = (text_width(column.painter, one, column.text(one)) for one in records)
                wide = round(max((title, *widths))) + 2 * theme.px(PADDING) + 1
                wide += 0 if number else theme.px(EDGE - PADDING)
                needed[column.key] = min(wide, theme.px(column.most))
        if needed != self._needed:
            self._needed = needed
            self._fit()

    def _fit(self) -> None:
        """Hide the columns there is no room for, and let the stretching one fill the rest."""
        header, columns = self.horizontalHeader(), self.table.columns
        shown = [column for column in columns if column.key not in self._hidden]
        least = {column.key: 0 if column.width else theme.px(150) for column in columns}
        while sum(max(self._width_of(c), least[c.key]) for c in shown) > self.viewport().width() > 0:
            going = min((c for c in shown if c.drop), key=lambda c: c.drop, default=None)
            if going is None:
                break
            shown.remove(going)
        kept = {column.key for column in shown}
        header.blockSignals(True)
        for number, column in enumerate(columns):
            self.setColumnHidden(number, column.key not in kept)
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, self._width_of(column))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    def _resized(self, number: int, _old: int, new: int) -> None:
        column = self.table.columns[number]
        if column.width and new and not self.isColumnHidden(number):
            self._widths[column.key] = round(new / theme.scale())
            self._keep.start()

    def _sort_as(self, kept: Any) -> None:
        keys = [column.key for column in self.table.columns]
        if isinstance(kept, list) and kept and kept[0] in keys:
            order = Qt.SortOrder.DescendingOrder if kept[-1] == "down" else Qt.SortOrder.AscendingOrder
            self.sortByColumn(keys.index(kept[0]), order)

    def _keep_state(self) -> None:
        if self._settings is None:
            return
        header = self.horizontalHeader()
        by = header.sortIndicatorSection()
        down = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        columns = self.table.columns
        sorted_by = [columns[by].key, "down" if down else "up"] if 0 <= by < len(columns) else []
        settings, name = self._settings
        settings.keep_view(
            name, {"hidden": sorted(self._hidden), "widths": dict(self._widths), "sorted": sorted_by}
        )


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []

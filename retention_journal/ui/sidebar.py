"""The sidebar: search, the pages with what is left to do on each, and whether all is saved.

As a rail it shows icons only, with the words as tooltips and accessible names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.status_line import ArrivalLine, ClockLine, StatusLine
from retention_journal.ui.text_labels import Span, paint_spans, tooltip

Index = QModelIndex | QPersistentModelIndex
PAGE_ROLE = Qt.ItemDataRole.UserRole
_BAR = 3


@dataclass(frozen=True)
class Entry:
    """One line of the sidebar: a page, or the name of a group where ``page`` is ""; both "" are a gap."""

    page: str
    title: str
    icon: str = ""
    count: int | None = None


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == PAGE_ROLE:
            return entry.page
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if entry.count and role == Qt.ItemDataRole.AccessibleTextRole:
                return _("{page}, {count}").format(page=entry.title, count=formats.number(entry.count))
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole and entry.page:
            return tooltip(entry.title)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].page:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def show_count(self, page: str, count: int | None) -> None:
        for row, entry in enumerate(self.entries):
            if entry.page == page and entry.count != count:
                self.entries[row] = replace(entry, count=count)
                self.dataChanged.emit(self.index(row), self.index(row))


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, view: _PageList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._view.entries.entries[index.row()]
        if entry.page:
            return QSize(10, theme.px(35))
        if not entry.title or self._view.rail:
            return QSize(10, theme.px(14))
        return QSize(10, theme.px(24) + theme.line("caption"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._view.entries.entries[index.row()]
        rect = QRectF(option.rect).adjusted(0, 0, 0, -1)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.page:
            on = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_box(painter, rect, on, bool(state & QStyle.StateFlag.State_MouseOver))
            self._paint_words(painter, rect, entry, on)
            if on and self._view.hasFocus():
                paint_focus(painter, rect, 5)
        elif entry.title and not self._view.rail:
            words = rect.adjusted(theme.px(10), theme.px(16), 0, -theme.px(4))
            paint_spans(painter, words, [Span(entry.title, "caption_medium", "text_3")])
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRectF, on: bool, over: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if on or over:
            painter.setBrush(theme.colour("selected" if on else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if on:
            painter.setBrush(theme.colour("accent"))
            bar = QRectF(rect.left(), rect.top() + theme.px(8), _BAR, rect.height() - 2 * theme.px(8))
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_words(self, painter: QPainter, rect: QRectF, entry: Entry, on: bool) -> None:
        side = theme.px(17)
        ink = "accent" if on else "text_2"
        if self._view.rail:
            paint_icon(painter, rect, entry.icon, ink, 17)
            return
        left = rect.left() + theme.px(10)
        paint_icon(painter, QRectF(left, rect.top(), side, rect.height()), entry.icon, ink, 17)
        words = rect.adjusted(theme.px(10) + side + theme.px(10), 0, -theme.px(10), 0)
        if entry.count:
            number = formats.number(entry.count)
            paint_spans(
                painter, words, [Span(number, "caption_medium", "text_3")], Qt.AlignmentFlag.AlignRight
            )
            width = QFontMetricsF(theme.font("caption_medium")).horizontalAdvance(number)
            words = words.adjusted(0, 0, -width - theme.px(6), 0)
        look = Span(entry.title, "ui_strong" if on else "ui", "text" if on else "text_2")
        paint_spans(painter, words, [look])


class _PageList(QListView):
    """The pages."""

    def __init__(self) -> None:
        super().__init__()
        self.rail = False
        self.entries = _Entries()
        self.setObjectName("pages")
        self.setModel(self.entries)
        self.setItemDelegate(_EntryDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("background: transparent")
        self.setAccessibleName(_("Pages"))

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()


class SearchBox(QAbstractButton):
    """What looks like a field and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.rail = False
        self.setAccessibleName(_("Search and commands"))
        self.setToolTip(_("Search and commands (Ctrl+K)"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(36), max(theme.size("control"), theme.line("ui") + theme.px(6)))

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else "border_strong"), width))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), 6, 6)
        if self.rail:
            paint_icon(painter, rect, "search", "text_2", 15)
            return
        paint_icon(painter, QRectF(theme.px(9), 0, theme.px(15), rect.height()), "search", "text_3", 15)
        inner = rect.adjusted(theme.px(32), 0, -theme.px(9), 0)
        key = Span(_("Ctrl+K"), "caption", "text_3")
        paint_spans(painter, inner, [key], Qt.AlignmentFlag.AlignRight)
        room = QFontMetricsF(theme.font("caption")).horizontalAdvance(key.text) + theme.px(6)
        paint_spans(painter, inner.adjusted(0, 0, -room, 0), [Span(_("Search"), "ui", "text_3")])


class Sidebar(QWidget):
    """The sidebar; ``page_wanted`` tells which page, ``search_wanted`` that the box was pressed."""

    page_wanted = Signal(str)
    search_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchBox()
        self.pages = _PageList()
        self.arrival, self.clock, self.status = ArrivalLine(), ClockLine(), StatusLine()
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.search)
        self._lines.addWidget(self.pages, 1)
        self._lines.addWidget(self.arrival)
        self._lines.addWidget(self.clock)
        self._lines.addWidget(self.status)
        self._quiet = False
        self.search.clicked.connect(self.search_wanted)
        self.pages.selectionModel().currentChanged.connect(self._choose)
        self.set_rail(False)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show ``entries``."""
        current = self.pages.currentIndex().data(PAGE_ROLE)
        self._quiet = True
        self.pages.entries.show_entries(entries)
        self._quiet = False
        if current:
            self.show_current(current)

    def show_count(self, page: str, count: int | None) -> None:
        """Show ``count`` beside ``page``, nothing for None or 0."""
        self.pages.entries.show_count(page, count)

    def show_current(self, page: str) -> None:
        """Show that ``page`` is the one open, without asking for it; none is where it has no line."""
        entries = self.pages.entries
        row = next((number for number, entry in enumerate(entries.entries) if entry.page == page), -1)
        self._quiet = True
        self.pages.setCurrentIndex(entries.index(row) if row >= 0 else QModelIndex())
        if row < 0:
            self.pages.clearSelection()
        self._quiet = False

    def set_rail(self, rail: bool) -> None:
        """Show icons only, or icons and words."""
        for part in (self.pages, self.search, self.arrival, self.clock, self.status):
            part.rail = rail
        self.restyle()

    def is_rail(self) -> bool:
        """Say whether only icons are shown."""
        return self.pages.rail

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        rail = self.pages.rail
        side = theme.px(8 if rail else 10)
        self._lines.setContentsMargins(side, theme.px(14), side + 1, theme.px(10))
        self._lines.setSpacing(theme.px(14))
        self.setFixedWidth(theme.size("sidebar_rail" if rail else "sidebar"))
        self.pages.scheduleDelayedItemsLayout()
        self.search.updateGeometry()
        self.arrival.restyle()
        self.clock.restyle()
        self.status.restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("border"))

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        page = now.data(PAGE_ROLE)
        if page and not self._quiet:
            self.page_wanted.emit(page)

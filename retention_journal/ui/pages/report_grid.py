"""The archive as pictures: the first page of each report, and below it whose it is and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from retention_journal.core.periods import period_label
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.pages.report_lines import ReportLine, stands
from retention_journal.ui.pdf_thumbnails import Thumbnails
from retention_journal.ui.text_labels import Span, paint_spans, tooltip

_PICTURE = (132, 187)  # pixels at 100 % text size: the shape of A4
_PADDING, _TEXT_GAP = 12, 10

Index = QModelIndex | QPersistentModelIndex


class ReportGrid(QListView):
    """Reports as pictures; arrows move, Enter opens.

    Signals carry the report at hand; ``current_changed`` None where there is none.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, thumbnails: Thumbnails, today: Callable[[], date], *, name: str) -> None:
        super().__init__()
        self._model = _Lines(today)
        self.setModel(self._model)
        self._pictures = _Picture(self, thumbnails, today)
        self.setItemDelegate(self._pictures)
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thumbnails.drawn.connect(self._show_drawn)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.at(index.row())))
        self.selectionModel().currentChanged.connect(
            lambda *_indexes: self.current_changed.emit(self.current())
        )

    def show_records(self, lines: Sequence[ReportLine]) -> None:
        """Show ``lines``; the one at hand stays at hand."""
        before, place = self.current(), self.verticalScrollBar().value()
        self._model.replace(lines)
        if before is not None:
            self.select(before.key)
        self.verticalScrollBar().setValue(place)

    def records(self) -> list[ReportLine]:
        """Return the reports in the order shown."""
        return list(self._model.lines)

    def at(self, row: int) -> ReportLine:
        """Return the report of a picture."""
        return self._model.at(row)

    def current(self) -> ReportLine | None:
        """Return the report at hand, or None."""
        index = self.currentIndex()
        return self._model.at(index.row()) if index.isValid() else None

    def select(self, key: Hashable) -> bool:
        """Make the report ``key`` the one at hand; False where there is none."""
        for row, line in enumerate(self._model.lines):
            if line.key == key:
                self.setCurrentIndex(self._model.index(row, 0))
                return True
        return False

    def select_first(self) -> None:
        """Make the first report the one at hand, where there is none yet."""
        if not self.currentIndex().isValid() and self._model.lines:
            self.setCurrentIndex(self._model.index(0, 0))

    def _show_drawn(self, hashes: frozenset[str]) -> None:
        """Paint those anew whose sheets were empty."""
        for sha256 in hashes:
            for row in self._pictures.empty.pop(sha256, ()):
                self.update(self._model.index(row, 0))

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        if line is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(line)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line, place = self.current(), event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if line is not None:
            self.menu_wanted.emit(line, place)


class _Lines(QAbstractListModel):
    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.lines: list[ReportLine] = []

    def at(self, row: int) -> ReportLine:
        return self.lines[row]

    def replace(self, lines: Sequence[ReportLine]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        if role not in words:
            return None
        line = self.lines[index.row()]
        said = ", ".join((line.client, period_label(line.period), stands(line, self._today())))
        if line.row is not None and not line.row.has_pdf:
            said = _("{report}. Its file is not in this journal.").format(report=said)
        return tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else said


class _Picture(QStyledItemDelegate):
    """Draws one report; a sheet of the right size stands in until its first page is drawn."""

    def __init__(self, view: ReportGrid, thumbnails: Thumbnails, today: Callable[[], date]) -> None:
        super().__init__(view)
        self._view, self._thumbnails, self._today = view, thumbnails, today
        self.empty: dict[str, set[int]] = {}  # rows whose picture is not drawn yet, by the file's hash

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        across, down = _PICTURE
        words = theme.line("ui") * 2 + theme.line("caption")
        return QSize(theme.px(across + 2 * _PADDING + 8), theme.px(down + 2 * _PADDING + _TEXT_GAP) + words)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, room = self._view.at(index.row()), QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("selected" if is_selected else "hover"))
            painter.drawRoundedRect(room, 6, 6)
        pad = theme.px(_PADDING)
        sheet = QRectF(0, room.top() + pad, theme.px(_PICTURE[0]), theme.px(_PICTURE[1]))
        sheet.moveLeft(room.center().x() - sheet.width() / 2)
        self._paint_sheet(painter, sheet, line, index.row())
        words = QRectF(sheet.left(), sheet.bottom() + theme.px(_TEXT_GAP), sheet.width(), 0)
        for role, colour, said in (
            ("ui_strong", "text", line.client),
            ("ui", "text_2", period_label(line.period)),
            ("caption", "text_3", stands(line, self._today())),
        ):
            words.setHeight(theme.line(role.removesuffix("_strong")))
            paint_spans(painter, words, [Span(said, role, colour)])
            words.translate(0, words.height())
        if is_selected and self._view.hasFocus():
            paint_focus(painter, room, 5)
        painter.restore()

    def _paint_sheet(self, painter: QPainter, sheet: QRectF, line: ReportLine, row: int) -> None:
        ratio = painter.device().devicePixelRatio()
        picture = None
        if line.row is not None and line.row.has_pdf:
            size = QSize(round(sheet.width() * ratio), round(sheet.height() * ratio))
            picture = self._thumbnails.picture(line.row.pdf_sha256, line.row.report_id, size)
            if picture is None:
                self.empty.setdefault(line.row.pdf_sha256, set()).add(row)
        page = QRectF(sheet)
        if picture is not None and not picture.isNull():
            page.setSize(picture.deviceIndependentSize() / ratio)
            page.moveCenter(sheet.center())
        page.moveTopLeft(QPoint(round(page.x()), round(page.y())))
        painter.fillRect(page, Qt.GlobalColor.white)
        if picture is not None and not picture.isNull():
            painter.drawImage(page, picture)
        elif line.row is None or not line.row.has_pdf or picture is not None:
            paint_icon(painter, page, "reports", "text_3", 24)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))

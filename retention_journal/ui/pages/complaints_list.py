"""The complaints as a list under three headings: answer owed, to follow up, put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.complaint_rows import ComplaintGroup, ComplaintRow
from retention_journal.ui import theme
from retention_journal.ui.light import paint_light, role
from retention_journal.ui.pages.complaint_words import Told, told_of
from retention_journal.ui.text_labels import Span, paint_spans, tooltip

#: So many that were put right are shown until the earlier ones are asked for.
SHOWN_AT_FIRST = 12
_BAR = 3


@dataclass(frozen=True)
class Heading:
    """The name of a group."""

    group: ComplaintGroup


@dataclass(frozen=True)
class Earlier:
    """The way to those that were put right longer ago."""

    count: int


Line = Heading | ComplaintRow | Earlier
Index = QModelIndex | QPersistentModelIndex


def lines_of(rows: Sequence[ComplaintRow], *, all_shown: bool) -> list[Line]:
    """Return the lines of the list; ``rows`` are in its order."""
    lines: list[Line] = []
    for group in ComplaintGroup:
        of_group = [row for row in rows if row.group is group]
        left_out = 0
        if group is ComplaintGroup.PUT_RIGHT and not all_shown:
            left_out = max(len(of_group) - SHOWN_AT_FIRST, 0)
            left_out = 0 if left_out == 1 else left_out  # its line would take the room of the way to it
        if of_group:
            lines += [Heading(group), *of_group[: len(of_group) - left_out]]
        if left_out:
            lines.append(Earlier(left_out))
    return lines


def accessible(row: ComplaintRow, told: Told) -> str:
    """Return what a screen reader says of a complaint."""
    return ", ".join((row.client_name, row.name, row.group.label, told.words))


def paint_told(painter: QPainter, rect: QRectF, told: Told, *, behind: str = "surface") -> None:
    """Draw the words of a clock in its colour, its shape before them."""
    if told.light:
        side = theme.px(12)
        mark = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint_light(painter, mark, told.light, theme.colour(behind))
        rect = rect.adjusted(side + theme.px(5), 0, 0, 0)
    look = f"{role(told.light)}_text" if told.light else "text_2"
    paint_spans(painter, rect, [Span(told.words, "caption_medium" if told.light else "caption", look)])


class _Model(QAbstractListModel):
    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._now = now
        self.lines: list[Line] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()] if index.isValid() else None
        if isinstance(line, ComplaintRow):
            return self._said_of(line, role)
        if line is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return line.group.label if isinstance(line, Heading) else earlier_words(line.count)

    def _said_of(self, row: ComplaintRow, role: int) -> str | None:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return accessible(row, told_of(row, self._now()))
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(f"{row.client_name}\n{row.name}")
            case _:
                return None

    def show_lines(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()


def earlier_words(count: int) -> str:
    """Return the words of the way to those longer ago."""
    return ngettext("{n} earlier", "{n} earlier", count).format(n=formats.number(count))


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: ComplaintsList, now: Callable[[], datetime], *, client_shown: bool) -> None:
        super().__init__(view)
        self._view, self._now, self._client_shown = view, now, client_shown

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        match self._view.model_of_lines.lines[index.row()]:
            case Heading():
                height = theme.line("caption_medium") + theme.px(18)
            case Earlier():
                height = theme.line("ui_medium") + theme.px(14)
            case _:
                first = theme.line("ui_strong") if self._client_shown else 0
                height = first + theme.line("ui") + theme.line("caption") + theme.px(19)
        return QSize(theme.px(80), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        behind = self._paint_ground(painter, rect, option.state)
        side = theme.px(20)
        room = rect.adjusted(side, 0, -theme.px(12), 0)
        match self._view.model_of_lines.lines[index.row()]:
            case Heading(group):
                words = room.adjusted(0, theme.px(8), 0, 0)
                paint_spans(painter, words, [Span(group.label, "caption_medium", "text_3")])
            case Earlier(count):
                paint_spans(painter, room, [Span(earlier_words(count), "ui_medium", "accent")])
            case ComplaintRow() as row:
                self._paint_row(painter, room, row, behind)
        painter.restore()

    def _paint_row(self, painter: QPainter, room: QRectF, row: ComplaintRow, behind: str) -> None:
        top = room.top() + theme.px(9)
        lines = [Span(row.client_name, "ui_strong", "text")] if self._client_shown else []
        below = ("ui", "text_2") if lines else ("ui_strong", "text")
        lines.append(Span(row.name, *below))
        for span in lines:
            height = theme.line(span.role)
            paint_spans(painter, QRectF(room.left(), top, room.width(), height), [span])
            top += height
        under = QRectF(room.left(), top + theme.px(1), room.width(), theme.line("caption"))
        paint_told(painter, under, told_of(row, self._now()), behind=behind)

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> str:
        """Draw what lies behind a line and return its colour's role."""
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled)
        behind = "selected" if chosen else "hover" if over else self._view.ground
        painter.fillRect(rect, theme.colour(behind))
        if chosen:
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), theme.colour("accent"))
        if chosen and self._view.hasFocus():
            for top in (rect.top(), rect.bottom() - 1):
                painter.fillRect(QRectF(rect.left(), top, rect.width(), 1), theme.colour("focus"))
        return behind


class ComplaintsList(QListView):
    """The list itself: arrows or J and K choose, Enter goes into it, Delete puts it in the trash.

    Signals:
        chosen: Number of the complaint that is at hand now.
        opened: Number of one that was clicked, or on which Enter was pressed.
        trash_wanted: Number of one to put in the trash.
    """

    chosen = Signal(int)
    opened = Signal(int)
    trash_wanted = Signal(int)

    def __init__(
        self, now: Callable[[], datetime], *, client_shown: bool = True, ground: str = "inset"
    ) -> None:
        super().__init__()
        self.ground = ground
        self._rows: Sequence[ComplaintRow] = ()
        self._all_shown = self._quiet = False
        self.model_of_lines = _Model(now, self)
        self.setModel(self.model_of_lines)
        self.setItemDelegate(_Delegate(self, now, client_shown=client_shown))
        self.setAccessibleName(_("Complaints"))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._choose)
        self.clicked.connect(self._open)
        self.restyle()

    def show_rows(self, rows: Sequence[ComplaintRow]) -> None:
        """Show these complaints, keeping the one at hand and the place on the list."""
        before, place = self.current_id(), self.verticalScrollBar().value()
        self._rows = rows
        self._fill()
        if before is not None:
            self.stand_on(before)
        self.verticalScrollBar().setValue(place)

    def rows(self) -> list[ComplaintRow]:
        """Return the complaints as they are listed, without those left out."""
        return [line for line in self.model_of_lines.lines if isinstance(line, ComplaintRow)]

    def current_id(self) -> int | None:
        """Return the number of the complaint at hand."""
        index = self.currentIndex()
        line = self.model_of_lines.lines[index.row()] if index.isValid() else None
        return line.incident_id if isinstance(line, ComplaintRow) else None

    def stand_on(self, incident_id: int | None) -> bool:
        """Mark a complaint as the one shown; False where it is not there, and then nothing is marked."""
        is_there = any(row.incident_id == incident_id for row in self._rows)
        if is_there and all(row.incident_id != incident_id for row in self.rows()):
            self._all_shown = True
            self._fill()
        at = next(
            (
                number
                for number, line in enumerate(self.model_of_lines.lines)
                if isinstance(line, ComplaintRow) and line.incident_id == incident_id
            ),
            -1,
        )
        self._quiet = True
        index = self.model_of_lines.index(at) if at >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if at < 0:
            self.selectionModel().clear()
        else:
            self.scrollTo(index)
        self._quiet = False
        return at >= 0

    def tick(self) -> None:
        """Draw the clocks again, because a minute has gone."""
        self.viewport().update()

    def show_earlier(self) -> None:
        """Show those too that were put right longer ago."""
        self._all_shown = True
        before = len(self.rows())
        self._fill()
        later = self.rows()[before : before + 1]
        if later:
            self.stand_on(later[0].incident_id)
            self.chosen.emit(later[0].incident_id)

    def restyle(self) -> None:
        """Take over the theme's sizes and colours."""
        self.setStyleSheet(f"background: {theme.css(self.ground)}")
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at_hand = event.key(), self.current_id()
        arrows = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
        if not event.modifiers() and (arrow := arrows.get(Qt.Key(key))) is not None:
            super().keyPressEvent(QKeyEvent(event.type(), arrow, event.modifiers()))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Delete and at_hand is not None:
            self.trash_wanted.emit(at_hand)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _fill(self) -> None:
        self._quiet = True
        self.model_of_lines.show_lines(lines_of(self._rows, all_shown=self._all_shown))
        self._quiet = False

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = self.model_of_lines.lines[now.row()] if now.isValid() else None
        if isinstance(line, ComplaintRow) and not self._quiet:
            self.chosen.emit(line.incident_id)

    def _open(self, index: QModelIndex) -> None:
        match self.model_of_lines.lines[index.row()] if index.isValid() else None:
            case ComplaintRow() as row:
                self.opened.emit(row.incident_id)
            case Earlier():
                self.show_earlier()

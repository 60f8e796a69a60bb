"""How the cells of a table are painted: one delegate, told by the column what kind of cell it is.

Cells only paint. What a screen reader says comes from the column's ``accessible`` or ``text``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from retention_journal.core.chart import Mark
from retention_journal.ui import theme
from retention_journal.ui.chart_view import paint_marks
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.light import paint_light, role
from retention_journal.ui.rhythm_strip import paint_strip
from retention_journal.ui.text_labels import Span, paint_spans, spans_width

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
PADDING, EDGE = 8, 12  # beside a cell's content, and left of the first


class Cell(Protocol):
    """Paints one cell: ``text`` is the column's text, ``behind`` the colour of the row."""

    def paint(self, painter: QPainter, rect: QRectF, record: Any, text: str, behind: QColor) -> None:
        """Draw the cell of ``record`` in ``rect``."""


@runtime_checkable
class Measured(Protocol):
    """A cell that says itself how wide its text is."""

    def text_width(self, record: Any, text: str) -> float:
        """Return how wide the text is as it is painted, in pixels."""


@dataclass(frozen=True)
class TextCell(Generic[R]):
    """The text in one role; ``colour`` may depend on the record, and ``strong`` sets it in weight 600."""

    role: str = "ui"
    colour: Callable[[R], str] | str = "text_2"
    strong: Callable[[R], bool] | bool = False
    right: bool = False

    def paint(self, painter: QPainter, rect: QRectF, record: R, text: str, _behind: QColor) -> None:
        strong = self.strong(record) if callable(self.strong) else self.strong
        look = "ui_strong" if strong and self.role == "ui" else self.role
        colour = self.colour(record) if callable(self.colour) else self.colour
        align = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        paint_spans(painter, rect, [Span(text, look, colour)], align)


@dataclass(frozen=True)
class NumberCell(Generic[R]):
    """A number with equally wide digits, at the right."""

    colour: Callable[[R], str] | str = "text"

    def paint(self, painter: QPainter, rect: QRectF, record: R, text: str, _behind: QColor) -> None:
        painter.setFont(theme.font("ui", tab=True))
        painter.setPen(theme.colour(self.colour(record) if callable(self.colour) else self.colour))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)


@dataclass(frozen=True)
class TwoLines(Generic[R]):
    """A name, and what there is to say of it below; without that the name stands in the middle."""

    below: Callable[[R], str]
    role: str = "body_strong"
    icon: Callable[[R], str] | None = None

    def paint(self, painter: QPainter, rect: QRectF, record: R, text: str, _behind: QColor) -> None:
        if self.icon is not None:
            side = theme.px(22)
            if name := self.icon(record):
                icon_at = QRectF(rect.left(), rect.top(), theme.px(16), rect.height())
                paint_icon(painter, icon_at, name, "text_3", 16)
            rect = rect.adjusted(side, 0, 0, 0)
        below = self.below(record)
        if not below:
            paint_spans(painter, rect, [Span(text, self.role)])
            return
        first, second = theme.line(self.role), theme.line("caption")
        top = rect.center().y() - (first + second) / 2
        paint_spans(painter, QRectF(rect.left(), top, rect.width(), first), [Span(text, self.role)])
        lower = QRectF(rect.left(), top + first - 1, rect.width(), second)
        paint_spans(painter, lower, [Span(below, "caption", "text_3")])


@dataclass(frozen=True)
class LightCell(Generic[R]):
    """A light with its word."""

    state: Callable[[R], str]
    size: int = 14

    def paint(self, painter: QPainter, rect: QRectF, record: R, text: str, behind: QColor) -> None:
        state = self.state(record)
        if not state:
            return
        side = theme.px(self.size)
        paint_light(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), state, behind)
        rest = rect.adjusted(side + theme.px(6), 0, 0, 0)
        paint_spans(painter, rest, [Span(text, "ui_strong", f"{role(state)}_text")])


@dataclass(frozen=True)
class StatusCell(Generic[R]):
    """A word that may carry a small light: "2 days late"; without a state it is plain text."""

    state: Callable[[R], str]

    def paint(self, painter: QPainter, rect: QRectF, record: R, text: str, behind: QColor) -> None:
        state = self.state(record)
        if state:
            LightCell(self.state, 12).paint(painter, rect, record, text, behind)
        else:
            paint_spans(painter, rect, [Span(text, "ui", "text_2")])


@dataclass(frozen=True)
class LightsCell(Generic[R]):
    """Several small lights and a text: "1 of 3"."""

    states: Callable[[R], Sequence[str]]

    def paint(self, painter: QPainter, rect: QRectF, record: R, text: str, behind: QColor) -> None:
        side, x = theme.px(11), rect.left()
        for state in self.states(record):
            paint_light(painter, QRectF(x, rect.center().y() - side / 2, side, side), state, behind)
            x += side + theme.px(3)
        rest = rect.adjusted(x - rect.left() + (theme.px(4) if x > rect.left() else 0), 0, 0, 0)
        paint_spans(painter, rest, [Span(text, "ui", "text_2")])


@dataclass(frozen=True)
class Strip:
    """What a rhythm strip shows; see ``rhythm_strip.paint_strip``."""

    talks: Sequence[int]
    notes: Sequence[int] = ()
    overdue_days: int = 0
    state: str = "watch"


@dataclass(frozen=True)
class StripCell(Generic[R]):
    """A rhythm strip."""

    strip: Callable[[R], Strip]

    def paint(self, painter: QPainter, rect: QRectF, record: R, _text: str, _behind: QColor) -> None:
        strip = self.strip(record)
        height = theme.px(22)
        room = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
        paint_strip(painter, room, strip.talks, strip.notes, strip.overdue_days, strip.state)


@dataclass(frozen=True)
class ChartCell(Generic[R]):
    """A small chart from marks, such as a sparkline."""

    marks: Callable[[R], Sequence[Mark]]

    def paint(self, painter: QPainter, rect: QRectF, record: R, _text: str, behind: QColor) -> None:
        paint_marks(painter, rect.adjusted(0, theme.px(6), 0, -theme.px(6)), self.marks(record), behind)


def text_width(cell: Cell, record: Any, text: str) -> float:
    """Return how wide ``text`` is as ``cell`` paints it, in pixels; 0 for cells that are no text."""
    if isinstance(cell, Measured):
        return cell.text_width(record, text)
    if isinstance(cell, TextCell):
        strong = cell.strong(record) if callable(cell.strong) else cell.strong
        return spans_width([Span(text, "ui_strong" if strong and cell.role == "ui" else cell.role)])
    if isinstance(cell, TwoLines):
        below = spans_width([Span(cell.below(record), "caption")])
        return max(spans_width([Span(text, cell.role)]), below)
    if isinstance(cell, StatusCell):
        plain = spans_width([Span(text, "ui")])
        return text_width(LightCell(cell.state, 12), record, text) if cell.state(record) else plain
    if isinstance(cell, LightCell):
        return theme.px(cell.size) + theme.px(6) + spans_width([Span(text, "ui_strong")])
    return 0.0


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a ``RecordView`` and the row behind them."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table: Any = index.model()
        record, column = table.at(index.row()), table.columns[index.column()]
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = index.row() == self.hovered
        behind = theme.colour("selected" if selected else "hover" if hovered else "surface")
        painter.save()
        painter.fillRect(rect, behind)
        self._paint_lines(painter, rect, selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad = theme.px(PADDING)
        room = rect.adjusted(theme.px(EDGE) if rect.left() <= 0 else pad, 0, -pad, 0)
        column.painter.paint(painter, room, record, column.text(record), behind)
        painter.restore()

    def _paint_lines(self, painter: QPainter, rect: QRectF, selected: bool) -> None:
        line = theme.colour("border")
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line)
        if selected:
            if self._view.hasFocus():
                accent = theme.colour("focus")
                painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), accent)
                painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), accent)
            if rect.left() <= 0:
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(80), self._view.verticalHeader().defaultSectionSize())

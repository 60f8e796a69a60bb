"""The timeline as a list: days, and under each what happened, drawn by one delegate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from retention_journal.core import formats
from retention_journal.core.timeline import EntryKind, TimelineEntry
from retention_journal.i18n import _
from retention_journal.ui import icons, theme
from retention_journal.ui.light import paint_light, shape_of
from retention_journal.ui.pages.timeline_rows import (
    LONGEST_SHOWN,
    DayHeading,
    Earlier,
    Index,
    Line,
    TimelineModel,
    icon_of,
    rows_of,
)

CIRCLE: Final = 28  # pixels across, around an icon
_MOST_KEPT: Final = 2_000  # measured entries that are kept
_QUESTIONS: Final = 190  # pixels, the column of questions
_LEAST_ROOM: Final = 40  # pixels


@dataclass(frozen=True)
class _Text:
    """A text that is broken into lines, and where its first line stands."""

    layout: QTextLayout
    place: QPointF
    colour: str


@dataclass(frozen=True)
class _Laid:
    texts: tuple[_Text, ...]
    icons: tuple[tuple[QRect, str, str], ...]  # where, which, colour
    rules: tuple[QRect, ...]  # beside what people said
    height: int


class _Flow:
    """Puts the pieces of one entry under each other, in a given width."""

    def __init__(self, left: int, top: int, right: int) -> None:
        self.left, self.top, self.right = left, top, right
        self.texts: list[_Text] = []
        self.icons: list[tuple[QRect, str, str]] = []
        self.rules: list[QRect] = []

    def text(self, text: str, role: str, colour: str, *, left: int = 0, width: int | None = None) -> int:
        """Put a wrapped text at the current height, go below it, and return its height."""
        height = self.place(text, role, colour, left=left, width=width)
        self.top += height
        return height

    def place(
        self,
        text: str,
        role: str,
        colour: str,
        *,
        left: int = 0,
        width: int | None = None,
        ending: tuple[str, str] = ("", ""),
    ) -> int:
        """Put a wrapped text at the current height, stay there, and return its height.

        Args:
            text: What to put.
            role: Its font.
            colour: Its colour.
            left: Pixels to the right of the flow's edge.
            width: Room in pixels; None takes all there is.
            ending: Words that follow in bold, and their colour.
        """
        room = max(_LEAST_ROOM, self.right - self.left - left if width is None else width)
        layout, height = _broken(text, role, room, ending)
        self.texts.append(_Text(layout, QPointF(self.left + left, self.top), colour))
        return height


def _broken(text: str, role: str, room: int, ending: tuple[str, str]) -> tuple[QTextLayout, int]:
    """Return a text in lines of at most ``room`` pixels, and how high they are together."""
    shown = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    words, colour = ending
    whole = f"{shown} {words}".strip().replace("\n", "\u2028")
    layout = QTextLayout(whole, theme.font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if words:
        layout.setFormats([_bold(len(whole) - len(words), len(words), colour)])
    leading = theme.line(role)
    layout.beginLayout()
    height = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, height + (leading - line.height()) / 2))
        height += leading
    layout.endLayout()
    return layout, height


def _bold(start: int, length: int, colour: str) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    made.format.setForeground(theme.colour(colour))
    made.format.setFontWeight(QFont.Weight.DemiBold)
    return made


def _laid(entry: TimelineEntry, width: int) -> _Laid:
    """Return where everything of an entry goes in a row of ``width`` pixels."""
    px = theme.px
    flow = _Flow(px(CIRCLE + 12), px(4), width - px(12))
    room = width - px(72) - flow.left
    if entry.has_time:
        flow.texts.append(_clock(formats.clock(entry.at), width - px(12)))
    _put_title(flow, entry, room)
    if entry.words:
        flow.top += px(3)
        top = flow.top
        height = flow.text(entry.words, "people", "text", left=px(14))
        flow.rules.append(QRect(flow.left, top, px(2), height))
        flow.top += px(2)
    for answer in entry.answers:
        beside = min(px(_QUESTIONS), (flow.right - flow.left) * 2 // 5)
        asked = flow.place(answer.question, "ui", "text_3", width=beside - px(10))
        given = flow.place(answer.answer, "ui", "text_2", left=beside)
        flow.top += max(asked, given)
    if entry.detail or entry.remark:
        colour = "watch_text" if entry.is_late else "steady_text"
        flow.top += flow.place(entry.detail, "ui", "text_2", ending=(entry.remark, colour))
    for promised in entry.promises:
        flow.top += px(3)
        side = px(14)
        flow.icons.append((QRect(flow.left, flow.top + px(3), side, side), "handshake", "accent"))
        flow.text(promised, "ui", "text", left=side + px(6))
    height = max(flow.top + px(12), px(CIRCLE + 14))
    return _Laid(tuple(flow.texts), tuple(flow.icons), tuple(flow.rules), height)


def _clock(text: str, right: int) -> _Text:
    """Return the time of day, ending at ``right``, in figures of one width."""
    layout = QTextLayout(text, theme.font("caption", tab=True))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(theme.px(72))
    layout.endLayout()
    top = theme.px(4) + (theme.line("body") - line.height()) / 2
    return _Text(layout, QPointF(right - line.naturalTextWidth(), top), "text_3")


def _put_title(flow: _Flow, entry: TimelineEntry, room: int) -> None:
    """Put the title and what is said beside it on one line, or under each other where it is narrow."""
    gap = theme.px(8)
    title_width = _width_of(entry.title, "body_medium")
    aside_width = _width_of(entry.aside, "caption")
    if entry.aside and title_width + gap + aside_width <= room:
        height = flow.place(entry.title, "body_medium", "text", width=title_width)
        flow.top += theme.px(3)  # both stand on one line
        flow.place(entry.aside, "caption", "text_3", left=title_width + gap, width=aside_width)
        flow.top += height - theme.px(3)
        return
    flow.text(entry.title, "body_medium", "text", width=room)
    if entry.aside:
        flow.text(entry.aside, "caption", "text_3", width=room)


def _width_of(text: str, role: str) -> int:
    return QFontMetrics(theme.font(role)).horizontalAdvance(text[:LONGEST_SHOWN]) + 2


class TimelineDelegate(QStyledItemDelegate):
    """Draws days and entries; heights follow the text and the width."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._kept: dict[tuple[TimelineEntry, int, float, bool], _Laid] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        row = index.data(TimelineModel.ROW_ROLE)
        if isinstance(row, Line):
            return QSize(width, self._laid(row.entry, width).height)
        return QSize(width, theme.px(40 if isinstance(row, DayHeading) else 44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.translate(rect.topLeft())
        match index.data(TimelineModel.ROW_ROLE):
            case DayHeading() as heading:
                _paint_heading(painter, heading, rect.height())
            case Earlier():
                _paint_state(painter, rect, state)
                _paint_earlier(painter, rect.size())
            case Line() as line:
                _paint_state(painter, rect, state)
                _paint_entry(painter, line, self._laid(line.entry, rect.width()))
        painter.restore()

    def forget(self) -> None:
        """Measure again, after the text size changed."""
        self._kept.clear()

    def _laid(self, entry: TimelineEntry, width: int) -> _Laid:
        key = (entry, width, theme.scale(), theme.is_dark())
        if key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = _laid(entry, width)
        return self._kept[key]


def _paint_state(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """Draw the ground of a row that is chosen or under the pointer."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if not chosen and not state & QStyle.StateFlag.State_MouseOver:
        return
    ground = QRectF(0, 0, rect.width(), rect.height() - 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("selected" if chosen else "hover"))
    painter.drawRoundedRect(ground, 6, 6)
    if chosen:
        painter.setBrush(theme.colour("accent"))
        painter.drawRect(QRectF(0, 0, 3, rect.height() - 2))


def _paint_heading(painter: QPainter, heading: DayHeading, height: int) -> None:
    strong, small = theme.font("ui_strong"), theme.font("caption")
    base = height - theme.px(8) - QFontMetrics(strong).descent()
    painter.setFont(strong)
    painter.setPen(theme.colour("text"))
    painter.drawText(0, base, heading.name)
    across = QFontMetrics(strong).horizontalAdvance(heading.name) + theme.px(8)
    painter.setFont(small)
    painter.setPen(theme.colour("text_3"))
    painter.drawText(across, base, heading.date_text)


def _paint_earlier(painter: QPainter, size: QSize) -> None:
    """Draw the way to what lies further back."""
    painter.setFont(theme.font("ui_medium"))
    painter.setPen(theme.colour("accent"))
    room = QRect(theme.px(CIRCLE + 12), 0, size.width(), size.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, _("Earlier"))


def _paint_entry(painter: QPainter, line: Line, laid: _Laid) -> None:
    px, side = theme.px, theme.px(CIRCLE)
    circle = QRectF(0.5 + px(4), 0.5, side - 1, side - 1).translated(0, px(1))
    if not line.is_last:
        painter.setPen(QPen(theme.colour("border"), 1))
        middle = int(circle.center().x())
        painter.drawLine(middle, int(circle.bottom()) + 3, middle, laid.height - 2)
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(circle)
    if line.entry.light is not None:
        inside = circle.adjusted(px(7), px(7), -px(7), -px(7))
        paint_light(painter, inside, shape_of(line.entry.light), theme.colour("surface"))
    else:
        icons.paint_icon(painter, circle, icon_of(line.entry), _icon_role(line.entry), 15)
    for place, name, role in laid.icons:
        icons.paint_icon(painter, QRectF(place), name, role, 14)
    for rule in laid.rules:
        painter.fillRect(rule, theme.colour("quote_rule"))
    for text in laid.texts:
        painter.setPen(theme.colour(text.colour))
        text.layout.draw(painter, text.place)


def _icon_role(entry: TimelineEntry) -> str:
    if entry.kind is EntryKind.PROMISE and entry.table == "promise" and entry.has_time:
        return "watch_text" if entry.is_late else "steady_text"
    return "text_2"


class TimelineView(QListView):
    """The list itself: arrows or J and K move, Enter opens, Delete throws away.

    Signals carry the entry at hand.
    """

    entry_opened = Signal(object)
    entry_deleted = Signal(object)
    earlier_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TimelineModel(self)
        self._delegate = TimelineDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Timeline"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(self._open)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._show_more)

    def show_entries(self, entries: Sequence[TimelineEntry], today: date, *, has_earlier: bool) -> None:
        """Show what happened, keeping the entry at hand and the place on the page."""
        before, place = self.current_entry(), self.verticalScrollBar().value()
        row = self.currentIndex().row()
        self._model.show_rows(rows_of(entries, today, has_earlier=has_earlier))
        if before is not None and not self._stand_on(before):
            self._stand_near(row)
        self.verticalScrollBar().setValue(place)

    def current_entry(self) -> TimelineEntry | None:
        """Return the entry at hand."""
        row = self._model.row(self.currentIndex())
        return row.entry if isinstance(row, Line) else None

    def stand_on(self, table: str, record_id: int) -> bool:
        """Go to the entry of a record; False where it is not on the list."""
        for entry in self.entries():
            if (entry.table, entry.record_id) == (table, record_id):
                return self._stand_on(entry)
        return False

    def entries(self) -> list[TimelineEntry]:
        """Return the entries on the list, from the newest."""
        rows = (self._model.row(self._model.index(n)) for n in range(self._model.rowCount()))
        return [row.entry for row in rows if isinstance(row, Line)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current_entry()
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self.step(step)
        elif event.key() == Qt.Key.Key_Delete and entry is not None:
            self.entry_deleted.emit(entry)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def step(self, step: int) -> None:
        """Go to the next entry (1) or the one before (-1)."""
        place = self.currentIndex().row() if self.currentIndex().isValid() else -1
        while 0 <= (place := place + step) < self._model.rowCount():
            index = self._model.index(place)
            if not isinstance(self._model.row(index), DayHeading):
                self.setCurrentIndex(index)
                return

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        match self._model.row(index):
            case Line(entry):
                self.entry_opened.emit(entry)
            case Earlier():
                self.earlier_wanted.emit()
            case _:
                pass

    def _show_more(self, index: QModelIndex) -> None:
        if isinstance(self._model.row(index), Earlier):
            self.earlier_wanted.emit()

    def _stand_on(self, entry: TimelineEntry) -> bool:
        """Go to an entry that may have changed; False where it is gone."""
        for number in range(self._model.rowCount()):
            row = self._model.row(self._model.index(number))
            if isinstance(row, Line) and _same(row.entry, entry):
                self.setCurrentIndex(self._model.index(number))
                return True
        return False

    def _stand_near(self, row: int) -> None:
        """Go to the entry that is now where another was, or to the last before it."""
        for number in (
            *range(row, self._model.rowCount()),
            *range(min(row, self._model.rowCount()) - 1, -1, -1),
        ):
            if isinstance(self._model.row(self._model.index(number)), Line):
                self.setCurrentIndex(self._model.index(number))
                return

    def restyle(self) -> None:
        """Measure again, after the text size changed."""
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()


def _same(one: TimelineEntry, other: TimelineEntry) -> bool:
    return (one.table, one.record_id, one.kind) == (other.table, other.record_id, other.kind)

"""Ctrl+K: one field for clients, people, entries and commands. ">" asks for commands only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from retention_journal.core.text import folded
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.light import paint_light
from retention_journal.ui.text_labels import Span, caption, label, paint_spans
from retention_journal.ui.toast import announce

Index = QModelIndex | QPersistentModelIndex
WAITS_MS = 60
_WIDTH, _TOP, _MOST_HEIGHT = 680, 36, 470
_CORNER = 10
COMMANDS = ">"


@dataclass(frozen=True)
class Hit:
    """Something found.

    Attributes:
        group: The heading it stands under: "Clients", "Do", "In the journal".
        title: Its name; letters that match are underlined.
        activate: What Enter does.
        detail: What else there is to say, paler.
        icon: Name of an icon.
        light: A light instead of the icon.
        hint: At the right: a key, or a day.
        more: What can be done with it: Tab lists these; None for nothing.
    """

    group: str
    title: str
    activate: Callable[[], object]
    detail: str = ""
    icon: str = ""
    light: str = ""
    hint: str = ""
    more: Callable[[], Sequence[Hit]] | None = None


Provider = Callable[[str], Iterable[Hit]]


def underlined(text: str, query: str, role: str, strong: str, colour: str) -> list[Span]:
    """Return ``text`` as spans in which the words of ``query`` are underlined and in the role ``strong``."""
    marks = [False] * len(text)
    plain = [folded(letter) or letter for letter in text]
    joined, starts = "", []
    for letter in plain:
        starts.append(len(joined))
        joined += letter
    for word in folded(query).split():
        at = joined.find(word)
        while at >= 0:
            for number, start in enumerate(starts):
                if at <= start < at + len(word):
                    marks[number] = True
            at = joined.find(word, at + len(word))
    spans: list[Span] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marks[end] != marks[begin]:
            hit = marks[begin]
            spans.append(Span(text[begin:end], strong if hit else role, colour, underline=hit))
            begin = end
    return spans


class _Hits(QAbstractListModel):
    """Hits with a heading before each group; a heading is a text."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Hit | str] = []

    def show_hits(self, hits: Iterable[Hit]) -> None:
        grouped: dict[str, list[Hit]] = {}
        for hit in hits:
            grouped.setdefault(hit.group, []).append(hit)
        self.beginResetModel()
        self.lines = []
        for group, members in grouped.items():
            self.lines += [group, *members]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        line = self.lines[index.row()]
        if isinstance(line, str):
            return line
        return ", ".join(part for part in (line.title, line.detail, line.hint) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], Hit):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView, hits: _Hits) -> None:
        super().__init__(view)
        self._hits = hits
        self.query = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(self._hits.lines[index.row()], str):
            return QSize(10, theme.line("caption") + theme.px(13))
        return QSize(10, theme.px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._hits.lines[index.row()]
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, str):
            words = rect.adjusted(theme.px(12), theme.px(6), 0, 0)
            paint_spans(painter, words, [Span(line, "caption_medium", "text_3")])
        else:
            on = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_box(painter, rect, on, bool(state & QStyle.StateFlag.State_MouseOver))
            self._paint_hit(painter, rect, line, on)
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRectF, on: bool, over: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if on or over:
            painter.setBrush(theme.colour("selected" if on else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if on:
            painter.setBrush(theme.colour("accent"))
            gap = theme.px(8)
            painter.drawRoundedRect(
                QRectF(rect.left(), rect.top() + gap, 3, rect.height() - 2 * gap), 1.5, 1.5
            )

    def _paint_hit(self, painter: QPainter, rect: QRectF, hit: Hit, on: bool) -> None:
        left = QRectF(rect.left() + theme.px(12), rect.top(), theme.px(18), rect.height())
        if hit.light:
            side = theme.px(15)
            behind = theme.colour("selected" if on else "surface")
            mark = QRectF(left.center().x() - side / 2, left.center().y() - side / 2, side, side)
            paint_light(painter, mark, hit.light, behind)
        elif hit.icon:
            paint_icon(painter, left, hit.icon, "text_2", 16)
        inner = rect.adjusted(theme.px(42), 0, -theme.px(12), 0)
        if hit.hint:
            hint = Span(hit.hint, "caption", "text_2" if on else "text_3")
            paint_spans(painter, inner, [hint], Qt.AlignmentFlag.AlignRight)
            room = QFontMetricsF(theme.font("caption")).horizontalAdvance(hit.hint) + theme.px(12)
            inner.adjust(0, 0, -room, 0)
        spans = underlined(hit.title, self.query, "body", "body_strong", "text")
        if hit.detail:
            pale = "text_2" if on else "text_3"
            spans += [Span(" ", "ui"), *underlined(hit.detail, self.query, "ui", "ui_strong", pale)]
        paint_spans(painter, inner, spans)


class _Foot(QFrame):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("inset"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, -10, -1, -1), 9, 9)
        painter.fillRect(0, 0, self.width(), 1, theme.colour("border"))


class Palette(QDialog):
    """The palette over ``over``; ask it again and again with ``ask``."""

    closed = Signal()

    def __init__(self, over: QWidget, providers: Sequence[Provider], commands: Provider) -> None:
        """Make the palette.

        Args:
            over: The window it lies over.
            providers: Asked for every text, in this order; "" asks for what was used last.
            commands: Asked for commands, also alone after ">".
        """
        super().__init__(over, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(_("Search"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._over, self._providers, self._commands = over, tuple(providers), commands
        self._listed: Sequence[Hit] | None = None
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setPlaceholderText(_("Search clients, people and entries, or type a command"))
        self.field.setAccessibleName(_("Search"))
        self.field.installEventFilter(self)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAITS_MS)
        self._timer.timeout.connect(self.search_now)
        self.field.textEdited.connect(self._typed)
        self.list.clicked.connect(lambda index: self._activate(index.row()))

    def _build(self) -> None:
        self._hits = _Hits()
        self.list = QListView()
        self.list.setAccessibleName(_("Found"))
        self.list.setModel(self._hits)
        self._delegate = _HitDelegate(self.list, self._hits)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("background: transparent")
        self._nothing = label("", "body", colour="text_2", wrap=True)
        self._nothing.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
        head = QWidget()
        head.setLayout(row(_SearchIcon(), self.field, caption(_("Esc")), gap=12, margins=(20, 0, 20, 0)))
        head.setFixedHeight(theme.px(56))
        foot = _Foot()
        foot.setLayout(
            row(
                caption(_("Up and Down to move")),
                caption(_("Enter to open")),
                caption(_("Tab for more on a client")),
                None,
                caption(_("Type > for commands only")),
                gap=16,
                margins=(20, 9, 20, 9),
            )
        )
        body = QWidget()
        stack(body, self._nothing, self.list, gap=0, margins=(8, 8, 8, 8))
        lines = column(head, body, foot, gap=0)
        lines.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # as high as what it found
        self.setLayout(lines)
        self._head, self._foot = head, foot

    def ask(self, text: str = "") -> None:
        """Show the palette with ``text`` typed already."""
        self._listed = None
        self.field.setFont(theme.font("name"))
        font = theme.font("body")
        font.setPixelSize(theme.px(18))
        self.field.setFont(font)
        self.field.setText(text)
        self.field.selectAll()
        self.search_now()
        self.open()
        self.field.setFocus()

    def search_now(self) -> None:
        """Show what fits the text typed."""
        self._timer.stop()
        query = self.field.text().strip()
        only = query.startswith(COMMANDS)
        wanted = query.removeprefix(COMMANDS).strip()
        if self._listed is not None:
            hits = [hit for hit in self._listed if folded(wanted) in folded(hit.title)]
        elif only:
            hits = list(self._commands(wanted))
        else:
            hits = [hit for provider in (*self._providers, self._commands) for hit in provider(wanted)]
        self._delegate.query = wanted
        self._hits.show_hits(hits)
        self._nothing.setVisible(not hits and bool(wanted))
        self._nothing.setText(_("Nothing found for “{text}”.").format(text=wanted))
        if not hits and wanted:
            announce(self, self._nothing.text())
        self._select(0, 1)
        self._place()

    def hits(self) -> list[Hit]:
        """Return what is shown, in order."""
        return [line for line in self._hits.lines if isinstance(line, Hit)]

    def current(self) -> Hit | None:
        """Return the hit that Enter would open."""
        line = (
            self._hits.lines[self.list.currentIndex().row()] if self.list.currentIndex().isValid() else None
        )
        return line if isinstance(line, Hit) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._steer(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        super().done(result)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":  # where nothing blends windows they are black
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
            self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        painter.fillRect(1, self._head.height(), self.width() - 2, 1, theme.colour("border"))

    def _typed(self) -> None:
        self._timer.start()

    def _steer(self, event: QKeyEvent) -> bool:
        key, row_now = event.key(), self.list.currentIndex().row()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._select(row_now + step, step)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._timer.isActive():
                self.search_now()
                row_now = self.list.currentIndex().row()
            self._activate(row_now)
        elif key == Qt.Key.Key_Tab and (hit := self.current()) is not None and hit.more is not None:
            self._listed = list(hit.more())
            self.field.clear()
            self.search_now()
        elif key == Qt.Key.Key_Escape and self._listed is not None:
            self._listed = None
            self.search_now()
        else:
            return key == Qt.Key.Key_Tab
        return True

    def _select(self, at: int, step: int) -> None:
        lines = self._hits.lines
        while 0 <= at < len(lines):
            if isinstance(lines[at], Hit):
                index = self._hits.index(at)
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
                announce(self.list, str(index.data()))
                return
            at += step

    def _activate(self, at: int) -> None:
        line = self._hits.lines[at] if 0 <= at < len(self._hits.lines) else None
        if isinstance(line, Hit):
            self.accept()
            line.activate()

    def _place(self) -> None:
        width = min(theme.px(_WIDTH), self._over.width() - 40)
        wanted = sum(
            self._delegate.sizeHint(QStyleOptionViewItem(), self._hits.index(line)).height()
            for line in range(len(self._hits.lines))
        )
        most = min(theme.px(_MOST_HEIGHT), self._over.height() - theme.px(_TOP + 140))
        self.list.setFixedHeight(min(wanted + 4, max(most, 80)))
        self.list.setVisible(bool(self._hits.lines))
        self._head.setFixedWidth(width)
        corner = self._over.mapToGlobal(QPoint((self._over.width() - width) // 2, theme.px(_TOP)))
        self.move(corner)


class _SearchIcon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.px(19), theme.px(19))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), "search", "text_3", 19)

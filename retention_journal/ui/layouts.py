"""Layouts: columns and rows without ceremony, a row that wraps, a pane that scrolls one way."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from retention_journal.ui import theme

B = TypeVar("B", bound=QBoxLayout)
Part = QWidget | QLayout | int | None


def column(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return ``parts`` below each other; an int is extra room, None takes the room that is left."""
    return _fill(QVBoxLayout(), parts, gap, margins)


def row(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return ``parts`` beside each other; an int is extra room, None takes the room that is left."""
    return _fill(QHBoxLayout(), parts, gap, margins)


def stack(
    widget: QWidget, *parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> None:
    """Fill ``widget`` with ``parts`` below each other."""
    widget.setLayout(column(*parts, gap=gap, margins=margins))


def box(layout: QLayout) -> QWidget:
    """Return a plain widget that holds ``layout``."""
    made = QWidget()
    made.setLayout(layout)
    return made


def size_for_the_screen(window: QWidget, width: int, height: int) -> None:
    """Give ``window`` this size, less where its screen has less room, and put it in the middle."""
    room = window.screen().availableGeometry()
    window.resize(min(width, room.width()), min(height, room.height()))
    window.move(room.center() - QPoint(window.width() // 2, window.height() // 2))


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _fill(made: B, parts: tuple[Part, ...], gap: int, margins: tuple[int, int, int, int]) -> B:
    made.setSpacing(theme.px(gap))
    made.setContentsMargins(*(theme.px(one) for one in margins))
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, int):
            made.addSpacing(theme.px(part))
        elif isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)
    return made


class ItemsLayout(QLayout):
    """Holds its items in a list; whoever lays them out says how, and how high that is for a width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True


class FlowLayout(ItemsLayout):
    """Widgets beside each other that go on in the next line when there is no room."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._gap = gap

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        inner = QRect(0, 0, width - around.left() - around.right(), 0)
        return self._place(inner, move=False) + around.top() + around.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gap, around = theme.px(self._gap), self.contentsMargins()
        return QSize(
            sum(hint.width() for hint in hints)
            + gap * max(len(hints) - 1, 0)
            + around.left()
            + around.right(),
            max((hint.height() for hint in hints), default=0) + around.top() + around.bottom(),
        )

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap = theme.px(self._gap)
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.x() + rect.width():
                x, y, height = rect.x(), y + height + gap, 0
            if move:
                item.setGeometry(
                    QRect(QPoint(x, y), hint.boundedTo(QSize(max(rect.width(), 1), hint.height())))
                )
            x += hint.width() + gap
            height = max(height, hint.height())
        return y + height - rect.y()


class Pane(QScrollArea):
    """A pane that scrolls up and down, never sideways."""

    def __init__(self, content: QWidget, *, background: str = "surface") -> None:
        super().__init__()
        self._background = background
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewport(QWidget())  # one of ours: to name Qt's own, all its widgets would be looked through
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setWidget(content)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's colours."""
        if (content := self.widget()) is not None:
            content.setAutoFillBackground(False)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(self.viewport().rect(), theme.colour(self._background))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (content := self.widget()) is not None:
            content.setMaximumWidth(self.viewport().width())
            # where the height follows the width it alone counts, or bars show before they are needed
            content.setMinimumHeight(1 if content.hasHeightForWidth() else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(80))


def scrolled(content: QWidget, *, background: str = "surface") -> Pane:
    """Return ``content`` in a pane that scrolls up and down."""
    return Pane(content, background=background)

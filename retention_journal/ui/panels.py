"""Frames and lines: lines tell parts from each other, a panel is for the one thing that wants an answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from retention_journal.ui import theme
from retention_journal.ui.layouts import Part, box, column, row, stack
from retention_journal.ui.light import LightBadge
from retention_journal.ui.text_labels import Label, Span, caption, section_title, spans

_BAR = 4


class Panel(QFrame):
    """A frame with a hairline; ``strong`` with a clear edge, ``bar`` with the accent at its left.

    ``fill`` and ``edge`` are colour roles; an edge of "" draws none. Lay its content out as in any widget.
    """

    def __init__(
        self,
        *parts: Part,
        strong: bool = False,
        bar: bool = False,
        fill: str = "surface",
        edge: str | None = None,
        padding: tuple[int, int, int, int] = (16, 14, 16, 14),
        gap: int = 8,
    ) -> None:
        super().__init__()
        self._fill, self._bar = fill, bar
        self._edge = edge if edge is not None else "border_strong" if strong else "border"
        if parts:
            stack(self, *parts, gap=gap, margins=padding)

    def set_edge(self, edge: str, *, bar: bool | None = None) -> None:
        """Draw the edge in the colour of role ``edge`` from here on."""
        self._edge, self._bar = edge, self._bar if bar is None else bar
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = theme.radius("panel")
        rect = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        painter.fillPath(shape, theme.colour(self._fill))
        if self._bar:
            painter.save()
            painter.setClipRect(QRectF(0, 0, _BAR, rect.height()))
            whole = QPainterPath()
            whole.addRoundedRect(rect, corner, corner)
            painter.fillPath(whole, theme.colour("accent"))
            painter.restore()
            painter.setClipRect(rect.adjusted(_BAR, 0, 0, 0))
        if self._edge:
            painter.setPen(QPen(theme.colour(self._edge), 1))
            painter.drawPath(shape)


def inset(*parts: Part, gap: int = 8) -> Panel:
    """Return a quiet box inside a page, such as "Last time"."""
    return Panel(*parts, fill="inset", edge="", padding=(12, 8, 12, 8), gap=gap)


class Notice(Panel):
    """A short statement on a tint, with its light: "Fewer won than lost." Never a whole page of it."""

    def __init__(self, state: str, *text: Span, buttons: Sequence[QWidget] = ()) -> None:
        tint = f"{state}_soft" if state in {"watch", "act", "steady"} else "none_soft"
        super().__init__(fill=tint, edge="")
        self.words = spans(*text, wrap=True, role="ui")
        mark = LightBadge(state, size=14, word_shown=False)
        line = row(mark, self.words, *buttons, gap=10, margins=(14, 10, 14, 10))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self._line = line
        self.setLayout(line)

    def put_below(self, part: QWidget) -> None:
        """Put ``part``, such as a link, under the words, where beside them it would leave no room."""
        self._line.removeWidget(self.words)
        self._line.insertWidget(1, box(column(self.words, row(part, None), gap=2)), 1)


class Rule(QWidget):
    """A hairline, lying or standing."""

    def __init__(self, *, standing: bool = False) -> None:
        super().__init__()
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*((fixed, wide) if standing else (wide, fixed)))
        self.setFixedWidth(1) if standing else self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("border"))


class Bar(QWidget):
    """How much of something is used, from 0 to 1; beside it stands the same in words."""

    def __init__(self, share: float = 0.0, role: str = "accent") -> None:
        super().__init__()
        self._share, self._role = share, role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, role: str = "accent") -> None:
        """Show ``share``, 0 to 1, in the colour of ``role``."""
        self._share, self._role = min(max(share, 0.0), 1.0), role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rect = QRectF(self.rect())
        painter.setBrush(theme.colour("none_soft"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setBrush(theme.colour(self._role))
        filled = QRectF(0, 0, rect.width() * self._share, rect.height())
        painter.drawRoundedRect(filled, rect.height() / 2, rect.height() / 2)


class Dashes(QWidget):
    """A dash for each of a few things, the first ``done`` of them filled: "1 of 4 called" beside it."""

    def __init__(self, done: int = 0, total: int = 0) -> None:
        super().__init__()
        self._done, self._total = done, total
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_done(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        self._done, self._total = done, total
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(26) * self._total, theme.px(5))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(self._total):
            painter.setBrush(theme.colour("accent" if number < self._done else "chart_3"))
            dash = QRectF(theme.px(26) * number, 0, theme.px(22), self.height())
            painter.drawRoundedRect(dash, self.height() / 2, self.height() / 2)


def section(title: str, *parts: Part, aside: str | QWidget = "", gap: int = 6) -> QWidget:
    """Return a part of a page: its title, ``aside`` at the right (a text or a link), and ``parts`` below."""
    right: Label | QWidget = caption(aside) if isinstance(aside, str) else aside
    made = QWidget()
    stack(made, row(section_title(title), None, right), *parts, gap=gap)
    return made


def fact(name: str, value: str) -> QWidget:
    """Return one line "name … value" of a panel at the side."""
    from retention_journal.ui.text_labels import label

    made = QWidget()
    left = label(name, "ui", colour="text_2", elide=True)
    right = label(value, "ui", align=Qt.AlignmentFlag.AlignRight)
    made.setLayout(row(left, None, right, gap=12))
    return made


def bullet(state: str, text: str, *, colour: str = "text") -> QWidget:
    """Return a reason: a small light and a sentence that wraps beside it."""
    from retention_journal.ui.text_labels import label

    made = QWidget()
    mark = LightBadge(state, size=12, word_shown=False)
    words = label(text, "ui", colour=colour, wrap=True)
    line = row(mark, words, gap=6)
    line.setStretch(1, 1)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    made.setLayout(line)
    return made


__all__ = ["Bar", "Dashes", "Notice", "Panel", "Rule", "bullet", "column", "fact", "inset", "section"]

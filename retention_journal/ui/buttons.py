"""Buttons. One filled button on a page; the rest are outlined, flat (links) or quiet.

The key that does the same stands on the button, paler. Focus is a ring of 2 pixels inside the edge.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from retention_journal.ui import theme
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.text_labels import tooltip


class Kind(StrEnum):
    """How much a button asks for."""

    PRIMARY = "primary"
    OUTLINED = "outlined"
    FLAT = "flat"
    QUIET = "quiet"


_PADDING = {Kind.PRIMARY: 12, Kind.OUTLINED: 12, Kind.FLAT: 2, Kind.QUIET: 9}
_GAP = 7


class Button(QPushButton):
    """A button that draws itself from the tokens; make it with the functions of this module.

    Enter presses it as Space does. ``&`` before a letter is its Alt key; double the ampersands of people's
    texts with ``text_labels.literal``.
    """

    def __init__(self, text: str, kind: Kind, *, icon: str = "", hint: str = "", small: bool = False) -> None:
        super().__init__(text)
        self._kind, self._icon, self._hint, self._small = kind, icon, hint, small
        self._arrow = self._has_menu = False
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind is Kind.FLAT else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: Kind) -> None:
        """Ask for more or less from here on."""
        self._kind = kind
        self.restyle()

    def set_icon(self, icon: str) -> None:
        """Show the icon ``icon`` from here on."""
        self._icon = icon
        self.restyle()

    def set_hint(self, hint: str) -> None:
        """Show ``hint``, the name of a key, from here on."""
        self._hint = hint
        self.restyle()

    def open_menu(self, menu: QMenu) -> None:
        """Let the button open ``menu``, and show an arrow that says so."""
        self._arrow, self._has_menu = bool(self.text()), True
        self.setMenu(menu)
        self.restyle()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = max(
            theme.size("control_small" if self._small else "control"), theme.line("ui") + theme.px(6)
        )
        if not self.text():
            return QSize(height, height)
        return QSize(round(self._content_width() + 2 * self._padding() + 0.999), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.isEnabled():
            self.showMenu() if self._has_menu else self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, fill, edge = self._look()
        self._paint_box(painter, fill, edge)
        self._paint_content(painter, ink)

    def _look(self) -> tuple[str, str, str]:
        """Return the roles of (ink, fill, edge); "" for none."""
        over, down = self.underMouse() and self.isEnabled(), self.isDown()
        if self._kind is Kind.PRIMARY:
            if not self.isEnabled():
                return "text_3", "none_soft", ""
            return "on_accent", "accent_hover" if over or down else "accent", ""
        rest = "surface" if self._kind is Kind.OUTLINED else ""
        fill = "selected" if down or self.isChecked() else "hover" if over else rest
        edge = "border_strong" if self._kind is Kind.OUTLINED else ""
        if not self.isEnabled():
            return "text_3", rest, "border" if edge else ""
        return {Kind.FLAT: "accent", Kind.QUIET: "text_2"}.get(self._kind, "text"), fill, edge

    def _paint_box(self, painter: QPainter, fill: str, edge: str) -> None:
        corner = theme.radius("control") - (1 if self._small else 0)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        if fill or edge:
            painter.drawRoundedRect(box if edge else QRectF(self.rect()), corner, corner)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            filled = self._kind is Kind.PRIMARY
            painter.setPen(QPen(theme.colour("on_accent" if filled else "focus"), 2))
            inset = 3.0 if filled else 1.0
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
                corner - inset + 1,
                corner - inset + 1,
            )

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        rect = QRectF(self.rect())
        if not self.text():
            paint_icon(painter, rect, self._icon, ink, 17)
            return
        x = rect.center().x() - self._content_width() / 2
        if self._icon:
            side = theme.px(15)
            paint_icon(painter, QRectF(x, 0, side, rect.height()), self._icon, ink, 15)
            x += side + theme.px(_GAP)
        painter.setFont(theme.font("ui_medium"))
        painter.setPen(theme.colour(ink))
        width = self._text_width()
        painter.drawText(
            QRectF(x, 0, width + 2, rect.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine),
            self.text(),
        )
        x += width
        if self._hint:
            self._paint_hint(painter, QRectF(x + theme.px(_GAP), 0, rect.width(), rect.height()), ink)
        if self._arrow:
            side = theme.px(14)
            right = rect.center().x() + self._content_width() / 2
            paint_icon(painter, QRectF(right - side, 0, side, rect.height()), "down", ink, 14)

    def _paint_hint(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        pale = QColor(theme.colour(ink if self._kind is Kind.PRIMARY else "text_3"))
        if self._kind is Kind.PRIMARY:
            pale.setAlphaF(0.82)
        painter.setFont(theme.font("caption"))
        painter.setPen(pale)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), self._hint)

    def _padding(self) -> int:
        return theme.px(_PADDING[self._kind] - (3 if self._small and self._kind is not Kind.FLAT else 0))

    def _text_width(self) -> float:
        shown = self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        return QFontMetricsF(theme.font("ui_medium")).horizontalAdvance(shown)

    def _content_width(self) -> float:
        width = self._text_width()
        if self._icon:
            width += theme.px(15) + theme.px(_GAP)
        if self._hint:
            width += theme.px(_GAP) + QFontMetricsF(theme.font("caption")).horizontalAdvance(self._hint)
        if self._arrow:
            width += theme.px(_GAP - 1) + theme.px(14)
        return width


def primary_button(text: str, hint: str = "", *, icon: str = "", small: bool = False) -> Button:
    """Return the one filled button of a page; ``hint`` is the key that presses it."""
    return Button(text, Kind.PRIMARY, icon=icon, hint=hint, small=small)


def outlined_button(text: str, hint: str = "", *, icon: str = "", small: bool = False) -> Button:
    """Return a usual button."""
    return Button(text, Kind.OUTLINED, icon=icon, hint=hint, small=small)


def quiet_button(text: str, hint: str = "", *, icon: str = "", small: bool = False) -> Button:
    """Return a button without an edge, for the less likely choices beside a usual one."""
    return Button(text, Kind.QUIET, icon=icon, hint=hint, small=small)


def link_button(text: str, hint: str = "", *, icon: str = "") -> Button:
    """Return a link to another place in the program."""
    return Button(text, Kind.FLAT, icon=icon, hint=hint, small=True)


def icon_button(icon: str, name: str, *, small: bool = False) -> Button:
    """Return a button with an icon only; ``name`` is its tooltip and accessible name."""
    made = Button("", Kind.QUIET, icon=icon, small=small)
    made.setAccessibleName(name)
    made.setToolTip(tooltip(name))
    return made


def _ring(painter: QPainter, rect: QRectF, corner: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.drawRoundedRect(rect, corner, corner)


def paint_focus(painter: QPainter, rect: QRectF, corner: float = 6) -> None:
    """Draw the focus ring just inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ring(painter, rect.adjusted(1, 1, -1, -1), corner)
    painter.restore()


def paint_tick(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Draw a tick inside ``box``."""
    pen = QPen(
        ink, box.width() / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    painter.setPen(pen)
    w = box.width()
    painter.drawPolyline(
        [
            box.topLeft() + QPointF(w * 0.24, w * 0.52),
            box.topLeft() + QPointF(w * 0.43, w * 0.70),
            box.topLeft() + QPointF(w * 0.77, w * 0.32),
        ]
    )

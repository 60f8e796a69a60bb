"""What the settings page is made of: a part with its title at the left, and a button of a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QColorDialog, QHBoxLayout, QSizePolicy, QWidget

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.layouts import Part, box, column, row
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import label, tooltip

_TITLE_WIDTH, _FIELDS_WIDTH = 236, 560
_FOLDS_AT = 760


class SettingsPart(QWidget):
    """One part of the settings: its title and what it is for at the left, its fields at the right.

    Where there is no room for both the fields stand below.
    """

    def __init__(self, title: str, explained: str, *parts: Part, gap: int = 14) -> None:
        super().__init__()
        self.title = label(title, "section", wrap=True)
        words = column(self.title, label(explained, "ui", colour="text_2", wrap=True), None, gap=4)
        self._words, self._fields = box(words), box(column(*parts, gap=gap))
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addWidget(self._words)
        self._both.addWidget(self._fields, 1)
        self._room = box(self._both)
        self._both.setContentsMargins(0, 0, 0, 0)
        lines = column(Rule(), bounded(self._room), gap=20, margins=(0, 0, 0, 10))
        self.setLayout(lines)
        self.setAccessibleName(title)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        folded = self.width() < theme.px(_FOLDS_AT)
        way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)
        self._both.setSpacing(theme.px(14 if folded else 32))
        self._words.setMinimumWidth(0 if folded else theme.px(_TITLE_WIDTH))
        self._words.setMaximumWidth(16777215 if folded else theme.px(_TITLE_WIDTH))
        self._room.setMaximumWidth(theme.px(_FIELDS_WIDTH + (0 if folded else _TITLE_WIDTH + 32)))


def bounded(widget: QWidget) -> QHBoxLayout:
    """Return ``widget`` at the left, never wider than its maximum.

    Its height is asked for at the width it will have; a column asks at its own, and lines that wrap would
    have too little room.
    """
    line = row(widget, None)
    line.setStretch(0, 1000)
    line.setStretch(1, 1)
    return line


def beside(left: QWidget, right: QWidget) -> QWidget:
    """Return two fields beside each other, each half as wide."""
    line = row(left, right, gap=16)
    for number, part in enumerate((left, right)):
        line.setStretch(number, 1)
        line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    return box(line)


class Swatch(QAbstractButton):
    """A colour; pressing it chooses another. ``chosen`` tells it as "#RRGGBB"."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._colour = "#FFFFFF"
        self.setAccessibleName(name)
        self.setToolTip(tooltip(name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._choose)

    def show_colour(self, colour: str) -> None:
        """Show ``colour``, "#RRGGBB"."""
        self._colour = colour
        self.setAccessibleDescription(colour)
        self.update()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(52), max(theme.px(34), theme.line("body") + theme.px(12)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.setBrush(QColor(self._colour))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("surface"), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 5, 5)
            paint_focus(painter, QRectF(self.rect()))

    def _choose(self) -> None:
        dialog = QColorDialog(QColor(self._colour), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(_("Your colour"))
        dialog.colorSelected.connect(lambda colour: self.chosen.emit(colour.name().upper()))
        dialog.open()

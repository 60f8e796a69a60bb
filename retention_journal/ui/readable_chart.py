"""Charts one can walk through: each point is reached by arrow keys and spoken; copied as picture or table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from retention_journal.core.chart import ChartPoint, Mark
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button, link_button, paint_focus
from retention_journal.ui.chart_view import ChartView
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.text_labels import caption, tooltip
from retention_journal.ui.toast import announce

_RING = 7
_NEAR = 28  # pixels at 100 % text size within which a click finds a point
_TWICE = 2.0  # a picture has twice as many pixels as the screen shows
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


class ReadableChart(ChartView):
    """A chart whose points are read one by one.

    Signals:
        moved: The number of the point that is read now.
        opened: Its number, by Enter or a double click.
        resized: It has another size, so that marks can keep their shape.
    """

    moved = Signal(int)
    opened = Signal(int)
    resized = Signal()

    def __init__(self, *, width: int = 480, height: int = 200) -> None:
        super().__init__(width=width, height=height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._points: tuple[ChartPoint, ...] = ()
        self._table: tuple[tuple[str, ...], ...] = ()
        self._name, self._current = "", -1

    def show_chart(
        self,
        marks: Sequence[Mark],
        points: Sequence[ChartPoint],
        table: Sequence[Sequence[str]],
        name: str,
        *,
        current: int | None = None,
    ) -> None:
        """Show a chart.

        Args:
            marks: What is drawn.
            points: What is read, in the order of the arrow keys.
            table: Every value, the headings first.
            name: What the chart shows, in a sentence.
            current: The point to begin with; None keeps the one read before.
        """
        self._points = tuple(points)
        self._table = tuple(tuple(line) for line in table)
        self._name = name
        wanted = self._current if current is None else current
        self._current = min(wanted, len(self._points) - 1)
        self.show_marks(marks, name, "; ".join(point.text for point in self._points))
        self.setToolTip("")

    def set_height(self, height: int) -> None:
        """Make the chart as high as this, in pixels at 100 % text size."""
        self._size = (self._size[0], height)
        self.updateGeometry()

    def points(self) -> tuple[ChartPoint, ...]:
        """Return what can be read, in the order of the arrow keys."""
        return self._points

    def current(self) -> int:
        """Return the number of the point that is read now; -1 where none is."""
        return self._current

    def go_to(self, number: int) -> None:
        """Read the point ``number``; what lies beyond the ends is the end."""
        if not self._points:
            return
        self._current = min(max(number, 0), len(self._points) - 1)
        text = self._points[self._current].text
        self.setAccessibleDescription(text)
        announce(self, text)
        self.moved.emit(self._current)
        self.update()

    def text(self) -> str:
        """Return what is said of the point that is read now, or what the chart shows."""
        return self._points[self._current].text if self._current >= 0 else self._name

    def table_text(self) -> str:
        """Return every value as sheets take it: a line each, parted by tabs."""
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in self._table)

    def copy_table(self) -> None:
        """Put every value on the clipboard, to be pasted into a sheet."""
        QApplication.clipboard().setText(self.table_text())

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture, without the mark of where one reads."""
        QApplication.clipboard().setPixmap(self.picture())

    def picture(self) -> QPixmap:
        """Return the chart on its own, sharp enough to be printed."""
        made = QPixmap(self.size() * _TWICE)
        made.setDevicePixelRatio(_TWICE)
        made.fill(theme.colour("surface"))
        painter = QPainter(made)
        self.paint(painter)
        painter.end()
        return made

    # -- events ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {**dict.fromkeys(_BACK, -1), **dict.fromkeys(_ON, 1)}
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif key in steps:
            self.go_to(self._current + steps[Qt.Key(key)] if self._current >= 0 else 0)
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._points) - 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current >= 0 and not event.modifiers():
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.nearest(event.position())
        if found is not None:
            self.go_to(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.nearest(event.position())
        self.setToolTip("" if found is None else tooltip(self._points[found].text))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.nearest(event.position())
        if found is not None:
            self.opened.emit(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy as a picture"), self.copy_picture)
        menu.addAction(_("Copy as a table"), self.copy_table)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def nearest(self, place: QPointF) -> int | None:
        """Return the point that lies near ``place``, or None."""
        far = [
            (abs(self.width() * x - place.x()) + abs(self.height() * y - place.y()), number)
            for number, (x, y) in enumerate(point.place for point in self._points)
        ]
        distance, number = min(far, default=(_NEAR * theme.scale() + 1, -1))
        return number if distance <= _NEAR * theme.scale() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._current < 0:
            paint_focus(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))
            return
        x, y = self._points[self._current].place
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawEllipse(QPointF(self.width() * x, self.height() * y), *[_RING * theme.scale()] * 2)


class ChartFrame(QWidget):
    """A chart with the words of the point that is read, and the two ways to take it along."""

    def __init__(self, chart: ReadableChart) -> None:
        super().__init__()
        self.chart = chart
        self.told = caption("", wrap=True)
        self.picture: Button = link_button(_("Copy as a picture"))
        self.table: Button = link_button(_("Copy as a table"))
        stack(self, chart, self.told, row(self.picture, self.table, None, gap=14), gap=4)
        self.told.hide()
        chart.moved.connect(self._tell)
        self.picture.clicked.connect(self._copy_picture)
        self.table.clicked.connect(self._copy_table)

    def _tell(self, _number: int) -> None:
        self.told.setText(self.chart.text())
        self.told.show()

    def _copy_picture(self) -> None:
        self.chart.copy_picture()
        announce(self, _("Copied"))

    def _copy_table(self) -> None:
        self.chart.copy_table()
        announce(self, _("Copied"))

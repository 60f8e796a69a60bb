"""Fields to write and choose in. Conversions between Qt and Python are here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from retention_journal.core import formats
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.ui import icons, theme
from retention_journal.ui.buttons import icon_button
from retention_journal.ui.dates_typed import day_typed
from retention_journal.ui.layouts import row
from retention_journal.ui.text_labels import tooltip

_CLEARS = "_q_qlineeditclearaction"  # what Qt calls the action of its clear button
_MOST_LINES = 6
_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_LONGEST_LINE = 500


class LineField(QLineEdit):
    """One line of text; ``text()`` is as typed, ``cleaned()`` as the journal keeps it."""

    def __init__(
        self, text: str = "", *, placeholder: str = "", icon: str = "", longest: int = _LONGEST_LINE
    ) -> None:
        super().__init__(text)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)
        self._icon = icon
        self.restyle()

    def cleaned(self) -> str:
        """Return the text without control characters and blanks around it."""
        return clean(self.text(), lines=False)

    def restyle(self) -> None:
        """Take over the theme's sizes and colours."""
        self.setFont(theme.font("body"))
        self.setMinimumHeight(max(theme.px(34), theme.line("body") + theme.px(12)))
        self.setTextMargins(theme.px(22) if self._icon else 0, 0, 0, 0)
        self._dress_clear_button()

    def setClearButtonEnabled(self, enable: bool) -> None:
        super().setClearButtonEnabled(enable)
        self._dress_clear_button()

    def _dress_clear_button(self) -> None:
        """Give the button that empties the field the program's own icon, and a name."""
        clear = self.findChild(QAction, _CLEARS)
        if clear is not None:
            clear.setIcon(icons.icon("close", "text_2"))
            for button in self.findChildren(QToolButton):
                button.setAccessibleName(_("Clear the filter"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            place = QRectF(theme.px(10), 0, theme.px(15), self.height())
            icons.paint_icon(QPainter(self), place, self._icon, "text_3", 15)


class SecretField(LineField):
    """A passphrase, hidden until the eye is pressed."""

    def __init__(self, *, placeholder: str = "", shows: str = "", hides: str = "") -> None:
        """Make a field.

        Args:
            placeholder: What stands in it while it is empty.
            shows: What the eye does, in words; about a passphrase unless told.
            hides: What it does the second time.
        """
        super().__init__(placeholder=placeholder)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._shows, self._hides = shows or _("Show the passphrase"), hides or _("Hide the passphrase")
        self._eye = icon_button("eye", self._shows, small=True)
        self._eye.setParent(self)
        self._eye.clicked.connect(self._toggle)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes and colours."""
        super().restyle()
        self.setTextMargins(0, 0, theme.px(28), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._eye.sizeHint()
        left, top = self.width() - size.width() - 4, (self.height() - size.height()) // 2
        self._eye.setGeometry(left, top, size.width(), size.height())

    def _toggle(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye_off" if hidden else "eye")
        name = self._hides if hidden else self._shows
        self._eye.setToolTip(tooltip(name))
        self._eye.setAccessibleName(name)


class TextField(QPlainTextEdit):
    """Text of several lines: grows to six, takes plain text only, and Tab leaves it.

    With ``people`` it is set in the serif, for somebody's own words.
    """

    def __init__(
        self, text: str = "", *, placeholder: str = "", lines: int = 2, people: bool = False
    ) -> None:
        super().__init__(text)
        self._fewest, self._role = lines, "people" if people else "body"
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self.restyle()

    def cleaned(self) -> str:
        """Return the text as the journal keeps it."""
        return clean(self.toPlainText())

    def restyle(self) -> None:
        """Take over the theme's font."""
        self.setFont(theme.font(self._role))
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()  # the same text takes other lines

    def _grow(self) -> None:
        step = QFontMetricsF(self.font()).lineSpacing()
        needed = self.document().size().height()
        # a bar takes width, so that with one the lines would be more than there is room for
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > _MOST_LINES else _NO_BAR
        self.setVerticalScrollBarPolicy(bar)
        lines = min(max(needed, self._fewest), _MOST_LINES)
        self.setFixedHeight(round(step * lines + 2 * self.document().documentMargin() + theme.px(14)))


class NumberField(QSpinBox):
    """A whole number between two bounds; Up and Down count."""

    def __init__(self, value: int, lowest: int, highest: int, *, suffix: str = "") -> None:
        super().__init__()
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrame(False)
        self.lineEdit().setProperty("bare", True)
        self.setRange(lowest, highest)
        self.setSuffix(f" {suffix}" if suffix else "")
        self.setValue(value)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.setFont(theme.font("body"))
        self.lineEdit().setTextMargins(theme.px(7), 0, theme.px(7), 0)
        self.setMinimumHeight(max(theme.px(34), theme.line("body") + theme.px(12)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(3, 3, -3, -3))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Count only where the number is at hand: the wheel of a page that scrolls changes nothing."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_edge(self)


class Choice(QComboBox):
    """One of a list; values are Python's own, texts what people read."""

    chosen = Signal(object)

    def __init__(self, options: Sequence[tuple[Any, str]] = (), value: Any = None) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.setView(QListView())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda number: self.chosen.emit(self._values[number]))
        self.set_options(options, value)
        self.restyle()

    def set_options(self, options: Sequence[tuple[Any, str]], value: Any = None) -> None:
        """Offer ``options``, pairs of value and text, and take ``value`` or the first."""
        self.clear()
        self._values = [one for one, _text in options]
        self.addItems([text for _value, text in options])
        self.set_value(value)

    def value(self) -> Any:
        """Return the value taken, or None where there is nothing to choose."""
        return self._values[self.currentIndex()] if self._values else None

    def set_value(self, value: Any) -> None:
        """Take ``value``; the first where it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def restyle(self) -> None:
        """Take over the theme's font."""
        self.setFont(theme.font("body"))
        self.view().setFont(theme.font("body"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("body"))
        widest = max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        height = max(theme.px(34), theme.line("body") + theme.px(12))
        return QSize(round(min(widest, theme.px(320))) + theme.px(46), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Choose only where the choice is at hand: the wheel of a page that scrolls changes nothing."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_edge(self, "hover" if self.underMouse() and self.isEnabled() else "surface")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = theme.px(30)
        icons.paint_icon(painter, QRectF(self.width() - right, 0, right, self.height()), "down", "text_2", 15)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text" if self.isEnabled() else "text_3"))
        left = theme.px(9) + 3  # where a line of text begins
        room = QRectF(left, 0, self.width() - left - right, self.height())
        text = QFontMetricsF(theme.font("body")).elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)


def _paint_edge(field: QWidget, fill: str = "surface") -> None:
    """Draw the box of a field, as the style sheet draws it for lines of text."""
    painter = QPainter(field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    focus = field.hasFocus()
    usual = "border_strong" if field.isEnabled() else "border"
    edge = "act" if field.property("wrong") else "focus" if focus else usual
    half = 1.0 if focus else 0.5
    painter.setPen(QPen(theme.colour(edge), half * 2))
    painter.setBrush(theme.colour(fill if field.isEnabled() else "inset"))
    painter.drawRoundedRect(QRectF(field.rect()).adjusted(half, half, -half, -half), 6, 6)


class DateField(QWidget):
    """A day: typed ("today", "fri", "14.10", "2025-10-14") or picked from a calendar.

    ``day()`` is None while the field is empty or holds no day; ``problem()`` then says which of the two. Of
    what is ``past``, such as hours that were worked, "fri" is the last Friday and not the next.
    """

    changed = Signal()

    def __init__(
        self,
        value: date | None,
        today: Callable[[], date],
        *,
        optional: bool = False,
        past: bool = False,
    ) -> None:
        super().__init__()
        self._today, self._optional, self._past = today, optional, past
        self.line = LineField(placeholder=_("No date") if optional else "")
        self._button = icon_button("calendar", _("Choose from a calendar"))
        self.setLayout(row(self.line, self._button, gap=4))
        self.setFocusProxy(self.line)
        self._button.clicked.connect(self._open_calendar)
        self.line.editingFinished.connect(self._tidy)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.installEventFilter(self)
        self.set_day(value)

    def day(self) -> date | None:
        """Return the day in the field, or None."""
        return day_typed(self.line.text(), self._today(), past=self._past)

    def set_day(self, value: date | None) -> None:
        """Show ``value``."""
        self.line.setText("" if value is None else formats.day(value))
        self.changed.emit()

    def problem(self) -> str:
        """Return why there is no day in the field, or ""."""
        typed = self.line.cleaned()
        if not typed:
            return "" if self._optional else _("Choose a day.")
        return "" if self.day() else _("That is not a day. Write it like 14 October or 2025-10-14.")

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if watched is self.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step and not event.modifiers():
                self.set_day(date.fromordinal((self.day() or self._today()).toordinal() + step))
                return True
        return super().eventFilter(watched, event)

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.line.setText(formats.day(day))

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        day = self.day() or self._today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(lambda picked: self._pick(picked, popup))
        calendar.clicked.connect(lambda picked: self._pick(picked, popup))
        around = QVBoxLayout(popup)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()

    def _pick(self, picked: QDate, popup: QFrame) -> None:
        popup.close()
        self.set_day(date(picked.year(), picked.month(), picked.day()))
        self.line.setFocus()

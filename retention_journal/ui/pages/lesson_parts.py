"""The parts of Lost & lessons: the lesson to re-read, and a line for every other one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core.lesson_triggers import Applies
from retention_journal.core.lessons import LessonState, TriggerKind
from retention_journal.i18n import _
from retention_journal.services.lessons import LessonView
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, outlined_button, paint_focus, primary_button
from retention_journal.ui.layouts import FlowLayout, box, column, row, stack
from retention_journal.ui.pages import lost_words
from retention_journal.ui.pages.lesson_now import NowAt
from retention_journal.ui.panels import Panel
from retention_journal.ui.text_labels import caption, label


class ReReading(Panel):
    """The lesson to read again today, large, with what to do about it. Keys 1, 2 and 3 press its buttons.

    Signals:
        still_true: The lesson still holds.
        rewrite_wanted: The lesson should be said in other words.
        retired: The lesson may rest.
        client_wanted: Open a client it applies to, by id.
    """

    still_true = Signal(object)
    rewrite_wanted = Signal(object)
    retired = Signal(object)
    client_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(strong=True)
        self._lesson: LessonView | None = None
        self.place = caption("", strong=True)
        self.last_read = caption("")
        self.words = label("", "people_huge", wrap=True)
        self.origin = label("", "ui", colour="text_2", wrap=True)
        self.now_at = NowAt()
        self.now_at.client_wanted.connect(self.client_wanted)
        self.still_true_button = primary_button(_("Still true"), "1")
        self.rewrite_button = outlined_button(_("Rewrite"), "2")
        self.retire_button = outlined_button(_("Retire"), "3")
        self.next_time = caption("")
        buttons = FlowLayout()
        for button in (self.still_true_button, self.rewrite_button, self.retire_button):
            buttons.addWidget(button)
        foot = row(box(buttons), self.next_time, gap=12)
        foot.setStretch(0, 1)
        stack(
            self,
            row(self.place, None, self.last_read, gap=12),
            2,
            self.words,
            self.origin,
            self.now_at,
            6,
            foot,
            gap=8,
            margins=(24, 18, 24, 16),
        )
        self.still_true_button.clicked.connect(lambda: self._tell(self.still_true))
        self.rewrite_button.clicked.connect(lambda: self._tell(self.rewrite_wanted))
        self.retire_button.clicked.connect(lambda: self._tell(self.retired))

    def show_lesson(
        self, lesson: LessonView, at: int, of: int, today: date, applying: Sequence[Applies] = ()
    ) -> None:
        """Show ``lesson``, number ``at`` of the ``of`` to read again today, and where it applies now."""
        self._lesson = lesson
        self.place.setText(_("To re-read today, {n} of {total}").format(n=at, total=of))
        self.last_read.setText(lost_words.last_read(lesson, today))
        self.words.setText(lesson.text)
        told = lost_words.came_from(lesson)
        if lesson.when:
            told = _("{origin} When: {trigger}").format(origin=told, trigger=lesson.when)
        self.origin.setText(told)
        self.now_at.show_applying(applying)
        self.next_time.setText(lost_words.next_time(lesson, today))
        self.setAccessibleName(_("Lesson to re-read: {lesson}").format(lesson=lesson.text))

    def lesson(self) -> LessonView | None:
        """Return the lesson shown."""
        return self._lesson

    def _tell(self, wish: SignalInstance) -> None:
        if self._lesson is not None:
            wish.emit(self._lesson)


class LessonLine(QWidget):
    """One lesson in the list. Enter rewrites it, Delete puts it in the trash, Shift+F10 opens its menu.

    Signals:
        rewrite_wanted: Say it in other words.
        retire_wanted: Let it rest.
        again_wanted: Take it back into use.
        trash_wanted: Put it in the trash.
        client_wanted: Open the client it comes from, by id.
        sheet_wanted: Print what was learnt from this loss, by id.
    """

    rewrite_wanted = Signal(object)
    retire_wanted = Signal(object)
    again_wanted = Signal(object)
    trash_wanted = Signal(object)
    client_wanted = Signal(int)
    sheet_wanted = Signal(int)

    def __init__(self, lesson: LessonView, today: date) -> None:
        super().__init__()
        self.lesson = lesson
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = label(lesson.text, "people", wrap=True)
        told = _("{origin} · {read}").format(
            origin=lost_words.origin(lesson), read=lost_words.times_read(lesson)
        )
        if lesson.trigger_kind is not TriggerKind.NONE:
            told = _("{told} · {when}").format(told=told, when=lesson.when)
        when = label(lost_words.again(lesson, today), "ui", colour="text_2")
        self.more = icon_button("more", _("What to do with this lesson"), small=True)
        self.more.clicked.connect(lambda: self.open_menu(self._below(self.more)))
        said = box(column(words, caption(told, wrap=True), gap=1))
        line = row(said, when, self.more, gap=12, margins=(0, 10, 0, 11))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setAccessibleName(", ".join((lesson.text, told, when.text())))

    def menu(self) -> QMenu:
        """Return what can be done with the lesson."""
        menu = QMenu(self)
        menu.addAction(_("Rewrite…"), lambda: self.rewrite_wanted.emit(self.lesson))
        if self.lesson.state is LessonState.ACTIVE:
            menu.addAction(_("Retire"), lambda: self.retire_wanted.emit(self.lesson))
        else:
            menu.addAction(_("Use again"), lambda: self.again_wanted.emit(self.lesson))
        if self.lesson.client_id is not None:
            client = self.lesson.client_id
            menu.addAction(_("Open the client"), lambda: self.client_wanted.emit(client))
        if self.lesson.loss_id is not None:
            loss = self.lesson.loss_id
            menu.addAction(_("Lesson sheet of this loss…"), lambda: self.sheet_wanted.emit(loss))
        menu.addSeparator()
        menu.addAction(_("Move to the trash"), lambda: self.trash_wanted.emit(self.lesson))
        return menu

    def open_menu(self, place: QPoint) -> None:
        """Open the menu at ``place`` of the screen."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.rewrite_wanted.emit(self.lesson)
        elif key == Qt.Key.Key_Delete:
            self.trash_wanted.emit(self.lesson)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("border"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(0, 1, 0, -2), 5)

    def _below(self, button: QWidget) -> QPoint:
        return button.mapToGlobal(button.rect().bottomLeft())

    def _step(self, by: int) -> None:
        around = self.parentWidget()
        lines = around.findChildren(LessonLine) if around else [self]
        at = lines.index(self) + by
        if 0 <= at < len(lines):
            lines[at].setFocus(Qt.FocusReason.TabFocusReason)

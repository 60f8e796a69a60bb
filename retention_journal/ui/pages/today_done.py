"""The calls that were held today, each shrunk to a line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from retention_journal.i18n import _
from retention_journal.services.today import DoneCall
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_tick
from retention_journal.ui.layouts import column, row
from retention_journal.ui.lines import FocusLine
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.text_labels import Span, caption, label, spans


class DoneLine(FocusLine):
    """A call that was held. Enter opens the entry, S sets the next call for a day of your own.

    Signals:
        entry_wanted: The id of the entry.
        call_wanted: Set the next call; the client's id.
        client_opened: The client's id.
    """

    entry_wanted = Signal(int)
    call_wanted = Signal(int)
    client_opened = Signal(int)

    def __init__(self, done: DoneCall) -> None:
        super().__init__()
        self._done = done
        person, client = words.who(done.person, done.client_name)
        mark = _DoneMark()
        parts = [Span(person, "body_strong", "text_2")]
        if client:
            parts.append(Span(f" {client}", "body", "text_3"))
        told = label(words.held(done), "ui", colour="text_3", elide=True)
        line = row(mark, column(spans(*parts), told, gap=0), gap=12, margins=(16, 11, 16, 11))
        line.setStretch(1, 1)
        minutes = words.minutes(done)
        if minutes:
            length = caption(minutes)
            length.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(length)
        self.setLayout(line)
        said = ", ".join(part for part in (person, client, words.held(done), minutes) if part)
        self.setAccessibleName(said)
        self.setToolTip(_("Enter opens the entry"))

    def menu(self) -> QMenu:
        """Return what one can do with it."""
        menu = QMenu(self)
        for text, key, wish, number in (
            (_("Open the entry"), _("Enter"), self.entry_wanted, self._done.interaction_id),
            (_("Set a call…"), "S", self.call_wanted, self._done.client_id),
            (_("Open client"), "O", self.client_opened, self._done.client_id),
        ):
            action = menu.addAction(f"{text}\t{key}")
            action.triggered.connect(lambda _checked=False, wish=wish, number=number: wish.emit(number))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E}:
            self.entry_wanted.emit(self._done.interaction_id)
        elif key == Qt.Key.Key_S:
            self.call_wanted.emit(self._done.client_id)
        elif key == Qt.Key.Key_O:
            self.client_opened.emit(self._done.client_id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.entry_wanted.emit(self._done.interaction_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())


class _DoneMark(QWidget):
    """A disc with a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18), theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        disc = QRectF(self.rect())
        painter.drawEllipse(disc)
        paint_tick(painter, disc, theme.colour("on_accent"))

"""The pages of a PDF, as they will be printed, with the keys, the mouse and the words on them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip

from retention_journal.ui import theme
from retention_journal.ui.pdf_layout import MARGIN, Fit
from retention_journal.ui.pdf_pages import PageLink, PdfPages
from retention_journal.ui.pdf_selection import Selection, letter_near
from retention_journal.ui.pdf_sheets import SCROLL_STEP, PdfSheets
from retention_journal.ui.text_labels import tooltip

_NOTCH = 120  # what a mouse tells for one notch of its wheel
_OVERLAP = 0.9  # of the height in sight that Space goes on
#: What a click may open. Anything else in a file stays closed.
_SAFE = ("mailto:", "http://", "https://")
_CTRL = Qt.KeyboardModifier.ControlModifier
_ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_MARK_INK = 0.3  # of the colour of the focus, over white paper


class PdfView(PdfSheets):
    """Shows a PDF and what one can do with its pages.

    PgUp and PgDn turn pages, Space reads on, Home and End go to the first and last. W changes between the
    whole page and its width, T between one page and two. Ctrl with plus, minus, 0 or the wheel changes the
    size. Dragging marks words, Ctrl+C copies them. A link is opened by a click, never by itself.

    Signals:
        menu_wanted: The place of a context menu, on the screen.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl) -> None:
        super().__init__()
        self._open_url = open_url
        self._selection = Selection()
        self._turned = 0
        self._pressed: QPoint | None = None
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def show_pdf(self, pdf: bytes) -> None:
        if pdf != self.pdf():
            self._selection.clear()
        super().show_pdf(pdf)

    # Words and links

    def marked_text(self) -> str:
        """Return the words that are marked."""
        return self._selection.text(self._pages) if self._pages else ""

    def mark_all(self) -> None:
        """Mark every word of the file."""
        if self._pages:
            self._selection.take_all(self._pages)
            self.viewport().update()

    def copy(self) -> None:
        """Put the marked words on the clipboard."""
        if text := self.marked_text():
            QGuiApplication.clipboard().setText(text)

    def links(self, page: int) -> list[PageLink]:
        """Return the links of ``page``, counted from 1, that a person may open."""
        if self._pages is None or not 1 <= page <= self.page_count():
            return []
        return [
            one
            for one in self._pages.links(page - 1)
            if one.page is not None or one.address.startswith(_SAFE)
        ]

    def open_link(self, link: PageLink) -> None:
        """Go to the page a link leads to, or hand its address to the system."""
        if link.page is not None:
            self.go_to(link.page + 1)
        elif link.address.startswith(_SAFE):
            self._open_url(QUrl(link.address))

    # What Qt asks

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()  # the window's own Ctrl++ makes its text larger
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            link = self._link_at(event.pos())
            words = tooltip(link.address) if link else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.set_percent(self.percent() * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                place = self.viewport().mapFromGlobal(pinch.hotSpot())
                self.set_percent(self.percent() * pinch.scaleFactor(), place)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if _is_ours(event):
            self._do_with_ctrl(event.key())
        elif event.key() == Qt.Key.Key_Space and not modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            self._read_on(-1 if modifiers else 1)
        elif modifiers or not self._do_plainly(event.key()):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & _CTRL:
            self._turned = self._turned + turned if self._turned * turned >= 0 else turned
            for _notch in range(abs(self._turned) // _NOTCH):
                self.zoom(1 if turned > 0 else -1, event.position())
            self._turned -= _NOTCH * int(self._turned / _NOTCH)
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and turned:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turned * SCROLL_STEP // _NOTCH)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pages is None:
            super().mousePressEvent(event)
            return
        self._pressed = event.position().toPoint()
        self._selection.clear()
        page = self._nearest(self._pressed)
        self._selection.begin(self._pages, page, self._on_page(page, event.position()))
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pages is None:
            return
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_pointer(event.position())
            return
        away = (event.position().toPoint() - self._pressed).manhattanLength()
        if away >= QGuiApplication.styleHints().startDragDistance() or not self._selection.is_empty():
            self._bring_into_sight(event.position().toPoint())
            page = self._nearest(event.position().toPoint())
            self._selection.extend(self._pages, page, self._on_page(page, event.position()))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or not self._selection.is_empty():
            return
        link = self._link_at(event.position().toPoint())
        if link is not None and link == self._link_at(pressed):
            self.open_link(link)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        page = self._page_at(event.position().toPoint())
        if self._pages is not None and page is not None:
            self._selection.take_word(self._pages, page, self._on_page(page, event.position()))
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        middle = self.viewport().mapToGlobal(self.viewport().rect().center())
        self.menu_wanted.emit(middle if by_key else event.globalPos())

    # What keys and the mouse do

    def _do_with_ctrl(self, key: int) -> None:
        if key == Qt.Key.Key_A:
            self.mark_all()
        elif key == Qt.Key.Key_C:
            self.copy()
        else:
            self.zoom(_ZOOM_KEYS[Qt.Key(key)])

    def _do_plainly(self, key: int) -> bool:
        """Do what a key means; False where it means nothing here."""
        if key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(1 if key == Qt.Key.Key_Home else self.page_count())
        elif key == Qt.Key.Key_W:
            self.set_fit(Fit.PAGE if self.fit() is Fit.WIDTH else Fit.WIDTH)
        elif key == Qt.Key.Key_T:
            self.set_two(two=not self._showing.two)
        elif key == Qt.Key.Key_Escape and not self._selection.is_empty():
            self._selection.clear()
            self.viewport().update()
        else:
            return False
        return True

    def _read_on(self, way: int) -> None:
        """Go on by what is in sight, or to the next page where this one is in sight to its end."""
        if not self._sheets:
            return
        sheet, height = self.page_place(self._page + 1), self.viewport().height()
        hidden = sheet.bottom() - height if way > 0 else -sheet.top()
        if hidden <= MARGIN:
            self.turn(way)
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + way * min(round(height * _OVERLAP), hidden + MARGIN))

    def _link_at(self, place: QPoint) -> PageLink | None:
        page = self._page_at(place)
        if page is None:
            return None
        spot = self._on_page(page, QPointF(place))
        return next((one for one in self.links(page + 1) if one.place.contains(spot)), None)

    def _show_pointer(self, place: QPointF) -> None:
        page, pages = self._page_at(place.toPoint()), self._pages
        shape = Qt.CursorShape.ArrowCursor
        if page is not None and pages is not None:
            if self._link_at(place.toPoint()):
                shape = Qt.CursorShape.PointingHandCursor
            elif letter_near(pages, page, self._on_page(page, place)):
                shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def _bring_into_sight(self, place: QPoint) -> None:
        """Scroll towards a place outside the view, while words are marked."""
        room = self.viewport().rect()
        for bar, at, end in (
            (self.verticalScrollBar(), place.y(), room.bottom()),
            (self.horizontalScrollBar(), place.x(), room.right()),
        ):
            beyond = min(at, 0) + max(at - end, 0)
            bar.setValue(bar.value() + min(max(beyond, -SCROLL_STEP), SCROLL_STEP))

    def _paint_over(self, painter: QPainter, pages: PdfPages, page: int, sheet: QRect) -> None:
        if self._selection.is_empty():
            return
        scale, mark = sheet.width() / pages.sizes[page][0], theme.colour("focus")
        mark.setAlphaF(_MARK_INK)
        for box in self._selection.boxes(pages, page):
            marked = QRectF(box.topLeft() * scale, box.size() * scale)
            painter.fillRect(marked.translated(QPointF(sheet.topLeft())), mark)


def _is_ours(event: QKeyEvent) -> bool:
    """Say whether a key with Ctrl is about the pages, and not about the window."""
    if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier) != _CTRL:
        return False
    if event.key() in _ZOOM_KEYS:
        return True
    plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return plain and event.key() in {Qt.Key.Key_A, Qt.Key.Key_C}

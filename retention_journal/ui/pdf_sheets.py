"""The sheets of a PDF in a scrolled area: where they stand, how large, and what of them is drawn.

White paper also in the dark, sharp on every screen; only what is in sight is drawn, some milliseconds a page.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.ui import pdf_layout, theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.pdf_layout import GAP, MARGIN, Fit, Showing
from retention_journal.ui.pdf_pages import PdfPages
from retention_journal.ui.pdf_pictures import PagePictures, Seen

SCROLL_STEP = 60  # pixels for an arrow key or a notch of the wheel
_TRIES = 3  # until bars that come and go leave the room as it is


class PdfSheets(QAbstractScrollArea):
    """Shows a PDF, one sheet under the other or two side by side.

    A new file takes the place of the old one without moving what is in sight, and only what looks different
    is painted again.

    Signals:
        page_changed: The page in sight, from 1; 0 for none.
        showing_changed: Size or number of pages side by side, a ``Showing``.
    """

    page_changed = Signal(int)
    showing_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pages: PdfPages | None = None
        self._opened: list[PdfPages] = []
        self.destroyed.connect(partial(_close, self._opened))
        self._bytes = b""
        self._sheets: list[QRect] = []
        self._pictures = PagePictures()
        self._showing = Showing()
        self._page = 0
        self._is_arranging = self._has_new_room = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("No page yet"))
        self.setCornerWidget(_Corner())
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(SCROLL_STEP)
            bar.valueChanged.connect(lambda _value: self._scrolled())

    # The file

    def show_pdf(self, pdf: bytes) -> None:
        """Show the file ``pdf``, the page in sight staying where it was; b"" shows nothing.

        Of a file that cannot be read nothing is shown; its accessible name says so.
        """
        if pdf == self._bytes:
            return
        before, problem = self._pages, _("No page yet")
        self._pages, self._bytes = None, pdf
        try:
            self._pages = PdfPages(pdf) if pdf else None
        except JournalError as error:
            self._bytes, problem = b"", error.message
        if before and self._pages and before.sizes == self._pages.sizes:
            for page, part in self._pictures.renew(self._pages, self._in_sight(self.viewport().rect())):
                self.viewport().update(self._on_screen(page, part))
        else:
            self._pictures.clear()
            self._page = min(self._page, max(self.page_count() - 1, 0))
            self._arrange()
        _close(self._opened)
        if self._pages is not None:
            self._opened.append(self._pages)
        self._tell(problem)

    def pdf(self) -> bytes:
        """Return the file that is shown, b"" for none."""
        return self._bytes

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages.sizes) if self._pages else 0

    def page(self) -> int:
        """Return the number of the page in sight, from 1; 0 while there is none."""
        return self._page + 1 if self._pages else 0

    def page_text(self, page: int) -> str:
        """Return the words of ``page``, counted from 1."""
        return self._pages.text(page - 1) if self._pages else ""

    def page_place(self, page: int) -> QRect:
        """Return where ``page``, counted from 1, stands in the view now."""
        return self._sheets[page - 1].translated(-self._offset())

    def picture(self, page: int) -> QImage:
        """Return ``page``, counted from 1, as it is drawn at the size in use."""
        return self._pages.draw(page - 1, self._device_size(page - 1)) if self._pages else QImage()

    def bytes_kept(self) -> int:
        """Return how much memory the pictures of pages take."""
        return self._pictures.bytes_kept()

    # How it is shown

    def go_to(self, page: int) -> None:
        """Show the top of ``page``, counted from 1; beyond the ends means the nearest."""
        if not self._sheets:
            self._page = 0
            return
        number = min(max(page, 1), len(self._sheets)) - 1
        self.verticalScrollBar().setValue(self._sheets[number].top() - MARGIN)
        self._page = number  # the last sheet may not reach the top
        self._tell()
        self.viewport().update()

    def turn(self, rows: int) -> None:
        """Show the page, or pair of pages, ``rows`` further on; back for less than none."""
        together = self._showing.together
        self.go_to((self._page // together + rows) * together + 1)

    def showing(self) -> Showing:
        """Return how pages are shown."""
        return self._showing

    def show_as(self, showing: Showing, at: QPointF | None = None) -> None:
        """Show pages in another size or number; what is ``at`` in the view, or at its middle, stays there."""
        percent = min(max(showing.percent, pdf_layout.SMALLEST), pdf_layout.LARGEST)
        showing = replace(showing, percent=percent)
        if showing == self._showing:
            return
        freely = showing.fit is Fit.FREE and showing.two == self._showing.two
        self._showing = showing
        page = self._page
        self._arrange(at or QPointF(self.viewport().rect().center()) if freely else None)
        if not freely:
            self.go_to(page + 1)
            self._centre()
        self.showing_changed.emit(showing)

    def fit(self) -> Fit:
        """Return how large a page is shown."""
        return self._showing.fit

    def set_fit(self, fit: Fit) -> None:
        """Show whole pages, or pages as wide as there is room."""
        self.show_as(replace(self._showing, fit=fit))

    def percent(self) -> float:
        """Return how large the page in sight is shown, in per cent; 100 is as on paper."""
        if self._pages is None:
            return self._showing.percent
        return pdf_layout.percent_of(self._sheets[self._page], self._pages.sizes[self._page][0])

    def set_percent(self, percent: float, at: QPointF | None = None) -> None:
        """Show pages at ``percent`` of their size on paper, 50 to 400."""
        self.show_as(replace(self._showing, fit=Fit.FREE, percent=percent), at)

    def zoom(self, steps: int, at: QPointF | None = None) -> None:
        """Show pages the next size larger or smaller; 0 shows them as large as on paper."""
        self.set_percent(pdf_layout.next_step(self.percent(), up=steps > 0) if steps else 100, at)

    def set_two(self, *, two: bool) -> None:
        """Show two pages side by side, or one."""
        self.show_as(replace(self._showing, two=two))

    def restyle(self) -> None:
        """Take over the theme's measures."""
        self._arrange()

    # What Qt asks

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(160))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("window"))
        edge = QPen(theme.colour("border_strong"), 0)
        for seen in self._in_sight(event.rect()):
            sheet = QRectF(self.page_place(seen.page + 1))
            painter.fillRect(sheet, Qt.GlobalColor.white)
            self._paint_page(painter, seen)
            painter.setPen(edge)
            painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.viewport().rect()), 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Places

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _arrange(self, at: QPointF | None = None) -> None:
        """Give every sheet its place; what is ``at`` in the view, else at its top, stays there."""
        if self._is_arranging:
            self._has_new_room = True  # a bar has come or gone
            return
        place = at or QPointF(self.viewport().width() / 2, 0)
        number = self._nearest(place.toPoint()) if at else self._page
        old = self._sheets[number] if number < len(self._sheets) else QRect()
        share = self._share(old, place)
        self._is_arranging = True
        for _try in range(_TRIES):
            self._has_new_room = False
            whole = self._place_sheets()
            if not self._has_new_room:
                break
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if number < len(self._sheets) and share is not None:
            new = self._sheets[number]
            across.setValue(round(new.left() + share.x() * new.width() - place.x()))
            down.setValue(round(new.top() + share.y() * new.height() - place.y()))
        else:
            across.setValue((whole.width() - self.viewport().width()) // 2)
        self._is_arranging = False
        if at:
            self._scrolled()
        self.viewport().update()

    def _centre(self) -> None:
        """Bring the middle of the page in sight, or of its pair, to the middle of the view."""
        if not self._sheets:
            return
        first = self._page // self._showing.together * self._showing.together
        row = self._sheets[first : first + self._showing.together]
        middle = (row[0].left() + row[-1].right()) // 2
        self.horizontalScrollBar().setValue(middle - self.viewport().width() // 2)

    def _place_sheets(self) -> QSize:
        """Give every sheet its place in the room there is now, and return how large all is together."""
        room, sizes = self.viewport().size(), self._pages.sizes if self._pages else []
        self._sheets, whole = pdf_layout.places(sizes, room, self._showing)
        for bar, wide, seen in (
            (self.horizontalScrollBar(), whole.width(), room.width()),
            (self.verticalScrollBar(), whole.height(), room.height()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(wide - seen, 0))
        return whole

    def _share(self, sheet: QRect, place: QPointF) -> QPointF | None:
        """Return where on a sheet a place of the view is, as shares of its width and height."""
        if sheet.isEmpty():
            return None
        spot = place + QPointF(self._offset() - sheet.topLeft())
        return QPointF(spot.x() / sheet.width(), spot.y() / sheet.height())

    def _scrolled(self) -> None:
        """Take note of the page that is in the middle now."""
        if self._is_arranging:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        for number, sheet in enumerate(self._sheets):
            if middle <= sheet.bottom() + GAP / 2 or number == len(self._sheets) - 1:
                if number // self._showing.together != self._page // self._showing.together:
                    self._page = number
                    self._tell()
                break
        self.viewport().update()

    def _page_at(self, place: QPoint) -> int | None:
        spot = place + self._offset()
        return next((number for number, sheet in enumerate(self._sheets) if sheet.contains(spot)), None)

    def _nearest(self, place: QPoint) -> int:
        spot = place + self._offset()

        def away(number: int) -> int:
            sheet = self._sheets[number]
            inside = QPoint(
                min(max(spot.x(), sheet.left()), sheet.right()),
                min(max(spot.y(), sheet.top()), sheet.bottom()),
            )
            return (spot - inside).manhattanLength()

        return min(range(len(self._sheets)), key=away, default=0)

    def _on_page(self, page: int, place: QPointF) -> QPointF:
        """Return a place of the view in points of ``page``."""
        share = self._share(self._sheets[page], place)
        if share is None or self._pages is None:
            return QPointF()
        width, height = self._pages.sizes[page]
        return QPointF(share.x() * width, share.y() * height)

    # Drawing

    def _device_size(self, page: int) -> QSize:
        ratio, sheet = self.devicePixelRatioF(), self._sheets[page]
        return QSize(round(sheet.width() * ratio), round(sheet.height() * ratio))

    def _in_sight(self, room: QRect) -> list[Seen]:
        """Return what of which pages is inside ``room`` of the view."""
        ratio, found = self.devicePixelRatioF(), []
        for page in range(len(self._sheets)):
            sheet = self.page_place(page + 1)
            inside = sheet.intersected(room)
            if not inside.isEmpty():
                part = inside.translated(-sheet.topLeft())
                left, top = int(part.left() * ratio), int(part.top() * ratio)
                size = QSize(int(part.width() * ratio) + 2, int(part.height() * ratio) + 2)
                found.append(Seen(page, self._device_size(page), QRect(QPoint(left, top), size)))
        return found

    def _on_screen(self, page: int, part: QRect) -> QRect:
        """Return where a part of a page, in pixels of the device, stands in the view."""
        ratio, sheet = self.devicePixelRatioF(), self.page_place(page + 1)
        size = QSize(int(part.width() / ratio) + 2, int(part.height() / ratio) + 2)
        return QRect(sheet.topLeft() + QPoint(int(part.x() / ratio), int(part.y() / ratio)), size)

    def _paint_page(self, painter: QPainter, seen: Seen) -> None:
        """Paint pictures pixel by pixel, and what lies over them."""
        if self._pages is None:
            return
        ratio, sheet = self.devicePixelRatioF(), self.page_place(seen.page + 1)
        corner = QPoint(round(sheet.x() * ratio), round(sheet.y() * ratio))
        for part, picture in self._pictures.parts(self._pages, seen):
            place = QPointF(corner + part.topLeft()) / ratio
            painter.drawImage(QRectF(place, part.size().toSizeF() / ratio), picture)
        self._paint_over(painter, self._pages, seen.page, sheet)

    def _paint_over(self, painter: QPainter, pages: PdfPages, page: int, sheet: QRect) -> None:
        """Paint what lies over a page, such as what is marked on it."""

    def _tell(self, nothing: str = "") -> None:
        if self._pages:
            words = _("Page {n} of {all}").format(n=self.page(), all=self.page_count())
            self.setAccessibleName(words)
            self.setAccessibleDescription(self.page_text(self.page()))
        else:
            self.setAccessibleName(nothing or _("No page yet"))
            self.setAccessibleDescription("")
        self.page_changed.emit(self.page())


def _close(opened: list[PdfPages]) -> None:
    """Close files whose view is gone or shows another; never when Python tidies up, on whichever thread."""
    while opened:
        opened.pop().close()


class _Corner(QWidget):
    """What is between the two bars: nothing, in the colour of what is around the sheets."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))

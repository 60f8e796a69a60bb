"""The pages of a PDF, as they will be printed: white paper also in the dark, sharp on every screen.

Pages are drawn when they come into sight, some milliseconds each, and kept while the file and the size stay.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button, Kind, icon_button, paint_focus
from retention_journal.ui.layouts import row
from retention_journal.ui.panels import Panel, Rule
from retention_journal.ui.text_labels import label

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_GAP, _MARGIN = 18, 18  # pixels around a sheet
_MOST_DRAWN = 12  # pages kept as pictures
_PIXELS_PER_POINT_MOST = 6.0
_STEP = 60  # pixels for an arrow key or a notch of the wheel


class Fit(StrEnum):
    """How large a page is shown."""

    PAGE = "page"
    WIDTH = "width"


class PdfView(QAbstractScrollArea):
    """Shows a PDF, one sheet under the other.

    PgUp and PgDn turn pages, Home and End go to the first and last, W changes between the whole page and
    its width. A new file takes the place of the old one without moving what is in sight.
    """

    page_changed = Signal(int)
    fit_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._document: PdfDocument | None = None
        self._sizes: list[tuple[float, float]] = []  # in points
        self._sheets: list[QRect] = []
        self._drawn: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._fit = Fit.PAGE
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("No page yet"))
        self.verticalScrollBar().setSingleStep(_STEP)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self.horizontalScrollBar().setSingleStep(_STEP)

    def show_pdf(self, pdf: bytes) -> None:
        """Show the file ``pdf``, the page in sight staying where it was; b"" shows nothing."""
        before = self._document
        self._document, self._sizes = None, []
        if pdf:
            from pypdfium2 import PdfDocument  # 4 MB that only a preview needs

            self._document = PdfDocument(pdf)
            self._sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
        self._drawn.clear()
        if before is not None:
            before.close()
        self._page = min(self._page, max(len(self._sizes) - 1, 0))
        self._arrange(keep=True)
        self._tell()
        self.viewport().update()

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def page(self) -> int:
        """Return the number of the page in sight, from 1; 0 while there is none."""
        return self._page + 1 if self._sizes else 0

    def go_to(self, page: int) -> None:
        """Show the top of ``page``, counted from 1; beyond the ends means the nearest."""
        if not self._sizes:
            return
        number = min(max(page, 1), len(self._sizes)) - 1
        self._page = number
        self.verticalScrollBar().setValue(self._sheets[number].top() - self._margin())
        self._page = number  # the last sheet may not reach the top
        self._tell()
        self.viewport().update()

    def fit(self) -> Fit:
        """Return how large a page is shown."""
        return self._fit

    def set_fit(self, fit: Fit) -> None:
        """Show whole pages, or pages as wide as there is room."""
        if fit is self._fit:
            return
        self._fit = fit
        self._arrange(keep=True)
        self.go_to(self._page + 1)
        self.fit_changed.emit(fit.value)

    def page_text(self, page: int) -> str:
        """Return the words of ``page``, counted from 1."""
        if self._document is None:
            return ""
        words = self._document[page - 1].get_textpage()
        text: str = words.get_text_bounded()
        words.close()
        return text

    def picture(self, page: int) -> QImage:
        """Return ``page``, counted from 1, as it is drawn at the size in use."""
        return self._picture(page - 1)

    def restyle(self) -> None:
        """Take over the theme's measures."""
        self._arrange(keep=True)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(160))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("window"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, sheet in enumerate(self._sheets):
            place = sheet.translated(-self._offset())
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place, Qt.GlobalColor.white)
            painter.drawImage(QRectF(place), self._picture(number))
            painter.setPen(QPen(theme.colour("border_strong"), 0))
            painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.viewport().rect()), 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(keep=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        go = {
            Qt.Key.Key_PageDown: self.page() + 1,
            Qt.Key.Key_Space: self.page() + 1,
            Qt.Key.Key_PageUp: self.page() - 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.page_count(),
        }.get(Qt.Key(event.key()))
        if go is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.go_to(go)
            return
        if event.key() == Qt.Key.Key_W and not event.modifiers():
            self.set_fit(Fit.WIDTH if self._fit is Fit.PAGE else Fit.PAGE)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.set_fit(Fit.WIDTH if event.angleDelta().y() > 0 else Fit.PAGE)
            event.accept()
            return
        super().wheelEvent(event)

    def _margin(self) -> int:
        return _MARGIN

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _arrange(self, *, keep: bool) -> None:
        """Give every sheet its place; with ``keep`` what is at the top stays there."""
        bar = self.verticalScrollBar()
        old = self._sheets[self._page] if self._page < len(self._sheets) else QRect()
        inside = (bar.value() - old.top()) / old.height() if keep and old.height() else 0.0
        width, height = self.viewport().width(), self.viewport().height()
        self._sheets, top = [], _MARGIN
        for across, down in self._sizes:
            scale = (width - 2 * _MARGIN) / across
            if self._fit is Fit.PAGE:
                scale = min(scale, (height - 2 * _MARGIN) / down)
            scale = max(scale, 0.1)
            size = QSize(round(across * scale), round(down * scale))
            self._sheets.append(QRect(QPoint((width - size.width()) // 2, top), size))
            top += size.height() + _GAP
        whole = top - _GAP + _MARGIN if self._sheets else 0
        page = self._page
        bar.setPageStep(height)
        bar.setRange(0, max(whole - height, 0))
        self.horizontalScrollBar().setRange(0, 0)
        if page < len(self._sheets):
            new = self._sheets[page]
            bar.setValue(round(new.top() + inside * new.height()) if old.height() else bar.value())
            self._page = page
        self.viewport().update()

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        for number, sheet in enumerate(self._sheets):
            if middle <= sheet.bottom() + _GAP / 2 or number == len(self._sheets) - 1:
                if number != self._page:
                    self._page = number
                    self._tell()
                break
        self.viewport().update()

    def _picture(self, number: int) -> QImage:
        ratio = self.devicePixelRatioF()
        sheet = self._sheets[number]
        wanted = round(sheet.width() * ratio)
        made = self._drawn.get((number, wanted))
        if made is None:
            made = self._draw(number, wanted)
            self._drawn[number, wanted] = made
            while len(self._drawn) > _MOST_DRAWN:
                self._drawn.popitem(last=False)
        return made

    def _draw(self, number: int, width: int) -> QImage:
        if self._document is None:
            return QImage()
        scale = min(width / self._sizes[number][0], _PIXELS_PER_POINT_MOST)
        page = self._document[number]
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        picture = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
        return picture

    def _tell(self) -> None:
        if self._sizes:
            words = _("Page {n} of {all}").format(n=self.page(), all=self.page_count())
            self.setAccessibleName(words)
            self.setAccessibleDescription(self.page_text(self.page()))
        else:
            self.setAccessibleName(_("No page yet"))
            self.setAccessibleDescription("")
        self.page_changed.emit(self.page())


class PageBar(Panel):
    """Turns the pages of a view: back, "Page 1 of 3", on, and whole page or width."""

    def __init__(self, view: PdfView) -> None:
        super().__init__(strong=True)
        self._view = view
        self.back = icon_button("back", _("Page before"), small=True)
        self.on = icon_button("forward", _("Next page"), small=True)
        self.words = label("", "ui_medium", align=Qt.AlignmentFlag.AlignHCenter)
        self.size_button = Button("", Kind.QUIET, small=True)
        self.setLayout(
            row(
                self.back,
                self.words,
                self.on,
                Rule(standing=True),
                self.size_button,
                gap=6,
                margins=(6, 3, 6, 3),
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back.clicked.connect(lambda: view.go_to(view.page() - 1))
        self.on.clicked.connect(lambda: view.go_to(view.page() + 1))
        self.size_button.clicked.connect(
            lambda: view.set_fit(Fit.WIDTH if view.fit() is Fit.PAGE else Fit.PAGE)
        )
        view.page_changed.connect(lambda _page: self._show())
        view.fit_changed.connect(lambda _fit: self._show())
        self._show()

    def _show(self) -> None:
        page, count = self._view.page(), self._view.page_count()
        text = _("Page {n} of {all}").format(n=formats.number(page), all=formats.number(count))
        self.words.setText(text if count else _("No page yet"))
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < count)
        whole = self._view.fit() is Fit.PAGE
        self.size_button.setText(_("Full width") if whole else _("Whole page"))
        self.size_button.setEnabled(bool(count))
        self.adjustSize()


class PdfPane(QWidget):
    """A view of a PDF with its page bar floating at the lower edge."""

    def __init__(self) -> None:
        super().__init__()
        self.view = PdfView()
        self.bar = PageBar(self.view)
        self.view.setParent(self)
        self.bar.setParent(self)
        self.setFocusProxy(self.view)
        self.view.page_changed.connect(lambda _page: self._place())
        self.view.fit_changed.connect(lambda _fit: self._place())

    def restyle(self) -> None:
        """Take over the theme's measures."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        return self.view.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.view.minimumSizeHint()

    def _place(self) -> None:
        """Put the bar under the sheets in whole-page size, where the picture has it."""
        self.bar.adjustSize()
        room = self.bar.height() + theme.px(12)
        self.view.setGeometry(0, 0, self.width(), max(self.height() - room - theme.px(8), 0))
        self.bar.move((self.width() - self.bar.width()) // 2, self.height() - room)
        self.bar.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))

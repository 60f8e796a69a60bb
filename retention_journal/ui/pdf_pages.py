"""A PDF file as pdfium reads it: its pages drawn, their words, and where their links lead.

pdfium must never be asked by two threads at once, and the archive's small pictures and the printer are served
beside the window's thread. So every question of the program to pdfium goes through this module and its lock.
"""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_ASKING = threading.RLock()
_WHITE = 0xFFFFFFFF
#: What pdfium puts where a word was divided at the end of a line, and beside lines of others' programs.
_NO_LETTERS = {ord(one): None for one in "\x02\ufffe\uffff\x00\r"}

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class PageLink:
    """A place on a page that leads somewhere.

    Attributes:
        place: Where it is, in points from the upper left corner of the page.
        address: Where it leads outside the file, or "".
        page: The page of the file it leads to, counted from 0; None for one that leads outside.
    """

    place: QRectF
    address: str
    page: int | None = None


class PdfPages:
    """The pages of one file; ``close`` it when it is not shown any more.

    Pages are counted from 0, places on a page are in points from its upper left corner.

    Raises:
        JournalError: The bytes are no PDF.
    """

    def __init__(self, pdf: bytes) -> None:
        from pypdfium2 import PdfDocument, PdfiumError  # 4 MB that only a preview needs

        self._pages: dict[int, PdfPage] = {}
        self._words: dict[int, PdfTextPage] = {}
        self._letters: dict[int, list[tuple[int, Box]]] = {}
        with _ASKING:
            try:
                self._file = PdfDocument(pdf)
            except PdfiumError as error:
                raise JournalError(_("These pages cannot be shown."), _("The file is damaged.")) from error
            self.sizes: list[tuple[float, float]] = [
                self._file.get_page_size(number) for number in range(len(self._file))
            ]

    def close(self) -> None:
        """Give back what pdfium holds of the file."""
        with _ASKING:
            for part in (*self._words.values(), *self._pages.values()):
                part.close()
            self._words.clear()
            self._pages.clear()
            self._file.close()

    def draw(self, number: int, whole: QSize, part: QRect | None = None) -> QImage:
        """Return a page as a picture.

        Args:
            number: Which page.
            whole: How large the whole page is to be, in pixels of the device.
            part: Which part of that is wanted; None for all of it.
        """
        import pypdfium2.raw as pdfium

        part = part or QRect(0, 0, whole.width(), whole.height())
        picture = QImage(part.size(), QImage.Format.Format_RGB32)
        picture.fill(_WHITE)
        room = (ctypes.c_ubyte * picture.sizeInBytes()).from_buffer(picture.bits())
        with _ASKING:
            bitmap = pdfium.FPDFBitmap_CreateEx(
                part.width(), part.height(), pdfium.FPDFBitmap_BGRx, room, picture.bytesPerLine()
            )
            pdfium.FPDF_RenderPageBitmap(
                bitmap, self._page(number), -part.x(), -part.y(), whole.width(), whole.height(), 0,
                pdfium.FPDF_ANNOT,
            )  # fmt: skip
            pdfium.FPDFBitmap_Destroy(bitmap)
        return picture

    def text(self, number: int, first: int = 0, count: int = -1) -> str:
        """Return ``count`` letters of a page from the ``first`` one on, or all there are for -1."""
        with _ASKING:
            words: str = self._words_of(number).get_text_range(first, count)
        return words.translate(_NO_LETTERS)

    def letter_count(self, number: int) -> int:
        """Return how many letters a page has, spaces and ends of lines among them."""
        with _ASKING:
            return int(self._words_of(number).count_chars())

    def letter_at(self, number: int, place: QPointF, reach: float) -> int | None:
        """Return the number of the letter nearest to ``place``, at most ``reach`` points from it, or None.

        The line counts first: right of the end of a line the nearest letter is its last.
        """
        nearest, least = None, (reach, reach)
        x, y = place.x(), place.y()
        for at, (left, top, right, bottom) in self._letters_of(number):
            away = (max(top - y, y - bottom, 0.0), max(left - x, x - right, 0.0))
            if away <= least and away[1] <= reach:
                nearest, least = at, away
                if away == (0.0, 0.0):
                    break
        return nearest

    def boxes(self, number: int, first: int, count: int) -> list[QRectF]:
        """Return where ``count`` letters from the ``first`` one on stand, one box for each line."""
        height = self.sizes[number][1]
        with _ASKING:
            words = self._words_of(number)
            found = [words.get_rect(at) for at in range(words.count_rects(first, count))]
        return [QRectF(QPointF(x0, height - y1), QPointF(x1, height - y0)) for x0, y0, x1, y1 in found]

    def links(self, number: int) -> list[PageLink]:
        """Return the links of a page, in the order of the file."""
        import pypdfium2.raw as pdfium

        found: list[PageLink] = []
        at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        with _ASKING:
            page = self._page(number)
            while pdfium.FPDFLink_Enumerate(page, ctypes.byref(at), ctypes.byref(link)):
                made = self._link(link, self.sizes[number][1])
                if made is not None:
                    found.append(made)
        return found

    def _link(self, link: Any, height: float) -> PageLink | None:
        import pypdfium2.raw as pdfium

        box = pdfium.FS_RECTF()
        if not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            return None
        place = QRectF(QPointF(box.left, height - box.top), QPointF(box.right, height - box.bottom))
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            length = pdfium.FPDFAction_GetURIPath(self._file, action, None, 0)
            room = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(self._file, action, room, length)
            return PageLink(place, room.value.decode("utf-8", "replace"))
        target = pdfium.FPDFLink_GetDest(self._file, link)
        page = pdfium.FPDFDest_GetDestPageIndex(self._file, target) if target else -1
        return PageLink(place, "", page) if page >= 0 else None

    def _page(self, number: int) -> PdfPage:
        if number not in self._pages:
            self._pages[number] = self._file[number]
        return self._pages[number]

    def _words_of(self, number: int) -> PdfTextPage:
        if number not in self._words:
            self._words[number] = self._page(number).get_textpage()
        return self._words[number]

    def _letters_of(self, number: int) -> list[tuple[int, Box]]:
        """Return each letter of a page with where it stands; spaces that pdfium made up have no place."""
        if number not in self._letters:
            height = self.sizes[number][1]
            with _ASKING:
                words = self._words_of(number)
                boxes = [words.get_charbox(at, loose=True) for at in range(words.count_chars())]
            self._letters[number] = [
                (at, (x0, height - y1, x1, height - y0))
                for at, (x0, y0, x1, y1) in enumerate(boxes)
                if x1 > x0 and y1 > y0
            ]
        return self._letters[number]

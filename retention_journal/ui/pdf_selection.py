"""The words marked on the pages of a file, from one letter to another."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from retention_journal.ui.pdf_pages import PdfPages

_NEAR, _ANYWHERE = 3.0, 2000.0  # points

Letter = tuple[int, int]  # page and number of the letter, both from 0


class Selection:
    """What is marked; nothing until ``begin`` and ``extend``, or ``take_all``."""

    def __init__(self) -> None:
        self._from: Letter | None = None
        self._to: Letter | None = None

    def clear(self) -> None:
        """Mark nothing."""
        self._from = self._to = None

    def is_empty(self) -> bool:
        """Say whether nothing is marked."""
        return self._to is None

    def begin(self, pages: PdfPages, page: int, place: QPointF) -> None:
        """Let marking begin at the letter next to ``place`` on ``page``."""
        self._to, letter = None, pages.letter_at(page, place, _ANYWHERE)
        self._from = (page, letter) if letter is not None else None

    def extend(self, pages: PdfPages, page: int, place: QPointF) -> None:
        """Mark up to the letter next to ``place`` on ``page``."""
        letter = pages.letter_at(page, place, _ANYWHERE)
        if letter is not None:
            self._from = self._from or (page, letter)
            self._to = (page, letter)

    def take_word(self, pages: PdfPages, page: int, place: QPointF) -> None:
        """Mark the word at ``place``."""
        at = pages.letter_at(page, place, _NEAR)
        if at is None:
            self.clear()
            return
        first = last = at
        while first > 0 and not pages.text(page, first - 1, 1).isspace():
            first -= 1
        end = pages.letter_count(page) - 1
        while last < end and not pages.text(page, last + 1, 1).isspace():
            last += 1
        self._from, self._to = (page, first), (page, last)

    def take_all(self, pages: PdfPages) -> None:
        """Mark every word of the file."""
        last = len(pages.sizes) - 1
        self._from, self._to = (0, 0), (last, max(pages.letter_count(last) - 1, 0))

    def boxes(self, pages: PdfPages, page: int) -> list[QRectF]:
        """Return what is marked on ``page``, in points."""
        span = next((one for one in self._spans(pages) if one[0] == page), None)
        return pages.boxes(*span) if span else []

    def text(self, pages: PdfPages) -> str:
        """Return the words marked, a page under the other."""
        return "\n".join(pages.text(*span).strip("\n") for span in self._spans(pages))

    def _spans(self, pages: PdfPages) -> list[tuple[int, int, int]]:
        """Return page, first letter and number of letters of each page on which something is marked."""
        if self._from is None or self._to is None:
            return []
        first, last = sorted((self._from, self._to))
        spans = []
        for page in range(first[0], last[0] + 1):
            begin = first[1] if page == first[0] else 0
            end = last[1] if page == last[0] else pages.letter_count(page) - 1
            if end >= begin:
                spans.append((page, begin, end - begin + 1))
        return spans


def letter_near(pages: PdfPages, page: int, place: QPointF) -> bool:
    """Say whether there is a letter to mark at ``place``."""
    return pages.letter_at(page, place, _NEAR) is not None

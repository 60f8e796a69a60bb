"""Pages as pictures, kept while they are of use: whole ones, or parts of one that is shown very large."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from retention_journal.ui.pdf_pages import PdfPages

#: Up to so many pixels a page is one picture: A4 at 100 % on a screen of double density.
_ONE_PICTURE = 4_000_000
_SIDE = 1024  # of a part, in pixels of the device
#: What is kept at most, a screen of 3840 by 2160 with the parts that stand out of it among it.
MOST_BYTES = 96 * 1024 * 1024


@dataclass(frozen=True)
class Seen:
    """What of a page is in sight, in pixels of the device from the page's upper left corner."""

    page: int
    whole: QSize
    part: QRect


class PagePictures:
    """Draws what is in sight and keeps it, the longest unused going first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, ...], QImage] = OrderedDict()
        self._bytes = 0

    def bytes_kept(self) -> int:
        """Return how much memory the pictures take."""
        return self._bytes

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()
        self._bytes = 0

    def parts(self, pages: PdfPages, seen: Seen) -> list[tuple[QRect, QImage]]:
        """Return the pictures that make up what is in sight of a page, each with its place on the page."""
        return [(part, self._picture(pages, seen, part)) for part in _parts(seen)]

    def renew(self, pages: PdfPages, in_sight: Iterable[Seen]) -> list[tuple[int, QRect]]:
        """Draw what is in sight from ``pages``, a newer file, and return what looks different from before."""
        before = self._kept
        self._kept, self._bytes = OrderedDict(), 0
        changed = []
        for seen in in_sight:
            for part in _parts(seen):
                if self._picture(pages, seen, part) != before.get(_key(seen, part)):
                    changed.append((seen.page, part))
        return changed

    def _picture(self, pages: PdfPages, seen: Seen, part: QRect) -> QImage:
        key = _key(seen, part)
        made = self._kept.get(key)
        if made is not None:
            self._kept.move_to_end(key)
            return made
        made = pages.draw(seen.page, seen.whole, part)
        self._kept[key] = made
        self._bytes += made.sizeInBytes()
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].sizeInBytes()
        return made


def _key(seen: Seen, part: QRect) -> tuple[int, ...]:
    return seen.page, seen.whole.width(), seen.whole.height(), part.x(), part.y()


def _parts(seen: Seen) -> list[QRect]:
    """Return the parts in which a page of this size is drawn, those that are in sight."""
    whole = QRect(0, 0, seen.whole.width(), seen.whole.height())
    if whole.width() * whole.height() <= _ONE_PICTURE:
        return [whole]
    inside = seen.part.intersected(whole)
    return [
        QRect(left, top, _SIDE, _SIDE).intersected(whole)
        for top in range(inside.top() // _SIDE * _SIDE, inside.bottom() + 1, _SIDE)
        for left in range(inside.left() // _SIDE * _SIDE, inside.right() + 1, _SIDE)
    ]

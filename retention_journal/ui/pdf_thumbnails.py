"""First pages of files as small pictures, drawn beside the window's work and kept by the file's hash."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.ui.pdf_pages import PdfPages
from retention_journal.ui.tasks import Tasks

MOST_BYTES = 48 * 1024 * 1024
_AT_ONCE = 6  # files in one piece of work, so that other work gets its turn
_MOST_WAITING = 120  # more than any window shows; what was scrolled past is asked for again when it is back

Kept = tuple[str, int]  # hash of the file, and pixels in width


class Thumbnails(QObject):
    """Draws what was asked for last, which is what is in sight.

    Signals:
        drawn: Hashes of the files whose pictures are new.
    """

    drawn = Signal(frozenset)

    def __init__(self, tasks: Tasks, read: Callable[[int], bytes], parent: QObject) -> None:
        """Make an empty keeper of pictures.

        Args:
            tasks: Where the drawing is done.
            read: Returns the file of a report's id; called on the window's thread.
            parent: Whose pictures they are.
        """
        super().__init__(parent)
        self._tasks, self.read = tasks, read
        self._kept: OrderedDict[Kept, QImage] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[Kept, tuple[int, QSize]] = OrderedDict()
        self._under_way: frozenset[Kept] = frozenset()

    def picture(self, sha256: str, report_id: int, size: QSize) -> QImage | None:
        """Return the first page of a file, or None while it is not drawn; it is then drawn soon.

        Args:
            sha256: Hash of the file, by which it is known.
            report_id: Whose file to read where it is not.
            size: The room for it, in pixels of the device; a page of another shape fits inside.
        """
        key = sha256, size.width()
        made = self._kept.get(key)
        if made is not None:
            self._kept.move_to_end(key)
            return made
        if key in self._under_way:
            return None
        self._waiting[key] = report_id, size
        self._waiting.move_to_end(key)
        while len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        self._go_on()
        return None

    def busy(self) -> bool:
        """Say whether a picture that was asked for is still to come."""
        return bool(self._under_way or self._waiting)

    def bytes_kept(self) -> int:
        """Return how much memory the pictures take."""
        return self._bytes

    def _go_on(self) -> None:
        if self._under_way or not self._waiting:
            return
        wanted = [self._waiting.popitem() for _one in range(min(_AT_ONCE, len(self._waiting)))]
        files = [(key, self._file(report_id), size) for key, (report_id, size) in wanted]
        self._under_way = frozenset(key for key, _pdf, _size in files)

        def work(_progress: Progress) -> list[tuple[Kept, QImage]]:
            return [(key, first_page(pdf, size)) for key, pdf, size in files]

        self._tasks.start(work, on_success=self._take, on_end=self._ended)

    def _file(self, report_id: int) -> bytes:
        try:
            return self.read(report_id)
        except JournalError:
            return b""  # thrown away in the meantime: an empty sheet stays

    def _take(self, made: list[tuple[Kept, QImage]]) -> None:
        for key, picture in made:
            self._kept[key] = picture
            self._bytes += picture.sizeInBytes()
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].sizeInBytes()
        self.drawn.emit(frozenset(sha256 for (sha256, _width), _picture in made))

    def _ended(self) -> None:
        self._under_way = frozenset()
        self._go_on()


def first_page(pdf: bytes, room: QSize) -> QImage:
    """Return the first page of a file, as large as fits into ``room``; an empty picture for no PDF."""
    try:
        pages = PdfPages(pdf)
    except JournalError:
        return QImage()
    try:
        if not pages.sizes:
            return QImage()
        across, down = pages.sizes[0]
        scale = min(room.width() / across, room.height() / down)
        return pages.draw(0, QSize(max(round(across * scale), 1), max(round(down * scale), 1)))
    finally:
        pages.close()

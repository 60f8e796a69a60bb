"""A PDF on paper: the very pages of the file, drawn at the printer's own fineness, page by page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.pdf_pages import PdfPages
from retention_journal.ui.tasks import Task, Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

FINEST = 300  # dots to the inch; finer than that nobody sees in text
_POINTS_PER_INCH = 72
_BAND = 512  # lines drawn at a time, so that the window never waits long for its turn


class PaperPrinting(QObject):
    """Asks for a printer and prints, with progress and a way to stop.

    Signals:
        said: What was done, for a toast.
    """

    said = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialog: QPrintDialog | None = None
        self._asked: tuple[bytes, QPrinter, str, QWidget] | None = None

    def ask(self, pdf: bytes, title: str, window: QWidget) -> QPrintDialog:
        """Ask on which printer to print ``pdf`` and how often, and print it there.

        Args:
            pdf: The file.
            title: What it is called in the list of the printer.
            window: Over which to ask.

        Raises:
            JournalError: The file cannot be read.
        """
        from PySide6.QtPrintSupport import QPrintDialog  # 7 ms that only a printer needs

        if self._dialog is not None:
            return self._dialog  # one at a time
        pages = PdfPages(pdf)
        count = len(pages.sizes)
        dialog = QPrintDialog(window)
        printer = dialog.printer()  # the dialog's own: one of ours would have to outlive it
        set_up(printer, pages, title)
        pages.close()
        dialog.setWindowTitle(_("Print"))
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
        self._dialog, self._asked = dialog, (pdf, printer, title, window)
        dialog.finished.connect(self._answered)
        QDialog.open(dialog)  # its own open wants the name of a slot
        return dialog

    def start(self, pdf: bytes, printer: QPrinter, title: str, window: QWidget) -> Task:
        """Print ``pdf`` with ``printer`` as it is set, and return the work under way."""
        done = _("Printed: {title}.").format(title=title)
        work = partial(_print_file, pdf, printer)
        task = self._tasks.start(work, on_success=lambda _count: self.said.emit(done))
        TaskDialog(task, _("Printing"), window)
        return task

    def _answered(self, answer: int) -> None:
        asked, self._asked = self._asked, None
        if asked is not None and answer == QDialog.DialogCode.Accepted:
            self.start(*asked).ended.connect(self._let_go)  # until then the printer is in use
        else:
            self._let_go()

    def _let_go(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


def set_up(printer: QPrinter, pages: PdfPages, title: str) -> None:
    """Set ``printer`` to the paper of the file's first page, without margins of its own."""
    printer.setDocName(title)
    printer.setResolution(FINEST)
    printer.setFullPage(True)
    across, down = pages.sizes[0]
    upright = QSizeF(min(across, down), max(across, down))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    lying = across > down
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    )
    printer.setPageMargins(QMarginsF())


def print_pages(pages: PdfPages, printer: QPrinter, progress: Progress) -> int:
    """Print the pages that were chosen for ``printer`` and return how many.

    A page is as large as in the file; on paper of another size it is as large as fits, in the middle.

    Raises:
        CancelledError: The person asked to stop; what was not printed yet is not printed.
        JournalError: The printer does not take it.
    """
    chosen = _chosen(len(pages.sizes), printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused()
    try:
        # Without it a page goes to the printer as a photograph, with a haze around its letters.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for at, number in enumerate(chosen):
            progress(at, len(chosen))
            if at and not printer.newPage():
                raise _refused()
            _print_page(pages, number, printer, painter)
        progress(len(chosen), len(chosen))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() is type(printer.printerState()).Error:
        raise _refused()
    return len(chosen)


def _print_file(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    pages = PdfPages(pdf)
    try:
        return print_pages(pages, printer, progress)
    finally:
        pages.close()


def _chosen(count: int, printer: QPrinter) -> list[int]:
    """Return the numbers of the pages to print, from 0, in the order in which they come out."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    chosen = list(range(max(first, 1) - 1, min(last, count)))
    if printer.pageOrder() is type(printer.pageOrder()).LastPageFirst:
        chosen.reverse()
    return chosen


def _print_page(pages: PdfPages, number: int, printer: QPrinter, painter: QPainter) -> None:
    dots = min(printer.resolution(), FINEST) / _POINTS_PER_INCH
    across, down = pages.sizes[number]
    picture = _drawn(pages, number, QSize(round(across * dots), round(down * dots)))
    paper = QRectF(painter.viewport())
    real = QSizeF(across, down) * (printer.resolution() / _POINTS_PER_INCH)
    if real.width() > paper.width() + 1 or real.height() > paper.height() + 1:
        real.scale(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(paper.topLeft(), real)
    place.moveCenter(paper.center())
    painter.drawImage(place, picture)


def _drawn(pages: PdfPages, number: int, whole: QSize) -> QImage:
    """Return a page as one picture, drawn band by band: the preview must not wait for all of it."""
    picture = QImage(whole, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    for top in range(0, whole.height(), _BAND):
        band = QRect(0, top, whole.width(), min(_BAND, whole.height() - top))
        painter.drawImage(band.topLeft(), pages.draw(number, whole, band))
    painter.end()
    return picture


def _refused() -> JournalError:
    return JournalError(
        _("The printer does not take the pages."),
        _("Look whether it is switched on and has paper, then try again."),
        code="cannot_print",
    )

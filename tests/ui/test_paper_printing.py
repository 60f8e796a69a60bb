from __future__ import annotations

import io
from datetime import date

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.services import issued_reports, kept_reports, status
from retention_journal.services.report_words import ReportWords
from retention_journal.settings import SettingsFile
from retention_journal.storage.tables import Report
from retention_journal.ui.pages.report_lines import Stage
from retention_journal.ui.pages.report_preview import ReportPreviewPage
from retention_journal.ui.pages.reports import ReportsPage
from retention_journal.ui.paper_printing import PaperPrinting, print_pages, set_up
from retention_journal.ui.pdf_pages import PdfPages
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, a_client

JANUARY, FEBRUARY = month_of(date(2026, 1, 1)), month_of(date(2026, 2, 1))
A4, LETTER = (595.28, 841.89), (612.0, 792.0)


def _file(size=A4, pages=3):
    """Return a file whose pages have a black frame half an inch inside, and their number."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size)
    for number in range(1, pages + 1):
        canvas.setLineWidth(4)
        canvas.rect(36, 36, size[0] - 72, size[1] - 72)
        canvas.drawString(100, 500, f"This is page {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _no_progress(_done, _total):
    pass


@pytest.fixture
def printed(qapp, tmp_path):
    """Print to a file as to any printer, and return its pages."""
    opened = []

    def do(pdf, setting=lambda _printer: None, progress=_no_progress):
        pages, path = PdfPages(pdf), tmp_path / f"printed{len(opened)}.pdf"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up(printer, pages, "October report")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        setting(printer)
        try:
            print_pages(pages, printer, progress)
        finally:
            pages.close()
        made = PdfPages(path.read_bytes())
        opened.append(made)
        return made

    yield do
    for one in opened:
        one.close()


def _frame(pages, number):
    """Return where the frame of a page is, in points: left, top, right, bottom."""
    width, height = pages.sizes[number]
    picture = pages.draw(number, QSize(round(width), round(height)))
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = [bytes(grey.constScanLine(y))[: grey.width()] for y in range(grey.height())]
    down = [y for y, line in enumerate(lines) if min(line) < 120]
    across = [x for x in range(grey.width()) if min(line[x] for line in lines) < 120]
    return min(across), min(down), max(across), max(down)


@pytest.mark.parametrize("size", [A4, LETTER])
def test_paper_bears_the_pages_of_the_file_at_their_own_size(printed, size):
    made = printed(_file(size))
    assert len(made.sizes) == 3
    for across, down in made.sizes:
        assert abs(across - size[0]) < 1
        assert abs(down - size[1]) < 1
    left, top, right, bottom = _frame(made, 0)
    assert abs(left - 34) <= 1
    assert abs(top - 34) <= 1
    assert abs(right - (size[0] - 34)) <= 2
    assert abs(bottom - (size[1] - 34)) <= 2


def test_a_printed_page_looks_like_the_page_of_the_file(printed):
    pdf = _file(pages=1)
    file, made, size = PdfPages(pdf), printed(pdf), QSize(298, 421)
    before, after = file.draw(0, size), made.draw(0, size)
    file.close()
    apart = [
        abs(before.pixelColor(x, y).lightness() - after.pixelColor(x, y).lightness())
        for x in range(0, 298, 2)
        for y in range(0, 421, 2)
    ]
    assert sum(apart) / len(apart) < 3


def test_only_the_pages_that_were_chosen_are_printed(printed):
    assert len(printed(_file(), lambda printer: printer.setFromTo(2, 3)).sizes) == 2
    assert len(printed(_file(), lambda printer: printer.setFromTo(3, 9)).sizes) == 1


def test_pages_may_come_out_last_one_first(printed):
    def backwards(printer):
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)

    def words(pages, number):
        picture = pages.draw(number, QSize(596, 842))
        return picture.copy(90, 325, 120, 25)

    pdf = _file(pages=2)
    usual, reverse = printed(pdf), printed(pdf, backwards)
    assert words(usual, 0) == words(reverse, 1)
    assert words(usual, 0) != words(reverse, 0)


def test_on_smaller_paper_the_whole_page_is_there(printed):
    made = printed(_file(), lambda printer: printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5)))
    across, down = made.sizes[0]
    left, top, right, bottom = _frame(made, 0)
    assert 0 < left < right < across < 430
    assert 0 < top < bottom < down


def test_on_larger_paper_a_page_keeps_its_size_in_the_middle(printed):
    made = printed(_file(), lambda printer: printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3)))
    left, _top, right, _bottom = _frame(made, 0)
    assert abs((right - left) - (A4[0] - 68)) <= 3
    assert abs((left + right) / 2 - made.sizes[0][0] / 2) <= 2


def test_stopping_prints_no_further_page(printed):
    seen = []

    def stop_after_one(done, total):
        seen.append((done, total))
        if done == 1:
            raise CancelledError("")

    with pytest.raises(CancelledError):
        printed(_file(pages=5), progress=stop_after_one)
    assert seen == [(0, 5), (1, 5)]


@pytest.mark.qt_log_ignore("^QPainter::begin")
def test_a_place_that_cannot_be_written_is_told_plainly(qtbot, tmp_path, qapp):
    pages = PdfPages(_file())
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer, pages, "October report")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "x.pdf"))
    with pytest.raises(JournalError) as told:
        print_pages(pages, printer, _no_progress)
    assert told.value.message == "The printer does not take the pages."
    pages.close()


def test_a_damaged_file_is_refused_before_anything_is_asked(qtbot, qapp):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.add_widget(window)
    with pytest.raises(JournalError):
        PaperPrinting(Tasks(window, on_error=print), window).ask(b"no PDF", "x", window)


def test_printing_goes_on_beside_the_window_and_says_when_it_is_done(qtbot, tmp_path, qapp):
    from PySide6.QtWidgets import QWidget

    window, errors = QWidget(), []
    qtbot.add_widget(window)
    tasks = Tasks(window, on_error=errors.append)
    printing, pages = PaperPrinting(tasks, window), PdfPages(_file())
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer, pages, "October report")
    pages.close()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    with qtbot.wait_signal(printing.said) as said:
        printing.start(_file(), printer, "October report", window)
    assert said.args == ["Printed: October report."]
    assert errors == []
    made = PdfPages((tmp_path / "paper.pdf").read_bytes())
    assert len(made.sizes) == 3
    made.close()
    assert tasks.stop()


def test_the_dialog_offers_the_pages_there_are(qtbot, qapp):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.add_widget(window)
    printing = PaperPrinting(Tasks(window, on_error=print), window)
    dialog = printing.ask(_file(), "October report", window)
    assert (dialog.minPage(), dialog.maxPage()) == (1, 3)
    assert dialog.printer().resolution() == 300
    assert dialog.printer().pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
    dialog.reject()


def test_what_the_dialog_was_told_is_printed(qtbot, tmp_path, qapp):
    from PySide6.QtWidgets import QDialog, QWidget

    window, errors = QWidget(), []
    qtbot.add_widget(window)
    tasks = Tasks(window, on_error=errors.append)
    printing = PaperPrinting(tasks, window)
    dialog = printing.ask(_file(), "October report", window)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "paper.pdf"))
    dialog.setFromTo(2, 2)
    with qtbot.wait_signal(printing.said):
        QDialog.accept(dialog)  # as its button does, without what this computer's printers would want
    made = PdfPages((tmp_path / "paper.pdf").read_bytes())
    assert len(made.sizes) == 1
    made.close()
    assert errors == []
    assert tasks.stop()


@pytest.fixture
def kept(journal):
    """Return the reports of a client: one that was sent, and a draft."""
    client = a_client(journal, "Ada Ltd", report_rhythm="none")
    report = status.status_report(journal, client, JANUARY, today=NOON.date(), draft=False)
    issued_reports.issue(journal, client, report, pdf_bytes=_file(), now=NOON, reviewed_now=True)
    kept_reports.save_words(journal, client, FEBRUARY, ReportWords("It went well."))
    return kept_reports.reports(journal, client)


@pytest.fixture
def preview(qtbot, journal, kept, tmp_path):
    tasks = Tasks(on_error=print)
    page = ReportPreviewPage(journal, lambda: NOON, settings=SettingsFile(tmp_path / "s.json"), tasks=tasks)
    qtbot.add_widget(page)
    page.show_kept(next(row.report_id for row in kept if row.period == JANUARY))
    page.show()
    yield page
    assert tasks.stop()


def _print(page):
    """Give the command by its key, and return the dialog it opens or None."""
    command = next(one for one in page.menu_actions()["report"] if one.shortcut().toString() == "Ctrl+P")
    command.trigger()
    dialog = next((one for one in page.findChildren(QPrintDialog) if one.isVisible()), None)
    if dialog is not None:
        dialog.reject()
    return dialog


def test_a_report_that_was_sent_is_printed_from_the_preview(qtbot, preview):
    qtbot.wait_until(lambda: preview.pages.view.page_count() == 3)
    dialog = _print(preview)
    assert dialog.maxPage() == 3


def test_a_draft_is_printed_once_it_was_looked_through(qtbot, preview, journal, kept):
    draft = next(row for row in kept if row.period == FEBRUARY)
    preview.show_kept(draft.report_id)
    qtbot.wait_until(lambda: preview.pages.view.page_count() in {1, 2})
    with qtbot.wait_signal(preview.toast) as said:
        assert _print(preview) is None
    assert said.args == ["This is still a draft. Look it through first, then it can be printed."]
    with journal.change("Look through") as change:
        change.update(Report, draft.report_id, state=ReportState.REVIEWED)
    assert _print(preview) is not None


def test_a_report_of_the_archive_is_printed_as_it_was_sent(qtbot, journal, kept, tmp_path):
    tasks = Tasks(on_error=print)
    page = ReportsPage(journal, lambda: NOON, settings=SettingsFile(tmp_path / "s.json"), tasks=tasks)
    qtbot.add_widget(page)
    page.show()
    page.show_stage(Stage.SENT)
    menu = page.menu_for(page.table.current())
    next(one for one in menu.actions() if one.text() == "Print…").trigger()
    dialog = next(one for one in page.findChildren(QPrintDialog) if one.isVisible())
    assert dialog.printer().docName() == "Ada Ltd – Status report January 2026"
    assert dialog.maxPage() == 3
    dialog.reject()
    menu.close()
    assert tasks.stop()

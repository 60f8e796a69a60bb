from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QToolTip

from retention_journal.core.periods import month_of
from retention_journal.core.report import Delivery, Issuer, StatusReport
from retention_journal.reports.status_report import print_report
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.ui import theme
from retention_journal.ui.pdf_layout import STEPS, Fit, Showing
from retention_journal.ui.pdf_pages import PdfPages
from retention_journal.ui.pdf_pane import PdfPane
from retention_journal.ui.pdf_pictures import MOST_BYTES
from retention_journal.ui.pdf_view import PdfView

REPORT = StatusReport(
    client="Harbour & Hale",
    period=month_of(date(2026, 2, 1)),
    period_label="February 2026",
    issued_on=date(2026, 3, 10),
    language="en",
    issuer=Issuer(name="Solheim Synlighet"),
    headline="More people asked for a survey.",
    delivered=tuple(Delivery(f"Page {n} of the site", date(2026, 2, 3)) for n in range(60)),
)


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))
    yield
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def pane(qtbot):
    pane = PdfPane()
    qtbot.add_widget(pane)
    pane.resize(700, 800)
    pane.show()
    pane.view.show_pdf(print_report(REPORT).pdf)
    return pane


def test_a_view_says_which_page_it_shows_and_reads_its_words_to_a_screen_reader(pane):
    assert pane.view.page_count() == 3
    assert pane.view.accessibleName() == "Page 1 of 3"
    assert "More people asked for a survey." in pane.view.accessibleDescription()
    assert pane.bar.words.text() == "Page 1 of 3"


def test_page_down_and_up_turn_pages(qtbot, pane):
    qtbot.keyClick(pane.view, Qt.Key.Key_PageDown)
    assert pane.view.page() == 2
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    assert pane.view.accessibleName() == "Page 3 of 3"
    qtbot.keyClick(pane.view, Qt.Key.Key_PageDown)
    assert pane.view.page() == 3
    qtbot.keyClick(pane.view, Qt.Key.Key_PageUp)
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    assert pane.view.page() == 1


def test_the_bar_turns_pages_and_stops_at_both_ends(qtbot, pane):
    assert not pane.bar.back.isEnabled()
    qtbot.mouseClick(pane.bar.on, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pane.bar.on, Qt.MouseButton.LeftButton)
    assert pane.view.page() == 3
    assert not pane.bar.on.isEnabled()
    qtbot.mouseClick(pane.bar.back, Qt.MouseButton.LeftButton)
    assert pane.bar.words.text() == "Page 2 of 3"


def test_scrolling_tells_the_page_in_sight(pane):
    pane.view.verticalScrollBar().setValue(pane.view.verticalScrollBar().maximum())
    assert pane.view.page() == 3


def test_a_page_is_shown_whole_or_as_wide_as_there_is_room(qtbot, pane):
    whole = pane.view.picture(1).width()
    _choose(pane, "Page width")
    assert pane.view.fit() is Fit.WIDTH
    assert pane.view.picture(1).width() > whole
    assert pane.bar.size_button.text() == "Page width"
    qtbot.keyClick(pane.view, Qt.Key.Key_W)
    assert pane.view.fit() is Fit.PAGE
    assert pane.bar.size_button.text() == "Whole page"


def test_at_100_per_cent_a_page_is_as_large_as_on_paper(qtbot, pane):
    qtbot.keyClick(pane.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.page_place(1).size() == QSize(794, 1123)  # A4 at 96 dots to the inch
    assert pane.bar.size_button.text() == "100 %"


def test_plus_and_minus_go_in_steps_from_50_to_400(qtbot, pane):
    ctrl, seen = Qt.KeyboardModifier.ControlModifier, []
    pane.view.set_percent(50)
    for _press in range(20):
        seen.append(round(pane.view.percent()))
        qtbot.keyClick(pane.view, Qt.Key.Key_Plus, ctrl)
    assert tuple(dict.fromkeys(seen)) == STEPS
    for _press in range(20):
        qtbot.keyClick(pane.view, Qt.Key.Key_Minus, ctrl)
    assert round(pane.view.percent()) == 50


def test_ctrl_with_plus_is_for_the_pages_while_they_have_the_focus(qtbot, pane):
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_A):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(pane.view, event)
        assert event.isAccepted()
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(pane.view, event)
    assert not event.isAccepted()


@pytest.mark.parametrize(("turned", "grows"), [(120, True), (-120, False)])
def test_the_wheel_with_ctrl_changes_the_size_around_the_pointer(pane, turned, grows):
    pane.view.set_percent(150)
    pane.view.verticalScrollBar().setValue(300)
    before, place = pane.view.percent(), QPointF(210, 340)
    share = _share(pane.view, place)
    _wheel(pane.view, place, turned)
    assert (pane.view.percent() > before) is grows
    now = _share(pane.view, place)
    assert abs(now.x() - share.x()) < 0.003
    assert abs(now.y() - share.y()) < 0.003


def test_a_fine_wheel_changes_the_size_once_a_notch(pane):
    pane.view.set_percent(100)
    for _part in range(8):
        _wheel(pane.view, QPointF(50, 50), 30)
    assert round(pane.view.percent()) == 125


def test_fingers_that_part_enlarge_the_page(pane):
    pane.view.set_percent(100)
    _pinch(pane.view, 0.25)
    assert round(pane.view.percent()) == 125
    for _more in range(20):
        _pinch(pane.view, 0.5)
    assert round(pane.view.percent()) == 400


def test_two_fingers_on_a_touch_screen_enlarge_the_page(pane):
    pane.view.set_percent(100)
    gesture = QPinchGesture()
    gesture.setScaleFactor(1.5)
    gesture.setHotSpot(QPointF(pane.view.viewport().mapToGlobal(QPoint(100, 100))))
    QApplication.sendEvent(pane.view.viewport(), QGestureEvent([gesture]))
    assert round(pane.view.percent()) == 150


def test_a_large_page_is_scrolled_both_ways(qtbot, pane):
    assert not pane.view.horizontalScrollBar().isVisible()
    pane.view.set_percent(200)
    qtbot.wait_until(pane.view.horizontalScrollBar().isVisible)
    at = pane.view.horizontalScrollBar().value()
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert pane.view.horizontalScrollBar().value() == at + 60
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    at = pane.view.verticalScrollBar().value()
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.view.verticalScrollBar().value() == at + 60


def test_space_reads_a_large_page_to_its_end_before_the_next(qtbot, pane):
    pane.view.set_percent(100)
    pane.view.go_to(1)
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert -1123 < pane.view.page_place(1).top() < 0
    while pane.view.page_place(1).bottom() > pane.view.viewport().height():
        qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert pane.view.page_place(1).bottom() > 0
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert pane.view.page() == 2
    qtbot.keyClick(pane.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert pane.view.page() == 1


def test_two_pages_stand_side_by_side_and_an_odd_one_alone_at_the_end(qtbot, pane):
    pane.view.set_percent(50)
    _choose(pane, "Two pages side by side")
    first, second, third = (pane.view.page_place(page) for page in (1, 2, 3))
    assert first.top() == second.top()
    assert first.right() < second.left()
    assert third.top() > first.bottom()
    assert third.left() == first.left()
    qtbot.keyClick(pane.view, Qt.Key.Key_PageDown)
    assert pane.view.page() == 3
    assert not pane.bar.on.isEnabled()
    qtbot.keyClick(pane.view, Qt.Key.Key_PageUp)
    assert pane.view.page() == 1
    qtbot.keyClick(pane.view, Qt.Key.Key_T)
    assert not pane.view.showing().two


def test_from_two_pages_to_a_large_one_its_middle_is_in_sight(pane):
    pane.view.set_two(two=True)
    pane.view.show_as(Showing(Fit.FREE, 300))
    assert pane.view.page() == 1
    assert abs(pane.view.page_place(1).center().x() - pane.view.viewport().width() // 2) <= 10


def test_what_was_chosen_is_remembered(qtbot, pane, tmp_path):
    settings = SettingsFile(tmp_path / "settings.json")
    pane.remember_in(settings, "report")
    pane.view.show_as(Showing(Fit.FREE, 125, two=True))
    other = PdfPane()
    qtbot.add_widget(other)
    other.remember_in(SettingsFile(tmp_path / "settings.json"), "report")
    assert other.view.showing() == Showing(Fit.FREE, 125, two=True)


@pytest.mark.parametrize("kept", [None, "page", {"fit": "huge", "percent": "x", "two": 1}, {"percent": 9999}])
def test_settings_that_were_tampered_with_show_a_page_all_the_same(qtbot, pane, tmp_path, kept):
    settings = SettingsFile(tmp_path / "settings.json")
    settings.keep_view("pages.report", kept)
    pane.remember_in(settings, "report")
    assert pane.view.showing().fit is Fit.PAGE
    assert 50 <= pane.view.showing().percent <= 400


def test_a_narrow_window_shows_the_width_and_forgets_it_when_it_grows(pane, tmp_path):
    settings = SettingsFile(tmp_path / "settings.json")
    pane.remember_in(settings, "report")
    pane.view.set_percent(150)
    pane.set_narrow(True)
    assert pane.view.fit() is Fit.WIDTH
    pane.set_narrow(False)
    assert pane.view.showing() == Showing(Fit.FREE, 150)


def test_pages_at_400_per_cent_take_bounded_memory(pane):
    pane.view.set_percent(400)
    bar = pane.view.verticalScrollBar()
    for at in range(0, bar.maximum(), 400):
        bar.setValue(at)
        pane.view.viewport().repaint()
        assert 0 < pane.view.bytes_kept() <= MOST_BYTES


def test_a_page_in_parts_looks_like_the_page_in_one(pane):
    pane.view.set_percent(400)
    pane.view.go_to(1)
    pane.view.horizontalScrollBar().setValue(0)
    shown = pane.view.viewport().grab().toImage()
    place = pane.view.page_place(1)
    inside = QRect(0, 0, 600, 600)
    whole = pane.view.picture(1).copy(inside)
    here = shown.copy(inside.translated(place.topLeft())).convertToFormat(whole.format())
    assert here == whole


def test_a_new_file_keeps_the_page_and_size_in_use(qtbot, pane):
    pane.view.set_fit(Fit.WIDTH)
    qtbot.keyClick(pane.view, Qt.Key.Key_PageDown)
    at = pane.view.verticalScrollBar().value()
    pane.view.show_pdf(print_report(replace(REPORT, headline="Fewer people asked.")).pdf)
    assert (pane.view.page(), pane.view.fit()) == (2, Fit.WIDTH)
    assert abs(pane.view.verticalScrollBar().value() - at) <= 1
    assert "Fewer people asked." in pane.view.page_text(1)


def test_a_shorter_file_shows_its_last_page(qtbot, pane):
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    pane.view.show_pdf(print_report(replace(REPORT, delivered=())).pdf)
    assert pane.view.page() == pane.view.page_count() == 1


def test_nothing_to_show_says_so(pane):
    pane.view.show_pdf(b"")
    assert pane.view.page() == 0
    assert pane.bar.words.text() == "No page yet"
    assert not pane.bar.on.isEnabled()


def test_paper_stays_white_in_the_dark(pane):
    theme.apply(Settings(theme=Theme.DARK))
    picture = pane.view.grab().toImage()
    left = picture.width() // 2 - pane.view.picture(1).width() // 2
    assert picture.pixelColor(left + 8, picture.height() // 2) == QColor("white")
    corner = QColor(picture.pixelColor(3, 3))
    assert corner == theme.colour("window")


def test_a_file_that_differs_on_its_first_page_paints_only_that(qtbot, pane):
    pane.view.set_percent(50)
    pane.view.viewport().repaint()
    painted = _Painted(pane.view.viewport())
    pane.view.show_pdf(print_report(replace(REPORT, headline="Fewer people asked.")).pdf)
    qtbot.wait_until(lambda: bool(painted.places))
    assert all(place.bottom() <= pane.view.page_place(1).bottom() + 3 for place in painted.places)


def test_the_same_pages_again_paint_nothing(qtbot, pane):
    other = print_report(replace(REPORT, issuer=replace(REPORT.issuer, email=""))).pdf
    pane.view.show_pdf(other)
    pane.view.viewport().repaint()
    painted = _Painted(pane.view.viewport())
    pane.view.show_pdf(other + b"\n")
    QApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    assert painted.places == []


def test_words_are_marked_by_dragging_and_copied(qtbot, pane):
    start, end = _line_of(pane.view, "More people asked for a survey.")
    _drag(pane.view, start, end)
    assert pane.view.marked_text() == "More people asked for a survey."
    qtbot.keyClick(pane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "More people asked for a survey."
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.view.marked_text() == ""


def test_a_double_click_marks_a_word(qtbot, pane):
    start, _end = _line_of(pane.view, "More people asked for a survey.")
    qtbot.mouseDClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(3, 0))
    assert pane.view.marked_text() == "More"


def test_everything_can_be_marked_also_over_the_ends_of_pages(qtbot, pane):
    qtbot.keyClick(pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    text = pane.view.marked_text()
    assert "More people asked for a survey." in text
    assert "Page 59 of the site" in text
    before = pane.view.viewport().grab().toImage()
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.view.viewport().grab().toImage() != before


def test_nothing_marked_leaves_the_clipboard_alone(qtbot, pane):
    QApplication.clipboard().setText("kept")
    qtbot.keyClick(pane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "kept"


def _linked():
    """Return two pages with three links: outside, to the second page, and one that no click may open."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.drawString(100, 700, "write to us")
    canvas.linkURL("mailto:ingrid@solheim.example", (100, 690, 200, 720))
    canvas.linkURL("file:///etc/passwd", (100, 590, 200, 620))
    canvas.linkAbsolute("", "second", (100, 490, 200, 520))
    canvas.showPage()
    canvas.bookmarkPage("second")
    canvas.drawString(100, 700, "here")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def linked(qtbot):
    opened = []
    view = PdfView(open_url=lambda url: bool(opened.append(url.toString())) or True)
    qtbot.add_widget(view)
    view.resize(700, 900)
    view.show()
    view.show_pdf(_linked())
    return view, opened


def _at(view, x, y):
    place = view.page_place(1)
    scale = place.width() / 595
    return place.topLeft() + QPoint(round(x * scale), round((842 - y) * scale))


def test_a_link_is_opened_by_a_click_and_by_nothing_else(qtbot, linked):
    view, opened = linked
    assert opened == []
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, 150, 705))
    assert opened == ["mailto:ingrid@solheim.example"]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, 400, 705))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, 150, 605))
    assert len(opened) == 1


def test_dragging_over_a_link_marks_words_and_opens_nothing(linked):
    view, opened = linked
    _drag(view, _at(view, 101, 705), _at(view, 160, 705))
    assert view.marked_text()
    assert opened == []


@pytest.mark.qt_log_ignore("^This plugin does not support raise")
def test_the_address_of_a_link_is_told_before_it_is_opened(qtbot, linked):
    view, opened = linked
    place = _at(view, 150, 705)
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    )
    assert QToolTip.text() == "mailto:ingrid@solheim.example"
    QToolTip.hideText()
    assert opened == []


def test_a_link_inside_the_file_turns_to_its_page(qtbot, linked):
    view, opened = linked
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, 150, 505))
    assert view.page() == 2
    assert opened == []


def test_links_are_in_the_menu_for_the_keyboard(qtbot, pane):
    pane.view.show_pdf(_linked())
    texts = [one.text() for one in pane.menu().actions()]
    assert "Open mailto:ingrid@solheim.example" in texts
    assert not any("passwd" in text for text in texts)


def test_a_damaged_file_says_so(pane):
    pane.view.show_pdf(b"%PDF-1.7 and no more")
    assert pane.view.page() == 0
    assert pane.view.accessibleName() == "These pages cannot be shown."
    pane.view.show_pdf(print_report(REPORT).pdf)
    assert pane.view.page() == 1


class _Painted(QObject):
    """Notes which parts of a widget are painted."""

    def __init__(self, watched):
        super().__init__(watched)
        self.places = []
        watched.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.places.append(event.region().boundingRect())
        return False


def _choose(pane, text):
    menu = pane.bar.menu
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text().split("\t")[0] == text).trigger()


def _share(view, place):
    sheet = view.page_place(view.page())
    return QPointF((place.x() - sheet.x()) / sheet.width(), (place.y() - sheet.y()) / sheet.height())


def _wheel(view, place, turned):
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def _pinch(view, value):
    place = QPointF(100, 100)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        place, place, place, value, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def _line_of(view, words):
    """Return where a line of page 1 begins and ends in the view."""
    pages = PdfPages(view.pdf())
    text = pages.text(0)
    first = text.index(words) + text[: text.index(words)].count("\n")  # pdfium counts two for a line's end
    boxes = pages.boxes(0, first, len(words))
    box, scale = boxes[0].united(boxes[-1]), view.page_place(1).width() / pages.sizes[0][0]
    pages.close()
    corner = view.page_place(1).topLeft()
    middle = round(box.center().y() * scale)
    return (
        corner + QPoint(round(box.left() * scale), middle),
        corner + QPoint(round(box.right() * scale), middle),
    )


def _drag(view, start, end):
    def send(kind, place, button, buttons):
        there, keys = view.viewport().mapToGlobal(QPointF(place)), Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, QPointF(place), there, button, buttons, keys)
        QApplication.sendEvent(view.viewport(), event)

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    send(QEvent.Type.MouseButtonPress, start, left, left)
    send(QEvent.Type.MouseMove, (start + end) / 2, none, left)
    send(QEvent.Type.MouseMove, end, none, left)
    send(QEvent.Type.MouseButtonRelease, end, left, none)

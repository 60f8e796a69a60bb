from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from retention_journal.core.periods import month_of
from retention_journal.core.report import Delivery, Issuer, StatusReport
from retention_journal.reports.status_report import print_report
from retention_journal.settings import Settings, Theme
from retention_journal.ui import theme
from retention_journal.ui.pdf_view import Fit, PdfPane

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
    qtbot.mouseClick(pane.bar.size_button, Qt.MouseButton.LeftButton)
    assert pane.view.fit() is Fit.WIDTH
    assert pane.view.picture(1).width() > whole
    assert pane.bar.size_button.text() == "Whole page"
    qtbot.keyClick(pane.view, Qt.Key.Key_W)
    assert pane.view.fit() is Fit.PAGE


def test_the_wheel_with_ctrl_changes_the_size(pane):
    def turn(down):
        event = QWheelEvent(
            QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, down), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(pane.view.viewport(), event)

    turn(120)
    assert pane.view.fit() is Fit.WIDTH
    turn(-120)
    assert pane.view.fit() is Fit.PAGE


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

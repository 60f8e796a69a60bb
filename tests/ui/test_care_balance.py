"""Hunt and care beside the losses: a sentence, and the months for whoever asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal.core.hours import Bucket
from retention_journal.services.hours import HoursEntry, log_hours
from retention_journal.ui.pages.lost_lessons import LostLessonsPage
from tests.builders import NOON, TODAY, a_client

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, journal):
    page = LostLessonsPage(journal, lambda: NOON)
    journal.on_change(page.on_change)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    return page


def worked(journal, client, minutes, bucket, days_ago=0):
    entry = HoursEntry(TODAY - timedelta(days_ago), minutes, bucket, billable=False)
    log_hours(journal, client, entry, today=TODAY)


def test_nothing_is_said_before_any_hour_went_to_either(journal, page):
    worked(journal, a_client(journal), 60, Bucket.SERVE)
    assert not page.side.care.isVisible()


def test_hours_written_down_are_told_at_once_and_taken_back_with_undo(journal, page):
    ada = a_client(journal)  # a client for two years, so not won lately
    worked(journal, ada, 240, Bucket.CARE)
    worked(journal, None, 600, Bucket.HUNT, days_ago=40)
    assert page.side.care.isVisible()
    assert page.side.care.words.text() == "10 h on new clients, 4 h on those you have; lost 0, won 0."
    journal.undo()
    assert page.side.care.words.text() == "0 min on new clients, 4 h on those you have; lost 0, won 0."


def test_the_months_are_shown_when_asked_for_and_read_by_arrow_keys(qtbot, journal, page):
    worked(journal, None, 60, Bucket.HUNT, days_ago=40)
    worked(journal, a_client(journal), 180, Bucket.CARE)
    care = page.side.care
    assert not care.frame.isVisible()
    qtbot.mouseClick(care.by_month, LEFT)
    assert care.frame.isVisible()
    QTest.keyClick(care.chart, Qt.Key.Key_End)
    assert care.frame.told.text() == (
        "March 2026: care for clients 3 h, hunt for new ones 0 min; care is 100 %."
    )
    QTest.keyClick(care.chart, Qt.Key.Key_Left)
    assert care.frame.told.text().startswith("February 2026: no hours")
    qtbot.mouseClick(care.frame.table, LEFT)
    assert "March 2026\t3 h\t0 min\t100 %" in QApplication.clipboard().text()
    worked(journal, None, 60, Bucket.HUNT)
    assert care.frame.isVisible()
    qtbot.mouseClick(care.by_month, LEFT)
    assert not care.frame.isVisible()

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from retention_journal.core.periods import month_of
from retention_journal.services import issued_reports, kept_reports, status
from retention_journal.services.report_words import ReportWords
from retention_journal.settings import Settings, Theme
from retention_journal.ui import theme
from retention_journal.ui.pages.client_reports import ReportsTab
from tests.builders import NOON, a_client

FEBRUARY, JANUARY = month_of(date(2026, 2, 1)), month_of(date(2026, 1, 1))


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def client(journal):
    a_client(journal, "Berg AS")
    return a_client(journal, "Ada Ltd", report_rhythm="monthly")


@pytest.fixture
def tab(qtbot, journal, client):
    tab = ReportsTab(journal, lambda: NOON)
    qtbot.add_widget(tab)
    journal.on_change(tab.on_change)
    tab.resize(1000, 600)
    tab.show_client(client)
    tab.show()
    yield tab
    journal.stop_telling(tab.on_change)


def _send(journal, client, period):
    kept_reports.save_words(journal, client, period, ReportWords("It went well."))
    report = status.status_report(journal, client, period, today=NOON.date(), draft=False)
    return issued_reports.issue(journal, client, report, pdf_bytes=b"%PDF", now=NOON, reviewed_now=True)


def test_only_this_client_is_listed_what_is_due_first(tab, journal, client):
    _send(journal, client, JANUARY)
    assert [(line.client, line.period) for line in tab.table.records()] == [
        ("Ada Ltd", FEBRUARY),
        ("Ada Ltd", JANUARY),
    ]


def test_a_client_without_reports_is_told_what_one_is(tab, journal):
    tab.show_client(a_client(journal, "New Ltd", report_rhythm="none"))
    assert not tab.table.isVisible()


def test_a_new_report_is_for_this_client(qtbot, tab, client):
    with qtbot.wait_signal(tab.report_wanted) as wanted:
        qtbot.mouseClick(tab.new_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [client, None]


def test_the_answer_to_a_sent_report_is_noted_and_can_be_undone(qtbot, tab, journal, client):
    _send(journal, client, FEBRUARY)
    tab.take_focus()
    assert tab.answer_button.isEnabled()
    dialog = tab.note_answer()
    qtbot.keyClicks(dialog.words, "Thank you.")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert tab.table.current().answer == "Thank you."
    assert tab.answer_button.text() == "Change the answer…"
    journal.undo()
    assert tab.table.current().answer == ""


def test_what_is_not_sent_has_no_answer(tab):
    assert not tab.answer_button.isEnabled()
    assert tab.note_answer() is None


def test_enter_opens_what_was_sent(qtbot, tab, journal, client):
    sent = _send(journal, client, FEBRUARY)
    tab.take_focus()
    with qtbot.wait_signal(tab.report_opened) as opened:
        qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert opened.args == [sent]

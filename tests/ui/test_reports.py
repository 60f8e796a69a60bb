from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from retention_journal.core.periods import month_of
from retention_journal.services import status
from retention_journal.services.report_words import ReportWords
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.ui import theme
from retention_journal.ui.dialogs.new_report import NewReportDialog
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.pages.report_lines import Stage
from retention_journal.ui.pages.reports import ReportsPage
from tests.builders import NOON, a_client, a_person

FEBRUARY, JANUARY = month_of(date(2026, 2, 1)), month_of(date(2026, 1, 1))
OLD = month_of(date(2025, 3, 1))


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def page(qtbot, journal, tmp_path):
    page = ReportsPage(journal, lambda: NOON, settings=SettingsFile(tmp_path / "settings.json"))
    qtbot.add_widget(page)
    journal.on_change(page.on_change)
    page.resize(1200, 800)
    page.show()
    yield page
    journal.stop_telling(page.on_change)


def _sent(journal, client, period, headline="It went well.", at=NOON):
    status.save_words(journal, client, period, ReportWords(headline))
    report = status.status_report(journal, client, period, today=at.date(), draft=False)
    return status.issue(journal, client, report, pdf_bytes=b"%PDF", now=at)


def _shown(page):
    return [(line.client, line.period) for line in page.table.records()]


def _texts(page, row=0):
    return [column.text(page.table.records()[row]) for column in page.table.table.columns]


def test_nothing_due_says_so_and_what_would_be(page):
    assert not page.table.isVisible()
    assert page.chips.button(Stage.DUE).text() == "Due 0"


def test_what_is_due_stands_first_with_how_late_it_is(page, journal):
    a_client(journal, "Ada Ltd")
    begun = a_client(journal, "Berg AS")
    status.save_words(journal, begun, FEBRUARY, ReportWords("It went well."))
    assert _shown(page) == [("Ada Ltd", FEBRUARY), ("Berg AS", FEBRUARY)]
    assert _texts(page) == ["Ada Ltd", "February 2026", "4 days late", "Not begun"]
    assert _texts(page, 1)[-1] == "Ready to look through"


def test_enter_opens_what_is_due_in_the_preview(qtbot, page, journal):
    client = a_client(journal, "Ada Ltd")
    page.take_focus()
    with qtbot.wait_signal(page.report_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == [client, FEBRUARY]


def test_drafts_of_other_periods_can_be_put_in_the_trash_and_back(qtbot, page, journal):
    client = a_client(journal, "Ada Ltd", report_rhythm="none")
    status.save_words(journal, client, OLD, ReportWords("Long ago."))
    qtbot.mouseClick(page.chips.button(Stage.DRAFT), Qt.MouseButton.LeftButton)
    assert _texts(page)[:1] == ["Ada Ltd"]
    page.table.setFocus()
    with qtbot.wait_signal(page.undoable):
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert not page.table.isVisible()
    journal.undo()
    assert _shown(page) == [("Ada Ltd", OLD)]


def test_the_archive_is_in_the_order_of_clients_and_then_newest_first(qtbot, page, journal):
    berg, ada = a_client(journal, "Berg AS"), a_client(journal, "Ada Ltd")
    for client, period in ((berg, JANUARY), (ada, OLD), (ada, JANUARY)):
        _sent(journal, client, period)
    qtbot.mouseClick(page.chips.button(Stage.SENT), Qt.MouseButton.LeftButton)
    assert _shown(page) == [("Ada Ltd", JANUARY), ("Ada Ltd", OLD), ("Berg AS", JANUARY)]


def test_the_archive_is_narrowed_to_a_year_and_to_what_is_typed(qtbot, page, journal):
    berg, ada = a_client(journal, "Berg AS"), a_client(journal, "Ada Ltd")
    _sent(journal, ada, OLD, "The form works.")
    _sent(journal, berg, JANUARY)
    page.show_stage(Stage.SENT)
    page.year.setFocus()
    qtbot.keyClick(page.year, Qt.Key.Key_End)
    assert page.year.value() == 2025
    page.year.activated.emit(page.year.currentIndex())
    assert _shown(page) == [("Ada Ltd", OLD)]
    page.year.set_value(0)
    assert page.find()
    qtbot.keyClicks(page.filter, "berg")
    assert _shown(page) == [("Berg AS", JANUARY)]
    qtbot.keyClicks(page.filter, "x")
    assert not page.table.isVisible()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(_shown(page)) == 2


def test_a_report_that_was_sent_opens_as_it_was_sent(qtbot, page, journal):
    report = _sent(journal, a_client(journal, "Ada Ltd"), JANUARY)
    page.show_stage(Stage.SENT)
    with qtbot.wait_signal(page.report_opened) as opened:
        page.table.opened.emit(page.table.current())
    assert opened.args == [report]


def test_an_answer_is_noted_from_the_menu(qtbot, page, journal):
    client = a_client(journal, "Ada Ltd")
    _sent(journal, client, JANUARY, at=NOON - timedelta(days=20))
    page.show_stage(Stage.SENT)
    menu = page.menu_for(page.table.current())
    next(one for one in menu.actions() if one.text() == "Note the answer…").trigger()
    dialog = page.findChild(ReportAnswerDialog)
    qtbot.keyClicks(dialog.reply, "Thank you.")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert status.reports(journal, client)[0].client_reply == "Thank you."
    assert _texts(page)[-1] == "Thank you."
    menu.close()


def test_a_new_report_asks_for_whom_and_about_which_period(qtbot, page, journal):
    client = a_client(journal, "Ada Ltd")
    a_person(journal, client, "Ada Byron")
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(NewReportDialog)
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert dialog.form.field("client").error() == "Choose a client."
    qtbot.keyClicks(dialog.client.line, "ad")
    qtbot.keyClick(dialog.client.line, Qt.Key.Key_Return)
    assert dialog.period.value() == FEBRUARY
    with qtbot.wait_signal(page.report_wanted) as wanted:
        qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [client, FEBRUARY]


def test_the_client_at_hand_is_that_of_the_line(page, journal):
    client = a_client(journal, "Ada Ltd")
    assert page.current_client_id() == client


def test_the_page_opens_on_what_there_is(page, journal):
    client = a_client(journal, "Ada Ltd", report_rhythm="none")
    _sent(journal, client, JANUARY)
    assert page.chips.value() is Stage.SENT
    assert page.year.itemText(1) == "2026"

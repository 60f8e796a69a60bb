"""Insights: figures of nobody, of few and of many, the clients behind them, tables, and the keyboard."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from retention_journal.core.clients import Status
from retention_journal.core.incidents import IncidentOutcome
from retention_journal.core.insights import Span
from retention_journal.core.losses import LossReason, ReasonCertainty, ReasonSource
from retention_journal.core.moments import instant
from retention_journal.core.periods import months_before
from retention_journal.services.reflections import LossEntry, record_loss
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.tables import Engagement
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.pages.insights import InsightsPage
from retention_journal.ui.pages.insights_behind import ClientsBehind
from retention_journal.ui.pages.insights_reading import MOST_AT_ONCE
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, TODAY, a_client, an_incident

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


def a_firm(journal, clients, lost):
    """Make ``clients`` that came one a month, of whom the first ``lost`` left lately, each for a reason."""
    numbers = [
        a_client(journal, f"Client {n:03}", start_date=months_before(TODAY, 70 - n % 50))
        for n in range(clients)
    ]
    for at, number in enumerate(numbers[:lost]):
        entry = LossEntry(
            notice_on=TODAY - timedelta(days=15 * at + 5),
            primary_reason=LossReason.OVERLOOKED,
            reason_source=ReasonSource.CLIENT_SAID,
            reason_certainty=ReasonCertainty.CONFIRMED,
        )
        record_loss(journal, number, entry, today=TODAY)
    return numbers


def pays(journal, client, minor):
    with journal.change("Agree") as change:
        change.insert(Engagement, client=client, engagement_type="retainer", fee_minor=minor, currency="NOK")


def a_complaint(journal, client, at):
    return an_incident(
        journal, client, received_at=instant(at), is_complaint=True, outcome=IncidentOutcome.RECOVERED
    )


def a_page(qtbot, journal, tmp_path, size=(1440, 900)):
    made = InsightsPage(journal, lambda: NOON, SettingsFile(tmp_path / "settings.json"))
    journal.on_change(made.on_change)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    return made


@pytest.fixture
def page(qtbot, journal, tmp_path):
    return a_page(qtbot, journal, tmp_path)


def press(qtbot, key, times=1):
    for _time in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_an_empty_journal_says_that_there_is_nothing_to_look_back_on(page):
    assert page.empty.isVisible()
    assert not page.span.isVisible()
    assert not any(block.isVisible() for block in page.blocks.values())


def test_with_three_clients_every_figure_is_silent_and_says_what_it_takes(qtbot, journal, tmp_path):
    a_firm(journal, 3, 2)
    page = a_page(qtbot, journal, tmp_path)
    told = page.blocks["survival"].heading.text()
    assert told == "Five losses are needed before this says anything. You have two. Well done."
    assert page.cards.cards["losses"].told.text() == "2 of 3 clients left."
    assert not any("%" in card.told.text() for card in page.cards.cards.values())


def test_instead_of_a_curve_stands_how_long_each_has_stayed(qtbot, journal, tmp_path):
    a_firm(journal, 3, 0)
    page = a_page(qtbot, journal, tmp_path)
    table = page.blocks["survival"].table
    assert table.isVisible()
    assert [name for name, _months in table.records()] == ["Client 000", "Client 001", "Client 002"]
    assert table.records()[0][1] == "70 months"


def test_a_figure_of_twenty_has_its_range_and_its_basis(qtbot, journal, tmp_path):
    a_firm(journal, 20, 3)
    card = a_page(qtbot, journal, tmp_path).cards.cards["losses"]
    assert card.told.text() == "3 of 20 clients left (15 %, likely 5–36 %)."
    assert "Counted among 20." in card.basis.text()
    assert card.link.text() == "Show the 3 clients"


def test_two_hundred_clients_are_shown_with_all_names_behind_the_figure(qtbot, journal, tmp_path):
    a_firm(journal, 200, 20)
    page = a_page(qtbot, journal, tmp_path)
    qtbot.mouseClick(page.cards.cards["logo_retention"].link, LEFT)
    shown = page.findChild(ClientsBehind)
    assert len(shown.list.records()) == 180
    shown.reject()


def test_every_figure_of_the_journal_is_told_either_as_a_chart_or_as_a_card(qtbot, journal, tmp_path):
    a_firm(journal, 20, 6)
    page = a_page(qtbot, journal, tmp_path)
    shown = {*page.cards.cards, *page.blocks, "care_share"}
    if page.neglect.isVisible():
        shown.add("overlooked_share")
    assert set(page.found.figures) <= shown


def test_from_a_figure_enter_lists_the_clients_and_enter_opens_one(qtbot, journal, tmp_path):
    numbers = a_firm(journal, 20, 3)
    page = a_page(qtbot, journal, tmp_path)
    card = page.cards.cards["losses"]
    card.setFocus()
    qtbot.keyClick(card, KEY.Key_Return)
    shown = page.findChild(ClientsBehind)
    assert [one.name for one in shown.list.records()] == ["Client 000", "Client 001", "Client 002"]
    assert shown.list.records()[0].what == "Left 5 March 2026"
    with qtbot.waitSignal(page.client_opened) as opened:
        qtbot.keyClick(shown.list, KEY.Key_Down)
        qtbot.keyClick(shown.list, KEY.Key_Return)
    assert opened.args == [numbers[1]]


def test_twelve_months_leave_out_what_came_before_and_the_choice_is_remembered(qtbot, journal, tmp_path):
    client = a_client(journal, start_date=months_before(TODAY, 40))
    for months in (30, 2):
        a_complaint(journal, client, NOON - timedelta(days=30 * months))
    page = a_page(qtbot, journal, tmp_path)
    assert page.blocks["recovery"].heading.text() == "2 of 2 complaints were put right."
    qtbot.mouseClick(page.span.button(Span.YEAR), LEFT)
    assert page.blocks["recovery"].heading.text() == "1 of 1 complaint was put right."
    again = a_page(qtbot, journal, tmp_path)
    assert again.span.value() is Span.YEAR
    assert again.blocks["recovery"].heading.text() == "1 of 1 complaint was put right."


def test_t_turns_charts_to_tables_and_back_and_is_remembered(qtbot, journal, tmp_path):
    client = a_client(journal, start_date=months_before(TODAY, 40))
    a_complaint(journal, client, NOON - timedelta(days=60))
    page = a_page(qtbot, journal, tmp_path)
    block = page.blocks["recovery"]
    assert block.chart.isVisible()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.span.focus()
    press(qtbot, KEY.Key_T)
    assert not block.chart.isVisible()
    assert block.table.isVisible()
    assert block.table.records()[0][0] == "Ada Ltd"
    assert a_page(qtbot, journal, tmp_path).blocks["recovery"].table.isVisible()
    page.span.focus()
    press(qtbot, KEY.Key_T)
    assert block.chart.isVisible()
    assert not block.table.isVisible()


def test_a_chart_is_copied_as_a_picture_and_as_a_table(qtbot, journal, tmp_path):
    client = a_client(journal, start_date=months_before(TODAY, 40))
    a_complaint(journal, client, NOON - timedelta(days=60))
    block = a_page(qtbot, journal, tmp_path).blocks["recovery"]
    block.copy_table()
    assert QApplication.clipboard().text().startswith("Client\tWhat\tDay")
    block.copy_picture()
    assert not QApplication.clipboard().pixmap().isNull()


def test_a_loss_that_is_written_down_changes_the_figures_at_once(qtbot, journal, tmp_path):
    numbers = a_firm(journal, 20, 3)
    page = a_page(qtbot, journal, tmp_path)
    record_loss(journal, numbers[10], LossEntry(notice_on=TODAY), today=TODAY)
    assert page.cards.cards["losses"].told.text().startswith("4 of 20 clients left")
    journal.undo()
    assert page.cards.cards["losses"].told.text().startswith("3 of 20 clients left")


def test_clients_of_whom_nobody_knows_when_they_left_are_said_to_be_left_out(qtbot, journal, tmp_path):
    a_client(journal, status=Status.LOST, start_date=None)
    page = a_page(qtbot, journal, tmp_path)
    assert page.left_out.isVisible()
    assert page.left_out.text().endswith("left out: 1.")


@pytest.mark.parametrize("width", [1440, 1100, 960])
def test_blocks_never_lie_wider_than_the_window(qtbot, journal, tmp_path, width):
    a_firm(journal, 20, 6)
    page = a_page(qtbot, journal, tmp_path, (width, 800))
    qtbot.waitUntil(lambda: page.pane.widget().width() <= width)
    for card in page.cards.cards.values():
        right = card.mapTo(page, card.rect().topRight()).x()
        assert right <= width


def test_the_whole_way_by_keyboard_from_anywhere_to_the_client(qtbot, journal, tmp_path):
    numbers = a_firm(journal, 20, 3)
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.addWidget(desk)
    desk.resize(1440, 900)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    qtbot.keyClick(desk, KEY.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert desk.current_page() == "insights"
    page = desk.page("insights")
    qtbot.waitUntil(lambda: page.found is not None)
    page.blocks["survival"].take_focus()
    while QApplication.focusWidget() is not page.cards.cards["losses"]:
        press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Return)
    shown = page.findChild(ClientsBehind)
    qtbot.waitUntil(shown.isVisible)
    qtbot.keyClick(shown.list, KEY.Key_Return)
    assert desk.current_page() == "client"
    assert desk.page("client").current_client_id() == numbers[0]
    desk.finish()


def written(qtbot, page, path):
    with qtbot.waitSignal(page.saved) as told:
        page.printing.write(page.found, path)
    assert told.args == [path]
    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        return "\n".join(one.get_textpage().get_text_range() for one in document), len(document)


def test_the_pdf_has_every_figure_with_its_basis_its_range_and_its_names(qtbot, journal, tmp_path):
    a_firm(journal, 20, 3)
    page = a_page(qtbot, journal, tmp_path)
    text, _pages = written(qtbot, page, tmp_path / "Insights.pdf")
    plain = " ".join(text.split())
    for card in page.cards.cards.values():
        assert card.insight.title in plain
    assert "3 of 20 clients left (15 %, likely 5–36 %)." in plain
    assert "Counted among 20." in plain
    assert "Client 000, Client 001, Client 002" in plain
    assert "Page 1 of" in plain


def test_the_pdf_of_two_hundred_clients_goes_over_pages_and_says_how_many_more(qtbot, journal, tmp_path):
    a_firm(journal, 200, 20)
    text, pages = written(qtbot, a_page(qtbot, journal, tmp_path), tmp_path / "Insights.pdf")
    assert pages >= 2
    assert "and 156 more" in " ".join(text.split())


def test_the_pdf_of_one_client_says_what_is_silent(qtbot, journal, tmp_path):
    a_firm(journal, 1, 0)
    text, _pages = written(qtbot, a_page(qtbot, journal, tmp_path), tmp_path / "Insights.pdf")
    assert "You have none. Well done." in text


def test_a_file_that_is_no_pdf_is_not_overwritten(qtbot, journal, tmp_path):
    a_firm(journal, 3, 0)
    page = a_page(qtbot, journal, tmp_path)
    precious = tmp_path / "precious.pdf"
    precious.write_text("not a PDF", encoding="utf-8")
    page.printing.write(page.found, precious)
    assert precious.read_text(encoding="utf-8") == "not a PDF"
    for box in page.findChildren(QMessageBox):
        box.reject()


def test_very_many_clients_are_read_beside_the_window_and_the_reading_can_be_stopped(
    qtbot, journal, tmp_path
):
    a_firm(journal, MOST_AT_ONCE + 1, 0)
    tasks = Tasks(on_error=pytest.fail)
    page = InsightsPage(journal, lambda: NOON, SettingsFile(tmp_path / "settings.json"), tasks)
    qtbot.addWidget(page)
    page.show()
    assert not page.grab().isNull()  # what waits is painted too
    assert page.found is None
    qtbot.mouseClick(page.stop_button, LEFT)
    qtbot.waitUntil(lambda: not tasks.busy())
    assert page.found is None
    page.refresh()
    qtbot.waitUntil(lambda: page.found is not None)
    assert len(page.found.lives) == MOST_AT_ONCE + 1
    tasks.stop()


def test_arrows_go_inside_a_chart_and_enter_shows_who_is_behind_the_point(qtbot, journal, tmp_path):
    numbers = a_firm(journal, 3, 0)
    for at, number in enumerate(numbers):
        a_complaint(journal, number, NOON - timedelta(days=60 - at))
    page = a_page(qtbot, journal, tmp_path)
    chart = page.blocks["recovery"].chart
    chart.setFocus()
    qtbot.keyClick(chart, KEY.Key_Right)
    qtbot.keyClick(chart, KEY.Key_Right)
    assert "Client 001" in page.blocks["recovery"].point.text()
    qtbot.keyClick(chart, KEY.Key_Return)
    shown = page.findChild(ClientsBehind)
    assert [one.client_id for one in shown.list.records()] == [numbers[1]]
    with qtbot.waitSignal(page.client_opened) as opened:
        qtbot.keyClick(shown.list, KEY.Key_Return)
    assert opened.args == [numbers[1]]


def test_down_and_up_go_through_every_block_and_figure_and_back(qtbot, journal, tmp_path):
    numbers = a_firm(journal, 20, 6)
    a_complaint(journal, numbers[9], NOON - timedelta(days=60))
    page = a_page(qtbot, journal, tmp_path)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.blocks["survival"].take_focus()
    first, seen = QApplication.focusWidget(), []
    last = list(page.cards.cards.values())[-1]
    while QApplication.focusWidget() is not last:
        assert len(seen) < 200
        seen.append(QApplication.focusWidget())
        press(qtbot, KEY.Key_Down)
    assert page.blocks["recovery"].chart in seen
    assert {*list(page.cards.cards.values())[:-1]} <= {*seen}
    for _step in range(200):
        if QApplication.focusWidget() is page.span.button(page.span.value()):
            break
        press(qtbot, KEY.Key_Up)
    assert first in seen
    assert QApplication.focusWidget() is page.span.button(page.span.value())


def test_two_clients_of_one_name_are_not_taken_for_each_other(qtbot, journal, tmp_path):
    for _time in range(6):
        pays(journal, a_client(journal, "Bygg AS", start_date=months_before(TODAY, 40)), 100_000)
    gone = a_client(journal, "Bygg AS", start_date=months_before(TODAY, 40))
    pays(journal, gone, 100_000)
    record_loss(journal, gone, LossEntry(notice_on=TODAY), today=TODAY)
    page = a_page(qtbot, journal, tmp_path)
    page.cards.cards["grr"].behind_wanted.emit(page.cards.cards["grr"].insight)
    shown = page.findChild(ClientsBehind)
    qtbot.keyClick(shown.list, KEY.Key_Return)
    assert shown.isVisible()
    assert shown.note.text() == "Several clients have this name. Look for it among your clients."
    shown.reject()


def test_what_is_said_of_others_can_be_hidden_and_undo_brings_it_back(qtbot, journal, tmp_path):
    a_firm(journal, 20, 6)
    page = a_page(qtbot, journal, tmp_path)
    block = page.blocks["reasons"]
    assert block.heading.text() == "6 of 6 left because they felt overlooked"
    assert "a pointer, not proof" in block.basis.text()
    with qtbot.waitSignal(page.undoable):
        qtbot.mouseClick(page.claims, LEFT)
    assert "Quoted" not in block.basis.text()
    assert "Often quoted" not in block.table_lines()[0]
    journal.undo()
    assert "Often quoted" in block.table_lines()[0]


def test_behind_a_step_of_the_curve_stands_who_left_then(qtbot, journal, tmp_path):
    numbers = a_firm(journal, 20, 6)
    page = a_page(qtbot, journal, tmp_path)
    chart = page.blocks["survival"].chart
    chart.setFocus()
    qtbot.keyClick(chart, KEY.Key_Home)
    qtbot.keyClick(chart, KEY.Key_Return)
    shown = page.findChild(ClientsBehind)
    found = shown.list.records()
    assert {one.client_id for one in found} <= {*numbers[:6]}
    assert all("left" in one.what for one in found)
    shown.reject()


@pytest.mark.parametrize("percent", [100, 200])
def test_every_chart_is_painted_at_every_text_size(qtbot, journal, tmp_path, percent):
    a_firm(journal, 20, 6)
    theme.apply(Settings(text_scale=percent))
    try:
        page = a_page(qtbot, journal, tmp_path)
        for key in ("survival", "won_lost", "reasons"):
            assert not page.blocks[key].chart.picture().isNull()
            assert page.blocks[key].chart.points()
    finally:
        theme.apply(Settings())

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt

from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.core.report import Issuer, StatusReport
from retention_journal.reports.status_report import print_report
from retention_journal.services import issued_reports, kept_reports, report_answers, status
from retention_journal.services.report_answers import ReportAnswer
from retention_journal.services.report_words import ReportWords
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.storage.tables import Report
from retention_journal.ui import theme
from retention_journal.ui.dialogs.new_report import NewReportDialog
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.pages.report_lines import Stage
from retention_journal.ui.pages.reports import ReportsPage
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, a_client, a_person

FEBRUARY, JANUARY = month_of(date(2026, 2, 1)), month_of(date(2026, 1, 1))
OLD = month_of(date(2025, 3, 1))
_REPORT = StatusReport(
    client="Ada Ltd", period=FEBRUARY, period_label="February 2026", issued_on=date(2026, 3, 10),
    language="en", issuer=Issuer(name="Solheim Synlighet"), headline="More people asked for a survey.",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def errors():
    return []


@pytest.fixture
def page(qtbot, journal, tmp_path, errors):
    settings = SettingsFile(tmp_path / "settings.json")
    tasks = Tasks(on_error=errors.append)
    page = ReportsPage(journal, lambda: NOON, settings=settings, tasks=tasks)
    qtbot.add_widget(page)
    journal.on_change(page.on_change)
    page.resize(1200, 800)
    page.show()
    yield page
    journal.stop_telling(page.on_change)
    assert tasks.stop()
    assert errors == []


def _sent(journal, client, period, headline="It went well.", at=NOON, pdf=b"%PDF"):
    kept_reports.save_words(journal, client, period, ReportWords(headline))
    report = status.status_report(journal, client, period, today=at.date(), draft=False)
    return issued_reports.issue(journal, client, report, pdf_bytes=pdf, now=at, reviewed_now=True)


def _shown(page):
    return [(line.client, line.period) for line in page.table.records()]


def _texts(page, row=0):
    line = page.table.records()[row]
    return [column.text(line) for column in page.table.table.columns if column.name != "tick"]


def test_nothing_due_says_so_and_what_would_be(page):
    assert not page.table.isVisible()
    assert page.chips.button(Stage.DUE).text() == "Due 0"


def test_what_is_due_stands_first_with_how_late_it_is(page, journal):
    a_client(journal, "Ada Ltd")
    begun = a_client(journal, "Berg AS")
    kept_reports.save_words(journal, begun, FEBRUARY, ReportWords("It went well."))
    assert _shown(page) == [("Berg AS", FEBRUARY), ("Ada Ltd", FEBRUARY)]
    assert _texts(page)[-1] == "Draft"
    assert _texts(page, 1) == ["Ada Ltd", "February 2026", "4 days late", "Not begun"]


def test_enter_opens_what_is_due_in_the_preview(qtbot, page, journal):
    client = a_client(journal, "Ada Ltd")
    page.take_focus()
    with qtbot.wait_signal(page.report_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == [client, FEBRUARY]


def test_drafts_of_other_periods_can_be_put_in_the_trash_and_back(qtbot, page, journal):
    client = a_client(journal, "Ada Ltd", report_rhythm="none")
    kept_reports.save_words(journal, client, OLD, ReportWords("Long ago."))
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
    qtbot.keyClicks(dialog.words, "Thank you.")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert kept_reports.reports(journal, client)[0].client_reply == "Thank you."
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


def test_a_report_about_a_period_that_was_sent_says_that_it_corrects(qtbot, page, journal):
    client = a_client(journal, "Ada Ltd")
    _sent(journal, client, FEBRUARY)
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(NewReportDialog)
    note = dialog.form.field("period").note
    assert note() == ""
    qtbot.keyClicks(dialog.client.line, "ad")
    qtbot.keyClick(dialog.client.line, Qt.Key.Key_Return)
    assert note().startswith("No. 1 about it was sent on 10 March 2026.")
    dialog.period.set_value(JANUARY)
    assert note() == ""


def test_the_client_at_hand_is_that_of_the_line(page, journal):
    client = a_client(journal, "Ada Ltd")
    assert page.current_client_id() == client


def test_the_page_opens_on_what_there_is(page, journal):
    client = a_client(journal, "Ada Ltd", report_rhythm="none")
    _sent(journal, client, JANUARY)
    assert page.chips.value() is Stage.SENT
    assert page.year.itemText(1) == "2026"


def test_a_draft_says_whether_it_was_looked_through(page, journal):
    client = a_client(journal, "Ada Ltd", report_rhythm="none")
    draft = kept_reports.save_words(journal, client, OLD, ReportWords("Long ago."))
    page.show_stage(Stage.DRAFT)
    assert "Draft" in _texts(page)
    _reviewed(journal, draft)
    assert "Looked through" in _texts(page)


def test_what_is_due_and_looked_through_says_so(page, journal):
    client = a_client(journal, "Ada Ltd")
    _reviewed(journal, kept_reports.save_words(journal, client, FEBRUARY, ReportWords("It went well.")))
    assert _texts(page)[-1] == "Looked through"


def test_the_archive_tells_number_answer_and_what_a_report_corrects(page, journal):
    client = a_client(journal, "Ada Ltd")
    first = _sent(journal, client, JANUARY, at=NOON - timedelta(days=30))
    report_answers.answer(journal, first, ReportAnswer("Thank you."), now=NOON)
    later = _sent(journal, client, JANUARY, at=NOON)
    with journal.change("Correct") as change:
        change.update(Report, later, corrects=first)
    page.show_stage(Stage.SENT)
    told = {_texts(page, row)[1]: _texts(page, row)[3] for row in (0, 1)}
    assert told == {"1": "Sent 8 Feb, answered, corrected by no. 2", "2": "Sent 10 Mar, corrects no. 1"}


def test_several_due_are_ticked_and_made_at_once(qtbot, page, journal):
    wanted = []
    page.batch_wanted.connect(wanted.append)
    ada, berg = a_client(journal, "Ada Ltd"), a_client(journal, "Berg AS")
    assert not page.ticks.drafts_button.isEnabled()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.ticks.words.text() == "1 of 2 ticked"
    place = page.table.visualRect(page.table.table.index(0, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(page.ticks.drafts_button, Qt.MouseButton.LeftButton)
    assert wanted == [[(berg, FEBRUARY), (ada, FEBRUARY)]]
    qtbot.mouseClick(page.ticks.all_button, Qt.MouseButton.LeftButton)
    assert page.ticked() == []
    assert not page.ticks.drafts_button.isEnabled()


def test_ticks_are_told_to_a_screen_reader(qtbot, page, journal):
    a_client(journal, "Ada Ltd")
    role, model = Qt.ItemDataRole.AccessibleTextRole, page.table.table
    assert model.data(model.index(0, 0), role) == "Not ticked"
    qtbot.mouseClick(page.ticks.all_button, Qt.MouseButton.LeftButton)
    assert model.data(model.index(0, 0), role) == "Ticked"


def test_a_tick_goes_with_its_line_and_a_filter_leaves_it_out(qtbot, page, journal):
    a_client(journal, "Ada Ltd")
    berg = a_client(journal, "Berg AS")
    page.tick_all(on=True)
    qtbot.keyClicks(page.filter, "berg")
    assert [line.client for line in page.ticked()] == ["Berg AS"]
    page.filter.clear()
    _sent(journal, berg, FEBRUARY)
    page.show_stage(Stage.DUE)
    assert [line.client for line in page.ticked()] == ["Ada Ltd"]


def _pages(page, journal, count=3):
    client = a_client(journal, "Ada Ltd", report_rhythm="none")
    for month in range(count):
        period = month_of(date(2025, 1 + month, 1))
        report = status.status_report(journal, client, period, today=NOON.date(), draft=False)
        _sent(journal, client, period, pdf=print_report(report).pdf)
    page.show_stage(Stage.SENT)
    page.look.set_value("pages")


def test_the_archive_shows_first_pages_where_one_wants_them(qtbot, page, journal):
    _pages(page, journal)
    assert page.grid.isVisible()
    qtbot.wait_until(lambda: page.thumbnails.bytes_kept() > 0)
    place = page.grid.visualRect(page.grid.model().index(0, 0))
    picture = page.grid.viewport().grab(place).toImage()
    paper = [picture.pixelColor(x, y) for x in range(20, 140, 3) for y in range(16, 190, 3)]
    assert len({colour.name() for colour in paper}) > 10  # words and the strip, not an empty sheet


def test_a_picture_that_is_drawn_is_painted_without_being_asked(qtbot, page, journal):
    _pages(page, journal, 1)
    painted = []

    class Watch(QObject):
        def eventFilter(self, _watched, event):
            if event.type() == QEvent.Type.Paint and not page.thumbnails.busy():
                painted.append(event.region().boundingRect())
            return False

    watch = Watch(page)
    page.grid.viewport().installEventFilter(watch)
    qtbot.wait_until(lambda: bool(painted))
    assert painted[0].intersects(page.grid.visualRect(page.grid.model().index(0, 0)))


def test_a_report_is_opened_from_its_picture(qtbot, page, journal):
    _pages(page, journal)
    page.take_focus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    line = page.grid.current()
    with qtbot.wait_signal(page.report_opened) as opened:
        qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert opened.args == [line.report_id]
    assert page.current_client_id() == line.client_id


def test_a_picture_says_in_words_what_it_is(page, journal):
    _pages(page, journal, 1)
    model = page.grid.model()
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Ada Ltd, January 2025, Sent 10 Mar"


def test_list_or_pages_is_remembered(qtbot, page, journal, tmp_path):
    _pages(page, journal, 1)
    settings = SettingsFile(tmp_path / "settings.json")
    other = ReportsPage(journal, lambda: NOON, settings=settings, tasks=Tasks(on_error=print))
    qtbot.add_widget(other)
    other.show_stage(Stage.SENT)
    assert other.shown is other.grid


def test_a_file_that_is_no_pdf_leaves_an_empty_sheet(qtbot, page, journal):
    _sent(journal, a_client(journal, "Ada Ltd", report_rhythm="none"), OLD, pdf=b"no PDF at all")
    page.show_stage(Stage.SENT)
    page.look.set_value("pages")
    with qtbot.wait_signal(page.thumbnails.drawn):
        page.grid.viewport().update()
    assert page.grid.grab().toImage().size().width() > 0


def test_only_pictures_in_sight_are_drawn(qtbot, page, journal):
    client, pdf = a_client(journal, "Ada Ltd", report_rhythm="none"), print_report(_REPORT).pdf
    with journal.change("Many") as change:
        for number in range(1, 301):
            period = month_of(date(2000 + number // 12, 1 + number % 12, 1))
            change.insert(
                Report, client=client, number=number, period_start=period.first, period_end=period.last,
                state=ReportState.ISSUED, language="en", issued_at=NOON, pdf=pdf, pdf_sha256=f"{number:064x}",
            )  # fmt: skip
    read, real = [], page.thumbnails.read
    page.thumbnails.read = lambda report_id: read.append(report_id) or real(report_id)
    page.show_stage(Stage.SENT)
    page.look.set_value("pages")
    qtbot.wait_until(lambda: len(read) >= 10)
    qtbot.wait_until(lambda: not page.thumbnails.busy())
    view = page.grid.viewport().rect()
    seen = [
        row for row in range(300) if page.grid.visualRect(page.grid.model().index(row, 0)).intersects(view)
    ]
    assert len(read) == len(set(read)) <= len(seen) < 60
    assert {page.grid.at(row).report_id for row in seen[:10]} <= set(read)


def _reviewed(journal, report_id):
    with journal.change("Look through") as change:
        change.update(Report, report_id, state=ReportState.REVIEWED)

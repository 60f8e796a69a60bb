from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from retention_journal import paths
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of, quarter_of
from retention_journal.core.timeline import EntryKind
from retention_journal.services import report_files, status
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.clients import trash_client
from retention_journal.services.report_words import ReportWords
from retention_journal.services.timeline import timeline_counts
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.pages.report_panes import Room
from retention_journal.ui.pages.report_preview import ReportPreviewPage
from retention_journal.ui.pages.report_sending import FOLDER_KEY, mail_url
from retention_journal.ui.segmented import Segmented
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, TODAY, a_client, a_person, a_promise
from tests.services.kpi_samples import harbour

pytestmark = pytest.mark.slow  # every test draws a PDF

SEPTEMBER = month_of(date(2025, 9, 1))
FEBRUARY = month_of(date(2026, 2, 1))
WORDS = ReportWords("More people asked for a survey.", "The form works.", "Two answers came late.", "")


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def client(journal):
    save_business(journal, OwnBusiness(name="Solheim Synlighet", person="Ingrid Solheim"))
    client = a_client(journal, "Harbour & Hale", language="en")
    a_person(journal, client, "Tom Hale", email="tom@hale.example")
    return client


@pytest.fixture
def opened_urls():
    return []


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot, journal, settings, opened_urls):
    errors = []
    tasks = Tasks(on_error=errors.append)
    page = ReportPreviewPage(
        journal,
        lambda: NOON,
        settings=settings,
        tasks=tasks,
        open_url=lambda url: opened_urls.append(url) or True,
    )
    qtbot.add_widget(page)
    journal.on_change(page.on_change)
    page.resize(1220, 840)
    yield page
    page.hide()
    journal.stop_telling(page.on_change)
    assert tasks.stop()
    assert errors == []


@pytest.fixture
def shown(qtbot, page, client):
    def show(**place):
        page.open_place(**(place or {"client_id": client}))
        page.show()
        with qtbot.wait_exposed(page):
            pass
        page.activateWindow()
        page.take_focus()
        qtbot.waitUntil(lambda: page.pages.view.page_count() > 0)
        return page

    return show


def _text(page):
    view = page.pages.view
    return " ".join(view.page_text(n + 1) for n in range(view.page_count())).replace("\r\n", " ")


def _link(widget, text):
    return next(one for one in widget.findChildren(Button) if one.text() == text and one.isVisible())


def test_the_last_month_is_shown_and_its_pages_say_that_they_are_a_draft(shown):
    page = shown()
    assert page.head.title.text() == "February 2026 report"
    assert page.head.client.text() == "Harbour & Hale"
    assert "Draft" in _text(page)


def test_a_client_of_quarters_gets_the_last_quarter(shown, journal, client):
    with journal.change("Test") as change:
        from retention_journal.storage.tables import Client

        change.update(Client, client, report_rhythm="quarterly")
    assert shown().words.period.value() == quarter_of(date(2025, 12, 1))


def test_typed_words_appear_on_the_pages_and_are_kept(qtbot, shown, journal, client):
    page = shown()
    qtbot.keyClicks(page.words.headline, "Small changes went from six days to three.")
    qtbot.waitUntil(lambda: "Small changes went from six days to three." in _text(page))
    qtbot.keyClick(page.words.headline, Qt.Key.Key_Tab)
    assert [row.headline for row in status.reports(journal, client)] == [
        "Small changes went from six days to three."
    ]


@pytest.mark.slow
def test_words_that_nobody_touches_any_more_are_kept_without_leaving_the_field(qtbot, shown, journal, client):
    page = shown()
    qtbot.keyClicks(page.words.headline, "All went well.")
    qtbot.waitUntil(lambda: len(status.reports(journal, client)) == 1, timeout=8000)
    assert page.words.headline.hasFocus() or page.words.headline.toPlainText() == "All went well."


def test_leaving_the_page_keeps_the_words(qtbot, shown, journal, client):
    page = shown()
    qtbot.keyClicks(page.words.went_not, "Two answers came late.")
    page.hide()
    assert (
        status.report_draft(journal, client, FEBRUARY, today=TODAY).words.went_not == "Two answers came late."
    )


def test_a_headline_is_needed_before_anything_is_saved(qtbot, shown):
    page = shown()
    qtbot.mouseClick(page.head.save_button, Qt.MouseButton.LeftButton)
    assert page.findChildren(QFileDialog) == []
    assert page.words.headline.accessibleDescription() == "Say the period in one sentence: the headline."
    qtbot.keyClicks(page.words.headline, "A")
    assert page.words.headline.accessibleDescription() == ""


def test_saving_asks_where_with_a_name_that_says_what_it_is(qtbot, shown, journal, client):
    status.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    qtbot.mouseClick(page.head.save_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog.isVisible()
    assert page.suggested_path().name == "Harbour & Hale – Status report February 2026.pdf"
    dialog.reject()


def test_saving_writes_the_file_keeps_it_as_sent_and_notes_it(qtbot, shown, journal, client, tmp_path):
    status.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    told = []
    page.undoable.connect(told.append)
    page.save_to(tmp_path / "report")
    qtbot.waitUntil(lambda: told != [])
    pdf = (tmp_path / "report.pdf").read_bytes()
    row = status.reports(journal, client)[0]
    assert row.state is ReportState.ISSUED
    assert pdf == status.report_pdf(journal, row.report_id)
    assert told == ["Report February 2026 for Harbour & Hale saved and kept."]
    assert timeline_counts(journal, client)[EntryKind.REPORT] == 1
    assert "Draft" not in _text(page)
    assert page.head.save_button.text() == "Save a copy…"
    assert page.suggested_path().parent == tmp_path


def test_taking_a_sent_report_back_makes_it_a_draft_again(qtbot, shown, journal, client, tmp_path):
    status.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    with qtbot.wait_signal(page.undoable):
        page.save_to(tmp_path / "report.pdf")
    journal.undo()
    assert page.head.save_button.text() == "Save PDF…"
    assert page.words.headline.toPlainText() == WORDS.headline
    qtbot.waitUntil(lambda: "Draft" in _text(page))


def test_a_folder_that_is_gone_is_told_and_nothing_is_noted(qtbot, shown, journal, client, tmp_path):
    status.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    page.save_to(tmp_path / "gone" / "report.pdf")
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert box.text() == "The PDF could not be saved: the folder is not there any more."
    assert status.reports(journal, client)[0].state is ReportState.DRAFT
    box.close()


def _sent(journal, client, *, pdf=b"", period=FEBRUARY, at=NOON - timedelta(days=3)):
    status.save_words(journal, client, period, WORDS)
    report = status.status_report(journal, client, period, today=at.date(), draft=False)
    if not pdf:
        from retention_journal.reports.status_report import print_report

        pdf = print_report(report).pdf
    return status.issue(journal, client, report, pdf_bytes=pdf, now=at)


def test_a_sent_report_is_shown_exactly_as_it_was_sent(shown, journal, client):
    report = _sent(journal, client)
    a_promise(journal, client, "Something that came later", made_on=date(2026, 2, 5))
    page = shown(report_id=report)
    assert page.head.state.text() == "Sent 7 Mar"
    assert WORDS.headline in _text(page)
    assert "Something that came later" not in _text(page)
    assert not page.words.headline.isVisible()


def test_a_copy_of_a_sent_report_is_the_same_to_the_byte(qtbot, shown, journal, client, tmp_path):
    report = _sent(journal, client)
    page = shown(report_id=report)
    page.save_to(tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == status.report_pdf(journal, report)
    assert len(status.reports(journal, client)) == 1


def test_a_sent_report_can_be_written_anew(qtbot, shown, journal, client):
    page = shown(report_id=_sent(journal, client))
    qtbot.mouseClick(page.words.anew_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.words.headline, "Corrected.")
    qtbot.keyClick(page.words.headline, Qt.Key.Key_Tab)
    assert [row.state for row in status.reports(journal, client)] == [ReportState.DRAFT, ReportState.ISSUED]


def test_the_answer_of_the_client_is_noted_beside_the_report(qtbot, shown, journal, client):
    page = shown(report_id=_sent(journal, client))
    qtbot.mouseClick(_link(page.side, "Note the answer…"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReportAnswerDialog)
    qtbot.keyClicks(dialog.reply, "Clear, thank you.")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert status.reports(journal, client)[0].client_reply == "Clear, thank you."
    qtbot.waitUntil(lambda: any(one.text() == "Change the answer…" for one in page.side.findChildren(Button)))


def test_earlier_reports_open_from_the_side(qtbot, shown, journal, client):
    _sent(journal, client, period=month_of(date(2026, 1, 1)), at=datetime(2026, 2, 5, 9, 0))
    page = shown()
    qtbot.mouseClick(_link(page.side, "January 2026"), Qt.MouseButton.LeftButton)
    assert page.head.title.text() == "January 2026 report"
    assert page.head.state.text() == "Sent 5 Feb"


def test_the_language_of_the_report_is_its_clients_and_can_be_changed(qtbot, shown, journal, client):
    page = shown()
    qtbot.mouseClick(page.words.language.button("sv"), Qt.MouseButton.LeftButton)
    assert page.suggested_path().name.endswith(".pdf")
    page.go_to_words()
    qtbot.keyClicks(page.words.headline, "Fler frågade.")
    qtbot.keyClick(page.words.headline, Qt.Key.Key_Tab)
    assert status.reports(journal, client)[0].language == "sv"


def test_another_period_shows_another_report(qtbot, shown):
    page = shown()
    page.words.period.setFocus()
    qtbot.keyClick(page.words.period, Qt.Key.Key_Down)
    page.words.period.activated.emit(page.words.period.currentIndex())
    assert page.head.title.text() != "February 2026 report"


def test_a_check_leads_to_where_it_is_mended(qtbot, shown, client):
    page = shown()
    with qtbot.wait_signal(page.goals_wanted) as wanted:
        qtbot.mouseClick(_link(page.side, "Open the agreement"), Qt.MouseButton.LeftButton)
    assert wanted.args == [client]
    qtbot.mouseClick(_link(page.side, "Go to your words"), Qt.MouseButton.LeftButton)
    assert page.focusWidget() is page.words.headline


def test_an_email_is_begun_only_after_the_pdf_lies_somewhere(
    qtbot, shown, journal, client, tmp_path, opened_urls
):
    status.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    told = []
    page.toast.connect(told.append)
    qtbot.mouseClick(page.head.mail_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert opened_urls == []
    dialog.selectFile(str(tmp_path / "report.pdf"))
    dialog.accept()
    qtbot.waitUntil(lambda: told == ["Drag the PDF into the message."])
    assert (tmp_path / "report.pdf").exists()
    assert opened_urls[0].scheme() == "mailto"
    assert opened_urls[1].toLocalFile() == str(tmp_path)


def test_the_address_of_a_mail_holds_everything_quoted():
    mail = report_files.Mail("tom@hale.example", "Rapport & «mål» 100 %", "Hei Tom,\nlinje to")
    url = mail_url(mail).toString(mail_url(mail).ComponentFormattingOption.FullyEncoded)
    assert url.startswith("mailto:tom@hale.example?subject=Rapport%20%26%20")
    assert "%0D%0Alinje%20to" in url


@pytest.mark.parametrize(("width", "room"), [(1224, Room.ALL), (900, Room.TWO), (560, Room.ONE)])
def test_where_there_is_less_room_the_columns_take_turns(qtbot, shown, width, room):
    page = shown()
    page.resize(width, 700)
    assert page.columns.room() is room
    if room is Room.ALL:
        assert page.columns.left.isVisible() and page.columns.right.isVisible()
        return
    switches = [one for one in page.columns.switch.findChildren(Segmented) if one.isVisible()]
    assert len(switches) == 1
    qtbot.mouseClick(switches[0].button("words"), Qt.MouseButton.LeftButton)
    assert page.columns.left.isVisible()
    assert not page.columns.right.isVisible()


def test_a_client_that_went_to_the_trash_leaves_a_way_out(qtbot, shown, journal, client):
    page = shown()
    trash_client(journal, client, now=NOON)
    assert not page.head.isVisible()
    with qtbot.wait_signal(page.reports_wanted):
        qtbot.mouseClick(_link(page, "All reports"), Qt.MouseButton.LeftButton)
    journal.undo()
    assert page.head.isVisible()


def test_a_text_that_is_too_long_is_refused_where_it_stands_and_not_lost(qtbot, shown, journal, client):
    page = shown()
    page.words.doing.setPlainText("word " * 5000)
    page.save_to(tmp := paths.documents() / "never.pdf")
    assert page.words.doing.accessibleDescription().startswith("At most 20,000 characters.")
    assert len(page.words.doing.toPlainText()) == 25_000
    assert not tmp.exists()
    page.words.doing.setPlainText("")


def test_numbers_that_are_missing_are_entered_from_the_check(qtbot, shown, journal):
    page = shown(client_id=harbour(journal))
    qtbot.mouseClick(_link(page.side, "Enter numbers"), Qt.MouseButton.LeftButton)
    assert page.findChild(NumbersDialog).isVisible()


def test_words_offered_from_the_journal_stand_pale_and_are_printed(qtbot, shown, journal):
    page = shown(client_id=harbour(journal), period=SEPTEMBER)
    assert page.words.headline.toPlainText() == ""
    assert page.words.headline.placeholderText() == "3 of 4 goals are on target. Small changes done is not."
    assert "3 of 4 goals are on target." in _text(page)
    assert page.words.use_button.isVisible()


def test_words_offered_are_taken_over_with_one_press(qtbot, shown, journal):
    client = harbour(journal)
    page = shown(client_id=client, period=SEPTEMBER)
    qtbot.mouseClick(page.words.use_button, Qt.MouseButton.LeftButton)
    assert page.words.headline.toPlainText().startswith("3 of 4 goals are on target.")
    assert not page.words.use_button.isVisible()
    kept = status.report_draft(journal, client, SEPTEMBER, today=TODAY)
    assert not kept.is_offered
    assert kept.words.went_well == page.words.went_well.toPlainText() != ""


def test_writing_one_sentence_takes_over_the_others(qtbot, shown, journal):
    page = shown(client_id=harbour(journal), period=SEPTEMBER)
    qtbot.keyClicks(page.words.doing, "One day a week is kept.")
    assert page.words.headline.toPlainText().startswith("3 of 4 goals are on target.")
    assert page.words.went_not.toPlainText() != ""


class _Windows(QObject):
    """Notes every widget that appears as a window of its own."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_no_part_flashes_up_as_a_window(qapp, shown):
    windows = _Windows()
    qapp.installEventFilter(windows)
    page = shown()
    for width in (560, 900, 1220):
        page.resize(width, 700)
    qapp.removeEventFilter(windows)
    assert windows.shown == [page]


def test_a_folder_that_is_not_there_any_more_is_not_suggested(shown, settings, tmp_path):
    settings.keep_view(FOLDER_KEY, str(tmp_path / "gone"))
    assert shown().suggested_path().parent.is_dir()

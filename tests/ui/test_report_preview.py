from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from retention_journal import paths
from retention_journal.core.contacts import Kind
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of, quarter_of
from retention_journal.core.report_look import ReportPart
from retention_journal.core.timeline import EntryKind
from retention_journal.services import issued_reports, kept_reports, status
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.clients import trash_client
from retention_journal.services.planned_calls import planned_calls
from retention_journal.services.promises import promise
from retention_journal.services.report_content import AskedOf, ReportContent, content_of
from retention_journal.services.report_mail import Mail
from retention_journal.services.report_words import ReportWords
from retention_journal.services.timeline import timeline_counts
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.dialogs.report_save import ReportSaveDialog
from retention_journal.ui.last_folders import keep_folder
from retention_journal.ui.pages.report_panes import Room
from retention_journal.ui.pages.report_preview import ReportPreviewPage
from retention_journal.ui.pages.report_sending import FOLDER_KEY, mail_url
from retention_journal.ui.segmented import Segmented
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.toggles import TickBox
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise, an_incident
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
def failed():
    return []


@pytest.fixture
def tasks(failed):
    return Tasks(on_error=failed.append)


@pytest.fixture
def page(qtbot, journal, settings, opened_urls, tasks, failed):
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
    assert failed == []


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
    assert [row.headline for row in kept_reports.reports(journal, client)] == [
        "Small changes went from six days to three."
    ]


def test_the_pages_follow_while_something_long_is_under_way_beside_the_window(qtbot, shown, tasks):
    page = shown()
    is_over = threading.Event()
    tasks.start(lambda _progress: is_over.wait(60))  # as a backup of a large journal is
    try:
        qtbot.keyClicks(page.words.headline, "Nobody waits.")
        qtbot.waitUntil(lambda: "Nobody waits." in _text(page), timeout=20_000)
        assert tasks.busy()
    finally:
        is_over.set()


@pytest.mark.slow
def test_words_that_nobody_touches_any_more_are_kept_without_leaving_the_field(qtbot, shown, journal, client):
    page = shown()
    qtbot.keyClicks(page.words.headline, "All went well.")
    qtbot.waitUntil(lambda: len(kept_reports.reports(journal, client)) == 1, timeout=8000)
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
    assert page.findChildren(ReportSaveDialog) == []
    assert page.words.headline.accessibleDescription() == "Say the period in one sentence: the headline."
    qtbot.keyClicks(page.words.headline, "A")
    assert page.words.headline.accessibleDescription() == ""


def test_saving_asks_where_with_a_name_that_says_what_it_is(qtbot, shown, journal, client):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    qtbot.mouseClick(page.head.save_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReportSaveDialog)
    assert dialog.isVisible()
    assert dialog.place() == page.suggested_path()
    assert page.suggested_path().name == "Harbour & Hale – Status report February 2026.pdf"
    dialog.reject()


def test_saving_writes_the_file_keeps_it_as_sent_and_notes_it(qtbot, shown, journal, client, tmp_path):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    told = []
    page.undoable.connect(told.append)
    page.save_to(tmp_path / "report")
    qtbot.waitUntil(lambda: told != [])
    pdf = (tmp_path / "report.pdf").read_bytes()
    row = kept_reports.reports(journal, client)[0]
    assert row.state is ReportState.ISSUED
    assert pdf == kept_reports.report_pdf(journal, row.report_id)
    assert told == [
        "Report February 2026 for Harbour & Hale saved and kept. Undo leaves the file where it is."
    ]
    assert timeline_counts(journal, client)[EntryKind.REPORT] == 1
    assert "Draft" not in _text(page)
    assert page.head.save_button.text() == "Save a copy…"
    assert page.suggested_path().parent == tmp_path


def test_taking_a_sent_report_back_makes_it_a_draft_again(qtbot, shown, journal, client, tmp_path):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    with qtbot.wait_signal(page.undoable):
        page.save_to(tmp_path / "report.pdf")
    journal.undo()
    assert page.head.save_button.text() == "Save PDF…"
    assert page.words.headline.toPlainText() == WORDS.headline
    qtbot.waitUntil(lambda: "Draft" in _text(page))


def test_a_folder_that_is_gone_is_told_and_nothing_is_noted(qtbot, shown, journal, client, tmp_path):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    page.save_to(tmp_path / "gone" / "report.pdf")
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert box.text() == "The PDF could not be saved: the folder is not there any more."
    assert kept_reports.reports(journal, client)[0].state is ReportState.DRAFT
    box.close()


def _sent(journal, client, *, pdf=b"", period=FEBRUARY, at=NOON - timedelta(days=3)):
    kept_reports.save_words(journal, client, period, WORDS)
    report = status.status_report(journal, client, period, today=at.date(), draft=False)
    if not pdf:
        from retention_journal.reports.status_report import print_report

        pdf = print_report(report).pdf
    return issued_reports.issue(journal, client, report, pdf_bytes=pdf, now=at, reviewed_now=True)


def test_a_file_that_is_not_the_one_that_was_sent_is_not_shown(shown, journal, client):
    report = _sent(journal, client)
    page = shown(report_id=report)
    journal.sql("UPDATE report SET pdf = ? WHERE id = ?", b"%PDF-1.7 something else", report)
    page.refresh()
    assert page.pages.view.page_count() == 0
    (box,) = page.findChildren(QMessageBox)
    assert "not the one that was sent" in box.text()
    box.close()


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
    assert (tmp_path / "copy.pdf").read_bytes() == kept_reports.report_pdf(journal, report)
    assert len(kept_reports.reports(journal, client)) == 1


def test_a_sent_report_stays_when_it_is_corrected(qtbot, shown, journal, client):
    page = shown(report_id=_sent(journal, client))
    qtbot.mouseClick(page.words.correct_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.words.headline, "Corrected.")
    qtbot.keyClick(page.words.headline, Qt.Key.Key_Tab)
    assert [row.state for row in kept_reports.reports(journal, client)] == [
        ReportState.DRAFT,
        ReportState.ISSUED,
    ]


def test_the_answer_of_the_client_is_noted_beside_the_report(qtbot, shown, journal, client):
    page = shown(report_id=_sent(journal, client))
    qtbot.mouseClick(_link(page.side, "Note the answer…"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReportAnswerDialog)
    qtbot.keyClicks(dialog.words, "Clear, thank you.")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert kept_reports.reports(journal, client)[0].client_reply == "Clear, thank you."
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
    assert kept_reports.reports(journal, client)[0].language == "sv"


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
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    told = []
    page.toast.connect(told.append)
    qtbot.mouseClick(page.head.mail_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReportSaveDialog)
    assert opened_urls == []
    dialog.folder.setText(str(tmp_path))
    dialog.name.setText("report")
    dialog.accept()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].startswith("The e-mail is begun, with the PDF in it: report.eml.")
    assert (tmp_path / "report.pdf").exists()
    assert [url.toLocalFile() for url in opened_urls] == [str(tmp_path / "report.eml")]


def test_the_address_of_a_mail_holds_everything_quoted():
    mail = Mail("tom@hale.example", "Rapport & «mål» 100 %", "Hei Tom,\nlinje to")
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
    qtbot.mouseClick(_link(page.side, "All numbers…"), Qt.MouseButton.LeftButton)
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


def test_a_folder_that_is_not_there_any_more_is_not_suggested(shown, journal, tmp_path):
    keep_folder(FOLDER_KEY, journal.path, tmp_path / "gone")
    assert shown().suggested_path().parent.is_dir()


def _kept(journal, client, period=FEBRUARY):
    return content_of(journal, kept_reports.draft_id(journal, client, period))


def _open(qtbot, page, section):
    """Open a section and wait until it is laid out."""
    page.words.chosen.go_to(section)
    qtbot.waitUntil(
        lambda: section.isVisible() and all(one.height() for one in section.findChildren(TickBox))
    )


def test_a_remark_to_a_goal_appears_on_the_page_and_is_kept_when_the_field_is_left(qtbot, shown, journal):
    client = harbour(journal)
    page = shown(client_id=client, period=SEPTEMBER)
    goals = page.words.chosen.goals
    _open(qtbot, page, goals)
    qtbot.keyClicks(goals.rows[0].remark, "Quicker on Tuesdays.")
    written = page.words.chosen.content()
    assert list(written.remarks.values()) == ["Quicker on Tuesdays."]
    qtbot.waitUntil(lambda: "Quicker on Tuesdays." in _text(page))
    qtbot.keyClick(goals.rows[0].remark, Qt.Key.Key_Tab)
    assert _kept(journal, client, SEPTEMBER) == written


def test_why_a_promise_was_late_is_written_beside_the_report_and_kept_with_the_promise(
    qtbot, shown, journal, client
):
    number = a_promise(
        journal, client, "Price list", made_on=date(2026, 2, 2), due_at=datetime(2026, 2, 12, 23, 59)
    )
    page = shown()
    promised = page.words.chosen.promised
    qtbot.mouseClick(_link(page.side, "Say why"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(promised.rows[0].reason.hasFocus)
    qtbot.keyClicks(promised.rows[0].reason, "The printer was down.")
    qtbot.waitUntil(lambda: "The printer was down." in _text(page))
    qtbot.keyClick(promised.rows[0].reason, Qt.Key.Key_Tab)
    assert promise(journal, number).remark == "The printer was down."
    assert not any(one.text() == "Say why" for one in page.side.findChildren(Button) if one.isVisible())
    journal.undo()
    assert promised.rows[0].reason.toPlainText() == ""


def test_goals_for_the_next_period_are_added_ordered_and_taken_away(qtbot, shown, journal, client):
    a_promise(journal, client, "Figures", made_on=date(2026, 3, 2), due_at=datetime(2026, 3, 20, 23, 59))
    page = shown()
    ahead = page.words.chosen.next
    _open(qtbot, page, ahead)
    qtbot.mouseClick(ahead.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(ahead.rows[1].words.hasFocus)
    qtbot.keyClicks(ahead.rows[1].words, "New form")
    qtbot.mouseClick(ahead.rows[1].up, Qt.MouseButton.LeftButton)
    assert [one.text for one in _kept(journal, client).promises_next] == ["New form", "Figures"]
    assert _kept(journal, client).promises_next[1].promise
    qtbot.mouseClick(ahead.rows[1].away, Qt.MouseButton.LeftButton)
    assert [one.text for one in _kept(journal, client).promises_next] == ["New form"]
    journal.undo()
    assert [row.words.toPlainText() for row in ahead.rows] == ["New form", "Figures"]
    qtbot.mouseClick(ahead.as_offered, Qt.MouseButton.LeftButton)
    assert _kept(journal, client).promises_next is None
    assert [row.words.toPlainText() for row in ahead.rows] == ["Figures"]


def test_what_is_asked_of_the_client_says_by_when_and_why(qtbot, shown, journal, client):
    page = shown()
    needs = page.words.chosen.needs
    _open(qtbot, page, needs)
    qtbot.waitUntil(needs.add.hasFocus)
    qtbot.keyClick(needs.add, Qt.Key.Key_Return)
    line = needs.rows[0]
    qtbot.keyClicks(line.words, "The new price list")
    qtbot.keyClicks(line.second, "The page is wrong until then.")
    qtbot.keyClicks(line.due.line, "20.3")
    line.words.setFocus()
    page.hide()
    assert _kept(journal, client).needs == (
        AskedOf("The new price list", date(2026, 3, 20), "The page is wrong until then."),
    )


def test_a_complaint_is_told_or_not_and_quoted_or_not(qtbot, shown, journal, client):
    an_incident(
        journal, client, received_at=datetime(2026, 2, 5, 9, 0, tzinfo=UTC),
        client_words="I waited a week.", is_complaint=True,
        answered_at=datetime(2026, 2, 6, 9, 0, tzinfo=UTC),
        answer_happened="We forgot it.", channel=Kind.EMAIL,
    )  # fmt: skip
    page = shown()
    setbacks = page.words.chosen.setbacks
    assert setbacks.rows[0].told.text() == "The one of 5 February"
    qtbot.waitUntil(lambda: "I waited a week." in _text(page))
    _open(qtbot, page, setbacks)
    qtbot.mouseClick(setbacks.rows[0].quoted, Qt.MouseButton.LeftButton)
    assert not _kept(journal, client).setbacks[0].with_words
    qtbot.waitUntil(lambda: "I waited a week." not in _text(page))
    qtbot.mouseClick(setbacks.rows[0].told, Qt.MouseButton.LeftButton)
    assert not _kept(journal, client).setbacks[0].is_told
    qtbot.mouseClick(setbacks.as_offered, Qt.MouseButton.LeftButton)
    assert _kept(journal, client).setbacks is None


def test_parts_are_as_the_firm_has_them_until_one_is_ticked_otherwise(qtbot, shown, journal, client):
    save_business(journal, OwnBusiness(name="Solheim", parts_off=["two_orders"]))
    page = shown()
    parts = page.words.chosen.parts
    assert not parts.ticks[ReportPart.TWO_ORDERS].isChecked()
    _open(qtbot, page, parts)
    qtbot.mouseClick(parts.ticks[ReportPart.HOURS], Qt.MouseButton.LeftButton)
    assert _kept(journal, client).parts_off == {ReportPart.HOURS, ReportPart.TWO_ORDERS}
    qtbot.mouseClick(parts.usual, Qt.MouseButton.LeftButton)
    assert _kept(journal, client).parts_off is None
    assert parts.ticks[ReportPart.HOURS].isChecked()


def test_one_section_is_open_at_a_time_and_keys_go_through_their_heads(qtbot, shown):
    page = shown()
    chosen = page.words.chosen
    learnt, ahead = chosen.head_of(chosen.learnt), chosen.head_of(chosen.next)
    learnt.setFocus()
    qtbot.keyClick(learnt, Qt.Key.Key_Right)
    assert chosen.learnt.isVisible()
    qtbot.keyClick(learnt, Qt.Key.Key_Down)
    assert ahead.hasFocus()
    qtbot.keyClick(ahead, Qt.Key.Key_Space)
    assert chosen.next.isVisible()
    assert not chosen.learnt.isVisible()
    qtbot.keyClick(ahead, Qt.Key.Key_Left)
    assert not chosen.next.isVisible()


def test_what_is_being_chosen_is_kept_when_another_report_is_opened(qtbot, shown, journal, client):
    page = shown()
    page.words.chosen.learnt.learnt.setPlainText("Ask earlier.")
    page.show_report(client, month_of(date(2026, 1, 1)))
    assert page.words.chosen.learnt.learnt.toPlainText() == ""
    assert _kept(journal, client).learnt == "Ask earlier."
    page.show_report(client, FEBRUARY)
    assert page.words.chosen.learnt.learnt.toPlainText() == "Ask earlier."


def test_a_section_that_holds_too_much_says_so_and_keeps_it(qtbot, shown, journal, client):
    page = shown()
    page.words.chosen.learnt.learnt.setPlainText("word " * 5000)
    page.words.settled.emit()
    assert page.words.chosen.learnt.isVisible()
    assert kept_reports.reports(journal, client) == []
    assert len(page.words.chosen.learnt.learnt.toPlainText()) == 25_000
    page.words.chosen.learnt.learnt.setPlainText("")


def test_the_words_are_counted_and_more_than_enough_is_said_quietly(qtbot, shown):
    page = shown()
    qtbot.keyClicks(page.words.headline, "All went well.")
    assert page.words.count.text() == "3 of 60 words"


def test_a_number_that_is_missing_is_entered_where_it_is_missed(qtbot, shown, journal):
    page = shown(client_id=harbour(journal))
    before = len(page.side.numbers)
    first = page.side.numbers[0]
    qtbot.keyClicks(first.line, "many")
    qtbot.keyClick(first.line, Qt.Key.Key_Return)
    assert first.line.accessibleDescription() != ""
    first.line.setText("")
    qtbot.keyClicks(first.line, "47")
    qtbot.keyClick(first.line, Qt.Key.Key_Return)
    assert len(page.side.numbers) == before - 1
    qtbot.waitUntil(lambda: "47" in _text(page))


def test_a_number_that_is_being_typed_survives_when_the_page_is_shown_anew(qtbot, shown, journal):
    page = shown(client_id=harbour(journal))
    page.side.numbers[1].line.setFocus()
    qtbot.keyClicks(page.side.numbers[1].line, "4")
    page.refresh()
    assert page.side.numbers[1].line.text() == "4"
    page.side.numbers[1].line.clear()


def test_a_report_is_looked_through_with_one_press_and_a_change_makes_it_a_draft_again(
    qtbot, shown, journal, client
):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    assert page.head.state.text() == "Draft"
    qtbot.mouseClick(page.head.looked_button, Qt.MouseButton.LeftButton)
    assert page.head.state.text() == "Looked through"
    assert not page.head.looked_button.isVisible()
    assert kept_reports.is_reviewed(journal, client, FEBRUARY)
    qtbot.waitUntil(lambda: "Draft" not in _text(page))
    page.words.doing.setFocus()
    qtbot.keyClicks(page.words.doing, "One day is kept.")
    qtbot.waitUntil(lambda: "Draft" in _text(page))
    assert page.head.state.text() == "Changed since, a draft again"
    qtbot.keyClick(page.words.doing, Qt.Key.Key_Tab)
    assert not kept_reports.is_reviewed(journal, client, FEBRUARY)
    assert page.head.state.text() == "Changed since, a draft again"
    assert page.head.looked_button.isVisible()


def test_looking_through_is_a_key_and_can_be_undone(qtbot, shown, journal, client):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    qtbot.keyClick(
        page.words.headline,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert kept_reports.is_reviewed(journal, client, FEBRUARY)
    assert page.words.headline.toPlainText() == WORDS.headline
    journal.undo()
    assert not kept_reports.is_reviewed(journal, client, FEBRUARY)


def test_looking_through_words_that_were_only_offered_makes_them_ones_own(qtbot, shown, journal):
    client = harbour(journal)
    page = shown(client_id=client, period=SEPTEMBER)
    qtbot.mouseClick(page.words.language.button("nb"), Qt.MouseButton.LeftButton)
    offered = page.words.words()
    qtbot.mouseClick(page.head.looked_button, Qt.MouseButton.LeftButton)
    kept = status.report_draft(journal, client, SEPTEMBER, today=TODAY)
    assert (kept.words.headline, kept.language, kept.is_offered) == (offered.headline, "nb", False)
    assert kept_reports.is_reviewed(journal, client, SEPTEMBER)


def test_saving_a_draft_asks_in_the_same_step_whether_it_was_looked_through(qtbot, shown, journal, client):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    qtbot.mouseClick(page.head.save_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReportSaveDialog)
    assert dialog.do_button.text() == "Looked through and save"
    assert dialog.note.text() == "Have you looked it through?"
    dialog.reject()
    page.look_through()
    page.save()
    assert [one.do_button.text() for one in page.findChildren(ReportSaveDialog) if one.isVisible()] == [
        "Save"
    ]


@pytest.mark.parametrize("wanted", [True, False])
def test_the_call_about_a_report_is_put_on_the_list_where_that_is_wanted(
    qtbot, shown, journal, client, tmp_path, wanted
):
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    page = shown()
    assert page.side.call.accessibleName() == "Call Tom about it on Thursday"
    page.side.call.setChecked(wanted)
    with qtbot.wait_signal(page.undoable):
        page.save_to(tmp_path / "report.pdf")
    calls = planned_calls(journal, TODAY)
    assert [call.due_at.date() for call in calls] == ([date(2026, 3, 12)] if wanted else [])
    journal.undo()
    assert planned_calls(journal, TODAY) == []
    assert kept_reports.reports(journal, client)[0].state is ReportState.DRAFT


def test_a_correction_begins_with_what_was_sent_and_says_which_one_it_corrects(qtbot, shown, journal, client):
    kept_reports.save_content(journal, client, FEBRUARY, ReportContent(learnt="Ask earlier."))
    page = shown(report_id=_sent(journal, client))
    assert page.words.correct_button.text() == "Correct this report…"
    qtbot.mouseClick(page.words.correct_button, Qt.MouseButton.LeftButton)
    assert page.words.words() == WORDS
    assert page.words.chosen.learnt.learnt.toPlainText() == "Ask earlier."
    assert any(one.text() == "Open that report" for one in page.side.findChildren(Button))
    assert page.head.state.text() == "Draft, corrects no. 1"
    journal.undo()
    assert page.head.state.text() == "Sent 7 Mar"


def test_a_text_that_cannot_be_kept_is_not_lost_by_going_to_another_report(qtbot, shown, journal, client):
    page = shown()
    page.words.doing.setPlainText("word " * 5000)
    told = []
    page.toast.connect(told.append)
    page.show_report(client, month_of(date(2026, 1, 1)))
    assert page.head.title.text() == "February 2026 report"
    assert len(page.words.doing.toPlainText()) == 25_000
    assert told == ["One text is too long to be kept. Make it shorter, then go on."]
    page.words.doing.setPlainText("One day is kept.")
    page.show_report(client, month_of(date(2026, 1, 1)))
    assert page.head.title.text() == "January 2026 report"
    assert status.report_draft(journal, client, FEBRUARY, today=TODAY).words.doing == "One day is kept."


def test_what_was_chosen_is_kept_when_the_program_ends(qtbot, shown, journal, client):
    page = shown()
    page.words.chosen.learnt.learnt.setPlainText("Ask earlier.")
    page.keep()
    assert _kept(journal, client).learnt == "Ask earlier."


def test_a_complaint_that_was_not_talked_about_says_so_where_it_is_chosen(qtbot, shown, journal, client):
    an_incident(
        journal, client, received_at=datetime(2026, 2, 5, 9, 0, tzinfo=UTC), client_words="I waited a week.",
        is_complaint=True, channel=Kind.EMAIL,
    )  # fmt: skip
    page = shown()
    setbacks = page.words.chosen.setbacks
    _open(qtbot, page, setbacks)
    assert setbacks.rows[0].warning.text() == "You have not talked about it since. Call first."
    assert setbacks.rows[0].warning.isVisible()
    a_call(journal, client, datetime(2026, 2, 6, 9))
    assert not setbacks.rows[0].warning.isVisible()


def test_more_goals_than_can_be_kept_are_advised_against(qtbot, shown):
    page = shown()
    ahead = page.words.chosen.next
    _open(qtbot, page, ahead)
    for _number in range(5):
        qtbot.mouseClick(ahead.add, Qt.MouseButton.LeftButton)
    assert not ahead.advice.isVisible()
    qtbot.mouseClick(ahead.add, Qt.MouseButton.LeftButton)
    assert ahead.advice.text() == "3 to 5 goals are few enough to be kept."
    assert ahead.advice.isVisible()

from __future__ import annotations

import email
import io
from email.policy import SMTP
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox

from retention_journal import paths
from retention_journal.core.lessons import ReportState
from retention_journal.services import kept_reports
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.storage.tables import Report
from retention_journal.ui import theme
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.dialogs.report_save import ReportSaveDialog, SaveChoice
from retention_journal.ui.pages.report_preview import ReportPreviewPage
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, a_client, a_person
from tests.ui.test_report_preview import FEBRUARY, WORDS

pytestmark = pytest.mark.slow  # every test draws a PDF

PASSWORD = "blåbær fløte sykkel lampe"


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def client(journal):
    save_business(journal, OwnBusiness(name="Solheim Synlighet", person="Ingrid Solheim"))
    client = a_client(journal, "Harbour & Hale", language="en")
    a_person(journal, client, "Tom Hale", email="tom@hale.example")
    kept_reports.save_words(journal, client, FEBRUARY, WORDS)
    return client


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "Harbour"
    folder.mkdir()
    return folder


class _Desktop:
    """What opens files and addresses here, and what was given to it."""

    def __init__(self):
        self.opened, self.takes_drafts = [], True

    def open(self, url):
        self.opened.append(url)
        return self.takes_drafts or not url.toLocalFile().endswith(".eml")


@pytest.fixture
def desktop():
    return _Desktop()


@pytest.fixture
def page(qtbot, journal, settings, desktop, client):
    errors = []
    tasks = Tasks(on_error=errors.append)
    page = ReportPreviewPage(journal, lambda: NOON, settings=settings, tasks=tasks, open_url=desktop.open)
    qtbot.add_widget(page)
    journal.on_change(page.on_change)
    page.resize(1220, 840)
    page.told = []
    page.toast.connect(page.told.append)
    page.undoable.connect(page.told.append)
    page.open_place(client_id=client)
    page.show()
    with qtbot.wait_exposed(page):
        pass
    yield page
    page.hide()
    journal.stop_telling(page.on_change)
    assert tasks.stop()
    assert errors == []


def _asked(qtbot, page):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(ReportSaveDialog)))
    return next(one for one in page.findChildren(ReportSaveDialog) if one.isVisible())


def _save(qtbot, page, folder, *, password="", figures=False, name=None):
    page.save()
    dialog = _asked(qtbot, page)
    dialog.folder.setText(str(folder))
    if name:
        dialog.name.setText(name)
    dialog.figures.setChecked(figures)
    if password:
        dialog.lock.setChecked(True)
        qtbot.keyClicks(dialog.password, password)
        qtbot.keyClicks(dialog.again, password)
    before = len(page.told)
    dialog.accept()
    qtbot.waitUntil(lambda: len(page.told) > before)
    return dialog


def _draft(desktop):
    path = desktop.opened[-1].toLocalFile()
    with Path(path).open("rb") as file:
        return email.message_from_binary_file(file, policy=SMTP)


def test_a_report_is_saved_locked_with_its_figures_and_kept_open(qtbot, page, journal, client, place):
    _save(qtbot, page, place, password=PASSWORD, figures=True)
    pdf, figures = sorted(place.iterdir(), key=lambda path: path.suffix, reverse=True)
    assert (pdf.suffix, figures.suffix) == (".pdf", ".csv")
    assert pdf.stem == figures.stem == "Harbour & Hale – Status report February 2026"
    reader = PdfReader(pdf)
    assert reader.is_encrypted
    assert reader.decrypt(PASSWORD)
    assert figures.read_bytes().startswith(b'\xef\xbb\xbf"Part","What"')
    sent = kept_reports.reports(journal, client)[0]
    kept = kept_reports.report_pdf(journal, sent.report_id)
    assert not PdfReader(io.BytesIO(kept)).is_encrypted
    assert WORDS.headline in PdfReader(io.BytesIO(kept)).pages[0].extract_text().replace("\n", " ")


def test_the_password_is_kept_nowhere(qtbot, page, journal, settings, place, tmp_path, caplog):
    dialog = _save(qtbot, page, place, password="Tistelfjordkongen77", figures=True)
    assert "Tistel" not in repr(SaveChoice("Tistelfjordkongen77"))
    journal.sql("PRAGMA wal_checkpoint")
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"Tistelfjord" not in path.read_bytes(), path
    assert "Tistelfjord" not in caplog.text
    assert "Tistelfjord" not in str(settings.current)
    assert dialog is not None


def test_the_draft_holds_the_files_as_they_were_saved(qtbot, page, desktop, place):
    _save(qtbot, page, place, figures=True)
    page.draft_mail()
    mail = _draft(desktop)
    assert mail["To"] == "Tom Hale <tom@hale.example>"
    pdf, figures = mail.iter_attachments()
    assert pdf.get_filename() == "Harbour & Hale – Status report February 2026.pdf"
    assert pdf.get_content() == (place / pdf.get_filename()).read_bytes()
    assert figures.get_filename().endswith(".csv")
    assert "password" not in mail.get_body().get_content()
    assert page.told[-1].endswith("Nothing is sent until you send it.")


def test_a_locked_report_goes_locked_and_the_letter_says_so(qtbot, page, desktop, place):
    _save(qtbot, page, place, password=PASSWORD)
    page.draft_mail()
    mail = _draft(desktop)
    (pdf,) = mail.iter_attachments()
    assert PdfReader(io.BytesIO(pdf.get_content())).is_encrypted
    assert "You get it from me in another way." in mail.get_body().get_content()


def test_where_nothing_opens_a_draft_the_words_are_begun_and_the_folder_opens(qtbot, page, desktop, place):
    desktop.takes_drafts = False
    _save(qtbot, page, place)
    page.draft_mail()
    assert [url.scheme() for url in desktop.opened] == ["file", "mailto", "file"]
    assert desktop.opened[-1].toLocalFile() == str(place)
    assert page.told[-1] == "Drag the PDF into the message."
    assert [path.suffix for path in place.iterdir()] == [".pdf"]


def test_what_is_no_draft_of_ours_stays_and_the_words_are_begun(qtbot, page, desktop, place):
    _save(qtbot, page, place, name="report.pdf")
    (place / "report.eml").write_text("From: somebody")
    page.draft_mail()
    assert desktop.opened[0].scheme() == "mailto"
    assert (place / "report.eml").read_text() == "From: somebody"


def test_another_file_in_its_place_is_never_sent_for_it(qtbot, page, desktop, place):
    _save(qtbot, page, place, name="report.pdf")
    (place / "report.pdf").write_bytes(b"%PDF- of another client")
    page.draft_mail()
    dialog = _asked(qtbot, page)
    assert desktop.opened == []
    dialog.reject()


def test_each_client_has_a_folder_of_its_own(qtbot, page, journal, client, place, tmp_path):
    other = a_client(journal, "Lunde Kjøkken", language="nb")
    _save(qtbot, page, place)
    page.open_place(client_id=other)
    assert page.suggested_path().parent == place  # the one used last, where none is known
    page.save_to(tmp_path / "lunde.pdf")
    qtbot.waitUntil((tmp_path / "lunde.pdf").exists)
    qtbot.waitUntil(lambda: len(page.told) > 1)
    page.open_place(client_id=client)
    assert page.suggested_path().parent == place


def test_two_clients_of_one_name_get_two_files(qtbot, page, journal, client, place):
    twin = a_client(journal, "Harbour & Hale", language="en")
    _save(qtbot, page, place)
    first = next(place.iterdir()).read_bytes()
    kept_reports.save_words(journal, twin, FEBRUARY, WORDS)
    page.open_place(client_id=twin)
    assert page.suggested_path().name == "Harbour & Hale – Status report February 2026 (2).pdf"
    _save(qtbot, page, place)
    assert (place / "Harbour & Hale – Status report February 2026.pdf").read_bytes() == first
    page.open_place(client_id=client)
    assert page.suggested_path().name == "Harbour & Hale – Status report February 2026.pdf"


def test_undo_takes_the_report_back_and_leaves_the_file(qtbot, page, journal, client, place):
    _save(qtbot, page, place)
    assert page.told[-1].endswith("Undo leaves the file where it is.")
    journal.undo()
    assert kept_reports.reports(journal, client)[0].state is ReportState.DRAFT
    assert [path.suffix for path in place.iterdir()] == [".pdf"]


def test_a_report_out_of_the_archive_can_be_locked_and_handed_over_with_its_figures(
    qtbot, page, journal, client, place
):
    _save(qtbot, page, place, name="first.pdf")
    sent = kept_reports.reports(journal, client)[0]
    page.show_kept(sent.report_id)
    _save(qtbot, page, place, name="second.pdf", password=PASSWORD, figures=True)
    assert PdfReader(place / "second.pdf").is_encrypted
    assert b'"Part","What"' in (place / "second.csv").read_bytes()
    assert len(kept_reports.reports(journal, client)) == 1


def test_where_the_data_is_not_kept_no_figures_are_offered(qtbot, page, journal, client, place):
    _save(qtbot, page, place, name="first.pdf", figures=True)
    sent = kept_reports.reports(journal, client)[0]
    with journal.change("forget") as change:
        change.update(Report, sent.report_id, data_frozen=None)
    page.show_kept(sent.report_id)
    page.save()
    dialog = _asked(qtbot, page)
    assert not dialog.figures.isEnabled()
    assert not dialog.figures.isChecked()
    dialog.reject()


def test_a_list_of_somebody_elses_in_the_way_keeps_everything_as_it_was(qtbot, page, journal, client, place):
    (place / "report.csv").write_text("Name;Phone")
    page.save_to(place / "report.pdf", SaveChoice(with_figures=True))
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "report.csv is something else than a list of figures" in page.findChild(QMessageBox).text()
    assert [path.name for path in place.iterdir()] == ["report.csv"]
    assert kept_reports.reports(journal, client)[0].state is ReportState.DRAFT
    page.findChild(QMessageBox).reject()


def test_what_failed_is_asked_again_with_the_place_and_the_wish_for_an_email(
    qtbot, page, desktop, client, place
):
    page.draft_mail()
    dialog = _asked(qtbot, page)
    dialog.folder.setText(str(place / "gone"))
    dialog.name.setText("report.pdf")
    dialog.accept()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert "the folder is not there any more" in box.text()
    again = next(button for button in box.buttons() if box.buttonRole(button) != box.ButtonRole.RejectRole)
    again.click()
    dialog = _asked(qtbot, page)
    assert dialog.place() == place / "gone" / "report.pdf"
    (place / "gone").mkdir()
    dialog.accept()
    qtbot.waitUntil(lambda: desktop.opened != [])
    assert desktop.opened[0].toLocalFile() == str(place / "gone" / "report.eml")


def test_an_email_that_was_not_begun_does_not_come_with_the_next_file(qtbot, page, desktop, place):
    page.words.headline.setPlainText("")
    page.draft_mail()
    assert not any(one.isVisible() for one in page.findChildren(ReportSaveDialog))
    page.words.headline.setPlainText(WORDS.headline)
    page.draft_mail()
    _asked(qtbot, page).reject()
    _save(qtbot, page, place)
    assert desktop.opened == []


def test_a_report_that_is_stopped_goes_nowhere(qtbot, page, journal, client, place):
    page.save_to(place / "report.pdf")
    page.findChild(TaskDialog).stop_button.click()
    with qtbot.wait_signal(page.findChild(TaskDialog).destroyed):
        pass
    assert list(place.iterdir()) == []
    assert kept_reports.reports(journal, client)[0].state is ReportState.DRAFT


def test_the_dialog_offers_the_place_and_asks_for_the_password_twice(qtbot, page, place):
    page.save()
    dialog = _asked(qtbot, page)
    assert dialog.place().parent == paths.documents() or dialog.place().parent.is_dir()
    assert not dialog.password.isVisible()
    dialog.folder.setText(str(place))
    qtbot.mouseClick(dialog.lock, Qt.MouseButton.LeftButton)
    assert dialog.focusWidget() is dialog.password
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(dialog.password, "abc")
    assert dialog.form.field("password").note() == "Weak: a program can find it in days."
    qtbot.keyClicks(dialog.again, "abd")
    dialog.accept()
    assert dialog.form.field("again").error() == "This is not the same."
    dialog.password.clear()
    dialog.again.clear()
    dialog.accept()
    assert dialog.form.field("password").error() == "Write a password, or take the tick away."
    dialog.lock.setChecked(False)
    dialog.name.setText("a/b")
    dialog.accept()
    assert dialog.form.field("name").error() == "Write a name, without the folder."
    dialog.name.setText("report")
    dialog.folder.setText("somewhere")
    dialog.accept()
    assert dialog.form.field("folder").error() == "Write the whole folder, or choose one."
    dialog.reject()
    assert list(place.iterdir()) == []


def test_a_file_that_would_be_replaced_is_said_before(qtbot, page, place):
    (place / "report.pdf").write_bytes(b"%PDF-old")
    page.save()
    dialog = _asked(qtbot, page)
    dialog.folder.setText(str(place))
    dialog.name.setText("report")
    assert dialog.form.field("name").note() == "A file of this name is there. It is replaced if it is a PDF."
    dialog.name.setText("another")
    assert dialog.form.field("name").note() == ""
    dialog.reject()

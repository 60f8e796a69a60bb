from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.core.report_look import Paper, ReportPart, Typeface
from retention_journal.services.backups import backups, make_backup
from retention_journal.services.business import own_business
from retention_journal.services.business_year import year_start
from retention_journal.settings import SettingsFile, Theme
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Measurement
from retention_journal.ui import theme
from retention_journal.ui.dialogs.licences import OTHERS, OWN, LicencesDialog, licence
from retention_journal.ui.pages.settings_page import SettingsPage
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, TODAY, a_client

pytestmark = pytest.mark.slow  # the longest page is made anew for every test

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def settings(tmp_path, qapp):
    kept = SettingsFile(tmp_path / "settings.json")
    kept.on_change(theme.apply)
    yield kept
    theme.apply(SettingsFile(tmp_path / "none.json").current)


@pytest.fixture
def tasks(qapp):
    shared = Tasks(on_error=print)
    yield shared
    assert shared.stop()


@pytest.fixture
def page(qtbot, journal, settings, tasks):
    page = SettingsPage(journal, settings, lambda: NOON, tasks=tasks)
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1100, 900)
    page.show()
    assert QTest.qWaitForWindowActive(page)
    return page


def write(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def leave():
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def shown(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_field_is_saved_as_it_is_left_and_undone_in_one_step(journal, page):
    write(page.business.name, "Solheim Synlighet")
    assert own_business(journal).name == ""
    leave()
    assert own_business(journal).name == "Solheim Synlighet"
    journal.undo()
    assert own_business(journal).name == ""
    assert page.business.name.text() == ""


def test_each_field_left_is_a_step_of_its_own(journal, page):
    write(page.business.person, "Ada")
    write(page.business.email, "ada@firm.example")
    write(page.business.address, "1 Street")
    leave()
    journal.undo()
    assert own_business(journal).address == ""
    assert own_business(journal).email == "ada@firm.example"
    assert own_business(journal).person == "Ada"


def test_leaving_a_field_unchanged_makes_no_step(journal, page):
    page.business.name.setFocus()
    leave()
    assert journal.undo_label is None


def test_enter_saves_too(journal, page):
    write(page.business.tel, "+47 12 34 56 00")
    QTest.keyClick(page.business.tel, Qt.Key.Key_Return)
    assert own_business(journal).tel == "+47 12 34 56 00"


def test_closing_the_window_saves_the_field_at_hand(journal, page):
    write(page.business.name, "Ada Ltd")
    page.close()
    assert own_business(journal).name == "Ada Ltd"


def test_control_s_saves_the_field_at_hand(journal, page):
    write(page.business.name, "Ada Ltd")
    page.save()
    assert own_business(journal).name == "Ada Ltd"


def test_a_field_being_written_in_is_not_overwritten_by_a_change_elsewhere(journal, page):
    write(page.business.name, "Half writ")
    page.business.currency.chosen.emit("SEK")
    assert page.business.name.text() == "Half writ"
    assert own_business(journal).currency == "SEK"


def test_a_colour_that_is_none_is_said_under_its_field_and_not_kept(journal, page):
    write(page.look.brand_colour, "blue")
    leave()
    assert "#17494D" in page.look.fields["brand_colour"].error()
    assert own_business(journal).brand_colour == "#17494D"
    write(page.look.brand_colour, "1A2B3C")
    leave()
    assert page.look.fields["brand_colour"].error() == ""
    assert own_business(journal).brand_colour == "#1A2B3C"


def test_a_colour_too_pale_for_white_text_is_darkened_and_that_is_told(page):
    write(page.look.brand_colour, "#7AB8F5")
    leave()
    assert "so reports use the darker #4D749C" in shown(page)


def test_a_logo_is_shown_and_can_be_removed(qtbot, journal, page, tmp_path):
    picture = tmp_path / "logo.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(picture))
    page.look.logo.take_file(picture)
    assert own_business(journal).logo == picture.read_bytes()
    assert not page.look.logo.picture.pixmap().isNull()
    qtbot.mouseClick(page.look.logo.remove_button, LEFT)
    assert own_business(journal).logo is None
    journal.undo()
    assert own_business(journal).logo == picture.read_bytes()


def test_an_svg_is_a_logo_too_and_the_specimen_shows_the_look(qtbot, journal, page, tmp_path):
    picture = tmp_path / "logo.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    )
    qtbot.wait_until(lambda: not page.look.specimen.picture.isNull())
    before = page.look.specimen.picture.copy()
    page.look.logo.take_file(picture)
    assert own_business(journal).logo == picture.read_bytes()
    assert not page.look.logo.picture.pixmap().isNull()
    qtbot.wait_until(lambda: page.look.specimen.picture != before)


def test_the_sheet_the_type_and_the_parts_of_reports_are_kept(qtbot, journal, page):
    page.look.paper.chosen.emit(Paper.LETTER)
    page.look.typeface.chosen.emit(Typeface.SERIF)
    qtbot.mouseClick(page.look.parts[ReportPart.TWO_ORDERS], LEFT)
    own = own_business(journal)
    assert (own.paper, own.typeface, own.parts_off) == (Paper.LETTER, Typeface.SERIF, ["two_orders"])
    journal.undo()
    page.refresh()
    assert page.look.parts[ReportPart.TWO_ORDERS].isChecked()


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n broken", b"x" * 2_000_001])
def test_a_logo_that_is_no_picture_is_refused_under_its_field(journal, page, tmp_path, content):
    picture = tmp_path / "logo.png"
    picture.write_bytes(content)
    page.look.logo.take_file(picture)
    assert page.look.fields["logo"].error()
    assert own_business(journal).logo is None


def test_another_language_is_wished_at_once(qtbot, page):
    with qtbot.wait_signal(page.language_wanted) as wish:
        qtbot.mouseClick(page.languages.button("nb"), LEFT)
    assert wish.args == ["nb"]


def test_reading_applies_at_once(qtbot, page, settings):
    qtbot.mouseClick(page.theme.button(Theme.DARK), LEFT)
    assert settings.current.theme is Theme.DARK
    assert theme.is_dark()
    for box in (page.animation, page.serif, page.high_contrast):
        before = box.isChecked()
        qtbot.mouseClick(box, LEFT)
        assert box.isChecked() is not before
    assert not settings.current.animation
    assert not settings.current.serif
    assert settings.current.high_contrast
    page.text_scale.chosen.emit(150)
    assert theme.scale() == 1.5


def test_a_change_of_text_size_elsewhere_is_shown(page, settings):
    settings.change(text_scale=130)
    assert page.text_scale.value() == 130
    settings.change(text_scale=115)
    assert page.text_scale.value() == 115


def test_a_backup_is_made_and_its_time_is_shown(qtbot, journal, page):
    assert "There is no backup yet." in shown(page)
    with qtbot.wait_signal(page.toast, timeout=10_000):
        qtbot.mouseClick(page.files.backup_button, LEFT)
    assert len(backups(journal.path)) == 1
    assert "The newest backup is from today" in shown(page)


def test_the_list_of_backups_is_wished_for(qtbot, page):
    with qtbot.wait_signal(page.backups_wanted):
        qtbot.mouseClick(page.files.backups_button, LEFT)


def test_the_check_says_that_all_is_whole(qtbot, journal, page):
    a_client(journal)
    with qtbot.wait_signal(page.files.found, timeout=10_000):
        qtbot.mouseClick(page.files.check_button, LEFT)
    qtbot.wait_until(lambda: "All of it is whole. Clients read: 1. Contacts: 0." in shown(page))


def test_the_check_names_what_is_wrong(qtbot, journal, page):
    client = a_client(journal)
    journal.sql("UPDATE client SET tier = 'Z' WHERE id = ?", client)
    page.files.check()
    qtbot.wait_until(lambda: "1 thing is not as it should be." in shown(page))
    qtbot.wait_until(lambda: "“Z” is not a tier" in shown(page))


def test_the_check_of_a_file_that_cannot_be_opened_says_so_on_the_page(qtbot, journal, page):
    journal.path.unlink()
    page.files.check()
    qtbot.wait_until(lambda: "There is no journal at" in shown(page))


class Opened(QObject):
    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot("QUrl")
    def take(self, url):
        self.urls.append(url.toLocalFile())


def test_the_folder_of_the_journal_is_shown(qtbot, journal, page):
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    try:
        qtbot.mouseClick(page.files.folder_button, LEFT)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opened.urls == [str(journal.path.parent)]


def test_a_journal_open_to_read_only_keeps_its_business(qtbot, tmp_path, settings, tasks):
    path = tmp_path / "kept.rjournal"
    Journal.create(path).close()
    with Journal.open_read_only(path) as journal:
        page = SettingsPage(journal, settings, lambda: NOON, tasks=tasks)
        qtbot.add_widget(page)
        page.show()
        assert not page.business.isEnabled()
        assert "open to read only" in shown(page)


def test_the_licences_can_be_read(qtbot, page):
    qtbot.mouseClick(page.licences_button, LEFT)
    dialog = page.findChild(LicencesDialog)
    assert "Qt and PySide6" in dialog.text.toPlainText()
    qtbot.mouseClick(dialog.choice.button(OWN), LEFT)
    assert "Permission is hereby granted" in dialog.text.toPlainText()
    assert licence(OTHERS)


def test_every_field_has_a_name_to_be_read_out(page):
    fields = [*page.business.fields.values(), *page.look.fields.values()]
    assert all(one.widget.accessibleName() for one in fields)
    assert all(tick.text() for tick in page.look.parts.values())
    assert page.look.swatch.accessibleName()
    assert page.theme.accessibleName()


def choose(field, value):
    while field.value() != value:
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_the_business_year_begins_where_it_is_told_and_numbers_left_outside_are_counted(journal, page):
    ada = a_client(journal)
    with journal.change("Enter a year") as change:
        change.insert(
            Measurement, client=ada, line_key="visits", period_start=date(2025, 1, 1),
            period_end=date(2025, 12, 31), value=Decimal(40),
        )  # fmt: skip
    choose(page.business.year_start_month, 4)
    assert year_start(journal) == 4
    assert "1 number was entered for another quarter or year" in shown(page)
    while journal.undo_label == "Change the business year":
        journal.undo()
    assert page.business.year_start_month.value() == 1
    assert "1 number was entered" not in shown(page)


def test_a_second_place_is_chosen_shown_and_given_up(qtbot, journal, page, tmp_path):
    make_backup(journal, today=TODAY)
    (tmp_path / "stick").mkdir()
    page.files.refresh()
    assert "Backups are kept in one place." in shown(page)
    page.files.take_second_place(tmp_path / "stick")
    qtbot.wait_until(lambda: "The newest copy in “stick” is from today" in shown(page), timeout=10_000)
    assert str(tmp_path / "stick") in shown(page)
    (tmp_path / "stick").rename(tmp_path / "drawer")
    page.files.refresh()
    assert "“stick” is not there; the next copy goes there when it is back." in shown(page)
    qtbot.mouseClick(page.files.no_second_button, LEFT)
    qtbot.wait_until(lambda: "Backups are kept in one place." in shown(page), timeout=10_000)

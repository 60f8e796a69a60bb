"""Backups make themselves while a journal is open, and say so when one fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea

from retention_journal.services.backups import backups, make_backup
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import JournalReader
from retention_journal.ui import theme
from retention_journal.ui.backup_watch import EVERY_MS
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.backups import BackupsDialog
from retention_journal.ui.pages.settings_files import FileFields
from tests.builders import NOON, TODAY, a_client


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(made, before_close_func=lambda one: one.finish())
    return made


def look(qtbot, desk):
    with qtbot.wait_signal(desk.backup_watch.looked, timeout=10_000):
        desk.backup_watch.look()


def test_half_an_hour_after_the_first_change_a_backup_is_made(qtbot, journal, desk):
    look(qtbot, desk)
    assert desk.backup_watch.holds_all()
    assert not desk.backup_watch.timer.isActive(), "nothing is looked at while nothing changes"
    a_client(journal)
    assert not desk.backup_watch.holds_all()
    assert desk.backup_watch.timer.isActive()
    assert desk.backup_watch.timer.interval() == EVERY_MS >= 30_000
    a_client(journal, "Bob plc")
    with qtbot.wait_signal(desk.backup_watch.looked, timeout=10_000):
        desk.backup_watch.timer.timeout.emit()
    with JournalReader.open(backups(journal.path)[0].path) as copy:
        assert copy.counts()["client"] == 2
    assert desk.backup_watch.holds_all()
    assert not desk.backup_watch.timer.isActive()


def test_looking_again_without_a_change_makes_none(qtbot, journal, desk):
    look(qtbot, desk)
    look(qtbot, desk)
    assert len(backups(journal.path)) == 1


def test_a_backup_is_no_fault_when_the_pages_were_built_anew_for_another_size(qtbot, desk):
    desk.show()
    desk.go_to("settings")
    theme.apply(Settings(text_scale=125))
    desk.restyle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    try:
        with qtbot.captureExceptions() as thrown:
            look(qtbot, desk)
    finally:
        theme.apply(Settings())
    assert thrown == []


def test_a_backup_that_made_itself_shows_in_the_settings_that_are_open(qtbot, desk):
    desk.show()
    desk.go_to("settings", part="files")
    fields = desk.findChildren(FileFields)[-1]

    def said():
        return [one.text() for one in fields.findChildren(QLabel)]

    assert "There is no backup yet." in said()
    look(qtbot, desk)
    assert [text for text in said() if text.startswith("The newest backup is from")]


def test_a_backup_that_fails_is_said_at_the_foot_and_the_way_on_leads_to_the_backups(qtbot, journal, desk):
    folder = journal.path.with_name("own backups")
    folder.write_text("something is in the way")
    a_client(journal)
    look(qtbot, desk)
    assert desk.sidebar.status.lines()[1] == "The last backup failed"
    assert desk.backup_watch.timer.isActive(), "it is tried again"
    folder.unlink()
    look(qtbot, desk)
    assert desk.sidebar.status.lines()[1].startswith("Backed up")


def test_a_month_without_a_good_backup_is_said_at_the_foot(journal, desk):
    make_backup(journal, today=TODAY - timedelta(days=42))
    a_client(journal)
    desk.say_how_safe()
    assert desk.sidebar.status.lines()[1] == "No good backup for 42 days"


def test_backing_up_now_works_beside_the_window(qtbot, journal, desk):
    a_client(journal)
    with qtbot.wait_signal(desk.backup_watch.looked, timeout=10_000):
        desk.back_up_now()
    assert len(backups(journal.path)) == 1
    assert desk.backup_watch.holds_all()


def test_before_something_is_brought_in_all_is_backed_up(qtbot, journal, desk):
    a_client(journal)
    with qtbot.wait_signal(desk.backup_watch.looked, timeout=10_000):
        desk.import_hours()
    assert len(backups(journal.path)) == 1
    desk.backup_watch.keep_first()
    assert not desk.tasks.busy(), "the newest holds all of it"


def test_what_is_wrong_stands_on_today_with_the_way_to_the_backups(qtbot, journal, desk):
    page = desk.page("today")
    assert page.backup.isHidden()
    journal.path.with_name("own backups").write_text("something is in the way")
    a_client(journal)
    look(qtbot, desk)
    assert not page.backup.isHidden()
    (see,) = [one for one in page.backup.findChildren(QAbstractButton) if one.text() == "See the backups"]
    see.click()
    (dialog,) = desk.findChildren(BackupsDialog)
    dialog.reject()
    journal.path.with_name("own backups").unlink()
    look(qtbot, desk)
    assert page.backup.isHidden()


def test_a_month_in_which_nothing_changed_is_no_trouble(qtbot, journal, desk):
    make_backup(journal, today=TODAY - timedelta(days=42))
    look(qtbot, desk)
    assert len(backups(journal.path)) == 1
    assert desk.sidebar.status.lines()[1].startswith("Backed up")


def test_the_files_begin_the_page_although_the_parts_above_take_more_room_at_once(qtbot, desk):
    desk.resize(1100, 600)
    desk.show()
    desk.go_to("settings", part="files")
    page = desk.page("settings")
    (part,) = [one for one in page.parts if one.isAncestorOf(page.files)]
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.wait_until(lambda: bar.value() > 0, timeout=10_000)
    before = part.y()
    page.parts[0].setMinimumHeight(page.parts[0].height() + 400)
    qtbot.wait_until(lambda: part.y() > before, timeout=10_000)
    qtbot.wait_until(
        lambda: 0 <= page.mapFromGlobal(part.mapToGlobal(QPoint(0, 0))).y() < 250, timeout=10_000
    )

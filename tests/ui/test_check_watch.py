"""The check of the month: by itself, beside the window, calm where all is well and told where it is not."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from retention_journal import i18n
from retention_journal.app import Program
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.cannot_open import CannotOpen
from retention_journal.ui.desk import Desk
from retention_journal.ui.panels import Notice
from tests.builders import a_client

LEFT = Qt.MouseButton.LeftButton


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 10, 9, 12)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(qtbot, qapp, tmp_path, clock):
    path = tmp_path / "firm.rjournal"
    with Journal.create(path) as journal:
        a_client(journal)
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=clock)
    program.begin(path)
    assert isinstance(program.window, Desk)
    program.window.program = program
    yield program.window
    program.end()
    i18n.use("en")


def checked(qtbot, desk):
    with qtbot.wait_signal(desk.check_watch.found, timeout=30_000) as told:
        assert desk.check_watch.look() is not None
    return told.args[0]


def test_a_sound_journal_is_checked_once_a_month_and_says_so_calmly(qtbot, desk, clock):
    assert checked(qtbot, desk).ok
    assert desk.check_watch.last() == clock.at.date()
    assert desk.check_watch.look() is None
    desk.back_up_now()
    qtbot.wait_until(lambda: "Backed up" in desk.sidebar.status.lines()[1])
    desk.say_how_safe()
    assert "Checked" in desk.sidebar.status.accessibleName()
    clock.at += timedelta(days=30)
    assert checked(qtbot, desk).ok


def test_the_check_and_what_a_person_waits_for_do_not_wait_for_each_other(qtbot, desk):
    is_over = threading.Event()
    desk.tasks.start(lambda _progress: is_over.wait(60))
    try:
        assert checked(qtbot, desk).ok
        assert desk.tasks.busy()
    finally:
        is_over.set()


def test_the_day_of_the_check_outlives_the_program_and_names_no_file(qtbot, desk, tmp_path, clock):
    checked(qtbot, desk)
    kept = SettingsFile(tmp_path / "settings.json").view("checked")
    assert list(kept.values()) == [clock.at.date().isoformat()]
    assert "firm" not in str(kept)


def test_what_the_check_finds_stays_told_and_leads_to_the_repair(qtbot, desk):
    program, path = desk.program, desk.journal.path
    desk.journal.connection.execute("DELETE FROM search")
    assert not checked(qtbot, desk).ok
    assert desk.sidebar.status.lines()[1] == "The check found something"
    qtbot.mouseClick(desk.sidebar.status, LEFT)
    assert desk.current_page() == "settings"
    files = desk.page("settings").files
    notice = files.findChild(Notice)
    assert notice is not None
    (repair,) = [
        button for button in notice.findChildren(type(files.check_button)) if button.text() == "Repair…"
    ]
    qtbot.mouseClick(repair, LEFT)
    assert isinstance(program.window, CannotOpen)
    assert "repair" in program.window.buttons
    Journal.open(path).close()


def test_a_check_that_was_asked_for_counts_as_the_check_of_the_month(qtbot, desk, clock):
    desk.go_to("settings", part="files")
    files = desk.page("settings").files
    with qtbot.wait_signal(files.checked, timeout=30_000):
        qtbot.mouseClick(files.check_button, LEFT)
    assert desk.check_watch.last() == clock.at.date()

"""The program as a whole: from the first page to an open journal, and what stands in the way."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer

from retention_journal import i18n, paths
from retention_journal.app import Program
from retention_journal.services.backups import backups, make_backup
from retention_journal.services.bringing_back import bring_back, place_for_now
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.lock import Lock, lock_file
from retention_journal.storage.tables import Client
from retention_journal.ui.cannot_open import CannotOpen
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.import_clients import ImportClients
from retention_journal.ui.first_run import FirstRun
from retention_journal.ui.text_labels import Label

NOW = datetime(2026, 3, 10, 9, 12)


@pytest.fixture
def program(qtbot, qapp, tmp_path):
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=lambda: NOW)
    yield program
    program.end()
    i18n.use("en")


def names_in(path: Path) -> list[str]:
    with Journal.open(path) as journal:
        return [name for (name,) in journal.tuples(Client.select(Client.name))]


def test_the_first_start_shows_the_four_ways_and_a_new_journal_opens_from_there(program, qtbot, tmp_path):
    assert program.begin(None)
    assert isinstance(program.window, FirstRun)
    assert program.create(tmp_path / "firm.rjournal")
    desk = program.window
    assert isinstance(desk, Desk)
    assert desk.current_page() == "today"
    add_client(desk.journal, ClientEntry(name="Ada Ltd"), today=NOW.date())
    program.end()
    assert names_in(tmp_path / "firm.rjournal") == ["Ada Ltd"]
    assert [kept.made_on for kept in backups(tmp_path / "firm.rjournal")] == [NOW.date()]
    assert not lock_file(tmp_path / "firm.rjournal").exists()


def test_the_first_page_is_no_larger_than_a_small_screen(program, qapp):
    program.show_first_run()
    room = qapp.primaryScreen().availableGeometry()
    assert room.width() < 1280
    assert (program.window.width(), program.window.height()) == (room.width(), room.height())


def test_the_journal_last_used_opens_by_itself(program, tmp_path):
    program.create(tmp_path / "firm.rjournal")
    program.end()
    assert program.begin(None)
    assert isinstance(program.window, Desk)
    assert program.window.journal.path == tmp_path / "firm.rjournal"


def test_a_name_that_is_taken_is_said_on_the_first_page_and_nothing_is_overwritten(program, tmp_path):
    (tmp_path / "firm.rjournal").write_text("mine")
    program.begin(None)
    assert not program.create(tmp_path / "firm.rjournal")
    assert isinstance(program.window, FirstRun)
    assert "already here" in program.window.name_field.error()
    assert (tmp_path / "firm.rjournal").read_text() == "mine"


@pytest.mark.slow
def test_the_sample_opens_in_a_file_of_its_own(program):
    program.begin(None)
    assert program.open_sample()
    assert isinstance(program.window, Desk)
    assert paths.state_folder() in program.window.journal.path.parents


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "0 bytes"), (b"%PDF" * 5000, "not a Retention Journal")],
)
def test_what_cannot_be_opened_is_told_with_the_ways_on_and_left_as_it_is(program, tmp_path, content, words):
    path = tmp_path / "odd.rjournal"
    path.write_bytes(content)
    assert program.begin(path)
    assert isinstance(program.window, CannotOpen)
    assert any(words in one.text() for one in program.window.findChildren(Label))
    assert path.read_bytes() == content


def test_a_missing_journal_is_told_and_not_made(program, tmp_path):
    program.begin(tmp_path / "gone.rjournal")
    assert isinstance(program.window, CannotOpen)
    assert not (tmp_path / "gone.rjournal").exists()
    assert not lock_file(tmp_path / "gone.rjournal").exists()


def test_a_journal_that_another_window_has_open_can_be_read(program, tmp_path):
    path = tmp_path / "firm.rjournal"
    Journal.create(path).close()
    lock = Lock.take(path)
    assert program.begin(path)
    assert isinstance(program.window, CannotOpen)
    program.window.read_only_wanted.emit()
    desk = program.window
    assert isinstance(desk, Desk)
    assert desk.journal.is_read_only
    lock.release()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_second_start_raises_the_first_window(program, qtbot, tmp_path):
    path = tmp_path / "firm.rjournal"
    program.create(path)
    desk = program.window
    desk.showMinimized()
    code = (
        "import pathlib, sys; from retention_journal.ui.one_window import knock;"
        "sys.exit(0 if knock(pathlib.Path(sys.argv[1])) else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0
    qtbot.wait_until(lambda: not desk.windowState() & Qt.WindowState.WindowMinimized, timeout=5000)


def test_another_language_is_spoken_at_once_and_the_place_is_kept(program, tmp_path):
    program.create(tmp_path / "firm.rjournal")
    program.window.go_to("clients")
    program.window.language_wanted.emit("nb")
    assert i18n.language() == "nb"
    assert isinstance(program.window, Desk)
    assert program.window.current_page() == "clients"


def test_clients_dropped_on_the_first_page_go_into_a_new_journal(qtbot, program, tmp_path):
    clients = tmp_path / "clients.csv"
    clients.write_text("Name,E-mail\nAda Ltd,ada@ada.example\n", encoding="utf-8")
    program.begin(None)
    program.window.file_wanted.emit(tmp_path / "firm.rjournal", clients)
    assert isinstance(program.window, Desk)
    door = program.window.findChild(ImportAnything)
    qtbot.wait_until(door.do_button.isVisible)
    door.accept()
    assert program.window.findChild(ImportClients).isVisible()


def test_a_backup_takes_the_place_of_the_open_journal_which_is_set_aside(program, tmp_path):
    path = tmp_path / "firm.rjournal"
    program.create(path)
    desk = program.window
    add_client(desk.journal, ClientEntry(name="Ada Ltd"), today=NOW.date())
    made = make_backup(desk.journal, today=NOW.date())
    add_client(desk.journal, ClientEntry(name="Byron Ltd"), today=NOW.date())
    desk.go_to("clients")
    brought = bring_back(made.path, place_for_now(path), path, now=NOW)
    desk.in_place_wanted.emit(brought.path)
    assert isinstance(program.window, Desk)
    assert program.window is not desk
    assert program.window.current_page() == "clients"
    assert program.window.journal.path == path
    assert program.window.journal.counts()["client"] == 1
    (aside,) = tmp_path.glob("firm (set aside*.rjournal")
    assert names_in(aside) == ["Ada Ltd", "Byron Ltd"]


def test_a_backup_takes_the_place_of_a_damaged_journal_which_is_kept(program, qtbot, tmp_path):
    path = tmp_path / "firm.rjournal"
    program.create(path)
    add_client(program.window.journal, ClientEntry(name="Ada Ltd"), today=NOW.date())
    program.end()
    path.write_bytes(b"\xff" * 9000)
    assert program.open(path)
    page = program.window
    assert isinstance(page, CannotOpen)
    with qtbot.wait_signal(page.in_place_wanted, timeout=10_000):
        page.buttons["replace"].click()
    assert isinstance(program.window, Desk)
    assert program.window.journal.path == path
    program.end()
    assert names_in(path) == ["Ada Ltd"]
    (aside,) = tmp_path.glob("firm (set aside*.rjournal")
    assert aside.read_bytes() == b"\xff" * 9000


def test_closing_backs_up_what_changed_and_nothing_else(program, tmp_path):
    path = tmp_path / "firm.rjournal"
    program.create(path)
    add_client(program.window.journal, ClientEntry(name="Ada Ltd"), today=NOW.date())
    program.end()
    assert len(backups(path)) == 1
    with JournalReader.open(backups(path)[0].path) as copy:
        assert copy.counts()["client"] == 1


def test_a_window_that_nobody_uses_wakes_at_most_twice_a_minute(program, qapp):
    """Performance, goal 6: no timer faster than 30 s, whichever page is left open."""
    program.begin(None)
    program.open_sample()
    desk = program.window
    for page in desk.stack.places():
        desk.go_to(page)
        qapp.processEvents()
    waking = [one for holder in (qapp, program, desk) for one in holder.findChildren(QTimer) if _wakes(one)]
    assert [(one.parent(), one.interval()) for one in waking if one.interval() < 30_000] == []
    assert waking


def test_python_throws_nothing_away_on_a_workers_thread_once_there_is_a_program(qapp, qtbot, tmp_path):
    """A widget that ends on a worker's thread crashes the program, once in some thousand clicks."""
    gc.enable()
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=lambda: NOW)
    ended_on = []
    ring = []
    ring.append(ring)
    holder = Held(ring)
    ring.append(holder)
    weakref.finalize(holder, lambda: ended_on.append(threading.current_thread()))
    del ring, holder
    worker = threading.Thread(target=lambda: [[] for _number in range(200_000)])
    worker.start()
    worker.join()
    assert ended_on == []
    program.begin(None)
    kept = []
    qtbot.wait_until(lambda: kept.extend([] for _number in range(2_000)) or bool(ended_on), timeout=30_000)
    assert ended_on == [threading.main_thread()]
    program.end()


class Held:
    """Something whose end can be seen."""

    def __init__(self, ring):
        self.ring = ring


def _wakes(timer):
    return timer.isActive() and not timer.isSingleShot()

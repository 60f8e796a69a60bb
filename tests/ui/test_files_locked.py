"""Copies of attached files that were opened: gone when the journal is locked or closed, and after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

from retention_journal import i18n, paths
from retention_journal.app import Program
from retention_journal.services.attachments import attach_bytes, attached, forget_opened_copies
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.settings import SettingsFile
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.ui import state
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.erase import EraseDialog
from retention_journal.ui.files_out import keep_folder, last_folder
from retention_journal.ui.locked_page import LockedPage
from retention_journal.ui.pages.client_files import FilesTab
from retention_journal.ui.tasks import Tasks

WORDS = "fire stille fjorder ved kaia"
NOW = datetime(2026, 3, 10, 9, 12)


@pytest.fixture
def program(qtbot, qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=lambda: NOW)
    yield program
    program.end()
    forget_opened_copies()
    keys.ring.let_go()
    state.forget_seals()
    i18n.use("en")


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "Solheim.rjournal"
    with Journal.create(made, key=Key.from_passphrase(WORDS)) as journal:
        client = add_client(journal, ClientEntry(name="Havblikk Arkitekter"), today=NOW.date())
        attach_bytes(journal, client, "Agreement.pdf", b"%PDF signed", today=NOW.date())
    return made


def copies():
    folder = paths.opened_folder()
    return [file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(".lock")]


def open_the_file(program):
    """Open the client's file as Enter does, with a desktop that opens nothing."""
    desk = program.window
    assert isinstance(desk, Desk)
    tasks = Tasks(desk, on_error=lambda error: pytest.fail(str(error)))
    tab = FilesTab(desk.journal, lambda: NOW, tasks, open_url=lambda _url: True)
    tab.setParent(desk)
    tab.show_client(1)
    tab.refresh()
    tab.open(attached(desk.journal, 1)[0])
    assert [file.name for file in copies()] == ["Agreement.pdf"]


def test_locking_removes_the_copies_at_once(program, path):
    program.begin(path, WORDS)
    open_the_file(program)
    program.window.lock_now()
    assert isinstance(program.window, LockedPage)
    assert copies() == []


def test_no_question_about_a_file_stays_on_the_screen_when_it_locks(program, path, qtbot):
    with Journal.open(path) as journal:
        attach_bytes(journal, 1, "Havblikk setup.exe", b"MZ", today=NOW.date())
    program.begin(path, WORDS)
    desk = program.window
    desk.open_client(1, "files")
    tab = desk.page("client").tab("files")
    tab.open(attached(desk.journal, 1)[0])
    tab.choose()
    assert [box.isVisible() for box in desk.findChildren(QMessageBox)] == [True]
    desk.lock_now()
    qtbot.waitUntil(
        lambda: not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)],
        timeout=10_000,
    )
    shown = [one.text() for one in QApplication.allWidgets() if isinstance(one, QLabel) and one.isVisible()]
    assert shown
    assert not [text for text in shown if "Havblikk" in text]


def test_opening_another_journal_and_ending_the_program_remove_them_too(program, path, tmp_path):
    program.begin(path, WORDS)
    open_the_file(program)
    Journal.create(tmp_path / "other.rjournal").close()
    program.open(tmp_path / "other.rjournal")
    assert copies() == []
    program.begin(path, WORDS)
    open_the_file(program)
    program.end()
    assert copies() == []


def test_erasing_somebody_removes_the_copies_too(program, path):
    program.begin(path, WORDS)
    open_the_file(program)
    program.window.erase_client(1)
    (dialog,) = program.window.findChildren(EraseDialog)
    dialog.erased.emit()
    assert copies() == []


def test_the_folder_used_last_is_sealed_with_the_journal(program, path, tmp_path):
    program.begin(path, WORDS)
    folder = tmp_path / "Havblikk"
    folder.mkdir()
    keep_folder("files_added", program.window.journal.path, folder)
    assert last_folder("files_added", program.window.journal.path) == folder
    program.window.lock_now()
    kept = (paths.state_folder() / "files_added.json").read_text(encoding="utf-8")
    assert "Havblikk" not in kept


def test_speaking_another_language_keeps_them_since_the_journal_stays_open(program, path):
    program.begin(path, WORDS)
    open_the_file(program)
    program.window.language_wanted.emit("nb")
    assert [file.name for file in copies()] == ["Agreement.pdf"]


def test_the_next_start_removes_what_a_killed_program_left(program, tmp_path):
    killed = (
        "import os\n"
        "from retention_journal.storage import opened_copies\n"
        "print(opened_copies.put('Agreement.pdf', b'%PDF signed'), flush=True)\n"
        "os._exit(9)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", killed],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 9, ended.stderr
    assert [file.name for file in copies()] == ["Agreement.pdf"]
    program.begin(None)
    assert copies() == []

"""The keyring of the system in the window: chosen in Settings, used at the start, empty when locked."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from retention_journal.app import Program
from retention_journal.services import remembered_key
from retention_journal.settings import SettingsFile
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.ui import state
from retention_journal.ui.desk import Desk
from retention_journal.ui.locked_page import LockedPage
from retention_journal.ui.pages.settings_passphrase import PassphraseFields
from tests.keyrings import Drawer

WORDS, OTHER = "fire stille fjorder ved kaia", "noe helt annet i dag"


@pytest.fixture
def drawer(monkeypatch):
    monkeypatch.setattr(Drawer, "held", {})
    monkeypatch.setattr(remembered_key, "SAFE", (Drawer.__module__,))
    return Drawer


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "Solheim.rjournal"
    Journal.create(made, key=Key.from_passphrase(WORDS)).close()
    return made


@pytest.fixture
def begin(qtbot, qapp, path, tmp_path, monkeypatch):
    """Start the program on the journal, as often as is asked."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    keys.ring.let_go()
    programs = []

    def started():
        end()
        settings = SettingsFile(tmp_path / "settings.json")
        programs.append(Program(qapp, settings, now=lambda: datetime(2026, 3, 10, 9, 0)))
        programs[-1].begin(path)
        return programs[-1]

    def end():
        if programs:
            programs.pop().end()
        keys.ring.let_go()
        state.forget_seals()

    yield started
    end()


def unlock(program, words=WORDS):
    program.window.words.setText(words)
    QTest.keyClick(program.window.words, Qt.Key.Key_Return)
    assert isinstance(program.window, Desk)


def tick(qtbot, program):
    """Tick in Settings that it opens without asking."""
    program.window.go_to("settings")
    fields = program.window.findChildren(PassphraseFields)[-1]
    qtbot.wait_until(lambda: fields.keyring.isVisibleTo(fields))
    fields.keyring.click()
    return fields


def test_it_opens_without_asking_where_that_was_chosen(qtbot, begin, drawer):
    program = begin()
    unlock(program)
    assert drawer.held == {}
    tick(qtbot, program)
    qtbot.wait_until(lambda: len(drawer.held) == 1)
    program = begin()
    qtbot.wait_until(lambda: isinstance(program.window, Desk))


def test_once_locked_it_asks_again_also_after_a_new_start(qtbot, begin, drawer, path):
    program = begin()
    unlock(program)
    tick(qtbot, program)
    qtbot.wait_until(lambda: len(drawer.held) == 1)
    program.lock()
    qtbot.wait_until(lambda: not drawer.held)
    assert isinstance(program.window, LockedPage)
    program.open(path)
    assert isinstance(program.window, LockedPage)
    unlock(begin())
    qtbot.wait_until(lambda: len(drawer.held) == 1)  # it is still chosen


def test_unticked_it_is_taken_out(qtbot, begin, drawer):
    program = begin()
    unlock(program)
    fields = tick(qtbot, program)
    qtbot.wait_until(lambda: len(drawer.held) == 1)
    fields.keyring.click()
    qtbot.wait_until(lambda: not drawer.held)
    assert isinstance(begin().window, LockedPage)


def test_another_passphrase_takes_the_place_of_the_one_that_was_kept(qtbot, begin, drawer):
    program = begin()
    unlock(program)
    tick(qtbot, program)
    qtbot.wait_until(lambda: len(drawer.held) == 1)
    (before,) = drawer.held
    desk = program.window
    program.change_passphrase(OTHER)
    qtbot.wait_until(lambda: isinstance(program.window, Desk) and program.window is not desk)
    qtbot.wait_until(lambda: len(drawer.held) == 1 and before not in drawer.held)
    program = begin()
    qtbot.wait_until(lambda: isinstance(program.window, Desk))


def test_without_a_keyring_nothing_is_offered(qtbot, begin, drawer, monkeypatch):
    monkeypatch.setattr(remembered_key, "SAFE", ())
    program = begin()
    unlock(program)
    program.window.go_to("settings")
    fields = program.window.findChildren(PassphraseFields)[-1]
    qtbot.wait_until(lambda: fields.has_keyring is False)
    assert not fields.keyring.isVisibleTo(fields)

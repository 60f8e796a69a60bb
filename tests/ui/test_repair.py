"""A damaged or older journal in the window: from the page that says so to the open journal."""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from retention_journal import i18n
from retention_journal.app import Program
from retention_journal.settings import SettingsFile
from retention_journal.storage import generations
from retention_journal.storage.journal import Journal
from retention_journal.storage.page_seals import PAGE
from retention_journal.storage.tables import Client
from retention_journal.ui.cannot_open import CannotOpen
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.repair_journal import RepairDialog
from tests.builders import a_client
from tests.reliability.test_p06_wrong_files import WRONG, content_of

NOW = datetime(2026, 3, 10, 9, 12)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def program(qtbot, qapp, tmp_path):
    with generations.kept_in(tmp_path / "state"):
        program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=lambda: NOW)
        yield program
        program.end()
    i18n.use("en")


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    with generations.kept_in(tmp_path / "state"), Journal.create(folder / "firm.rjournal") as journal:
        for number in range(40):
            a_client(journal, f"Ada {number}")
    return folder / "firm.rjournal"


def spoil(path):
    """Spoil a client's page, and one letter of the words that every opening reads."""
    content = path.read_bytes()
    start = content.index(b"Ada 7") // PAGE * PAGE
    content = content[: start + 3584] + bytes(500) + content[start + 4084 :]
    path.write_bytes(content.replace(b"CREATE TABLE promise ", b"CREATE TABLE p??mise ", 1))
    return path.read_bytes()


def page_of(program):
    assert isinstance(program.window, CannotOpen)
    return program.window


def dialog_of(qtbot, page):
    qtbot.mouseClick(page.buttons["repair"], LEFT)
    qtbot.wait_until(lambda: page.findChild(RepairDialog) is not None, timeout=20_000)
    return page.findChild(RepairDialog)


def test_a_damaged_journal_is_repaired_shown_first_and_then_open(program, qtbot, path):
    damaged = spoil(path)
    program.begin(path)
    dialog = dialog_of(qtbot, page_of(program))
    assert path.read_bytes() == damaged
    assert "firm.rjournal" in dialog.list.toPlainText()
    qtbot.mouseClick(dialog.do_button, LEFT)
    qtbot.wait_until(lambda: isinstance(program.window, Desk))
    assert program.window.journal.tuples(Client.select(Client.name))
    assert (path.parent / "firm damaged 2026-03-10.rjournal").read_bytes() == damaged
    assert (path.parent / "firm repaired 2026-03-10.txt").exists()


def test_a_repair_that_is_not_wanted_leaves_everything_as_it_is(program, qtbot, path, tmp_path):
    spoil(path)
    program.begin(path)
    before = content_of(path.parent)
    dialog = dialog_of(qtbot, page_of(program))
    dialog.save_to(tmp_path / "list.txt")
    assert (tmp_path / "list.txt").read_text("utf-8") == dialog.list.toPlainText()
    qtbot.mouseClick(dialog.cancel_button, LEFT)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert content_of(path.parent) == before
    assert isinstance(program.window, CannotOpen)


def test_an_older_journal_opens_only_when_that_is_wished(program, qtbot, path):
    shutil.copy(path, path.with_name("old"))
    with Journal.open(path) as journal:
        a_client(journal, "Later")
    shutil.copy(path.with_name("old"), path)
    program.begin(path)
    assert "accept" in page_of(program).buttons
    qtbot.mouseClick(page_of(program).buttons["accept"], LEFT)
    assert isinstance(program.window, Desk)


def test_a_stray_file_is_set_aside_and_the_journal_opens(program, qtbot, path):
    path.with_name("firm.rjournal-wal").write_bytes(b"stray")
    program.begin(path)
    assert list(page_of(program).buttons) == ["set_aside", "files", "open"]
    qtbot.mouseClick(page_of(program).buttons["set_aside"], LEFT)
    assert isinstance(program.window, Desk)
    assert path.with_name("firm.rjournal-wal 2026-03-10").read_bytes() == b"stray"


@pytest.mark.parametrize("name", [name for name in WRONG if name not in {"not to be read", "random"}])
def test_no_wrong_file_is_opened_or_changed_in_the_window(program, tmp_path, name):
    folder = tmp_path / "theirs"
    folder.mkdir()
    wrong = WRONG[name][0](folder)
    before = content_of(folder)
    program.begin(wrong)
    page = page_of(program)
    assert "open" in page.buttons
    program.end()
    assert content_of(folder) == before

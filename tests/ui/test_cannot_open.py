from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from retention_journal.core.errors import JournalError
from retention_journal.services.backups import make_backup
from retention_journal.storage import faults
from retention_journal.storage.journal import Journal
from retention_journal.storage.lock import InUseElsewhereError
from retention_journal.ui.cannot_open import CannotOpen
from tests.builders import NOON, TODAY, a_client

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def show(qtbot):
    def show_one(error, path):
        page = CannotOpen(error, path, lambda: NOON)
        qtbot.add_widget(page)
        page.show()
        return page

    return show_one


def texts(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_message_and_advice_are_shown_as_they_are(show, tmp_path):
    page = show(JournalError("<b>Not</b> here.", "Look & see."), tmp_path / "a.rjournal")
    assert "<b>Not</b> here." in texts(page)
    assert "Look & see." in texts(page)


@pytest.mark.parametrize(
    ("error", "ways"),
    [
        (faults.InUseError("x"), ["again", "read", "open"]),
        (InUseElsewhereError("x"), ["read", "all_the_same", "again", "open"]),
        (faults.CannotWriteError("x"), ["read", "again", "open"]),
        (faults.TooNewError("x"), ["open"]),
        (faults.DiskFullError("x"), ["again", "read", "open"]),
        (faults.NotAJournalError("x"), ["open"]),
        (JournalError("x"), ["again", "open"]),
    ],
)
def test_each_error_offers_what_may_help(show, tmp_path, error, ways):
    assert list(show(error, tmp_path / "a.rjournal").buttons) == ways


@pytest.mark.parametrize(
    ("way", "wish"),
    [("read", "read_only_wanted"), ("all_the_same", "all_the_same_wanted"), ("again", "again_wanted")],
)
def test_each_button_says_what_is_wished(qtbot, show, tmp_path, way, wish):
    page = show(InUseElsewhereError("x"), tmp_path / "a.rjournal")
    with qtbot.wait_signal(getattr(page, wish)):
        qtbot.mouseClick(page.buttons[way], LEFT)


def test_one_can_start_elsewhere_or_quit(qtbot, show, tmp_path):
    page = show(faults.missing(tmp_path / "a.rjournal"), tmp_path / "a.rjournal")
    with qtbot.wait_signal(page.start_wanted):
        qtbot.mouseClick(page.start_button, LEFT)
    with qtbot.wait_signal(page.quit_wanted):
        qtbot.mouseClick(page.quit_button, LEFT)


def test_enter_presses_the_likeliest_button(qtbot, show, tmp_path):
    page = show(faults.CannotWriteError("x"), tmp_path / "a.rjournal")
    with qtbot.wait_signal(page.read_only_wanted):
        qtbot.keyClick(page.buttons["read"], Qt.Key.Key_Return)


def test_without_a_backup_it_says_so(show, tmp_path):
    page = show(faults.missing(tmp_path / "a.rjournal"), tmp_path / "a.rjournal")
    assert "No backup of it was found beside it." in texts(page)
    assert "backup" not in page.buttons


def test_a_backup_is_brought_back_beside_the_damaged_file(qtbot, show, tmp_path):
    path = tmp_path / "Min.rjournal"
    with Journal.create(path) as journal:
        a_client(journal, "Ada Ltd")
        make_backup(journal, today=TODAY - timedelta(days=2))
        a_client(journal, "Byron Ltd")
        make_backup(journal, today=TODAY)
    path.write_bytes(b"damaged")
    page = show(faults.damaged(path), path)
    assert len(page.backups.radios) == 2
    with qtbot.wait_signal(page.open_wanted, timeout=10_000) as wish:
        qtbot.mouseClick(page.buttons["backup"], LEFT)
    brought = wish.args[0]
    assert brought == tmp_path / "Min (from backup 2026-03-10).rjournal"
    with Journal.open(brought) as journal:
        assert journal.counts()["client"] == 2
    assert path.read_bytes() == b"damaged"


def test_an_older_backup_can_be_taken_and_a_name_in_use_is_left_alone(qtbot, show, tmp_path):
    path = tmp_path / "Min.rjournal"
    with Journal.create(path) as journal:
        for days in range(6):
            make_backup(journal, today=TODAY - timedelta(days=6 - days))
    taken = tmp_path / "Min (from backup 2026-03-04).rjournal"
    taken.write_text("mine")
    page = show(faults.damaged(path), path)
    qtbot.mouseClick(page.backups.more, LEFT)
    qtbot.mouseClick(page.backups.radios[-1], LEFT)
    with qtbot.wait_signal(page.open_wanted, timeout=10_000) as wish:
        page.bring_back()
    assert wish.args[0].name == "Min (from backup 2026-03-04) 2.rjournal"
    assert taken.read_text() == "mine"

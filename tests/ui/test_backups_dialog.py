from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.services.backups import (
    back_up_changes,
    backups,
    choose_second_place,
    make_backup,
)
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.dialogs.backups import BackupsDialog
from tests.builders import NOON, TODAY, a_call, a_client

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def open_dialog(qtbot, journal):
    window = QWidget()
    qtbot.add_widget(window)
    window.resize(900, 700)
    window.show()
    assert QTest.qWaitForWindowActive(window)

    def open_one():
        dialog = BackupsDialog(journal.path, lambda: NOON, window, may_replace=True)
        dialog.open()
        assert QTest.qWaitForWindowActive(dialog)
        return dialog

    return open_one


def shown(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_without_backups_it_says_when_the_first_is_made(open_dialog):
    dialog = open_dialog()
    assert "No backup yet." in shown(dialog)
    assert not dialog.do_button.isEnabled()


def test_a_backup_is_brought_back_beside_the_journal_and_can_be_opened(qtbot, journal, open_dialog):
    a_client(journal, "Ada Ltd")
    make_backup(journal, today=TODAY - timedelta(days=1))
    a_client(journal, "Byron Ltd")
    make_backup(journal, today=TODAY)
    dialog = open_dialog()
    dialog.list.selectRow(1)
    qtbot.mouseClick(dialog.do_button, LEFT)
    told = "Brought back as “own (from backup 2026-03-09)”."
    qtbot.wait_until(lambda: told in shown(dialog), timeout=10_000)
    with qtbot.wait_signal(dialog.open_wanted) as wish:
        qtbot.mouseClick(dialog.open_button, LEFT)
    with Journal.open(wish.args[0]) as brought:
        assert brought.counts()["client"] == 1
    assert journal.counts()["client"] == 2


def test_backing_up_now_adds_it_at_the_top(qtbot, journal, open_dialog):
    make_backup(journal, today=TODAY - timedelta(days=1))
    dialog = open_dialog()
    with qtbot.wait_signal(dialog.made, timeout=10_000):
        qtbot.mouseClick(dialog.make_button, LEFT)
    assert [kept.number for kept in dialog.list.records()] == [2, 1]
    assert dialog.list.current().number == 2
    assert len(backups(journal.path)) == 2


def test_a_damaged_backup_is_refused_in_words_and_the_journal_stays(qtbot, journal, open_dialog):
    made = make_backup(journal, today=TODAY)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    dialog = open_dialog()
    dialog.accept()
    qtbot.wait_until(lambda: bool(dialog.findChildren(QMessageBox)), timeout=10_000)
    assert "cannot be read" in shown(dialog)
    assert not list(journal.path.parent.glob("*from backup*"))
    assert dialog.isVisible()


def test_what_is_in_a_backup_is_read_before_it_is_brought_back(qtbot, journal, open_dialog):
    client = a_client(journal, "Ada Ltd")
    a_call(journal, client)
    make_backup(journal, today=TODAY)
    dialog = open_dialog()
    qtbot.wait_until(dialog.chosen.is_read, timeout=10_000)
    assert "1 client, 1 contact" in shown(dialog)
    assert "Last entry: " in shown(dialog)


def test_a_damaged_backup_says_so_before_anybody_asks(qtbot, journal, open_dialog):
    made = make_backup(journal, today=TODAY)
    made.path.write_bytes(b"nothing of the kind")
    dialog = open_dialog()
    qtbot.wait_until(dialog.chosen.is_read, timeout=10_000)
    assert "is not a Retention Journal" in shown(dialog)


def test_one_that_is_to_take_the_place_is_prepared_beside_and_handed_on(qtbot, journal, open_dialog):
    a_client(journal, "Ada Ltd")
    make_backup(journal, today=TODAY)
    a_client(journal, "Byron Ltd")
    dialog = open_dialog()
    dialog.chosen.where.set_value(True)
    assert "set aside beside it" in shown(dialog)
    with qtbot.wait_signal(dialog.in_place_wanted, timeout=10_000) as wish:
        qtbot.mouseClick(dialog.do_button, LEFT)
    with JournalReader.open(wish.args[0]) as brought:
        assert brought.counts()["client"] == 1
    assert journal.counts()["client"] == 2
    assert len(backups(journal.path)) == 2, "what there is now was backed up before"


def test_a_second_place_is_chosen_and_gets_the_newest_at_once(qtbot, journal, open_dialog, tmp_path):
    make_backup(journal, today=TODAY)
    (tmp_path / "stick").mkdir()
    dialog = open_dialog()
    assert "There is no second place yet." in shown(dialog)
    dialog.take_second_place(tmp_path / "stick")
    qtbot.wait_until(lambda: "The newest copy in “stick” is from today" in shown(dialog), timeout=10_000)
    (kept,) = dialog.list.records()
    assert kept.is_second
    (tmp_path / "stick").rename(tmp_path / "elsewhere")
    dialog.show_backups()
    assert "“stick” is not there; the next copy goes there when it is back." in shown(dialog)


def test_a_backup_that_is_only_on_the_stick_comes_back_too(qtbot, journal, open_dialog, tmp_path):
    a_client(journal, "Ada Ltd")
    (tmp_path / "stick").mkdir()
    choose_second_place(journal.path, tmp_path / "stick")
    made = make_backup(journal, today=TODAY)
    made.path.unlink()
    dialog = open_dialog()
    (kept,) = dialog.list.records()
    assert not kept.is_here
    with qtbot.wait_signal(dialog.open_wanted, timeout=10_000) as wish:
        qtbot.mouseClick(dialog.do_button, LEFT)
        qtbot.wait_until(dialog.open_button.isVisible, timeout=10_000)
        qtbot.mouseClick(dialog.open_button, LEFT)
    with JournalReader.open(wish.args[0]) as brought:
        assert brought.counts()["client"] == 1


def test_why_the_last_backup_failed_stands_above_the_list(journal, open_dialog):
    folder = journal.path.with_name("own backups")
    folder.write_text("something is in the way")
    with pytest.raises(JournalError):
        back_up_changes(journal.path, today=TODAY)
    assert "The backup of today failed." in shown(open_dialog())

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from retention_journal.services.backups import backups, make_backup
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.backups import BackupsDialog
from tests.builders import NOON, TODAY, a_client

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def open_dialog(qtbot, journal):
    window = QWidget()
    qtbot.add_widget(window)
    window.resize(900, 700)
    window.show()
    assert QTest.qWaitForWindowActive(window)

    def open_one():
        dialog = BackupsDialog(journal.path, lambda: NOON, window)
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
    qtbot.wait_until(lambda: "cannot be read" in shown(dialog), timeout=10_000)
    assert not list(journal.path.parent.glob("*from backup*"))
    assert dialog.isVisible()

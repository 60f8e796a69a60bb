"""The trash page: put back with Enter, deleted for good only after a question, empty of what is too old."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from retention_journal.services.backups import backups
from retention_journal.services.clients import client_names, trash_client
from retention_journal.services.contacts import trash_contact
from retention_journal.services.trash import in_trash
from retention_journal.storage.backup import BackupError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Lesson
from retention_journal.ui.pages.trash import TrashPage
from tests.builders import NOON, TODAY, a_call, a_client, a_promise

LEFT = Qt.MouseButton.LeftButton


def page_for(qtbot, journal):
    page = TrashPage(journal, lambda: NOON)
    journal.on_change(page.on_change)
    qtbot.addWidget(page)
    page.resize(1024, 700)
    return page


@pytest.fixture
def page(qtbot, journal):
    return page_for(qtbot, journal)


def shown(page):
    page.show()
    return page


def cells(page):
    table = page.table.table
    return [[column.text(item) for column in table.columns] for item in page.table.records()]


def press(qtbot, page, text):
    box = next(one for one in page.findChildren(QDialog) if one.isVisible())
    qtbot.mouseClick(next(one for one in box.buttons() if one.text() == text), LEFT)
    return box


def much_besides(journal):
    """Fill the journal, so that what is deleted is little of it and no number has to be typed."""
    with journal.change("Learn") as change:
        for one in range(200):
            change.insert(Lesson, text=f"Lesson {one}", learnt_on=TODAY, next_review_on=TODAY)


def test_an_empty_trash_says_so_and_when_it_empties_itself(page):
    shown(page)
    assert not page.put_back_button.isVisible()
    assert not page.table.isVisible()


def test_what_was_put_away_is_listed_and_enter_brings_it_back(qtbot, journal, page):
    ada = a_client(journal)
    call = a_call(journal, ada, summary="About the harbour")
    trash_contact(journal, call, now=NOON)
    shown(page)
    assert cells(page) == [["About the harbour", "Call", "Ada Ltd", "today"]]
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert said.args == ["About the harbour is back."]
    assert cells(page) == []
    journal.undo()
    assert len(cells(page)) == 1


def test_deleting_for_good_asks_with_counts_and_keep_keeps(qtbot, journal, page):
    ada = a_client(journal, "Ada & Co")
    a_call(journal, ada)
    a_call(journal, ada)
    a_promise(journal, ada)
    much_besides(journal)
    trash_client(journal, ada, now=NOON)
    shown(page)
    qtbot.mouseClick(page.delete_button, LEFT)
    box = press(qtbot, page, "Keep")
    assert box.text() == "Delete “Ada & Co” for good?"
    assert box.informativeText().startswith("1 client, 2 entries, 1 promise. This cannot be undone")
    assert len(in_trash(journal)) == 1
    qtbot.mouseClick(page.delete_button, LEFT)
    press(qtbot, page, "Delete for good")
    assert in_trash(journal) == []
    assert client_names(journal) == []
    assert journal.undo_label is None


def test_emptying_the_trash_asks_once_for_all(qtbot, journal, page):
    for name in ("Ada", "Bob"):
        trash_client(journal, a_client(journal, name), now=NOON)
    much_besides(journal)
    shown(page)
    qtbot.mouseClick(page.empty_button, LEFT)
    box = press(qtbot, page, "Delete for good")
    assert "2 clients" in box.informativeText()
    assert cells(page) == []


def test_what_is_emptied_is_in_a_backup_and_without_one_nothing_goes(qtbot, journal, page):
    for name in ("Ada Ltd", "Bob plc"):
        trash_client(journal, a_client(journal, name), now=NOON)
    much_besides(journal)
    shown(page)
    journal.path.with_name("own backups").write_text("something is in the way")
    page.ask_to_delete(page.table.records())
    with qtbot.capture_exceptions() as raised:
        press(qtbot, page, "Delete for good")
    assert isinstance(raised[0][1], BackupError)
    assert len(in_trash(journal)) == 2
    journal.path.with_name("own backups").unlink()
    page.ask_to_delete(page.table.records())
    press(qtbot, page, "Delete for good")
    assert in_trash(journal) == []
    (kept,) = backups(journal.path)
    with JournalReader.open(kept.path) as copy:
        assert len(in_trash(copy)) == 2


def test_what_lay_there_too_long_is_gone_when_the_trash_is_opened(qtbot, journal, page):
    old, new = a_client(journal, "Old"), a_client(journal, "New")
    trash_client(journal, old, now=NOON - timedelta(days=91))
    trash_client(journal, new, now=NOON - timedelta(days=89))
    with qtbot.waitSignal(page.toast) as said:
        shown(page)
    assert said.args == ["1 thing lay here too long and is gone."]
    assert [line[0] for line in cells(page)] == ["New"]


def test_a_journal_opened_to_read_only_keeps_what_is_old(qtbot, journal):
    trash_client(journal, a_client(journal), now=NOON - timedelta(days=100))
    path = journal.path
    journal.close()
    with Journal.open_read_only(path) as reading:
        page = shown(page_for(qtbot, reading))
        assert len(cells(page)) == 1

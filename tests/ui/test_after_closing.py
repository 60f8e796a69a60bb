"""A closed window asks its journal nothing more, whatever it had still meant to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.desk import Desk
from tests.builders import NOON, a_call, a_client, a_promise, an_empty_journal

pytestmark = pytest.mark.slow  # waits as long as the timers of the pages do

PAGES = ("today", "clients", "client", "promises", "complaints", "reports", "lessons", "settings", "trash")


@pytest.fixture
def journal(tmp_path) -> Journal:
    return an_empty_journal(tmp_path / "own.rjournal")  # the test itself closes it


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_asked_of_a_closed_journal(qtbot, journal, tmp_path, page):
    client = a_client(journal, "Harbour & Hale")
    a_call(journal, client, NOON - timedelta(days=30))
    a_promise(journal, client, due_at=NOON)
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.addWidget(desk)
    desk.show()
    desk.go_to(page, **({"client_id": client} if page == "client" else {}))
    qtbot.waitExposed(desk)
    desk.stack.grab()
    for field in desk.page(page).findChildren(QLineEdit):
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            QTest.keyClicks(field, "h")
    a_call(journal, client)
    desk.close()
    journal.close()
    qtbot.wait(600)  # longer than every timer of a page waits

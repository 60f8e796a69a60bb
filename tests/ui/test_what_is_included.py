"""The questions of the start, reached from the menu bar and from Ctrl+K."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.intake import IntakeDialog
from retention_journal.ui.menus import plain
from tests.builders import NOON, a_client, a_person


@pytest.fixture
def client(journal):
    made = a_client(journal, "Bare Ltd")
    a_person(journal, made, "Tom Hale")
    return made


@pytest.fixture
def desk(qtbot, journal, client, tmp_path):
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.addWidget(desk)
    desk.show()
    yield desk
    desk.finish()


def test_what_is_included_is_asked_from_the_menu_of_the_client_at_hand(desk, client):
    desk.open_client(client)
    titles = [plain(one.text()) for one in desk.menus.menu("client").actions()]
    assert "What is included…" in titles
    desk.menus.menu("client").actions()[titles.index("What is included…")].trigger()
    QApplication.processEvents()
    dialog = desk.findChild(IntakeDialog)
    assert dialog.isVisible()
    assert len(dialog.rows) == 12
    dialog.reject()


def test_the_palette_finds_it_by_its_words(desk, client):
    desk.open_client(client)
    (hit,) = [one for one in desk.menus.hits("included") if one.title == "What is included…"]
    hit.activate()
    dialog = desk.findChild(IntakeDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_without_a_client_at_hand_it_asks_for_one(desk):
    desk.go_to("today")
    desk.ask_questions()
    assert desk.current_page() == "clients"
    assert desk.findChild(IntakeDialog) is None

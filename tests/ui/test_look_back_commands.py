"""The commands for looking ahead and back stand in the menus and open what they say."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.care_trial import CareTrialDialog
from retention_journal.ui.dialogs.firm_look_back import FirmLookBackDialog
from retention_journal.ui.dialogs.premortem import PremortemDialog
from retention_journal.ui.menus import plain
from tests.builders import NOON, a_client


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    window = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.addWidget(window)
    window.show()
    return window


def run(desk, title):
    next(one for one in desk.menus.actions() if plain(one.text()) == title).trigger()


def opened(kind):
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    for one in found:
        one.close()
    return bool(found)


def test_the_trial_and_the_look_back_on_the_firm_open_from_the_menu(desk):
    run(desk, "Try more care…")
    assert opened(CareTrialDialog)
    run(desk, "Look back on the firm…")
    assert opened(FirmLookBackDialog)


def test_looking_ahead_asks_for_a_client_first(desk, journal):
    run(desk, "Look ahead…")
    assert desk.current_page() == "clients"
    assert not opened(PremortemDialog)
    desk.open_client(a_client(journal, "Lunde"))
    run(desk, "Look ahead…")
    assert opened(PremortemDialog)

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal import paths
from retention_journal.services.portfolio import client_facts
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.quick_log import QuickLog
from retention_journal.ui.pages.today_calls import CallItem
from tests.builders import NOON, TODAY, a_call, a_client, a_person

CTRL = Qt.KeyboardModifier.ControlModifier


def test_five_keystrokes_from_anywhere_reach_a_saved_entry(qtbot, journal, tmp_path):
    client = a_client(journal, "Lindqvist Arkitekter")
    a_person(journal, client, "Elsa Lindqvist")
    a_call(journal, client, NOON - timedelta(days=25))
    window = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert isinstance(QApplication.focusWidget(), CallItem), "the day begins on the next call"

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CTRL)
    dialog = window.findChild(QuickLog)
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_L)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_I)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)

    assert client_facts(journal, client, TODAY).last_contact_on == TODAY
    assert window.toast.words.text() == "Call with Elsa logged. Next talk 24 March."
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert client_facts(journal, client, TODAY).last_contact_on == TODAY - timedelta(days=25)
    (paths.state_folder() / "drafts.json").unlink(missing_ok=True)

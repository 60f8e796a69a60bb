from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from retention_journal.ui.dialogs.help import HelpDialog


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.add_widget(window)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    return window


def shown(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("page", ["today", "clients", "reports", "settings", "trash"])
def test_help_says_what_a_page_is_for_and_its_keys(window, page):
    dialog = HelpDialog(page, window)
    dialog.show()
    assert "Ctrl+K" in shown(dialog)
    assert "Search, and every command" in shown(dialog)


def test_escape_closes_it(qtbot, window):
    dialog = HelpDialog("today", window)
    dialog.show()
    with qtbot.wait_signal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

"""Somebody who presses anything at all: nothing is thrown, Qt warns of nothing, the journal stays whole."""

from __future__ import annotations

import random
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from retention_journal import i18n
from retention_journal.app import Program
from retention_journal.core.errors import JournalError
from retention_journal.services.check import check
from retention_journal.services.sample import fill_sample
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk

NOW = datetime(2026, 11, 20, 9, 12)
PAUSE_MS = 1

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen one
KEYS = (
    *(["Tab"] * 6),
    *["Down", "Up", "Left", "Right", "Return", "Space", "Escape", "Backspace", "Delete"],
    *["A", "5", "X", "Y", "N", "Home", "End", "PageDown", "F2", "F6", "F9", "Plus", "Menu"],
)
MODIFIERS = ("No", "No", "No", "No", "No", "Control", "Alt", "Shift")
TEXTS = ("ada", "<b>x</b>", "31 feb", "99", "a & b", "!", "2026-02-30", "-5", "12:99", "")


@pytest.fixture
def program(qtbot, qapp, tmp_path, monkeypatch):
    for ask, nothing in (
        ("getOpenFileName", ("", "")),
        ("getSaveFileName", ("", "")),
        ("getExistingDirectory", ""),
    ):
        monkeypatch.setattr(QFileDialog, ask, lambda *_a, nothing=nothing, **_k: nothing)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_a: True)
    path = tmp_path / "sample.rjournal"
    with Journal.create(path) as journal:
        fill_sample(journal, NOW.date())
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=lambda: NOW)
    program.begin(path)
    program.path = path
    yield program
    program.end()
    i18n.use("en")
    theme.apply(Settings())


class Monkey:
    """Does one thing after the other, from a timer, so that menus that wait for an answer are played too."""

    def __init__(self, program, seed, steps):
        self.program, self.chance, self.left = program, random.Random(seed), steps
        self.did: list[str] = []
        QTimer.singleShot(PAUSE_MS, self.step)

    def step(self):
        self.left -= 1
        if self.left > 0:
            # Before acting: a menu waits in a loop of its own, where a timer that is being served rests.
            QTimer.singleShot(PAUSE_MS, self.step)
        else:
            if popup := QApplication.activePopupWidget():
                popup.close()
                QTimer.singleShot(PAUSE_MS, self.step)
            return
        if not isinstance(self.program.window, Desk) or not self.program.window.isVisible():
            self.did.append("open again")
            self.program.end()
            self.program.begin(self.program.path)
        try:
            self.chance.choice(
                (
                    self.key,
                    self.key,
                    self.key,
                    self.key,
                    self.click,
                    self.click,
                    self.click,
                    self.command,
                    self.type,
                    self.leave,
                )
            )()
        except JournalError as error:
            self.did.append(f"told: {error.message}")

    def front(self) -> QWidget:
        modal = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if modal:
            return modal
        dialogs = [one for one in self.program.window.findChildren(QDialog) if one.isVisible()]
        return dialogs[-1] if dialogs and self.chance.random() < 0.7 else self.program.window

    def key(self):
        front = self.front()
        at = QApplication.focusWidget()
        if at is None or at.window() is not front:
            at = front
        key, modifier = self.chance.choice(KEYS), self.chance.choice(MODIFIERS)
        self.did.append(f"key {modifier} {key} in {type(at).__name__}")
        QTest.keyClick(at, getattr(Qt.Key, f"Key_{key}"), getattr(Qt.KeyboardModifier, f"{modifier}Modifier"))

    def type(self):
        at = QApplication.focusWidget()
        if isinstance(at, (QLineEdit, QPlainTextEdit)) and at.isVisible():
            text = self.chance.choice(TEXTS)
            self.did.append(f"type {text} in {type(at).__name__}")
            QTest.keyClicks(at, text)

    def click(self):
        front = self.front()
        inside = [
            one
            for one in front.findChildren(QWidget)
            if one.isVisible() and one.isEnabled() and one.window() is front.window()
        ]
        if inside:
            one = self.chance.choice(inside)
            at = QPoint(
                self.chance.randrange(max(one.width(), 1)), self.chance.randrange(max(one.height(), 1))
            )
            press = QTest.mouseDClick if self.chance.random() < 0.1 else QTest.mouseClick
            self.did.append(f"click {type(one).__name__} {one.accessibleName()}")
            press(one, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def command(self):
        window = self.program.window
        if self.front() is not window:
            return
        commands = [
            act
            for menu in window.menuBar().findChildren(QMenu)
            for act in menu.actions()
            if act.isEnabled() and not act.isSeparator() and act.text()
        ]
        act = self.chance.choice(commands)
        self.did.append(f"command {act.text()}")
        act.trigger()

    def leave(self):
        front = self.front()
        if isinstance(front, QMessageBox):
            self.did.append(f"message {front.text()}")
            front.close()
        elif isinstance(front, QDialog):
            self.did.append(f"leave {type(front).__name__}")
            self.chance.choice((front.accept, front.reject, front.close))()


def walk(qtbot, program, seed, steps):
    monkey = Monkey(program, seed, steps)
    try:
        with qtbot.captureExceptions() as thrown:
            qtbot.waitUntil(lambda: monkey.left <= 0, timeout=steps * 200 + 60_000)
    finally:
        trail = "\n".join(monkey.did[-25:])
        print(f"seed {seed}, the last steps:\n{trail}")
    assert not thrown, trail
    told = [did for did in monkey.did if did.startswith("message Something went wrong")]
    assert not told, trail
    program.end()
    assert check(program.path).problems == []


def test_pressing_anything_for_a_while_breaks_nothing(qtbot, program):
    walk(qtbot, program, 1, 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3])
def test_pressing_anything_for_long_breaks_nothing(qtbot, program, seed):
    walk(qtbot, program, seed, 200)

"""Logs contacts through the window's own dialog, and says each one aloud once the window says it is logged.

Started with the path of a journal; it opens the whole program on it and goes on until it is killed. From
the moment a note is written to standard output its saving has been promised to the person.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal import paths
from retention_journal.app import Program
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.quick_log import QuickLog

NOW = datetime(2026, 3, 10, 12, 0)
CTRL = Qt.KeyboardModifier.ControlModifier


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


class Logger:
    """Logs one contact after the other at a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.number = desk, 0
        say("open")
        self.begin()

    def begin(self) -> None:
        self.desk.log_contact(1 + self.number % 3)
        QTimer.singleShot(0, self.write)

    def write(self) -> None:
        dialog = next(one for one in self.desk.findChildren(QuickLog) if one.isVisible())
        note = f"Talk {os.getpid()}-{self.number}."
        dialog.fields.note.setPlainText(f"{note} " + "å" * (self.number * 37 % 700))
        QTest.keyClick(dialog.fields.note, Qt.Key.Key_Return, CTRL)
        assert not dialog.isVisible(), dialog.note.text()
        assert self.desk.toast.isVisible()
        assert "logged" in self.desk.toast.words.text()
        say(note)
        self.number += 1
        QTimer.singleShot(0, self.begin)


def main() -> int:
    app = QApplication(sys.argv[:1])
    program = Program(app, SettingsFile(paths.settings_file()), now=lambda: NOW)
    program.begin(Path(sys.argv[1]))
    sys.excepthook = lambda *error: (sys.__excepthook__(*error), os._exit(1))
    desk = program.window
    if not isinstance(desk, Desk):
        say("not opened")
        return 1
    logger: list[Logger] = []
    QTimer.singleShot(0, lambda: logger.append(Logger(desk)))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

"""A second start raises the first window: through a file both know, without a socket."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from retention_journal import paths, private
from retention_journal.storage.lock import holder


class OneWindow(QObject):
    """Tells the window of one journal that somebody has started the program again."""

    asked = Signal()

    def __init__(self, journal: Path) -> None:
        super().__init__()
        self._path = _knock_file(journal, os.getpid())
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._knocked)
        self._listen()

    def close(self) -> None:
        """Listen no more."""
        self._watcher.removePath(str(self._path))
        self._path.unlink(missing_ok=True)

    def _knocked(self) -> None:
        self.asked.emit()
        self._listen()  # a file that was replaced is watched anew

    def _listen(self) -> None:
        try:
            private.make_folder(self._path.parent)
            os.close(private.open_file(self._path))
        except OSError:
            return  # then a second start says that the journal is open, and raises nothing
        self._watcher.addPath(str(self._path))


def knock(journal: Path) -> bool:
    """Ask the window that has ``journal`` open to come to the front; say whether one listens."""
    path = _knock_file(journal, holder(journal))
    if not path.exists():
        return False  # what holds the lock is a command, or a window that hears nothing
    try:
        path.write_text(str(os.getpid()), encoding="utf-8")
    except OSError:
        return False
    return True


def _knock_file(journal: Path, process: int) -> Path:
    """Return where the window of ``process`` listens; one that was killed leaves it unasked."""
    name = hashlib.sha256(str(journal.resolve()).encode()).hexdigest()[:16]
    return paths.state_folder() / "windows" / f"{name}.{process}"

"""Watches one folder for files that can be brought in, and tells of the newest; it only offers."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.services.transfer.batches import file_facts, seen_before
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.tasks import Tasks

if TYPE_CHECKING:  # the readers are many, and most windows watch nothing
    from retention_journal.importers.arrivals import Arrival
    from retention_journal.importers.intake import Recognised

#: Under which the settings keep the folder, since when it is watched, and what is not wanted.
_NAME = "watched_folder"
_STILL_MS = 1_500  # for so long a file must be of one size before it is looked at
_MOST_REFUSED = 500


@dataclass(frozen=True)
class Offered:
    """A file that can be brought in; by its SHA-256 it is known where the person does not want it."""

    path: Path
    what: Recognised
    sha256: str


def watched(settings: SettingsFile) -> Path | None:
    """Return the folder that is watched, None where none is."""
    folder = _state(settings).get("folder", "")
    return Path(folder) if folder else None


def watch(settings: SettingsFile, folder: Path | None) -> None:
    """Watch ``folder`` from now on, or none; what lies in it already is not offered."""
    state = {"folder": str(folder) if folder else "", "since": time.time_ns()}
    settings.keep_view(_NAME, {**state, "not_wanted": _state(settings).get("not_wanted", [])})


class FolderWatch(QObject):
    """Looks into the watched folder whenever something changes there.

    Signals:
        offered: A file that can be brought in (an Offered), or None where there is none any more.
        missing: The folder (a Path) is not there, or may not be read.
    """

    offered = Signal(object)
    missing = Signal(object)

    def __init__(self, journal: Path, settings: SettingsFile, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._journal, self._settings, self._tasks = journal, settings, tasks
        self._seen: dict[Path, Arrival] = {}
        self._looked: set[Arrival] = set()
        self._folder: Path | None = None
        self._is_over = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_STILL_MS)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._soon.start())
        self.newest: Offered | None = None

    def start(self) -> None:
        """Begin with the folder that the settings name, and follow them."""
        self._settings.on_change(self._follow)
        self._follow(self._settings.current)

    def stop(self) -> None:
        """Watch no more."""
        self._is_over = True
        self._leave()

    def _leave(self) -> None:
        self._soon.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())

    def look(self) -> None:
        """Look into the folder now; a file that is still growing is looked at a little later."""
        if self._folder is None:
            return
        from retention_journal.importers.arrivals import arrivals

        try:
            found = arrivals(self._folder, int(_state(self._settings).get("since", 0)))
        except OSError:
            self.missing.emit(self._folder)
            return
        still = [one for one in found if self._seen.get(one.path) == one and one not in self._looked]
        if any(self._seen.get(one.path) != one for one in found):
            self._soon.start()
        self._seen = {one.path: one for one in found}
        if still:
            self._looked.update(still)
            refused = frozenset(map(str, _state(self._settings).get("not_wanted", [])))
            self._tasks.start(partial(_newest, self._journal, tuple(still), refused), on_success=self._tell)

    def refuse(self, one: Offered) -> None:
        """Never offer this file again, whatever it is called."""
        state = _state(self._settings)
        kept = [*state.get("not_wanted", []), one.sha256][-_MOST_REFUSED:]
        self._settings.keep_view(_NAME, {**state, "not_wanted": kept})
        self.settle()

    def settle(self) -> None:
        """Offer nothing for now."""
        self.newest = None
        self.offered.emit(None)

    def _tell(self, found: Offered | None) -> None:
        if found is not None:
            self.newest = found
            self.offered.emit(found)

    def _follow(self, _settings: Settings) -> None:
        folder = watched(self._settings)
        if self._is_over or folder == self._folder:
            return
        self._leave()
        self._folder, self._seen, self._looked = folder, {}, set()
        self.settle()
        if folder is not None:
            self._watcher.addPath(str(folder))
            self.look()


def _newest(
    journal: Path, found: tuple[Arrival, ...], refused: frozenset[str], _progress: Progress
) -> Offered | None:
    """Return the newest file that can be brought in, on a thread of its own."""
    looked = (offered(journal, one, refused) for one in reversed(found))
    return next((one for one in looked if one is not None), None)


def offered(journal: Path, arrival: Arrival, not_wanted: frozenset[str]) -> Offered | None:
    """Return a file as it is offered; None where it is nothing to bring in, came in before or is not wanted.

    Args:
        journal: The journal's file; read on any thread.
        arrival: What lies in the folder.
        not_wanted: SHA-256 of files the person does not want.
    """
    from retention_journal.importers.intake import what_is

    try:
        what, facts = what_is(arrival.path), file_facts(arrival.path)
    except (JournalError, OSError):
        return None
    with JournalReader.open(journal) as reader:
        if facts.sha256 in not_wanted or seen_before(reader, facts.sha256) is not None:
            return None
    return Offered(arrival.path, what, facts.sha256)


def _state(settings: SettingsFile) -> Mapping[str, Any]:
    kept = settings.view(_NAME)
    return kept if isinstance(kept, dict) else {}

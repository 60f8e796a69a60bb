"""The system's keyring as the window uses it: asked at the start, filled on opening, empty once locked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from retention_journal.services import remembered_key
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.keys import Key
from retention_journal.ui.tasks import Tasks

_WAIT_MS = 2000


class OwnKeyring(QObject):
    """Keeps the key of the open journal in the system's keyring where the person wants that.

    The keyring is another program, which may ask the person something first: it is spoken to beside the
    window, one thing after the other. What it fails at is as if there were none.
    """

    def __init__(self, parent: QObject, settings: SettingsFile) -> None:
        super().__init__(parent)
        self._settings = settings
        self._key: Key | None = None
        self._keeps = False
        self._locked: set[str] = set()
        self._tasks = Tasks(self, on_error=lambda _error: None)
        settings.on_change(self._choose)

    def ask(self, path: Path, found: Callable[[str], object]) -> None:
        """Ask once for what opens the journal at ``path``, unless it was locked since the program began."""

        def tell(words: str) -> None:
            if words:
                found(words)

        with suppress(OSError):
            name = remembered_key.name_of(path)
            if self._is_wanted(name) and name not in self._locked:
                self._tasks.start(lambda _progress: remembered_key.words_for(path), on_success=tell)

    def opened(self, key: Key | None) -> None:
        """Keep the key of the journal that is open now, if that is wanted; None where it has none."""
        self._key = key
        self._keeps = key is not None and self._is_wanted(remembered_key.name(key))
        if key is not None:
            self._locked.discard(remembered_key.name(key))
            if self._keeps:
                self._do(partial(remembered_key.remember, key))

    def locked(self) -> None:
        """Take the key of the journal that was open out again: the journal was locked."""
        key, keeps = self._key, self._keeps
        self.opened(None)
        if key is not None:
            self._locked.add(remembered_key.name(key))
            if keeps:
                self._do(partial(remembered_key.forget, key))

    def changed(self, key: Key | None) -> None:
        """Keep ``key`` in the place of the one that was kept: the open journal has another passphrase."""
        before, keeps = self._key, self._keeps
        if before is None or not keeps or before == key:
            self.opened(key)
            return
        self._do(partial(remembered_key.forget, before))
        kept = tuple(name for name in self._settings.current.kept_keys if name != remembered_key.name(before))
        self._key = None  # what is chosen now is not of the journal that was
        self._settings.change(kept_keys=(*kept, remembered_key.name(key)) if key else kept)
        self.opened(key)

    def end(self) -> None:
        """Wait a little for what is under way."""
        self._tasks.stop(_WAIT_MS)

    def _is_wanted(self, name: str) -> bool:
        return name in self._settings.current.kept_keys

    def _choose(self, _settings: Settings) -> None:
        key = self._key
        if key is None or self._is_wanted(remembered_key.name(key)) == self._keeps:
            return
        self._keeps = not self._keeps
        self._do(partial(remembered_key.remember if self._keeps else remembered_key.forget, key))

    def _do(self, act: Callable[[], object]) -> None:
        self._tasks.start(lambda _progress: act())

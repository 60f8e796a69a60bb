"""Preferences of this installation: what the person chose, and where the window was left.

They live in one JSON file beside the program's other settings, never in the journal. The file is replaced
whole, so a crash leaves the old or the new one; keys of a newer version are kept as they are. A file that
cannot be read is put aside and never stops the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from retention_journal import private
from retention_journal.i18n import _

SMALLEST_TEXT, LARGEST_TEXT, USUAL_TEXT = 80, 200, 100
USUAL_LOCK_MINUTES, MOST_LOCK_MINUTES = 10, 480
_RECENT_JOURNALS = 8


class Theme(StrEnum):
    """Whether the window is light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Settings:
    """What the person prefers.

    Attributes:
        language: BCP 47 tag of the program's language; "" follows the system.
        theme: Light, dark, or what the system says.
        text_scale: Size of texts in per cent, 80 to 200.
        animation: Whether toasts may fade and cards unfold.
        high_contrast: Whether grey texts are drawn as dark as all others.
        serif: Whether people's own words are set in the serif.
        reminder: Whether the system says at nine whom to call.
        tray: Whether an icon stands in the system's tray.
        lock_after_minutes: After how long without a touch a journal with a passphrase is locked; 0 is never.
        kept_keys: The journals whose key the keyring of the system keeps too, by their name there.
        rail: Whether the sidebar shows icons only, also where there is room for words.
        last_journal: Path of the journal that was open last; "" before the first.
        recent_journals: Paths of journals opened on this computer, newest first.
        window: Place and size of the main window, as Qt writes it in base 64.
        views: What each table, splitter and dialog was left like, by its own name.
    """

    language: str = ""
    theme: Theme = Theme.SYSTEM
    text_scale: int = USUAL_TEXT
    animation: bool = True
    high_contrast: bool = False
    serif: bool = True
    reminder: bool = False
    tray: bool = True
    lock_after_minutes: int = USUAL_LOCK_MINUTES
    kept_keys: tuple[str, ...] = ()
    rail: bool = False
    last_journal: str = ""
    recent_journals: tuple[str, ...] = ()
    window: str = ""
    views: Mapping[str, Any] = field(default_factory=dict)

    def opened(self, journal: Path) -> Settings:
        """Return these settings with ``journal`` as the one opened last."""
        name = str(journal)
        others = tuple(path for path in self.recent_journals if path != name)
        return replace(self, last_journal=name, recent_journals=(name, *others)[:_RECENT_JOURNALS])


class SettingsFile:
    """The settings in use, and the file that keeps them.

    Attributes:
        current: The settings in use.
        notice: What to tell the person once, such as that the file could not be read; "" for nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        self._unknown: dict[str, Any] = {}
        self._listeners: list[Callable[[Settings], None]] = []
        self.current = self._read()

    def change(self, **values: Any) -> None:
        """Use and keep ``values``, such as ``theme=Theme.DARK``; a disk that refuses is not an error."""
        self._take(replace(self.current, **values))

    def opened(self, journal: Path) -> None:
        """Keep that ``journal`` is the one opened last."""
        self._take(self.current.opened(journal))

    def view(self, name: str) -> Any:
        """Return what the table, splitter or dialog ``name`` was left like, or None."""
        return self.current.views.get(name)

    def keep_view(self, name: str, state: Any) -> None:
        """Remember that ``name`` was left like ``state``, which JSON can hold."""
        if self.current.views.get(name) != state:
            self.change(views={**self.current.views, name: state})

    def on_change(self, listener: Callable[[Settings], None]) -> None:
        """Call ``listener`` with the new settings after every change."""
        self._listeners.append(listener)

    def _take(self, settings: Settings) -> None:
        if settings == self.current:
            return
        self.current = settings
        self._write()
        for listener in list(self._listeners):
            listener(settings)

    def _read(self) -> Settings:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, RecursionError):
            self._put_aside()
            return Settings()
        if not isinstance(content, dict):
            self._put_aside()
            return Settings()
        known = {one.name for one in fields(Settings)}
        self._unknown = {key: value for key, value in content.items() if key not in known}
        return _settings_from(content)

    def _put_aside(self) -> None:
        self.notice = _(
            "Your settings could not be read, so the usual ones are used. Your journal is not touched."
        )
        try:
            self.path.replace(self.path.with_suffix(".broken.json"))
        except OSError:
            return

    def _write(self) -> None:
        content = {one.name: getattr(self.current, one.name) for one in fields(Settings)}
        try:
            private.make_own_folder(self.path.parent)
            text = json.dumps({**self._unknown, **content}, indent=1, ensure_ascii=False)
            private.replace(self.path, text.encode())
        except OSError:
            self.notice = _("Your settings could not be saved. They hold until you close the program.")


def _settings_from(content: Mapping[str, Any]) -> Settings:
    """Return the settings that ``content`` holds; a value that makes no sense falls back to the usual one."""
    usual = Settings()
    values: dict[str, Any] = {}
    for one in fields(Settings):
        value, default = content.get(one.name), getattr(usual, one.name)
        if isinstance(default, Theme):
            values[one.name] = Theme(value) if value in set(Theme) else default
        elif isinstance(default, tuple):
            values[one.name] = (
                tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
            )
        elif type(value) is type(default):
            values[one.name] = value
    values["text_scale"] = min(max(values.get("text_scale", USUAL_TEXT), SMALLEST_TEXT), LARGEST_TEXT)
    minutes = values.get("lock_after_minutes", USUAL_LOCK_MINUTES)
    values["lock_after_minutes"] = min(max(minutes, 0), MOST_LOCK_MINUTES)
    return Settings(**values)

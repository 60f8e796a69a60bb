"""Where files live, on each system and in a frozen bundle."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import platformdirs

_APP = "retention-journal"
_OTHERS = 0o077


@cache
def resources() -> Path:
    """Return the folder of fonts, icons and texts that ship with the program."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        return Path(bundle) / "resources"
    package = Path(__file__).parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def make_journals_known() -> None:
    """Let Qt tell a journal by its name, see ``resources/mime``; before its first dialog for files.

    Such a dialog looks into what it does not know, an open journal among it, and letting go of it again drops
    the locks that SQLite holds there.

    Source: reliability, finding 4 and promise 9.
    """
    if sys.platform == "linux":  # elsewhere these dialogs are the system's own
        known = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share/:/usr/share/"
        if str(resources()) not in known.split(os.pathsep):
            os.environ["XDG_DATA_DIRS"] = os.pathsep.join((known, str(resources())))


def settings_file() -> Path:
    """Return the file of this installation's preferences; its folder may not exist yet."""
    return Path(platformdirs.user_config_dir(_APP)) / "settings.json"


def state_folder() -> Path:
    """Return the folder for drafts, window sizes, notes of the last saves and the log; it may be missing."""
    return Path(platformdirs.user_state_dir(_APP))


def documents() -> Path:
    """Return the folder in which a person expects new journals and reports."""
    return Path(platformdirs.user_documents_dir())


def opened_folder() -> Path:
    """Return the folder for copies of attached files that are open in other programs; it may be missing.

    Where the system keeps a folder of the session in memory, nothing of them ever reaches the disk.
    """
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    if session and _is_ours_alone(Path(session)):
        return Path(session) / _APP / "opened"
    return state_folder() / "opened"


def _is_ours_alone(folder: Path) -> bool:
    """Say whether a folder is one that nobody else can put anything into, as that of a session is to be."""
    if sys.platform == "linux":
        with suppress(OSError):
            facts = folder.stat()
            return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & _OTHERS
    return False

"""Where a person last saved to or read from with a journal: a folder may bear a client's name.

So it is kept under the journal, and sealed with it where that is locked with a passphrase.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from retention_journal import paths
from retention_journal.settings import SettingsFile
from retention_journal.ui.state import drop, remember, remembered

#: Views of the settings, and what the state folder holds, that told a folder to whoever read the file.
_TOLD_IN_VIEWS = ("reports.folder", "reports.folders")
_EXPORT = "export"
_TOLD_IN_STATE = ("answer", "insights", "recovery-sheet", "closing_card", "agreement", "lesson_sheet")
_OF_NO_JOURNAL = "folder"


def last_folder(kept: str, journal: Path) -> Path:
    """Return the folder used last with a journal, kept as ``kept``, or Documents, or home."""
    known = remembered(kept).get(str(journal))
    likely = [*([Path(known)] if isinstance(known, str) and known else []), paths.documents()]
    return next((folder for folder in likely if _is_folder(folder)), Path.home())


def keep_folder(kept: str, journal: Path, folder: Path) -> None:
    """Remember the folder used last with a journal as ``kept``."""
    remember(kept, {**remembered(kept), str(journal): str(folder)})


def forget_told(settings: SettingsFile) -> None:
    """Forget the folders that earlier versions kept where anybody could read them."""
    views: dict[str, Any] = {
        name: view for name, view in settings.current.views.items() if name not in _TOLD_IN_VIEWS
    }
    if isinstance(exported := views.get(_EXPORT), dict):
        views[_EXPORT] = {name: one for name, one in exported.items() if name != _OF_NO_JOURNAL}
    if views != settings.current.views:
        settings.change(views=views)
    with suppress(OSError):
        (paths.state_folder() / "dialogs" / "QtProject.conf").unlink(missing_ok=True)
    for name in _TOLD_IN_STATE:
        drop(name, _OF_NO_JOURNAL)


def _is_folder(path: Path) -> bool:
    with suppress(OSError):
        return path.is_dir()
    return False

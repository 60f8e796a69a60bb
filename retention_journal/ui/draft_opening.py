"""Opening what the program wrote in the person's own programs, and knowing where there is none for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from retention_journal.services.report_mail import MAIL_ENDING

#: What an e-mail in a file is to the system. Desktops that know no program for it open a text editor.
_KIND = "message/rfc822="


def open_here(url: QUrl) -> bool:
    """Open an address or a file in the person's own program; False where none takes it.

    A draft is opened only where a mail program is known for it, else its letters would be shown as a text.
    """
    if url.toLocalFile().casefold().endswith(MAIL_ENDING) and not takes_drafts():
        return False
    return QDesktopServices.openUrl(url)


def takes_drafts(platform: str = sys.platform, environ: Mapping[str, str] | None = None) -> bool:
    """Say whether a program for e-mails in files is known; where that cannot be told, it is.

    Source: freedesktop.org, "Association between MIME types and applications".
    """
    if not platform.startswith("linux"):
        return True
    lists = [path for path in _lists(os.environ if environ is None else environ) if path.is_file()]
    return not lists or any(_names_a_program(path) for path in lists)


def _lists(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield where desktops keep which program opens what."""
    home = Path(environ.get("HOME", ""))
    settings = [environ.get("XDG_CONFIG_HOME") or home / ".config"]
    settings += (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
    data = [environ.get("XDG_DATA_HOME") or home / ".local/share"]
    data += (environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    for folder in (*map(Path, settings), *(Path(one) / "applications" for one in data)):
        yield from folder.glob("*mimeapps.list")  # desktops have their own, such as gnome-mimeapps.list
        yield folder / "mimeinfo.cache"


def _names_a_program(path: Path) -> bool:
    """Say whether a list names a program for e-mails in files, other than to leave it out."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    group = ""
    for line in lines:
        if line.startswith("["):
            group = line
        elif line.startswith(_KIND) and line.removeprefix(_KIND).strip("; ") and "Removed" not in group:
            return True
    return False

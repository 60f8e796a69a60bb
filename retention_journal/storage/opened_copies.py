"""Copies of attached files that other programs have open, in a private folder of this run of the program.

A run holds the lock of its folder. One that was killed holds it no longer, so the next run knows whose copies
nobody will remove, and removes them.

Source: reliability, section 2f, "attachments".
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

from retention_journal import paths, private
from retention_journal.core.errors import JournalError
from retention_journal.storage.lock import Lock, lock_file

_READ_ONLY, _FOLDER = 0o400, 0o700
_PREFIX, _LOCK = "run-", ".lock"


class _Run:
    """The folder of this run, made with its first copy."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.lock: Lock | None = None
        self.made = 0


_run = _Run()


def put(name: str, content: bytes) -> Path:
    """Write a copy that is only to be read, and return where it is.

    Args:
        name: What the file is called; a name for every system, see ``core.attachments.cleaned_name``.
        content: What it holds.

    Raises:
        OSError: It cannot be written.
        JournalError: The folder of the copies takes no files.
    """
    _run.made += 1
    place = _folder() / str(_run.made)
    private.make_own_folder(place)
    path = place / name
    handle = private.open_file(path, new=True)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except BaseException:
        _remove(place)
        raise
    mark_as_foreign(path)
    with suppress(OSError):
        path.chmod(stat.S_IREAD if sys.platform == "win32" else _READ_ONLY)
    return path


def forget() -> None:
    """Remove the copies of this run, and those of runs that were killed; what is in use goes next time."""
    if _run.folder is not None:
        _remove(_run.folder)
        if _run.lock is not None:
            _run.lock.release()
        _run.folder = _run.lock = None
    _forget_killed(paths.opened_folder())


def mark_as_foreign(path: Path) -> None:
    """Let the system ask before it runs a file, as it does with one from the web; where it has such a mark.

    The mark says nothing of where the file comes from.
    """
    with suppress(OSError):
        if sys.platform == "win32":
            with os.fdopen(private.open_file(f"{path}:Zone.Identifier"), "wb") as mark:
                mark.write(b"[ZoneTransfer]\r\nZoneId=3\r\n")
        elif sys.platform == "darwin":
            import ctypes

            told = f"0081;{int(path.stat().st_mtime):08x};;".encode()
            ctypes.CDLL(None).setxattr(os.fsencode(path), b"com.apple.quarantine", told, len(told), 0, 0)


def _folder() -> Path:
    if _run.folder is None:
        folder = paths.opened_folder() / f"{_PREFIX}{secrets.token_hex(8)}"
        private.make_own_folder(folder.parent)
        _run.lock = Lock.take(folder)  # first, so that a run that begins just now leaves the folder alone
        _run.folder = folder
    private.make_own_folder(_run.folder)
    return _run.folder


def _forget_killed(parent: Path) -> None:
    """Remove the folders whose run holds no lock on them any more; another computer's are left alone."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(JournalError):
            lock = Lock.take(folder)
            _remove(folder)
            lock.release()
    for left in parent.glob(f".{_PREFIX}*{_LOCK}"):
        folder = parent / left.name.removeprefix(".").removesuffix(_LOCK)
        if not folder.exists() and lock_file(folder) == left:
            with suppress(JournalError):
                Lock.take(folder).release()


def _remove(folder: Path) -> None:
    """Remove a folder with all in it, also what is read-only; nothing outside it, where links lead."""
    if folder.is_symlink() or not folder.is_dir():
        with suppress(OSError):
            _remove_file(folder)
        return
    with suppress(OSError):
        folder.chmod(_FOLDER)
        for inside in list(folder.iterdir()):
            _remove(inside)
        folder.rmdir()


def _remove_file(path: Path) -> None:
    if sys.platform == "win32":
        path.chmod(stat.S_IWRITE)  # a file that is only read cannot be removed there
    path.unlink(missing_ok=True)

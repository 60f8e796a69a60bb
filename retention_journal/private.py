"""What only its owner may read: the files and folders that the program writes, and its memory.

Files are made readable by nobody else from their first byte on; narrowing them afterwards would leave a
moment in which somebody could open them.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_FOLDER, _FILE = 0o700, 0o600
_OTHERS = 0o077
_BINARY = getattr(os, "O_BINARY", 0)
_PR_SET_DUMPABLE = 4


def make_folder(path: Path) -> None:
    """Make ``path`` and the folders above it that are not there, each for its owner alone.

    Raises:
        OSError: It cannot be made, or something else is there.
    """
    try:
        path.mkdir(mode=_FOLDER)
    except FileNotFoundError:
        make_folder(path.parent)
        path.mkdir(mode=_FOLDER, exist_ok=True)
    except FileExistsError:
        if not path.is_dir():
            raise


def make_own_folder(path: Path) -> None:
    """Make a folder that holds nothing but the program's files, or take others' rights to the one there.

    Raises:
        OSError: It cannot be made.
    """
    make_folder(path)
    with suppress(OSError):  # a stick whose file system knows no owners
        if path.stat().st_mode & _OTHERS:
            path.chmod(_FOLDER)


def open_file(path: Path | str, *, new: bool = False) -> int:
    """Return the handle of a file to be written from its beginning.

    Args:
        path: Where it is, or will be. One that others could read is theirs no longer.
        new: Whether nothing may be there yet.

    Raises:
        OSError: It cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_EXCL if new else 0) | _BINARY, _FILE)
    try:
        if not new:
            _take_rights(handle)
            os.ftruncate(handle, 0)
    except BaseException:
        os.close(handle)
        raise
    return handle


def open_log(path: Path | str) -> int:
    """Return the handle of a file that is written on from its end.

    Raises:
        OSError: It cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, _FILE)
    _take_rights(handle)
    return handle


def replace(path: Path, content: bytes, *, sync: bool = True) -> None:
    """Write ``content`` to ``path``, all of it or nothing.

    Args:
        path: Where it goes; what is there is replaced.
        content: What stands there then.
        sync: Whether it must be safely on the disk before this returns, which may take a while.

    Raises:
        OSError: It cannot be written; what was there is still there.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def keep_memory() -> None:
    """Let the system write no picture of our memory to the disk when the program breaks, where it can.

    Source: reliability 2f, "core dumps off". The limit stops ordinary dumps; those that are handed to a
    program of the system instead are stopped by the mark, which Linux has.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_files() -> None:
    """Let files that libraries write for this process be readable by nobody else either."""
    os.umask(_OTHERS)


def _take_rights(handle: int) -> None:
    """Leave a file to its owner alone, where it was open to others."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # somebody else's file, or a file system without owners
        mode = stat.S_IMODE(os.fstat(handle).st_mode)
        if mode & _OTHERS:
            os.fchmod(handle, mode & ~_OTHERS)

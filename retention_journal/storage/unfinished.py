"""Files that get their name only when they are whole.

Each is written beside its place under a hidden name of its own, so that two programs that write the same
file at once never write into each other's. One left behind by a killed program is swept away a day later.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_DAY_SECONDS = 86_400


def begin(target: Path) -> Path:
    """Make an empty file beside ``target`` that only its owner can read, and return it.

    Raises:
        OSError: The folder takes no files.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_ending(target), dir=target.parent)
    begun_at = os.fstat(handle).st_mtime
    os.close(handle)
    for left in target.parent.glob(f".*{_ending(target)}"):
        with suppress(OSError):
            if left.stat().st_mtime < begun_at - _DAY_SECONDS:
                remove(left)
    return Path(name)


def put_in_place(part: Path, target: Path) -> None:
    """Give the finished file its name, unless something got there first.

    Raises:
        FileExistsError: Something is there already; it is left as it is.
        OSError: The folder takes no files.
    """
    sync(part)
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a stick whose file system knows no links
        if target.exists():
            raise FileExistsError(target) from None
        part.rename(target)
    with suppress(OSError):
        sync(target.parent)


def remove(part: Path) -> None:
    """Remove a file that got another name or never got one, with what SQLite keeps beside it."""
    for left in (part, part.with_name(f"{part.name}-journal")):
        with suppress(OSError):
            left.unlink()


def sync(path: Path) -> None:
    """Put a file or folder safely on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ending(target: Path) -> str:
    return f"{target.suffix}.part"

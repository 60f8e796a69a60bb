"""Files that arrived in a folder that is watched; told by their size and day alone, none is opened."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from retention_journal.importers.files import MOST_BYTES

#: Endings of files that are still being written by a browser or a copying program.
UNFINISHED = frozenset({".part", ".partial", ".crdownload", ".download", ".tmp", ".opdownload"})
#: Files of one folder that are looked at.
MOST_FILES = 2_000


@dataclass(frozen=True)
class Arrival:
    """A file that lies in the folder.

    Attributes:
        changed: When it was last written, in nanoseconds of the file system's clock.
    """

    path: Path
    size: int
    changed: int


def arrivals(folder: Path, since: int) -> list[Arrival]:
    """Return the files written in a folder after ``since`` (nanoseconds), the newest last.

    Raises:
        OSError: The folder is not there, or may not be read.
    """
    found = []
    for number, path in enumerate(folder.iterdir()):
        if number >= MOST_FILES:
            break
        if path.name.startswith((".", "~$")) or path.suffix.casefold() in UNFINISHED:
            continue
        try:
            status = path.lstat()
        except OSError:  # gone meanwhile
            continue
        if stat.S_ISREG(status.st_mode) and status.st_mtime_ns > since and 0 < status.st_size <= MOST_BYTES:
            found.append(Arrival(path, status.st_size, status.st_mtime_ns))
    return sorted(found, key=lambda one: (one.changed, one.path.name))

"""Copies of the journal that count only once they have been read back.

A backup is a compact copy made by the driver into a ``.part`` file, opened, checked from end to end and
counted; only then does it get its name. Names carry a running number, and thinning goes by that number, never
by the clock: a computer whose clock stood at 2038 for a day must not cost the good ones.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage import faults, unfinished
from retention_journal.storage.journal import SUFFIX, JournalReader

if sys.platform != "win32":
    import fcntl

#: How many of the newest days keep their last backup, and of how many months before them.
KEPT_DAYS = 14
KEPT_MONTHS = 12
_ATTEMPTS = 3
_NAME = re.compile(r"(?P<number>\d{6}) (?P<day>\d{4}-\d{2}-\d{2})" + re.escape(SUFFIX))


class BackupError(JournalError):
    """A backup could not be made; the journal itself is as it was."""

    code = "backup_failed"


@dataclass(frozen=True)
class BackupFile:
    """A verified copy in the backup folder."""

    path: Path
    number: int
    day: date


def folder_of(journal: Path) -> Path:
    """Return the folder of the journal's backups; it may not exist yet."""
    return journal.with_name(f"{journal.stem} backups")


def backups_in(folder: Path) -> list[BackupFile]:
    """Return the backups in ``folder``, the newest first."""
    if not folder.is_dir():
        return []
    found = [file for path in folder.iterdir() if (file := _backup_file(path))]
    return sorted(found, key=lambda file: file.number, reverse=True)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else makes or thins backups in ``folder``, and keep others waiting meanwhile.

    Else a number that somebody's thinning has just made free would be given a second time.

    Raises:
        JournalError: The folder cannot be made.
    """
    _make_private(folder)
    if sys.platform == "win32":  # a folder cannot be locked there
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def make(source: JournalReader, folder: Path, today: date) -> BackupFile:
    """Copy the open journal into ``folder``, read the copy back, and return it.

    Raises:
        JournalError: No room, no right to write, or the copy is not what the journal is; nothing is
            left under a backup's name.
    """
    _make_private(folder)
    number = 0
    while True:
        newest = backups_in(folder)
        number = max(number, newest[0].number if newest else 0) + 1
        target = folder / f"{number:06d} {today.isoformat()}{SUFFIX}"
        with suppress(faults.AlreadyThereError):  # somebody else made one in this moment: take the next
            copy_verified(source, target)
            return BackupFile(target, number, today)


def copy_verified(source: JournalReader, target: Path) -> None:
    """Write a copy of the open journal to ``target``, which gets its name only when proven whole.

    Raises:
        JournalError: As ``make``; also when something is at ``target`` already.
    """
    with _unfinished(target) as part:
        _copy_between_changes(source, part)


def thin(folder: Path) -> list[BackupFile]:
    """Remove backups that are no longer needed and return them.

    Kept are the newest of each of the last 14 days on which one was made, and the newest of each of the 12
    months before those; the newest of all always. Days are counted as they stand in the names, in the order
    of the running numbers, so that no clock can age them.
    """
    newest_first = backups_in(folder)
    keep: set[int] = set()
    days: list[date] = []
    months: list[tuple[int, int]] = []
    for file in newest_first:
        month = (file.day.year, file.day.month)
        if file.day not in days and len(days) < KEPT_DAYS:
            days.append(file.day)
            keep.add(file.number)
        elif file.day not in days and month not in months and len(months) < KEPT_MONTHS:
            months.append(month)
            keep.add(file.number)
    gone = [file for file in newest_first if file.number not in keep]
    for file in gone:
        file.path.unlink(missing_ok=True)
    return gone


def restore(backup: Path, target: Path) -> None:
    """Bring ``backup`` back as ``target``, beside what is there, never over it.

    Raises:
        JournalError: The backup is damaged or no journal, or something is at ``target`` already.
    """
    with JournalReader.open(backup):
        pass
    with _unfinished(target) as part:
        with backup.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        if not _is_whole(part):
            raise faults.damaged(backup)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file that is not an open journal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _backup_file(path: Path) -> BackupFile | None:
    found = _NAME.fullmatch(path.name)
    if not found:
        return None
    try:
        return BackupFile(path, int(found["number"]), date.fromisoformat(found["day"]))
    except ValueError:
        return None


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _failed(folder, error) from error


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Give a file to be written beside ``target``, which gets that name when the block ends well.

    Raises:
        JournalError: It cannot be written there, or something is there already.
    """
    faults.check_name(target)
    if target.exists():
        raise _already_there(target)
    part: Path | None = None
    try:
        part = unfinished.begin(target)
        yield part
        unfinished.put_in_place(part, target)
    except FileExistsError as error:
        raise _already_there(target) from error
    except OSError as error:
        raise _failed(target, error) from error
    finally:
        if part is not None:
            unfinished.remove(part)


def _already_there(target: Path) -> JournalError:
    return faults.AlreadyThereError(
        _("A file named {name} is already here.").format(name=target.name),
        _("Choose another name. A journal is never overwritten."),
    )


def _copy_between_changes(source: JournalReader, part: Path) -> None:
    """Copy, and copy again where something was saved meanwhile, so that the two can be compared."""
    for _attempt in range(_ATTEMPTS):
        os.truncate(part, 0)
        before = source.counts()
        source.save_copy(part)
        if source.counts() == before:
            if _is_whole(part, before):
                return
            raise BackupError(
                _("The copy {name} is not what the journal is.").format(name=part.name),
                _("The journal itself is saved. Try another folder or disk."),
            )
    raise BackupError(
        _("The backup could not be made: the journal was being changed all the while."),
        _("The journal itself is saved. Try again in a moment."),
    )


def _is_whole(copy: Path, records: dict[str, int] | None = None) -> bool:
    with JournalReader.open(copy) as made:
        return not made.faults() and (records is None or made.counts() == records)


def _failed(target: Path, error: OSError) -> JournalError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return BackupError(
            _("The backup could not be made: the disk is full."),
            _("The journal itself is saved. Free some space, or choose another folder."),
        )
    return BackupError(
        _("The backup could not be written to {folder}.").format(folder=target.parent),
        _("The journal itself is saved. Choose a folder that can be written to."),
    )

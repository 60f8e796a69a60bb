"""Copies of the journal that count only once they have been read back.

A backup is a compact copy made by the driver into a ``.part`` file, put on the disk, opened, checked from end
to end and compared with the journal row by row; only then does it get its name. Names carry a running number,
and thinning goes by that number, never by the clock: see ``core.rotation``.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from retention_journal.core import rotation
from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.storage import backup_proof, faults, generations, keys, salt_copies, unfinished
from retention_journal.storage.backup_proof import Held
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.places import SUFFIX, backups_of

if sys.platform != "win32":
    import fcntl

#: The last backup of a month is kept for so many months; that of a year for good.
KEPT_MONTHS = rotation.MONTHS
_ATTEMPTS = 5
_BLOCK = 1 << 20
_NAME = re.compile(r"(?P<number>\d{6}) (?P<day>\d{4}-\d{2}-\d{2})" + re.escape(SUFFIX))
_HUNDRED = 100
_READ, _COPIED, _CHECKED = 30, 50, 60  # per cent of the work that are done then


class BackupError(JournalError):
    """A backup could not be made; the journal itself is as it was."""

    code = "backup_failed"


@dataclass(frozen=True)
class BackupFile:
    """A verified copy in a folder of backups.

    Attributes:
        number: Its running number.
        day: The day on which it was made, as its name says.
        written: Seconds since 1970 by the clock with which it was written.
        size_bytes: Its size.
        held: What it holds, of one made just now.
    """

    path: Path
    number: int
    day: date
    written: float = 0.0
    size_bytes: int = 0
    held: Held | None = field(default=None, compare=False)


def folder_of(journal: Path) -> Path:
    """Return the folder of the journal's backups; it may not exist yet."""
    return backups_of(journal)


def backups_in(folder: Path) -> list[BackupFile]:
    """Return the backups in ``folder``, the newest first; none in one that cannot be looked into."""
    try:
        found = [file for path in folder.iterdir() if (file := _backup_file(path))]
    except OSError:
        return []
    return sorted(found, key=lambda file: file.number, reverse=True)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else makes or thins backups in ``folder``, and keep others waiting meanwhile.

    Else a number that somebody's thinning has just made free would be given a second time.

    Raises:
        JournalError: The folder cannot be made.
    """
    make_private(folder)
    if sys.platform == "win32":  # a folder cannot be locked there
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise failed(folder, error) from error
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def make(source: JournalReader, folder: Path, today: date, progress: Progress = silent) -> BackupFile:
    """Copy the open journal into ``folder``, read the copy back, and return it.

    Raises:
        JournalError: No room, no right to write, or the copy is not what the journal is; nothing is
            left under a backup's name.
        CancelledError: ``progress`` stopped it.
    """
    make_private(folder)
    keep_salts(source.path, folder)
    number = 0
    while True:
        number = max(number, next((file.number for file in backups_in(folder)), 0)) + 1
        target = name_in(folder, number, today)
        with suppress(faults.AlreadyThereError):  # somebody else made one in this moment: take the next
            held = copy_verified(source, target, progress)
            facts = target.stat()
            return BackupFile(target, number, today, facts.st_mtime, facts.st_size, held)


def name_in(folder: Path, number: int, day: date) -> Path:
    """Return the place of a backup in ``folder``."""
    return folder / f"{number:06d} {day.isoformat()}{SUFFIX}"


def copy_verified(source: JournalReader, target: Path, progress: Progress = silent) -> Held:
    """Write a copy of the open journal to ``target``, which gets its name only when proven equal.

    Raises:
        JournalError: As ``make``; also when something is at ``target`` already.
        CancelledError: ``progress`` stopped it.
    """
    with unfinished_copy(target) as part:
        return _copy_between_changes(source, part, progress)


def thin(folder: Path) -> list[BackupFile]:
    """Remove backups that are no longer needed and return them; see ``core.rotation`` for which stay.

    Only after one was made well: the newest is always kept, and it was read back.
    """
    newest_first = backups_in(folder)
    keep = rotation.kept(rotation.Copy(file.number, file.day, file.written) for file in newest_first)
    gone = [file for file in newest_first if file.number not in keep]
    for file in gone:
        with suppress(OSError):
            file.path.unlink()
    return gone


def restore(backup: Path, target: Path, progress: Progress = silent) -> None:
    """Bring ``backup``, of any version, back as ``target``, beside what is there, never over it.

    Raises:
        JournalError: The backup is damaged or no journal, or something is at ``target`` already.
        CancelledError: ``progress`` stopped it.
    """
    with backup_proof.opened(backup):
        pass
    with unfinished_copy(target) as part:
        copy_bytes(backup, part, progress)
        prove_sound(part, backup)
    keep_salt_of(backup, target)
    generations.accept(target)


def copy_bytes(source: Path, part: Path, progress: Progress = silent) -> None:
    """Copy a file that nobody has open, put it on the disk, and read it back from there.

    Raises:
        JournalError: What was read back is not what was written.
        OSError: It cannot be read or written.
    """
    total, done, truth = source.stat().st_size, 0, hashlib.sha256()
    with source.open("rb") as read, part.open("wb") as write:
        while block := read.read(_BLOCK):
            write.write(block)
            truth.update(block)
            done += len(block)
            progress(done * _COPIED // max(total, 1), _HUNDRED)
    to_the_disk(part)
    if sha256_of(part) != truth.hexdigest():
        raise BackupError(
            _("What was written to {folder} could not be read back.").format(folder=part.parent),
            _("Nothing has been changed. Try another folder or disk."),
        )


def prove_sound(copy: Path, named: Path) -> None:
    """Read a copy from end to end.

    Raises:
        JournalError: It is damaged, told as of ``named``.
    """
    with backup_proof.opened(copy) as made:
        if made.faults():
            raise faults.damaged(named)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file that is not an open journal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def to_the_disk(path: Path) -> None:
    """Put a file safely on the disk, and let what is read next come from there where the system can."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def keep_salts(journal: Path, folder: Path) -> None:
    """Keep the salts of a locked journal among its backups, beside those of its former passphrases."""
    copies = [*salt_copies.near(journal), *salt_copies.near(folder / journal.name)]
    if copies:
        with suppress(OSError):
            salt_copies.keep_in(folder, list(dict.fromkeys(copies)))


def keep_salt_of(backup: Path, target: Path) -> None:
    """Keep the salt of a locked backup beside ``target`` too, which is to become a journal."""
    start = keys.start_of(backup)
    copies = [copy for copy in salt_copies.near(backup) if copy.salt == start]
    if copies:
        with suppress(OSError):
            salt_copies.keep(target, list(dict.fromkeys([*copies, *salt_copies.near(target)])))


def make_private(folder: Path) -> None:
    """Make a folder of backups that nobody else can look into.

    Raises:
        JournalError: It cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise failed(folder, error) from error


@contextmanager
def unfinished_copy(target: Path) -> Iterator[Path]:
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
        raise failed(target, error) from error
    except faults.DiskFullError as error:
        raise failed(target, OSError(errno.ENOSPC, "")) from error
    except faults.DiskFailsError as error:
        raise failed(target, OSError(errno.EIO, "")) from error
    finally:
        if part is not None:
            unfinished.remove(part)


def failed(target: Path, error: OSError) -> JournalError:
    """Say why a backup could not be written to ``target``."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return BackupError(
            _("The backup could not be made: the disk is full."),
            _("The journal itself is saved. Free some space, or choose another folder."),
        )
    if error.errno == errno.EIO:
        return BackupError(
            _("The backup could not be made: the disk or stick does not answer as it should."),
            _("The journal itself is saved. Check the disk, or choose another folder."),
        )
    return BackupError(
        _("The backup could not be written to {folder}.").format(folder=target.parent),
        _("The journal itself is saved. Choose a folder that can be written to."),
    )


def _backup_file(path: Path) -> BackupFile | None:
    found = _NAME.fullmatch(path.name)
    if not found:
        return None
    try:
        facts = path.stat()
        day = date.fromisoformat(found["day"])
    except (ValueError, OSError):
        return None
    return BackupFile(path, int(found["number"]), day, facts.st_mtime, facts.st_size)


def _already_there(target: Path) -> JournalError:
    return faults.AlreadyThereError(
        _("A file named {name} is already here.").format(name=target.name),
        _("Choose another name. A journal is never overwritten."),
    )


def _copy_between_changes(source: JournalReader, part: Path, progress: Progress) -> Held:
    """Copy, and copy again where something was saved meanwhile, so that the two can be compared."""
    for _attempt in range(_ATTEMPTS):
        os.truncate(part, 0)
        before = backup_proof.change_marks(source)
        truth = backup_proof.held(source, _share(progress, 0, _READ))
        source.save_copy(part)
        progress(_COPIED, _HUNDRED)
        if backup_proof.change_marks(source) == before:
            _prove_equal(part, truth, progress)
            return truth
    raise BackupError(
        _("The backup could not be made: the journal was being changed all the while."),
        _("The journal itself is saved. Try again in a moment."),
    )


def _prove_equal(part: Path, truth: Held, progress: Progress) -> None:
    to_the_disk(part)
    with backup_proof.opened(part) as made:
        is_sound = not made.faults()
        progress(_CHECKED, _HUNDRED)
        if is_sound and backup_proof.held(made, _share(progress, _CHECKED, _HUNDRED)) == truth:
            return
    raise BackupError(
        _("The copy {name} is not what the journal is.").format(name=part.name),
        _("The journal itself is saved. Try another folder or disk."),
    )


def _share(progress: Progress, start: int, end: int) -> Progress:
    """Return what tells ``progress`` of work that is only a part of the whole, in per cent."""

    def tell(done: int, total: int) -> None:
        progress(start + (end - start) * done // max(total, 1), _HUNDRED)

    return tell

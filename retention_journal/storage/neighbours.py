"""Files beside a journal that SQLite would take for its own and write into it.

A journal of ours never has a ``-wal`` beside it, yet SQLite would replay one that somebody left there, and it
has a ``-journal`` only while it is written to or after a save was cut short. One of an older day put beside a
newer journal would be rolled back into it. So what lies there is first tried on a copy: where the copy is
then whole and no older than what was noted, SQLite may do the same with the journal itself.

Source: reliability, 2c "Odd files and neighbours" and promise 7.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage import faults, generations, keys, opening, unfinished
from retention_journal.storage.generations import Generation

if sys.platform != "win32":
    import fcntl

_WAL, _ROLLBACK = "-wal", "-journal"
_RESERVED = 0x4000_0001  # the byte by which a writer holds other writers off


class StrayFileError(JournalError):
    """A file beside the journal does not belong to it, and would be written into it."""

    code = "stray_file"


def check(path: Path) -> None:
    """Make sure that nothing beside the journal at ``path`` would be replayed into it unasked.

    Raises:
        StrayFileError: There is a ``-wal``; nothing was opened.
    """
    if _beside(path, _WAL).exists():
        raise _stray(_beside(path, _WAL))


def rehearse(path: Path, noted: Generation | None) -> None:
    """Try on a copy what SQLite is about to take back from a save that was cut short.

    Args:
        path: The journal, which is about to be opened to be written to.
        noted: Its last save, as this computer knows it.

    Raises:
        StrayFileError: It would leave the journal older or damaged; nothing was opened.
        JournalError: There is no room for the copy, or the journal is locked.
    """
    rollback = _beside(path, _ROLLBACK)
    if not _is_hot(rollback) or keys.ring.is_open(path) or _somebody_writes(path):
        return
    part: Path | None = None
    try:
        part = unfinished.begin(path)
        shutil.copyfile(path, part)
        shutil.copyfile(rollback, _beside(part, _ROLLBACK))
        fits = _fits(part, noted)
    except OSError as error:
        raise faults.of_system(path, error) from error
    finally:
        if part is not None:
            unfinished.remove(part)
    if not fits:
        raise _stray(rollback)


def set_aside(path: Path, today: date) -> list[Path]:
    """Give what does not belong beside the journal at ``path`` a dated name, and return where it is.

    What takes back a save that was cut short belongs there, and stays.

    Raises:
        JournalError: The folder takes no changes.
    """
    moved = _set_aside(path, today, (_WAL, "-shm"))
    try:
        rehearse(path, generations.notes.of(path))
    except StrayFileError:
        moved += _set_aside(path, today, (_ROLLBACK,))
    return moved


def set_all_aside(path: Path, today: date) -> list[Path]:
    """Give whatever SQLite keeps beside ``path`` a dated name, since another file is to take its place.

    Raises:
        JournalError: The folder takes no changes.
    """
    return _set_aside(path, today, (_WAL, "-shm", _ROLLBACK))


def _set_aside(path: Path, today: date, endings: Sequence[str]) -> list[Path]:
    moved = []
    for ending in endings:
        stray = _beside(path, ending)
        if stray.exists():
            target = free_name(path.with_name(f"{path.name}{ending} {today.isoformat()}"))
            try:
                stray.rename(target)
            except OSError as error:
                raise faults.of_system(stray, error) from error
            moved.append(target)
    return moved


def free_name(wanted: Path) -> Path:
    """Return ``wanted``, or the first name after it that nothing has yet."""
    number, target = 1, wanted
    while target.exists():
        number += 1
        target = wanted.with_name(f"{wanted.stem} {number}{wanted.suffix}")
    return target


def _fits(part: Path, noted: Generation | None) -> bool:
    try:
        with faults.told_plainly(part):
            db, _version = opening.connect(part, read_only=False)
            try:
                whole = [str(word) for (word,) in db.driver.execute("PRAGMA quick_check(1)")] == ["ok"]
                found = generations.read(db.driver)
            finally:
                db.close()
    except (faults.LockedError, faults.TooNewError):
        raise
    except JournalError:
        return False
    return whole and (noted is None or (found is not None and found.may_follow(noted)))


def _is_hot(rollback: Path) -> bool:
    try:
        with rollback.open("rb") as file:
            return file.read(1) not in {b"", b"\0"}
    except OSError:
        return False


def _somebody_writes(path: Path) -> bool:
    """Say whether another process is in the middle of a save; the file is not open in this one."""
    if sys.platform == "win32":
        return False
    with suppress(OSError), path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _RESERVED)
        except OSError:
            return True
    return False


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")


def _stray(stray: Path) -> JournalError:
    return StrayFileError(
        _("The file {name} beside the journal does not belong to it.").format(name=stray.name),
        _("Opening the journal would write old words into it, so it was left closed. Set that file aside."),
    )

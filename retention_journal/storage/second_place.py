"""A second place for backups: a folder on another disk or a stick, which may be away.

Where it is stands in a hidden file beside the journal, with what went wrong with the last backup, so that it
is known also where the journal itself cannot be opened. The folder chosen is never made: an empty mount point
without its stick would take the copies and hide them from the person.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from retention_journal import private
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage import backup, backup_proof, faults
from retention_journal.storage.backup import BackupError, BackupFile


@dataclass(frozen=True)
class Failure:
    """That a backup was not made, and why.

    Attributes:
        on: The day.
        message: What happened.
        advice: What helps.
    """

    on: date
    message: str
    advice: str = ""


@dataclass(frozen=True)
class Second:
    """Another folder in which backups are kept.

    Attributes:
        chosen: The folder or stick that was chosen.
        folder: The folder of this journal's backups in it.
        mount: Where the disk it is on was mounted when it was chosen.
    """

    chosen: Path
    folder: Path
    mount: str

    @property
    def is_there(self) -> bool:
        """Say whether it can be reached: the stick is in, the disk is on."""
        try:
            return self.chosen.is_dir() and _mount_of(self.chosen) == self.mount
        except OSError:
            return False


@dataclass(frozen=True)
class Notes:
    """What is kept beside a journal about its backups.

    Attributes:
        second: The second place, if one was chosen.
        failed: Why the last backup was not made; None where it was.
        second_failed: Why the last copy to the second place was not made although it was there.
        checked: When the newest backup was last found to hold all there is; None where it is of that day.
    """

    second: Second | None = None
    failed: Failure | None = None
    second_failed: Failure | None = None
    checked: date | None = None


def notes_file(journal: Path) -> Path:
    """Return where the notes about a journal's backups are; mostly there are none."""
    return journal.with_name(f".{journal.name}.backups")


def notes(journal: Path) -> Notes:
    """Return what is known about a journal's backups besides the backups themselves."""
    try:
        kept = json.loads(notes_file(journal).read_text("utf-8"))
        return Notes(
            _second_from(kept.get("second")),
            _failure_from(kept.get("failed")),
            _failure_from(kept.get("second_failed")),
            date.fromisoformat(kept["checked"]) if kept.get("checked") else None,
        )
    except (OSError, ValueError, AttributeError, TypeError, KeyError, RecursionError):
        return Notes()


def keep_notes(journal: Path, told: Notes) -> None:
    """Keep what is known about a journal's backups, or nothing where there is nothing to say.

    Raises:
        OSError: The folder takes no files.
    """
    if told == notes(journal):
        return
    if told == Notes():
        notes_file(journal).unlink(missing_ok=True)
        return
    second = told.second
    words = {
        "format": 1,
        "second": second and {key: str(value) for key, value in vars(second).items()},
        "failed": _words(told.failed),
        "second_failed": _words(told.second_failed),
        "checked": told.checked and told.checked.isoformat(),
    }
    private.replace(notes_file(journal), json.dumps(words, ensure_ascii=False).encode())


def choose(journal: Path, folder: Path | None, identity: str) -> None:
    """Keep backups in ``folder`` too from now on, or nowhere else.

    Args:
        journal: The journal's file.
        folder: A folder on another disk, or a stick.
        identity: What tells this journal from another one of the same name.

    Raises:
        JournalError: It is no folder, or the one in which the backups are made anyway.
    """
    own = backup.folder_of(journal)
    if folder is None:
        second = None
    else:
        chosen = folder.absolute()
        if not chosen.is_dir():
            raise BackupError(
                _("There is no folder {folder}.").format(folder=folder), _("Choose another one.")
            )
        if chosen == own or chosen == journal.parent.absolute():
            raise BackupError(
                _("Your backups are kept in this folder already."),
                _("Choose one on another disk, or a stick: a second place helps when this disk fails."),
            )
        second = Second(chosen, _own_folder(chosen, own.name, identity), _mount_of(chosen))
    try:
        keep_notes(journal, replace(notes(journal), second=second, second_failed=None))
    except OSError as error:
        raise faults.of_system(notes_file(journal), error) from error


def bring_up(journal: Path, second: Second) -> BackupFile | None:
    """Copy the newest backup to the second place, unless it is there; thin that place, and return the copy.

    Raises:
        JournalError: No room, no right to write, or what was written cannot be read back; nothing is left
            under a backup's name.
    """
    newest = next(iter(backup.backups_in(backup.folder_of(journal))), None)
    if newest is None:
        return None
    with backup.one_at_a_time(second.folder):
        there = backup.backups_in(second.folder)
        if any(_is_same(newest, one) for one in there):
            return None
        backup.keep_salts(journal, second.folder)
        number = max(newest.number, there[0].number + 1 if there else 0)
        target = backup.name_in(second.folder, number, newest.day)
        with backup.unfinished_copy(target) as part:
            backup.copy_bytes(newest.path, part)
            backup.prove_sound(part, target)
            os.utime(part, (newest.written, newest.written))
        backup.thin(second.folder)
    return BackupFile(target, number, newest.day, newest.written, newest.size_bytes)


def identity_of(path: Path) -> str:
    """Return what tells the journal or backup at ``path`` from others of its name, "" if unknown."""
    try:
        with backup_proof.opened(path) as journal:
            if "generation" not in backup_proof.rows(journal):
                return ""
            return str(journal.sql("SELECT journal FROM generation")[0][0])
    except (JournalError, IndexError):
        return ""


def _own_folder(chosen: Path, name: str, identity: str) -> Path:
    """Return a folder in which no other journal of the same name keeps its backups."""
    number = 1
    while True:
        folder = chosen / (name if number == 1 else f"{name} {number}")
        there = backup.backups_in(folder)
        if not there or (identity and identity_of(there[0].path) == identity):
            return folder
        number += 1


def _is_same(one: BackupFile, other: BackupFile) -> bool:
    if (one.day, one.size_bytes) != (other.day, other.size_bytes):
        return False
    with suppress(OSError):
        return backup.sha256_of(one.path) == backup.sha256_of(other.path)
    return False


def _mount_of(path: Path) -> str:
    return str(
        next(place for place in (path, *path.parents) if os.path.ismount(place) or place == place.parent)
    )


def _words(failure: Failure | None) -> dict[str, str] | None:
    if failure is None:
        return None
    return {"on": failure.on.isoformat(), "message": failure.message, "advice": failure.advice}


def _failure_from(kept: dict[str, str] | None) -> Failure | None:
    return Failure(date.fromisoformat(kept["on"]), kept["message"], kept["advice"]) if kept else None


def _second_from(kept: dict[str, str] | None) -> Second | None:
    return Second(Path(kept["chosen"]), Path(kept["folder"]), kept["mount"]) if kept else None

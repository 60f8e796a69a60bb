"""Backups: a verified copy of what changed, and before whatever is hard to take back, in two places.

Everything here may run on any thread; each function opens the journal for itself unless it is given one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.storage import backup, backup_proof, second_place
from retention_journal.storage.backup import BackupFile
from retention_journal.storage.backup_proof import Held
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.second_place import Failure, Notes, Second

#: So many days without a good backup are told as something to be done.
DAYS_WITHOUT = 30


class Before(StrEnum):
    """What a backup is made before."""

    IMPORT = "import"
    TRASH = "trash"
    RESTORE = "restore"
    ERASURE = "erasure"
    LOCKING = "locking"


@dataclass(frozen=True)
class Backup:
    """A copy that was read back and found equal.

    Attributes:
        path: The copy.
        made_on: The day in its name.
        sha256: The hash of its file.
        records: How many records of each type are in it.
        spoilt: How many attached files in it are no longer what was attached, in the journal neither.
    """

    path: Path
    made_on: date
    sha256: str
    records: dict[str, int]
    spoilt: int = 0


@dataclass(frozen=True)
class KeptBackup:
    """A copy of the journal, as its name tells.

    Attributes:
        path: The copy; the one in the journal's own folder where there are two.
        number: Its running number.
        made_on: The day in its name.
        made_at: When it was written.
        size_bytes: Its size.
        is_here: Whether it is in the journal's own folder.
        is_second: Whether it is in the second place.
    """

    path: Path
    number: int
    made_on: date
    made_at: datetime
    size_bytes: int
    is_here: bool = True
    is_second: bool = False


@dataclass(frozen=True)
class Standing:
    """How well a journal is backed up.

    Attributes:
        newest: The newest backup in its own folder.
        failed: Why the last one was not made; None where it was.
        second: The second place, if one was chosen.
        second_newest: The newest there; None where there is none, or it cannot be reached.
        second_failed: Why the last copy there was not made although it could be reached.
        checked: When the newest was last found to hold all there is; None where it is of that day.
    """

    newest: KeptBackup | None
    failed: Failure | None = None
    second: Second | None = None
    second_newest: KeptBackup | None = None
    second_failed: Failure | None = None
    checked: date | None = None

    def days_without(self, today: date) -> int | None:
        """Return for how many days there has been no good backup, None where there never was one."""
        if self.newest is None:
            return None
        return max((today - max(self.newest.made_on, self.checked or self.newest.made_on)).days, 0)

    def is_trouble(self, today: date) -> bool:
        """Say whether something needs to be done: the last one failed, or the newest is too old."""
        return self.failed is not None or (self.days_without(today) or 0) > DAYS_WITHOUT


def make_backup(
    journal: JournalReader, *, today: date, to: Path | None = None, progress: Progress = silent
) -> Backup:
    """Make a verified copy of the journal now.

    Args:
        journal: The open journal.
        today: The day that goes into the copy's name.
        to: The file to write; None makes one in the journal's backup folder, thins that folder, and copies
            it to the second place where that can be reached.
        progress: Told how far it is, in per cent; may stop it.

    Raises:
        JournalError: No room, no right to write, or something is there already; the journal is as it was.
        CancelledError: It was stopped.
    """
    if to is not None:
        held = backup.copy_verified(journal, to, progress)
        return _told(to, today, held)
    folder = backup.folder_of(journal.path)
    with _failure_noted(journal.path, today), backup.one_at_a_time(folder):
        made = _make(journal, folder, today, progress)
    bring_to_second_place(journal.path, today=today)
    return made


def back_up_changes(path: Path, *, today: date, progress: Progress = silent) -> Backup | None:
    """Make a backup of the journal at ``path`` unless the newest holds all of it; None where it does.

    The second place gets what it lacks in any case.

    Raises:
        JournalError: As ``make_backup``.
        CancelledError: It was stopped.
    """
    with _failure_noted(path, today), JournalReader.open(path) as journal:
        made = _make_if_changed(journal, today, progress)
    is_of_today = made is not None or backups(path)[0].made_on == today
    _note(path, lambda known: replace(known, checked=None if is_of_today else today))
    bring_to_second_place(path, today=today)
    return made


def backup_before(journal: JournalReader, reason: Before, now: datetime) -> Backup | None:
    """Make sure that a verified backup holds all there is, before something that is hard to take back.

    Args:
        journal: The open journal.
        reason: What comes next. Before a restore nothing is thinned: it must not cost a backup.
        now: The moment.

    Returns:
        The backup, None where the newest one holds all of it already.

    Raises:
        JournalError: None could be made; whatever comes next should wait.
    """
    today = now.date()
    with _failure_noted(journal.path, today):
        return _make_if_changed(journal, today, silent, thins=reason is not Before.RESTORE)


def bring_to_second_place(path: Path, *, today: date) -> bool:
    """Copy the newest backup to the second place where it can be reached; True where it is there now.

    What stands in the way is noted, see ``standing``, and the next backup tries again.
    """
    known = second_place.notes(path)
    if known.second is None or not known.second.is_there:
        return False
    failure: Failure | None = None
    try:
        second_place.bring_up(path, known.second)
    except JournalError as error:
        failure = Failure(today, error.message, error.advice)
    except OSError:  # the stick was pulled out just now
        failure = Failure(today, _("The second place did not answer as it should."))
    if failure is None or known.second.is_there:
        _note(path, lambda known: replace(known, second_failed=failure))
    return failure is None


def choose_second_place(path: Path, folder: Path | None) -> None:
    """Keep backups of the journal at ``path`` in ``folder`` too from now on; None keeps them here only.

    Raises:
        JournalError: It is no folder, or the one in which they are kept anyway.
    """
    second_place.choose(path, folder, second_place.identity_of(path))


def standing(path: Path) -> Standing:
    """Say how well the journal at ``path`` is backed up; quick, nothing is read but names and notes."""
    known = second_place.notes(path)
    there = _in_second(known)
    return Standing(
        next(iter(backups(path)), None),
        known.failed,
        known.second,
        _kept(there[0], is_here=False, is_second=True) if there else None,
        known.second_failed,
        known.checked,
    )


def backups(path: Path) -> list[KeptBackup]:
    """Return the backups in the own folder of the journal at ``path``, the newest first."""
    return [_kept(file) for file in backup.backups_in(backup.folder_of(path))]


def all_backups(path: Path) -> list[KeptBackup]:
    """Return the backups in both places, the newest first; a copy of one stands with it as one."""
    here = backup.backups_in(backup.folder_of(path))
    there = {_what_it_is(file): file for file in _in_second(second_place.notes(path))}
    kept = [_kept(file, is_second=there.pop(_what_it_is(file), None) is not None) for file in here]
    kept += [_kept(file, is_here=False, is_second=True) for file in there.values()]
    return sorted(kept, key=lambda one: (one.number, one.made_at), reverse=True)


def every_backup(path: Path) -> list[Path]:
    """Return every backup file of the journal at ``path`` that can be reached, in both places."""
    places = (backup.backups_in(backup.folder_of(path)), _in_second(second_place.notes(path)))
    return [file.path for place in places for file in place]


def restore(file: Path, to: Path, progress: Progress = silent) -> Backup:
    """Bring the backup ``file`` back as a new journal at ``to``, never over anything.

    Raises:
        JournalError: The backup is damaged or no journal, or something is at ``to`` already.
        CancelledError: It was stopped; nothing is at ``to``.
    """
    backup.restore(file, to, progress)
    with backup_proof.opened(to) as journal:
        records = backup_proof.records(journal)
    newest = date.fromtimestamp(int(file.stat().st_mtime))  # noqa: DTZ012 - the person's own clock
    return Backup(to, newest, backup.sha256_of(to), records)


def _make_if_changed(
    journal: JournalReader, today: date, progress: Progress, *, thins: bool = True
) -> Backup | None:
    folder = backup.folder_of(journal.path)
    with backup.one_at_a_time(folder):
        newest = next(iter(backup.backups_in(folder)), None)
        if newest is not None and _holds_all(newest, journal):
            return None
        return _make(journal, folder, today, progress, thins=thins)


def _make(
    journal: JournalReader, folder: Path, today: date, progress: Progress, *, thins: bool = True
) -> Backup:
    """Make a backup, and thin the folder unless an older copy may hold a file that is spoilt by now."""
    file = backup.make(journal, folder, today, progress)
    if file.held is None:
        raise AssertionError("a backup that was just made tells what it holds")
    made = _told(file.path, today, file.held)
    if thins and not made.spoilt:
        backup.thin(folder)
    return made


def _told(path: Path, today: date, held: Held) -> Backup:
    return Backup(path, today, backup.sha256_of(path), held.records, len(held.spoilt))


def _holds_all(newest: BackupFile, journal: JournalReader) -> bool:
    """Say whether a backup holds all that the journal does; one that cannot be opened does not."""
    try:
        with backup_proof.opened(newest.path) as copy:
            if backup_proof.rows(copy) != backup_proof.rows(journal):
                return False
            return backup_proof.is_equal(copy, journal)
    except JournalError:
        return False


@contextmanager
def _failure_noted(path: Path, today: date) -> Iterator[None]:
    """Note beside the journal that a backup failed, until the next one is made well.

    Raises:
        JournalError: What it failed of.
    """
    try:
        yield
    except JournalError as error:
        if not isinstance(error, CancelledError):
            failure = Failure(today, error.message, error.advice)
            _note(path, lambda known: replace(known, failed=failure))
        raise
    _note(path, lambda known: replace(known, failed=None))


def _note(path: Path, change: Callable[[Notes], Notes]) -> None:
    with suppress(OSError):  # where nothing can be written the next start looks at the backups themselves
        second_place.keep_notes(path, change(second_place.notes(path)))


def _in_second(known: Notes) -> list[BackupFile]:
    if known.second is None or not known.second.is_there:
        return []
    return backup.backups_in(known.second.folder)


def _what_it_is(file: BackupFile) -> tuple[date, int, int]:
    return file.day, file.size_bytes, int(file.written)


def _kept(file: BackupFile, *, is_here: bool = True, is_second: bool = False) -> KeptBackup:
    made_at = datetime.fromtimestamp(int(file.written))  # noqa: DTZ006 - the person's own clock
    return KeptBackup(file.path, file.number, file.day, made_at, file.size_bytes, is_here, is_second)

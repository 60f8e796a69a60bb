"""Backups: a verified copy each day and on request, the list of them, and bringing one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from retention_journal.storage import backup
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class Backup:
    """A copy that was read back and found whole."""

    path: Path
    made_on: date
    sha256: str
    records: dict[str, int]


@dataclass(frozen=True)
class KeptBackup:
    """A copy in the journal's backup folder, as its name tells."""

    path: Path
    number: int
    made_on: date
    made_at: datetime
    size_bytes: int


def make_backup(journal: JournalReader, *, today: date, to: Path | None = None) -> Backup:
    """Make a verified copy of the journal now.

    Args:
        journal: The open journal.
        today: The day that goes into the copy's name.
        to: The file to write; None makes one in the journal's backup folder and thins that folder.

    Raises:
        JournalError: No room, no right to write, or something is there already; the journal is as it was.
    """
    if to is not None:
        backup.copy_verified(journal, to)
        return _made(journal, to, today)
    folder = backup.folder_of(journal.path)
    with backup.one_at_a_time(folder):
        made = _made(journal, backup.make(journal, folder, today).path, today)
        backup.thin(folder)
    return made


def make_daily_backup(path: Path, today: date) -> Backup | None:
    """Make today's backup of the journal at ``path`` unless there is one; runs on any thread.

    Raises:
        JournalError: As ``make_backup``.
    """
    newest = next(iter(backup.backups_in(backup.folder_of(path))), None)
    if newest and newest.day == today:
        return None
    with JournalReader.open(path) as journal:
        return make_backup(journal, today=today)


def backups(path: Path) -> list[KeptBackup]:
    """Return the backups of the journal at ``path``, the newest first."""
    kept = []
    for file in backup.backups_in(backup.folder_of(path)):
        facts = file.path.stat()
        made_at = datetime.fromtimestamp(int(facts.st_mtime))  # noqa: DTZ006 - the person's own clock
        kept.append(KeptBackup(file.path, file.number, file.day, made_at, facts.st_size))
    return kept


def restore(file: Path, to: Path) -> Backup:
    """Bring the backup ``file`` back as a new journal at ``to``, never over anything.

    Raises:
        JournalError: The backup is damaged or no journal, or something is at ``to`` already.
    """
    backup.restore(file, to)
    with JournalReader.open(to) as journal:
        records = journal.counts()
    newest = date.fromtimestamp(int(file.stat().st_mtime))  # noqa: DTZ012 - the person's own clock
    return Backup(to, newest, backup.sha256_of(to), records)


def _made(journal: JournalReader, path: Path, today: date) -> Backup:
    return Backup(path, today, backup.sha256_of(path), journal.counts())

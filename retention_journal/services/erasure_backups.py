"""Erasing from the backups: each is opened, rid of the same records, written anew, read back, and replaced.

It takes its own place under its own name and number, so that rotation goes on as before. One that cannot be
opened, since it is damaged or locked with another passphrase, is told with the day on which it ends.
No backup is made before an erasure: it would hold what is to go.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.core.rotation import Copy, kept
from retention_journal.services.backups import Backup, every_backup, restore, standing
from retention_journal.services.erasure import erase_again, erased_uids
from retention_journal.storage import backup, backup_proof, second_place
from retention_journal.storage.erasure import holds_any, put_in_place_of, remove_unfinished, rewritten
from retention_journal.storage.faults import CannotWriteError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.places import SUFFIX
from retention_journal.storage.tables import TABLES, Contact, name_of

#: Longer than anything is kept but the last of a year: the days, weeks and months of ``core.rotation``.
_LOOKED_AHEAD_DAYS = 900
_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class NotReached:
    """A backup that still holds what was erased.

    Attributes:
        why: What stood in the way, as a sentence.
        ends_on: The day on which rotation removes it, if one is made each day from now on; None where it is
            kept for good, as the last of its year.
    """

    path: Path
    why: str
    ends_on: date | None


@dataclass(frozen=True)
class Rewritten:
    """What became of the backups.

    Attributes:
        rewritten: Those that held something and hold it no more.
        not_reached: Those that could not be rewritten.
        clean: How many held nothing of it.
        still_to_do: Those that were not looked at, since the work was stopped.
        beside: Copies of the journal in its folder that are journals of their own and hold something too.
    """

    rewritten: tuple[Path, ...] = ()
    not_reached: tuple[NotReached, ...] = ()
    clean: int = 0
    still_to_do: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()


def erase_from_backups(path: Path, *, now: datetime, progress: Progress = silent) -> Rewritten:
    """Erase what the journal at ``path`` says was erased from each of its backups, in both places.

    It can be stopped between two backups and begun again at any time: what is done stays done.

    Args:
        path: The journal's file; read on any thread.
        now: The moment that is written down in them.
        progress: Told how many backups are done; may stop the work.
    """
    uids, staying = _erased_from(path)
    work = _Work(sorted(uids), staying, now)
    files = every_backup(path)
    _sweep(path, files)
    for number, file in enumerate(files):
        try:
            progress(number, len(files))
        except CancelledError:
            return replace(work.told, still_to_do=tuple(files[number:]))
        work.look_at(file)
    return replace(work.told, beside=tuple(copies_beside(path, sorted(uids))))


def _sweep(path: Path, files: Sequence[Path]) -> None:
    """Remove what was left unfinished by a program that was killed: it may hold all that the journal held."""
    for folder in {file.parent for file in files}:
        with suppress(JournalError), backup.one_at_a_time(folder):
            remove_unfinished(folder, "")
    remove_unfinished(path.parent, path.name)


def copies_beside(path: Path, uids: Sequence[str]) -> list[Path]:
    """Return the copies of a journal in its folder that hold a record with one of ``uids``.

    They were set aside or brought back and are journals of their own, so nothing is done to them unasked. One
    of its name that cannot be opened is among them.
    """
    own = second_place.identity_of(path)
    found = []
    for file in sorted(path.parent.glob(f"*{SUFFIX}")):
        its = second_place.identity_of(file)
        if file != path and not its and file.name.startswith(path.stem):
            found.append(file)  # it cannot be looked into, such as a damaged one that was set aside
        if file == path or not own or its != own:
            continue
        with suppress(JournalError), backup_proof.opened(file) as copy:
            if _names(copy) and holds_any(copy, uids):
                found.append(file)
    return found


def _names(copy: JournalReader) -> bool:
    """Say whether a copy has all tables of today; one of an earlier version is told when it is opened."""
    return {name_of(table) for table in TABLES} <= set(backup_proof.rows(copy))


def restore_without_erased(
    file: Path, to: Path, present: Path | None, *, now: datetime, progress: Progress = silent
) -> Backup:
    """Bring a backup back as a new journal at ``to``, without what was erased from ``present`` since.

    Args:
        file: The backup.
        to: The new journal; never over anything.
        present: The journal of which it is a backup; where it cannot be opened, its backups are asked what
            was erased. None is of no journal.
        now: The moment that is written down.
        progress: Told how far it is; may stop the work.

    Raises:
        JournalError: The backup is damaged or no journal, or something is at ``to`` already.
        CancelledError: It was stopped; nothing is at ``to``.
    """
    brought = restore(file, to, progress)
    uids, staying = _erased_from(present)
    if not uids:
        return brought
    with Journal.open(to) as journal:
        if not erase_again(journal, uids, now=now, staying=staying).records:
            return brought
        records = journal.counts()
    return replace(brought, sha256=backup.sha256_of(to), records=records)


def _erased_from(present: Path | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the uids erased from a journal, and of the people who are still in it."""
    if present is None:
        return frozenset(), frozenset()
    try:
        return _told_by(present)
    except JournalError:  # damaged or gone: its backups know what was erased before they were made
        uids: frozenset[str] = frozenset()
        for file in every_backup(present):
            with suppress(JournalError):
                uids |= _told_by(file)[0]
        return uids, frozenset()


def _told_by(file: Path) -> tuple[frozenset[str], frozenset[str]]:
    with JournalReader.open(file) as journal:
        people = frozenset(uid for (uid,) in journal.tuples(Contact.select(Contact.uid)))
        return erased_uids(journal), people


def second_place_away(path: Path) -> Path | None:
    """Return the second place of the backups where it was chosen and cannot be reached now."""
    second = standing(path).second
    return None if second is None or second.is_there else second.chosen


def unreachable(path: Path) -> list[NotReached]:
    """Return the backups that cannot be opened, and so could not be rid of anything."""
    found = []
    for file in every_backup(path):
        try:
            JournalReader.open(file).close()
        except JournalError as error:
            if not isinstance(error, CannotWriteError):  # of an earlier version only
                found.append(NotReached(file, error.message, ends_on(file)))
    return found


def still_holding(path: Path, uids: Sequence[str]) -> list[Path]:
    """Return the backups of the journal at ``path`` that hold a record with one of ``uids``."""
    found = []
    for file in every_backup(path):
        try:
            with JournalReader.open(file) as copy:
                if holds_any(copy, uids):
                    found.append(file)
        except JournalError:
            continue
    return found


class _Work:
    """Goes through backups; a copy of one that was rewritten becomes a copy of what that is now."""

    def __init__(self, uids: Sequence[str], staying: frozenset[str], now: datetime) -> None:
        self._uids, self._staying, self._now = uids, staying, now
        self._became: dict[str, Path] = {}
        self.told = Rewritten()

    def look_at(self, file: Path) -> None:
        """Rid one backup of what was erased, and note what became of it."""
        try:
            with backup.one_at_a_time(file.parent):
                is_done = self._erase_from(file)
        except JournalError as error:
            left = NotReached(file, error.message, ends_on(file))
            self.told = replace(self.told, not_reached=(*self.told.not_reached, left))
            return
        if is_done:
            self.told = replace(self.told, rewritten=(*self.told.rewritten, file))
        else:
            self.told = replace(self.told, clean=self.told.clean + 1)

    def _erase_from(self, file: Path) -> bool:
        """Rid one backup of what was erased and say whether it held any."""
        if not self._may_hold(file):
            return False
        was = backup.sha256_of(file)
        if was in self._became:
            put_in_place_of(self._became[was], file)
            return True
        with suppress(_NothingThere):
            with rewritten(file) as journal:
                if not holds_any(journal, self._uids):
                    raise _NothingThere
                erase_again(journal, self._uids, now=self._now, staying=self._staying)
            self._became[was] = file
            return True
        return False

    def _may_hold(self, file: Path) -> bool:
        try:
            with JournalReader.open(file) as copy:
                return holds_any(copy, self._uids)
        except CannotWriteError:  # of an earlier version: it is brought up to date as it is written anew
            return True


class _NothingThere(Exception):  # noqa: N818 - not an error: the backup stays as it is
    """A backup of an earlier version holds nothing of what was erased."""


def ends_on(file: Path) -> date | None:
    """Return the day on which rotation removes a backup if one is made each day from now on, None if never.

    Source: reliability, promise 12: the last of each year is kept for good.
    """
    copies = [Copy(one.number, one.day, one.written) for one in backup.backups_in(file.parent)]
    own = next((one.number for one in backup.backups_in(file.parent) if one.path == file), None)
    newest = max(copies, key=lambda copy: copy.number, default=None)
    if own is None or newest is None:
        return None
    for days in range(1, _LOOKED_AHEAD_DAYS):
        day = newest.day + timedelta(days=days)
        copies.append(Copy(newest.number + days, day, newest.written + days * _DAY_SECONDS))
        keep = kept(copies)
        copies = [copy for copy in copies if copy.number in keep]
        if own not in keep:
            return day
    return None

"""Bringing a backup back: what is in it, a copy beside the journal, or one in its place.

What was erased since the backup was made does not come back with it. The journal that is replaced is set
aside under a name of its own, never overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.services import backups
from retention_journal.services.backups import Backup, Before
from retention_journal.services.erasure_backups import restore_without_erased
from retention_journal.storage import backup_proof, faults, generations, salt_copies, unfinished
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import NOTES, name_of

_NOTES = {name_of(table) for table in NOTES}


@dataclass(frozen=True)
class Contents:
    """What is in a backup.

    Attributes:
        records: How many records of each type, the trash included.
        last_entry: When something was last written in it, by this computer's clock; None in an empty one.
    """

    records: Mapping[str, int]
    last_entry: datetime | None


def contents(file: Path) -> Contents:
    """Read what is in the backup ``file``, of any version.

    Raises:
        JournalError: It is damaged, locked, too new, or no journal.
    """
    with backup_proof.opened(file) as journal:
        records = backup_proof.records(journal)
        asked = [f'SELECT max(updated_at) FROM "{name}"' for name in records if name not in _NOTES]  # noqa: S608
        written = [at for (at,) in journal.sql(" UNION ALL ".join(asked)) if at]
    last = datetime.fromtimestamp(max(written)) if written else None  # noqa: DTZ006 - the person's own clock
    return Contents(records, last)


def bring_back(file: Path, to: Path, present: Path, *, now: datetime, progress: Progress = silent) -> Backup:
    """Bring the backup ``file`` back as a new journal at ``to``, without what was erased meanwhile.

    Args:
        file: The backup, in either place.
        to: The new journal; never over anything.
        present: The journal it is a backup of, which may be damaged or gone.
        now: The moment.
        progress: Told how far it is, in per cent; may stop it.

    Raises:
        JournalError: The backup is damaged or no journal, or something is at ``to`` already.
        CancelledError: It was stopped; nothing is at ``to``.
    """
    try:
        return restore_without_erased(file, to, present, now=now, progress=progress)
    except faults.AlreadyThereError:
        raise
    except JournalError:
        remove(to)  # it came back, but what was erased could not be taken out of it
        raise


def place_for_now(journal: Path) -> Path:
    """Return where a backup is prepared that is to take the place of ``journal``: beside it, out of sight."""
    number = 1
    while (place := journal.with_name(f".{journal.stem} brought back {number}{journal.suffix}")).exists():
        number += 1
    return place


def keep_present(present: Path, now: datetime) -> None:
    """Back up what the journal holds before it is replaced, where it can still be read.

    Raises:
        JournalError: It can be read, but no backup could be made.
    """
    try:
        journal = JournalReader.open(present)
    except JournalError:
        return  # it is damaged, and set aside as it is
    with journal:
        backups.backup_before(journal, Before.RESTORE, now)


def put_in_place(brought: Path, journal: Path, now: datetime) -> Path | None:
    """Let ``brought`` take the place of ``journal``, which nobody has open, and set that aside.

    In every moment a whole journal has its name.

    Returns:
        Where the one that was there is now, None where there was none.

    Raises:
        JournalError: The folder takes no changes; all is as it was.
    """
    aside = place_aside(journal, now) if journal.exists() else None
    copies = list(dict.fromkeys([*salt_copies.near(brought), *salt_copies.near(journal)]))
    try:
        if aside is not None:
            _give_second_name(journal, aside)
        if copies:
            salt_copies.keep(journal, copies)
            if aside is not None:
                salt_copies.keep(aside, copies)
        brought.replace(journal)
        generations.accept(journal)
    except OSError as error:
        raise faults.of_system(journal, error) from error
    with suppress(OSError):
        salt_copies.keep(brought, [])
        unfinished.sync(journal.parent)
    return aside


def place_aside(journal: Path, now: datetime) -> Path:
    """Return under which name ``journal`` is set aside, one still free."""
    stamp = f"{now:%Y-%m-%d %H.%M}"
    name = _("{name} (set aside {when})").format(name=journal.stem, when=stamp)
    place, number = journal.with_name(f"{name}{journal.suffix}"), 2
    while place.exists():
        place = journal.with_name(f"{name} {number}{journal.suffix}")
        number += 1
    return place


def remove(brought: Path) -> None:
    """Remove a copy that was prepared and is not wanted."""
    unfinished.remove(brought)
    with suppress(OSError):
        salt_copies.keep(brought, [])


def _give_second_name(journal: Path, aside: Path) -> None:
    """Let ``aside`` name the same file; where the system knows no second names, only that one."""
    try:
        os.link(journal, aside)
    except FileExistsError:
        raise
    except OSError:
        journal.rename(aside)

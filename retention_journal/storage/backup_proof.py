"""What proves that a copy is what the journal is: every row of every table, and every attached file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retention_journal.core.progress import Progress, silent
from retention_journal.storage import digests, faults, opening
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import TABLES, name_of

_FILES = "attachment_content"
_COUNTER = "generation"  # of saves, of which not every one changes something
_TYPES = tuple(name_of(table) for table in TABLES)


@dataclass(frozen=True)
class Held:
    """What a journal of any version holds.

    Attributes:
        digests: One digest of each table's rows.
        rows: How many rows each table has.
        spoilt: Hashes of attached files that are no longer what was attached.
    """

    digests: dict[str, str]
    rows: dict[str, int]
    spoilt: tuple[str, ...] = ()

    @property
    def records(self) -> dict[str, int]:
        """How many records of each type there are, the trash included."""
        return {name: self.rows[name] for name in _TYPES if name in self.rows}


@contextmanager
def opened(path: Path) -> Iterator[JournalReader]:
    """Open a journal of any version up to today's to read; nothing in it is brought up to date.

    Raises:
        JournalError: It is missing, locked, damaged, too new, or no journal.
    """
    opening.check_place(path)
    with faults.told_plainly(path):
        db, _version = opening.connect(path, read_only=True)
    reader = JournalReader(db)
    try:
        yield reader
    finally:
        reader.close()


def held(journal: JournalReader, progress: Progress = silent) -> Held:
    """Read a journal from end to end and return what it holds; rows are not kept in memory."""
    names = digests.tables(journal)
    found: dict[str, str] = {}
    spoilt: list[str] = []
    for number, name in enumerate(names):
        progress(number, len(names))
        found[name] = _files_digest(journal, spoilt) if name == _FILES else digests.of_table(journal, name)
    return Held(found, rows(journal), tuple(spoilt))


def is_equal(one: JournalReader, other: JournalReader) -> bool:
    """Say whether two journals hold the same, table by table up to the first that differs."""
    names = digests.tables(one)
    return names == digests.tables(other) and all(_are_equal(one, other, name) for name in names)


def records(journal: JournalReader) -> dict[str, int]:
    """Return how many records of each type a journal of any version holds."""
    counted = rows(journal)
    return {name: counted[name] for name in _TYPES if name in counted}


def rows(journal: JournalReader) -> dict[str, int]:
    """Return how many rows each table of a journal of any version has."""
    parts = [f"SELECT '{name}', count(*) FROM \"{name}\"" for name in digests.tables(journal)]  # noqa: S608
    return {str(name): int(count) for name, count in journal.sql(" UNION ALL ".join(parts))}


def change_marks(journal: JournalReader) -> tuple[int, int]:
    """Return what is another pair after anybody saved something, through this connection or another."""
    return int(journal.sql("PRAGMA data_version")[0][0]), journal.connection.total_changes()


def _are_equal(one: JournalReader, other: JournalReader, table: str) -> bool:
    if table == _COUNTER:
        return True
    if table == _FILES:
        return _files_digest(one, []) == _files_digest(other, [])
    return digests.of_table(one, table) == digests.of_table(other, table)


def _files_digest(journal: JournalReader, spoilt: list[str]) -> str:
    """Return a digest of the attached files, and tell by their hashes which are not what was attached."""
    found = hashlib.sha256()
    for name, content in journal.each("SELECT sha256, content FROM attachment_content ORDER BY sha256"):
        truth = hashlib.sha256(content).hexdigest()
        found.update(f"{name} {truth}\n".encode())
        if truth != name:
            spoilt.append(str(name))
    return found.hexdigest()

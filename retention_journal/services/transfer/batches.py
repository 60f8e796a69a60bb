"""The import history: which files were taken in, and what happened to each of their rows.

Source: imports, sections 4.1, step 8, and 4.2.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from retention_journal.core.batches import BatchState, Fate
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import TABLES, ImportBatch, ImportItem, ImportSource, key_of, name_of

_CHUNK, _EACH = 1 << 20, 500
#: Columns by which a record is called, the first it has.
TITLES = ("name", "display_name", "text", "summary", "number", "note", "task", "project", "why")


@dataclass(frozen=True)
class FileFacts:
    """By what a file is known: its name without folder, SHA-256 of its bytes, how many there are."""

    name: str
    sha256: str = ""
    bytes: int = 0


#: What was pasted.
NO_FILE = FileFacts("")


@dataclass(frozen=True)
class Batch:
    """One file that was taken in.

    Attributes:
        kind: The word of the command line for where it came from.
        label: How that place is called on the screen; "" for the kind alone.
        rows: How many rows had which fate.
        records: How many records were made, by type.
        undone_at: When it was taken back.
    """

    id: int
    kind: str
    label: str
    file_name: str
    at: datetime
    state: BatchState
    rows: Mapping[str, int]
    records: Mapping[str, int]
    undone_at: datetime | None


@dataclass(frozen=True)
class Item:
    """What happened to one row of a batch."""

    id: int
    place: str
    action: Fate
    reason: str
    record_type: str
    record_uid: str
    raw: str
    title: str = ""


def file_facts(path: Path) -> FileFacts:
    """Return by what a file is known; of a folder, the names and bytes of what is in it."""
    digest, size = hashlib.sha256(), 0
    for file in sorted(found for found in path.rglob("*") if found.is_file()) if path.is_dir() else [path]:
        if path.is_dir():
            digest.update(str(file.relative_to(path)).encode() + b"\0")
        with file.open("rb") as content:
            while part := content.read(_CHUNK):
                digest.update(part)
                size += len(part)
    return FileFacts(path.name, digest.hexdigest(), size)


def batches(journal: JournalReader) -> list[Batch]:
    """Return what was taken in, newest first."""
    return [_batch(row) for row in journal.tuples(_batches())]


def batch(journal: JournalReader, batch_id: int) -> Batch | None:
    """Return one of them, None where it is not there any more."""
    found = journal.tuples(_batches().where(key_of(ImportBatch) == batch_id))
    return _batch(found[0]) if found else None


def seen_before(journal: JournalReader, sha256: str) -> Batch | None:
    """Return when the very same file was taken in last, leaving out what was taken back."""
    fits = (ImportBatch.file_sha256 == sha256) & (ImportBatch.state == BatchState.APPLIED)
    found = journal.tuples(_batches().where(fits)) if sha256 else []
    return _batch(found[0]) if found else None


def items(journal: JournalReader, batch_id: int) -> list[Item]:
    """Return what happened to the rows of a batch, in their order.

    What was here already is only counted. What was made along with a row and has no name of its own, such as
    the thread of a mail, goes back with the batch like the rest, but is no row.
    """
    columns = (
        key_of(ImportItem), ImportItem.place, ImportItem.action, ImportItem.reason, ImportItem.record_type,
        ImportItem.record_uid, ImportItem.raw,
    )  # fmt: skip
    query = ImportItem.select(*columns).where(ImportItem.batch == batch_id).order_by(key_of(ImportItem))
    found = journal.rows(query, Item)
    titles = titles_of(journal, ((one.record_type, one.record_uid) for one in found if one.record_uid))
    named = [replace(one, title=titles.get((one.record_type, one.record_uid), "")) for one in found]
    return [one for one in named if one.place or one.title or one.reason]


def titles_of(journal: JournalReader, records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return how records are called now, by type and uid; those that are gone are missing."""
    uids: dict[str, list[str]] = defaultdict(list)
    for record_type, uid in records:
        uids[record_type].append(uid)
    titles: dict[tuple[str, str], str] = {}
    for table in TABLES:
        named = next((name for name in TITLES if name in table._meta.fields), None)
        wanted = uids.get(name_of(table), [])
        for first in range(0, len(wanted) if named else 0, _EACH):
            own = table._meta.fields
            query = table.select(own["uid"], own[named]).where(own["uid"].in_(wanted[first : first + _EACH]))
            titles |= {(name_of(table), uid): str(title or "") for uid, title in journal.tuples(query)}
    return titles


def _batches() -> Any:
    columns = (
        key_of(ImportBatch), ImportSource.kind, ImportSource.label, ImportBatch.file_name,
        ImportBatch.taken_in_at, ImportBatch.state, ImportBatch.counts, ImportBatch.undone_at,
    )  # fmt: skip
    return (
        ImportBatch.select(*columns)
        .join(ImportSource, on=(key_of(ImportSource) == ImportBatch.source))
        .order_by(ImportBatch.taken_in_at.desc(), key_of(ImportBatch).desc())
    )


def _batch(row: tuple[Any, ...]) -> Batch:
    number, kind, label, name, at, state, counts, undone_at = row
    rows, records = counts.get("rows", {}), counts.get("records", {})
    return Batch(number, kind, label, name, at, state, rows, records, undone_at)

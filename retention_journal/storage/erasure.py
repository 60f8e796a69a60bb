"""Leaving nothing behind: what deleting alone does not reach in a journal's file.

A deleted row is still in the steps of undo, in the search index (whose marks of deletion hold the words),
in the samples that SQLite keeps of its indexes, in files attached to nothing, and in the unused room of
pages. All but the last goes in the transaction that deletes; the last when the file is written anew.

Source: reliability, 2g.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from peewee import Field, TextField

from retention_journal import private
from retention_journal.core.errors import JournalError
from retention_journal.storage import digests, faults, unfinished
from retention_journal.storage.fields import Json, Number, TermField
from retention_journal.storage.journal import SUFFIX, Journal, JournalReader, Writer
from retention_journal.storage.tables import TABLES, Table, key_of, name_of

_EACH = 500  # numbers in one statement
_STATISTICS = ("sqlite_stat1", "sqlite_stat4")


@contextmanager
def change_for_good(journal: Journal, label: str) -> Iterator[Writer]:
    """Make one change that all are told of and no undo can take back: no step of it is ever kept.

    Raises:
        JournalError: The disk is full, fails, or takes no changes; nothing was changed.
    """
    journal.sql("PRAGMA secure_delete = ON")
    journal.sql(
        "CREATE TEMP TRIGGER IF NOT EXISTS for_good AFTER INSERT ON main.undo_step"
        " BEGIN DELETE FROM undo_step WHERE id = new.id; END"
    )
    try:
        with journal.change(label) as writer:
            yield writer
    finally:
        journal.sql("DROP TRIGGER IF EXISTS temp.for_good")


def delete_records(writer: Writer, numbers: Mapping[str, set[int]]) -> None:
    """Delete records by type and number for good, with what belongs to them."""
    for table in reversed(TABLES):
        gone = sorted(numbers.get(name_of(table), ()))
        for first in range(0, len(gone), _EACH):
            writer.delete_where(table, key_of(table).in_(gone[first : first + _EACH]))


def empty_columns(writer: Writer, table: type[Table], numbers: set[int], columns: Sequence[str]) -> None:
    """Let nothing stand in some columns of some records."""
    values = {column: nothing_in(table._meta.fields[column]) for column in columns}
    wanted = sorted(numbers)
    for first in range(0, len(wanted), _EACH):
        writer.update_where(table, key_of(table).in_(wanted[first : first + _EACH]), **values)


def nothing_in(field: Field) -> Any:
    """Return what stands in a column where nothing was written."""
    if field.null:
        return None
    return {} if isinstance(field, Json) else ""


def texts_of(table: type[Table]) -> list[Field]:
    """Return the columns of a type in which people's words may stand."""
    return [
        field
        for field in table._meta.sorted_fields
        if isinstance(field, TextField) and not isinstance(field, TermField | Number) and field.name != "uid"
    ]


def let_go(writer: Writer) -> None:
    """Remove what is left of deleted records outside their tables; in the transaction that deletes them."""
    driver = writer.database.driver
    driver.execute("DELETE FROM undo_step")
    driver.execute("DELETE FROM attachment_content WHERE sha256 NOT IN (SELECT sha256 FROM attachment)")
    driver.execute("INSERT INTO search (search) VALUES ('optimize')")  # no mark of a deletion is left
    kept = {name for (name,) in driver.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if kept.intersection(_STATISTICS):
        driver.execute("ANALYZE")


def write_anew(journal: Journal) -> None:
    """Write the journal's file anew, without its unused room.

    Where the disk has no room for that it stays as it is: what was deleted was overwritten with zeroes then.
    """
    with suppress(JournalError):
        journal.sql("VACUUM")


def holds_any(copy: JournalReader, uids: Sequence[str]) -> bool:
    """Say whether any record of a journal has one of ``uids``."""
    marks = [uids[first : first + _EACH] for first in range(0, len(uids), _EACH)]
    return any(
        copy.value(table.select(key_of(table)).where(table.uid.in_(list(some)))) is not None
        for some in marks
        for table in TABLES
    )


@contextmanager
def rewritten(copy: Path) -> Iterator[Journal]:
    """Give a backup to be changed, which takes its own place again once it is whole.

    What is changed is a copy beside it. Where the block raises, or the disk does, the backup is as it was.

    Raises:
        JournalError: It cannot be opened, or written again.
    """
    part: Path | None = None
    anew: Path | None = None
    try:
        part, anew = unfinished.begin(copy), unfinished.begin(copy)
        private.replace(part, copy.read_bytes(), sync=False)
        with Journal.open(part) as journal:
            yield journal
            journal.save_copy(anew)
            held = digests.of(journal)
        _prove(anew, held, copy)
        _replace(copy, anew)
    except OSError as error:
        raise faults.read_only(copy) from error
    finally:
        for left in (part, anew):
            if left is not None:
                unfinished.remove(left)


def remove_unfinished(folder: Path, name: str) -> None:
    """Remove files in ``folder`` that were begun and never got their name; nobody may be writing one now.

    Args:
        folder: Where they are.
        name: The name they were to get; "" is any.
    """
    for left in folder.glob(f".{name}*{SUFFIX}.part*"):
        with suppress(OSError):
            left.unlink()


def put_in_place_of(source: Path, copy: Path) -> None:
    """Let a backup in another place be what ``source`` is, of which it was a copy.

    Raises:
        JournalError: It cannot be written; it is as it was.
    """
    anew: Path | None = None
    try:
        anew = unfinished.begin(copy)
        private.replace(anew, source.read_bytes(), sync=False)
        with JournalReader.open(anew) as made:
            if made.faults():
                raise faults.damaged(copy)
        _replace(copy, anew)
    except OSError as error:
        raise faults.read_only(copy) from error
    finally:
        if anew is not None:
            unfinished.remove(anew)


def _replace(copy: Path, anew: Path) -> None:
    """Put a proven file in the place of a backup; when that was made is told by its time, so it stays."""
    facts = copy.stat()
    os.utime(anew, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    unfinished.sync(anew)
    anew.replace(copy)
    with suppress(OSError):
        unfinished.sync(copy.parent)


def _prove(anew: Path, held: dict[str, str], copy: Path) -> None:
    """Read the new file from end to end before it takes the place of the old one."""
    with JournalReader.open(anew) as made:
        if made.faults() or digests.of(made) != held:
            raise faults.damaged(copy)

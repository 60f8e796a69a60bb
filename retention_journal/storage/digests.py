"""What every table of a journal holds, as one digest each, so that two files can be proven equal."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retention_journal.storage.journal import JournalReader


def of(journal: JournalReader) -> dict[str, str]:
    """Return a digest of every table's rows in the order of their keys; search indexes are left out."""
    return {name: of_table(journal, name) for name in tables(journal)}


def tables(journal: JournalReader) -> list[str]:
    """Return the names of the tables that have a digest."""
    question = (
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
        " AND name NOT LIKE 'sqlite%' ORDER BY name"
    )
    return [str(name) for (name,) in journal.sql(question)]


def of_table(journal: JournalReader, table: str) -> str:
    """Return the digest of one table's rows; a row at a time is in memory."""
    found = hashlib.sha256()
    for row in journal.each(f'SELECT * FROM "{table}" ORDER BY 1'):  # noqa: S608 - a name of our own
        found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()

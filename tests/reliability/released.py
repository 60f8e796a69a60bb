"""Journals as the released versions left them."""

from __future__ import annotations

from pathlib import Path

from retention_journal.storage.database import JournalDatabase, keep_checksums

#: One dump of a journal for each version that was released, from the first.
RELEASED = sorted((Path(__file__).parents[1] / "storage" / "files").glob("v*.sql"))


def a_released_journal(sql: Path, path: Path) -> Path:
    """Make the journal that an earlier version left."""
    path.touch(0o600)
    db = JournalDatabase(path)
    db.connect()
    keep_checksums(db.driver)
    db.driver.execute(sql.read_text("utf-8"))
    db.close()
    return path

"""What attached files hold: each content once, under its hash, in the journal's own transactions.

Undo passes contents over, since a step that held one would hold it a second time: undoing takes the record,
and the content stays for redo to find. What neither a record nor a step of undo names is swept when the
journal is opened to write, when the next file comes, and when undo is forgotten.
"""

from __future__ import annotations

import hashlib

from retention_journal.storage import unnamed
from retention_journal.storage.journal import JournalReader, Writer


def keep(writer: Writer, content: bytes) -> str:
    """Keep a content inside the running change and return its SHA-256 as hex digits.

    One that is kept already is not kept twice; one that has become another since is put right.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    writer.database.driver.execute(
        "INSERT INTO attachment_content (sha256, content) VALUES (?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET content = excluded.content WHERE content <> excluded.content",
        (sha256, content),
    )
    return sha256


def sweep(writer: Writer) -> None:
    """Remove what nobody names inside the running change."""
    unnamed.sweep(writer.database.driver)


def holds(journal: JournalReader, sha256: str) -> bool:
    """Say whether a content with this hash is kept."""
    return bool(journal.sql("SELECT 1 FROM attachment_content WHERE sha256 = ?", sha256))


def read(journal: JournalReader, sha256: str) -> bytes | None:
    """Return the content with this hash; None where it is gone, or no longer what it was."""
    found = journal.sql("SELECT content FROM attachment_content WHERE sha256 = ?", sha256)
    content = bytes(found[0][0]) if found and isinstance(found[0][0], bytes) else None
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        return None
    return content

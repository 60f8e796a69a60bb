"""The sample firm, with marks that nobody may read in front of every text that people write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from retention_journal.services.attachments import attach_bytes, note
from retention_journal.services.clients import client_names
from retention_journal.services.sample import fill_sample
from retention_journal.storage.fields import Text
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import TABLES, name_of

#: A tag that shows a file, a letter for the Alt key, the mark of a changed window, a table of 9,999 pixels.
MARK = "<img src=x>&Ada[*]"
HOSTILE = f"{MARK}<table width=9999><b>"
#: And a picture of this machine, a link, marks in other spellings, letters that turn or that nobody sees.
WIDER = (
    f'{HOSTILE}<img src="file:///etc/hostname"><a href="https://ada.example">a</a>'
    "&amp;&#60;i&#62;\u202e\u2066\u200b\x01\x07\x1b\x7f"
)
#: What the program itself writes: keys, codes and addresses that it works with.
_OUR_OWN = (
    "uid", "language", "currency", "key", "zone", "sha256", "colour", "source", "mime", "digest", "country",
    "code", "media_type", "paper", "typeface", "number", "call_window", "trigger", "signal", "record_type",
    "born_from", "asked_by",
)  # fmt: skip
_OUR_TABLES = frozenset(
    {"setting", "import_source", "import_batch", "import_item", "external_ref", "erasure"}
)


def peoples_columns() -> list[tuple[str, str]]:
    """Return table and column of every text that a person writes, or that comes in from elsewhere."""
    return [
        (name_of(table), column.column_name)
        for table in TABLES
        for column in table._meta.sorted_fields
        if name_of(table) not in _OUR_TABLES
        and type(column) is Text
        and not any(part in column.name for part in _OUR_OWN)
    ]


def make(path: Path, today: date, words: str = HOSTILE) -> Journal:
    """Make the journal at ``path`` with ``words`` in front of every text, and leave it open."""
    journal = Journal.create(path)
    fill_sample(journal, today)
    for client in client_names(journal):
        for name in ("Agreement.pdf", "setup.exe"):
            note(journal, attach_bytes(journal, client.id, name, b"held", today=today), "signed by both")
    write_everywhere(journal, words)
    return journal


def write_everywhere(journal: Journal, words: str) -> None:
    """Put ``words`` in front of every text that people wrote."""
    for table, column in peoples_columns():
        journal.sql(f"UPDATE {table} SET {column} = ? || {column} WHERE {column} != ''", words)
    journal.forget_undo()  # its steps know what stood there before
    journal.rebuild_search()

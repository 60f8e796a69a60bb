"""Where what belongs to a journal lies beside it."""

from __future__ import annotations

from pathlib import Path

SUFFIX = ".rjournal"


def backups_of(journal: Path) -> Path:
    """Return the folder of the journal's backups; it may not exist yet."""
    return journal.with_name(f"{journal.stem} backups")

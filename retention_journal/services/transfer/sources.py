"""Where files come from, and what was chosen for files of one place.

Source: imports, sections 4.1, step 4, and 4.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retention_journal.storage.journal import JournalReader, Writer
from retention_journal.storage.tables import ImportSource, key_of

#: Before what a table is full of: such a source is only how it is read.
_TABLE, _NAMED = "table:", 4


def remembered(journal: JournalReader, kind: str, fingerprint: str) -> dict[str, Any] | None:
    """Return what was chosen for files of this place, or None where none was taken in."""
    found = journal.tuples(_of(kind, fingerprint).select_extend(ImportSource.ways))
    return dict(found[0][1]) if found else None


def number_of(journal: JournalReader, kind: str, fingerprint: str) -> int | None:
    """Return the source's number, or None where nothing of it was taken in."""
    found = journal.tuples(_of(kind, fingerprint))
    return int(found[0][0]) if found else None


@dataclass(frozen=True)
class Layout:
    """What was said of a table by hand, to be offered for the next one with the same headings.

    Attributes:
        kind: What such tables are full of, "clients" or "hours".
        header: Their headings, in order.
        said: What was said, as JSON takes it.
    """

    kind: str
    header: tuple[str, ...]
    said: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        """What tables with these headings have in common."""
        return hashlib.sha256("\n".join(self.header).encode("utf-8", "surrogatepass")).hexdigest()


def said_before(journal: JournalReader, kind: str, header: Sequence[str]) -> dict[str, Any]:
    """Return what was said by hand of a table with these headings, nothing where none came."""
    layout = Layout(kind, tuple(header), {})
    return remembered(journal, f"{_TABLE}{kind}", layout.fingerprint) or {}


def keep_layout(journal: JournalReader, change: Writer, layout: Layout | None, *, now: datetime) -> None:
    """Keep what was said of a table, where it differs from what is kept."""
    if layout is None or said_before(journal, layout.kind, layout.header) == dict(layout.said):
        return
    kind = f"{_TABLE}{layout.kind}"
    source = source_of(journal, change, kind, layout.fingerprint, ", ".join(layout.header[:_NAMED]), now=now)
    change.update(ImportSource, source, ways=dict(layout.said))


def source_of(
    journal: JournalReader, change: Writer, kind: str, fingerprint: str, label: str, *, now: datetime
) -> int:
    """Return the source's number, made where there was none yet."""
    number = number_of(journal, kind, fingerprint)
    if number is None:
        return change.insert(
            ImportSource, kind=kind, fingerprint=fingerprint, label=label, ways={}, last_used=now
        )
    change.update(ImportSource, number, last_used=now, **({"label": label} if label else {}))
    return number


def _of(kind: str, fingerprint: str) -> Any:
    fits = (ImportSource.kind == kind) & (ImportSource.fingerprint == fingerprint)
    return ImportSource.select(key_of(ImportSource)).where(fits).order_by(key_of(ImportSource))

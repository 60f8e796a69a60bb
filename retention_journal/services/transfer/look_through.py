"""What taking in a file of clients would do, told before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core.intake import ClientRow
from retention_journal.core.progress import Progress, silent
from retention_journal.services.transfer.known import KnownClients, name_key
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class Matched:
    """A client of a file that is in the journal already.

    Attributes:
        row: The first of its rows.
        name: What the journal calls it.
        is_trashed: Whether it lies in the trash, where it would be left.
    """

    row: ClientRow
    name: str
    is_trashed: bool


@dataclass(frozen=True)
class LookedThrough:
    """The clients of a file, parted by whether the journal has them.

    Attributes:
        new: The first row of each client that would be added.
        here: Those that are here already; only what is blank would be filled in.
        people: How many rows name a person or an address.
    """

    new: tuple[ClientRow, ...]
    here: tuple[Matched, ...]
    people: int


def look_through(
    journal: JournalReader, rows: Sequence[ClientRow], *, today: date, progress: Progress = silent
) -> LookedThrough:
    """Return which clients of a file are new, as ``import_clients`` will see it; nothing is written.

    Args:
        journal: The journal; read on any thread.
        rows: Clients in the order of the file; rows of one name are one client's people.
        today: The day on which they would be taken in.
        progress: Told before and after; may stop the work.
    """
    progress(0, 1)
    groups: dict[str, list[ClientRow]] = {}
    for row in rows:
        groups.setdefault(name_key(row.name), []).append(row)
    matches = KnownClients.of(journal, today).match(list(groups.values()))
    new = [group[0] for group, known in zip(groups.values(), matches, strict=True) if known is None]
    here = [
        Matched(group[0], known.name, known.is_trashed)
        for group, known in zip(groups.values(), matches, strict=True)
        if known is not None
    ]
    progress(1, 1)
    people = sum(bool(row.contact_name or row.email or row.phone) for row in rows)
    return LookedThrough(tuple(new), tuple(here), people)

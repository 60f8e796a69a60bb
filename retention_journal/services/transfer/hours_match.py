"""Which row of a file is which of the hours that came in before.

A row is known by all it says; one that was changed there is known by who worked when and for how long, and
one whose clock was set right there by everything else. Whole rows alone gave a twelfth too many on three
overlapping diaries.

Source: imports, 4.5, "Two steps for rows without ids".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from retention_journal.core.hours_intake import RowKey, TimeRow
from retention_journal.services.transfer.hours_known import KnownEntry

_COMPARED = 200  # letters of a row that are compared


def matched(
    known: Sequence[KnownEntry], keys: Sequence[RowKey], rows: Sequence[TimeRow]
) -> list[KnownEntry | None]:
    """Return for each row the entry that it is: the same, else changed, else of another length."""
    by_row = {entry.key.row: entry for entry in known}
    found: list[KnownEntry | None] = [by_row.get(key.row) for key in keys]
    taken = {entry.id for entry in found if entry is not None}
    for step in (lambda key: key.anchor, lambda key: key.aside_from_length):
        free: dict[tuple[str, ...], list[KnownEntry]] = defaultdict(list)
        for entry in known:
            if entry.id not in taken:
                free[step(entry.key)].append(entry)
        for at, key in enumerate(keys):
            if found[at] is None and (close := _closest(free.get(step(key), []), key, rows[at])):
                free[step(key)].remove(close)
                taken.add(close.id)
                found[at] = close
    return found


def _closest(entries: Sequence[KnownEntry], key: RowKey, row: TimeRow) -> KnownEntry | None:
    """Return of those that may be a row the one that is closest in words."""
    possible = [entry for entry in entries if key.is_same_work(entry.key)]
    if len(possible) < 2:  # noqa: PLR2004 - one is no choice
        return next(iter(possible), None)
    return max(possible, key=lambda entry: _likeness(entry, row))


def _likeness(entry: KnownEntry, row: TimeRow) -> float:
    texts = [" ".join((one.project, one.task, one.note))[:_COMPARED] for one in (entry, row)]
    return SequenceMatcher(a=texts[0], b=texts[1], autojunk=False).ratio()

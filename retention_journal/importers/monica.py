"""Exports of Monica 4: contacts as clients, what happened as contact history, tasks as promises.

Source: imports, sections 1.4 and 4.9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path

from retention_journal.core import formats
from retention_journal.core.incoming import ContactRow, Incoming
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import N_, _, ngettext
from retention_journal.importers import files
from retention_journal.importers.child import in_a_child
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.monica_json import account_of
from retention_journal.importers.monica_rows import MonicaRows

_READ_HERE = 2_000_000  # bytes; larger files are read in a process that can be ended
_KINDS = {
    "debt": N_("debts"), "gift": N_("gifts"), "pet": N_("pets"), "reminder": N_("reminders"),
    "life_event": N_("events of life"), "relationship": N_("relationships"), "photo": N_("photos"),
    "document": N_("documents"),
}  # fmt: skip


@dataclass(frozen=True)
class MonicaWays:
    """What can be chosen for an export of Monica.

    Attributes:
        with_notes: Whether its notes become private notes.
        with_tasks: Whether its tasks become promises.
    """

    with_notes: bool = True
    with_tasks: bool = True


def read_monica(
    path: Path,
    ways: MonicaWays = MonicaWays(),
    *,
    zone: tzinfo,
    today: date,
    progress: Progress = silent,
) -> Incoming:
    """Return what an export of Monica becomes.

    Args:
        path: The JSON.
        ways: What the person chose for it.
        zone: Where the person is.
        today: The day it is; what happens later is planned.
        progress: Told contacts done of contacts in all, every 200; may ask to stop.

    Raises:
        UnreadableFileError: It cannot be read, or is no such export.
        CancelledError: ``progress`` asked to stop.
    """
    if files.size_of(path) > _READ_HERE:
        return in_a_child(_read, str(path), ways, zone, today, progress=progress)
    return _read(str(path), ways, zone, today, progress)


def _read(path: str, ways: MonicaWays, zone: tzinfo, today: date, progress: Progress = silent) -> Incoming:
    account = account_of(Path(path))
    rows = MonicaRows(account, zone, today, ways.with_notes, ways.with_tasks)
    total = len(account.contacts)
    if total > files.MOST_ROWS:
        raise UnreadableFileError(_("This file has more than {n} contacts.").format(n=files.MOST_ROWS))
    for done, said in enumerate(account.contacts):
        if done % files.ROWS_PER_STEP == 0:
            progress(done, total)
        rows.take(done + 1, said)
    progress(total, total)
    others = Counter(account.others) + rows.not_taken
    return Incoming(
        "monica",
        ngettext(
            "An export of Monica with {n} contact.", "An export of Monica with {n} contacts.", total
        ).format(n=formats.number(total)),
        total,
        fingerprint=account.uuid,
        clients=tuple(rows.clients),
        promises=tuple(rows.promises),
        contacts=tuple(_once(rows.contacts)),
        problems=tuple(rows.problems),
        skipped=rows.skipped,
        notes=tuple(_notes(others, rows.skipped)),
        label=_("Monica"),
    )


def _once(rows: list[ContactRow]) -> Iterator[ContactRow]:
    """Yield every contact once; two that are equal in all are one that was written twice."""
    seen: set[str] = set()
    for row in rows:
        if row.ext_id not in seen:
            seen.add(row.ext_id)
            yield row


def _notes(others: Counter[str], skipped: int) -> Iterator[str]:
    told = [f"{n} {_(_KINDS[kind])}" for kind, n in others.items() if kind in _KINDS and n]
    if told:
        yield _("Not taken in: {what}.").format(what=", ".join(told))
    if skipped:
        yield ngettext(
            "{n} contact is only somebody’s relative and was passed over.",
            "{n} contacts are only somebody’s relatives and were passed over.",
            skipped,
        ).format(n=skipped)

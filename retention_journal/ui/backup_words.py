"""What is said of backups: when each was made, how large it is, where it is, what is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import DAYS_WITHOUT, KeptBackup, Standing, all_backups

if TYPE_CHECKING:
    from retention_journal.services.bringing_back import Contents

_KILO, _MEGA = 1_000, 1_000_000
#: Types that are counted by themselves, in this order; the others are "other records".
_COUNTED: dict[str, Callable[[int], str]] = {
    "client": lambda n: ngettext("{n} client", "{n} clients", n),
    "interaction": lambda n: ngettext("{n} contact", "{n} contacts", n),
    "promise": lambda n: ngettext("{n} promise", "{n} promises", n),
    "incident": lambda n: ngettext("{n} complaint", "{n} complaints", n),
    "report": lambda n: ngettext("{n} report", "{n} reports", n),
    "attachment": lambda n: ngettext("{n} file", "{n} files", n),
}
_OF_THE_PROGRAM = frozenset({"setting", "health_snapshot", "call_list_entry", "intake_question", "erasure"})


def kept_backups(journal: Path) -> list[KeptBackup]:
    """Return the backups of the journal at ``journal`` in both places, newest first; none out of reach."""
    try:
        return all_backups(journal)
    except OSError:
        return []


def place_beside(journal: Path, kept: KeptBackup) -> Path:
    """Return where ``kept`` goes when it is brought back: beside the journal, under a name still free."""
    name = _("{name} (from backup {day})").format(name=journal.stem, day=kept.made_on.isoformat())
    target = journal.with_name(f"{name}{journal.suffix}")
    number = 2
    while target.exists():
        target = journal.with_name(f"{name} {number}{journal.suffix}")
        number += 1
    return target


def made_in_words(kept: KeptBackup) -> str:
    """Return when a backup was made: "14 October 2025, 18:02", or the day alone of a file copied since."""
    if kept.made_at.date() != kept.made_on:
        return formats.day(kept.made_on)
    return _("{day}, {time}").format(day=formats.day(kept.made_on), time=formats.clock(kept.made_at))


def size_in_words(size_bytes: int) -> str:
    """Return the size of a file as people read it: "1.4 MB"."""
    if size_bytes >= _MEGA:
        return _("{n} MB").format(n=formats.number(round(Decimal(size_bytes) / _MEGA, 1)))
    return _("{n} kB").format(n=formats.number(max(round(Decimal(size_bytes) / _KILO), 1)))


def where_in_words(kept: KeptBackup) -> str:
    """Return where a backup is: here, in the second place, or in both."""
    if kept.is_here and kept.is_second:
        return _("Both places")
    return _("Beside the journal") if kept.is_here else _("Second place")


def contents_in_words(found: Contents) -> str:
    """Return what is in a backup: "8 clients, 214 contacts, 31 promises, 402 other records"."""
    told = [
        words(found.records[kind]).format(n=formats.number(found.records[kind]))
        for kind, words in _COUNTED.items()
        if found.records.get(kind)
    ]
    others = sum(
        count for kind, count in found.records.items() if kind not in _COUNTED and kind not in _OF_THE_PROGRAM
    )
    if others:
        told.append(
            ngettext("{n} other record", "{n} other records", others).format(n=formats.number(others))
        )
    return ", ".join(told) if told else _("Nothing was in it yet.")


def last_entry_in_words(found: Contents) -> str:
    """Return when something was last written in a backup, "" for an empty one."""
    if found.last_entry is None:
        return ""
    at = found.last_entry
    return _("Last entry: {day}, {time}.").format(day=formats.day(at.date()), time=formats.clock(at))


def second_in_words(found: Standing, today: date) -> str:
    """Return how it stands with the second place, calmly: a stick is away more often than not."""
    if found.second is None:
        return _("There is no second place yet. A stick or another disk helps when this one fails.")
    place = found.second.chosen.name or str(found.second.chosen)
    if not found.second.is_there:
        return _("“{place}” is not there; the next copy goes there when it is back.").format(place=place)
    if found.second_failed is not None:
        return f"{found.second_failed.message} {found.second_failed.advice}".strip()
    if found.second_newest is None:
        return _("The first copy goes to “{place}” with the next backup.").format(place=place)
    return _("The newest copy in “{place}” is from {day}, {time}.").format(
        place=place,
        day=formats.days_ago(found.second_newest.made_on, today),
        time=formats.clock(found.second_newest.made_at),
    )


def trouble_in_words(found: Standing, today: date) -> str:
    """Return what needs to be done about the backups in a few words, "" where all is well."""
    days = found.days_without(today) or 0
    if days > DAYS_WITHOUT:
        told = ngettext("No good backup for {n} day", "No good backup for {n} days", days)
        return told.format(n=formats.number(days))
    return _("The last backup failed") if found.failed else ""

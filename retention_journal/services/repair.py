"""Repairing a damaged journal: what can be brought back is shown first, and swapped in only when confirmed.

The damaged file is never written to. Once the person agrees it is set aside under a dated name, the repaired
one takes its place, and a text file beside it lists what came from where.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retention_journal import private
from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import KeptBackup, all_backups
from retention_journal.services.search import NAMES
from retention_journal.storage import faults, generations, salt_copies, unfinished
from retention_journal.storage.lock import locked
from retention_journal.storage.neighbours import free_name, set_all_aside
from retention_journal.storage.rekeying import key_of
from retention_journal.storage.salvage import opened, raise_above, salvage
from retention_journal.storage.salvage_writing import Entry, Origin, Salvaged

__all__ = [
    "Origin", "Repair", "Replaced", "give_up", "listing", "put_at", "put_in_place", "repair", "save_list",
    "summary",
]  # fmt: skip


@dataclass(frozen=True)
class Repair:
    """A journal brought back, not yet in its place.

    Attributes:
        path: The damaged journal.
        part: The repaired one, under a hidden name.
        found: What was brought back.
        backup_of: The day of the backup that gave what the file does not; None where there was none.
    """

    path: Path
    part: Path
    found: Salvaged
    backup_of: date | None


@dataclass(frozen=True)
class Replaced:
    """Where everything is after a repair.

    Attributes:
        journal: The repaired journal, in its place.
        damaged: The damaged file, kept.
        list_file: What came from where, as text.
    """

    journal: Path
    damaged: Path
    list_file: Path


def repair(path: Path, progress: Progress = silent) -> Repair:
    """Bring back what can be of the damaged journal at ``path``; nothing of what is there is touched.

    Raises:
        JournalError: It is locked, or no journal at all; or there is no room for the repaired one.
        CancelledError: ``progress`` asked to stop; nothing is left behind.
    """
    faults.check_name(path)
    if not path.is_file():
        raise faults.missing(path)
    backup = _newest_good_backup(path)
    try:
        part = unfinished.begin(path)
    except OSError as error:
        raise faults.of_system(path, error) from error
    try:
        found = _salvage(path, part, backup, progress)
        _count_above(path, part)
    except BaseException:
        unfinished.remove(part)
        raise
    return Repair(path, part, found, backup.made_on if backup else None)


def put_in_place(repaired: Repair, today: date) -> Replaced:
    """Set the damaged journal aside under a dated name and put the repaired one in its place.

    Raises:
        JournalError: Somebody has the journal open, or the folder takes no changes.
    """
    path = repaired.path
    damaged = free_name(path.with_name(f"{path.stem} damaged {today.isoformat()}{path.suffix}"))
    list_file = free_name(path.with_name(f"{path.stem} repaired {today.isoformat()}.txt"))
    with locked(path):
        try:
            unfinished.sync(repaired.part)
            _write_list(list_file, repaired, today)
            set_all_aside(path, today)
            try:
                os.link(path, damaged)
            except OSError:  # a stick whose file system knows no links
                path.rename(damaged)
            repaired.part.replace(path)
            _keep_salt(path)
        except OSError as error:
            raise faults.of_system(path, error) from error
        generations.accept(path)
    return Replaced(path, damaged, list_file)


def put_at(repaired: Repair, target: Path, today: date) -> Path:
    """Give the repaired journal a name of its own and return where the list of it is.

    Raises:
        JournalError: Something is at ``target`` already, or the folder takes no files.
    """
    list_file = free_name(target.with_name(f"{target.stem} repaired {today.isoformat()}.txt"))
    try:
        if target.parent != repaired.part.parent:
            moved = unfinished.begin(target)
            moved.write_bytes(repaired.part.read_bytes())
        else:
            moved = repaired.part
        try:
            unfinished.put_in_place(moved, target)
        finally:
            unfinished.remove(moved)
            unfinished.remove(repaired.part)
        _write_list(list_file, repaired, today)
        _keep_salt(target)
    except FileExistsError:
        raise faults.AlreadyThereError(
            _("A file named {name} is already here.").format(name=target.name),
            _("Choose another name. A journal is never overwritten."),
        ) from None
    except OSError as error:
        raise faults.of_system(target, error) from error
    generations.accept(target)
    return list_file


def give_up(repaired: Repair) -> None:
    """Leave everything as it is; the repaired file is removed."""
    unfinished.remove(repaired.part)


def save_list(repaired: Repair, path: Path, today: date) -> None:
    """Write the list of what came from where to ``path``, over what is there.

    Raises:
        JournalError: It cannot be written there.
    """
    try:
        private.replace(path, listing(repaired, today).encode())
    except OSError as error:
        raise faults.of_system(path, error) from error


def summary(repaired: Repair) -> list[str]:
    """Return what was brought back in a few sentences."""
    found, words = repaired.found, []
    entries = sum(found.from_file.values())
    if found.whole:
        words.append(_("Everything was brought back as it was, to the last entry."))
    if found.turned:
        words.append(
            ngettext(
                "A flipped bit on {n} page was turned back, proven by the page’s seal.",
                "Flipped bits on {n} pages were turned back, proven by the pages’ seals.",
                found.turned,
            ).format(n=found.turned)
        )
    words.append(
        ngettext("{n} entry is as it was.", "{n} entries are as they were.", entries).format(
            n=formats.number(entries)
        )
    )
    day = formats.day(repaired.backup_of) if repaired.backup_of else ""
    for origin, count in ((one, found.count(one)) for one in Origin):
        if count:
            words.append(_counted(origin, count, day))
    if not found.fully_read:
        words.append(_("Some lists could not be looked through, so more may be missing than is named here."))
    if not repaired.backup_of and not found.whole:
        words.append(_("There was no good backup to take anything from."))
    return words


def listing(repaired: Repair, today: date) -> str:
    """Return what came from where as a text, entry by entry where it is not simply as it was."""
    name, found = repaired.path.name, repaired.found
    lines = [_("{name}, repaired on {day}").format(name=name, day=formats.day(today)), "", *summary(repaired)]
    if found.from_file:
        lines += ["", _("As they were, from the file itself:")]
        counts: dict[str, int] = {}
        for kind, count in found.from_file.items():
            counts[_named(kind)] = counts.get(_named(kind), 0) + count
        lines += [f"  {words}: {formats.number(count)}" for words, count in counts.items() if count > 0]
    for origin in Origin:
        entries = [entry for entry in found.entries if entry.origin is origin]
        if entries:
            day = formats.day(repaired.backup_of) if repaired.backup_of else ""
            lines += ["", _counted(origin, len(entries), day), *map(_line, entries)]
    return "\n".join(lines) + "\n"


def _counted(origin: Origin, count: int, day: str) -> str:
    match origin:
        case Origin.BACKUP:
            words = ngettext(
                "{n} entry comes from the backup of {day}.",
                "{n} entries come from the backup of {day}.",
                count,
            )
        case Origin.DOUBTFUL:
            words = ngettext(
                "{n} entry stood on a damaged page: look whether it is right.",
                "{n} entries stood on damaged pages: look whether they are right.",
                count,
            )
        case Origin.STAND_IN:
            words = ngettext(
                "{n} client is lost; a stand-in keeps what belongs to it.",
                "{n} clients are lost; stand-ins keep what belongs to them.",
                count,
            )
        case Origin.LOST:
            words = ngettext("{n} entry is lost.", "{n} entries are lost.", count)
    return words.format(n=formats.number(count), day=day)


def _line(entry: Entry) -> str:
    words = entry.words or entry.uid
    return f"  {_named(entry.type)}: {words}"


def _named(kind: str) -> str:
    return _(NAMES[kind]) if kind in NAMES else _("Entry")


def _newest_good_backup(path: Path) -> KeptBackup | None:
    for kept in all_backups(path):
        with suppress(JournalError), opened(kept.path) as reader:
            if not reader.faults():
                return kept
    return None


def _salvage(path: Path, part: Path, backup: KeptBackup | None, progress: Progress) -> Salvaged:
    found = salvage(path, part, backup.path if backup else None, progress)
    with opened(part) as reader:
        if reader.faults() or reader.sql("PRAGMA foreign_key_check"):
            raise AssertionError("the repaired journal is not sound")
    return found


def _count_above(path: Path, part: Path) -> None:
    """Let the repaired journal follow the last save noted, so that the damaged one is the older."""
    raise_above(part, generations.notes.of(path))


def _keep_salt(path: Path) -> None:
    key = key_of(path)
    if key is not None:
        salt_copies.keep(path, [key.copy])


def _write_list(list_file: Path, repaired: Repair, today: date) -> None:
    part = unfinished.begin(list_file)
    try:
        part.write_text(listing(repaired, today), "utf-8")
        unfinished.put_in_place(part, list_file)
    finally:
        unfinished.remove(part)

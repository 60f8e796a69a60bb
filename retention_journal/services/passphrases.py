"""The passphrase of a journal: setting, changing and taking it off, and the sheet that opens it without."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from retention_journal.core import formats
from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.core.passphrases import Strength, strength
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.services.backups import Before, backup_before, every_backup
from retention_journal.storage import keys, rekeying, salt_copies, sheet_codes
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.salt_copies import SaltCopy


@dataclass(frozen=True)
class Relocked:
    """What became of a journal's passphrase.

    Attributes:
        encrypted: Whether the journal is locked with a passphrase now.
        backups: How many of its backups are so too.
        left_behind: The backups that could not be brought along and stay as they were.
    """

    encrypted: bool
    backups: int
    left_behind: tuple[Path, ...] = ()


@dataclass(frozen=True)
class RecoverySheet:
    """What opens a locked journal when its passphrase is forgotten."""

    journal: str
    made_on: date
    lines: tuple[str, ...]


def verdict(passphrase: str) -> str:
    """Say in words how hard a passphrase is to guess; "" where there is none yet."""
    match strength(passphrase):
        case Strength.NONE:
            return ""
        case Strength.SHORT:
            return _("Short. Four words make it hard to guess.")
        case Strength.FAIR:
            return _("Fair. One more word makes it hard to guess.")
        case Strength.GOOD:
            return _("Good: long, and easy to remember.")


def set_passphrase(path: Path, passphrase: str, *, now: datetime, progress: Progress = silent) -> Relocked:
    """Lock the journal at ``path`` and its backups with ``passphrase``, or with another one than before.

    The journal is open nowhere, its lock file is held by the caller, and its present key is at hand. A
    backup holds all of it before anything is rewritten. What is locked for the first time leaves no open
    backup behind but those named in the answer.

    Source: reliability, promises 11 and 16.

    Raises:
        InvalidEntryError: The passphrase is empty.
        JournalError: No room or no right to write, for the backup or the journal; it is as it was.
        CancelledError: ``progress`` asked to stop before the journal was written.
    """
    return _rewrite(path, Key.from_passphrase(passphrase), now, progress)


def remove_passphrase(path: Path, *, now: datetime, progress: Progress = silent) -> Relocked:
    """Take the passphrase off the journal at ``path`` and its backups; else as ``set_passphrase``."""
    return _rewrite(path, None, now, progress)


def recovery_sheet(path: Path, today: date) -> RecoverySheet:
    """Return the recovery sheet of the locked journal at ``path``, whose key is at hand.

    Raises:
        JournalError: It is not locked, or its key is not at hand.
    """
    key = rekeying.key_of(path)
    if key is None:
        raise JournalError(
            _("{name} has no passphrase, so it needs no recovery sheet.").format(name=path.name),
            _("Set a passphrase first."),
            code="not_locked",
        )
    return RecoverySheet(path.stem, today, key.sheet)


def how_to_use() -> tuple[str, ...]:
    """Return what stands on the recovery sheet below its lines."""
    return (
        _(
            "These six lines open the journal and its backups without the passphrase. Type them, with the"
            " number in front and the two signs at the end, where the program asks for the passphrase."
        ),
        _(
            "Keep this sheet apart from the computer, as you would a key. Whoever has it and the file can"
            " read everything. Without it and without the passphrase nobody can, neither we nor anybody else."
        ),
        _("When you change the passphrase, print a new sheet: this one then opens older backups only."),
        _(
            "Without the program: the file is an SQLCipher 4 database. Its key is the four groups of the six"
            " lines one after the other, 96 digits: PRAGMA key = \"x'…'\";"
        ),
    )


def sheet_text(sheet: RecoverySheet) -> str:
    """Return the recovery sheet as a text for a file, in the language of the program."""
    head = _("Recovery sheet of {journal}, made on {day}").format(
        journal=sheet.journal, day=formats.day(sheet.made_on)
    )
    return "\n".join([head, "", *sheet.lines, "", *how_to_use(), ""])


def is_sheet(words: str) -> bool:
    """Say whether ``words`` are the lines of a recovery sheet.

    Raises:
        InvalidEntryError: A line has a slip in it, or one is missing.
    """
    return sheet_codes.read(words) is not None


def fits(path: Path, words: str) -> bool:
    """Say whether ``words`` are the passphrase, or the recovery sheet, of the journal at ``path``.

    Its key must be at hand; the file may be open.
    """
    key = rekeying.key_of(path)
    try:
        return key is not None and keys.is_same(key, words)
    except InvalidEntryError:
        return False


def _rewrite(path: Path, key: Key | None, now: datetime, progress: Progress) -> Relocked:
    with JournalReader.open(path) as journal:
        backup_before(journal, Before.LOCKING, now)
    copies = every_backup(path)
    progress(0, len(copies) + 1)
    before = rekeying.key_of(path)
    rekeying.rewrite(path, key)
    both = [one.copy for one in (key, before) if one is not None]
    left = []
    for number, copy in enumerate(copies, start=1):
        if not _brought_along(copy, key, both):
            left.append(copy)
        _report(progress, number, len(copies) + 1)
    behind = {copy.parent for copy in left}
    for folder in {copy.parent for copy in copies} - behind:
        with suppress(OSError):
            salt_copies.keep_in(folder, [key.copy] if key else [])
    return Relocked(key is not None, len(copies) - len(left), tuple(left))


def _brought_along(copy: Path, key: Key | None, both: list[SaltCopy]) -> bool:
    """Give a backup the key too; the salts of its folder go with those it has of former passphrases."""
    try:
        salt_copies.keep_in(copy.parent, list(dict.fromkeys([*both, *salt_copies.near(copy)])))
        rekeying.rewrite(copy, key, is_backup=True)
    except (JournalError, OSError):
        return False
    return True


def _report(progress: Progress, done: int, of: int) -> None:
    """Tell how far it is, deaf to a wish to stop: half of the backups open would be worse than waiting."""
    with suppress(CancelledError):
        progress(done, of)

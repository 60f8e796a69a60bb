"""Another key for a journal: a new file is written with it, proven equal, and swapped in.

The old file stays what it is until the moment of the swap, which the system does at once or not at all, so
that in every moment one of the two passphrases opens all there is. Never ``PRAGMA rekey``: see ``cipher``.

Source: reliability, finding 2 and promise 16.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage import digests, faults, keys, open_copies, opening, salt_copies, unfinished
from retention_journal.storage.database import copy_into, copy_with_key
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.keys import Key


class NotEqualError(JournalError):
    """The copy with the new key is not what the journal is; the journal is as it was."""

    code = "not_equal"


def rewrite(path: Path, key: Key | None, *, is_backup: bool = False) -> None:
    """Give the journal at ``path``, which is not open here, another key; None leaves it open to all.

    Its present key must be at hand. The new one is held from now on.

    Args:
        path: The journal, or one of its backups.
        key: The new key.
        is_backup: Whether it is a backup, which keeps its date and has the copy of its salt elsewhere.

    Raises:
        JournalError: No room, no right to write, or the copy is not equal; the journal is as it was.
    """
    before = key_of(path)
    if key is not None:
        keys.ring.hold(key)
    part: Path | None = None
    try:
        part = unfinished.begin(path)
        _write(path, part, before, key)
        unfinished.sync(part)
        if not is_backup:
            salt_copies.keep(path, [one.copy for one in (key, before) if one is not None])
        if is_backup:
            facts = path.stat()
            os.utime(part, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        part.replace(path)
        part = None
        with suppress(OSError):
            unfinished.sync(path.parent)
        if not is_backup:
            salt_copies.keep(path, [key.copy] if key else [])
    except OSError as error:
        raise faults.of_system(path, error) from error
    finally:
        if part is not None:
            unfinished.remove(part)


def key_of(path: Path) -> Key | None:
    """Return the key of the journal at ``path``, which must be at hand; None where it is open to all.

    Raises:
        JournalError: It is locked, damaged, or no journal.
    """
    named, key = keys.ring.begin(path, None)
    keys.ring.end(named)
    return key


def _write(path: Path, part: Path, before: Key | None, key: Key | None) -> None:
    with _any_version(path) as source:
        truth = digests.of(source)
        with faults.told_plainly(part):
            if key is not None:
                copy_with_key(source.connection, part, key)
            elif before is not None:
                open_copies.write(path, before, part)
            else:
                copy_into(source.connection, part)
    keys.prove(part, key)
    with _any_version(part) as copy:
        if copy.faults() or digests.of(copy) != truth:
            raise NotEqualError(
                _("The new file {name} is not what the journal is.").format(name=part.name),
                _("The journal is as it was. Try again, or check the disk."),
            )


def _any_version(path: Path) -> JournalReader:
    return JournalReader(opening.connect(path, read_only=False)[0])

"""Copies of the salt of locked journals, with a word that tells a right passphrase from a damaged file.

The salt is no secret. Without it the right passphrase opens nothing, and it stands only in the first 16 bytes
of the file, so a copy lies beside the journal and one among its backups. Where a passphrase is being changed
the copy holds both, the new and the old, until the file has been swapped.

Source: reliability, finding 7 and promise 5.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from retention_journal.storage import unfinished
from retention_journal.storage.places import backups_of

_SALT_BYTES, _CHECK_LETTERS = 16, 32


@dataclass(frozen=True)
class SaltCopy:
    """The salt of one key, and the word by which the key is known."""

    salt: bytes
    check: str


def copy_file(journal: Path) -> Path:
    """Return where the copy beside ``journal`` lies."""
    return journal.with_name(f".{journal.name}.salt")


def folder_file(folder: Path) -> Path:
    """Return where the copy among the backups in ``folder`` lies."""
    return folder / ".salts"


def near(path: Path) -> list[SaltCopy]:
    """Return every copy that may belong to ``path``: beside it, in its folder, among its backups."""
    places = (copy_file(path), folder_file(path.parent), folder_file(backups_of(path)))
    found = [copy for place in places for copy in _read(place)]
    return list(dict.fromkeys(found))


def keep(journal: Path, copies: Sequence[SaltCopy]) -> None:
    """Keep ``copies`` beside ``journal`` and among its backups, or none of them where it is not locked.

    Raises:
        OSError: The folder takes no files.
    """
    _write(copy_file(journal), copies)
    if backups_of(journal).is_dir():
        keep_in(backups_of(journal), copies)


def keep_in(folder: Path, copies: Sequence[SaltCopy]) -> None:
    """Keep ``copies`` among the backups in ``folder``.

    Raises:
        OSError: The folder takes no files.
    """
    _write(folder_file(folder), copies)


def _read(place: Path) -> list[SaltCopy]:
    try:
        words = json.loads(place.read_text("utf-8"))
        copies = [SaltCopy(bytes.fromhex(one["salt"]), str(one["check"])) for one in words["keys"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [one for one in copies if (len(one.salt), len(one.check)) == (_SALT_BYTES, _CHECK_LETTERS)]


def _write(place: Path, copies: Sequence[SaltCopy]) -> None:
    if not copies:
        with suppress(FileNotFoundError):
            place.unlink()
        return
    if _read(place) == list(copies):
        return
    words = {"format": 1, "keys": [{"salt": copy.salt.hex(), "check": copy.check} for copy in copies]}
    part = unfinished.begin(place)
    try:
        part.write_text(json.dumps(words), "utf-8")
        unfinished.sync(part)
        part.replace(place)
        with suppress(OSError):
            unfinished.sync(place.parent)
    finally:
        unfinished.remove(part)

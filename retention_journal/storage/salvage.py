"""Bringing back what a damaged journal holds, into a new file; the damaged one is only read.

First every page is held against its seal, and single flipped bits are turned back (see ``page_seals``): often
that is all, and the journal is what it was to the last bit. Where more is lost, rows are read one by one (see
``salvage_rows``) and written anew, and the newest backup gives what is missing or in doubt.

Source: reliability, promise 4.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.storage import (
    faults,
    generations,
    keys,
    opening,
    rekeying,
    salvage_root,
    salvage_writing,
    unfinished,
)
from retention_journal.storage.database import JournalDatabase
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.keys import PLAIN, Key
from retention_journal.storage.page_seals import PAGE, Seals, seals_of
from retention_journal.storage.salvage_names import straighten
from retention_journal.storage.salvage_writing import Salvaged
from retention_journal.storage.schema import APPLICATION_ID, CURRENT

__all__ = ["Salvaged", "salvage"]
_HEADER = 100
_SOUND_ENOUGH = 4  # one page in so many must fit, or the file is something else
_ROUNDS = 200


@dataclass
class _Mended:
    """A copy of the damaged file with the bits turned back that could be."""

    pages: int
    turned: int = 0
    damaged: list[int] = field(default_factory=list)


def salvage(path: Path, part: Path, backup: Path | None, progress: Progress = silent) -> Salvaged:
    """Write all that can be brought back of the journal at ``path`` to the empty file ``part``.

    Args:
        path: The damaged journal, which is not open; it is only read. Its key is at hand where it has one.
        part: The new file, open to nobody else, with the same key.
        backup: The newest good backup, which gives what the file does not; None where there is none.
        progress: Told how far it is; may ask to stop.

    Raises:
        JournalError: It is locked, or no journal at all; or there is no room.
        CancelledError: ``progress`` asked to stop.
    """
    key = _key_of(path)
    seals = seals_of(key)
    try:
        mended = _mend(path, part, seals, progress)
    except OSError as error:
        raise faults.of_system(path, error) from error
    if _is_whole(part, key):
        with opened(part) as reader:
            records = reader.counts() if _version(reader.connection) == CURRENT else {}
            return Salvaged(turned=mended.turned, whole=True, from_file=records)
    with ExitStack() as held:
        strict, lenient = (_copy_of(part, held) for _one in range(2))
        _reseal(lenient, seals, mended.damaged, mended.pages)
        straighten(lenient, key)
        _make_readable(strict, seals, mended, key)
        os.truncate(part, 0)
        return salvage_writing.write(
            _lent(strict, key, held),
            _lent(lenient, key, held),
            held.enter_context(opened(backup)).connection if backup else None,
            part,
            key,
            turned=mended.turned,
            progress=progress,
        )


@contextmanager
def opened(path: Path) -> Iterator[JournalReader]:
    """Open a journal of any version up to today's to read."""
    with faults.told_plainly(path):
        db, _schema = opening.connect(path, read_only=True)
    with closing(db):
        yield JournalReader(db)


def _key_of(path: Path) -> Key | None:
    faults.check_name(path)
    if not path.is_file():
        raise faults.missing(path)
    if path.stat().st_size == 0:
        raise faults.empty_file(path)
    try:
        return rekeying.key_of(path)
    except (faults.DamagedError, faults.NotAJournalError):
        if _fits_now_and_then(path):
            return None
        raise


def _fits_now_and_then(path: Path) -> bool:
    """Say whether some pages of a file that begins as no journal does are sealed as those of an open one."""
    seals, numbers = seals_of(None), range(2, min(path.stat().st_size // PAGE, _ROUNDS) + 1)
    with path.open("rb") as file:
        fitting = 0
        for number in numbers:
            file.seek((number - 1) * PAGE)
            page = file.read(PAGE)
            fitting += len(page) == PAGE and any(page) and seals.fits(number, page)
    return fitting * _SOUND_ENOUGH > len(numbers)


def _mend(path: Path, part: Path, seals: Seals, progress: Progress) -> _Mended:
    """Copy page by page; a page that does not fit its seal has its one bit turned back, if it is one."""
    size = path.stat().st_size
    found = _Mended(pages=-(-size // PAGE))
    with path.open("rb") as source, part.open("wb") as target:
        for number in range(1, found.pages + 1):
            if number % 64 == 1:
                progress(number, 2 * found.pages)
            page = source.read(PAGE).ljust(PAGE, b"\0")
            if not seals.fits(number, page):
                turned = seals.mended(number, page)
                found.turned += turned is not None
                if turned is None:
                    found.damaged.append(number)
                page = turned or page
            target.write(page)
    return found


def _is_whole(part: Path, key: Key | None) -> bool:
    """Say whether a copy is a journal with nothing wrong in it, of any version."""
    try:
        with keys.holding(key), opened(part) as reader:
            return not reader.faults() and not reader.sql("PRAGMA foreign_key_check")
    except JournalError:
        return False


def _copy_of(part: Path, held: ExitStack) -> Path:
    copy = unfinished.begin(part)
    held.callback(unfinished.remove, copy)
    with part.open("rb") as source, copy.open("wb") as target:
        while block := source.read(256 * PAGE):
            target.write(block)
    return copy


def _reseal(copy: Path, seals: Seals, numbers: list[int], pages: int) -> None:
    """Give damaged pages of a copy seals that fit, so that they are read for what they are worth."""
    with copy.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE)
            page = file.read(PAGE)
            file.seek((number - 1) * PAGE)
            file.write(seals.sealed(number, page))
    if 1 in numbers:
        salvage_root.rebuild(copy, seals, lambda page: _with_header(page, pages, seals.reserved))


def _with_header(page: bytes, pages: int, reserved: int) -> bytes:
    """Return the first page with the header of every journal of ours; its own numbers are kept if likely."""
    version = int.from_bytes(page[60:64])
    known = {
        0: PLAIN, 16: PAGE.to_bytes(2), 18: bytes((1, 1, reserved, 64, 32, 32)), 28: pages.to_bytes(4),
        32: bytes(8), 44: (4).to_bytes(4), 48: bytes(4), 52: bytes(4), 56: (1).to_bytes(4),
        60: (version if 1 <= version <= CURRENT else CURRENT).to_bytes(4), 64: bytes(4),
        68: APPLICATION_ID.to_bytes(4), 72: bytes(20), 92: page[24:28],
    }  # fmt: skip
    header = bytearray(page[:_HEADER])
    for place, words in known.items():
        header[place : place + len(words)] = words
    return bytes(header) + page[_HEADER:]


def _make_readable(strict: Path, seals: Seals, mended: _Mended, key: Key | None) -> None:
    """Let the strict copy be opened at all: only the pages that hold its tables' names may be resealed."""
    for number in sorted(mended.damaged)[:_ROUNDS]:
        if _names_are_read(strict, key):
            return
        _reseal(strict, seals, [number], mended.pages)
        straighten(strict, key)


def _names_are_read(copy: Path, key: Key | None) -> bool:
    try:
        with closing(_lenient(copy, key)) as db:
            db.driver.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    except (apsw.Error, JournalError, UnicodeError):
        return False
    except Exception as error:
        if faults.is_caused_by(error, apsw.Error):
            return False
        raise
    return True


def _lenient(copy: Path, key: Key | None) -> JournalDatabase:
    with keys.holding(key):
        db = JournalDatabase(copy, read_only=True, key=key)
        db.connect()
    return db


def _lent(copy: Path, key: Key | None, held: ExitStack) -> apsw.Connection | None:
    """Return a connection to a copy, or None where not even its first page can be read."""
    if not _names_are_read(copy, key):
        return None
    db = _lenient(copy, key)
    held.callback(db.close)
    return db.driver


def _version(connection: apsw.Connection) -> int:
    return int(connection.pragma("user_version"))


def raise_above(part: Path, noted: generations.Generation | None) -> None:
    """Let a journal brought back to ``part`` follow whatever this computer noted of the damaged one."""
    db, _schema = opening.connect(part, read_only=False)
    with closing(db):
        found = generations.read(db.driver)
        if found is None:
            return
        name, number = (
            (noted.journal, max(noted.number, found.number)) if noted else (found.journal, found.number)
        )
        db.driver.execute("UPDATE generation SET journal = ?, number = ? WHERE id = 1", (name, number))
        generations.raise_number(db.driver)

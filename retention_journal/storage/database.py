"""The driver: SQLite with checksums on every page, set up for one person's working life.

``journal_mode=TRUNCATE`` and ``synchronous=FULL`` lose nothing in a kill or a power cut, and a copy of the
file made beside is whole. Every page of an open journal carries a checksum (SQLite's own checksum VFS), so
that a flipped bit is told as damage and never shown as truth. While a journal is open nothing but this
driver may touch its file: closing any other handle on it would drop SQLite's locks.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import apsw
import apsw.sqlite_extra
from playhouse.apsw_ext import APSWDatabase

from retention_journal.storage import cipher, faults
from retention_journal.storage.keys import Key, ring

_BUSY_SECONDS = 5.0
_CHECKSUM_BYTES = 8
_COPY_SPARE = 2_000  # pages that a copy may need beyond those of the journal
_MOST_HELD = 16_000  # pages of a copy that may be held in memory, some 64 MB
_CHECKSUM_VFS = "cksmvfs"


#: The first SQLite whose rollback with a super-journal is mended, and the first of what locks it whose change
#: of a key and whose backups are. Source: reliability, 1 and promise 9.
OLDEST_SQLITE, OLDEST_CIPHER = (3, 53, 4), (2, 7, 0)


class JournalDatabase(APSWDatabase):
    """One connection to one journal, made and used on one thread."""

    def __init__(self, path: Path, *, read_only: bool = False, key: Key | None = None) -> None:
        self.path = path
        self.key = key  # of an empty file; for any other one the ring is asked
        self._read_only = read_only
        self._named: tuple[int, int] | None = None
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
        flags |= apsw.SQLITE_OPEN_URI  # for copies with another key
        super().__init__(
            str(path.absolute()),
            timeout=_BUSY_SECONDS,
            autoconnect=False,
            flags=flags,
            vfs=_checksum_vfs(),
        )

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Open the file, with its key where it is locked.

        Raises:
            JournalError: It is not there, locked, damaged, or no journal.
        """
        try:
            named, self.key = ring.begin(self.path, self.key)
        except FileNotFoundError:
            raise faults.missing(self.path) from None
        try:
            opened = bool(super().connect(reuse_if_open))
        except BaseException:
            ring.end(named)
            raise
        self._named = named
        return opened

    def close(self) -> bool:
        """Let go of the file."""
        closed = bool(super().close())
        if self._named is not None:
            ring.end(self._named)
            self._named = None
        return closed

    def _add_conn_hooks(self, conn: apsw.Connection) -> None:
        try:
            self._set_up(conn)
        except BaseException:
            conn.close()
            raise

    def _set_up(self, conn: apsw.Connection) -> None:
        if self.key is not None:
            cipher.turn(conn, self.key.pragma)
        super()._add_conn_hooks(conn)
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA recursive_triggers = ON")  # else a REPLACE hides a delete from undo
        conn.execute("PRAGMA cache_size = -32000")
        if self._read_only:
            return
        conn.execute("PRAGMA synchronous = FULL")
        if sys.platform == "darwin":
            conn.execute("PRAGMA fullfsync = ON")

    @property
    def driver(self) -> apsw.Connection:
        """The connection itself, for what peewee has no words for: sessions, backup, status."""
        connection: apsw.Connection = self.connection()
        return connection


def versions() -> tuple[str, str]:
    """Return the versions of SQLite and of what locks it, as one writes them."""
    return f"SQLite {apsw.sqlite_lib_version()}", str(getattr(apsw, "mc_version", ""))


def too_old(sqlite: str, cipher: str) -> list[tuple[str, str]]:
    """Return which of the two ``versions`` is older than is wanted, each with the version that is."""
    return [
        (part, ".".join(map(str, oldest)))
        for part, oldest in ((sqlite, OLDEST_SQLITE), (cipher, OLDEST_CIPHER))
        if tuple(int(number) for number in re.findall(r"\d+", part.rpartition(" ")[2])) < oldest
    ]


def bare(path: Path, key: Key | None) -> apsw.Connection:
    """Open a file of nobody else's with nothing asked of it yet, for what may be too damaged to answer."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=_checksum_vfs())
    if key is not None:
        cipher.turn(connection, key.pragma)
    return connection


def keep_checksums(connection: apsw.Connection) -> None:
    """Make room for a checksum on every page; only before anything is written."""
    connection.reserve_bytes("main", _CHECKSUM_BYTES)


def copy_into(connection: apsw.Connection, target: Path, *, is_locked: bool = False) -> None:
    """Write a whole, compact copy to ``target``, which must be empty or not there.

    SQLite knows that pages have checksums once the first page is on the disk, and writes that last. What does
    not fit its cache goes out earlier, without any. So the cache must hold the whole copy, or, of a journal
    with many files, the copy is written once more. Pages of a locked journal are sealed by its cipher.
    """
    usual, pages = (int(connection.pragma(name)) for name in ("cache_size", "page_count"))
    is_held = not is_locked and pages <= _MOST_HELD
    if is_held:
        connection.pragma("cache_size", pages + _COPY_SPARE)
    try:
        connection.execute("VACUUM INTO ?", (str(target.absolute()),))
    finally:
        connection.pragma("cache_size", usual)
    if not is_held and not is_locked:
        _give_checksums(target)


def _give_checksums(copy: Path) -> None:
    """Write every page of a copy that nobody knows yet once more, each with its checksum."""
    connection = bare(copy, None)
    try:
        connection.execute("PRAGMA checksum_verification = OFF")
        connection.execute("PRAGMA temp_store = FILE")  # this driver's own choice is the memory
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # whoever asked for the copy puts it on the disk
        connection.execute("VACUUM")
    finally:
        connection.close()


def copy_with_key(connection: apsw.Connection, target: Path, key: Key) -> None:
    """Write a whole, compact copy to the empty file ``target``, locked with another key."""
    cipher.copy_as(connection, target, key.pragma, vfs=_checksum_vfs())


@cache
def _checksum_vfs() -> str:
    first = apsw.Connection(":memory:")
    apsw.sqlite_extra.load(first, "cksumvfs")
    first.close()
    return _CHECKSUM_VFS

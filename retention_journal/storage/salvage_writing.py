"""Writing what was read of a damaged journal to a new one, with what a backup adds, and no loose ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import apsw

from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.storage import opening
from retention_journal.storage.database import JournalDatabase, keep_checksums
from retention_journal.storage.keys import Key
from retention_journal.storage.salvage_rows import LAST, Found, Row, columns_of, read, rows_in
from retention_journal.storage.schema import CURRENT, STEPS
from retention_journal.storage.tables import TABLES, name_of
from retention_journal.storage.uids import new_uid

_TYPES = tuple(name_of(table) for table in TABLES)
_FILES, _UNDO, _SAVES, _ERASED = "attachment_content", "undo_step", "generation", "erasure"
_NAMED_BY = (
    "name",
    "title",
    "subject",
    "summary",
    "what",
    "text",
    "label",
    "question",
    "key",
    "note",
    "notes",
)
_LETTERS = 60


class Origin(StrEnum):
    """Where an entry that needs a look comes from."""

    BACKUP = "backup"
    DOUBTFUL = "doubtful"
    STAND_IN = "stand_in"
    LOST = "lost"


@dataclass(frozen=True)
class Entry:
    """One entry that is not simply as it was.

    Attributes:
        type: Which type of record it is, such as "promise".
        uid: Its uid; "" where that is lost too.
        words: How it begins, "" where nothing is left of it.
        origin: Where it comes from.
    """

    type: str
    uid: str
    words: str
    origin: Origin


@dataclass
class Salvaged:
    """What was brought back.

    Attributes:
        turned: How many pages had one bit turned back.
        whole: Whether that was all: everything is what it was, to the last bit.
        from_file: Records that are proven to be as they were, by type.
        entries: Every other one, and those that are lost.
        fully_read: Whether all tables could be looked through, so that the list of what is lost is whole.
    """

    turned: int = 0
    whole: bool = False
    from_file: dict[str, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    fully_read: bool = True

    def count(self, origin: Origin) -> int:
        """Return how many entries have this origin."""
        return sum(entry.origin is origin for entry in self.entries)


def write(
    strict: apsw.Connection | None,
    lenient: apsw.Connection | None,
    backup: apsw.Connection | None,
    part: Path,
    key: Key | None,
    *,
    turned: int,
    progress: Progress = silent,
) -> Salvaged:
    """Write the journal anew to the empty file ``part``; see ``salvage.salvage``."""
    found = Salvaged(turned=turned)
    lenient = lenient or strict
    source = lenient or backup
    if source is None:
        found.fully_read = False
    version = int(source.pragma("user_version")) if source is not None else CURRENT
    db = _make(part, key, version if 1 <= version <= CURRENT else CURRENT)
    try:
        _Writing(db.driver, strict, lenient, backup, found).all(progress)
    finally:
        db.close()
    return found


def _make(part: Path, key: Key | None, version: int) -> JournalDatabase:
    db = JournalDatabase(part, key=key)
    db.connect()
    if key is None:
        keep_checksums(db.driver)
    opening.bring_up_to_date(db, 0, STEPS[:version])
    return db


class _Writing:
    """One journal being written anew."""

    def __init__(
        self,
        driver: apsw.Connection,
        strict: apsw.Connection | None,
        lenient: apsw.Connection | None,
        backup: apsw.Connection | None,
        found: Salvaged,
    ) -> None:
        self._driver, self._strict, self._lenient, self._backup = driver, strict, lenient, backup
        self._found = found
        self._erased: set[str] = set()

    def all(self, progress: Progress) -> None:
        """Write every table, then tie up what is loose."""
        tables = self._tables()
        driver = self._driver
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("BEGIN IMMEDIATE")
        for number, table in enumerate(tables):
            progress(len(tables) + number, 2 * len(tables))
            driver.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own names
            self._table(table)
            if table == _ERASED:
                self._read_erased()
        if _FILES in self._names():
            self._files()
        self._saves()
        self._tie_up()
        driver.execute("INSERT INTO search (search) VALUES ('rebuild')")
        driver.execute("COMMIT")
        driver.execute("PRAGMA foreign_keys = ON")
        for table in _TYPES:
            if table in tables:
                (count,) = driver.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # type: ignore[misc]  # noqa: S608
                told = sum(one.type == table and one.origin is not Origin.LOST for one in self._found.entries)
                self._found.from_file[table] = int(str(count)) - told

    def _names(self) -> list[str]:
        question = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        return [str(name) for (name,) in self._driver.execute(question)]

    def _tables(self) -> list[str]:
        names = [name for name in self._names() if not name.startswith("search")]
        rest = [name for name in names if name not in {_FILES, _SAVES, _ERASED}]
        return [name for name in names if name == _ERASED] + rest

    def _table(self, table: str) -> None:
        columns = self._columns(table)
        found = self._read(table, columns)
        old = self._from_backup(table, columns, found)
        self._insert(table, columns, found.sound, None)
        chosen = {number: row for number, row in found.doubtful.items() if old.get(number, row) == row}
        if table == _UNDO and (chosen or found.missing):
            self._driver.execute("DELETE FROM undo_step")  # a chain with a gap takes nothing back
            return
        proven = {number: row for number, row in chosen.items() if number in old}
        self._insert(table, columns, proven, None)
        self._insert(table, columns, {n: row for n, row in chosen.items() if n not in old}, Origin.DOUBTFUL)
        self._insert(table, columns, {n: row for n, row in old.items() if n not in chosen}, Origin.BACKUP)
        for number in found.missing:
            if number not in old and found.known is not None:
                self._tell(table, found.known[number], "", Origin.LOST)

    def _columns(self, table: str) -> list[str]:
        """Return the columns that the new journal and all that is read have in common."""
        columns = columns_of(self._driver, table)
        for source in (self._lenient, self._backup):
            with suppress(apsw.Error, UnicodeError):
                there = columns_of(source, table) if source is not None else []
                columns = [name for name in columns if name in there] if there else columns
        return columns

    def _read(self, table: str, columns: Sequence[str]) -> Found:
        if self._strict is not None and self._lenient is not None:
            found = read(self._strict, self._lenient, table, columns)
        else:
            found = Found(gaps=[(1, LAST)])
        if found.gaps and found.known is None:
            self._found.fully_read = False
        return found

    def _from_backup(self, table: str, columns: Sequence[str], found: Found) -> dict[int, Row]:
        """Return what the backup has in the place of rows that were not read, or not for certain."""
        if self._backup is None or not found.gaps or table == _UNDO:
            return {}
        given: dict[int, Row] = {}
        with suppress(apsw.SQLError):  # a table that the backup's version did not have
            for number, *values in rows_in(self._backup, table, columns, found.gaps):
                uid = values[columns.index("uid")] if "uid" in columns else ""
                if number not in found.sound and found.may_have_had(number) and uid not in self._erased:
                    given[number] = tuple(values)
        return given

    def _insert(
        self, table: str, columns: Sequence[str], rows: dict[int, Row], origin: Origin | None
    ) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        into = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608 - our names
        for row in rows.values():
            uid = str(row[columns.index("uid")]) if "uid" in columns else ""
            try:
                self._driver.execute(into, row)
            except (apsw.ConstraintError, apsw.MismatchError):
                self._tell(table, uid, _words(columns, row), Origin.LOST)
                continue
            if origin is not None:
                self._tell(table, uid, _words(columns, row), origin)

    def _tell(self, table: str, uid: str, words: str, origin: Origin) -> None:
        if table in _TYPES:
            self._found.entries.append(Entry(table, uid, words, origin))

    def _read_erased(self) -> None:
        for (uids,) in self._driver.execute("SELECT uids FROM erasure"):
            with suppress(ValueError, TypeError):
                self._erased |= set(json.loads(str(uids)))

    def _files(self) -> None:
        """Write the attached files; what one holds is proven by its hash, wherever it was read."""
        self._driver.execute(f"DELETE FROM {_FILES}")  # noqa: S608 - our own name
        named = self._driver.execute("SELECT DISTINCT sha256, uid, name FROM attachment WHERE sha256 <> ''")
        done: set[str] = set()
        for sha256, uid, name in list(named):
            content = self._content(str(sha256))
            if content is None:
                self._tell("attachment", str(uid), str(name), Origin.LOST)
            elif sha256 not in done:
                done.add(str(sha256))
                self._driver.execute(f"INSERT INTO {_FILES} VALUES (?, ?)", (sha256, content))  # noqa: S608
        for sha256 in self._other_files(done):  # which a redo may name; the next opening sweeps the rest
            if (content := self._content(sha256, (self._strict, self._lenient))) is not None:
                self._driver.execute(f"INSERT INTO {_FILES} VALUES (?, ?)", (sha256, content))  # noqa: S608

    def _other_files(self, done: set[str]) -> list[str]:
        """Return the hashes of the contents that the damaged file has besides, as far as they can be read."""
        found: set[str] = set()
        for source in (self._strict, self._lenient):
            with suppress(apsw.Error, UnicodeError):
                rows = source.execute(f"SELECT sha256 FROM {_FILES}") if source else ()  # noqa: S608
                for (sha256,) in rows:
                    found.add(str(sha256))
        return sorted(found - done)

    def _content(self, sha256: str, sources: Sequence[apsw.Connection | None] | None = None) -> bytes | None:
        for source in sources or (self._strict, self._lenient, self._backup):
            with suppress(apsw.Error):
                found = (
                    source
                    and source.execute(
                        f"SELECT content FROM {_FILES} WHERE sha256 = ?",  # noqa: S608 - our own name
                        (sha256,),
                    ).fetchone()
                )
                if found and isinstance(found[0], bytes) and hashlib.sha256(found[0]).hexdigest() == sha256:
                    return found[0]
        return None

    def _saves(self) -> None:
        """Take over which journal it is and how often it was saved; a fresh account where nothing tells."""
        if _SAVES not in self._names():
            return
        for source in (self._strict, self._lenient, self._backup):
            with suppress(apsw.Error, UnicodeError):
                found = source and source.execute(f"SELECT * FROM {_SAVES} WHERE id = 1").fetchone()  # noqa: S608
                if found:
                    self._driver.execute(f"INSERT OR REPLACE INTO {_SAVES} VALUES (?, ?, ?, ?)", found)  # noqa: S608
                    return

    def _tie_up(self) -> None:
        """Give every row what it refers to: nothing, where that may be; a stand-in for a lost client."""
        for _round in range(8):
            loose = list(self._driver.execute("PRAGMA foreign_key_check"))
            if not loose:
                return
            for table, number, parent, which in loose:
                self._tie(str(table), int(str(number)), str(parent), int(str(which)))
        raise AssertionError("rows that refer to nothing refer to nothing still")

    def _tie(self, table: str, number: int, parent: str, which: int) -> None:
        run = self._driver.execute
        column = next(str(row[3]) for row in run(f'PRAGMA foreign_key_list("{table}")') if row[0] == which)
        must = any(row[1] == column and row[3] for row in run(f'PRAGMA table_xinfo("{table}")'))
        there = run(f'SELECT "{column}", uid FROM "{table}" WHERE rowid = ?', (number,)).fetchone()  # noqa: S608
        if there is None:
            return
        if not must:
            run(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (number,))  # noqa: S608
        elif parent == "client":
            uid = new_uid()
            name = _("Recovered {number}").format(number=there[0])
            run("INSERT OR IGNORE INTO client (id, uid, name) VALUES (?, ?, ?)", (there[0], uid, name))
            if self._driver.changes():
                self._tell("client", uid, name, Origin.STAND_IN)
        else:
            run(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))  # noqa: S608
            self._tell(table, str(there[1]), "", Origin.LOST)


def _words(columns: Sequence[str], row: Row) -> str:
    known: dict[str, Any] = dict(zip(columns, row, strict=True))
    first = next((str(known[name]) for name in _NAMED_BY if known.get(name)), "")
    return " ".join(first.split())[:_LETTERS]

"""The words by which a damaged journal's tables were made, put right in a copy of it.

SQLite reads no table at all where one of those words is spoilt. They are ours and the same in every
journal of a version, so they are written anew; what only the file knows is on which page a table begins.
"""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import apsw

from retention_journal.storage.database import bare
from retention_journal.storage.keys import Key
from retention_journal.storage.schema import CURRENT, STEPS, migrate

_SCHEMA = (
    "SELECT rowid, CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB)"
    " FROM sqlite_schema"
)
Made = tuple[str, str, str, str | None]


def straighten(copy: Path, key: Key | None) -> None:
    """Put the words right by which the tables of ``copy`` were made, as far as they can be read at all."""
    with closing(bare(copy, key)) as connection, suppress(apsw.Error):
        _straighten(connection)


def _straighten(driver: apsw.Connection) -> None:
    driver.execute("PRAGMA writable_schema = ON")  # errors in the words are passed over
    rows = {int(str(number)): _made(*words) for number, *words in driver.execute(_SCHEMA)}
    version = int(driver.pragma("user_version"))
    spoilt = _compared(rows, _ours(version if 1 <= version <= CURRENT else CURRENT))
    if not spoilt:
        return
    driver.execute("BEGIN IMMEDIATE")
    for number, made in spoilt.items():
        driver.execute(
            "UPDATE sqlite_schema SET type = ?, name = ?, tbl_name = ?, sql = ? WHERE rowid = ?",
            (*made, number),
        )
    driver.execute("COMMIT")


def _ours(version: int) -> list[Made]:
    """Return what a journal of this version has, in the order it is made in."""
    memory = apsw.Connection(":memory:")
    with closing(memory):
        migrate(memory.execute, 0, STEPS[:version])
        return [_made(*words) for _number, *words in memory.execute(_SCHEMA)]


def _made(kind: object, name: object, table: object, sql: object) -> Made:
    return _read(kind) or "", _read(name) or "", _read(table) or "", _read(sql)


def _read(words: object) -> str | None:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else None


def _compared(rows: dict[int, Made], ours: list[Made]) -> dict[int, Made]:
    """Return, by their numbers, rows that are not as ours are, each with the one of ours that it was."""
    left = [made for made in ours if made not in rows.values()]
    spoilt: dict[int, Made] = {}
    for number, made in rows.items():
        if made in ours or not left:
            continue
        likely = max(left, key=lambda one: _alike(one, made))
        if _alike(likely, made) > 0:
            spoilt[number] = likely
            left.remove(likely)
    return spoilt


def _alike(one: Made, other: Made) -> int:
    """Say how much alike two rows are: their words count, and whether they have the same name."""
    same = sum(a == b for a, b in zip(one[:3], other[:3], strict=True))
    first, second = one[3] or "", other[3] or ""
    if bool(first) != bool(second):
        return 0
    letters = sum(a == b for a, b in zip(first, second, strict=False))
    return same + (10 if first and letters * 10 > 9 * max(len(first), len(second)) else 0) if same else 0

"""An open copy of a locked journal, with a checksum on every page.

A cipher keeps its own words at the end of every page, and a copy by SQLite keeps that room as it is, where
the checksums need it narrower. So what the file holds is written anew: tables, rows, then what hangs on them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw

from retention_journal.storage import cipher
from retention_journal.storage.database import JournalDatabase, keep_checksums
from retention_journal.storage.keys import Key

_OWN = "name NOT LIKE 'sqlite_%' AND sql IS NOT NULL"
_SEARCH = "search"


def write(source: Path, key: Key, part: Path) -> None:
    """Write what ``source`` holds, which ``key`` opens, to the empty file ``part``, open to all."""
    db = JournalDatabase(part)
    db.connect()
    try:
        keep_checksums(db.driver)
        db.driver.execute("PRAGMA foreign_keys = OFF")
        db.driver.execute("ATTACH ? AS old", (cipher.address(source, key.pragma),))
        db.driver.execute("BEGIN IMMEDIATE")
        _write_all(db.driver)
        db.driver.execute("COMMIT")
        db.driver.execute("DETACH old")
    finally:
        db.close()


def _write_all(driver: apsw.Connection) -> None:
    for name, words in _made_by(driver, "type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"):
        if not name.startswith(f"{_SEARCH}_"):
            driver.execute(words)
            columns = ", ".join(f'"{row[1]}"' for row in _columns(driver, name) if row[6] == 0)
            driver.execute(f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM old."{name}"')  # noqa: S608
    if driver.execute("SELECT 1 FROM old.sqlite_schema WHERE name = 'sqlite_sequence'").fetchone():
        driver.execute("DELETE FROM main.sqlite_sequence")
        driver.execute("INSERT INTO main.sqlite_sequence SELECT * FROM old.sqlite_sequence")
    for kind in ("type = 'view'", "sql LIKE 'CREATE VIRTUAL%'"):
        for _name, words in _made_by(driver, kind):
            driver.execute(words)
    driver.execute(f"INSERT OR REPLACE INTO main.{_SEARCH}_config SELECT * FROM old.{_SEARCH}_config")  # noqa: S608
    driver.execute(f"INSERT INTO main.{_SEARCH} ({_SEARCH}) VALUES ('rebuild')")  # noqa: S608
    for kind in ("type = 'index'", "type = 'trigger'"):
        for _name, words in _made_by(driver, kind):
            driver.execute(words)
    for name in ("user_version", "application_id"):
        (number,) = driver.execute(f"PRAGMA old.{name}").fetchone() or (0,)
        driver.execute(f"PRAGMA main.{name} = {number}")


def _columns(driver: apsw.Connection, table: str) -> list[tuple[Any, ...]]:
    """Return SQLite's account of a table's columns; the seventh word is 0 for one that is not computed."""
    return list(driver.execute(f'PRAGMA old.table_xinfo("{table}")'))


def _made_by(driver: apsw.Connection, kind: str) -> list[tuple[str, str]]:
    """Return the names and the words of what the old journal has of a kind, in the order it was made in."""
    question = f"SELECT name, sql FROM old.sqlite_schema WHERE {_OWN} AND {kind} ORDER BY rowid"  # noqa: S608
    return [(str(name), str(words)) for name, words in driver.execute(question)]

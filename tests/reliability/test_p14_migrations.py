"""Promise 14: bringing a journal up to date changes only what it says, wholly or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from retention_journal.services.check import check
from retention_journal.storage import backup, backup_proof, keys, opening, rekeying
from retention_journal.storage.database import JournalDatabase
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.storage.schema import CURRENT
from tests.reliability.released import RELEASED, a_released_journal

pytestmark = pytest.mark.promise(14)
HERE = Path(__file__).parent
WORDS = "ni blå båter"
#: At how many of the writes, syncs, cuts and removals of a migration and its backup a kill comes.
FULL = bool(os.environ.get("RELIABILITY"))
POINTS = 100 if FULL else 3
OF_EACH_RELEASE = pytest.mark.parametrize("sql", RELEASED, ids=lambda sql: sql.stem)
KILLED = [
    (sql, words) for sql in RELEASED for words in ("", WORDS) if FULL or not words or sql is RELEASED[-1]
]
#: What a migration may write anew: what keeps the index of words, which knows more tables each time.
OF_THE_SEARCH = ("trigger", "view")


@dataclass(frozen=True)
class Whole:
    """All that a journal is, but the count of its saves.

    Attributes:
        version: Its schema's number.
        schema: What made each table, index, trigger and view, by type and name.
        rows: Every row of every table, by its key, column by column.
        references: What each table refers to, with what a deletion there does.
    """

    version: int
    schema: dict[tuple[str, str], str]
    rows: dict[str, dict[Any, dict[str, Any]]]
    references: dict[str, set[tuple[Any, ...]]]


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


def made(sql: Path, path: Path, words: str = "") -> Path:
    """Make the journal that an earlier version left, locked where words are given."""
    a_released_journal(sql, path)
    if words:
        rekeying.rewrite(path, Key.from_passphrase(words))
    return path


def whole(path: Path) -> Whole:
    """Read a journal of any version; a save that was cut short is taken back first, as by any opening."""
    db, version = opening.connect(path, read_only=False)
    try:
        ask = db.driver.execute
        assert list(ask("PRAGMA integrity_check")) == [("ok",)]
        assert list(ask("PRAGMA foreign_key_check")) == []
        schema = {(kind, name): sql for kind, name, sql in ask("SELECT type, name, sql FROM sqlite_schema")}
        rows, references = {}, {}
        for kind, name in schema:
            if kind == "table" and not name.startswith(("search", "sqlite_", "generation")):
                asked = ask(f'SELECT * FROM "{name}"')
                columns = [column for column, _type in asked.get_description()] if _has_rows(db, name) else []
                rows[name] = {row[0]: dict(zip(columns, row, strict=True)) for row in asked}
                references[name] = {row[2:7] for row in ask(f'PRAGMA foreign_key_list("{name}")')}
        return Whole(version, schema, rows, references)
    finally:
        db.close()


def _has_rows(db: JournalDatabase, table: str) -> bool:
    return db.driver.execute(f'SELECT 1 FROM "{table}"').fetchone() is not None


@OF_EACH_RELEASE
def test_a_migration_changes_no_row_no_index_and_no_reference(sql, tmp_path):
    path = made(sql, tmp_path / "own.rjournal")
    before = whole(path)
    assert f"v{before.version}" == sql.stem
    Journal.open(path).close()
    after = whole(path)
    assert after.version == CURRENT
    for table, rows in before.rows.items():
        kept = {key: {name: row[name] for name in rows[key]} for key, row in after.rows[table].items()}
        assert kept == rows, table
        assert before.references[table] <= after.references[table]
    written_anew = {
        what for what, words in before.schema.items() if what[0] != "table" and after.schema[what] != words
    }
    assert {kind for kind, _name in written_anew} <= set(OF_THE_SEARCH)
    assert check(path).problems == []


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what kills at a write speaks Linux")
@pytest.mark.parametrize(
    ("sql", "words"), KILLED, ids=[f"{sql.stem} {'locked' if words else 'open'}" for sql, words in KILLED]
)
def test_killed_at_any_write_a_migration_is_whole_or_not_begun(sql, words, tmp_path, preloaded):
    """In full 100 points of each release, open and locked; the backup before it is among them."""
    folder = tmp_path / "journals"
    folder.mkdir()
    path = made(sql, folder / "own.rjournal", words)
    old, files = whole(path), {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    writes = migrated(path, words, preloaded("faulty"), at=0)
    new = whole(path)
    assert (old.version, new.version) == (int(sql.stem[1:]), CURRENT)
    ended = set()
    for at in points(writes):
        for file in [file for file in folder.rglob("*") if file.is_file()]:
            file.unlink()
        for file, content in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        assert migrated(path, words, preloaded("faulty"), at=at) is None, at
        left = whole(path)
        ended.add(left.version)
        assert left == (old if left.version == old.version else new), at
        for copy in backup.backups_in(backup.folder_of(path)):
            with backup_proof.opened(copy.path) as kept:
                assert kept.faults() == []
        Journal.open(path).close()
        assert whole(path) == new, at
    assert check(path).problems == []
    assert ended == {old.version, new.version}
    print(f"{sql.stem} {'locked' if words else 'open'}: killed at {min(writes, POINTS)} of {writes} points")


def points(writes: int) -> list[int]:
    """Return the places of the kills; at the last one the rollback file goes, so the save is done."""
    return [*sorted(Random(14).sample(range(1, writes), min(writes, POINTS) - 1)), writes]


def migrated(path: Path, words: str, faulty: Path, *, at: int) -> int | None:
    """Bring the journal up to date in a process of its own; return its writes, or None if it was killed."""
    told = {
        "LD_PRELOAD": faulty, "FAULT_FOLDER": path.parent, "FAULT_AT": at, "FAULT_TIMES": 1, "FAULT_ERROR": 0,
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, HERE / "migrating_child.py", path, words],
        env={**os.environ, **{name: str(value) for name, value in told.items()}},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode == -signal.SIGKILL:
        return None
    assert ended.returncode == 0, ended.stderr
    return int(ended.stderr.split()[-5])  # "123 writes, syncs and cuts"

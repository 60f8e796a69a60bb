"""Promise 10: whatever has a backup's name is whole, however the making of it ended."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from retention_journal.services.backups import choose_second_place, every_backup, make_backup, standing
from retention_journal.storage import backup_proof
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.tables import Client
from tests.builders import TODAY

CHILD = Path(__file__).with_name("backup_child.py")
ROOT = CHILD.parents[2]
PASSPHRASE = "four good words here"
KILLS = 100 if os.environ.get("RELIABILITY") else 5  # of an open and of a locked journal each
STEPS = 400  # of which a backup reports about a hundred
pytestmark = [
    pytest.mark.promise(10),
    pytest.mark.skipif(sys.platform == "win32", reason="needs signals and limits of Unix"),
]


def a_large_journal(path: Path, passphrase: str) -> None:
    key = Key.from_passphrase(passphrase) if passphrase else None
    with Journal.create(path, key=key) as journal, journal.change("Fill") as change:
        change.insert_many(Client, [{"name": f"Firm {n}", "notes": f"{n} " * 2000} for n in range(150)])


def begin(path: Path, passphrase: str, most: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, str(CHILD), str(path), passphrase, str(most)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


@pytest.mark.slow
@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["open", "locked"])
def test_a_kill_while_a_backup_is_made_leaves_no_bad_file_under_its_name(tmp_path, passphrase):
    """Promise 10: 200 kills, in both places, open and locked: 0 bad files."""
    path, chance = tmp_path / "own.rjournal", random.Random(1)
    (tmp_path / "stick").mkdir()
    a_large_journal(path, passphrase)
    choose_second_place(path, tmp_path / "stick")
    seen: set[Path] = set()
    for _number in range(KILLS):
        child = begin(path, passphrase)
        for _step in range(chance.randrange(STEPS)):
            assert child.stdout.readline() == ".\n"
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=chance.uniform(0.0, 0.05))
        child.kill()
        child.communicate()
        for copy in set(every_backup(path)) - seen:
            seen.add(copy)
            with backup_proof.opened(copy) as made:
                assert made.faults() == []
                assert backup_proof.records(made)["client"] > 150
    assert len(seen) >= KILLS
    with JournalReader.open(path) as journal:
        assert journal.faults() == []


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["open", "locked"])
def test_a_full_disk_is_told_and_leaves_nothing_under_a_backups_name(tmp_path, passphrase):
    """Promise 10: full disk: an error is shown, and nothing has a backup's name."""
    path = tmp_path / "own.rjournal"
    a_large_journal(path, passphrase)
    with Journal.open(path) as journal:
        good = make_backup(journal, today=TODAY)
    before = good.path.read_bytes()
    child = begin(path, passphrase, most=len(before) // 2)
    told, _nothing = child.communicate(timeout=60)
    (told,) = [line for line in told.splitlines() if line != "."]
    assert told.startswith("backup_failed | The backup could not be made: the disk")
    assert "The journal itself is saved." in told
    assert every_backup(path) == [good.path]
    assert good.path.read_bytes() == before
    assert not list(good.path.parent.glob(".*.part"))
    assert standing(path).failed is not None

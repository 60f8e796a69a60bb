"""Promise 25, cut short: all of them is there or nothing, and it can be gone on with."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from retention_journal.services.backups import make_backup
from retention_journal.services.check import check
from retention_journal.services.erasure import forget_client
from retention_journal.services.erasure_backups import erase_from_backups
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from tests.builders import NOON, an_empty_journal
from tests.reliability.markers import files_with
from tests.reliability.planted import plant

pytestmark = pytest.mark.promise(25)

WORD, NAME = "Qwxyzplanted", "Vyxmarker Ødegård"
ROOT = Path(__file__).resolve().parents[2]
KILLS = 100 if os.environ.get("RELIABILITY") else 6


@pytest.mark.slow
def test_promise_25_killed_at_any_moment_they_are_wholly_there_or_wholly_gone(tmp_path):
    with an_empty_journal(tmp_path / "own.rjournal") as journal:
        client = plant(journal, NAME, WORD).client
        for number in range(400):
            with journal.change("More") as change:
                change.database.driver.execute(
                    "INSERT INTO interaction (uid, client_id, kind, direction, outcome, occurred_at, summary)"
                    " VALUES (?, ?, 'call', 'outbound', 'reached', ?, ?)",
                    (f"more-{number}", client, number * 86_400, f"{WORD} {number}"),
                )
        make_backup(journal, today=date(2026, 3, 1))
        before = journal.counts()["interaction"]
    whole = _copied(tmp_path, "whole")
    ticks = int(_erase(whole, client, 0).stdout)
    assert ticks > KILLS
    seen = set()
    for kill in range(KILLS):
        path = _copied(tmp_path, str(kill))
        killed = _erase(path, client, round((kill + 0.5) * ticks / KILLS))
        assert killed.returncode == -signal.SIGKILL
        seen.add(_left(path, before))
    assert seen == {True, False}, "it was always killed before, or always after"


def _copied(folder: Path, name: str) -> Path:
    """Return a copy of the journal with its backups in a folder of its own."""
    place = folder / name
    place.mkdir()
    shutil.copytree(folder / "own backups", place / "own backups")
    return Path(shutil.copy(folder / "own.rjournal", place))


def _erase(path: Path, client: int, last: int) -> subprocess.CompletedProcess[str]:
    """Erase a client in a process that kills itself at a tick; at none where that is 0."""
    command = [sys.executable, "-m", "tests.reliability.erasure_child", str(path), str(client), str(last)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _left(path: Path, before: int) -> bool:
    """Look at what a kill left, and return whether they were gone by then; then go on with it."""
    assert check(path).problems == []
    with JournalReader.open(path) as journal:
        counts = journal.counts()
    if counts["erasure"] == 0:
        assert counts["interaction"] == before
        return False
    assert (counts["client"], counts["interaction"]) == (1, 0)
    erase_from_backups(path, now=NOON)
    assert files_with(path.parent, WORD) == []
    assert files_with(path.parent, NAME) == []
    return True


def test_promise_25_holds_in_a_locked_journal_and_its_backups_stay_locked(tmp_path):
    key = Key.from_passphrase("four words are enough")
    with Journal.create(tmp_path / "own.rjournal", key=key) as journal:
        client = plant(journal, NAME, WORD).client
        make_backup(journal, today=date(2026, 3, 1))
        forget_client(journal, client, now=NOON)
        told = erase_from_backups(journal.path, now=NOON)
        assert (len(told.rewritten), told.not_reached) == (1, ())
        (copy,) = told.rewritten
        assert not copy.read_bytes().startswith(keys.PLAIN)
        with JournalReader.open(copy) as made:
            assert made.counts()["client"] == 1
            assert made.faults() == []
            words = b"".join(repr(row).encode() for (row,) in made.sql("SELECT uids || counts FROM erasure"))
            assert WORD.encode() not in words
    keys.ring.let_go()
    assert files_with(tmp_path, WORD) == []

"""Promise 2: saved means saved, also through a power cut, for the journal and all that lies beside it.

A recorder is preloaded that writes down every write and every sync (``recorder.c``); then the power goes at
random places of the record, and what is left of the folder is opened as the program opens it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from retention_journal.services.check import check
from retention_journal.storage import backup, generations, keys
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from tests.reliability.power_cuts import acknowledged, cuts, events

pytestmark = [
    pytest.mark.promise(2),
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the recorder speaks Linux"),
]
HERE = Path(__file__).parent
WORDS = "fire stille fjorder ved kaia"
CUTS, ACTS = (1_000, 120) if os.environ.get("RELIABILITY") else (20, 40)


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


@pytest.mark.parametrize("passphrase", ["", WORDS], ids=["open", "locked"])
def test_promise_02_nothing_that_was_saved_is_lost_when_the_power_goes(preloaded, tmp_path, passphrase):
    folder, record = tmp_path / "journals", tmp_path / "record"
    folder.mkdir()
    path = folder / "own.rjournal"
    Journal.create(path, key=Key.from_passphrase(passphrase) if passphrase else None).close()
    before = tmp_path / "before"
    shutil.copytree(folder, before)
    told = {"LD_PRELOAD": str(preloaded("recorder")), "RECORD_FOLDER": str(folder), "RECORD_TO": str(record)}
    command = [sys.executable, HERE / "power_child.py", path, passphrase, str(ACTS)]
    subprocess.run(command, check=True, env={**os.environ, **told}, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder)
    before.rename(folder)
    found = events(record)
    said = acknowledged(found)
    assert len(said) > ACTS
    random = Random(2)
    places = random.choices(range(said[0][0] + 1, len(found)), k=CUTS)
    for place, disk in cuts(found, folder, places):
        left = tmp_path / "left"
        disk.after_cut(random, left)
        _all_is_there(left / path.name, [words for at, words in said if at < place], passphrase)
        shutil.rmtree(left)


def _all_is_there(path: Path, said: list[str], passphrase: str) -> None:
    """Open what is left as the program does, and find all that was acknowledged."""
    keys.ring.let_go()
    if passphrase:
        keys.unlock(path, passphrase)
    with generations.kept_in(path.parent / "saves"), Journal.open(path) as journal:
        rows = journal.sql("SELECT name FROM client UNION ALL SELECT summary FROM interaction")
    there = {text.rstrip("x").rstrip() for (text,) in rows}
    expected: set[str] = set()
    backups = 0
    for words in said:
        if words.startswith("backup"):
            backups += 1
        elif words.startswith("not "):
            expected.discard(words.removeprefix("not "))
        else:
            expected.add(words)
    under_way = {said[-1].removeprefix("not ")} if said else set()  # the act after the last word said
    missing = expected - there - (under_way if said[-1:] and _is_undone_next(said[-1]) else set())
    assert not missing, (missing, said[-3:])
    assert check(path).problems == []
    kept = backup.backups_in(backup.folder_of(path))
    assert len(kept) >= backups
    for one in kept:
        with JournalReader.open(one.path) as copy:
            assert copy.faults() == []


def _is_undone_next(words: str) -> bool:
    """Say whether the act after these words is an undo of what they tell."""
    return words.startswith("firm ") and int(words.split()[1]) % 6 == 5

"""Promise 3: a failing disk is told as such, nothing saved is lost, nothing is there twice after a retry."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from random import Random

import pytest

from retention_journal.services.check import check
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key

pytestmark = [
    pytest.mark.promise(3),
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the failing disk speaks Linux"),
]
HERE = Path(__file__).parent
WORDS = "fire stille fjorder ved kaia"
RUNS = 150 if os.environ.get("RELIABILITY") else 8
ACTS = 6
#: Writes, syncs and cuts that a run of so many acts makes on a sound disk, at least.
MOST = 120


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


@pytest.mark.parametrize("passphrase", ["", WORDS], ids=["open", "locked"])
def test_promise_03_nothing_is_lost_or_doubled_on_a_failing_disk(preloaded, tmp_path, passphrase):
    folder = tmp_path / "journals"
    path = folder / "own.rjournal"
    random = Random(3)
    ways = list(product((errno.EIO, errno.ENOSPC), (1, 5, 0)))
    failures: Counter[str] = Counter()
    for number in range(RUNS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        Journal.create(path, key=Key.from_passphrase(passphrase) if passphrase else None).close()
        keys.ring.let_go()
        error, times = ways[number % len(ways)]
        told = {
            "FAULT_FOLDER": folder,
            "FAULT_AT": random.randint(1, MOST),
            "FAULT_TIMES": times,
            "FAULT_ERROR": error,
            "LD_PRELOAD": preloaded("faulty"),
        }
        ended = subprocess.run(
            [sys.executable, HERE / "faulty_child.py", path, passphrase, str(ACTS)],
            env={**os.environ, **{name: str(value) for name, value in told.items()}},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, (told, ended.stderr[-800:])
        lines = ended.stdout.splitlines()
        failures.update(line.split()[2] for line in lines if line.startswith("failed"))
        _nothing_is_lost_or_doubled(path, passphrase, lines, told)
    assert set(failures) <= {"disk_full", "disk_fails", "cannot_write"}, failures
    assert sum(failures.values()) >= RUNS // 4, "the disk hardly failed"


def _nothing_is_lost_or_doubled(path, passphrase, lines, told):
    if passphrase:
        keys.unlock(path, passphrase)
    Journal.open(path).close()  # what was cut short is taken back
    with JournalReader.open(path) as journal:
        there = Counter(name for (name,) in journal.sql("SELECT name FROM client"))
    for line in lines:
        if line.startswith("saved"):
            assert there[f"firm {line.split()[1]}"] == 1, (told, lines, there)
    assert max(there.values(), default=0) <= 1, (told, lines, there)
    assert check(path).problems == []

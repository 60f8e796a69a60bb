"""Promise 16: setting, changing and taking off the passphrase cannot lose the journal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.storage import digests, keys
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from tests.builders import a_client

pytestmark = pytest.mark.promise(16)

OLD, NEW = "den gamle setningen", "den nye setningen"
#: In full the change is killed at every hundredth of its time, and at every step that Python sees.
FULL = bool(os.environ.get("RELIABILITY"))
POINTS = range(1, 100) if FULL else range(5, 100, 19)
STEPS = range(1, 80) if FULL else range(3, 80, 11)

CHANGE = """
import os, signal, sys, time
from pathlib import Path
from retention_journal.storage import keys
from retention_journal.storage.keys import Key
from retention_journal.storage.rekeying import rewrite
path, old, new = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
step, seconds = int(sys.argv[4]), float(sys.argv[5])
if old:
    keys.unlock(path, old)
key = Key.from_passphrase(new) if new else None
seen = 0
def count(event, arguments):
    global seen
    if event in {"open", "os.rename", "os.remove", "os.link", "os.truncate", "tempfile.mkstemp"}:
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
if seconds:
    signal.setitimer(signal.ITIMER_REAL, seconds)
begun = time.monotonic()
rewrite(path, key)
print(time.monotonic() - begun)
"""


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


def made(path, words):
    with Journal.create(path, key=Key.from_passphrase(words) if words else None) as journal:
        for number in range(150):
            a_client(journal, f"MARKER {number}")
    return truth(path)


def truth(path):
    with JournalReader.open(path) as journal:
        assert journal.faults() == []
        return digests.of(journal)


def changed(path, old, new, *, step=0, seconds=0.0):
    words = [sys.executable, "-c", CHANGE, os.fspath(path), old, new, str(step), str(seconds)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.returncode in {0, -signal.SIGKILL, -signal.SIGALRM}, ended.stderr
    return float(ended.stdout) if ended.stdout else None


def opened_by_one_of_the_two(path, *words):
    keys.ring.let_go()
    if not keys.is_locked(path):
        return True
    for one in filter(None, words):
        try:
            keys.unlock(path, one)
        except JournalError as error:
            assert error.code == "wrong_passphrase"
        else:
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [("", NEW), (OLD, NEW), (OLD, "")])
def test_killed_anywhere_in_the_change_one_of_the_two_opens_everything(tmp_path, old, new):
    path = tmp_path / "a.rjournal"
    before = made(path, old)
    content = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def as_before():
        for file in tmp_path.iterdir():
            file.unlink()
        for name, words in content.items():
            (tmp_path / name).write_bytes(words)

    took = changed(path, old, new)
    assert took is not None
    kills = 0
    for cut in [{"step": step} for step in STEPS] + [{"seconds": took * point / 100} for point in POINTS]:
        as_before()
        kills += changed(path, old, new, **cut) is None
        assert opened_by_one_of_the_two(path, new, old), cut
        assert truth(path) == before, cut
    assert kills > len(POINTS) / 2

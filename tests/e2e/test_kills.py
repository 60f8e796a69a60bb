"""Saved means saved: killed at random moments, every acknowledged entry is found again.

Source: reliability, promise 1. In full (``make reliability``) 1,000 kills, half of them on a locked journal.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retention_journal.services.check import check
from retention_journal.services.search import search
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.storage.tables import CheckIn, Client, Interaction
from retention_journal.storage.undo import KEPT_STEPS

pytestmark = [pytest.mark.promise(1), pytest.mark.slow]

WORDS = "tolv tomme tønner"
KILLS = 500 if os.environ.get("RELIABILITY") else 60  # of an open and of a locked journal each
LIVES = 2.0  # how many times as long as one needs to save its first the longest-lived process lives
CHILD = Path(__file__).parent / "logging_child.py"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


def made(path, words=""):
    key = Key.from_passphrase(words) if words else None
    with Journal.create(path, key=key) as journal, journal.change("Add a client") as change:
        change.insert(Client, name="Ada Ltd", sort_key="ada")
    return path


def killed_once(children, life):
    """Let one process log for ``life`` seconds, kill it, and return what it had acknowledged."""
    children.stdin.write("go\n")
    children.stdin.flush()
    pid = int(children.stdout.readline().removeprefix("pid "))
    time.sleep(life)
    os.kill(pid, signal.SIGKILL)
    said = []
    for line in children.stdout:
        if line.startswith("ended"):
            assert line.strip() == f"ended {-signal.SIGKILL}", "it ended by itself"
            return [word.strip() for word in said if word != "open\n"]
        said.append(line)
    raise AssertionError("the processes are gone")


def longest_life(children):
    """Return for how long a process may live, in seconds: on a busy machine all of them are slower."""
    started = time.monotonic()
    children.stdin.write("go\n")
    children.stdin.flush()
    pid = int(children.stdout.readline().removeprefix("pid "))
    while children.stdout.readline() == "open\n":
        pass
    first = time.monotonic() - started
    os.kill(pid, signal.SIGKILL)
    while not children.stdout.readline().startswith("ended"):
        pass
    return LIVES * first


def kept(path):
    with Journal.open(path) as journal:
        return [uid for (uid,) in journal.tuples(Interaction.select(Interaction.uid))], journal.counts()


@pytest.mark.parametrize("words", ["", WORDS], ids=["open", "locked"])
def test_every_acknowledged_contact_survives_any_kill(tmp_path, words):
    path = made(tmp_path / "own.rjournal", words)
    chance = random.Random(2026)
    acknowledged: list[str] = []
    bare = 0
    with subprocess.Popen(
        [sys.executable, str(CHILD), str(path), words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as children:  # fmt: skip
        longest = longest_life(children)
        for kill in range(1, KILLS + 1):
            said = killed_once(children, chance.uniform(0, longest))
            acknowledged += said
            bare += not said
            if kill % 50 == 0:
                assert set(acknowledged) <= set(kept(path)[0])
        children.stdin.close()
    uids, counts = kept(path)
    assert set(acknowledged) <= set(uids)
    assert len(uids) <= len(acknowledged) + KILLS, "more than the one in flight at each kill"
    assert counts["check_in"] == len(uids), "half a contact"
    assert len(acknowledged) > KILLS, "most processes lived long enough to save something"
    assert bare > 0, "some were killed before or while opening"
    assert check(path).problems == []
    assert keys.is_locked(path) == bool(words)
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, {len(uids)} found, 0 of the acknowledged lost")
    with Journal.open(path) as journal:
        assert search(journal, "Talk", 1)
        while journal.undo():
            pass
        left = len(journal.tuples(CheckIn.select(CheckIn.id)))
    assert left == max(0, len(uids) - KEPT_STEPS), "every step that is kept can be taken back"
    assert check(path).problems == []


def test_an_import_that_is_killed_is_there_whole_or_not_at_all(tmp_path):
    path = made(tmp_path / "own.rjournal")
    chance = random.Random(7)
    rows = "".join(f"Firm {n},Person {n},p{n}@firm{n}.example\r\n" for n in range(3_000))
    (tmp_path / "many.csv").write_text("Company,Contact,E-mail\r\n" + rows)
    arguments = [sys.executable, "-m", "retention_journal", "--journal", str(path), "import", "csv",
                 str(tmp_path / "many.csv")]  # fmt: skip
    seen = set()
    for _kill in range(12):
        with subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        ) as process:
            time.sleep(chance.uniform(0.2, 2.5))
            process.kill()
        with Journal.open(path) as journal:
            counts = journal.counts()
            assert counts["client"] in {1, 3_001}
            assert counts["contact"] == counts["contact_role"] == counts["client"] - 1
            seen.add(counts["client"])
            if counts["client"] > 1:
                journal.undo()
        assert check(path).problems == []
    assert 1 in seen

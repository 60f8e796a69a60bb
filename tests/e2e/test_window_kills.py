"""Saved means saved, in the window too: what its toast has said is there after any kill.

Source: reliability, promises 1 and 8.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.services.check import check
from retention_journal.storage.journal import Journal
from retention_journal.storage.lock import Lock, lock_file
from retention_journal.storage.tables import CheckIn, Interaction
from tests.builders import a_client, a_person

pytestmark = [pytest.mark.promise(1), pytest.mark.promise(8), pytest.mark.slow]

KILLS = 200 if os.environ.get("RELIABILITY") else 40
SHORTEST_LIFE, LONGEST_LIFE = 0.05, 1.5  # seconds after the journal was opened, or after the start
ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "own.rjournal"
    with Journal.create(path) as journal:
        for name in ("Ada Ltd", "Bob plc", "Cy & Co"):
            a_person(journal, a_client(journal, name), f"Kim of {name}")
    return path


@pytest.fixture
def start(path, tmp_path):
    """Start a window that logs, with a home of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    for variable in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        environment[variable] = str(tmp_path / "home")
    (tmp_path / "home").mkdir(mode=0o700)

    def start():
        return subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.window_child", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )

    return start


def killed_once(start, *, life: float, once_open: bool) -> list[str]:
    """Let a window log for ``life`` seconds, kill it, and return the lines it said."""
    with start() as window:
        said = [window.stdout.readline()] if once_open else []
        timer = threading.Timer(life, window.send_signal, [signal.SIGKILL])
        timer.start()
        said += window.stdout.readlines()
        assert window.wait(30) == -signal.SIGKILL, window.stderr.read()
        timer.join()
        assert "Traceback" not in window.stderr.read()
    return [line.strip() for line in said if line.startswith("Talk")]


def test_what_the_window_said_was_logged_is_there_after_any_kill(path, start):
    chance = random.Random(2026)
    acknowledged: list[str] = []
    for kill in range(KILLS):
        said = killed_once(start, life=chance.uniform(SHORTEST_LIFE, LONGEST_LIFE), once_open=kill % 5 != 0)
        acknowledged += said
        check_one_kill(path, acknowledged)
    with Journal.open(path) as journal:
        notes = [note for (note,) in journal.tuples(Interaction.select(Interaction.summary))]
        check_ins = len(journal.tuples(CheckIn.select(CheckIn.id)))
    assert len(notes) <= len(acknowledged) + KILLS, "more than the one in flight at each kill"
    assert len(notes) == len(set(notes)), "one was saved twice"
    assert check_ins in {0, len(notes)}, "half a contact"
    assert len(acknowledged) > KILLS // 2, "windows lived long enough to log something"
    assert check(path).problems == []


def check_one_kill(path: Path, acknowledged: list[str]) -> None:
    """Open the journal as the next start does, and find all that was promised."""
    try:
        Lock.take(path).release()
    except JournalError as error:
        raise AssertionError("the lock of a killed window stands in the way") from error
    assert not lock_file(path).exists()
    with Journal.open(path) as journal:
        notes = [note for (note,) in journal.tuples(Interaction.select(Interaction.summary))]
    kept = {note.split(" å")[0].strip() for note in notes}
    assert set(acknowledged) <= kept

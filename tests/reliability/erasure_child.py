"""Erases a client in a process of its own that kills itself: its journal, number, and after how many ticks.

A tick is some steps of SQLite's own machine, so that it dies in the midst of statements too. It tells how
many there were when it gets to its end.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import apsw

from retention_journal.services.erasure import forget_client
from retention_journal.services.erasure_backups import erase_from_backups
from retention_journal.storage.journal import Journal
from retention_journal.storage.lock import locked
from tests.builders import NOON

STEPS = 500
ticks = 0


def count(last: int) -> bool:
    global ticks  # noqa: PLW0603 - the one number of this small program
    ticks += 1
    if ticks == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return False


if __name__ == "__main__":
    path, client, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    apsw.connection_hooks.append(lambda made: made.set_progress_handler(lambda: count(last), STEPS))
    with locked(path), Journal.open(path) as journal:
        forget_client(journal, client, now=NOON)
        erase_from_backups(path, now=NOON)
    print(ticks)

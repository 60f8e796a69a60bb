"""Logs contacts into one journal as fast as it can, and says each one aloud once it is saved.

Started once per test. For each line on standard input it forks a process that opens the journal as the
program does and logs until it is killed; it loads only storage and services, once, so that most of the time
goes into saving. Every uid is written to standard output after ``log_contact`` has returned: from then on it
has been promised to the person.

Called with the journal and its passphrase or ""; a locked one is unlocked once, before the first fork.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from retention_journal.storage.lock import locked

NOW = datetime(2026, 3, 10, 12, 0)


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def log_until_killed(path: Path) -> None:
    say(f"pid {os.getpid()}")
    with locked(path), Journal.open(path) as journal:
        say("open")
        for number in range(1_000_000):
            entry = ContactEntry(summary=f"Talk {number}. " + "å" * (number % 700), all_ok="yes")
            say(log_contact(journal, 1, entry, now=NOW).uid)


def main() -> None:
    path, words = Path(sys.argv[1]), sys.argv[2]
    if words:
        keys.unlock(path, words)
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                log_until_killed(path)
            finally:
                os._exit(1)
        _pid, status = os.waitpid(child, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()

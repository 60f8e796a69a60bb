"""Holds a journal, or tries to write into one that is held: each in a process of its own, forked from here.

A line on standard input is one act: ``hold`` opens the journal as a window does and writes until it is
killed; ``try NAME`` runs the command that adds a client. What became of it is a line of JSON. Only the
loading is shared, so that hundreds of tries take seconds.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

from retention_journal.__main__ import main
from retention_journal.commands import clients  # noqa: F401 - loaded once, for all
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.storage.journal import Journal
from retention_journal.storage.lock import locked

TODAY = date(2026, 3, 10)


def say(told: object) -> None:
    os.write(1, f"{json.dumps(told)}\n".encode())


def hold(path: Path) -> None:
    say({"process": os.getpid()})
    with locked(path), Journal.open(path) as journal:
        say({"held": True})
        for number in range(1_000_000):
            add_client(journal, ClientEntry(name=f"First {os.getpid()} {number}"), today=TODAY)
            say({"saved": number})


def try_to_write(path: Path, name: str) -> None:
    arguments = ["--journal", str(path), "--json", "--on", TODAY.isoformat(), "add", "client", name]
    begun = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = main(arguments)
    took = time.perf_counter() - begun
    say({"code": code, "seconds": took, "answer": json.loads(out.getvalue())})


def run() -> None:
    path = Path(sys.argv[1])
    for line in sys.stdin:
        act, _space, name = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            try:
                hold(path) if act == "hold" else try_to_write(path, name)
                os._exit(0)
            finally:
                os._exit(1)
        if act != "hold":
            os.waitpid(child, 0)


if __name__ == "__main__":
    run()

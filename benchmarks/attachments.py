"""Attaching a file of 25 MB and reading it back, against SHA-256 and a file of the same bytes.

Each is done in turn, several rounds, with fresh bytes each time; the figures are milliseconds and the ratio
of the medians. Writing lasts until the bytes are safely on the disk, reading until they are proven.
"""

from __future__ import annotations

import hashlib
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from retention_journal.services.attachments import MOST_BYTES, attach, content
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key

ROUNDS = 7
_TODAY = date(2026, 3, 10)


def main() -> None:
    """Print the table."""
    print(f"{'journal':<10}{'act':<10}{'bare ms':>10}{'ours ms':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, key in (("open", None), ("locked", Key.from_passphrase("four good words here"))):
            with Journal.create(Path(folder) / f"{name}.rjournal", key=key) as journal:
                _compare(journal, name, Path(folder))


def _compare(journal: Journal, name: str, folder: Path) -> None:
    client = add_client(journal, ClientEntry("Ada Ltd", start_date=_TODAY), today=_TODAY)
    times: dict[str, list[float]] = {"put": [], "get": [], "attach": [], "read": []}
    for number in range(ROUNDS):
        held = random.Random(number).randbytes(MOST_BYTES)
        source, bare = folder / "source.bin", folder / f"{hashlib.sha256(held).hexdigest()}.bin"
        source.write_bytes(held)
        times["put"].append(_seconds(partial(_put, source, bare)))
        times["attach"].append(_seconds(partial(attach, journal, client, [source], today=_TODAY)))
        times["get"].append(_seconds(partial(_get, bare)))
        times["read"].append(_seconds(partial(content, journal, number + 1)))
        bare.unlink()
    _line(name, "attach", times["put"], times["attach"])
    _line(name, "read back", times["get"], times["read"])


def _put(source: Path, target: Path) -> None:
    """Read a file, take its hash, and write it safely to the disk."""
    held = source.read_bytes()
    hashlib.sha256(held).hexdigest()
    with target.open("wb") as file:
        file.write(held)
        file.flush()
        os.fsync(file.fileno())


def _get(path: Path) -> None:
    """Read a file and prove it."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
        raise AssertionError(path)


def _line(journal: str, act: str, bare: list[float], ours: list[float]) -> None:
    one, other = statistics.median(bare), statistics.median(ours)
    print(f"{journal:<10}{act:<10}{one * 1e3:>10.1f}{other * 1e3:>10.1f}{other / one:>8.1f}")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

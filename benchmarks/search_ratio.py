"""Search as the window asks it, against the bare FTS5 statement on the same journal.

Each question is asked of both in turn, several rounds; the figures are milliseconds and their ratio.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.journals import SIZES, make_journal
from retention_journal.services.search import search
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.search import fts_query

QUESTIONS = ("mote", "fredag", "inv", "b", "lund", "small changes", "offerten priset", "solvikmo", "øy")
ROUNDS = 15
BARE = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"


def main() -> None:
    """Print the table."""
    print(f"{'clients / contacts':<20}{'question':<18}{'bare ms':>10}{'search ms':>11}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for size, (clients, contacts) in SIZES.items():
            path = Path(folder) / f"{clients}.rjournal"
            make_journal(path, clients, contacts)
            with JournalReader.open(path) as journal:
                _compare(journal, size)


def _compare(journal: JournalReader, size: str) -> None:
    all_bare, all_search = [], []
    for question in QUESTIONS:
        bare, ours = [], []
        query = fts_query(question)
        for _round in range(ROUNDS):
            bare.append(_seconds(partial(journal.sql, BARE, query)))
            ours.append(_seconds(partial(search, journal, question, 50)))
        all_bare += bare
        all_search += ours
        _line(size, question, statistics.median(bare), statistics.median(ours))
    _line(size, "all, median", statistics.median(all_bare), statistics.median(all_search))
    _line(size, "all, p99", _p99(all_bare), _p99(all_search))


def _line(size: str, question: str, bare: float, ours: float) -> None:
    print(f"{size:<20}{question:<18}{bare * 1e3:>10.2f}{ours * 1e3:>11.2f}{ours / bare:>8.1f}")


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

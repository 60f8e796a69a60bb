"""Killed while a file is being written, the journal is what it was before, wherever that happened."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import date

import pytest

from retention_journal.core.incoming import Incoming, PromiseRow, Whose
from retention_journal.services.check import check
from retention_journal.services.transfer.batches import batches
from retention_journal.services.transfer.intake import import_incoming
from retention_journal.services.transfer.intake_ways import usual_intake_ways
from retention_journal.storage.journal import Journal
from tests.builders import NOON

pytestmark = pytest.mark.slow

CARDS = 1_600
#: The look through reports every 200 rows, the writing every 500.
REPORTS = CARDS // 200 + 1 + -(-CARDS // 500)


def a_board():
    cards = tuple(
        PromiseRow(f"card #{n}", f"card:{n}", Whose(f"Client {n % 9}"), f"Card {n}", date(2026, 1, 5))
        for n in range(CARDS)
    )
    return Incoming("trello", "A board.", CARDS, "b1", promises=cards)


def take_in(path, deadly):
    """Take the board in and die at report number ``deadly``, counted from 0."""
    reports = iter(range(10_000))

    def report(_done, _total):
        if next(reports) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    with Journal.open(path) as journal:
        board = a_board()
        import_incoming(journal, board, usual_intake_ways(journal, board)[0], now=NOON, progress=report)


@pytest.mark.parametrize("deadly", range(REPORTS))
def test_killed_at_any_report_nothing_of_it_is_there_and_it_comes_in_whole_afterwards(tmp_path, deadly):
    path = tmp_path / "own.rjournal"
    Journal.create(path).close()
    child = multiprocessing.get_context("spawn").Process(target=take_in, args=(path, deadly))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL, "it ended by itself"
    with Journal.open(path) as journal:
        assert (journal.counts()["promise"], journal.counts()["client"], batches(journal)) == (0, 0, [])
    assert check(path).ok
    if deadly == REPORTS - 1:
        take_in(path, -1)
        with Journal.open(path) as journal:
            assert journal.counts()["promise"] == CARDS

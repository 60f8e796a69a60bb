"""Spoilt tables and address books are read or refused, soon, and every row of them is accounted for."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.clients import first_look, read_clients
from retention_journal.importers.hours import first_hours_look, read_hours
from retention_journal.importers.recognise import recognise
from retention_journal.importers.vcards import read_cards
from tests.importers.mutations import MANY, mutations
from tests.importers.table_seeds import CARDS, CLIENTS, TIMES

TODAY = date(2026, 11, 22)
FEW = 300
LONGEST_S = 5.0


def left_out(problems):
    return len({(problem.place, problem.message) for problem in problems if problem.left_out})


def read_the_clients(path: Path) -> None:
    recognise(path)
    read = read_clients(path, today=TODAY, source="csv")
    assert read.read == len(read.rows) + left_out(read.problems)
    first_look(path)


def read_the_hours(path: Path) -> None:
    read = read_hours(path)
    if not read.questions:
        assert read.read == len(read.rows) + left_out(read.problems)
    first_hours_look(path)


def read_the_cards(path: Path) -> None:
    read = read_cards(path, today=TODAY)
    assert read.read == len(read.rows) + left_out(read.problems)


READERS = [
    *((read_the_clients, name, seed) for name, seed in CLIENTS.items()),
    *((read_the_hours, name, seed) for name, seed in TIMES.items()),
    *((read_the_cards, name, seed) for name, seed in CARDS.items()),
]
SEEDS = {read_the_clients: len(CLIENTS), read_the_hours: len(TIMES), read_the_cards: len(CARDS)}


def run(read, seed, path, count):
    for number, content in enumerate(mutations(seed, count)):
        path.write_bytes(content)
        began = time.thread_time()
        try:
            read(path)
        except JournalError as error:
            assert error.message, number
        except Exception as error:
            raise AssertionError(f"mutation {number} of {count}") from error
        assert time.thread_time() - began < LONGEST_S, f"mutation {number} of {count}"


@pytest.mark.parametrize(("read", "name", "seed"), READERS, ids=lambda one: getattr(one, "__name__", None))
def test_the_sound_file_is_read_whole(read, name, seed, tmp_path):
    path = tmp_path / name
    path.write_bytes(seed)
    read(path)


@pytest.mark.parametrize(("read", "name", "seed"), READERS, ids=lambda one: getattr(one, "__name__", None))
def test_a_few_spoilt_files_are_read_or_refused(read, name, seed, tmp_path):
    run(read, seed, tmp_path / name, FEW // SEEDS[read])


@pytest.mark.slow
@pytest.mark.parametrize(("read", "name", "seed"), READERS, ids=lambda one: getattr(one, "__name__", None))
def test_many_spoilt_files_are_read_or_refused(read, name, seed, tmp_path):
    run(read, seed, tmp_path / name, MANY // SEEDS[read])

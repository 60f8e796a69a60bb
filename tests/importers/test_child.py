"""Work that cannot be interrupted, done in a process that can."""

from __future__ import annotations

import os
import time

import pytest

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.importers.child import TooSlowError, in_a_child
from retention_journal.importers.files import UnreadableFileError


def of_the_child(number: int) -> tuple[int, int]:
    return os.getpid(), number * 2


def refusing() -> None:
    raise JournalError("This is no board.", "Export the board.", code="no_board")


def dying() -> None:
    os._exit(9)


def endless() -> None:
    while True:
        time.sleep(1)


def diving(depth: int = 0) -> int:
    return diving(depth + 1) + 1


def test_the_answer_comes_from_another_process():
    process, number = in_a_child(of_the_child, 21)
    assert number == 42
    assert process != os.getpid()


def test_what_it_says_of_the_file_comes_through():
    with pytest.raises(UnreadableFileError) as refused:
        in_a_child(refusing)
    assert (refused.value.message, refused.value.advice, refused.value.code) == (
        "This is no board.", "Export the board.", "no_board",
    )  # fmt: skip


@pytest.mark.parametrize("call", [dying, diving])
def test_a_sudden_end_is_a_sentence(call):
    with pytest.raises(UnreadableFileError) as refused:
        in_a_child(call)
    assert refused.value.advice


def test_what_never_ends_is_ended():
    with pytest.raises(TooSlowError):
        in_a_child(endless, time_limit=0.5)


def test_it_is_ended_when_the_person_stops():
    def stop(_done: int, _total: int) -> None:
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        in_a_child(endless, progress=stop)

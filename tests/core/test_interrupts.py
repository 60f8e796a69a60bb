"""Ctrl+C waits for what must be whole."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from retention_journal.core.interrupts import uninterrupted


@pytest.fixture(autouse=True)
def _as_in_a_terminal():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_it_is_heard_once_the_block_is_whole():
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        done.append("first")
        done.append("second")
    assert done == ["first", "second"]
    with pytest.raises(KeyboardInterrupt):  # and at once again after it
        signal.raise_signal(signal.SIGINT)


def test_what_fails_in_the_block_is_told_before_it():
    with pytest.raises(ValueError, match="full"), uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        raise ValueError("the disk is full")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_on_another_thread_and_without_it_nothing_changes():
    told = []

    def work():
        with uninterrupted():
            told.append("worked")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with uninterrupted():
        told.append("worked")
    assert told == ["worked", "worked"]

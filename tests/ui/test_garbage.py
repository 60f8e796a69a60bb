"""What Python throws away, it throws away on the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from retention_journal.ui.garbage import Garbage


class Ring:
    """Something that is held by nothing but itself."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def _as_it_was():
    was_on = gc.isenabled()
    yield
    if was_on:
        gc.enable()


def test_a_worker_that_makes_much_ends_nothing_of_the_windows(qtbot):
    window = QObject()
    garbage = Garbage(window)
    garbage.start()
    ended_on = []
    ring = Ring()
    weakref.finalize(ring, lambda: ended_on.append(threading.current_thread()))
    del ring
    worker = threading.Thread(target=lambda: [Ring() for _number in range(20_000)])
    worker.start()
    worker.join()
    assert ended_on == []
    qtbot.wait_until(lambda: bool(ended_on), timeout=30_000)
    assert ended_on == [threading.main_thread()]


def test_where_little_has_come_together_nothing_is_looked_for(qapp):
    window = QObject()
    garbage = Garbage(window)
    garbage.start()
    gc.collect()
    ended = []
    ring = Ring()
    weakref.finalize(ring, ended.append, True)
    del ring
    garbage.look()
    assert ended == []
    gc.collect()
    assert ended == [True]

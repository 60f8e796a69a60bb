"""What Python throws away, it throws away on the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, Qt, QTimer

from retention_journal.ui.garbage import Garbage


class Ring:
    """Something that is held by nothing but itself."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def _as_it_was():
    was_on = gc.isenabled()
    yield
    gc.unfreeze()
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


def much():
    """Let so much come together that Python itself would look through everything."""
    while gc.get_count()[2] <= gc.get_threshold()[2]:
        gc.collect(1)
    return [Ring() for _number in range(gc.get_threshold()[0] + 1)]


def test_nothing_wakes_the_program_for_it(qapp):
    window = QObject()
    garbage = Garbage(window)
    garbage.start()
    assert window.findChildren(QTimer) == []


def test_what_was_set_aside_and_then_let_go_ends_when_a_person_looks_away(qapp):
    window = QObject()
    garbage = Garbage(window)
    garbage.start()
    ended, held = [], []
    held.append(Ring())
    weakref.finalize(held[0], ended.append, True)
    kept = much()
    garbage.look()  # finds it in use
    held.clear()
    kept += much()
    garbage.look()
    assert ended == []
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert ended == [True]


def test_what_was_set_aside_is_not_kept_for_ever(qapp):
    window = QObject()
    garbage = Garbage(window)
    garbage.start()
    ended, held = [], [Ring()]
    weakref.finalize(held[0], ended.append, True)
    kept = much()
    garbage.look()
    held.clear()
    for _search in range(60):
        kept += much()
        garbage.look()
    assert ended == [True]


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

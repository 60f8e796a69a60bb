"""Lights are noted at the start, after changes and at midnight, without being asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from retention_journal.services import judging
from retention_journal.services.light_history import client_turns
from retention_journal.services.promises import end_of
from retention_journal.storage.journal import Journal
from retention_journal.ui.light_watch import LightWatch
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise

DAY = timedelta(days=1)


class Clock:
    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(journal, clock, qtbot):
    made = LightWatch(journal, clock)
    yield made
    made.stop()


@pytest.fixture
def ada(journal):
    client = a_client(journal)
    a_person(journal, client)
    a_call(journal, client, NOON - 2 * DAY)
    return client


def lights(journal, client, today=TODAY):
    return [(turn.on, turn.light.value) for turn in client_turns(journal, client, today)]


def test_a_start_notes_today_and_the_days_before(journal, ada, watch, qtbot):
    with qtbot.waitSignal(watch.noted):
        watch.start()
    assert lights(journal, ada)[-1] == (TODAY - 2 * DAY, "green")


def test_a_change_is_noted_soon_after_and_can_be_undone_all_the_same(journal, ada, watch, qtbot):
    with qtbot.waitSignal(watch.noted):
        watch.start()
    with qtbot.waitSignal(watch.noted):
        a_promise(journal, ada, made_on=TODAY - 30 * DAY, due_at=end_of(TODAY - 20 * DAY))
    assert lights(journal, ada)[-1] == (TODAY, "red")
    with qtbot.waitSignal(watch.noted):
        assert journal.undo()
    assert lights(journal, ada)[-1] == (TODAY - 2 * DAY, "green")


def test_midnight_is_noted(journal, ada, watch, clock, qtbot):
    with qtbot.waitSignal(watch.noted):
        watch.start()
    clock.at = NOON + 20 * DAY
    with qtbot.waitSignal(watch.noted):
        watch.look_at_the_clock()
    assert lights(journal, ada, TODAY + 20 * DAY)[-1] == (TODAY + 13 * DAY, "amber")


def test_a_journal_that_can_only_be_read_is_left_alone(journal, ada, clock, qtbot):
    path = journal.path
    journal.close()
    before = path.read_bytes()
    with Journal.open_read_only(path) as closed:
        watch = LightWatch(closed, clock)
        watch.start()
        assert not watch.is_looking_back()
    assert path.read_bytes() == before


def test_a_change_while_it_looks_back_is_noted_after_it(journal, ada, watch, qtbot):
    watch.start()
    a_promise(journal, ada, made_on=TODAY - 30 * DAY, due_at=end_of(TODAY - DAY))
    watch.note_now()
    qtbot.waitUntil(lambda: lights(journal, ada)[-1:] == [(TODAY, "amber")])
    assert lights(journal, ada)[-2] == (TODAY - 2 * DAY, "green")


def test_in_a_big_journal_a_note_judges_those_again_whom_the_change_touched(
    journal, ada, watch, clock, qtbot, monkeypatch
):
    monkeypatch.setattr("retention_journal.ui.light_watch._AT_ONCE", 0)
    a_client(journal, "Bo")
    with qtbot.waitSignal(watch.noted):
        watch.start()
    judging.judged(journal, clock())  # as Today does
    asked = []
    known = judging.known_clients
    monkeypatch.setattr(judging, "known_clients", lambda j, a: (asked.append(a.only), known(j, a))[1])
    with qtbot.waitSignal(watch.noted):
        a_promise(journal, ada, made_on=TODAY - 30 * DAY, due_at=end_of(TODAY - 20 * DAY))
    assert asked == [{ada}]

"""A list gathered on another thread is the list that would have been gathered here, and never an old one."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from retention_journal.core.progress import silent
from retention_journal.services import judging, morning_ahead
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.light_history import keep_lights
from retention_journal.services.morning import keep_morning, morning
from retention_journal.services.morning_ahead import is_at_hand, take, work_ahead
from retention_journal.storage.journal import Journal
from tests.builders import TODAY, a_call, a_client, a_promise

NINE = datetime.combine(TODAY, time(9))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _two_are_many(monkeypatch):
    monkeypatch.setattr(morning_ahead, "MOST_AT_ONCE", 1)


@pytest.fixture
def clients(journal):
    made = [a_client(journal, name) for name in ("Ada", "Bo", "Cecilie")]
    for n, client in enumerate(made):
        a_call(journal, client, NINE - (20 + n) * DAY)
    keep_lights(journal, NINE)
    return made


def ahead(journal, now=NINE):
    return work_ahead(journal, now)(silent)


def told(found):
    return [(call.client_id, call.lane, call.light, call.light_since, call.reasons) for call in found.calls]


def statements(journal, act):
    """Return how many statements ``act`` asks of the journal."""
    asked = []
    sql, rows = journal.sql, journal.tuples
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "sql", lambda *a: (asked.append(a), sql(*a))[1])
        patch.setattr(journal, "tuples", lambda *a: (asked.append(a), rows(*a))[1])
        act()
    return len(asked)


def test_few_clients_are_at_hand_and_many_are_not_until_they_were_gathered(journal, clients, monkeypatch):
    assert not is_at_hand(journal, NINE)
    assert take(journal, ahead(journal))
    assert is_at_hand(journal, NINE + timedelta(minutes=20))
    assert not is_at_hand(journal, NINE + timedelta(hours=1))
    monkeypatch.setattr(morning_ahead, "MOST_AT_ONCE", 3)
    assert is_at_hand(journal, NINE + timedelta(hours=1))


def test_the_list_gathered_elsewhere_is_the_one_gathered_here(journal, clients):
    a_promise(journal, clients[1], due_at=NINE - 9 * DAY, made_on=TODAY - 30 * DAY)
    with Journal.open_read_only(journal.path) as other:
        expected = told(morning(other, NINE))
    assert take(journal, ahead(journal))
    assert told(morning(journal, NINE)) == expected
    assert expected


def test_what_was_handed_over_is_not_gathered_again(journal, clients):
    elsewhere = statements(journal, lambda: morning(journal, NINE + timedelta(hours=1)))
    assert take(journal, ahead(journal))
    assert statements(journal, lambda: morning(journal, NINE)) < elsewhere / 2


def test_to_fix_the_list_does_not_make_it_be_gathered_anew(journal, clients):
    assert take(journal, ahead(journal))
    keep_morning(journal, NINE)
    assert is_at_hand(journal, NINE)
    assert len(morning(journal, NINE).calls) == len(clients)


def test_what_was_gathered_before_a_change_is_not_taken(journal, clients):
    found = ahead(journal)
    log_contact(journal, clients[0], ContactEntry(), now=NINE)
    assert not take(journal, found)
    assert not is_at_hand(journal, NINE)


def test_after_a_change_only_those_it_touched_are_judged_again(journal, clients, monkeypatch):
    assert take(journal, ahead(journal))
    log_contact(journal, clients[0], ContactEntry(), now=NINE)
    asked = []
    known = judging.known_clients
    monkeypatch.setattr(judging, "known_clients", lambda j, a: (asked.append(a.only), known(j, a))[1])
    assert take(journal, ahead(journal))
    assert asked == [{clients[0]}]
    assert clients[0] not in {call.client_id for call in morning(journal, NINE).calls}


def test_a_change_that_touches_everybody_has_everybody_judged_again(journal, clients, monkeypatch):
    from retention_journal.services.own_rules import NineOClock, set_nine_oclock

    assert take(journal, ahead(journal))
    set_nine_oclock(journal, NineOClock(capacity=3))
    asked = []
    known = judging.known_clients
    monkeypatch.setattr(judging, "known_clients", lambda j, a: (asked.append(a.only), known(j, a))[1])
    assert take(journal, ahead(journal))
    assert asked == [None]

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from retention_journal.core.cadence import Rhythm, RhythmState
from retention_journal.core.clients import EngagementType, Status
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import NotFoundError
from retention_journal.core.promises import PromiseDirection
from retention_journal.services.portfolio import client_facts, count_living, portfolio
from retention_journal.storage.tables import Client, Interaction
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise


def days_ago(days, at=time(9, 0)):
    return datetime.combine(TODAY - timedelta(days=days), at)


def test_the_last_real_talk_sets_the_rhythm_and_attempts_do_not(journal):
    ada = a_client(journal)
    a_call(journal, ada, days_ago(22), summary="The price list")
    a_call(journal, ada, days_ago(3), outcome=Outcome.NO_ANSWER)
    a_call(journal, ada, days_ago(2), kind=Kind.NOTE, summary="Private")
    facts = client_facts(journal, ada, TODAY)
    assert facts.last_contact_on == TODAY - timedelta(days=22)
    assert facts.rhythm == Rhythm(14, 21)
    assert facts.next_contact_on == TODAY - timedelta(days=8)
    assert (facts.days_beyond, facts.state) == (8, RhythmState.LATE)
    assert (facts.last_summary, facts.last_summary_on) == ("The price list", TODAY - timedelta(days=22))
    assert (facts.talks, facts.notes) == ((22,), ())


def test_the_strip_tells_talks_from_letters_within_ninety_days(journal):
    ada = a_client(journal)
    for days in (0, 89, 90):
        a_call(journal, ada, days_ago(days))
    a_call(journal, ada, days_ago(5), kind=Kind.EMAIL, outcome=Outcome.NO_REPLY_YET)
    a_call(
        journal, ada, datetime.combine(TODAY, time(23, 59)), kind=Kind.MESSAGE, direction=Direction.INBOUND
    )
    facts = client_facts(journal, ada, TODAY)
    assert facts.talks == (89, 0)
    assert facts.notes == (5, 0)


def test_what_happened_after_the_day_asked_about_is_not_known_yet(journal):
    ada = a_client(journal)
    a_call(journal, ada, days_ago(-1))
    facts = client_facts(journal, ada, TODAY)
    assert (facts.last_contact_on, facts.talks, facts.state) == (None, (), RhythmState.NOT_YET)


def test_promises_of_yours_are_counted_open_late_and_today(journal):
    ada = a_client(journal)
    a_promise(journal, ada, due_at=days_ago(1, time(23, 59)))
    a_promise(journal, ada, due_at=days_ago(0, time(8, 0)))
    a_promise(journal, ada)
    a_promise(journal, ada, due_at=days_ago(3), direction=PromiseDirection.THEIRS)
    facts = client_facts(journal, ada, TODAY)
    assert (facts.open_promises, facts.late_promises, facts.promises_today) == (3, 1, 1)


def test_whom_to_call_is_the_main_person_who_has_not_left(journal):
    ada = a_client(journal)
    a_person(journal, ada, "Old Boss", valid_to=TODAY)
    a_person(journal, ada, "Tom Hale", is_primary=False, tel="0117 496 0142")
    a_person(journal, ada, "Uma Rao", title="owner")
    facts = client_facts(journal, ada, TODAY)
    assert (facts.primary_contact, facts.primary_title) == ("Uma Rao", "owner")


def test_a_lost_client_has_no_next_talk_and_a_paused_one_a_slower_rhythm(journal):
    lost = a_client(journal, "Lost", status=Status.LOST)
    paused = a_client(journal, "Paused", status=Status.PAUSED)
    project = a_client(journal, "Project", engagement_type=EngagementType.PROJECT)
    facts = {fact.client_id: fact for fact in portfolio(journal, TODAY)}
    assert (facts[lost].state, facts[lost].next_contact_on) == (RhythmState.GONE, None)
    assert (facts[paused].state, facts[paused].rhythm) == (RhythmState.PAUSED, Rhythm(30, 45))
    assert facts[project].rhythm == Rhythm(7, 11)


def test_what_is_in_the_trash_is_out_of_sight(journal):
    ada = a_client(journal)
    call = a_call(journal, ada)
    with journal.change("Trash") as change:
        change.trash(Interaction, call, at=NOON)
    assert client_facts(journal, ada, TODAY).talks == ()
    with journal.change("Trash") as change:
        change.trash(Client, ada, at=NOON)
    assert portfolio(journal, TODAY) == []
    with pytest.raises(NotFoundError):
        client_facts(journal, ada, TODAY)


def test_a_client_alone_is_told_as_among_all(journal):
    for number in range(5):
        client = a_client(journal, f"Client {number}")
        a_person(journal, client)
        a_call(journal, client, days_ago(number * 10), summary="Talked")
        a_promise(journal, client, due_at=days_ago(number - 2))
    everyone = portfolio(journal, TODAY)
    assert [client_facts(journal, facts.client_id, TODAY) for facts in everyone] == everyone


def test_clients_are_counted_without_the_paused_the_lost_and_the_trashed(journal):
    for name, status in (("Ada", Status.ACTIVE), ("Bo", Status.PAUSED), ("Cato", Status.LOST)):
        a_client(journal, name, status=status)
    trashed = a_client(journal, "Dina")
    with journal.change("Trash") as change:
        change.trash(Client, trashed, at=NOON)
    assert count_living(journal) == 1

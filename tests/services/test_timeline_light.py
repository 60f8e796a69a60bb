from __future__ import annotations

from datetime import timedelta

import pytest

from retention_journal.core.events import EventKind
from retention_journal.core.light import Light
from retention_journal.core.timeline import EntryKind
from retention_journal.services.events import EventEntry, note_event, settle_event
from retention_journal.services.light_history import client_turns, keep_lights
from retention_journal.services.overrides import set_override
from retention_journal.services.timeline import timeline, timeline_counts
from tests.builders import NOON, TODAY, a_call, a_client, a_person

DAY = timedelta(days=1)


@pytest.fixture
def client(journal):
    """A client with a retainer's rhythm of 14 days, last talked with 20 days ago."""
    made = a_client(journal)
    a_person(journal, made)
    for days in (20, 30, 40):
        a_call(journal, made, NOON - days * DAY)
    keep_lights(journal, NOON)
    return made


def turns_of(journal, client):
    return [
        (entry.at.date(), entry.light, entry.detail)
        for entry in timeline(journal, client, kinds=(EntryKind.LIGHT,)).entries
    ]


def test_every_turn_of_the_light_is_on_the_timeline_with_its_reasons(journal, client):
    told = turns_of(journal, client)
    assert (told[0][0], told[0][1]) == (TODAY - 5 * DAY, Light.AMBER)
    assert told[0][2] == "Last real talk 15 days ago; your rhythm is 14."
    _first, *turned = client_turns(journal, client, TODAY)
    assert [(turn.on, turn.light) for turn in reversed(turned)] == [entry[:2] for entry in told]
    (newest, *_rest) = timeline(journal, client).entries
    assert newest.title == "The light turned to Watch"
    assert newest.aside == "it was Steady"
    assert timeline_counts(journal, client)[EntryKind.LIGHT] == len(told)


def test_your_own_judgement_is_a_turn_with_its_reason(journal, client):
    set_override(journal, client, Light.RED, "They sounded off", TODAY + DAY, now=NOON)
    keep_lights(journal, NOON)
    newest = timeline(journal, client).entries[0]
    assert newest.light is Light.RED
    assert newest.detail.startswith("Your own judgement: They sounded off\n")


def test_a_turn_is_found_by_its_words(journal, client):
    found = timeline(journal, client, contains="your rhythm is").entries
    assert [entry.kind for entry in found] == [EntryKind.LIGHT]


def test_an_event_stands_on_its_day_with_when_it_was_talked_about(journal, client):
    noted = note_event(journal, client, EventEntry(EventKind.CUTS, TODAY - 3 * DAY, "Ten go"), now=NOON)
    (entry,) = timeline(journal, client, kinds=(EntryKind.EVENT,)).entries
    assert (entry.title, entry.detail, entry.aside) == ("Cuts", "Ten go", "")
    settle_event(journal, noted, now=NOON)
    (entry,) = timeline(journal, client, kinds=(EntryKind.EVENT,)).entries
    assert entry.aside == "talked about 10 March"
    assert entry.at.date() == TODAY - 3 * DAY

"""What went wrong stands on the timeline with its steps, each at its moment on the wall here."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from retention_journal.core.contacts import Kind
from retention_journal.core.incidents import IncidentOutcome, IncidentState, Verdict
from retention_journal.core.moments import instant
from retention_journal.core.timeline import EntryKind
from retention_journal.services.incident_feelings import Feelings, save_feelings
from retention_journal.services.incident_steps import step
from retention_journal.services.incidents import HeardEntry, record_incident, trash_incident
from retention_journal.services.timeline import timeline, timeline_counts
from tests.builders import NOON, a_client, a_person, an_incident
from tests.zones import needs_zones, wall_of

DAY = timedelta(days=1)
S = IncidentState


@pytest.fixture
def ada(journal):
    return a_client(journal)


def told(journal, client, **asked):
    entries = timeline(journal, client, kinds=(EntryKind.INCIDENT,), **asked).entries
    return [(entry.title, entry.at) for entry in entries]


def test_a_complaint_is_told_from_first_word_to_its_end(journal, ada):
    entry = HeardEntry("It came late again.", title="The menu", channel=Kind.CALL,
                       reported_by=a_person(journal, ada, "Tom Hale"))  # fmt: skip
    number = record_incident(journal, ada, entry, now=NOON - 20 * DAY)
    step(journal, number, S.ANSWERED, now=NOON - 19 * DAY)
    step(journal, number, S.RESOLVED, now=NOON - 18 * DAY, remedy="Printed anew")
    step(journal, number, S.FOLLOWED_UP, now=NOON - 4 * DAY)
    step(journal, number, S.CLOSED, now=NOON - DAY, our_fault=Verdict.NO, outcome=IncidentOutcome.RECOVERED)
    assert told(journal, ada) == [
        ("Closed: The menu", NOON - DAY),
        ("Called after it was put right: The menu", NOON - 4 * DAY),
        ("Put right: The menu", NOON - 18 * DAY),
        ("Answered: The menu", NOON - 19 * DAY),
        ("Complaint: The menu", NOON - 20 * DAY),
    ]
    closed, _called, right, _answered, came = timeline(journal, ada, kinds=(EntryKind.INCIDENT,)).entries
    assert (closed.aside, right.detail) == ("Content again", "Printed anew")
    assert (came.aside, came.words) == ("from Tom", "It came late again.")
    assert {(one.table, one.record_id) for one in (closed, right, came)} == {("incident", number)}
    assert timeline_counts(journal, ada) == {EntryKind.INCIDENT: 5}


@pytest.mark.parametrize(
    ("columns", "first"),
    [
        ({"is_complaint": False}, "What went wrong: The list came late"),
        ({"title": "", "client_words": "Wrong"}, "Complaint: Wrong"),
        ({"title": ""}, "Complaint: Missed deadline"),
        ({"state": S.WITHDRAWN, "closed_at": instant(NOON)}, "Withdrawn by the client: The list came late"),
    ],
)
def test_it_is_called_by_what_is_known(journal, ada, columns, first):
    an_incident(journal, ada, received_at=instant(NOON - DAY), **columns)
    assert told(journal, ada)[0][0] == first


def test_one_that_is_open_again_says_so_and_what_is_thrown_away_is_gone(journal, ada):
    number = record_incident(journal, ada, HeardEntry("Wrong"), now=NOON - 3 * DAY)
    step(journal, number, S.RESOLVED, now=NOON - 2 * DAY)
    step(journal, number, S.REOPENED, now=NOON - DAY, reason="Not so")
    assert told(journal, ada) == [("Open again: Wrong", NOON - DAY), ("Complaint: Wrong", NOON - 3 * DAY)]
    trash_incident(journal, number, now=NOON)
    assert told(journal, ada) == []


@pytest.mark.parametrize(
    ("title", "words", "quoted"),
    [
        ("", "Wrong", ""),  # the words stand in the title already
        ("", "Wrong on every single page of it", "Wrong on every single page of it"),
        ("The menu", "Wrong", "Wrong"),
    ],
)
def test_their_words_stand_once(journal, ada, title, words, quoted):
    an_incident(journal, ada, received_at=instant(NOON), title=title, client_words=words)
    (entry,) = timeline(journal, ada).entries
    assert entry.words == quoted


def test_it_is_found_by_typing_and_what_is_left_at_the_door_is_not(journal, ada):
    number = record_incident(journal, ada, HeardEntry("Wrong prices"), now=NOON - DAY)
    save_feelings(journal, number, Feelings(words="Such rudeness"))
    assert len(told(journal, ada, contains="PRICES")) == 1
    assert told(journal, ada, contains="rudeness") == []


@needs_zones
def test_its_hour_is_that_of_the_wall_here_in_winter_and_summer(journal, ada):
    for month in (1, 7):
        an_incident(journal, ada, received_at=datetime.fromisoformat(f"2026-0{month}-15T23:30:00Z"))
    with wall_of("Europe/Oslo"):
        assert [at for _title, at in told(journal, ada)] == [
            datetime(2026, 7, 16, 1, 30), datetime(2026, 1, 16, 0, 30),
        ]  # fmt: skip

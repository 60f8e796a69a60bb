from __future__ import annotations

from datetime import timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.events import EventKind
from retention_journal.core.light import Light
from retention_journal.services.clients import trash_client
from retention_journal.services.events import (
    EventEntry,
    edit_event,
    event,
    note_event,
    open_events,
    reopen_event,
    settle_event,
    trash_event,
)
from retention_journal.services.judging import judged
from retention_journal.services.trash import in_trash
from tests.builders import NOON, TODAY, a_call, a_client

DAY = timedelta(days=1)


@pytest.fixture
def client(journal):
    made = a_client(journal)
    a_call(journal, made, NOON - DAY)
    return made


def test_an_event_turns_the_light_until_it_is_talked_about(journal, client):
    noted = note_event(journal, client, EventEntry(EventKind.CUTS, TODAY - DAY, " Ten go. "), now=NOON)
    assert [one.note for one in open_events(journal, client, TODAY)] == ["Ten go."]
    assert judged(journal, NOON)[client].light is Light.AMBER
    settle_event(journal, noted, now=NOON)
    assert open_events(journal, client, TODAY) == []
    assert judged(journal, NOON)[client].light is not Light.AMBER
    assert event(journal, noted).settled_on == TODAY
    reopen_event(journal, noted)
    assert event(journal, noted).is_open


def test_every_act_is_undone_by_its_name(journal, client):
    noted = note_event(journal, client, EventEntry(EventKind.CUTS, TODAY), now=NOON)
    for act, label in (
        (lambda: settle_event(journal, noted, now=NOON), "Talk about an event"),
        (
            lambda: edit_event(journal, noted, EventEntry(EventKind.NOTICE, TODAY), now=NOON),
            "Change an event",
        ),
        (lambda: trash_event(journal, noted, now=NOON), "Move an event to the trash"),
    ):
        act()
        assert journal.undo_label == label
        journal.undo()
        assert event(journal, noted).entry == EventEntry(EventKind.CUTS, TODAY)
    assert journal.undo_label == "Note an event"


@pytest.mark.parametrize(
    ("happened", "settled", "field"),
    [
        (None, None, "happened_on"),
        (TODAY + DAY, None, "happened_on"),
        (TODAY - DAY, TODAY + DAY, "settled_on"),
        (TODAY, TODAY - DAY, "settled_on"),
    ],
)
def test_days_that_cannot_be_are_told_at_their_field(journal, client, happened, settled, field):
    with pytest.raises(InvalidEntryError) as told:
        note_event(journal, client, EventEntry(EventKind.OTHER, happened, "", settled), now=NOON)
    assert told.value.field == field
    assert open_events(journal, client, TODAY) == []


@pytest.mark.parametrize("day", [TODAY + DAY, TODAY - 5 * DAY])
def test_it_is_talked_about_after_it_happened_and_not_tomorrow(journal, client, day):
    noted = note_event(journal, client, EventEntry(EventKind.CUTS, TODAY - DAY), now=NOON)
    with pytest.raises(InvalidEntryError) as told:
        settle_event(journal, noted, on=day, now=NOON)
    assert told.value.field == "settled_on"


def test_the_newest_stands_first_and_those_in_the_trash_not_at_all(journal, client):
    old, new, gone = (
        note_event(journal, client, EventEntry(EventKind.OTHER, TODAY - days * DAY), now=NOON)
        for days in (9, 1, 2)
    )
    trash_event(journal, gone, now=NOON)
    assert [one.event_id for one in open_events(journal, client, TODAY)] == [new, old]
    assert [item.type for item in in_trash(journal)] == ["client_event"]
    for act in (lambda: event(journal, gone), lambda: settle_event(journal, gone, now=NOON)):
        with pytest.raises(NotFoundError):
            act()
    assert [one.event_id for one in open_events(journal, client, TODAY - 5 * DAY)] == [old]


def test_a_client_in_the_trash_has_no_events(journal, client):
    note_event(journal, client, EventEntry(EventKind.CUTS, TODAY), now=NOON)
    trash_client(journal, client, now=NOON)
    assert open_events(journal, client, TODAY) == []
    with pytest.raises(NotFoundError):
        note_event(journal, client, EventEntry(EventKind.CUTS, TODAY), now=NOON)

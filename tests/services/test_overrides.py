from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.events import EventKind
from retention_journal.core.light import Light
from retention_journal.services.events import EventEntry, note_event
from retention_journal.services.judging import judged
from retention_journal.services.lights import client_light
from retention_journal.services.overrides import end_override, judgeable, set_override
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise

DAY = timedelta(days=1)


@pytest.fixture
def quiet(journal):
    """A client with nothing but silence beyond the rhythm: amber."""
    client = a_client(journal)
    a_person(journal, client)
    a_call(journal, client, NOON - timedelta(days=16))
    return client


def light_of(journal, client, at: datetime = NOON):
    return judged(journal, at)[client].light


def test_a_judgement_shows_beside_the_facts_until_its_last_day(journal, quiet):
    assert light_of(journal, quiet) is Light.AMBER
    set_override(journal, quiet, Light.GREEN, " They are on holiday ", TODAY + 3 * DAY, now=NOON)
    told = client_light(journal, quiet, NOON)
    assert told.light is Light.GREEN
    assert told.judged.assessment.facts_light is Light.AMBER
    assert "They are on holiday" in told.override_line
    assert "Watch" in told.override_line
    assert light_of(journal, quiet, NOON + 4 * DAY) is not Light.GREEN
    journal.undo()
    assert light_of(journal, quiet) is Light.AMBER


def test_a_second_judgement_takes_the_place_of_the_first(journal, quiet):
    set_override(journal, quiet, Light.GREEN, "Holiday", TODAY + 3 * DAY, now=NOON)
    set_override(journal, quiet, Light.RED, "They sounded off", TODAY + 2 * DAY, now=NOON)
    assert light_of(journal, quiet) is Light.RED
    assert judgeable(journal, quiet, NOON).override.reason == "They sounded off"
    end_override(journal, quiet, now=NOON)
    assert light_of(journal, quiet) is Light.AMBER
    assert journal.undo() == "Take your judgement back"
    assert light_of(journal, quiet) is Light.RED


@pytest.mark.parametrize(
    ("light", "reason", "days", "field"),
    [
        (Light.GREY, "Because", 3, "light"),
        (Light.AMBER, "Because", 3, "light"),
        (Light.GREEN, "  ", 3, "reason"),
        (Light.GREEN, "Because", -1, "until"),
        (Light.GREEN, "Because", 31, "until"),
    ],
)
def test_what_may_not_be_set_is_told_at_its_field(journal, quiet, light, reason, days, field):
    with pytest.raises(InvalidEntryError) as told:
        set_override(journal, quiet, light, reason, TODAY + days * DAY, now=NOON)
    assert told.value.field == field
    assert judgeable(journal, quiet, NOON).override is None


def test_something_broken_can_be_acknowledged_but_not_called_steady(journal, quiet):
    a_promise(journal, quiet, due_at=NOON - timedelta(days=20), made_on=TODAY - 30 * DAY)
    found = judgeable(journal, quiet, NOON)
    assert (found.facts_light, found.allowed) == (Light.RED, (Light.AMBER,))
    set_override(journal, quiet, Light.AMBER, "Agreed to wait", TODAY + DAY, now=NOON)
    assert light_of(journal, quiet) is Light.AMBER


def test_facts_that_worsen_win_over_a_kind_judgement(journal, quiet):
    set_override(journal, quiet, Light.GREEN, "Holiday", TODAY + 9 * DAY, now=NOON)
    note_event(journal, quiet, EventEntry(EventKind.NOTICE, TODAY), now=NOON)
    assert light_of(journal, quiet) is Light.RED


def test_only_those_you_work_for_have_a_light_to_judge(journal):
    lost = a_client(journal, status=Status.LOST)
    for act in (
        lambda: judgeable(journal, lost, NOON),
        lambda: set_override(journal, lost, Light.RED, "Why", TODAY, now=NOON),
        lambda: end_override(journal, lost, now=NOON),
        lambda: judgeable(journal, 99, NOON),
    ):
        with pytest.raises(NotFoundError):
            act()

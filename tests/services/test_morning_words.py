from __future__ import annotations

from datetime import datetime, time, timedelta

from retention_journal.core.events import EventKind
from retention_journal.core.light import Level
from retention_journal.services.events import EventEntry, note_event
from retention_journal.services.morning import morning
from retention_journal.services.planned_calls import plan_call
from tests.builders import TODAY, a_call, a_client

NINE = datetime.combine(TODAY, time(9))
DAY = timedelta(days=1)


def the_call(journal):
    [call] = morning(journal, NINE).calls
    return call


def test_a_reason_weighs_as_much_as_it_does_in_the_light(journal):
    client = a_client(journal)
    a_call(journal, client, NINE - 6 * DAY)
    note_event(journal, client, EventEntry(EventKind.UNHAPPY, TODAY), now=NINE)
    note_event(journal, client, EventEntry(EventKind.CUTS, TODAY), now=NINE)
    levels = {why.text: why.level for why in the_call(journal).reasons}
    assert levels == {
        "On 10 March they said that they are unhappy.": Level.RED,
        "They are making cuts, noted on 10 March.": Level.AMBER,
    }


def test_a_set_call_whose_day_is_over_names_no_hour_of_today(journal):
    client = a_client(journal)
    a_call(journal, client, NINE - 4 * DAY)
    plan_call(journal, client, NINE - 3 * DAY, now=NINE - 5 * DAY, why="The logo")
    assert the_call(journal).reasons[0].text == "You set this call: The logo"

"""Undo and redo of every act of the light and the list, with the journal's own notes in between."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contacts import Direction, Kind
from retention_journal.core.errors import JournalError
from retention_journal.core.events import EventKind
from retention_journal.core.light import Light
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.services import events, links, overrides, own_rules, planned_calls
from retention_journal.services.contacts import ContactEntry, log_contact, needs_no_answer
from retention_journal.services.light_history import keep_lights
from retention_journal.services.morning import keep_morning, make_anew, morning
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import NOTES, TABLES, Setting, name_of
from tests.builders import NOON, TODAY, a_client, a_person, an_empty_journal
from tests.laws import fewer_examples

DAY = timedelta(days=1)


def letter(journal, client, days):
    entry = ContactEntry(Kind.EMAIL, Direction.INBOUND, occurred_at=NOON - days * DAY)
    needs_no_answer(journal, log_contact(journal, client, entry, now=NOON).id)


ACTS = {
    "event": lambda journal, client, days: events.note_event(
        journal, client, events.EventEntry(EventKind.UNHAPPY, TODAY - days * DAY), now=NOON
    ),
    "settle": lambda journal, client, _days: [
        events.settle_event(journal, event.event_id, now=NOON)
        for event in events.open_events(journal, client, TODAY)
    ],
    "judge": lambda journal, client, days: overrides.set_override(
        journal, client, Light.AMBER, "I know them", TODAY + days * DAY, now=NOON
    ),
    "take back": lambda journal, client, _days: overrides.end_override(journal, client, now=NOON),
    "link": lambda journal, client, days: links.link_persons(journal, client, days % 3 + 1),
    "snooze": lambda journal, client, days: planned_calls.snooze(
        journal, client, "On holiday", TODAY + days * DAY, today=TODAY
    ),
    "wake": lambda journal, client, _days: [
        planned_calls.wake(journal, one.snooze_id) for one in planned_calls.snoozed(journal, TODAY).values()
    ],
    "set a call": lambda journal, client, days: planned_calls.plan_call(
        journal, client, datetime.combine(TODAY + days % 2 * DAY, datetime.min.time()), now=NOON
    ),
    "call": lambda journal, client, _days: log_contact(journal, client, ContactEntry(), now=NOON),
    "letter": letter,
    "threshold": lambda journal, _client, days: own_rules.set_light_rules(
        journal, DEFAULT_RULES.changed(event_window_days=days + 1)
    ),
    "nine": lambda journal, _client, days: own_rules.set_nine_oclock(
        journal, own_rules.NineOClock(capacity=days % 3 + 3)
    ),
    "off": lambda journal, _client, days: own_rules.add_days_off(journal, TODAY, TODAY + days * DAY),
    "on again": lambda journal, _client, _days: [
        own_rules.remove_days_off(journal, one.day_off_id) for one in own_rules.days_off(journal)
    ],
}
WALKS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.integers(0, 20)), max_size=12)


def acts_of(journal):
    """Return all that undo knows: every record but the journal's own notes."""
    found = {}
    for table in TABLES:
        if table not in NOTES:
            what = "WHERE name <> 'lights_until'" if table is Setting else ""
            found[name_of(table)] = journal.sql(f"SELECT * FROM {name_of(table)} {what} ORDER BY id")
    return found


@cache
def three_clients():
    """Return the file of a journal whose lights were noted, which takes a while."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.rjournal"
        with an_empty_journal(path) as journal:
            for name in ("Ada", "Bo", "Cy"):
                a_person(journal, a_client(journal, name), f"{name} Person")
            keep_lights(journal, NOON)
            journal.forget_undo()
        return path.read_bytes()


@given(WALKS)
@fewer_examples
def test_every_act_can_be_taken_back_and_made_again_after_a_restart(walk):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.rjournal"
        path.write_bytes(three_clients())
        with Journal.open(path) as journal:
            begun = acts_of(journal)
            for act, which, days in walk:
                with suppress(JournalError):  # what cannot be done now changes nothing
                    ACTS[act](journal, which + 1, days)
                keep_lights(journal, NOON)
                keep_morning(journal, NOON)
                make_anew(journal, NOON)
            ended = acts_of(journal)
        with Journal.open(path) as journal:
            while journal.undo() is not None:
                keep_lights(journal, NOON)
                morning(journal, NOON)
            assert acts_of(journal) == begun
            while journal.redo() is not None:
                keep_lights(journal, NOON)
            assert acts_of(journal) == ended

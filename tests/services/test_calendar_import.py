"""A calendar comes in as contacts of the right clients, once, and what went out does not come back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from retention_journal.core.batches import Fate
from retention_journal.core.contacts import Direction, Kind
from retention_journal.core.incoming import Incoming
from retention_journal.importers.ics import IcsWays, read_ics
from retention_journal.services.planned_calls import planned_calls
from retention_journal.services.transfer.batches import file_facts
from retention_journal.services.transfer.calendar_out import write_calendar
from retention_journal.services.transfer.intake import import_incoming
from retention_journal.services.transfer.intake_plan import IntakePlan, plan_intake
from retention_journal.services.transfer.intake_ways import IntakeWays
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Interaction, key_of
from tests.builders import a_call, a_client, a_person, a_promise
from tests.importers.calendars import CLIENT, ME, calendar, event

NOW = datetime(2026, 3, 20, 12, 0)
OSLO = ZoneInfo("Europe/Oslo")
WEEKLY = event("RRULE:FREQ=WEEKLY;COUNT=3", uid="UID:weekly")
STRANGER = event(uid="UID:other", who=("ATTENDEE:mailto:nobody@x.example",), title="SUMMARY:Dentist")
NAMED = event(uid="UID:named", who=(), title="SUMMARY:Workshop Ada Ltd, day 1")


@pytest.fixture
def ada(journal: Journal) -> int:
    client = a_client(journal, "Ada Ltd")
    a_person(journal, client, "Kim Lie", email=CLIENT)
    return client


def read(path: Path, content: bytes) -> Incoming:
    path.write_bytes(content)
    return read_ics(path, IcsWays(own_addresses=(ME,)), zone=OSLO, today=NOW.date())


def bring(journal: Journal, path: Path, content: bytes, ways: IntakeWays | None = None) -> IntakePlan:
    incoming, ways = read(path, content), ways or IntakeWays()
    plan = plan_intake(journal, incoming, ways, now=NOW)
    import_incoming(journal, incoming, ways, now=NOW, file=file_facts(path))
    return plan


def contacts(journal: Journal) -> list[tuple[object, ...]]:
    columns = (Interaction.client, Interaction.kind, Interaction.direction, Interaction.occurred_at)
    return journal.tuples(
        Interaction.select(*columns, Interaction.summary, Interaction.source).order_by(key_of(Interaction))
    )


def test_meetings_with_people_of_clients_become_contacts_once(
    journal: Journal, ada: int, tmp_path: Path
) -> None:
    content = calendar(WEEKLY, STRANGER, NAMED)
    plan = bring(journal, tmp_path / "work.ics", content)
    assert plan.counts == {Fate.NEW: 2, Fate.SKIPPED: 3}
    assert contacts(journal) == [
        (ada, Kind.MEETING, Direction.OUTBOUND, datetime(2026, 3, day, 10, 0), "The new list", "ics")
        for day in (10, 17)
    ]
    again = bring(journal, tmp_path / "later.ics", content)
    assert again.counts == {Fate.SAME: 2, Fate.SKIPPED: 3}
    assert len(contacts(journal)) == 2


def test_a_meeting_that_was_moved_since_is_changed_and_not_doubled(
    journal: Journal, ada: int, tmp_path: Path
) -> None:
    bring(journal, tmp_path / "work.ics", calendar(event("SEQUENCE:1")))
    moved = event("SEQUENCE:2", start="DTSTART:20260311T090000Z")
    assert bring(journal, tmp_path / "work.ics", calendar(moved)).counts == {Fate.CHANGED: 1}
    assert [row[3] for row in contacts(journal)] == [datetime(2026, 3, 11, 10, 0)]


def test_what_is_still_to_come_becomes_a_set_call_where_that_is_wanted(
    journal: Journal, ada: int, tmp_path: Path
) -> None:
    coming = calendar(event(start="DTSTART:20260401T090000Z"))
    assert bring(journal, tmp_path / "a.ics", coming).counts == {Fate.SKIPPED: 1}
    bring(journal, tmp_path / "a.ics", coming, IntakeWays(with_planned=True))
    (call,) = planned_calls(journal, NOW.date())
    assert (call.client_id, call.due_at, call.why) == (ada, datetime(2026, 4, 1, 11, 0), "The new list")


def test_a_title_that_names_a_client_is_only_taken_where_that_is_wanted(
    journal: Journal, ada: int, tmp_path: Path
) -> None:
    bring(journal, tmp_path / "a.ics", calendar(NAMED), IntakeWays(with_titles=True))
    assert [row[0] for row in contacts(journal)] == [ada]


def test_what_went_out_as_a_calendar_does_not_come_back(journal: Journal, ada: int, tmp_path: Path) -> None:
    a_call(journal, ada, kind=Kind.MEETING, summary="Ada Ltd")
    a_promise(journal, ada, due_at=datetime(2026, 3, 12, 23, 59))
    path = tmp_path / "out.ics"
    assert write_calendar(journal, path) == 2
    incoming = read_ics(path, zone=OSLO, today=date(2026, 12, 1))
    assert (incoming.contacts, incoming.problems, incoming.read, incoming.skipped) == ((), (), 2, 2)

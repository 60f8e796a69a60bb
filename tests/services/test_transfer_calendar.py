"""Talks, set calls and promises go out as a calendar."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import NotFoundError
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.services.planned_calls import plan_call
from retention_journal.services.transfer.calendar_out import write_calendar
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import InteractionContact, PlannedCall, Promise
from tests.builders import NOON, a_call, a_client, a_person, a_promise


def events(journal: Journal, path: Path, client: int | None = None) -> dict[str, Any]:
    write_calendar(journal, path, client=client)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_a_talk_stands_at_its_hour_with_who_took_part(journal: Journal, tmp_path: Path) -> None:
    ada = a_client(journal, "Ada, Byron; Co")
    person = a_person(journal, ada)
    talk = a_call(
        journal, ada, kind=Kind.MEETING, duration_min=45, summary="The new list.\nIn March; not later"
    )
    with journal.change("Add") as change:
        change.insert(InteractionContact, interaction=talk, contact=person)
    event = events(journal, tmp_path / "out.ics")["Meeting: Ada, Byron; Co"]
    assert event.start == NOON
    assert event.end == datetime(2026, 3, 10, 12, 45)
    assert str(event["DESCRIPTION"]) == "With Ada Byron\nThe new list.\nIn March; not later"
    assert "ATTENDEE" not in event


def test_a_promise_stands_on_its_day_whole(journal: Journal, tmp_path: Path) -> None:
    ada = a_client(journal)
    a_promise(journal, ada, due_at=datetime(2026, 3, 20, 15, 0))
    a_promise(
        journal, ada, "Send the texts", due_at=datetime(2026, 3, 12, 23, 59), state=PromiseState.KEPT,
        direction=PromiseDirection.THEIRS, delivered_at=datetime(2026, 3, 11, 9, 0),
    )  # fmt: skip
    found = events(journal, tmp_path / "out.ics")
    assert list(found) == ["Promised by Ada Ltd: Send the texts", "Promised to Ada Ltd: Send the list"]
    theirs, ours = found.values()
    assert (ours.start, ours.end) == (date(2026, 3, 20), date(2026, 3, 21))
    assert str(ours["DESCRIPTION"]) == "Open"
    assert str(theirs["DESCRIPTION"]) == "Kept, on 11 March 2026"


def test_a_set_call_stands_at_its_hour_or_on_its_day(journal: Journal, tmp_path: Path) -> None:
    ada, bo = a_client(journal), a_client(journal, "Bo Ltd")
    plan_call(journal, ada, datetime(2026, 3, 12, 9, 30), now=NOON, why="The list")
    plan_call(journal, bo, datetime(2026, 3, 13), now=NOON)
    done = plan_call(journal, bo, datetime(2026, 3, 14), now=NOON, why="Done long ago")
    with journal.change("Call") as change:
        change.update(PlannedCall, done, done_on=date(2026, 3, 14))
    found = events(journal, tmp_path / "out.ics")
    assert [event.start for event in found.values()] == [datetime(2026, 3, 12, 9, 30), date(2026, 3, 13)]
    assert str(found["Call Ada Ltd"]["DESCRIPTION"]) == "The list"


def test_what_is_for_nobody_else_or_did_not_take_place_stays_here(journal: Journal, tmp_path: Path) -> None:
    ada = a_client(journal)
    a_call(journal, ada, kind=Kind.NOTE, direction=Direction.NONE, summary="They are difficult")
    a_call(journal, ada, outcome=Outcome.NO_ANSWER, summary="Rang out")
    a_call(journal, ada, kind=Kind.EMAIL, summary="A letter")
    a_call(journal, ada, summary="Talked", client_words="We are not happy")
    a_promise(journal, ada, "Taken back", due_at=NOON, state=PromiseState.RELEASED)
    a_promise(journal, ada, "Some day")
    trashed = a_promise(journal, ada, "Thrown away", due_at=NOON)
    with journal.change("Delete") as change:
        change.trash(Promise, trashed, at=NOON)
    assert list(events(journal, tmp_path / "out.ics")) == ["Call: Ada Ltd"]
    assert "not happy" not in (tmp_path / "out.ics").read_text(encoding="utf-8")


def test_two_exports_are_equal_to_the_byte(journal: Journal, tmp_path: Path) -> None:
    ada, bo = a_client(journal), a_client(journal, "Bo Ltd")
    for client in (bo, ada):
        a_call(journal, client)
        a_promise(journal, client, due_at=NOON)
    assert write_calendar(journal, tmp_path / "one.ics") == 4
    write_calendar(journal, tmp_path / "two.ics")
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_one_client_goes_out_without_the_others(journal: Journal, tmp_path: Path) -> None:
    ada, bo = a_client(journal), a_client(journal, "Bo Ltd")
    a_call(journal, ada)
    a_call(journal, bo)
    assert list(events(journal, tmp_path / "out.ics", client=bo)) == ["Call: Bo Ltd"]
    with pytest.raises(NotFoundError):
        write_calendar(journal, tmp_path / "none.ics", client=99)

"""Meetings that come again are followed through moves, exceptions and cancellations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from retention_journal.core.incoming import Incoming
from retention_journal.importers.ics import IcsWays, read_ics
from tests.importers.calendars import ME, calendar, event

TODAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")

Read = Callable[..., Incoming]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return what reads a calendar of these parts."""

    def reading(*parts: Any, today: date = TODAY) -> Incoming:
        path = tmp_path / "calendar.ics"
        path.write_bytes(calendar(*parts))
        return read_ics(path, IcsWays(own_addresses=(ME,)), zone=OSLO, today=today)

    return reading


def days(incoming: Incoming) -> list[str]:
    return [f"{row.occurred_at:%m-%d %H:%M}" for row in incoming.contacts]


WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"
START = "DTSTART;TZID=Europe/Oslo:20260310T100000"


def test_a_series_keeps_its_hour_when_the_clocks_change(read: Read) -> None:
    incoming = read(event(WEEKLY, start=START))
    assert days(incoming) == ["03-10 10:00", "03-17 10:00", "03-24 10:00", "03-31 10:00"]
    assert [row.ext_id for row in incoming.contacts][-2:] == ["1@x|20260324T090000Z", "1@x|20260331T080000Z"]
    assert incoming.contacts[0].place == "event 1 on 10 March 2026"


def test_a_series_of_another_zone_moves_with_that_zone(read: Read) -> None:
    start = "DTSTART;TZID=Eastern Standard Time:20260303T100000"
    assert days(read(event(WEEKLY, start=start))) == [
        "03-03 16:00",
        "03-10 15:00",
        "03-17 15:00",
        "03-24 15:00",
    ]


def test_one_of_a_series_may_be_moved_and_one_left_out(read: Read) -> None:
    moved = event(
        "RECURRENCE-ID:20260317T090000Z",
        start="DTSTART;TZID=Europe/Oslo:20260318T140000",
        title="SUMMARY:Moved",
    )
    series = event(WEEKLY, "EXDATE;TZID=Europe/Oslo:20260324T100000", start=START)
    incoming = read(moved, series)
    assert sorted(days(incoming)) == ["03-10 10:00", "03-18 14:00", "03-31 10:00"]
    assert [row.ext_id for row in incoming.contacts if row.summary == "Moved"] == ["1@x|20260317T090000Z"]


def test_one_of_a_series_may_be_cancelled(read: Read) -> None:
    gone = event("RECURRENCE-ID;TZID=Europe/Oslo:20260317T100000", "STATUS:CANCELLED", start=START)
    incoming = read(event(WEEKLY, start=START), gone)
    assert days(incoming) == ["03-10 10:00", "03-24 10:00", "03-31 10:00"]
    assert incoming.notes == ("1 event was cancelled.",)


def test_from_one_on_a_series_may_be_another(read: Read) -> None:
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Oslo:20260324T100000",
        start="DTSTART;TZID=Europe/Oslo:20260325T120000", title="SUMMARY:Later",
    )  # fmt: skip
    incoming = read(event("RRULE:FREQ=WEEKLY;UNTIL=20260408T230000Z", start=START), later)
    assert days(incoming) == ["03-10 10:00", "03-17 10:00", "03-25 12:00", "04-01 12:00", "04-08 12:00"]


def test_one_that_the_series_dropped_since_is_an_older_version(read: Read) -> None:
    moved = event("RECURRENCE-ID:20260317T090000Z", "SEQUENCE:1", start="DTSTART:20260318T140000Z")
    incoming = read(moved, event(WEEKLY, "SEQUENCE:2", "EXDATE:20260317T090000Z", start=START))
    assert days(incoming) == ["03-10 10:00", "03-24 10:00", "03-31 10:00"]
    assert incoming.skipped == 1


def test_days_that_are_listed_are_added(read: Read) -> None:
    incoming = read(event("RDATE;TZID=Europe/Oslo:20260312T100000,20260310T100000", start=START))
    assert days(incoming) == ["03-10 10:00", "03-12 10:00"]


@pytest.mark.parametrize("until", ["20260324", "20260324T090000Z", "20260324T100000"])
def test_the_last_day_is_one_of_the_series(read: Read, until: str) -> None:
    incoming = read(event(f"RRULE:FREQ=WEEKLY;UNTIL={until}", start=START))
    assert days(incoming)[-1] == "03-24 10:00"


def test_a_series_of_whole_days_stays_on_its_days(read: Read) -> None:
    start = "DTSTART;VALUE=DATE:20260310"
    incoming = read(
        event("RRULE:FREQ=WEEKLY;UNTIL=20260324T000000Z", "EXDATE;VALUE=DATE:20260317", start=start)
    )
    assert days(incoming) == ["03-10 00:00", "03-24 00:00"]
    assert incoming.contacts[0].ext_id == "1@x|20260310"


def test_a_day_that_is_listed_with_an_hour_is_a_day_of_the_series(read: Read) -> None:
    listed = "RDATE;VALUE=PERIOD:20260312T090000Z/PT1H"
    assert days(read(event(listed, start="DTSTART;VALUE=DATE:20260310"))) == ["03-10 00:00", "03-12 00:00"]


def test_of_two_events_with_one_uid_what_was_changed_belongs_to_the_first(read: Read) -> None:
    later = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260317T090000Z", start="DTSTART:20260318T090000Z")
    incoming = read(event(), later, event(WEEKLY, start="DTSTART:20260411T090000Z"))
    assert len(incoming.contacts) == 6
    assert "03-18 10:00" in days(incoming)


def test_what_goes_on_earlier_than_what_it_replaces_is_not_doubled(read: Read) -> None:
    later = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260324T090000Z", start="DTSTART:20260317T090000Z")
    incoming = read(event(WEEKLY, start=START), later)
    assert len({row.ext_id for row in incoming.contacts}) == len(incoming.contacts)


def test_a_series_is_followed_five_years_back_and_one_forward(read: Read) -> None:
    incoming = read(event("RRULE:FREQ=DAILY", start="DTSTART:19990310T090000Z"))
    first, last = incoming.contacts[0].occurred_at.date(), incoming.contacts[-1].occurred_at.date()
    assert (first, last) == (date(2021, 11, 23), date(2027, 11, 23))
    assert any("only the last five years" in note for note in incoming.notes)
    assert sum(row.is_planned for row in incoming.contacts) == 366


def test_a_series_that_ended_long_ago_is_counted_and_said(read: Read) -> None:
    incoming = read(event(WEEKLY, start="DTSTART:20100310T090000Z"), event(uid="UID:2"))
    assert (len(incoming.contacts), incoming.skipped) == (1, 1)
    assert incoming.notes == ("1 series has no day in the last five years or the coming one.",)


STRANGE = ("FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;INTERVAL=0", "nonsense")


@pytest.mark.parametrize("rule", STRANGE)
def test_what_comes_again_too_often_or_strangely_is_taken_once_and_told(read: Read, rule: str) -> None:
    incoming = read(event(f"RRULE:{rule}"))
    assert days(incoming) == ["03-10 10:00"]
    (problem,) = incoming.problems
    assert (problem.place, problem.left_out) == ("event 1", False)
    assert "only the first is taken" in problem.message


def test_beyond_5000_times_only_the_first_is_taken_and_told(read: Read) -> None:
    hours = ",".join(str(hour) for hour in range(12))
    incoming = read(event(f"RRULE:FREQ=DAILY;BYHOUR={hours}", start="DTSTART:20250310T000000"))
    assert [row.occurred_at for row in incoming.contacts] == [datetime(2025, 3, 10)]
    assert "more than 5,000 times" in incoming.problems[0].message


def test_one_of_a_series_that_is_not_in_the_file_stands_for_itself(read: Read) -> None:
    incoming = read(event("RECURRENCE-ID:20260310T090000Z", start="DTSTART:20260311T090000Z"))
    assert [row.ext_id for row in incoming.contacts] == ["1@x|20260310T090000Z"]
    again = read(event("RECURRENCE-ID;TZID=Europe/Oslo:20260310T100000", start="DTSTART:20260311T090000Z"))
    assert [row.ext_id for row in again.contacts] == ["1@x|20260310T090000Z"]

"""Spoilt calendars are read or refused, soon, and no event of them is lost without a word."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.ics import IcsWays, ics_look, read_ics
from retention_journal.importers.recognise import recognise
from tests.importers.calendars import CLIENT, ME, calendar, event
from tests.importers.mutations import MANY, mutations

TODAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")
WAYS = (IcsWays(own_addresses=(ME,), keep_text=True), IcsWays(zone="America/New_York"))
ZONE = [
    "BEGIN:VTIMEZONE", "TZID:Customized Time Zone", "X-LIC-LOCATION:Nowhere", "BEGIN:STANDARD",
    "DTSTART:16010101T030000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500",
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000",
    "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RDATE:20250309T020000", "END:DAYLIGHT", "END:VTIMEZONE",
]  # fmt: skip
EVENTS = (
    event("DTEND:20260310T101500Z", "SEQUENCE:2", "LOCATION:Storgata 1\\, Oslo", "DESCRIPTION:Kåre\\n å"),
    event("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,-1FR;UNTIL=20240801T000000Z;WKST=SU", uid="UID:2",
          start="DTSTART;TZID=Customized Time Zone:20240305T100000"),
    event("RECURRENCE-ID;RANGE=THISANDFUTURE:20240319T150000Z", "DURATION:PT1H30M", uid="UID:2",
          start='DTSTART;TZID="W. Europe Standard Time":20240320T100000'),
    event("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;BYSETPOS=1;COUNT=30", "EXDATE;VALUE=DATE:20260331,20260430",
          "RDATE;VALUE=PERIOD:20260401T090000Z/PT1H", start="DTSTART;VALUE=DATE:20260131", uid="UID:3"),
    event("STATUS:CANCELLED", "BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM", uid="",
          who=('ATTENDEE;CN="Lie; Kim";PARTSTAT=DECLINED;CUTYPE=INDIVIDUAL:mailto:kim@ada.example',)),
    event("RRULE:FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,30;COUNT=30", uid="UID:4",
          title="SUMMARY;ENCODING=QUOTED-PRINTABLE:K=E5re"),
)  # fmt: skip
SEEDS = [
    b"\xef\xbb\xbf" + calendar("X-WR-CALNAME:Work", "X-WR-TIMEZONE:Europe/Oslo", ZONE, *EVENTS, end="\r\n"),
    calendar("METHOD:REQUEST", *EVENTS, ["BEGIN:VTODO", "END:VTODO"], ZONE, end="\n"),
    calendar(f"X-WR-CALNAME:{CLIENT}", *EVENTS[3:]).decode().encode("utf-16"),
]


def check(path: Path, content: bytes) -> None:
    """Read a spoilt file in every way a person could, and hold it to what is promised."""
    path.write_bytes(content)
    started = time.thread_time()
    with suppress(JournalError):
        recognise(path)
    with suppress(JournalError):
        ics_look(path)
    for ways in WAYS:
        try:
            incoming = read_ics(path, ways, zone=OSLO, today=TODAY)
        except JournalError:
            continue
        kept = {row.place.partition(" on ")[0] for row in incoming.contacts}
        left_out = sum(problem.left_out for problem in incoming.problems)
        assert len(kept) + left_out + incoming.skipped >= incoming.read
        assert all(row.ext_id and row.occurred_at.tzinfo is None for row in incoming.contacts)
        assert len({row.ext_id for row in incoming.contacts}) == len(incoming.contacts)
    assert time.thread_time() - started < 2 * (1 + len(WAYS))


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_spoilt_calendars_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    for content in mutations(SEEDS[seed], 100, seed=seed):
        check(tmp_path / "spoilt.ics", content)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_many_spoilt_calendars_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    for content in mutations(SEEDS[seed], MANY // 3, seed=100 + seed):
        check(tmp_path / "spoilt.ics", content)


LONG = 200_000
HOSTILE = [
    b"A" * LONG, b";" * LONG, b'"' * LONG, b'ATTENDEE;CN="' * 20_000, b"DTSTART:" + b"2" * LONG,
    b"DTSTART;TZID=" + b"(UTC" * 50_000 + b":20260101", b"DURATION:P" + b"1W" * LONG,
    b"SUMMARY:" + b"\\" * LONG,
    b"ATTENDEE:" + b"mailto:" * 50_000, b"RRULE:FREQ=DAILY;BYDAY=" + b"MO," * 50_000, b"\r\n " * 100_000,
    b"EXDATE:" + b"20260101," * 50_000, b"BEGIN:VEVENT\r\n" * 5_000, b"BEGIN:X\r\n" * 50_000,
    b"LOCATION:" + b"1 " * LONG, b"SUMMARY;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n" * 50_000,
    b"RDATE:" + b"20260101T000000Z/" * 50_000, b"BEGIN:VTIMEZONE\r\n" * 20_000, b"SEQUENCE:" + b"9" * LONG,
]  # fmt: skip


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
def test_no_line_keeps_the_program_busy(tmp_path: Path, line: bytes) -> None:
    body = calendar(event("X-HERE:1"), event(uid="UID:2")).replace(b"X-HERE:1", line)
    check(tmp_path / "hostile.ics", body)

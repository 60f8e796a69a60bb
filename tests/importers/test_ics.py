"""Calendars become contacts: when, with whom, how, and what is left out is said."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.core.incoming import ContactRow, Incoming
from retention_journal.importers.ics import IcsLook, IcsWays, ics_look, read_ics
from retention_journal.importers.recognise import Source, recognise
from tests.importers.calendars import CLIENT, ME, calendar, event

TODAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")
WAYS = IcsWays(own_addresses=(ME,))

Read = Callable[..., Incoming]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return what reads a calendar of these parts."""

    def reading(*parts: Any, ways: IcsWays = WAYS, zone: ZoneInfo = OSLO, today: date = TODAY) -> Incoming:
        path = tmp_path / "calendar.ics"
        path.write_bytes(parts[0] if isinstance(parts[0], bytes) else calendar(*parts))
        incoming = read_ics(path, ways, zone=zone, today=today)
        places = {row.place.partition(" on ")[0] for row in incoming.contacts}
        left_out = sum(problem.left_out for problem in incoming.problems)
        assert len(places) + left_out + incoming.skipped >= incoming.read
        return incoming

    return reading


def the_row(incoming: Incoming) -> ContactRow:
    (row,) = incoming.contacts
    return row


def test_a_meeting_becomes_a_contact(read: Read) -> None:
    incoming = read("X-WR-CALNAME:Work", event("DTEND:20260310T101500Z", "LOCATION:Storgata 1\\, Oslo"))
    row = the_row(incoming)
    assert (row.place, row.ext_id) == ("event 1", "1@x")
    assert row.occurred_at == datetime(2026, 3, 10, 10, 0)
    assert (row.kind, row.direction, row.outcome) == (Kind.MEETING, Direction.OUTBOUND, Outcome.REACHED)
    assert (row.duration_min, row.summary, row.title_match) == (75, "The new list", "The new list")
    assert row.whose.addresses == (CLIENT,)
    assert row.whose.is_only_known
    assert row.people == (("Kim Lie", CLIENT),)
    assert not row.is_planned
    assert (incoming.source, incoming.fingerprint, incoming.read, incoming.skipped) == ("ics", "", 1, 0)
    assert (incoming.looks_like, incoming.label) == ("A calendar, “Work”, with 1 event.", "Work")


def test_what_is_still_to_come_is_planned(read: Read) -> None:
    rows = read(event(), ways=WAYS, today=date(2026, 3, 10)).contacts
    assert [row.is_planned for row in rows] == [True]
    assert not the_row(read(event(), today=date(2026, 3, 11))).is_planned


KINDS = [
    (("LOCATION:Storgata 1",), "The list", Kind.MEETING),
    ((), "Call with Kim", Kind.CALL),
    ((), "Telefonmøte om listen", Kind.CALL),
    ((), "Ring Kim", Kind.CALL),
    ((), "Recalled spring", Kind.MEETING),
    (("LOCATION:+47 22 33 44 55",), "The list", Kind.CALL),
    (("LOCATION:Telefon",), "The list", Kind.CALL),
    ((), "Videomöte om listan", Kind.VIDEO_CALL),
    (("LOCATION:Microsoft Teams-møte",), "The list", Kind.VIDEO_CALL),
    (("LOCATION:https://zoom.us/j/1",), "The list", Kind.VIDEO_CALL),
    (("DESCRIPTION:Join: https://meet.google.com/abc",), "The list", Kind.VIDEO_CALL),
    (("URL:https://teams.microsoft.com/l/1",), "The list", Kind.VIDEO_CALL),
    (("CONFERENCE;VALUE=URI:https://video.example/1",), "The list", Kind.VIDEO_CALL),
    (("X-GOOGLE-CONFERENCE:https://meet.google.com/abc", "LOCATION:Storgata 1"), "The list", Kind.MEETING),
]


@pytest.mark.parametrize(("lines", "title", "kind"), KINDS)
def test_the_kind_is_told_by_words_and_links(
    read: Read, lines: tuple[str, ...], title: str, kind: Kind
) -> None:
    assert the_row(read(event(*lines, title=f"SUMMARY:{title}"))).kind is kind


def test_who_asked_tells_the_direction(read: Read) -> None:
    theirs = (f"ORGANIZER:MAILTO:{CLIENT.upper()}", f"ATTENDEE:mailto:{ME}", f"ATTENDEE:mailto:{CLIENT}")
    row = the_row(read(event(who=theirs)))
    assert row.direction is Direction.INBOUND
    assert row.whose.addresses == (CLIENT,)
    assert the_row(read(event(who=()))).direction is Direction.NONE


def test_whoever_asked_was_there_even_where_no_guest_is_named(read: Read) -> None:
    row = the_row(read(event(who=(f"ORGANIZER;CN=Kim Lie:mailto:{CLIENT}",))))
    assert (row.people, row.direction) == ((("Kim Lie", CLIENT),), Direction.INBOUND)
    mine = the_row(read(event(who=(f"ORGANIZER:mailto:{ME}",))))
    assert (mine.people, mine.direction) == ((), Direction.NONE)
    whose = the_row(read(event(who=("ORGANIZER:mailto:somebody@x.example",)), ways=IcsWays()))
    assert (whose.people, whose.direction) == ((), Direction.NONE)


def test_rooms_and_who_declined_were_not_there(read: Read) -> None:
    who = (
        f"ORGANIZER:mailto:{ME}", "ATTENDEE;CUTYPE=ROOM:mailto:room@x.example",
        "ATTENDEE:mailto:c_1@resource.calendar.google.com",
        'ATTENDEE;PARTSTAT=DECLINED;CN="Lie, Per":mailto:per@ada.example',
        'ATTENDEE;CN="Lie; Kim: Ada";EMAIL=kim@ada.example:urn:uuid:1',
    )  # fmt: skip
    row = the_row(read(event(who=who)))
    assert row.people == (("Lie; Kim: Ada", CLIENT),)


@pytest.mark.parametrize("who", [
    (f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME}", f"ATTENDEE:mailto:{CLIENT}"),
    (f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ME}", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{CLIENT}"),
])  # fmt: skip
def test_what_was_declined_is_counted_and_said(read: Read, who: tuple[str, ...]) -> None:
    incoming = read(event(who=who))
    assert (incoming.contacts, incoming.skipped) == ((), 1)
    assert incoming.notes == ("1 event was declined, by you or by all others.",)


def test_cancelled_events_are_counted_and_said(read: Read) -> None:
    by_method = calendar("METHOD:CANCEL", event())
    assert read(by_method).notes == ("1 event was cancelled.",)
    assert read(event("STATUS:CANCELLED"), event(uid="UID:2")).skipped == 1


MOMENTS = [
    ("DTSTART:20260710T090000Z", datetime(2026, 7, 10, 11, 0)),
    ("DTSTART:20260710T090000", datetime(2026, 7, 10, 9, 0)),
    ("DTSTART;TZID=America/New_York:20260310T090000", datetime(2026, 3, 10, 14, 0)),  # an hour early
    ("DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20260110T090000", datetime(2026, 1, 10, 15, 0)),
    ("DTSTART;TZID=Eastern Standard Time:20260110T090000", datetime(2026, 1, 10, 15, 0)),
    ('DTSTART;TZID="W. Europe Standard Time":20260110T090000', datetime(2026, 1, 10, 9, 0)),
    ("DTSTART;TZID=(UTC-03:00) Nowhere:20260110T090000", datetime(2026, 1, 10, 13, 0)),
    ("DTSTART;VALUE=DATE:20260110", datetime(2026, 1, 10)),
    ("DTSTART:20260110", datetime(2026, 1, 10)),
    ("DTSTART:2026-01-10T09:00:00+02:00", datetime(2026, 1, 10, 8, 0)),
    ("DTSTART:20260110T0900Z", datetime(2026, 1, 10, 10, 0)),
    ("DTSTART:20260110T240000", datetime(2026, 1, 11)),
    ("DTSTART;TZID=Europe/Oslo:20260329T023000", datetime(2026, 3, 29, 3, 30)),  # an hour that was not
]


@pytest.mark.parametrize(("start", "at"), MOMENTS)
def test_hours_are_those_of_the_persons_clock(read: Read, start: str, at: datetime) -> None:
    assert the_row(read(event(start=start))).occurred_at == at


OWN_ZONE = [
    "BEGIN:VTIMEZONE", "TZID:Customized Time Zone", "BEGIN:STANDARD", "DTSTART:16010101T030000",
    "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "END:STANDARD",
    "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400",
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
]  # fmt: skip


@pytest.mark.parametrize(("wall", "at"), [
    ("20260110T090000", datetime(2026, 1, 10, 15, 0)), ("20260710T090000", datetime(2026, 7, 10, 15, 0)),
    ("20260308T010000", datetime(2026, 3, 8, 7, 0)), ("20260308T030000", datetime(2026, 3, 8, 8, 0)),
    ("20261101T030000", datetime(2026, 11, 1, 9, 0)), ("20261101T010000", datetime(2026, 11, 1, 6, 0)),
])  # fmt: skip
def test_a_zone_that_only_the_calendar_knows_is_read_from_it(read: Read, wall: str, at: datetime) -> None:
    start = event(start=f"DTSTART;TZID=Customized Time Zone:{wall}")
    assert the_row(read(start, OWN_ZONE)).occurred_at == at  # it may stand behind the events, too


def test_the_zone_of_the_calendar_helps_where_a_name_leads_nowhere(read: Read) -> None:
    start = event(start="DTSTART;TZID=Nowhere:20260110T090000")
    assert the_row(read("X-WR-TIMEZONE:America/New_York", start)).occurred_at.hour == 15


def test_a_zone_that_nobody_knows_is_asked_about(read: Read, tmp_path: Path) -> None:
    start = event(start="DTSTART;TZID=Nowhere:20260110T090000")
    incoming = read(start)
    assert the_row(incoming).occurred_at.hour == 9
    assert "The time zone “Nowhere” is not known; its hours were read as your own." in incoming.notes
    assert ics_look(tmp_path / "calendar.ics").unknown_zones == ("Nowhere",)
    told = read(start, ways=IcsWays((ME,), zone="America/New_York"))
    assert the_row(told).occurred_at.hour == 15
    with pytest.raises(InvalidEntryError, match="no time zone"):
        read(start, ways=IcsWays(zone="Nowhere"))


LENGTHS = [
    (("DTEND:20260310T093000Z",), 30), (("DURATION:PT1H30M",), 90), (("DURATION:P1D",), 1440),
    (("DTEND;TZID=Europe/Oslo:20260310T103000",), 30), (("DTEND:20260310T080000Z",), None), ((), None),
    (("DURATION:-PT1H",), None), (("DURATION:P9W",), None), (("DTEND:20260310T090000Z",), None),
    (("DURATION:1:30",), None),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "minutes"), LENGTHS)
def test_how_long_it_took_is_taken_from_end_or_length(
    read: Read, lines: tuple[str, ...], minutes: int | None
) -> None:
    assert the_row(read(event(*lines))).duration_min == minutes


def test_days_without_guests_that_are_no_meeting_are_counted(read: Read) -> None:
    def day(uid: str, title: str, *lines: str) -> list[str]:
        return event(
            *lines, start="DTSTART;VALUE=DATE:20260310", uid=f"UID:{uid}", title=f"SUMMARY:{title}", who=()
        )

    incoming = read(
        day("1", "Kim's birthday"), day("2", "Something", "RRULE:FREQ=YEARLY"), day("3", "Workshop Ada Ltd"),
        event(start="DTSTART;VALUE=DATE:20260310", uid="UID:4", title="SUMMARY:Holiday planning"),
        event("X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", start="DTSTART:20260310T000000", uid="UID:5"),
    )  # fmt: skip
    assert [row.ext_id for row in incoming.contacts] == ["3", "4", "5"]
    assert incoming.skipped == 2
    assert incoming.contacts[2].occurred_at == datetime(2026, 3, 10)


def test_one_broken_event_keeps_the_others(read: Read) -> None:
    incoming = read(
        event(uid="UID:1"), event(uid="UID:2", start="DTSTART:99999999T999999"), event(uid="UID:3", start=""),
        event(uid="UID:4", start="DTSTART:00010101T000000Z"), event(uid="UID:5"),
    )  # fmt: skip
    assert [row.ext_id for row in incoming.contacts] == ["1", "5"]
    bad = [(problem.place, problem.message) for problem in incoming.problems if problem.left_out]
    assert bad == [
        ("event 2", "“99999999T999999” is no moment to begin at."),
        ("event 3", "It does not say when it begins."),
        ("event 4", "“00010101T000000Z” is no moment to begin at."),
    ]
    assert "UID:2" in incoming.raw["event 2"]


def test_an_event_without_an_end_is_taken_as_far_as_it_goes(read: Read) -> None:
    cut = calendar(event(uid="UID:1")[:-1], event(uid="UID:2")[:4])
    incoming = read(cut.replace(b"END:VEVENT", b"").replace(b"END:VCALENDAR", b""))
    assert [row.ext_id for row in incoming.contacts] == ["1", "2"]
    assert [problem.left_out for problem in incoming.problems] == [False, False]


def test_what_stands_inside_an_event_is_not_the_events(read: Read) -> None:
    alarm = [
        "BEGIN:VALARM",
        "SUMMARY:Wake up",
        "ATTENDEE:mailto:alarm@x.example",
        "DTSTART:19990101",
        "END:VALARM",
    ]
    row = the_row(read(event(*alarm)))
    assert (row.summary, row.whose.addresses) == ("The new list", (CLIENT,))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_letters_and_line_ends_of_every_make(read: Read, end: str, encoding: str) -> None:
    title = "SUMMARY:Kåre Ødegård \\, listen\\; på" + end + " nytt"
    content = calendar(event(title=title, who=()), end=end).decode().encode(encoding)
    assert the_row(read(content)).summary == "Kåre Ødegård , listen; pånytt"


def test_a_fold_may_cut_a_letter_in_two(read: Read) -> None:
    content = calendar(event(title="SUMMARY:Kåre")).replace("å".encode(), b"\xc3\r\n \xa5")
    assert the_row(read(content)).summary == "Kåre"


def test_the_old_kind_of_calendar_is_read_too(read: Read) -> None:
    title = "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:K=E5re og =\r\nlisten"
    row = the_row(read(event("RRULE:W1 MO #3", title=title)))
    assert row.summary == "Kåre og listen"


def test_an_event_without_uid_is_known_by_what_it_says(read: Read) -> None:
    one, same, other = (
        read(event(uid="", title=title)).contacts[0] for title in ("SUMMARY:A", "SUMMARY:A", "SUMMARY:B")
    )
    assert one.ext_id == same.ext_id == one.anchor
    assert one.ext_id.startswith("sha256:")
    assert one.ext_id != other.ext_id


NEWER = [("SEQUENCE:2", "SEQUENCE:10"), ("LAST-MODIFIED:20260101T000000Z", "LAST-MODIFIED:20260102T000000Z"),
         ("DTSTAMP:20260101T000000Z", "DTSTAMP:20260101T000001Z"),
         ("SEQUENCE:1\r\nDTSTAMP:20270101T000000Z", "SEQUENCE:2\r\nDTSTAMP:20250101T000000Z")]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), NEWER)
@pytest.mark.parametrize("is_new_first", [True, False])
def test_of_two_versions_the_newer_holds(read: Read, old: str, new: str, is_new_first: bool) -> None:
    versions = [event(old, title="SUMMARY:Old"), event(new, title="SUMMARY:New")]
    incoming = read(*(reversed(versions) if is_new_first else versions))
    assert [row.summary for row in incoming.contacts] == ["New"]
    assert incoming.skipped == 1


def test_an_answer_to_an_invitation_is_no_newer_version(read: Read) -> None:
    answer = calendar("METHOD:REPLY", event("DTSTAMP:20270101T000000Z", title="SUMMARY:Answer"))
    asked = calendar("METHOD:REQUEST", event("DTSTAMP:20260101T000000Z", title="SUMMARY:Asked"))
    assert [row.summary for row in read(asked + answer).contacts] == ["Asked"]


def test_events_with_one_uid_that_are_as_new_as_each_other_are_all_kept(read: Read) -> None:
    incoming = read(event(), event(start="DTSTART:20260311T090000Z"), event())
    assert len({row.ext_id for row in incoming.contacts}) == 2
    assert incoming.notes == ("1 event stands here twice.",)


def test_what_a_journal_wrote_itself_does_not_come_back(read: Read) -> None:
    incoming = read(event(uid="UID:abc@retention-journal"))
    assert (incoming.contacts, incoming.skipped) == ((), 1)


def test_tasks_and_notes_are_counted_and_said(read: Read) -> None:
    incoming = read(event(), ["BEGIN:VTODO", "SUMMARY:Do", "END:VTODO"])
    assert (incoming.read, incoming.skipped, len(incoming.contacts)) == (2, 1, 1)
    with pytest.raises(JournalError, match="only tasks"):
        read(["BEGIN:VTODO", "END:VTODO"])
    with pytest.raises(JournalError, match="no event"):
        read("METHOD:PUBLISH")


def test_the_description_is_kept_only_where_it_is_wanted(read: Read) -> None:
    long = event("DESCRIPTION:Line one\\n" + "x" * 1000)
    assert the_row(read(long)).summary == "The new list"
    kept = the_row(read(long, ways=IcsWays((ME,), keep_text=True))).summary
    assert kept.startswith("The new list\nLine one\nxxx")
    assert len(kept) < 520


def test_whose_calendar_it_is_is_guessed_by_its_name_or_its_guests(read: Read, tmp_path: Path) -> None:
    by_name = read(f"X-WR-CALNAME:{ME}", event(), ways=IcsWays())
    assert read(event(), f"X-WR-CALNAME:{ME}", ways=IcsWays()) == by_name, "named below its events"
    assert the_row(by_name).whose.addresses == (CLIENT,)
    assert by_name.notes[0] == f"Your own address is taken to be {ME}."
    events = [
        event(uid=f"UID:{n}", who=(f"ATTENDEE:mailto:{ME}", f"ATTENDEE:mailto:k{n}@x.example"))
        for n in range(4)
    ]
    read(*events, ways=IcsWays())
    assert ics_look(tmp_path / "calendar.ics") == IcsLook(
        4, (), (ME,), (), date(2026, 3, 10), date(2026, 3, 10)
    )
    assert ics_look(tmp_path / "calendar.ics").own_guess == (ME,)


def test_a_folder_and_a_packed_archive_of_calendars_are_read_together(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    (folder / "in").mkdir(parents=True)
    (folder / "a.ics").write_bytes(calendar("X-WR-CALNAME:Work", event("SEQUENCE:1")))
    (folder / "in" / "b.ics").write_bytes(calendar("METHOD:CANCEL", event("SEQUENCE:2"), event(uid="UID:2")))
    (folder / "notes.txt").write_text("no calendar", encoding="utf-8")
    packed = tmp_path / "takeout.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(folder / "a.ics", "Calendar/a.ics")
        archive.write(folder / "notes.txt", "Calendar/notes.ics")
    assert recognise(folder) is recognise(packed) is Source.ICS
    incoming = read_ics(folder, WAYS, zone=OSLO, today=TODAY)
    assert (incoming.contacts, incoming.read, incoming.skipped) == ((), 3, 3)
    assert incoming.label == "Work"
    one = read_ics(packed, WAYS, zone=OSLO, today=TODAY)
    assert [row.place for row in one.contacts] == ["Calendar/a.ics, event 1"]


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    path.write_bytes(calendar(*(event(uid=f"UID:{n}") for n in range(500))))
    steps: list[tuple[int, int]] = []

    def stop_soon(done: int, whole: int) -> None:
        steps.append((done, whole))
        if len(steps) > 1:
            raise CancelledError("Stopped")

    with pytest.raises(CancelledError):
        read_ics(path, WAYS, zone=OSLO, today=TODAY, progress=stop_soon)
    assert 0 < steps[1][0] < steps[1][1] == path.stat().st_size


@pytest.mark.parametrize("name", ["missing.ics", "."])
def test_what_is_no_calendar_is_refused_in_plain_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(JournalError, match="no"):
        read_ics(tmp_path / name, WAYS, zone=OSLO, today=TODAY)

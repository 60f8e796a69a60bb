"""Events of a calendar: what one says, and which of several versions holds.

Source: imports, sections 1.5, 4.5 and 4.9.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from retention_journal.core.contacts import Kind
from retention_journal.core.incoming import OUR_CALENDAR
from retention_journal.core.mail_addresses import address_key, is_address
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers.client_rows import shown
from retention_journal.importers.ics_kinds import LeftOut, is_day_note, kind_of
from retention_journal.importers.ics_lines import Part, Property
from retention_journal.importers.ics_moments import CalendarZones, Clock, clock_of, clocks_of, length_of

#: How the UID of an event begins that has none of its own.
NO_UID = "sha256:"

_LONGEST_UID = 500
_LONGEST_TITLE = 1_000
_KEPT_CHARACTERS = 500
_MOST_GUESTS = 200
_MOST_RULES = 5
_MOST_EXCEPTIONS = 5_000
_NO_PEOPLE = frozenset({"ROOM", "RESOURCE"})
_NO_HOSTS = (
    "@group.calendar.google.com",
    "@resource.calendar.google.com",
    "@import.calendar.google.com",
    "@calendar.google.com",
)
_ANSWERS = frozenset({"REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"})
_MAILTO = re.compile(r"mailto:\s*([^\s<>,;\"]{1,320})", re.IGNORECASE)
_LONGEST_NUMBER, _LONGEST_STAMP = 9, 20  # stamps are in UTC, so that they can be compared as they stand
_LONGEST_TALK = timedelta(hours=24)


class NoEventError(ValueError):
    """An event does not say enough; its text tells the person why. It never leaves the importers."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was asked to come.

    Attributes:
        address: As addresses are compared; "" where the calendar has only a name.
        has_declined: Whether they said no.
    """

    name: str
    address: str
    has_declined: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One event as a file says it.

    Attributes:
        place: Where it stood, in the person's words.
        uid: By which it is known again; never "".
        title: What it is called.
        text: The first 500 characters of its description.
        begins: When.
        minutes: How long; None where the file does not say, or for days.
        replaces: Which moment of a series it stands for, None for an event of its own.
        is_from_then_on: Whether it stands for all later ones too.
        rules: How it comes again as the file says it; some say it twice.
        further: Other moments at which it takes place too.
        without: Moments of its series at which it does not.
        organiser: Who asked the others to come; None where nobody is named.
        guests: Who was asked to come.
        rank: Which version is newer; larger is newer.
        reason: Why it is no contact, None where it may be one.
    """

    place: str
    uid: str
    title: str
    text: str
    kind: Kind
    begins: Clock
    minutes: int | None
    replaces: Clock | None
    is_from_then_on: bool
    rules: tuple[str, ...]
    further: tuple[Clock, ...]
    without: tuple[Clock, ...]
    organiser: Guest | None
    guests: tuple[Guest, ...]
    rank: tuple[bool, int, str, str]
    reason: LeftOut | None

    @property
    def key(self) -> str:
        """By which this event, or this one of its series, is known again."""
        return self.uid if self.replaces is None else f"{self.uid}|{self.replaces.key}"


def event_of(part: Part, place: str, zones: CalendarZones, *, keep_text: bool) -> Event:
    """Return what an event says.

    Args:
        part: The event as it stands in its file.
        place: Where that is.
        zones: Those of the file.
        keep_text: Whether the beginning of its description is kept.

    Raises:
        NoEventError: It does not say when it begins.
    """
    begins = _begins(part, zones)
    title = clean(part.text("SUMMARY"), lines=False)[:_LONGEST_TITLE]
    organiser = next((guest for prop in part.all("ORGANIZER") if (guest := _guest(prop)) is not None), None)
    replaces = _clock(part, "RECURRENCE-ID", zones)
    guests = tuple(_guests(part.all("ATTENDEE")))
    uid = _uid(part, begins, title, organiser)
    return Event(
        place=place,
        uid=uid,
        title=title,
        text=clean(part.text("DESCRIPTION"))[:_KEPT_CHARACTERS] if keep_text else "",
        kind=kind_of(part),
        begins=begins,
        minutes=_minutes(part, begins, zones),
        replaces=replaces,
        is_from_then_on=replaces is not None and _is_from_then_on(part),
        rules=tuple(prop.value for prop in part.all("RRULE")[:_MOST_RULES] if prop.value),
        further=_listed(part, "RDATE", zones),
        without=_listed(part, "EXDATE", zones),
        organiser=organiser,
        guests=guests,
        rank=_rank(part),
        reason=_reason(part, uid, is_bare_day=begins.is_day and not guests),
    )


def _begins(part: Part, zones: CalendarZones) -> Clock:
    told = part.first("DTSTART")
    if told is None:
        raise NoEventError(_("It does not say when it begins."))
    begins = _clock(part, "DTSTART", zones)
    if begins is None:
        raise NoEventError(_("“{text}” is no moment to begin at.").format(text=shown(told.value)))
    if begins.wall.time() == datetime.min.time() and _is_true(part, "X-MICROSOFT-CDO-ALLDAYEVENT"):
        return Clock(begins.wall, is_day=True)
    return begins


def _clock(part: Part, name: str, zones: CalendarZones) -> Clock | None:
    told = part.first(name)
    return clock_of(told, zones, _usual(part)) if told else None


def _usual(part: Part) -> str:
    """Return what the calendar of an event says its time zone is."""
    return part.calendar.text("X-WR-TIMEZONE").strip() if part.calendar else ""


def _is_from_then_on(part: Part) -> bool:
    return any(prop.params.get("RANGE", "").upper() == "THISANDFUTURE" for prop in part.all("RECURRENCE-ID"))


def _is_true(part: Part, name: str) -> bool:
    return part.text(name).strip().upper() == "TRUE"


def _minutes(part: Part, begins: Clock, zones: CalendarZones) -> int | None:
    """Return how long it takes, None where that is not told or is no length of a talk."""
    if begins.is_day:
        return None
    length = part.first("DURATION")
    takes = length_of(length.value) if length else None
    ends = _clock(part, "DTEND", zones)
    if ends is not None and not ends.is_day:
        takes = ends.on_the_wall_of(begins) - begins.wall
    if takes is None or not timedelta(minutes=1) <= takes <= _LONGEST_TALK:
        return None
    return takes // timedelta(minutes=1)


def _listed(part: Part, name: str, zones: CalendarZones) -> tuple[Clock, ...]:
    found = [clock for prop in part.all(name) for clock in clocks_of(prop, zones, _usual(part))]
    return tuple(found[:_MOST_EXCEPTIONS])


def _guests(told: Iterable[Property]) -> Iterator[Guest]:
    """Yield the people of a list, each once."""
    seen: set[str] = set()
    for prop in told:
        guest = _guest(prop)
        if guest is not None and (guest.address or guest.name) not in seen:
            seen.add(guest.address or guest.name)
            yield guest
        if len(seen) >= _MOST_GUESTS:
            return


def _guest(prop: Property) -> Guest | None:
    """Return who is meant, None where it is a room or nobody."""
    if prop.params.get("CUTYPE", "").upper() in _NO_PEOPLE:
        return None
    found = _MAILTO.search(prop.value)
    told = (found[1] if found else "", prop.params.get("EMAIL", ""), prop.value)
    address = next((key for text in told if is_address(key := address_key(text))), "")
    if address.endswith(_NO_HOSTS):
        return None
    name = clean(prop.params.get("CN", ""), lines=False)[:_LONGEST_TITLE]
    if address_key(name) == address:
        name = ""
    if not name and not address:
        return None
    return Guest(name, address, prop.params.get("PARTSTAT", "").upper() == "DECLINED")


def _rank(part: Part) -> tuple[bool, int, str, str]:
    """Return how new a version is: by its number, else by its last change, else by when it was written."""
    number = part.text("SEQUENCE").strip()[:_LONGEST_NUMBER]
    changed, written = (part.text(name)[:_LONGEST_STAMP] for name in ("LAST-MODIFIED", "DTSTAMP"))
    is_whole = _method(part) not in _ANSWERS
    return is_whole, int(number) if number.isascii() and number.isdigit() else 0, changed, written


def _method(part: Part) -> str:
    return part.calendar.text("METHOD").strip().upper() if part.calendar else ""


def _uid(part: Part, begins: Clock, title: str, organiser: Guest | None) -> str:
    """Return the UID; where there is none, what start, title and organiser have that no other event has."""
    uid = clean(part.text("UID"), lines=False)
    if 0 < len(uid) <= _LONGEST_UID:
        return uid
    whose = organiser.address or organiser.name if organiser else ""
    told = uid or "\n".join((begins.key, title, whose))
    return f"{NO_UID}{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"


def _reason(part: Part, uid: str, *, is_bare_day: bool) -> LeftOut | None:
    """Return why an event is no contact; a bare day is a whole one to which nobody was asked."""
    if uid.endswith(OUR_CALENDAR):
        return LeftOut.OURS
    if part.text("STATUS").strip().upper() == "CANCELLED" or _method(part) == "CANCEL":
        return LeftOut.CANCELLED
    if is_bare_day and is_day_note(part):
        return LeftOut.DAY_NOTE
    return None

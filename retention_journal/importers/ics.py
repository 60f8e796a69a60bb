"""Calendars, turned into contacts: when one met or talked, with whom, about what.

Whose event it is the journal decides by the addresses; where nobody of a client took part, the title may
name one. The reader is our own, so that it can be stopped and nothing in a file can keep it busy.

Source: imports, sections 1.5, 4.5, 4.8 and 4.9.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from itertools import groupby
from pathlib import Path

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incoming import ContactRow, Incoming
from retention_journal.core.intake import Problem
from retention_journal.core.mail_addresses import OwnAddresses
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.importers import files
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.ics_events import Event, NoEventError, event_of
from retention_journal.importers.ics_kinds import LeftOut, told
from retention_journal.importers.ics_lines import Part, parts_of, zones_of
from retention_journal.importers.ics_moments import CalendarZones
from retention_journal.importers.ics_places import CalendarFile, calendars_in
from retention_journal.importers.ics_rows import EventRows, own_guess
from retention_journal.importers.ics_series import Series

_RAW_CHARACTERS = 500
_MOST_ZONES_NAMED = 5


@dataclass(frozen=True)
class IcsWays:
    """What a person chooses when a calendar is brought in.

    Attributes:
        own_addresses: Their own, by which it is told who came; "@studio.example" means everybody there.
            Without any, whose calendar it is is guessed.
        zone: IANA name of where the hours are whose zone the file names but nobody knows; "" for where the
            person is.
        keep_text: Whether the first 500 characters of the description are kept; otherwise only the title is.
    """

    own_addresses: tuple[str, ...] = ()
    zone: str = ""
    keep_text: bool = False


@dataclass(frozen=True)
class IcsLook:
    """What a first look at a calendar told.

    Attributes:
        events: How many there are.
        names: What the calendars are called.
        own_guess: Addresses that are probably the person's own; often none.
        unknown_zones: Names of time zones that lead nowhere, so that the person must say.
        first: Day of the earliest event, None where there is none.
        last: Day of the latest.
    """

    events: int
    names: tuple[str, ...] = ()
    own_guess: tuple[str, ...] = ()
    unknown_zones: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass
class _Found:
    """What the files held."""

    read: int = 0
    tasks: int = 0
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    unknown_zones: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Reading:
    """One file while it is read."""

    name: str
    zones: CalendarZones
    keep_text: bool


def ics_look(path: Path, progress: Progress = silent) -> IcsLook:
    """Look at a calendar before it is read.

    Args:
        path: As in ``read_ics``.
        progress: As in ``read_ics``.

    Raises:
        UnreadableFileError: It cannot be read.
        CancelledError: ``progress`` asked to stop.
    """
    found = _found(path, calendars_in(path), IcsWays(), UTC, progress)
    days = [event.begins.wall.date() for event in found.events]
    return IcsLook(
        found.read,
        tuple(found.names),
        own_guess(found.events, found.names),
        tuple(found.unknown_zones),
        min(days, default=None),
        max(days, default=None),
    )


def read_ics(
    path: Path, ways: IcsWays | None = None, *, zone: tzinfo, today: date, progress: Progress = silent
) -> Incoming:
    """Return the contacts in a calendar, or in a folder or packed archive of those.

    Args:
        path: What was chosen.
        ways: How it is to be read; as usual where nothing is told.
        zone: Where the person is; the rows bear the time of its clocks.
        today: From which day on, itself included, an event is still to come.
        progress: Told bytes read of bytes in all, at least every 200 events.

    Raises:
        UnreadableFileError: It cannot be read, holds no event, or more than can be taken in.
        InvalidEntryError: The zone in ``ways`` is none.
        CancelledError: ``progress`` asked to stop.
    """
    ways = ways or IcsWays()
    places = calendars_in(path)
    found = _found(path, places, ways, zone, progress)
    if not found.read:
        raise _no_event(path, found)
    addresses, notes = _own(found, ways)
    series = Series(today)
    rows = _rows(path, found, series, EventRows(OwnAddresses(addresses), zone, today))
    series.left_out[LeftOut.TASK] += found.tasks
    problems = [*found.problems, *(Problem(place, message) for place, message in series.told)]
    return Incoming(
        "ics",
        _looks_like(path, found, len(places)),
        found.read + found.tasks,
        contacts=tuple(rows),
        problems=tuple(problems),
        skipped=sum(series.left_out.values()),
        notes=tuple(_notes(found, series, notes, ways)),
        raw=found.raw,
        label=", ".join(found.names),
    )


def _found(
    path: Path, places: Sequence[CalendarFile], ways: IcsWays, zone: tzinfo, progress: Progress
) -> _Found:
    found = _Found()
    whole, done = sum(place.size for place in places), 0
    for place in places:
        content = place.content()
        zones = CalendarZones.of(zones_of(content), _zone(ways.zone) or zone)
        parts = _stepped(parts_of(content), progress, done, whole)
        _take(path, found, parts, _Reading(place.name, zones, keep_text=ways.keep_text))
        found.unknown_zones.update(zones.unknown)
        done += place.size
        progress(done, whole)
    return found


def _stepped(parts: Iterator[Part], progress: Progress, done: int, whole: int) -> Iterator[Part]:
    """Pass on the parts of a file, and ask every 200 whether to stop."""
    for at, part in enumerate(parts):
        if at % files.ROWS_PER_STEP == 0:
            progress(min(done + part.done, whole), whole)
        yield part


def _take(path: Path, found: _Found, parts: Iterator[Part], reading: _Reading) -> None:
    """Add what one file holds."""
    number = 0
    calendars: dict[int, Part] = {}
    for part in parts:
        if part.calendar is not None:
            calendars.setdefault(id(part.calendar), part.calendar)
        if part.kind == "VEVENT":
            number += 1
            _add(found, part, number, reading)
        elif part.kind != "VTIMEZONE":
            found.tasks += 1
        if found.read + found.tasks > files.MOST_ROWS:
            raise _too_many(path)
    for calendar in calendars.values():  # some programs name a calendar below its events
        if name := calendar.text("X-WR-CALNAME", "NAME").strip():
            found.names.setdefault(name)


def _add(found: _Found, part: Part, number: int, reading: _Reading) -> None:
    """Add one event, or why it is none."""
    found.read += 1
    place = _place(reading.name, number)
    try:
        found.events.append(event_of(part, place, reading.zones, keep_text=reading.keep_text))
    except (NoEventError, OverflowError) as error:
        reason = str(error) if isinstance(error, NoEventError) else _("Its day is no day of any calendar.")
        found.problems.append(Problem(place, reason, left_out=True))
        found.raw[place] = part.raw[:_RAW_CHARACTERS]
        return
    if not part.is_closed:
        message = _("The event has no end (END:VEVENT); it was taken as far as it goes.")
        found.problems.append(Problem(place, message))
    elif part.unread:
        message = ngettext(
            "{n} of its lines could not be understood and was passed over.",
            "{n} of its lines could not be understood and were passed over.",
            part.unread,
        )
        found.problems.append(Problem(place, message.format(n=formats.number(part.unread))))


def _rows(path: Path, found: _Found, series: Series, rows: EventRows) -> list[ContactRow]:
    made: list[ContactRow] = []
    for event, times in groupby(series.held(found.events), key=lambda held: held.event):
        if rows.has_declined(event):
            series.left_out[LeftOut.DECLINED] += 1
            continue
        made += rows.rows(event, times)
        if len(made) > files.MOST_ROWS:
            raise _too_many(path)
    return made


def _own(found: _Found, ways: IcsWays) -> tuple[Sequence[str], list[str]]:
    """Return the person's addresses, and what is to be said about them."""
    if ways.own_addresses:
        return ways.own_addresses, []
    guess = own_guess(found.events, found.names)
    if not guess:
        return (), []
    return guess, [_("Your own address is taken to be {addresses}.").format(addresses=", ".join(guess))]


def _notes(found: _Found, series: Series, notes: list[str], ways: IcsWays) -> Iterator[str]:
    yield from notes
    if found.unknown_zones:
        names = ", ".join(formats.quoted(name[:60]) for name in list(found.unknown_zones)[:_MOST_ZONES_NAMED])
        yield (
            _("The time zone {names} is not known; its hours were read as in {zone}.")
            if ways.zone
            else _("The time zone {names} is not known; its hours were read as your own.")
        ).format(names=names, zone=ways.zone)
    if series.cut:
        yield ngettext(
            "Of {n} series that began long ago, only the last five years are taken.",
            "Of {n} series that began long ago, only the last five years are taken.",
            series.cut,
        ).format(n=formats.number(series.cut))
    yield from (told(reason, n) for reason, n in series.left_out.most_common() if n)
    if found.read > files.MANY_ROWS:
        yield _("This is a large calendar; it may take a while.")


def _zone(name: str) -> tzinfo | None:
    """Return the zone that a person chose.

    Raises:
        InvalidEntryError: There is none of that name.
    """
    if not name:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise InvalidEntryError("zone", _("“{text}” is no time zone.").format(text=name)) from None


def _place(name: str, number: int) -> str:
    n = formats.number(number)
    if name:
        return _("{file}, event {n}").format(file=name, n=n)
    return _("event {n}").format(n=n)


def _looks_like(path: Path, found: _Found, calendars: int) -> str:
    n = formats.number(found.read)
    if calendars > 1:
        return _("{calendars} calendars with {n} events in all.").format(
            calendars=formats.number(calendars), n=n
        )
    name = next(iter(found.names), "")
    if not name:
        return ngettext("A calendar with {n} event.", "A calendar with {n} events.", found.read).format(n=n)
    return ngettext(
        "A calendar, “{name}”, with {n} event.", "A calendar, “{name}”, with {n} events.", found.read
    ).format(name=name, n=n)


def _no_event(path: Path, found: _Found) -> UnreadableFileError:
    if found.tasks:
        return UnreadableFileError(
            _("“{name}” holds only tasks and notes, no events.").format(name=path.name),
            _("Export the calendar rather than the list of tasks."),
        )
    return UnreadableFileError(
        _("There is no event in “{name}”.").format(name=path.name),
        _("Export the calendar once more, with its events."),
    )


def _too_many(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” holds more than {n} events.").format(name=path.name, n=formats.number(files.MOST_ROWS)),
        _("Export a shorter period, or one calendar after the other."),
    )

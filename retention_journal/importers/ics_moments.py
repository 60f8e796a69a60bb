"""Days, hours and lengths as calendars write them, and the zones their hours are in.

Source: RFC 5545, sections 3.3.4 to 3.3.6 and 3.8.2; imports, section 1.5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from retention_journal.importers.ics_lines import Part, Property
from retention_journal.importers.ics_zone_rules import zone_of
from retention_journal.importers.zones import zone_for, zone_named

_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d{1,9})?)?)?"
    r"\s?(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_LENGTH = re.compile(
    r"[+]?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?",
    re.ASCII | re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_MIDNIGHT_AFTER = 24
_LEAP_SECOND = 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment as a calendar says it: on the wall of a zone, on any wall, or a whole day.

    Attributes:
        wall: Day and hour; 00:00 for a whole day.
        zone: Where the wall is; None for wherever the person is.
        is_day: Whether only a day is named.
    """

    wall: datetime
    zone: tzinfo | None = None
    is_day: bool = False

    def seen_from(self, zone: tzinfo) -> datetime:
        """Return what the person's clock shows, without zone."""
        if self.zone is None or self.is_day:
            return self.wall
        moment = self.wall.replace(tzinfo=self.zone).astimezone(UTC)  # an hour that was not is the next
        return moment.astimezone(zone).replace(tzinfo=None)

    def on_the_wall_of(self, other: Clock) -> datetime:
        """Return this moment on the wall that another one is told by."""
        if self.zone is None or other.zone is None or self.is_day:
            return self.wall
        return self.seen_from(other.zone)

    @property
    def key(self) -> str:
        """By which the moment is known again: in UTC where its zone is known."""
        if self.is_day:
            return f"{self.wall:%Y%m%d}"
        if self.zone is None:
            return f"{self.wall:%Y%m%dT%H%M%S}"
        return f"{self.seen_from(UTC):%Y%m%dT%H%M%S}Z"


class CalendarZones:
    """Which zones the hours of one calendar file are in.

    Attributes:
        unknown: Names that lead nowhere, in the order they were met.
    """

    def __init__(self, described: Mapping[str, tzinfo], otherwise: tzinfo) -> None:
        """Begin.

        Args:
            described: The zones that the file describes, by TZID.
            otherwise: Where the hours are whose zone leads nowhere.
        """
        self._described, self._otherwise = described, otherwise
        self._known: dict[tuple[str, str], tzinfo | None] = {}
        self.unknown: dict[str, None] = {}

    @classmethod
    def of(cls, described: list[Part], otherwise: tzinfo) -> CalendarZones:
        """Return those of a file that describes some itself."""
        zones: dict[str, tzinfo] = {}
        for part in described:
            name = part.first("TZID")
            zone = zone_named(part.text("X-LIC-LOCATION")) or zone_of(part)
            if name is not None and zone is not None:
                zones.setdefault(name.value, zone)
        return cls(zones, otherwise)

    def named(self, name: str, usual: str) -> tzinfo:
        """Return the zone of a TZID; one that leads nowhere is noted.

        Args:
            name: The TZID.
            usual: What the calendar says its zone is, "" where it says nothing.
        """
        if (name, usual) not in self._known:
            self._known[name, usual] = zone_for(name, self._described) or zone_for(usual, self._described)
        zone = self._known[name, usual]
        if zone is None:
            self.unknown.setdefault(name)
            return self._otherwise
        return zone


def clock_of(prop: Property, zones: CalendarZones, usual: str = "") -> Clock | None:
    """Return the moment of a property, None where it is none or lies in no year of ours.

    Args:
        prop: Such as a DTSTART.
        zones: Those of its file.
        usual: What its calendar says its zone is.
    """
    clocks = clocks_of(prop, zones, usual)
    return clocks[0] if clocks else None


def clocks_of(prop: Property, zones: CalendarZones, usual: str = "") -> list[Clock]:
    """Return all moments of a property; of a period its beginning."""
    found = (_clock(text, prop.params, zones, usual) for text in prop.value.split(","))
    return [clock for clock in found if clock is not None]


def _clock(text: str, params: Mapping[str, str], zones: CalendarZones, usual: str) -> Clock | None:
    found = _MOMENT.fullmatch(text.partition("/")[0].strip())
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        wall = datetime.combine(date(year, month, day), time())
        is_day = found[4] is None or params.get("VALUE", "").upper() == "DATE"
        if not is_day:
            later = timedelta(days=hour == _MIDNIGHT_AFTER)
            clock = time(hour % _MIDNIGHT_AFTER if later else hour, minute, min(second, _LEAP_SECOND - 1))
            wall = datetime.combine(wall, clock) + later
    except ValueError:
        return None
    if is_day:
        return Clock(wall, is_day=True)
    return Clock(wall, _zone(found[7] or "", params.get("TZID", ""), zones, usual))


def _zone(mark: str, name: str, zones: CalendarZones, usual: str) -> tzinfo | None:
    if mark.upper() == "Z":
        return UTC
    if mark:
        away = timedelta(hours=int(mark[1:3]), minutes=int(mark[-2:]))
        return timezone(away if mark[0] == "+" else -away) if away < timedelta(hours=24) else UTC
    return zones.named(name, usual) if name else None


def length_of(text: str) -> timedelta | None:
    """Return a length such as "PT1H30M"; None where it is none, or goes back in time."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)

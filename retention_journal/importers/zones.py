"""Time zones of every make: which zone a calendar means, whatever it calls it.

A name leads, in this order, to the zone of the IANA database of that name, with what its vendor put before
it taken away; to what Windows and people call it; to the town that stands in it; to the rules that the
calendar itself holds for it; and to the hours from UTC that stand in it. What leads nowhere is asked about.

Source: imports, section 1.5.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache

from retention_journal.importers.zone_names import NICK_NAMES, WINDOWS

_LONGEST_NAME = 200
_MOST_PARTS = 3  # of an IANA name: "America/Argentina/Ushuaia"
_VENDORS = ("/", "tzone:")
_MOST_HOURS = 14
_OFFSET = re.compile(r"(?:UTC|GMT|UT)\s?([+\u2212-])\s?(\d{1,2})(?:[:.]?(\d{2}))?(?!\d)", re.IGNORECASE)
_BARE_OFFSET = re.compile(r"([+\u2212-])(\d{1,2})(?:[:.]?(\d{2}))?")
_BRACKETS = re.compile(r"^\((?:UTC|GMT)[^()]{0,20}\)?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[,/;&()]")
_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
_SOME_WINTER, _SOME_SUMMER = datetime(2024, 1, 15, tzinfo=UTC), datetime(2024, 7, 15, tzinfo=UTC)


@lru_cache(maxsize=1_000)
def zone_named(name: str) -> tzinfo | None:
    """Return the zone that a name means for certain, None where it might be another.

    Args:
        name: As it stands in a calendar, such as "W. Europe Standard Time" or
            "/mozilla.org/20070129_1/America/New_York".
    """
    text = name[:_LONGEST_NAME].strip().strip("\"':").strip()
    if not text:
        return None
    return _of_iana(text) or _of_people(text) or _of_town(text)


def zone_by_hours(name: str) -> tzinfo | None:
    """Return the fixed hours from UTC that stand in a name, as in "(UTC-03:00) Somewhere"; None for none."""
    text = name[:_LONGEST_NAME].strip()
    found = _OFFSET.search(text) or _BARE_OFFSET.fullmatch(text)
    if found is None:
        return None
    hours = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if hours > timedelta(hours=_MOST_HOURS):
        return None
    return timezone(hours if found[1] == "+" else -hours)


def zone_for(name: str, own_rules: Mapping[str, tzinfo]) -> tzinfo | None:
    """Return the zone that a calendar means by a name, None where the person must say.

    Args:
        name: The TZID as it stands.
        own_rules: The zones that the calendar itself describes, by TZID.
    """
    return zone_named(name) or own_rules.get(name) or zone_by_hours(name)


def _of_iana(text: str) -> tzinfo | None:
    """Return the zone of the database; what vendors put before its name does not matter."""
    parts = [part for part in text.replace("\\", "/").split("/") if part.strip()]
    for count in range(min(_MOST_PARTS, len(parts)), 0, -1):
        if count == 1 and len(parts) > 1 and not text.startswith(_VENDORS):
            break
        spelt = "/".join(parts[-count:]).strip().replace(" ", "_").casefold()
        known = _names().get(spelt) or _names().get(spelt.replace("-", "/", 1))
        if known is not None:
            return _zone(known)
    return None


def _of_people(text: str) -> tzinfo | None:
    """Return the zone of a Windows name, or of one that people use."""
    plain = " ".join(_BRACKETS.sub("", text).replace("_", " ").casefold().split())
    short = plain.removesuffix(" standard time").removesuffix(" normaltid").removesuffix(" daylight time")
    known = NICK_NAMES.get(plain) or WINDOWS.get(short) or NICK_NAMES.get(short)
    return _zone(known) if known else None


def _of_town(text: str) -> tzinfo | None:
    """Return the zone of the first town named; it must keep the hours that stand beside it."""
    hours = zone_by_hours(text)
    for part in _BETWEEN.split(_BRACKETS.sub("", text)):
        town = " ".join(part.casefold().split())
        known = NICK_NAMES.get(town) or _towns().get(town)
        zone = _zone(known) if known else None
        if zone is not None and (hours is None or _keeps(zone, hours)):
            return zone
    return None


def _keeps(zone: tzinfo, hours: tzinfo) -> bool:
    """Say whether a zone is, in its winter or its summer, as far from UTC as it says."""
    told = hours.utcoffset(None)
    offsets = {moment.astimezone(zone).utcoffset() for moment in (_SOME_WINTER, _SOME_SUMMER)}
    return any(offset is not None and told is not None and offset == told for offset in offsets)


@cache
def _names() -> Mapping[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones() if name != "localtime"}


@cache
def _towns() -> Mapping[str, str]:
    """Return the zones by their towns; two of one town are the same zone."""
    found: dict[str, str] = {}
    for name in sorted(_names().values(), reverse=True):
        area, _slash, town = name.rpartition("/")
        if area.partition("/")[0] in _AREAS:
            found[town.replace("_", " ").casefold()] = name
    return found


def _zone(name: str) -> tzinfo | None:
    try:
        return UTC if name == "UTC" else zoneinfo.ZoneInfo(name)
    except (ValueError, OSError):  # it is listed, but its file is not there
        return None

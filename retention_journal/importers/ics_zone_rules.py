"""Time zones that a calendar describes itself, for those whose name leads nowhere.

Source: RFC 5545, section 3.6.5.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta, tzinfo

from retention_journal.importers.ics_lines import Part
from retention_journal.importers.ics_rules import Freq, Rule, StrangeRuleError, moments, rule_of

_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?", re.ASCII)
_WALL = re.compile(r"(\d{8}T\d{6})Z?", re.ASCII)
_MOST_HOURS = timedelta(hours=24)
_MOST_CHANGES = 200
_NONE = timedelta()
_USUAL_YEAR = 1970


@dataclass(frozen=True)
class _Change:
    """When clocks are put, and how far from UTC they are then and before."""

    begins: datetime
    rule: Rule | None
    until: datetime
    further: tuple[datetime, ...]
    before: timedelta
    after: timedelta

    def between(self, first: datetime, last: datetime) -> list[datetime]:
        """Return when this happens from one wall clock to another."""
        found = [moment for moment in (self.begins, *self.further) if first <= moment <= last]
        if self.rule is not None:
            found += moments(self.rule, self.begins, first, min(last, self.until))
        return found


class DescribedZone(tzinfo):
    """A time zone by the changes of its clocks."""

    def __init__(self, name: str, changes: tuple[_Change, ...]) -> None:
        self._name = name
        self._changes = changes
        self._first = min(changes, key=lambda change: change.begins)
        self._years: dict[int, list[tuple[datetime, timedelta]]] = {}

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Return how far from UTC the clocks are; before the first change as they were until then."""
        if moment is None:
            return None
        wall = moment.replace(tzinfo=None)
        changes = self._around(wall.year)
        at = bisect_right(changes, wall, key=lambda change: change[0])
        return changes[at - 1][1] if at else self._before(wall)

    def tzname(self, _moment: datetime | None) -> str:
        """Return the name that the calendar has for it."""
        return self._name

    def dst(self, _moment: datetime | None) -> timedelta:
        """Return nothing: what matters is how far from UTC the clocks are."""
        return _NONE

    def _around(self, year: int) -> list[tuple[datetime, timedelta]]:
        """Return the changes of a year and the one before it."""
        if year not in self._years:
            first, last = _turn(year - 1), _turn(year + 1)
            self._years[year] = sorted(
                {(moment, one.after) for one in self._changes for moment in one.between(first, last)}
            )
        return self._years[year]

    def _before(self, wall: datetime) -> timedelta:
        """Return how the clocks stood when they were last put, more than a year ago."""
        past = [(one.begins, one.after) for one in self._changes if one.begins <= wall]
        past += [
            (max(one.further), one.after) for one in self._changes if one.further and max(one.further) <= wall
        ]
        return max(past)[1] if past else self._first.before


def zone_of(part: Part) -> tzinfo | None:
    """Return the zone that a VTIMEZONE describes, None where it does not say enough."""
    changes = tuple(change for inner in part.inner[:_MOST_CHANGES] if (change := _change(inner)) is not None)
    return DescribedZone(part.text("TZID"), changes) if changes else None


def _change(part: Part) -> _Change | None:
    after = _offset(part.text("TZOFFSETTO"))
    if after is None:
        return None
    before = _offset(part.text("TZOFFSETFROM"))
    begins = _wall(part.text("DTSTART")) or _turn(_USUAL_YEAR)
    rule, until = None, _turn(MAXYEAR)
    try:
        rule = rule_of(part.text("RRULE"))
        until = _wall(rule.until) or until
    except StrangeRuleError:
        rule = None
    if rule is not None and rule.freq is not Freq.YEARLY:
        rule = None
    told = [_wall(text) for prop in part.all("RDATE")[:_MOST_CHANGES] for text in prop.value.split(",")]
    further = tuple(moment for moment in told if moment is not None)[:_MOST_CHANGES]
    return _Change(begins, rule, until, further, after if before is None else before, after)


def _turn(year: int) -> datetime:
    """Return the beginning of a year on the wall."""
    return datetime.combine(date(min(max(year, 1), MAXYEAR), 1, 1), time())


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return None
    away = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if away >= _MOST_HOURS:
        return None
    return away if found[1] == "+" else -away


def _wall(text: str) -> datetime | None:
    found = _WALL.fullmatch(text.strip())
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S") if found else None
    except ValueError:
        return None

"""Which events of a calendar take place, and when: versions, series, and what was changed in them.

Source: imports, sections 4.5 and 4.8: five years back, one forward, at most 5,000 times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.importers.ics_events import Event
from retention_journal.importers.ics_kinds import LeftOut
from retention_journal.importers.ics_lines import Property
from retention_journal.importers.ics_moments import CalendarZones, Clock, clock_of
from retention_journal.importers.ics_rules import Rule, StrangeRuleError, moments, rule_of

YEARS_BACK, YEARS_FORWARD = 5, 1
MOST_TIMES = 5_000
_LAST_MINUTE = time(23, 59)
_ANY: frozenset[int] = frozenset()
_NO_ZONES = CalendarZones({}, UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """One time at which an event takes place.

    Attributes:
        at: When.
        key: By which it is known again.
        of_series: Whether it is one of several.
    """

    event: Event
    at: Clock
    key: str
    of_series: bool = False


@dataclass(frozen=True)
class Window:
    """From when to when series are followed."""

    first: datetime
    last: datetime

    @classmethod
    def around(cls, today: date) -> Window:
        """Return the window that is looked at on a day."""
        first = today - timedelta(days=YEARS_BACK * 365 + 1)
        last = today + timedelta(days=YEARS_FORWARD * 365)
        return cls(datetime.combine(first, time()), datetime.combine(last, _LAST_MINUTE))


class Series:
    """What becomes of the events of all files together.

    Attributes:
        left_out: How many are no contact, by reason.
        told: What is to be said of single events, by their place.
        cut: How many series began before the window.
    """

    def __init__(self, today: date) -> None:
        self.left_out: Counter[LeftOut] = Counter()
        self.told: list[tuple[str, str]] = []
        self.cut = 0
        self._window = Window.around(today)

    def held(self, events: Iterable[Event]) -> Iterator[Held]:
        """Yield when each event takes place, the events in the order of their files."""
        by_uid: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            by_uid[event.uid].append(event)
        for family in by_uid.values():
            yield from self._once(self._of_family(self._newest(family)))

    def _once(self, times: Iterable[Held]) -> Iterator[Held]:
        """Yield each time of a family once; an event that has no other time is a copy."""
        seen: set[str] = set()
        kept: set[str] = set()
        copies: set[str] = set()
        for held in times:
            if held.key in seen:
                copies.add(held.event.place)
                continue
            seen.add(held.key)
            kept.add(held.event.place)
            yield held
        self.left_out[LeftOut.COPY] += len(copies - kept)

    def _newest(self, family: list[Event]) -> list[Event]:
        """Return of the versions of each event the newest; as new ones that begin together are one."""
        newest: dict[str, list[Event]] = {}
        for event in family:
            rivals = newest.setdefault(event.key, [])
            rank = rivals[0].rank if rivals else event.rank
            if event.rank < rank:
                self.left_out[LeftOut.OLDER] += 1
            elif event.rank > rank:
                self.left_out[LeftOut.OLDER] += len(rivals)
                rivals[:] = [event]
            else:
                self._add(rivals, event)
        return [event for rivals in newest.values() for event in _apart(rivals)]

    def _add(self, rivals: list[Event], event: Event) -> None:
        """Add an event that is as new as others of its UID; of two that begin together the fuller stays."""
        twin = next((at for at, one in enumerate(rivals) if one.begins.key == event.begins.key), None)
        if twin is None:
            rivals.append(event)
            return
        self.left_out[LeftOut.COPY] += 1
        if len(event.guests) > len(rivals[twin].guests):
            rivals[twin] = event

    def _of_family(self, family: list[Event]) -> Iterator[Held]:
        """Yield when the events of one UID take place: the series, and those that stand for one of it."""
        series = [one for one in family if one.reason is None and one.replaces is None]
        series = [one for one in series if one.rules or one.further]
        for event in family:
            if event.reason is not None:
                self.left_out[event.reason] += 1
            elif any(_has_dropped(one, event) for one in series):
                self.left_out[LeftOut.OLDER] += 1
            elif event in series:
                own = [one for one in family if one.replaces is not None and one.uid == event.uid]
                yield from self._of_series(event, own)
            elif not (event.is_from_then_on and any(one.uid == event.uid for one in series)):
                yield Held(event, event.begins, event.key)

    def _of_series(self, event: Event, changed: list[Event]) -> Iterator[Held]:
        """Yield the times of a series; what was changed for one, or from one on, is not the series' own."""
        later = sorted((one for one in changed if one.is_from_then_on), key=lambda one: _replaced(one, event))
        ends: list[datetime | None] = [_replaced(one, event) for one in later]
        single = (one.replaces for one in changed if one.replaces is not None and not one.is_from_then_on)
        without = _walls((*event.without, *single), event.begins)
        for one, end in zip([event, *later], [*ends, None], strict=True):
            if one.reason is not None:
                continue
            moved = one.begins.on_the_wall_of(event.begins) - _replaced(one, event)
            begun = one if one is event else replace(one, rules=one.rules or _endless(event.rules))
            gone = {at + moved if isinstance(at, datetime) else at for at in without}
            yield from self._times(begun, gone, end + moved if end else None)

    def _times(self, event: Event, gone: set[datetime | date], before: datetime | None) -> Iterator[Held]:
        """Yield the times of a series.

        Args:
            event: What it begins with.
            gone: When it does not take place, on its own wall; a day stands for all of it.
            before: When another one goes on in its stead, None where none does.
        """
        rules = self._rules(event)
        if len(rules) < len(event.rules):
            yield Held(event, event.begins, f"{event.uid}|{event.begins.key}", of_series=True)
            return
        found = self._found(event, rules, before)
        kept = [at for at in islice(found, MOST_TIMES + len(gone) + 1) if not _is_among(at, gone)]
        if len(kept) > MOST_TIMES:
            message = _("It comes again more than {n} times; only the first is taken.")
            self._tell(event, message.format(n=formats.number(MOST_TIMES)))
            kept = kept[:1]
        if not kept:
            self.left_out[LeftOut.NO_DAY] += 1
        self.cut += bool(kept) and event.begins.wall < self._window.first
        for at in kept:
            clock = replace(event.begins, wall=at)
            yield Held(event, clock, f"{event.uid}|{clock.key}", of_series=True)

    def _found(self, event: Event, rules: list[Rule], before: datetime | None) -> Iterator[datetime]:
        """Yield the moments on the wall that the series is told by."""
        start, first, last = event.begins.wall, self._window.first, self._window.last
        if before is not None:
            last = min(last, before - timedelta(seconds=1))
        listed = sorted({start, *(_listed(clock, event.begins) for clock in event.further)})
        regular = []
        for rule in rules:
            until = _until(rule, event.begins)
            end = last if until is None else min(last, max(until, start))
            if event.begins.is_day:
                rule = replace(rule, hours=_ANY, minutes=_ANY, seconds=_ANY)  # noqa: PLW2901
            regular.append(moments(rule, start, first, end))
        seen: datetime | None = None
        for at in merge(*regular, (at for at in listed if first <= at <= last)):
            if at != seen:
                yield at
            seen = at

    def _rules(self, event: Event) -> list[Rule]:
        """Return how an event comes again; none where any of it cannot be understood."""
        try:
            return [rule_of(text) for text in event.rules]
        except StrangeRuleError:
            message = _(
                "How it comes again could not be understood, or is too often; only the first is taken."
            )
            self._tell(event, message)
            return []

    def _tell(self, event: Event, message: str) -> None:
        self.told.append((event.place, message))


def _apart(rivals: list[Event]) -> Iterator[Event]:
    """Yield events that have one UID between them, each with one of its own after the first."""
    for at, event in enumerate(rivals):
        yield event if at == 0 else replace(event, uid=f"{event.uid}|{event.begins.key}|{event.title[:100]}")


def _replaced(event: Event, series: Event) -> datetime:
    return event.replaces.on_the_wall_of(series.begins) if event.replaces else series.begins.wall


def _endless(rules: tuple[str, ...]) -> tuple[str, ...]:
    """Return rules without the number of times, which were counted from the beginning."""
    return tuple(
        ";".join(part for part in rule.split(";") if not part.upper().startswith("COUNT")) for rule in rules
    )


def _has_dropped(series: Event, event: Event) -> bool:
    """Say whether a series was changed after one of it was, and does without that one since."""
    if event.replaces is None or event.rank >= series.rank:
        return False
    return event.replaces.key in {clock.key for clock in series.without}


def _walls(clocks: Iterable[Clock], begins: Clock) -> set[datetime | date]:
    """Return moments on the wall of a series; days stand for all of theirs."""
    return {clock.wall.date() if clock.is_day else clock.on_the_wall_of(begins) for clock in clocks}


def _is_among(at: datetime, missing: set[datetime | date]) -> bool:
    return at in missing or at.date() in missing


def _listed(clock: Clock, begins: Clock) -> datetime:
    """Return a moment that is listed on the wall of its series; that of whole days knows no hours."""
    at = clock.on_the_wall_of(begins)
    return datetime.combine(at, time()) if begins.is_day else at


def _until(rule: Rule, begins: Clock) -> datetime | None:
    """Return the last moment of a rule on the wall of its series; a day ends at midnight."""
    clock = clock_of(Property("UNTIL", {}, rule.until), _NO_ZONES) if rule.until else None
    if clock is None:
        return None
    if clock.is_day:
        return clock.wall + timedelta(hours=23, minutes=59, seconds=59)
    if begins.is_day:
        return datetime.combine(clock.wall, _LAST_MINUTE)
    return clock.on_the_wall_of(begins)

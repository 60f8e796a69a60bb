"""Rules by which events of a calendar come again: on which days, at which hours.

What comes again more often than daily is not worked out, so that no rule, however strange, can keep the
program busy: a period is looked at once, and only up to the end of the window.

Source: RFC 5545, section 3.3.10; imports, sections 3.1 and 4.8.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import product

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Freq(Term):
    """How often something comes again."""

    YEARLY = "yearly", N_("Every year")
    MONTHLY = "monthly", N_("Every month")
    WEEKLY = "weekly", N_("Every week")
    DAILY = "daily", N_("Every day")


class StrangeRuleError(ValueError):
    """A rule cannot be understood, or comes again too often; it never leaves the importers."""


_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_LONGEST_RULE = 2_000
_MOST_TIMES = 24  # a day
_MOST_INTERVAL = 10_000
_DAYS_OF_WEEK = 7
_FIRST_WEEK_DAYS = 4  # of a week must lie in a year for it to be one of the year's


@dataclass(frozen=True)
class Rule:
    """How often, and on which of the days of each period; an empty set asks for nothing.

    Attributes:
        every: Every which period, 1 or more.
        count: How many in all, None for no end.
        until: The last moment as it stands in the rule, "" for none.
        weekdays: Which of that weekday (1 the first, -1 the last, 0 all), and the weekday from Monday 0.
        positions: Which of the moments of a period are meant.
        week_begins: Weekday from Monday 0.
    """

    freq: Freq
    every: int = 1
    count: int | None = None
    until: str = ""
    months: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    hours: frozenset[int] = frozenset()
    minutes: frozenset[int] = frozenset()
    seconds: frozenset[int] = frozenset()
    positions: tuple[int, ...] = ()
    week_begins: int = 0


def rule_of(text: str) -> Rule:
    """Return what the value of an RRULE says.

    Raises:
        StrangeRuleError: It says nothing, or something that comes again too often to be worked out.
    """
    said: dict[str, str] = {}
    for part in text[:_LONGEST_RULE].upper().replace(" ", "").split(";"):
        name, _sign, value = part.partition("=")
        said.setdefault(name, value)
    if said.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise StrangeRuleError(text)
    try:
        rule = _rule(said)
    except (KeyError, ValueError) as error:
        raise StrangeRuleError(text) from error
    times = max(len(rule.hours), 1) * max(len(rule.minutes), 1) * max(len(rule.seconds), 1)
    if not 1 <= rule.every <= _MOST_INTERVAL or times > _MOST_TIMES:
        raise StrangeRuleError(text)
    return rule


def _rule(said: dict[str, str]) -> Rule:
    count = int(said["COUNT"]) if said.get("COUNT") else 0  # some write -1 for no end
    return Rule(
        Freq(said["FREQ"].lower()),
        every=int(said.get("INTERVAL") or 1),
        count=count if count > 0 else None,
        until=said.get("UNTIL", ""),
        months=_numbers(said, "BYMONTH", 1, 12),
        weeks=_numbers(said, "BYWEEKNO", -53, 53),
        year_days=_numbers(said, "BYYEARDAY", -366, 366),
        month_days=_numbers(said, "BYMONTHDAY", -31, 31),
        weekdays=_weekdays(said.get("BYDAY", "")),
        hours=_numbers(said, "BYHOUR", 0, 23),
        minutes=_numbers(said, "BYMINUTE", 0, 59),
        seconds=_numbers(said, "BYSECOND", 0, 59),
        positions=tuple(sorted(_numbers(said, "BYSETPOS", -366, 366) - {0})),
        week_begins=_WEEKDAYS[said.get("WKST") or "MO"],
    )


def _numbers(said: dict[str, str], name: str, least: int, most: int) -> frozenset[int]:
    numbers = frozenset(int(number) for number in said.get(name, "").split(",") if number)
    if any(not least <= number <= most for number in numbers):
        raise ValueError(name)
    return numbers


def _weekdays(text: str) -> frozenset[tuple[int, int]]:
    days = [day for day in text.split(",") if day]
    return frozenset((int(day[:-2] or 0), _WEEKDAYS[day[-2:]]) for day in days)


def moments(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield when something comes again, from ``first`` to ``last``, the earliest first.

    Args:
        rule: How often; its ``until`` is the caller's to heed, who knows its zone.
        start: When it is the first time, which always counts as one; like the others without a zone.
        first: Before which nothing is yielded.
        last: After which nothing is yielded.
    """
    left = rule.count
    if start <= last and start >= first:
        yield start
    if left is not None:
        left -= 1
    for moment in _later(rule, start, first if left is None else start, last):
        if left == 0:
            return
        if left is not None:
            left -= 1
        if moment >= first:
            yield moment


def _later(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the moments of a rule after its start, period by period from the one that ``first`` lies in."""
    clocks = _clocks(rule, start)
    for days in _periods(rule, start.date(), first.date(), last.date()):
        found = [datetime.combine(day, clock) for day in days for clock in clocks]
        if rule.positions:
            found = sorted({found[at] for at in _places(rule.positions, len(found))})
        for moment in found:
            if moment > last:
                return
            if moment > start:
                yield moment


def _places(positions: tuple[int, ...], count: int) -> Iterator[int]:
    for position in positions:
        at = position - 1 if position > 0 else count + position
        if 0 <= at < count:
            yield at


def _clocks(rule: Rule, start: datetime) -> list[time]:
    hours, minutes = rule.hours or {start.hour}, rule.minutes or {start.minute}
    return [time(*clock) for clock in sorted(product(hours, minutes, rule.seconds or {start.second}))]


def _periods(rule: Rule, start: date, first: date, last: date) -> Iterator[list[date]]:
    """Yield the days of each period that the rule asks for, beginning a period before ``first``."""
    wanted = _Wanted(rule, start)
    begin = _begin(rule, start)
    at = max(0, (_steps(rule, begin, first) // rule.every - 1) * rule.every)
    while True:
        span = _span(rule, begin, at)
        if span is None or span[0] > last:
            return
        yield [day for day in wanted.candidates(*span) if wanted.has(day)]
        at += rule.every


def _begin(rule: Rule, start: date) -> date:
    if rule.freq is Freq.YEARLY:
        return start.replace(month=1, day=1)
    if rule.freq is Freq.MONTHLY:
        return start.replace(day=1)
    if rule.freq is Freq.WEEKLY:
        return start - timedelta(days=(start.weekday() - rule.week_begins) % _DAYS_OF_WEEK)
    return start


def _steps(rule: Rule, begin: date, day: date) -> int:
    """Return how many periods lie between two days."""
    if rule.freq is Freq.YEARLY:
        return day.year - begin.year
    if rule.freq is Freq.MONTHLY:
        return (day.year - begin.year) * 12 + day.month - begin.month
    return (day - begin).days // (_DAYS_OF_WEEK if rule.freq is Freq.WEEKLY else 1)


def _span(rule: Rule, begin: date, at: int) -> tuple[date, int] | None:
    """Return the first day of a period and how many it has; None where the calendar ends."""
    if rule.freq is Freq.YEARLY:
        year = begin.year + at
        return None if year > MAXYEAR else (date(year, 1, 1), 365 + isleap(year))
    if rule.freq is Freq.MONTHLY:
        years, month = divmod(begin.month - 1 + at, 12)
        year = begin.year + years
        return None if year > MAXYEAR else (date(year, month + 1, 1), monthrange(year, month + 1)[1])
    length = _DAYS_OF_WEEK if rule.freq is Freq.WEEKLY else 1
    try:
        return begin + timedelta(days=at * length), length
    except OverflowError:
        return None


class _Wanted:
    """Which days of a period a rule asks for; where it names none, the day of its start is meant."""

    def __init__(self, rule: Rule, start: date) -> None:
        self._rule = rule
        self._months, self._month_days, self._weekdays = rule.months, rule.month_days, rule.weekdays
        if rule.weeks or rule.year_days or rule.month_days or rule.weekdays:
            return
        if rule.freq is Freq.YEARLY:
            self._months = rule.months or frozenset({start.month})
        if rule.freq in {Freq.YEARLY, Freq.MONTHLY}:
            self._month_days = frozenset({start.day})
        elif rule.freq is Freq.WEEKLY:
            self._weekdays = frozenset({(0, start.weekday())})

    def candidates(self, begin: date, length: int) -> Iterator[date]:
        """Yield the days of a period, without the months nobody asks for."""
        if self._rule.freq is Freq.YEARLY and self._months:
            for month in sorted(self._months):
                for day in range(1, monthrange(begin.year, month)[1] + 1):
                    yield date(begin.year, month, day)
            return
        for at in range(length):
            try:
                yield begin + timedelta(days=at)
            except OverflowError:
                return

    def has(self, day: date) -> bool:
        """Say whether the rule asks for a day."""
        rule = self._rule
        if self._months and day.month not in self._months:
            return False
        if self._month_days and not self._month_days & _both_ways(
            day.day, monthrange(day.year, day.month)[1]
        ):
            return False
        if rule.year_days and not rule.year_days & _both_ways(
            day.timetuple().tm_yday, 365 + isleap(day.year)
        ):
            return False
        if rule.weeks and not rule.weeks & _weeks(day, rule.week_begins):
            return False
        return not self._weekdays or self._is_weekday(day)

    def _is_weekday(self, day: date) -> bool:
        weekday = day.weekday()
        if (0, weekday) in self._weekdays:
            return True
        which = {number for number, one in self._weekdays if one == weekday}
        if not which or self._rule.freq in {Freq.WEEKLY, Freq.DAILY}:
            return bool(which)
        if self._rule.freq is Freq.YEARLY and not self._months:
            at, length = day.timetuple().tm_yday, 365 + isleap(day.year)
        else:
            at, length = day.day, monthrange(day.year, day.month)[1]
        before, after = (at - 1) // _DAYS_OF_WEEK, (length - at) // _DAYS_OF_WEEK
        return before + 1 in which or -after - 1 in which


def _both_ways(number: int, length: int) -> set[int]:
    """Return a number counted from the beginning, and from the end as -1."""
    return {number, number - length - 1}


def _weeks(day: date, week_begins: int) -> set[int]:
    """Return the number of a day's week within the year that has most of it, from both ends."""
    middle = day + timedelta(days=_FIRST_WEEK_DAYS - 1 - (day.weekday() - week_begins) % _DAYS_OF_WEEK)
    number = (middle.timetuple().tm_yday - 1) // _DAYS_OF_WEEK + 1
    left = (365 + isleap(middle.year) - middle.timetuple().tm_yday) // _DAYS_OF_WEEK
    return {number, -left - 1}

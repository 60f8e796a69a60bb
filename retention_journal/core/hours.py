"""Hours: how long, for what, and whom it served."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.figures import parse_figure
from retention_journal.core.periods import DayRange
from retention_journal.core.terms import Term
from retention_journal.i18n import DEFAULT, N_, _, language, ngettext

AN_HOUR = 60
A_DAY = 24 * AN_HOUR
_EARLIEST = date(1950, 1, 1)
#: A timer that ran longer was most likely forgotten.
FORGOTTEN = timedelta(hours=16)
#: Less than this, in minutes, is no tenth of an hour, and not told.
_TOLD = 3
#: Figures and words as "1 h 30 min", "1t30", "90 minutter"; and clock figures as "1:30".
_HOURS = r"h|hrs?|hours?|t|timer?|timmar|timme"
_MINUTES = r"m|min|mins|minutes?|minutter?|minuter|minut"
_WORDED = re.compile(
    rf"(?:(?P<hours>\d{{1,6}}(?:[.,]\d{{1,6}})?)\s*(?:{_HOURS})\.?)?\s*(?:(?P<minutes>\d{{1,6}})\s*(?:{_MINUTES})?\.?)?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)", re.ASCII)
_ONLY_MINUTES = re.compile(rf"(?P<minutes>\d{{1,6}})\s*(?:{_MINUTES})\.?", re.ASCII | re.IGNORECASE)
_POINTED = re.compile(r"\d{1,2}\.[0-5]\d", re.ASCII)


class Bucket(Term):
    """What time went to. Source: vocabulary, "TimeEntry"; ideas, 3.9."""

    SERVE = "serve", N_("Paid work")
    CARE = "care", N_("Care for clients")
    HUNT = "hunt", N_("Hunt for new ones")
    ADMIN = "admin", N_("Office work")


@dataclass(frozen=True)
class MonthHours:
    """The time of one month, in minutes by what it went to.

    Attributes:
        agreed_minutes: What the terms include for that month; None where they include no hours.
    """

    month: DayRange
    minutes: Mapping[Bucket, int]
    agreed_minutes: int | None = None

    @property
    def total(self) -> int:
        """All of it, in minutes."""
        return sum(self.minutes.values())

    @property
    def served(self) -> int:
        """What counts against the hours agreed: the paid work."""
        return self.minutes.get(Bucket.SERVE, 0)


def parse_minutes(text: str) -> int:
    """Return how long was typed, in minutes, 1 to 1,440.

    A bare number is hours ("1,5" is an hour and a half); "1:30", "1 h 30", "1t30" and "90 min" are taken.
    Parts of a minute are rounded, half up. Where the clock is written "1.30" and a half "1,5", a bare "1.30"
    reads both ways.

    Raises:
        InvalidEntryError: It is no time, or none at all, or more than a day, or can be read in two ways.
    """
    word = text.strip()
    if _POINTED.fullmatch(word) and language() != DEFAULT:
        raise InvalidEntryError(
            "minutes",
            _("“{text}” can be read in two ways.").format(text=word),
            _("Write {clock} or {hours}.").format(clock=word.replace(".", ":"), hours=word.replace(".", ",")),
        )
    minutes = _minutes(word)
    if minutes is None:
        raise InvalidEntryError(
            "minutes",
            _("“{text}” is not how long something takes.").format(text=word[:40]) if word else _("How long?"),
            _("Write it as 1:30, {decimal} or 90 min.").format(decimal=formats.number(Decimal("1.5"))),
        )
    check_minutes(minutes)
    return minutes


def check_minutes(minutes: int) -> None:
    """Make sure that a length of time is one that a day can hold.

    Raises:
        InvalidEntryError: It is none, or more than 24 hours.
    """
    if minutes < 1:
        raise InvalidEntryError("minutes", _("No time at all needs no note."), _("Write at least a minute."))
    if minutes > A_DAY:
        raise InvalidEntryError(
            "minutes", _("A day has 24 hours."), _("Write the hours of each day by themselves.")
        )


def check_worked_on(day: date, today: date) -> None:
    """Make sure that time was worked on a day that has come, and in a working life.

    Raises:
        InvalidEntryError: It lies ahead of ``today``, or before 1950.
    """
    if day > today:
        raise InvalidEntryError(
            "worked_on", _("That day lies ahead."), _("Write hours down when they are worked.")
        )
    if day < _EARLIEST:
        raise InvalidEntryError("worked_on", _("That is too long ago."))


def check_whole_day(day: date, there: int, minutes: int) -> None:
    """Make sure that a day that has ``there`` minutes already has room for ``minutes`` more.

    Raises:
        InvalidEntryError: It would have more than 24 hours.
    """
    if there + minutes > A_DAY:
        raise InvalidEntryError(
            "minutes",
            _("{day} would have more than 24 hours: {there} are written down already.").format(
                day=formats.day(day), there=duration(there)
            ),
            _("Look whether this was written down before."),
        )


def _minutes(word: str) -> int | None:
    if not word:
        return None
    found = _CLOCK.fullmatch(word)
    if found:
        return int(found["hours"]) * AN_HOUR + int(found["minutes"])
    found = _ONLY_MINUTES.fullmatch(word)
    if found:
        return int(found["minutes"])
    found = _WORDED.fullmatch(word)
    if found and found["hours"]:
        return _rounded(Decimal(found["hours"].replace(",", "."))) + int(found["minutes"] or 0)
    try:
        hours = parse_figure(word, field="minutes")
    except InvalidEntryError:
        return None
    return None if hours is None or abs(hours) > A_DAY else _rounded(hours)


def _rounded(hours: Decimal) -> int:
    return int((hours * AN_HOUR).quantize(Decimal(1), ROUND_HALF_UP))


def duration(minutes: int) -> str:
    """Return a length of time as one says it: "1 h 30 min", "45 min", "2 h"."""
    hours, rest = divmod(abs(minutes), AN_HOUR)
    if not hours:
        return _("{n} min").format(n=rest)
    if not rest:
        return _("{n} h").format(n=formats.number(hours))
    return _("{hours} h {minutes} min").format(hours=formats.number(hours), minutes=rest)


def in_hours(minutes: int, language: str | None = None) -> str:
    """Return hours with one decimal where it needs one, as a language writes it: "3.5"."""
    hours = (Decimal(minutes) / AN_HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole = hours.quantize(Decimal(1)) if hours == hours.to_integral_value() else hours
    return formats.number(whole, language)


def over_words(one: MonthHours) -> str:
    """Return how the paid work of a month stands against the hours agreed; "" where none are agreed."""
    if one.agreed_minutes is None:
        return ""
    more = one.served - one.agreed_minutes
    month, hours = formats.month_within(one.month.first), in_hours(abs(more))
    n = 1 if hours == formats.number(1) else 2
    if abs(more) < _TOLD:
        return _("All hours agreed were used in {month}.").format(month=month)
    if more > 0:
        told = ngettext(
            "{hours} hour more than agreed in {month}.", "{hours} hours more than agreed in {month}.", n
        )
    else:
        told = ngettext(
            "{hours} hour of those agreed is left in {month}.",
            "{hours} hours of those agreed are left in {month}.",
            n,
        )
    return told.format(hours=hours, month=month)


def care_share(minutes: Mapping[Bucket, int]) -> float | None:
    """Return the care's share of the time for care and hunt, 0 to 1; None where there was neither.

    Source: ideas, 3.9; capability C13.
    """
    care, hunt = minutes.get(Bucket.CARE, 0), minutes.get(Bucket.HUNT, 0)
    return care / (care + hunt) if care + hunt else None


def care_words(minutes: Mapping[Bucket, int], won: int, lost: int) -> str:
    """Return "31 h on new clients, 4 h on those you have; lost 3, won 2."; "" where there was neither."""
    if care_share(minutes) is None:
        return ""
    return _("{hunt} on new clients, {care} on those you have; lost {lost}, won {won}.").format(
        hunt=duration(minutes.get(Bucket.HUNT, 0)),
        care=duration(minutes.get(Bucket.CARE, 0)),
        lost=formats.number(lost),
        won=formats.number(won),
    )


def total(months: Iterable[MonthHours]) -> dict[Bucket, int]:
    """Return the minutes of several months by what they went to."""
    found = dict.fromkeys(Bucket, 0)
    for one in months:
        for bucket, minutes in one.minutes.items():
            found[bucket] += minutes
    return found


@dataclass(frozen=True)
class Stretch:
    """Time on one day: when it began on the wall clock, and how long it took, in minutes."""

    started_at: datetime
    minutes: int


def stretches(started_at: datetime, ended_at: datetime, zone: tzinfo | None) -> tuple[Stretch, ...]:
    """Return what a timer measured, a stretch for each day; a run under half a minute is none.

    What passed is counted on the world's clock, so that an hour that summer time takes or gives is not one
    that was worked or lost. Days change on the wall clock of ``zone``. A whole run is rounded to minutes
    once, and its last stretch takes what rounding leaves.

    Args:
        started_at: When it began, with its zone.
        ended_at: When it was stopped, with its zone.
        zone: Where the person is; None is where the computer says it is.
    """
    # two moments of one zone would be subtracted by the wall clock
    started_at, ended_at = started_at.astimezone(UTC), ended_at.astimezone(UTC)
    whole = _whole_minutes(ended_at - started_at)
    found: list[Stretch] = []
    at, given = started_at.astimezone(zone), 0
    end = ended_at.astimezone(zone)
    while at.date() < end.date():
        midnight = _midnight_after(at, zone)
        minutes = min(_whole_minutes(midnight.astimezone(UTC) - started_at), whole) - given
        if minutes > 0:
            found.append(Stretch(at.replace(tzinfo=None, second=0, microsecond=0), minutes))
        given += minutes
        at = midnight.astimezone(zone)
    if whole > given:
        found.append(Stretch(at.replace(tzinfo=None, second=0, microsecond=0), whole - given))
    return tuple(found)


def _whole_minutes(passed: timedelta) -> int:
    return int((Decimal(passed / timedelta(seconds=1)) / AN_HOUR).quantize(Decimal(1), ROUND_HALF_UP))


def _midnight_after(at: datetime, zone: tzinfo | None) -> datetime:
    """Return the next midnight of the wall clock, as a moment."""
    day = at.date() + timedelta(days=1)
    wall = datetime.combine(day, time.min)
    return wall.replace(tzinfo=zone) if zone is not None else wall.astimezone()

"""When a person likes to be called, read from what was noted of it: "8-11", "Mon-Thu 9-15", "etter 14"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from retention_journal.core import formats
from retention_journal.i18n import _

_END_OF_DAY = time.max
_EVERY_DAY = tuple(range(7))
_NOON, _MIDNIGHT = 12 * 60, 24 * 60
#: "2-4" without a nought means the afternoon: nobody is called before six.
_EARLIEST = 6 * 60


@dataclass(frozen=True, order=True)
class Opening:
    """A stretch of some days of the week, the end left out.

    Attributes:
        days: Days of the week, 0 is Monday, in order.
    """

    opens: time
    closes: time
    days: tuple[int, ...] = _EVERY_DAY


@dataclass(frozen=True)
class CallWindow:
    """When a person likes to be called; at least one opening."""

    openings: tuple[Opening, ...]

    def on(self, day: date) -> tuple[Opening, ...]:
        """Return the openings of one day, the earliest first."""
        return tuple(opening for opening in sorted(self.openings) if day.weekday() in opening.days)


def parse(text: str) -> CallWindow | None:
    """Return the hours that ``text`` names, in any of our languages; None where it says something else.

    Anything that is not understood makes it free text: "not on Fridays" must not be read as "on Fridays".
    """
    words = _words(_JOINED.sub("-", text.casefold().replace("–", "-").replace("—", "-")))
    return CallWindow(tuple(_openings(words))) if words else None


def is_open(window: CallWindow | None, moment: datetime) -> bool:
    """Say whether ``moment`` is a good one to call; without a window every moment is."""
    if window is None:
        return True
    return any(opening.opens <= moment.time() < opening.closes for opening in window.on(moment.date()))


def next_open(window: CallWindow | None, moment: datetime) -> datetime:
    """Return the first good moment from ``moment`` on: that moment itself, or when the window opens next."""
    if window is None or is_open(window, moment):
        return moment
    ahead = (moment.date() + timedelta(days=n) for n in range(8))
    return min(
        opened
        for day in ahead
        for opening in window.on(day)
        if (opened := datetime.combine(day, opening.opens)) > moment
    )


def label(window: CallWindow, day: date) -> str:
    """Return the hours of one day as people read them, "09:00–11:00"; "" where that day has none."""
    return ", ".join(_told(opening) for opening in window.on(day))


def _told(opening: Opening) -> str:
    opens, closes = formats.clock(opening.opens), formats.clock(opening.closes)
    if opening.closes != _END_OF_DAY:
        return _("before {time}").format(time=closes) if opening.opens == time.min else f"{opens}–{closes}"
    return _("any time") if opening.opens == time.min else _("after {time}").format(time=opens)


# Reading: the text is cut into days, hours and words that say nothing; anything else makes it free text.

_DAY_NAMES = (
    r"mon(?:day)?|man(?:dag)?|mån(?:dag)?",
    r"tues?(?:day)?|tir(?:sdag)?|tis(?:dag)?",
    r"wed(?:s|nesday)?|ons(?:dag)?",
    r"thu(?:rs?)?(?:day)?|tors?(?:dag)?",
    r"fri(?:day)?|fre(?:dag)?",
    r"sat(?:urday)?|lør(?:dag)?|lör(?:dag)?",
    r"sun(?:day)?|søn(?:dag)?|sön(?:dag)?",
)
_PLURAL = r"(?:ar|er|s)?\b\.?"
_DAY = rf"(?:{'|'.join(_DAY_NAMES)}){_PLURAL}"
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?"
_CLOCK_ENDS = r"(?!\d|\w|[:.-]\d)"
_JOINED = re.compile(r"\s*-\s*|\s+(?:to|til|till)\s+")
_WORD = re.compile(
    rf"""
    (?P<opens>{_CLOCK})-(?P<closes>{_CLOCK}){_CLOCK_ENDS}
    | (?:(?P<after>after|from|etter|fra|efter|från)|before|until|før|före|innan)
      \s+(?:kl\.?\s*)?(?P<edge>{_CLOCK}){_CLOCK_ENDS}
    | (?P<first>{_DAY})(?:-(?P<last>{_DAY}))?
    | (?P<week>weekdays|hverdager|vardagar)\b
    | [\s,;.:&/]+ | (?:and|og|och|at|on|between|mellom|mellan|klokka|klokken|klockan|kl)\b
    """,
    re.VERBOSE,
)


class _Hours(NamedTuple):
    opens: time
    closes: time


class _Days(NamedTuple):
    days: tuple[int, ...]


def _words(text: str) -> list[_Days | _Hours]:
    """Return the days and hours of ``text`` as they come; none where it holds anything else."""
    found: list[_Days | _Hours] = []
    place = 0
    while place < len(text):
        word = _WORD.match(text, place)
        if word is None:
            return []
        place = word.end()
        if word["week"] or word["first"]:
            found.append(_days(word))
        elif word["opens"] or word["edge"]:
            hours = _hours(word)
            if hours is None:
                return []
            found.append(hours)
    return found


def _openings(words: list[_Days | _Hours]) -> list[Opening]:
    """Give hours their days: those named before them, or after them where the text begins with hours."""
    runs = [list(run) for _kind, run in groupby(words, type)]
    openings: list[Opening] = []
    for first, second in zip(runs[::2], [*runs[1::2], []], strict=False):
        hours = [word for word in (*first, *second) if isinstance(word, _Hours)]
        days = {day for word in (*first, *second) if isinstance(word, _Days) for day in word.days}
        for stretch in hours or [_Hours(time.min, _END_OF_DAY)]:
            openings.append(Opening(stretch.opens, stretch.closes, tuple(sorted(days)) or _EVERY_DAY))
    return openings


def _days(word: re.Match[str]) -> _Days:
    if word["week"]:
        return _Days((0, 1, 2, 3, 4))
    first = _weekday(word["first"])
    last = _weekday(word["last"]) if word["last"] else first
    return _Days(tuple((first + n) % 7 for n in range((last - first) % 7 + 1)))


def _weekday(name: str) -> int:
    return next(n for n, names in enumerate(_DAY_NAMES) if re.fullmatch(rf"(?:{names}){_PLURAL}", name))


def _hours(word: re.Match[str]) -> _Hours | None:
    """Return the stretch that was written; None where the clock knows no such hours."""
    if word["edge"]:
        edge = _minutes(word["edge"])
        if edge is None:
            return None
        opens, closes = (edge, _MIDNIGHT) if word["after"] else (0, edge)
    else:
        begins, ends = _minutes(word["opens"]), _minutes(word["closes"])
        if begins is None or ends is None:
            return None
        opens, closes = _meant(begins, ends, word["opens"], word["closes"])
    return _Hours(_time(opens), _time(closes)) if 0 <= opens < closes <= _MIDNIGHT else None


def _meant(opens: int, closes: int, opens_text: str, closes_text: str) -> tuple[int, int]:
    """Put hours of the twelve-hour clock where they belong: "2-4pm", "9-3", "2-4"."""
    if opens_text.endswith("m"):
        return opens, closes
    if closes_text.endswith("pm"):
        return (opens + _NOON if opens + _NOON < closes else opens), closes
    if closes < opens < _NOON:
        closes += _NOON
    if closes < _NOON and opens < _EARLIEST and not opens_text.startswith("0"):
        return opens + _NOON, closes + _NOON
    return opens, closes


def _minutes(text: str) -> int | None:
    """Return the minute of the day of "9", "09.30" or "2pm"; None where there is none such."""
    clock = re.sub(r"\s*[ap]m$", "", text)
    hour, _dot, minute = clock.replace(".", ":").partition(":")
    total = int(hour) * 60 + int(minute or 0)
    if clock != text:
        if not 1 <= int(hour) <= _NOON // 60:
            return None
        total = total % _NOON + (_NOON if text.endswith("pm") else 0)
    return total if total <= _MIDNIGHT and int(minute or 0) < 60 else None  # noqa: PLR2004 - minutes


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60)) if minutes < _MIDNIGHT else _END_OF_DAY

"""When a mail was sent, as its programs write it in Norwegian, Swedish and English."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
_MONTH_WORDS = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_DAY_FIRST = rf"(?P<day>\d{{1,2}})\.? (?P<month>{_MONTH_WORDS})\.?,? (?P<year>\d{{4}})"
_MONTH_FIRST = rf"(?P<month_2>{_MONTH_WORDS})\.? (?P<day_2>\d{{1,2}}),? (?P<year_2>\d{{4}})"
_ISO = r"(?P<year_3>\d{4})-(?P<month_3>\d\d)-(?P<day_3>\d\d)"
_POINTS = r"(?P<day_4>\d{1,2})\.(?P<month_4>\d{1,2})\.(?P<year_4>\d{4})"
_STROKES = r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year_5>\d{4})"
_WEEKDAY = (
    r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun|man|tir|ons|tor|fre|lør|søn|mån|tis|lör)[a-zåäöø]{0,7}\.?,? )?"
)
_CLOCK = (
    r"(?:[,T]? ?(?:(?:at|kl\.?|klokken|klockan) )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.]\d\d)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"(?: ?(?P<zone>[+-]\d\d:?\d\d|Z|GMT|UTC)\b)?)?"
)
_MOMENT = re.compile(
    rf"(?:\b(?:on|den) )?{_WEEKDAY}(?<![\d.])"
    rf"(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_ISO}|{_POINTS}|{_STROKES}){_CLOCK}",
    re.IGNORECASE,
)
#: A line that says when and no more, as web pages write it, with or without the year.
_LINE = re.compile(
    rf"{_WEEKDAY}(?:\d{{1,2}}\.? {_MONTH_WORDS}|{_MONTH_WORDS}\.? \d{{1,2}})\.?,?(?: \d{{4}},?)?{_CLOCK}"
    r"(?: ?\([^()]{1,40}\))?",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_NOON, _HOURS_OF_A_CLOCK = 12, 12


def moment_in(text: str) -> datetime | None:
    """Return the first moment that stands in ``text``: its day and its time.

    It is the sender's wall-clock time, and aware only where the text says the offset from UTC. "03/04/2026"
    may be two days, and is none.
    """
    found = _MOMENT.search(_BLANKS.sub(" ", text))
    if found is None or found["hour"] is None:
        return None
    day = _day(found)
    if day is None:
        return None
    year, month, number = day
    try:
        moment = datetime(year, month, number, _hour(found), int(found["minute"]))  # noqa: DTZ001
        return moment.replace(tzinfo=_zone(found["zone"]))
    except ValueError:
        return None


def without_moment(text: str) -> str:
    """Return ``text`` without its first moment."""
    return _MOMENT.sub("", _BLANKS.sub(" ", text), count=1)


def is_moment(line: str) -> bool:
    """Say whether a line says when, and no more: "man. 16. nov., 09:12 (for 3 dager siden)"."""
    return _LINE.fullmatch(_BLANKS.sub(" ", line).strip()) is not None


def _day(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Return year, month and day of month; None where they could be read in two ways."""
    if word := found["month"] or found["month_2"]:
        year, number = found["year"] or found["year_2"], found["day"] or found["day_2"]
        return int(year), _MONTHS[word[:3].casefold()], int(number)
    if year := found["year_3"]:
        return int(year), int(found["month_3"]), int(found["day_3"])
    if year := found["year_4"]:
        return int(year), int(found["month_4"]), int(found["day_4"])
    first, second = int(found["first"]), int(found["second"])
    if first == second or second > len(set(_MONTHS.values())):
        return int(found["year_5"]), first, second
    return (int(found["year_5"]), second, first) if first > len(set(_MONTHS.values())) else None


def _hour(found: re.Match[str]) -> int:
    hour = int(found["hour"])
    if found["half"] is None:
        return hour
    return hour % _HOURS_OF_A_CLOCK + (_NOON if found["half"].casefold() == "p" else 0)


def _zone(said: str | None) -> timezone | None:
    if said is None:
        return None
    if said[0] not in "+-":
        return UTC
    minutes = int(said[1:3]) * 60 + int(said[-2:])
    return timezone(timedelta(minutes=-minutes if said[0] == "-" else minutes))

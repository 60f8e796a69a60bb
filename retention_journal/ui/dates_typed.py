"""Days and times as people type them: "today", "fri", "14.10", "14 oct", "2025-10-14", "9:05"."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from retention_journal.core import formats
from retention_journal.core.text import folded
from retention_journal.i18n import LANGUAGES

_NEAR = {
    "today": 0, "i dag": 0, "idag": 0, "tomorrow": 1, "i morgen": 1, "imorgen": 1, "i morgon": 1,
    "imorgon": 1, "yesterday": -1, "i gar": -1, "igar": -1,
}  # fmt: skip
_SHORTEST_NAME = 3
_MONTHS, _DAYS = 12, 7


def day_typed(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the day that ``text`` means, or None where it means none.

    A weekday is the next one, a day without a year the nearest within the half year to come or gone; of what
    is ``past`` both are the last one, today among them.
    """
    told = " ".join(folded(text).replace(",", " ").split()).strip(".")
    if told in _NEAR:
        return today + timedelta(days=_NEAR[told])
    return (
        _weekday(told, today, past)
        or _iso(told)
        or _in_numbers(told, today, past)
        or _in_words(told, today, past)
    )


def _weekday(told: str, today: date, past: bool) -> date | None:
    if len(told) < _SHORTEST_NAME or not told.isalpha():
        return None
    for days in range(0, -_DAYS, -1) if past else range(1, _DAYS + 1):
        day = today + timedelta(days=days)
        if any(folded(formats.weekday(day, language)).startswith(told) for language in LANGUAGES):
            return day
    return None


def _iso(told: str) -> date | None:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", told)
    return _date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _in_numbers(told: str, today: date, past: bool) -> date | None:
    found = re.fullmatch(r"(\d{1,2})[./ ](\d{1,2})(?:[./ ](\d{2}|\d{4}))?", told)
    if not found:
        return None
    day, month = int(found[1]), int(found[2])
    return _date(_year(found[3]), month, day) if found[3] else _nearest(month, day, today, past)


def _in_words(told: str, today: date, past: bool) -> date | None:
    found = re.fullmatch(r"(?:[a-z]+\.? )?(\d{1,2})\.? ([a-z]{3,})\.?(?: (\d{4}))?", told)
    if not found:
        return None
    for month in range(1, _MONTHS + 1):
        first = date(today.year, month, 1)
        if any(folded(formats.month_name(first, language)).startswith(found[2]) for language in LANGUAGES):
            day = int(found[1])
            return _date(int(found[3]), month, day) if found[3] else _nearest(month, day, today, past)
    return None


def _year(text: str) -> int:
    return int(text) if len(text) > len("25") else 2000 + int(text)


def _nearest(month: int, day: int, today: date, past: bool) -> date | None:
    candidates = [_date(today.year + years, month, day) for years in (-1, 0, 1)]
    meant = (one for one in candidates if one and not (past and one > today))
    return min(meant, key=lambda one: abs(one - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def time_typed(text: str) -> time | None:
    """Return the time of day that ``text`` means ("9", "9:05", "09.05", "0905"), or None."""
    found = re.fullmatch(r"(\d{1,2})(?:[:. ]?(\d{2}))?", text.strip())
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None

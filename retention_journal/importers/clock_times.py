"""Times of day out of text, behind a day or by themselves.

Source: imports, section 1.3: "08:38:49", "01:16:56 PM", "10:23 AM", with and without seconds.
"""

from __future__ import annotations

import re
from datetime import datetime, time

_LONGEST = 60
_NOON = 12
_CLOCK = re.compile(
    r"(?:^|[T\s,])(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
    r"(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?m\.?)?$",
    re.ASCII | re.IGNORECASE,
)
_FOUR = re.compile(r"(?P<hour>\d\d)(?P<minute>[0-5]\d)", re.ASCII)
_ZONED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)


def read_clock(text: str, *, may_be_bare: bool = True) -> time | None:
    """Return the time of day that ``text`` is or ends in, None where it has none.

    Args:
        text: "08:38:49", "9.30", "10:23 AM", "0930", "kl. 9" or any of them behind a day.
        may_be_bare: Whether an hour without minutes is one; not behind a day, whose year it might be.
    """
    said = _hour_minute_second(text, may_be_bare)
    try:
        return time(*said) if said else None
    except ValueError:
        return None


def is_end_of_day(text: str, *, may_be_bare: bool = True) -> bool:
    """Say whether ``text`` is or ends in 24:00, with which a day ends; as for ``read_clock``."""
    return _hour_minute_second(text, may_be_bare) == (24, 0, 0)


def read_moment_with_zone(text: str) -> datetime | None:
    """Return a moment that names its zone, in that of this computer; None where it is none."""
    word = text.strip()
    if not _ZONED.fullmatch(word):
        return None
    try:
        return datetime.fromisoformat(word).astimezone()
    except (ValueError, OverflowError):
        return None


def _hour_minute_second(text: str, may_be_bare: bool) -> tuple[int, int, int] | None:
    word = text.strip()
    if not word or len(word) > _LONGEST:
        return None
    found = _FOUR.fullmatch(word) or _CLOCK.search(word)
    if not found:
        return None
    said = found.groupdict()
    hour, half = int(said["hour"]), (said.get("half") or "").casefold()[:1]
    if not said["minute"] and not half and not may_be_bare:
        return None
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return hour, int(said["minute"] or 0), int(said.get("second") or 0)

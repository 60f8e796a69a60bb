"""Dates out of text, with one way of writing them for a whole column.

Source: imports, section 3.2, "Rules for own dates and numbers": a closed list of formats.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from retention_journal.core import formats
from retention_journal.i18n import N_, _
from retention_journal.importers.values import Ambiguous, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Every way of writing a date that is read, with how it is shown to choose from.
DATE_FORMATS = {
    "Y-m-d": N_("2024-12-31"),
    "d.m.Y": N_("31.12.2024"),
    "d/m/Y": N_("31/12/2024, the day first"),
    "m/d/Y": N_("12/31/2024, the month first"),
    "d-m-Y": N_("31-12-2024"),
    "Y/m/d": N_("2024/12/31"),
    "d.m.y": N_("31.12.24"),
    "d/m/y": N_("31/12/24, the day first"),
    "m/d/y": N_("12/31/24, the month first"),
    "Ymd": N_("20241231"),
    "month": N_("31 December 2024, with the month’s name"),
}

_LONGEST = 60
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_CENTURY_TURNS = 70  # 69 is 2069, 70 is 1970
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar januari jänner",
            "february feb februar februari febr",
            "march mar mars marts märz mrz",
            "april apr",
            "may mai maj",
            "june jun juni",
            "july jul juli",
            "august aug augusti",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec desember des dezember dez",
        ),
        1,
    )
    for name in names.split()
}
_PART = {"Y": r"(?P<Y>\d{4})", "y": r"(?P<y>\d{2})", "m": r"(?P<m>\d{1,2})", "d": r"(?P<d>\d{1,2})"}
_TIME = r"(?:(?:T|,? )\d{1,2}[:.]\d{2}[^/]{0,25})?"  # a time of day may follow, and is dropped
_PATTERNS = {
    name: re.compile("".join(_PART.get(c, re.escape(c)) for c in name) + _TIME, re.ASCII)
    for name in DATE_FORMATS
    if len(name) > len("Ymd")
} | {
    "Ymd": re.compile(r"(?P<Y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII),
    "month": re.compile(
        r"(?:den |d\. ?)?(?P<d>\d{1,2})(?:\.|st|nd|rd|th)? ?(?P<name>[^\W\d]{3,9})\.?,? (?P<Y>\d{4})" + _TIME
    ),
}
_MONTH_FIRST = re.compile(r"(?P<name>[^\W\d]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<Y>\d{4})" + _TIME)


def date_format(cells: Iterable[str]) -> str | Ambiguous:
    """Return the one way to read all dates of a column, a key of ``DATE_FORMATS``; "" where none fits.

    Cells that no format fits ("N/A") are bad cells and say nothing about the column. Where no format fits
    all others, the one that fits most of them is taken, unless the order of day and month is in doubt.
    """
    fits: Counter[tuple[str, ...]] = Counter()
    dated: list[str] = []
    for cell, times in Counter(cells).items():
        readable = formats_of(cell)
        if readable:
            fits[readable] += times
            dated.append(cell.strip())
    if not fits:
        return ""
    common = [name for name in DATE_FORMATS if all(name in readable for readable in fits)]
    doubtful = common if len(common) > 1 else [] if common else _in_doubt(fits)
    if doubtful and any(_differs(cell, doubtful) for cell in dated):
        return _question(doubtful, dated)
    if common:
        return common[0]
    most: Counter[str] = Counter()
    for readable, times in fits.items():
        most.update(dict.fromkeys(readable, times))
    return most.most_common(1)[0][0]


def formats_of(cell: str) -> tuple[str, ...]:
    """Return every way of writing dates in which a cell is one."""
    return () if is_empty(cell) else tuple(name for name in DATE_FORMATS if read_date(cell, name))


def read_date(text: str, name: str) -> date | None:
    """Return the day that ``text`` says in one of ``DATE_FORMATS``, None where it does not.

    A time of day behind it is dropped, and years outside 1900 to 2199 are slips of the pen.
    """
    word = text.strip()
    if len(word) > _LONGEST:
        return None
    found = _PATTERNS[name].fullmatch(word)
    if name == "month" and (found := found or _MONTH_FIRST.fullmatch(word)):
        month = _MONTHS.get(found["name"].casefold(), 0)
        return _day(int(found["Y"]), month, int(found["d"]))
    if not found:
        return None
    said = {part: int(digits) for part, digits in found.groupdict().items()}
    year = said["Y"] if "Y" in said else said["y"] + (1900 if said["y"] >= _CENTURY_TURNS else 2000)
    return _day(year, said["m"], said["d"])


def _in_doubt(fits: Counter[tuple[str, ...]]) -> list[str]:
    """Return formats that differ only in the order of day and month, where cells speak for both."""
    alone = {readable[0] for readable in fits if len(readable) == 1}
    pairs = (["d/m/Y", "m/d/Y"], ["d/m/y", "m/d/y"])
    return next((pair for pair in pairs if alone.issuperset(pair)), [])


def _differs(cell: str, names: Sequence[str]) -> bool:
    """Say whether a cell is one day in one format and another day in the other."""
    return len({read_date(cell, name) for name in names} - {None}) > 1


def _question(names: Sequence[str], cells: Sequence[str]) -> Ambiguous:
    """Return the question, with the first cell that is read differently."""
    example = next(cell for cell in cells if _differs(cell, names))
    days = [read_date(example, name) for name in names]
    return Ambiguous(tuple(names), example, tuple(formats.day(day) if day else _("no date") for day in days))


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Numbers and lengths of time out of text, with one convention for a whole column.

A cell alone never decides: every way of reading is tried on all cells of the column. Exactly one that
fits is used; several are asked about (``Ambiguous``), with a cell read both ways; nothing is guessed.

Source: imports, section 3.2, "Rules for own dates and numbers".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from retention_journal.core import formats
from retention_journal.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What stands in a cell that is meant to be empty; ``0/0/00`` is Outlook's.
EMPTY = frozenset({"", "-", "–", "—", "0/0/00", "00/00/00", "0000-00-00", "00.00.0000"})

_LONGEST = 60
_GROUP = 3
_LONGEST_SECONDS = 10**10
_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_GROUPING = " \u00a0\u202f\u2009'’"
_MINUTES_OF = {
    "h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60, "t": 60, "time": 60, "timer": 60, "tim": 60,
    "timmar": 60, "timme": 60, "std": 60, "m": 1, "min": 1, "mins": 1, "minute": 1, "minutes": 1,
    "minutt": 1, "minutter": 1, "minuter": 1, "minut": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Ambiguous:
    """A column that can be read in several ways, to be asked about.

    Attributes:
        candidates: Keys of ``dates.DATE_FORMATS``, or decimal signs.
        example: A cell as it stands in the file.
        readings: What each candidate makes of the example, in the person's words.
    """

    candidates: tuple[str, ...]
    example: str
    readings: tuple[str, ...]


def decimal_sign(cells: Iterable[str], elsewhere: str = "") -> str | Ambiguous:
    """Return the decimal sign of a column, "." or ",", from its cells alone; "." where it has none.

    Args:
        cells: All cells of the column.
        elsewhere: The sign that other columns of the file have shown, which decides where this one cannot.
    """
    shown: set[str] = set()
    doubtful = ""
    for cell in cells:
        point, comma = read_number(cell, "."), read_number(cell, ",")
        if point is not None and comma is not None and point != comma:
            doubtful = doubtful or cell.strip()
        elif point is None and comma is not None:
            shown.add(",")
        elif comma is None and point is not None:
            shown.add(".")
    if len(shown) == 1:
        return shown.pop()
    if not shown and (elsewhere or not doubtful):
        return elsewhere or "."
    example = doubtful or next((cell.strip() for cell in cells if "," in cell), "1,5")
    return Ambiguous((".", ","), example, tuple(_number_reading(example, sign) for sign in ".,"))


def read_number(text: str, sign: str) -> Decimal | None:
    """Return the exact number that ``text`` says with ``sign`` before its decimals, None where it does not.

    Thousands may be parted by blanks, apostrophes or the other sign, in groups of three only.
    """
    word = text.strip().replace("−", "-")
    if not word or len(word) > _LONGEST:
        return None
    minus, digits = word[:1] in "+-", word[1:] if word[:1] in "+-" else word
    whole, _sign, decimals = digits.partition(sign)
    if _sign and not (decimals.isascii() and decimals.isdecimal()):
        return None
    plain = _ungrouped(whole, "." if sign == "," else ",") if whole or not decimals else "0"
    if plain is None:
        return None
    number = Decimal(f"{plain}.{decimals}" if decimals else plain)
    return -number if minus and word[0] == "-" else number


def read_duration(text: str, sign: str = ".") -> timedelta | None:
    """Return the length of time that ``text`` says, None where it does not, or where it is negative.

    "73:26:09" and "8:30" are hours first, "1 h 30 min" says its units, and a bare number is hours.
    """
    word = text.strip().casefold()
    if not word or len(word) > _LONGEST:
        return None
    if clock := _CLOCK.fullmatch(word):
        return timedelta(hours=int(clock[1]), minutes=int(clock[2]), seconds=int(clock[3] or 0))
    hours = read_number(word, sign)
    seconds = _unit_seconds(word, sign) if hours is None else hours * 3600
    if seconds is None or seconds < 0 or seconds > _LONGEST_SECONDS:
        return None
    return timedelta(seconds=int(seconds.to_integral_value()))


def numbers_of_length(text: str) -> list[str]:
    """Return the numbers that a length of time is written with: "1,5" of "1,5 t", else the text itself."""
    parts = _parts(text.strip().casefold())
    return parts[::2] if parts and all(unit in _MINUTES_OF for unit in parts[1::2]) else [text]


def is_empty(text: str) -> bool:
    """Say whether a cell stands for nothing."""
    return text.strip().casefold() in EMPTY


def _ungrouped(whole: str, group: str) -> str | None:
    """Return digits without the signs between thousands, None where those stand wrongly."""
    used = {c for c in whole if not (c.isascii() and c.isdecimal())}
    if not used:
        return whole or None
    if len(used) > 1 or not used <= {group, *_GROUPING}:
        return None
    first, *others = whole.split(used.pop())
    if not 1 <= len(first) <= _GROUP or any(len(digits) != _GROUP for digits in others):
        return None
    return first + "".join(others)


def _number_reading(text: str, sign: str) -> str:
    number = read_number(text, sign)
    return _("no number") if number is None else formats.number(number)


def _unit_seconds(word: str, sign: str) -> Decimal | None:
    """Return the seconds of a text such as "1 h 30 min" or "45m"."""
    parts = _parts(word)
    if not parts:
        return None
    seconds = Decimal(0)
    for count, unit in zip(parts[::2], parts[1::2], strict=True):
        number = read_number(count, sign)
        if number is None or unit not in _MINUTES_OF:
            return None
        seconds += number * _MINUTES_OF[unit] * 60
    return seconds


def _parts(word: str) -> list[str]:
    """Return numbers and units by turns, nothing where one of them is missing."""
    spaced = "".join(
        f" {c}" if at and c.isalpha() != word[at - 1].isalpha() and not c.isspace() else c
        for at, c in enumerate(word)
    )
    parts = [part.strip(".") if part.strip(".").isalpha() else part for part in spaced.split()]
    return [] if len(parts) % 2 else parts

"""What the cells of a workbook say, as text such as a CSV of the same table would have.

A number, a day or a time in a workbook has no way of writing; it is written here as the text cells of its
column are, so that both are read by one convention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from retention_journal.importers import dates, values

#: What calamine makes of a cell.
Cell = str | int | float | bool | date | datetime | time | timedelta | None

_ORIGIN = datetime.fromisoformat("1899-12-31")
_FIRST_MOMENT = datetime.fromisoformat("1901-01-01")  # a "moment" before it is a length of more than a day
_EXACT = 10**15  # below it a number of a workbook has all its digits
_SHORT = 16  # letters of a number without noise, its sign and point among them
_LEAST_AMBIGUOUS = 3  # decimals that might as well be thousands
_OPEN_DOCUMENT_TIME = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,9})?S", re.ASCII)
_DAY_PATTERNS = {
    "Y-m-d": "{d:%Y-%m-%d}", "d.m.Y": "{d:%d.%m.%Y}", "d/m/Y": "{d:%d/%m/%Y}", "m/d/Y": "{d:%m/%d/%Y}",
    "d-m-Y": "{d:%d-%m-%Y}", "Y/m/d": "{d:%Y/%m/%d}", "d.m.y": "{d:%d.%m.%y}", "d/m/y": "{d:%d/%m/%y}",
    "m/d/y": "{d:%m/%d/%y}", "Ymd": "{d:%Y%m%d}",
}  # fmt: skip


@dataclass(frozen=True)
class Writing:
    """How the numbers and days of one column are written.

    Attributes:
        decimal_sign: "." or ",".
        date_format: A key of ``dates.DATE_FORMATS``.
    """

    decimal_sign: str = "."
    date_format: str = "Y-m-d"


_PLAIN = Writing()


def texts_of(
    rows: Sequence[Sequence[Cell]], *, decimal_sign: str = "", date_format: str = ""
) -> list[list[str]]:
    """Return what each cell says.

    Args:
        rows: The cells, as many in each row.
        decimal_sign: How the person says decimals are written; "" lets each column tell.
        date_format: How the person says days are written, as in ``CsvFormat``; "" lets each column tell.
    """
    writings = [
        Writing(
            decimal_sign or _sign_of(cells),
            date_format or _day_format_of(cells),
        )
        for cells in zip(*rows, strict=True)
    ]
    return [[text_of(cell, how) for cell, how in zip(row, writings, strict=True)] for row in rows]


def text_of(cell: Cell, how: Writing = _PLAIN) -> str:
    """Return what one cell says."""
    return _TEXT_OF[type(cell)](cell, how)


def is_number(cell: Cell) -> bool:
    """Say whether a cell holds a number, so that zeros before it are lost and digits may be."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _sign_of(cells: Sequence[Cell]) -> str:
    """Return the decimal sign that the text cells of a column are written with, "." where that is unsure."""
    sign = "."
    if not any(isinstance(cell, float) and not cell.is_integer() for cell in cells):
        return sign
    for text in {cell for cell in cells if isinstance(cell, str) and cell}:
        if values.read_number(text, ".") is not None:
            return "."
        if values.read_number(text, ",") is not None:
            sign = ","
    return sign


def _day_format_of(cells: Sequence[Cell]) -> str:
    """Return how the days written out in a column are written; as ISO where that is not sure."""
    if not any(isinstance(cell, date) for cell in cells):
        return "Y-m-d"
    found = dates.date_format(cell for cell in cells if isinstance(cell, str))
    return found if isinstance(found, str) and found else "Y-m-d"


def _number(number: float, sign: str) -> str:
    """Return a number without the noise of its last bits.

    Three decimals get a fourth, for "1.125" might as well be a thousand.
    """
    if not isfinite(number):
        return ""
    if number == int(number):
        if abs(number) < _EXACT:
            return str(int(number))
        return f"{Decimal(repr(number)):f}".partition(".")[0]
    short = repr(number)
    if len(short) > _SHORT or "e" in short:
        short = f"{Decimal(f'{number:.15g}'):f}"
    whole, _point, decimals = short.partition(".")
    if len(decimals) == _LEAST_AMBIGUOUS:
        decimals += "0"
    return f"{whole}{sign}{decimals}" if decimals else whole


def _moment(moment: datetime, name: str) -> str:
    if moment < _FIRST_MOMENT:
        return _length(moment - _ORIGIN)
    day = _day(moment.date(), name)
    return day if moment.time() == time() else f"{day} {_clock(moment.time())}"


def _day(day: date, name: str) -> str:
    if name in _DAY_PATTERNS:
        return _DAY_PATTERNS[name].format(d=day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def _clock(clock: time) -> str:
    """Return a time of day to the second; a serial number is never exact."""
    whole = datetime.combine(_ORIGIN, clock) + timedelta(milliseconds=500)
    return f"{whole:%H:%M:%S}" if whole.date() == _ORIGIN.date() else "24:00:00"


def _length(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    minus, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{minus}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _plain(text: str) -> str:
    """Return a text; a length of ODS beyond a day is written as a clock."""
    if text.startswith("PT") and (found := _OPEN_DOCUMENT_TIME.fullmatch(text)):
        return f"{int(found[1])}:{int(found[2]):02}:{int(found[3]):02}"
    return text


#: How each kind of cell becomes text; there are hundreds of thousands of them.
_TEXT_OF: dict[type[Any], Callable[[Any, Writing], str]] = {
    type(None): lambda _cell, _how: "",
    str: lambda cell, _how: _plain(cell),
    bool: lambda cell, _how: "true" if cell else "false",
    int: lambda cell, how: _number(cell, how.decimal_sign),
    float: lambda cell, how: _number(cell, how.decimal_sign),
    datetime: lambda cell, how: _moment(cell, how.date_format),
    date: lambda cell, how: _day(cell, how.date_format),
    time: lambda cell, _how: _clock(cell),
    timedelta: lambda cell, _how: _length(cell),
}

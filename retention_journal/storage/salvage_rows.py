"""Reading the rows of a damaged table: all that can be read, and which of them are proven.

Two copies of the damaged journal are read. In the strict one every page must fit its seal, so a row that it
gives is what was written. In the lenient one damaged pages are read for what they are worth: a row that only
it gives may be spoilt, and is told as doubtful.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import apsw

Row = tuple[Any, ...]
Ask = Callable[[int, int, str], Iterator[Row]]
Span = tuple[int, int]

#: Further than any number that a journal gives its rows.
LAST = 2**40
_FAILS = (apsw.Error, UnicodeError, ValueError)
_FURTHER = 4_096  # how far past the last row known a table may go on, where nothing tells
_TRIES = 20_000
#: A text with a spoilt letter is still read; records hold no values that are bytes.
_LETTER_BY_LETTER = """CASE typeof("{0}") WHEN 'text' THEN CAST("{0}" AS BLOB) ELSE "{0}" END"""


@dataclass
class Found:
    """The rows of one table by their number.

    Attributes:
        sound: Rows that are what was written.
        doubtful: Rows that may be spoilt.
        gaps: Where rows could not be proven, from and to.
        known: The uid of every row there was, by its number; None where no index tells.
    """

    sound: dict[int, Row] = field(default_factory=dict)
    doubtful: dict[int, Row] = field(default_factory=dict)
    gaps: list[Span] = field(default_factory=list)
    known: Mapping[int, str] | None = None

    def may_have_had(self, number: int) -> bool:
        """Say whether there may have been a row of this number that was not read."""
        if self.known is not None:
            return number in self.known
        return any(low <= number <= high for low, high in self.gaps)

    @property
    def missing(self) -> list[int]:
        """Numbers of rows that there were and that could not be read, as far as an index tells."""
        return [one for one in self.known or () if one not in self.sound and one not in self.doubtful]


def read(strict: apsw.Connection, lenient: apsw.Connection, table: str, columns: Sequence[str]) -> Found:
    """Return every row of ``table`` that either copy gives."""
    found = Found()
    found.gaps = _read(_asking(strict, table, columns), 1, LAST, found.sound)
    if not found.gaps:
        return found
    found.known = _known(strict, table) or _known(lenient, table)
    if found.known is not None:
        found.gaps = _around(found.known, found.sound)
    ask = _asking(lenient, table, columns, spelt=_LETTER_BY_LETTER)
    for low, high in found.gaps:
        _read(ask, low, high, found.doubtful)
    found.doubtful = {
        number: _legible(row) for number, row in found.doubtful.items() if found.may_have_had(number)
    }
    return found


def rows_in(
    connection: apsw.Connection, table: str, columns: Sequence[str], gaps: Sequence[Span]
) -> Iterator[Row]:
    """Give the rows of a sound journal that lie in ``gaps``, each with its number first."""
    ask = _asking(connection, table, columns)
    for low, high in gaps:
        yield from ask(low, high, "ASC")


def columns_of(connection: apsw.Connection, table: str) -> list[str]:
    """Return the columns of a table that are written and not worked out."""
    return [str(row[1]) for row in connection.execute(f'PRAGMA table_xinfo("{table}")') if row[6] == 0]


def _legible(row: Row) -> Row:
    """Return a row of a damaged page with its texts as letters again, those that are none marked."""
    return tuple(value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in row)


def _asking(connection: apsw.Connection, table: str, columns: Sequence[str], spelt: str = '"{}"') -> Ask:
    names = ", ".join(spelt.format(name) for name in columns)

    def ask(low: int, high: int, order: str) -> Iterator[Row]:
        return connection.execute(
            f'SELECT rowid, {names} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ?'  # noqa: S608 - our names
            f" ORDER BY rowid {order}",
            (low, high),
        )

    return ask


def _read(ask: Ask, low: int, high: int, into: dict[int, Row]) -> list[Span]:
    """Read rows from both ends and then by halves; return where nothing could be read."""
    tries, gaps, spans = _TRIES, [], [(low, high)]
    while spans and tries:
        tries -= 1
        low, high = spans.pop()
        first, failed = _until_it_fails(ask, low, high, "ASC", into)
        if not failed:
            continue
        low = low if first is None else first + 1
        last, _failed = _until_it_fails(ask, low, high, "DESC", into)
        high = high if last is None else last - 1
        if high >= LAST:  # the end itself cannot be read
            high = low + _FURTHER
            gaps.append((high + 1, LAST))
        if low == high:
            gaps.append((low, high))
        elif low < high:
            middle = (low + high) // 2
            spans += [(middle + 1, high), (low, middle)]
    return _joined(gaps + spans)


def _until_it_fails(
    ask: Ask, low: int, high: int, order: str, into: dict[int, Row]
) -> tuple[int | None, bool]:
    last = None
    try:
        for number, *values in ask(low, high, order):
            into[number] = tuple(values)
            last = number
    except _FAILS:
        return last, True
    return last, False


def _known(connection: apsw.Connection, table: str) -> dict[int, str] | None:
    """Return the uid of every row by its number from the index of uids; None where that is damaged too."""
    question = f'SELECT rowid, uid FROM "{table}" INDEXED BY "sqlite_autoindex_{table}_1"'  # noqa: S608 - our names
    try:
        return {int(number): str(uid) for number, uid in connection.execute(question)}
    except _FAILS:
        return None


def _around(known: Mapping[int, str], sound: Mapping[int, Row]) -> list[Span]:
    return _joined([(number, number) for number in known if number not in sound])


def _joined(gaps: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for low, high in sorted(gaps):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined

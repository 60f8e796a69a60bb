"""How values lie in the file.

Days are integers (days since 1970-01-01), moments of people are integers too: seconds of the *local wall
clock* since 1970-01-01T00:00, so that nine o'clock stays nine o'clock wherever the journal is opened; only
what is counted in hours across summer time and zones is kept in UTC seconds (``Instant``). In
SQL: ``date(day * 86400, 'unixepoch')`` and ``datetime(seconds, 'unixepoch')``. Numbers are exact decimals
as text, money is integers of minor units beside an ISO 4217 code.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from peewee import BigIntegerField, BlobField, BooleanField, Field, IntegerField, TextField

from retention_journal.core.terms import Term
from retention_journal.core.text import clean

_EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall-clock time has no zone
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)


def day_number(value: date) -> int:
    """Return the days since 1970-01-01, negative before it."""
    return (value - _EPOCH_DAY).days


def wall_seconds(value: datetime) -> int:
    """Return the seconds of the wall clock since 1970-01-01T00:00; fractions are dropped."""
    return int((value.replace(tzinfo=None, microsecond=0) - _EPOCH).total_seconds())


class Text(TextField):
    """Text as people mean it: trimmed, composed Unicode, no control characters."""

    def db_value(self, value: str | None) -> str | None:
        """Return the text as it is stored."""
        return None if value is None else clean(str(value))


class Day(IntegerField):
    """A day."""

    def db_value(self, value: date | int | None) -> int | None:
        """Return the day's number."""
        return day_number(value) if isinstance(value, date) else value

    def python_value(self, value: int | None) -> date | None:
        """Return the day."""
        return None if value is None else _EPOCH_DAY + timedelta(days=value)


class WallTime(BigIntegerField):
    """A moment on the local wall clock."""

    def db_value(self, value: datetime | int | None) -> int | None:
        """Return the seconds of the wall clock."""
        return wall_seconds(value) if isinstance(value, datetime) else value

    def python_value(self, value: int | None) -> datetime | None:
        """Return the moment, without a zone."""
        return None if value is None else _EPOCH + timedelta(seconds=value)


class Instant(BigIntegerField):
    """A moment of the clock of the world, where hours are counted across summer time and time zones."""

    def db_value(self, value: datetime | int | None) -> int | None:
        """Return the UTC seconds of a moment that has a zone; fractions are dropped."""
        if not isinstance(value, datetime):
            return value
        if value.tzinfo is None:
            message = f"{self.name}: {value} has no zone"
            raise ValueError(message)
        return int(value.timestamp() // 1)

    def python_value(self, value: int | None) -> datetime | None:
        """Return the moment, in UTC."""
        return None if value is None else _EPOCH_UTC + timedelta(seconds=value)


class Number(TextField):
    """An exact decimal number."""

    def db_value(self, value: Decimal | int | str | None) -> str | None:
        """Return the number as plain digits, never in exponents."""
        return None if value is None else format(Decimal(value), "f")

    def python_value(self, value: str | None) -> Decimal | None:
        """Return the number."""
        return None if value is None else Decimal(value)


class Flag(BooleanField):
    """Yes or no, as 1 or 0."""

    def db_value(self, value: bool | None) -> int | None:
        """Return 1 or 0."""
        return None if value is None else int(bool(value))

    def python_value(self, value: int | None) -> bool | None:
        """Return yes or no."""
        return None if value is None else bool(value)


class TermField(TextField):
    """A word of one of the vocabulary's enums."""

    def __init__(self, term: type[Term], **options: Any) -> None:
        self.term = term
        super().__init__(**options)

    def db_value(self, value: Term | str | None) -> str | None:
        """Return the word's value, having checked that it is one."""
        return None if value is None else self.term(value).value

    def python_value(self, value: str | None) -> Term | None:
        """Return the enum's member."""
        return None if value is None else self.term(value)


_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class Json(TextField):
    """A small list or object."""

    def db_value(self, value: Any) -> str | None:
        """Return it as JSON."""
        return None if value is None else _AS_JSON(value)

    def python_value(self, value: str | None) -> Any:
        """Return the list or object."""
        return None if value is None else json.loads(value)


class Blob(BlobField):
    """Bytes, such as a logo or the PDF that was sent."""

    def db_value(self, value: bytes | None) -> bytes | None:
        """Return the bytes."""
        return value


FIELDS: tuple[type[Field], ...] = (Text, Day, WallTime, Instant, Number, Flag, TermField, Json, Blob)

"""How a record's values are written in an export, and read back from it.

Days and moments are ISO 8601 (moments are local wall time, without a zone), bookkeeping times UTC, money
whole minor units, numbers text with a point, references the uid of the other record, words of the
vocabulary as in ``vocabulary``, pictures and PDFs the name of a file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from peewee import AutoField, BigIntegerField, Field, ForeignKeyField, IntegerField

from retention_journal.core.terms import Term
from retention_journal.storage.fields import Blob, Day, Flag, Instant, Json, Number, TermField, WallTime
from retention_journal.storage.tables import Table, key_of, name_of

FILES = "files"
_GENERATED = frozenset({"counts_as_contact"})
_BOOKKEEPING = frozenset({"created_at", "updated_at"})
_FILE = re.compile(r"files/[0-9a-f]{64}\.[a-z]{3}")
_INTEGERS = 2**63  # SQLite keeps whole numbers of 64 bits
_KINDS = ((b"%PDF", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"))

Record = dict[str, Any]
Uids = Mapping[str, Mapping[int, str]]


class WrongValueError(ValueError):
    """A value of an export is not what its column holds; the field's name is the first argument."""


def columns_of(table: type[Table]) -> list[Field]:
    """Return the columns that an export shows, ``uid`` first."""
    fields = [field for field in table._meta.sorted_fields if not isinstance(field, AutoField)]
    return sorted(fields, key=lambda field: field.name != "uid")


def kept_columns_of(table: type[Table]) -> list[Field]:
    """Return the columns that are read back; the file itself derives the others."""
    return [field for field in columns_of(table) if field.name not in _GENERATED]


def is_bookkeeping(field: Field) -> bool:
    """Say whether a column tells only when the journal wrote the record."""
    return field.name in _BOOKKEEPING


def written(field: Field, value: Any, uids: Uids, keep_file: Callable[[bytes], str]) -> Any:  # noqa: PLR0911 - a line a kind
    """Return a value as an export writes it.

    Args:
        field: The column.
        value: As the journal hands it out.
        uids: For each table the uid of each of its records.
        keep_file: Keeps bytes in a file of the export and returns its name.
    """
    if value is None:
        return None
    if isinstance(field, ForeignKeyField):
        return uids[name_of(field.rel_model)].get(value)
    if isinstance(field, Blob):
        return keep_file(bytes(value))
    if isinstance(field, Instant):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if is_bookkeeping(field):
        return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def read(field: Field, value: Any, load_file: Callable[[str], bytes]) -> Any:
    """Return a value of an export as the journal takes it; a reference stays a uid.

    Raises:
        WrongValueError: It is not what the column holds.
    """
    if value is None:
        if not field.null:
            raise WrongValueError(field.name)
        return None
    try:
        return _read(field, value, load_file)
    except (ValueError, TypeError, OverflowError, InvalidOperation) as error:
        raise WrongValueError(field.name) from error


def _read(field: Field, value: Any, load_file: Callable[[str], bytes]) -> Any:  # noqa: PLR0911 - a line a kind
    if isinstance(field, Json):
        _text(json.dumps(value, ensure_ascii=False))
        return value
    if isinstance(field, Flag):
        return _typed(value, bool)
    if is_bookkeeping(field):
        return int(datetime.fromisoformat(_typed(value, str)).timestamp())
    if isinstance(field, Instant):
        return _in_utc(datetime.fromisoformat(_typed(value, str)))
    if isinstance(field, WallTime):
        return datetime.fromisoformat(_typed(value, str)).replace(tzinfo=None)
    if isinstance(field, Day):
        return date.fromisoformat(_typed(value, str))
    if isinstance(field, Number):
        return _finite(_typed(value, str))
    if isinstance(field, TermField):
        return field.term(_typed(value, str))
    if isinstance(field, Blob):
        return load_file(_typed(value, str))
    if isinstance(field, IntegerField | BigIntegerField) and not isinstance(field, ForeignKeyField):
        if isinstance(value, bool):
            raise TypeError
        return _storable(_typed(value, int))
    return _text(_typed(value, str))


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError
    return value.astimezone(UTC)


def file_name(content: bytes) -> str:
    """Return the name under which bytes lie in an export."""
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), "bin")
    return f"{FILES}/{hashlib.sha256(content).hexdigest()}.{kind}"


def is_file_name(name: str) -> bool:
    """Say whether ``name`` is one that a file of an export can have."""
    return bool(_FILE.fullmatch(name))


def cell(field: Field, value: Any, told: Any) -> Any:
    """Return what stands in a table for a spreadsheet: days, moments and numbers as such, the rest as told.

    Args:
        field: The column.
        value: As the journal hands it out.
        told: The same as an export writes it.
    """
    if value is None or told is None:
        return told
    if is_bookkeeping(field):
        return datetime.fromtimestamp(value, UTC)
    if isinstance(value, Term):
        return value.value
    return value if isinstance(field, Day | WallTime | Instant | Number) else told


def key_and_columns(table: type[Table]) -> list[Field]:
    """Return the record's number and then the columns that an export shows."""
    return [key_of(table), *columns_of(table)]


def _typed(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError
    return value


def _storable(number: int) -> int:
    if not -_INTEGERS <= number < _INTEGERS:
        raise OverflowError
    return number


def _text(text: str) -> str:
    """Return a text that the journal can keep: without half letters, which UTF-8 cannot write."""
    text.encode()
    return text


def _finite(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise InvalidOperation
    return number

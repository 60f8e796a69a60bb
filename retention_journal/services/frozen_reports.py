"""The data of a report as it was frozen when it was issued, read again."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from retention_journal.core.report import StatusReport
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Report, key_of


def report_as_sent(journal: JournalReader, report_id: int) -> StatusReport | None:
    """Return the data a report was sent with; None where none is kept, or none that can be read.

    Of the logo only its hash was frozen, so it comes back without one.
    """
    query = Report.select(Report.data_frozen)
    kept = journal.value(query.where((key_of(Report) == report_id) & Report.trashed_at.is_null()))
    return thawed(kept)


def thawed(kept: object) -> StatusReport | None:
    """Return a report from the plain values that ``issued_reports.frozen`` made of it.

    Fields that are newer than the report take their usual values. What is no report, such as data that came
    with an archive of somebody else's making, is None.
    """
    try:
        report = _read(StatusReport, kept)
    except (TypeError, ValueError, ArithmeticError, RecursionError):
        return None
    return report if isinstance(report, StatusReport) else None


def _read(kind: Any, value: Any) -> Any:
    """Return ``value`` as the type ``kind`` has it.

    Raises:
        TypeError: It is something else.
        ValueError: It is no such date or word.
        ArithmeticError: It is no number.
    """
    if get_origin(kind) in (Union, types.UnionType):
        kinds = [one for one in get_args(kind) if one is not types.NoneType]
        return None if value is None else _read(kinds[0], value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in _expect(list, value))
    if is_dataclass(kind):
        return _read_record(kind, _expect(Mapping, value))
    return _read_value(kind, value)


def _read_value(kind: Any, value: Any) -> Any:
    if kind is bytes:
        return None
    if kind is Decimal and not Decimal(_expect(str, value)).is_finite():
        raise ValueError(value)
    if kind is date:
        return date.fromisoformat(_expect(str, value))
    return kind(value) if kind is Decimal or issubclass(kind, Enum) else _expect(kind, value)


def _read_record(kind: Any, given: Mapping[str, Any]) -> Any:
    """Return the record whose fields ``given`` names; those it does not name take their usual values."""
    return kind(**{name: _read(hint, given[name]) for name, hint in _parts(kind) if name in given})


def _expect(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")
    return value


@cache
def _parts(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(part.name, hints[part.name]) for part in fields(kind)]

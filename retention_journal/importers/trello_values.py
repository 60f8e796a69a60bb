"""Values out of Trello's JSON, of which nothing is believed: not that they are there, nor of what type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from retention_journal.core.text import clean

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_HEX = frozenset("0123456789abcdefABCDEF")
_ID_LENGTH = 24
_IDS_FROM = 2009  # such ids exist since then; an earlier one is somebody's own number
_LONGEST_TIME = 40
_LONGEST_NUMBER = 30
_DAY_LENGTH = 10


def text_in(said: Mapping[str, Any], key: str) -> str:
    """Return a text, "" where there is none; numbers as text."""
    value = said.get(key)
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:_LONGEST_NUMBER]
    return ""


def id_in(said: Mapping[str, Any], key: str = "id") -> str:
    """Return an id, which has no blanks around it and nothing that nobody sees."""
    return clean(text_in(said, key), lines=False)


def name_in(said: Mapping[str, Any], key: str = "name") -> str:
    """Return a name: one line, whole however long."""
    return clean(text_in(said, key), lines=False)


def dict_in(said: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return an object, an empty one where there is none."""
    value = said.get(key)
    return value if isinstance(value, dict) else {}


def dicts_in(said: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects of a list; whatever else stands in it is passed over."""
    value = said.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def ids_in(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of ids."""
    value = said.get(key)
    found = [id_in({"id": one}) for one in value] if isinstance(value, list) else []
    return tuple(id for id in found if id)


def moment(text: str) -> datetime | None:
    """Return a time in UTC, None where it is none or beyond the years 1900 to 2199.

    Trello writes "2026-01-05T10:00:00.000Z"; a time without a zone is UTC too.
    """
    if not _DAY_LENGTH <= len(text) <= _LONGEST_TIME or text[4:5] != "-":
        return None
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if _FIRST_YEAR <= at.year <= _LAST_YEAR else None


def moment_in(said: Mapping[str, Any], key: str) -> datetime | None:
    """Return a time, None where there is none."""
    return moment(text_in(said, key))


def made_at(id: str) -> datetime | None:
    """Return when something with this id was made: the second in its first eight digits.

    Source: imports, section 1.1: at most 2.9 s from the action that made it.
    """
    if len(id) != _ID_LENGTH or not _HEX.issuperset(id):
        return None
    at = datetime.fromtimestamp(int(id[:8], 16), UTC)
    return at if _IDS_FROM <= at.year <= _LAST_YEAR else None


def wall_clock(at: datetime, zone: tzinfo) -> datetime:
    """Return what the clock on the person's wall showed, to the second."""
    return at.astimezone(zone).replace(tzinfo=None, microsecond=0)

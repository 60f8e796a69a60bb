"""When a mail was written, on the person's own wall clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_tz

from retention_journal.importers.mail_headers import Headers

#: No mail of a client is older.
EARLIEST_YEAR = 1980
#: Headers that tell when a mail came, for one that does not say itself when it was written.
_ARRIVALS = (b"received", b"x-received", b"delivery-date")
_FURTHEST_OFFSET = timedelta(hours=14)
_LONGEST = 200
#: What says that a moment without an offset is meant in universal time; otherwise it is wall clock.
_IN_ZONE = re.compile(r"[+-]\d{4}|\b(?:GMT|UTC|UT|Z)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """When a mail was written.

    Attributes:
        at: On the person's own wall clock, without zone; None where nothing tells it.
        written: The header ``Date`` as it stands, "" where there is none.
        is_own: Whether that header told it.
    """

    at: datetime | None
    written: str
    is_own: bool


def moment_of(headers: Headers, zone: tzinfo, today: date) -> Moment:
    """Return when a mail was written, else when it came.

    Args:
        headers: Of the mail.
        zone: Where the person is.
        today: Day after which nothing can have been written.
    """
    written = headers.plain(b"date")[:_LONGEST].strip()
    own = _moment(written, zone)
    if own is not None and _may_be(own, today):
        return Moment(own, written, is_own=True)
    for told in _arrivals(headers):
        arrived = _moment(told, zone)
        if arrived is not None and _may_be(arrived, today):
            return Moment(arrived, written, is_own=False)
    return Moment(None, written, is_own=False)


def _arrivals(headers: Headers) -> Iterator[str]:
    for name in _ARRIVALS:
        for raw in headers.raws(name):
            yield raw.rpartition(b";")[2][:_LONGEST].decode("ascii", "replace").strip()


def _may_be(moment: datetime, today: date) -> bool:
    return moment.year >= EARLIEST_YEAR and moment.date() <= today


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment a header names, None where it names none."""
    if not text:
        return None
    try:
        found = parsedate_tz(text)
        if found is None:
            told = datetime.fromisoformat(text)
        else:
            told = datetime(*found[:6])  # noqa: DTZ001 - the zone, if any, follows
            if found[9] or _IN_ZONE.search(text):
                offset = timedelta(seconds=found[9] or 0)
                if abs(offset) > _FURTHEST_OFFSET:
                    return None
                told = (told - offset).replace(tzinfo=UTC)
        return told if told.tzinfo is None else told.astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None

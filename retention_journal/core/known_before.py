"""What was known of a client before a loss: lines in order of time, and which of them were signs.

A sign is something one could have seen then. It accuses nobody: with hindsight every line looks like one, so
only what is named here counts. Source: forms, section 3, 2; ideas, 3.4; DESIGN.md, 7.9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from retention_journal.core import formats
from retention_journal.core.excuse_check import Promised
from retention_journal.core.light import Light
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, ngettext

#: How many days before the notice are told. Source: forms, section 3, 2.
LOOKED_BACK_DAYS = 180
#: With fewer lines than this the journal knows too little to learn from them. Source: DESIGN.md, 7.9.
ENOUGH_LINES = 3
_DAY = timedelta(days=1)
_WORSE = {Light.AMBER: 1, Light.RED: 2}


class KnownKind(Term):
    """What a line tells of."""

    CONTACT = "contact", N_("Contacts")
    SILENCE = "silence", N_("Silence")
    PROMISE = "promise", N_("Promises")
    INCIDENT = "incident", N_("Complaints")
    NUMBER = "number", N_("KPIs")
    INVOICE = "invoice", N_("Invoices")
    LIGHT = "light", N_("The light")
    EVENT = "event", N_("Events")
    AGREEMENT = "agreement", N_("Agreement")
    REPORT = "report", N_("Reports")
    CHANGE = "change", N_("Changes")
    OWN = "own", N_("Added by you")


@dataclass(frozen=True)
class KnownLine:
    """One line: what happened on a day, and where that stands.

    Attributes:
        table: Type of the record behind it, such as "promise".
        record_id: Its id.
        is_sign: Whether one could have seen then that something was wrong.
        number: Its number among the signs, from 1; None where it is none.
        until: Last day of something that lasted; None where it is over on its day.
        detail: What was noted about it, in one's own words.
        known_then: Of a line added by hand, whether one knew it at the time.
    """

    on: date
    kind: KnownKind
    text: str
    table: str
    record_id: int
    is_sign: bool = False
    number: int | None = None
    until: date | None = None
    detail: str = ""
    known_then: bool = True


@dataclass(frozen=True)
class NoteEntry:
    """A line added by hand.

    Attributes:
        source: From whom or where one knows it.
        known_then: Whether one knew it at the time.
    """

    happened_on: date
    text: str
    source: str = ""
    known_then: bool = False


@dataclass(frozen=True)
class KnownBefore:
    """What was known in the days up to a notice, the oldest line first.

    Attributes:
        detection: When the light could have told, whether it did, and whether it was heeded.
    """

    first: date
    notice_on: date
    lines: tuple[KnownLine, ...] = ()
    talks: tuple[date, ...] = ()
    detection: str = ""

    @property
    def signs(self) -> tuple[KnownLine, ...]:
        """The signs, in order of their numbers."""
        return tuple(line for line in self.lines if line.is_sign)

    @property
    def days_from_first_sign(self) -> int | None:
        """How many days before the notice the first sign was; None without any."""
        return (self.notice_on - self.signs[0].on).days if self.signs else None

    @property
    def knows_too_little(self) -> bool:
        """Whether there is too little to learn from; that may be the lesson."""
        return len([line for line in self.lines if line.kind is not KnownKind.OWN]) < ENOUGH_LINES

    @property
    def first_sign_words(self) -> str:
        """How long before the notice the first sign was, in words; "" without any."""
        days = self.days_from_first_sign
        if days is None:
            return ""
        return ngettext(
            "{n} day from the first sign to the notice", "{n} days from the first sign to the notice", days
        ).format(n=formats.number(days))


def numbered(lines: Iterable[KnownLine]) -> tuple[KnownLine, ...]:
    """Return the lines forward in time, each sign with its number."""
    ordered = sorted(lines, key=lambda line: (line.on, line.kind.value, line.table, line.record_id))
    found, number = [], 0
    for line in ordered:
        if line.is_sign:
            number += 1
        found.append(replace(line, number=number if line.is_sign else None))
    return tuple(found)


def silences(
    talks: Sequence[date], since: date | None, notice_on: date, max_days: int
) -> Iterator[tuple[date, date, date]]:
    """Yield of each silence the talk it began with, its first day beyond the rhythm, and its end.

    Args:
        talks: Days of contacts that count.
        since: First day as a client; before it there was no rhythm to keep. None is not known.
        notice_on: The day of the notice, which ends the last one.
        max_days: The longest rhythm, at least 1.
    """
    days = sorted({day for day in talks if day < notice_on})
    for last, until in pairwise([*days, notice_on]):
        begun = last if since is None else max(last, since)
        if (until - begun).days > max_days:
            yield begun, begun + timedelta(days=max_days + 1), until


def late_promises(
    promises: Iterable[Promised], first: date, notice_on: date
) -> Iterator[tuple[Promised, date, date]]:
    """Yield each promise with a day it was due on and not kept by, and the day that delay ended.

    Only delays that reached into the days from ``first`` to the notice; of a promise moved and late again,
    each delay is one.
    """
    for one in promises:
        for due, moved_on in one.due:
            end = min(one.ended_on or notice_on, moved_on or notice_on, notice_on)
            if due is not None and end > due and end > first:
                yield one, due, end


def worsened(before: Light | None, after: Light) -> bool:
    """Say whether a light turned for the worse, to amber or red; None is not known."""
    return _WORSE.get(after, 0) > (_WORSE.get(before, 0) if before is not None else 0)

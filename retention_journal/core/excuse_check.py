"""The excuse check: an outside reason for a loss, beside what the journal shows of the time before it.

It blames nobody. Where the journal shows nothing, nothing is said. Source: ideas, 3.3; founding story 002.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from retention_journal.core.cadence import Rhythm
from retention_journal.core.losses import LossReason

#: How many days before the notice are looked at. Source: ideas, 3.3.
LOOKED_AT_DAYS = 90
#: Reasons that lie with the client or the world, and leave open whether they felt seen. Source: ideas, 3.3.
OUTSIDE = frozenset(
    {
        LossReason.COMPETITOR,
        LossReason.ALTERNATIVE_OR_NEW_CONTACTS,
        LossReason.IN_HOUSE,
        LossReason.PRICE_OR_BUDGET,
        LossReason.ACQUIRED_OR_MERGED,
        LossReason.INTERNAL_DISAGREEMENT,
        LossReason.CONTACT_LEFT,
        LossReason.MOVED,
        LossReason.CEASED_OR_DIED,
        LossReason.NEED_ENDED,
    }
)


@dataclass(frozen=True)
class Promised:
    """A promise of ours with the days it was due on.

    Attributes:
        due: Each day it was due on, with the day on which it got the next one; the last has None there.
            A day of None is a promise without a date.
        ended_on: The day it came, was released or was given up; None where it was open at the notice.
    """

    promise_id: int
    text: str
    due: tuple[tuple[date | None, date | None], ...]
    ended_on: date | None = None


@dataclass(frozen=True)
class Message:
    """What they wrote and nobody answered before the notice."""

    interaction_id: int
    written_on: date
    words: str = ""


@dataclass(frozen=True)
class OpenComplaint:
    """A complaint that was not put right before the notice."""

    incident_id: int
    title: str
    received_on: date


@dataclass(frozen=True)
class Before:
    """What the journal knew of a client on the morning of the notice.

    Attributes:
        notice_on: The day on which they gave notice.
        since: Their first day as a client; None is not known.
        rhythm: The rhythm that held on that day.
        talks: Days of the contacts that count.
        promises: Our promises.
        messages: What waited for an answer too long.
        complaints: Complaints that were not put right.
    """

    notice_on: date
    since: date | None
    rhythm: Rhythm
    talks: tuple[date, ...] = ()
    promises: tuple[Promised, ...] = ()
    messages: tuple[Message, ...] = ()
    complaints: tuple[OpenComplaint, ...] = ()

    @property
    def first_day(self) -> date:
        """The first of the days that are looked at."""
        return self.notice_on - timedelta(days=LOOKED_AT_DAYS)

    @property
    def has_history(self) -> bool:
        """Whether the journal knew anything of them that the check can look at."""
        return bool(self.talks or self.promises or self.messages or self.complaints)


@dataclass(frozen=True)
class Silence:
    """A silence beyond the longest rhythm.

    Attributes:
        last_talk_on: The talk after which it began.
        until: The talk that ended it, or the day of the notice.
        rhythm_days: The ideal rhythm in days.
    """

    last_talk_on: date
    until: date
    rhythm_days: int

    @property
    def days(self) -> int:
        """How many days passed from the talk to the end of the silence."""
        return (self.until - self.last_talk_on).days


@dataclass(frozen=True)
class LatePromise:
    """A promise of ours that was overdue, by how many days before it came, was moved, or they gave notice."""

    promise_id: int
    text: str
    due_on: date
    days_late: int


@dataclass(frozen=True)
class Finding:
    """An outside reason, and the facts that stand beside it; there is at least one."""

    reason: LossReason
    notice_on: date
    silence: Silence | None = None
    late: tuple[LatePromise, ...] = ()
    messages: tuple[Message, ...] = ()
    complaints: tuple[OpenComplaint, ...] = ()

    @property
    def has_a_fact(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.silence or self.late or self.messages or self.complaints)

    @property
    def lasted_to_the_notice(self) -> bool:
        """Whether the silence, where there was one, went on until they gave notice."""
        return self.silence is not None and self.silence.until == self.notice_on


def excuse_check(reason: LossReason, before: Before) -> Finding | None:
    """Return the facts that stand beside an outside reason, or None where there is nothing to say.

    Args:
        reason: The main reason as it was chosen.
        before: What the journal knew; what came on the day of the notice or later is left out.
    """
    if reason not in OUTSIDE or (before.since is not None and before.since >= before.notice_on):
        return None
    notice = before.notice_on
    found = Finding(
        reason,
        notice,
        _silence(before),
        tuple(sorted(_late(before), key=lambda one: (-one.days_late, one.promise_id))),
        tuple(one for one in before.messages if before.first_day <= one.written_on < notice),
        tuple(one for one in before.complaints if one.received_on < notice),
    )
    return found if found.has_a_fact else None


def _silence(before: Before) -> Silence | None:
    """Return the silence that lasted until the notice, or else the longest; a talk must have begun it."""
    talks = sorted({day for day in before.talks if day < before.notice_on})
    gaps = [
        Silence(last, until, before.rhythm.ideal_days)
        for last, until in pairwise([*talks, before.notice_on])
        if until > before.first_day and _is_too_long(last, until, before)
    ]
    if not gaps or gaps[-1].until == before.notice_on:
        return gaps[-1] if gaps else None
    return max(gaps, key=lambda gap: gap.days)


def _is_too_long(last: date, until: date, before: Before) -> bool:
    """Say whether a silence went beyond the rhythm; before they were a client there was none to keep."""
    begun = last if before.since is None else max(last, before.since)
    return (until - begun).days > before.rhythm.max_days


def _late(before: Before) -> Iterator[LatePromise]:
    for one in before.promises:
        delays = list(_delays(one.due, one.ended_on or before.notice_on, before))
        if delays:
            days, due = max(delays)
            yield LatePromise(one.promise_id, one.text, due, days)


def _delays(
    dues: Sequence[tuple[date | None, date | None]], ended_on: date, before: Before
) -> Iterator[tuple[int, date]]:
    """Yield by how many days each of the days was passed, where that reached into the days looked at."""
    for due, moved_on in dues:
        end = min(ended_on, moved_on or ended_on, before.notice_on)
        if due is not None and end > max(due, before.first_day):
            yield (end - due).days, due

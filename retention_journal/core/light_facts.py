"""What a light is made from: plain records of one client as they stood on one day.

The journal gathers them, the signals judge them. Records of which a client has many are named tuples, made
in a third of the time. A ledger that is not kept yet is ``None`` and leaves its signals unknown; an empty one
is known to hold nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from retention_journal.core.cadence import Rhythm
from retention_journal.core.clients import EngagementType, Status, Tier
from retention_journal.core.contacts import Answer
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.moments import on_the_wall
from retention_journal.core.records import record


@record
class RecordRef:
    """The record a fact stands in: its TYPE in the journal's words ("promise") and its id there."""

    type: str
    id: int


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as far as the light asks: when it came and which steps were taken; moments are in UTC.

    Attributes:
        is_major: They lose money or face, or speak of leaving.
        answer_due_at: When a thorough answer was promised; None where none was.
        decided_at: When it was decided what to do.
        reopened_at: When it was opened again; None where it never was.
        put_right_on: Day it was put right; None while it is open.
        followed_up_on: Day of the first talk after that.
    """

    id: int
    received_at: datetime
    is_major: bool = False
    acknowledged_at: datetime | None = None
    answer_due_at: datetime | None = None
    answered_at: datetime | None = None
    decided_at: datetime | None = None
    reopened_at: datetime | None = None
    put_right_on: date | None = None
    followed_up_on: date | None = None

    @property
    def received_on(self) -> date:
        """The day on which it came, here."""
        return on_the_wall(self.received_at).date()

    @property
    def waits_since(self) -> datetime:
        """Since when it waits: since it came, or was opened again."""
        return self.reopened_at or self.received_at


@record
class OpenPromise:
    """A promise of yours that is open; ``in_complaint`` where it was made in one."""

    id: int
    text: str
    due_at: datetime | None
    in_complaint: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at the client, or that they said, and has not been settled."""

    id: int
    kind: EventKind
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class PrimaryLeft:
    """The main contact person left.

    Attributes:
        id: The role that ended.
        name: Who left.
        successor: Whose turn it is now; "" where nobody was named.
        successor_talked_on: Day of the first real talk with the successor; None before it.
    """

    id: int
    name: str
    left_on: date
    successor: str = ""
    successor_talked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice as far as the light asks."""

    id: int
    number: str
    issued_on: date
    due_on: date
    paid_on: date | None = None


class GoalStanding(NamedTuple):
    """An agreed goal or expectation that matters to the client (importance 4 or 5 to them).

    Attributes:
        id: The line of the agreement in force.
        status: How it stands now, pro-rated inside the period.
        off_track_running: How many finished periods up to now it was off track without a break.
        missing_periods: How many finished periods up to now have no value, without a break.
    """

    id: int
    name: str
    status: KpiStatus
    off_track_running: int = 0
    missing_periods: int = 0


@record
class Agreement:
    """The agreement in force.

    Attributes:
        confirmed_on: Day it was last agreed or confirmed.
        widest_gap: The largest difference between their and your importance of one goal, 0 to 4; None where
            it was not asked.
        widest_gap_goal: That goal's name.
        important: The goals that matter to the client; None where their importance was never asked.
    """

    id: int
    confirmed_on: date
    widest_gap: int | None = None
    widest_gap_goal: str = ""
    important: tuple[GoalStanding, ...] | None = None


class CheckIn(NamedTuple):
    """What they answered to "is all OK?" and "does it work as expected?"; None was not asked."""

    interaction_id: int
    on: date
    all_ok: Answer | None
    works: Answer | None


class Tone(NamedTuple):
    """How they sounded in one contact, 1 cool to 5 warm."""

    interaction_id: int
    on: date
    tone: int


class Reply(NamedTuple):
    """What they wrote back.

    Attributes:
        waited: For how many seconds you waited, non-working days left out; None where they wrote first.
        words: How many words they wrote; None where it is not known.
    """

    interaction_id: int
    on: date
    waited: int | None
    words: int | None


class Meeting(NamedTuple):
    """A meeting that was held or called off."""

    interaction_id: int
    on: date
    cancelled_by_client: bool


@dataclass(frozen=True, slots=True)
class Override:
    """The person's own judgement: one step from the facts, with a reason and an end.

    Attributes:
        light: The light they set, a word of ``core.light.Light``.
        until: The last day it holds, at most 30 days after ``set_on``.
        facts: What the facts said when it was set, a word of ``core.light.Light``; "" where it is not known.
    """

    id: int
    light: str
    reason: str
    set_on: date
    until: date
    facts: str = ""


@record
class Known:
    """Everything a light may know of one client on one day.

    Lists of the past (check-ins, tones, replies, meetings) stand newest first.

    Attributes:
        last_contact_on: Day of the last contact that counts; None where there was none.
        last_contact_id: The record of it.
        tries_since: Attempts of yours since then without an answer.
        last_try_on: Day of the newest of them.
        has_promises: Whether you ever promised them anything.
        open_promises: Those of yours that are open and due by the end of the day.
        has_roles: Whether any contact person's role is known.
        billed: Fees in minor units, or minutes, of whole months, the newest first; None where not kept.
        complaints: Those that are open, or put right; what the client withdrew is none.
        incidents: Days on which something went wrong, those included that one noticed oneself.
    """

    client_id: int
    status: Status
    tier: Tier
    rhythm: Rhythm
    engagement: EngagementType = EngagementType.RETAINER
    start_date: date | None = None
    last_contact_on: date | None = None
    last_contact_id: int | None = None
    tries_since: int = 0
    last_try_on: date | None = None
    has_promises: bool = False
    open_promises: tuple[OpenPromise, ...] = ()
    has_roles: bool = False
    primary_left: PrimaryLeft | None = None
    events: tuple[Event, ...] = ()
    agreement: Agreement | None = None
    check_ins: tuple[CheckIn, ...] = ()
    tones: tuple[Tone, ...] = ()
    replies: tuple[Reply, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    incidents: tuple[date, ...] = ()
    invoices: tuple[Invoice, ...] | None = None
    billed: tuple[int, ...] | None = None
    override: Override | None = None


Past = TypeVar("Past", CheckIn, Tone, Reply, Meeting)


def within(records: tuple[Past, ...], days: int, today: date) -> Sequence[Past]:
    """Return those of ``records``, which stand newest first, that are from the last ``days`` up to today."""
    if not records or (records[0].on <= today and (today - records[-1].on).days <= days):
        return records  # as good as always: what is gathered for a day holds nothing else
    return [one for one in records if one.on <= today and (today - one.on).days <= days]

"""What a firm of the sample is told by: who, since when, what was said, agreed, promised and lost.

All days are counted back from the day the sample is made for: ``days=22`` is 22 days before it. A day that
falls on a weekend moves to the Friday before. Promises are counted in working days, and their due day may
lie ahead: ``due=2`` is in two working days, ``due=-2`` was two working days ago.
"""

from __future__ import annotations

from dataclasses import dataclass

from retention_journal.core.clients import BuyingMotive, EngagementType, ReportRhythm, Role, Status, Tier
from retention_journal.core.contacts import Answer, Channel, Direction, Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import Aggregation, AgreedHow, GoalDirection, LineKind
from retention_journal.core.light import Light
from retention_journal.services.sample_firm.cast_endings import Ending

#: The three questions as answered: all OK, works as expected, anything else.
Asked = tuple[Answer | None, Answer | None, Answer | None]
FINE: Asked = (Answer.YES, Answer.YES, Answer.NO)
FINE_AND_MORE: Asked = (Answer.YES, Answer.YES, Answer.YES)


@dataclass(frozen=True)
class Person:
    """A contact person; ``since`` and ``left`` in days ago, None for the firm's start and still there."""

    given: str
    family: str
    title: str
    phone: str
    email: str
    role: Role = Role.DECISION_MAKER
    facts: str = ""
    channel: Channel | None = None
    call_window: str = ""
    born: tuple[int, int, int] | None = None
    since: int | None = None
    left: int | None = None
    end_reason: str = ""
    successor: int | None = None

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Said:
    """One contact that the story needs word for word."""

    days: int
    at: str
    kind: Kind
    summary: str
    words: str = ""
    direction: Direction = Direction.OUTBOUND
    outcome: Outcome = Outcome.REACHED
    minutes: int | None = None
    tone: int | None = None
    asked: Asked | None = None
    more: str = ""
    who: int = 0
    is_working_days: bool = False  # ``days`` are working days, the holidays of the sample's firm left out
    is_nearest: bool = False  # a weekend moves it to the nearest working day, be it the Monday


def call(days: int, at: str, summary: str, **rest: object) -> Said:
    """Return a call that reached the client."""
    return Said(days, at, Kind.CALL, summary, **rest)  # type: ignore[arg-type]


def letter(days: int, at: str, summary: str, words: str, tone: int = 3, **rest: object) -> Said:
    """Return an e-mail from the client, in the client's own words."""
    return Said(
        days, at, Kind.EMAIL, summary, words, Direction.INBOUND, Outcome.REACHED, tone=tone, **rest  # type: ignore[arg-type]
    )  # fmt: skip


def sent(days: int, at: str, summary: str, *, answered: bool = True, who: int = 0) -> Said:
    """Return an e-mail of one's own."""
    outcome = Outcome.REPLIED if answered else Outcome.NO_REPLY_YET
    return Said(days, at, Kind.EMAIL, summary, outcome=outcome, who=who)


def tried(days: int, at: str, summary: str = "", who: int = 0) -> Said:
    """Return a call that nobody took."""
    return Said(days, at, Kind.CALL, summary, outcome=Outcome.NO_ANSWER, who=who)


def cancelled(days: int, at: str, summary: str) -> Said:
    """Return a meeting that the client called off."""
    return Said(days, at, Kind.MEETING, summary, outcome=Outcome.CANCELLED_BY_CLIENT)


def note(days: int, at: str, summary: str) -> Said:
    """Return a note for oneself."""
    return Said(days, at, Kind.NOTE, summary, direction=Direction.NONE)


@dataclass(frozen=True)
class Goal:
    """One line of an agreement with its value in each of the last months, oldest first, None not told."""

    name: str
    target: str
    values: tuple[str | None, ...]
    unit: str = ""
    direction: GoalDirection = GoalDirection.HIGHER
    kind: LineKind = LineKind.KPI
    aggregation: Aggregation = Aggregation.SUM
    baseline: str | None = None
    target_before: str | None = None  # in the version before, where that was another
    turnaround_days: str | None = None
    client: int | None = None  # importance, 1 to 5
    own: int | None = None
    asked: bool = True  # whether the client said the importance
    notes: tuple[tuple[int, str], ...] = ()  # (months ago, what happened)
    is_new: bool = False  # not in the version before
    running: str | None = None  # the value of the month that is not over


@dataclass(frozen=True)
class Agreement:
    """What is agreed now, and since when; ``before`` is the version it replaced, in days ago.

    Attributes:
        confirmed: Days since it was last gone through and agreed again, as it was each quarter since.
    """

    days: int
    goals: tuple[Goal, ...]
    how: AgreedHow = AgreedHow.MEETING
    words: str = ""
    before: int | None = None
    before_how: AgreedHow = AgreedHow.EMAIL
    why_changed: str = ""
    confirmed: int | None = None


@dataclass(frozen=True)
class Draft:
    """The words of the newest report, which is not sent yet."""

    headline: str
    well: str
    not_well: str
    doing: str


@dataclass(frozen=True)
class MovedFrom:
    """A date that did not hold: due ``due``, moved on ``moved``, both in working days as of a promise."""

    due: int
    moved: int
    reason: str


@dataclass(frozen=True)
class Promised:
    """A promise; all days are working days from the day of the sample, past ones negative.

    Attributes:
        late: How many working days it is late, instead of ``due``.
        asked: Day it was asked for, where that was before it was made.
        some_day: It was kept, and nobody wrote down when.
        moves: Dates it was promised for before ``due``, the first one first.
    """

    text: str
    made: int
    due: int | None
    done: int | None = None
    theirs: bool = False
    small: bool = False
    remark: str = ""
    released: bool = False
    broken: bool = False
    late: int | None = None
    asked: int | None = None
    some_day: bool = False
    moves: tuple[MovedFrom, ...] = ()


@dataclass(frozen=True)
class Happened:
    """Something that happened at the client, or that they said of us; ``settled`` in days ago."""

    days: int
    kind: EventKind
    note: str
    settled: int | None = None


@dataclass(frozen=True)
class OwnJudgement:
    """A light set by hand over what the facts said."""

    light: Light
    facts: Light
    reason: str
    days: int  # ago
    until_in: int  # days ahead


@dataclass(frozen=True)
class LeftAlone:
    """A client who is not to be called for a while."""

    reason: str
    days: int  # ago
    until_in: int  # days ahead


@dataclass(frozen=True)
class SetCall:
    """A call set for a day, ``due`` working days ahead; one for today waits for the next day worked."""

    due: int
    at: str
    why: str
    planned: int  # working days ago
    asked_by_client: bool = False


@dataclass(frozen=True)
class Firm:
    """A client of the sample."""

    name: str
    language: str
    locality: str
    since: int  # days ago
    people: tuple[Person, ...]
    topics: tuple[str, ...]
    every: int  # days between two talks
    status: Status = Status.ACTIVE
    tier: Tier = Tier.B
    engagement: EngagementType = EngagementType.RETAINER
    ideal: int | None = None
    longest: int | None = None
    motive: BuyingMotive = BuyingMotive.BOTH
    ambassador: bool = False
    reports: ReportRhythm = ReportRhythm.MONTHLY
    source: str = ""
    notes: str = ""
    recent: tuple[Said, ...] = ()
    agreement: Agreement | None = None
    draft: Draft | None = None
    promises: tuple[Promised, ...] = ()
    events: tuple[Happened, ...] = ()
    judgement: OwnJudgement | None = None
    left_alone: LeftAlone | None = None
    calls_set: tuple[SetCall, ...] = ()
    ending: Ending | None = None
    quiet_from: int | None = None  # days ago after which nothing everyday happened
    gap: tuple[int, int] | None = None  # from and to, in days ago: no client of ours then

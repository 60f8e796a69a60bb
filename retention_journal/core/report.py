"""What a client status report may say, and nothing else.

This is the white-list: the printer in ``reports`` sees only these fields, and they hold plain values, never
rows of the journal. Whoever builds a ``StatusReport`` copies each value here by name. Lights, tone, feelings,
tiers, private notes, talk notes, reflections, money lost, reasons for a loss and other clients have no
field here, so they cannot be printed. A test holds this list of fields against a written one: a new
field is a decision, never an accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from retention_journal.core.contacts import Kind
from retention_journal.core.kpis import AgreedHow, GoalDirection, KpiStatus, LineKind
from retention_journal.core.periods import DayRange
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.report_look import Look, ReportPart
from retention_journal.core.shapes import Shape
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, Texts

_SHAPES = {
    KpiStatus.ACHIEVED: Shape.STEADY,
    KpiStatus.ON_TRACK: Shape.STEADY,
    KpiStatus.AT_RISK: Shape.WATCH,
    KpiStatus.OFF_TRACK: Shape.ACT,
    KpiStatus.NO_DATA: Shape.NONE,
}


@dataclass(frozen=True)
class Issuer:
    """Who sends the report: the freelancer's own firm.

    Attributes:
        name: The firm.
        person: Who signs it.
        email: Address to answer to.
        phone: Number to call.
        address: Postal address; line breaks are kept.
        brand_colour: "#RRGGBB"; it is darkened where white on it could not be read.
        logo: A PNG or JPEG file as it was given, or None for the name alone.
        website: Address of its website.
        org_number: Its number in the register of firms.
    """

    name: str
    person: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    brand_colour: str = "#17494D"
    logo: bytes | None = field(default=None, repr=False)
    website: str = ""
    org_number: str = ""


@dataclass(frozen=True)
class LastPromise:
    """Something promised in or for the last period, and what became of it.

    Attributes:
        days_late: By how many working days it came late, by the calendar of whoever promised; None counts
            Mondays to Fridays.
        moved_to: The day it was moved to, beyond the period and with the client's knowledge; None: not moved.
        is_dated: Whether it is known when it came; one kept on an unknown day is neither in nor out of time.
    """

    text: str
    due: date | None
    outcome: PromiseState
    delivered: date | None = None
    reason: str = ""
    is_dated: bool = True
    days_late: int | None = None
    moved_to: date | None = None


@dataclass(frozen=True)
class MostImportant:
    """What matters most to the client, in the client's words, and how it is known."""

    name: str
    quote: str = ""
    who: str = ""
    when: date | None = None
    how: AgreedHow | None = None


@dataclass(frozen=True)
class Target:
    """A target as it was agreed.

    Attributes:
        direction: Which way is better.
        value: The figure; None where it is a range.
        low: Lower end of a range.
        high: Upper end of a range.
    """

    direction: GoalDirection
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The lowest and the highest figure that it names; equal where it names one."""
        if self.direction is GoalDirection.RANGE:
            return self.low, self.high
        return self.value, self.value


@dataclass(frozen=True)
class GoalPoint:
    """One period of a goal: its value, the target as it was on that date, what was delivered in it."""

    period: DayRange
    value: Decimal | None
    target: Target | None = None
    event: str = ""


@dataclass(frozen=True)
class GoalRow:
    """One agreed goal, or an expectation that the client judges by all the same.

    Attributes:
        name: The goal in the client's words.
        kind: A figure or an expectation; both stand in the same table.
        unit: What is counted, such as "days" or "%"; "" where the name says it.
        target: As it holds in the period of the report; None where nothing is agreed.
        agreed_on: The day it was agreed.
        agreed_by: Who agreed it on the client's side.
        value: The figure of the period; None where there is none yet.
        previous: The figure of the period before.
        points: The last periods, oldest first, the report's own last.
        status: How it stands.
        target_words: The target in the report's language, as the goal's page says it; "" lets the
            report say it plainly.
        status_words: How it stands and which way it goes, in the report's language; "" likewise.
        shape: The shape beside those words; None takes that of the status.
        remark: One line to the client.
        is_clients_first: Whether it matters most to the client; at most one goal does.
        importance: What it is worth to the client, 1 to 5; None where that was not asked.
        version: The version of the agreement in which it got these terms; None while nothing is agreed.
        counted: How its figure is counted, in the report's language; "" prints nothing.
        is_from_requests: Whether its figure is counted from small requests.
        source: Where its figure is from.
        meaning: What its name means; "" where the client has seen it before.
    """

    name: str
    kind: LineKind = LineKind.KPI
    unit: str = ""
    target: Target | None = None
    agreed_on: date | None = None
    agreed_by: str = ""
    value: Decimal | None = None
    previous: Decimal | None = None
    points: tuple[GoalPoint, ...] = ()
    status: KpiStatus = KpiStatus.NO_DATA
    target_words: str = ""
    status_words: str = ""
    shape: Shape | None = None
    remark: str = ""
    is_clients_first: bool = False
    importance: int | None = None
    version: int | None = None
    counted: str = ""
    is_from_requests: bool = False
    source: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class LedgerRow:
    """A goal in the client's order of importance and in the sender's own.

    Attributes:
        place: Where it stands for the client, 1 for what matters most.
        own_place: Where it stands for the sender.
        is_said: Whether the client said so, instead of the sender supposing it.
        status_words: How it stands, in the report's language; "" prints nothing.
        shape: The shape beside those words.
    """

    name: str
    place: int
    own_place: int
    is_said: bool = True
    status_words: str = ""
    shape: Shape = Shape.NONE


class HoursKind(Term):
    """What time for a client went to, as the client is told; the sender's own affairs are not among it."""

    WORK = "work", N_("Agreed work")
    REQUESTS = "requests", N_("Your small requests")
    CARE = "care", N_("Follow-up and care")


@dataclass(frozen=True)
class HoursPart:
    """The time of a period that went to one kind of thing, in minutes."""

    kind: HoursKind
    minutes: int


@dataclass(frozen=True)
class HoursFor:
    """The time of a period that served a goal, in minutes, and how that goal stands."""

    goal: str
    minutes: int
    status_words: str = ""


@dataclass(frozen=True)
class HoursUsed:
    """Where the hours of a period went.

    Attributes:
        parts: By kind, only those with any.
        agreed_minutes: What the agreement includes for the period; None where it names no hours.
        served: The goals that the hours were put down for, what took longest first.
    """

    parts: tuple[HoursPart, ...]
    agreed_minutes: int | None = None
    served: tuple[HoursFor, ...] = ()

    @property
    def total(self) -> int:
        """All of it, in minutes."""
        return sum(part.minutes for part in self.parts)

    @property
    def counted(self) -> int:
        """What counts against the hours agreed, in minutes: all but the care."""
        return sum(part.minutes for part in self.parts if part.kind is not HoursKind.CARE)

    @property
    def unserved(self) -> int:
        """What was put down for no goal, in minutes."""
        return self.total - sum(one.minutes for one in self.served)


@dataclass(frozen=True)
class Delivery:
    """Something that was finished for the client, when, and for which goal ("" for none)."""

    text: str
    on: date
    goal: str = ""


@dataclass(frozen=True)
class RequestRow:
    """Something small that the client asked for, and in how many working days it was done; 0 is that day."""

    text: str
    asked: date
    done: date
    days: int


@dataclass(frozen=True)
class Requests:
    """Small requests and how promptly they were answered.

    Attributes:
        rows: Those done lately, up to the end of the period, oldest first.
        within: Working days in which they are to be done; None where nothing was agreed.
    """

    rows: tuple[RequestRow, ...] = ()
    within: Decimal | None = None


@dataclass(frozen=True)
class ContactDay:
    """A day on which the two were in touch, and how; never what was said or felt."""

    on: date
    kind: Kind


@dataclass(frozen=True)
class Contacts:
    """How often the two were in touch in the period."""

    talks: int = 0
    written: int = 0
    days: tuple[ContactDay, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """A smaller goal or a promise for the next period, ours or theirs.

    Attributes:
        target: What will be so when it is reached; "" where the text says it.
        is_for_first: Whether it serves what matters most to the client.
    """

    text: str
    due: date | None = None
    who: PromiseDirection = PromiseDirection.OURS
    target: str = ""
    is_for_first: bool = False


@dataclass(frozen=True)
class Need:
    """Something the client is asked for, by when and why."""

    text: str
    due: date | None = None
    why: str = ""


@dataclass(frozen=True)
class SetbackStep:
    """One step of putting something right: the day, its name and what was done."""

    on: date
    title: str
    text: str = ""
    is_to_come: bool = False


@dataclass(frozen=True)
class Setback:
    """Something that did not go as agreed. Source: forms, section 1, page 3.

    Attributes:
        fact: What happened.
        consequence: What it meant for the client.
        did: What was done about it.
        changed: What is done differently from now on.
        apology: What is said about it in one's own words.
        quote: The client's own words.
        who: Who said them.
        said_on: When.
        steps: What was done, day by day.
        waiting_told_on: Day on which they said that something was late, or that they wait too long or come
            last; None where it was about anything else, or was noticed without them.
    """

    fact: str
    consequence: str = ""
    did: str = ""
    changed: str = ""
    apology: str = ""
    quote: str = ""
    who: str = ""
    said_on: date | None = None
    steps: tuple[SetbackStep, ...] = ()
    waiting_told_on: date | None = None


@dataclass(frozen=True)
class ReviewRow:
    """A goal on the quarter's page, with what it was worth to the client when last asked, 1 to 5."""

    goal: str
    importance: int | None = None
    asked_on: date | None = None


@dataclass(frozen=True)
class QuarterReview:
    """The quarter's question whether this is still what matters.

    Attributes:
        rows: The goals in the client's order.
        proposal: What is proposed for the next quarter.
        quarter: The next quarter as people say it, such as "October to December 2025".
    """

    rows: tuple[ReviewRow, ...]
    proposal: str = ""
    quarter: str = ""


@dataclass(frozen=True)
class Corrected:
    """The report that was sent before and that this one corrects."""

    number: str
    issued_on: date


@dataclass(frozen=True)
class StatusReport:
    """Everything a status report prints, in the client's language.

    Attributes:
        client: The client's name.
        period: First and last day that the report is about.
        period_label: The period as people say it in ``language``, such as "September 2025".
        issued_on: The date the report bears.
        language: BCP 47 tag of the client's language.
        issuer: Who sends it.
        prepared_for: The person who reads it.
        number: The report's number; "" prints none.
        headline: The period in one sentence.
        went_well: What went well, in a sentence or two; "" leaves the column out.
        went_not: What did not.
        doing: What is being done about it.
        last_promises: What was promised last time.
        most_important: What matters most to the client and in which words, or None.
        goals: In the client's order of importance.
        ledgers: The goals in the client's order beside the sender's; empty where either is not known.
        delivered: What was finished, oldest first.
        requests: What small things were asked for, and how promptly they were done.
        hours: Where the hours went; None where none were written down.
        contacts: Talks and letters of the period.
        next_steps: Smaller goals for the next period.
        needs: What is asked of the client.
        setbacks: What did not go as agreed.
        learnt: What was learnt, and what is worth trying.
        decisions: What was decided since last time.
        review: The quarter's page; None where the period ends no quarter.
        corrects: Which report this one corrects, or None.
        look: Its paper and typeface.
        parts_off: Parts that are left out.
        included: What the agreement includes; "" leaves it out.
        not_included: What it does not include, and was said so.
        draft: Whether it has not been issued; a draft says so across each page.
    """

    client: str
    period: DayRange
    period_label: str
    issued_on: date
    language: str
    issuer: Issuer
    prepared_for: str = ""
    number: str = ""
    headline: str = ""
    went_well: str = ""
    went_not: str = ""
    doing: str = ""
    last_promises: tuple[LastPromise, ...] = ()
    most_important: MostImportant | None = None
    goals: tuple[GoalRow, ...] = ()
    ledgers: tuple[LedgerRow, ...] = ()
    delivered: tuple[Delivery, ...] = ()
    requests: Requests = Requests()
    hours: HoursUsed | None = None
    contacts: Contacts = Contacts()
    next_steps: tuple[NextStep, ...] = ()
    needs: tuple[Need, ...] = ()
    setbacks: tuple[Setback, ...] = ()
    learnt: str = ""
    decisions: str = ""
    review: QuarterReview | None = None
    corrects: Corrected | None = None
    look: Look = field(default_factory=Look)
    parts_off: tuple[ReportPart, ...] = ()
    included: str = ""
    not_included: str = ""
    draft: bool = False


def goal_shape(goal: GoalRow) -> Shape:
    """Return the shape by which a goal's status is seen without colour."""
    return goal.shape or _SHAPES[goal.status]


def goal_status_word(goal: GoalRow, texts: Texts) -> str:
    """Return the words by which a reader of ``texts`` sees how a goal stands.

    "Just under" is only true where more is better; where less is better the same miss is "just over".
    """
    if goal.status_words:
        return goal.status_words
    _ = texts.gettext
    direction = goal.target.direction if goal.target else GoalDirection.HIGHER
    if goal.status is not KpiStatus.AT_RISK or direction is GoalDirection.HIGHER:
        return goal.status.label_in(texts)
    return _("Just over") if direction is GoalDirection.LOWER else _("Close to target")

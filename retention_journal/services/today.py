"""Today: whom to call at nine and why, what is promised, which reports are due, and a lesson to read again.

This is the simple form: who is beyond the rhythm, the longest first, then those you never talked to, with
one place kept for a steady client. It is worked out from the journal each time, so that undo needs no care.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from peewee import JOIN, fn

from retention_journal.core import standing
from retention_journal.core.cadence import RhythmState
from retention_journal.core.clients import LIVING, ReportRhythm
from retention_journal.core.contacts import TALKS, Answer, Kind, Outcome
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report_rhythm import last_period, ship_by
from retention_journal.core.shapes import Shape
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.i18n import _, ngettext
from retention_journal.services.lessons import LessonView, lessons_due
from retention_journal.services.portfolio import ClientFacts, Standing, facts_of, standings
from retention_journal.services.promises import PromiseRow, open_rows
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import CheckIn, Client, Interaction, Report, key_of

#: How many calls the morning holds. Source: rules, section 5.
CAPACITY = 4
#: A silence this near the rhythm is worth a call before it is late. Source: rules, section 5, lane 4.
_NEAR_NUMERATOR, _NEAR_DENOMINATOR = 4, 5
#: A report ships within this many working days of the end of its period. Source: forms, section 1.
#: Later than this many working days makes a promise something to act on now. Source: rules, H2.
_LATE_WORKING_DAYS = 3
_TRIED = (Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE)


@dataclass(frozen=True)
class Reason:
    """Why a client is on the list, in one sentence with its shape."""

    shape: Shape
    text: str


@dataclass(frozen=True)
class Call:
    """A client to call today.

    Attributes:
        reasons: Why, the weightiest first; never empty.
        tried_at: When you last tried today without an answer; None where you did not.
    """

    facts: ClientFacts
    reasons: tuple[Reason, ...]
    tried_at: datetime | None = None

    @property
    def shape(self) -> Shape:
        """The shape of the weightiest reason."""
        return self.reasons[0].shape


@dataclass(frozen=True)
class DoneCall:
    """A talk held today, at most one for a client: the newest."""

    interaction_id: int
    client_id: int
    client_name: str
    person: str
    kind: Kind
    occurred_at: datetime
    duration_min: int | None
    summary: str
    all_ok: Answer | None


@dataclass(frozen=True)
class ReportDue:
    """A report nobody has sent yet, for the last whole period of a client's report rhythm."""

    client_id: int
    client_name: str
    period: DayRange
    ship_by: date
    is_begun: bool


@dataclass(frozen=True)
class TodayView:
    """Everything that Today shows.

    Attributes:
        is_working_day: On other days nobody is called.
        client_count: Clients you have now, paused ones too.
        is_untouched: Whether nothing was ever logged.
        done: Talks held today, the earliest first.
        calls: Who is left to call, at most four together with ``done``.
        put_off: How many would be on the list but were put off for later.
        promised: Your open promises, the most urgent first.
        open_promises: How many are open, theirs too.
        reports: Reports due, the nearest first.
        lesson: One lesson to read again.
    """

    today: date
    is_working_day: bool
    client_count: int
    is_untouched: bool
    done: tuple[DoneCall, ...]
    calls: tuple[Call, ...]
    put_off: int
    promised: tuple[PromiseRow, ...]
    open_promises: int
    reports: tuple[ReportDue, ...]
    lesson: LessonView | None

    @property
    def call_count(self) -> int:
        """How many calls the day holds, done ones included."""
        return len(self.done) + len(self.calls)


def today_view(
    journal: JournalReader, now: datetime, put_off: Mapping[str, datetime] | None = None
) -> TodayView:
    """Return what Today shows at ``now``.

    Args:
        journal: Where to look.
        now: The moment on the wall clock here.
        put_off: By a client's uid, until when not to show it.
    """
    today = now.date()
    clients = standings(journal, today)
    talks = _talks(journal, today)
    rows = open_rows(journal)
    promised = [row for row in rows if row.direction is PromiseDirection.OURS]
    waiting = _waiting(clients, talks, today)
    shown = _not_put_off(waiting, now, put_off)
    chosen = [one.client_id for one in _chosen(shown, CAPACITY - len(talks))]
    facts = facts_of(journal, {*talks, *chosen}, today)
    tries = _tries(journal, today)
    calls = [
        Call(facts[number], _reasons(facts[number], promised, today), tries.get(number)) for number in chosen
    ]
    calls.sort(key=lambda call: call.tried_at is not None)
    return TodayView(
        today=today,
        is_working_day=MONDAY_TO_FRIDAY.is_working(today),
        client_count=len(clients),
        is_untouched=journal.value(Interaction.select(key_of(Interaction))) is None,
        done=tuple(replace(talk, person=facts[number].primary_contact) for number, talk in talks.items()),
        calls=tuple(calls),
        put_off=len(waiting) - len(shown),
        promised=tuple(promised),
        open_promises=len(rows),
        reports=reports_due(journal, today),
        lesson=next(iter(lessons_due(journal, today)), None),
    )


def calls_left(journal: JournalReader, now: datetime, put_off: Mapping[str, datetime] | None = None) -> int:
    """Return how many calls ``today_view`` would show as left, asking only as much as that takes."""
    today = now.date()
    talks = _talks(journal, today)
    waiting = _waiting(standings(journal, today), talks, today)
    return len(_chosen(_not_put_off(waiting, now, put_off), CAPACITY - len(talks)))


def reports_due(journal: JournalReader, today: date) -> tuple[ReportDue, ...]:
    """Return the reports of the last whole month or quarter that have not been sent."""
    due: list[ReportDue] = []
    for rhythm in ReportRhythm:
        period = last_period(rhythm, today)
        if period is None:
            continue
        end = wall_seconds(datetime.combine(period.last + timedelta(days=1), time.min))
        in_touch = Interaction.select(key_of(Interaction)).where(
            (Interaction.client == key_of(Client))
            & Interaction.trashed_at.is_null()
            & (Interaction.occurred_at < end)
        )
        states = (
            Report.select(Report.state)
            .where((Report.client == key_of(Client)) & Report.trashed_at.is_null())
            .where((Report.period_start == period.first) & (Report.period_end == period.last))
        )
        sent = states.where(Report.state.in_([ReportState.ISSUED, ReportState.ACKNOWLEDGED]))
        query = (
            Client.select(key_of(Client), Client.name, states.limit(1))
            .where(Client.trashed_at.is_null() & (Client.report_rhythm == rhythm))
            .where(Client.status.in_(sorted(LIVING)))
            .where((Client.start_date <= period.last) | (Client.start_date.is_null() & fn.EXISTS(in_touch)))
            .where(~fn.EXISTS(sent))
            .order_by(Client.sort_key, key_of(Client))
        )
        by = ship_by(period)
        for client_id, name, state in journal.tuples(query):
            due.append(ReportDue(client_id, name, period, by, is_begun=state is not None))
    return tuple(sorted(due, key=lambda report: report.ship_by))


def _waiting(clients: list[Standing], talked_to: Collection[int], today: date) -> list[Standing]:
    """Return whom the list may hold: late ones, those never talked to, then the steady that are near."""
    if not MONDAY_TO_FRIDAY.is_working(today):
        return []
    left = [client for client in clients if client.client_id not in talked_to]
    late = [client for client in left if client.state is RhythmState.LATE]
    new = [client for client in left if client.state is RhythmState.NOT_YET]
    near = [client for client in left if client.state is RhythmState.IN_RHYTHM and _is_near(client, today)]
    late.sort(key=lambda client: (-client.days_beyond, client.sort_key))
    new.sort(key=lambda client: (client.start_date or date.max, client.sort_key))
    near.sort(key=lambda client: (client.next_contact_on or date.max, client.sort_key))
    return late + new + near


def _is_near(client: Standing, today: date) -> bool:
    if client.last_contact_on is None:
        return False
    silence = (today - client.last_contact_on).days
    return silence * _NEAR_DENOMINATOR >= client.rhythm.ideal_days * _NEAR_NUMERATOR


def _not_put_off(
    waiting: list[Standing], now: datetime, put_off: Mapping[str, datetime] | None
) -> list[Standing]:
    return [client for client in waiting if now >= (put_off or {}).get(client.uid, now)]


def _chosen(waiting: list[Standing], places: int) -> list[Standing]:
    """Return who gets a place; the last one goes to a steady client, if there is one and room for more."""
    chosen = waiting[: max(0, places)]
    steady = next((client for client in waiting if client.state is RhythmState.IN_RHYTHM), None)
    if steady and places > 1 and steady not in chosen:
        chosen[-1] = steady
    return chosen


def _reasons(facts: ClientFacts, promised: list[PromiseRow], today: date) -> tuple[Reason, ...]:
    owed = [row for row in promised if row.client_id == facts.client_id and row.due_on is not None]
    reasons = [reason for row in owed if (reason := _owed(row, today))]
    reasons.append(_silence(facts, today))
    order = (Shape.ACT, Shape.WATCH, Shape.NONE, Shape.STEADY)
    return tuple(sorted(reasons, key=lambda reason: order.index(reason.shape)))


def _owed(row: PromiseRow, today: date) -> Reason | None:
    late = row.days_late(today)
    if late:
        text = ngettext(
            "You promised “{text}”. It is {n} day late.", "You promised “{text}”. It is {n} days late.", late
        ).format(text=row.text, n=late)
        much = row.due_on is not None and MONDAY_TO_FRIDAY.add(row.due_on, _LATE_WORKING_DAYS) < today
        return Reason(Shape.ACT if much else Shape.WATCH, text)
    if row.due_on == today:
        return Reason(Shape.WATCH, _("You promised “{text}” for today.").format(text=row.text))
    return None


def _silence(facts: ClientFacts, today: date) -> Reason:
    if facts.state is RhythmState.IN_RHYTHM:
        return Reason(Shape.STEADY, _("Nothing is wrong. Quiet, steady clients are the easiest to overlook."))
    text = standing.silence(facts.last_contact_on, facts.rhythm, facts.state, facts.days_beyond, today)
    return Reason(Shape.NONE if facts.last_contact_on is None else Shape.WATCH, text)


def _of_today(today: date) -> tuple[int, int]:
    start = wall_seconds(datetime.combine(today, time.min))
    return start, start + 86_399


def _talks(journal: JournalReader, today: date) -> dict[int, DoneCall]:
    """Return the newest talk held on ``today`` by client, the earliest first, yet without the person."""
    first, last = _of_today(today)
    query = (
        Interaction.select(
            key_of(Interaction), Interaction.client, Client.name, Interaction.kind, Interaction.occurred_at,
            Interaction.duration_min, Interaction.summary, CheckIn.all_ok,
        )
        .join(Client)
        .join(CheckIn, JOIN.LEFT_OUTER, on=(CheckIn.interaction == key_of(Interaction)))
        .where(Interaction.occurred_at.between(first, last) & Interaction.kind.in_(sorted(TALKS)))
        .where(Interaction.outcome == Outcome.REACHED)
        .where(Interaction.trashed_at.is_null() & Client.trashed_at.is_null())
        .order_by(Interaction.occurred_at, key_of(Interaction))
    )  # fmt: skip
    newest: dict[int, DoneCall] = {}
    for number, client_id, name, kind, at, minutes, summary, all_ok in journal.tuples(query):
        newest.pop(client_id, None)
        newest[client_id] = DoneCall(number, client_id, name, "", kind, at, minutes, summary, all_ok)
    return newest


def _tries(journal: JournalReader, today: date) -> dict[int, datetime]:
    """Return by client when you last tried today without an answer."""
    first, last = _of_today(today)
    query = (
        Interaction.select(Interaction.client, Interaction.occurred_at)
        .where(Interaction.occurred_at.between(first, last) & Interaction.kind.in_(sorted(TALKS)))
        .where(Interaction.outcome.in_(_TRIED) & Interaction.trashed_at.is_null())
        .order_by(Interaction.occurred_at)
    )
    return dict(journal.tuples(query))

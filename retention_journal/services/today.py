"""Today: the morning's calls with all the page shows of each, what is promised, which reports are due.

Whom to call and why is ``services.morning``; this gathers what stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from peewee import JOIN, fn

from retention_journal.core.clients import LIVING
from retention_journal.core.contacts import TALKS, Answer, Kind, Outcome
from retention_journal.core.holidays_known import public_holidays
from retention_journal.core.incident_clock import Clock
from retention_journal.core.lesson_triggers import Applies
from retention_journal.core.lessons import LessonState
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.won_lost import WonLost
from retention_journal.i18n import language
from retention_journal.services.engagements import EngagementRow, renewals_near
from retention_journal.services.incidents import IncidentView, answer_hours, open_incidents
from retention_journal.services.invoices import InvoiceRow, late_invoices
from retention_journal.services.lesson_triggers import applying_now
from retention_journal.services.lessons import LessonView, is_due, lessons
from retention_journal.services.look_back_due import LookBackDue, look_back_due
from retention_journal.services.morning import Call, Morning, morning, put_off_now
from retention_journal.services.own_rules import days_off
from retention_journal.services.people import Person, whom_to_call
from retention_journal.services.portfolio import ClientFacts, facts_of
from retention_journal.services.promises import PromiseRow, open_rows
from retention_journal.services.repeat_guard import Repeat, repeats
from retention_journal.services.reports_due import ReportDue, reports_due
from retention_journal.services.won_and_lost import month_alarm
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import CheckIn, Client, Interaction, key_of

_TRIED = (Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE)
#: So many of those who wait are called by their names.
MOST_NAMED = 5


class Rest(StrEnum):
    """Why a day is not worked."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OWN = "own"


@dataclass(frozen=True)
class CallToMake:
    """A call with what the page shows of its client.

    Attributes:
        person: Whom to call; None where nobody is named.
        tried_at: When you last tried today without an answer; None where you did not.
        repeat: What went wrong at them twice in 90 days; None where it was not twice.
    """

    call: Call
    facts: ClientFacts
    person: Person | None
    tried_at: datetime | None = None
    repeat: Repeat | None = None


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
class TodayView:
    """Everything that Today shows.

    Attributes:
        morning: The nine o'clock list as it stands.
        rest: Why nobody is called today; None on a working day.
        holiday: Name of the public holiday that it is; "" where it is none, or another reason goes first.
        client_count: Clients you have now, paused ones too.
        is_untouched: Whether nothing was ever logged.
        done: Talks held today, the earliest first.
        calls: Who is left to call; those you tried today come last.
        offered: Who is offered below the list.
        names: By id the names of those who wait, were put off, are snoozed or renew soon, as far as they are
            shown.
        promised: Your open promises, the most urgent first.
        open_promises: How many are open, theirs too.
        complaints: What waits for an answer, a decision or a call, with its clock; the nearest end first.
        late_payments: Invoices that are overdue and not disputed, the longest overdue first.
        renewals: Terms whose renewal is near, the nearest first.
        reports: Reports due, the nearest first.
        lesson: One lesson to read again.
        applies: The newest lesson that applies to somebody on today's list, and its words; or None.
        alarm: Fewer won than lost; only on the first working day of a month.
        look_back: What looking back asks for today, the most pressing first.
    """

    today: date
    morning: Morning
    rest: Rest | None
    holiday: str
    client_count: int
    is_untouched: bool
    done: tuple[DoneCall, ...]
    calls: tuple[CallToMake, ...]
    offered: tuple[CallToMake, ...]
    names: Mapping[int, str]
    promised: tuple[PromiseRow, ...]
    open_promises: int
    complaints: tuple[tuple[IncidentView, Clock], ...]
    late_payments: tuple[InvoiceRow, ...]
    renewals: tuple[EngagementRow, ...]
    reports: tuple[ReportDue, ...]
    lesson: LessonView | None
    alarm: WonLost | None
    look_back: tuple[LookBackDue, ...] = ()
    applies: tuple[Applies, str] | None = None

    @property
    def call_count(self) -> int:
        """How many calls the day holds, done ones included."""
        return len(self.done) + len(self.calls)


def today_view(
    journal: JournalReader,
    now: datetime,
    put_off: Mapping[str, datetime] | None = None,
    before: Morning | None = None,
) -> TodayView:
    """Return what Today shows at ``now``.

    Args:
        journal: Where to look.
        now: The moment on the wall clock here.
        put_off: By a client's uid, until when not to show it.
        before: Today's list as it was gathered before, to show without those reached since; None gathers it.
    """
    today = now.date()
    talks = _talks(journal, today)
    listed = (
        morning(journal, now, put_off) if before is None else before.without(talks, put_off_now(put_off, now))
    )
    rows = open_rows(journal)
    shown = (*listed.calls, *listed.offered[:MOST_NAMED])
    facts = facts_of(journal, {call.client_id for call in shown}, today)
    persons = whom_to_call(journal, {*talks, *facts}, today)
    tries, again = _tries(journal, today), repeats(journal, today)
    to_make = [
        CallToMake(
            call=call,
            facts=facts[call.client_id],
            person=persons.get(call.client_id),
            tried_at=tries.get(call.client_id),
            repeat=again.get(call.client_id),
        )
        for call in shown
    ]
    calls, offered = to_make[: len(listed.calls)], to_make[len(listed.calls) :]
    calls.sort(key=lambda one: one.tried_at is not None)
    renewals = renewals_near(journal, today)
    rest = None if listed.is_working_day else _rest(journal, listed)
    learnt = lessons(journal, LessonState.ACTIVE)
    return TodayView(
        today=today,
        morning=listed,
        rest=rest,
        holiday=_holiday(listed) if rest is Rest.HOLIDAY else "",
        client_count=_count_living(journal),
        is_untouched=journal.value(Interaction.select(key_of(Interaction))) is None,
        done=tuple(_with(talk, persons.get(number)) for number, talk in talks.items()),
        calls=tuple(calls),
        offered=tuple(offered),
        names=_names(journal, _named(listed) | {one.client_id for one in renewals[:MOST_NAMED]}),
        promised=tuple(row for row in rows if row.direction is PromiseDirection.OURS),
        open_promises=len(rows),
        complaints=_complaints(journal),
        late_payments=tuple(late_invoices(journal, today)),
        renewals=tuple(renewals),
        reports=reports_due(journal, today),
        lesson=next((one for one in learnt if is_due(one, today)), None),
        applies=_applies(journal, learnt, {call.client_id for call in shown}, now),
        alarm=month_alarm(journal, today),
        look_back=look_back_due(journal, today),
    )


def _applies(
    journal: JournalReader, learnt: list[LessonView], clients: set[int], now: datetime
) -> tuple[Applies, str] | None:
    """Return the newest lesson that applies to one of ``clients``, with its words."""
    for one in applying_now(journal, now, learnt):
        if one.client_id in clients:
            return one, next(each.text for each in learnt if each.id == one.lesson_id)
    return None


def _complaints(journal: JournalReader) -> tuple[tuple[IncidentView, Clock], ...]:
    hours = answer_hours(journal)
    clocks = ((one, one.clock(hours)) for one in open_incidents(journal))
    return tuple((one, clock) for one, clock in clocks if clock is not None)


def _with(talk: DoneCall, person: Person | None) -> DoneCall:
    return talk if person is None else replace(talk, person=person.display_name)


def _rest(journal: JournalReader, listed: Morning) -> Rest:
    if listed.today.weekday() not in listed.nine.weekdays:
        return Rest.WEEKEND
    is_own = any(one.first_on <= listed.today <= one.last_on for one in days_off(journal))
    return Rest.OWN if is_own else Rest.HOLIDAY


def _holiday(listed: Morning) -> str:
    named = public_holidays(listed.nine.country, listed.today.year, language())
    return named.get(listed.today, "")


def _count_living(journal: JournalReader) -> int:
    query = Client.select(fn.COUNT(key_of(Client))).where(
        Client.trashed_at.is_null() & Client.status.in_(sorted(LIVING))
    )
    return int(journal.value(query))


def _named(listed: Morning) -> set[int]:
    named = {one.client_id for calls in (listed.later, listed.waiting[:MOST_NAMED]) for one in calls}
    rolled = [call.client_id for call in listed.waiting if call.rolled_from is not None]
    return named | {*rolled[:MOST_NAMED]} | {one.client_id for one in listed.snoozed}


def _names(journal: JournalReader, wanted: Collection[int]) -> dict[int, str]:
    if not wanted:
        return {}
    query = Client.select(key_of(Client), Client.name).where(key_of(Client).in_(sorted(wanted)))
    return {number: name for number, name in journal.tuples(query)}


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

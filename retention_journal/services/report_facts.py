"""What of the journal a report may say: each value is copied here by name, into plain fields.

Read only by ``services.status``. Nothing of what people felt, what was noted in private, or of any other
client is asked for here: no tone, no notes, no summaries of talks, no lights, no losses, no reflections.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from retention_journal import i18n
from retention_journal.core import formats, kpi_words
from retention_journal.core.contacts import TALKS, WRITTEN, Kind
from retention_journal.core.periods import DayRange
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.report import (
    ContactDay,
    Contacts,
    Delivery,
    GoalRow,
    Issuer,
    LastPromise,
    MostImportant,
    RequestRow,
    Requests,
)
from retention_journal.core.report_look import Look
from retention_journal.i18n import Texts
from retention_journal.services.business import OwnBusiness, own_business
from retention_journal.services.goals import Goal, Goals
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.people import people
from retention_journal.services.report_forward import led_to
from retention_journal.services.turnaround import agreed_days
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Interaction, Measurement, Promise, PromiseMove, key_of

Sources = Mapping[tuple[str, date], str]
_WROTE = WRITTEN | {Kind.LETTER, Kind.SOCIAL}


@dataclass(frozen=True)
class Told:
    """What the sender tells of goals: the language, a remark to each and what new names mean, by line_key."""

    language: str
    remarks: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)


class _Moved(NamedTuple):
    """The date that a promise was moved from, and why."""

    due: date
    reason: str
    client_knows: bool


def issuer(journal: JournalReader) -> Issuer:
    """Return who sends the report."""
    return issuer_of(own_business(journal))


def issuer_of(own: OwnBusiness) -> Issuer:
    """Return a firm as it stands on its reports."""
    return Issuer(
        name=own.name,
        person=own.person,
        email=own.email,
        phone=own.tel,
        address=own.address,
        brand_colour=own.brand_colour,
        logo=own.logo,
        website=own.website,
        org_number=own.org_number,
    )


def look(journal: JournalReader) -> Look:
    """Return how the firm's reports look."""
    own = own_business(journal)
    return Look(own.paper, own.typeface)


def reader(journal: JournalReader, client_id: int, today: date) -> str:
    """Return the person the report is for, "" where nobody is known."""
    return next((who.display_name for who in people(journal, client_id, today) if who.is_current), "")


def most_important(goals: Goals) -> MostImportant | None:
    """Return what matters most to the client and in which words; None where that was never asked."""
    agreement = goals.agreement
    first = next((goal for goal in goals.goals if goal.is_clients_first), None)
    if agreement is None or (first is None and not agreement.client_words):
        return None
    return MostImportant(
        name=first.line.name if first else "",
        quote=agreement.client_words,
        who=agreement.agreed_by_name,
        when=agreement.agreed_on,
        how=agreement.agreed_how,
    )


def goal_rows(journal: JournalReader, client_id: int, goals: Goals, told: Told) -> tuple[GoalRow, ...]:
    """Return the goals as a report shows them, in the client's order of importance."""
    sources, events = _sources(journal, client_id), _events(journal, client_id, told.language)
    rows = []
    for goal in goals.goals:
        row = _goal_row(goal, goals, sources, told)
        happened = events.get(goal.line.line_key, [])
        points = tuple(replace(point, event=_event_in(point.period, happened)) for point in row.points)
        rows.append(replace(row, points=points))
    return tuple(rows)


def _goal_row(goal: Goal, goals: Goals, sources: Sources, told: Told) -> GoalRow:
    language, key = told.language, goal.line.line_key
    texts = i18n.texts_in(language)
    agreed = goal.agreed
    return GoalRow(
        name=goal.line.name,
        kind=goal.line.kind,
        unit=kpi_words.unit_of(goal.line, texts),
        target=goal.target,
        agreed_on=agreed.agreed_on if agreed else None,
        agreed_by=agreed.agreed_by_name if agreed else "",
        value=goal.value,
        previous=goal.previous,
        points=goal.points,
        status=goal.status,
        target_words=kpi_words.target_words(goal.stated, language) if goal.target else "",
        status_words=_status_words(goal, texts),
        shape=kpi_words.status_shape(goal.status, goal.trend),
        remark=told.remarks.get(key, ""),
        is_clients_first=goal.is_clients_first,
        importance=goal.line.importance_client,
        version=agreed.version if agreed else None,
        counted=_counted(goal, goals, texts),
        is_from_requests=goal.is_counted,
        source=texts.gettext("counted from your small requests")
        if goal.is_counted
        else sources.get((key, goal.period.last), ""),
        meaning=told.meanings.get(key, ""),
    )


def _events(journal: JournalReader, client_id: int, language: str) -> dict[str, list[tuple[date, str]]]:
    """Return what was delivered for each goal, with its day, as it stands beside the goal's figures."""
    leads = led_to(journal, client_id)
    query = (
        Promise.select(Promise.uid, Promise.line_key, Promise.text, Promise.delivered_at)
        .where(_of(client_id, PromiseDirection.OURS) & ~Promise.is_small_request)
        .where(Promise.delivered_at.is_null(False))
        .order_by(Promise.delivered_at, key_of(Promise))
    )
    found: dict[str, list[tuple[date, str]]] = {}
    for uid, key, text, at in journal.tuples(query):
        goal = leads.get(uid) or key
        if goal:
            told = f"{text}, {formats.short_day(at.date(), language, today=at.date())}"
            found.setdefault(goal, []).append((at.date(), told))
    return found


def _event_in(period: DayRange, happened: Sequence[tuple[date, str]]) -> str:
    return next((text for day, text in reversed(happened) if day in period), "")


def _counted(goal: Goal, goals: Goals, texts: Texts) -> str:
    """Return how the figure of a goal is counted, "" where it is simply the figure."""
    if goal.is_counted and goal.line.turnaround_days is not None:
        done = [one.working_days for one in goals.requests if one.done_on in goal.period]
        kept = sum(days <= goal.line.turnaround_days for days in done)
        return texts.gettext("median, {kept} of {n} in time").format(kept=kept, n=len(done))
    if not goal.is_total:
        return ""
    return texts.gettext("sum of the period")


def _sources(journal: JournalReader, client_id: int) -> Sources:
    """Return where the figures of a client are from, by goal and last day."""
    query = Measurement.select(Measurement.line_key, Measurement.period_end, Measurement.source).where(
        (Measurement.client == client_id) & Measurement.trashed_at.is_null() & (Measurement.source != "")
    )
    return {(key, last): source for key, last, source in journal.tuples(query)}


def last_promises(journal: JournalReader, client_id: int, period: DayRange) -> tuple[LastPromise, ...]:
    """Return what was promised for the period, and what was still owed from before it.

    Small requests are left out: their turnaround is a goal of its own.
    """
    query = (
        Promise.select(
            key_of(Promise),
            Promise.text,
            Promise.due_at,
            Promise.state,
            Promise.delivered_at,
            Promise.remark,
            Promise.date_unknown,
        )
        .where(_of(client_id, PromiseDirection.OURS) & ~Promise.is_small_request)
        .where(Promise.made_on <= period.last)
        .order_by(Promise.due_at.is_null(), Promise.due_at, Promise.made_on, key_of(Promise))
    )
    found = []
    working, moves = working_days_of(journal, period.last), _moves(journal, client_id, period)
    for number, text, due_at, state, delivered_at, remark, is_undated in journal.tuples(query):
        due, delivered = _day(due_at), _day(delivered_at)
        moved = moves.get(number)
        if moved is None and not _belongs(due, delivered, state, period):
            continue
        new_day, reason, outcome = None, remark, state
        if moved is not None:
            reason = moved.reason or remark
            new_day = due if moved.client_knows and due != moved.due else None
            if not moved.client_knows and delivered is not None:  # to them it was due on its first day
                outcome = PromiseState.KEPT if delivered <= moved.due else PromiseState.KEPT_LATE
            due = moved.due
        by = new_day or due
        late = working.between(by, delivered) if by and delivered else None
        found.append(LastPromise(text, due, outcome, delivered, reason, not is_undated, late, new_day))
    return tuple(found)


def delivered(
    journal: JournalReader, client_id: int, period: DayRange, names: Mapping[str, str] | None = None
) -> tuple[Delivery, ...]:
    """Return what was finished for the client in the period, oldest first.

    Args:
        journal: Where to look.
        client_id: For whom.
        period: First and last day.
        names: What each goal is called, by its line_key.
    """
    called, leads = names or {}, led_to(journal, client_id)
    query = (
        Promise.select(Promise.text, Promise.delivered_at, Promise.uid, Promise.line_key)
        .where(_of(client_id, PromiseDirection.OURS) & _within(Promise.delivered_at, period))
        .where(Promise.state.in_([PromiseState.KEPT, PromiseState.KEPT_LATE]))
        .order_by(Promise.delivered_at, key_of(Promise))
    )
    return tuple(
        Delivery(text, at.date(), called.get(leads.get(uid) or key or "", ""))
        for text, at, uid, key in journal.tuples(query)
    )


def requests(goals: Goals) -> Requests:
    """Return the small requests done lately, and in how many working days they were to be done."""
    rows = sorted(goals.requests, key=lambda one: (one.asked_on, one.done_on))
    return Requests(
        tuple(RequestRow(one.text, one.asked_on, one.done_on, one.working_days) for one in rows),
        agreed_days(goals.agreement, None),
    )


def contacts(journal: JournalReader, client_id: int, period: DayRange) -> Contacts:
    """Return on which days of the period the two were in touch and how, never what was said."""
    query = (
        Interaction.select(Interaction.occurred_at, Interaction.kind)
        .where(
            (Interaction.client == client_id)
            & Interaction.counts_as_contact
            & Interaction.trashed_at.is_null()
            & _within(Interaction.occurred_at, period)
        )
        .order_by(Interaction.occurred_at)
    )
    days = tuple(ContactDay(at.date(), kind) for at, kind in journal.tuples(query))
    return Contacts(
        talks=sum(day.kind in TALKS for day in days),
        written=sum(day.kind in _WROTE for day in days),
        days=days,
    )


def _status_words(goal: Goal, texts: Texts) -> str:
    if goal.value is not None and goal.target is None:
        return texts.gettext("Not agreed then")
    return kpi_words.status_words(goal.status, goal.trend, goal.line, texts)


def _moves(journal: JournalReader, client_id: int, period: DayRange) -> dict[int, _Moved]:
    """Return by promise the first date of the period that it was moved from.

    A move that the client does not know of moves nothing for them: it is still due on its first day.
    """
    query = (
        PromiseMove.select(
            PromiseMove.promise, PromiseMove.due_before, PromiseMove.reason, PromiseMove.client_knows
        )
        .join(Promise)
        .where(_of(client_id, PromiseDirection.OURS))
        .where(PromiseMove.trashed_at.is_null() & _within(PromiseMove.due_before, period))
        .order_by(PromiseMove.moved_on, key_of(PromiseMove))
    )
    found: dict[int, _Moved] = {}
    for number, before, reason, known in journal.tuples(query):
        first = found.get(number, _Moved(before.date(), "", client_knows=True))
        found[number] = _Moved(first.due, reason or first.reason, first.client_knows and known)
    return found


def _belongs(due: date | None, done: date | None, state: PromiseState, period: DayRange) -> bool:
    if due is None:
        return done is not None and done in period
    if due in period:
        return True
    still_owed = state is PromiseState.OPEN or (done is not None and done >= period.first)
    return due < period.first and still_owed


def _of(client_id: int, direction: PromiseDirection) -> Any:
    return (Promise.client == client_id) & (Promise.direction == direction) & Promise.trashed_at.is_null()


def _within(column: Any, period: DayRange) -> Any:
    start = datetime.combine(period.first, time.min)
    end = datetime.combine(period.last + timedelta(days=1), time.min)
    return (column >= start) & (column < end)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()

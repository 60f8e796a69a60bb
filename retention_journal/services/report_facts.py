"""What of the journal a report may say: each value is copied here by name, into plain fields.

Read only by ``services.status``. Nothing of what people felt, what was noted in private, or of any other
client is asked for here: no tone, no notes, no summaries of talks, no lights, no losses, no reflections.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal import i18n
from retention_journal.core import kpi_words
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
    Need,
    NextStep,
)
from retention_journal.i18n import Texts
from retention_journal.services.business import own_business
from retention_journal.services.goals import Goal, Goals
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.people import people
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Interaction, Promise, key_of

_WROTE = WRITTEN | {Kind.LETTER, Kind.SOCIAL}


def issuer(journal: JournalReader) -> Issuer:
    """Return who sends the report."""
    own = own_business(journal)
    return Issuer(
        name=own.name,
        person=own.person,
        email=own.email,
        phone=own.tel,
        address=own.address,
        brand_colour=own.brand_colour,
        logo=own.logo,
    )


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


def goal_row(goal: Goal, language: str) -> GoalRow:
    """Return a goal as the report shows it."""
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
        is_clients_first=goal.is_clients_first,
    )


def last_promises(journal: JournalReader, client_id: int, period: DayRange) -> tuple[LastPromise, ...]:
    """Return what was promised for the period, and what was still owed from before it.

    Small requests are left out: their turnaround is a goal of its own.
    """
    query = (
        Promise.select(
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
    working = working_days_of(journal, period.last)
    for text, due_at, state, delivered_at, remark, is_undated in journal.tuples(query):
        due, delivered = _day(due_at), _day(delivered_at)
        if _belongs(due, delivered, state, period):
            late = working.between(due, delivered) if due and delivered else None
            found.append(LastPromise(text, due, state, delivered, remark, not is_undated, late))
    return tuple(found)


def delivered(journal: JournalReader, client_id: int, period: DayRange) -> tuple[Delivery, ...]:
    """Return what was finished for the client in the period, oldest first."""
    query = (
        Promise.select(Promise.text, Promise.delivered_at)
        .where(_of(client_id, PromiseDirection.OURS) & _within(Promise.delivered_at, period))
        .where(Promise.state.in_([PromiseState.KEPT, PromiseState.KEPT_LATE]))
        .order_by(Promise.delivered_at, key_of(Promise))
    )
    return tuple(Delivery(text, at.date()) for text, at in journal.tuples(query))


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


def next_steps(journal: JournalReader, client_id: int, period: DayRange, today: date) -> tuple[NextStep, ...]:
    """Return what is promised to the client for after the period."""
    rows = journal.tuples(_open(client_id, PromiseDirection.OURS, today))
    return tuple(NextStep(text, _day(due)) for text, due in rows if due is None or due.date() > period.last)


def needs(journal: JournalReader, client_id: int, today: date) -> tuple[Need, ...]:
    """Return what the client has promised and not brought yet."""
    rows = journal.tuples(_open(client_id, PromiseDirection.THEIRS, today))
    return tuple(Need(text, _day(due)) for text, due in rows)


def _status_words(goal: Goal, texts: Texts) -> str:
    if goal.value is not None and goal.target is None:
        return texts.gettext("Not agreed then")
    return kpi_words.status_words(goal.status, goal.trend, goal.line, texts)


def _belongs(due: date | None, done: date | None, state: PromiseState, period: DayRange) -> bool:
    if due is None:
        return done is not None and done in period
    if due in period:
        return True
    still_owed = state is PromiseState.OPEN or (done is not None and done >= period.first)
    return due < period.first and still_owed


def _of(client_id: int, direction: PromiseDirection) -> Any:
    return (Promise.client == client_id) & (Promise.direction == direction) & Promise.trashed_at.is_null()


def _open(client_id: int, direction: PromiseDirection, today: date) -> Any:
    return (
        Promise.select(Promise.text, Promise.due_at)
        .where(_of(client_id, direction) & (Promise.state == PromiseState.OPEN) & (Promise.made_on <= today))
        .order_by(Promise.due_at.is_null(), Promise.due_at, Promise.made_on, key_of(Promise))
    )


def _within(column: Any, period: DayRange) -> Any:
    start = datetime.combine(period.first, time.min)
    end = datetime.combine(period.last + timedelta(days=1), time.min)
    return (column >= start) & (column < end)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()

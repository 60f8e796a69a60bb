"""What a report says of the next period: smaller goals, and what is asked of the client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from retention_journal.core.periods import DayRange
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.report import Need, NextStep
from retention_journal.core.text import clean
from retention_journal.services.promises import end_of, move_promise
from retention_journal.services.report_content import AskedOf, NextGoal, ReportContent, contents_sent
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Promise, key_of
from retention_journal.storage.uids import new_uid

#: So many goals for the next period are few enough to be kept, and are offered. Source: forms, section 1.
RECOMMENDED = range(3, 6)
#: How many reports back is looked for the goal that a promise leads to.
_LOOKED_BACK = 6


def next_steps(
    journal: JournalReader,
    client_id: int,
    period: DayRange,
    today: date,
    chosen: Sequence[NextGoal] | None = None,
    *,
    first: str = "",
) -> tuple[NextStep, ...]:
    """Return the goals of the next period: those ``chosen``, else the next of what is promised.

    Args:
        journal: Where to look.
        client_id: Who the report is for.
        period: First and last day that it is about.
        today: Nothing later is known.
        chosen: The goals somebody chose; None offers.
        first: The line_key of what matters most to the client, or "".
    """
    if chosen is None:
        chosen = offered_goals(journal, client_id, period, today)[: RECOMMENDED[-1]]
    whose = {True: PromiseDirection.THEIRS, False: PromiseDirection.OURS}
    return tuple(
        NextStep(one.text, one.due, whose[one.is_theirs], one.target, bool(first) and one.line_key == first)
        for one in chosen
        if one.text.strip()
    )


def needs(
    journal: JournalReader, client_id: int, today: date, chosen: Sequence[AskedOf] | None = None
) -> tuple[Need, ...]:
    """Return what is asked of the client: what was ``chosen``, else what they promised and did not bring."""
    asked = offered_needs(journal, client_id, today) if chosen is None else chosen
    return tuple(Need(one.text, one.due, one.why) for one in asked if one.text.strip())


def offered_goals(journal: JournalReader, client_id: int, period: DayRange, today: date) -> list[NextGoal]:
    """Return what is promised to the client for a day after the period, the nearest first.

    Small requests are left out: their turnaround is a goal of its own.
    """
    query = _open(client_id, PromiseDirection.OURS, today).where(~Promise.is_small_request)
    leads = led_to(journal, client_id)
    return [
        NextGoal(text, due.date(), line_key=leads.get(uid, key or ""), promise=uid)
        for uid, text, due, key in journal.tuples(query)
        if due is not None and due.date() > period.last
    ]


def offered_needs(journal: JournalReader, client_id: int, today: date) -> list[AskedOf]:
    """Return what the client has promised and not brought yet, with why it was last asked for."""
    rows = journal.tuples(_open(client_id, PromiseDirection.THEIRS, today))
    asked = (
        one for content in contents_sent(journal, client_id, _LOOKED_BACK) for one in content.needs or ()
    )
    why = {one.promise: one.why for one in asked if one.promise}
    return [AskedOf(text, _day(due), why.get(uid, ""), promise=uid) for uid, text, due, _key in rows]


def led_to(journal: JournalReader, client_id: int) -> dict[str, str]:
    """Return the line_key of the goal to which each promise made in a report leads, by the promise's uid."""
    goals = (
        one
        for content in contents_sent(journal, client_id, _LOOKED_BACK)
        for one in content.promises_next or ()
    )
    return {one.promise: one.line_key for one in goals if one.promise and one.line_key}


def make_promises(change: Writer, client_id: int, content: ReportContent, today: date) -> ReportContent:
    """Write down as promises the goals and requests that were written by hand, within the change that issues.

    The next report opens with them then. What is a promise already, and what is asked twice in the same
    words, is not written down again. No promise gets the goal it leads to as its ``line_key``: a promise
    with one is timed by it, and would count among the small requests.

    Args:
        change: The change in which the report is issued.
        client_id: Who the report is for.
        content: What was chosen for it.
        today: The day on which it is promised.

    Returns:
        The content with the promise of each goal and request, to be kept with the report.
    """
    goals = [_Asked.goal(one) for one in content.promises_next or ()]
    asked = [_Asked(one.text, one.due, one.promise) for one in content.needs or ()]
    made: dict[tuple[str, bool], str] = {}
    for wish in sorted((*goals, *asked), key=lambda wish: (not wish.promise, wish.due is None)):
        if wish.key not in made and wish.key[0]:
            made[wish.key] = wish.promise or _write_down(change, client_id, wish, today)
    next_goals = zip(content.promises_next or (), goals, strict=True)
    needs = zip(content.needs or (), asked, strict=True)
    return replace(
        content,
        promises_next=content.promises_next
        and tuple(replace(one, promise=one.promise or made.get(wish.key, "")) for one, wish in next_goals),
        needs=content.needs
        and tuple(replace(one, promise=one.promise or made.get(wish.key, "")) for one, wish in needs),
    )


def move_promises(journal: Journal, client_id: int, content: ReportContent, today: date) -> None:
    """Give the promises that a report names another day for the day it names; the client knows by it.

    A promise keeps its day where the report names none, or one before it was made.

    Args:
        journal: Where to; the moves are part of the change that issues.
        client_id: Who the report is for.
        content: What was chosen for it.
        today: The day on which it is issued.
    """
    named = {one.promise: one.due for one in content.needs or ()}
    named |= {one.promise: one.due for one in content.promises_next or ()}
    query = Promise.select(key_of(Promise), Promise.uid, Promise.due_at, Promise.made_on).where(
        (Promise.client == client_id)
        & Promise.uid.in_(list(named))
        & (Promise.state == PromiseState.OPEN)
        & Promise.trashed_at.is_null()
    )
    for promise_id, uid, before, made_on in journal.tuples(query):
        due = named[uid]
        if due is not None and due != _day(before) and due >= made_on:
            move_promise(journal, promise_id, end_of(due), today=today, client_knows=True)


@dataclass(frozen=True)
class _Asked:
    """What one of the two will do, as it is promised."""

    text: str
    due: date | None
    promise: str
    is_theirs: bool = True

    @classmethod
    def goal(cls, goal: NextGoal) -> _Asked:
        told = f"{goal.text}: {goal.target}" if goal.target else goal.text
        return cls(told, goal.due, goal.promise, goal.is_theirs)

    @property
    def key(self) -> tuple[str, bool]:
        """By what two are the same: the words, and whose they are."""
        return clean(self.text, lines=False).casefold(), self.is_theirs


def _write_down(change: Writer, client_id: int, asked: _Asked, today: date) -> str:
    """Add a promise and return its uid."""
    uid = new_uid()
    change.insert(
        Promise,
        uid=uid,
        client=client_id,
        text=clean(asked.text, lines=False),
        direction=PromiseDirection.THEIRS if asked.is_theirs else PromiseDirection.OURS,
        made_on=today if asked.due is None else min(today, asked.due),
        due_at=None if asked.due is None else end_of(asked.due),
    )
    return uid


def _open(client_id: int, direction: PromiseDirection, today: date) -> Any:
    return (
        Promise.select(Promise.uid, Promise.text, Promise.due_at, Promise.line_key)
        .where(
            (Promise.client == client_id) & (Promise.direction == direction) & Promise.trashed_at.is_null()
        )
        .where((Promise.state == PromiseState.OPEN) & (Promise.made_on <= today))
        .order_by(Promise.due_at.is_null(), Promise.due_at, Promise.made_on, key_of(Promise))
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()

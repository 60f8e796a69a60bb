"""Who is still a client some months after something went wrong, beside those to whom nothing happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peewee import Query

from retention_journal.core.clients import GONE, Status
from retention_journal.core.incidents import IncidentOutcome, IncidentState
from retention_journal.core.losses import LossKind
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.periods import months_before
from retention_journal.core.recovery import Group, Retained, group_of
from retention_journal.core.recovery_dots import ComplaintDots, answered_in_time, put_right, stayed
from retention_journal.services.incident_standings import Standing, day_of, standings
from retention_journal.services.incidents import answer_hours, called
from retention_journal.services.judging import asked_now
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Incident, Loss, key_of

_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class _Counted:
    """One client in its group, from one day to another; ``is_over`` once the second has passed."""

    group: Group
    since: date
    until: date
    is_over: bool
    is_major: bool = False
    has_left: bool = False


def recovery(journal: JournalReader, today: date, months: int) -> Mapping[Group, Retained]:
    """Return by group how many are still clients ``months`` after; a past day is answered as it stood.

    Each client is counted once, by the newest incident that ended with an outcome, from the day it was put
    right; one that was open all these months was not recovered. For a client without any the months that
    have just gone are looked at. Who left while it was still open had left.

    Args:
        journal: Where to look.
        today: The day it is asked.
        months: After how many months, 1 to 120.
    """
    since, found = months_before(today, months), defaultdict[Group, Retained](Retained)
    went_wrong, left = _went_wrong(journal, today), left_on(journal)
    for number, start, is_gone in _clients(journal, today):
        days = left.get(number, ())
        if is_gone and not days:
            continue  # nobody wrote down when
        if number in went_wrong:
            one = _after(went_wrong[number], since, today)
        else:
            one = _without(start, days, since, today, is_gone=is_gone)
        if one is not None:
            found[one.group] = _with(found[one.group], one, days)
    return dict(found)


def complaint_dots(journal: JournalReader, now: datetime) -> list[ComplaintDots]:
    """Return of each complaint up to ``now`` how it was met and what became of it, the oldest first."""
    today, moment = now.date(), instant(now)
    usual, left = answer_hours(journal), left_on(journal)
    found = []
    for row in journal.tuples(_complaints(moment)):
        number, client, name, hours, title, words, kind, severity, received, *steps, outcome = row
        due, answered, resolved = steps
        due = due or received + timedelta(hours=hours or usual)
        day = on_the_wall(received).date()
        found.append(
            ComplaintDots(
                number,
                client,
                name,
                called(title, words, kind),
                day,
                severity,
                in_time=answered_in_time(due, answered or resolved, moment),
                put_right=put_right(outcome),
                stayed=stayed(day, outcome, left.get(client, ()), today),
            )
        )
    return found


def _complaints(until: datetime) -> Query:
    return (
        Incident.select(
            key_of(Incident), Incident.client, Client.name, Client.answer_within_hours, Incident.title,
            Incident.client_words, Incident.kind, Incident.severity, Incident.received_at,
            Incident.answer_due_at, Incident.answered_at, Incident.resolved_at, Incident.outcome,
        )
        .join(Client, on=Incident.client == key_of(Client))
        .where(Incident.trashed_at.is_null() & Client.trashed_at.is_null() & Incident.is_complaint)
        .where((Incident.state != IncidentState.WITHDRAWN) & (Incident.received_at <= until))
        .order_by(Incident.received_at, key_of(Incident))
    )  # fmt: skip


def left_on(journal: JournalReader) -> Mapping[int, tuple[date, ...]]:
    """Return by client the days on which they left, in order; one may leave, come back and leave again."""
    found: defaultdict[int, tuple[date, ...]] = defaultdict(tuple)
    losses = Loss.select(Loss.client, Loss.ended_on, Loss.notice_on).where(
        Loss.trashed_at.is_null() & (Loss.kind == LossKind.FULL)
    )
    for client, ended, notice in journal.tuples(losses.order_by(Loss.notice_on, key_of(Loss))):
        found[client] += (ended or notice,)
    ends = Client.select(key_of(Client), Client.end_date).where(
        Client.status.in_(sorted(GONE)) & Client.end_date.is_null(False)
    )
    for client, end in journal.tuples(ends):
        if client not in found:  # nobody wrote the loss itself down
            found[client] = (end,)
    return dict(found)


def _clients(journal: JournalReader, today: date) -> list[tuple[int, date | None, bool]]:
    """Return every client one had on ``today`` or before, with the first day, and whether it is gone now."""
    rows = journal.tuples(
        Client.select(key_of(Client), Client.start_date, Client.status).where(
            Client.trashed_at.is_null()
            & (Client.status != Status.PROSPECT)
            & (Client.start_date.is_null() | (Client.start_date <= today))
        )
    )
    return [(number, start, status in GONE) for number, start, status in rows]


def _went_wrong(journal: JournalReader, today: date) -> Mapping[int, list[Standing]]:
    """Return by client how its incidents stood on ``today``, in the order in which they came."""
    found: defaultdict[int, list[Standing]] = defaultdict(list)
    asked = asked_now(journal, datetime.combine(today, _LAST_MINUTE))
    for one in sorted(standings(journal, asked), key=lambda one: (one.received, one.incident_id)):
        found[one.client_id].append(one)
    return found


def _after(went_wrong: Collection[Standing], since: date, today: date) -> _Counted | None:
    ended = [one for one in went_wrong if one.outcome is not None]
    waits = [one for one in went_wrong if one.is_open and one.received_on <= since]
    if not ended and not waits:
        return None
    one = (ended or waits)[-1]
    begins = one.received_on if one.resolved is None else day_of(one.resolved)
    return _Counted(
        Group.UNRECOVERED if one.outcome is None else group_of(one.outcome),
        one.received_on,
        begins + (today - since),
        is_over=begins <= since,
        is_major=one.is_major,
        has_left=one.outcome is IncidentOutcome.LOST,
    )


def _without(
    start: date | None, left: Collection[date], since: date, today: date, *, is_gone: bool
) -> _Counted | None:
    """Return a client without incidents that one had when the months began; a newer one waits."""
    if start is None:
        return None
    if start > since:
        return _Counted(Group.NONE, start, today, is_over=False)
    was_gone = any(day <= since for day in left) and is_gone and not any(day > since for day in left)
    return None if was_gone else _Counted(Group.NONE, since, today, is_over=True)


def _with(told: Retained, one: _Counted, left: Collection[date]) -> Retained:
    if not one.is_over:
        return Retained(told.kept, told.of, told.waiting + 1, told.major)
    stayed = not one.has_left and not any(one.since < day <= one.until for day in left)
    return Retained(told.kept + stayed, told.of + 1, told.waiting, told.major + one.is_major)

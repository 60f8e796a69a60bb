"""The hard signals: something is broken, and one of them at red is enough.

Source: rules, section 2, H1 to H4.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from retention_journal.core.clients import Status
from retention_journal.core.events import SAID, EventKind
from retention_journal.core.light import Level, Signal, SignalId
from retention_journal.core.light_facts import Complaint, Event, Known, OpenPromise, RecordRef
from retention_journal.core.light_rules import LightRules
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.working_days import WorkingDays

_AMBER, _RED = Level.AMBER, Level.RED
_END_OF_DAY = time(23, 59)
_COMPLAINT_OK = Signal(SignalId.COMPLAINT, Level.OK)
_PROMISE_OK, _PROMISE_UNKNOWN = (Signal(SignalId.PROMISE, level) for level in (Level.OK, Level.UNKNOWN))
_LEFT_OK, _LEFT_UNKNOWN = (Signal(SignalId.CONTACT_LEFT, level) for level in (Level.OK, Level.UNKNOWN))
_SAID_OK = Signal(SignalId.CLIENT_SAID, Level.OK)


def complaint(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """H1: a complaint is open; red where it is not on schedule, or serious."""
    if not known.complaints:
        return _COMPLAINT_OK
    still_open = open_complaints(known, now.date())
    if not still_open:
        return _COMPLAINT_OK
    for one in still_open:
        if one.is_major or is_behind(one, now, rules, working):
            return Signal(SignalId.COMPLAINT, _RED, RecordRef("incident", one.id))
    return Signal(SignalId.COMPLAINT, _AMBER, RecordRef("incident", still_open[0].id))


def open_complaints(known: Known, today: date) -> list[Complaint]:
    """Return the complaints that are open on ``today``, the oldest first."""
    still_open = [
        one
        for one in known.complaints
        if one.received_on <= today and (one.put_right_on is None or one.put_right_on > today)
    ]
    return sorted(still_open, key=lambda one: one.received_at)


def is_behind(one: Complaint, now: datetime, rules: LightRules, working: WorkingDays) -> bool:
    """Say whether a complaint waits for something that is late."""
    return (
        is_unacknowledged(one, now, rules)
        or is_unanswered(one, now)
        or is_undecided(one, now, rules, working)
    )


def is_unacknowledged(one: Complaint, now: datetime, rules: LightRules) -> bool:
    """Say whether nobody acknowledged a complaint in time; hours are those of the world, not of the wall."""
    return not is_acknowledged(one, now) and instant(now) > acknowledge_by(one, rules)


def is_acknowledged(one: Complaint, now: datetime) -> bool:
    """Say whether they were told that one has heard it; an answer tells it too."""
    return _has_come(one.acknowledged_at, now) or _has_come(one.answered_at, now)


def acknowledge_by(one: Complaint, rules: LightRules) -> datetime:
    """Return until when a complaint is to be acknowledged."""
    return one.waits_since + timedelta(hours=rules.complaint_acknowledge_after_hours)


def is_unanswered(one: Complaint, now: datetime) -> bool:
    """Say whether the answer that was promised to a complaint is late."""
    due = one.answer_due_at
    return due is not None and due < instant(now) and not _has_come(one.answered_at, now)


def is_undecided(one: Complaint, now: datetime, rules: LightRules, working: WorkingDays) -> bool:
    """Say whether nothing was decided on a complaint in time."""
    if _has_come(one.decided_at, now):
        return False
    return days_undecided(one, now.date(), working) > rules.complaint_decide_after_working_days


def days_undecided(one: Complaint, today: date, working: WorkingDays) -> int:
    """Return for how many working days a complaint has waited for a decision."""
    return working.between(on_the_wall(one.waits_since).date(), today)


def waits_until(one: Complaint, now: datetime, rules: LightRules, working: WorkingDays) -> datetime | None:
    """Return the first end of what an open complaint waits for, on the wall here; None where none is set."""
    ends = []
    if not is_acknowledged(one, now):
        ends.append(on_the_wall(acknowledge_by(one, rules)))
    if one.answer_due_at is not None and not _has_come(one.answered_at, now):
        ends.append(on_the_wall(one.answer_due_at))
    if not _has_come(one.decided_at, now):
        since = on_the_wall(one.waits_since).date()
        last = working.add(since, rules.complaint_decide_after_working_days)
        ends.append(datetime.combine(last, _END_OF_DAY))
    return min(ends, default=None)


def promise(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """H2: a promise of ours is late; red beyond three working days, or where it was made in a complaint."""
    if not known.open_promises:
        return _PROMISE_OK if known.has_promises else _PROMISE_UNKNOWN
    late = late_promises(known, now.date(), rules, working)
    if not late:
        return _PROMISE_OK
    worst, days = late[0]
    red = worst.in_complaint or days > rules.promise_red_after_working_days
    return Signal(SignalId.PROMISE, _RED if red else _AMBER, RecordRef("promise", worst.id))


def late_promises(
    known: Known, today: date, rules: LightRules, working: WorkingDays
) -> list[tuple[OpenPromise, int]]:
    """Return the promises that are late and by how many working days, those that weigh most first."""
    late = []
    for one in known.open_promises:
        if one.due_at is None or one.due_at.date() >= today:
            continue
        days = working.between(one.due_at.date(), today)
        if days > (0 if one.in_complaint else rules.promise_amber_after_working_days):
            late.append((one, days))
    return sorted(late, key=lambda pair: (not pair[0].in_complaint, -pair[1], pair[0].id))


def client_said(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """H3: they hinted at leaving; red where they said so clearly, or gave notice."""
    del rules, working
    if known.events:
        said = newest_said(known, now.date())
        if said is not None:
            hint = said.kind is EventKind.LOOKING_AROUND and known.status is not Status.NOTICE_GIVEN
            return Signal(SignalId.CLIENT_SAID, _AMBER if hint else _RED, RecordRef("client_event", said.id))
    if known.status is Status.NOTICE_GIVEN:
        return Signal(SignalId.CLIENT_SAID, _RED, RecordRef("client", known.client_id))
    return _SAID_OK


def newest_said(known: Known, today: date) -> Event | None:
    """Return what the client said about leaving: clear words before a hint, then the newest."""
    said = [one for one in known.events if one.kind in SAID and one.on <= today]
    return max(said, key=lambda one: (one.kind is not EventKind.LOOKING_AROUND, one.on), default=None)


def contact_left(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """H4: the main contact left, and nobody has talked with a successor."""
    del working
    left = known.primary_left
    if left is None:
        return _LEFT_OK if known.has_roles else _LEFT_UNKNOWN
    today = now.date()
    days = (today - left.left_on).days
    talked = left.successor_talked_on is not None and left.successor_talked_on <= today
    if talked or days < rules.contact_left_amber_days:
        return _LEFT_OK
    level = _RED if days >= rules.contact_left_red_days else _AMBER
    return Signal(SignalId.CONTACT_LEFT, level, RecordRef("contact_role", left.id))


def _has_come(at: datetime | None, now: datetime) -> bool:
    return at is not None and on_the_wall(at).date() <= now.date()

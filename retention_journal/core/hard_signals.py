"""The hard signals: something is broken, and one of them at red is enough.

Source: rules, section 2, H1 to H4.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from retention_journal.core.clients import Status
from retention_journal.core.events import SAID, EventKind
from retention_journal.core.light import Level, Signal, SignalId
from retention_journal.core.light_facts import Complaint, Event, Known, OpenPromise, RecordRef
from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import WorkingDays

_AMBER, _RED = Level.AMBER, Level.RED
_COMPLAINT_OK, _COMPLAINT_UNKNOWN = (Signal(SignalId.COMPLAINT, level) for level in (Level.OK, Level.UNKNOWN))
_PROMISE_OK, _PROMISE_UNKNOWN = (Signal(SignalId.PROMISE, level) for level in (Level.OK, Level.UNKNOWN))
_LEFT_OK, _LEFT_UNKNOWN = (Signal(SignalId.CONTACT_LEFT, level) for level in (Level.OK, Level.UNKNOWN))
_SAID_OK = Signal(SignalId.CLIENT_SAID, Level.OK)


def complaint(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """H1: a complaint is open; red where it is not on schedule, or serious."""
    if known.complaints is None:
        return _COMPLAINT_UNKNOWN
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
        for one in known.complaints or ()
        if one.received_at.date() <= today and (one.closed_on is None or one.closed_on > today)
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
    """Say whether nobody acknowledged a complaint in time."""
    limit = timedelta(hours=rules.complaint_acknowledge_after_hours)
    return not _has_come(one.acknowledged_at, now) and now - one.received_at > limit


def is_unanswered(one: Complaint, now: datetime) -> bool:
    """Say whether the answer that was promised to a complaint is late."""
    return one.answer_due_at is not None and one.answer_due_at < now and not _has_come(one.answered_at, now)


def is_undecided(one: Complaint, now: datetime, rules: LightRules, working: WorkingDays) -> bool:
    """Say whether nothing was decided on a complaint in time."""
    if _has_come(one.decided_at, now):
        return False
    waited = working.between(one.received_at.date(), now.date())
    return waited > rules.complaint_decide_after_working_days


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
    return at is not None and at.date() <= now.date()

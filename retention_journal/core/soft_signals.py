"""The soft signals: one is worth watching, two at red are as bad as a broken promise.

Source: rules, section 2, S1 to S8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from retention_journal.core.contacts import Answer
from retention_journal.core.drifts import median
from retention_journal.core.events import HAPPENED
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light import Level, Signal, SignalId
from retention_journal.core.light_facts import (
    CheckIn,
    Complaint,
    Event,
    GoalStanding,
    Invoice,
    Known,
    RecordRef,
    Tone,
    within,
)
from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import WorkingDays

_OK, _AMBER, _RED = Level.OK, Level.AMBER, Level.RED
_SILENCE_OK, _SILENCE_UNKNOWN = (Signal(SignalId.SILENCE, level) for level in (Level.OK, Level.UNKNOWN))
_INVOICE_OK, _INVOICE_UNKNOWN = (Signal(SignalId.INVOICE, level) for level in (Level.OK, Level.UNKNOWN))
_GOAL_OK, _GOAL_UNKNOWN = (Signal(SignalId.GOAL, level) for level in (Level.OK, Level.UNKNOWN))
_AGREEMENT_OK, _AGREEMENT_UNKNOWN = (Signal(SignalId.AGREEMENT, level) for level in (Level.OK, Level.UNKNOWN))
_REPEAT_OK, _CARE_OK = Signal(SignalId.REPEAT, Level.OK), Signal(SignalId.AFTER_CARE, Level.OK)
_CHECK_IN_OK, _CHECK_IN_UNKNOWN = (Signal(SignalId.CHECK_IN, level) for level in (Level.OK, Level.UNKNOWN))
_EVENT_OK = Signal(SignalId.EVENT, Level.OK)
_NO, _UNSURE = Answer.NO, Answer.UNSURE
#: The highest tone.
WARMEST = 5
_OFF_TRACK, _AT_RISK = KpiStatus.OFF_TRACK, KpiStatus.AT_RISK


def silence(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S1: no talk both ways for longer than the rhythm."""
    del working
    days = silence_days(known, now.date(), rules)
    if days is None:
        return _SILENCE_UNKNOWN
    rhythm = known.rhythm
    if days <= rhythm.ideal_days:
        return _SILENCE_OK
    level = _RED if days > rhythm.max_days else _AMBER
    record = None if known.last_contact_id is None else RecordRef("interaction", known.last_contact_id)
    return Signal(SignalId.SILENCE, level, record)


def silence_days(known: Known, today: date, rules: LightRules) -> int | None:
    """Return the days since the last talk, or since the start where there was none yet.

    A client who is new and with whom nobody has talked yet has no silence: None.
    """
    return days_of_silence(known.last_contact_on, known.start_date, today, rules.new_client_days)


def days_of_silence(last: date | None, start: date | None, today: date, new_days: int) -> int | None:
    """Return the same of a last talk and a first day, with how many days a client is new."""
    if last is not None and last <= today:
        return (today - last).days
    if start is None:
        return None
    days = (today - start).days
    return days if days >= new_days else None


def invoice(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S2: an invoice is overdue."""
    del working
    if not known.invoices:
        return _INVOICE_UNKNOWN
    today = now.date()
    oldest = most_overdue(known.invoices, today)
    if oldest is None:
        issued = any(one.issued_on <= today for one in known.invoices)
        return _INVOICE_OK if issued else _INVOICE_UNKNOWN
    days = (today - oldest.due_on).days
    if days < rules.invoice_amber_days:
        return _INVOICE_OK
    level = _RED if days >= rules.invoice_red_days else _AMBER
    return Signal(SignalId.INVOICE, level, RecordRef("invoice", oldest.id))


def most_overdue(invoices: Iterable[Invoice], today: date) -> Invoice | None:
    """Return the invoice that has been unpaid for longest since its due day; None where none is."""
    found: Invoice | None = None
    for one in invoices:
        unpaid = one.paid_on is None or one.paid_on > today
        late = unpaid and one.due_on < today and one.issued_on <= today
        if late and (found is None or one.due_on < found.due_on):
            found = one
    return found


def goal(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S3: a goal that matters to them is at risk; red where it was off track two periods running."""
    del working
    agreed = known.agreement
    if agreed is None or agreed.important is None or agreed.confirmed_on > now.date():
        return _GOAL_UNKNOWN
    worst: GoalStanding | None = None
    for one in agreed.important:
        if one.off_track_running >= rules.goal_red_periods:
            return Signal(SignalId.GOAL, _RED, RecordRef("kpi_line", one.id))
        if worst is None and is_goal_in_doubt(one, rules):
            worst = one
    return _GOAL_OK if worst is None else Signal(SignalId.GOAL, _AMBER, RecordRef("kpi_line", worst.id))


def is_goal_in_doubt(one: GoalStanding, rules: LightRules) -> bool:
    """Say whether a goal is at risk or off track now, was so in the last period, or lacks its numbers."""
    return (
        one.status is _AT_RISK
        or one.status is _OFF_TRACK
        or one.off_track_running >= rules.goal_amber_periods
        or one.missing_periods > rules.goal_missing_after_periods
    )


def agreement(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S4: the agreement has not been confirmed for long, or the two of you weigh a goal differently."""
    del working
    agreed = known.agreement
    if agreed is None:
        return _AGREEMENT_UNKNOWN
    age_days = (now.date() - agreed.confirmed_on).days
    if age_days < 0:
        return _AGREEMENT_UNKNOWN
    crossed = agreed.widest_gap is not None and agreed.widest_gap >= rules.agreement_gap
    if age_days >= rules.agreement_stale_days or crossed:
        return Signal(SignalId.AGREEMENT, _AMBER, RecordRef("kpi_agreement", agreed.id))
    return _AGREEMENT_OK


def repeat(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S5: something went wrong again."""
    del working
    if len(known.incidents) < rules.repeat_incidents:
        return _REPEAT_OK
    today = now.date()
    if incidents_within(known, today, rules.repeat_red_window_days) >= rules.repeat_incidents:
        return Signal(SignalId.REPEAT, _RED)
    if incidents_within(known, today, rules.repeat_amber_window_days) >= rules.repeat_incidents:
        return Signal(SignalId.REPEAT, _AMBER)
    return _REPEAT_OK


def incidents_within(known: Known, today: date, days: int) -> int:
    """Return how often something went wrong in the last ``days``."""
    first = today - timedelta(days=days)
    return sum(first <= day <= today for day in known.incidents)


def check_in(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S6: what they answered last, and how they sounded."""
    del working
    if not known.check_ins and not known.tones:
        return _CHECK_IN_UNKNOWN
    today = now.date()
    asked = latest_check_in(known, today, rules) if known.check_ins else None
    tones = tones_within(known, today, rules)
    level = tone_level(tones, rules)
    if asked is not None:
        answers = (asked.all_ok, asked.works)
        if _NO in answers or (_UNSURE in answers and level is not _RED):
            judged = _RED if _NO in answers else _AMBER
            return Signal(SignalId.CHECK_IN, judged, RecordRef("interaction", asked.interaction_id))
    if level is _OK:  # that they sound as usual does not say what they would have answered
        return _CHECK_IN_UNKNOWN if asked is None else _CHECK_IN_OK
    return Signal(SignalId.CHECK_IN, level, RecordRef("interaction", tones[0].interaction_id))


def latest_check_in(known: Known, today: date, rules: LightRules) -> CheckIn | None:
    """Return the newest answers to the two questions that still count."""
    first = today - timedelta(days=rules.check_in_window_days)
    for one in known.check_ins:
        if first <= one.on <= today and not (one.all_ok is None and one.works is None):
            return one
    return None


def tones_within(known: Known, today: date, rules: LightRules) -> Sequence[Tone]:
    """Return how they sounded in the contacts that still count, the newest first."""
    return within(known.tones, rules.check_in_window_days, today)


def tone_level(tones: Sequence[Tone], rules: LightRules) -> Level:
    """Say what the tones alone show; they stand newest first."""
    if not tones:
        return _OK
    newest = tones[0].tone
    if newest <= rules.tone_low:
        running = tones[: rules.tone_low_running]
        if len(running) == rules.tone_low_running and all(one.tone <= rules.tone_low for one in running):
            return _RED
    if newest + rules.tone_drop > WARMEST:
        return _OK
    usual = usual_tone(tones, rules)
    return _AMBER if usual is not None and usual - newest >= rules.tone_drop else _OK


def usual_tone(tones: Sequence[Tone], rules: LightRules) -> float | None:
    """Return how they usually sounded before the newest of ``tones``; None where it is not known."""
    earlier = [one.tone for one in tones[1:]]
    return median(earlier) if len(earlier) >= rules.tone_earlier else None


def event(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S7: something happened at the client, and it has not been talked about."""
    del working
    if not known.events:
        return _EVENT_OK
    happened = newest_happened(known, now.date(), rules)
    if happened is None:
        return _EVENT_OK
    return Signal(SignalId.EVENT, _AMBER, RecordRef("client_event", happened.id))


def newest_happened(known: Known, today: date, rules: LightRules) -> Event | None:
    """Return the newest thing that happened at the client and still counts."""
    first = today - timedelta(days=rules.event_window_days)
    happened = [one for one in known.events if one.kind in HAPPENED and first <= one.on <= today]
    return max(happened, key=lambda one: one.on, default=None)


def after_care(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """S8: a complaint was put right, and nobody has called since."""
    del working
    if not known.complaints:
        return _CARE_OK
    waiting = longest_without_follow_up(known, now.date())
    if waiting is None:
        return _CARE_OK
    one, days = waiting
    if days <= rules.after_care_amber_after_days:
        return _CARE_OK
    level = _RED if days > rules.after_care_red_after_days else _AMBER
    return Signal(SignalId.AFTER_CARE, level, RecordRef("incident", one.id))


def longest_without_follow_up(known: Known, today: date) -> tuple[Complaint, int] | None:
    """Return the complaint that has been put right for longest without a talk since, and its days."""
    waiting = [
        (one, (today - one.put_right_on).days)
        for one in known.complaints
        if one.put_right_on is not None
        and one.put_right_on <= today
        and (one.followed_up_on is None or one.followed_up_on > today)
    ]
    return max(waiting, key=lambda pair: pair[1], default=None)

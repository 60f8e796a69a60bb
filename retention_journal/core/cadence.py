"""Rhythm: how often a client should hear from us, and when next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core.clients import GONE, EngagementType, Status, Tier
from retention_journal.core.terms import Term
from retention_journal.i18n import N_

ONBOARDING_DAYS = 30


class RhythmState(Term):
    """How a client stands against the agreed rhythm; silence alone is never more than "watch"."""

    IN_RHYTHM = "in_rhythm", N_("In rhythm")
    LATE = "late", N_("Time to talk")
    NOT_YET = "not_yet", N_("Not talked yet")
    PAUSED = "paused", N_("Paused")
    GONE = "gone", N_("Lost")


@dataclass(frozen=True)
class Rhythm:
    """How long a silence is good, and how long is the limit, in calendar days, 1 to 3,650."""

    ideal_days: int
    max_days: int


#: Ideal and longest silence in calendar days. Source: rules, section 2, "Default rhythms".
DEFAULTS = {
    EngagementType.PROJECT: Rhythm(7, 11),
    EngagementType.RETAINER: Rhythm(14, 21),
    EngagementType.HOURLY: Rhythm(14, 21),
    EngagementType.ONE_OFF: Rhythm(14, 21),
    EngagementType.BETWEEN: Rhythm(45, 68),
    EngagementType.PAST: Rhythm(90, 135),
}
ONBOARDING = Rhythm(5, 7)
PAUSED = Rhythm(30, 45)
_TIER_C_NUMERATOR, _TIER_C_DENOMINATOR = 3, 2


def rhythm_of(
    engagement_type: EngagementType,
    *,
    status: Status,
    tier: Tier,
    start_date: date | None,
    today: date,
    own_ideal_days: int | None = None,
    own_max_days: int | None = None,
) -> Rhythm:
    """Return the rhythm that holds for a client on ``today``.

    Args:
        engagement_type: How you work together.
        status: A paused client has a slower rhythm, a new one a quicker.
        tier: Tier C is called half as often again (times 1.5).
        start_date: First day as a client; within 30 days of it the onboarding rhythm holds.
        today: The day asked about.
        own_ideal_days: What was agreed with this client; None takes the default. It is never scaled.
        own_max_days: Longest silence for this client; None takes 1.5 times their own ideal, rounded up,
            or the default where the ideal is the default too.

    Source: rules, section 2: defaults, tier factor and "max (default 1.5 x ideal)".
    """
    usual = _usual(engagement_type, status, tier, start_date, today)
    ideal = own_ideal_days or usual.ideal_days
    if own_max_days:
        return Rhythm(ideal, max(ideal, own_max_days))
    longest = _one_and_a_half(own_ideal_days) if own_ideal_days else usual.max_days
    return Rhythm(ideal, longest)


def is_new(start_date: date | None, today: date) -> bool:
    """Say whether a client is in its first 30 days."""
    return start_date is not None and 0 <= (today - start_date).days < ONBOARDING_DAYS


def next_contact_on(last_contact: date | None, since: date | None, rhythm: Rhythm) -> date | None:
    """Return the day by which the client should hear from us next.

    Args:
        last_contact: Day of the last contact that counts; None where there was none.
        since: First day as a client, from which one never contacted counts; None is not known.
        rhythm: The client's rhythm.

    Returns None where neither day is known: then the first contact is simply owed.
    """
    start = last_contact or since
    return None if start is None else start + timedelta(days=rhythm.ideal_days)


def days_beyond(last_contact: date | None, since: date | None, rhythm: Rhythm, today: date) -> int:
    """Return how many days the silence has gone beyond the ideal rhythm; 0 within it."""
    due = next_contact_on(last_contact, since, rhythm)
    return 0 if due is None else max(0, (today - due).days)


def rhythm_state(status: Status, last_contact: date | None, rhythm: Rhythm, today: date) -> RhythmState:
    """Say how a client stands: late from the day after the ideal interval is over (rules, S1)."""
    if status in GONE:
        return RhythmState.GONE
    if status is Status.PAUSED:
        return RhythmState.PAUSED
    if last_contact is None:
        return RhythmState.NOT_YET
    late = (today - last_contact).days > rhythm.ideal_days
    return RhythmState.LATE if late else RhythmState.IN_RHYTHM


def _usual(
    engagement_type: EngagementType, status: Status, tier: Tier, start: date | None, today: date
) -> Rhythm:
    if status is Status.PAUSED:
        usual = PAUSED
    elif is_new(start, today):
        usual = ONBOARDING
    else:
        usual = DEFAULTS[engagement_type]
    if tier is not Tier.C:
        return usual
    return Rhythm(_one_and_a_half(usual.ideal_days), _one_and_a_half(usual.max_days))


def _one_and_a_half(days: int) -> int:
    return -(-days * _TIER_C_NUMERATOR // _TIER_C_DENOMINATOR)

"""Rhythm: how often a client should hear from us, and when next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
_ONE_AND_A_HALF = 150
_WHOLE = 100


@dataclass(frozen=True)
class Rhythms:
    """The rhythms that hold where nothing else was agreed with a client.

    Attributes:
        usual: Rhythm of each kind of engagement.
        onboarding: Rhythm of the first ``onboarding_days`` of a client.
        paused: Rhythm of a paused client.
        tier_c_percent: How much longer than usual tier C may wait, in per cent of the usual.
        longest_percent: Longest silence in per cent of an ideal of the client's own.
        onboarding_days: How many days a client is new.

    Source: rules, section 2, "Default rhythms".
    """

    usual: Mapping[EngagementType, Rhythm] = field(default_factory=lambda: DEFAULTS)
    onboarding: Rhythm = ONBOARDING
    paused: Rhythm = PAUSED
    tier_c_percent: int = _ONE_AND_A_HALF
    longest_percent: int = _ONE_AND_A_HALF
    onboarding_days: int = ONBOARDING_DAYS


DEFAULT_RHYTHMS = Rhythms()


def rhythm_of(
    engagement_type: EngagementType,
    *,
    status: Status,
    tier: Tier,
    start_date: date | None,
    today: date,
    own_ideal_days: int | None = None,
    own_max_days: int | None = None,
    rhythms: Rhythms = DEFAULT_RHYTHMS,
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
        rhythms: What is usual where nothing was agreed with the client.

    Source: rules, section 2: defaults, tier factor and "max (default 1.5 x ideal)".
    """
    usual = _usual(rhythms, engagement_type, status, tier, start_date, today)
    ideal = own_ideal_days or usual.ideal_days
    if own_max_days:
        return Rhythm(ideal, max(ideal, own_max_days))
    longest = _scaled(own_ideal_days, rhythms.longest_percent) if own_ideal_days else usual.max_days
    return Rhythm(ideal, longest)


def is_new(start_date: date | None, today: date, new_days: int = ONBOARDING_DAYS) -> bool:
    """Say whether a client is in its first ``new_days`` days."""
    return start_date is not None and 0 <= (today - start_date).days < new_days


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
    rhythms: Rhythms,
    engagement_type: EngagementType,
    status: Status,
    tier: Tier,
    start: date | None,
    today: date,
) -> Rhythm:
    if status is Status.PAUSED:
        usual = rhythms.paused
    elif is_new(start, today, rhythms.onboarding_days):
        usual = rhythms.onboarding
    else:
        usual = rhythms.usual[engagement_type]
    if tier is not Tier.C:
        return usual
    percent = rhythms.tier_c_percent
    return Rhythm(_scaled(usual.ideal_days, percent), _scaled(usual.max_days, percent))


def _scaled(days: int, percent: int) -> int:
    """Return ``percent`` of ``days``, rounded up to whole days."""
    return -(-days * percent // _WHOLE)

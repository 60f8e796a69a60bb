"""Rhythm: how often a client should hear from us, and when next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.cadence import (
    Rhythm,
    RhythmState,
    days_beyond,
    next_contact_on,
    rhythm_of,
    rhythm_state,
)
from retention_journal.core.clients import EngagementType, Status, Tier

TODAY = date(2026, 3, 10)
LONG_AGO = date(2020, 1, 1)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
intervals = st.integers(1, 3650)


def rhythm(engagement=EngagementType.RETAINER, **values):
    settings = {"status": Status.ACTIVE, "tier": Tier.B, "start_date": LONG_AGO, "today": TODAY}
    return rhythm_of(engagement, **{**settings, **values})


@pytest.mark.parametrize(
    ("engagement", "values", "expected"),
    [
        (EngagementType.PROJECT, {}, (7, 11)),
        (EngagementType.RETAINER, {}, (14, 21)),
        (EngagementType.HOURLY, {}, (14, 21)),
        (EngagementType.BETWEEN, {}, (45, 68)),
        (EngagementType.PAST, {}, (90, 135)),
        (EngagementType.RETAINER, {"status": Status.PAUSED}, (30, 45)),
        (EngagementType.RETAINER, {"start_date": TODAY}, (5, 7)),
        (EngagementType.RETAINER, {"start_date": TODAY - timedelta(days=29)}, (5, 7)),
        (EngagementType.RETAINER, {"start_date": TODAY - timedelta(days=30)}, (14, 21)),
        (EngagementType.RETAINER, {"start_date": TODAY + timedelta(days=1)}, (14, 21)),
        (EngagementType.RETAINER, {"tier": Tier.C}, (21, 32)),
        (EngagementType.PROJECT, {"tier": Tier.C}, (11, 17)),
        (EngagementType.RETAINER, {"own_ideal_days": 10}, (10, 15)),
        (EngagementType.RETAINER, {"own_ideal_days": 7}, (7, 11)),
        (EngagementType.RETAINER, {"own_ideal_days": 10, "own_max_days": 30}, (10, 30)),
        (EngagementType.RETAINER, {"own_ideal_days": 10, "tier": Tier.C}, (10, 15)),
        (EngagementType.RETAINER, {"own_max_days": 30}, (14, 30)),
    ],
)
def test_the_default_rhythms_are_those_of_the_rules(engagement, values, expected):
    assert rhythm(engagement, **values) == Rhythm(*expected)


@pytest.mark.parametrize(
    ("ago", "state", "beyond"),
    [(0, RhythmState.IN_RHYTHM, 0), (14, RhythmState.IN_RHYTHM, 0), (15, RhythmState.LATE, 1)],
)
def test_a_client_is_late_from_the_day_after_the_ideal_interval(ago, state, beyond):
    last = TODAY - timedelta(days=ago)
    assert rhythm_state(Status.ACTIVE, last, Rhythm(14, 21), TODAY) is state
    assert days_beyond(last, LONG_AGO, Rhythm(14, 21), TODAY) == beyond


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (Status.PAUSED, RhythmState.PAUSED),
        (Status.LOST, RhythmState.GONE),
        (Status.CLOSED_BY_US, RhythmState.GONE),
        (Status.ACTIVE, RhythmState.NOT_YET),
    ],
)
def test_where_there_is_no_contact_the_status_speaks(status, state):
    assert rhythm_state(status, None, Rhythm(14, 21), TODAY) is state


def test_who_was_never_contacted_counts_from_the_first_day():
    assert next_contact_on(None, LONG_AGO, Rhythm(14, 21)) == LONG_AGO + timedelta(days=14)
    assert next_contact_on(None, None, Rhythm(14, 21)) is None


@given(
    engagement=st.sampled_from(EngagementType),
    status=st.sampled_from(Status),
    tier=st.sampled_from(Tier),
    start=st.none() | days,
    today=days,
    ideal=st.none() | intervals,
    longest=st.none() | intervals,
)
def test_the_limit_is_never_shorter_than_the_ideal(engagement, status, tier, start, today, ideal, longest):
    found = rhythm_of(
        engagement,
        status=status,
        tier=tier,
        start_date=start,
        today=today,
        own_ideal_days=ideal,
        own_max_days=longest,
    )
    assert 1 <= found.ideal_days <= found.max_days
    assert ideal is None or found.ideal_days == ideal


@given(last=st.none() | days, since=st.none() | days, ideal=intervals, today=days)
def test_a_contact_today_never_makes_a_client_later(last, since, ideal, today):
    rhythm_now = Rhythm(ideal, ideal)
    before = days_beyond(last, since, rhythm_now, today)
    assert days_beyond(today, since, rhythm_now, today) == 0 <= before


@given(last=days, ideal=intervals, today=days, later=st.integers(0, 400))
def test_time_alone_never_brings_a_client_back_into_rhythm(last, ideal, today, later):
    rhythm_now = Rhythm(ideal, ideal)
    assert days_beyond(last, None, rhythm_now, today) <= days_beyond(
        last, None, rhythm_now, today + timedelta(days=later)
    )

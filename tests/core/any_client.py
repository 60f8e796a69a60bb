"""Any client at all, and what can come to be known of one, for the properties of the light."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from retention_journal.core.cadence import Rhythm
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Answer
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light_facts import Agreement, GoalStanding
from tests.builders import TODAY
from tests.core.known import (
    a_check_in,
    a_complaint,
    a_goal,
    a_promise,
    ago,
    agreed,
    an_event,
    contact_left,
    known,
    on_schedule,
    overdue,
    paid,
    paid_invoices,
    replies,
    tones,
)

days = st.integers(0, 60)
a_set_of_promises = st.lists(st.builds(a_promise, st.integers(-10, 12)), max_size=3).map(tuple)
said = st.sampled_from(sorted(EventKind))
of_events = st.lists(st.builds(an_event, said, days), max_size=2).map(tuple)
of_goals = st.builds(
    GoalStanding,
    st.integers(1, 3),
    st.just("New bookings"),
    st.sampled_from(sorted(KpiStatus)),
    st.integers(0, 3),
    st.integers(0, 3),
)
of_agreements = st.none() | st.builds(
    Agreement,
    st.just(1),
    st.integers(0, 200).map(ago),
    st.none() | st.integers(0, 4),
    st.just("New bookings"),
    st.none() | st.lists(of_goals, max_size=2).map(tuple),
)
answers = st.none() | st.sampled_from(sorted(Answer))
of_check_ins = st.lists(st.builds(a_check_in, days, answers, answers), max_size=2).map(
    lambda found: tuple(sorted(found, key=lambda one: one.on, reverse=True))
)
of_tones = st.lists(st.integers(1, 5), max_size=6).map(lambda heard: tones(*heard))
of_replies = st.lists(
    st.tuples(st.none() | st.integers(0, 90), st.none() | st.integers(0, 60)), max_size=14
).map(lambda told: replies(told[:3], told[3:]))
of_complaints = st.lists(
    st.builds(a_complaint, st.integers(1, 3), st.integers(0, 400), is_major=st.booleans())
    | st.builds(on_schedule, st.integers(1, 3), st.integers(0, 400))
    | st.builds(on_schedule, st.integers(1, 3), st.just(1000), put_right_on=st.integers(0, 30).map(ago)),
    max_size=2,
).map(tuple)
of_invoices = st.none() | st.lists(
    st.builds(overdue, days, st.integers(1, 5)) | st.builds(paid, st.integers(0, 20), st.integers(30, 300)),
    max_size=7,
).map(tuple)
clients = st.builds(
    known,
    status=st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.NOTICE_GIVEN]),
    rhythm=st.sampled_from([Rhythm(5, 7), Rhythm(14, 21), Rhythm(45, 68)]),
    start_date=st.none() | st.integers(0, 400).map(ago),
    last_contact_on=st.none() | days.map(ago),
    has_promises=st.booleans(),
    open_promises=a_set_of_promises,
    has_roles=st.booleans(),
    primary_left=st.none() | st.builds(contact_left, st.integers(0, 14)),
    events=of_events,
    agreement=of_agreements,
    check_ins=of_check_ins,
    tones=of_tones,
    replies=of_replies,
    complaints=of_complaints,
    incidents=st.lists(st.integers(0, 400).map(ago), max_size=3).map(tuple),
    invoices=of_invoices,
    billed=st.none() | st.lists(st.integers(0, 100), max_size=8).map(tuple),
)

GOOD = {
    "a talk today": lambda one: replace(one, last_contact_on=TODAY),
    "every promise kept": lambda one: replace(one, open_promises=(), has_promises=True),
    "all is well, they said today": lambda one: replace(one, check_ins=(a_check_in(0), *one.check_ins)),
    "what happened was talked about": lambda one: replace(one, events=(), status=Status.ACTIVE),
    "a talk with the successor": lambda one: replace(
        one,
        has_roles=True,
        primary_left=one.primary_left and replace(one.primary_left, successor_talked_on=TODAY),
    ),
    "the agreement was confirmed today": lambda one: replace(
        one, agreement=one.agreement and replace(one.agreement, confirmed_on=TODAY)
    ),
    "every goal is reached": lambda one: replace(
        one, agreement=agreed(0, a_goal(KpiStatus.ACHIEVED), widest_gap=0)
    ),
    "complaints were put right and followed up": lambda one: replace(
        one,
        complaints=tuple(
            replace(complaint, put_right_on=TODAY, followed_up_on=TODAY) for complaint in one.complaints
        ),
    ),
    "nothing is overdue and every payment came in time": lambda one: replace(
        one, invoices=paid_invoices(0, 0, 0, 0)
    ),
}
BAD = {
    "a promise is four working days late": lambda one: replace(
        one, open_promises=(*one.open_promises, a_promise(6)), has_promises=True
    ),
    "a promise is a day late": lambda one: replace(
        one, open_promises=(*one.open_promises, a_promise(1)), has_promises=True
    ),
    "no, they said today": lambda one: replace(one, check_ins=(a_check_in(0, Answer.NO), *one.check_ins)),
    "they are unhappy": lambda one: replace(one, events=(*one.events, an_event(EventKind.UNHAPPY))),
    "they hint": lambda one: replace(one, events=(*one.events, an_event(EventKind.LOOKING_AROUND))),
    "they were bought up": lambda one: replace(one, events=(*one.events, an_event(EventKind.ACQUIRED))),
    "notice": lambda one: replace(one, status=Status.NOTICE_GIVEN),
    "the contact person left": lambda one: replace(one, primary_left=contact_left(14)),
    "a complaint": lambda one: replace(one, complaints=(*one.complaints, a_complaint())),
    "it went wrong today": lambda one: replace(one, incidents=(*one.incidents, TODAY)),
    "an invoice is a month overdue": lambda one: replace(
        one, invoices=(*(one.invoices or ()), overdue(61, 9))
    ),
    "a goal is off track": lambda one: replace(
        one,
        agreement=one.agreement
        and replace(one.agreement, important=(*(one.agreement.important or ()), a_goal(off_track_running=2))),
    ),
}

"""Clients as they are known, for the tests of the light: one who is steady, and what can be told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from retention_journal.core.cadence import Rhythm
from retention_journal.core.clients import Status, Tier
from retention_journal.core.contacts import Answer
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light_facts import (
    Agreement,
    CheckIn,
    Complaint,
    Event,
    GoalStanding,
    Invoice,
    Known,
    Meeting,
    OpenPromise,
    PrimaryLeft,
    Reply,
    Tone,
)
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.core.moments import instant
from retention_journal.core.signals import assess, signals_of
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from tests.builders import NOON, TODAY


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def hours_ago(hours: float) -> datetime:
    """A moment that has a zone: the machine's noon less so many hours of the world."""
    return instant(NOON) - timedelta(hours=hours)


#: Talked with yesterday, promises kept, contact person known: nothing is known against this client.
STEADY = Known(
    client_id=7,
    status=Status.ACTIVE,
    tier=Tier.B,
    rhythm=Rhythm(14, 21),
    start_date=ago(900),
    last_contact_on=ago(1),
    last_contact_id=70,
    has_promises=True,
    has_roles=True,
)


def known(**facts) -> Known:
    return replace(STEADY, **facts)


def light_of(client: Known, now: datetime = NOON, rules=DEFAULT_RULES):
    return assess(client, now, rules, MONDAY_TO_FRIDAY).facts_light


def levels(client: Known, now: datetime = NOON, rules=DEFAULT_RULES) -> dict[str, str]:
    """The level of every signal by its name in the rules."""
    return {
        signal.id.value: signal.level.value for signal in signals_of(client, now, rules, MONDAY_TO_FRIDAY)
    }


def signal_of(name: str, client: Known, now: datetime = NOON, rules=DEFAULT_RULES):
    return next(one for one in signals_of(client, now, rules, MONDAY_TO_FRIDAY) if one.id == name)


def a_complaint(number=1, hours=2.0, **values) -> Complaint:
    return Complaint(number, hours_ago(hours), **values)


def on_schedule(number=1, hours=30.0, **values) -> Complaint:
    """A complaint that was acknowledged at once and decided on."""
    at = hours_ago(hours)
    return Complaint(number, at, **{"acknowledged_at": at, "decided_at": at, **values})


def a_promise(days_ago: int, number=1, text="the new price list", **values) -> OpenPromise:
    due = datetime.combine(ago(days_ago), datetime.min.time()).replace(hour=23, minute=59)
    return OpenPromise(number, text, due, **values)


def an_event(kind: EventKind, days: int = 1, number=1) -> Event:
    return Event(number, kind, ago(days))


def contact_left(days: int, **values) -> PrimaryLeft:
    return PrimaryLeft(1, "Kari Moe", ago(days), **values)


def overdue(days: int, number=1) -> Invoice:
    return Invoice(number, f"2026-{number}", ago(days + 14), ago(days))


def paid(late: int, due_ago: int, number=1) -> Invoice:
    """An invoice that was due ``due_ago`` days ago and paid ``late`` days after that."""
    return Invoice(number, f"2026-{number}", ago(due_ago + 14), ago(due_ago), ago(due_ago - late))


def paid_invoices(*late: int) -> tuple[Invoice, ...]:
    """Invoices paid a month apart, the newest first, so many days after their due day."""
    return tuple(paid(days, 30 * n + 40, n) for n, days in enumerate(late, start=1))


def agreed(days: int = 10, *goals: GoalStanding, **values) -> Agreement:
    return Agreement(1, ago(days), important=goals or None, **values)


def a_goal(status=KpiStatus.ON_TRACK, **values) -> GoalStanding:
    return GoalStanding(1, "New bookings", status, **values)


def a_check_in(days: int, all_ok=Answer.YES, works=Answer.YES) -> CheckIn:
    return CheckIn(days, ago(days), all_ok, works)


def tones(*heard: int, first_ago: int = 3) -> tuple[Tone, ...]:
    """How they sounded, the newest first, a week apart."""
    return tuple(Tone(n, ago(first_ago + 7 * n), tone) for n, tone in enumerate(heard))


def replies(recent, earlier, *, recent_ago=2) -> tuple[Reply, ...]:
    """Replies, the newest first: (hours waited, words) each, or None where it is not known."""
    told = [*recent, *earlier]
    return tuple(
        Reply(
            n,
            ago(recent_ago + 5 * n),
            None if hours is None else round(hours * 3600),
            words,
        )
        for n, (hours, words) in enumerate(told)
    )


def meetings(*called_off: bool, gap=40, first_ago=2) -> tuple[Meeting, ...]:
    return tuple(Meeting(n, ago(first_ago + gap * n), off) for n, off in enumerate(called_off))

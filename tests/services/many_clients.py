"""A journal of many clients of whom everything that can be known is known of some, from a fixed seed."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate

from retention_journal.core.clients import EngagementType, Status, Tier
from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.incidents import OPEN, IncidentState, Severity
from retention_journal.core.kpis import (
    Aggregation,
    AgreementStatus,
    GoalDirection,
    Period,
    period_before,
    period_of,
)
from retention_journal.core.light import Light
from retention_journal.core.moments import instant
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.storage.journal import Journal, Writer
from retention_journal.storage.tables import (
    CheckIn,
    Client,
    Contact,
    ContactRole,
    DayOff,
    Incident,
    IncidentMove,
    Interaction,
    InteractionContact,
    KpiAgreement,
    KpiLine,
    LightOverride,
    Loss,
    Measurement,
    Promise,
)
from retention_journal.storage.tables import ClientEvent as EventRow
from tests.builders import NOON, TODAY

_DAY = timedelta(days=1)
_DIRECTIONS = (Direction.OUTBOUND, Direction.INBOUND, Direction.INBOUND, Direction.NONE)
_KINDS = (Kind.CALL, Kind.EMAIL, Kind.EMAIL, Kind.MESSAGE, Kind.MEETING, Kind.VIDEO_CALL, Kind.NOTE)
_OUTCOMES = (Outcome.REACHED, Outcome.REPLIED, Outcome.NO_ANSWER, Outcome.CANCELLED_BY_CLIENT)
_PERIODS = {Period.WEEK: 8, Period.MONTH: 8, Period.QUARTER: 4, Period.YEAR: 2}


def fill(journal: Journal, clients: int, seed: int, *, versions: bool = True) -> None:
    """Make ``clients`` with all that can be known of them, and some days off.

    Args:
        journal: An empty one.
        clients: How many.
        seed: What chance begins with; the same gives the same journal.
        versions: Whether some agreements were changed, and some goals are counted from small requests.
    """
    chance = random.Random(seed)
    with journal.change("Fill") as change:
        for first in (30, 100, 250):
            on = TODAY - first * _DAY
            change.insert(DayOff, first_on=on, last_on=on + 3 * _DAY)
        for number in range(clients):
            client = _client(change, chance, number)
            _contacts(change, client, chance)
            _promises(change, client, chance)
            if chance.random() < 0.8:
                _agreements(change, client, chance, versions=versions)
            _rare(change, client, chance)
            _incidents(change, client, chance)


def _ago(chance: random.Random, most: int, least: int = 0) -> date:
    return TODAY - chance.randint(least, most) * _DAY


def _client(change: Writer, chance: random.Random, number: int) -> int:
    status = chance.choice((*[Status.ACTIVE] * 6, *Status))
    return change.insert(
        Client,
        name=f"Client {number}",
        sort_key=f"client {number}",
        status=status,
        tier=chance.choice(list(Tier)),
        engagement_type=chance.choice(list(EngagementType)),
        start_date=chance.choice((None, _ago(chance, 40, -5), _ago(chance, 900), _ago(chance, 900))),
        ideal_interval_days=chance.choice((None, None, 9)),
        max_interval_days=chance.choice((None, None, 12)),
    )


def _contacts(change: Writer, client: int, chance: random.Random) -> None:
    persons: list[int] = []
    for number in range(chance.randint(0, 3)):
        person = change.insert(Contact, display_name=f"Person {client} {number}")
        ended = chance.choice((None, None, _ago(chance, 30, -5)))
        change.insert(
            ContactRole, client=client, contact=person, is_primary=number < 2, valid_to=ended,
            successor=persons[-1] if persons and ended and chance.random() < 0.5 else None,
        )  # fmt: skip
        persons.append(person)
    usual = chance.choice((10, 40, 80, 200))
    for number in range(chance.choice((0, 3, 40, 90, 150))):
        at = datetime.combine(
            _ago(chance, usual, -2), time(chance.choice((8, 11, 16)), chance.choice((0, 30)))
        )
        words = chance.choice((None, chance.randrange(60)))
        record = change.insert(
            Interaction, client=client, kind=chance.choice(_KINDS), direction=chance.choice(_DIRECTIONS),
            outcome=chance.choice(_OUTCOMES), tone=chance.choice((None, None, 1, 2, 3, 4, 5, 5)),
            occurred_at=at if words is None else at + timedelta(seconds=number), word_count=words,
        )  # fmt: skip
        if persons and chance.random() < 0.2:
            change.insert(InteractionContact, interaction=record, contact=chance.choice(persons))
        if chance.random() < 0.1:
            answers = (None, *Answer)
            change.insert(
                CheckIn, interaction=record, all_ok=chance.choice(answers),
                delivery_as_expected=chance.choice(answers),
            )  # fmt: skip


def _promises(change: Writer, client: int, chance: random.Random) -> None:
    for number in range(chance.choice((0, 0, 1, 3))):
        made_on = _ago(chance, 60, -2)
        due = datetime.combine(made_on + chance.randint(0, 30) * _DAY, time(23, 59))
        state = chance.choice((PromiseState.OPEN, PromiseState.OPEN, PromiseState.KEPT, PromiseState.BROKEN))
        ended = datetime.combine(made_on + chance.randint(0, 70) * _DAY, time(15, 0))
        change.insert(
            Promise, client=client, text=f"Promise {number}", made_on=made_on,
            due_at=chance.choice((None, due, due)),
            direction=chance.choice((*[PromiseDirection.OURS] * 4, PromiseDirection.THEIRS)), state=state,
            delivered_at=ended if state is PromiseState.KEPT else None,
            closed_at=ended if state is PromiseState.BROKEN else None,
            is_small_request=chance.random() < 0.5,
        )  # fmt: skip


def _agreements(change: Writer, client: int, chance: random.Random, *, versions: bool) -> None:
    changed = _ago(chance, 120, 1) if versions and chance.random() < 0.4 else None
    begun = _ago(chance, 600, 130)
    keys = [f"{client}-{at}" for at in range(chance.randint(0, 4))]
    kinds = {key: chance.choice(list(Period)) for key in keys}
    spans = [(begun, None)] if changed is None else [(begun, changed - _DAY), (changed, None)]
    for version, (first, last) in enumerate(spans, 1):
        agreement = change.insert(
            KpiAgreement, client=client, version=version, valid_from=first, valid_to=last,
            agreed_on=chance.choice((None, first, _ago(chance, 100))),
            status=AgreementStatus.AGREED if last is None else AgreementStatus.SUPERSEDED,
        )  # fmt: skip
        blind = chance.random() < 0.2
        for position, key in enumerate(keys):
            target = chance.choice((5, 10, 40, "12.5", -5, 0))
            change.insert(
                KpiLine, agreement=agreement, line_key=key, position=position, name=f"Goal {key}",
                direction=chance.choice(list(GoalDirection)), target=target,
                target_high=chance.choice((None, 60)), tolerance_pct=chance.choice((0, 10, 20, 20)),
                period=kinds[key], aggregation=chance.choice(list(Aggregation)),
                importance_client=None if blind else chance.choice((None, 2, 4, 5, 5)),
                importance_own=chance.choice((None, 1, 3, 5)),
                turnaround_days="2" if versions and chance.random() < 0.2 else None,
            )  # fmt: skip
    for key in keys:
        period = period_of(kinds[key], TODAY)
        for _number in range(_PERIODS[kinds[key]]):
            if chance.random() < 0.8:
                value = Decimal(chance.randrange(600) - 60) / chance.choice((1, 10))
                change.insert(
                    Measurement, client=client, line_key=key, period_start=period.first,
                    period_end=period.last, value=value,
                )  # fmt: skip
            period = period_before(period)


def _incidents(change: Writer, client: int, chance: random.Random) -> None:
    for number in range(chance.choice((0, 0, 1, 1, 3))):
        hours = chance.choice((30, 300, 3_000, 9_000))
        received = instant(NOON) - timedelta(hours=chance.randint(-20, hours))
        gaps = [timedelta(hours=chance.randint(1, chance.choice((20, 400)))) for _step in range(5)]
        acknowledged, answered, resolved, called, closed = (received + gap for gap in accumulate(gaps))
        state = chance.choice((*sorted(OPEN), *IncidentState, *[IncidentState.RESOLVED] * 6))
        is_over = state not in OPEN
        is_done = state in {IncidentState.FOLLOWED_UP, IncidentState.CLOSED}
        record = change.insert(
            Incident, client=client, title=f"Incident {number}", received_at=received, state=state,
            is_complaint=chance.random() < 0.8, severity=chance.choice(list(Severity)),
            answer_due_at=chance.choice((None, answered - timedelta(hours=3), answered + timedelta(hours=3))),
            acknowledged_at=chance.choice((None, acknowledged)), answered_at=chance.choice((None, answered)),
            decided_at=chance.choice((None, answered)), resolved_at=resolved if is_over else None,
            followed_up_at=called if is_done and chance.random() < 0.5 else None,
            closed_at=closed if state in {IncidentState.CLOSED, IncidentState.WITHDRAWN} else None,
            no_follow_up_reason=chance.choice(("", "They moved")),
        )  # fmt: skip
        if state is IncidentState.REOPENED:
            change.insert(
                IncidentMove, incident=record, moved_at=received + timedelta(minutes=1),
                before=IncidentState.CLOSED, after=state,
            )  # fmt: skip
        if chance.random() < 0.3:
            due = datetime.combine(_ago(chance, 9, -2), time(23, 59))
            change.insert(
                Promise, client=client, text="Made in a complaint", due_at=due, incident=record,
                made_on=due.date() - 9 * _DAY,
            )  # fmt: skip


def _rare(change: Writer, client: int, chance: random.Random) -> None:
    for _number in range(chance.choice((0, 0, 1, 2))):
        on = _ago(chance, 120, -2)
        change.insert(
            EventRow, client=client, kind=chance.choice(list(EventKind)), happened_on=on, note="It happened",
            settled_on=chance.choice((None, None, on + chance.randint(0, 90) * _DAY)),
        )  # fmt: skip
    if chance.random() < 0.3:
        set_on = _ago(chance, 40, -2)
        change.insert(
            LightOverride, client=client, light=chance.choice((Light.AMBER, Light.GREEN)).value,
            facts=chance.choice((Light.AMBER, Light.GREEN, Light.RED)).value, reason="I know them",
            set_on=set_on, until=set_on + chance.randint(0, 30) * _DAY,
            ended_on=chance.choice((None, None, set_on + 5 * _DAY)),
        )  # fmt: skip
    if chance.random() < 0.2:
        change.insert(Loss, client=client, notice_on=_ago(chance, 60, -5), status_before=Status.ACTIVE)

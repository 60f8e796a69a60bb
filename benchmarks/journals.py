"""Journals of a known size, made from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.incidents import IncidentState
from retention_journal.core.kpis import AgreedHow, AgreementStatus
from retention_journal.core.moments import instant
from retention_journal.core.periods import month_of, previous_month
from retention_journal.core.promises import PromiseState
from retention_journal.storage.journal import Journal, Writer
from retention_journal.storage.tables import (
    Client,
    Contact,
    ContactRole,
    Incident,
    Interaction,
    KpiAgreement,
    KpiLine,
    Measurement,
    Promise,
)

#: Clients and contacts: a first year, and a long working life.
SIZES = {"50 / 2,000": (50, 2_000), "500 / 50,000": (500, 50_000)}
TODAY = date(2026, 3, 10)
_SINCE = TODAY - timedelta(days=900)
_DAYS = 730
_TEXT = (
    "møte om tilbudet på fredag oppdatert nettside bilder levert referat sendt budsjett våren kampanje"
    " invoice discussed the new landing page small changes promised by Thursday report agreed targets samtal"
    " om offerten bilder till sidan återkommer på måndag nöjd med leveransen frågade efter priset"
)
_WORDS = _TEXT.split()
_SYLLABLES = ("ber", "lund", "sol", "vik", "hav", "øy", "ås", "mo")
_GOALS = (("Enquiries", 40), ("Signed contracts", 6), ("Visits from search", 2400))
_MONTHS, _PROMISES = 12, 6


def make_journal(path: Path, clients: int, contacts: int) -> None:
    """Fill a new journal at ``path`` with ``clients`` and, spread over two years, ``contacts``.

    Each client has a person to call, promises kept and open, and three goals with a year of values; of every
    second one something went wrong.
    """
    chance = random.Random(7)
    with Journal.create(path) as journal, journal.change("Fill") as change:
        names = [f"{_name(chance)} {_name(chance)} {number}" for number in range(clients)]
        change.insert_many(
            Client, ({"name": name, "sort_key": name.casefold(), "start_date": _SINCE} for name in names)
        )
        numbers = range(1, clients + 1)  # of a new file
        _add_people(change, numbers, chance)
        _add_contacts(change, numbers, contacts, chance)
        _add_promises(change, numbers, chance)
        _add_goals(change, numbers, chance)
        _add_incidents(change, numbers, chance)


def _add_people(change: Writer, clients: Sequence[int], chance: random.Random) -> None:
    change.insert_many(Contact, ({"display_name": f"{_name(chance)} {_name(chance)}"} for _ in clients))
    change.insert_many(
        ContactRole, ({"client": client, "contact": client, "is_primary": True} for client in clients)
    )


def _add_contacts(change: Writer, clients: Sequence[int], contacts: int, chance: random.Random) -> None:
    start = datetime.combine(TODAY - timedelta(days=_DAYS), time(9, 0))
    change.insert_many(
        Interaction,
        (
            {
                "client": chance.choice(clients),
                "kind": chance.choice((Kind.CALL, Kind.EMAIL, Kind.MEETING)),
                "direction": chance.choice((Direction.OUTBOUND, Direction.INBOUND)),
                "outcome": chance.choice((Outcome.REACHED, Outcome.NO_ANSWER)),
                "occurred_at": start + timedelta(minutes=chance.randrange(_DAYS * 1440)),
                "summary": " ".join(chance.choices(_WORDS, k=14)) + " " + _name(chance),
                "tone": chance.choice((None, None, 3, 4, 5)),
                "word_count": chance.randrange(5, 60),
            }
            for _contact in range(contacts)
        ),
    )


def _add_promises(change: Writer, clients: Sequence[int], chance: random.Random) -> None:
    records = []
    for client in clients:
        for number in range(_PROMISES):
            made_on = TODAY - timedelta(days=3 + 12 * number)
            due_at = datetime.combine(made_on + timedelta(days=7), time(23, 59))
            is_open = number == 0 and client % 10 == 0
            records.append(
                {
                    "client": client,
                    "text": " ".join(chance.choices(_WORDS, k=6)),
                    "made_on": made_on,
                    "due_at": due_at,
                    "state": PromiseState.OPEN if is_open else PromiseState.KEPT,
                    "delivered_at": None if is_open else due_at - timedelta(days=1),
                }
            )
    change.insert_many(Promise, records)


def _add_goals(change: Writer, clients: Sequence[int], chance: random.Random) -> None:
    agreed = {"version": 1, "status": AgreementStatus.AGREED, "agreed_how": AgreedHow.MEETING}
    change.insert_many(
        KpiAgreement,
        (
            {"client": client, "agreed_on": _SINCE, "valid_from": _SINCE, "agreed_by": client, **agreed}
            for client in clients
        ),
    )
    change.insert_many(
        KpiLine,
        (
            {
                "agreement": client,
                "line_key": f"{client}-{at}",
                "position": at,
                "name": name,
                "target": target,
                "importance_client": 5 - at,
                "importance_own": 4,
            }
            for client in clients
            for at, (name, target) in enumerate(_GOALS)
        ),
    )
    months = [month_of(TODAY)]
    while len(months) < _MONTHS:
        months.append(previous_month(months[-1].first))
    change.insert_many(
        Measurement,
        (
            {
                "client": client,
                "line_key": f"{client}-{at}",
                "period_start": month.first,
                "period_end": month.last,
                "value": Decimal(round(target * chance.uniform(0.6, 1.3))),
            }
            for client in clients
            for at, (_goal, target) in enumerate(_GOALS)
            for month in months
        ),
    )


def _add_incidents(change: Writer, clients: Sequence[int], chance: random.Random) -> None:
    """Let something go wrong with every second client within two years; one in eight is still open."""
    records = []
    for client in clients[::2]:
        received = instant(datetime.combine(TODAY, time(9))) - timedelta(hours=chance.randrange(24 * _DAYS))
        hours = accumulate(chance.randrange(1, 30) for _step in range(4))
        steps = [received + timedelta(hours=passed) for passed in hours]
        is_open = chance.random() < 1 / 8
        acknowledged, answered, resolved, called = steps
        records.append(
            {
                "client": client,
                "title": " ".join(chance.choices(_WORDS, k=4)),
                "client_words": " ".join(chance.choices(_WORDS, k=20)),
                "received_at": received,
                "state": IncidentState.ACKNOWLEDGED if is_open else IncidentState.FOLLOWED_UP,
                "acknowledged_at": acknowledged,
                "answered_at": None if is_open else answered,
                "decided_at": None if is_open else answered,
                "resolved_at": None if is_open else resolved,
                "followed_up_at": None if is_open else called,
            }
        )
    change.insert_many(Incident, records)


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _part in range(3)).title()

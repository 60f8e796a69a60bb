"""Journals of a known size, made from a fixed seed."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Client, Interaction

#: Clients and contacts: a first year, and a long working life.
SIZES = {"50 / 2,000": (50, 2_000), "500 / 50,000": (500, 50_000)}
TODAY = date(2026, 3, 10)
_WORDS = tuple(
    [
        "møte",
        "om",
        "tilbudet",
        "på",
        "fredag",
        "oppdatert",
        "nettside",
        "bilder",
        "levert",
        "referat",
        "sendt",
        "budsjett",
        "våren",
        "kampanje",
        "invoice",
        "discussed",
        "the",
        "new",
        "landing",
        "page",
        "small",
        "changes",
        "promised",
        "by",
        "Thursday",
        "report",
        "agreed",
        "targets",
        "samtal",
        "om",
        "offerten",
        "bilder",
        "till",
        "sidan",
        "återkommer",
        "på",
        "måndag",
        "nöjd",
        "med",
        "leveransen",
        "frågade",
        "efter",
        "priset",
    ]
)
_SYLLABLES = ("ber", "lund", "sol", "vik", "hav", "øy", "ås", "mo")


def make_journal(path: Path, clients: int, contacts: int) -> None:
    """Fill a new journal at ``path`` with ``clients`` and, spread over two years, ``contacts``."""
    chance = random.Random(7)
    with Journal.create(path) as journal, journal.change("Fill") as change:
        names = [f"{_name(chance)} {_name(chance)} {number}" for number in range(clients)]
        change.insert_many(
            Client,
            (
                {"name": name, "sort_key": name.casefold(), "start_date": TODAY - timedelta(days=900)}
                for name in names
            ),
        )
        ids = [number for (number,) in journal.tuples(Client.select(Client.id))]
        start = datetime(2024, 3, 10, 9, 0)  # noqa: DTZ001 - wall-clock time
        change.insert_many(
            Interaction,
            (
                {
                    "client": chance.choice(ids),
                    "kind": chance.choice((Kind.CALL, Kind.EMAIL, Kind.MEETING)),
                    "direction": chance.choice((Direction.OUTBOUND, Direction.INBOUND)),
                    "outcome": chance.choice((Outcome.REACHED, Outcome.NO_ANSWER)),
                    "occurred_at": start + timedelta(minutes=chance.randrange(730 * 1440)),
                    "summary": " ".join(chance.choices(_WORDS, k=14)) + " " + _name(chance),
                }
                for _contact in range(contacts)
            ),
        )


def _name(chance: random.Random) -> str:
    return "".join(
        chance.choice(("ber", "lund", "sol", "vik", "hav", "øy", "ås", "mo")) for _ in range(3)
    ).title()

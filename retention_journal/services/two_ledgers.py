"""Both ledgers of a client: the goals in their order and in yours, and when they were last asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import fn

from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import ImportanceSource
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.two_ledgers import LedgerLine, TwoLedgers, ask_again_on, two_ledgers
from retention_journal.services.agreement_incidents import Happened, first_since
from retention_journal.services.kpis import Agreement, agreements, in_force
from retention_journal.services.people import first_name
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Measurement, Promise


@dataclass(frozen=True)
class ClientLedgers:
    """Both ledgers of a client's agreement in force.

    Attributes:
        person: How one speaks of who agreed it; "" where nobody is known.
        asked_on: The day they were last asked what the goals mean to them.
        ask_on: The day to ask again; None where they were never asked.
        because: The incident that makes it that day; None where it is only a long time ago.
        is_due: Whether the day has come.
    """

    ledgers: TwoLedgers
    person: str
    asked_on: date
    ask_on: date | None
    because: Happened | None
    is_due: bool


def client_ledgers(journal: JournalReader, client_id: int, *, today: date) -> ClientLedgers | None:
    """Return both ledgers of a client on ``today``, or None where nothing is agreed.

    Smaller goals are left out: they lead to one of those that stand in the ledgers.
    """
    history = agreements(journal, client_id)
    held = in_force(history, today)
    if held is None:
        return None
    ledgers = two_ledgers(_lines(journal, client_id, held, history))
    asked_on = held.importance_asked_on or held.agreed_on or held.valid_from
    happened = first_since(journal, client_id, asked_on)
    ask_on = ask_again_on(asked_on, happened.on if happened else None) if ledgers.is_asked else None
    return ClientLedgers(
        ledgers,
        first_name(held.agreed_by_name),
        asked_on,
        ask_on,
        because=happened if happened is not None and ask_on == happened.on else None,
        is_due=ask_on is not None and today >= ask_on,
    )


def _lines(
    journal: JournalReader, client_id: int, held: Agreement, history: Iterable[Agreement]
) -> list[LedgerLine]:
    measured = _measured(journal, client_id)
    begun = _begun(history)
    return [
        LedgerLine(
            line.line_key,
            line.name,
            line.importance_client,
            line.importance_own,
            is_said=line.importance_source is ImportanceSource.SAID,
            measured=measured[line.line_key] + _timed(journal, client_id, line, begun[line.line_key]),
        )
        for line in held.lines
        if line.parent_key is None
    ]


def _begun(history: Iterable[Agreement]) -> dict[str, date]:
    """Return since when each goal has been agreed."""
    found: dict[str, date] = {}
    for agreement in history:  # the newest first
        if agreement.is_binding:
            found |= {line.line_key: agreement.valid_from for line in agreement.lines}
    return found


def _measured(journal: JournalReader, client_id: int) -> Counter[str]:
    query = (
        Measurement.select(Measurement.line_key, fn.count())
        .where((Measurement.client == client_id) & Measurement.trashed_at.is_null())
        .group_by(Measurement.line_key)
    )
    return Counter(dict(journal.tuples(query)))


def _timed(journal: JournalReader, client_id: int, line: LineEntry, begun: date) -> int:
    """Return how many small requests were timed since the goal they are timed by was agreed."""
    if line.turnaround_days is None:
        return 0
    query = Promise.select(fn.count()).where(
        (Promise.client == client_id)
        & Promise.is_small_request
        & (Promise.direction == PromiseDirection.OURS)
        & Promise.delivered_at.is_null(False)
        & ~Promise.date_unknown
        & (Promise.made_on >= begun)
        & Promise.trashed_at.is_null()
    )
    return int(journal.value(query) or 0)

"""Which reports are due: those about the last whole period of each client's rhythm that nobody has sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from retention_journal.core.clients import LIVING, ReportRhythm
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange
from retention_journal.core.report_rhythm import last_period, ship_by
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Interaction, Report, key_of


@dataclass(frozen=True)
class ReportDue:
    """A report nobody has sent yet, for the last whole period of a client's report rhythm.

    Attributes:
        ship_by: The client's turn among the first working days after the period.
        is_begun: Whether a draft of it is kept.
    """

    client_id: int
    client_name: str
    period: DayRange
    ship_by: date
    is_begun: bool


def reports_due(journal: JournalReader, today: date) -> tuple[ReportDue, ...]:
    """Return the reports of the last whole month or quarter that have not been sent, the nearest first."""
    return journal.remembered("reports due", today, lambda: _reports_due(journal, today))


def _reports_due(journal: JournalReader, today: date) -> tuple[ReportDue, ...]:
    due: list[ReportDue] = []
    working = working_days_of(journal, today)
    for rhythm in ReportRhythm:
        period = last_period(rhythm, today)
        if period is None:
            continue
        for client_id, name, state in journal.tuples(_unsent(rhythm, period)):
            by = ship_by(period, client_id, working)
            due.append(ReportDue(client_id, name, period, by, is_begun=state is not None))
    return tuple(sorted(due, key=lambda report: report.ship_by))


def _unsent(rhythm: ReportRhythm, period: DayRange) -> Any:
    """Return the query for the clients of ``rhythm`` who have not had their report about ``period``."""
    end = wall_seconds(datetime.combine(period.last + timedelta(days=1), time.min))
    in_touch = Interaction.select(key_of(Interaction)).where(
        (Interaction.client == key_of(Client))
        & Interaction.trashed_at.is_null()
        & (Interaction.occurred_at < end)
    )
    states = (
        Report.select(Report.state)
        .where((Report.client == key_of(Client)) & Report.trashed_at.is_null())
        .where((Report.period_start == period.first) & (Report.period_end == period.last))
    )
    sent = states.where(Report.state.in_([ReportState.ISSUED, ReportState.ACKNOWLEDGED]))
    return (
        Client.select(key_of(Client), Client.name, states.limit(1))
        .where(Client.trashed_at.is_null() & (Client.report_rhythm == rhythm))
        .where(Client.status.in_(sorted(LIVING)))
        .where((Client.start_date <= period.last) | (Client.start_date.is_null() & fn.EXISTS(in_touch)))
        .where(~fn.EXISTS(sent))
        .order_by(Client.sort_key, key_of(Client))
    )

"""What the journal holds of one client that could be shown to them: coverage of the ledgers."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.evidence import RECENT_DAYS, Evidence, EvidenceFacts, evidence
from retention_journal.core.kpis import AgreementStatus, KpiStatus
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.services.light_goals import goals_on
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

_DAY_SECONDS = 86_400
_YEAR_DAYS = 365
_BINDING = f"('{AgreementStatus.AGREED}', '{AgreementStatus.SUPERSEDED}')"
_KEPT = f"('{PromiseState.KEPT}', '{PromiseState.KEPT_LATE}')"


def coverage(journal: JournalReader, client_id: int, today: date) -> tuple[Evidence, ...]:
    """Return how well each ledger of a client is kept on ``today``."""
    return evidence(_facts(journal, client_id, today), today)


def _facts(journal: JournalReader, client_id: int, today: date) -> EvidenceFacts:
    day, end = day_number(today), (day_number(today) + 1) * _DAY_SECONDS
    recent = day_number(today - timedelta(days=RECENT_DAYS))
    year = day_number(today - timedelta(days=_YEAR_DAYS))
    mine = "client_id = ? AND trashed_at IS NULL"
    ((agreed, talks, delivered, dated, ever, minutes),) = journal.sql(
        "SELECT (SELECT max(coalesce(agreed_on, valid_from)) FROM kpi_agreement"  # noqa: S608 - our own words
        f" WHERE {mine} AND status IN {_BINDING} AND valid_from <= {day}"
        f" AND coalesce(valid_to, {day}) >= {day}),"
        f" (SELECT count(*) FROM interaction WHERE {mine} AND counts_as_contact = 1"
        f" AND occurred_at >= {recent * _DAY_SECONDS} AND occurred_at < {end}),"
        f" count(*), count(delivered_at), {_hours('count(*)', mine, day)},"
        f" {_hours('coalesce(sum(minutes), 0)', mine, day, recent)}"
        f" FROM promise WHERE {mine} AND direction = '{PromiseDirection.OURS}' AND state IN {_KEPT}"
        f" AND (delivered_at >= {year * _DAY_SECONDS} AND delivered_at < {end}"
        f" OR delivered_at IS NULL AND made_on BETWEEN {year} AND {day})",
        *[client_id] * 5,
    )
    goals = goals_on(journal, today, [client_id]).get(client_id, ())
    return EvidenceFacts(
        None if agreed is None else date(1970, 1, 1) + timedelta(agreed),
        talks,
        delivered,
        dated,
        minutes if ever else None,
        len(goals),
        sum(status is not KpiStatus.NO_DATA for status in goals),
    )


def _hours(what: str, mine: str, last: int, first: int = 0) -> str:
    return f"(SELECT {what} FROM time_entry WHERE {mine} AND worked_on BETWEEN {first} AND {last})"  # noqa: S608

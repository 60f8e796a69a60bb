"""How every client's goals stand, kept while the journal is open and renewed for those a change touched."""

from __future__ import annotations

from datetime import date

from retention_journal.core.kpis import KpiStatus
from retention_journal.services.judging import touched_clients
from retention_journal.services.light_goals import goals_on
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.undo import Touched

_OF_GOALS = frozenset({"client", "kpi_agreement", "kpi_line", "measurement", "promise"})
#: A change of these may concern everybody: quarters and years follow the business year.
_OF_ALL = frozenset({"business"})
Goals = dict[int, tuple[KpiStatus, ...]]


def goals_standing(journal: JournalReader, today: date) -> Goals:
    """Return by client how every goal of the agreement in force stands on ``today``."""

    def renew(before: Goals, touched: Touched) -> Goals:
        if _OF_ALL & touched.keys():
            return goals_on(journal, today)
        clients = touched_clients(journal, {name: touched[name] for name in touched.keys() & _OF_GOALS})
        if clients is None:
            return goals_on(journal, today)
        kept = {number: goals for number, goals in before.items() if number not in clients}
        return kept | goals_on(journal, today, clients) if clients else kept

    return journal.followed("goals", today, lambda: goals_on(journal, today), renew)

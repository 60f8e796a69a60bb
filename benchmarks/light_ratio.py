"""The lights of all clients, against one SQL statement that fetches the same facts.

The statement is the best we found: a row for each client, every list of its past as one text, all of it
sought through indexes. It only fetches; ours gathers, makes records and judges all seventeen signals. The
second figure is what a change of one client costs while the journal is open. Figures are milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path

from benchmarks.journals import SIZES, TODAY, make_journal
from retention_journal.core.signals import assess
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.judging import asked_now, judged
from retention_journal.services.light_facts import known_clients
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import Journal, JournalReader

LARGE = {"5,000 / 1,000,000": (5_000, 1_000_000)}
ROUNDS = 9
NOW = datetime.combine(TODAY, time_of_day(9))


def main() -> None:
    """Print the table; with "--small" without the largest journal, which takes minutes to make."""
    sizes = SIZES if "--small" in sys.argv else SIZES | LARGE
    print(f"{'clients / contacts':<20}{'one SQL ms':>12}{'lights ms':>11}{'ratio':>8}{'one change ms':>15}")
    with tempfile.TemporaryDirectory() as folder:
        for size, (clients, contacts) in sizes.items():
            path = Path(folder) / f"{clients}.rjournal"
            make_journal(path, clients, contacts)
            bare, ours = _both(path)
            change = _one_change(path)
            print(f"{size:<20}{bare:>12.1f}{ours:>11.1f}{ours / bare:>8.2f}{change:>15.2f}")


def _both(path: Path) -> tuple[float, float]:
    statement = _statement()
    bare, ours = [], []
    with JournalReader.open(path) as journal:
        for _round in range(ROUNDS):
            bare.append(_milliseconds(lambda: journal.sql(statement)))
            ours.append(_milliseconds(lambda: _lights(journal)))
    return statistics.median(bare), statistics.median(ours)


def _lights(journal: JournalReader) -> None:
    asked = asked_now(journal, NOW)
    for known in known_clients(journal, asked):
        assess(known, asked.now, asked.rules, asked.working)


def _one_change(path: Path) -> float:
    """Return what judging everybody takes after one contact was logged, the logging left out."""
    taken = []
    with Journal.open(path) as journal:
        judged(journal, NOW)
        for number in range(1, ROUNDS + 1):
            log_contact(journal, number, ContactEntry(), now=NOW)
            taken.append(_milliseconds(lambda: judged(journal, NOW)))
    return statistics.median(taken)


def _statement() -> str:
    today = day_number(TODAY)
    end = (today + 1) * 86_400
    year, half = end - 366 * 86_400, end - 181 * 86_400
    tried = (
        "FROM interaction INDEXED BY interaction_tried WHERE client_id = c.id AND trashed_at IS NULL"
        f" AND outcome IN ('no_answer', 'left_message') AND occurred_at < {end}"
        " AND occurred_at > coalesce(l.occurred_at, 0)"
    )

    def listed(columns: str, index: str, condition: str, since: int) -> str:
        return (
            f"(SELECT group_concat({columns}) FROM interaction INDEXED BY {index} WHERE client_id = c.id"
            f" AND {condition} AND trashed_at IS NULL AND occurred_at >= {since} AND occurred_at < {end})"
        )

    written = listed(
        "id || ' ' || occurred_at || ' ' || direction || ' ' || coalesce(word_count, '')",
        "interaction_written", "kind IN ('email', 'message')", year,
    )  # fmt: skip
    tones = listed("id || ' ' || occurred_at || ' ' || tone", "interaction_toned", "tone IS NOT NULL", half)
    met = listed(
        "id || ' ' || occurred_at || ' ' || outcome", "interaction_met",
        "kind IN ('meeting', 'video_call')", year,
    )  # fmt: skip
    promises = (
        "(SELECT group_concat(id || ' ' || due_at || ' ' || text) FROM promise WHERE client_id = c.id"
        " AND state = 'open' AND direction = 'ours' AND trashed_at IS NULL)"
    )
    goals = (
        "(SELECT group_concat(k.id || ' ' || k.name || ' ' || k.target || ' ' || k.importance_client || ' '"
        " || (SELECT group_concat(m.period_end || ' ' || m.value) FROM measurement m"
        f" WHERE m.line_key = k.line_key AND m.trashed_at IS NULL AND m.period_end >= {today - 1098}))"
        " FROM kpi_agreement a JOIN kpi_line k ON k.agreement_id = a.id AND k.trashed_at IS NULL"
        " WHERE a.client_id = c.id AND a.trashed_at IS NULL AND a.status IN ('agreed', 'superseded'))"
    )
    return (
        "SELECT c.id, c.status, c.tier, c.engagement_type, c.start_date, c.ideal_interval_days,"
        f" c.max_interval_days, l.id, l.occurred_at, (SELECT count(*) {tried}),"
        f" (SELECT max(occurred_at) {tried}), EXISTS (SELECT 1 FROM promise WHERE client_id = c.id),"
        " EXISTS (SELECT 1 FROM contact_role WHERE client_id = c.id),"
        " (SELECT valid_to FROM contact_role WHERE client_id = c.id AND is_primary = 1 AND valid_to < "
        f"{today}), (SELECT group_concat(kind) FROM client_event WHERE client_id = c.id"
        " AND settled_on IS NULL), (SELECT light FROM light_override WHERE client_id = c.id"
        f" AND until >= {today}), {promises}, {goals}, {written}, {tones}, {met}"
        " FROM client c LEFT JOIN interaction l ON l.id = (SELECT i.id FROM interaction i"
        " WHERE i.client_id = c.id AND i.counts_as_contact = 1 AND i.trashed_at IS NULL"
        f" AND i.occurred_at < {end} ORDER BY i.occurred_at DESC LIMIT 1) WHERE c.trashed_at IS NULL"
    )


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    main()

"""The lights of all clients, against the best single SQL statement for the same facts.

Three statements take turns: one that only fetches, every list of a client's past as one text; one that works
out the same facts (``light_statement``), whose figures are first held against the program's for every
client; and ours, which gathers, makes records with their texts and judges all seventeen signals. The last
figure is what a change of one client costs while the journal is open. Figures are milliseconds of the
processor until the answer is there, medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path

from benchmarks.journals import SIZES, TODAY, make_journal
from benchmarks.light_figures import figures_of, told
from benchmarks.light_statement import same_facts
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.judging import asked_now, judged
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import Journal, JournalReader

LARGE = {"5,000 / 1,000,000": (5_000, 1_000_000)}
ROUNDS = 15
NOW = datetime.combine(TODAY, time_of_day(9))


@dataclass(frozen=True)
class Taken:
    """What each side takes, in milliseconds."""

    fetch_only: float
    same_facts: float
    lights: float


def main() -> None:
    """Print the table; with "--small" without the largest journal, which takes minutes to make."""
    sizes = SIZES if "--small" in sys.argv else SIZES | LARGE
    print(
        f"{'clients / contacts':<19}{'fetch only':>11}{'same facts':>11}{'lights':>9}"
        f"{'/ same facts':>14}{'/ fetch only':>14}{'one change':>12}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for size, (clients, contacts) in sizes.items():
            path = Path(folder) / f"{clients}.rjournal"
            make_journal(path, clients, contacts)
            print(line(size, path))


def line(size: str, path: Path) -> str:
    """Return the line of the table for one journal, to which some contacts are added."""
    taken = measured(path)
    return (
        f"{size:<19}{taken.fetch_only:>11.1f}{taken.same_facts:>11.1f}{taken.lights:>9.1f}"
        f"{taken.lights / taken.same_facts:>14.2f}{taken.lights / taken.fetch_only:>14.2f}"
        f"{_one_change(path):>12.2f}"
    )


def measured(path: Path) -> Taken:
    """Return what each side takes, having made sure that they come to the same figures."""
    fetch_only, same, lights = [], [], []
    with JournalReader.open(path) as journal:
        asked = asked_now(journal, NOW)
        statement, days_off = same_facts(asked)
        fetch = _fetch_only()
        found = {row[0]: told(row, asked) for row in journal.sql(statement, days_off)}
        ours = {number: figures_of(one.known, asked) for number, one in judged(journal, NOW).items()}
        if found != ours:
            raise SystemExit("The statement and the program do not come to the same figures.")
        del found, ours
        for _round in range(ROUNDS):
            fetch_only.append(_milliseconds(lambda: journal.sql(fetch)))
            lights.append(_milliseconds(lambda: judged(journal, NOW)))
            same.append(_milliseconds(lambda: journal.sql(statement, days_off)))
    return Taken(*(statistics.median(every) for every in (fetch_only, same, lights)))


def _one_change(path: Path) -> float:
    """Return what judging everybody takes after one contact was logged, the logging left out."""
    taken = []
    with Journal.open(path) as journal:
        judged(journal, NOW)
        for number in range(1, ROUNDS + 1):
            log_contact(journal, number, ContactEntry(), now=NOW)
            taken.append(_milliseconds(lambda: judged(journal, NOW)))
    return statistics.median(taken)


def _fetch_only() -> str:
    """Return the statement that fetches what the facts are made from: each list of a client as one text."""
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
    wrong = (
        "(SELECT group_concat(id || ' ' || state || ' ' || received_at || ' ' || coalesce(answer_due_at, '')"
        " || ' ' || coalesce(acknowledged_at, '') || ' ' || coalesce(answered_at, '') || ' '"
        " || coalesce(decided_at, '') || ' ' || coalesce(resolved_at, '')) FROM incident"
        " WHERE client_id = c.id AND trashed_at IS NULL)"
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
        f" AND until >= {today}), {promises}, {goals}, {written}, {tones}, {met}, {wrong}"
        " FROM client c LEFT JOIN interaction l ON l.id = (SELECT i.id FROM interaction i"
        " WHERE i.client_id = c.id AND i.counts_as_contact = 1 AND i.trashed_at IS NULL"
        f" AND i.occurred_at < {end} ORDER BY i.occurred_at DESC LIMIT 1) WHERE c.trashed_at IS NULL"
    )


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    _answer = work()  # kept until the clock is read
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    main()

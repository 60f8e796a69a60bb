"""Taking a file in, against the bare ``executemany`` of the very rows that it writes, in one run.

Goal (imports, "Shown by"): 20,000 rows of hours and a board of 5,000 cards within 3 times. The bare rows go
into a second journal, in one transaction, with the same indexes and the same search; only the looking
through, the merging and the account for taking it back are left out. Seconds are of the processor, so that
other work on the machine does not count. Run ``python -m benchmarks.intake_ratio``.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from retention_journal.core.hours_intake import TimeRow
from retention_journal.core.incoming import Evidence, Incoming, PromiseRow, Whose
from retention_journal.services.transfer.batches import FileFacts
from retention_journal.services.transfer.hours_import import import_hours, usual_ways
from retention_journal.services.transfer.intake import import_incoming
from retention_journal.services.transfer.intake_ways import usual_intake_ways
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import TABLES, Table, name_of

ROUNDS = 3
NOW = datetime(2026, 3, 10, 9)  # noqa: DTZ001 - wall-clock time has no zone
_FILE = FileFacts("export", "0" * 64, 1)


class _Hours:
    source, problems, skipped = "toggl", (), 0

    def __init__(self, n: int) -> None:
        first = NOW - timedelta(days=6_000)
        self.rows = [
            TimeRow(
                f"row {at + 2}", (began := first + timedelta(minutes=180 * at)).date(), 3_600, began,
                f"Client {at % 40}", "", f"Project {at % 90}", f"Task {at % 13}", f"What was done, {at}",
            )
            for at in range(n)
        ]  # fmt: skip
        self.read = n


def _board(n: int) -> Incoming:
    cards = tuple(
        PromiseRow(
            f"card #{at}", f"card:{at:024x}", Whose(f"Client {at % 40}"), f"Deliver the thing number {at}",
            date(2025, 1, 1) + timedelta(days=at % 300), note=f"Described at length, {at}.\n☑ first\n☐ last",
            due_at=NOW + timedelta(days=at % 300), is_delivered=at % 3 == 0,
            delivered_on=date(2025, 2, 1) + timedelta(days=at % 300) if at % 6 == 0 else None,
            evidence=Evidence.MOVED if at % 6 == 0 else Evidence.NONE if at % 3 == 0 else None,
        )
        for at in range(n)
    )  # fmt: skip
    return Incoming("trello", "A board.", n, "b1", promises=cards)


def main() -> None:
    """Print the table."""
    print(f"{'what':<26}{'rows written':>13}{'bare s':>9}{'ours s':>9}{'ratio':>8}{'again s':>9}")
    hours, board = _Hours(20_000), _board(5_000)
    _compare("20,000 rows of hours", lambda journal: import_hours(
        journal, hours, usual_ways(journal, hours), now=NOW, came=_FILE
    ))  # fmt: skip
    _compare("a board of 5,000 cards", lambda journal: import_incoming(
        journal, board, usual_intake_ways(journal, board)[0], now=NOW, file=_FILE
    ))  # fmt: skip


def _compare(what: str, take_in: Callable[[Journal], object]) -> None:
    bare, ours, again, written = [], [], [], 0
    for _round in range(ROUNDS):
        with (
            tempfile.TemporaryDirectory() as folder,
            Journal.create(Path(folder) / "ours.rjournal") as journal,
        ):
            ours.append(_seconds(lambda journal=journal: take_in(journal)))
            rows = {table: _rows(journal, table) for table in TABLES}
            again.append(_seconds(lambda journal=journal: take_in(journal)))
            written = sum(len(found) for _names, found in rows.values())
            with Journal.create(Path(folder) / "bare.rjournal") as other:
                bare.append(_seconds(lambda other=other, rows=rows: _write_bare(other, rows)))
    one, two = statistics.median(bare), statistics.median(ours)
    print(f"{what:<26}{written:>13}{one:>9.2f}{two:>9.2f}{two / one:>8.2f}{statistics.median(again):>9.2f}")


def _rows(journal: Journal, table: type[Table]) -> tuple[list[str], list[tuple[object, ...]]]:
    generated = {"counts_as_contact"}
    names = [field.column_name for field in table._meta.sorted_fields if field.name not in generated]
    return names, journal.sql(f"SELECT {', '.join(names)} FROM {name_of(table)}")


def _write_bare(
    journal: Journal, rows: dict[type[Table], tuple[list[str], list[tuple[object, ...]]]]
) -> None:
    with journal.note() as change:
        driver = change.database.driver
        for table, (names, found) in rows.items():
            if name_of(table) == "business":
                continue
            marks = ", ".join("?" * len(names))
            driver.executemany(
                f"INSERT INTO {name_of(table)} ({', '.join(names)}) VALUES ({marks})",
                found,
            )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()

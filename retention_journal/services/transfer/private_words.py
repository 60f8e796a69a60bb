"""What the owner wrote for nobody else about somebody, to be read before it is left out or put in.

Words about somebody may be theirs to know also where they were meant for nobody: the owner says which are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core.moments import on_the_wall
from retention_journal.i18n import _
from retention_journal.services.transfer import scope, values
from retention_journal.services.transfer.hidden import for_nobody_else
from retention_journal.services.transfer.person_words import TITLES
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import TABLES, Table, key_of, name_of

_DAYS = ("occurred_at", "received_at", "held_on", "finished_on")


@dataclass(frozen=True)
class PrivateWords:
    """Some words that are for nobody else.

    Attributes:
        uid: Of the record they stand in.
        kind: What that is.
        day: When it was, None where nobody wrote that down.
        text: The words.
    """

    uid: str
    kind: str
    day: date | None
    text: str


def private_words(
    journal: JournalReader, *, client: int | None = None, contact: int | None = None
) -> list[PrivateWords]:
    """Return what is for nobody else among the records about a client, or else a person, the newest first."""
    found = (
        scope.records_of(journal, client)
        if client is not None
        else scope.records_of_person(journal, contact or 0)
    )
    told = [
        one for table in TABLES if found[name_of(table)] for one in _in(journal, table, found[name_of(table)])
    ]
    return sorted(told, key=lambda one: one.day or date.min, reverse=True)


def _in(journal: JournalReader, table: type[Table], numbers: set[int]) -> Iterator[PrivateWords]:
    columns = values.columns_of(table)
    names = [column.name for column in columns]
    for number, *cells in journal.tuples(table.select(key_of(table), *columns)):
        if number in numbers:
            record = dict(zip(names, cells, strict=True))
            private = [record[name] for name in names if name in for_nobody_else(table, record)]
            text = "\n".join(one for one in private if isinstance(one, str) and one)
            if text:
                yield PrivateWords(record["uid"], _(TITLES[name_of(table)]), _day(record), text)


def _day(record: dict[str, object]) -> date | None:
    moment = next((record[name] for name in _DAYS if record.get(name)), None)
    if isinstance(moment, datetime):
        return (on_the_wall(moment) if moment.tzinfo else moment).date()
    return moment if isinstance(moment, date) else None

"""The ids that records go by outside this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from retention_journal.core.light_facts import RecordRef
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import TABLES, key_of, name_of

_TABLES = {name_of(table): table for table in TABLES}
_AT_ONCE = 500


def uids_of(journal: JournalReader, records: Iterable[RecordRef]) -> dict[RecordRef, str]:
    """Return the uid of each record; those that are not in the journal are left out."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for record in records:
        wanted[record.type].add(record.id)
    found: dict[RecordRef, str] = {}
    for name in wanted.keys() & _TABLES.keys():
        table, numbers = _TABLES[name], sorted(wanted[name])
        for start in range(0, len(numbers), _AT_ONCE):
            some = key_of(table).in_(numbers[start : start + _AT_ONCE])
            for number, uid in journal.tuples(table.select(key_of(table), table.uid).where(some)):
                found[RecordRef(name, number)] = uid
    return found

"""Taking a file back that was brought in: today, or next month.

What the person has changed since stays, and so does what other things hang on; both are told.

Source: imports, section 4.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import ForeignKeyField

from retention_journal.core import formats
from retention_journal.core.batches import BatchState
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.transfer.batch_writer import (
    BASE,
    DIGEST,
    digest_of,
    kept_value,
    said_columns,
)
from retention_journal.services.transfer.batches import TITLES, batch
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import (
    TABLES,
    ExternalRef,
    ImportBatch,
    ImportItem,
    Table,
    key_of,
    name_of,
)

_BY_NAME = {name_of(table): table for table in TABLES}
_EACH = 500


@dataclass(frozen=True)
class Kept:
    """A record that stays though its file is taken back.

    Attributes:
        key: Its type and uid, for saying that it is to go all the same.
        title: How it is called.
        reason: Why it stays.
        may_go: Whether the person may say that it goes all the same.
    """

    key: tuple[str, str]
    title: str
    reason: str
    may_go: bool


@dataclass(frozen=True)
class UndoLook:
    """What taking a file back does.

    Attributes:
        deleted: Records that go, by type.
        restored: Records that get back what they said before, by type.
        kept: What stays.
        refused: Why it cannot be taken back yet, "" where it can.
    """

    deleted: Mapping[str, int]
    restored: Mapping[str, int]
    kept: tuple[Kept, ...] = ()
    refused: str = ""


class LaterFirstError(JournalError):
    """A later file changed the same records."""

    code = "later_first"


@dataclass
class _Found:
    """One record that a batch made or changed."""

    table: type[Table]
    id: int
    uid: str
    values: Mapping[str, Any]  # as the file keeps them
    is_new: bool = False
    digest: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def look_at_undo(
    journal: JournalReader, batch_id: int, *, also: frozenset[tuple[str, str]] = frozenset()
) -> UndoLook:
    """Return what taking a batch back would do; nothing is written.

    Args:
        journal: The journal.
        batch_id: Which.
        also: Records that go although they were changed since.
    """
    return _Undo(journal, batch_id, also).look


def undo_batch(
    journal: Journal, batch_id: int, *, now: datetime, also: frozenset[tuple[str, str]] = frozenset()
) -> UndoLook:
    """Take a batch back in one step, which can be undone itself; return what was done.

    Raises:
        LaterFirstError: A later file of the same place changed the same records.
    """
    undo = _Undo(journal, batch_id, also)
    if undo.look.refused:
        raise LaterFirstError(undo.look.refused, _("Take that one back first."))
    told = batch(journal, batch_id)
    label = _("Take back “{name}”").format(name=told.file_name if told else "")
    with journal.change(label) as change:
        undo.write(change)
        change.update(ImportBatch, batch_id, state=BatchState.UNDONE, undone_at=now)
    return undo.look


class _Undo:
    """What one batch did, held against what is there now."""

    def __init__(self, journal: JournalReader, batch_id: int, also: frozenset[tuple[str, str]]) -> None:
        self._journal, self._batch, self._also = journal, batch_id, also
        self._found = self._records()
        self._kept: list[Kept] = []
        self._goes = self._to_delete()
        self._back = self._to_restore()
        self.look = UndoLook(
            _by_type(one.table for one in self._goes),
            _by_type(one.table for one, _values in self._back),
            tuple(self._kept),
            self._later(),
        )

    def write(self, change: Writer) -> None:
        """Delete what goes, give back what was changed, and forget by what it was known."""
        for table in reversed(TABLES):
            gone = [one.id for one in self._goes if one.table is table]
            for first in range(0, len(gone), _EACH):
                change.delete_where(table, key_of(table).in_(gone[first : first + _EACH]))
        for one, values in self._back:
            if values:
                named = {
                    name: one.table._meta.fields[name].python_value(kept) for name, kept in values.items()
                }
                change.update(one.table, one.id, **named)
        uids = [one.uid for one in self._goes]
        for first in range(0, len(uids), _EACH):
            change.delete_where(ExternalRef, ExternalRef.record_uid.in_(uids[first : first + _EACH]))
        for one, _values in self._back:
            if BASE in one.before:
                change.update_where(ExternalRef, ExternalRef.record_uid == one.uid, base=one.before[BASE])

    def _records(self) -> list[_Found]:
        columns = (ImportItem.record_type, ImportItem.record_uid, ImportItem.before, ImportItem.after)
        query = (
            ImportItem.select(*columns)
            .where((ImportItem.batch == self._batch) & (ImportItem.record_uid != ""))
            .order_by(key_of(ImportItem))
        )
        noted: dict[tuple[str, str], list[tuple[Any, Any]]] = defaultdict(list)
        for record_type, uid, before, after in self._journal.tuples(query):
            noted[record_type, uid].append((before, after or {}))
        found = []
        for table in TABLES:
            wanted = [uid for record_type, uid in noted if record_type == name_of(table)]
            for number, uid, values in _current(self._journal, table, wanted):
                found.append(_joined(table, number, uid, values, noted[name_of(table), uid]))
        return found

    def _to_delete(self) -> list[_Found]:
        mine = {(one.table, one.id): one for one in self._found if one.is_new}
        for one in mine.values():
            key = (name_of(one.table), one.uid)
            if digest_of(one.values) != one.digest and key not in self._also:
                self._keep(one, _("It was changed here since."), may_go=True)
        self._keep_what_is_pointed_at(mine)
        kept = {kept.key for kept in self._kept}
        return [one for one in mine.values() if (name_of(one.table), one.uid) not in kept]

    def _keep_what_is_pointed_at(self, mine: Mapping[tuple[type[Table], int], _Found]) -> None:
        """Keep records that others hang on which stay; and so what those hang on."""
        staying = {kept.key for kept in self._kept}
        while True:
            goes = {at: one for at, one in mine.items() if (name_of(one.table), one.uid) not in staying}
            held = list(self._held(goes))
            if not held:
                return
            for one in held:
                if (name_of(one.table), one.uid) not in staying:
                    staying.add((name_of(one.table), one.uid))
                    self._keep(one, _("Something that stays hangs on it."), may_go=False)

    def _held(self, goes: Mapping[tuple[type[Table], int], _Found]) -> Iterable[_Found]:
        for table in TABLES:
            for reference in _references(table):
                target = reference.rel_model
                if not any(at_table is target for at_table, _id in goes):
                    continue
                rows = self._journal.tuples(
                    table.select(key_of(table), reference).where(reference.is_null(False))
                )
                for number, pointed in rows:
                    if (target, pointed) in goes and (table, number) not in goes:
                        yield goes[target, pointed]

    def _to_restore(self) -> list[tuple[_Found, dict[str, Any]]]:
        back = []
        for one in self._found:
            if one.is_new:
                continue
            values = {name: value for name, value in one.before.items() if name != BASE}
            is_as_left = all(one.values.get(name) == one.after.get(name) for name in values)
            if is_as_left or (name_of(one.table), one.uid) in self._also:
                back.append((one, values))
            else:
                self._keep(one, _("It was changed here since."), may_go=True)
        return back

    def _keep(self, one: _Found, reason: str, *, may_go: bool) -> None:
        title = next((str(one.values[name]) for name in TITLES if one.values.get(name)), "")
        self._kept.append(Kept((name_of(one.table), one.uid), title, reason, may_go))

    def _later(self) -> str:
        """Return why a later batch has to be taken back first, "" where none has."""
        own = batch(self._journal, self._batch)
        uids = {one.uid for one in self._found}
        if own is None or own.state is BatchState.UNDONE:
            return _("It was taken back already.") if own else _("It is not in the history any more.")
        later = (
            ImportItem.select(ImportItem.record_uid, ImportBatch.file_name, ImportBatch.taken_in_at)
            .join(ImportBatch, on=(key_of(ImportBatch) == ImportItem.batch))
            .where((key_of(ImportBatch) > self._batch) & (ImportBatch.state == BatchState.APPLIED))
            .where(ImportItem.before.is_null(False))
        )
        for uid, name, at in self._journal.tuples(later):
            if uid in uids:
                told = _("“{name}”, brought in on {day}, changed some of the same things.")
                return told.format(name=name, day=formats.day(at.date()))
        return ""


def _joined(
    table: type[Table], number: int, uid: str, values: Mapping[str, Any], noted: Sequence[tuple[Any, Any]]
) -> _Found:
    """Return what a batch did to one record, which it may have touched several times."""
    one = _Found(table, number, uid, values)
    for before, after in noted:
        if before is None:
            one.is_new, one.digest = True, after.get(DIGEST, "")
        else:
            one.before = {**before, **one.before}
            one.after |= after
    if one.is_new and one.after:  # made and changed by the same file: it says what it was changed to
        is_as_left = all(values.get(name) == after for name, after in one.after.items())
        one.digest = digest_of(values) if is_as_left else one.digest
    return one


def _current(
    journal: JournalReader, table: type[Table], uids: Sequence[str]
) -> Iterable[tuple[int, str, dict[str, Any]]]:
    fields = said_columns(table)
    for first in range(0, len(uids), _EACH):
        part = uids[first : first + _EACH]
        query = table.select(key_of(table), table._meta.fields["uid"], *fields)
        for number, uid, *values in journal.tuples(query.where(table._meta.fields["uid"].in_(part))):
            yield number, uid, {f.name: kept_value(f, value) for f, value in zip(fields, values, strict=True)}


def _by_type(tables: Iterable[type[Table]]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for table in tables:
        counts[name_of(table)] += 1
    return dict(counts)


def _references(table: type[Table]) -> list[ForeignKeyField]:
    return [one for one in table._meta.sorted_fields if isinstance(one, ForeignKeyField)]

"""Writing what a file brings, so that each record it made or changed can be found again and taken back.

Source: imports, sections 4.2 and 4.3.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from peewee import Field

from retention_journal import __version__
from retention_journal.core.batches import Fate
from retention_journal.services.transfer.batches import NO_FILE, FileFacts
from retention_journal.services.transfer.sources import number_of, source_of
from retention_journal.storage.journal import JournalReader, Writer
from retention_journal.storage.tables import (
    ExternalRef,
    ImportBatch,
    ImportItem,
    Table,
    key_of,
    name_of,
)
from retention_journal.storage.uids import new_uid

#: Columns in which nothing of what a record says is kept.
_BOOKKEEPING = frozenset({"id", "uid", "created_at", "updated_at", "trashed_at", "counts_as_contact"})
#: Under which an item keeps the fingerprint of a new record, and the base values it had before.
DIGEST, BASE = "#", "#base"


@dataclass(frozen=True)
class CameFrom:
    """The place a file comes from, and the file.

    Attributes:
        kind: The word of the command line.
        fingerprint: What files of this place have in common.
        label: How it is called on the screen.
    """

    kind: str
    fingerprint: str = ""
    label: str = ""
    file: FileFacts = NO_FILE


@dataclass(frozen=True)
class Ref:
    """By what a record is known, with its values as they last came."""

    id: int
    ext_id: str
    anchor: str
    type: str
    uid: str
    base: Mapping[str, Any]


def refs_of(journal: JournalReader, kind: str, fingerprint: str, types: Iterable[str]) -> dict[str, Ref]:
    """Return the references of a source to records of these types, by their name there."""
    source = number_of(journal, kind, fingerprint)
    if source is None:
        return {}
    columns = (
        key_of(ExternalRef), ExternalRef.ext_id, ExternalRef.anchor, ExternalRef.record_type,
        ExternalRef.record_uid, ExternalRef.base,
    )  # fmt: skip
    query = ExternalRef.select(*columns).where(ExternalRef.source == source)
    found = journal.tuples(query.where(ExternalRef.record_type.in_(list(types))))
    return {ref.ext_id: ref for ref in (Ref(*row) for row in found)}


def digest_of(values: Mapping[str, Any]) -> str:
    """Return the fingerprint of what a record says, by its values as the file keeps them."""
    plain = [
        (name, int(value) if value is True or value is False else value) for name, value in values.items()
    ]
    text = repr(sorted(plain))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def said_columns(table: type[Table]) -> list[Field]:
    """Return the columns in which a record says something, bookkeeping left out."""
    return [field for field in table._meta.sorted_fields if field.name not in _BOOKKEEPING]


def kept_value(field: Field, value: Any) -> Any:
    """Return a value as the file keeps it, so that equal values are equal."""
    kept = field.db_value(value)
    return int(kept) if isinstance(kept, bool) else kept


class BatchWriter(Writer):
    """Writes like any change, and notes each record it makes or changes as an item of a batch.

    A file that changes nothing leaves no batch.
    """

    def __init__(self, journal: JournalReader, change: Writer, came: CameFrom, now: datetime) -> None:
        super().__init__(change.database)
        self._journal, self._came, self._now = journal, came, now
        self._items: list[dict[str, Any]] = []
        self._refs: list[dict[str, Any]] = []
        self._columns: dict[type[Table], dict[str, Any]] = {}

    @cached_property
    def source(self) -> int:
        """The number of the place it comes from, made where there was none yet."""
        came = self._came
        plain = Writer(self.database)
        return source_of(self._journal, plain, came.kind, came.fingerprint, came.label, now=self._now)

    def insert(self, table: type[Table], **values: Any) -> int:
        """Add a record and note it."""
        values.setdefault("uid", new_uid())
        number = super().insert(table, **values)
        self._note_new(table, values, "")
        return number

    def insert_many(self, table: type[Table], records: Iterable[Mapping[str, Any]]) -> None:
        """Add many records and note each."""
        self.insert_placed(table, [("", record) for record in records])

    def insert_placed(
        self,
        table: type[Table],
        records: Iterable[tuple[str, Mapping[str, Any]]],
        kept: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Add many records with the same columns and note each with its place in the file.

        Args:
            table: Their table.
            records: Each with its place.
            kept: For each the values that are known already as the file keeps them.
        """
        placed = [(place, {"uid": new_uid(), **record}) for place, record in records]
        if not placed:
            return
        names = list(placed[0][1])
        fields = [table._meta.fields[name] for name in names]
        known = kept or [{}] * len(placed)
        rows = [
            [
                have[field.name] if field.name in have else field.db_value(record[field.name])
                for field in fields
            ]
            for (_place, record), have in zip(placed, known, strict=True)
        ]
        self.insert_kept(table, fields, rows)
        for (place, record), row in zip(placed, rows, strict=True):
            self._note_kept(table, record["uid"], dict(zip(names, row, strict=True)), place)

    def update(self, table: type[Table], record: int, **values: Any) -> None:
        """Change a record and note what was there."""
        self.update_placed(table, record, values)

    def update_placed(
        self,
        table: type[Table],
        record: int,
        values: Mapping[str, Any],
        *,
        place: str = "",
        action: Fate = Fate.CHANGED,
        reason: str = "",
        base: Mapping[str, Any] | None = None,
    ) -> None:
        """Change a record and note what was there.

        Args:
            table: Its table.
            record: Its number.
            values: What it says from now on; may be nothing.
            place: Where in the file.
            action: What happened to the row.
            reason: Why, in words.
            base: Its values as they had last come before this file; None where there were none.
        """
        fields = [table._meta.fields[name] for name in values]
        found = self._journal.tuples(
            table.select(table._meta.fields["uid"], *fields).where(key_of(table) == record)
        )
        if values:
            super().update(table, record, **values)
        uid, *was = found[0] if found else ("",)
        before = {f.name: kept_value(f, old) for f, old in zip(fields, was, strict=True)}
        if base is not None:
            before[BASE] = dict(base)
        after = {field.name: kept_value(field, values[field.name]) for field in fields}
        self.note(
            place, action, reason, record_type=name_of(table), record_uid=uid, before=before, after=after
        )

    def note(self, place: str, action: Fate, reason: str = "", **told: Any) -> None:
        """Note what happened to a row; ``told`` are further columns of an item."""
        nothing = {"raw": "", "record_type": "", "record_uid": "", "before": None, "after": None}
        self._items.append({"place": place, "action": action, "reason": reason, **nothing, **told})

    def refer(
        self, ext_id: str, what: str, uid: str, base: Mapping[str, Any] | None = None, anchor: str = ""
    ) -> None:
        """Keep by what a record will be known when it comes again.

        Args:
            ext_id: What it is called there.
            what: The record's type.
            uid: The record.
            base: Its values as they came.
            anchor: By what else it is found.
        """
        self._refs.append(
            {
                "ext_id": ext_id,
                "anchor": anchor,
                "record_type": what,
                "record_uid": uid,
                "base": dict(base or {}),
            }
        )

    def refer_anew(self, ref: int, **values: Any) -> None:
        """Change a reference: its name there, its record, its values as they came."""
        super().update(ExternalRef, ref, **values)

    def close(self, rows: Mapping[str, int], records: Mapping[str, int]) -> None:
        """Write references, items and counts; nothing where the file made and changed nothing.

        Args:
            rows: How many rows had which fate.
            records: How many records were made, by type.
        """
        super().insert_many(ExternalRef, [{"source": self.source, **ref} for ref in self._refs])
        if any(item["record_uid"] for item in self._items):
            file = self._came.file
            batch = super().insert(
                ImportBatch, source=self.source, file_name=file.name, file_sha256=file.sha256,
                file_bytes=file.bytes, app_version=__version__, taken_in_at=self._now,
                counts={"rows": dict(rows), "records": dict(records)},
            )  # fmt: skip
            super().insert_many(ImportItem, [{"batch": batch, **item} for item in self._items])

    def _note_new(self, table: type[Table], values: Mapping[str, Any], place: str) -> None:
        kept = {name: table._meta.fields[name].db_value(value) for name, value in values.items()}
        self._note_kept(table, values["uid"], kept, place)

    def _note_kept(self, table: type[Table], uid: str, kept: Mapping[str, Any], place: str) -> None:
        """Note a new record by its values as the file keeps them; the others are as usual."""
        columns = self._columns.get(table)
        if columns is None:
            columns = self._columns[table] = {
                field.name: kept_value(field, field.default() if callable(field.default) else field.default)
                for field in said_columns(table)
            }
        said = {name: kept.get(name, usual) for name, usual in columns.items()}
        after = {DIGEST: digest_of(said)}
        self.note(place, Fate.NEW, record_type=name_of(table), record_uid=uid, after=after)


def counted(lines: Iterable[Fate]) -> dict[str, int]:
    """Return how many rows had which fate, as a batch keeps it."""
    return {fate.value: n for fate, n in Counter(lines).items()}

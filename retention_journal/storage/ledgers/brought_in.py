"""What was brought in from other programs, and by what it is known when it comes again."""

from __future__ import annotations

from peewee import IntegerField

from retention_journal.core.batches import BatchState, Fate
from retention_journal.storage.fields import Json, TermField, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference


class ImportSource(Table):
    """A place that files come from: a board, a mailbox, tables with the same headings."""

    kind = Text()  # the word of the command line
    fingerprint = Text(default="")
    label = Text(default="")
    ways = Json(default=dict)  # what the person chose for it
    last_used = WallTime()


class ImportBatch(Table):
    """One file that was taken in."""

    source = reference(ImportSource)
    file_name = Text(default="")
    file_sha256 = Text(default="")
    file_bytes = IntegerField(default=0)
    app_version = Text(default="")
    taken_in_at = WallTime()
    state = TermField(BatchState, default=BatchState.APPLIED)
    undone_at = WallTime(null=True)
    counts = Json(default=dict)  # rows by what happened to them, records by type


class ImportItem(Table):
    """What happened to one row of it."""

    batch = reference(ImportBatch)
    place = Text(default="")
    action = TermField(Fate)
    reason = Text(default="")
    raw = Text(default="")  # as it stood there, where it was left out
    record_type = Text(default="")
    record_uid = Text(default="")
    before = Json(null=True)  # only what changed; NULL for a new record
    after = Json(null=True)


class ExternalRef(Table):
    """By what a record is known when it comes again; one whose record is gone is a tombstone."""

    source = reference(ImportSource)
    ext_id = Text()
    anchor = Text(default="")
    record_type = Text()
    record_uid = Text(default="")
    base = Json(default=dict)  # its values as they last came

"""What every record has."""

from __future__ import annotations

from typing import Any

from peewee import BigIntegerField, ForeignKeyField, Model, TextField

from retention_journal.storage.fields import WallTime


class Table(Model):
    """What every record has."""

    uid = TextField(unique=True)  # UUID, made by us: survives export, merge and a retried save
    created_at = BigIntegerField()  # UTC seconds, bookkeeping only
    updated_at = BigIntegerField()
    trashed_at = WallTime(null=True)

    class Meta:
        """No database: see the module."""

        legacy_table_names = False


def reference(table: type[Table], **options: Any) -> ForeignKeyField:
    """Return a foreign key without a way back and without hidden queries."""
    options.setdefault("on_delete", "CASCADE")
    return ForeignKeyField(table, backref="+", lazy_load=False, **options)

"""What may be written inside one change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from peewee import Field, fn

from retention_journal.core.errors import NotFoundError
from retention_journal.i18n import _
from retention_journal.storage.database import JournalDatabase
from retention_journal.storage.tables import NOTES, Table, key_of, name_of
from retention_journal.storage.uids import new_uid


class Writer:
    """What may be written inside one change."""

    def __init__(self, db: JournalDatabase) -> None:
        self._db = db

    @property
    def database(self) -> JournalDatabase:
        """Where it writes, for a writer that also keeps account of what it does."""
        return self._db

    def insert(self, table: type[Table], **values: Any) -> int:
        """Add a record and return its id; it gets a uid of its own unless one is given."""
        values.setdefault("uid", new_uid())
        return int(table.insert(**values).execute(self._db))

    def insert_many(self, table: type[Table], records: Iterable[Mapping[str, Any]]) -> None:
        """Add many records with the same columns, quickly."""
        rows = [{"uid": new_uid(), **record} for record in records]
        if not rows:
            return
        fields = [table._meta.fields[name] for name in rows[0]]
        self.insert_kept(
            table, fields, ([field.db_value(row[field.name]) for field in fields] for row in rows)
        )

    def insert_kept(self, table: type[Table], fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> None:
        """Add many records whose values are as the file keeps them already, in the order of ``fields``."""
        columns = ", ".join(f'"{field.column_name}"' for field in fields)
        marks = ", ".join("?" * len(fields))
        into = f'INSERT INTO "{name_of(table)}" ({columns}) VALUES ({marks})'  # noqa: S608
        self._db.driver.executemany(into, rows)

    def update(self, table: type[Table], record: int, **values: Any) -> None:
        """Change some values of one record.

        Raises:
            NotFoundError: It is not there any more, such as after an undo.
        """
        if not self.update_where(table, key_of(table) == record, **values):
            raise NotFoundError(_("This is no longer in the journal."))

    def update_where(self, table: type[Table], condition: Any, **values: Any) -> int:
        """Change some values of every record that fits, and return how many did."""
        values.setdefault("updated_at", fn.unixepoch())
        return int(table.update(**values).where(condition).execute(self._db))

    def trash(self, table: type[Table], record: int, *, at: datetime) -> None:
        """Put a record in the trash as of ``at``."""
        self.update(table, record, trashed_at=at)

    def restore(self, table: type[Table], record: int) -> None:
        """Bring a record back from the trash."""
        self.update(table, record, trashed_at=None)

    def delete(self, table: type[Table], record: int) -> None:
        """Delete a record for good, with what belongs to it."""
        table.delete().where(key_of(table) == record).execute(self._db)

    def delete_where(self, table: type[Table], condition: Any) -> None:
        """Delete every record that fits for good."""
        table.delete().where(condition).execute(self._db)

    def forget_notes_of_the_gone(self) -> None:
        """Delete the journal's own notes about clients that are no longer in it, see ``Journal.note``."""
        for table in NOTES:
            self._db.driver.execute(
                f"DELETE FROM {name_of(table)} WHERE client_uid NOT IN (SELECT uid FROM client)"  # noqa: S608
            )

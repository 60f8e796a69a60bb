"""Undo and redo, kept in the journal itself: exact, across restarts, or refused.

Each change is recorded by SQLite's session extension as a changeset and stored in the same transaction as
the change, so that the two cannot come apart. A changeset names rows by position of their columns, hence it
is stamped with the schema it was made under and refused under any other; one that meets a row which is no
longer as it left it is refused too, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import apsw

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage.schema import CURRENT

KEPT_STEPS = 500
KEPT_SECONDS = 30 * 24 * 3600
#: A change of more rows than this is not followed row by row.
FOLLOWED_ROWS = 200
Touched = Mapping[str, frozenset[int]]


class CannotUndoError(JournalError):
    """The step no longer fits the journal; nothing was changed."""

    code = "cannot_undo"


@dataclass(frozen=True)
class Step:
    """One act that can be taken back or made again."""

    id: int
    label: str


class Recording:
    """Watches one transaction and keeps what it changed as one step."""

    def __init__(self, connection: apsw.Connection, tables: Iterable[str]) -> None:
        self._connection = connection
        self._session = apsw.Session(connection, "main")
        for table in tables:
            self._session.attach(table)

    def keep(self, label: str) -> bytes:
        """Store what was changed as the newest step and return the changeset, empty if nothing was."""
        changeset = self._session.changeset()
        touched = tables_in(changeset)
        if touched:
            self._connection.execute("DELETE FROM undo_step WHERE undone = 1")
            self._connection.execute(
                "INSERT INTO undo_step (label, schema, changeset) VALUES (?, ?, ?)",
                (label, CURRENT, changeset),
            )
            self._forget_old()
        return changeset if touched else b""

    def close(self) -> None:
        """Stop watching."""
        self._session.close()

    def _forget_old(self) -> None:
        self._connection.execute(
            "DELETE FROM undo_step WHERE at < unixepoch() - ? OR id <= (SELECT max(id) FROM undo_step) - ?",
            (KEPT_SECONDS, KEPT_STEPS),
        )


def rows_in(changeset: bytes) -> Touched | None:
    """Return the ids of the rows a changeset touches by table; None where they are too many to follow."""
    found: dict[str, set[int]] = {}
    for count, change in enumerate(apsw.Changeset.iter(changeset)):
        if count >= FOLLOWED_ROWS:
            return None
        row = change.new if change.old is None else change.old
        if row is not None:
            found.setdefault(change.name, set()).add(int(str(row[0])))
    return {name: frozenset(ids) for name, ids in found.items()}


def tables_in(changeset: bytes) -> frozenset[str]:
    """Return the names of the tables that a changeset touches."""
    return frozenset(change.name for change in apsw.Changeset.iter(changeset))


def is_readable(changeset: bytes) -> bool:
    """Say whether a step that is kept can be read to its end."""
    try:
        return sum(1 for _change in apsw.Changeset.iter(changeset)) > 0
    except apsw.Error:
        return False


def next_undo(connection: apsw.Connection) -> Step | None:
    """Return the step that undo would take back, the newest one not yet undone."""
    return _step(connection, "WHERE undone = 0 ORDER BY id DESC")


def next_redo(connection: apsw.Connection) -> Step | None:
    """Return the step that redo would make again."""
    return _step(connection, "WHERE undone = 1 ORDER BY id")


def play(connection: apsw.Connection, step: Step, *, back: bool) -> bytes:
    """Take ``step`` back (or make it again) inside the running transaction; return the changeset.

    Raises:
        CannotUndoError: It was made under another schema, or the rows have changed since.
    """
    kept = connection.execute("SELECT schema, changeset FROM undo_step WHERE id = ?", (step.id,))
    schema, changeset = kept.get
    if schema != CURRENT:
        raise CannotUndoError(
            _("“{label}” was done with another version of the program and cannot be undone.").format(
                label=step.label
            ),
            _("Nothing has been changed. You can still change it by hand."),
        )
    try:
        apsw.Changeset.apply(
            apsw.Changeset.invert(changeset) if back else changeset,
            connection,
            conflict=lambda *_conflict: apsw.SQLITE_CHANGESET_ABORT,
            # What a cascade took along is in the changeset too; it must not be taken twice.
            flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION,
        )
    except apsw.AbortError as error:
        raise CannotUndoError(
            _("“{label}” no longer fits what is in the journal.").format(label=step.label),
            _("Nothing has been changed. You can still change it by hand."),
        ) from error
    connection.execute("UPDATE undo_step SET undone = ? WHERE id = ?", (int(back), step.id))
    return bytes(changeset)


def take_back(connection: apsw.Connection, changeset: bytes) -> None:
    """Take the newest change back inside the running transaction; no step of it is left."""
    apsw.Changeset.apply(
        apsw.Changeset.invert(changeset),
        connection,
        conflict=lambda *_conflict: apsw.SQLITE_CHANGESET_ABORT,
        flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION,
    )
    connection.execute("DELETE FROM undo_step WHERE id = (SELECT max(id) FROM undo_step) AND undone = 0")


def _step(connection: apsw.Connection, which: str) -> Step | None:
    found = connection.execute(f"SELECT id, label FROM undo_step {which} LIMIT 1").fetchone()  # noqa: S608
    return Step(*found) if found else None

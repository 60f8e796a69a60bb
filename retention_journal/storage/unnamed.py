"""Contents of attached files that nobody names any more, neither a record nor a step of undo."""

from __future__ import annotations

import apsw

_TABLE = "attachment"


def sweep(connection: apsw.Connection) -> None:
    """Remove the contents that no record names, trash included, and that no undo or redo can bring back.

    Where a step of undo cannot be read nothing is removed, since nobody knows what it names.
    """
    left = {
        str(name)
        for (name,) in connection.execute(
            "SELECT sha256 FROM attachment_content WHERE sha256 NOT IN (SELECT sha256 FROM attachment)"
        )
    }
    if left:
        try:
            left -= _named_by_steps(connection, left)
        except apsw.Error:
            return
    connection.executemany(
        "DELETE FROM attachment_content WHERE sha256 = ?", ((name,) for name in sorted(left))
    )


def _named_by_steps(connection: apsw.Connection, left: set[str]) -> set[str]:
    """Return which of ``left`` stand in a step; a hash is looked for in every column of the records."""
    named: set[str] = set()
    for (changeset,) in connection.execute("SELECT changeset FROM undo_step"):
        for change in apsw.Changeset.iter(changeset):
            if change.name == _TABLE:
                values = [*(change.old or ()), *(change.new or ())]
                named.update(value for value in values if isinstance(value, str) and value in left)
    return named

"""What is left out where an export concerns one client or one person alone: what is for nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from retention_journal.core.contacts import Kind
from retention_journal.storage.tables import PRIVATE, ImportSource, Interaction, Table

#: What is written in a contact; where that is a private note it is for nobody else.
_NOTED = frozenset({"summary", "client_words"})
#: What of a record is about others too: to whom the rows of a file were to go.
_OF_OTHERS: dict[type[Table], frozenset[str]] = {ImportSource: frozenset({"ways", "label"})}


#: Uids of records whose own words the owner has read and wants put in all the same.
_put_in: ContextVar[frozenset[str]] = ContextVar("put_in", default=frozenset())


@contextmanager
def putting_in(uids: frozenset[str]) -> Iterator[None]:
    """Leave nothing out of the records of ``uids``, for the length of a block on this thread."""
    token = _put_in.set(uids)
    try:
        yield
    finally:
        _put_in.reset(token)


def something_is_put_in() -> bool:
    """Say whether the owner wants some of their own words put in."""
    return bool(_put_in.get())


def hidden_in(table: type[Table], record: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns of a record that are left out.

    Args:
        table: Its type.
        record: Its values by column.
    """
    of_others = _OF_OTHERS.get(table, frozenset())
    if record.get("uid") in _put_in.get():
        return of_others
    return of_others | for_nobody_else(table, record)


def for_nobody_else(table: type[Table], record: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns of a record that are for nobody but the owner."""
    always = PRIVATE.get(table, frozenset())
    is_private_note = table is Interaction and record["kind"] is Kind.NOTE
    return always | _NOTED if is_private_note else always

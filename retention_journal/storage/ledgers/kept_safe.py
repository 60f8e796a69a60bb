"""What keeps the journal safe: attached files, and what was erased."""

from __future__ import annotations

from peewee import IntegerField

from retention_journal.storage.fields import Day, Json, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.firm import Client


class Attachment(Table):
    """A file of a client's: a signed agreement, a brief. What it holds is kept by its hash."""

    client = reference(Client)
    record_type = Text(default="")  # what it hangs on; "" is the client
    record_uid = Text(default="")
    name = Text(default="")  # a label, never a path
    media_type = Text(default="")
    sha256 = Text(default="")
    size_bytes = IntegerField(default=0)
    added_on = Day(null=True)
    note = Text(default="")


class Erasure(Table):
    """That something was erased for good, never what it said."""

    erased_at = WallTime()
    what = Text(default="")
    counts = Json(default=dict)  # records by type
    uids = Json(default=list)  # by which it is kept from coming back with an old copy

"""What was worked, billed and thought of."""

from __future__ import annotations

from peewee import BigIntegerField, IntegerField, TextField

from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState
from retention_journal.core.hours import Bucket
from retention_journal.core.invoices import InvoiceState
from retention_journal.storage.fields import Day, Flag, TermField, Text, WallTime
from retention_journal.storage.ledgers.agreed import Promise
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.firm import Client


class TimeEntry(Table):
    """Time that was worked; for a client, or for none yet."""

    client = reference(Client, null=True)
    worked_on = Day()
    started_at = WallTime(null=True)
    minutes = IntegerField()  # 1 to 1,440
    bucket = TermField(Bucket, default=Bucket.SERVE)
    billable = Flag(default=True)
    project = Text(default="")
    task = Text(default="")
    note = Text(default="")
    line_key = TextField(null=True)  # the goal it served
    promise = reference(Promise, null=True, on_delete="SET NULL")
    source = Text(default="manual")
    external_key = TextField(null=True)


class Invoice(Table):
    """What a client was asked to pay; a credit note has a negative total."""

    client = reference(Client)
    number = Text(default="")
    issued_on = Day()
    due_on = Day(null=True)  # NULL: the file it came from did not say, so it is never late
    paid_on = Day(null=True)  # the day nothing was open any more
    total_minor = BigIntegerField()
    paid_minor = BigIntegerField(default=0)
    currency = Text(default="EUR")  # ISO 4217
    state = TermField(InvoiceState, default=InvoiceState.SENT)
    note = Text(default="")
    external_key = TextField(null=True)
    source = Text(default="manual")


class CareIdea(Table):
    """What else could be done for a client, and what came of it."""

    client = reference(Client)
    kind = TermField(CareIdeaKind, default=CareIdeaKind.COULD_HELP)
    text = Text()
    noted_on = Day()
    state = TermField(CareIdeaState, default=CareIdeaState.NOTED)
    settled_on = Day(null=True)
    result = Text(default="")

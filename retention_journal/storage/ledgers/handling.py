"""What became of an incident: its steps, objections, account and causes."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField

from retention_journal.core.incidents import CauseKind, Controllable, IncidentState, Locus, Whose
from retention_journal.storage.fields import Flag, Instant, TermField, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.incidents import Incident
from retention_journal.storage.ledgers.learnt import PostMortem


class IncidentMove(Table):
    """A step an incident took; none is taken back or rewritten."""

    incident = reference(Incident)
    moved_at = Instant()
    before = TermField(IncidentState)
    after = TermField(IncidentState)
    reason = Text(default="")


class Argument(Table):
    """An objection of the client, or one to expect, and what can be said to it."""

    incident = reference(Incident)
    position = IntegerField(default=0)
    objection = Text()
    could_be_right = Text(default="")
    evidence = Text(default="")
    is_conceded = Flag(default=False)
    reply = Text(default="")


class AccountEntry(Table):
    """One dated sentence of one's own account of an incident; corrected only by a later one."""

    incident = reference(Incident)
    written_at = Instant()
    happened_at = WallTime(null=True)  # when what it tells of happened
    text = Text()
    source = Text(default="")
    corrects = ForeignKeyField("self", null=True, backref="+", lazy_load=False, on_delete="SET NULL")


class Cause(Table):
    """Why an incident happened, or a client left."""

    incident = reference(Incident, null=True)
    post_mortem = reference(PostMortem, null=True)
    position = IntegerField(default=0)
    kind = TermField(CauseKind, default=CauseKind.UNKNOWN)
    locus = TermField(Locus, default=Locus.UNKNOWN)
    whose = TermField(Whose, default=Whose.OURS)
    controllable = TermField(Controllable, null=True)
    evidence = Text(default="")

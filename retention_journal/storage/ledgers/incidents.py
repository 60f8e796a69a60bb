"""What went wrong: the incident itself; what became of it is in ``handling``."""

from __future__ import annotations

from peewee import BigIntegerField, ForeignKeyField, IntegerField

from retention_journal.core.contacts import Kind
from retention_journal.core.incidents import IncidentKind, IncidentOutcome, IncidentState, Severity, Verdict
from retention_journal.storage.fields import Day, Flag, Instant, Json, TermField, Text
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.firm import Client, Contact


class Incident(Table):
    """Something that went wrong: a complaint, or a failure one noticed oneself.

    ``private_feelings``, ``own_load`` and ``own_mood`` may never leave the journal.
    """

    client = reference(Client)
    title = Text(default="")
    kind = TermField(IncidentKind, default=IncidentKind.OTHER)
    severity = TermField(Severity, default=Severity.MINOR)
    state = TermField(IncidentState, default=IncidentState.RECEIVED)
    is_complaint = Flag(default=True)  # else one noticed it oneself
    received_at = Instant()
    channel = TermField(Kind, default=Kind.CALL)
    reported_by = reference(Contact, null=True, on_delete="SET NULL")
    client_words = Text(default="")
    rest_of_message = Text(default="")  # of a pasted message: greeting, signature, what it quoted
    remedy_sought = Text(default="")
    felt_before = IntegerField(null=True)  # 1 cool to 5 warm, as far as one knows
    felt_at = IntegerField(null=True)
    felt_after = IntegerField(null=True)
    acknowledged_at = Instant(null=True)
    answer_due_at = Instant(null=True)  # when a thorough answer was promised
    answer_promise_accepted = Flag(null=True)  # NULL: not asked
    answered_at = Instant(null=True)
    decide_by = Day(null=True)
    decided_at = Instant(null=True)
    resolved_at = Instant(null=True)
    closed_at = Instant(null=True)
    client_is_right = TermField(Verdict, default=Verdict.UNKNOWN)
    right_about = Text(default="")
    their_side = Text(default="")  # what they say, so that they would sign it
    expected = Text(default="")  # what they expected, and whether it was ever said
    never_agreed = Flag(default=False)
    would_put_right = Text(default="")
    our_fault = TermField(Verdict, default=Verdict.UNKNOWN)
    facts_chosen = Json(default=list)  # what the journal shows that belongs in the answer
    private_feelings = Text(default="")
    feelings_waived = Flag(default=False)
    answer_heard = Text(default="")
    answer_happened = Text(default="")
    answer_doing = Text(default="")
    answer_when = Text(default="")
    got_wrong = Text(default="")
    remedy = Text(default="")
    remedy_confirmed_by = reference(Contact, null=True, on_delete="SET NULL")
    remedy_confirmed_on = Day(null=True)
    apology_given = Text(default="")  # for what
    apology_on = Day(null=True)
    follow_up_on = Day(null=True)
    followed_up_at = Instant(null=True)
    no_follow_up_reason = Text(default="")
    outcome = TermField(IncidentOutcome, null=True)
    good_that_came = Text(default="")
    cost_minutes = IntegerField(null=True)
    cost_minor = BigIntegerField(null=True)
    currency = Text(default="EUR")  # ISO 4217
    repeat_of = ForeignKeyField("self", null=True, backref="+", lazy_load=False, on_delete="SET NULL")
    process_gap = Text(default="")
    process_change = Text(default="")
    own_load = IntegerField(null=True)  # 1 quiet to 5 too much
    own_mood = IntegerField(null=True)  # 1 bad day to 5 good day
    account_locked_at = Instant(null=True)

"""What was agreed: goals, numbers, promises, terms and what is included."""

from __future__ import annotations

from peewee import BigIntegerField, ForeignKeyField, IntegerField, TextField

from retention_journal.core.clients import EngagementType
from retention_journal.core.engagements import FeePeriod
from retention_journal.core.expectations import ItemState
from retention_journal.core.incoming import Evidence
from retention_journal.core.kpis import (
    Aggregation,
    AgreedHow,
    AgreementStatus,
    GoalDirection,
    ImportanceSource,
    LineKind,
    Period,
)
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.storage.fields import Day, Flag, Number, TermField, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.contacts import Interaction
from retention_journal.storage.ledgers.firm import Client, Contact
from retention_journal.storage.ledgers.incidents import Incident


class KpiAgreement(Table):
    """What was agreed, by whom, when and how; never edited once agreed, only replaced."""

    client = reference(Client)
    version = IntegerField()
    status = TermField(AgreementStatus)
    agreed_on = Day(null=True)
    agreed_by = reference(Contact, null=True, on_delete="SET NULL")
    agreed_how = TermField(AgreedHow, null=True)
    valid_from = Day()
    valid_to = Day(null=True)
    replaces = ForeignKeyField("self", null=True, backref="+", lazy_load=False, on_delete="SET NULL")
    change_reason = Text(default="")
    review_on = Day(null=True)
    client_words = Text(default="")  # what matters most to them, as they said it
    good_result = Text(default="")  # what both would call a good result
    importance_asked_on = Day(null=True)  # NULL: on the day it was agreed
    incident = reference(Incident, null=True, on_delete="SET NULL")  # after which it was agreed


class KpiLine(Table):
    """One goal or expectation of an agreement."""

    agreement = reference(KpiAgreement)
    line_key = TextField()  # the same over all versions of the agreement
    position = IntegerField(default=0)
    kind = TermField(LineKind, default=LineKind.KPI)
    name = Text()
    unit = Text(default="")
    direction = TermField(GoalDirection, default=GoalDirection.HIGHER)
    baseline = Number(null=True)
    target = Number(null=True)
    target_high = Number(null=True)  # upper end of a range
    tolerance_pct = IntegerField(default=20)
    period = TermField(Period, default=Period.MONTH)
    aggregation = TermField(Aggregation, default=Aggregation.SUM)
    importance_client = IntegerField(null=True)  # 1 to 5
    importance_own = IntegerField(null=True)
    importance_source = TermField(ImportanceSource, null=True)
    turnaround_days = Number(null=True)
    parent_key = TextField(null=True)  # the goal this smaller one leads to


class Measurement(Table):
    """A value of a goal in a period."""

    client = reference(Client)
    line_key = TextField()
    period_start = Day()
    period_end = Day()
    value = Number()
    source = Text(default="")
    note = Text(default="")


class Promise(Table):
    """What one of the two promised the other."""

    client = reference(Client)
    text = Text()
    made_on = Day()
    due_at = WallTime(null=True)  # 23:59 where only a day was named
    direction = TermField(PromiseDirection, default=PromiseDirection.OURS)
    state = TermField(PromiseState, default=PromiseState.OPEN)
    delivered_at = WallTime(null=True)
    is_small_request = Flag(default=False)
    interaction = reference(Interaction, null=True, on_delete="SET NULL")
    remark = Text(default="")  # why late, moved or released, fit for the client to read
    closed_at = WallTime(null=True)  # when it was released or given up
    asked_on = Day(null=True)  # NULL: on the day it was made
    date_unknown = Flag(default=False)  # kept, but nobody wrote down when
    line_key = TextField(null=True)  # the expectation by which it is timed
    incident = reference(Incident, null=True, on_delete="SET NULL")  # in which it was made
    note = Text(default="")  # what the card it came from said beside its name; never printed
    link = Text(default="")  # where that card is; never opened
    started_on = Day(null=True)
    evidence = TermField(Evidence, null=True)  # by what it is known when it was delivered
    source = Text(default="manual")


class PromiseMove(Table):
    """A promise that got another date; each move is kept."""

    promise = reference(Promise)
    moved_on = Day()
    due_before = WallTime(null=True)
    due_after = WallTime(null=True)
    reason = Text(default="")
    client_knows = Flag(default=False)


class Engagement(Table):
    """The terms a client is served on: fee, notice, renewal; one that ended keeps its row."""

    client = reference(Client)
    engagement_type = TermField(EngagementType)  # not "type": exports name the kind of record so
    title = Text(default="")
    start_date = Day(null=True)
    end_date = Day(null=True)
    fee_minor = BigIntegerField(null=True)
    currency = Text(default="EUR")  # ISO 4217
    fee_period = TermField(FeePeriod, default=FeePeriod.MONTH)
    hours_included = Number(null=True)  # in one fee period
    notice_days = IntegerField(null=True)
    renewal_date = Day(null=True)
    note = Text(default="")


class IntakeQuestion(Table):
    """A question to ask at the start of an engagement, of one kind or of every kind."""

    engagement_type = TermField(EngagementType, null=True)
    text = Text()
    position = IntegerField(default=0)
    origin = Text(default="")  # the incident it was born of, "Berg, March"
    incident = reference(Incident, null=True, on_delete="SET NULL")


class ExpectationItem(Table):
    """What was asked of one client at the start, and what came of it."""

    client = reference(Client)
    engagement = reference(Engagement, null=True, on_delete="SET NULL")
    asked_from = reference(IntakeQuestion, null=True, on_delete="SET NULL")
    position = IntegerField(default=0)
    question = Text()
    answer = Text(default="")
    state = TermField(ItemState, default=ItemState.OPEN)
    confirmed_by = reference(Contact, null=True, on_delete="SET NULL")
    confirmed_on = Day(null=True)
    saved_on = Day(null=True)  # the day the question spared both a quarrel
    born_from = Text(default="")
    valid_from = Day(null=True)  # NULL: since it was first noted
    valid_to = Day(null=True)  # the last day on which this was what was said
    replaces = ForeignKeyField("self", null=True, backref="+", lazy_load=False, on_delete="SET NULL")

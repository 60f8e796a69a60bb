"""The journal's tables as peewee models: vocabulary, not behaviour.

No model is ever bound to a database: whoever has no ``Journal`` in hand cannot read or write, and nothing
can happen behind one's back (lazy foreign keys, ``save()``). Build a query from the models and hand it to
``journal.rows``; write through ``journal.change``. What the columns look like in the file is said once, in
``migrations/``; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from peewee import BigIntegerField, ForeignKeyField, IntegerField, Model, TextField

from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState
from retention_journal.core.clients import (
    BuyingMotive,
    EngagementType,
    ReportRhythm,
    Role,
    Status,
    Tier,
)
from retention_journal.core.contacts import Answer, Channel, Direction, Kind, Outcome
from retention_journal.core.days_off import DayOffKind
from retention_journal.core.engagements import FeePeriod
from retention_journal.core.events import EventKind, LinkKind
from retention_journal.core.expectations import ItemState
from retention_journal.core.hours import Bucket
from retention_journal.core.incidents import (
    CauseKind,
    Controllable,
    IncidentKind,
    IncidentOutcome,
    IncidentState,
    Locus,
    Severity,
    Verdict,
    Whose,
)
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.kpis import (
    Aggregation,
    AgreedHow,
    AgreementStatus,
    GoalDirection,
    ImportanceSource,
    LineKind,
    Period,
)
from retention_journal.core.lanes import Lane
from retention_journal.core.lessons import LessonState, PostMortemState, ReportState
from retention_journal.core.light import Light
from retention_journal.core.losses import (
    Destination,
    LossKind,
    LossReason,
    ReasonCertainty,
    ReasonSource,
)
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.storage.fields import (
    Blob,
    Day,
    Flag,
    Instant,
    Json,
    Number,
    TermField,
    Text,
    WallTime,
)


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


class Business(Table):
    """The freelancer's own firm: one row, travels with the journal."""

    name = Text(default="")
    person = Text(default="")
    email = Text(default="")
    tel = Text(default="")
    address = Text(default="")
    brand_colour = Text(default="#17494D")
    logo = Blob(null=True)
    currency = Text(default="EUR")  # ISO 4217
    language = Text(default="en")  # BCP 47, of reports where the client has none
    is_sample = Flag(default=False)
    year_start_month = IntegerField(default=1)  # of the business year, 1 to 12


class Client(Table):
    """A client organisation. Last contact, next contact and tenure are derived, never stored."""

    name = Text()
    sort_key = TextField(default="")
    status = TermField(Status, default=Status.ACTIVE)
    tier = TermField(Tier, default=Tier.B)
    engagement_type = TermField(EngagementType, default=EngagementType.RETAINER)
    start_date = Day(null=True)
    end_date = Day(null=True)
    source = Text(default="")
    language = Text(default="")  # BCP 47; empty takes the business's
    timezone = Text(default="")  # IANA name
    locality = Text(default="")  # vCard ADR: the town
    ideal_interval_days = IntegerField(null=True)
    max_interval_days = IntegerField(null=True)
    buying_motive = TermField(BuyingMotive, default=BuyingMotive.UNKNOWN)
    is_ambassador = Flag(default=False)
    report_rhythm = TermField(ReportRhythm, default=ReportRhythm.MONTHLY)
    notes = Text(default="")
    archived_at = WallTime(null=True)
    answer_within_hours = IntegerField(null=True)  # a thorough answer to a complaint; NULL: as with all


class Contact(Table):
    """A person. Field names follow vCard 4 (RFC 6350)."""

    given_name = Text(default="")
    family_name = Text(default="")
    display_name = Text()
    email = Text(default="")
    tel = Text(default="")
    preferred_channel = TermField(Channel, null=True)
    call_window = Text(default="")
    language = Text(default="")
    do_not_call = Flag(default=False)
    facts = Text(default="")
    birthday = Day(null=True)


class ContactRole(Table):
    """What a person does at a client, from when to when; ended, not deleted."""

    client = reference(Client)
    contact = reference(Contact)
    title = Text(default="")
    role = TermField(Role, default=Role.OTHER)
    is_primary = Flag(default=False)
    valid_from = Day(null=True)
    valid_to = Day(null=True)
    end_reason = Text(default="")
    successor = reference(Contact, null=True, on_delete="SET NULL")


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


class Interaction(Table):
    """One contact with a client, or an attempt, or a private note."""

    client = reference(Client)
    kind = TermField(Kind)
    direction = TermField(Direction)
    outcome = TermField(Outcome)
    occurred_at = WallTime()
    duration_min = IntegerField(null=True)
    summary = Text(default="")
    client_words = Text(default="")
    tone = IntegerField(null=True)  # 1 cool to 5 warm
    source = Text(default="manual")
    word_count = IntegerField(null=True)  # of what the client wrote
    incident = reference(Incident, null=True, on_delete="SET NULL")  # what it was about
    did_defend = Flag(null=True)  # how one listened; NULL: did not ask oneself
    did_repeat_back = Flag(null=True)
    counts_as_contact = Flag()  # generated by the file from kind, direction and outcome


class InteractionContact(Table):
    """Who took part."""

    interaction = reference(Interaction)
    contact = reference(Contact)


class CheckIn(Table):
    """The three questions as answered in one talk; NULL means not asked."""

    interaction = reference(Interaction, unique=True)
    all_ok = TermField(Answer, null=True)
    delivery_as_expected = TermField(Answer, null=True)
    else_answer = TermField(Answer, null=True)
    else_to_help = Text(default="")
    effort = IntegerField(null=True)  # 1 hard to 5 easy to deal with


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


class Loss(Table):
    """A client or part of one that ended; a client can be lost and won again."""

    client = reference(Client)
    kind = TermField(LossKind, default=LossKind.FULL)
    notice_on = Day()
    ended_on = Day(null=True)
    primary_reason = TermField(LossReason, default=LossReason.UNKNOWN)
    other_reasons = Json(default=list)
    reason_source = TermField(ReasonSource, default=ReasonSource.OWN_GUESS)
    reason_certainty = TermField(ReasonCertainty, default=ReasonCertainty.GUESS)
    destination = TermField(Destination, default=Destination.UNKNOWN)
    value_lost_minor = BigIntegerField(null=True)
    currency = Text(default="")
    winback_on = Day(null=True)
    winback_condition = Text(default="")
    their_words = Text(default="")
    status_before = TermField(Status, default=Status.ACTIVE)


class ClosingConversation(Table):
    """The talk after the end: what was good, what could be better, three pieces of advice."""

    loss = reference(Loss, unique=True)
    planned_on = Day(null=True)
    held_on = Day(null=True)
    with_contact = reference(Contact, null=True, on_delete="SET NULL")
    channel = TermField(Channel, null=True)
    what_was_good = Text(default="")
    what_could_be_better = Text(default="")
    advice_1 = Text(default="")
    advice_2 = Text(default="")
    advice_3 = Text(default="")
    when_decided = Text(default="")
    felt_seen = IntegerField(null=True)  # 1 to 5
    easy_to_deal_with = IntegerField(null=True)  # 1 to 5
    would_return = Text(default="")
    may_quote = Flag(default=False)
    declined = Flag(default=False)


class PostMortem(Table):
    """Looking back on a loss. ``private_feelings`` may never leave the journal."""

    loss = reference(Loss, unique=True)
    state = TermField(PostMortemState, default=PostMortemState.DRAFT)
    summary = Text(default="")
    impact = Text(default="")
    timeline = Text(default="")
    detection = Text(default="")
    differently = Text(default="")
    seen_earlier = Text(default="")
    come_along = Text(default="")
    went_well = Text(default="")
    went_wrong = Text(default="")
    got_lucky = Text(default="")
    private_feelings = Text(default="")


class Lesson(Table):
    """One sentence learnt, that comes back."""

    text = Text()
    trigger = Text(default="")
    origin = Text(default="")
    loss = reference(Loss, null=True, on_delete="SET NULL")
    learnt_on = Day()
    next_review_on = Day(null=True)
    interval_step = IntegerField(default=0)  # index into core.lessons.REVIEW_DAYS
    times_read = IntegerField(default=0)
    last_read_on = Day(null=True)
    state = TermField(LessonState, default=LessonState.ACTIVE)


class Report(Table):
    """A status report: its words while a draft, its data and bytes once issued."""

    client = reference(Client)
    number = IntegerField()
    period_start = Day()
    period_end = Day()
    state = TermField(ReportState, default=ReportState.DRAFT)
    language = Text(default="en")
    headline = Text(default="")
    went_well = Text(default="")
    went_not = Text(default="")
    doing = Text(default="")
    issued_at = WallTime(null=True)
    pdf_sha256 = Text(default="")
    pdf = Blob(null=True)
    data_frozen = Json(null=True)
    client_reply = Text(default="")


class Setting(Table):
    """A setting that belongs to the journal, since answers depend on it: thresholds, hours, holidays."""

    name = TextField(unique=True)
    value = Json()


class ClientEvent(Table):
    """Something that happened at a client, or that they said of you."""

    client = reference(Client)
    kind = TermField(EventKind)
    happened_on = Day()
    note = Text(default="")
    settled_on = Day(null=True)  # talked about, or no longer so


class ContactLink(Table):
    """Two persons who know each other, whichever client they are with."""

    contact_a = reference(Contact)
    contact_b = reference(Contact)
    kind = TermField(LinkKind, default=LinkKind.SAME_NETWORK)
    note = Text(default="")


class LightOverride(Table):
    """The person's own judgement of a client's light, with a reason and an end."""

    client = reference(Client)
    light = TermField(Light)
    facts = TermField(Light)  # what the facts said on that day
    reason = Text()
    set_on = Day()
    until = Day()  # last day it holds
    ended_on = Day(null=True)  # taken back on this day


class Snooze(Table):
    """A client who is not to be called for a while."""

    client = reference(Client)
    reason = Text()
    set_on = Day()
    until = Day()  # last day without a call


class PlannedCall(Table):
    """A call set by hand, or one the client asked for."""

    client = reference(Client)
    due_at = WallTime()  # 00:00 where only a day was named
    why = Text(default="")
    planned_on = Day()
    asked_by_client = Flag(default=False)
    done_on = Day(null=True)


class DayOff(Table):
    """Days you do not work though the calendar says so, or the other way round."""

    first_on = Day()
    last_on = Day()
    kind = TermField(DayOffKind, default=DayOffKind.LEAVE)
    note = Text(default="")


class HealthSnapshot(Table):
    """A client's light from a day on, until the next snapshot; added to, never changed."""

    client_uid = TextField()  # no reference: see migrations/m0002_light.py
    day = Day()
    light = TermField(Light)  # what the facts say
    reasons = Json(default=list)
    override = TermField(Light, null=True)
    override_reason = Text(default="")
    override_until = Day(null=True)


class CallListEntry(Table):
    """A place on the nine o'clock list of one morning."""

    day = Day()
    client_uid = TextField()
    position = IntegerField()
    lane = TermField(Lane)
    rolled_from = Day(null=True)  # the first morning it stood there without a call


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


class PromiseMove(Table):
    """A promise that got another date; each move is kept."""

    promise = reference(Promise)
    moved_on = Day()
    due_before = WallTime(null=True)
    due_after = WallTime(null=True)
    reason = Text(default="")
    client_knows = Flag(default=False)


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
    due_on = Day()
    paid_on = Day(null=True)  # the day nothing was open any more
    total_minor = BigIntegerField()
    paid_minor = BigIntegerField(default=0)
    currency = Text(default="EUR")  # ISO 4217
    state = TermField(InvoiceState, default=InvoiceState.SENT)
    note = Text(default="")
    external_key = TextField(null=True)


class CareIdea(Table):
    """What else could be done for a client, and what came of it."""

    client = reference(Client)
    kind = TermField(CareIdeaKind, default=CareIdeaKind.COULD_HELP)
    text = Text()
    noted_on = Day()
    state = TermField(CareIdeaState, default=CareIdeaState.NOTED)
    settled_on = Day(null=True)
    result = Text(default="")


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


TABLES: tuple[type[Table], ...] = (
    Business,
    Client,
    Contact,
    ContactRole,
    Incident,
    Interaction,
    InteractionContact,
    CheckIn,
    KpiAgreement,
    KpiLine,
    Measurement,
    Promise,
    Loss,
    ClosingConversation,
    PostMortem,
    Lesson,
    Report,
    Setting,
    ClientEvent,
    ContactLink,
    LightOverride,
    Snooze,
    PlannedCall,
    DayOff,
    HealthSnapshot,
    CallListEntry,
    Engagement,
    IntakeQuestion,
    ExpectationItem,
    PromiseMove,
    TimeEntry,
    Invoice,
    CareIdea,
    IncidentMove,
    Argument,
    AccountEntry,
    Cause,
)

#: What is for nobody else: in no report, in no export for a client, in no search.
PRIVATE: dict[type[Table], frozenset[str]] = {
    PostMortem: frozenset({"private_feelings"}),
    Incident: frozenset({"private_feelings", "own_load", "own_mood"}),
}

#: What the journal notes by itself about its clients, see ``Journal.note``.
NOTES: tuple[type[Table], ...] = (HealthSnapshot, CallListEntry)


def name_of(table: type[Table]) -> str:
    """Return the table's name, which is also its TYPE in scripts: "kpi_line"."""
    return str(table._meta.table_name)


def key_of(table: type[Table]) -> Any:
    """Return the table's ``id`` column, for conditions."""
    return table._meta.primary_key

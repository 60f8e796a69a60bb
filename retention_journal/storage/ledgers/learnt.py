"""What was learnt: losses, looking back, lessons, and the reports that were sent."""

from __future__ import annotations

from peewee import BigIntegerField, ForeignKeyField, IntegerField

from retention_journal.core.clients import Status, Tier
from retention_journal.core.contacts import Channel
from retention_journal.core.incidents import Verdict
from retention_journal.core.lessons import (
    LessonState,
    PostMortemForm,
    PostMortemState,
    ReportState,
    TriggerKind,
)
from retention_journal.core.losses import Destination, LossKind, LossReason, ReasonCertainty, ReasonSource
from retention_journal.storage.fields import Blob, Day, Flag, Json, TermField, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.contacts import Interaction
from retention_journal.storage.ledgers.firm import Client, Contact
from retention_journal.storage.ledgers.incidents import Incident


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
    noticed_on = Day(null=True)  # when one noticed that something was ending
    won_back_on = Day(null=True)


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
    example = Text(default="")
    first_noticed = Text(default="")
    situation = Text(default="")  # what was going on around them
    asked_by = Text(default="")  # somebody neutral who asked instead
    to_thank = Text(default="")
    still_open = Text(default="")
    own_notes = Text(default="")  # apart from their words
    minutes = IntegerField(null=True)
    may_call_on = Day(null=True)
    thanked_on = Day(null=True)
    no_answer = Flag(default=False)


class PostMortem(Table):
    """Looking back on a loss, or on several at once (``PostMortemLoss``).

    ``private_feelings`` may never leave the journal.
    """

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
    feelings_waived = Flag(default=False)
    form = TermField(PostMortemForm, default=PostMortemForm.FULL)
    step = IntegerField(default=0)  # where one stopped
    could_differently = TermField(Verdict, default=Verdict.UNKNOWN)
    could_see_earlier = TermField(Verdict, default=Verdict.UNKNOWN)
    could_come_along = TermField(Verdict, default=Verdict.UNKNOWN)
    good_that_came = Text(default="")
    none_ours_because = Text(default="")  # looked for, found none, because
    none_situational_because = Text(default="")
    no_action_because = Text(default="")
    finished_on = Day(null=True)
    reread_on = Day(null=True)  # seven days later
    closed_on = Day(null=True)
    look_again_on = Day(null=True)
    looked_again_on = Day(null=True)
    looked_again = Text(default="")


class PostMortemLoss(Table):
    """Another loss that is looked at in a joint post-mortem, beside its own."""

    post_mortem = reference(PostMortem)
    loss = reference(Loss)


class TimelineNote(Table):
    """Something in a post-mortem's timeline that no record tells."""

    post_mortem = reference(PostMortem)
    happened_on = Day()
    text = Text()
    source = Text(default="")
    known_then = Flag(default=False)


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
    trigger_kind = TermField(TriggerKind, default=TriggerKind.NONE)
    trigger_value = Text(default="")
    incident = reference(Incident, null=True, on_delete="SET NULL")


class CareTrial(Table):
    """A while of more care, held against as long a while before. Source: capability F16."""

    what = Text()
    tier = TermField(Tier, null=True)  # NULL: all clients
    started_on = Day()
    ends_on = Day()
    finding = Text(default="")


class FirmLookBack(Table):
    """Looking back on the firm itself, after years. Source: capability F14."""

    written_on = Day()
    covers_from = Day()
    covers_to = Day()
    went_well = Text(default="")
    went_wrong = Text(default="")
    would_tell = Text(default="")  # what one would tell oneself at the start
    from_now_on = Text(default="")


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
    reviewed_at = WallTime(null=True)
    corrects = ForeignKeyField("self", null=True, backref="+", lazy_load=False, on_delete="SET NULL")
    reply_in = reference(Interaction, null=True, on_delete="SET NULL")
    learnt = Text(default="")
    decisions = Text(default="")
    proposal = Text(default="")  # for the next quarter
    remarks = Json(default=dict)  # by line_key
    glossary = Json(default=dict)  # what a goal's name means, by line_key
    setbacks = Json(null=True)  # NULL: what the journal offers
    promises_next = Json(null=True)
    needs = Json(null=True)
    parts_off = Json(null=True)  # NULL: as the firm has it

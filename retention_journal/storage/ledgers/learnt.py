"""What was learnt: losses, looking back, lessons, and the reports that were sent."""

from __future__ import annotations

from peewee import BigIntegerField, IntegerField

from retention_journal.core.clients import Status
from retention_journal.core.contacts import Channel
from retention_journal.core.lessons import LessonState, PostMortemState, ReportState
from retention_journal.core.losses import Destination, LossKind, LossReason, ReasonCertainty, ReasonSource
from retention_journal.storage.fields import Blob, Day, Flag, Json, TermField, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.firm import Client, Contact


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

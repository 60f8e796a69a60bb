"""The losses of the sample, the talks after them and what was learnt."""

from __future__ import annotations

from datetime import timedelta

from retention_journal.core import formats
from retention_journal.core.clients import Status
from retention_journal.core.lessons import REVIEW_DAYS, LessonState, PostMortemState
from retention_journal.services.sample_firm.cast import Closing, Ending, Learnt, Looking
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import ClosingConversation, Lesson, Loss, PostMortem


def write(drafts: Drafts, told: Told) -> None:
    """Write how a firm left, if it did."""
    ending = told.firm.ending
    if ending is None:
        return
    loss = _write_loss(drafts, told, ending)
    if ending.closing:
        _write_closing(drafts, told, loss, ending.closing)
    if ending.looking:
        _write_looking(drafts, loss, ending.looking)
    for lesson in ending.learnt:
        _write_lesson(drafts, told, loss, ending, lesson)


def _write_loss(drafts: Drafts, told: Told, ending: Ending) -> int:
    return drafts.add(
        Loss,
        client=told.client,
        kind=ending.kind,
        notice_on=drafts.day(ending.notice),
        ended_on=None if ending.ended is None else drafts.day(ending.ended),
        primary_reason=ending.reason,
        other_reasons=[reason.value for reason in ending.others],
        reason_source=ending.source,
        reason_certainty=ending.certainty,
        destination=ending.destination,
        value_lost_minor=None if ending.value is None else ending.value * 100,
        currency=ending.currency,
        winback_on=None if ending.winback_in is None else drafts.ahead(ending.winback_in),
        winback_condition=ending.condition,
        their_words=ending.words,
        status_before=Status.ACTIVE,
    )


def _write_closing(drafts: Drafts, told: Told, loss: int, closing: Closing) -> None:
    first, second, third = closing.advice
    drafts.add(
        ClosingConversation,
        loss=loss,
        held_on=None if closing.held is None else drafts.day(closing.held),
        planned_on=None if closing.planned_in is None else drafts.ahead(closing.planned_in),
        with_contact=told.people[closing.who],
        channel=closing.channel,
        what_was_good=closing.good,
        what_could_be_better=closing.better,
        advice_1=first,
        advice_2=second,
        advice_3=third,
        when_decided=closing.decided,
        felt_seen=closing.seen,
        easy_to_deal_with=closing.easy,
        would_return=closing.would_return,
        may_quote=closing.may_quote,
        declined=closing.declined,
    )


def _write_looking(drafts: Drafts, loss: int, looking: Looking) -> None:
    drafts.add(
        PostMortem,
        loss=loss,
        state=PostMortemState.CLOSED if looking.closed else PostMortemState.DRAFT,
        summary=looking.summary,
        impact=looking.impact,
        timeline=looking.timeline,
        detection=looking.detection,
        differently=looking.differently,
        seen_earlier=looking.seen_earlier,
        come_along=looking.come_along,
        went_well=looking.went_well,
        went_wrong=looking.went_wrong,
        got_lucky=looking.got_lucky,
        private_feelings=looking.feelings,
    )


def _write_lesson(drafts: Drafts, told: Told, loss: int, ending: Ending, lesson: Learnt) -> None:
    learnt_on = drafts.day(max(ending.notice - 9, 1))
    step = min(lesson.read, len(REVIEW_DAYS) - 1)
    review_on = None if lesson.retired else drafts.ahead(lesson.due_in)
    last_read = drafts.today - timedelta(days=max(1, REVIEW_DAYS[step] - lesson.due_in))
    drafts.add(
        Lesson,
        text=lesson.text,
        trigger=lesson.trigger,
        loss=loss,
        learnt_on=learnt_on,
        origin=f"{told.firm.name}, {formats.month(drafts.day(ending.notice), 'nb').lower()}",
        next_review_on=review_on,
        interval_step=lesson.read,
        times_read=lesson.read,
        last_read_on=max(last_read, learnt_on) if lesson.read else None,
        state=LessonState.RETIRED if lesson.retired else LessonState.ACTIVE,
    )

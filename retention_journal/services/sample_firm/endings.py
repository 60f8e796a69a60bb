"""The losses of the sample, the talks after them and what was learnt."""

from __future__ import annotations

from datetime import timedelta

from retention_journal.core import formats
from retention_journal.core.clients import Status
from retention_journal.core.lessons import REVIEW_DAYS, ActionState, LessonState, PostMortemState
from retention_journal.core.periods import months_before
from retention_journal.services.sample_firm.cast_endings import Act, Closing, Ending, Learnt, Looking
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import (
    ActionItem,
    Cause,
    ClosingConversation,
    Lesson,
    Loss,
    PostMortem,
    TimelineNote,
)

_LOOKED_BACK = timedelta(days=14)
_COOLING_OFF = timedelta(days=7)
_EFFECT_AFTER = timedelta(days=90)
_LOOKED_AGAIN = timedelta(days=30)


def write(drafts: Drafts, told: Told) -> None:
    """Write how a firm left, if it did."""
    ending = told.firm.ending
    if ending is None:
        return
    loss = _write_loss(drafts, told, ending)
    if ending.closing:
        _write_closing(drafts, told, loss, ending.closing)
    if ending.looking:
        _write_looking(drafts, loss, ending, ending.looking)
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
        noticed_on=None if ending.noticed is None else drafts.day(ending.noticed),
        won_back_on=None if ending.won_back is None else drafts.day(ending.won_back),
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
        example=closing.example,
        first_noticed=closing.noticed,
        situation=closing.situation,
        still_open=closing.still_open,
        own_notes=closing.notes,
        minutes=closing.minutes,
        thanked_on=None if closing.thanked is None else drafts.day(closing.thanked),
    )


def _write_looking(drafts: Drafts, loss: int, ending: Ending, looking: Looking) -> None:
    notice = drafts.day(ending.notice)
    finished = notice + _LOOKED_BACK if looking.closed else None
    differently, seen_earlier, come_along = looking.could
    again = months_before(notice, -6)
    post_mortem = drafts.add(
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
        could_differently=differently,
        could_see_earlier=seen_earlier,
        could_come_along=come_along,
        good_that_came=looking.good,
        none_ours_because=looking.none_ours,
        none_situational_because=looking.none_situational,
        no_action_because=looking.no_action,
        step=looking.step,
        finished_on=finished,
        reread_on=finished and finished + _COOLING_OFF,
        closed_on=finished and finished + _COOLING_OFF,
        look_again_on=again,
        looked_again_on=again if again < drafts.today - _LOOKED_AGAIN else None,
    )
    _write_parts(drafts, post_mortem, looking)


def _write_parts(drafts: Drafts, post_mortem: int, looking: Looking) -> None:
    for place, cause in enumerate(looking.causes):
        drafts.add(
            Cause,
            post_mortem=post_mortem,
            position=place,
            kind=cause.kind,
            locus=cause.locus,
            whose=cause.whose,
            controllable=cause.controllable,
            evidence=cause.evidence,
        )
    for place, act in enumerate(looking.acts):
        _write_act(drafts, post_mortem, place, act)
    for one in looking.beyond:
        drafts.add(
            TimelineNote,
            post_mortem=post_mortem,
            happened_on=drafts.day(one.days),
            text=one.text,
            source=one.source,
            known_then=one.known,
        )


def _write_act(drafts: Drafts, post_mortem: int, place: int, act: Act) -> None:
    done_on = None if act.done is None else drafts.day(act.done)
    state = ActionState.DONE if done_on else ActionState.DROPPED if act.dropped else ActionState.OPEN
    drafts.add(
        ActionItem,
        post_mortem=post_mortem,
        position=place,
        text=act.text,
        done_when=act.done_when,
        kind=act.kind,
        cause_kind=act.against,
        due_on=drafts.today - timedelta(days=act.due),
        state=state,
        done_on=done_on,
        drop_reason=act.dropped,
        effect_check_on=done_on and done_on + _EFFECT_AFTER,
        effect=act.effect,
        effect_note=act.effect_note,
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
        trigger_kind=lesson.kind,
        trigger_value=lesson.value,
        loss=loss,
        learnt_on=learnt_on,
        origin=f"{told.firm.name}, {formats.month(drafts.day(ending.notice), 'nb').lower()}",
        next_review_on=review_on,
        interval_step=lesson.read,
        times_read=lesson.read,
        last_read_on=max(last_read, learnt_on) if lesson.read else None,
        state=LessonState.RETIRED if lesson.retired else LessonState.ACTIVE,
    )

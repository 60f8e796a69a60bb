"""What the page of looking back reads of one loss, and how each of its five steps stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.lessons import PostMortemState
from retention_journal.core.losses import LossReason
from retention_journal.core.post_mortem import Lacking, Step
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_entry
from retention_journal.services.post_mortem_numbers import YearBefore, year_before
from retention_journal.services.post_mortems import PostMortemView, post_mortem, wanting
from retention_journal.services.reflections import ClosingEntry, LossView, reflection_of
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.pages.post_mortem_steps_bar import StepLook


@dataclass(frozen=True)
class LookedAt:
    """One loss with all that the page shows of it.

    Attributes:
        since: The first day as a client, None where it is not known.
        wanting: What is wanting before it is written to the end.
    """

    loss: LossView
    one: PostMortemView
    since: date | None
    year: YearBefore
    wanting: tuple[Lacking, ...]


def looked_at(journal: JournalReader, loss_id: int) -> LookedAt:
    """Return what the page shows of a loss.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    one = post_mortem(journal, loss_id)
    losses = reflection_of(journal, one.client_id).losses
    return LookedAt(
        next(loss for loss in losses if loss.loss_id == loss_id),
        one,
        client_entry(journal, one.client_id).start_date,
        year_before(journal, one.client_id, one.notice_on),
        wanting(journal, loss_id),
    )


def step_looks(at: LookedAt, today: date) -> tuple[StepLook, ...]:
    """Return how each of the five steps stands."""
    return (
        _happened(at.loss),
        _talk(at.loss.closing, today),
        StepLook(at.one.is_begun and not _wants(at, Step.LOOK_BACK)),
        _lessons(at),
        _again(at.one, today),
    )


def _wants(at: LookedAt, step: Step) -> bool:
    return any(one.step is step for one in at.wanting)


def _happened(loss: LossView) -> StepLook:
    entry = loss.entry
    known = entry.primary_reason is not LossReason.UNKNOWN or bool(entry.their_words)
    return StepLook(known, formats.day_of_month(entry.notice_on))


def _talk(closing: ClosingEntry, today: date) -> StepLook:
    if closing.held_on:
        told = formats.short_day(closing.held_on, today=today)
        if closing.minutes:
            told = _("{day}, {n} min").format(day=told, n=closing.minutes)
        return StepLook(is_done=True, below=told)
    if closing.declined or closing.no_answer:
        told = _("they declined") if closing.declined else _("no answer came")
        return StepLook(is_done=True, below=told)
    if closing.planned_on:
        return StepLook(
            below=_("planned {day}").format(day=formats.short_day(closing.planned_on, today=today))
        )
    return StepLook()


def _lessons(at: LookedAt) -> StepLook:
    count = len(at.loss.lessons)
    told = ngettext("{n} lesson", "{n} lessons", count).format(n=count) if count else ""
    return StepLook(bool(count) and not _wants(at, Step.LESSONS), told)


def _again(one: PostMortemView, today: date) -> StepLook:
    if one.closed_on and one.state is PostMortemState.CLOSED:
        return StepLook(
            is_done=True, below=_("closed {day}").format(day=formats.short_day(one.closed_on, today=today))
        )
    if one.reread_on and one.state is PostMortemState.IN_REVIEW:
        return StepLook(below=_("re-read {day}").format(day=formats.short_day(one.reread_on, today=today)))
    return StepLook()

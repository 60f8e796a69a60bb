"""Lessons: one sentence each, written after a loss or at any time, that come back to be read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from peewee import JOIN, fn

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lessons import LessonState, next_review
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Lesson, Loss, key_of


@dataclass(frozen=True)
class LessonView:
    """One lesson, where it came from and when it is read again."""

    id: int
    text: str
    trigger: str
    origin: str
    loss_id: int | None
    learnt_on: date
    next_review_on: date | None
    interval_step: int
    times_read: int
    last_read_on: date | None
    state: LessonState
    client_id: int | None = None
    client: str = ""
    lost_on: date | None = None


def add_lesson(
    journal: Journal,
    text: str,
    *,
    today: date,
    loss_id: int | None = None,
    origin: str = "",
    trigger: str = "",
) -> int:
    """Keep a lesson, to be read again in a week, and return its id.

    Raises:
        InvalidEntryError: It says nothing.
    """
    with journal.change(_("Write a lesson")) as change:
        return change.insert(
            Lesson,
            text=_lesson_text(text),
            trigger=trigger,
            origin=origin,
            loss=loss_id,
            learnt_on=today,
            next_review_on=next_review(0, today),
        )


def still_true(journal: Journal, lesson: LessonView, *, today: date) -> date:
    """Say that a lesson still holds; it comes back after a longer while. Returns when.

    Source: ideas, 3.10: 7, 30, 90, 180, 365 days.
    """
    step = lesson.interval_step + 1
    again = next_review(step, today)
    with journal.change(_("Still true")) as change:
        change.update(
            Lesson,
            lesson.id,
            interval_step=step,
            next_review_on=again,
            last_read_on=today,
            times_read=lesson.times_read + 1,
        )
    return again


def rewrite_lesson(journal: Journal, lesson_id: int, text: str, *, today: date) -> None:
    """Say a lesson in new words; it starts over at a week.

    Raises:
        InvalidEntryError: It says nothing.
    """
    with journal.change(_("Rewrite the lesson")) as change:
        change.update(
            Lesson,
            lesson_id,
            text=_lesson_text(text),
            interval_step=0,
            next_review_on=next_review(0, today),
            last_read_on=today,
        )


def retire_lesson(journal: Journal, lesson_id: int) -> None:
    """Let a lesson rest in the archive."""
    with journal.change(_("Retire the lesson")) as change:
        change.update(Lesson, lesson_id, state=LessonState.RETIRED, next_review_on=None)


def use_lesson_again(journal: Journal, lesson_id: int, *, today: date) -> None:
    """Take a retired lesson back into use."""
    with journal.change(_("Use the lesson again")) as change:
        change.update(
            Lesson,
            lesson_id,
            state=LessonState.ACTIVE,
            interval_step=0,
            next_review_on=next_review(0, today),
        )


def trash_lesson(journal: Journal, lesson_id: int, *, now: datetime) -> None:
    """Put a lesson in the trash as of ``now``."""
    with journal.change(_("Move the lesson to the trash")) as change:
        change.trash(Lesson, lesson_id, at=now)


def lessons(journal: JournalReader, state: LessonState | None = None) -> list[LessonView]:
    """Return the lessons, those to be read soonest first; ``state`` None returns all."""
    query = (
        Lesson.select(
            key_of(Lesson),
            Lesson.text,
            Lesson.trigger,
            Lesson.origin,
            Lesson.loss.alias("loss_id"),
            Lesson.learnt_on,
            Lesson.next_review_on,
            Lesson.interval_step,
            Lesson.times_read,
            Lesson.last_read_on,
            Lesson.state,
            key_of(Client).alias("client_id"),
            fn.COALESCE(Client.name, "").alias("client"),
            Loss.notice_on.alias("lost_on"),
        )
        .join(Loss, JOIN.LEFT_OUTER, on=(Lesson.loss == key_of(Loss)))
        .join(Client, JOIN.LEFT_OUTER, on=((Loss.client == key_of(Client)) & Client.trashed_at.is_null()))
        .where(Lesson.trashed_at.is_null())
        .order_by(Lesson.next_review_on.is_null(), Lesson.next_review_on, key_of(Lesson).desc())
    )
    if state is not None:
        query = query.where(Lesson.state == state)
    return journal.rows(query, LessonView)


def lessons_due(journal: JournalReader, today: date) -> list[LessonView]:
    """Return the lessons to re-read today, the longest waiting first."""
    return [
        lesson
        for lesson in lessons(journal, LessonState.ACTIVE)
        if lesson.next_review_on is not None and lesson.next_review_on <= today
    ]


def _lesson_text(text: str) -> str:
    cleaned = clean(text, lines=False)
    if not cleaned:
        raise InvalidEntryError("text", _("A lesson is one sentence. Write it, or leave it for now."))
    return cleaned

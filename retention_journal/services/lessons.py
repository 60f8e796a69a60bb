"""Lessons: one sentence each, written after a loss or at any time, that come back to be read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lesson_triggers import told, values_of
from retention_journal.core.lessons import LessonState, TriggerKind, next_review
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Incident, Lesson, Loss, key_of


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
    uid: str = ""
    trigger_kind: TriggerKind = TriggerKind.NONE
    trigger_value: str = ""
    incident_id: int | None = None
    went_wrong_at: datetime | None = None

    @property
    def when(self) -> str:
        """What brings it back before its day, in words; "" for nothing."""
        return told(self.trigger_kind, self.trigger_value) or self.trigger


@dataclass(frozen=True)
class LessonAbout:
    """What a lesson is about: what brings it back, and the loss or the incident it comes from.

    Attributes:
        trigger: When it matters in one's own words, where no kind of trigger fits.
        trigger_value: A value of ``core.lesson_triggers.values_of(trigger_kind)``.
    """

    trigger: str = ""
    trigger_kind: TriggerKind = TriggerKind.NONE
    trigger_value: str = ""
    loss_id: int | None = None
    incident_id: int | None = None


def add_lesson(  # noqa: PLR0913
    journal: Journal,
    text: str,
    *,
    today: date,
    loss_id: int | None = None,
    origin: str = "",
    trigger: str = "",
    trigger_kind: TriggerKind = TriggerKind.NONE,
    trigger_value: str = "",
    incident_id: int | None = None,
) -> int:
    """Keep a lesson, to be read again in a week, and return its id.

    Raises:
        InvalidEntryError: It says nothing, or what brings it back is not said.
    """
    _check_trigger(trigger_kind, trigger_value)
    with journal.change(_("Write a lesson")) as change:
        return change.insert(
            Lesson,
            text=_lesson_text(text),
            trigger=trigger,
            trigger_kind=trigger_kind,
            trigger_value=trigger_value,
            origin=origin,
            loss=loss_id,
            incident=incident_id,
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


def rewrite_lesson(
    journal: Journal, lesson_id: int, text: str, *, today: date, about: LessonAbout | None = None
) -> None:
    """Say a lesson in new words; it starts over at a week.

    Args:
        journal: Where it is kept.
        lesson_id: The lesson.
        text: The new words; the same ones as before do not start it over.
        today: The day it is.
        about: What it is about from now on; None leaves that as it is.

    Raises:
        InvalidEntryError: It says nothing, or what brings it back is not said.
    """
    words = _lesson_text(text)
    columns: dict[str, Any] = {}
    if about is not None:
        _check_trigger(about.trigger_kind, about.trigger_value)
        columns = {
            "trigger": about.trigger,
            "trigger_kind": about.trigger_kind,
            "trigger_value": about.trigger_value,
            "loss": about.loss_id,
            "incident": about.incident_id,
        }
    before = journal.value(Lesson.select(Lesson.text).where(key_of(Lesson) == lesson_id))
    if about is None or before != words:
        columns |= {
            "text": words,
            "interval_step": 0,
            "next_review_on": next_review(0, today),
            "last_read_on": today,
        }
    with journal.change(_("Rewrite the lesson")) as change:
        change.update(Lesson, lesson_id, **columns)


def retire_lesson(journal: Journal, lesson_id: int, *, today: date | None = None) -> None:
    """Let a lesson rest in the archive, read for the last time ``today``."""
    read = {} if today is None else {"last_read_on": today}
    with journal.change(_("Retire the lesson")) as change:
        change.update(Lesson, lesson_id, state=LessonState.RETIRED, next_review_on=None, **read)


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
    lost, hit = Client.alias(), Client.alias()
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
            fn.COALESCE(lost.id, hit.id).alias("client_id"),
            fn.COALESCE(lost.name, hit.name, "").alias("client"),
            Loss.notice_on.alias("lost_on"),
            Lesson.uid,
            Lesson.trigger_kind,
            Lesson.trigger_value,
            Lesson.incident.alias("incident_id"),
            Incident.received_at.alias("went_wrong_at"),
        )
        .join(Loss, JOIN.LEFT_OUTER, on=(Lesson.loss == key_of(Loss)))
        .join(lost, JOIN.LEFT_OUTER, on=((Loss.client == lost.id) & lost.trashed_at.is_null()))
        .join(
            Incident,
            JOIN.LEFT_OUTER,
            on=((Lesson.incident == key_of(Incident)) & Incident.trashed_at.is_null()),
        )
        .join(hit, JOIN.LEFT_OUTER, on=((Incident.client == hit.id) & hit.trashed_at.is_null()))
        .where(Lesson.trashed_at.is_null())
        .order_by(Lesson.next_review_on.is_null(), Lesson.next_review_on, key_of(Lesson).desc())
    )
    if state is not None:
        query = query.where(Lesson.state == state)
    return journal.rows(query, LessonView)


def lessons_due(journal: JournalReader, today: date) -> list[LessonView]:
    """Return the lessons to re-read today, the longest waiting first."""
    return [one for one in lessons(journal, LessonState.ACTIVE) if is_due(one, today)]


def is_due(lesson: LessonView, today: date) -> bool:
    """Say whether a lesson is to be read again."""
    return lesson.next_review_on is not None and lesson.next_review_on <= today


def _check_trigger(kind: TriggerKind, value: str) -> None:
    offered = values_of(kind)
    if offered and value not in dict(offered):
        raise InvalidEntryError("trigger_value", _("Which one? Choose what brings the lesson back."))


def _lesson_text(text: str) -> str:
    cleaned = clean(text, lines=False)
    if not cleaned:
        raise InvalidEntryError("text", _("A lesson is one sentence. Write it, or leave it for now."))
    return cleaned

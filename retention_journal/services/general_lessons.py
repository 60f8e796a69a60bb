"""Five lessons to begin with, in our own words, each of which can be taken over and then is one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core.lessons import TriggerKind
from retention_journal.core.light import SignalId
from retention_journal.i18n import N_, _
from retention_journal.services.lessons import add_lesson, lessons
from retention_journal.storage.journal import Journal, JournalReader


@dataclass(frozen=True)
class GeneralLesson:
    """A lesson of others; ``text`` is in the language of the window."""

    number: int
    text: str
    trigger_kind: TriggerKind
    trigger_value: str = ""


#: Source: ideas, 3.1 to 3.10: what firms that lost clients wished they had done.
_FIVE = (
    (N_("Call three or four clients at nine, before the day’s work takes all your attention."), "none", ""),
    (N_("When the contact person changes, call the new one within a week."), "contact_left", ""),
    (N_("Say what is not included while everyone is still happy."), "new_client", ""),
    (N_("A late invoice is a reason to call, not to send a reminder."), "signal", SignalId.INVOICE),
    (N_("When a company is bought, ask to meet the new owner the same month."), "event_kind",
     "acquired_or_merged"),
)  # fmt: skip


def general_lessons(journal: JournalReader) -> list[GeneralLesson]:
    """Return those of the five that were not taken over yet."""
    own = {one.text for one in lessons(journal)}
    offered = [
        GeneralLesson(number, _(text), TriggerKind(kind), str(value))
        for number, (text, kind, value) in enumerate(_FIVE)
    ]
    return [one for one in offered if one.text not in own]


def take_over(journal: Journal, lesson: GeneralLesson, *, today: date) -> int:
    """Keep one of the five as a lesson of one's own, and return its id."""
    return add_lesson(
        journal,
        lesson.text,
        today=today,
        origin=_("from others"),
        trigger_kind=lesson.trigger_kind,
        trigger_value=lesson.trigger_value,
    )

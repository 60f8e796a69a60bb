"""What happened with a client, as one reads it afterwards: one entry a happening, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.contacts import NEVER_CONTACT, Direction, Kind, Outcome
from retention_journal.core.late_words import came_late
from retention_journal.core.light import Light
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.terms import Term
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import N_, _, ngettext


class EntryKind(Term):
    """What an entry tells of; people filter by it."""

    CONTACT = "contact", N_("Contacts")
    PROMISE = "promise", N_("Promises")
    AGREEMENT = "agreement", N_("Agreement")
    NUMBER = "number", N_("Numbers")
    REPORT = "report", N_("Reports")
    INCIDENT = "incident", N_("Complaints")
    EVENT = "event", N_("Events")
    LIGHT = "light", N_("The light")
    CHANGE = "change", N_("Changes")
    NOTE = "note", N_("Private notes")


@dataclass(frozen=True)
class Answered:
    """One of the three questions with its answer in words."""

    question: str
    answer: str


@dataclass(frozen=True)
class TimelineEntry:
    """One happening, ready to be read in the program's language.

    Attributes:
        table: The record behind it, such as "interaction".
        record_id: Its id.
        at: When; where ``has_time`` is False only the day is known.
        contact_kind: How the two of you were in touch, of entries that are contacts.
        title: What happened, "Call with Tom".
        aside: What is said beside it, "6 min · as usual".
        detail: What was noted, in your words.
        words: What the client said, in theirs.
        answers: Answers to the three questions, where they were asked.
        promises: Promises made in it, each a sentence.
        remark: How it went, "1 day early", with ``is_late`` where it was too late.
        is_private: It may never leave the journal.
        light: What the light became, of an entry that tells how it turned.
    """

    kind: EntryKind
    table: str
    record_id: int
    at: datetime
    has_time: bool
    title: str
    aside: str = ""
    detail: str = ""
    words: str = ""
    answers: tuple[Answered, ...] = ()
    promises: tuple[str, ...] = ()
    remark: str = ""
    is_late: bool = False
    contact_kind: Kind | None = None
    is_private: bool = False
    light: Light | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that can be read in it, for finding by typing."""
        answers = (f"{answer.question} {answer.answer}" for answer in self.answers)
        return (self.title, self.aside, self.detail, self.words, self.remark, *self.promises, *answers)


_FROM_YOU = {
    Kind.CALL: N_("Call with {who}"),
    Kind.VIDEO_CALL: N_("Video call with {who}"),
    Kind.MEETING: N_("Meeting with {who}"),
    Kind.EMAIL: N_("E-mail to {who}"),
    Kind.MESSAGE: N_("Message to {who}"),
    Kind.LETTER: N_("Letter to {who}"),
    Kind.SOCIAL: N_("Social media, to {who}"),
    Kind.EVENT: N_("Event with {who}"),
    Kind.GIFT: N_("Gift to {who}"),
    Kind.REPORT_SENT: N_("Report sent to {who}"),
    Kind.NOTE: N_("Private note"),
}
_FROM_THEM = _FROM_YOU | {
    Kind.CALL: N_("Call from {who}"),
    Kind.VIDEO_CALL: N_("Video call from {who}"),
    Kind.EMAIL: N_("E-mail from {who}"),
    Kind.MESSAGE: N_("Message from {who}"),
    Kind.LETTER: N_("Letter from {who}"),
    Kind.SOCIAL: N_("Social media, from {who}"),
    Kind.GIFT: N_("Gift from {who}"),
}
_TRIED = {
    Kind.CALL: N_("Tried to call {who}"),
    Kind.VIDEO_CALL: N_("Tried a video call with {who}"),
}
_NOT_REACHED = frozenset({Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE})
_ASIDES = {
    Outcome.NO_ANSWER: N_("no answer"),
    Outcome.LEFT_MESSAGE: N_("left a message"),
    Outcome.NO_REPLY_YET: N_("no answer yet"),
    Outcome.REPLIED: N_("answered"),
    Outcome.CANCELLED_BY_CLIENT: N_("cancelled by the client"),
    Outcome.CANCELLED_BY_US: N_("cancelled by you"),
}
_TONES = {
    1: N_("shorter or cooler than usual"),
    2: N_("shorter or cooler than usual"),
    3: N_("as usual"),
    4: N_("warmer than usual"),
    5: N_("warmer than usual"),
}


def contact_title(kind: Kind, direction: Direction, outcome: Outcome, people: Sequence[str]) -> str:
    """Return what happened in one line, "E-mail from Tom"; nobody named is "the client"."""
    if direction is Direction.INBOUND:
        title = _FROM_THEM[kind]
    elif outcome in _NOT_REACHED:
        title = _TRIED.get(kind, _FROM_YOU[kind])
    else:
        title = _FROM_YOU[kind]
    return _(title).format(who=together(people) or _("the client"))


def contact_aside(kind: Kind, outcome: Outcome, minutes: int | None, tone: int | None) -> str:
    """Return how long it took, what came of it and how they sounded: "6 min · as usual"."""
    parts = []
    if minutes:
        parts.append(ngettext("{n} min", "{n} min", minutes).format(n=minutes))
    if outcome in _ASIDES and kind not in NEVER_CONTACT:
        parts.append(_(_ASIDES[outcome]))
    if tone is not None:
        parts.append(_(_TONES[tone]))
    return " · ".join(parts)


def together(names: Sequence[str]) -> str:
    """Return names as one says them: "Tom", "Tom and Priya", "Tom, Priya and Uma"."""
    if len(names) < 2:  # noqa: PLR2004 - there is nothing to join
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def light_turned(light: Light) -> str:
    """Return what the light became."""
    return _("The light turned to {light}").format(light=light.label)


def light_before(light: Light) -> str:
    """Return what the light was until then, as it stands beside what it became."""
    return _("it was {light}").format(light=light.label)


def promise_made(text: str, direction: PromiseDirection, due: date | None) -> str:
    """Return a promise as it was made: "Promised: opening hours, by Thursday 16 October"."""
    if direction is PromiseDirection.THEIRS:
        if due is None:
            return _("They promised: {text}").format(text=text)
        return _("They promised: {text}, by {day}").format(text=text, day=_by(due))
    if due is None:
        return _("Promised: {text}").format(text=text)
    return _("Promised: {text}, by {day}").format(text=text, day=_by(due))


def promise_kept(text: str, direction: PromiseDirection) -> str:
    """Return that a promise was kept, by whoever made it."""
    if direction is PromiseDirection.THEIRS:
        return _("They kept their promise: {text}").format(text=text)
    return _("Promise kept: {text}").format(text=text)


def promise_days(due: date | None, delivered: date) -> str:
    """Return when a promise fell due and came."""
    came = formats.day_of_month(delivered)
    if due is None:
        return _("Delivered {day}.").format(day=came)
    return _("Due {due}, delivered {day}.").format(due=formats.day_of_month(due), day=came)


def promise_came_some_day(noted: date) -> str:
    """Return that nobody wrote down when a promise came, and when it was noted as kept."""
    day = formats.day_of_month(noted)
    return _("Nobody wrote down on which day it came; noted as kept {day}.").format(day=day)


def earliness(due: date | None, delivered: date, working: WorkingDays) -> str:
    """Return by how much a promise came early or late, or "" where it came on the day."""
    if due is None or delivered == due:
        return ""
    early = (due - delivered).days
    if early > 0:
        return ngettext("{n} day early", "{n} days early", early).format(n=early)
    return came_late(due, delivered, working)


def _by(due: date) -> str:
    return _("{weekday} {day}").format(weekday=formats.weekday(due), day=formats.day_of_month(due))

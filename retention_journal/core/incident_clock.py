"""The clock of an incident: what is waited for next, until when, and how near that is.

It counts every hour, also at night: the answer was promised in hours (DESIGN.md, 7.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.incidents import ANSWER_OWED, IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext

#: A thorough answer is promised within so many hours where nothing else was agreed. Source: capability E2.
ANSWER_HOURS = 24
#: Saying that one has heard it is suggested within so many minutes. Source: ideas, 3.6.
ACKNOWLEDGE_MINUTES = 60
#: With less than this left the clock says so in amber. Source: DESIGN.md, 7.7.
SOON = timedelta(hours=4)
#: Something is to be decided within so many days. Source: rules, H1, five working days; capability E4.
DECIDE_DAYS = 7
#: A call is set so many days after it was put right, before the light warns. Source: rules, S8 (DESIGN.md:
#: 14).
FOLLOW_UP_DAYS = 7
_HOUR, _DAY = 60, 24 * 60  # in minutes


class Waits(Term):
    """What an incident waits for."""

    ACKNOWLEDGE = "acknowledge", N_("Say that you heard it")
    ANSWER = "answer", N_("Answer owed")
    DECISION = "decision", N_("To decide")
    FOLLOW_UP = "follow_up", N_("To follow up")


class Urgency(Enum):
    """How near the end of a clock is."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class Steps:
    """When an incident came and which steps it took, in UTC; None for a step not taken yet."""

    state: IncidentState
    received_at: datetime
    acknowledged_at: datetime | None = None
    answer_due_at: datetime | None = None
    answered_at: datetime | None = None
    decide_by: date | None = None
    decided_at: datetime | None = None
    resolved_at: datetime | None = None
    follow_up_on: date | None = None
    followed_up_at: datetime | None = None
    reopened_at: datetime | None = None

    @property
    def began_at(self) -> datetime:
        """When the hours began to run: when it came, or came again."""
        return self.reopened_at or self.received_at


@dataclass(frozen=True)
class Clock:
    """What is waited for and until when.

    Attributes:
        due_at: The end of it, in UTC.
        started_at: Where the bar begins: when it was received, or last stepped on.
        is_promised: The client was told so; else it is what you aim for.
        is_day: Only a day was named; it ends with that day.
    """

    waits: Waits
    due_at: datetime
    started_at: datetime
    is_promised: bool = False
    is_day: bool = False

    def left(self, now: datetime) -> timedelta:
        """Return how long there is; negative once it is late."""
        return self.due_at - instant(now)

    def urgency(self, now: datetime) -> Urgency:
        """Say how near the end is."""
        left = self.left(now)
        if left < timedelta(0):
            return Urgency.LATE
        return Urgency.SOON if left < SOON else Urgency.CALM

    def share_gone(self, now: datetime) -> float:
        """Return which part of the time is gone, 0 to 1."""
        whole = (self.due_at - self.started_at).total_seconds()
        gone = (instant(now) - self.started_at).total_seconds()
        return 1.0 if whole <= 0 else min(1.0, max(0.0, gone / whole))


def clock_of(steps: Steps, answer_hours: int = ANSWER_HOURS) -> Clock | None:
    """Return the clock that runs, or None where nothing is waited for.

    Args:
        steps: What happened so far.
        answer_hours: Hours within which a thorough answer is aimed for, where none was promised.
    """
    if steps.state in ANSWER_OWED:
        return _answer_clock(steps, answer_hours)
    if steps.state in {IncidentState.ANSWERED, IncidentState.REMEDY_AGREED} and steps.decided_at is None:
        return _day_clock(Waits.DECISION, decide_by(steps), steps.answered_at or steps.began_at)
    if steps.state is IncidentState.RESOLVED and steps.follow_up_on is not None:
        return _day_clock(Waits.FOLLOW_UP, steps.follow_up_on, steps.resolved_at or steps.began_at)
    return None


def acknowledge_by(steps: Steps) -> datetime | None:
    """Return until when one should have said that one heard it; None once that was said."""
    if steps.acknowledged_at is not None or steps.state not in ANSWER_OWED:
        return None
    return steps.began_at + timedelta(minutes=ACKNOWLEDGE_MINUTES)


def decide_by(steps: Steps) -> date:
    """Return the day by which something is to be decided, so that nothing is left to hope."""
    return steps.decide_by or on_the_wall(steps.began_at).date() + timedelta(days=DECIDE_DAYS)


def _answer_clock(steps: Steps, answer_hours: int) -> Clock:
    due = steps.answer_due_at or steps.began_at + timedelta(hours=answer_hours)
    return Clock(Waits.ANSWER, due, steps.began_at, is_promised=steps.answer_due_at is not None)


def _day_clock(waits: Waits, day: date, started_at: datetime) -> Clock:
    return Clock(
        waits, instant(datetime.combine(day, time.max)).replace(microsecond=0), started_at, is_day=True
    )


def left_words(left: timedelta) -> str:
    """Return how long there is in words: "6 h 08 min left", "2 days left", "2 h 10 min late"."""
    told = duration_words(abs(left))
    return _("{time} late").format(time=told) if left < timedelta(0) else _("{time} left").format(time=told)


def duration_words(span: timedelta) -> str:
    """Return a span of time in words: "40 min", "6 h 08 min", "3 days"; parts of a minute are dropped."""
    minutes = int(span.total_seconds() // 60)
    if minutes >= 3 * _DAY:
        days = minutes // _DAY
        return ngettext("{n} day", "{n} days", days).format(n=days)
    if minutes < _HOUR:
        return _("{n} min").format(n=minutes)
    return _("{hours} h {minutes:02} min").format(hours=minutes // _HOUR, minutes=minutes % _HOUR)


def promise_sentence(due_at: datetime, now: datetime, language: str | None = None) -> str:
    """Return the sentence to say, "You will have a thorough answer from me by 15:20 tomorrow", in a language.

    Args:
        due_at: When the answer is promised.
        now: The moment of saying it.
        language: In which language; None is the program's.
    """
    say = i18n.texts_in(language or i18n.language()).gettext
    due, today = on_the_wall(instant(due_at)), on_the_wall(instant(now)).date()
    clock = formats.clock(due, language)
    days = (due.date() - today).days
    if days == 0:
        return say(N_("You will have a thorough answer from me by {time} today.")).format(time=clock)
    if days == 1:
        return say(N_("You will have a thorough answer from me by {time} tomorrow.")).format(time=clock)
    return say(N_("You will have a thorough answer from me by {time} on {day}.")).format(
        time=clock, day=formats.weekday_day_within(due.date(), language)
    )

"""The steps by which a complaint was put right, as the client saw them, each with its day.

Source: forms, section 1, page 3; the picture of a report's third page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from retention_journal.core import formats
from retention_journal.core.contacts import Kind
from retention_journal.core.moments import on_the_wall
from retention_journal.core.report import SetbackStep
from retention_journal.i18n import N_, Texts, texts_in

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
#: A promise of so many hours is said in hours, any other by its day.
_IN_HOURS = {*range(1, 25), 48, 72}
#: What took longer is said in days.
_LONG = 3 * _DAY
#: How a complaint came, as one reminds the client of it.
_CAME = {
    Kind.CALL: N_("By phone."),
    Kind.VIDEO_CALL: N_("In a video call."),
    Kind.MEETING: N_("When we met."),
    Kind.EVENT: N_("When we met."),
    Kind.EMAIL: N_("By e-mail."),
    Kind.MESSAGE: N_("In a message."),
    Kind.LETTER: N_("In a letter."),
    Kind.SOCIAL: N_("On social media."),
}


@dataclass(frozen=True)
class Happened:
    """When a complaint came and which steps it took, in UTC; None for a step not taken.

    Attributes:
        is_complaint: They complained; otherwise one noticed it oneself.
        answer_due_at: Until when an answer was promised.
        follow_up_on: The day set for a call.
        remedy: What was agreed to put it right.
        reopened_at: When it came again, the last time.
    """

    is_complaint: bool
    received_at: datetime
    channel: Kind
    answer_due_at: datetime | None = None
    answered_at: datetime | None = None
    decided_at: datetime | None = None
    resolved_at: datetime | None = None
    followed_up_at: datetime | None = None
    follow_up_on: date | None = None
    closed_at: datetime | None = None
    remedy: str = ""
    reopened_at: datetime | None = None

    @property
    def received_on(self) -> date:
        """The day on which it was heard, here."""
        return on_the_wall(self.received_at).date()

    @property
    def began_at(self) -> datetime:
        """When the hours began to run: when it came, or came again."""
        return self.reopened_at or self.received_at


def steps(one: Happened, today: date, language: str) -> tuple[SetbackStep, ...]:
    """Return the steps in their order, and what is still to come after ``today``.

    Args:
        one: What happened.
        today: The date of the report.
        language: BCP 47 tag of the words.
    """
    texts = texts_in(language)
    found = [_told(one, texts, language), *_again(one, texts), *_answer(one, today, texts, language)]
    found += [*_put_right(one, texts), *_call(one, today, texts)]
    return tuple(step for step in found if step.is_to_come or step.on <= today)


def _told(one: Happened, texts: Texts, language: str) -> SetbackStep:
    _ = texts.gettext
    if not one.is_complaint:
        return SetbackStep(one.received_on, _("I saw it"))
    said = [_(_CAME[one.channel])] if one.channel in _CAME else []
    if one.reopened_at is None and one.answer_due_at is not None:
        said.append(_promised(one.answer_due_at, one.received_at, texts, language))
    return SetbackStep(one.received_on, _("You told me"), " ".join(said))


def _promised(due_at: datetime, told_at: datetime, texts: Texts, language: str) -> str:
    _ = texts.gettext
    hours = -(-(due_at - told_at) // _HOUR)
    if hours in _IN_HOURS:
        return texts.ngettext(
            "I promised a thorough answer within {n} hour.",
            "I promised a thorough answer within {n} hours.",
            hours,
        ).format(n=hours)
    day = formats.day_of_month(on_the_wall(due_at).date(), language)
    return _("I promised a thorough answer by {day}.").format(day=day)


def _again(one: Happened, texts: Texts) -> list[SetbackStep]:
    if one.reopened_at is None:
        return []
    on = on_the_wall(one.reopened_at).date()
    return [SetbackStep(on, texts.gettext("It was not over"), texts.gettext("I took it up again."))]


def _answer(one: Happened, today: date, texts: Texts, language: str) -> list[SetbackStep]:
    _ = texts.gettext
    if one.answered_at is not None:
        after = _("After {time}.").format(time=took(one.answered_at - one.began_at, texts))
        return [SetbackStep(on_the_wall(one.answered_at).date(), _("The answer"), after)]
    if one.answer_due_at is None or one.closed_at is not None:
        return []
    due = on_the_wall(one.answer_due_at)
    if due.date() < today:
        return []
    clock = formats.clock(due, language)
    text = _("You will have it by {time}.").format(time=clock)
    return [SetbackStep(due.date(), _("The answer"), text, is_to_come=True)]


def _put_right(one: Happened, texts: Texts) -> list[SetbackStep]:
    _ = texts.gettext
    if one.resolved_at is not None:
        return [SetbackStep(on_the_wall(one.resolved_at).date(), _("Put right"), one.remedy)]
    if one.decided_at is not None:
        return [SetbackStep(on_the_wall(one.decided_at).date(), _("What we agreed"), one.remedy)]
    return []


def _call(one: Happened, today: date, texts: Texts) -> list[SetbackStep]:
    _ = texts.gettext
    title = _("Follow-up call")
    if one.followed_up_at is not None:
        return [SetbackStep(on_the_wall(one.followed_up_at).date(), title)]
    if one.resolved_at is None or one.follow_up_on is None or one.closed_at is not None:
        return []
    if one.follow_up_on < today:
        return []
    text = _("Is it better now? If not, I want to hear it.")
    return [SetbackStep(one.follow_up_on, title, text, is_to_come=True)]


def took(span: timedelta, texts: Texts) -> str:
    """Return how long something took: "21 hours 40 minutes", "4 days"; parts of a minute are dropped."""
    span = max(span, timedelta(0))
    if span >= _LONG:
        days = span // _DAY
        return texts.ngettext("{n} day", "{n} days", days).format(n=days)
    hours, rest = divmod(span, _HOUR)
    minutes = rest // timedelta(minutes=1)
    told = [texts.ngettext("{n} hour", "{n} hours", hours).format(n=hours)] if hours else []
    if minutes or not hours:
        told.append(texts.ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
    return " ".join(told)

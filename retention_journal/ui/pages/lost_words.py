"""What Lost & lessons says of lessons and losses, in whole sentences."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from retention_journal.core import formats
from retention_journal.core.lessons import PostMortemState, next_review
from retention_journal.core.light import Light
from retention_journal.core.light_warned import LightBefore
from retention_journal.core.losses import ReasonCertainty
from retention_journal.core.moments import on_the_wall
from retention_journal.i18n import _, ngettext
from retention_journal.services.lessons import LessonView

if TYPE_CHECKING:
    from retention_journal.services.looks_back import Standing
    from retention_journal.services.reflections import LossView, LostClient

_SOON_DAYS, _WEEKS_DAYS, _DATE_DAYS, _YEAR_DAYS = 14, 60, 75, 360
_LONGEST_QUOTE = 160


def came_from(lesson: LessonView) -> str:
    """Return where a lesson comes from, as a sentence."""
    if lesson.client and lesson.lost_on:
        return _("From losing {client} in {month}.").format(
            client=lesson.client, month=formats.month_within(lesson.lost_on)
        )
    if lesson.client and lesson.went_wrong_at:
        return _("From a complaint of {client} in {month}.").format(
            client=lesson.client, month=_month_of(lesson.went_wrong_at)
        )
    if lesson.origin:
        return _("From: {origin}").format(origin=lesson.origin)
    return _("Your own, written {day}.").format(day=formats.day(lesson.learnt_on))


def origin(lesson: LessonView) -> str:
    """Return where a lesson comes from, for a line in a list."""
    if lesson.client and lesson.lost_on:
        return named(lesson.client, lesson.lost_on)
    if lesson.client and lesson.went_wrong_at:
        return _("{client}, complaint in {month}").format(
            client=lesson.client, month=_month_of(lesson.went_wrong_at)
        )
    return lesson.origin or _("Your own, {month}").format(month=formats.month_within(lesson.learnt_on))


def named(client: str, day: date) -> str:
    """Return a loss as one names it: the client and the month."""
    return _("{client}, {month}").format(client=client, month=formats.month_within(day))


def times_read(lesson: LessonView) -> str:
    """Return how often a lesson was read again."""
    if lesson.times_read == 0:
        return _("new")
    if lesson.times_read == 1:
        return _("read once")
    return ngettext("read {n} time", "read {n} times", lesson.times_read).format(n=lesson.times_read)


def last_read(lesson: LessonView, today: date) -> str:
    """Return when a lesson was last read."""
    if lesson.last_read_on is None:
        return _("written {day}").format(day=formats.days_ago(lesson.learnt_on, today))
    return _("last read {day}").format(day=formats.days_ago(lesson.last_read_on, today))


def again(lesson: LessonView, today: date) -> str:
    """Return when a lesson comes back."""
    due = lesson.next_review_on
    if due is None:
        return _("retired")
    days = (due - today).days
    if days <= 0:
        return _("to re-read")
    if days > _DATE_DAYS:
        return _("again in {month}").format(month=_month(due, today))
    return _("again {day}").format(day=formats.days_ahead(due, today))


def next_time(lesson: LessonView, today: date) -> str:
    """Return when a lesson would come back if it still holds."""
    days = (next_review(lesson.interval_step + 1, today) - today).days
    if days >= _YEAR_DAYS:
        return _("Next time in a year")
    if days >= _WEEKS_DAYS:
        months = round(days / 30.4)
        return ngettext("Next time in about {n} month", "Next time in about {n} months", months).format(
            n=months
        )
    if days > _SOON_DAYS:
        weeks = round(days / 7)
        return ngettext("Next time in about {n} week", "Next time in about {n} weeks", weeks).format(n=weeks)
    return ngettext("Next time in {n} day", "Next time in {n} days", days).format(n=days)


def counted(active: int, retired: int) -> str:
    """Return how many lessons there are."""
    in_use = ngettext("{n} in use", "{n} in use", active).format(n=formats.number(active))
    at_rest = ngettext("{n} retired", "{n} retired", retired).format(n=formats.number(retired))
    return _("{in_use}, {retired}").format(in_use=in_use, retired=at_rest) if retired else in_use


def lost_since(lost: list[LostClient]) -> str:
    """Return how many were lost since the first of them."""
    first = min(one.notice_on for one in lost)
    return ngettext("{n} since {year}", "{n} since {year}", len(lost)).format(
        n=formats.number(len(lost)), year=first.year
    )


def thought(loss: LostClient) -> str:
    """Return what the person thinks was the reason, and how sure that is."""
    if loss.reason_certainty is ReasonCertainty.CONFIRMED:
        return loss.primary_reason.label
    return _("{reason} ({certainty})").format(
        reason=loss.primary_reason.label, certainty=loss.reason_certainty.label.lower()
    )


def said(words: str) -> str:
    """Return what a client said, cut where it is long."""
    line = " ".join(words.split())
    if not line:
        return _("Nothing written down")
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE].rstrip()}…"


def light_before(seen: LightBefore | None) -> str:
    """Return what the light said before a loss: "Watch 35 days before, and no talk after", or ""."""
    if seen is None:
        return ""
    days = seen.days
    if days is None:
        return _("Steady until the notice")
    first = Light.RED if seen.first_warning == seen.first_red else Light.AMBER
    told = ngettext("{light} {n} day before", "{light} {n} days before", days).format(
        light=first.label, n=formats.number(days)
    )
    if seen.talked_on is None:
        return _("{told}, and no talk after").format(told=told)
    return _("{told}, talked {day}").format(told=told, day=formats.short_day(seen.talked_on))


def reflection(standing: Standing) -> str:
    """Return how far looking back on a loss has come, and what one can do about it."""
    if standing.state is PostMortemState.CLOSED:
        return _("Look again")
    if standing.state is PostMortemState.IN_REVIEW:
        return _("Reflection: re-read and close")
    return _("Reflection: step {n} of 5, go on").format(n=standing.step)


def closing_state(loss: LostClient, today: date) -> str:
    """Return how far the closing conversation has come, or "" where nothing is known of one."""
    if loss.closing_declined:
        return _("No closing conversation")
    if loss.closing_held_on:
        return _("Talked {day}").format(day=formats.short_day(loss.closing_held_on, today=today))
    if loss.closing_planned_on:
        return _("Closing conversation {day}").format(
            day=formats.short_day(loss.closing_planned_on, today=today)
        )
    return ""


def closing_line(loss: LossView) -> str:
    """Return with whom, how and when the closing conversation was, or what became of it."""
    closing = loss.closing
    if closing.declined:
        return _("There was no closing conversation.")
    if closing.held_on is None:
        if closing.planned_on is None:
            return ""
        return _("Planned for {day}.").format(day=formats.day(closing.planned_on))
    told = [loss.talked_to, closing.channel.label if closing.channel else "", formats.day(closing.held_on)]
    return ", ".join(one for one in told if one)


def _month(day: date, today: date) -> str:
    return formats.month_within(day, year=(day - today).days >= _YEAR_DAYS)


def _month_of(moment: datetime) -> str:
    return formats.month_within(on_the_wall(moment).date())

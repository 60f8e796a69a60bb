"""What is said of a complaint in a line: what is waited for and how long, or what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.incident_clock import Clock, Urgency, Waits, duration_words, left_words
from retention_journal.core.incidents import OPEN, IncidentState
from retention_journal.core.moments import on_the_wall
from retention_journal.i18n import _, ngettext
from retention_journal.services.complaint_rows import ComplaintRow
from retention_journal.services.incidents import IncidentView
from retention_journal.ui.incident_watch import LIGHTS
from retention_journal.ui.pages.today_complaints import clock_words


@dataclass(frozen=True)
class Told:
    """Words with their light: "watch" is a triangle, "act" a diamond, "" calm ink."""

    words: str
    light: str = ""


@dataclass(frozen=True)
class LargeClock:
    """The clock as the head of a complaint shows it.

    Attributes:
        figure: "6 h 08 min", large.
        rest: "left", small beside it.
        below: Until when, or what to do now.
    """

    figure: str
    rest: str
    below: str
    light: str
    share_gone: float


def told_of(row: ComplaintRow, now: datetime) -> Told:
    """Return what a list says of a complaint."""
    clock = row.clock
    if clock is not None:
        words = clock_words(clock, now)
        told = _("to decide: {day}").format(day=words) if clock.waits is Waits.DECISION else words
        return Told(told, LIGHTS[clock.urgency(now)])
    if row.state in OPEN:
        return Told(_("agreed on, not put right yet"))
    return Told(f"{formats.month(row.ended_on)} · {_became(row)}")


def _became(row: ComplaintRow) -> str:
    """Say what became of them: that they stayed is what a complaint that was met well is worth."""
    if row.state is IncidentState.WITHDRAWN:
        return _("withdrawn")
    return _("still a client") if row.is_still_client else _("no longer a client")


def large_clock(clock: Clock, now: datetime) -> LargeClock:
    """Return what stands beside the name of a complaint that waits for something."""
    left, urgency = clock.left(now), clock.urgency(now)
    light, gone = LIGHTS[urgency], clock.share_gone(now)
    if clock.is_day:
        figure, rest = _days(on_the_wall(clock.due_at).date(), now.date())
        return LargeClock(figure, rest, _by_day(clock, now.date()), light, gone)
    rest = _("late") if urgency is Urgency.LATE else _("left")
    below = _("{told}. Call now and say when.").format(told=left_words(left))
    if urgency is not Urgency.LATE:
        below = _by_hour(clock, now)
    return LargeClock(duration_words(abs(left)), rest, below, light, gone)


def _days(due: date, today: date) -> tuple[str, str]:
    days = (due - today).days
    if days == 0:
        return formats.days_ahead(due, today).capitalize(), ""
    told = ngettext("{n} day", "{n} days", abs(days)).format(n=formats.number(abs(days)))
    return told, _("late") if days < 0 else _("left")


def _by_hour(clock: Clock, now: datetime) -> str:
    due = on_the_wall(clock.due_at)
    at, day = formats.clock(due), formats.days_ahead(due.date(), now.date())
    if clock.is_promised:
        return _("Answer promised by {time}, {day}").format(time=at, day=day)
    return _("No answer promised yet. You aim for {time}, {day}").format(time=at, day=day)


def _by_day(clock: Clock, today: date) -> str:
    due = on_the_wall(clock.due_at).date()
    day = formats.days_ahead(due, today) if due >= today else formats.days_ago(due, today)
    if clock.waits is Waits.FOLLOW_UP:
        return _("The call afterwards: {day}").format(day=day)
    return _("To decide what to do: {day}").format(day=day)


def ended_words(one: IncidentView) -> str:
    """Return how a complaint stands for which nothing is waited: "Closed on 3 May 2025, …"."""
    if one.state is IncidentState.WITHDRAWN and one.closed_at is not None:
        return _("Withdrawn on {day}.").format(day=formats.day(on_the_wall(one.closed_at).date()))
    if one.resolved_at is not None:
        day = formats.day(on_the_wall(one.resolved_at).date())
        took = duration_words(one.resolved_at - one.received_at)
        return _("Put right on {day}, {time} after it came.").format(day=day, time=took)
    return one.state.label


def came_words(one: IncidentView) -> str:
    """Return who said it and how and when it came: "Tor Rognan, by phone, Monday 13 October at 15:20"."""
    at = on_the_wall(one.received_at)
    when = _("{day} at {time}").format(day=formats.weekday_day_within(at.date()), time=formats.clock(at))
    if not one.is_complaint:
        return _("noticed by yourself, {when}").format(when=when)
    how = one.channel.label.lower()
    parts = (one.reporter_name, how, when)
    return ", ".join(part for part in parts if part)

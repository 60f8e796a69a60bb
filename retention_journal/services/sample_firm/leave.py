"""When the sample's own firm is closed: three weeks each summer, a day in bed, a week off ahead."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.days_off import DayOffKind
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.storage.tables import DayOff, Interaction

_JULY = (7, 4)  # the leave begins on the Monday after
_LEAVE_DAYS = 21
_SUMMERS = 2
#: The stories of the clients reach back this far, and none of them has a leave in it.
_STORIES_DAYS = 105
_ILL_DAYS_AGO = 31
_AHEAD_DAYS = 45
_WEEK = timedelta(days=4)  # from Monday to Friday


def summers(today: date) -> list[tuple[date, date]]:
    """Return first and last day of the leaves of the last two years, the newest first."""
    found: list[tuple[date, date]] = []
    year = today.year
    while len(found) < _SUMMERS:
        first = _monday_after(date(year, *_JULY))
        last = first + timedelta(days=_LEAVE_DAYS - 1)
        if (today - last).days > _STORIES_DAYS:
            found.append((first, last))
        year -= 1
    return found


def write(drafts: Drafts) -> None:
    """Write the days off; after the contacts, since nobody calls from bed."""
    for first, last in reversed(summers(drafts.today)):
        drafts.add(DayOff, first_on=first, last_on=last, kind=DayOffKind.LEAVE, note="Sommerferie")
    ill = _day_without_contact(drafts)
    drafts.add(DayOff, first_on=ill, last_on=ill, kind=DayOffKind.SICK, note="Influensa")
    ahead = _monday_after(drafts.today + timedelta(days=_AHEAD_DAYS))
    drafts.add(DayOff, first_on=ahead, last_on=ahead + _WEEK, kind=DayOffKind.LEAVE, note="En uke på fjellet")


def _monday_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _day_without_contact(drafts: Drafts) -> date:
    busy = {row["occurred_at"].date() for row in drafts.rows(Interaction)}
    day = drafts.day(_ILL_DAYS_AGO)
    while day in busy or not MONDAY_TO_FRIDAY.is_working(day):
        day -= timedelta(days=1)
    return day

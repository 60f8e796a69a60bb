"""Months, quarters and other runs of days."""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _

JANUARY = 1
_QUARTER, _YEAR = 3, 12  # months
_WEEK = 7  # days


@dataclass(frozen=True, order=True)
class DayRange:
    """A run of whole days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Say whether ``day`` lies in it."""
        return self.first <= day <= self.last


def month_of(day: date) -> DayRange:
    """Return the calendar month that ``day`` lies in."""
    first = day.replace(day=1)
    return DayRange(first, add_months(first, 1) - timedelta(days=1))


def quarter_of(day: date, year_start: int = JANUARY) -> DayRange:
    """Return the quarter that ``day`` lies in.

    Args:
        day: Any of its days.
        year_start: The month in which the business year begins, 1 to 12; quarters begin with it.
    """
    return _run_of(day, _QUARTER, year_start)


def year_of(day: date, year_start: int = JANUARY) -> DayRange:
    """Return the business year that ``day`` lies in; it begins in the month ``year_start``, 1 to 12."""
    return _run_of(day, _YEAR, year_start)


def whole_months(period: DayRange) -> int:
    """Return of how many whole calendar months a run of days consists; 0 where it is not whole months."""
    after = period.last + timedelta(days=1) if period.last < date.max else period.last
    if period.first.day != 1 or after.day != 1:
        return 0
    return max((after.year - period.first.year) * _YEAR + after.month - period.first.month, 0)


def _is_whole(period: DayRange) -> bool:
    """Say whether a run of days is a week, a month, a quarter or a year."""
    days = (period.last - period.first).days + 1
    return whole_months(period) in {1, _QUARTER, _YEAR} or (days == _WEEK and period.first.weekday() == 0)


def _run_of(day: date, months: int, year_start: int) -> DayRange:
    into = (day.month - year_start) % _YEAR % months
    first = add_months(day.replace(day=1), -into)
    return DayRange(first, add_months(first, months) - timedelta(days=1))


def add_months(first: date, months: int) -> date:
    """Return the first of the month ``months`` after (or before) that of ``first``."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, or the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_between(first: date, last: date) -> int:
    """Return the whole months from one day to a later one; 0 where it is not later."""
    months = (last.year - first.year) * _YEAR + last.month - first.month
    return max(months - (last.day < first.day), 0)


def previous_month(today: date) -> DayRange:
    """Return the last whole month before ``today``."""
    return month_of(add_months(today, -1))


def last_twelve_months(today: date) -> DayRange:
    """Return the twelve months up to ``today``, the period of the figures where nobody names another."""
    return DayRange(months_before(today, _YEAR) + timedelta(days=1), today)


def parse_period(text: str) -> DayRange:
    """Return the period written as "2026-10", "2026-Q3" or "2026".

    A week, and a quarter or year of another business year, is written with its first and last day,
    "2026-02-01..2026-04-30".

    Raises:
        InvalidEntryError: It is none of these.
    """
    first, two_days, last = text.strip().partition("..")
    if two_days:
        with suppress(ValueError):
            days = DayRange(date.fromisoformat(first), date.fromisoformat(last))
            if _is_whole(days):
                return days
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})|-[Qq]([1-4]))?", text.strip(), re.ASCII)
    if found:
        with suppress(ValueError):  # month 13, year 0
            year, month, quarter = int(found[1]), found[2], found[3]
            if month:
                return month_of(date(year, int(month), 1))
            if quarter:
                return quarter_of(date(year, int(quarter) * 3, 1))
            return DayRange(date(year, 1, 1), date(year, 12, 31))
    raise InvalidEntryError(
        "period",
        _("“{text}” is not a period.").format(text=text),
        _("Write a month as 2026-10, a quarter as 2026-Q3 or a year as 2026."),
    )


def period_code(period: DayRange) -> str:
    """Return the short form that ``parse_period`` reads, such as "2026-10"."""
    if period == month_of(period.first):
        return f"{period.first:%Y-%m}"
    if period == quarter_of(period.first):
        return f"{period.first.year}-Q{(period.first.month + 2) // 3}"
    if period == year_of(period.first):
        return f"{period.first.year}"
    return f"{period.first.isoformat()}..{period.last.isoformat()}"


def period_label(period: DayRange, language: str | None = None) -> str:
    """Return the period as people say it: "October 2026", "July to September 2026", "2026".

    What goes from one year into the next names both: "July 2025 to June 2026".
    """
    months = whole_months(period)
    if months == 1:
        return formats.month(period.first, language)
    if period == year_of(period.first):
        return str(period.first.year)
    texts = i18n.texts_in(language or i18n.language())
    within_one = period.first.year == period.last.year
    if months:
        first = formats.month_name if within_one else formats.month
        last = formats.month_within(period.last, language)
        return texts.gettext("{first} to {last}").format(first=first(period.first, language), last=last)
    return texts.gettext("{first} to {last}").format(
        first=formats.short_day(period.first, language, today=period.last if within_one else date.min),
        last=formats.short_day(period.last, language, today=date.min),
    )


def period_within(period: DayRange, language: str | None = None) -> str:
    """Return the period as it stands in a sentence: "October 2026", but "oktober 2026" in Norwegian."""
    label = period_label(period, language)
    return label if (language or i18n.language()) == i18n.DEFAULT else label[:1].lower() + label[1:]

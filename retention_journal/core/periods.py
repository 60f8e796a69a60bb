"""Months, quarters and other runs of days."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _


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


def quarter_of(day: date) -> DayRange:
    """Return the calendar quarter that ``day`` lies in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return DayRange(first, add_months(first, 3) - timedelta(days=1))


def add_months(first: date, months: int) -> date:
    """Return the first of the month ``months`` after (or before) that of ``first``."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def previous_month(today: date) -> DayRange:
    """Return the last whole month before ``today``."""
    return month_of(add_months(today, -1))


def parse_period(text: str) -> DayRange:
    """Return the period written as "2026-10", "2026-Q3" or "2026".

    Raises:
        InvalidEntryError: It is none of these.
    """
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
    return f"{period.first.year}"


def period_label(period: DayRange, language: str | None = None) -> str:
    """Return the period as people say it: "October 2026", "July to September 2026", "2026"."""
    from retention_journal.i18n import language as spoken
    from retention_journal.i18n import texts_in

    if period == month_of(period.first):
        return formats.month(period.first, language)
    if period == quarter_of(period.first):
        texts = texts_in(language or spoken())
        return texts.gettext("{first} to {last}").format(
            first=formats.month_name(period.first, language),
            last=formats.month_within(period.last, language),
        )
    return str(period.first.year)


def period_within(period: DayRange, language: str | None = None) -> str:
    """Return the period as it stands in a sentence: "October 2026", but "oktober 2026" in Norwegian."""
    from retention_journal.i18n import DEFAULT
    from retention_journal.i18n import language as spoken

    label = period_label(period, language)
    return label if (language or spoken()) == DEFAULT else label[:1].lower() + label[1:]

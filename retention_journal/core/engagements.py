"""Engagements: what a client pays, for how long, and how it may end."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext

#: You hear of a renewal this long before the last day on which notice can be given.
TOLD_AHEAD_DAYS = 14
#: A day that is no further off is told without its year.
_A_SEASON = 180


class FeePeriod(Term):
    """What a fee is paid for."""

    MONTH = "month", N_("a month")
    QUARTER = "quarter", N_("a quarter")
    YEAR = "year", N_("a year")
    HOUR = "hour", N_("an hour")
    ONCE = "once", N_("once")


#: How many months a fee that comes again and again pays for.
MONTHS_PAID = {FeePeriod.MONTH: 1, FeePeriod.QUARTER: 3, FeePeriod.YEAR: 12}


def fee_words(fee_minor: int, currency: str, period: FeePeriod) -> str:
    """Return a fee as it is agreed, "kr 12 000 a month"."""
    sentence = {
        FeePeriod.MONTH: _("{fee} a month"),
        FeePeriod.QUARTER: _("{fee} a quarter"),
        FeePeriod.YEAR: _("{fee} a year"),
        FeePeriod.HOUR: _("{fee} an hour"),
        FeePeriod.ONCE: _("{fee} once"),
    }[period]
    return sentence.format(fee=formats.money(fee_minor, currency))


def hours_words(hours: Decimal, period: FeePeriod) -> str:
    """Return the hours that a fee includes, "10 hours a month included"."""
    told = formats.number(hours)
    sentence = {
        FeePeriod.MONTH: ngettext("{n} hour a month included", "{n} hours a month included", _count(hours)),
        FeePeriod.QUARTER: ngettext(
            "{n} hour a quarter included", "{n} hours a quarter included", _count(hours)
        ),
        FeePeriod.YEAR: ngettext("{n} hour a year included", "{n} hours a year included", _count(hours)),
    }.get(period) or ngettext("{n} hour included", "{n} hours included", _count(hours))
    return sentence.format(n=told)


def notice_words(days: int) -> str:
    """Return the time of notice, "notice 30 days"."""
    if not days:
        return _("no notice needed")
    return ngettext("notice {n} day", "notice {n} days", days).format(n=formats.number(days))


def renewal_words(renewal: date, today: date) -> str:
    """Return when terms renew, "renews 1 March", or that they should have."""
    day = formats.day_of_month(renewal) if renewal.year == today.year else formats.day(renewal)
    return _("renews {day}").format(day=day) if renewal >= today else _("was to renew {day}").format(day=day)


def last_day_of_notice(renewal: date, notice_days: int | None) -> date:
    """Return the last day on which terms can be ended before they renew."""
    return renewal - timedelta(days=notice_days or 0)


def renewal_is_near(renewal: date | None, notice_days: int | None, today: date) -> bool:
    """Say whether a renewal is to be told of: from 14 days before notice must be given until it is settled.

    Source: capability A5, "easier for them to fire you".
    """
    if renewal is None:
        return False
    return today >= last_day_of_notice(renewal, notice_days) - timedelta(days=TOLD_AHEAD_DAYS)


def renewal_sentence(renewal: date, notice_days: int | None, today: date) -> str:
    """Return what a renewal that is near asks for."""
    day = formats.day(renewal)
    if renewal < today:
        return _("These terms were to renew on {day}. Say whether they did.").format(day=day)
    last = last_day_of_notice(renewal, notice_days)
    if not notice_days or last < today:
        return _("These terms renew on {day}. Ask before then whether they still fit.").format(day=day)
    return _(
        "These terms renew on {day}; notice can be given until {last}."
        " Ask before then whether they still fit."
    ).format(day=day, last=formats.day(last))


def renewal_line(name: str, renewal: date, notice_days: int | None, today: date) -> str:
    """Return in one line whose renewal is near, and until when notice can be given.

    Args:
        name: The client's.
        renewal: The day on which the terms go on if nobody says otherwise.
        notice_days: Days of notice, 0 or more; None where nothing is agreed.
        today: The day it is read.
    """
    day, last = _near(renewal, today), last_day_of_notice(renewal, notice_days)
    if renewal < today:
        return _("{name}’s agreement was to renew on {day}. Say whether it did.").format(name=name, day=day)
    if not notice_days or last < today:
        return _("{name}’s agreement renews on {day}.").format(name=name, day=day)
    told = _("{name}’s agreement renews on {day}; notice until {last}.")
    return told.format(name=name, day=day, last=_near(last, today))


def _near(day: date, today: date) -> str:
    """Return a day without its year where nobody could think of another year."""
    return formats.day_of_month(day) if abs((day - today).days) <= _A_SEASON else formats.day(day)


def _count(hours: Decimal) -> int:
    """Return a number that takes the plural where the hours do; one and a half hours do."""
    return 1 if hours == 1 else 2

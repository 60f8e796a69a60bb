"""Dates, numbers and money in the words of a language: the program's, or a report's.

Every function takes ``language`` (a tag of ``i18n.LANGUAGES``); None means the program's own. English is
British in its dates and clock. Relative days ("22 days ago") are for the screen, never for a report.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from retention_journal import i18n

if TYPE_CHECKING:
    from babel import Locale

_QUOTES = {"en": ("“", "”"), "nb": ("«", "»"), "sv": ("”", "”")}
_LOCALES = {"en": "en_GB", "nb": "nb_NO", "sv": "sv_SE"}
_DAY = {"en": "d MMMM y", "nb": "d. MMMM y", "sv": "d MMMM y"}
_SHORT = {"en": "d MMM", "nb": "d. MMM", "sv": "d MMM"}
_SHORT_YEAR = {"en": "d MMM y", "nb": "d. MMM y", "sv": "d MMM y"}
_WEEKDAY = {"en": "EEEE d MMMM", "nb": "EEEE d. MMMM", "sv": "EEEE d MMMM"}
_DAY_OF_MONTH = {"en": "d MMMM", "nb": "d. MMMM", "sv": "d MMMM"}
_CLOCK = {"en": "HH:mm", "nb": "HH.mm", "sv": "HH.mm"}
_RELATIVE_DAYS = 30
_WEEK = 7


def day(value: date, language: str | None = None) -> str:
    """Return a whole date, such as "14 October 2025"."""
    return _dated(value, _DAY, language)


def short_day(value: date, language: str | None = None, *, today: date | None = None) -> str:
    """Return a short date, "14 Oct", with its year where that is not the year of ``today``."""
    same_year = today is None or value.year == today.year
    return _dated(value, _SHORT if same_year else _SHORT_YEAR, language)


def weekday_day(value: date, language: str | None = None) -> str:
    """Return the day as a heading, "Tuesday 14 October"; it begins with a capital letter."""
    return _capital(_dated(value, _WEEKDAY, language))


def weekday_day_within(value: date, language: str | None = None) -> str:
    """Return the day as it stands in a sentence, "Tuesday 14 October" or "tirsdag 14. oktober"."""
    return _dated(value, _WEEKDAY, language)


def day_of_month(value: date, language: str | None = None) -> str:
    """Return the day without its year, "14 October"."""
    return _dated(value, _DAY_OF_MONTH, language)


def weekday(value: date, language: str | None = None) -> str:
    """Return the name of the weekday as it stands in a sentence, "Tuesday" or "tirsdag"."""
    return _dated(value, {}, language, "EEEE")


def month(value: date, language: str | None = None) -> str:
    """Return the month and year, "October 2025"; it begins with a capital letter."""
    return _capital(_dated(value, {}, language, "LLLL y"))


def month_name(value: date, language: str | None = None) -> str:
    """Return the month alone, "October"; it begins with a capital letter."""
    return _capital(_dated(value, {}, language, "LLLL"))


def short_month(value: date, language: str | None = None) -> str:
    """Return the short name of the month for a chart's foot, "Oct" or "okt"."""
    return _dated(value, {}, language, "LLL").rstrip(".")


def month_within(value: date, language: str | None = None, *, year: bool = True) -> str:
    """Return the month as it stands in a sentence, "March 2025" or "mars 2025", or without its year."""
    return _dated(value, {}, language, "MMMM y" if year else "MMMM")


def clock(value: time | datetime, language: str | None = None) -> str:
    """Return the time of day in 24 hours, "15:20" or "15.20"."""
    from babel.dates import format_time

    spoken = _tag(language)
    moment = value.time() if isinstance(value, datetime) else value
    return format_time(moment, _CLOCK[spoken], locale=_locale(spoken))


def day_and_time(value: datetime, language: str | None = None) -> str:
    """Return a short date with the time, "14 Oct 2025, 15:20"."""
    return f"{_dated(value.date(), _SHORT_YEAR, language)}, {clock(value, language)}"


def number(value: Decimal | int, language: str | None = None) -> str:
    """Return a number with the separators of the language and every digit that was given."""
    from babel.numbers import format_decimal

    spoken = _tag(language)
    exact = Decimal(value)
    exponent = exact.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    pattern = "#,##0" + ("." + "0" * min(places, 12) if places else "")
    return format_decimal(exact, pattern, locale=_locale(spoken), decimal_quantization=False)


def quoted(text: str, language: str | None = None) -> str:
    """Return words as a quotation: “so”, «slik» or ”så”."""
    opened, closed = _QUOTES[_tag(language)]
    return f"{opened}{text.strip()}{closed}"


def money(minor: int, currency: str, language: str | None = None) -> str:
    """Return an amount of ``minor`` units (øre, cents) of an ISO 4217 ``currency``.

    Whole amounts are shown without their zeros, "kr 18 400".
    """
    from babel.numbers import format_decimal, get_currency_precision, get_currency_symbol

    spoken = _tag(language)
    places = get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-places)
    whole = amount == amount.to_integral_value()
    digits = "#,##0" if whole else "#,##0." + "0" * places
    symbol = get_currency_symbol(currency, _locale(spoken))
    if symbol.isalpha() and symbol != "kr":  # "Nkr" and its like: the code says it better
        symbol = currency
    closed_up = spoken == "en" and not symbol[-1:].isalpha()
    pattern = {"sv": "{digits} '{symbol}'", "nb": "'{symbol}' {digits}"}.get(
        spoken, "'{symbol}'{digits}" if closed_up else "'{symbol}' {digits}"
    ).format(digits=digits, symbol=symbol)
    return format_decimal(amount, pattern, locale=_locale(spoken))


def days_ago(value: date, today: date, language: str | None = None) -> str:
    """Return how long ago a day was: "today", "yesterday", "22 days ago", a date beyond 30 days."""
    texts = i18n.texts_in(_tag(language))
    days = (today - value).days
    if days == 0:
        return texts.gettext("today")
    if days == 1:
        return texts.gettext("yesterday")
    if 1 < days <= _RELATIVE_DAYS:
        return texts.ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    return short_day(value, language, today=today)


def days_ahead(value: date, today: date, language: str | None = None) -> str:
    """Return when a coming day is: "today", "tomorrow", a weekday within the week, else a date."""
    texts = i18n.texts_in(_tag(language))
    days = (value - today).days
    if days == 0:
        return texts.gettext("today")
    if days == 1:
        return texts.gettext("tomorrow")
    if 1 < days < _WEEK:
        return weekday(value, language)
    return short_day(value, language, today=today)


def _tag(language: str | None) -> str:
    return i18n.language() if language is None else i18n.nearest(language)


@cache
def _locale(tag: str) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES[tag])


def _dated(value: date, patterns: dict[str, str], language: str | None, pattern: str | None = None) -> str:
    from babel.dates import format_date

    spoken = _tag(language)
    return format_date(value, pattern or patterns[spoken], locale=_locale(spoken))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

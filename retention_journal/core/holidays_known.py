"""Public holidays of the countries people work in, and the working days that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache

from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import N_, texts_in

#: Countries, or parts of one, with public holidays of their own, by ISO 3166 code in the order in which they
#: are offered.
COUNTRIES = {
    "NO": N_("Norway"),
    "SE": N_("Sweden"),
    "DK": N_("Denmark"),
    "FI": N_("Finland"),
    "GB-ENG": N_("England"),
    "GB-SCT": N_("Scotland"),
    "GB-WLS": N_("Wales"),
    "GB-NIR": N_("Northern Ireland"),
    "IE": N_("Ireland"),
    "US": N_("United States"),
    "CA": N_("Canada"),
    "AU": N_("Australia"),
    "NZ": N_("New Zealand"),
}

_ENGLISH = ("en_GB", "en_IE", "en_CA", "en_AU", "en_US")
#: What a reader understands, best first: a Swede reads Norwegian names sooner than English ones.
_UNDERSTOOD = {
    "en": _ENGLISH,
    "nb": ("no", "da", "sv", "sv_FI", *_ENGLISH),
    "sv": ("sv", "sv_FI", "no", "da", *_ENGLISH),
}
#: Days when nobody answers though the law calls them working days, as (month, day). The library knows
#: those of Sweden; Midsummer Eve and Christmas Eve are public holidays in Finland.
_AS_GOOD_AS_OFF = {
    (12, 24): N_("Christmas Eve"),
    (12, 31): N_("New Year’s Eve"),
}
_KEPT_IN = frozenset({"NO", "DK"})
_YEARS_BACK, _YEARS_AHEAD = 2, 1


def public_holidays(country: str, year: int, language: str) -> dict[date, str]:
    """Return the public holidays of a year by day, and the eves on which everything is closed.

    Sundays are listed only where they are a feast, such as Easter Sunday.

    Args:
        country: A code of ``COUNTRIES``; any other has no holidays that are known.
        year: Calendar year; for one the library does not know, such as those after 2100, there are none.
        language: BCP 47 tag the names are wanted in; where the library lacks it they come in the nearest
            one the reader understands.
    """
    return dict(_holidays(country, year, language))


def working_days(
    weekdays: Collection[int],
    country: str,
    own_off: Iterable[tuple[date, date]],
    own_on: Iterable[date],
    around: date,
) -> WorkingDays:
    """Return the days one works, from two years before ``around`` to the end of the year after it.

    Args:
        weekdays: Days of the week that are worked, 0 is Monday; at least one.
        country: A code of ``COUNTRIES``, whose public holidays are kept; "" keeps none.
        own_off: First and last day of each leave or illness.
        own_on: Days that are worked all the same: public holidays, or a Saturday. Leave goes before them.
        around: The day that is asked about.
    """
    years = range(max(1, around.year - _YEARS_BACK), min(9999, around.year + _YEARS_AHEAD) + 1)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    leave = {day for start, end in own_off for day in _each_day(max(start, first), min(end, last))}
    public = {day for year in years for day in _holidays(country, year, "en")}
    worked = frozenset(own_on) - leave
    return WorkingDays(frozenset(weekdays), off=frozenset(public - worked | leave), on=worked)


def _each_day(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@cache
def _holidays(country: str, year: int, language: str) -> dict[date, str]:
    if country not in COUNTRIES:
        return {}
    import holidays  # a tenth of a second, which a start does not have

    nation, _dash, part = country.partition("-")
    known = getattr(holidays, nation)
    tongues = _UNDERSTOOD.get(language, _ENGLISH)
    spoken = next((tongue for tongue in tongues if tongue in known.supported_languages), None)
    kinds = [kind for kind in ("public", "de_facto") if kind in known.supported_categories]
    found = known(subdiv=part or None, years=year, expand=False, categories=kinds, language=spoken)
    named = {day: str(name) for day, name in found.items()}
    if country in _KEPT_IN:
        texts = texts_in(language)
        for (month, number), name in _AS_GOOD_AS_OFF.items():
            named.setdefault(date(year, month, number), texts.gettext(name))
    return dict(sorted(named.items()))

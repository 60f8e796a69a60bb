"""Public holidays of the countries people work in, and the working days that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache

from retention_journal.core.terms import Term
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import N_, texts_in


class Country(Term):
    """A country, or a part of one, with public holidays of its own; named as ISO 3166 does."""

    NORWAY = "NO", N_("Norway")
    SWEDEN = "SE", N_("Sweden")
    DENMARK = "DK", N_("Denmark")
    FINLAND = "FI", N_("Finland")
    ENGLAND = "GB-ENG", N_("England")
    SCOTLAND = "GB-SCT", N_("Scotland")
    WALES = "GB-WLS", N_("Wales")
    NORTHERN_IRELAND = "GB-NIR", N_("Northern Ireland")
    IRELAND = "IE", N_("Ireland")
    UNITED_STATES = "US", N_("United States")
    CANADA = "CA", N_("Canada")
    AUSTRALIA = "AU", N_("Australia")
    NEW_ZEALAND = "NZ", N_("New Zealand")


#: In the order in which they are offered.
COUNTRIES = tuple(Country)

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
_KEPT_IN = frozenset({Country.NORWAY, Country.DENMARK})
_YEARS_BACK, _YEARS_AHEAD = 2, 1


def public_holidays(country: Country, year: int, language: str) -> dict[date, str]:
    """Return the public holidays of a year by day, and the eves on which everything is closed.

    Sundays are listed only where they are a feast, such as Easter Sunday.

    Args:
        country: Where one works.
        year: Calendar year; for one the library does not know, such as those after 2100, there are none.
        language: BCP 47 tag the names are wanted in; where the library lacks it they come in the nearest
            one the reader understands.
    """
    return dict(_holidays(country, year, language))


def working_days(
    weekdays: Collection[int],
    country: Country | None,
    own_off: Iterable[tuple[date, date]],
    own_on: Iterable[date],
    around: date,
) -> WorkingDays:
    """Return the days one works, from two years before ``around`` to the end of the year after it.

    Args:
        weekdays: Days of the week that are worked, 0 is Monday; at least one.
        country: Whose public holidays are kept; None keeps none.
        own_off: First and last day of each leave or illness.
        own_on: Days that are worked all the same: public holidays, or a Saturday. Leave goes before them.
        around: The day that is asked about.
    """
    years = range(max(1, around.year - _YEARS_BACK), min(9999, around.year + _YEARS_AHEAD) + 1)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    leave = {day for start, end in own_off for day in _each_day(max(start, first), min(end, last))}
    public = {day for year in years for day in _holidays(country, year, "en")} if country else set()
    worked = frozenset(own_on) - leave
    return WorkingDays(frozenset(weekdays), off=frozenset(public - worked | leave), on=worked)


def _each_day(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@cache
def _holidays(country: Country, year: int, language: str) -> dict[date, str]:
    import holidays  # a tenth of a second, which a start does not have

    nation, _dash, part = country.value.partition("-")
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

"""The names of months and weekdays in each language, as they stand within a date.

They are written out here so that a start need not wait for a library of all the calendars of the world.
Source: Unicode CLDR, en_GB, nb_NO and sv_SE; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CalendarWords:
    """Names from January on, and from Monday on."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]

    def filled(self, pattern: str, day: date) -> str:
        """Return ``pattern`` with ``day`` in it, such as "14. okt. 2025" for "{d}. {MMM} {y}"."""
        month = day.month - 1
        return pattern.format(
            d=day.day,
            MMM=self.short_months[month],
            MMMM=self.months[month],
            y=day.year,
            EEEE=self.weekdays[day.weekday()],
        )


def _words(months: str, short_months: str, weekdays: str) -> CalendarWords:
    return CalendarWords(tuple(months.split()), tuple(short_months.split()), tuple(weekdays.split()))


CALENDAR_WORDS = {
    "en": _words(
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    "nb": _words(
        "januar februar mars april mai juni juli august september oktober november desember",
        "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    ),
    "sv": _words(
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
        "måndag tisdag onsdag torsdag fredag lördag söndag",
    ),
}

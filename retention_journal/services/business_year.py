"""The month in which the business year begins; quarters and years of goals follow it."""

from __future__ import annotations

from datetime import date

from peewee import SQL, fn

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import Period, kind_of
from retention_journal.core.periods import JANUARY, DayRange, year_of
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Business, Measurement, key_of

_MONTHS = range(1, 13)
_LONGEST_MONTH = 31
_YEARLY = frozenset({Period.QUARTER, Period.YEAR})


def year_start(journal: JournalReader) -> int:
    """Return the month in which the business year begins, 1 to 12."""
    found = journal.value(Business.select(Business.year_start_month).order_by(key_of(Business)))
    return JANUARY if found is None else int(found)


def business_year(journal: JournalReader, today: date) -> DayRange:
    """Return the business year that ``today`` lies in."""
    return year_of(today, year_start(journal))


def set_year_start(journal: Journal, month: int) -> None:
    """Let the business year begin in ``month``, 1 to 12, from now on and for all years before.

    Numbers that were entered stay as they are; see ``out_of_step`` for those of other quarters and years.

    Raises:
        InvalidEntryError: It is not a month.
    """
    if month not in _MONTHS:
        raise InvalidEntryError("year_start_month", _("Choose a month, January to December."))
    number = journal.value(Business.select(key_of(Business)).order_by(key_of(Business)))
    with journal.change(_("Change the business year")) as change:
        if number is None:
            change.insert(Business, year_start_month=month)
        else:
            change.update(Business, number, year_start_month=month)


def out_of_step(journal: JournalReader, month: int) -> int:
    """Return how many numbers are about quarters or years that a business year from ``month`` has not.

    They are kept, but no goal asks for them until the business year begins as it did.
    """
    days = Measurement.period_end - Measurement.period_start
    query = (
        Measurement.select(Measurement.period_start, Measurement.period_end, fn.COUNT(key_of(Measurement)))
        .where(Measurement.trashed_at.is_null() & (days > SQL(str(_LONGEST_MONTH))))
        .group_by(Measurement.period_start, Measurement.period_end)
    )
    periods = [(DayRange(first, last), many) for first, last, many in journal.tuples(query)]
    return sum(many for one, many in periods if kind_of(one) in _YEARLY and not _is_in_step(one, month))


def _is_in_step(period: DayRange, month: int) -> bool:
    into = (period.first.month - month) % 12
    return into == 0 if kind_of(period) is Period.YEAR else into % 3 == 0

"""Turnaround in working days, over Easter and Christmas as Norway keeps them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from retention_journal.core.holidays_known import working_days
from retention_journal.core.turnaround import Answered, Turnaround, turnaround_words

NORWAY = working_days(range(5), "NO", [(date(2026, 7, 6), date(2026, 7, 24))], [], date(2026, 6, 1))


@pytest.mark.parametrize(
    ("asked", "came", "days"),
    [
        ((2026, 4, 1), (2026, 4, 1), 0),
        ((2026, 4, 1), (2026, 4, 7), 1),  # Maundy Thursday, Good Friday and Easter Monday between
        ((2026, 4, 2), (2026, 4, 6), 0),  # Easter itself
        ((2026, 3, 31), (2026, 4, 8), 3),
        ((2025, 12, 23), (2025, 12, 29), 1),  # Christmas Eve to Boxing Day, and a weekend
        ((2025, 12, 30), (2026, 1, 2), 1),  # New Year's Eve is off
        ((2026, 4, 30), (2026, 5, 4), 1),  # 1 May is a Friday
        ((2026, 5, 15), (2026, 5, 18), 1),  # 17 May is a Sunday
        ((2026, 7, 3), (2026, 7, 27), 1),  # own leave
        ((2026, 6, 5), (2026, 6, 8), 1),
    ],
)
def test_days_off_are_not_counted_against_you(asked, came, days):
    assert NORWAY.between(date(*asked), date(*came)) == days


def took(*days, agreed: int | None = 2):
    on, limit = date(2026, 6, 1), None if agreed is None else Decimal(agreed)
    return tuple(Answered(on, on, n, limit) for n in days)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Turnaround(()), ""),
        (Turnaround(took(1, 2, 5), agreed=Decimal(2)), "2 of 3 in time. Median 2 working days, agreed 2."),
        (Turnaround(took(1), agreed=Decimal(2)), "1 of 1 in time. Median 1 working day, agreed 2."),
        (Turnaround(took(1, 2, agreed=None)), "Median 1.5 working days."),
        (
            Turnaround(took(3), 1, Decimal("2.5")),
            "0 of 1 in time. Median 3 working days, agreed 2.5."
            " 1 came on a day nobody wrote down, and is left out.",
        ),
        (Turnaround((), 2), "2 came on days nobody wrote down, and are left out."),
    ],
)
def test_turnaround_is_told_in_sentences(told, said):
    assert turnaround_words(told) == said


def test_what_nothing_was_agreed_for_is_neither_judged_nor_in_the_median_beside():
    told = Turnaround((*took(9, 9, 9, agreed=None), *took(1, 1)), agreed=Decimal(2))
    assert (told.in_time, told.judged, told.median_days) == (2, 2, Decimal(1))

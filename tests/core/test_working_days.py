"""Working days and public holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.holidays_known import COUNTRIES, public_holidays, working_days
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays

MONDAY = date(2026, 3, 9)
days = st.dates(date(2020, 1, 1), date(2022, 12, 31))
some_days = st.frozensets(st.dates(date(2020, 6, 1), date(2020, 9, 1)) | days, max_size=30)
weeks = st.builds(WorkingDays, st.frozensets(st.integers(0, 6), min_size=1), off=some_days, on=some_days)


@pytest.mark.parametrize(
    ("working", "day", "is_worked"),
    [
        (MONDAY_TO_FRIDAY, MONDAY, True),
        (MONDAY_TO_FRIDAY, MONDAY + timedelta(days=4), True),
        (MONDAY_TO_FRIDAY, MONDAY + timedelta(days=5), False),
        (WorkingDays(off=frozenset({MONDAY})), MONDAY, False),
        (WorkingDays(on=frozenset({MONDAY + timedelta(days=5)})), MONDAY + timedelta(days=5), True),
        (WorkingDays(frozenset({6})), MONDAY, False),
        (WorkingDays(off=frozenset({MONDAY}), on=frozenset({MONDAY})), MONDAY, False),
    ],
)
def test_a_day_is_worked_by_its_weekday_unless_it_was_said_otherwise(working, day, is_worked):
    assert working.is_working(day) is is_worked


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (0, 0, 0),
        (0, 1, 1),
        (0, 4, 4),
        (4, 7, 1),
        (5, 6, 0),
        (0, 7, 5),
        (0, 14, 10),
        (3, 1, 0),
    ],
)
def test_a_week_counts_five(start, end, count):
    assert MONDAY_TO_FRIDAY.between(MONDAY + timedelta(days=start), MONDAY + timedelta(days=end)) == count


@given(working=weeks, start=days, end=days)
def test_counting_agrees_with_going_day_by_day(working, start, end):
    passed = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert working.between(start, end) == sum(working.is_working(day) for day in passed)


@given(working=weeks, start=days, count=st.integers(0, 300))
def test_working_days_counted_forward_are_counted_back(working, start, count):
    end = working.add(start, count)
    assert working.between(start, end) == count
    assert end == start if count == 0 else working.is_working(end)


@given(working=weeks, day=days)
def test_the_working_day_before_is_the_nearest(working, day):
    earlier = working.before(day)
    assert earlier < day
    assert working.is_working(earlier)
    assert working.between(earlier, day) == working.is_working(day)


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7}), frozenset({-1, 0})])
def test_a_week_without_a_working_day_is_refused(weekdays):
    with pytest.raises(ValueError, match="one to seven"):
        WorkingDays(weekdays)


def holidays_of(country, year, language="en"):
    return {f"{day:%m-%d}": name for day, name in public_holidays(country, year, language).items()}


@pytest.mark.parametrize(
    ("country", "language", "day", "name"),
    [
        ("NO", "nb", "05-17", "Grunnlovsdag"),
        ("NO", "en", "05-17", "Constitution Day"),
        ("SE", "sv", "06-19", "Midsommarafton"),
        ("SE", "sv", "12-24", "Julafton"),
        ("SE", "nb", "06-06", "Nationaldagen"),
        ("FI", "sv", "04-03", "Långfredagen"),
        ("FI", "nb", "04-03", "Långfredagen"),
        ("GB-ENG", "nb", "08-31", "Late Summer Bank Holiday"),
        ("GB-SCT", "en", "11-30", "Saint Andrew's Day"),
        ("GB-NIR", "sv", "03-17", "Saint Patrick's Day"),
        ("NZ", "nb", "02-06", "Waitangi Day"),
    ],
)
def test_holidays_have_names_the_reader_understands(country, language, day, name):
    assert holidays_of(country, 2026, language)[day] == name


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_offered_has_holidays_every_year_and_sundays_are_none(country):
    for year in (2019, 2026, 2035):
        found = public_holidays(country, year, "en")
        assert date(year, 12, 25) in found
        assert {day.year for day in found} == {year}
        assert sum(day.weekday() == 6 for day in found) <= 6
        assert list(found) == sorted(found)


@pytest.mark.parametrize("country", ["NO", "SE", "DK"])
def test_nobody_is_called_on_the_eves_when_everything_is_closed(country):
    working = working_days(range(5), country, [], [], date(2026, 12, 1))
    assert not any(working.is_working(date(2026, 12, day)) for day in (24, 31))
    assert all(working.is_working(date(2026, 12, day)) for day in (23, 28, 30))


def test_leave_takes_days_out_and_a_holiday_may_be_worked_all_the_same():
    leave = [(date(2026, 4, 27), date(2026, 4, 30)), (date(2026, 12, 28), date(2029, 1, 1))]
    labour_day, saturday, on_leave = date(2026, 5, 1), date(2026, 5, 2), date(2026, 4, 28)
    working = working_days(range(5), "NO", leave, [labour_day, saturday, on_leave], MONDAY)
    assert working.is_working(labour_day)
    assert working.is_working(saturday)
    assert not working.is_working(on_leave)
    assert not working.is_working(date(2026, 5, 14))  # Ascension Day
    assert working.between(date(2026, 4, 24), date(2026, 5, 4)) == 3


def test_without_a_country_only_ones_own_days_are_off():
    working = working_days({0, 1, 2}, "", [(MONDAY, MONDAY)], [], MONDAY)
    assert (working.weekdays, working.off) == (frozenset({0, 1, 2}), frozenset({MONDAY}))


def test_the_years_around_the_day_are_covered():
    off = working_days(range(5), "SE", [], [], MONDAY).off
    assert {day.year for day in off} == {2024, 2025, 2026, 2027}

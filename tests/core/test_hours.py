from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal import i18n
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.hours import (
    A_DAY,
    Bucket,
    MonthHours,
    care_share,
    care_words,
    duration,
    in_hours,
    over_words,
    parse_minutes,
    stretches,
    total,
)
from retention_journal.core.periods import month_of

OSLO = ZoneInfo("Europe/Oslo")
MARCH = month_of(date(2026, 3, 1))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:30", 90),
        ("0:05", 5),
        ("1.5", 90),
        ("1,5", 90),
        ("2", 120),
        ("90 min", 90),
        ("90m", 90),
        ("1 h", 60),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 t 30", 90),
        ("1,5 t", 90),
        ("2 timer", 120),
        ("2 timmar 15 minuter", 135),
        ("24", 1440),
        ("0.01", 1),
        (" 1:30 ", 90),
        ("23:59", 1439),
    ],
)
def test_how_long_is_read_as_people_write_it(text, minutes):
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "How long?"),
        ("a while", "“a while” is not how long"),
        ("1:60", "is not how long"),
        ("0", "No time at all"),
        ("0:00", "No time at all"),
        ("-1", "No time at all"),
        ("25", "A day has 24 hours"),
        ("24:01", "A day has 24 hours"),
        ("1441 min", "A day has 24 hours"),
        ("999999999999", "is not how long"),
        ("1:30:00", "is not how long"),
        ("1" * 29 + "h", "is not how long"),
        ("1" * 5000 + " min", "is not how long"),
    ],
)
def test_what_is_no_time_is_refused_at_its_field(text, says):
    with pytest.raises(InvalidEntryError, match=says) as refused:
        parse_minutes(text)
    assert refused.value.field == "minutes"


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_where_the_clock_has_a_point_a_point_reads_both_ways(language):
    i18n.use(language)
    try:
        with pytest.raises(InvalidEntryError) as refused:
            parse_minutes("1.30")
        assert [parse_minutes(text) for text in ("1:30", "1,30", "1,5", "1.5")] == [90, 78, 90, 90]
    finally:
        i18n.use("en")
    assert refused.value.field == "minutes"
    assert parse_minutes("1.30") == 78


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_length_of_a_day_or_refused_at_its_field(text):
    try:
        minutes = parse_minutes(text)
    except InvalidEntryError as error:
        assert error.field == "minutes"
    else:
        assert 1 <= minutes <= A_DAY


@given(st.integers(1, A_DAY))
def test_what_is_told_can_be_typed_again(minutes):
    assert parse_minutes(duration(minutes)) == minutes


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_what_is_told_can_be_typed_again_in_every_language(language):
    lengths = [1, 59, 60, 61, 1440]
    i18n.use(language)
    try:
        assert [parse_minutes(duration(minutes)) for minutes in lengths] == lengths
    finally:
        i18n.use("en")


@pytest.mark.parametrize(("minutes", "hours"), [(210, "3.5"), (120, "2"), (1, "0"), (3, "0.1"), (57, "1")])
def test_hours_have_a_decimal_where_they_need_one(minutes, hours):
    assert in_hours(minutes) == hours


@pytest.mark.parametrize(
    ("served", "agreed", "said"),
    [
        (1650, 1440, "3.5 hours more than agreed in March 2026."),
        (1500, 1440, "1 hour more than agreed in March 2026."),
        (1380, 1440, "1 hour of those agreed is left in March 2026."),
        (1442, 1440, "All hours agreed were used in March 2026."),
        (1438, 1440, "All hours agreed were used in March 2026."),
        (1443, 1440, "0.1 hours more than agreed in March 2026."),
        (1440, 1440, "All hours agreed were used in March 2026."),
        (1410, 1440, "0.5 hours of those agreed are left in March 2026."),
        (1410, None, ""),
    ],
)
def test_paid_work_stands_against_what_was_agreed(served, agreed, said):
    assert over_words(MonthHours(MARCH, {Bucket.SERVE: served, Bucket.CARE: 600}, agreed)) == said


def test_care_and_hunt_are_told_with_what_was_won_and_lost():
    minutes = {Bucket.HUNT: 31 * 60, Bucket.CARE: 4 * 60, Bucket.SERVE: 9000}
    assert care_words(minutes, won=2, lost=3) == (
        "31 h on new clients, 4 h on those you have; lost 3, won 2."
    )
    assert care_share(minutes) == pytest.approx(4 / 35)


def test_without_either_nothing_is_said_of_it():
    assert care_share({Bucket.SERVE: 60}) is None
    assert care_words({Bucket.SERVE: 60}, won=2, lost=3) == ""


def test_months_add_up_by_what_they_went_to():
    months = [MonthHours(MARCH, {Bucket.SERVE: 10}), MonthHours(MARCH, {Bucket.SERVE: 5, Bucket.ADMIN: 1})]
    assert total(months) == {Bucket.SERVE: 15, Bucket.CARE: 0, Bucket.HUNT: 0, Bucket.ADMIN: 1}


def at(*wall, fold=0):
    return datetime(*wall, tzinfo=OSLO, fold=fold)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (at(2026, 3, 10, 9, 0), at(2026, 3, 10, 10, 30), [(10, 90)]),
        (at(2026, 3, 10, 23, 30), at(2026, 3, 11, 1, 0), [(10, 30), (11, 60)]),
        (at(2026, 3, 10, 23, 0), at(2026, 3, 11, 0, 0), [(10, 60)]),
        (at(2026, 3, 29, 1, 30), at(2026, 3, 29, 3, 30), [(29, 60)]),  # the clock went from 2 to 3
        (at(2026, 10, 25, 1, 30), at(2026, 10, 25, 3, 30), [(25, 180)]),  # 2 to 3 came twice
        (at(2026, 3, 28, 23, 0), at(2026, 3, 29, 4, 0), [(28, 60), (29, 180)]),
        (at(2026, 3, 10, 9, 0, 0), at(2026, 3, 10, 9, 0, 29), []),
        (at(2026, 3, 10, 9, 0, 0), at(2026, 3, 10, 9, 0, 30), [(10, 1)]),
    ],
)
def test_a_timer_counts_what_passed_and_parts_it_by_days(start, end, days):
    found = stretches(start.astimezone(UTC), end.astimezone(UTC), OSLO)
    assert [(one.started_at.day, one.minutes) for one in found] == days


def test_moments_of_one_zone_count_what_passed_too():
    found = stretches(at(2026, 3, 29, 1, 30), at(2026, 3, 29, 3, 30), OSLO)
    assert [one.minutes for one in found] == [60]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(OSLO)),
    st.timedeltas(timedelta(0), timedelta(hours=60)),
)
def test_no_minute_of_a_timer_is_lost_or_made(start, passed):
    begun = start.astimezone(UTC)
    found = stretches(begun, begun + passed, OSLO)
    assert abs(sum(one.minutes for one in found) * 60 - passed.total_seconds()) <= 30
    assert len({one.started_at.date() for one in found}) == len(found)
    assert all(0 < one.minutes <= 25 * 60 for one in found)

"""The hours of the sample firm: no more than a person works, on days that are worked, the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from retention_journal.core.hours import Bucket
from retention_journal.core.periods import previous_month
from retention_journal.services.clients import find_client
from retention_journal.services.hours import client_hours, edit_hours, months_of_all
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.sample import fill_sample
from retention_journal.storage.tables import TimeEntry
from tests.builders import an_empty_journal

A_MONDAY = date(2026, 11, 23)
DAYS = (A_MONDAY, date(2026, 11, 22), date(2026, 1, 1), date(2024, 2, 29), date(2026, 4, 1))


def noted(journal):
    columns = (TimeEntry.uid, TimeEntry.client, TimeEntry.worked_on, TimeEntry.minutes, TimeEntry.task)
    return journal.tuples(TimeEntry.select(*columns))


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_no_day_holds_more_than_a_person_works_and_every_day_is_a_working_day(journal, today):
    fill_sample(journal, today)
    by_day: Counter[date] = Counter()
    for _uid, _client, day, minutes, _task in noted(journal):
        assert minutes % 15 == 0
        by_day[day] += minutes
    assert max(by_day.values()) <= 8 * 60
    assert max(by_day) <= today
    working = working_days_of(journal, today)
    assert [day for day in by_day if not working.is_working(day)] == []


def test_every_entry_is_one_that_a_person_could_have_written(journal):
    fill_sample(journal, A_MONDAY)
    rognan = find_client(journal, "Byggmester Rognan").id
    for row in client_hours(journal, rognan, A_MONDAY).rows:
        edit_hours(journal, row.entry_id, row.entry(), today=A_MONDAY)


def test_the_last_whole_month_of_one_client_took_more_than_was_agreed(journal):
    fill_sample(journal, A_MONDAY)
    rognan = client_hours(journal, find_client(journal, "Byggmester Rognan").id, A_MONDAY)
    before = rognan.months[-2]
    assert before.month == previous_month(A_MONDAY)
    assert before.served - before.agreed_minutes == 210


def test_time_went_to_all_four_in_every_month(journal):
    fill_sample(journal, A_MONDAY)
    months = months_of_all(journal, A_MONDAY)
    whole = [one for one in months if one.month.last < A_MONDAY]
    assert all(one.minutes[bucket] >= 30 for one in whole for bucket in Bucket)


def test_the_hours_are_the_same_each_time(journal, tmp_path):
    fill_sample(journal, A_MONDAY)
    with an_empty_journal(tmp_path / "again.rjournal") as again:
        fill_sample(again, A_MONDAY)
        assert noted(again) == noted(journal)

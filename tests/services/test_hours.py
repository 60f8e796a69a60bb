from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from retention_journal.core.engagements import FeePeriod
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.hours import Bucket
from retention_journal.core.kpis import AgreementStatus
from retention_journal.core.periods import month_of
from retention_journal.core.promises import PromiseState
from retention_journal.services.clients import trash_client
from retention_journal.services.hours import (
    HoursEntry,
    client_hours,
    edit_hours,
    hours_entry,
    log_hours,
    months_of_all,
    portfolio_minutes,
    serves,
    trash_hours,
)
from retention_journal.services.timer import discard_timer, running, start_timer, stop_timer
from retention_journal.services.trash import in_trash, put_back
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Engagement, KpiAgreement, KpiLine, Measurement, Setting
from tests.builders import NOON, TODAY, a_client, a_promise

OSLO = ZoneInfo("Europe/Oslo")
NINE = datetime(2026, 3, 10, 9, 0, tzinfo=OSLO)


def worked(journal, client, minutes=90, days_ago=0, **more):
    entry = HoursEntry(TODAY - timedelta(days_ago), minutes, **more)
    return log_hours(journal, client, entry, today=TODAY)


def a_goal(journal, client, key="visits", value=None):
    with journal.change("Agree") as change:
        agreed = change.insert(
            KpiAgreement, client=client, version=1, status=AgreementStatus.AGREED, valid_from=date(2026, 1, 1)
        )
        change.insert(KpiLine, agreement=agreed, line_key=key, name="Visits", target=Decimal(10))
        if value is not None:
            change.insert(
                Measurement, client=client, line_key=key, period_start=date(2026, 2, 1),
                period_end=date(2026, 2, 28), value=value,
            )  # fmt: skip


def test_hours_come_back_as_they_were_written_down(journal):
    ada = a_client(journal)
    entry = HoursEntry(TODAY, 95, Bucket.CARE, False, "Site", "Call", "long", started_at=NOON)
    row = hours_entry(journal, log_hours(journal, ada, entry, today=TODAY))
    assert row.entry() == entry
    assert (row.client_id, row.client_name) == (ada, "Ada Ltd")


def test_each_act_is_one_step_to_undo(journal):
    ada = a_client(journal)
    number = worked(journal, ada)
    edit_hours(journal, number, HoursEntry(TODAY, 30), today=TODAY)
    trash_hours(journal, number, now=NOON)
    assert client_hours(journal, ada, TODAY).rows == ()
    journal.undo()
    assert [row.minutes for row in client_hours(journal, ada, TODAY).rows] == [30]
    journal.undo()
    assert [row.minutes for row in client_hours(journal, ada, TODAY).rows] == [90]
    journal.undo()
    assert client_hours(journal, ada, TODAY).rows == ()


def test_what_went_to_the_trash_can_be_put_back(journal):
    number = worked(journal, a_client(journal), task="Layout")
    trash_hours(journal, number, now=NOON)
    with pytest.raises(NotFoundError):
        hours_entry(journal, number)
    put_back(journal, in_trash(journal))
    assert hours_entry(journal, number).task == "Layout"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (HoursEntry(TODAY, 0), "minutes"),
        (HoursEntry(TODAY, 1441), "minutes"),
        (HoursEntry(TODAY + timedelta(1), 60), "worked_on"),
        (HoursEntry(date(1949, 12, 31), 60), "worked_on"),
        (HoursEntry(TODAY, 60, started_at=NOON - timedelta(1)), "started_at"),
        (HoursEntry(TODAY, 60, promise_id=99), "serves"),
        (HoursEntry(TODAY, 60, line_key="nowhere"), "serves"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(journal, entry, field):
    ada = a_client(journal)
    with pytest.raises(InvalidEntryError) as refused:
        log_hours(journal, ada, entry, today=TODAY)
    assert refused.value.field == field
    assert client_hours(journal, ada, TODAY).rows == ()


def test_a_day_never_has_more_than_24_hours_over_all_clients(journal):
    ada, bob = a_client(journal), a_client(journal, "Bob Ltd")
    number = worked(journal, ada, 23 * 60)
    worked(journal, ada, 23 * 60, days_ago=1)
    with pytest.raises(InvalidEntryError, match="23 h are written down already"):
        worked(journal, bob, 61)
    worked(journal, bob, 60)
    with pytest.raises(InvalidEntryError):
        edit_hours(journal, number, HoursEntry(TODAY, 23 * 60 + 1), today=TODAY)
    edit_hours(journal, number, HoursEntry(TODAY, 22 * 60), today=TODAY)


def test_hours_of_another_clients_promise_are_refused(journal):
    ada, bob = a_client(journal), a_client(journal, "Bob Ltd")
    a_goal(journal, bob)
    for served in ({"promise_id": a_promise(journal, bob)}, {"line_key": "visits"}):
        with pytest.raises(InvalidEntryError, match="another client"):
            worked(journal, ada, **served)


def test_hours_stand_against_what_the_terms_include(journal):
    ada = a_client(journal)
    with journal.change("Terms") as change:
        change.insert(
            Engagement, client=ada, engagement_type="retainer", start_date=date(2026, 2, 1),
            hours_included=Decimal(24), fee_period=FeePeriod.QUARTER,
        )  # fmt: skip
    worked(journal, ada, 600)
    worked(journal, ada, 60, bucket=Bucket.CARE)
    months = client_hours(journal, ada, TODAY, months=3).months
    assert [one.agreed_minutes for one in months] == [None, 480, 480]
    assert [one.served for one in months] == [0, 0, 600]
    assert months[-1].total == 660


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        ((None, date(2026, 3, 14)), (date(2026, 3, 15), None), 20),  # followed on
        ((None, date(2026, 3, 14)), (date(2026, 4, 1), None), 10),  # nothing followed in the month
        ((None, None), (date(2026, 3, 15), None), 30),  # side by side
    ],
)
def test_terms_that_took_anothers_place_do_not_add_to_it(journal, first, second, agreed):
    ada = a_client(journal)
    with journal.change("Terms") as change:
        for hours, (start, end) in ((10, first), (20, second)):
            change.insert(
                Engagement, client=ada, engagement_type="retainer", start_date=start, end_date=end,
                hours_included=Decimal(hours), fee_period=FeePeriod.MONTH,
            )  # fmt: skip
    (month,) = client_hours(journal, ada, TODAY, months=1).months
    assert month.agreed_minutes == agreed * 60


def test_hours_of_a_client_in_the_trash_are_out_of_sight_everywhere(journal):
    ada = a_client(journal)
    worked(journal, ada, 23 * 60)
    trash_client(journal, ada, now=NOON)
    assert portfolio_minutes(journal, month_of(TODAY))[Bucket.SERVE] == 0
    worked(journal, None, 20 * 60)
    assert portfolio_minutes(journal, month_of(TODAY))[Bucket.SERVE] == 20 * 60


def test_where_the_time_went_is_told_with_what_came_of_it(journal):
    ada = a_client(journal)
    a_goal(journal, ada, value=Decimal(12))
    kept = a_promise(journal, ada, "Send the list", state=PromiseState.KEPT)
    worked(journal, ada, 60, task="Search", line_key="visits")
    worked(journal, ada, 30, task="search")
    worked(journal, ada, 300, task="Small jobs", promise_id=kept)
    tasks = client_hours(journal, ada, TODAY).tasks
    assert [(one.task, one.minutes) for one in tasks] == [("Small jobs", 300), ("search", 90)]
    assert tasks[0].results == ("Send the list: kept",)
    assert tasks[1].results == ("Visits: on target",)


def test_hours_can_serve_the_goals_that_hold_and_promises_of_now(journal):
    ada = a_client(journal)
    a_goal(journal, ada)
    mine = a_promise(journal, ada, "Send the list")
    a_promise(journal, ada, "Long ago", state=PromiseState.KEPT, made_on=TODAY - timedelta(90))
    a_promise(journal, a_client(journal, "Bob Ltd"), "Elsewhere")
    assert [(one.line_key, one.promise_id) for one in serves(journal, ada, TODAY)] == [
        ("visits", None),
        (None, mine),
    ]


def test_all_time_of_a_month_adds_up_over_clients_and_for_none(journal):
    worked(journal, a_client(journal), 60, bucket=Bucket.CARE)
    worked(journal, None, 120, bucket=Bucket.HUNT)
    worked(journal, None, 30, days_ago=10, bucket=Bucket.HUNT)
    assert portfolio_minutes(journal, month_of(TODAY)) == {
        Bucket.SERVE: 0,
        Bucket.CARE: 60,
        Bucket.HUNT: 120,
        Bucket.ADMIN: 0,
    }


def test_the_months_of_all_clients_come_the_oldest_first_and_add_up(journal):
    worked(journal, a_client(journal), 60, bucket=Bucket.CARE)
    worked(journal, None, 30, days_ago=10, bucket=Bucket.HUNT)
    months = months_of_all(journal, TODAY, months=3)
    assert [one.month.first.month for one in months] == [1, 2, 3]
    assert [one.minutes.get(Bucket.HUNT) for one in months] == [0, 30, 0]
    assert sum(one.total for one in months) == 90


def test_a_timer_runs_on_while_the_program_is_shut(tmp_path):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal:
        start_timer(journal, a_client(journal), at=NINE, task="Layout", bucket=Bucket.CARE)
    with Journal.open(path) as journal:
        one = running(journal)
        assert (one.client_name, one.task, one.started_at) == ("Ada Ltd", "Layout", NINE)
        (entry,) = stop_timer(journal, at=NINE + timedelta(minutes=65), zone=OSLO)
        assert (entry.minutes, entry.bucket, entry.billable) == (65, Bucket.CARE, False)
        assert entry.started_at == datetime(2026, 3, 10, 9, 0)
        assert stop_timer(journal, at=NINE + timedelta(hours=9), zone=OSLO) == (entry,)
        discard_timer(journal)
        assert running(journal) is None


def test_a_timer_over_midnight_gives_each_day_its_own(journal):
    start_timer(journal, None, at=NINE.replace(hour=23), task="Launch")
    entries = stop_timer(journal, at=NINE + timedelta(hours=16, minutes=30), zone=OSLO)
    assert [(one.worked_on.day, one.minutes) for one in entries] == [(10, 60), (11, 90)]


def test_only_one_timer_runs(journal):
    start_timer(journal, None, at=NINE)
    with pytest.raises(InvalidEntryError, match="runs already"):
        start_timer(journal, None, at=NINE)
    discard_timer(journal)
    with pytest.raises(InvalidEntryError, match="does not run"):
        stop_timer(journal, at=NINE)


def test_a_timer_is_no_act_to_undo_and_outlives_its_client(journal):
    ada = a_client(journal)
    start_timer(journal, ada, at=NINE)
    assert journal.undo_label == "Add a client"
    trash_client(journal, ada, now=NOON)
    assert running(journal).client_id is None


@pytest.mark.parametrize(("hours", "forgotten"), [(16, False), (17, True)])
def test_a_timer_that_ran_too_long_is_taken_for_forgotten(journal, hours, forgotten):
    start_timer(journal, None, at=NINE)
    assert running(journal).is_forgotten(NINE.astimezone(UTC) + timedelta(hours=hours)) is forgotten


def test_a_timer_that_was_stopped_in_time_is_not_forgotten_later(journal):
    start_timer(journal, None, at=NINE)
    stop_timer(journal, at=NINE + timedelta(hours=1), zone=OSLO)
    later = (NINE + timedelta(hours=40)).astimezone(UTC)
    assert (running(journal).is_forgotten(later), running(journal).minutes(later)) == (False, 60)


def test_a_clock_set_back_makes_no_time(journal):
    start_timer(journal, None, at=NINE)
    assert [running(journal).minutes(NINE + timedelta(seconds=n)) for n in (-3600, 59, 60)] == [0, 0, 1]
    assert stop_timer(journal, at=NINE - timedelta(hours=1), zone=OSLO) == ()


@pytest.mark.parametrize(
    "value",
    [
        [1],
        {"client": None},
        {"client": None, "task": "x", "bucket": "nap", "started_at": "2026-03-10T09:00"},
        {"client": None, "task": "x", "bucket": "serve", "started_at": "nine"},
        {"client": None, "task": "x", "bucket": "serve", "started_at": 9},
    ],
)
def test_a_timer_that_cannot_be_read_is_none_and_another_can_be_started(journal, value):
    with journal.change("Import") as change:
        change.insert(Setting, name="running_timer", value=value)
    assert running(journal) is None
    start_timer(journal, None, at=NINE, task="Launch")
    assert running(journal).task == "Launch"


def test_a_timer_kept_without_a_zone_counts_in_utc(journal):
    value = {"client": None, "task": "x", "bucket": "serve", "started_at": "2026-03-10T09:00"}
    with journal.change("Import") as change:
        change.insert(Setting, name="running_timer", value=value)
    (entry,) = stop_timer(journal, at=datetime(2026, 3, 10, 9, 30, tzinfo=UTC), zone=OSLO)
    assert (entry.minutes, entry.started_at) == (30, datetime(2026, 3, 10, 10, 0))

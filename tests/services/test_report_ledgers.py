"""What of the hours and of the two ledgers comes into a report, from the journal to the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from retention_journal.core.hours import Bucket
from retention_journal.core.kpis import ImportanceSource
from retention_journal.core.periods import DayRange, month_of, quarter_of
from retention_journal.core.report import HoursFor, HoursKind, HoursPart
from retention_journal.core.shapes import Shape
from retention_journal.reports.status_report import print_report
from retention_journal.services.hours import HoursEntry, log_hours
from retention_journal.services.issued_reports import frozen, issue
from retention_journal.services.kept_reports import report_pdf, reports
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.services.report_sheet import printed_again, report_sheet
from retention_journal.services.status import status_report
from retention_journal.storage.tables import Engagement, Report
from tests.builders import a_client, a_person, a_promise
from tests.services.kpi_samples import FEBRUARY, FORMS, SMALL, TODAY, VISITS, an_entry, harbour

SEPTEMBER = month_of(date(2025, 9, 1))
NOW = datetime(2025, 10, 14, 15, 20)
SAID = ImportanceSource.SAID


@pytest.fixture
def client(journal):
    return harbour(journal)


def worked(journal, client, minutes, on=date(2025, 9, 9), **more):
    log_hours(journal, client, HoursEntry(on, minutes, **more), today=TODAY)


def terms(journal, client, hours, **more):
    values = {"engagement_type": "retainer", "fee_period": "month", "start_date": date(2025, 1, 1), **more}
    with journal.change("Agree on terms") as change:
        change.insert(Engagement, client=client, hours_included=hours, **values)


def made(journal, client, period=SEPTEMBER, today=TODAY):
    return status_report(journal, client, period, today=today)


def both_orders(journal, client):
    """Agree on three goals that stand the other way round for each of the two."""
    goals = (
        replace(SMALL, importance_client=5, importance_own=2),
        replace(FORMS, importance_client=3, importance_own=5),
        replace(VISITS, importance_client=2, importance_own=4),
    )
    agree(journal, client, an_entry(*goals, by=a_person(journal, client)), today=FEBRUARY)


def test_a_journal_without_hours_and_ratings_has_neither_in_its_report(journal, client):
    report = made(journal, client)
    assert (report.hours, report.ledgers) == (None, ())


def test_hours_of_the_period_stand_by_what_they_went_to(journal, client):
    terms(journal, client, 10)
    small = a_promise(journal, client, "Hours on the page", is_small_request=True, made_on=FEBRUARY)
    large = a_promise(journal, client, "A page", made_on=FEBRUARY)
    worked(journal, client, 120, promise_id=large)
    worked(journal, client, 30, promise_id=small)
    worked(journal, client, 45, bucket=Bucket.CARE)
    for bucket in (Bucket.HUNT, Bucket.ADMIN):
        worked(journal, client, 200, bucket=bucket)
    worked(journal, client, 60, on=SEPTEMBER.first - timedelta(days=1))
    worked(journal, client, 60, on=SEPTEMBER.last + timedelta(days=1))
    worked(journal, a_client(journal, "Other"), 60)
    hours = made(journal, client).hours
    assert hours.parts == (
        HoursPart(HoursKind.WORK, 120), HoursPart(HoursKind.REQUESTS, 30), HoursPart(HoursKind.CARE, 45)
    )  # fmt: skip
    assert (hours.agreed_minutes, hours.counted, hours.total) == (600, 150, 195)


def test_a_quarter_has_the_hours_agreed_for_three_months_and_odd_days_have_none(journal, client):
    terms(journal, client, 10)
    worked(journal, client, 60, on=date(2025, 7, 1))
    worked(journal, client, 60)
    quarter = made(journal, client, quarter_of(date(2025, 7, 1))).hours
    assert (quarter.total, quarter.agreed_minutes) == (120, 1800)
    odd = made(journal, client, DayRange(date(2025, 8, 20), date(2025, 9, 9))).hours
    assert (odd.total, odd.agreed_minutes) == (60, None)


def test_hours_are_told_by_the_goal_they_were_put_down_for(journal, client):
    keys = {line.name: line.line_key for line in current_agreement(journal, client, TODAY).lines}
    worked(journal, client, 30, line_key=keys["Small changes done"])
    worked(journal, client, 90, line_key=keys["Visits from search"])
    worked(journal, client, 15)
    hours = made(journal, client).hours
    assert hours.served == (
        HoursFor("Visits from search", 90, "On target"),
        HoursFor("Small changes done", 30, "Late, but quicker"),
    )
    assert hours.unserved == 15


def test_only_the_hunt_is_no_hours_for_the_client(journal, client):
    worked(journal, client, 60, bucket=Bucket.HUNT)
    assert made(journal, client).hours is None


def test_both_orders_stand_in_the_report_with_how_the_goals_stand(journal):
    client = a_client(journal, "Ada Ltd", language="en")
    both_orders(journal, client)
    rows = made(journal, client).ledgers
    assert [(row.name, row.place, row.own_place, row.is_said) for row in rows] == [
        ("Small changes done", 1, 3, True),
        ("Enquiries from the form", 2, 1, False),
        ("Visits from search", 3, 2, False),
    ]
    assert {(row.status_words, row.shape) for row in rows} == {("No number yet", Shape.NONE)}


@pytest.mark.parametrize(
    "goals",
    [
        (replace(SMALL, importance_client=5, importance_own=2), FORMS),
        (replace(SMALL, importance_own=5), replace(FORMS, importance_client=5)),
        (replace(SMALL, importance_client=5, importance_own=5),),
    ],
)
def test_an_order_of_fewer_than_two_goals_is_none(journal, goals):
    client = a_client(journal, "Ada Ltd", language="en")
    agree(journal, client, an_entry(*goals, by=a_person(journal, client)), today=FEBRUARY)
    assert made(journal, client).ledgers == ()


def test_a_report_shows_the_orders_of_its_own_time(journal):
    client = a_client(journal, "Ada Ltd", language="en")
    both_orders(journal, client)
    before = made(journal, client).ledgers
    lines = current_agreement(journal, client, TODAY).lines
    turned = [
        replace(line, importance_client=n, importance_own=n, importance_source=SAID)
        for n, line in enumerate(lines, start=1)
    ]
    entry = an_entry(*turned, by=a_person(journal, client), on=TODAY, change_reason="They said so")
    agree(journal, client, entry, today=TODAY)
    assert made(journal, client).ledgers == before
    after = made(journal, client, month_of(TODAY), date(2025, 11, 3)).ledgers
    assert [row.place == row.own_place for row in after] == [True] * 3


def test_both_are_printed_frozen_and_read_again(journal):
    client = a_client(journal, "Ada Ltd", language="nb")
    both_orders(journal, client)
    worked(journal, client, 90)
    report = replace(made(journal, client), draft=False)
    pdf = print_report(report).pdf
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\u00a0", " ")
    assert "1 t 30 min" in text
    kept = frozen(report)
    assert kept["hours"]["parts"] == [{"kind": "work", "minutes": 90}]
    assert kept["ledgers"][0]["own_place"] == 3
    issue(journal, client, report, pdf_bytes=pdf, now=NOW, reviewed_now=True)
    [row] = reports(journal, client)
    again = printed_again(journal, row)
    assert (again.hours, again.ledgers) == (report.hours, report.ledgers)


def test_reports_issued_before_there_were_hours_stay_readable(journal, client):
    report = replace(made(journal, client), draft=False)
    number = issue(journal, client, report, pdf_bytes=b"%PDF old", now=NOW, reviewed_now=True)
    kept = journal.value(Report.select(Report.data_frozen))
    with journal.change("As an older program froze it") as change:
        older = {name: value for name, value in kept.items() if name not in {"hours", "ledgers"}}
        change.update(Report, number, data_frozen=older)
    assert report_pdf(journal, number) == b"%PDF old"
    [row] = report_sheet(journal, client, SEPTEMBER, today=TODAY).earlier
    assert printed_again(journal, row).goals == report.goals

"""The quarter's page: when it is asked whether this is still what matters, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from retention_journal.core.agreement import AgreementEntry
from retention_journal.core.kpis import AgreedHow, ImportanceSource
from retention_journal.core.periods import DayRange, month_of, quarter_of
from retention_journal.core.report import QuarterReview, ReviewRow
from retention_journal.core.report_look import ReportPart
from retention_journal.reports.status_report import print_report
from retention_journal.services.business_year import set_year_start
from retention_journal.services.issued_reports import frozen, issue
from retention_journal.services.kept_reports import save_content
from retention_journal.services.kpis import agree, agreements
from retention_journal.services.report_answers import ReportAnswer, answer
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_review import ends_a_quarter
from retention_journal.services.status import status_report
from retention_journal.storage.tables import KpiAgreement, KpiLine, PlannedCall
from tests.builders import a_client
from tests.services.kpi_samples import TODAY, harbour

SEPTEMBER, AUGUST = month_of(date(2025, 9, 1)), month_of(date(2025, 8, 1))
AUTUMN = DayRange(date(2025, 7, 1), date(2025, 9, 30))
PLACE = "Place for “level 3 survey Bristol”"


@pytest.fixture
def client(journal):
    return harbour(journal)


@pytest.mark.parametrize(
    ("period", "start", "ends"),
    [
        (AUTUMN, 1, True),
        (SEPTEMBER, 1, True),
        (AUGUST, 1, False),
        (SEPTEMBER, 2, False),
        (month_of(date(2025, 10, 1)), 2, True),
        (quarter_of(date(2025, 9, 1), 2), 2, True),
        (AUTUMN, 2, True),  # who is told each quarter hears by the calendar
        (DayRange(date(2025, 8, 1), date(2025, 10, 31)), 1, False),
        (DayRange(date(2025, 1, 1), date(2025, 12, 31)), 1, False),
        (month_of(date(2024, 2, 1)), 3, True),
    ],
)
def test_a_quarter_ends_with_it_or_with_its_last_month(period, start, ends):
    assert ends_a_quarter(period, start) is ends


def test_each_goal_is_asked_about_with_what_it_was_worth_and_when(journal, client):
    review = status_report(journal, client, SEPTEMBER, today=TODAY).review
    assert review.quarter == "October to December 2025"
    assert review.rows[0] == ReviewRow("Small changes done", 5, date(2025, 9, 3))
    assert {row.importance for row in review.rows[1:]} == {None}  # only supposed, so never said
    assert len(review.rows) == 4
    assert status_report(journal, client, AUTUMN, today=TODAY).review == review
    assert status_report(journal, client, AUGUST, today=TODAY).review is None


def test_what_was_carried_on_unchanged_was_said_when_it_was_first_said(journal, client):
    held = agreements(journal, client)[0]
    said = ImportanceSource.SAID
    lines = tuple(
        replace(line, importance_client=3, importance_source=said) if line.name == PLACE else line
        for line in held.lines
    )
    entry = AgreementEntry(
        lines, agreed_on=date(2025, 9, 10), agreed_by=held.agreed_by, agreed_how=AgreedHow.CALL
    )
    agree(journal, client, entry, today=TODAY)
    rows = status_report(journal, client, SEPTEMBER, today=TODAY).review.rows
    assert {row.goal: row.asked_on for row in rows if row.asked_on} == {
        "Small changes done": date(2025, 9, 3), PLACE: date(2025, 9, 10),
    }  # fmt: skip
    asked = replace(entry, agreed_on=date(2025, 9, 20), importance_asked_on=date(2025, 9, 18))
    agree(journal, client, asked, today=TODAY)
    rows = status_report(journal, client, SEPTEMBER, today=TODAY).review.rows
    assert {row.asked_on for row in rows if row.asked_on} == {date(2025, 9, 18)}


def test_the_quarters_follow_the_business_year(journal, client):
    set_year_start(journal, 2)
    assert status_report(journal, client, SEPTEMBER, today=TODAY).review is None
    review = status_report(journal, client, month_of(date(2025, 10, 1)), today=date(2025, 11, 3)).review
    assert review.quarter == "November 2025 to January 2026"


def test_what_is_proposed_stands_on_the_page_in_the_clients_language(journal, client):
    save_content(journal, client, SEPTEMBER, ReportContent(proposal="Four hours move."), language="nb")
    review = status_report(journal, client, SEPTEMBER, today=TODAY).review
    assert (review.proposal, review.quarter) == ("Four hours move.", "Oktober til desember 2025")


def test_the_page_can_be_left_out(journal, client):
    off = ReportContent(proposal="Four hours.", parts_off=frozenset({ReportPart.REVIEW}))
    save_content(journal, client, SEPTEMBER, off)
    assert status_report(journal, client, SEPTEMBER, today=TODAY).review is None


def test_a_client_with_no_goals_is_asked_nothing_unless_something_is_proposed(journal):
    ada = a_client(journal)
    assert status_report(journal, ada, SEPTEMBER, today=TODAY).review is None
    save_content(journal, ada, SEPTEMBER, ReportContent(proposal="A first agreement."))
    review = status_report(journal, ada, SEPTEMBER, today=TODAY).review
    assert review == QuarterReview((), "A first agreement.", "October to December 2025")


def test_the_page_tells_nothing_of_what_is_kept_for_oneself(journal, client):
    marker = "PRIVATMARKER"
    held = agreements(journal, client)[0]
    with journal.change("Fill what is private") as change:
        change.insert(PlannedCall, client=client, due_at=datetime(2025, 10, 20), why=marker, planned_on=TODAY)
        change.update(KpiAgreement, held.agreement_id, change_reason=marker, good_result=marker)
        change.update_where(KpiLine, KpiLine.agreement == held.agreement_id, importance_own=4)
    report = status_report(journal, client, SEPTEMBER, today=TODAY, draft=False)
    sent = issue(
        journal, client, report, pdf_bytes=b"%PDF", now=datetime(2025, 10, 14, 15), reviewed_now=True
    )
    answer(journal, sent, ReportAnswer(marker, else_to_help=marker), now=datetime(2025, 10, 15, 9))
    again = status_report(journal, client, SEPTEMBER, today=date(2025, 10, 16))
    assert again.corrects is not None
    assert again.review == report.review
    assert {row.importance for row in again.review.rows} == {5, None}
    assert marker not in str(frozen(again))
    pages = PdfReader(BytesIO(print_report(again).pdf)).pages
    assert not any(marker in page.extract_text() for page in pages)

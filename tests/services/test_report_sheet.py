from __future__ import annotations

from datetime import date

import pytest

from retention_journal.core.errors import NotFoundError
from retention_journal.core.periods import month_of, quarter_of
from retention_journal.services import issued_reports, kept_reports, status
from retention_journal.services.report_checks import CheckKind
from retention_journal.services.report_sheet import (
    offered_periods,
    printed_again,
    report_groups,
    report_sheet,
    trash_draft,
    usual_period,
)
from retention_journal.services.report_words import ReportWords
from tests.builders import NOON, TODAY, a_client

FEBRUARY, JANUARY, QUARTER = (
    month_of(date(2026, 2, 1)),
    month_of(date(2026, 1, 1)),
    quarter_of(date(2025, 10, 1)),
)
WORDS = ReportWords("More people asked.", "The form works.", "Two answers came late.", "One day is kept.")


def _send(journal, client, period=FEBRUARY):
    kept_reports.save_words(journal, client, period, WORDS)
    report = status.status_report(journal, client, period, today=TODAY, draft=False)
    return issued_reports.issue(journal, client, report, pdf_bytes=b"%PDF", now=NOON, reviewed_now=True)


def test_the_last_twelve_months_and_four_quarters_are_offered():
    offered = offered_periods(TODAY)
    assert offered[0] == FEBRUARY
    assert offered[11] == month_of(date(2025, 3, 1))
    assert offered[12:] == [QUARTER, *(quarter_of(date(2025, month, 1)) for month in (7, 4, 1))]


def test_the_usual_period_follows_the_rhythm_of_the_client(journal):
    assert usual_period(journal, a_client(journal), TODAY) == FEBRUARY
    assert usual_period(journal, a_client(journal, "Q", report_rhythm="quarterly"), TODAY) == QUARTER
    assert usual_period(journal, a_client(journal, "N", report_rhythm="none"), TODAY) == FEBRUARY


def test_a_sheet_says_which_periods_were_sent_and_what_is_missing(journal):
    client = a_client(journal)
    _send(journal, client, JANUARY)
    sheet = report_sheet(journal, client, FEBRUARY, today=TODAY)
    assert dict(sheet.periods)[JANUARY]
    assert not dict(sheet.periods)[FEBRUARY]
    assert [period for period, _sent in sheet.periods[:2]] == [FEBRUARY, JANUARY]
    assert sheet.sent is None
    assert sheet.lacks(CheckKind.WORDS)
    assert not sheet.lacks(CheckKind.NUMBERS)


def test_a_sheet_names_what_was_sent_about_its_period(journal):
    client = a_client(journal)
    sent = _send(journal, client)
    sheet = report_sheet(journal, client, FEBRUARY, today=TODAY)
    assert sheet.sent is not None
    assert sheet.sent.report_id == sent


def test_a_report_of_any_other_period_can_still_be_chosen(journal):
    client = a_client(journal)
    old = month_of(date(2020, 5, 1))
    kept_reports.save_words(journal, client, old, WORDS)
    assert old in dict(report_sheet(journal, client, FEBRUARY, today=TODAY).periods)


def test_reports_stand_in_one_group_only(journal):
    ada, berg = a_client(journal, "Ada Ltd"), a_client(journal, "Berg AS")
    kept_reports.save_words(journal, ada, FEBRUARY, WORDS)
    kept_reports.save_words(journal, ada, JANUARY, WORDS)
    _send(journal, berg)
    groups = report_groups(journal, TODAY)
    assert [(one.client_id, one.is_begun) for one in groups.due] == [(ada, True)]
    assert [(one.client_id, one.period) for one in groups.drafts] == [(ada, JANUARY)]
    assert [one.client_id for one in groups.sent] == [berg]
    assert report_groups(journal, TODAY, berg).due == ()


def test_a_report_without_its_file_is_printed_again_with_its_own_words(journal):
    client = a_client(journal)
    _send(journal, client)
    again = printed_again(journal, kept_reports.reports(journal, client)[0])
    assert (again.headline, again.went_well, again.went_not, again.doing) == (
        WORDS.headline, WORDS.went_well, WORDS.went_not, WORDS.doing,
    )  # fmt: skip
    assert (again.number, again.issued_on, again.draft) == ("1", TODAY, False)


def test_only_drafts_go_to_the_trash(journal):
    client = a_client(journal)
    draft = kept_reports.save_words(journal, client, JANUARY, WORDS)
    trash_draft(journal, draft, now=NOON)
    assert kept_reports.reports(journal, client) == []
    with pytest.raises(NotFoundError):
        trash_draft(journal, _send(journal, client), now=NOON)

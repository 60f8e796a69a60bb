from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from retention_journal.core.clients import ReportRhythm, Status
from retention_journal.core.errors import CancelledError, NotFoundError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of, quarter_of
from retention_journal.services import issued_reports, kept_reports
from retention_journal.services.report_batch import (
    Wanted,
    begin_drafts,
    gathered,
    place_of,
    state_of,
    wanted_for,
    wanted_of,
)
from retention_journal.services.report_checks import warnings
from retention_journal.services.report_words import ReportWords
from retention_journal.services.reports_due import reports_due
from retention_journal.services.status import report_draft
from retention_journal.storage.tables import Report
from tests.builders import NOON, TODAY, a_client

FEBRUARY, QUARTER = month_of(date(2026, 2, 1)), quarter_of(date(2025, 10, 1))
NOT_LOOKED_THROUGH = "Not looked through yet: written as a draft."


def _reviewed(journal, client):
    draft = kept_reports.save_words(journal, client, FEBRUARY, ReportWords("It went well."))
    with journal.change("Look through") as change:
        change.update(Report, draft, state=ReportState.REVIEWED)


def _issue(journal, client):
    report = gathered(
        journal, Wanted(client, "", FEBRUARY), today=TODAY, issue=True, reviewed_now=True
    ).report
    issued_reports.issue(journal, client, report, pdf_bytes=b"%PDF", now=NOON, reviewed_now=True)


def test_a_month_is_for_who_gets_monthly_reports_and_a_quarter_for_everybody_with_a_rhythm(journal):
    a_client(journal, "Monthly")
    a_client(journal, "Quarterly", report_rhythm=ReportRhythm.QUARTERLY)
    a_client(journal, "None", report_rhythm=ReportRhythm.NONE)
    a_client(journal, "Lost", status=Status.LOST)
    a_client(journal, "New", start_date=date(2026, 3, 1))
    assert [one.client for one in wanted_for(journal, FEBRUARY)] == ["Monthly"]
    assert [one.client for one in wanted_for(journal, QUARTER)] == ["Monthly", "Quarterly"]


def test_the_state_is_the_drafts_before_that_of_what_was_sent(journal):
    ada = a_client(journal)
    assert state_of(journal, ada, FEBRUARY) is None
    _reviewed(journal, ada)
    assert state_of(journal, ada, FEBRUARY) is ReportState.REVIEWED
    _issue(journal, ada)
    assert state_of(journal, ada, FEBRUARY) is ReportState.ISSUED
    kept_reports.save_words(journal, ada, FEBRUARY, ReportWords("Corrected."))
    assert state_of(journal, ada, FEBRUARY) is ReportState.DRAFT


@pytest.mark.parametrize(
    ("is_reviewed", "issue", "reviewed_now", "is_draft"),
    [
        (False, False, False, True),
        (True, False, False, True),
        (False, True, False, True),
        (True, True, False, False),
        (False, True, True, False),
    ],
)
def test_only_what_was_looked_through_goes_out(journal, is_reviewed, issue, reviewed_now, is_draft):
    ada = a_client(journal)
    if is_reviewed:
        _reviewed(journal, ada)
    wanted = Wanted(ada, "Ada Ltd", FEBRUARY)
    one = gathered(journal, wanted, today=TODAY, issue=issue, reviewed_now=reviewed_now)
    assert one.report.draft is is_draft
    assert (NOT_LOOKED_THROUGH in one.warnings) is (issue and is_draft)


def test_a_report_is_gathered_with_the_checks_of_its_preview(journal):
    ada = a_client(journal)
    one = gathered(journal, Wanted(ada, "Ada Ltd", FEBRUARY), today=TODAY)
    assert list(one.warnings) == warnings(journal, ada, FEBRUARY, today=TODAY) != []


def test_drafts_are_begun_for_those_that_have_none_and_are_due_as_begun(journal):
    a_client(journal, "Ada Ltd")
    berg = a_client(journal, "Berg AS")
    kept_reports.save_words(journal, berg, FEBRUARY, ReportWords("My own words."))
    wanted = wanted_of(reports_due(journal, TODAY))
    assert begin_drafts(journal, wanted) == 1
    assert [one.is_begun for one in reports_due(journal, TODAY)] == [True, True]
    assert report_draft(journal, berg, FEBRUARY, today=TODAY).words.headline == "My own words."
    assert begin_drafts(journal, wanted) == 0


def test_a_draft_begun_with_others_has_the_words_offered_until_somebody_takes_them_over(journal):
    ada = a_client(journal)
    offered = report_draft(journal, ada, FEBRUARY, today=TODAY)
    begin_drafts(journal, wanted_of(reports_due(journal, TODAY)))
    kept = report_draft(journal, ada, FEBRUARY, today=TODAY)
    assert kept == replace(offered, report_id=kept.report_id)
    assert kept.report_id is not None
    assert kept.is_offered


def test_drafts_begun_at_once_are_taken_back_at_once(journal):
    for name in ("Ada Ltd", "Berg AS", "Citrus"):
        a_client(journal, name)
    begin_drafts(journal, wanted_of(reports_due(journal, TODAY)))
    journal.undo()
    assert [one.is_begun for one in reports_due(journal, TODAY)] == [False, False, False]


def test_stopping_in_the_middle_begins_no_draft(journal):
    for name in ("Ada Ltd", "Berg AS"):
        a_client(journal, name)

    def stop(_done, _total):
        raise CancelledError("")

    with pytest.raises(CancelledError):
        begin_drafts(journal, wanted_of(reports_due(journal, TODAY)), stop)
    assert journal.counts()["report"] == 0


def test_a_client_that_is_gone_begins_no_draft_of_anybody(journal):
    ada = a_client(journal)
    with pytest.raises(NotFoundError):
        begin_drafts(journal, [Wanted(ada, "Ada Ltd", FEBRUARY), Wanted(77, "Gone", FEBRUARY)])
    assert journal.counts()["report"] == 0


def test_clients_of_one_name_have_a_file_each(journal, tmp_path):
    taken: set[str] = set()
    ones = [
        gathered(journal, Wanted(a_client(journal, name), name, FEBRUARY), today=TODAY)
        for name in ("Ada Ltd", "ADA LTD")
    ]
    paths = {place_of(one, tmp_path, taken) for one in ones}
    assert len({str(path).casefold() for path in paths}) == 2
    assert {path.parent for path in paths} == {tmp_path}

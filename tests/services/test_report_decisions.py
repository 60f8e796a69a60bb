"""What was decided with a client since last time is offered from the journal, a line to each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from retention_journal.core.incidents import IncidentState
from retention_journal.core.periods import month_of
from retention_journal.core.report_look import ReportPart
from retention_journal.services.kept_reports import save_content
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.services.promises import move_promise, release_promise
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_decisions import MOST, offered_decisions
from retention_journal.services.status import status_report
from retention_journal.storage.tables import Incident
from tests.builders import a_client, a_person, a_promise, an_incident
from tests.services.kpi_samples import FORMS, SMALL, TODAY, an_entry, harbour

SEPTEMBER, OCTOBER = month_of(date(2025, 9, 1)), month_of(date(2025, 10, 1))


@pytest.fixture
def client(journal):
    return a_client(journal, "Harbour & Hale Surveyors", language="en")


def lines(journal, client, period=SEPTEMBER, language="en", told=()):
    return offered_decisions(journal, client, period, language, told).splitlines()


def agreed_anew(journal, client, *goals, on):
    agree(journal, client, an_entry(*goals, by=a_person(journal, client), on=on), today=on)
    return current_agreement(journal, client, on).lines


def test_what_a_new_version_has_otherwise_is_told_with_what_was_before(journal, client):
    slow = replace(SMALL, turnaround_days=Decimal(5))
    forms, small = agreed_anew(journal, client, FORMS, slow, on=date(2025, 2, 3))
    quick = replace(small, turnaround_days=Decimal(2))
    agreed_anew(journal, client, quick, replace(FORMS, name="Calls"), on=date(2025, 9, 3))
    assert forms.name == "Enquiries from the form"
    assert lines(journal, client) == [
        "3 September: Small changes done, within 2 working days (was within 5 working days)",
        "3 September: Calls, 40 a month or more",
        "3 September: Enquiries from the form is no longer a goal",
    ]
    assert lines(journal, client, OCTOBER) == []


def test_a_first_agreement_is_told_goal_by_goal_in_the_client_s_language(journal, client):
    agreed_anew(journal, client, FORMS, on=date(2025, 9, 3))
    (line,) = lines(journal, client, language="nb")
    assert line.startswith("3. september: Enquiries from the form, 40")


def test_a_promise_is_told_as_moved_where_the_client_knows_and_as_released(journal, client):
    at = {"made_on": date(2025, 9, 1), "due_at": datetime(2025, 9, 19, 12)}
    known, silent, gone = (a_promise(journal, client, text, **at) for text in ("Page", "Speed", "Radon"))
    later = datetime(2025, 9, 26, 12)
    today = date(2025, 9, 15)
    move_promise(journal, known, later, today=today, remark="You were away.", client_knows=True)
    move_promise(journal, silent, later, today=today)
    release_promise(journal, gone, now=datetime(2025, 9, 20, 9), remark="You have none.")
    assert lines(journal, client) == [
        "15 September: Page, moved to 26 September (was 19 September). You were away.",
        "20 September: Radon, no longer needed. You have none.",
    ]
    move_promise(journal, known, None, today=date(2025, 10, 2), remark="", client_knows=True)
    assert lines(journal, client, OCTOBER) == ["2 October: Page, no day set any more"]


def test_what_is_changed_after_a_complaint_is_told_unless_the_complaint_itself_is(journal, client):
    moment = datetime(2025, 9, 22, 12, tzinfo=UTC)
    number = an_incident(
        journal, client, received_at=moment, resolved_at=moment, state=IncidentState.RESOLVED,
        process_change="Small changes are timed.",
    )  # fmt: skip
    assert lines(journal, client) == ["22 September: Small changes are timed."]
    uid = journal.value(Incident.select(Incident.uid).where(Incident.id == number))
    assert lines(journal, client, told=[uid]) == []
    with journal.change("They took it back") as change:
        change.update(Incident, number, state=IncidentState.WITHDRAWN)
    assert lines(journal, client) == []


def test_at_most_so_many_are_told_and_none_of_another_client(journal, client):
    for number in range(MOST + 3):
        promise = a_promise(journal, client, f"Promise {number}", made_on=date(2025, 9, 1))
        release_promise(journal, promise, now=datetime(2025, 9, 20, 9))
    assert len(lines(journal, client)) == MOST
    assert lines(journal, a_client(journal, "Lunde Bakeri")) == []


def test_the_report_has_what_was_written_else_what_is_offered(journal):
    client = harbour(journal)
    offered = status_report(journal, client, SEPTEMBER, today=TODAY).decisions
    assert offered == "3 September: Small changes done, within 2 working days"
    save_content(journal, client, SEPTEMBER, ReportContent(decisions="In our own words."))
    assert status_report(journal, client, SEPTEMBER, today=TODAY).decisions == "In our own words."


def test_what_a_complaint_changed_is_a_decision_where_the_report_leaves_complaints_out(journal, client):
    moment = datetime(2025, 9, 22, 12, tzinfo=UTC)
    an_incident(
        journal, client, received_at=moment, resolved_at=moment, state=IncidentState.RESOLVED,
        process_change="Small changes are timed.",
    )  # fmt: skip
    assert status_report(journal, client, SEPTEMBER, today=TODAY).decisions == ""
    save_content(journal, client, SEPTEMBER, ReportContent(parts_off=frozenset({ReportPart.SETBACKS})))
    report = status_report(journal, client, SEPTEMBER, today=TODAY)
    assert report.decisions == "22 September: Small changes are timed."

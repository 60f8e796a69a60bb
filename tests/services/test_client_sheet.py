from __future__ import annotations

from datetime import date, datetime, timedelta

from retention_journal.core.clients import ReportRhythm, Status
from retention_journal.core.kpis import AgreementStatus
from retention_journal.core.lessons import ReportState
from retention_journal.core.promises import PromiseDirection
from retention_journal.services.client_sheet import NextKind, client_sheet
from retention_journal.storage.tables import KpiAgreement, Report
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise


def insert(journal, table, **values):
    with journal.change("Test") as change:
        return change.insert(table, **values)


def kinds(journal, client):
    return [thing.kind for thing in client_sheet(journal, client, TODAY).next]


def test_what_comes_next_stands_in_the_order_it_is_due(journal):
    ada = a_client(journal)
    a_call(journal, ada, NOON - timedelta(days=4))
    a_promise(journal, ada, "No date")
    a_promise(journal, ada, "Prices", due_at=datetime(2026, 3, 11, 23, 59))
    a_promise(journal, ada, "Photos", due_at=NOON, direction=PromiseDirection.THEIRS)
    told = [(thing.kind, thing.due) for thing in client_sheet(journal, ada, TODAY).next]
    assert told == [
        (NextKind.REPORT, date(2026, 3, 6)),  # five working days after February
        (NextKind.THEIR_PROMISE, TODAY),
        (NextKind.PROMISE, date(2026, 3, 11)),
        (NextKind.TALK, date(2026, 3, 20)),
        (NextKind.PROMISE, None),
    ]


def test_a_report_that_was_sent_is_no_longer_next_and_some_get_none(journal):
    ada = a_client(journal)
    insert(
        journal, Report, client=ada, number=1, period_start=date(2026, 2, 1), period_end=date(2026, 2, 28),
        state=ReportState.ISSUED, issued_at=NOON,
    )  # fmt: skip
    assert kinds(journal, ada) == [NextKind.TALK]
    bea = a_client(journal, "Bea", report_rhythm=ReportRhythm.NONE)
    assert kinds(journal, bea) == [NextKind.TALK]
    new = a_client(journal, "New", start_date=TODAY)
    assert kinds(journal, new) == [NextKind.TALK]
    quarterly = a_client(journal, "Quarterly", report_rhythm=ReportRhythm.QUARTERLY)
    assert kinds(journal, quarterly) == [NextKind.REPORT, NextKind.TALK]


def test_a_lost_client_has_nothing_next_but_what_was_promised(journal):
    lost = a_client(journal, status=Status.LOST)
    a_promise(journal, lost)
    assert kinds(journal, lost) == [NextKind.PROMISE]


def test_people_and_what_matters_to_them_are_told(journal):
    ada = a_client(journal)
    tom = a_person(journal, ada, "Tom Hale")
    a_person(journal, ada, "Old Boss", is_primary=False, valid_to=date(2025, 1, 1))
    insert(
        journal, KpiAgreement, client=ada, version=1, status=AgreementStatus.AGREED, agreed_by=tom,
        agreed_on=TODAY, valid_from=TODAY, client_words="Shorter waits",
    )  # fmt: skip
    sheet = client_sheet(journal, ada, TODAY)
    assert [person.display_name for person in sheet.people] == ["Tom Hale"]
    assert [person.display_name for person in sheet.former] == ["Old Boss"]
    assert (sheet.matters, sheet.matters_to) == ("Shorter waits", "Tom")

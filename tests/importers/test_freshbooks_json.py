"""Answers of the FreshBooks interface: read as the tables they hold, on the person's own clock."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from dateutil.tz import gettz

from retention_journal.core.errors import JournalError
from retention_journal.core.invoices import InvoiceState
from retention_journal.importers import freshbooks_json
from retention_journal.importers.clients import read_clients
from retention_journal.importers.hours import read_hours
from retention_journal.importers.intake import Holds, read_incoming, what_is
from retention_journal.importers.recognise import Source
from tests.importers.mutations import MANY, mutations

TODAY = date(2026, 3, 10)
ENTRY = {
    "id": 1, "started_at": "2026-02-17T23:30:00Z", "client_id": 56789, "project_id": 654321,
    "service_id": 2345, "task_id": None, "note": "Mooring plan", "billable": True, "billed": False,
    "duration": 5400, "active": True,
}  # fmt: skip
CLIENT = {
    "id": 7, "userid": 7, "organization": "Quay & Sons", "fname": "Ada", "lname": "Quay",
    "email": "ada@quay.example",
    "bus_phone": "", "mob_phone": "+44 20 7946 0011", "p_city": "Leith", "note": "Likes cats", "vis_state": 0,
    "signup_date": "2020-10-31 15:25:34",
}  # fmt: skip
INVOICE = {
    "id": 90, "invoiceid": 90, "invoice_number": "0000017", "customerid": 7, "vis_state": 0,
    "current_organization": "Quay & Sons", "create_date": "2026-01-05", "due_date": "2026-02-04",
    "date_paid": None, "v3_status": "partial", "currency_code": "GBP", "notes": "January",
    "amount": {"amount": "1250.00", "code": "GBP"}, "paid": {"amount": "250.00", "code": "GBP"},
    "outstanding": {"amount": "1000.00", "code": "GBP"},
}  # fmt: skip


def result(**lists):
    return {"response": {"result": {**lists, "page": 1, "pages": 1, "total": 1}}}


@pytest.fixture
def file(tmp_path):
    def write(said):
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(said), "utf-8")
        return path

    return write


def test_invoices_are_known_with_their_due_day_and_what_was_paid(file):
    path = file(result(invoices=[INVOICE, {**INVOICE, "invoice_number": "0000018", "vis_state": 1}]))
    assert what_is(path).holds is Holds.RECORDS
    (invoice,) = read_incoming(path, Source.CSV, today=TODAY).invoices
    assert (invoice.number, invoice.whose.name) == ("0000017", "Quay & Sons")
    assert (invoice.total_minor, invoice.paid_minor, invoice.currency) == (125_000, 25_000, "GBP")
    assert (invoice.issued_on, invoice.due_on) == (date(2026, 1, 5), date(2026, 2, 4))
    assert invoice.state is InvoiceState.PART_PAID


def test_clients_are_a_list_of_clients(file):
    path = file([result(clients=[CLIENT]), result(clients=[{**CLIENT, "organization": "Pier", "userid": 8}])])
    assert what_is(path).holds is Holds.CLIENTS
    rows = read_clients(path, today=TODAY).rows
    assert [(row.name, row.email, row.phone, row.locality) for row in rows] == [
        ("Quay & Sons", "ada@quay.example", "+44 20 7946 0011", "Leith"),
        ("Pier", "ada@quay.example", "+44 20 7946 0011", "Leith"),
    ]


def test_hours_begin_on_the_persons_own_clock(file, monkeypatch):
    monkeypatch.setattr(freshbooks_json, "tzlocal", lambda: gettz("Europe/Oslo"))
    path = file(
        {"meta": {"total": 1}, "time_entries": [ENTRY, {**ENTRY, "started_at": "2026-02-18T08:00:00"}]}
    )
    assert what_is(path).holds is Holds.HOURS
    first, second = read_hours(path).rows
    assert (first.started_at, first.seconds) == (datetime(2026, 2, 18, 0, 30), 5_400)
    assert second.started_at == datetime(2026, 2, 18, 9, 0)
    assert (first.client, first.note, first.billable) == ("FreshBooks client 56789", "Mooring plan", True)


@pytest.mark.parametrize(
    "said",
    [
        {"response": {"errors": [{"errno": 1012, "message": "Requested resource could not be found."}]}},
        {"response": {"result": {"callbacks": []}}},
        {"time_entries": []},
        {"clients": [{"name": "x"}]},
        {"error": "unauthenticated"},
    ],
)
def test_other_answers_are_refused(file, said):
    with pytest.raises(JournalError):
        what_is(file(said))


def run(path, count):
    for number, content in enumerate(mutations(json.dumps(result(invoices=[INVOICE] * 3)).encode(), count)):
        path.write_bytes(content)
        try:
            found = what_is(path)
            if found.holds is Holds.RECORDS:
                read = read_incoming(path, found.kind, today=TODAY)
                assert len(read.invoices) <= read.read
        except JournalError as error:
            assert error.message
        except Exception as error:
            raise AssertionError(f"mutation {number}") from error


def test_a_few_spoilt_answers_are_read_or_refused(tmp_path):
    run(tmp_path / "answer.json", 300)


@pytest.mark.slow
def test_many_spoilt_answers_are_read_or_refused(tmp_path):
    run(tmp_path / "answer.json", MANY)

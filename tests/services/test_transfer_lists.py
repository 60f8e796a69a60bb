"""The lists of the window go out as tables, as they stand there, and every other part of the journal too."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest

from retention_journal import i18n
from retention_journal.services.sample import fill_sample
from retention_journal.services.transfer.lists_out import Listed, ListKind, table_of, write_list
from retention_journal.services.transfer.person_export import everybody
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.taking_out import Wanted, What, ending_of, offered_name, take_out
from retention_journal.storage.tables import (
    Client,
    Contact,
    Interaction,
    InteractionContact,
    Invoice,
    TimeEntry,
)
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise


def told(journal, listed, language="en"):
    headings, rows = table_of(journal, listed, today=TODAY, language=language)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_list_of_clients_has_whom_to_call_first(journal):
    ada, bob = a_client(journal, "Ada Ltd", locality="Os"), a_client(journal, "Bob AS")
    a_person(journal, ada, "Tom", is_primary=False, tel="1")
    a_person(journal, ada, "Ann", email="ann@example.org", tel="+47 2")
    a_person(journal, ada, "Gone", valid_to=TODAY)
    first, second = told(journal, Listed(ListKind.CLIENTS))
    assert (first["Name"], first["Called first"], first["E-mail"], first["Phone"]) == (
        "Ada Ltd", "Ann", "ann@example.org", "+47 2",
    )  # fmt: skip
    assert (second["Name"], second["Called first"]) == ("Bob AS", "")
    assert [row["Name"] for row in told(journal, Listed(ListKind.CLIENTS, ids=(bob, ada, 99)))] == [
        "Bob AS", "Ada Ltd",
    ]  # fmt: skip


def test_what_lies_in_the_trash_is_in_no_list(journal):
    ada, bob = a_client(journal, "Ada Ltd"), a_client(journal, "Bob AS")
    call = a_call(journal, ada, summary="gone")
    a_call(journal, ada, summary="here")
    a_call(journal, bob, summary="of one who is gone")
    with journal.change("Trash") as change:
        change.trash(Interaction, call, at=NOON)
        change.trash(Client, bob, at=NOON)
    assert [row["What was said"] for row in told(journal, Listed(ListKind.CONTACTS))] == ["here"]
    assert [row["Name"] for row in told(journal, Listed(ListKind.CLIENTS))] == ["Ada Ltd"]
    assert told(journal, Listed(ListKind.CONTACTS, client=bob)) == []


def test_cells_are_what_they_are(journal):
    ada, bob = a_client(journal, "Ada Ltd"), a_client(journal, "Bob AS")
    call = a_call(journal, ada, summary="hello", duration_min=20)
    a_call(journal, bob)
    a_promise(journal, ada, "the list")
    ann = a_person(journal, ada, "Ann")
    with journal.change("Work") as change:
        change.insert(InteractionContact, interaction=call, contact=ann)
        change.insert(TimeEntry, client=ada, worked_on=TODAY, minutes=100, billable=True)
        change.insert(Invoice, client=ada, number="007", issued_on=TODAY, due_on=None, total_minor=120050,
                      paid_minor=0, currency="NOK")  # fmt: skip
    (talk,) = told(journal, Listed(ListKind.CONTACTS, client=ada))
    assert (talk["When"], talk["Who took part"], talk["Minutes"]) == (NOON, "Ann", 20)
    (hours,) = told(journal, Listed(ListKind.HOURS))
    assert (hours["Day"], hours["Hours"], hours["Charged"]) == (TODAY, Decimal("1.67"), True)
    (invoice,) = told(journal, Listed(ListKind.INVOICES))
    assert (invoice["No."], invoice["Total"], invoice["Due"]) == ("007", Decimal("1200.50"), None)
    (promise,) = told(journal, Listed(ListKind.PROMISES))
    assert (promise["What"], promise["Client"]) == ("the list", "Ada Ltd")


def test_an_exact_list_has_the_words_of_the_vocabulary_and_one_for_a_spreadsheet_those_of_people(
    journal, tmp_path
):
    a_call(journal, a_client(journal, "=Ada"), summary="-5 %")
    listed = Listed(ListKind.CONTACTS)
    for kind in TableKind:
        assert write_list(journal, listed, tmp_path / f"{kind}.csv", kind, today=TODAY, language="nb") == 1
    (row,) = csv.DictReader(io.StringIO((tmp_path / "exact.csv").read_text(encoding="utf-8"), newline=""))
    assert list(row.values())[:5] == ["2026-03-10T12:00:00", "=Ada", "call", "outbound", "reached"]
    sheet = (tmp_path / "spreadsheet.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert sheet.startswith('2026-03-10 12:00:00;"\'=Ada";"Telefon";')
    assert '"\'-5 %"' in sheet


@pytest.mark.parametrize("what", list(What))
def test_everything_that_can_be_taken_out_of_the_sample_is(journal, tmp_path, what):
    fill_sample(journal, date(2025, 10, 14))
    place = tmp_path / offered_name(what, "Solheim", TODAY, as_zip=True)
    wanted = Wanted(what, place, client=1 if what is What.CLIENT else None,
                    contact=1 if what is What.PERSON else None)  # fmt: skip
    assert take_out(journal, wanted, today=TODAY) > 0
    assert place.is_file()


@pytest.mark.parametrize(
    ("what", "as_zip", "name"),
    [
        (What.EVERYTHING, True, "Ada – Sons 2026-03-10.zip"),
        (What.CLIENT, False, "Ada – Sons 2026-03-10"),
        (What.CARDS, True, "Ada – Sons – contacts 2026-03-10.vcf"),
        (What.CALENDAR, False, "Ada – Sons – calendar 2026-03-10.ics"),
        (What.LIST, False, "Ada – Sons 2026-03-10.csv"),
    ],
)
def test_a_name_is_offered_that_every_file_system_takes(what, as_zip, name):
    assert offered_name(what, "Ada – Sons", TODAY, as_zip=as_zip) == name
    hostile = offered_name(what, '../<Ada>:"|?*\n' + "x" * 400, TODAY, as_zip=as_zip)
    assert not set(hostile) & set('<>:"/\\|?*\n')
    assert len(hostile.encode()) < 250
    assert hostile.endswith(ending_of(what, as_zip=as_zip))


def test_people_are_offered_by_name_with_their_clients(journal):
    ada, bob = a_client(journal, "Ada Ltd"), a_client(journal, "Bob AS")
    tom, ann = a_person(journal, ada, "Tom"), a_person(journal, bob, "Ann")
    gone = a_person(journal, bob, "Gone")
    with journal.change("Trash") as change:
        change.trash(Contact, gone, at=datetime(2026, 3, 1))
    i18n.use("en")
    assert everybody(journal) == [(ann, "Ann, Bob AS"), (tom, "Tom, Ada Ltd")]

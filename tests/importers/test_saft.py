"""Bookkeeping files: their customers come in, and nothing is made of the ledger."""

from __future__ import annotations

import time

import pytest

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.intake import Holds, what_is
from retention_journal.importers.recognise import Source
from retention_journal.importers.saft import read_saft
from tests.importers.mutations import MANY, mutations

SAFT = (
    '\ufeff<?xml version="1.0" encoding="utf-8"?>\n'
    '<n1:AuditFile xmlns:n1="urn:StandardAuditFile-Taxation-Financial:NO"><n1:Header>'
    "<n1:DefaultCurrencyCode>NOK</n1:DefaultCurrencyCode></n1:Header><n1:MasterFiles><n1:Customers>"
    "<n1:Customer><n1:RegistrationNumber>999888777</n1:RegistrationNumber><n1:Name>Blåbær AS</n1:Name>"
    "<n1:Address><n1:StreetName>Gata 1</n1:StreetName><n1:City>Ås</n1:City></n1:Address><n1:Contact>"
    "<n1:ContactPerson><n1:FirstName>Kåre</n1:FirstName><n1:LastName>Ødegård</n1:LastName></n1:ContactPerson>"
    "<n1:Telephone>40 00 00 01</n1:Telephone><n1:Email>kare@blaa.example</n1:Email></n1:Contact>"
    "<n1:CustomerID>0501</n1:CustomerID></n1:Customer>"
    "<n1:Customer><n1:Name>Ærlig &amp; Sønn</n1:Name><n1:CustomerID>502</n1:CustomerID></n1:Customer>"
    "<n1:Customer><n1:Name> </n1:Name><n1:CustomerID>503</n1:CustomerID></n1:Customer>"
    "</n1:Customers><n1:Suppliers><n1:Supplier><n1:Name>Strøm AS</n1:Name></n1:Supplier></n1:Suppliers>"
    "</n1:MasterFiles><n1:GeneralLedgerEntries><n1:Journal><n1:Transaction><n1:Line><n1:CustomerID>0501"
    "</n1:CustomerID><n1:Description>Kunde</n1:Description></n1:Line></n1:Transaction></n1:Journal>"
    "</n1:GeneralLedgerEntries></n1:AuditFile>"
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<AuditFile><Customer><Name>&b;</Name></Customer></AuditFile>"
)
FEW = 150
LONGEST_S = 5.0


@pytest.fixture
def read(tmp_path):
    def read(content, **options):
        file = tmp_path / "books.xml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_saft(file, **options)

    return read


def test_customers_come_in_with_their_people(read, tmp_path):
    found = read(SAFT)
    assert what_is(tmp_path / "books.xml").kind is Source.SAFT
    assert what_is(tmp_path / "books.xml").holds is Holds.RECORDS
    assert [(one.name, one.external_id) for one in found.clients] == [
        ("Blåbær AS", "0501"), ("Ærlig & Sønn", "502"),
    ]  # fmt: skip
    first = found.clients[0]
    assert (first.contact_given, first.contact_family, first.email) == (
        "Kåre",
        "Ødegård",
        "kare@blaa.example",
    )
    assert (first.phone, first.locality) == ("40 00 00 01", "Ås")
    assert "999888777" in first.notes
    assert (found.read, [one.place for one in found.problems]) == (3, ["customer 503"])


def test_the_ledger_makes_no_invoices_and_says_so(read):
    found = read(SAFT)
    assert found.invoices == ()
    assert "which invoices were paid" in found.notes[0]


def test_other_letters_than_utf_8_are_read(read):
    content = SAFT.removeprefix("\ufeff").replace("utf-8", "iso-8859-1").encode("iso-8859-1")
    assert read(content).clients[0].name == "Blåbær AS"


@pytest.mark.parametrize("content", [BOMB, SAFT[:-30], SAFT.replace("</n1:Name>", "", 1), "<AuditFile/>"])
def test_damaged_and_hostile_files_are_refused(read, content):
    with pytest.raises(UnreadableFileError):
        read(content)


def test_a_file_with_many_customers_can_be_stopped(read):
    customer = "<Customer><Name>A</Name><CustomerID>1</CustomerID></Customer>"
    calls = []

    def progress(done, total):
        calls.append((done, total))
        if len(calls) == 3:
            raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        read(f"<AuditFile>{customer * 2_000}</AuditFile>", progress=progress)
    assert len(calls) == 3


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_spoilt_files_are_read_or_refused(tmp_path, count):
    file, outcomes = tmp_path / "file", []
    for content in mutations(SAFT.encode(), count, seed=9):
        file.write_bytes(content)
        began = time.thread_time()
        try:
            read = read_saft(file)
        except JournalError as refused:
            assert refused.message
        else:
            assert read.read == len(read.clients) + len(read.problems)
            outcomes.append(read)
        assert time.thread_time() - began < LONGEST_S
    assert outcomes

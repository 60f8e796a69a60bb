"""import of invoices: tried first, then done, again it changes nothing, and undo takes it back."""

from __future__ import annotations

import json

import pytest

from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Invoice, key_of
from tests.importers.invoice_tables import FRESHBOOKS, NORWEGIAN
from tests.importers.table_seeds import FRESHBOOKS as FRESHBOOKS_CLIENTS
from tests.importers.test_saft import SAFT
from tests.importers.workbook_files import Sheet, xlsx


def invoices(path):
    query = (
        Invoice.select(Client.name, Invoice.number, Invoice.total_minor, Invoice.currency, Invoice.state)
        .join(Client)
        .order_by(key_of(Invoice))
    )
    with JournalReader.open(path) as journal:
        return [(*row[:4], row[4].value) for row in journal.tuples(query)]


@pytest.fixture
def take_in(run, path, tmp_path):
    """Write a file and take it in: tried first, then done, then again."""

    def take_in(content, *options, source="auto"):
        file = tmp_path / "invoices.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        tried = run("import", source, file, "--dry-run", "--json", *options)
        assert invoices(path) == []
        answer = run("import", source, file, "--json", *options)
        assert answer.code == tried.code
        if answer.code == 0:
            assert {**tried.json, "dry_run": False} == answer.json
            again = run("import", source, file, "--json", *options).json
            assert (again["created"], again["updated"]) == ({}, {})
        return answer

    return take_in


ADA_AND_BO = [
    ("Ada Ltd", "0000001", 110_000, "CAD", "paid"),
    ("Bo AS", "0000002", 9_999, "CAD", "sent"),
    ("Bo AS", "0000003", 9_999, "CAD", "draft"),
    ("Bo AS", "0000004", -4_000, "CAD", "sent"),
]


@pytest.mark.parametrize("source", ["auto", "freshbooks", "csv"])
def test_invoices_of_freshbooks_come_in_with_their_clients(take_in, path, source):
    answer = take_in(FRESHBOOKS, source=source)
    assert answer.code == 0
    assert invoices(path) == ADA_AND_BO


def test_one_undo_takes_all_of_it_back(take_in, path):
    take_in(FRESHBOOKS)
    with Journal.open(path) as journal:
        journal.undo()
    assert invoices(path) == []


def test_amounts_without_a_currency_are_in_that_of_the_business(take_in, path):
    assert take_in(NORWEGIAN.encode("cp1252")).code == 0
    assert [row[1:4] for row in invoices(path)] == [
        ("0017", 125_050, "EUR"), ("18", 1_250_000, "EUR"), ("19", -50_000, "EUR"),
    ]  # fmt: skip


def test_days_that_read_two_ways_are_said_by_an_option(take_in, path):
    rows = "Invoice no,Invoice date,Due date,Client,Total\n7,03/04/2026,05/04/2026,Ada,10.00\n"
    refused = take_in(rows)
    assert refused.code != 0
    assert "--dates d/m/Y" in refused.out + refused.err
    assert take_in(rows, "--dates", "d/m/Y").code == 0
    assert [row[1] for row in invoices(path)] == ["7"]


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_map_says_what_the_columns_mean(take_in, path, tmp_path, wrapped):
    told = {"A": "number", "B": "issued_on", "C": "client", "D": "total"}
    file = tmp_path / "map.json"
    file.write_text(json.dumps({"mapping": told, "currency": "SEK"} if wrapped else told))
    assert take_in("A,B,C,D\n007,2026-01-02,Ada,10.00\n", "--map", file, source="csv").code == 0
    assert invoices(path) == [("Ada", "007", 1_000, "SEK" if wrapped else "EUR", "sent")]


def test_a_workbook_of_invoices_comes_in(take_in, path):
    rows = [["Fakturanr", "Fakturadato", "Forfallsdato", "Kunde", "Totalt", "Valuta"],
            ["0017", "02.01.2026", "16.01.2026", "Blåbær AS", 1250.5, "NOK"]]  # fmt: skip
    assert take_in(xlsx(Sheet("Ark1", rows))).code == 0
    assert invoices(path) == [("Blåbær AS", "0017", 125_050, "NOK", "sent")]


def test_clients_of_freshbooks_come_in_under_its_word(run, path, tmp_path):
    file = tmp_path / "clients.csv"
    file.write_text(FRESHBOOKS_CLIENTS)
    assert run("import", "freshbooks", file).code == 0
    with JournalReader.open(path) as journal:
        assert [name for (name,) in journal.tuples(Client.select(Client.name))] == ["Blåbær AS"]


def test_payments_of_a_bank_are_only_suggested(run, path, take_in, tmp_path):
    take_in(NORWEGIAN.encode("cp1252"))
    before = invoices(path)
    file = tmp_path / "bank.csv"
    rows = "Bokføringsdato;Beløp;Valuta;Beskrivelse\n2026-02-20;4500,00;EUR;Fra Ærlig & Sønn faktura 18\n"
    file.write_text(rows)
    (one,) = run("import", "auto", file, "--json").json["suggestions"]
    assert (one["invoice"], one["amount_minor"], one["is_sure"]) == ("18", 450_000, True)
    assert "Nothing was written" in run("import", "auto", file).out
    assert invoices(path) == before


def test_customers_of_a_bookkeeping_file_come_in_once(run, path, tmp_path):
    file = tmp_path / "books.xml"
    file.write_text(SAFT)
    assert run("import", "saft", file).code == 0
    assert run("import", "auto", file, "--json").json["created"] == {}
    with JournalReader.open(path) as journal:
        names = {name for (name,) in journal.tuples(Client.select(Client.name))}
    assert names == {"Blåbær AS", "Ærlig & Sønn"}

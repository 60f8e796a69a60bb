"""Tables of invoices: what their columns mean, and that every amount, day and state is what the file says."""

# ruff: noqa: E501 - a row of a file, and of a table of cases, stands on a line of its own

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.invoices import InvoiceState
from retention_journal.importers.intake import Holds, plain_ways, ways_of, what_is
from retention_journal.importers.invoice_amounts import bare_amount, minor_of, read_amount
from retention_journal.importers.invoice_columns import guess_invoice_mapping, holds_invoices
from retention_journal.importers.invoice_words import state_of_words
from retention_journal.importers.invoices import InvoiceWays, invoice_look, invoice_questions, read_invoices
from retention_journal.importers.recognise import Source
from tests.importers.invoice_tables import (
    FORTNOX,
    FRESHBOOKS,
    FRESHBOOKS_HEADINGS,
    GERMAN,
    HARVEST,
    NORWEGIAN,
    SEEDS,
    STRIPE,
    TRIPLETEX,
    XERO,
    ZOHO,
)
from tests.importers.table_seeds import CLIENTS, TIMES
from tests.importers.workbook_files import Sheet, xlsx

S = InvoiceState
HEAD = "Invoice number,Invoice date,Due date,Client,Total,Currency\n"


@pytest.fixture
def read(tmp_path):
    def read(content, **ways):
        file = tmp_path / "invoices.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_invoices(file, InvoiceWays(**{"currency": "NOK", **ways}))

    return read


def told(read):
    return [(one.number, one.whose.name, one.total_minor, one.currency, one.state) for one in read.invoices]


def why(read):
    return [(one.place, one.message) for one in read.problems]


def test_freshbooks_lines_become_invoices(read):
    found = read(FRESHBOOKS)
    assert (found.source, found.read, found.skipped, found.problems) == ("freshbooks", 5, 0, ())
    assert told(found) == [
        ("0000001", "Ada Ltd", 110_000, "CAD", S.PAID),
        ("0000002", "Bo AS", 9_999, "CAD", S.SENT),
        ("0000003", "Bo AS", 9_999, "CAD", S.DRAFT),
        ("0000004", "Bo AS", -4_000, "CAD", S.SENT),
    ]
    first = found.invoices[0]
    assert (first.ext_id, first.place, first.due_on) == ("inv:0000001", "row 2", None)
    assert (first.paid_on, first.paid_minor) == (date(2026, 2, 1), 110_000)
    assert first.note == "Design – Menu: 10 × 100; 1050\nText: 1.5 × 33.33; 50"
    assert "due" in found.notes[0]


def test_norwegian_spreadsheet(read):
    found = read(NORWEGIAN.encode("cp1252"))
    assert told(found) == [
        ("0017", "Blåbær AS", 125_050, "NOK", S.PAID),
        ("18", "Ærlig & Sønn", 1_250_000, "NOK", S.PART_PAID),
        ("19", "Ærlig & Sønn", -50_000, "NOK", S.SENT),
    ]
    assert [one.due_on for one in found.invoices] == [date(2026, 2, 17), date(2026, 2, 18), None]
    assert [one.paid_minor for one in found.invoices] == [125_050, 800_000, 0]
    assert (found.read, found.skipped) == (3, 1)
    assert found.invoices[0].whose.numbers == ("999888777",)
    assert found.invoices[0].note == "KID: 00170001"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TRIPLETEX, [("10001", "Blåbær AS", 225_050, "NOK", S.SENT), ("10002", "Ærlig", 25_050, "NOK", S.SENT)]),
        (FORTNOX, [("101", "Åkesson AB", 125_000, "SEK", S.PAID), ("102", "Åkesson AB", 80_000, "EUR", S.PART_PAID)]),
        (ZOHO, [("INV-000001", "Ada Ltd", 36_000, "GBP", S.SENT), ("INV-000002", "Bo Ltd", 6_000, "GBP", S.PAID)]),
        (GERMAN, [("R-7", "Müller GmbH", 119_000, "EUR", S.PAID), ("G-1", "Müller GmbH", -11_900, "EUR", S.SENT)]),
        (XERO, [("INV-1", "Ada", 10_000, "GBP", S.PART_PAID), ("INV-2", "Ada", 10_000, "GBP", S.DRAFT)]),
        (STRIPE, [("ABC-0001", "Ada", 10_000, "USD", S.PAID)]),
        (HARVEST, [("1001", "Ada", 10_000, "USD", S.PART_PAID)]),
    ],
)  # fmt: skip
def test_tables_of_other_programs(read, content, expected):
    assert told(read(content)) == expected


@pytest.mark.parametrize("content", SEEDS.values(), ids=SEEDS)
def test_tables_of_invoices_are_told_from_others(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    assert what_is(file).holds is Holds.RECORDS


@pytest.mark.parametrize(
    ("name", "content", "holds"),
    [
        *((name, content, Holds.CLIENTS) for name, content in CLIENTS.items()),
        *((name, content, Holds.HOURS) for name, content in TIMES.items()),
        ("hours with invoices", b"Date;Client;Hours;Invoice;Amount\n2026-03-02;Ada;2;17;200\n", Holds.HOURS),
    ],
)
def test_clients_and_hours_are_not_taken_for_invoices(tmp_path, name, content, holds):
    file = tmp_path / name
    file.write_bytes(content)
    assert what_is(file).holds is holds


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("draft", S.DRAFT), ("created", S.DRAFT), ("sent", S.SENT), ("viewed", S.SENT), ("outstanding", S.SENT),
        ("unpaid", S.SENT), ("partial", S.PART_PAID), ("paid", S.PAID), ("auto-paid", S.PAID),
        ("disputed", S.DISPUTED), ("retry", S.SENT), ("failed", S.SENT), ("overdue", S.SENT), ("Betalt", S.PAID),
        ("Delvis betalt", S.PART_PAID), ("Förfallen", S.SENT), ("Överförd", None), ("glorious", None),
    ],
)  # fmt: skip
def test_words_for_the_state(words, state):
    assert state_of_words([words]) is state


def test_an_unknown_state_stops_its_invoice_and_no_other(read):
    found = read(FRESHBOOKS.replace("0000002,2026-01-06,sent", "0000002,2026-01-06,glorious"))
    assert [one.number for one in found.invoices] == ["0000001", "0000003", "0000004"]
    assert why(found) == [("row 4", "“glorious” is no state of an invoice that is known. Left out.")]
    assert found.raw["row 4"].startswith("Bo AS; 0000002")


def test_an_invoice_with_a_line_that_cannot_be_read_is_not_taken_in_by_half(read):
    found = read(FRESHBOOKS.replace(",50.00,CAD", ",fifty,CAD"))
    assert [one.number for one in found.invoices] == ["0000002", "0000003", "0000004"]
    assert {place for place, _message in why(found)} == {"row 2", "row 3"}


@pytest.mark.parametrize(("total", "is_taken"), [("110.00", True), ("110.01", False), ("100.00", False)])
def test_lines_are_compared_with_a_total(read, total, is_taken):
    rows = (
        "Invoice number,Invoice date,Client,Line total,Invoice total,Currency\n"
        f"1,2026-01-02,Ada,60.00,{total},EUR\n1,2026-01-02,Ada,50.00,{total},EUR\n"
        "2,2026-01-02,Ada,1.00,1.00,EUR\n3,2026-01-02,Ada,1.00,1.00,EUR\n"
    )
    assert [one.number for one in read(rows).invoices] == (["1"] if is_taken else []) + ["2", "3"]


def test_currencies_are_never_added_together(read):
    rows = "1,2026-01-02,,Ada,10.50,EUR\n1,2026-01-02,,Ada,20.25,USD\n2,2026-01-02,,Ada,500,JPY\n"
    found = read(HEAD + rows)
    assert [(one.number, one.total_minor, one.currency) for one in found.invoices] == [
        ("1", 1_050, "EUR"), ("1", 2_025, "USD"), ("2", 500, "JPY"),
    ]  # fmt: skip
    assert len({one.ext_id for one in found.invoices}) == 3


def test_a_number_that_two_clients_have_is_told_apart(read):
    found = read(HEAD + "1,2026-01-02,,Ada,10,EUR\n1,2026-01-03,,Bo,20,EUR\n2,2026-01-03,,Bo,20,EUR\n")
    assert [one.ext_id for one in found.invoices] == ["inv:1|ada", "inv:1|bo", "inv:2"]


def test_a_row_per_line_with_a_plain_amount_is_summed(read):
    head = "Fakturanr;Dato;Kunde;Vare;Beløp\n"
    lines = (
        head + "1;02.01.2026;Ada;Tekst;100,50\n1;02.01.2026;Ada;Bilde;200,00\n2;03.01.2026;Ada;Tekst;5,00\n"
    )
    assert [one.total_minor for one in read(lines).invoices] == [30_050, 500]
    whole = (
        head + "1;02.01.2026;Ada;Tekst;300,50\n1;02.01.2026;Ada;Bilde;300,50\n2;03.01.2026;Ada;Tekst;5,00\n"
    )
    assert [one.total_minor for one in read(whole).invoices] == [30_050, 500]


def test_lines_below_the_first_need_not_repeat_the_invoice(read):
    rows = (
        "Invoice no;Invoice date;Due date;Customer;Item;Line total;Currency\n"
        "0007;2026-01-02;2026-01-16;Ada;Design;100.00;EUR\n;;;;Text;50.25;\n;;;;;150.25;\n"
        "0008;2026-01-03;2026-01-17;Bo;Text;1.00;EUR\n"
    )
    found = read(rows)
    assert [(one.number, one.total_minor) for one in found.invoices] == [("0007", 15_025), ("0008", 100)]
    assert (found.read, found.skipped) == (3, 1)


def test_days_that_read_two_ways_are_asked_about_and_told(read, tmp_path):
    rows = HEAD + "1,03/04/2026,05/04/2026,Ada,10.00,EUR\n2,05/04/2026,06/04/2026,Ada,10.00,EUR\n"
    with pytest.raises(JournalError) as refused:
        read(rows)
    assert refused.value.code == "ambiguous"
    file = tmp_path / "invoices.csv"
    questions = invoice_questions(file)
    assert [one.column for one in questions] == ["Invoice date", "Due date"]
    assert questions[0].asked.candidates == ("d/m/Y", "m/d/Y")
    assert invoice_questions(file, InvoiceWays(date_format="d/m/Y")) == ()
    assert read(rows, date_format="d/m/Y").invoices[0].issued_on == date(2026, 4, 3)
    assert read(rows, date_format="m/d/Y").invoices[0].issued_on == date(2026, 3, 4)


def test_a_column_of_days_that_cannot_tell_follows_one_that_can(read):
    rows = HEAD + "1,03/04/2026,13/04/2026,Ada,10.00,EUR\n2,05/04/2026,20/04/2026,Ada,10.00,EUR\n"
    assert [one.issued_on for one in read(rows).invoices] == [date(2026, 4, 3), date(2026, 4, 5)]


def test_amounts_that_read_two_ways_are_asked_about(read):
    rows = HEAD + '1,2026-01-02,,Ada,"1,250",EUR\n2,2026-01-02,,Ada,"2,500",EUR\n'
    with pytest.raises(JournalError) as refused:
        read(rows)
    assert refused.value.code == "ambiguous"
    assert [one.total_minor for one in read(rows, decimal_sign=".").invoices] == [125_000, 250_000]
    assert [one.total_minor for one in read(rows, decimal_sign=",").invoices] == [125, 250]


def test_terms_are_used_only_where_somebody_said_them(read):
    assert {one.due_on for one in read(FRESHBOOKS).invoices} == {None}
    assert read(FRESHBOOKS, terms_days=14).invoices[0].due_on == date(2026, 1, 19)


def test_a_due_day_before_the_invoice_is_not_believed(read):
    found = read(HEAD + "1,2026-01-20,2026-01-02,Ada,10,EUR\n2,2026-01-20,maybe,Ada,10,EUR\n")
    assert [one.due_on for one in found.invoices] == [None, None]
    assert [place for place, _message in why(found)] == ["row 2", "row 3"]


def test_a_currency_that_nobody_names_is_asked_for(tmp_path, read):
    rows = "Fakturanr;Fakturadato;Kunde;Totalt\n1;02.01.2026;Ada;100,00\n"
    assert read(rows).invoices[0].currency == "NOK"
    with pytest.raises(JournalError) as refused:
        read(rows, currency="")
    assert "currency" in refused.value.message
    with pytest.raises(InvalidEntryError):
        read(rows, currency="XYQ")


def test_an_unknown_currency_stops_its_row(read):
    found = read(HEAD + "1,2026-01-02,,Ada,10,ZZZ\n2,2026-01-02,,Ada,10,EUR\n3,2026-01-02,,Ada,10,eur\n")
    assert told(found) == [("2", "Ada", 1_000, "EUR", S.SENT), ("3", "Ada", 1_000, "EUR", S.SENT)]
    assert why(found)[0][0] == "row 2"


def test_columns_can_be_said_to_mean_something_else(read):
    rows = "A,B,C,D\n0017,2026-01-02,Ada,10.00\n"
    found = read(rows, mapping={"A": "number", "B": "issued_on", "C": "client", "D": "total"})
    assert told(found) == [("0017", "Ada", 1_000, "NOK", S.SENT)]
    with pytest.raises(JournalError) as refused:
        read(rows)
    assert refused.value.code == "no_invoice_column"


def test_what_was_chosen_can_be_kept_and_used_again():
    ways = InvoiceWays({"A": "number"}, "d/m/Y", ",", "cp1252", ";", "Ark1", 14, "SEK")
    assert ways_of(Source.CSV, plain_ways(ways)) == ways


def test_a_workbook_is_read_and_lost_zeros_are_told(tmp_path):
    file = tmp_path / "book.xlsx"
    rows = [["Fakturanr", "Fakturadato", "Forfallsdato", "Kunde", "Totalt", "Valuta"],
            [17, date(2026, 1, 2), date(2026, 1, 16), "Blåbær AS", 1250.5, "NOK"],
            [18, date(2026, 1, 3), None, "Ærlig", -100, "SEK"]]  # fmt: skip
    file.write_bytes(xlsx(Sheet("Ark1", rows)))
    found = read_invoices(file)
    assert found.source == "xlsx"
    assert told(found) == [
        ("17", "Blåbær AS", 125_050, "NOK", S.SENT),
        ("18", "Ærlig", -10_000, "SEK", S.SENT),
    ]
    assert found.invoices[0].due_on == date(2026, 1, 16)
    assert "zeros" in found.problems[0].message
    assert what_is(file).holds is Holds.RECORDS


@pytest.mark.parametrize(
    ("cell", "bare", "currency"),
    [
        ("kr 1 250,50", "1 250,50", ""), ("1 250,-", "1 250", ""), ("1.190,00 €", "1.190,00", "EUR"),
        ("£1,250", "1,250", "GBP"), ("NOK 500", "500", "NOK"), ("500 SEK", "500", "SEK"),
        ("(500.00)", "-500.00", ""), ("500.00-", "-500.00", ""), ("−12,5", "-12,5", ""), ("-£5", "-5", "GBP"),
        ("$-5.00", "-5.00", ""), ("250:-", "250", ""), ("ten", "ten", ""), ("", "", ""), ("-", "", ""),
    ],
)  # fmt: skip
def test_amounts_with_what_stands_around_them(cell, bare, currency):
    assert bare_amount(cell) == (bare, currency)


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from([".", ","]))
def test_every_amount_comes_back_to_the_last_minor_unit(amount, sign):
    text = format(amount, "f").replace(".", sign)
    assert read_amount(text, sign) == amount
    assert minor_of(amount, "NOK") == int(amount * 100)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30))
def test_the_total_is_the_sum_of_the_lines_exactly(tmp_path_factory, amounts):
    file = tmp_path_factory.mktemp("sum") / "file.csv"
    line = "Ada,0007,2026-01-05,sent,,Design,,1,1,0,1,,,,,{},CAD\n"
    file.write_text(
        FRESHBOOKS_HEADINGS + "".join(line.format(f"{Decimal(one).scaleb(-2):f}") for one in amounts)
    )
    (found,) = read_invoices(file).invoices
    assert found.total_minor == sum(amounts)


def test_headings_of_hours_and_clients_mean_no_invoices():
    assert not holds_invoices(["Name", "No.", "Date", "Amount"])
    assert holds_invoices(["Invoice #", "Client", "Issued", "Amount"])
    assert guess_invoice_mapping(["Fakturanummer", "Dato", "Beløp"]).is_enough


def test_the_order_that_was_told_holds_in_columns_written_with_other_signs(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("Invoice no,Invoice date,Due date,Client,Total\n7,03/04/2026,05.04.26,Ada,10\n")
    told = read_invoices(path, InvoiceWays(date_format="d/m/Y", currency="NOK")).invoices[0]
    assert (told.issued_on, told.due_on) == (date(2026, 4, 3), date(2026, 4, 5))


def test_a_look_at_chosen_columns_asks_about_their_days(tmp_path):
    path = tmp_path / "chosen.csv"
    path.write_text("Invoice no,Invoice date,Betales,Client,Total\n7,2026-01-31,03/04/2026,Ada,10.00\n")
    ways = {"Invoice no": "number", "Invoice date": "issued_on", "Betales": "due_on", "Total": "total"}
    assert invoice_look(path).questions == ()
    (question,) = invoice_look(path, ways=InvoiceWays(mapping=ways, date_format="d/m/Y")).questions
    assert question.column == "Betales"

"""Lists of bank accounts: only what came in, by its day, amount and text."""

# ruff: noqa: E501 - a row of a file stands on a line of its own

from __future__ import annotations

import time
from datetime import date

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.intake import Holds, what_is
from retention_journal.importers.payments import PaymentWays, holds_payments, read_payments
from tests.importers.invoice_tables import SEEDS as INVOICES
from tests.importers.mutations import MANY, mutations
from tests.importers.table_seeds import CLIENTS, TIMES

DNB = (
    '"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\r\n'
    '"03.10.2026";"Giro 00170001 Blåbær AS";"03.10.2026";"";"1.250,50"\r\n'
    '"04.10.2026";"Varekjøp Kiwi";"04.10.2026";"163,80";""\r\n'
)
NORDEA = (
    "Bokføringsdato;Beløp;Avsender;Mottaker;Navn;Tittel;Valuta;Betalingstype\n"
    "2026/10/03;1250,50;1234.56.78901;;Blåbær AS;Faktura 17;NOK;Overføring\n"
    "2026/10/04;-163,80;;;Kiwi;Varekjøp;NOK;Visa\n"
    "Reservert;-10,00;;;Kiwi;Varekjøp;NOK;Visa\n"
)
SBANKEN = (
    "Kontoutskrift\n\nKonto 1234 56 78901\n"
    '"Bokføringsdato","Beløp","Beskrivelse"\n"2026-10-03","1250.50","Fra Blåbær AS"\n"2026-10-04","-163.80","Kiwi"\n'
)
SWEDBANK = (
    "* Transaktionsrapport Period 2026-10-01 – 2026-10-31\r\n"
    "Radnummer,Clearingnummer,Kontonummer,Produkt,Valuta,Bokföringsdag,Transaktionsdag,Valutadag,Referens,Beskrivning,Belopp,Bokfört saldo\r\n"
    "1,8000,1234567,Konto,SEK,2026-10-03,2026-10-03,2026-10-03,Åkesson AB,Insättning 101,1250.50,9000.00\r\n"
    "2,8000,1234567,Konto,SEK,2026-10-04,2026-10-04,2026-10-04,ICA,Kortköp,-163.80,8836.20\r\n"
)
SEB = (
    "Bokföringsdatum;Valutadatum;Verifikationsnummer;Text;Belopp;Saldo\r\n"
    "2026-10-03;2026-10-03;5490990007;ÅKESSON AB;1 250,50;9 000,00\r\n2026-10-04;2026-10-04;5490990008;ICA;-163,80;8 836,20\r\n"
)
BANKS = {
    "dnb": DNB.encode("cp1252"),
    "nordea": NORDEA.encode("utf-8-sig"),
    "sbanken": SBANKEN.encode(),
    "swedbank": SWEDBANK.encode("cp1252"),
    "seb": SEB.encode("cp1252"),
}
FEW = 40
LONGEST_S = 5.0


@pytest.fixture
def read(tmp_path):
    def read(content, **ways):
        file = tmp_path / "bank.csv"
        file.write_bytes(content)
        return read_payments(file, PaymentWays(**{"currency": "NOK", **ways}))

    return read


@pytest.mark.parametrize(("name", "content"), BANKS.items(), ids=BANKS)
def test_only_what_came_in_is_read(read, tmp_path, name, content):
    found = read(content)
    (payment,) = found.payments
    assert (payment.booked_on, payment.amount_minor) == (date(2026, 10, 3), 125_050)
    assert payment.currency == ("SEK" if name == "swedbank" else "NOK")
    assert any(
        word in f"{payment.text} {payment.reference}" for word in ("Blåbær AS", "Åkesson AB", "ÅKESSON AB")
    )
    assert what_is(tmp_path / "bank.csv").holds is Holds.PAYMENTS


@pytest.mark.parametrize("content", [*INVOICES.values(), *CLIENTS.values(), *TIMES.values()])
def test_other_tables_are_no_bank_accounts(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    assert what_is(file).holds is not Holds.PAYMENTS


def test_plain_words_alone_make_no_bank_account():
    assert not holds_payments(["Date", "Description", "Amount"])
    assert holds_payments(["Date", "Description", "Amount", "Balance"])


def test_two_payments_alike_are_told_apart_and_known_again(read):
    twice = DNB + DNB.split("\r\n")[1] + "\r\n"
    first = [one.ext_id for one in read(twice.encode("cp1252")).payments]
    assert len(set(first)) == 2
    assert [one.ext_id for one in read(twice.encode("cp1252")).payments] == first


def test_a_row_that_cannot_be_read_is_told(read):
    found = read(DNB.replace("1.250,50", "mye").encode("cp1252") + b'"05.10.2026";"Giro";"";"";"10,00"\r\n')
    assert [(one.place, one.left_out) for one in found.problems] == [("row 2", True)]
    assert (found.read, found.skipped, len(found.payments)) == (2, 1, 1)


def test_days_that_read_two_ways_are_refused_with_both_readings(read):
    rows = b"Booking date,Description,Amount,Balance\n03/04/2026,Ada,10.00,20.00\n"
    with pytest.raises(JournalError) as refused:
        read(rows)
    assert refused.value.code == "ambiguous"
    assert read(rows, date_format="d/m/Y").payments[0].booked_on == date(2026, 4, 3)


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", BANKS)
def test_spoilt_lists_are_read_or_refused(tmp_path, name, count):
    file, outcomes = tmp_path / "file", []
    for content in mutations(BANKS[name], count // len(BANKS) if count == MANY else FEW, seed=6):
        file.write_bytes(content)
        began = time.thread_time()
        try:
            read = read_payments(file, PaymentWays(currency="NOK"))
        except JournalError as refused:
            assert refused.message
        else:
            left_out = [one for one in read.problems if one.left_out]
            assert len(read.payments) + len(left_out) == read.read
            assert all(one.amount_minor > 0 for one in read.payments)
            outcomes.append(read)
        assert time.thread_time() - began < LONGEST_S
    assert outcomes

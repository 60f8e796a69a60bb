"""Address books of other programs: who is the client, who the person, and nothing of them is lost."""

from __future__ import annotations

from datetime import date

import pytest

from retention_journal.importers.clients import read_clients
from retention_journal.importers.columns import Field, guess_mapping
from tests.importers.table_seeds import GOOGLE_NEW, GOOGLE_OLD, HUBSPOT, OUTLOOK_NB

TODAY = date(2026, 11, 22)


@pytest.fixture
def read(tmp_path):
    def of(content, encoding="utf-8"):
        path = tmp_path / "contacts.csv"
        path.write_bytes(content.encode(encoding))
        return read_clients(path, today=TODAY)

    return of


def test_google_contacts_of_before_2024(read):
    kare, ada = read(GOOGLE_OLD).rows
    assert (kare.name, kare.contact_name, kare.title) == ("Blåbær AS", "Kåre Ødegård", "Daglig leder")
    assert kare.email == "kare@blaa.example"
    assert kare.phone == "+47 40 00 00 01", "its fax, told by the type of this row alone, is no phone"
    assert kare.birthday == date(1970, 5, 17)
    assert kare.facts.splitlines() == [
        "Further e-mail: k@x.example",
        "Further e-mail: kare@home.example",
        "Further phone: +47 40 00 00 02",
    ]
    assert (ada.name, ada.phone) == ("Ada Byron", "+44 20 0000 0001")


def test_google_contacts_since_2024(read):
    result = read(GOOGLE_NEW, "utf-8-sig")
    assert result.mapping.tool == "Google Contacts"
    row = result.rows[0]
    assert (row.name, row.contact_name, row.email) == ("Blåbær AS", "Kåre Ødegård", "kare@blaa.example")
    assert (row.title, row.locality, row.birthday) == ("Daglig leder", "Ås", date(1970, 5, 17))


def test_several_firms_in_one_cell_are_the_first_and_a_note(read):
    row = read(
        "Given Name,Family Name,Group Membership,Organization 1 - Name\nAda,Byron,x,One ::: Two\n"
    ).rows[0]
    assert row.name == "One"
    assert row.notes == "Organization 1 - Name: Two"


OUTLOOKS = {
    "en": "Title;First Name;Last Name;Company;Job Title;Business City;Business Fax;Business Phone;"
    "Mobile Phone;Birthday;E-mail Address;Notes",
    "nb": "Tittel;Fornavn;Etternavn;Firma;Stilling;Poststed, arbeid;Telefaks, arbeid;Telefon, arbeid;"
    "Mobiltelefon;Fødselsdag;E-postadresse;Notater",
    "sv": "Titel;Förnamn;Efternamn;Företag;Befattning;Ort (arbete);Fax (arbete);Telefon (arbete);"
    "Mobiltelefon;Födelsedag;E-postadress;Anteckningar",
    "da": "Titel;Fornavn;Efternavn;Firma;Stilling;By (arbejde);Fax (arbejde);Telefon (arbejde);"
    "Mobiltelefon;Fødselsdag;E-mail-adresse;Noter",
    "de": "Anrede;Vorname;Nachname;Firma;Position;Ort geschäftlich;Fax geschäftlich;Telefon geschäftlich;"
    "Mobiltelefon;Geburtstag;E-Mail-Adresse;Notizen",
    "fr": "Titre;Prénom;Nom;Société;Profession;Ville (bureau);Télécopie (bureau);Téléphone (bureau);"
    "Tél. mobile;Anniversaire;Adresse de messagerie;Notes",
}


@pytest.mark.parametrize("language", OUTLOOKS)
def test_outlook_is_understood_in_its_languages(read, language):
    content = (
        f"{OUTLOOKS[language]}\r\nHerr;Kåre;Ødegård;Blåbær AS;Leder;Ås;22 00 00 09;22 00 00 02;40 00 00 01;"
        "17.5.1970;kare@blaa.example;Notat\r\n;Ada;Byron;;;;;;;0/0/00;ada@x.example;\r\n"
    )
    result = read(content, "cp1252")
    kare, ada = result.rows
    assert result.mapping.tool == "Outlook"
    assert (kare.name, kare.contact_given, kare.contact_family) == ("Blåbær AS", "Kåre", "Ødegård")
    assert (kare.title, kare.locality, kare.notes) == ("Leder", "Ås", "Notat")
    assert (kare.phone, kare.facts) == ("22 00 00 02", "Further phone: 40 00 00 01")
    assert (kare.email, kare.birthday) == ("kare@blaa.example", date(1970, 5, 17))
    assert (ada.name, ada.birthday) == ("Ada Byron", None)
    assert not result.problems


def test_outlook_in_full(read):
    result = read(OUTLOOK_NB, "cp1252")
    assert result.rows[0].facts == "Further e-mail: k@x.example\nFurther phone: 40 00 00 01"


def test_the_phone_at_work_comes_before_the_one_at_home(read):
    row = read(
        "First Name,Last Name,Home Phone,Business Phone,E-mail Address\nAda,Byron,1,2,a@x.example\n"
    ).rows[0]
    assert (row.phone, row.facts) == ("2", "Further phone: 1")


def test_mere_addresses_without_a_name_are_left_out_and_told_and_the_others_come_in(read):
    result = read(
        "First Name,Last Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n"
        ",,,x,,a@x.example\n,,,x,,b@x.example\n,,,x,,c@x.example\nAda,Byron,,x,,d@x.example\n"
    )
    assert [row.name for row in result.rows] == ["Ada Byron"]
    assert [problem.is_by_choice for problem in result.problems] == [True] * 3
    assert "“a@x.example”" in result.problems[0].message


def test_hubspot_knows_its_records_by_number(read):
    row = read(HUBSPOT).rows[0]
    assert (row.external_id, row.name, row.contact_name) == (
        "1131801267438479900", "Blåbær AS", "Kåre Ødegård"
    )  # fmt: skip


def test_headings_with_broken_letters_are_understood():
    mapping = guess_mapping(["FÃ¶retag", "SprÃ¥k", "Ã–vrigt"])
    assert mapping.fields == (("FÃ¶retag", Field.NAME), ("SprÃ¥k", Field.LANGUAGE))


@pytest.mark.parametrize(
    ("text", "birthday", "facts"),
    [
        ("1970-05-17", date(1970, 5, 17), ""),
        ("", None, ""),
        ("0/0/00", None, ""),
        ("--05-17", None, "Birthday: 05-17"),
        ("1604-05-17", None, "Birthday: 05-17"),
        ("in May", None, "Birthday: in May"),
        ("2027-01-01", None, "Birthday: 2027-01-01"),
    ],
)
def test_a_birthday_is_a_day_or_a_fact(read, text, birthday, facts):
    row = read(f"Client,Birthday\nAda,{text}\n").rows[0]
    assert (row.birthday, row.facts) == (birthday, facts)


def test_an_order_of_birthdays_that_is_in_doubt_is_asked_or_told_by_the_other_dates(read):
    asked = read("Client,Birthday\nAda,3/4/1970\n")
    assert [question.column for question in asked.questions] == ["Birthday"]
    told = read("Client,Client since,Birthday\nAda,31/12/2024,3/4/1970\n")
    assert not told.questions
    assert told.rows[0].birthday == date(1970, 4, 3)

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import EngagementType, Tier
from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.importers.clients import first_look, read_clients
from retention_journal.importers.columns import Field, guess_mapping, mapping_of
from retention_journal.importers.recognise import Source

TODAY = date(2026, 11, 22)


@pytest.fixture
def read(tmp_path):
    def of(content, encoding="utf-8", **more):
        path = tmp_path / "clients.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_clients(path, today=TODAY, **more)

    return of


def told(result):
    return [(problem.place, problem.column, problem.left_out) for problem in result.problems]


def test_a_nordic_client_list_is_taken_in_whole(read):
    result = read(
        "Mine kunder\r\n\r\n"
        "Kundenr;Firma;Fornavn;Etternavn;E-post;Mobil;Stilling;Poststed;Kunde siden;Oppdragstype;"
        "ABC;Rytme;Språk;Notat\r\n"
        "0007;Ærlig Design AS;Kåre;Ødegård;kare@aerlig.example;+47 991 23 456;Daglig leder;Ålesund;"
        "12.01.2024;"
        'Fast avtale;A;14,0;norsk;"Liker å fiske;\r\nringer helst om morgenen"\r\n',
        "cp1252",
    )
    (row,) = result.rows
    assert result.source is Source.CSV
    assert row.place == "row 4"
    assert (row.name, row.contact_given, row.contact_family) == ("Ærlig Design AS", "Kåre", "Ødegård")
    assert (row.contact_name, row.email, row.phone) == (
        "Kåre Ødegård",
        "kare@aerlig.example",
        "+47 991 23 456",
    )
    assert (row.title, row.locality, row.start_date) == ("Daglig leder", "Ålesund", date(2024, 1, 12))
    assert (row.engagement_type, row.tier) == (EngagementType.RETAINER, Tier.A)
    assert (row.ideal_interval_days, row.language, row.external_id) == (14, "nb", "0007")
    assert row.notes == "Liker å fiske;\nringer helst om morgenen"
    assert not result.problems
    assert not result.unmapped
    assert (result.read, result.skipped) == (1, 1 + 1)


HEADERS = {
    "en": "Client,Contact person,Email,Phone,Job title,City,Client since,Engagement type,Tier,"
    "Ideal days,Language,Notes",
    "nb": "Kunde,Kontaktperson,E-post,Telefon,Tittel,Sted,Startdato,Oppdragstype,ABC,Rytme,Språk,Notater",
    "sv": "Företag,Kontaktperson,E-post,Telefon,Befattning,Ort,Kund sedan,Uppdragstyp,ABC,Rytm,Språk,"
    "Anteckningar",
    "da": "Virksomhed,Kontaktperson,E-mail,Mobil,Stilling,By,Kunde siden,Aftaletype,ABC,Rytme,Sprog,"
    "Bemærkninger",
    "de": "Firma,Ansprechpartner,E-Mail-Adresse,Telefon,Position,Ort,Kunde seit,Vertragsart,ABC,"
    "Kontaktrhythmus,Sprache,Notizen",
}


@pytest.mark.parametrize("language", HEADERS)
def test_headings_are_known_in_five_languages(language):
    header = HEADERS[language].split(",")
    assert [guess_mapping(header).field_of(heading) for heading in header] == [
        Field.NAME, Field.CONTACT_NAME, Field.EMAIL, Field.PHONE, Field.TITLE, Field.LOCALITY,
        Field.START_DATE, Field.ENGAGEMENT_TYPE, Field.TIER, Field.IDEAL_DAYS, Field.LANGUAGE, Field.NOTES,
    ]  # fmt: skip


def test_every_engagement_and_language_is_known_by_its_label_and_its_stored_word(read):
    for engagement in EngagementType:
        for word in (engagement.value, engagement.label):
            assert read(f"Client,Engagement\nAda,{word}\n").rows[0].engagement_type is engagement
    for word, tag in {"Svenska": "sv", "en-GB": "en", "NO": "nb", "da_DK": "da", "fr": "fr"}.items():
        assert read(f"Client,Language\nAda,{word}\n").rows[0].language == tag


def test_a_column_called_name_is_the_client_or_beside_one_the_contact(read):
    assert read("Name,Email\nAda Ltd,a@ada.example\n").rows[0].name == "Ada Ltd"
    row = read("Name,Company\nBo,Ada Ltd\n").rows[0]
    assert (row.name, row.contact_name) == ("Ada Ltd", "Bo")
    row = read("Navn,Kontakt\nAda AS,Bo\n").rows[0]
    assert (row.name, row.contact_name) == ("Ada AS", "Bo")


def test_google_contacts_of_old(read):
    result = read(
        "Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Name,"
        "Organization 1 - Title,"
        "Address 1 - City,Notes\n"
        "Kåre Jon Ødegård,Kåre,Jon,Ødegård,* myContacts,* Work,k@x.example ::: k2@x.example,"
        'Work Fax,22 55 50 01,* Mobile,22 55 50 02 ::: 22 55 50 03,Fjord AS,Sjef,Bergen,"a\nb"\n'
        "Ada Berg,Ada,,Berg,* myContacts,,,Mobile,22 55 50 04,Work,22 55 50 05,,,,\n"
    )
    assert result.mapping.tool == "Google Contacts"
    first, second = result.rows
    assert (first.name, first.contact_name, first.contact_given) == (
        "Fjord AS",
        "Kåre Jon Ødegård",
        "Kåre Jon",
    )
    assert (first.email, first.phone) == ("k@x.example", "22 55 50 02")
    assert (first.title, first.locality) == ("Sjef", "Bergen")
    assert first.notes == "a\nb"
    assert first.facts == "Further e-mail: k2@x.example\nFurther phone: 22 55 50 03"
    assert (second.name, second.contact_name, second.phone) == ("Ada Berg", "Ada Berg", "22 55 50 04")
    assert second.facts == "Further phone: 22 55 50 05"
    assert not result.problems


def test_google_contacts_of_today(read):
    result = read(
        "First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Organization Title,Birthday,"
        "Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n"
        "Ada,,Berg,,Berg AS,CEO,,,https://x.example/p,* myContacts,Work,ada@berg.example,,+47 41 55 50 10\n"
    )
    (row,) = result.rows
    assert (row.name, row.contact_name, row.title, row.email) == (
        "Berg AS",
        "Ada Berg",
        "CEO",
        "ada@berg.example",
    )
    assert "Photo" in result.unmapped


def test_outlook_in_english(read):
    result = read(
        "Title,First Name,Middle Name,Last Name,Company,Department,Job Title,Business City,Business Fax,"
        "Business Phone,Mobile Phone,E-mail Address,E-mail Type,Anniversary,Notes\n"
        "Mr.,Bjørn,,Ås,Ås Bygg AS,,Sjef,Oslo,22 55 50 00,22 55 50 01,99 55 50 02,b@as.example,SMTP,0/0/00,\n",
        "cp1252",
    )
    (row,) = result.rows
    assert result.mapping.tool == "Outlook"
    assert (row.name, row.contact_name, row.title, row.phone) == (
        "Ås Bygg AS",
        "Bjørn Ås",
        "Sjef",
        "22 55 50 01",
    )
    assert not result.problems


def test_freshbooks_clients(read):
    result = read(
        "Organization,First Name,Last Name,Email,Phone,Street,City,Province/State,Country,Postal Code,Notes\n"
        "Ada Ltd,Ada,Berg,ada@ada.example,555-0100,1 Road,Leeds,,United Kingdom,X1,\n"
        ",Bo,Vik,bo@vik.example,,,,,,,\n"
    )
    assert result.mapping.tool == "FreshBooks"
    assert [(row.name, row.contact_name) for row in result.rows] == [
        ("Ada Ltd", "Ada Berg"),
        ("Bo Vik", "Bo Vik"),
    ]


def test_several_rows_of_one_firm_are_its_people(read):
    result = read("Firma;Kontakt\nVik AS;Ada\nVik AS;Bo\n")
    assert [(row.name, row.contact_name) for row in result.rows] == [("Vik AS", "Ada"), ("Vik AS", "Bo")]


def test_the_mapping_can_be_said_otherwise_and_the_rest_kept_as_a_note(read):
    content = "Hvem,Firma,Farge\nAda,Vik AS,blå\n"
    assert read(content).unmapped == ["Hvem", "Farge"]
    result = read(content, mapping=mapping_of({"Hvem": "name"}, rest_as_note=True))
    assert (result.rows[0].name, result.rows[0].notes) == ("Ada", "Firma: Vik AS\nFarge: blå")
    guessed = guess_mapping(["Hvem", "Firma"]).saying("Hvem", Field.CONTACT_NAME).saying("Firma", Field.NAME)
    assert mapping_of(guessed.as_names()).fields == guessed.fields
    assert read(content, mapping=guessed).rows[0].contact_name == "Ada"
    with pytest.raises(InvalidEntryError, match="nonsense"):
        mapping_of({"Hvem": "nonsense"})


def test_a_mapping_finds_its_headings_below_titles_and_says_which_are_gone(read):
    result = read(
        "My list\nHvem,Tlf\nAda,22 55 50 10\n", mapping=mapping_of({"Hvem": "name", "Sted": "locality"})
    )
    assert [row.name for row in result.rows] == ["Ada"]
    assert told(result) == [("", "Sted", False)]


def test_bad_values_cost_the_value_and_keep_the_row(read):
    result = read(
        "Client,Email,Phone,Since,Tier,Ideal days,Engagement,Language\n"
        "Ada,not an address,call first,N/A,Z,soon,whatever,12345\n"
        "Bo,,,2024-01-12,,,,\n"
        "Cy,,,2027-01-01,,-3,,\n"
    )
    ada, bo, cy = result.rows
    assert (ada.email, ada.phone, ada.start_date, ada.tier, ada.ideal_interval_days) == (
        "not an address",
        "",
        None,
        None,
        None,
    )
    assert bo.start_date == date(2024, 1, 12)
    assert (cy.start_date, cy.ideal_interval_days) == (None, None)
    assert told(result) == [
        ("row 2", "Email", False), ("row 2", "Phone", False), ("row 2", "Since", False),
        ("row 2", "Engagement", False), ("row 2", "Tier", False), ("row 2", "Ideal days", False),
        ("row 2", "Language", False), ("row 4", "Since", False), ("row 4", "Ideal days", False),
    ]  # fmt: skip
    messages = " ".join(problem.message for problem in result.problems)
    assert "“N/A” is not a date" in messages
    assert "1 January 2027 lies in the future" in messages


def test_a_date_of_two_readings_is_asked_about_and_the_answer_used(read):
    content = "Client,Since\nAda,3/4/2024\nBo,5/4/2024\n"
    result = read(content)
    assert [row.start_date for row in result.rows] == [None, None]
    (question,) = result.questions
    assert (question.column, question.asked.candidates) == ("Since", ("d/m/Y", "m/d/Y"))
    assert question.asked.readings == ("3 April 2024", "4 March 2024")
    assert told(result) == [("row 2", "Since", False), ("row 3", "Since", False)]
    answered = read(content, format=replace(result.format, date_format="m/d/Y"))
    assert [row.start_date for row in answered.rows] == [date(2024, 3, 4), date(2024, 5, 4)]
    assert not answered.problems + answered.questions


def test_a_date_written_otherwise_than_the_rest_is_told_so(read):
    result = read("Client,Since\nAda,2024-01-12\nBo,12.01.2024\nCy,2024-02-01\n")
    assert [row.start_date for row in result.rows] == [date(2024, 1, 12), None, date(2024, 2, 1)]
    assert "not written like the other dates" in result.problems[0].message


def test_a_date_order_that_does_not_fit_is_refused(read):
    content = "Client,Since\nAda,31/12/2024\nBo,30/12/2024\n"
    with pytest.raises(JournalError, match="2 of 2 dates") as refused:
        read(content, format=replace(read(content).format, date_format="m/d/Y"))
    assert refused.value.advice
    with pytest.raises(InvalidEntryError):
        read(content, format=replace(read(content).format, date_format="x"))


def test_a_row_without_a_name_is_left_out_at_its_place(read):
    result = read("Client,Email\nAda,\n,b@x.example\n\u202e\u200b,c@x.example\nDi,\nEd,\n")
    assert [row.name for row in result.rows] == ["Ada", "Di", "Ed"]
    assert told(result) == [("row 3", "", True), ("row 4", "", True)]
    assert result.problems[0].message == "It has no name. Left out."


def test_a_row_that_names_only_a_person_is_that_persons_and_told(read):
    result = read("Kunde;Kontakt\nVik AS;Ada\n;Bo\n")
    assert [(row.name, row.contact_name) for row in result.rows] == [("Vik AS", "Ada"), ("Bo", "Bo")]
    assert told(result) == [("row 3", "Kunde", False)]


def test_names_at_the_edge_are_taken_or_refused_at_their_place(read):
    most = "é" * 1000
    result = read(
        f"Client,Contact\n{most},x\n{'y' * 1001},x\nShort,{'z' * 1001}\n\u202eevil\u202c \x07AS,x\n"
        "A\u030asen,x\nשלום בע״מ,x\nक्षि,x\n"
    )
    assert [row.name for row in result.rows] == [most, "Short", "evil AS", "Åsen", "שלום בע״מ", "क्षि"]
    assert told(result) == [("row 3", "Client", True), ("row 4", "Contact", False)]
    assert result.rows[1].contact_name == ""


def test_two_clients_of_one_name_are_both_handed_on(read):
    assert [row.place for row in read("Client,Town\nAda,Oslo\nAda,Bergen\n").rows] == ["row 2", "row 3"]


def test_a_formula_stays_the_text_it_is(read):
    row = read('Client,Phone,Notes\n"=HYPERLINK(""x"")",+47 22 55 50 10,@b\n').rows[0]
    assert (row.name, row.phone, row.notes) == ('=HYPERLINK("x")', "+47 22 55 50 10", "@b")


def test_no_column_for_the_name_names_the_headings(read):
    with pytest.raises(JournalError, match="Farge, Dyr") as refused:
        read("Farge,Dyr\nblå,katt\n")
    assert refused.value.code == "no_name_column"
    with pytest.raises(JournalError, match="no rows"):
        read("Client,Email\n")


def test_mostly_bad_rows_point_back_at_how_the_file_is_read(read):
    with pytest.raises(
        JournalError, match=r"2 of 3 cannot be read\. The first, row 2: It has no name"
    ) as refused:
        read("Client,Email\n,a@x.example\n,b@x.example\nCy,\n")
    assert refused.value.code == "mostly_bad"
    assert "a comma parts the cells and row 1 holds the headings" in refused.value.advice
    with pytest.raises(JournalError, match="3 of 3 cannot be read"):
        read("Client;Town\n" + "Ada; Bo; Cy\n" * 3)


def test_a_first_look_shows_rows_and_guesses(tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text("Title\nKunde;Farge\n" + "Ada;blå\n" * 100, encoding="cp1252")
    look = first_look(path)
    assert look.table.header == ("Kunde", "Farge")
    assert (look.table.format.encoding, look.table.format.delimiter, look.table.format.header_row) == (
        "cp1252",
        ";",
        2,
    )
    assert len(look.table.rows) == 20
    assert look.mapping.fields == (("Kunde", Field.NAME),)


@pytest.mark.slow
def test_fifty_thousand_clients_are_read_with_progress_and_stop_when_asked(tmp_path):
    path = tmp_path / "many.csv"
    path.write_text(
        "Firma;E-post;Kunde siden\n"
        + "".join(f"Kunde {n};k{n}@x.example;12.01.2024\n" for n in range(50_000))
    )
    calls = []
    result = read_clients(path, today=TODAY, progress=lambda done, total: calls.append((done, total)))
    assert len(result.rows) == 50_000
    assert len({row.name for row in result.rows}) == 50_000
    assert len(calls) > 400

    for after in (1, 100, 300):
        seen = []

        def stop(done, total, seen=seen, after=after):
            seen.append(done)
            if len(seen) > after:
                raise CancelledError("Stopped.")

        with pytest.raises(CancelledError):
            read_clients(path, today=TODAY, progress=stop)


def test_a_card_file_goes_the_way_of_cards(read):
    result = read("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n")
    assert (result.source, result.rows[0].name, result.format) == (Source.VCARD, "Ada", None)
    with pytest.raises(JournalError, match="no address card"):
        read("Name\nAda\n", source="vcard")
    with pytest.raises(InvalidEntryError):
        read("Name\nAda\n", source="trello")


CELLS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["3/4/2024", "=1+1", "N/A", "1,5", "\0"]
)


@given(
    st.lists(st.lists(CELLS, max_size=5), max_size=6),
    st.sampled_from(",;"),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_no_table_raises_anything_but_plain_words(tmp_path, rows, delimiter, encoding):
    path = tmp_path / "noise.csv"
    header = delimiter.join(["Client", "Email", "Since", "Ideal days", "Tier"])
    path.write_bytes("\n".join([header, *(delimiter.join(row) for row in rows)]).encode(encoding))
    try:
        result = read_clients(path, today=TODAY, source="csv")
    except JournalError:
        return
    assert all(0 < len(row.name) <= 1000 for row in result.rows)
    assert len(result.rows) + sum(problem.left_out for problem in result.problems) == result.read

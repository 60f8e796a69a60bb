from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.importers.vcards import read_cards

TODAY = date(2026, 11, 22)


@pytest.fixture
def read(tmp_path):
    def of(content, encoding="utf-8", **more):
        path = tmp_path / "cards.vcf"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_cards(path, today=TODAY, **more)

    return of


def card(*lines, version="3.0"):
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_a_card_of_3_0_becomes_a_client_with_its_person(read):
    cards = read(
        card(
            "UID:urn:uuid:1-2-3", "N:Ødegård;Kåre;Jon;;", "FN:Kåre Jon Ødegård",
            "ORG:Fjord\\, Fjell & Co;Sales", "TITLE:Daglig leder", "EMAIL;TYPE=home:k@hjem.example",
            "EMAIL;TYPE=INTERNET,pref:kare@fjord.example", "TEL;TYPE=fax:+47 22 00 00 00",
            "TEL;TYPE=cell:+47 991 23 456", "ADR;TYPE=work:;;Kaia 1;Ålesund;;6002;Norge",
            "NOTE:Likes\\nfishing\\; and \\\\ more", "LANG:nb-NO",
        )
    )  # fmt: skip
    (row,) = cards.rows
    assert row.place == "card 1, line 1"
    assert (row.name, row.contact_name) == ("Fjord, Fjell & Co", "Kåre Jon Ødegård")
    assert (row.contact_given, row.contact_family) == ("Kåre Jon", "Ødegård")
    assert (row.email, row.phone) == ("kare@fjord.example", "+47 991 23 456")
    assert (row.title, row.locality, row.language) == ("Daglig leder", "Ålesund", "nb")
    assert row.notes == "Likes\nfishing; and \\ more"
    assert row.facts == "Further e-mail: k@hjem.example"
    assert row.external_id == "urn:uuid:1-2-3"
    assert not cards.problems


def test_a_card_of_4_0_with_uris_and_a_short_version(read):
    cards = read(
        card(
            "FN:Ada Berg", "ORG:Berg AS", 'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+47-41-55-50-10;ext=5',
            "EMAIL;PREF=2:b@berg.example", "EMAIL;PREF=1:a@berg.example", version="4",
        )
    )  # fmt: skip
    (row,) = cards.rows
    assert (row.name, row.contact_name, row.phone) == ("Berg AS", "Ada Berg", "+47-41-55-50-10")
    assert row.email == "a@berg.example"


def test_a_card_of_2_1_with_soft_breaks_charsets_and_bare_parameters(read):
    cards = read(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
        b"N;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:=C5sen;Bj=F8rn\r\n"
        b"FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Bj=C3=B8rn =\r\n=C3=85sen\r\n"
        b"TEL;HOME;VOICE:22 55 50 10\r\nTEL;WORK;FAX:22 55 50 11\r\nTEL;PREF;CELL:99 55 50 12\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=Murks:first=0D=0A=\r\n"
        b"TEL:not a phone=0D=0A=\r\nC:\\new\r\n"
        b"ORG:Vik \\; S\xf8nn\r\n"
        b"END:VCARD\r\n"
    )
    (row,) = cards.rows
    assert (row.contact_name, row.contact_given, row.contact_family) == ("Bjørn Åsen", "Bjørn", "Åsen")
    assert row.name == "Vik ; Sønn"
    assert row.phone == "99 55 50 12"
    assert row.notes == "first\nTEL:not a phone\nC:\\new"
    assert row.facts == "Further phone: 22 55 50 10"
    assert not cards.problems


def test_a_charset_of_one_property_is_its_own(read):
    cards = read(
        b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1253:\xc1\xeb\xdd\xee\xe7\xf2\n"
        b"ORG;CHARSET=ISO-8859-1:Bj\xf8rn & \xc5se\nEND:VCARD\n"
    )
    assert (cards.rows[0].contact_name, cards.rows[0].name) == ("Αλέξης", "Bjørn & Åse")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_cards_in_every_encoding(read, encoding):
    cards = read(
        card("FN;CHARSET=ISO-8859-1:Bjørn Åsen" if "16" in encoding else "FN:Bjørn Åsen", "ORG:Ærlig"),
        encoding,
    )
    assert (cards.rows[0].contact_name, cards.rows[0].name) == ("Bjørn Åsen", "Ærlig")


def test_line_ends_of_every_kind(read):
    for end in ("\r\n", "\n", "\r"):
        cards = read((card("FN:Ada") + card("FN:Bo")).replace("\r\n", end))
        assert [row.name for row in cards.rows] == ["Ada", "Bo"]


def test_folded_lines_are_one_line(read):
    cards = read(card("FN:A very lo", " ng name", "ORG:Long", "\t & Co"))
    assert (cards.rows[0].contact_name, cards.rows[0].name) == ("A very long name", "Long & Co")


def test_photos_however_they_end_are_passed_over(read):
    cards = read(
        card("FN:Ada", "PHOTO;BASE64;TYPE=JPEG:", " /9j/4AAQSkZJRg", " ABCD==", "", "ORG:One")
        + card("FN:Bo", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", "SkZJRgAB", "AQAAAQ==", "ORG:Two")
        + card("FN:Cy", "PHOTO:data:image/jpeg;base64,/9j/4A", " AQ==", "ORG:Three", version="4.0")
    )
    assert [row.name for row in cards.rows] == ["One", "Two", "Three"]
    assert not cards.problems


def test_groups_and_labels_of_apple(read):
    cards = read(
        card(
            "N:;;;;", "FN:Fjell AS", "ORG:Fjell AS;", "item1.TEL:22 55 50 10",
            "item1.X-ABLabel:_$!<Other>!$_", "item2.EMAIL;type=INTERNET:post@fjell.example",
            "X-ABShowAs:COMPANY", "X-messaging/skype-All:x",
        )
    )  # fmt: skip
    (row,) = cards.rows
    assert (row.name, row.contact_name) == ("Fjell AS", "")
    assert (row.phone, row.email) == ("22 55 50 10", "post@fjell.example")


def test_agents_inside_cards_are_passed_over(read):
    inner = ["BEGIN:VCARD", "VERSION:2.1", "FN:Secretary", "END:VCARD"]
    cards = read(
        card("FN:Ada", "AGENT:", *inner, "ORG:One", version="2.1")
        + card("FN:Bo", "AGENT:BEGIN:VCARD", *inner[1:], "ORG:Two", version="2.1")
        + card("FN:Cy", "AGENT:BEGIN:VCARD\\nFN:Secretary\\nEND:VCARD\\n", "ORG:Three")
    )
    assert [(row.name, row.contact_name) for row in cards.rows] == [
        ("One", "Ada"),
        ("Two", "Bo"),
        ("Three", "Cy"),
    ]


def test_an_agent_without_end_costs_no_card_after_it(read):
    cards = read(card("FN:Ada", "AGENT:", "BEGIN:VCARD", "FN:Secretary") + card("FN:Bo") + card("FN:Cy"))
    assert [row.name for row in cards.rows] == ["Ada", "Bo", "Cy"]


def test_a_person_without_a_firm_is_their_own_client(read):
    cards = read(card("N:Berg;Ada;;;") + card("FN:Bo", "ORG:Vik AS") + card("FN:Cy", "ORG:Vik AS"))
    assert [(row.name, row.contact_name) for row in cards.rows] == [
        ("Ada Berg", "Ada Berg"), ("Vik AS", "Bo"), ("Vik AS", "Cy"),
    ]  # fmt: skip


def test_a_comma_in_a_name_is_part_of_it(read):
    cards = read(card("FN:Mr. John Richter, James Doe Sr."))
    assert cards.rows[0].name == "Mr. John Richter, James Doe Sr."


def test_a_file_that_ends_inside_a_card_keeps_it_and_says_so(read):
    cards = read(
        card("FN:Ada") + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nNOTE;ENCODING=QUOTED-PRINTABLE:cut="
    )
    assert [row.name for row in cards.rows] == ["Ada", "Bo"]
    (problem,) = cards.problems
    assert problem.place == "card 2, line 5"
    assert not problem.left_out


def test_a_card_without_end_does_not_swallow_the_next(read):
    cards = read("BEGIN:VCARD\r\nFN:Ada\r\n" + card("FN:Bo"))
    assert [row.name for row in cards.rows] == ["Ada", "Bo"]
    assert len(cards.problems) == 1


def test_a_line_that_means_nothing_is_told_with_its_line(read):
    cards = read(card("FN:Ada", "what is this", "ORG:One"))
    assert cards.rows[0].name == "One"
    assert cards.problems[0].place == "card 1, line 4"


def test_a_card_without_a_name_is_left_out_at_its_place(read):
    cards = read(card("FN:Ada") + card("FN:Bo") + card("TEL:22 55 50 10", "N:;;;;"))
    assert len(cards.rows) == 2
    assert [(problem.place, problem.left_out) for problem in cards.problems] == [("card 3, line 9", True)]


def test_lists_of_people_are_no_people(read):
    cards = read(card("FN:Friends", "KIND:group", version="4.0") + card("FN:Ada", version="4.0"))
    assert ([row.name for row in cards.rows], cards.skipped) == (["Ada"], 1)


def test_names_at_the_edge(read):
    most, beyond = "x" * 1000, "y" * 1001
    cards = read(
        card(f"FN:{most}") + card(f"FN:{beyond}") + card("FN:\u202egnp.exe\u202c") + card("FN:A\u030ase\x07")
        + card("FN:משה כהן")
    )  # fmt: skip
    assert [row.name for row in cards.rows] == [most, "gnp.exe", "Åse", "משה כהן"]
    assert cards.problems[0].place == "card 2, line 5"


def test_a_file_without_cards_and_one_with_mostly_bad_ones_are_refused(read):
    with pytest.raises(JournalError, match="no address card"):
        read("Name,Phone\nAda,1\n")
    with pytest.raises(JournalError, match="2 of 3 cannot be read"):
        read(card("FN:Ada") + card("TEL:1") + card("TEL:2"))


HOSTILE = [
    b"NOTE;" + b'"' * 189 + b":x",
    b"NOTE;" + b"A=" * 90 + b":x",
    b"NOTE" + b";" * 20_000,
    b"NOTE;" + b'X="' * 7_000 + b":x",
    b"NOTE;TYPE=" + b"a," * 10_000 + b":x",
    b"item1." * 4_000 + b"NOTE:x",
    b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=" * 20_000,
    b"NOTE;QUOTED-PRINTABLE:" + b"=\r\n" * 20_000,
    b"N:" + b"\\;" * 10_000,
    b"N:" + b"\\" * 20_001,
    b"ORG:" + b";" * 20_000,
    b"NOTE:x\r\n" + b" y\r\n" * 20_000,
    b"PHOTO;BASE64:\r\n" + b"AAAA\r\n" * 20_000,
    b"AGENT:BEGIN:VCARD\r\n" * 5_000,
    b"AGENT:\r\nBEGIN:VCARD\r\n" * 5_000,
    b"EMAIL:a@b.example\r\n" * 20_000,
    b"EMAIL:" + b"@ " * 10_000,
]


@pytest.mark.parametrize("lines", HOSTILE, ids=[repr(lines[:24]) for lines in HOSTILE])
def test_no_hostile_line_blows_up(read, lines):
    started = time.thread_time()
    read(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n" + lines + b"\r\nEND:VCARD\r\n")
    assert time.thread_time() - started < 10


def test_reading_can_be_stopped(read):
    def stop(done, total):
        if done:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        read(card("FN:Ada") * 5_000, progress=stop)


WHOLE = (
    card("N:Berg;Ada;;;", "FN:Ada Berg", "ORG:Berg AS", "PHOTO;ENCODING=b:AAAA", " BBBB", "item1.TEL:+47 41")
    + card("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Bj=C3=B8rn=", " x", version="2.1")
    + card("FN:Bo", "AGENT:", "BEGIN:VCARD", "END:VCARD", version="2.1")
    + card('TEL;VALUE=uri;TYPE="a,b":tel:+47', "FN:Cy", "NOTE:a\\nb\\,c", version="4.0")
).encode()
PIECES = [
    b"\r\n", b":", b";", b'"', b"=", b"\\", b"\0", b"BEGIN:VCARD\n", b"END:VCARD\n", b"\xff\xfe", b"AGENT:\n",
    b";CHARSET=utf-16", b";BASE64",
]  # fmt: skip
EDITS = st.tuples(
    st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=12) | st.sampled_from(PIECES)
)


@settings(max_examples=300)
@given(st.lists(EDITS, max_size=6))
def test_no_change_to_a_file_raises_anything_but_plain_words(tmp_path, edits):
    content = WHOLE
    for at, length, instead in edits:
        content = content[:at] + instead + content[at + length :]
    path = tmp_path / "changed.vcf"
    path.write_bytes(content)
    try:
        cards = read_cards(path, today=TODAY)
    except JournalError:
        return
    assert all(row.name and row.place for row in cards.rows)
    assert len(cards.rows) + sum(problem.left_out for problem in cards.problems) == cards.read


@pytest.mark.parametrize(
    ("told", "birthday", "facts"),
    [
        ("BDAY:1970-05-17", date(1970, 5, 17), ""),
        ("BDAY:19700517", date(1970, 5, 17), ""),
        ("BDAY;VALUE=date:1970-05-17T00:00:00Z", date(1970, 5, 17), ""),
        ("BDAY:--0517", None, "Birthday: 0517"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17", None, "Birthday: 05-17"),
        ("BDAY:circa 1800", None, "Birthday: circa 1800"),
        ("BDAY:", None, ""),
    ],
)
def test_a_birthday_is_a_day_or_a_fact(read, told, birthday, facts):
    row = read(f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n{told}\nEND:VCARD\n").rows[0]
    assert (row.birthday, row.facts) == (birthday, facts)


def test_properties_with_a_slash_and_a_short_version_are_passed_over_quietly(read):
    result = read(
        "BEGIN:VCARD\r\nVERSION:4\r\nX-messaging/skype-All:ada\r\nFN:Ada\r\n"
        "EMAIL:a@x.example\r\nEMAIL:b@x.example\r\nTEL:1\r\nTEL:2\r\nUID:urn:uuid:7\r\nEND:VCARD\r\n"
    )
    row = result.rows[0]
    assert (row.email, row.phone, row.external_id) == ("a@x.example", "1", "urn:uuid:7")
    assert row.facts == "Further e-mail: b@x.example\nFurther phone: 2"
    assert not result.problems

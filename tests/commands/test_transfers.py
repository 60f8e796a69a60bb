"""import and export: every kind of file people really have, and every kind of damage."""

from __future__ import annotations

import json

import pytest

from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Contact, ContactRole
from tests.importers.trello_boards import board, card

A_BOARD = board(card("Draw", number=1), card("Build", number=2), card("Paint", number=3))
ROWS = [
    ("Åse Ørnes AS", "Kari Moe", "kari@ornes.example", "+47 12 34 56 41"),
    ("Båtbyggeri Väst", "Nils Ö", "nils@vast.example", "+46 70 174 06 61"),
]


def sheet(*rows, delimiter=",", head=("Company", "Contact", "E-mail", "Phone")):
    return "".join(delimiter.join(row) + "\r\n" for row in (head, *rows))


def names(path):
    with JournalReader.open(path) as journal:
        return [name for (name,) in journal.tuples(Client.select(Client.name).order_by(Client.sort_key))]


def people(path):
    with JournalReader.open(path) as journal:
        return journal.tuples(Contact.select(Contact.display_name, Contact.email, Contact.tel))


@pytest.fixture
def take_in(run, path, tmp_path):
    """Write a file and take it in; then prove that once more changes nothing and one undo takes it back."""

    def take_in(content, *options, source="auto", name="clients.txt"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        tried = run("import", source, file, "--dry-run", "--json", *options)
        assert names(path) == []
        answer = run("import", source, file, "--json", *options)
        assert answer.code == tried.code
        if answer.code == 0:
            assert {**tried.json, "dry_run": False} == answer.json
            again = run("import", source, file, "--json", *options).json
            assert (again["created"], again["updated"]) == ({}, {})
            kept = names(path), people(path)
            with Journal.open(path) as journal:
                undone = journal.undo() if answer.json["created"] else None
                assert journal.counts()["client"] == journal.counts()["contact"] == 0
                if undone:
                    journal.redo()
            assert (names(path), people(path)) == kept
        assert run("check").code == 0
        return answer

    return take_in


@pytest.mark.parametrize(
    "content",
    [
        sheet(*ROWS).encode(),
        sheet(*ROWS, delimiter=";").encode(),
        sheet(*ROWS, delimiter="\t").encode(),
        b"\xef\xbb\xbf" + sheet(*ROWS, delimiter=";").encode(),
        sheet(*ROWS, delimiter=";").encode("cp1252"),
        sheet(*ROWS, delimiter=";").encode("utf-16"),
        sheet(*ROWS).replace("\r\n", "\n").encode(),
        ("Our clients\r\n\r\n" + sheet(*ROWS, delimiter=";")).encode(),
        ("sep=;\r\n" + sheet(*ROWS, delimiter=";")).encode(),
        sheet(*ROWS, head=("Firma", "Kontaktperson", "E-post", "Telefon"), delimiter=";").encode(),
    ],
    ids=["comma", "semicolon", "tab", "BOM", "cp1252", "UTF-16", "LF", "title line", "sep", "Norwegian"],
)
def test_a_table_is_taken_in_right_however_it_was_saved(take_in, path, content):
    answer = take_in(content)
    assert answer.json["source"] == "csv"
    assert answer.json["created"] == {"client": 2, "contact": 2, "contact_role": 2}
    assert set(names(path)) == {row[0] for row in ROWS}
    assert set(people(path)) == {row[1:] for row in ROWS}


def test_dates_tiers_and_rhythms_are_taken_in_and_bad_ones_dropped_with_their_place(take_in, path):
    content = sheet(
        ("Ada Ltd", "2024-03-01", "A", "14"),
        ("Bob AS", "31.02.2024", "Z", "14,5"),
        ("Cay AB", "2031-01-01", "B", "-3"),
        head=("Client", "Client since", "Tier", "Interval days"),
        delimiter=";",
    )
    answer = take_in(content)
    assert names(path) == ["Ada Ltd", "Bob AS", "Cay AB"]
    places = {problem["place"] for problem in answer.json["problems"]}
    assert "row 3" in places
    assert "row 4" in places
    with JournalReader.open(path) as journal:
        since = [d for (d,) in journal.tuples(Client.select(Client.start_date).order_by(Client.sort_key))]
    assert str(since[0]) == "2024-03-01"
    assert since[1] is None
    assert since[2] is None, "a day that has not come"


def test_odd_rows_are_left_out_with_a_reason_and_the_others_taken_in(take_in, path):
    content = sheet(
        ("", "Nobody", "", ""),
        ("Good AS", "Kari", "kari@good.example", "12345678"),
        ("x" * 1_001, "Long", "", ""),
        ("y" * 1_000, "Just", "", ""),
        ("   ", "", "", ""),
        ("שלום", "דוד", "", ""),
        ("Zoe\u0308", "e\u0301", "", ""),
        ("=HYPERLINK(1)", "+cmd", "", ""),
    )
    answer = take_in(content)
    taken = names(path)
    assert {"Good AS", "y" * 1_000, "שלום", "Zoë", "=HYPERLINK(1)"} <= set(taken)
    assert "x" * 1_001 not in taken
    assert any(
        "1000" in problem["message"] or "1,000" in problem["message"] for problem in answer.json["problems"]
    )


def test_nul_bytes_never_reach_the_journal(take_in, path):
    answer = take_in(sheet(("Ada\x00 Ltd", "Ka\x00ri", "", "")))
    if answer.code == 0:
        assert not any("\x00" in name for name in names(path))
    else:
        assert answer.error["message"]


def test_a_cell_of_a_megabyte_is_refused_at_its_place_or_kept_whole(take_in, path):
    answer = take_in(sheet(("Ada Ltd", "Kari", "", "1")) + "Bob," + "x" * 1_100_000 + ",,\r\n")
    assert answer.code in {0, 1}
    told = json.dumps(answer.json, ensure_ascii=False)
    assert "Bob" not in names(path) or "row 3" in told


def test_two_clients_of_one_name_in_a_file_are_told(take_in, path):
    content = sheet(
        ("Ada Ltd", "York", "Ann"), ("Ada Ltd", "Leeds", "Tom"), head=("Company", "City", "Contact")
    )
    answer = take_in(content)
    assert names(path) == ["Ada Ltd"]
    assert len(people(path)) == 2
    assert any(problem["place"] == "row 3" for problem in answer.json["problems"])


@pytest.mark.slow
def test_fifty_thousand_rows_come_in_as_one_step(run, path, tmp_path):
    file = tmp_path / "many.csv"
    file.write_text(
        sheet(*((f"Firm {n}", f"Person {n}", f"p{n}@firm{n}.example", "") for n in range(50_000)))
    )
    answer = run("import", "csv", file, "--json")
    assert answer.json["created"]["client"] == 50_000
    with Journal.open(path) as journal:
        assert journal.undo_label == "Take in 50000 clients"


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_address_cards_of_every_version_are_taken_in(take_in, path, version):
    card = [
        "BEGIN:VCARD", f"VERSION:{version}", "N:Moe;Kari;;;", "FN:Kari Moe", "ORG:Berg & Søn AS;Sales",
        "EMAIL:kari@berg.example", "TEL:+47 12 34 56 42", "END:VCARD", "",
    ]  # fmt: skip
    answer = take_in("\r\n".join(card), source="vcard")
    assert answer.json["created"] == {"client": 1, "contact": 1, "contact_role": 1}
    assert names(path) == ["Berg & Søn AS"]
    assert people(path) == [("Kari Moe", "kari@berg.example", "+47 12 34 56 42")]


def test_a_card_with_soft_breaks_in_quoted_printable_is_put_together(take_in, path):
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=98rnes;=C3=85se;;;\r\n"
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85se =\r\n=C3=98rnes\r\n"
        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=A5tbygger=\r\niet\r\nEND:VCARD\r\n"
    )
    take_in(card)
    assert names(path) == ["Båtbyggeriet"]
    assert people(path)[0][0] == "Åse Ørnes"


@pytest.mark.parametrize(
    "card",
    [
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kari\r\n",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nBEGIN:VCARD\r\nFN:Kari\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nnonsense without a colon\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nVERSION:9.9\r\nEND:VCARD\r\n",
    ],
    ids=["unterminated", "inside another", "nonsense", "nameless"],
)
def test_a_broken_card_is_mended_or_left_out_and_said_so(take_in, card):
    answer = take_in(
        card + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ola Berg\r\nORG:Berg AS\r\nEND:VCARD\r\n", source="vcard"
    )
    if answer.code == 0:
        assert answer.json["problems"] or answer.json["skipped"] or answer.json["created"]["client"] >= 1
    else:
        assert answer.error["message"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 500,
        b"%PDF-1.4",
        b"SQLite format 3\x00" + b"\x00" * 100,
        b"\xff\xfe\x00",
        b"<html></html>",
        b"a" * 300_000,
    ],
    ids=["empty", "zeros", "PDF", "database", "torn UTF-16", "web page", "no table"],
)
def test_what_is_no_list_of_clients_is_refused_in_plain_words(take_in, path, content):
    answer = take_in(content)
    assert answer.code == 1
    assert answer.error["message"]
    assert "Traceback" not in answer.err
    assert names(path) == []


def test_a_file_or_mapping_that_is_not_there_says_so(run, path, tmp_path):
    assert run("import", "csv", tmp_path / "gone.csv", "--json").error["code"] == "missing"
    (tmp_path / "a.csv").write_text("X,Y\r\nAda Ltd,Kari\r\n")
    assert (
        run("import", "csv", tmp_path / "a.csv", "--map", tmp_path / "gone", "--json").error["code"]
        == "missing"
    )
    (tmp_path / "map.json").write_text("[1]")
    assert (
        run("import", "csv", tmp_path / "a.csv", "--map", tmp_path / "map.json", "--json").error["field"]
        == "map"
    )


def test_columns_with_names_of_ones_own_are_mapped_by_a_file(run, path, tmp_path):
    (tmp_path / "a.csv").write_text("X,Y\r\nAda Ltd,Kari\r\n")
    (tmp_path / "map.json").write_text('{"X": "name", "Y": "contact_name"}')
    assert run("import", "csv", tmp_path / "a.csv", "--map", tmp_path / "map.json").code == 0
    assert (names(path), people(path)[0][0]) == (["Ada Ltd"], "Kari")


def test_a_board_comes_in_as_promises_once_and_the_second_time_changes_nothing(run, path, tmp_path):
    file = tmp_path / "export.txt"
    file.write_text(json.dumps(A_BOARD))
    first = run("import", "auto", file, "--json").json
    assert (first["source"], first["created"]) == ("trello", {"client": 1, "promise": 3})
    again = run("import", "trello", file, "--json").json
    assert (again["created"], again["updated"], again["unchanged"]) == ({}, {}, 3)


def test_what_a_board_s_lists_mean_is_told_by_a_file(run, path, ada, tmp_path):
    file, ways = tmp_path / "board.json", tmp_path / "ways.json"
    file.write_text(json.dumps(A_BOARD))
    ways.write_text('{"client_from": "name", "client_name": "Ada Ltd", "delivered_lists": []}')
    told = run("import", "trello", file, "--map", ways, "--json").json
    assert told["created"] == {"promise": 3}
    ways.write_text('{"lists": "all"}')
    assert run("import", "trello", file, "--map", ways, "--json").error["code"] == "invalid_entry"


def test_mail_comes_in_of_clients_only(run, path, ada, tmp_path):
    kari = tmp_path / "kari.vcf"
    kari.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Kari\nORG:Ada Ltd\nEMAIL:kari@ada.example\nEND:VCARD\n")
    run("import", "vcard", kari)
    mails = tmp_path / "inbox"
    mails.write_bytes(b"".join(
        f"From - Mon Mar  9 09:0{n}:00 2026\nFrom: {who}\nTo: me@studio.example\nSubject: Hei {n}\n"
        f"Date: Mon, 9 Mar 2026 09:0{n}:00 +0100\nMessage-ID: <{n}@x.example>\n\nSome words.\n\n".encode()
        for n, who in enumerate(["kari@ada.example", "news@other.example"])
    ))  # fmt: skip
    told = run("import", "mail", mails, "--json").json
    assert (told["created"], told["skipped"], told["problems"]) == ({"interaction": 1}, 1, [])


def test_a_file_that_is_not_what_was_said_is_refused(run, path, tmp_path):
    file = tmp_path / "board.json"
    file.write_text(json.dumps(A_BOARD))
    answer = run("import", "mail", file, "--json")
    assert (answer.code, answer.error["code"]) == (1, "unknown_file")
    assert "trello" in answer.error["advice"]


def test_a_copy_is_kept_before_much_is_changed(run, path, ada, tmp_path):
    (tmp_path / "a.csv").write_text(sheet(*ROWS))
    assert run("backups", "--json").json == []
    run("import", "csv", tmp_path / "a.csv", "--dry-run")
    assert run("backups", "--json").json == []
    run("import", "csv", tmp_path / "a.csv")
    (copy,) = run("backups", "--json").json
    assert copy["records"]["client"] == 1


def test_an_export_comes_back_into_a_new_journal(run, path, ada, tmp_path):
    run("log", "--client", "Ada Ltd", "--kind", "call", "--ok", "yes", "--note", "hei")
    out = run("export", tmp_path / "out", "--json").json
    assert out["path"] == str(tmp_path / "out")
    assert (out["records"]["client"], out["records"]["check_in"]) == (1, 1)
    run("new", tmp_path / "two.rjournal")
    answer = run("import", "auto", tmp_path / "out", "--json").json
    assert (answer["source"], answer["problems"]) == ("journal", [])
    assert answer["created"] == {"client": 1, "interaction": 1, "check_in": 1}
    run("export", tmp_path / "again")
    for file in (tmp_path / "out").rglob("*.*"):
        assert (tmp_path / "again" / file.relative_to(tmp_path / "out")).read_bytes() == file.read_bytes()


def test_one_client_is_exported_alone(run, path, ada, tmp_path):
    run("add", "client", "Bob AS")
    assert run("export", tmp_path / "out", "--client", "Bob", "--json").json["records"]["client"] == 1
    assert b"Ada" not in (tmp_path / "out" / "journal.jsonl").read_bytes()


def test_a_folder_that_is_no_export_is_refused(run, path, tmp_path):
    (tmp_path / "empty").mkdir()
    answer = run("import", "journal", tmp_path / "empty", "--json")
    assert (answer.code, answer.error["code"]) == (1, "not_an_export")
    answer = run("export", tmp_path, "--json")
    assert (answer.code, answer.error["code"]) == (1, "already_there")


def test_people_of_one_client_come_in_with_one_to_be_called_first(run, path, tmp_path):
    (tmp_path / "a.csv").write_text(sheet(("Ada Ltd", "Ann", "", ""), ("Ada Ltd", "Tom", "", "")))
    run("import", "csv", tmp_path / "a.csv")
    with JournalReader.open(path) as journal:
        assert sorted(row[0] for row in journal.tuples(ContactRole.select(ContactRole.is_primary))) == [
            False,
            True,
        ]


def test_a_sentence_that_many_rows_share_is_said_once(run, path, tmp_path):
    file = tmp_path / "clients.csv"
    good = "".join(f"Ada {n};a{n}@ada.example\n" for n in range(60))
    file.write_text("Name;Email\n" + ";nobody@x.example\n" * 30 + good, "utf-8")
    told = run("import", "csv", file).out.splitlines()
    (line,) = [line for line in told if "and 25 more" in line]
    assert line.startswith("row 2, row 3, row 4, row 5, row 6 and 25 more: ")
    assert len(run("import", "csv", file, "--dry-run", "--json").json["problems"]) == 30

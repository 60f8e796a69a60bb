from __future__ import annotations

import json
import zipfile

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.clients import read_clients
from retention_journal.importers.recognise import Source, recognise

BOARD = {"name": "B", "lists": [], "cards": [], "actions": []}
CARD = {"id": "5", "idBoard": "1", "idList": "2", "name": "retention-journal"}


@pytest.fixture
def file(tmp_path):
    def write(content, name="export.dat"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ("Name,Email\nAda,a@x.example\n", Source.CSV),
        ("Ada\nBo\n", Source.CSV),
        ("From;To\nAda;Bo\n", Source.CSV),
        ("Navn;Sted\r\nKåre;Ås\r\n".encode("utf-16"), Source.CSV),
        ("Navn;Sted\r\nKåre;Ås\r\n".encode("utf-16-le"), Source.CSV),
        ("BEGIN:VCALENDAR\nBEGIN:VCARD", Source.ICS),
        ("\ufeff\r\nbegin:vcalendar\r\n", Source.ICS),
        ("BEGIN:VCARD\nEND:VCARD\n", Source.VCARD),
        ("\ufeff\r\nbegin:vcard\r\n", Source.VCARD),
        ("BEGIN:VCARD\nEND:VCARD\n".encode("utf-16-be"), Source.VCARD),
        ('{"format": "retention-journal-export", "version": 1}', Source.JOURNAL),
        ("From - Wed Dec 1\nSubject: x\n\n", Source.MAIL),
        (json.dumps({"version": "1.0-preview.1", "app_version": "4", "account": {}}), Source.MONICA),
        (json.dumps(BOARD), Source.TRELLO),
        (json.dumps(BOARD | {"idOrganization": None, "prefs": {}, "shortLink": "x"}), Source.TRELLO),
        ("\ufeff" + json.dumps(BOARD), Source.TRELLO),
        (json.dumps(BOARD).encode("utf-16"), Source.TRELLO),
        ("Card ID,Card Name,List Name\n1,Plan,To do\n", Source.TRELLO),
        ('"Card Name";"Card ID";"Board Name"\n', Source.TRELLO),
        ("Card ID,Card Name,Points\n1,Plan,2\n", Source.CSV),
        ("Board not found by anybody\nAda;Bo\n" * 9, Source.CSV),
    ],
)
def test_a_file_is_known_by_what_is_in_it(file, content, source):
    assert recognise(file(content, "wrong.pdf")) is source


def test_the_folder_and_the_zip_of_an_export_are_known(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    with pytest.raises(JournalError, match="not an export"):
        recognise(folder)
    (folder / "manifest.json").write_text('{\n "format": "retention-journal-export"\n}')
    assert recognise(folder) is Source.JOURNAL
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(folder / "manifest.json", "export/manifest.json")
    assert recognise(tmp_path / "export.zip") is Source.JOURNAL


def test_an_archive_with_a_board_in_it_is_known_whatever_its_files_are_called(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("projects.json/a.png", b"\x89PNG")
        archive.writestr("projects.json/b", json.dumps(BOARD))
    assert recognise(tmp_path / "all.zip") is Source.TRELLO


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ({"id": "1", "idOrganization": None, "labelNames": {}, "x": "x" * 2_100_000, **BOARD}, Source.TRELLO),
        ({"x": "x" * 2_100_000, **BOARD}, Source.TRELLO),
        ({"idBoard": "1", "idList": "2", "board": {"idOrganization": None, "labelNames": {}},
          "x": "x" * 2_100_000}, None),
    ],
)  # fmt: skip
def test_a_large_board_is_known_by_its_beginning(file, content, source):
    path = file(json.dumps(content))
    if source:
        assert recognise(path) is source
        return
    with pytest.raises(JournalError, match="a Trello card"):
        recognise(path)


def test_a_board_is_no_list_of_clients(file):
    from datetime import date

    with pytest.raises(JournalError, match=r"is no(t a)? list of clients"):
        read_clients(file(json.dumps(BOARD)), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("content", "message", "advice"),
    [
        (json.dumps(CARD), "is a Trello card, not a board", "Export the whole board"),
        (json.dumps([CARD]), "is a list of Trello cards", "whole board"),
        (
            json.dumps({"id": "1", "idOrganization": None, "prefs": {}}),
            "a part of what Trello",
            "whole board",
        ),
        (json.dumps([{"idMemberCreator": "1", "type": "x", "data": {}}]), "a part of what", "whole board"),
        (json.dumps({"labelNames": {}, "lists": []}), "a part of what Trello knows", "whole board"),
        (json.dumps({"_id": "1", "lists": [], "cards": []}), "a board of another program", "as CSV"),
        ("unauthorized permission requested", "no board but an answer", "Sign in"),
        ("Board not found\n", "no board but an answer", "Sign in"),
        ("<!DOCTYPE html><title>Page not found | Trello</title>", "web page of Trello's", "Sign in"),
        ("# ************\n# Kim database export\n", "copy of a database", "JSON"),
        (json.dumps({"a": 1}), "not known here", "CSV"),
        ('{"cards": [', "begins like JSON", "again"),
        ("[" * 100_000, "begins like JSON", "again"),
        ("!function(e){}", "piece of a program", "again"),
        ("webcal://calendar.example/me.ics\n", "only the address of a calendar", "browser"),
        ("https://calendar.example/ical/me/basic.ics", "only the address of a calendar", "browser"),
        ("[InternetShortcut]\nURL=webcal://x", "only the address of a calendar", "browser"),
        ("<!DOCTYPE html><html>", "is a web page", "Sign in"),
        ("<?xml version='1.0'?><rss>", "is an XML file", "CSV"),
        ("#FLAGGA 0\n#FORMAT PC8\n", "SIE", "customer register"),
        (b"SQLite format 3\0" + b"\0" * 100, "is a journal or another database", "menu Journal"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "office program", "spreadsheet"),
        (b"%PDF-1.7\n", "is a PDF", "CSV"),
        (b"\x89PNG\r\n\x1a\n", "is a picture", "CSV"),
        (b"\x1f\x8b\x08", "packed archive", "Unpack"),
        (b"PK\x03\x04 broken", "damaged or locked", "once more"),
        (b"\0\1\2\3" * 100, "is not a text file", "again"),
        (b"", "is empty", "again"),
    ],
)
def test_what_cannot_be_taken_in_is_told_with_what_to_do(file, content, message, advice):
    with pytest.raises(JournalError, match=message) as refused:
        recognise(file(content))
    assert advice in refused.value.advice


def test_an_export_of_a_journal_is_not_a_list_of_clients(file):
    from datetime import date

    with pytest.raises(JournalError, match="not a list of clients"):
        read_clients(file('{"format": "retention-journal"}'), today=date(2026, 11, 22))

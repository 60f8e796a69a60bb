"""Promise 6: what is no journal is never opened, never made into an empty one, and never changed."""

from __future__ import annotations

import io
import json
import os
import random
import sqlite3
import zipfile

import pytest

from retention_journal import i18n
from retention_journal.__main__ import main
from retention_journal.core.errors import JournalError
from retention_journal.storage.journal import Journal, JournalReader
from tests.builders import a_client

pytestmark = pytest.mark.promise(6)

COMMANDS = (
    ("check",), ("search", "Ada"), ("add", "client", "Ada"), ("light",), ("figures",), ("backup",),
    ("export", "out"), ("today",),
)  # fmt: skip


def zipped():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "words " * 900)
    return held.getvalue()


def foreign(folder):
    place = folder / "foreign"
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE client (id INTEGER PRIMARY KEY, name TEXT)")
        other.execute("INSERT INTO client (name) VALUES ('Ada')")
    other.close()
    content = place.read_bytes()
    place.unlink()
    return content


def a_journal(folder):
    place = folder / "whole.rjournal"
    with Journal.create(place) as journal:
        a_client(journal)
    content = place.read_bytes()
    place.unlink()
    return content


def a_file(folder, content):
    path = folder / "wrong.rjournal"
    path.write_bytes(content)
    return path


def a_directory(folder):
    path = folder / "wrong.rjournal"
    path.mkdir()
    return path


def a_link_to_nothing(folder):
    path = folder / "wrong.rjournal"
    path.symlink_to(folder / "nowhere.rjournal")
    return path


def not_to_be_read(folder):
    path = a_file(folder, a_journal(folder))
    path.chmod(0)
    return path


#: How each wrong file is made, and the codes it may be told by.
WRONG = {
    "0 bytes": (lambda folder: a_file(folder, b""), {"damaged"}),
    "cut": (lambda folder: a_file(folder, a_journal(folder)[:-5000]), {"damaged"}),
    "cut to its head": (lambda folder: a_file(folder, a_journal(folder)[:100]), {"damaged", "not_a_journal"}),
    "zeros": (lambda folder: a_file(folder, bytes(40_960)), {"not_a_journal"}),
    "another database": (lambda folder: a_file(folder, foreign(folder)), {"not_a_journal"}),
    "a PDF": (lambda folder: a_file(folder, b"%PDF-1.7\n" + b"1 0 obj\n" * 3000), {"not_a_journal"}),
    "a ZIP": (lambda folder: a_file(folder, zipped() * 30), {"not_a_journal"}),
    "a text": (lambda folder: a_file(folder, b"Dear journal, today I " * 900), {"not_a_journal"}),
    "a folder": (a_directory, {"not_a_journal"}),
    "missing": (lambda folder: folder / "wrong.rjournal", {"missing"}),
    "a link to nothing": (a_link_to_nothing, {"missing"}),
    "not to be read": (not_to_be_read, {"cannot_read"}),
    "random": (lambda folder: a_file(folder, random.Random(5).randbytes(40_960)), {"locked"}),
}  # fmt: skip
WRONG_FILES = pytest.mark.parametrize("name", WRONG)


def content_of(folder):
    return {str(one.relative_to(folder)): words_of(one) for one in sorted(folder.rglob("*"))}


def words_of(one):
    if one.is_symlink():
        return one.readlink()
    return one.read_bytes() if one.is_file() and os.access(one, os.R_OK) else one.stat().st_mode


@pytest.fixture
def made(name, tmp_path):
    folder = tmp_path / "theirs"
    folder.mkdir()
    path = WRONG[name][0](folder)
    if name == "not to be read" and os.access(path, os.R_OK):
        pytest.skip("whoever runs this may read every file")
    return path


@WRONG_FILES
def test_no_wrong_file_is_opened_or_changed(name, made):
    before = content_of(made.parent)
    for opened in (Journal.open, Journal.open_read_only, JournalReader.open):
        with pytest.raises(JournalError) as told:
            opened(made).close()
        assert told.value.code in WRONG[name][1]
        assert told.value.message
        assert told.value.advice
    assert content_of(made.parent) == before


@WRONG_FILES
def test_no_command_opens_or_changes_a_wrong_file(name, made, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    before = content_of(made.parent)
    for command in COMMANDS:
        assert main(["--journal", str(made), *command, "--json"]) == 1, command
        out, _err = capsys.readouterr()
        assert json.loads(out)["error"]["code"] in WRONG[name][1], command
    assert content_of(made.parent) == before
    i18n.use("en")

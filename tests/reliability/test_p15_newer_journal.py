"""Promise 15: a journal of a newer program is refused, and not one byte of it is changed."""

from __future__ import annotations

import hashlib
import json

import pytest

from retention_journal.__main__ import main
from retention_journal.core.errors import JournalError
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.schema import CURRENT
from tests.builders import a_client

pytestmark = pytest.mark.promise(15)

WORDS = "syv smale stier"


@pytest.fixture(params=["", WORDS], ids=["open", "locked"])
def newer(request, tmp_path):
    keys.ring.let_go()
    path = tmp_path / "theirs" / "newer.rjournal"
    path.parent.mkdir()
    with Journal.create(path, key=Key.from_passphrase(request.param) if request.param else None) as journal:
        a_client(journal)
        journal.connection.execute("CREATE TABLE tomorrow (id INTEGER PRIMARY KEY, words TEXT)")
        journal.connection.execute(f"PRAGMA user_version = {CURRENT + 1}")
    yield path, request.param
    keys.ring.let_go()


def hashes(folder):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def test_every_way_of_opening_refuses_it_and_leaves_it_as_it_is(newer):
    path, _words = newer
    before = hashes(path.parent)
    for opened in (Journal.open, Journal.open_read_only, JournalReader.open):
        with pytest.raises(JournalError) as told:
            opened(path).close()
        assert told.value.code == "too_new"
        assert str(CURRENT + 1) in told.value.message
        assert "Update" in told.value.advice
    assert hashes(path.parent) == before


def test_every_command_refuses_it_and_leaves_it_as_it_is(newer, tmp_path, monkeypatch, capsys):
    path, words = newer
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "words.txt").write_text(words)
    key = ["--passphrase-file", str(tmp_path / "words.txt")] if words else []
    before = hashes(path.parent)
    for command in (["search", "Ada"], ["add", "client", "B"], ["backup"], ["check"], ["today"]):
        keys.ring.let_go()
        assert main(["--journal", str(path), *key, *command, "--json"]) == 1, command
        assert json.loads(capsys.readouterr().out)["error"]["code"] == "too_new", command
    assert hashes(path.parent) == before

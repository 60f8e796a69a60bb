"""An export of Monica goes in whole, and the second time nothing changes."""

from __future__ import annotations

import json

from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Interaction, Promise
from tests.importers.test_monica import ADA, BOB, an_export


def test_monica_comes_in_once(run, path, tmp_path):
    file = tmp_path / "monica.json"
    file.write_text(json.dumps(an_export(ADA, BOB)), encoding="utf-8")
    first = run("import", "auto", file, "--json")
    assert first.code == 0
    with JournalReader.open(path) as journal:
        assert sorted(name for (name,) in journal.tuples(Client.select(Client.name))) == ["Blåbær AS", "Bob"]
        assert len(journal.tuples(Interaction.select(Interaction.summary))) == 4
        assert len(journal.tuples(Promise.select(Promise.text))) == 2
    again = run("import", "monica", file, "--json")
    assert (again.json["created"], again.json["updated"]) == ({}, {})
    assert run("check").code == 0

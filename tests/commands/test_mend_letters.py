"""Broken letters are told on the command line, and mended only where that is asked for."""

from __future__ import annotations

import pytest

from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client
from tests.importers.workbook_files import Sheet, xlsx


def names(path):
    with JournalReader.open(path) as journal:
        return [name for (name,) in journal.tuples(Client.select(Client.name))]


@pytest.mark.parametrize(
    ("options", "name", "told"),
    [
        ((), "BlÃ¥bÃ¦r AS", "--mend-letters"),
        (("--mend-letters",), "Blåbær AS", "was mended"),
    ],
)
def test_broken_letters_are_mended_only_where_that_is_asked_for(run, path, tmp_path, options, name, told):
    file = tmp_path / "clients.csv"
    file.write_text("Company\nBlÃ¥bÃ¦r AS\nÆrlig\n", encoding="utf-8")
    answer = run("import", "auto", file, *options)
    assert answer.code == 0
    assert names(path) == [name, "Ærlig"]
    assert told in answer.err
    assert "“BlÃ¥bÃ¦r AS” → “Blåbær AS”" in answer.err


def test_a_workbook_is_taken_in_also_where_the_order_of_its_dates_is_said(run, path, tmp_path):
    file = tmp_path / "clients.xlsx"
    file.write_bytes(xlsx(Sheet("Kunder", [["Firma", "Kunde siden"], ["Ada", "3/4/2024"]])))
    assert run("import", "xlsx", file, "--dates", "m/d/Y").code == 0
    assert names(path) == ["Ada"]

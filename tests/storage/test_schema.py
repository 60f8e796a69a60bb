"""The models say what the file holds, and every released schema has its frozen file."""

from __future__ import annotations

from pathlib import Path

import pytest

from retention_journal.storage.schema import CURRENT
from retention_journal.storage.search import CODES
from retention_journal.storage.tables import TABLES, name_of

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_models_and_file_have_the_same_columns(journal, table):
    in_file = {row[1]: bool(row[3]) for row in journal.sql(f"PRAGMA table_xinfo({name_of(table)})")}
    in_model = {field.column_name: not field.null for field in table._meta.sorted_fields}
    in_file["id"] = True  # SQLite: a primary key is never null, and says so by being one
    assert in_file == in_model


def test_every_record_table_in_the_file_has_a_model(journal):
    rows = journal.sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    assert {name for (name,) in rows} - {
        "undo_step",
        "sqlite_sequence",
        "attachment_content",
        "generation",
    } == {name_of(t) for t in TABLES}


def test_every_released_version_has_a_frozen_file():
    assert {path.stem for path in FILES.glob("v*.sql")} == {f"v{n}" for n in range(1, CURRENT)}


def test_every_reference_is_indexed_so_that_no_deletion_reads_a_whole_table(journal):
    for table in TABLES:
        for row in journal.sql(f"PRAGMA foreign_key_list({name_of(table)})"):
            plan = journal.sql(f"EXPLAIN QUERY PLAN SELECT id FROM {name_of(table)} WHERE {row[3]} = 1")
            assert "SEARCH" in plan[0][3], (name_of(table), row[3], plan)


def test_the_index_knows_every_table_it_holds(journal):
    (source,) = journal.sql("SELECT sql FROM sqlite_schema WHERE name = 'search_source'")[0]
    for code, name in CODES.items():
        assert f"id * 32 + {code} AS id" in source
        assert f"FROM {name} WHERE" in source

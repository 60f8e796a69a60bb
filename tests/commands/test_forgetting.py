"""forget: a client or a person is gone from every file, and the counts stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.lock import locked
from retention_journal.storage.tables import Erasure
from tests.builders import NOON
from tests.reliability.markers import files_with

MARKER = "Zyxwvutmarker"


@pytest.fixture
def marked(path, run) -> Path:
    """A client called by a marker, with a talk, a backup, and another client who speaks of them."""
    assert run("add", "client", f"{MARKER} AS", "--since", "2024-03-01", "--contact", f"Kari {MARKER}",
               "--email", f"kari@{MARKER}.example").code == 0  # fmt: skip
    run("log", "--client", MARKER, "--kind", "call", "--note", f"{MARKER} wants a list", "--else", MARKER)
    run("add", "client", "Bob plc", "--since", "2023-01-01")
    run("log", "--client", "Bob plc", "--kind", "call", "--note", f"knows {MARKER} AS from school")
    run("backup")
    return path


def test_a_client_is_gone_from_the_journal_and_its_backups(run, marked):
    answer = run("forget", "--client", f"{MARKER} AS", "--json")
    assert answer.code == 0
    assert answer.json["erased"] == {
        "client": 1, "contact": 1, "contact_role": 1, "interaction": 1, "check_in": 1,
    }  # fmt: skip
    assert answer.json["backups_rewritten"] == 1
    assert answer.json["backups_not_reached"] == []
    assert files_with(marked.parent, MARKER) == []
    assert run("check", "--json").json["ok"] is True
    assert run("search", MARKER, "--json").json == []
    (kept,) = run("backups", "--json").json
    assert kept["records"]["client"] == 1


def test_counts_stay(run, marked):
    before = run("figures", "--json").json
    run("forget", "--client", MARKER)
    after = run("figures", "--json").json
    for figure in ("losses", "logo_retention", "tenure", "survival", "won_lost"):
        assert {key: value for key, value in after[figure].items() if key != "names"} == {
            key: value for key, value in before[figure].items() if key != "names"
        }, figure


def test_a_person_is_gone_and_their_client_and_talk_stay(run, marked):
    answer = run("forget", "--contact", f"Kari {MARKER}", "--json")
    assert answer.code == 0
    assert answer.json["erased"]["contact"] == 1
    with JournalReader.open(marked) as journal:
        assert journal.counts()["interaction"] == 2
        assert journal.counts()["client"] == 2
    assert files_with(marked.parent, f"Kari {MARKER}") == []
    assert files_with(marked.parent, f"kari@{MARKER}") == []


def test_several_that_fit_are_listed_and_nothing_is_erased(run, marked):
    run("add", "client", f"{MARKER} AB")
    before = marked.read_bytes()
    answer = run("forget", "--client", MARKER, "--json")
    assert (answer.code, answer.error["code"]) == (1, "several_match")
    assert f"{MARKER} AB" in answer.error["message"]
    assert marked.read_bytes() == before


def test_who_is_not_there_cannot_be_erased_and_one_must_be_named(run, marked):
    assert run("forget", "--contact", "Nobody", "--json").error["code"] == "not_found"
    assert run("forget", "--client", "Nobody", "--json").error["code"] == "not_found"
    assert run("forget").code == 2
    assert run("forget", "--client", "A", "--contact", "B").code == 2


def test_a_backup_that_cannot_be_opened_is_told_with_the_day_it_ends(run, marked):
    run("backup", on="2026-03-11")
    newest, _oldest = run("backups", "--json").json
    Path(newest["path"]).write_bytes(b"SQLite format 3\0" + b"\1" * 9_000)
    answer = run("forget", "--client", MARKER, "--json")
    assert answer.code == 0
    assert answer.json["backups_rewritten"] == 1
    (left,) = answer.json["backups_not_reached"]
    assert left["path"] == newest["path"]
    assert left["ends_on"] > "2026-03-10"


def test_no_backup_is_made_and_none_is_doubled(run, marked):
    before = [one["path"] for one in run("backups", "--json").json]
    run("forget", "--client", MARKER)
    assert [one["path"] for one in run("backups", "--json").json] == before


def test_an_old_copy_or_export_that_comes_back_does_not_bring_them_back(run, marked, tmp_path):
    run("backup", tmp_path / "stick.rjournal")
    run("export", tmp_path / "out")
    run("forget", "--client", MARKER)
    brought = run(
        "restore", tmp_path / "stick.rjournal", "--to", tmp_path / "new" / "back.rjournal", "--json"
    )
    assert brought.code == 1, "the folder is not there"
    (tmp_path / "new").mkdir()
    brought = run(
        "restore", tmp_path / "stick.rjournal", "--to", tmp_path / "new" / "back.rjournal", "--json"
    )
    assert brought.json["records"]["client"] == 1
    assert files_with(tmp_path / "new", MARKER) == []
    taken = run("import", "journal", tmp_path / "out", "--journal", marked, "--json")
    assert taken.code == 0
    assert not any(taken.json["created"].values())
    assert files_with(tmp_path / "own backups", MARKER) == []
    assert MARKER.encode() not in marked.read_bytes()


def test_an_export_cannot_say_that_what_is_here_was_erased(run, marked, tmp_path):
    with JournalReader.open(marked) as journal:
        ((uid,),) = journal.sql("SELECT uid FROM client WHERE name = 'Bob plc'")
    run("forget", "--client", MARKER)
    with locked(marked), Journal.open(marked) as journal, journal.change("Take in") as change:
        change.insert(Erasure, erased_at=NOON, what="client", uids=[uid])
    assert run("forget", "--again", "--json").json["backups_rewritten"] == 0
    (kept,) = run("backups", "--json").json
    assert kept["records"]["client"] == 1


def test_a_damaged_journal_does_not_bring_them_back_from_a_copy_that_was_away(run, marked, tmp_path):
    run("backup", tmp_path / "stick.rjournal")
    run("forget", "--client", MARKER)
    marked.write_bytes(b"SQLite format 3\0" + b"\1" * 9_000)
    (tmp_path / "new").mkdir()
    back = tmp_path / "new" / "back.rjournal"
    brought = run("restore", tmp_path / "stick.rjournal", "--to", back, "--json", "--journal", marked)
    assert brought.json["records"]["client"] == 1
    assert files_with(tmp_path / "new", MARKER) == []


def test_a_copy_that_is_a_journal_of_its_own_is_told_and_left_alone(run, marked, tmp_path):
    run("backup", tmp_path / "own (set aside).rjournal")
    run("new", tmp_path / "another.rjournal")
    before = (tmp_path / "own (set aside).rjournal").read_bytes()
    answer = run("forget", "--client", MARKER, "--json", "--journal", marked)
    assert answer.json["copies_beside"] == [str(tmp_path / "own (set aside).rjournal")]
    assert (tmp_path / "own (set aside).rjournal").read_bytes() == before
    assert run("forget", "--client", MARKER, "--json", "--journal", answer.json["copies_beside"][0]).code == 0
    assert files_with(tmp_path, MARKER) == []

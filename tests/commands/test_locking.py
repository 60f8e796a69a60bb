"""The passphrase by commands: nothing is said on the command line itself, and nothing is ever lost."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest

from retention_journal.services.backups import bring_to_second_place, choose_second_place, every_backup
from retention_journal.storage.places import backups_of

WORDS, OTHER = "fire stille fjorder ved kaia", "noe helt annet denne gangen"


@pytest.fixture
def words(tmp_path):
    file = tmp_path / "words.txt"
    file.write_text(WORDS + "\n", "utf-8")
    return file


@pytest.fixture
def other(tmp_path):
    file = tmp_path / "other.txt"
    file.write_text(OTHER, "utf-8")
    return file


def test_a_new_journal_is_locked_from_its_first_byte(run, tmp_path, words):
    path = tmp_path / "own.rjournal"
    assert run("new", path, "--sample", "--passphrase-file", words).code == 0
    assert not path.read_bytes().startswith(b"SQLite")
    assert run("today", "--json").error["code"] == "locked"
    assert run("today", "--json", "--passphrase-file", words).json["calls"]


def test_it_is_set_changed_and_taken_off(run, path, words, other):
    run("add", "client", "Havblikk")
    assert run("backup").code == 0
    answer = run("passphrase", "--passphrase-file", words, "--json").json
    assert (answer["encrypted"], answer["backups"], answer["left_behind"]) == (True, 1, [])
    assert run("search", "havblikk", "--json").error["code"] == "locked"
    assert run("search", "havblikk", "--json", "--passphrase-file", other).error["code"] == "wrong_passphrase"
    assert len(run("search", "havblikk", "--json", "--passphrase-file", words).json) == 1
    changed = run("passphrase", "--passphrase-file", words, "--new-passphrase-file", other, "--json")
    assert changed.json["encrypted"] is True
    assert run("search", "havblikk", "--json", "--passphrase-file", words).error["code"] == "wrong_passphrase"
    (kept,) = run("backups", "--json", "--passphrase-file", other).json
    assert kept["records"]["client"] == 1
    assert run("passphrase", "--remove", "--json", "--passphrase-file", other).json["encrypted"] is False
    assert len(run("search", "havblikk", "--json").json) == 1
    assert run("check", "--json").json["ok"] is True


def test_a_backup_holds_everything_before_it_is_rewritten(run, path, words):
    run("add", "client", "Havblikk")
    assert every_backup(path) == []
    run("passphrase", "--passphrase-file", words)
    (kept,) = run("backups", "--json", "--passphrase-file", words).json
    assert kept["records"]["client"] == 1
    assert not Path(kept["path"]).read_bytes().startswith(b"SQLite")


def test_without_room_for_that_backup_nothing_is_rewritten(run, path, words):
    run("add", "client", "Havblikk")
    backups_of(path).write_text("a file in the folder's place", "utf-8")
    before = path.read_bytes()
    assert run("passphrase", "--passphrase-file", words).code != 0
    assert path.read_bytes() == before
    assert len(run("search", "havblikk", "--json").json) == 1


def test_the_sheet_opens_it_in_the_place_of_the_passphrase(run, path, words, tmp_path):
    run("passphrase", "--passphrase-file", words)
    lines = run("passphrase", "--recovery-sheet", "--passphrase-file", words, "--json").json["lines"]
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("\n".join(lines), "utf-8")
    assert run("add", "client", "Ada", "--passphrase-file", sheet).code == 0


def test_a_locked_backup_comes_back_locked(run, path, words, tmp_path):
    run("passphrase", "--passphrase-file", words)
    made = run("backup", "--passphrase-file", words, "--json").json["path"]
    back = tmp_path / "back.rjournal"
    assert run("restore", made, "--to", back, "--json").error["code"] == "locked"
    assert run("restore", made, "--to", back, "--passphrase-file", words).code == 0
    assert run("--journal", back, "today", "--json").error["code"] == "locked"
    assert run("--journal", back, "today", "--json", "--passphrase-file", words).code == 0


def test_standard_input_gives_it_too(run, path, words, monkeypatch):
    run("passphrase", "--passphrase-file", words)
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS + "\n"))
    assert run("today", "--passphrase-file", "-", "--json").code == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"   \n", b"\xff\xfe\x00"])
def test_what_is_no_passphrase_locks_nothing(run, path, tmp_path, content):
    before = path.read_bytes()
    file = tmp_path / "empty.txt"
    file.write_bytes(content)
    answer = run("passphrase", "--passphrase-file", file, "--json")
    assert answer.code == 1
    assert answer.error["advice"] or answer.error["message"]
    assert path.read_bytes() == before


def test_a_locked_journal_without_its_passphrase_is_left_as_it_was(run, path, words, other):
    run("passphrase", "--passphrase-file", words)
    before = path.read_bytes()
    assert run("passphrase", "--remove", "--json").error["code"] == "locked"
    assert run("passphrase", "--new-passphrase-file", other, "--json").error["code"] == "locked"
    missing = run("passphrase", "--passphrase-file", words, "--json")
    assert missing.error["code"] == "passphrase"
    assert path.read_bytes() == before


def test_the_backups_of_a_second_place_come_along_and_keep_their_dates(run, path, words, tmp_path):
    run("add", "client", "Havblikk")
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_second_place(path, stick)
    made = Path(run("backup", "--json").json["path"])
    os.utime(made, (1_750_000_000, 1_750_000_000))
    bring_to_second_place(path, today=date(2026, 3, 10))
    everywhere = every_backup(path)
    assert len(everywhere) == 2
    before = [file.stat().st_mtime for file in everywhere]
    assert run("passphrase", "--passphrase-file", words, "--json").json["backups"] == 2
    assert [file.stat().st_mtime for file in everywhere] == before
    for file in everywhere:
        assert b"Havblikk" not in file.read_bytes()

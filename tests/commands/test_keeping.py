"""backup, backups, restore, check."""

from __future__ import annotations

import hashlib
from pathlib import Path

from retention_journal.services.backups import choose_second_place


def test_a_backup_is_a_journal_of_its_own_and_is_brought_back_beside(run, path, ada, tmp_path):
    made = run("backup", tmp_path / "copy.rjournal", "--json").json
    assert made["path"] == str(tmp_path / "copy.rjournal")
    assert made["sha256"] == hashlib.sha256((tmp_path / "copy.rjournal").read_bytes()).hexdigest()
    assert made["records"]["client"] == 1
    brought = run("restore", tmp_path / "copy.rjournal", "--to", tmp_path / "back.rjournal", "--json")
    assert brought.json["records"] == made["records"]
    assert run("check", tmp_path / "back.rjournal", "--json").json["ok"] is True


def test_backups_are_listed_with_what_they_hold(run, path, ada):
    assert run("backups", "--json").json == []
    run("backup")
    (kept,) = run("backups", "--json").json
    assert set(kept) >= {"path", "sha256", "records"}
    assert kept["records"]["client"] == 1
    assert kept["made_on"] == "2026-03-10"


def test_backups_in_the_second_place_are_listed_too(run, path, ada, tmp_path):
    (tmp_path / "stick").mkdir()
    choose_second_place(path, tmp_path / "stick")
    run("backup")
    (kept,) = run("backups", "--json").json
    assert kept["is_in_second_place"] is True
    Path(kept["path"]).unlink()
    (kept,) = run("backups", "--json").json
    assert Path(kept["path"]).is_relative_to(tmp_path / "stick")
    assert kept["records"]["client"] == 1


def test_nothing_is_ever_restored_over_anything(run, path, ada, tmp_path):
    run("backup", tmp_path / "copy.rjournal")
    before = path.read_bytes()
    answer = run("restore", tmp_path / "copy.rjournal", "--to", path, "--json")
    assert (answer.code, answer.error["code"]) == (1, "already_there")
    assert path.read_bytes() == before
    answer = run("backup", tmp_path / "copy.rjournal", "--json")
    assert answer.code == 1


def test_check_counts_what_is_there(run, path, ada):
    answer = run("check", "--json").json
    assert (answer["ok"], answer["problems"], answer["schema"]) == (True, [], 8)
    assert answer["records"]["client"] == 1


def test_a_flipped_bit_is_told_and_nothing_is_changed(run, path, ada):
    run("log", "--client", "Ada Ltd", "--kind", "call", "--note", "n" * 20_000)
    content = bytearray(path.read_bytes())
    content[-3000] ^= 1
    path.write_bytes(content)
    answer = run("check", "--json")
    assert answer.code == 1
    assert not answer.json.get("ok")
    assert path.read_bytes() == bytes(content)


def test_what_is_no_journal_is_told_so(run, tmp_path):
    for name, content in {
        "zero": b"",
        "text": b"hello" * 1000,
        "torn": b"SQLite format 3\x00" + b"\x01" * 5000,
    }.items():
        file = tmp_path / f"{name}.rjournal"
        file.write_bytes(content)
        answer = run("check", file, "--json")
        assert answer.code == 1
        assert answer.error["message"]
        assert run("--journal", file, "add", "client", "Ada").code == 1
        assert run("restore", file, "--to", tmp_path / "new.rjournal").code == 1
        assert file.read_bytes() == content
        assert not (tmp_path / "new.rjournal").exists()


def test_a_folder_that_cannot_be_written_to_is_told_so(run, path, ada, tmp_path):
    answer = run("backup", tmp_path / "no" / "copy.rjournal", "--json")
    assert answer.code == 1
    assert answer.error["message"]

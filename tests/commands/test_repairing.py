"""repair, accept."""

from __future__ import annotations

import shutil

from retention_journal.storage.page_seals import PAGE


def spoilt(path):
    content = path.read_bytes()
    start = content.index(b"Ada") // PAGE * PAGE
    damaged = path.with_name("damaged.rjournal")
    damaged.write_bytes(content[: start + PAGE - 512] + bytes(512) + content[start + PAGE :])
    return damaged


def test_a_damaged_journal_is_told_and_brought_back_beside_with_a_list(run, path, ada, tmp_path):
    damaged = spoilt(path)
    before = damaged.read_bytes()
    refused = run("--journal", damaged, "search", "Ada", "--json")
    assert (refused.code, refused.error["code"]) == (1, "damaged")
    answer = run("repair", damaged, "--to", tmp_path / "again.rjournal", "--json").json
    assert answer["path"] == str(tmp_path / "again.rjournal")
    assert set(answer) >= {
        "whole",
        "turned",
        "backup_of",
        "records",
        "backup",
        "doubtful",
        "stand_in",
        "lost",
    }
    assert (tmp_path / "again repaired 2026-03-10.txt").read_text("utf-8").startswith("damaged.rjournal")
    assert run("check", tmp_path / "again.rjournal", "--json").json["ok"] is True
    assert damaged.read_bytes() == before


def test_one_flipped_bit_leaves_nothing_to_tell(run, path, ada, tmp_path):
    content = bytearray(path.read_bytes())
    content[content.index(b"Ada")] ^= 1
    path.write_bytes(content)
    answer = run("repair", path, "--to", tmp_path / "again.rjournal")
    assert "A flipped bit on 1 page was turned back" in answer.out or "look whether it is right" in answer.out


def test_nothing_is_ever_repaired_over_anything(run, path, ada):
    damaged = spoilt(path)
    before = path.read_bytes()
    answer = run("repair", damaged, "--to", path, "--json")
    assert (answer.code, answer.error["code"]) == (1, "already_there")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.name.endswith(".part")] == []


def test_an_older_journal_is_refused_until_it_is_accepted(run, path, ada, tmp_path):
    shutil.copy(path, tmp_path / "old")
    run("add", "client", "Later")
    shutil.copy(tmp_path / "old", path)
    assert run("search", "Ada", "--json").error["code"] == "older"
    assert run("accept", "--json").json["records"]["client"] == 1
    assert run("search", "Ada").code == 0


def test_a_stray_file_is_set_aside_by_the_same_command(run, path, ada):
    stray = path.with_name(f"{path.name}-wal")
    stray.write_bytes(b"stray")
    assert run("search", "Ada", "--json").error["code"] == "stray_file"
    (aside,) = run("accept", "--json").json["aside"]
    assert aside.endswith("-wal 2026-03-10")
    assert run("search", "Ada").code == 0

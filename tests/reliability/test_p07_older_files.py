"""Promise 7: an older file, in the place of a journal or beside it, is noticed before anything is written."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys

import apsw
import pytest

from retention_journal.storage import digests, generations, keys, neighbours
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from tests.builders import TODAY, a_client

pytestmark = pytest.mark.promise(7)

WORDS = "hagen bak huset"
KINDS = pytest.mark.parametrize("words", ["", WORDS], ids=["open", "locked"])

CUT_SHORT = """
import os, sys
from pathlib import Path
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from tests.builders import a_client
path, words = Path(sys.argv[1]), sys.argv[2]
if words:
    keys.unlock(path, words)
with Journal.open(path) as journal:
    driver = journal.connection
    driver.execute("PRAGMA cache_size = 5")
    with journal.change("many"):
        for number in range(400):
            a_client(journal, f"Half done {number} " + "x" * 200)
        os._exit(9)
"""


@pytest.fixture(autouse=True)
def _noted(tmp_path_factory):
    keys.ring.let_go()
    with generations.kept_in(tmp_path_factory.mktemp("state") / "saves"):
        yield
    keys.ring.let_go()


def made(path, words, *, clients=5):
    with Journal.create(path, key=Key.from_passphrase(words) if words else None) as journal:
        for number in range(clients):
            a_client(journal, f"Client {number}")
    return path


def saved_again(path, name="Later"):
    with Journal.open(path) as journal:
        a_client(journal, name)
    return truth(path)


def truth(path):
    with JournalReader.open(path) as journal:
        assert journal.faults() == []
        return digests.of(journal)


def refused(path, code):
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    for opened in (Journal.open, Journal.open_read_only, JournalReader.open):
        with pytest.raises(Exception) as told:
            opened(path).close()
        assert getattr(told.value, "code", "") == code, told.value
        assert told.value.advice
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def cut_short(path, words):
    """Leave the journal as a kill in the middle of a save does."""
    ended = subprocess.run([sys.executable, "-c", CUT_SHORT, path, words], capture_output=True, check=False)
    assert ended.returncode == 9, ended.stderr
    rollback = path.with_name(f"{path.name}-journal")
    assert rollback.stat().st_size > 4096
    return rollback


@KINDS
def test_an_older_copy_in_its_place_is_noticed_until_it_is_accepted(tmp_path, words):
    path = made(tmp_path / "a.rjournal", words)
    shutil.copy(path, tmp_path / "old")
    older = truth(path)
    saved_again(path)
    shutil.copy(tmp_path / "old", path)
    refused(path, "older")
    generations.accept(path)
    assert truth(path) == older
    saved_again(path)


@KINDS
def test_a_copy_that_went_on_elsewhere_is_told_by_its_stamp(tmp_path, words):
    path = made(tmp_path / "a.rjournal", words)
    elsewhere = tmp_path / "elsewhere.rjournal"
    shutil.copy(path, elsewhere)
    saved_again(path, "Here")
    saved_again(elsewhere, "There")
    shutil.copy(elsewhere, path)
    refused(path, "older")


def test_what_was_saved_on_another_computer_meanwhile_is_no_cause(tmp_path):
    path = made(tmp_path / "a.rjournal", "")
    elsewhere = tmp_path / "elsewhere.rjournal"
    shutil.copy(path, elsewhere)
    there = saved_again(elsewhere)
    shutil.copy(elsewhere, path)
    assert truth(path) == there


def test_another_journal_in_its_place_is_told(tmp_path):
    path = made(tmp_path / "a.rjournal", "")
    other = made(tmp_path / "b.rjournal", "", clients=50)
    shutil.copy(other, path)
    refused(path, "older")


def test_undo_and_notes_of_its_own_count_as_saves_and_reading_does_not(tmp_path):
    path = made(tmp_path / "a.rjournal", "")

    def number():
        with JournalReader.open(path) as journal:
            return generations.read(journal.connection).number

    with Journal.open(path) as journal:
        start = number()
        with journal.change("nothing"):
            pass
        assert number() == start
        journal.undo()
        assert number() == start + 1
        journal.redo()
        assert number() == start + 2
        with journal.note() as write:
            write.database.driver.execute("DELETE FROM undo_step")
        assert number() == start + 3


def test_a_journal_that_is_moved_copied_or_made_anew_is_no_cause(tmp_path):
    path = made(tmp_path / "a.rjournal", "")
    truth_of_it = saved_again(path)
    moved = path.rename(tmp_path / "b.rjournal")
    assert truth(moved) == truth_of_it
    made(path, "")
    saved_again(path)


@KINDS
def test_an_old_or_foreign_wal_beside_it_is_set_aside_and_never_replayed(tmp_path, words):
    path = made(tmp_path / "a.rjournal", words)
    before = truth(path)
    stray = tmp_path / "a.rjournal-wal"
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE client (id INTEGER PRIMARY KEY)")
    other.commit()
    shutil.copy(tmp_path / "other.db-wal", stray)
    other.close()
    refused(path, "stray_file")
    aside = neighbours.set_aside(path, TODAY)
    assert [file.name for file in aside] == [f"a.rjournal-wal {TODAY.isoformat()}"]
    assert truth(path) == before


@KINDS
def test_a_save_that_was_cut_short_is_taken_back_without_a_word(tmp_path, words):
    path = made(tmp_path / "a.rjournal", words)
    before = saved_again(path)
    cut_short(path, words)
    assert truth(path) == before


def test_setting_a_stray_file_aside_leaves_what_takes_a_cut_save_back(tmp_path):
    path = made(tmp_path / "a.rjournal", "")
    before = saved_again(path)
    cut_short(path, "")
    (tmp_path / "a.rjournal-wal").write_bytes(b"stray")
    assert [file.name for file in neighbours.set_aside(path, TODAY)] == [
        f"a.rjournal-wal {TODAY.isoformat()}"
    ]
    assert truth(path) == before


@KINDS
def test_an_older_rollback_file_beside_a_newer_journal_is_never_rolled_back(tmp_path, words):
    path = made(tmp_path / "a.rjournal", words)
    rollback = cut_short(path, words)
    shutil.copy(rollback, tmp_path / "old")
    for number in range(3):
        saved_again(path, f"After {number}")
    before = truth(path)
    shutil.copy(tmp_path / "old", rollback)
    content = path.read_bytes()
    for opened in (Journal.open, JournalReader.open):
        with pytest.raises(neighbours.StrayFileError):
            opened(path).close()
    assert path.read_bytes() == content
    assert rollback.read_bytes() == (tmp_path / "old").read_bytes()
    neighbours.set_aside(path, TODAY)
    assert truth(path) == before


def test_another_journals_rollback_file_is_never_rolled_back(tmp_path):
    path = made(tmp_path / "a.rjournal", "")
    other = made(tmp_path / "b.rjournal", "", clients=30)
    before = truth(path)
    cut_short(other, "").rename(tmp_path / "a.rjournal-journal")
    refused(path, "stray_file")
    neighbours.set_aside(path, TODAY)
    assert truth(path) == before


def test_a_note_that_is_cut_or_a_folder_that_is_gone_never_keeps_a_journal_closed(tmp_path):
    path = made(tmp_path / "a.rjournal", "")
    (note,) = generations.notes.folder.iterdir()
    assert note.stat().st_mode & 0o077 == 0
    note.write_bytes(b"\0\0nothing")
    saved_again(path)
    shutil.rmtree(generations.notes.folder)
    saved_again(path)


def test_a_journal_without_an_account_where_one_was_noted_is_told(tmp_path):
    path = made(tmp_path / "a.rjournal", "")
    noted = generations.notes.of(path)
    with pytest.raises(generations.OlderJournalError):
        generations.compare(path, apsw.Connection(":memory:"), noted)

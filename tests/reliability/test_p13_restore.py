"""Promise 13: restore is rehearsed. What comes back is all there was, and what it replaces is set aside."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta

import apsw
import pytest

from retention_journal.services.backups import back_up_changes, backups, make_backup
from retention_journal.services.bringing_back import bring_back, contents, put_in_place
from retention_journal.services.erasure import forget_client
from retention_journal.storage import backup, backup_proof, digests, generations
from retention_journal.storage.faults import AlreadyThereError, DamagedError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.salt_copies import near
from retention_journal.storage.tables import Client
from tests.builders import NOON, TODAY, a_call, a_client
from tests.reliability.released import RELEASED, a_released_journal

pytestmark = pytest.mark.promise(13)


@pytest.mark.parametrize("sql", RELEASED, ids=lambda sql: sql.stem)
def test_a_backup_of_each_released_version_brings_every_row_back(sql, tmp_path):
    """Promise 13: 100 % of rows, from the backup that is kept before a journal is brought up to date."""
    path = tmp_path / "own.rjournal"
    a_released_journal(sql, path)
    with backup_proof.opened(path) as before:
        truth = backup_proof.held(before)
    kept = []
    with Journal.open(
        path, before_migration=lambda old: kept.append(backup.make(old, backup.folder_of(path), TODAY))
    ) as migrated:
        today = digests.of(migrated)
    (file,) = kept
    with backup_proof.opened(file.path) as copy:
        assert backup_proof.held(copy) == truth
    brought = bring_back(file.path, tmp_path / "back.rjournal", path, now=NOON)
    assert brought.records == truth.records
    assert sum(brought.records.values()) > 0
    with Journal.open(tmp_path / "back.rjournal") as back:
        assert {name: found for name, found in digests.of(back).items() if name != "generation"} == {
            name: found for name, found in today.items() if name != "generation"
        }


def test_attached_files_come_back_byte_for_byte(journal, tmp_path):
    content = os.urandom(100_000)
    name = a_content(journal, content)
    made = make_backup(journal, today=TODAY)
    bring_back(made.path, tmp_path / "back.rjournal", journal.path, now=NOON)
    with JournalReader.open(tmp_path / "back.rjournal") as back:
        assert back.sql("SELECT sha256, content FROM attachment_content") == [(name, content)]


def test_a_file_that_is_spoilt_in_the_journal_is_told_and_the_older_copies_stay(journal):
    name = a_content(journal, b"a signed agreement")
    for days in range(20):
        a_client(journal, f"Firm {days}")
        make_backup(journal, today=TODAY + timedelta(days=days))
    before = len(backups(journal.path))
    journal.sql("UPDATE attachment_content SET content = ? WHERE sha256 = ?", b"another", name)
    for days in range(20, 40):
        a_client(journal, f"Firm {days}")
        assert make_backup(journal, today=TODAY + timedelta(days=days)).spoilt == 1
    assert len(backups(journal.path)) == before + 20


def test_what_was_erased_does_not_come_back(journal, tmp_path):
    gone, stays = a_client(journal, "Gone Ltd"), a_client(journal, "Stays Ltd")
    a_call(journal, gone)
    a_call(journal, stays)
    made = make_backup(journal, today=TODAY)
    forget_client(journal, gone, now=NOON)
    brought = bring_back(made.path, tmp_path / "back.rjournal", journal.path, now=NOON)
    assert brought.records["client"] == 1
    assert b"Gone Ltd" not in (tmp_path / "back.rjournal").read_bytes()
    with JournalReader.open(tmp_path / "back.rjournal") as back:
        assert back.value(Client.select(Client.name)) == "Stays Ltd"


def test_the_journal_that_is_replaced_is_set_aside_whole(tmp_path):
    """Promise 13: the replaced journal is set aside, never overwritten."""
    path = tmp_path / "own.rjournal"
    with generations.kept_in(tmp_path / "saves"):
        with Journal.create(path) as journal:
            a_client(journal, "Before")
            make_backup(journal, today=TODAY)
            a_client(journal, "After")
        (kept,) = backups(path)
        present = path.read_bytes()
        bring_back(kept.path, tmp_path / ".brought.rjournal", path, now=NOON)
        aside = put_in_place(tmp_path / ".brought.rjournal", path, NOON)
        assert aside.read_bytes() == present
        with Journal.open(path) as back:
            assert back.counts()["client"] == 1
            a_client(back, "Written on")
    assert sorted(file.name for file in tmp_path.glob("*.rjournal")) == [
        "own (set aside 2026-03-10 12.00).rjournal",
        "own.rjournal",
    ]


def test_a_damaged_journal_is_replaced_by_its_backup_and_kept(tmp_path):
    path = tmp_path / "own.rjournal"
    with Journal.create(path) as journal:
        a_client(journal)
        made = make_backup(journal, today=TODAY)
    path.write_bytes(b"\xff" * 5000)
    bring_back(made.path, tmp_path / ".brought.rjournal", path, now=NOON)
    aside = put_in_place(tmp_path / ".brought.rjournal", path, NOON)
    assert aside.read_bytes() == b"\xff" * 5000
    with JournalReader.open(path) as back:
        assert back.counts()["client"] == 1


def test_a_locked_backup_takes_the_place_with_its_salt(tmp_path):
    path = tmp_path / "own.rjournal"
    key = Key.from_passphrase("four good words here")
    with Journal.create(path, key=key) as journal:
        a_client(journal, "Ada Ltd")
        made = make_backup(journal, today=TODAY)
    bring_back(made.path, tmp_path / ".brought.rjournal", path, now=NOON)
    put_in_place(tmp_path / ".brought.rjournal", path, NOON)
    assert key.copy in near(path)
    with JournalReader.open(path) as back:
        assert back.value(Client.select(Client.name)) == "Ada Ltd"


def test_nothing_is_overwritten_and_a_damaged_backup_leaves_nothing(journal, tmp_path):
    a_client(journal)
    made = make_backup(journal, today=TODAY)
    with pytest.raises(AlreadyThereError):
        bring_back(made.path, journal.path, journal.path, now=NOON)
    spoilt = bytearray(made.path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    made.path.write_bytes(spoilt)
    with pytest.raises(DamagedError):
        bring_back(made.path, tmp_path / "back.rjournal", journal.path, now=NOON)
    assert not list(tmp_path.glob("*back.rjournal*"))


def test_what_is_in_a_backup_of_an_earlier_version_is_read_without_touching_it(tmp_path):
    path = tmp_path / "old.rjournal"
    a_released_journal(RELEASED[0], path)
    before = path.read_bytes()
    found = contents(path)
    assert found.records["client"] > 0
    assert found.last_entry is not None
    assert path.read_bytes() == before


def test_a_second_reader_opens_the_backup(journal):
    """An independent program finds what the journal holds in its backup."""
    a_client(journal, "Ada Ltd")
    made = back_up_changes(journal.path, today=TODAY)
    plain = apsw.Connection(str(made.path), flags=apsw.SQLITE_OPEN_READONLY)
    assert plain.execute("SELECT name FROM client").fetchall() == [("Ada Ltd",)]
    plain.close()


def a_content(journal: Journal, content: bytes) -> str:
    """Keep a file's content by its hash and return that."""
    name = hashlib.sha256(content).hexdigest()
    journal.sql("INSERT INTO attachment_content (sha256, content) VALUES (?, ?)", name, content)
    return name

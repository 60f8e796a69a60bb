"""Locked journals: only the passphrase or the sheet opens one, and damage is never called a wrong one."""

from __future__ import annotations

import os
import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.storage import backup, keys, salt_copies, sheet_codes
from retention_journal.storage.faults import DamagedError, LockedError, NotAJournalError, WrongPassphraseError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from tests.builders import TODAY, a_client
from tests.laws import fewer_examples

WORDS = "fire stille fjorder ved kaia"


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Solheim.rjournal"


@pytest.fixture
def locked(path):
    with Journal.create(path, key=Key.from_passphrase(WORDS)) as journal:
        a_client(journal, "Havblikk MARKER AS")
    keys.ring.let_go()
    return path


def names(path):
    with JournalReader.open(path) as journal:
        return [name for (name,) in journal.sql("SELECT name FROM client")]


def flipped(path, bit):
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def test_a_locked_journal_opens_with_its_passphrase_alone(locked):
    with pytest.raises(LockedError):
        Journal.open(locked)
    with pytest.raises(LockedError):
        JournalReader.open(locked)
    with pytest.raises(WrongPassphraseError):
        keys.unlock(locked, WORDS.upper())
    keys.unlock(locked, WORDS)
    assert names(locked) == ["Havblikk MARKER AS"]


def test_nothing_in_the_files_can_be_read_without_it(locked):
    for file in locked.parent.iterdir():
        assert b"MARKER" not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0


def test_any_other_way_to_write_the_same_letters_opens_it_too(path):
    Journal.create(path, key=Key.from_passphrase("blåbærsyltetøy på kjøkkenet")).close()
    keys.ring.let_go()
    keys.unlock(path, unicodedata.normalize("NFD", "blåbærsyltetøy på kjøkkenet"))
    assert names(path) == []


@pytest.mark.parametrize("words", ["", "   ", "\t\n", "a\0b"])
def test_an_empty_passphrase_locks_nothing(words):
    with pytest.raises(InvalidEntryError):
        Key.from_passphrase(words)


def test_a_worker_and_a_backup_need_no_second_passphrase(locked):
    keys.unlock(locked, WORDS)
    with Journal.open(locked) as journal:
        a_client(journal, "Lindqvist")
        found = []
        worker = threading.Thread(target=lambda: found.extend(names(locked)))
        worker.start()
        worker.join()
        made = backup.make(journal, backup.folder_of(locked), TODAY)
    assert len(found) == 2
    assert len(names(made.path)) == 2
    keys.ring.let_go()
    with pytest.raises(LockedError):
        names(made.path)
    keys.unlock(made.path, WORDS)
    assert len(names(made.path)) == 2


def test_the_sheet_opens_it_when_the_passphrase_is_forgotten(locked):
    key = keys.unlock(locked, WORDS)
    keys.ring.let_go()
    assert keys.unlock(locked, "\n".join(key.sheet)) == key
    keys.ring.let_go()
    salt_copies.copy_file(locked).unlink()
    assert keys.unlock(locked, "\n".join(reversed(key.sheet)).upper().replace("0", "O")) == key
    assert names(locked)


def test_the_sheet_of_another_journal_does_not_fit(locked):
    with pytest.raises(WrongPassphraseError):
        keys.unlock(locked, "\n".join(Key.from_passphrase(WORDS).sheet))


@fewer_examples
@given(st.binary(min_size=48, max_size=48))
def test_what_a_sheet_says_is_read_back(secret):
    assert sheet_codes.read("\n".join(sheet_codes.written(secret))) == secret


@fewer_examples
@given(
    st.binary(min_size=48, max_size=48),
    st.integers(0, 5),
    st.integers(3, 21),
    st.sampled_from("0123456789abcdef"),
)
def test_a_slip_of_the_pen_is_told_with_its_line(secret, line, place, digit):
    lines = list(sheet_codes.written(secret))
    before = lines[line]
    lines[line] = before[:place] + digit + before[place + 1 :] if before[place] != " " else before
    if lines[line] == before:
        assert sheet_codes.read("\n".join(lines)) == secret
    else:
        with pytest.raises(InvalidEntryError, match=str(line + 1)):
            sheet_codes.read("\n".join(lines))


@pytest.mark.parametrize("missing", range(6))
def test_a_line_left_out_is_named(missing):
    lines = list(sheet_codes.written(bytes(range(48))))
    del lines[missing]
    with pytest.raises(InvalidEntryError, match=str(missing + 1)):
        sheet_codes.read("\n".join(lines))


@pytest.mark.promise(5)
@pytest.mark.parametrize("bit", range(0, 128, 9))
def test_promise_05_a_flipped_bit_in_the_salt_costs_nothing(locked, bit):
    flipped(locked, bit)
    with pytest.raises(LockedError):
        Journal.open(locked)
    keys.unlock(locked, WORDS)
    assert names(locked) == ["Havblikk MARKER AS"]


@pytest.mark.promise(5)
@pytest.mark.parametrize("bit", [128, 999, 8_000, 4_096 * 8 - 1])
def test_promise_05_a_flipped_bit_in_the_first_page_is_damage_and_no_wrong_passphrase(locked, bit):
    flipped(locked, bit)
    keys.unlock(locked, WORDS)
    with pytest.raises(DamagedError):
        Journal.open(locked)
    keys.ring.let_go()
    with pytest.raises(WrongPassphraseError):
        keys.unlock(locked, "another one")


@pytest.mark.promise(5)
@pytest.mark.parametrize("bit", range(0, 128, 9))
def test_promise_05_a_flipped_bit_at_the_start_of_an_open_journal_is_damage(path, bit):
    Journal.create(path).close()
    flipped(path, bit)
    with pytest.raises(DamagedError):
        Journal.open(path)


WRONG = {
    "a text": b"Dear diary\n" * 900, "a PDF": b"%PDF-1.7\n" + os.urandom(9_000),
    "a ZIP": b"PK\x03\x04" + os.urandom(9_000),
    "zeros": bytes(8_192), "random and short": os.urandom(900),
    "a picture": b"\x89PNG\r\n" + os.urandom(9_000),
    "packed": b"\x1f\x8b\x08" + os.urandom(9_000),
}  # fmt: skip


@pytest.mark.promise(6)
@pytest.mark.parametrize("what", WRONG)
def test_promise_06_another_file_is_no_journal_and_no_locked_one(path, what):
    path.write_bytes(WRONG[what])
    with pytest.raises(NotAJournalError):
        Journal.open(path)
    assert path.read_bytes() == WRONG[what]


def test_a_cut_locked_journal_is_damaged(locked):
    content = locked.read_bytes()
    for length in (len(content) - 1, len(content) // 2, 5_000):
        locked.write_bytes(content[:length])
        keys.ring.let_go()
        keys.unlock(locked, WORDS)
        with pytest.raises(JournalError) as told:
            Journal.open(locked)
        assert told.value.code == "damaged"

"""Another key for a journal: in every moment one of the two opens all there is."""

from __future__ import annotations

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.storage import digests, keys, salt_copies
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.rekeying import rewrite
from tests.builders import a_client

OLD, NEW = "den gamle setningen", "den nye setningen"


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


def made(path, words):
    key = Key.from_passphrase(words) if words else None
    with Journal.create(path, key=key) as journal:
        for number in range(40):
            a_client(journal, f"MARKER {number}")
    return truth(path)


def truth(path):
    with JournalReader.open(path) as journal:
        assert journal.faults() == []
        return digests.of(journal)


@pytest.mark.parametrize("old", ["", OLD])
@pytest.mark.parametrize("new", ["", NEW])
def test_a_journal_with_another_key_is_the_same_journal(tmp_path, old, new):
    path = tmp_path / "a?b=1 & ø.rjournal"
    before = made(path, old)
    rewrite(path, Key.from_passphrase(new) if new else None)
    assert truth(path) == before
    keys.ring.let_go()
    if new:
        keys.unlock(path, new)
        assert b"MARKER" not in path.read_bytes()
    else:
        assert path.read_bytes()[20] == 8  # room for a checksum on every page
        assert not salt_copies.copy_file(path).exists()
    assert truth(path) == before
    with Journal.open(path) as journal:
        assert journal.undo() is not None
    assert {file.name for file in tmp_path.iterdir()} <= {path.name, salt_copies.copy_file(path).name}
    assert path.stat().st_mode & 0o077 == 0


def test_what_it_cannot_open_it_leaves_as_it_was(tmp_path):
    path = tmp_path / "a.rjournal"
    made(path, OLD)
    keys.ring.let_go()
    before = path.read_bytes()
    with pytest.raises(JournalError):
        rewrite(path, Key.from_passphrase(NEW))
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("swapped", [False, True])
def test_cut_short_beside_the_swap_each_passphrase_is_told_what_it_opens(tmp_path, swapped):
    path = tmp_path / "a.rjournal"
    before = made(path, OLD)
    old = path.read_bytes()
    (both,) = salt_copies.near(path)
    key = Key.from_passphrase(NEW)
    rewrite(path, key)
    if not swapped:
        path.write_bytes(old)
    salt_copies.keep(path, [key.copy, both])
    right, wrong = (NEW, OLD) if swapped else (OLD, NEW)
    keys.ring.let_go()
    with pytest.raises(JournalError) as told:
        keys.unlock(path, wrong)
    assert told.value.code == "wrong_passphrase"
    keys.unlock(path, right)
    assert truth(path) == before

"""Promises 4 and 5: damage is told as damage and never shown as truth, and nearly all comes back."""

from __future__ import annotations

import os
import random
import shutil
from functools import cache
from pathlib import Path

import pytest

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.services.backups import make_backup
from retention_journal.services.check import check
from retention_journal.services.repair import Origin, give_up, listing, put_in_place, repair, summary
from retention_journal.services.search import search
from retention_journal.storage import digests, generations, keys, salt_copies
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.page_seals import PAGE, seals_of
from retention_journal.storage.tables import TABLES, Client, Promise, Setting
from tests.builders import TODAY, a_call, a_client, a_promise

pytestmark = pytest.mark.promise(4)
WORDS = "fjorten gule sykler"
FULL = bool(os.environ.get("RELIABILITY"))
FLIPS = 1000 if FULL else 40
BROUGHT_BACK = 0.995
KINDS = pytest.mark.parametrize("words", ["", WORDS], ids=["open", "locked"])


@cache
def _key() -> Key:
    return Key.from_passphrase(WORDS)


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Make a journal of some 1,200 entries of each kind once."""
    folder = tmp_path_factory.mktemp("kept")
    return {words: _filled(folder / f"{len(words)}.rjournal", words).read_bytes() for words in ("", WORDS)}


def _filled(path: Path, words: str) -> Path:
    with Journal.create(path, key=_key() if words else None) as journal, journal.change("all"):
        for number in range(60):
            client = a_client(journal, f"Client {number}")
            for talk in range(10):
                a_call(journal, client, summary=f"Talk {talk} with {number}: " + "what was said " * 8)
                a_promise(journal, client, f"Promise {talk} to {number}, in words " + "of weight " * 6)
    return path


def placed(kept, words, path):
    path.write_bytes(kept[words])
    if words:
        salt_copies.keep(path, [_key().copy])
        keys.ring.hold(_key())
    return path


def truth(path):
    with JournalReader.open(path) as journal:
        assert journal.faults() == []
        return {
            table: {row[1]: row for row in journal.sql(f'SELECT * FROM "{table}"')}
            for table in ("client", "interaction", "promise")
        }


def flip(path, bit):
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def spoil(path, start, content):
    before = path.read_bytes()
    path.write_bytes(before[:start] + content + before[start + len(content) :])


def right(before, after):
    """Return the share of entries that are in both, word for word."""
    same = sum(after[table].get(uid) == row for table, rows in before.items() for uid, row in rows.items())
    return same / sum(map(len, before.values()))


@KINDS
@pytest.mark.slow
def test_of_any_flipped_bit_nothing_wrong_is_shown_and_the_check_finds_it(kept, tmp_path, words):
    """In full 1,000 flips over the whole file, each read as the program reads: told, or nothing is wrong."""
    path = placed(kept, words, tmp_path / "a.rjournal")
    truth, chance, told = shown(path, Journal), random.Random(words), 0
    assert len(truth["rows"]) == len(TABLES)
    assert truth["found"]
    for number in range(FLIPS):
        path.write_bytes(kept[words])
        bit = chance.randrange(8 * len(kept[words]))
        flip(path, bit)
        try:
            assert shown(path, (Journal, JournalReader)[number % 2]) == truth, bit
        except JournalError:
            told += 1
        path.write_bytes(kept[words])
        flip(path, bit)
        try:
            problems = check(path).problems
        except JournalError:
            continue
        assert problems, bit
    print(f"{FLIPS} flips, all found by the check, {told} told on reading, 0 wrong values shown")


def shown(path, opened):
    """Read everything as the program does, words that are looked for among it."""
    with opened.open(path) as journal:
        return {
            "rows": [journal.tuples(table.select()) for table in TABLES],
            "counts": journal.counts(),
            "found": [search(journal, words, 50) for words in ("Talk", "promise weight", "client")],
        }


@KINDS
@pytest.mark.slow
def test_after_one_flipped_bit_nearly_every_entry_comes_back_and_none_is_wrong_unsaid(kept, tmp_path, words):
    path = placed(kept, words, tmp_path / "a.rjournal")
    before, chance, shares = truth(path), random.Random(words), []
    for _flip in range(FLIPS):
        path.write_bytes(kept[words])
        bit = chance.randrange(8 * len(kept[words]))
        flip(path, bit)
        damaged = path.read_bytes()
        repaired = repair(path)
        after = truth(repaired.part)
        doubtful = {entry.uid for entry in repaired.found.entries}
        for table, rows in after.items():
            for uid, row in rows.items():
                assert before[table].get(uid) == row or uid in doubtful, (bit, row)
        shares.append(right(before, after))
        assert path.read_bytes() == damaged
        give_up(repaired)
    assert min(shares) >= BROUGHT_BACK
    assert sum(shares) / FLIPS >= 0.9999
    assert [file.suffix for file in tmp_path.iterdir() if file.name.endswith(".part")] == []


@KINDS
@pytest.mark.slow
def test_after_a_lost_sector_or_page_the_backup_gives_the_rest(kept, tmp_path, words):
    path = placed(kept, words, tmp_path / "a.rjournal")
    with JournalReader.open(path) as journal:
        make_backup(journal, today=TODAY)
    with Journal.open(path) as journal:
        a_client(journal, "After the backup")
    before, content = truth(path), path.read_bytes()
    chance = random.Random(7)
    for number in range(100 if FULL else 10):
        path.write_bytes(content)
        size = (512, PAGE)[number % 2]
        spoil(path, chance.randrange(len(content) // size) * size, bytes(size))
        repaired = repair(path)
        after = truth(repaired.part)
        listed = {entry.uid for entry in repaired.found.entries}
        wrong = [
            uid for table in before for uid, row in before[table].items() if after[table].get(uid) != row
        ]
        named_after = {uid for uid, row in before["client"].items() if "After the backup" in row}
        assert set(wrong) <= listed | named_after
        assert right(before, after) >= BROUGHT_BACK
        give_up(repaired)


@KINDS
@pytest.mark.promise(5)
@pytest.mark.parametrize("lost", [512, PAGE], ids=["its first sector", "all of it"])
def test_without_its_first_page_every_entry_comes_back_without_a_backup(kept, tmp_path, words, lost):
    path = placed(kept, words, tmp_path / "a.rjournal")
    before = truth(path)
    spoil(path, 0, bytes(lost))
    repaired = repair(path)
    after = truth(repaired.part)
    assert right(before, after) == 1
    assert repaired.found.entries == []
    give_up(repaired)


@KINDS
@pytest.mark.slow
@pytest.mark.promise(5)
def test_every_bit_of_the_header_is_told_as_damage(kept, tmp_path, words):
    path = placed(kept, words, tmp_path / "a.rjournal")
    for bit in range(128 if words else 0, 800):
        flip(path, bit)
        for opened in (Journal.open, JournalReader.open):
            with pytest.raises(JournalError) as told:
                opened(path).close()
            assert told.value.code == "damaged", bit
        flip(path, bit)
    assert path.read_bytes() == kept[words]


@KINDS
@pytest.mark.slow
@pytest.mark.promise(5)
def test_whichever_bit_of_the_header_flips_everything_comes_back(kept, tmp_path, words):
    path = placed(kept, words, tmp_path / "a.rjournal")
    before = truth(path)
    for bit in range(0, 800, 1 if FULL else 71):
        flip(path, bit)
        repaired = repair(path)
        assert right(before, truth(repaired.part)) == 1, bit
        give_up(repaired)
        flip(path, bit)


@pytest.mark.promise(5)
def test_a_flipped_salt_is_no_wrong_passphrase_and_the_repair_writes_it_back(kept, tmp_path):
    path = placed(kept, WORDS, tmp_path / "a.rjournal")
    before = truth(path)
    flip(path, 37)
    keys.ring.let_go()
    assert keys.unlock(path, WORDS) == _key()
    replaced = put_in_place(repair(path), TODAY)
    assert keys.start_of(replaced.journal) == _key().salt
    assert truth(replaced.journal) == before


@KINDS
def test_what_was_repaired_takes_its_place_and_the_damaged_one_is_kept(kept, tmp_path, words):
    with generations.kept_in(tmp_path / "state"):
        path = placed(kept, words, tmp_path / "a.rjournal")
        with Journal.open(path) as journal:
            a_client(journal, "The last one")
        spoil(path, 40 * PAGE, bytes(2 * PAGE))
        damaged = path.read_bytes()
        repaired = repair(path)
        told = listing(repaired, TODAY)
        replaced = put_in_place(repaired, TODAY)
        assert replaced.journal == path
        assert replaced.damaged.name == f"a damaged {TODAY.isoformat()}.rjournal"
        assert replaced.damaged.read_bytes() == damaged
        assert replaced.list_file.read_text("utf-8") == told
        with Journal.open(path) as journal:
            assert journal.faults() == []
            a_client(journal, "Goes on")
        shutil.copy(replaced.damaged, path)
        with pytest.raises(JournalError):
            Journal.open(path).close()


def test_a_row_in_doubt_gives_way_to_the_backups_and_one_that_was_deleted_stays_gone(tmp_path):
    path = _filled(tmp_path / "a.rjournal", "")
    with JournalReader.open(path) as journal:
        make_backup(journal, today=TODAY)
        gone = journal.sql("SELECT id, uid FROM client WHERE name = 'Client 7'")[0]
    with Journal.open(path) as journal, journal.change("delete") as change:
        change.delete(Client, gone[0])
    before = truth(path)
    content = path.read_bytes()
    start = content.index(b"Client 3")
    page = start // PAGE
    spoil(path, start, b"Klient 9")
    repaired = repair(path)
    after = truth(repaired.part)
    assert gone[1] not in after["client"]
    assert after == before
    assert page * PAGE < start
    assert repaired.found.count(Origin.LOST) == 0
    assert repaired.found.count(Origin.BACKUP) == 1
    assert any("backup of" in line for line in summary(repaired))
    give_up(repaired)


def test_without_a_backup_a_row_in_doubt_is_kept_and_named(tmp_path):
    path = _filled(tmp_path / "a.rjournal", "")
    spoil(path, path.read_bytes().index(b"Client 3"), b"Klient 9")
    repaired = repair(path)
    names = {row[5] for row in truth(repaired.part)["client"].values()}
    assert any("Klient 9" in str(name) for name in names) or "Klient 9" in str(truth(repaired.part)["client"])
    assert "Klient 9" in listing(repaired, TODAY)
    assert repaired.found.count(Origin.DOUBTFUL) > 0
    give_up(repaired)


def test_what_belongs_to_a_lost_client_gets_a_stand_in(tmp_path):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal:
        client = a_client(journal, "Lost Ltd")
        a_promise(journal, client, "Kept")
        root = journal.sql("SELECT rootpage FROM sqlite_schema WHERE name = 'client'")[0][0]
    spoil(path, (root - 1) * PAGE, bytes(PAGE))
    repaired = repair(path)
    with JournalReader.open(repaired.part) as journal:
        assert [row[0] for row in journal.tuples(Promise.select(Promise.text))] == ["Kept"]
        assert journal.tuples(Client.select(Client.name)) == [(f"Recovered {client}",)]
    assert repaired.found.count(Origin.STAND_IN) == 1
    give_up(repaired)


def test_a_repair_that_is_stopped_leaves_nothing_behind(kept, tmp_path):
    path = placed(kept, "", tmp_path / "a.rjournal")
    spoil(path, 30 * PAGE, bytes(PAGE))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    for stop in (1, 9):
        told = iter(range(1000))

        def progress(_done, _total, stop=stop, told=told):
            if next(told) >= stop:
                raise CancelledError("stopped")

        with pytest.raises(CancelledError):
            repair(path, progress)
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_what_is_no_journal_or_locked_is_not_repaired(kept, tmp_path):
    noise = tmp_path / "noise.rjournal"
    noise.write_bytes(random.Random(3).randbytes(20 * PAGE) + b"x")
    locked = placed(kept, WORDS, tmp_path / "locked.rjournal")
    keys.ring.let_go()
    for path, code in ((noise, "locked"), (locked, "locked"), (tmp_path / "none.rjournal", "missing")):
        with pytest.raises(JournalError) as told:
            repair(path)
        assert told.value.code == code


def test_a_sound_journal_comes_back_equal(kept, tmp_path):
    path = placed(kept, "", tmp_path / "a.rjournal")
    with Journal.open(path) as journal, journal.change("set") as change:
        change.insert(Setting, name="x", value="y")
    repaired = repair(path)
    with JournalReader.open(path) as one, JournalReader.open(repaired.part) as other:
        first, second = digests.of(one), digests.of(other)
    assert {**first, "generation": ""} == {**second, "generation": ""}
    assert repaired.found.whole
    give_up(repaired)


@KINDS
def test_one_flipped_bit_is_found_and_turned_back_or_left_and_never_made_worse(kept, words):
    seals, chance = seals_of(_key() if words else None), random.Random(11)
    content, mended = kept[words], 0
    for _flip in range(1000 if FULL else 25):
        number = chance.randrange(len(content) // PAGE)
        page = bytearray(content[number * PAGE : number * PAGE + PAGE])
        bit = chance.randrange(8 * PAGE)
        page[bit // 8] ^= 1 << bit % 8
        assert not seals.fits(number + 1, bytes(page))
        turned = seals.mended(number + 1, bytes(page))
        assert turned in (None, content[number * PAGE : number * PAGE + PAGE])
        mended += turned is not None
    assert mended >= (25 if words else 15)

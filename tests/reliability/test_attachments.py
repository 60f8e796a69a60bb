"""Attached files under the promises: killed programs, damage, backups, other passphrases, erasure."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retention_journal import paths
from retention_journal.core.clients import EngagementType
from retention_journal.services.attachments import (
    SpoiltFileError,
    attach_bytes,
    attached,
    content,
    forget_opened_copies,
    note,
    open_copy,
    put_in_trash,
)
from retention_journal.services.backups import backups, make_backup, restore
from retention_journal.services.check import check
from retention_journal.services.erasure import erase_records, forget_client, forget_person
from retention_journal.services.erasure_backups import erase_from_backups
from retention_journal.services.erasure_preview import Subject, preview
from retention_journal.services.erasure_traces import forget_traces
from retention_journal.services.passphrases import remove_passphrase, set_passphrase
from retention_journal.services.repair import Origin, listing, put_in_place, repair
from retention_journal.services.trash import delete_for_good, in_trash
from retention_journal.settings import SettingsFile
from retention_journal.storage import backup_proof, keys
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.page_seals import PAGE
from retention_journal.storage.tables import (
    Attachment,
    Engagement,
    Incident,
    Interaction,
    InteractionContact,
    name_of,
)
from tests.builders import NOON, TODAY, a_call, a_client, a_person, an_empty_journal, an_incident
from tests.reliability.markers import files_with

HERE = Path(__file__).parents[2]
FULL = bool(os.environ.get("RELIABILITY"))
KILLS = 200 if FULL else 12
WORD = "Qwxyzsigned"
MARKED = f"{WORD} ".encode() * 30_000  # more than a page holds, so that it lies in pages of its own
WORDS = "fjorten gule sykler"


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder in which everything lies that the program writes."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "session"))
    (tmp_path / "session").mkdir(mode=0o700)
    yield tmp_path
    forget_opened_copies()


def uid_of(journal, table, number: int) -> str:
    return str(journal.value(table.select(table.uid).where(table._meta.primary_key == number)))


def contents_of(journal) -> list[tuple[str, bytes]]:
    return journal.sql("SELECT sha256, content FROM attachment_content ORDER BY sha256")


def are_whole(journal) -> int:
    """Make sure that each file is what its hash says, and return how many there are."""
    found = journal.tuples(Attachment.select(Attachment.id))
    assert [len(content(journal, number)) for (number,) in found]
    return len(found)


@pytest.mark.promise(1)
def test_whenever_it_is_killed_what_was_attached_is_whole_and_nothing_else_is_there(tmp_path):
    """A file that was told as attached is there; one that was not is there whole or not at all."""
    path = tmp_path / "own.rjournal"
    with an_empty_journal(path) as journal:
        a_client(journal)
    told, dice = 0, random.Random(9)
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.attaching_child", str(path), str(kill)],
            stdout=subprocess.PIPE, text=True, cwd=HERE,
        ) as child:  # fmt: skip
            for _line in range(dice.randrange(1, 6)):
                assert child.stdout.readline()
                told += 1
            dice.random()
            child.send_signal(signal.SIGKILL)
            told += len(child.stdout.readlines())
        with Journal.open(path) as journal:
            there = are_whole(journal)
            assert told <= there <= told + 1
            told = there
            named = {sha256 for (sha256,) in journal.tuples(Attachment.select(Attachment.sha256))}
            assert {sha256 for sha256, _content in contents_of(journal)} == named
    assert check(path).problems == []


def filled(path: Path) -> Journal:
    """Return a journal with three files of some size, one of them in the trash, and one that was undone."""
    journal = an_empty_journal(path)
    ada = a_client(journal)
    for number in range(3):
        attach_bytes(journal, ada, f"{number}.bin", random.Random(number).randbytes(100_000), today=TODAY)
    put_in_trash(journal, [1], now=NOON)
    attach_bytes(journal, ada, "undone.bin", random.Random(9).randbytes(50_000), today=TODAY)
    journal.undo()
    return journal


def spoil_content(path: Path, held: bytes) -> None:
    """Spoil one page of the file in the midst of a content, as a failing stick does."""
    raw = bytearray(path.read_bytes())
    at = raw.index(held[50_000:50_100])
    raw[at : at + 100] = bytes(100)
    path.write_bytes(bytes(raw))


@pytest.mark.promise(4)
@pytest.mark.parametrize("has_backup", [True, False])
def test_a_spoilt_content_comes_back_from_the_backup_or_is_told_as_lost(tmp_path, has_backup):
    path = tmp_path / "own.rjournal"
    with filled(path) as journal:
        if has_backup:
            make_backup(journal, today=TODAY)
        before = contents_of(journal)
    spoil_content(path, random.Random(2).randbytes(100_000))
    assert check(path).problems
    repaired = repair(path)
    lost = [entry.words for entry in repaired.found.entries if entry.origin is Origin.LOST]
    assert lost == ([] if has_backup else ["2.bin"])
    assert ("2.bin" in listing(repaired, TODAY)) is not has_backup
    put_in_place(repaired, TODAY)
    with Journal.open(path) as journal:
        assert [one.name for one in attached(journal, 1)] == ["2.bin", "1.bin"]
        if has_backup:
            assert contents_of(journal) == before
        else:
            with pytest.raises(SpoiltFileError, match=r"2\.bin"):
                content(journal, 3)
            assert len(contents_of(journal)) == 3


@pytest.mark.promise(4)
def test_what_redo_needs_is_brought_back_too(tmp_path):
    path = tmp_path / "own.rjournal"
    with filled(path) as journal:
        root = journal.sql("SELECT rootpage FROM sqlite_schema WHERE name = 'client'")[0][0]
    raw = bytearray(path.read_bytes())
    raw[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(bytes(raw))
    put_in_place(repair(path), TODAY)
    with Journal.open(path) as journal:
        journal.redo()
        (number,) = (one.id for one in attached(journal, 1) if one.name == "undone.bin")
        assert content(journal, number) == random.Random(9).randbytes(50_000)


@pytest.mark.promise(10)
def test_a_backup_with_one_other_byte_in_a_file_is_not_what_the_journal_is(tmp_path):
    path = tmp_path / "own.rjournal"
    with filled(path) as journal:
        make_backup(journal, today=TODAY)
        (made,) = backups(path)
        with backup_proof.opened(made.path) as copy:
            assert backup_proof.is_equal(journal, copy)
        with Journal.open(made.path) as copy:
            copy.sql("UPDATE attachment_content SET content = CAST(substr(content, 2) || x'00' AS BLOB)")
        with backup_proof.opened(made.path) as copy:
            assert not backup_proof.is_equal(journal, copy)
            assert len(backup_proof.held(copy).spoilt) == 4


@pytest.mark.promise(13)
def test_files_come_back_from_a_backup_byte_for_byte(tmp_path):
    with filled(tmp_path / "own.rjournal") as journal:
        made = make_backup(journal, today=TODAY)
        before = contents_of(journal)
        restore(made.path, tmp_path / "back.rjournal")
    with JournalReader.open(tmp_path / "back.rjournal") as back:
        assert contents_of(back) == before


@pytest.mark.promise(16)
def test_another_passphrase_changes_no_file(tmp_path):
    path = tmp_path / "own.rjournal"
    with filled(path) as journal:
        before = contents_of(journal)
    for change in (
        lambda: set_passphrase(path, WORDS, now=NOON),
        lambda: set_passphrase(path, f"{WORDS} til", now=NOON),
        lambda: remove_passphrase(path, now=NOON),
    ):
        change()
        with Journal.open(path) as journal:
            assert contents_of(journal) == before
            are_whole_but_trashed = [one.id for one in attached(journal, 1)]
            assert [len(content(journal, number)) for number in are_whole_but_trashed] == [100_000] * 2
        assert check(path).problems == []


@pytest.mark.promise(17)
def test_no_file_of_a_locked_journal_lies_open_on_the_disk(place):
    path = place / "own.rjournal"
    with an_empty_journal(path) as journal:
        a_client(journal)
    set_passphrase(path, WORDS, now=NOON)
    with Journal.open(path) as journal:
        number = attach_bytes(journal, 1, f"{WORD}.txt", MARKED, today=TODAY)
        make_backup(journal, today=TODAY)
        copy = open_copy(journal, number)
        assert files_with(place, WORD) == [copy.relative_to(place).as_posix()]
        forget_opened_copies()
    assert files_with(place, WORD) == []


@pytest.mark.promise(25)
def test_an_erased_clients_files_are_nowhere_any_more(place):
    journal = an_empty_journal(place / "own.rjournal")
    ada, bob = a_client(journal), a_client(journal, "Bob plc")
    number = attach_bytes(journal, ada, f"{WORD}.txt", MARKED, today=TODAY)
    note(journal, number, WORD)
    put_in_trash(journal, [attach_bytes(journal, ada, "old.txt", MARKED + b"old", today=TODAY)], now=NOON)
    attach_bytes(journal, ada, "undone.txt", MARKED + b"undone", today=TODAY)
    journal.undo()
    shared = [attach_bytes(journal, one, "both.txt", b"for both", today=TODAY) for one in (ada, bob)]
    make_backup(journal, today=TODAY)
    open_copy(journal, number)
    assert len(files_with(place, WORD)) == 3
    erased = forget_client(journal, ada, now=NOON)
    forget_traces(journal.path, erased, SettingsFile(paths.settings_file()))
    erase_from_backups(journal.path, now=NOON)
    assert erased.records["attachment"] == 3
    assert files_with(place, WORD) == []
    assert content(journal, shared[1]) == b"for both"
    journal.close()
    assert files_with(place, WORD) == []
    assert check(journal.path).problems == []


@pytest.mark.promise(25)
def test_an_erased_persons_words_go_with_the_files_that_hang_on_them(place):
    """What hangs on a talk or a complaint of theirs goes; a signed agreement is the client's and stays."""
    journal = an_empty_journal(place / "own.rjournal")
    ada = a_client(journal)
    kari = a_person(journal, ada, "Kari Vyx")
    call, complaint = a_call(journal, ada), an_incident(journal, ada, reported_by=kari)
    other = a_call(journal, ada)
    with journal.change("With whom") as change:
        change.insert(InteractionContact, interaction=call, contact=kari)
        terms = change.insert(
            Engagement, client=ada, start_date=TODAY, engagement_type=EngagementType.RETAINER
        )
    for table, record, held in (
        (Interaction, call, MARKED),
        (Incident, complaint, MARKED + b"complaint"),
        (Interaction, other, b"of another talk"),
        (Engagement, terms, b"signed"),
    ):
        attach_bytes(
            journal, ada, "file.txt", held, today=TODAY,
            record_type=name_of(table), record_uid=uid_of(journal, table, record),
        )  # fmt: skip
    make_backup(journal, today=TODAY)
    assert preview(journal.path, Subject(contact=kari)).goes[1:] == (
        "2 files that hang on talks or complaints of theirs.",
    )
    erased = forget_person(journal, kari, now=NOON)
    erase_from_backups(journal.path, now=NOON)
    assert erased.records["attachment"] == 2
    assert sorted(held for _name, held in contents_of(journal)) == [b"of another talk", b"signed"]
    journal.close()
    assert files_with(place, WORD) == []


@pytest.mark.promise(25)
def test_emptying_the_trash_and_an_end_of_keeping_leave_no_content(place):
    journal = an_empty_journal(place / "own.rjournal")
    ada = a_client(journal)
    numbers = [attach_bytes(journal, ada, f"{n}.txt", MARKED + bytes([n]), today=TODAY) for n in range(2)]
    put_in_trash(journal, numbers[:1], now=NOON)
    delete_for_good(journal, in_trash(journal))
    erase_records(journal, {"attachment": set(numbers[1:])}, what="old", now=NOON)
    assert contents_of(journal) == []
    journal.close()
    assert files_with(place, WORD) == []


COPIES = """
import os, resource, sys
from pathlib import Path
from retention_journal.services.attachments import attach_bytes, MOST_BYTES
from retention_journal.services.backups import make_backup
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from tests.builders import TODAY, a_client
key = Key.from_passphrase(sys.argv[2]) if sys.argv[2] else None
with Journal.create(Path(sys.argv[1]), key=key) as journal:
    ada = a_client(journal)
    for number in range(6):
        attach_bytes(journal, ada, f"{number}.bin", os.urandom(MOST_BYTES), today=TODAY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(make_backup(journal, today=TODAY).path)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.promise(10)
@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux", reason="the memory of a process is told in other units elsewhere"
)
@pytest.mark.parametrize("words", ["", WORDS], ids=["open", "locked"])
def test_a_journal_of_many_files_is_copied_with_every_checksum_and_little_memory(tmp_path, words):
    """150 MB of files: what the copy takes of memory is a part of that, and each page of it is sealed."""
    done = subprocess.run(
        [sys.executable, "-c", COPIES, str(tmp_path / "own.rjournal"), words],
        capture_output=True, text=True, check=True, cwd=HERE, timeout=600,
    )  # fmt: skip
    made, grown_kb = done.stdout.splitlines()
    assert int(grown_kb) < 75_000
    if words:
        keys.ring.hold(keys.unlock(Path(made), words))
    assert check(Path(made)).problems == []
    with JournalReader.open(Path(made)) as copy:
        assert are_whole(copy) == 6

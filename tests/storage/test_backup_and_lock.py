"""A backup counts once it was read back; the lock dies with its holder."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from datetime import date, timedelta

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.services.backups import back_up_changes, backups, make_backup, restore
from retention_journal.services.check import check
from retention_journal.storage import backup
from retention_journal.storage.faults import AlreadyThereError, DamagedError, InUseError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.lock import InUseElsewhereError, Lock, lock_file, locked
from retention_journal.storage.tables import Client
from tests.builders import a_client

DAY = date(2026, 3, 10)


def test_a_backup_holds_what_the_journal_holds_and_is_private(journal):
    a_client(journal)
    made = make_backup(journal, today=DAY)
    assert made.records == journal.counts()
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    with JournalReader.open(made.path) as copy:
        assert copy.value(Client.select(Client.name)) == "Ada Ltd"


def test_a_journal_larger_than_the_cache_is_copied_whole(journal):
    with journal.change("Write much") as change:
        change.insert_many(Client, [{"name": f"Firm {n}", "notes": f"{n:06} " * 200_000} for n in range(30)])
    assert journal.path.stat().st_size > 40_000_000
    copy = make_backup(journal, today=DAY)
    with JournalReader.open(copy.path) as made:
        assert made.faults() == []
        assert made.counts() == journal.counts()


def test_a_backup_is_made_where_something_changed_and_nowhere_else(journal):
    a_client(journal)
    assert back_up_changes(journal.path, today=DAY)
    assert back_up_changes(journal.path, today=DAY) is None
    assert back_up_changes(journal.path, today=DAY + timedelta(days=1)) is None
    journal.sql("UPDATE client SET name = 'Ida Ltd'")  # as many rows as before
    assert back_up_changes(journal.path, today=DAY + timedelta(days=1))
    assert [kept.made_on for kept in backups(journal.path)] == [DAY + timedelta(days=1), DAY]


def test_a_backup_can_be_made_while_the_window_writes(journal):
    a_client(journal)
    assert back_up_changes(journal.path, today=DAY)
    a_client(journal, "Bob plc")


def test_thinning_keeps_fourteen_days_eight_weeks_and_the_months_before_them(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(1, 801):
        day = DAY - timedelta(days=800 - number)
        (folder / f"{number:06d} {day}.rjournal").write_text("x")
    backup.thin(folder)
    kept = [file.day for file in backup.backups_in(folder)]
    assert kept[:14] == [DAY - timedelta(days=n) for n in range(14)]
    assert len({day.isocalendar()[:2] for day in kept[14:22]}) == 8
    assert len({(day.year, day.month) for day in kept[22:46]}) == 24
    assert [day.year for day in kept[46:]] == [2024]


@pytest.mark.parametrize("wrong", [date(1970, 1, 1), date(2001, 1, 1), date(2038, 1, 19)])
def test_a_wrong_clock_costs_no_good_backup(tmp_path, wrong):
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(1, 11):
        (folder / f"{number:06d} {DAY + timedelta(days=number)}.rjournal").write_text("x")
    (folder / f"000011 {wrong}.rjournal").write_text("x")
    backup.thin(folder)
    assert len(backup.backups_in(folder)) == 11


def test_a_backup_comes_back_beside_the_journal_never_over_it(journal, tmp_path):
    a_client(journal)
    made = make_backup(journal, today=DAY)
    a_client(journal, "Bob plc")
    brought = restore(made.path, tmp_path / "back.rjournal")
    assert brought.records["client"] == 1
    with Journal.open(tmp_path / "back.rjournal") as back:
        assert back.value(Client.select(Client.name)) == "Ada Ltd"
    with pytest.raises(AlreadyThereError):
        restore(made.path, journal.path)


def test_a_damaged_backup_is_refused_and_leaves_nothing(journal, tmp_path):
    a_client(journal)
    made = make_backup(journal, today=DAY)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(DamagedError):
        restore(made.path, tmp_path / "back.rjournal")
    assert not (tmp_path / "back.rjournal").exists()
    assert not list(tmp_path.glob(".*part"))


def test_a_full_disk_is_told_and_leaves_no_half_backup(journal, tmp_path):
    a_client(journal)
    with pytest.raises(JournalError) as told:
        make_backup(journal, today=DAY, to=tmp_path / "nowhere" / "copy.rjournal")
    assert told.value.advice
    assert list(tmp_path.glob("**/*.part")) == []


def test_a_sound_journal_checks_out_and_a_meddled_one_does_not(journal):
    client = a_client(journal)
    assert check(journal.path).ok
    journal.sql("UPDATE client SET tier = 'Z' WHERE id = ?", client)
    checked = check(journal.path)
    assert not checked.ok
    assert "“Z”" in checked.problems[0]


def test_a_second_writer_is_refused_until_the_first_lets_go(tmp_path):
    path = tmp_path / "a.rjournal"
    with locked(path), pytest.raises(InUseError, match="another window"):
        Lock.take(path)
    Lock.take(path).release()
    assert not lock_file(path).exists()


def test_the_lock_of_a_killed_program_is_gone_with_it(tmp_path):
    path = tmp_path / "a.rjournal"
    code = (
        "import pathlib, sys, time; from retention_journal.storage.lock import Lock;"
        "lock = Lock.take(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout.readline() == b"held\n"
    with pytest.raises(InUseError):
        Lock.take(path)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    Lock.take(path).release()


def test_the_name_of_another_computer_is_taken_seriously_until_the_person_says_otherwise(tmp_path):
    path = tmp_path / "a.rjournal"
    lock_file(path).write_text('{"computer": "office-pc", "process": 1}')
    with pytest.raises(InUseElsewhereError, match="office-pc"):
        Lock.take(path)
    Lock.take(path, break_other_computers=True).release()

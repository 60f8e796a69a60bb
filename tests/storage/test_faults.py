"""A full disk, a read-only folder and a failing save are told in plain words and lose nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest

from retention_journal.services.check import check
from retention_journal.storage.faults import DiskFullError, InUseError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client
from tests.builders import a_client


def test_a_full_disk_is_told_and_what_was_saved_stays(journal):
    a_client(journal, "Ada Ltd")
    (pages,) = journal.sql("PRAGMA page_count")[0]
    journal.sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError, match="disk is full") as told:
        a_client(journal, "B" * 1000, notes="x" * 500_000)
    assert "still here" in told.value.advice
    journal.sql("PRAGMA max_page_count = 1000000")
    a_client(journal, "Bob plc")
    assert [name for (name,) in journal.tuples(Client.select(Client.name))] == ["Ada Ltd", "Bob plc"]
    assert check(journal.path).ok


def in_a_process_of_its_own(code: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes are limited by POSIX resources")
def test_a_disk_that_fills_up_while_saving_loses_nothing_that_was_saved(tmp_path):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal:
        a_client(journal, "Ada Ltd")
    told = in_a_process_of_its_own(
        """
        import pathlib, resource, signal, sys
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        from retention_journal.core.errors import JournalError
        from retention_journal.storage.journal import Journal
        from retention_journal.storage.tables import Client
        path = pathlib.Path(sys.argv[1])
        size = path.stat().st_size + 8192
        journal = Journal.open(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        kept = 1
        try:
            for number in range(1000):
                with journal.change("Add") as change:
                    change.insert(Client, name=f"Client {number}", notes="x" * 2000)
                kept += 1
        except JournalError as error:
            print(error.code, kept)
        """,
        path,
    )
    code, kept = told.split()
    assert code in {"disk_full", "disk_fails"}
    with Journal.open(path) as journal:
        assert len(journal.tuples(Client.select(Client.id))) == int(kept)
    assert check(path).ok


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_read_only_folder_is_told_with_a_way_on_and_can_be_read(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    path = folder / "a.rjournal"
    with Journal.create(path) as journal:
        a_client(journal, "Ada Ltd")
    path.chmod(0o444)
    folder.chmod(0o555)
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.getuid() and str(parent).startswith(("/tmp/", "/dev/shm/")):
            parent.chmod(0o755)
    tmp_path.chmod(0o755)
    told = in_a_process_of_its_own(
        """
        import os, pathlib, sys
        import peewee, playhouse.apsw_ext, apsw.sqlite_extra
        from retention_journal.core.errors import JournalError
        from retention_journal.storage.database import _checksum_vfs
        from retention_journal.storage.journal import Journal
        from retention_journal.storage.tables import Client
        _checksum_vfs()
        if os.getuid() == 0:
            os.setgid(65534); os.setuid(65534)
        try:
            Journal.open(pathlib.Path(sys.argv[1]))
        except JournalError as error:
            print(error.code, bool(error.advice))
        with Journal.open_read_only(pathlib.Path(sys.argv[1])) as journal:
            print(journal.value(Client.select(Client.name)))
        """,
        path,
    )
    folder.chmod(0o755)
    assert told.splitlines() == ["cannot_write True", "Ada Ltd"]


def test_a_journal_that_another_program_writes_to_is_told_as_busy(tmp_path):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal, Journal.open(path) as other:
        journal.sql("PRAGMA busy_timeout = 1")
        other.sql("BEGIN IMMEDIATE")
        with pytest.raises(InUseError, match="Another program"):
            a_client(journal)
        other.sql("ROLLBACK")
        a_client(journal)


@pytest.mark.parametrize("opened", [Journal.open, JournalReader.open])
def test_a_save_that_was_cut_short_is_rolled_back_when_opened_again(tmp_path, opened):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal:
        a_client(journal, "Ada Ltd")
    in_a_process_of_its_own(
        """
        import os, pathlib, sys
        from retention_journal.storage.journal import Journal
        from retention_journal.storage.tables import Client
        journal = Journal.open(pathlib.Path(sys.argv[1]))
        journal.sql("PRAGMA cache_size = 1")
        journal.sql("BEGIN IMMEDIATE")
        for number in range(300):
            insert = "INSERT INTO client (uid, name, notes) VALUES (?, 'Half', ?)"
            journal.sql(insert, str(number), "x" * 3000)
        os._exit(0)
        """,
        path,
    )
    assert path.with_name("a.rjournal-journal").stat().st_size > 0
    with opened(path) as journal:
        assert [name for (name,) in journal.tuples(Client.select(Client.name))] == ["Ada Ltd"]
    assert check(path).ok


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_journal_that_somebody_else_keeps_to_themselves_is_told_so(tmp_path):
    path = tmp_path / "a.rjournal"
    Journal.create(path).close()
    path.chmod(0)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.getuid() and str(parent).startswith(("/tmp/", "/dev/shm/")):
            parent.chmod(0o755)
    told = in_a_process_of_its_own(
        """
        import os, pathlib, sys
        import peewee, playhouse.apsw_ext, apsw.sqlite_extra
        from retention_journal.core.errors import JournalError
        from retention_journal.storage.journal import Journal, JournalReader
        if os.getuid() == 0:
            os.setgid(65534); os.setuid(65534)
        for opened in (Journal.open, JournalReader.open):
            try:
                opened(pathlib.Path(sys.argv[1]))
            except JournalError as error:
                print(error.code, bool(error.advice))
        """,
        path,
    )
    assert told.splitlines() == ["cannot_read True"] * 2

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.services import kept_reports, report_files, status
from retention_journal.services.report_files import FileKind, Outgoing, Placing
from tests.builders import NOON, TODAY, a_client

FEBRUARY = month_of(date(2026, 2, 1))


def test_the_name_of_the_file_is_in_the_language_of_the_report():
    name = report_files.file_name("Harbour & Hale Surveyors", FEBRUARY, "en")
    assert name == "Harbour & Hale Surveyors – Status report February 2026.pdf"
    assert report_files.file_name("Lunde", FEBRUARY, "nb") == "Lunde – Statusrapport februar 2026.pdf"


@pytest.mark.parametrize(
    ("client", "begins"),
    [
        ("A/B: the <best>?", "A B the best – "),
        ("..\\..\\etc", "etc – "),
        ("Nul. Ltd", "_Nul. Ltd – "),
        ("line\nbreak\x00\u202e", "line break – "),
        ("", "Status report"),
    ],
)
def test_what_no_file_system_takes_is_left_out_of_the_name(client, begins):
    assert report_files.file_name(client, FEBRUARY, "en").startswith(begins)


@given(st.text(max_size=400))
def test_any_name_of_a_client_makes_a_name_that_can_be_written(tmp_path_factory, client):
    name = report_files.file_name(client, FEBRUARY, "nb")
    assert name.endswith("2026.pdf")
    assert len(name.encode()) <= 210
    assert Path(name).name == name
    path = tmp_path_factory.mktemp("named") / name
    report_files.write_file(b"%PDF", path)
    assert path.read_bytes() == b"%PDF"


def test_a_file_is_replaced_whole_and_is_nobody_elses_to_read(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-old and longer")
    report_files.write_file(b"new", path)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_said_in_plain_words(tmp_path):
    with pytest.raises(JournalError) as told:
        report_files.write_file(b"x", tmp_path / "gone" / "report.pdf")
    assert told.value.message == "The PDF could not be saved: the folder is not there any more."
    assert told.value.advice == (
        f"Choose another folder or another name. It was to go into {tmp_path / 'gone'}."
    )


def test_a_folder_of_the_same_name_is_not_touched(tmp_path):
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(JournalError) as told:
        report_files.write_file(b"x", tmp_path / "report.pdf")
    assert "a folder of this name" in told.value.message
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_sending_writes_the_file_keeps_it_and_notes_it_in_one_step(journal, tmp_path):
    client = a_client(journal)
    kept_reports.save_words(journal, client, FEBRUARY, status.ReportWords(headline="All went well."))
    report = status.status_report(journal, client, FEBRUARY, today=TODAY, draft=False)
    sent = report_files.send(
        journal, client, report, pdf=b"%PDF bytes", path=tmp_path / "report.pdf", now=NOON, reviewed_now=True
    )
    assert (tmp_path / "report.pdf").read_bytes() == kept_reports.report_pdf(journal, sent) == b"%PDF bytes"
    assert kept_reports.reports(journal, client)[0].state is ReportState.ISSUED
    journal.undo()
    assert kept_reports.reports(journal, client)[0].state is ReportState.DRAFT


def test_what_cannot_be_written_is_not_noted_as_sent(journal, tmp_path):
    client = a_client(journal)
    report = status.status_report(journal, client, FEBRUARY, today=TODAY, draft=False)
    with pytest.raises(JournalError):
        report_files.send(
            journal, client, report, pdf=b"x", path=tmp_path / "no" / "a.pdf", now=NOON, reviewed_now=True
        )
    assert kept_reports.reports(journal, client) == []


def test_a_draft_is_never_noted_as_sent(journal, tmp_path):
    client = a_client(journal)
    report = status.status_report(journal, client, FEBRUARY, today=TODAY)
    with pytest.raises(InvalidEntryError):
        report_files.send(journal, client, report, pdf=b"x", path=tmp_path / "a.pdf", now=NOON)
    assert not (tmp_path / "a.pdf").exists()


def test_several_files_get_to_their_places_or_none_does(tmp_path):
    pdf = Outgoing(tmp_path / "a.pdf", b"%PDF-1")
    (tmp_path / "a.csv").write_text("somebody else's")
    with pytest.raises(JournalError, match="something else than a list of figures"):
        report_files.write_files(
            [pdf, Outgoing(tmp_path / "a.csv", b"\xef\xbb\xbfPart\r\n", FileKind.FIGURES)]
        )
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "somebody else's"


def test_only_a_list_with_the_same_heads_is_replaced(tmp_path):
    path = tmp_path / "a.csv"
    heads = b"\xef\xbb\xbfPart,What\r\n"
    report_files.write_files([Outgoing(path, heads + b"old\r\n", FileKind.FIGURES)])
    report_files.write_files([Outgoing(path, heads + b"new\r\n", FileKind.FIGURES)])
    assert path.read_bytes().endswith(b"new\r\n")
    path.write_bytes(b"\xef\xbb\xbfName,Phone\r\nAda,1\r\n")
    with pytest.raises(JournalError):
        report_files.write_files([Outgoing(path, heads, FileKind.FIGURES)])
    assert b"Ada" in path.read_bytes()


def test_what_fails_around_it_takes_the_new_files_back(tmp_path):
    old = tmp_path / "old.pdf"
    old.write_bytes(b"%PDF-older")
    with pytest.raises(KeyError), Placing() as placing:
        placing.put([Outgoing(tmp_path / "new.pdf", b"%PDF-new"), Outgoing(old, b"%PDF-newer")])
        raise KeyError
    assert [path.name for path in tmp_path.iterdir()] == ["old.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="names of 255 bytes are a rule of POSIX")
def test_a_name_that_is_too_long_is_said(tmp_path):
    with pytest.raises(JournalError, match="the name is too long"):
        report_files.write_file(b"x", tmp_path / ("é" * 130 + ".pdf"))
    with pytest.raises(JournalError, match="the name is too long"):
        report_files.write_file(b"x", tmp_path.joinpath(*["a" * 200] * 30, "a.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_protected_stays(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-kept")
    path.chmod(0o444)
    with pytest.raises(JournalError, match="open in another program, or protected") as told:
        report_files.write_file(b"%PDF-new", path)
    assert told.value.advice.startswith("Close it there, or save under another name.")
    assert path.read_bytes() == b"%PDF-kept"
    path.chmod(0o644)


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
@pytest.mark.parametrize("target", ["there.pdf", "gone.pdf", "loop.pdf"])
def test_a_link_in_the_way_is_not_followed(tmp_path, target):
    (tmp_path / "there.pdf").write_bytes(b"%PDF-somebody else's")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / target)
    with pytest.raises(JournalError, match=r"something else than a PDF|leads back to itself"):
        report_files.write_file(b"%PDF-new", tmp_path / "loop.pdf")
    assert (tmp_path / "loop.pdf").is_symlink()
    assert (tmp_path / "there.pdf").read_bytes() == b"%PDF-somebody else's"
    assert len(list(tmp_path.iterdir())) == 2


def test_what_a_killed_program_left_is_cleared_away_and_what_is_under_way_is_not(tmp_path):
    left, under_way, other = (
        tmp_path / name for name in (".retention-journal-a.part", ".retention-journal-b.part", ".other.part")
    )
    for one in (left, under_way, other):
        one.write_bytes(b"%PDF-half")
    for one in (left, other):
        os.utime(one, (1_700_000_000, 1_700_000_000))
    report_files.write_file(b"%PDF-whole", tmp_path / "a.pdf")
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", under_way.name, other.name}


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_a_folder_without_the_right_to_write_is_said():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)  # nobody: rights hold nothing back from root
    try:
        with pytest.raises(JournalError, match="this folder cannot be written to") as told:
            report_files.write_file(b"%PDF", folder / "a.pdf")
    finally:
        if is_root:
            os.seteuid(0)
    assert str(folder) in told.value.advice
    assert list(folder.iterdir()) == []
    folder.rmdir()


_ON_A_SMALL_DISK = """
    import pathlib, subprocess, sys
    place = pathlib.Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=True)
    if sys.argv[2] == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    from retention_journal.core.errors import JournalError
    from retention_journal.services.kept_reports import reports
    from retention_journal.services.report_files import send
    from retention_journal.services.status import status_report
    from retention_journal.storage.journal import Journal
    from tests.builders import NOON, TODAY, a_client
    from tests.services.test_report_files import FEBRUARY
    with Journal.create(place.parent / "a.rjournal") as journal:
        client = a_client(journal)
        report = status_report(journal, client, FEBRUARY, today=TODAY, draft=False)
        try:
            pdf = b"%PDF" + bytes(200_000)
            send(journal, client, report, pdf=pdf, path=place / "a.pdf", now=NOON, reviewed_now=True)
        except JournalError as error:
            print(error.message, error.advice, sep="\\n")
        assert reports(journal, client) == [], reports(journal, client)
    assert list(place.iterdir()) == []
"""


@pytest.mark.skipif(sys.platform != "linux", reason="disks are made for a test on Linux only")
@pytest.mark.parametrize(
    ("disk", "said"), [("full", "the disk is full"), ("read-only", "this folder can only be read")]
)
def test_a_disk_that_takes_no_more_leaves_nothing_and_notes_nothing(tmp_path, disk, said):
    place = tmp_path / "usb"
    place.mkdir()
    code = textwrap.dedent(_ON_A_SMALL_DISK)
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", code, str(place), disk],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    if "unshare" in done.stderr:
        pytest.skip("this computer lets nobody make a disk of his own")
    assert done.returncode == 0, done.stderr
    message, advice = done.stdout.splitlines()
    assert message == f"The PDF could not be saved: {said}."
    assert advice.endswith(f"It was to go into {place}.")

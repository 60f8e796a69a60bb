"""report --all, --issue, --csv, --password-file: what goes out, what stays a draft, what stopping leaves."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pypdf import PdfReader

from retention_journal.commands import reporting
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import parse_period
from retention_journal.services import kept_reports
from retention_journal.services.clients import find_client
from retention_journal.services.report_words import ReportWords
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Report

PERIOD = parse_period("2026-02")
DRAFTED = "Not looked through yet: written as a draft."


@pytest.fixture
def three(path, run):
    """Three clients, of whom the second's report has been looked through."""
    for name in ("Ada Ltd", "Berg AS", "Citrus"):
        assert run("add", "client", name, "--since", "2024-03-01").code == 0
    with Journal.open(path) as journal:
        berg = find_client(journal, "Berg AS").id
        draft = kept_reports.save_words(journal, berg, PERIOD, ReportWords("It went well."))
        with journal.change("Look through") as change:
            change.update(Report, draft, state=ReportState.REVIEWED)


@pytest.fixture
def every(run, tmp_path):
    """Write all reports of February, with further arguments."""
    call = ("report", "--all", "--period", "2026-02", "--out", tmp_path / "feb", "--json")
    return lambda *more: run(*call, *more)


def sent(path):
    with Journal.open(path) as journal:
        return [row.client for row in kept_reports.reports(journal) if row.state is ReportState.ISSUED]


def is_draft(file):
    return "Draft, not sent" in "".join(page.extract_text() for page in PdfReader(file).pages)


def test_all_issued_at_once_sends_only_what_was_looked_through(path, three, every):
    written = {one["client"]: one for one in every("--issue").json}
    assert {name: one["state"] for name, one in written.items()} == {
        "Ada Ltd": "draft",
        "Berg AS": "issued",
        "Citrus": "draft",
    }
    assert [name for name, one in written.items() if DRAFTED in one["warnings"]] == ["Ada Ltd", "Citrus"]
    assert {name: is_draft(one["path"]) for name, one in written.items()} == {
        "Ada Ltd": True,
        "Berg AS": False,
        "Citrus": True,
    }
    assert sent(path) == ["Berg AS"]


def test_all_without_issue_are_drafts_and_change_nothing(path, three, every):
    before = path.read_bytes()
    written = every().json
    assert all(is_draft(one["path"]) for one in written)
    assert [one["state"] for one in written] == ["draft", "reviewed", "draft"]
    assert path.read_bytes() == before


def test_issuing_all_again_leaves_what_was_sent_as_it_is(path, three, every):
    every("--issue")
    again = every("--issue")
    assert [one["client"] for one in again.json] == ["Ada Ltd", "Citrus"]
    assert "1 report was sent before and is left as it is." in again.err
    assert sent(path) == ["Berg AS"]


def test_naming_the_client_is_the_persons_own_word(path, three, run, tmp_path):
    (one,) = run(
        "report", "--client", "Ada", "--period", "2026-02", "--out", tmp_path, "--issue", "--json"
    ).json
    assert one["state"] == "issued"
    assert DRAFTED not in one["warnings"]
    assert not is_draft(one["path"])
    assert sent(path) == ["Ada Ltd"]


def test_the_help_says_what_is_sent(run, capsys):
    told = " ".join(run("report", "--help").out.split())
    assert "with --all only reports marked as looked through go out" in told


def test_stopped_in_the_middle_what_went_out_before_stays_and_nothing_is_half_written(
    path, three, every, tmp_path, monkeypatch
):
    write = reporting.report_files.write_files

    def stop_at_citrus(files):
        if "Citrus" in files[0].path.name:
            raise KeyboardInterrupt
        write(files)

    monkeypatch.setattr(reporting.report_files, "write_files", stop_at_citrus)
    answer = every("--issue")
    assert (answer.code, answer.error["code"]) == (3, "cancelled")
    assert "2 reports were written before." in answer.err
    files = sorted(file.name.split(" –")[0] for file in (tmp_path / "feb").iterdir())
    assert files == ["Ada Ltd", "Berg AS"]
    assert sent(path) == ["Berg AS"]


def test_the_figures_lie_beside_it_where_they_are_wanted(three, every):
    for one in every("--csv").json:
        figures = Path(one["path"]).with_suffix(".csv")
        assert figures.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_password_locks_the_file_and_its_hash_is_that_of_the_file(path, three, run, tmp_path):
    (tmp_path / "word").write_text("open sesame\nnot this\n")
    (one,) = run(
        "report", "--client", "Ada", "--period", "2026-02", "--out", tmp_path, "--issue", "--json",
        "--password-file", tmp_path / "word",
    ).json  # fmt: skip
    reader = PdfReader(one["path"])
    assert reader.is_encrypted
    assert reader.decrypt("open sesame")
    assert one["sha256"] == hashlib.sha256(Path(one["path"]).read_bytes()).hexdigest()
    with Journal.open(path) as journal:
        (kept,) = [row for row in kept_reports.reports(journal) if row.state is ReportState.ISSUED]
        assert kept_reports.report_pdf(journal, kept.report_id).startswith(b"%PDF")
        assert kept.pdf_sha256 != one["sha256"]


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe\xfa"])
def test_a_file_without_a_password_writes_nothing(three, run, tmp_path, content):
    word = tmp_path / "word"
    if content is not None:
        word.write_bytes(content)
    answer = run(
        "report", "--client", "Ada", "--period", "2026-02", "--out", tmp_path / "a.pdf", "--json",
        "--password-file", word,
    )  # fmt: skip
    assert answer.code == 1
    assert answer.error["message"]
    assert not (tmp_path / "a.pdf").exists()


def test_many_reports_are_printed_by_processes_and_are_the_same_as_one_by_one(
    path, run, tmp_path, monkeypatch
):
    names = [f"Client {n}" for n in range(9)]
    for name in names:
        run("add", "client", name, "--since", "2024-03-01")
    first = run("report", "--all", "--period", "2026-02", "--out", tmp_path / "one", "--json").json
    monkeypatch.setattr("retention_journal.reports.batch.usual_processes", lambda _count: 2)
    second = run("report", "--all", "--period", "2026-02", "--out", tmp_path / "two", "--json").json
    assert [one["client"] for one in second] == names
    assert [one["sha256"] for one in first] == [one["sha256"] for one in second]

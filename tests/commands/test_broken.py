"""What a hostile evening with the command line broke, each once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Interaction

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["x" * 300, "x" * 230, "\udcff.rjournal"], ids=["300", "230", "no UTF-8"])
def test_a_name_that_no_file_can_have_is_told_so(run, path, ada, tmp_path, name):
    for arguments in (
        ["new", tmp_path / name],
        ["check", "--journal", tmp_path / name],
        ["backups", "--journal", tmp_path / name],
        ["add", "client", "Bob", "--journal", tmp_path / name],
        ["backup", tmp_path / name],
        ["restore", path, "--to", tmp_path / name],
    ):
        answer = run(*arguments, "--json")
        assert (answer.code, answer.error["code"]) == (1, "bad_name"), arguments
    assert [found.name for found in tmp_path.iterdir() if found.name.startswith((".", "x", "\udcff"))] == []


def test_whatever_else_the_system_refuses_is_told_with_the_files_name(run, path, tmp_path):
    for arguments in (["import", "csv", "x" * 300], ["export", tmp_path / ("x" * 300)]):
        answer = run(*arguments, "--json")
        assert (answer.code, answer.error["code"]) == (1, "file")
        assert "xxx" in answer.error["message"]


def test_an_empty_name_never_means_the_last_journal(run, path):
    assert run("check", "--journal", "").code == 2


@pytest.mark.parametrize("day", ["0001-01-01", "0202-01-01", "9999-12-31"])
def test_a_day_beyond_any_working_life_is_wrong_usage(run, path, ada, day):
    assert run("check", on=day).code == 2
    assert run("add", "client", "Bob", "--since", day).code == 2
    assert run("log", "--client", "Ada", "--kind", "call", "--at", f"{day}T10:00").code == 2


@pytest.mark.parametrize("text", ["2026", "20", "9:05", "10:61", ""])
def test_what_only_looks_like_a_time_is_wrong_usage(run, path, ada, text):
    assert run("log", "--client", "Ada", "--kind", "call", "--at", text).code == 2


def test_a_moment_with_an_offset_is_told_by_this_computers_clock(run, path, ada):
    at = "2026-03-09T09:05+05:00"
    assert run("log", "--client", "Ada", "--kind", "call", "--at", at).code == 0
    with JournalReader.open(path) as journal:
        kept = journal.value(Interaction.select(Interaction.occurred_at))
    assert kept.astimezone() == datetime.fromisoformat(at)


@pytest.mark.parametrize("at", ["15:00", "2026-03-10T23:30"])
def test_the_evening_of_a_past_day_has_been(run, path, ada, at):
    assert run("log", "--client", "Ada", "--kind", "call", "--at", at).code == 0
    assert run("log", "--client", "Ada", "--kind", "call", "--at", "2026-03-11T00:30").code == 1


@pytest.mark.parametrize("limit", ["0", "-5", "1.5", "²", "many"])
def test_a_limit_is_at_least_one(run, path, limit):
    assert run("search", "x", "--limit", limit).code == 2


def test_a_huge_limit_is_no_fault(run, path, ada):
    assert len(run("search", "Ada", "--limit", "9" * 40, "--json").json) == 1


def test_a_period_is_written_in_our_digits(run, path, ada):
    assert run("report", "--client", "Ada", "--period", "٢٠٢٥").code == 1


@pytest.mark.parametrize("name", ["\u200b", " \u200b\u00a0 ", "\u202e", "\u2060\ufeff"])
def test_a_name_nobody_can_see_is_no_name(run, path, name):
    answer = run("add", "client", name, "--json")
    assert (answer.code, answer.error["field"]) == (1, "name")


def test_a_report_never_takes_the_place_of_anything_but_a_pdf(run, path, ada, tmp_path):
    (tmp_path / "list.csv").write_text("Company\n")
    (tmp_path / "link.pdf").symlink_to(path)
    for out in (path, tmp_path / "list.csv", tmp_path / "link.pdf", tmp_path / "empty" / ".." / path.name):
        (tmp_path / "empty").mkdir(exist_ok=True)
        answer = run("report", "--client", "Ada", "--period", "2026-02", "--out", out, "--json")
        assert (answer.code, answer.error["code"]) == (1, "already_there"), out
    assert run("check").code == 0
    assert (tmp_path / "list.csv").read_text() == "Company\n"


def test_clients_of_one_name_get_a_report_each(run, path, tmp_path):
    for name in ("Twin Ltd", "Twin Ltd", "TWIN LTD"):
        assert run("add", "client", name, "--since", "2025-01-01", "--same-name").code == 0
    for _time in range(2):
        reports = run("report", "--all", "--period", "2026-02", "--out", tmp_path / "all", "--json").json
        assert len({report["path"].casefold() for report in reports}) == 3
        assert len(list((tmp_path / "all").iterdir())) == 3


def test_a_sample_that_could_not_be_finished_leaves_nothing(run, tmp_path, monkeypatch):
    def fill(journal, today):
        raise KeyboardInterrupt

    monkeypatch.setattr("retention_journal.commands.new.fill_sample", fill)
    assert run("new", tmp_path / "s.rjournal", "--sample").code == 3
    assert [left.name for left in tmp_path.iterdir() if left.name != "config"] == []


def test_an_answer_for_which_there_is_no_room_is_told(run, path, ada, monkeypatch):
    def write(_text):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("retention_journal.commands.output._print_json", write)
    monkeypatch.setattr("retention_journal.commands.run._stop_printing", lambda: None)
    answer = run("search", "Ada", "--json")
    assert answer.code == 1
    assert "No space left" in answer.err


def test_without_anywhere_to_print_a_command_does_its_work(run, path, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(sys, "stdout", None)
        without.setattr(sys, "stderr", None)
        from retention_journal.__main__ import main

        assert main(["add", "client", "Ada Ltd"]) == 0
        sys.stdout.close()
        sys.stderr.close()
    with Journal.open(path) as journal:
        assert journal.counts()["client"] == 1


def test_a_report_that_is_stopped_leaves_nothing(run, path, ada, tmp_path, monkeypatch):
    def stop(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("retention_journal.services.report_files.os.fsync", stop)
    (tmp_path / "out").mkdir()
    assert run("report", "--client", "Ada", "--period", "2026-02", "--out", tmp_path / "out").code == 3
    assert list((tmp_path / "out").iterdir()) == []


def test_being_stopped_while_the_program_is_being_loaded_is_3_too(tmp_path):
    (tmp_path / "decimal.py").write_text("raise KeyboardInterrupt\n")
    ended = subprocess.run(
        [sys.executable, "-m", "retention_journal", "backups"],
        env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}, capture_output=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, b"", b"")

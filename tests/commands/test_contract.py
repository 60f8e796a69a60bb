"""Exit codes, JSON and options as the contract says, whatever the command."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from retention_journal.__main__ import main
from retention_journal.commands import searching
from retention_journal.commands.registry import COMMANDS, command
from retention_journal.core.errors import CancelledError
from retention_journal.storage.journal import Journal
from retention_journal.storage.lock import locked


def test_every_command_of_this_version_has_help(run):
    for name in COMMANDS:
        answer = run(name, "--help")
        assert answer.code == 0
        assert "--journal" in answer.out
        assert command(name).run


def test_help_lists_the_commands_and_version_says_which(run):
    assert all(name in run("--help").out for name in COMMANDS)
    assert run("--version").out.startswith("retention-journal ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["log"],
        ["log", "--client", "Ada", "--kind", "shouting"],
        ["log", "--client", "Ada", "--kind", "call", "--tone", "9"],
        ["log", "--client", "Ada", "--kind", "call", "--at", "yesterday"],
        ["add", "client", "Ada", "--since", "31-01-2026"],
        ["report", "--period", "2026-01"],
        ["report", "--all", "--client", "Ada", "--period", "2026-01"],
        ["import", "telepathy", "x"],
        ["search"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_says_how(run, arguments):
    answer = run(*arguments)
    assert answer.code == 2
    assert "usage: retention-journal" in answer.err
    assert answer.out == ""


def test_a_day_that_is_none_is_wrong_usage(run, path):
    assert run("check", on="2026-02-30").code == 2


def test_what_the_person_can_act_on_is_1_with_what_and_a_way_on(run, tmp_path):
    answer = run("check", "--journal", tmp_path / "gone.rjournal", "--json")
    assert answer.code == 1
    assert answer.error["code"] == "missing"
    assert "gone.rjournal" in answer.error["message"]
    assert answer.error["advice"]
    assert answer.error["message"] in answer.err


def test_without_a_journal_it_says_how_to_name_one(run):
    answer = run("search", "x", "--json")
    assert (answer.code, answer.error["code"]) == (1, "no_journal")


def test_global_options_stand_before_or_after_the_command(run, path, ada):
    before = main(["--json", "--journal", str(path), "--on", "2026-03-10", "search", "Ada"])
    assert before == 0
    for arguments in (
        ["--json", "search", "Ada"],
        ["search", "--json", "Ada"],
        [f"--journal={path}", "search", "Ada", "--json"],
    ):
        assert run(*arguments).out.rstrip().endswith("]")


def test_json_is_one_document_in_utf8_and_nothing_else(run, path):
    answer = run("add", "client", "Ærø & Søn «AS» 😀", "--json")
    assert json.loads(answer.out)["name"] == "Ærø & Søn «AS» 😀"
    assert "Ærø" in answer.out
    assert answer.err == ""


def test_a_journal_in_use_is_read_but_not_written(run, path, ada):
    with locked(path):
        assert run("search", "Ada").code == 0
        answer = run("add", "client", "Bob", "--json")
    assert (answer.code, answer.error["code"]) == (1, "in_use")


def test_read_commands_leave_the_file_as_it_is(run, path, ada, tmp_path):
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    for arguments in (
        ["search", "Ada"],
        ["report", "--client", "Ada", "--period", "2026-02", "--out", tmp_path / "ada.pdf"],
        ["export", tmp_path / "out"],
        ["check"],
        ["backup", tmp_path / "copy.rjournal"],
        ["backups"],
    ):
        assert run(*arguments).code == 0
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), CancelledError("stop")], ids=["Ctrl+C", "cancelled"])
def test_being_stopped_is_3_and_says_that_nothing_is_half_done(run, path, monkeypatch, stop):
    def search(*_arguments):
        raise stop

    monkeypatch.setattr(searching, "search", search)
    answer = run("search", "x", "--json")
    assert (answer.code, answer.error["code"]) == (3, "cancelled")


def test_a_fault_of_ours_is_70_with_a_plain_line_and_where_it_was(run, path, monkeypatch):
    def search(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(searching, "search", search)
    answer = run("search", "x", "--json")
    assert (answer.code, answer.error["code"]) == (70, "fault")
    assert "ZeroDivisionError" in answer.err
    assert "Something went wrong" in answer.err


def test_commands_import_no_qt():
    code = (
        "import sys; from retention_journal.__main__ import main; "
        "[main([name, '--help']) for name in sys.argv[1:]]; "
        "sys.exit(any('PySide6' in name for name in sys.modules))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code, *COMMANDS], stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )


@pytest.mark.slow
def test_the_last_save_that_a_kill_cut_short_is_rolled_back_for_a_reader_too(run, path, ada):
    """A rollback journal that is still hot must not keep anybody from reading."""
    code = (
        "import os, sys; from pathlib import Path; from retention_journal.storage.journal import Journal\n"
        "from retention_journal.storage.tables import Client\n"
        "j = Journal.open(Path(sys.argv[1]))\n"
        "with j.change('x') as c:\n"
        "    c.insert_many(Client, [{'name': f'N{n}', 'notes': 'x' * 3000} for n in range(15000)])\n"
        "    os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert ended.returncode == 9
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0
    assert [hit["title"] for hit in run("search", "Ada", "--json").json] == ["Ada Ltd"]
    assert run("check").code == 0
    with Journal.open(path) as journal:
        assert journal.counts()["client"] == 1


def test_messages_come_in_the_language_of_the_system_or_of_the_settings(run, path, monkeypatch):
    from retention_journal import i18n

    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")
    run("search", "x")
    assert i18n.language() == "nb"
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    run("search", "x")
    assert i18n.language() == "sv"


def test_being_stopped_before_a_command_has_begun_is_3_too(run, path, monkeypatch):
    def stopped(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("retention_journal.commands.run.read_line", stopped)
    assert run("check").code == 3


def test_without_a_command_the_window_opens_on_the_journal_named(monkeypatch, tmp_path):
    from retention_journal.commands.run import run as run_line

    opened = []
    path = str(tmp_path / "a.rjournal")

    def open_window(*given: str | None) -> int:
        opened.append(given)
        return 0

    for line in ([path], ["--journal", path], [f"--journal={path}"], []):
        assert run_line(line, open_window=open_window) == 0
    assert opened == [(path, None), (path, None), (path, None), (None, None)]
    assert run_line([path, "--journal", path], open_window=open_window) == 2


def test_the_window_takes_the_passphrase_of_a_file_too(tmp_path):
    from retention_journal.commands.run import run as run_line

    opened = []
    path, words = str(tmp_path / "a.rjournal"), tmp_path / "words.txt"
    words.write_text("fire stille fjorder\n", "utf-8")
    line = ["--journal", path, "--passphrase-file"]
    assert run_line([*line, str(words)], open_window=lambda *given: opened.append(given) or 0) == 0
    assert opened == [(path, "fire stille fjorder")]
    assert run_line([*line, str(tmp_path / "none.txt")], open_window=lambda *given: opened.append(given)) == 1
    assert len(opened) == 1


def test_progress_is_shown_only_to_somebody_who_watches(capsys, monkeypatch):
    from retention_journal.commands.output import Output

    Output(is_json=False).progress(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    Output(is_json=False).progress(1, 2)
    Output(is_json=False).progress(2, 2)
    Output(is_json=True).progress(2, 2)
    assert capsys.readouterr().err == "\r1 / 2\r2 / 2\n"


def test_people_read_plain_lines(run, path, ada, tmp_path):
    assert run("check").out.startswith("All is well.")
    assert "client: 1" in run("export", tmp_path / "out").out
    assert "Copied to" in run("backup", tmp_path / "b.rjournal").out
    assert "Brought back" in run("restore", tmp_path / "b.rjournal", "--to", tmp_path / "c.rjournal").out
    assert "no backups" in run("backups").err
    assert "Talk again by" in run("log", "--client", "Ada Ltd", "--kind", "call").out
    assert "does not restart" in run("log", "--client", "Ada Ltd", "--kind", "note").out
    assert (
        "1 page" in run("report", "--client", "Ada", "--period", "2026-02", "--out", tmp_path / "r.pdf").out
    )

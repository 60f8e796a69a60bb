"""What the program writes is its owner's alone, whatever the system would allow others.

Source: reliability, promise 23. ``test_p22_p23_whole_session.py`` looks at all that a session leaves.
"""

from __future__ import annotations

import ast
import os
import stat
import sys
from datetime import date
from pathlib import Path

import pytest

import retention_journal
from retention_journal import private
from retention_journal.importers.bad_rows import write_bad_rows
from retention_journal.importers.csv_rows import read_table
from retention_journal.services.backups import make_backup, restore
from retention_journal.services.report_batch import made_folder
from retention_journal.services.transfer.exporting import export
from retention_journal.settings import SettingsFile, Theme
from retention_journal.storage.journal import Journal
from retention_journal.storage.lock import Lock, lock_file
from retention_journal.storage.tables import Client
from retention_journal.ui.state import remember
from tests.builders import a_client

TODAY = date(2026, 3, 10)
pytestmark = [
    pytest.mark.promise(23),
    pytest.mark.skipif(sys.platform == "win32", reason="modes as Unix has them"),
]


@pytest.fixture(autouse=True, params=[0o022, 0o000], ids=["022", "000"])
def the_systems_mask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return [
        f"{stat.filemode(path.lstat().st_mode)} {path.relative_to(folder)}"
        for path in folder.rglob("*")
        if path.lstat().st_mode & 0o077
    ]


def test_a_journal_its_lock_its_backups_and_what_goes_out_are_private(tmp_path):
    """Promise 23, without any help of the window's."""
    path = tmp_path / "own.rjournal"
    lock = Lock.take(path)
    with Journal.create(path) as journal:
        a_client(journal)
        make_backup(journal, today=TODAY)
        copy = make_backup(journal, today=TODAY, to=tmp_path / "by hand.rjournal")
        export(journal, tmp_path / "out", today=TODAY)
        export(journal, tmp_path / "out.zip", today=TODAY)
    restore(copy.path, tmp_path / "back.rjournal")
    assert lock_file(path).exists()
    assert open_to_others(tmp_path) == []
    lock.release()


def test_the_file_in_which_a_change_can_be_taken_back_is_private(tmp_path):
    """Promise 23, for what SQLite puts beside the journal while it writes."""
    with Journal.create(tmp_path / "own.rjournal") as journal, journal.change("Add") as change:
        change.insert(Client, name="Ada Ltd", sort_key="ada ltd")
        assert (tmp_path / "own.rjournal-journal").exists()
        assert open_to_others(tmp_path) == []


def test_settings_drafts_and_every_folder_above_them_are_private(tmp_path, monkeypatch):
    """Promise 23: folders above ours that are not there yet are made for their owner too."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "a" / "state"))
    settings = SettingsFile(tmp_path / "b" / "config" / "settings.json")
    settings.change(theme=Theme.DARK)
    assert remember("draft", {"note": "Begun"})
    made_folder(tmp_path / "c" / "of" / "reports")
    assert len(list(tmp_path.rglob("*.json"))) == 2
    assert open_to_others(tmp_path) == []


def test_a_folder_of_ours_that_others_could_look_into_is_closed(tmp_path, monkeypatch):
    """An older version, or another program, made it wider."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    ours = tmp_path / "retention-journal"
    ours.mkdir(mode=0o777)
    ours.chmod(0o755)
    remember("draft", {})
    assert open_to_others(tmp_path) == []


def test_a_file_that_is_written_over_is_private_from_then_on(tmp_path):
    path = tmp_path / "left out.csv"
    path.write_text("what was there before, and longer than what comes")
    path.chmod(0o644)
    table = tmp_path / "table.csv"
    os.close(private.open_file(table, new=True))
    table.write_text("Company\nAda\n")
    write_bad_rows(path, read_table(table), [])
    assert "before" not in path.read_text(encoding="utf-8-sig")
    assert open_to_others(tmp_path) == []


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "settings.json"
    private.replace(path, b"old")
    with pytest.raises(TypeError):
        private.replace(path, "no bytes")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["settings.json"]


def test_a_new_file_is_never_made_over_another(tmp_path):
    path = tmp_path / "a"
    os.close(private.open_file(path, new=True))
    with pytest.raises(FileExistsError):
        private.open_file(path, new=True)


def test_a_folder_is_not_made_where_a_file_is(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        private.make_folder(tmp_path / "file")


@pytest.mark.parametrize("the_systems_mask", [0o022], indirect=True)
def test_files_are_made_in_one_way_only():
    """Structural: nothing in the program opens a file for writing by its name, but what is listed here."""
    found = []
    for module in sorted(Path(retention_journal.__file__).parent.rglob("*.py")):
        source = module.read_text(encoding="utf-8")
        if BEGUN in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (how := _writes(node)):
                found.append((module.relative_to(Path(retention_journal.__file__).parent).as_posix(), how))
    assert sorted(set(found) - ALLOWED) == []


#: Each with why it may stay: the mode is in the call, the file is there and private, or it is no file.
ALLOWED = {
    ("commands/output.py", "open"),  # the system's empty device
    ("services/transfer/archives.py", "open"),  # a member of a packed file
    ("services/transfer/exporting.py", "write_bytes"),  # into a file touched with its mode before
    ("storage/backup.py", "open"),  # into a part that ``unfinished`` made, which is private
    ("ui/one_window.py", "write_text"),  # into the file that the window made
}
#: What is written over in these was begun by ``unfinished``, by way of others.
BEGUN = "unfinished"


_LONGEST_MODE = 4


def _writes(call: ast.Call) -> str:
    """Return by what a call makes or opens a file to write with the system's own mode, or ""."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"write_text", "write_bytes", "copyfile", "copy2", "copytree", "extractall", "QSaveFile"}:
        return name
    if name in {"touch", "mkdir"}:
        named = {word.arg for word in call.keywords}
        return "" if call.args or "mode" in named else name
    if name == "open":
        told = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
        modes = [one.value for one in told if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        return name if any(set(mode) & set("wax") and len(mode) < _LONGEST_MODE for mode in modes) else ""
    return ""

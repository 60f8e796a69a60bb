from __future__ import annotations

import json
import logging
import stat
from pathlib import Path

import pytest

from retention_journal import logs
from retention_journal.settings import Settings, SettingsFile, Theme


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.json"


def test_the_first_start_uses_the_usual_settings_and_says_nothing(file):
    settings = SettingsFile(file)
    assert settings.current == Settings()
    assert settings.notice == ""


def test_what_is_changed_is_there_at_the_next_start(file):
    SettingsFile(file).change(theme=Theme.DARK, text_scale=140, language="nb", views={"table.clients": [1]})
    again = SettingsFile(file).current
    assert (again.theme, again.text_scale, again.language) == (Theme.DARK, 140, "nb")
    assert again.views == {"table.clients": [1]}


def test_nobody_else_on_the_computer_may_read_the_settings(file):
    SettingsFile(file).change(last_journal="Ada.rjournal")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["settings.json"]


def test_keys_of_a_newer_version_are_kept(file):
    file.parent.mkdir()
    file.write_text(json.dumps({"text_scale": 120, "moon": "full"}), encoding="utf-8")
    SettingsFile(file).change(theme=Theme.LIGHT)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["moon"] == "full"
    assert content["text_scale"] == 120


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "[" * 100_000])
def test_a_broken_file_is_put_aside_and_told_once(file, content):
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8")
    settings = SettingsFile(file)
    assert settings.current == Settings()
    assert "could not be read" in settings.notice
    assert file.with_suffix(".broken.json").read_text(encoding="utf-8") == content
    assert SettingsFile(file).notice == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [("text_scale", "big"), ("text_scale", 5000), ("theme", "pink"), ("views", 3), ("recent_journals", "x")],
)
def test_a_value_that_makes_no_sense_does_not_stop_the_program(file, key, value):
    file.parent.mkdir()
    file.write_text(json.dumps({key: value}), encoding="utf-8")
    current = SettingsFile(file).current
    assert current.text_scale in {100, 200}
    assert current.theme is Theme.SYSTEM


def test_journals_opened_are_remembered_newest_first_and_once(file):
    settings = SettingsFile(file)
    for name in ("a", "b", "a"):
        settings.opened(Path(name))
    assert settings.current.recent_journals == ("a", "b")
    assert settings.current.last_journal == "a"


def test_listeners_are_told_of_real_changes_only(file):
    settings, heard = SettingsFile(file), []
    settings.on_change(heard.append)
    settings.change(theme=Theme.SYSTEM)
    settings.keep_view("dialog.log", "x")
    settings.keep_view("dialog.log", "x")
    assert len(heard) == 1


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path):
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    settings = SettingsFile(tmp_path / "config" / "settings.json")
    settings.change(theme=Theme.DARK)
    assert settings.current.theme is Theme.DARK
    assert "could not be saved" in settings.notice


@pytest.mark.usefixtures("logged_on_purpose")
def test_the_log_names_kinds_and_places_but_quotes_no_text(tmp_path):
    file = logs.start(tmp_path)
    try:
        raise ValueError("Marte Eide said")
    except ValueError as error:
        logs.fault(error)
    finally:
        logs.stop()
    written = file.read_text(encoding="utf-8")
    assert "ValueError at test_settings.py:" in written
    assert "Marte" not in written
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert logging.getLogger("retention_journal").handlers == []

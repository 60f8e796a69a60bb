"""Commands run in this process, each test with settings and a journal of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from retention_journal import i18n
from retention_journal.__main__ import main


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return self.json["error"]


@pytest.fixture(autouse=True)
def settings_of_our_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    i18n.use("en")


@pytest.fixture
def run(capsys):
    """Run a command as of a Tuesday in March 2026."""

    def run(*arguments: object, on: str | None = "2026-03-10") -> Answer:
        code = main([*(["--on", on] if on else []), *map(str, arguments)])
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run


@pytest.fixture
def path(tmp_path, run) -> Path:
    """Make an empty journal, which is then the one last used."""
    made = tmp_path / "own.rjournal"
    assert run("new", made).code == 0
    return made


@pytest.fixture
def ada(path, run) -> str:
    assert run("add", "client", "Ada Ltd", "--since", "2024-03-01").code == 0
    return "Ada Ltd"

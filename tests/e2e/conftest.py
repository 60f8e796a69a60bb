"""The whole program in processes of its own, with a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def program_ends(home):
    """Start the program with arguments, wait for it, and return how it ended and what it said."""
    environment = os.environ | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }

    def program_ends(*arguments: object) -> Answer:
        ended = subprocess.run(
            [sys.executable, "-m", "retention_journal", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=home,
            env=environment,
            timeout=120,
            check=False,
        )
        return Answer(ended.returncode, ended.stdout, ended.stderr)

    return program_ends


@pytest.fixture(scope="module")
def program(program_ends):
    """Start the program with arguments, wait for it, and return what it said if that went well."""

    def program(*arguments: object, code: int = 0) -> Answer:
        answer = program_ends(*arguments)
        assert answer.code == code, answer.err
        return answer

    return program

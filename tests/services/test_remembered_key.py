"""The key in the keyring of the system: only in one that is safe, and never needed."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from retention_journal.services import remembered_key
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from tests.keyrings import Drawer

WORDS = "fire stille fjorder ved kaia"


@pytest.fixture
def drawer(monkeypatch):
    monkeypatch.setattr(Drawer, "held", {})
    monkeypatch.setattr(remembered_key, "SAFE", (Drawer.__module__,))
    return Drawer


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "Solheim.rjournal"
    key = Key.from_passphrase(WORDS)
    Journal.create(made, key=key).close()
    keys.ring.let_go()
    yield made
    keys.ring.let_go()


def test_what_is_remembered_opens_the_journal_until_it_is_forgotten(drawer, path):
    assert remembered_key.words_for(path) == ""
    key = keys.unlock(path, WORDS)
    assert remembered_key.remember(key)
    keys.ring.let_go()
    assert keys.unlock(path, remembered_key.words_for(path)) == key
    with Journal.open(path):
        assert remembered_key.name_of(path) == remembered_key.name(key)
    remembered_key.forget(key)
    assert remembered_key.words_for(path) == ""
    remembered_key.forget(key)  # once more is no error


def test_neither_the_passphrase_nor_whose_journal_it_is_stands_in_it(drawer, path):
    remembered_key.remember(keys.unlock(path, WORDS))
    told = repr(drawer.held)
    assert "fjorder" not in told
    assert "Solheim" not in told
    assert str(path.parent) not in told


def test_a_keyring_that_fails_is_as_if_there_were_none(drawer, path, monkeypatch):
    key = keys.unlock(path, WORDS)
    monkeypatch.setattr(drawer, "is_broken", True)
    assert not remembered_key.remember(key)
    assert remembered_key.words_for(path) == ""
    remembered_key.forget(key)


def test_a_keyring_that_is_not_known_to_be_safe_is_passed_over(path, monkeypatch):
    monkeypatch.setattr(Drawer, "held", {})
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{Drawer.__module__}.Drawer")
    if remembered_key.is_there():
        pytest.skip("this machine has a keyring of its own")
    assert not remembered_key.remember(keys.unlock(path, WORDS))
    assert Drawer.held == {}


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="no Secret Service here; apt-get install gnome-keyring dbus",
)
def test_the_secret_service_keeps_it(path, tmp_path):
    child = tmp_path / "child.py"
    child.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from retention_journal.services import remembered_key\n"
        "from retention_journal.storage import keys\n"
        "path = Path(sys.argv[1])\n"
        "key = keys.unlock(path, sys.argv[2])\n"
        "assert remembered_key.is_there() and remembered_key.remember(key)\n"
        "keys.ring.let_go()\n"
        "assert keys.unlock(path, remembered_key.words_for(path)) == key\n"
        "remembered_key.forget(key)\n"
        "assert remembered_key.words_for(path) == ''\n"
        "print('kept')\n",
        "utf-8",
    )
    start = 'printf session | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
    ran = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", start, "sh", sys.executable, str(child), str(path), WORDS],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.stdout == "kept\n", ran.stderr

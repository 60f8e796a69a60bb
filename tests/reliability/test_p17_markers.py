"""Encrypted means encrypted: after a whole session, words of a locked journal are in no file of ours.

Source: reliability, promise 17. The word stands in every text of a client; the session looks at everything,
searches, types drafts, saves, exports, stops an export, backs up, fails, locks, and is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.locked_session_child import ASKED_FOR, NAME, PASSPHRASE, WORD
from tests.reliability.markers import files_with

pytestmark = [
    pytest.mark.promise(17),
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="is killed as Unix kills"),
]
ROOT = Path(__file__).parents[2]
PLACES = {
    "HOME": "home", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime", "XDG_DATA_HOME": "data", "TMPDIR": "tmp",
}  # fmt: skip


def left_by_a_session(folder: Path, how: str) -> Path:
    """Run a session that is killed at its end, and return where its files lie."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    for variable, name in PLACES.items():
        (folder / name).mkdir(mode=0o700)
        environment[variable] = str(folder / name)
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.locked_session_child", str(folder), how],
        capture_output=True, text=True, env=environment, cwd=ROOT, timeout=600, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("done\n", -signal.SIGKILL), done.stderr[-3_000:]
    for word in (NAME, WORD, PASSPHRASE):
        assert word not in done.stderr
    return folder


def ours(folder: Path, word: str) -> list[str]:
    """Return which files that the program wrote for itself hold ``word`` or are called so."""
    held = [name for name in files_with(folder, word) if not name.startswith(ASKED_FOR)]
    called = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if word.casefold() in path.name.casefold() and not path.is_relative_to(folder / ASKED_FOR)
    ]
    return [*held, *called]


def test_words_of_a_locked_journal_are_in_no_file_of_ours(tmp_path):
    """Promise 17: 0 hits in the journal, beside it, in backups, temp, logs, drafts and settings."""
    folder = left_by_a_session(tmp_path, "locked")
    written = [path for path in folder.rglob("*") if path.is_file() and ASKED_FOR not in path.parts]
    names = {path.relative_to(folder).as_posix() for path in written}
    print(f"{len(written)} files of ours looked through")
    assert {
        "own.rjournal", "config/retention-journal/settings.json", "state/retention-journal/log.txt",
        "state/retention-journal/drafts.json", "state/retention-journal/later.json",
        "state/retention-journal/report_folder.json", "state/retention-journal/files_added.json",
    } <= names  # fmt: skip
    assert list(folder.glob("own backups/*.rjournal"))
    assert {word: ours(folder, word) for word in (NAME, WORD, PASSPHRASE)} == {
        NAME: [],
        WORD: [],
        PASSPHRASE: [],
    }


def test_the_same_session_with_an_open_journal_is_full_of_them(tmp_path):
    """Else the test above would say nothing."""
    folder = left_by_a_session(tmp_path, "open")
    found = ours(folder, WORD)
    print(found)
    assert {
        "own.rjournal", "state/retention-journal/drafts.json", "state/retention-journal/report_folder.json",
    } <= set(found)  # fmt: skip
    assert [name for name in found if name.startswith("own backups/")]

"""Promise 9: while a journal is open, nothing but the driver opens it or the file beside it.

Closing any other handle on the file would drop the locks that SQLite holds there (reliability, finding 4).
strace tells each time that the file is opened, and by whose code; what it looks at is a whole session with
every page, commands, threads that read, a backup, and Qt's own dialog for files. Needs strace with -k.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from retention_journal.services.check import driver_warnings
from retention_journal.storage.database import OLDEST_CIPHER, OLDEST_SQLITE, too_old, versions
from retention_journal.ui.dialogs.about import AboutDialog

pytestmark = pytest.mark.promise(9)
ROOT = Path(__file__).parents[2]
ACTS = 400 if os.environ.get("RELIABILITY") else 0
DRIVER = "/apsw/"
OPENED = re.compile(r"\bopen(?:at)?\b.*= (?P<handle>\d+)<(?P<file>[^>]+)>$")
CLOSED = re.compile(r"\bclose\((?P<handle>\d+)<")
FOREIGN = """
import sys, apsw
from pathlib import Path
driver = apsw.Connection(sys.argv[1])
driver.execute("CREATE TABLE IF NOT EXISTS t (x)")
if sys.argv[2] == "read":
    Path(sys.argv[1]).read_bytes()
driver.close()
Path(sys.argv[1]).read_bytes()
"""


@pytest.fixture
def opened_by_others(tmp_path):
    """Return a way to run Python under strace: how often the driver opened a file, and who else meanwhile."""
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("there is no strace here; `packaging/prepare.sh tools` brings one")
    tried = subprocess.run(
        [tracer, "-f", "--seccomp-bpf", "-k", "-o", os.devnull, "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        pytest.skip(f"strace may not look here, or cannot tell whose code it was: {tried.stderr.strip()}")
    trace = tmp_path / "trace"

    def run(file: Path, arguments: list[str], **how: object) -> tuple[int, list[str]]:
        looked_at = [word for name in (file, f"{file}-journal", f"{file}-wal") for word in ("-P", str(name))]
        calls = ["-e", "trace=open,openat,close", *looked_at, "-o", str(trace)]
        done = subprocess.run(
            [tracer, "-f", "--seccomp-bpf", "-k", "-y", "-qq", *calls, sys.executable, *arguments],
            capture_output=True, text=True, cwd=ROOT, check=False, **how,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2_000:]
        return opens(trace.read_text(errors="replace"))

    return run


def opens(trace: str) -> tuple[int, list[str]]:
    """Return how often the driver opened a file, and what else opened it while the driver had it open."""
    handles: set[str] = set()
    times, others = 0, []
    for call, *frames in by_call(trace):
        if closed := CLOSED.search(call):
            handles.discard(closed["handle"])
        elif opened := OPENED.search(call):
            whose = next(
                (frame for frame in frames if "/libc" not in frame and "/libpthread" not in frame), ""
            )
            if DRIVER in whose:
                times += 1
                if not opened["file"].endswith(("-journal", "-wal")):
                    handles.add(opened["handle"])
            elif handles:
                others.append(f"{opened['file']} by {whose.strip()}")
    return times, others


def by_call(trace: str) -> list[list[str]]:
    """Return each call with the lines below it, which say through what code it came."""
    return [told.splitlines() for told in re.split(r"\n(?! >)", trace.strip())]


def test_a_stray_reader_would_be_seen(opened_by_others, tmp_path):
    """Else the test below would say nothing."""
    file = tmp_path / "a.rjournal"
    file.touch()
    assert opened_by_others(file, ["-c", FOREIGN, str(file), ""]) == (2, [])
    times, (stray,) = opened_by_others(file, ["-c", FOREIGN, str(file), "read"])
    assert times > 0
    assert "python" in stray


@pytest.mark.slow
def test_in_a_whole_session_nothing_but_the_driver_opens_the_open_journal(opened_by_others, tmp_path):
    """Promise 9: 0 foreign opens of the journal and its file beside it, in the window and by commands."""
    folder = tmp_path / "session"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    for variable, name in {
        "HOME": "home", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
        "XDG_RUNTIME_DIR": "runtime", "XDG_DATA_HOME": "data", "TMPDIR": "tmp",
    }.items():  # fmt: skip
        (folder / name).mkdir(mode=0o700, parents=True)
        environment[variable] = str(folder / name)
    child = ["-m", "tests.reliability.session_child", str(folder), str(ACTS)]
    times, others = opened_by_others(folder / "own.rjournal", child, env=environment, timeout=3_000)
    print(f"the driver opened the journal {times} times, others {len(others)} times meanwhile")
    assert list(folder.glob("own backups/*.rjournal"))
    assert times > 10
    assert others == []


def test_the_driver_is_new_enough_or_about_says_what_is_not(qtbot):
    """Promise 9: SQLite 3.53.4 and what locks it 2.7.0, or a warning; no wheel of the latter exists yet."""
    sqlite, cipher = versions()
    assert sqlite not in dict(too_old(sqlite, cipher))
    parent = QWidget()
    qtbot.addWidget(parent)
    texts = {child.accessibleName() for child in AboutDialog(parent).findChildren(QWidget)}
    assert f"{sqlite} · {cipher}" in texts
    assert set(driver_warnings()) <= texts
    assert len(driver_warnings()) == len(too_old(sqlite, cipher))


@pytest.mark.parametrize(
    ("sqlite", "cipher", "older"),
    [
        ("SQLite 3.53.4", "SQLite3 Multiple Ciphers 2.7.0", []),
        ("SQLite 3.54.0", "SQLite3 Multiple Ciphers 2.10.0", []),
        ("SQLite 4.0", "SQLite3 Multiple Ciphers 3.0", []),
        ("SQLite 3.53.3", "SQLite3 Multiple Ciphers 2.7.1", [("SQLite 3.53.3", "3.53.4")]),
        ("SQLite 3.54.0", "SQLite3 Multiple Ciphers 2.6.1", [("SQLite3 Multiple Ciphers 2.6.1", "2.7.0")]),
        ("SQLite 3.40.1", "", [("SQLite 3.40.1", "3.53.4"), ("", "2.7.0")]),
    ],
)
def test_a_version_is_older_by_its_numbers(sqlite, cipher, older):
    assert (OLDEST_SQLITE, OLDEST_CIPHER) == ((3, 53, 4), (2, 7, 0))
    assert too_old(sqlite, cipher) == older

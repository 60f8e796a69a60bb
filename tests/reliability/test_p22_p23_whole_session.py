"""A whole session in a process of its own: nobody was called, and nobody else can read what it wrote.

Every page and command once, everything that writes a file, then random keys and clicks, under umask 022.
Source: reliability, promises 22 and 23. In full (``make reliability``) there are 3,600 random acts, one for
each second of an hour, and strace listens too.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="modes as Linux has them")]
ROOT = Path(__file__).parents[2]
IN_FULL = bool(os.environ.get("RELIABILITY"))
CHILD = "tests.reliability.session_child"
ACTS = 3_600 if IN_FULL else 40
#: Where the desktop itself listens, for a window that is drawn by an X or Wayland server.
THE_DESKTOPS = re.compile(r"X11-unix|wayland|/bus|at-spi|dbus|ICE-unix|nscd")
#: What must be there for the session to have been a whole one.
WRITTEN = (
    "own.rjournal", "by hand.rjournal", "back.rjournal", "another.rjournal", "out/report.pdf",
    "out/one report.pdf", "out/everything.zip", "out/everything/journal.jsonl", "out/one/what-is-kept.html",
    "out/for sheets/client.csv", "state/retention-journal/log.txt", "config/retention-journal/settings.json",
    "state/retention-journal/drafts.json",
)  # fmt: skip


class Session:
    """What a session left: files, what was heard while it ran, and what strace saw."""

    def __init__(self, folder: Path, told: dict, calls: list[str]) -> None:
        self.folder, self.told, self.calls = folder, told, calls


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("session")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder / "tmp")}
    for variable, name in {
        "HOME": "home", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
        "XDG_RUNTIME_DIR": "runtime", "XDG_DATA_HOME": "data", "TMPDIR": "tmp",
    }.items():  # fmt: skip
        (folder / name).mkdir(mode=0o700)
        environment[variable] = str(folder / name)
    tracer, trace = shutil.which("strace") if IN_FULL else None, folder / "tmp" / "trace"
    heard = [tracer, "-f", "-qq", "-e", "trace=network", "-o", str(trace)] if tracer else []
    done = subprocess.run(
        [*heard, sys.executable, "-X", "faulthandler", "-m", CHILD, str(folder), str(ACTS)],
        capture_output=True, text=True, env=environment, cwd=ROOT, umask=0o022, timeout=3_000, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if not line.startswith("This plugin does not")]
    assert done.returncode == 0, "\n".join(said[-40:])
    calls = trace.read_text(errors="replace").splitlines() if tracer else []
    trace.unlink(missing_ok=True)
    return Session(folder, json.loads(done.stdout.splitlines()[-1]), calls)


@pytest.mark.promise(22)
@pytest.mark.promise(23)
def test_it_was_a_whole_session(session):
    """Else the tests below would say nothing."""
    assert [name for name in WRITTEN if not (session.folder / name).exists()] == []
    assert {act: told for act, told in session.told["ended"].items() if told[0] != 0} == {}
    assert list(session.folder.glob("own backups/*.rjournal"))
    log = (session.folder / "state" / "retention-journal" / "log.txt").read_text(encoding="utf-8")
    faults = [line for line in log.splitlines() if "ERROR" in line and "ZeroDivisionError" not in line]
    print(f"{len(faults)} faults of ours on the way: {faults}")
    assert list(session.folder.glob("out/all/of them/*.pdf")) or not IN_FULL


@pytest.mark.promise(22)
def test_nobody_was_called_and_no_program_started(session):
    """Promise 22: 0 sockets, 0 addresses looked up, 0 programs, heard by Python's own audit."""
    assert session.told["heard"] == []
    assert set(session.told["opened"]) <= {"file", "mailto", "tel", "https"}, (
        "handed to the desktop by a click"
    )


@pytest.mark.promise(22)
@pytest.mark.skipif(not IN_FULL or not shutil.which("strace"), reason="in full, where there is strace")
def test_the_system_saw_no_socket_but_the_desktops(session):
    """Promise 22: 0 sockets of the internet, whoever in the process would make them."""
    assert session.calls is not None
    made = [call for call in session.calls if re.search(r"\bsocket\(", call) and "AF_UNIX" not in call]
    assert made == []
    to = [
        call for call in session.calls if re.search(r"\b(connect|sendto|bind)\(", call) and "sun_path" in call
    ]
    assert [call for call in to if not THE_DESKTOPS.search(call) and str(session.folder) not in call] == []


@pytest.mark.promise(23)
def test_nobody_else_can_read_a_file_or_look_into_a_folder(session):
    """Promise 23: under umask 022, 0 files readable by others, 0 folders above 0700."""
    open_to_others = [
        f"{stat.filemode(path.lstat().st_mode)} {path.relative_to(session.folder)}"
        for path in session.folder.rglob("*")
        if path.lstat().st_mode & 0o077 and not path.is_symlink()
    ]
    found = sum(1 for _path in session.folder.rglob("*"))
    print(f"{found} files and folders, {ACTS} random acts")
    assert open_to_others == []


@pytest.mark.promise(23)
def test_nothing_is_left_lying_half_written(session):
    """What the program puts beside its place while it writes is gone when it ends."""
    left = [
        path.name
        for path in session.folder.rglob("*")
        if path.name.endswith((".part", ".lock", ".rjournal-journal"))
    ]
    assert left == []
    assert list((session.folder / "tmp").iterdir()) == []

"""What every test has in common: no screen, no real home folder, and how hard hypothesis tries."""

from __future__ import annotations

import atexit
import itertools
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from retention_journal.services.check import driver_warnings
from retention_journal.storage.database import versions
from retention_journal.storage.journal import Journal
from tests.builders import an_empty_journal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def _move_into_a_home_of_our_own() -> None:
    """Point everything that asks for the home folder at an empty one, before anything imports Qt."""
    home = Path(tempfile.mkdtemp(prefix="retention-journal-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for variable, folder in {
        "HOME": ".",
        "USERPROFILE": ".",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache",
        "XDG_RUNTIME_DIR": "runtime",
        "XDG_DOCUMENTS_DIR": "documents",
        "XDG_DESKTOP_DIR": "desktop",
        "XDG_DOWNLOAD_DIR": "download",
    }.items():
        (home / folder).mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(home / folder)


_move_into_a_home_of_our_own()
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
for _name in ("LANGUAGE", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(_name, None)


def _write_into_memory_where_there_is_room() -> None:
    """Let the folders of the tests lie in memory: thousands of journals are synced, none outlives the run."""
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


_ROOM = 4_000_000_000
_write_into_memory_where_there_is_room()

_WAITING = (
    "waitUntil", "wait_until", "waitSignal", "wait_signal", "waitSignals", "wait_signals", "waitExposed",
    "waitActive",
)  # fmt: skip
_GIVES_UP_MS = 30_000
_ENDED = itertools.count(1)
_TESTS_BETWEEN = 50
_FIXTURES_LAST_A_WHOLE_TEST = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "fast", max_examples=15, deadline=None, suppress_health_check=_FIXTURES_LAST_A_WHOLE_TEST
)
settings.register_profile(
    "ci", max_examples=200, deadline=None, suppress_health_check=_FIXTURES_LAST_A_WHOLE_TEST
)
settings.load_profile("ci" if os.environ.get("CI") else "fast")


def pytest_report_header() -> list[str]:
    """Begin with what journals are written by, and warn where that is older than is wanted."""
    return [" · ".join(versions()), *driver_warnings()]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Open an empty journal on a real file of its own."""
    with an_empty_journal(tmp_path / "own.rjournal") as opened:
        yield opened


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Throw away what Python no longer needs as the program does, lest a worker's thread end a widget."""
    from retention_journal.ui.garbage import Garbage

    Garbage(qapp).start()
    return qapp


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Wait long before giving up: on a machine that does much else five seconds are soon over."""
    for name in _WAITING:
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_GIVES_UP_MS))
    return qtbot


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Let what a test of the window no longer needs end with it, and nothing remain for the next one.

    pytest-qt asks for the end of closed widgets; without an event loop nobody would see to it until some
    later test waits for something, and until then they are restyled, run their timers and ask a journal that
    is closed.
    """
    yield
    if "PySide6.QtCore" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    app = QCoreApplication.instance()
    if app is None:
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    from retention_journal.ui.garbage import Garbage

    is_due = next(_ENDED) % _TESTS_BETWEEN == 0  # nobody ever looks away, so nothing set aside would end
    for garbage in app.findChildren(Garbage):
        garbage.look_through_all() if is_due else garbage.look()


@pytest.fixture(autouse=True)
def _nothing_is_warned_of(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which something went wrong enough to be logged without the test wanting it."""
    yield
    if "logged_on_purpose" in request.fixturenames:
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    warned = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    assert warned == [], f"it was logged that {warned}"


@pytest.fixture
def logged_on_purpose() -> None:
    """Let a test cause what is logged as a warning or an error."""

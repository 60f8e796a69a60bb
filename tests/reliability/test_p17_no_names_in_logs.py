"""What goes wrong is written down without anybody's words, and no picture of our memory is written at all.

Source: reliability 2f and promise 17, "logs, crash reports: 0 hits"; built point 6.
"""

from __future__ import annotations

import ast
import inspect
import logging
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

import retention_journal
from retention_journal import logs
from retention_journal.__main__ import main
from retention_journal.commands import exit_codes, searching
from retention_journal.commands.registry import Command
from retention_journal.core.errors import JournalError
from retention_journal.reports import batch
from retention_journal.ui.messages import details, show_error, show_uncaught_errors

pytestmark = pytest.mark.promise(17)

ROOT = Path(__file__).parents[2]
MARK = "PRIVATMARKER"
SPEAKS_OF_FAULTS = "logs.py"


@pytest.fixture
def log(tmp_path):
    yield logs.start(tmp_path / "state" / "retention-journal")
    logs.stop()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def a_fault():
    """An error whose words, cause and locals all quote somebody."""
    quoted = MARK
    try:
        try:
            {}[quoted]
        except KeyError as error:
            raise ValueError(f"{quoted} said") from error
    except ValueError as error:
        try:
            raise RuntimeError(f"{quoted} again")
        except RuntimeError as last:
            last.add_note(quoted)
            last.__context__ = error
            return last


@pytest.mark.usefixtures("logged_on_purpose")
def test_the_log_quotes_nobody_whichever_way_a_fault_gets_there(log):
    """Built point 6: no client data in logs."""
    logs.fault(a_fault())
    speaker = logging.getLogger("retention_journal")
    try:
        raise a_fault()
    except RuntimeError:
        speaker.exception("It failed")
    speaker.error("It failed again", exc_info=a_fault())
    written = log.read_text(encoding="utf-8")
    assert written.count("RuntimeError") >= 3
    assert "test_p17_no_names_in_logs.py" in written
    assert MARK not in written


@pytest.mark.usefixtures("logged_on_purpose")
def test_every_log_is_its_owners_alone_when_one_is_full_too(log, monkeypatch):
    """Promise 23 for the log, which begins anew by itself."""
    monkeypatch.setattr(logs, "_BYTES", 400)
    before = os.umask(0o022)
    try:
        for _fault in range(40):
            logs.fault(a_fault())
    finally:
        os.umask(before)
    files = sorted(log.parent.iterdir())
    assert [file.name for file in files] == ["log.txt", "log.txt.1", "log.txt.2", "log.txt.3"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_what_a_person_may_copy_about_a_fault_quotes_nobody():
    """Built point 6, for the report of a crash that is copied into a letter to us."""
    begun = []
    sys.addaudithook(lambda event, given: begun.append(given) if event == "subprocess.Popen" else None)
    told = details(a_fault())
    assert begun == [], "told without asking another program"
    assert told.count("RuntimeError") >= 1
    assert "KeyError" in told
    assert "a_fault" in told
    assert MARK not in told


@pytest.mark.usefixtures("logged_on_purpose")
def test_the_message_of_a_fault_shows_and_copies_no_words_of_people(window, log):
    show_error(a_fault(), window)
    (box,) = window.findChildren(QMessageBox)
    said = [box.text(), box.informativeText(), box.detailedText(), box.windowTitle()]
    next(one for one in box.buttons() if "Copy" in one.text()).click()
    said.append(QApplication.clipboard().text())
    box.close()
    assert "RuntimeError" in said[-1]
    assert not [one for one in said if MARK in one]


@pytest.mark.usefixtures("logged_on_purpose")
def test_what_a_slot_lets_through_goes_into_the_log_without_its_words(window, log, capsys):
    show_uncaught_errors(window)
    try:
        error = a_fault()
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.excepthook = sys.__excepthook__
    for box in window.findChildren(QMessageBox):
        box.close()
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert MARK not in log.read_text(encoding="utf-8")
    assert MARK not in "".join(capsys.readouterr())


def test_a_fault_in_a_thread_or_while_clearing_away_is_told_without_its_words(capsys, monkeypatch):
    """A window's standard error ends in a file of the desktop's."""
    for at, name in ((threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(at, name, getattr(at, name))
    logs.keep_words_off_the_terminal()

    class Clinging:
        def __del__(self):
            raise a_fault()

    def fail():
        raise a_fault()

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    clinging = Clinging()
    del clinging
    said = capsys.readouterr().err
    assert said.count("\nRuntimeError") == 2
    assert MARK not in said


def test_a_command_that_breaks_tells_where_and_quotes_nobody(monkeypatch, capsys, tmp_path):
    def break_down(_call):
        raise a_fault()

    monkeypatch.setattr(searching, "SEARCH", Command(searching.SEARCH.arguments, break_down))
    assert main(["--journal", str(tmp_path / "a.rjournal"), "search", "x"]) == exit_codes.FAULT
    said = "".join(capsys.readouterr())
    assert "a_fault" in said
    assert MARK not in said


def test_only_one_module_speaks_to_logs_and_terminals_of_faults():
    """So that the tests above say something of the whole program."""
    found = []
    for module in sorted(Path(retention_journal.__file__).parent.rglob("*.py")):
        if module.name == SPEAKS_OF_FAULTS:
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = (
                [one.name for one in node.names] if isinstance(node, ast.Import)
                else [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            )  # fmt: skip
            found += [(module.name, name) for name in names if name.split(".")[0] in {"logging", "traceback"}]
    assert found == []


def test_a_refusal_is_an_answer_and_not_a_fault(window, log):
    """What a person can act on names what they did, and is not written down."""
    show_error(JournalError(f"{MARK} is open", "Close it."), window)
    for box in window.findChildren(QMessageBox):
        box.close()
    assert log.read_text(encoding="utf-8") == ""


_BEGINS = {
    "the window": "main([], after_first_paint=QApplication.quit)",
    "a command": "main(['backups', '--journal', 'nowhere.rjournal'])",
    "a reader": "print(in_a_child(how))",
}
_LOOKS = """
import ctypes, resource
from PySide6.QtWidgets import QApplication
from retention_journal.__main__ import main
from retention_journal.importers.child import in_a_child
from tests.reliability.memory_kept import how
if __name__ == "__main__":
    {begin}
    print(how())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
@pytest.mark.parametrize("begin", ["the window", "a command", "a reader"])
def test_the_system_writes_no_picture_of_our_memory(begin, tmp_path):
    """Built point 6: core dumps off where the system allows, in whatever holds people's words."""
    script = tmp_path / "looks.py"
    script.write_text(_LOOKS.format(begin=_BEGINS[begin]))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        environment[variable] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=60,
    )
    assert "(0, 0) 0" in done.stdout.splitlines(), done.stderr


def test_the_processes_that_print_ask_for_that_too():
    """They are started anew, and would forget it."""
    source = inspect.getsource(batch)
    assert "private.keep_memory()" in source

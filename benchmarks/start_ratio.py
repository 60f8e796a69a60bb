"""Start to the first painted window, against an empty PySide6 window, in turn, as whole processes.

Each process is told the moment it was started and says how long it took until the window's first picture; the
first round is not counted. Needs a screen: on a machine without one, run it under xvfb-run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.journals import SIZES, make_journal

ROUNDS = 11
EMPTY = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False
def done():
    print(time.monotonic() - float(os.environ["BEGUN"]), flush=True)
    os._exit(0)
app = QApplication([])
window = QMainWindow()
watch = Watch()
window.installEventFilter(watch)
window.resize(1280, 820)
window.show()
app.exec()
"""
OURS = """
import os, pathlib, sys, time
from retention_journal.app import run
def done():
    print(time.monotonic() - float(os.environ["BEGUN"]), flush=True)
    os._exit(0)
run(pathlib.Path(sys.argv[1]), after_first_paint=done)
"""


def main() -> None:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        subjects = {"empty PySide6 window": (EMPTY, "")}
        for size, (clients, contacts) in SIZES.items():
            path = home / f"{clients}.rjournal"
            make_journal(path, clients, contacts)
            subjects[f"journal {size}"] = (OURS, str(path))
        taken: dict[str, list[float]] = {name: [] for name in subjects}
        for number in range(ROUNDS + 1):
            for name, (code, argument) in subjects.items():
                seconds = _start(code, argument, home)
                if number:
                    taken[name].append(seconds)
        floor = statistics.median(taken["empty PySide6 window"])
        print(f"{'start to painted window':<32}{'median ms':>10}{'min':>8}{'max':>8}{'ratio':>8}")
        for name, seconds in taken.items():
            middle = statistics.median(seconds)
            print(
                f"{name:<32}{middle * 1e3:>10.0f}{min(seconds) * 1e3:>8.0f}{max(seconds) * 1e3:>8.0f}"
                f"{middle / floor:>8.2f}"
            )


def _start(code: str, argument: str, home: Path) -> float:
    folders = {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **folders, "BEGUN": str(time.monotonic())}
    done = subprocess.run(
        [sys.executable, "-c", code, argument], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()

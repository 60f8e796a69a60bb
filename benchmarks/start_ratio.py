"""Start to the first painted window, against an empty PySide6 window, in turn, as whole processes.

Each process is told the moment it was started and says how long it took until the window's first picture; the
first round is not counted, it leaves the compiled modules behind that every later start finds. Beside the
time of the clock stand the processor's time, which busy neighbours disturb less, and the memory held.
Needs a screen: on a machine without one, run it under xvfb-run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.journals import SIZES, make_journal

ROUNDS = 11
FLOOR = "empty PySide6 window"
#: What both do at their first picture: tell the seconds since the start, the processor's, and the kB held.
DONE = """
import os, pathlib, time
def done():
    status = pathlib.Path("/proc/self/status")
    held = status.read_text().split("VmRSS:")[1].split()[0] if status.exists() else "nan"
    print(time.monotonic() - float(os.environ["BEGUN"]), time.process_time(), held, flush=True)
    os._exit(0)
"""
EMPTY = """
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False
app = QApplication([])
window = QMainWindow()
watch = Watch()
window.installEventFilter(watch)
window.resize(1280, 820)
window.show()
app.exec()
"""
OURS = """
import sys
from retention_journal.__main__ import main
main([sys.argv[1]], after_first_paint=done)
"""


@dataclass(frozen=True)
class Start:
    """One start: milliseconds on the clock and of the processor, and the memory held, in MB."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Print the medians and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        subjects = {FLOOR: (EMPTY, "")}
        for size, (clients, contacts) in SIZES.items():
            path = home / f"{clients}.rjournal"
            make_journal(path, clients, contacts)
            subjects[f"journal {size}"] = (OURS, str(path))
        taken: dict[str, list[Start]] = {name: [] for name in subjects}
        for number in range(ROUNDS + 1):
            for name, (code, argument) in subjects.items():
                start = _start(code, argument, home)
                if number:
                    taken[name].append(start)
    heads = ("wall ms", "min", "ratio", "cpu ms", "ratio", "MB", "ratio")
    print(f"{'start to painted window':<26}" + "".join(f"{head:>9}" for head in heads))
    for name, starts in taken.items():
        _line(name, starts, taken[FLOOR])


def _line(name: str, starts: list[Start], floor: list[Start]) -> None:
    wall, cpu, memory = _middle(starts)
    bare_wall, bare_cpu, bare_memory = _middle(floor)
    print(
        f"{name:<26}{wall:>9.0f}{min(start.wall for start in starts):>9.0f}{wall / bare_wall:>9.2f}"
        f"{cpu:>9.0f}{cpu / bare_cpu:>9.2f}{memory:>9.0f}{memory / bare_memory:>9.2f}"
    )


def _middle(starts: list[Start]) -> tuple[float, float, float]:
    return (
        statistics.median(start.wall for start in starts),
        statistics.median(start.cpu for start in starts),
        statistics.median(start.memory for start in starts),
    )


def _start(code: str, argument: str, home: Path) -> Start:
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "PYTHONPYCACHEPREFIX")
    environment = {**os.environ, **{name: str(home / name) for name in names}}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["BEGUN"] = str(time.monotonic())
    command = [sys.executable, "-c", DONE + code, argument]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    wall, cpu, held = (float(word) for word in told.split()[-3:])
    return Start(wall * 1e3, cpu * 1e3, held / 1024)


if __name__ == "__main__":
    main()

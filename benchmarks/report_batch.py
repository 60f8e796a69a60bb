"""Many reports by two processes against one, and whether the memory grows with how many they are.

    python -m benchmarks.report_batch            # the table; needs two free cores
    python -m benchmarks.report_batch rounds=5   # more rounds

The reports are those of the tests, three pages each, and lie ready: what is measured is printing alone, the
start of the second process included; this one prints too. Runs of the two sides take turns; the figures are
medians. The last column helps where others use the cores meanwhile: the ratio by the processor time of all,
as if it were shared evenly by two cores of its own.

Memory is the most that the process and its printers ever held, each number in a run of its own.

Source: performance, goal 17.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from retention_journal.core.report import StatusReport
from retention_journal.reports.batch import print_all
from tests.reports.samples import HARBOUR

ROUNDS = 3
SIZES = (50, 200)
FLAT = (50, 400)


def main() -> None:
    """Print the table, then the memory."""
    import statistics  # here: a printer loads this file too, and the program's own needs next to nothing

    rounds = next((int(one[7:]) for one in sys.argv[1:] if one.startswith("rounds=")), ROUNDS)
    print(f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}")
    heads = ("one s", "two s", "ratio", "if free")
    print(f"{'reports':>8}" + "".join(f"{head:>9}" for head in heads))
    for count in SIZES:
        pairs = [(_taken(count, 1), _taken(count, 2)) for _round in range(rounds)]
        one, two = (statistics.median(pair[side].wall for pair in pairs) for side in (0, 1))
        ratio = statistics.median(one.wall / two.wall for one, two in pairs)
        free = statistics.median(one.cpu / (two.cpu / 2) for one, two in pairs)
        print(f"{count:>8}" + "".join(f"{figure:>9.2f}" for figure in (one, two, ratio, free)))
    print(f"\n{'reports':>8}{'here MB':>10}{'printer MB':>12}")
    for count in FLAT:
        here, printer = _memory(count)
        print(f"{count:>8}{here:>10.1f}{printer:>12.1f}")


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock on the wall, and of all cores together."""

    wall: float
    cpu: float


def reports(count: int) -> Iterator[tuple[int, StatusReport]]:
    """Return so many reports, each for a client of its own."""
    return ((n, replace(HARBOUR, number=str(n), client=f"{HARBOUR.client} {n}")) for n in range(count))


def _taken(count: int, processes: int) -> Taken:
    """Return how long so many take; what prints here is loaded already, a process loads it first."""
    begun, worked = time.perf_counter(), _cpu()
    pages = sum(
        printed.pages
        for _n, printed in print_all(reports(count), count, processes=processes, prints_too=True)
    )
    taken = Taken(time.perf_counter() - begun, _cpu() - worked)
    if not pages:
        raise SystemExit("Nothing was printed.")
    return taken


def _cpu() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


def _memory(count: int) -> tuple[float, float]:
    """Return the most megabytes that a process printing so many held, and the larger of its printers."""
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, f"hold={count}"], capture_output=True, text=True, check=True
    )
    here, printer = map(float, done.stdout.split())
    return here, printer


def _hold(count: int) -> None:
    _taken(count, 2)
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(*(resource.getrusage(one).ru_maxrss / 1024 for one in who))


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].startswith("hold="):
        _hold(int(sys.argv[1][5:]))
    else:
        main()

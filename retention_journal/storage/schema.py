"""Which schema a journal has, and the steps that bring an older one up to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retention_journal.storage.migrations import (
    m0001_first,
    m0002_light,
    m0003_agreed,
    m0004_incidents,
    m0005_learnt,
    m0006_reports,
    m0007_brought_in,
    m0008_kept_safe,
)

Step = Callable[[Callable[[str], object]], None]

#: "RJrn" in the file's header: SQLite keeps the number at byte 68, ``file`` and we read it there.
APPLICATION_ID = 0x524A726E

#: Step n brings a journal of version n - 1 to n. A list, not a folder scan: a frozen bundle has no folder.
STEPS: Sequence[Step] = (
    m0001_first.up,
    m0002_light.up,
    m0003_agreed.up,
    m0004_incidents.up,
    m0005_learnt.up,
    m0006_reports.up,
    m0007_brought_in.up,
    m0008_kept_safe.up,
)
CURRENT = len(STEPS)


def migrate(execute: Callable[[str], object], version: int, steps: Sequence[Step] = STEPS) -> None:
    """Bring a journal from ``version`` to the newest, inside the caller's transaction."""
    for number, step in enumerate(steps[version:], start=version + 1):
        step(execute)
        execute(f"PRAGMA user_version = {number}")
    execute(f"PRAGMA application_id = {APPLICATION_ID}")

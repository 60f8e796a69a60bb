"""The nine o'clock list of a big journal, gathered on another thread.

To gather it takes a moment for every thousand clients. In a big journal that is done beside the window, in a
journal of its own on the same file; what it found is then handed over to the one that is open. What the
lights were before, and what has changed since, goes with the work, so that a change is soon seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from retention_journal.core.progress import Progress
from retention_journal.services import judging, morning
from retention_journal.services.judging import Judged, beside, judged
from retention_journal.services.portfolio import count_living
from retention_journal.storage.journal import Journal

#: Up to so many clients are gathered while one waits: it takes less than half a second.
MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class Gathered:
    """What was found on another thread, and how often the journal had been written by then."""

    now: datetime
    question: object
    times_written: int
    everyone: dict[int, Judged]
    made: object


def is_at_hand(journal: Journal, now: datetime) -> bool:
    """Say whether the list can be shown at once: of few clients, or because it was gathered before."""
    return journal.remembers(morning.ANSWER, morning.question_of(journal, now)) or (
        journal.remembered("living", None, lambda: count_living(journal)) <= MOST_AT_ONCE
    )


def work_ahead(journal: Journal, now: datetime) -> Callable[[Progress], Gathered]:
    """Return the work that gathers the list for another thread."""
    opened, times, question = beside(journal), journal.times_written, morning.question_of(journal, now)

    def work(progress: Progress) -> Gathered:
        with opened() as reader:
            progress(0, 2)
            everyone = judged(reader, now)
            progress(1, 2)
            return Gathered(now, question, times, everyone, morning.gather(reader, now))

    return work


def take(journal: Journal, found: Gathered) -> bool:
    """Let the open journal have what was gathered; False where it was written in the meantime."""
    if journal.times_written != found.times_written:
        return False
    journal.follow(judging.ANSWER, judging.question_of(journal, found.now), found.everyone)
    journal.remember(morning.ANSWER, found.question, found.made)
    return True

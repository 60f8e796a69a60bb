"""What is known of why clients were lost in a period, and how often the journal says more.

Nothing here may reach a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from retention_journal.core.client_lives import Lives
from retention_journal.core.excuse_check import OUTSIDE, Finding, excuse_check
from retention_journal.core.overlooked import Overlooked, overlooked
from retention_journal.core.periods import DayRange, last_twelve_months
from retention_journal.core.retention_figures import Share, reason_coverage
from retention_journal.services.before_notice import before_notice
from retention_journal.services.client_lives import client_lives
from retention_journal.services.full_losses import FullLoss, full_losses
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class ReasonsOfAYear:
    """What is known of the reasons of twelve months, by the same figures as everywhere."""

    known: Share
    overlooked: Overlooked

    @property
    def text(self) -> str:
        """The year in words; "" where nobody was lost."""
        if not self.known.n:
            return ""
        found = self.overlooked.text if self.overlooked.counted else ""
        return f"{self.known.text} {found}".strip()


def reasons_of_the_year(journal: JournalReader, today: date) -> ReasonsOfAYear:
    """Return what is known of the losses of the twelve months up to ``today``."""
    lives, year = client_lives(journal, today), last_twelve_months(today)
    return ReasonsOfAYear(reasons_known(journal, lives, year), overlooked_share(journal, lives, year))


def reasons_known(journal: JournalReader, lives: Lives, period: DayRange) -> Share:
    """Count the losses of a period, and of how many the client's own words tell the reason."""
    known = [name for name, loss in _written(journal, lives, period) if loss.is_known]
    return reason_coverage(len(known), sum(one.losses_in(period) for one in lives.known), known)


def overlooked_share(journal: JournalReader, lives: Lives, period: DayRange) -> Overlooked:
    """Count the losses of a period with an outside reason, and beside how many the journal shows a fact."""
    found: list[tuple[str, Finding]] = []
    checked = unchecked = 0
    for name, loss in _written(journal, lives, period):
        if loss.reason not in OUTSIDE:
            continue
        before = before_notice(journal, loss.client_id, loss.notice_on, loss.loss_id)
        if before is None or not before.has_history:
            unchecked += 1
            continue
        checked += 1
        finding = excuse_check(loss.reason, before)
        if finding is not None:
            found.append((name, finding))
    return overlooked(found, checked, unchecked)


def _written(journal: JournalReader, lives: Lives, period: DayRange) -> Iterator[tuple[str, FullLoss]]:
    """Yield the losses of a period that somebody wrote down, with the name of the client."""
    losses = full_losses(journal)
    for one in lives.known:
        days = {day for day in one.left if day in period}
        for loss in losses.get(one.client_id, ()):
            if loss.left_on in days:
                yield one.name, loss

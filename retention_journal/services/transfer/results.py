"""What an import came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from retention_journal.core.intake import Problem


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would do.

    Attributes:
        source: Kind of the file, such as "csv".
        read: Rows, cards or records looked at.
        created: New records by type.
        updated: Records of which a blank was filled, by type.
        unchanged: Rows or records that were here already.
        skipped: Rows or records left out.
        problems: What was left out or mended, each at its place.
        dry_run: Whether it was only tried and nothing was kept.
    """

    source: str
    read: int
    created: dict[str, int]
    updated: dict[str, int]
    unchanged: int
    skipped: int
    problems: tuple[Problem, ...]
    dry_run: bool


@dataclass
class Tally:
    """Counts while an import runs."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)

    def result(self, source: str, read: int, *, dry_run: bool) -> ImportResult:
        """Return what was counted."""
        return ImportResult(
            source, read, dict(self.created), dict(self.updated), self.unchanged, self.skipped,
            tuple(self.problems), dry_run,
        )  # fmt: skip


class OnlyTriedError(Exception):
    """Rolls a finished dry run back; it never leaves this package."""

"""Patterns over all causes: of what went wrong and of who left, counted together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from retention_journal.core.incidents import CauseKind, Locus, Whose
from retention_journal.core.terms import Term

T = TypeVar("T", bound=Term)


@dataclass(frozen=True)
class OneCause:
    """One cause; ``story`` is the incident or post-mortem it belongs to."""

    story: tuple[str, int]
    kind: CauseKind
    locus: Locus
    whose: Whose


@dataclass(frozen=True)
class CausePatterns:
    """How often each kind, side and place of a cause comes, the most frequent first.

    Attributes:
        stories: How many incidents and post-mortems have a cause at all.
    """

    causes: int
    stories: int
    kinds: tuple[tuple[CauseKind, int], ...]
    whose: tuple[tuple[Whose, int], ...]
    locus: tuple[tuple[Locus, int], ...]


def cause_patterns(causes: Iterable[OneCause]) -> CausePatterns:
    """Return how often each kind of cause comes."""
    found = list(causes)
    stories = len({one.story for one in found})
    return CausePatterns(
        len(found),
        stories,
        _counted(one.kind for one in found),
        _counted(one.whose for one in found),
        _counted(one.locus for one in found),
    )


def _counted(values: Iterable[T]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0].label)))

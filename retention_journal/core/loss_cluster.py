"""Losses that came close together: three in one season, or more than twice the usual.

Source: ideas, runners-up; capability D11.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.i18n import _

#: So many losses are a cluster, whatever is usual.
MANY = 3
#: Fewer cannot be looked at together.
FEWEST = 2
#: All within so many days, the first and the last included.
WITHIN_DAYS = 60
#: What is usual is counted in so many days before the first of them: twenty-four months.
USUAL_DAYS = 730
_TIMES = 2


@dataclass(frozen=True, order=True)
class Left:
    """A client who left, by the day of the notice."""

    on: date
    loss_id: int
    client_id: int = 0
    name: str = ""
    uid: str = ""


@dataclass(frozen=True)
class Cluster:
    """Losses within sixty days, the earliest first.

    Attributes:
        usual: How many there were in sixty days, on average of the twenty-four months before; None where
            the journal does not reach back so far.
    """

    losses: tuple[Left, ...]
    usual: float | None = None

    @property
    def newest(self) -> Left:
        """The loss that came last."""
        return self.losses[-1]

    @property
    def key(self) -> str:
        """What names these losses and no others."""
        return " ".join(sorted(one.uid or str(one.loss_id) for one in self.losses))


def clusters(losses: Iterable[Left], known_since: date | None = None) -> tuple[Cluster, ...]:
    """Return the clusters, the earliest first; no loss is in two.

    Each begins with the earliest loss that has enough others in the sixty days from it on.

    Args:
        losses: All losses, in any order.
        known_since: From when on the journal knows whom one had; what is usual is asked only of two whole
            years that it knows. None is never.
    """
    left = sorted(losses)
    found: list[Cluster] = []
    at = 0
    while at < len(left):
        first = left[at].on
        near = [one for one in left[at:] if (one.on - first).days < WITHIN_DAYS]
        usual = usual_before(left, first, known_since)
        if _is_cluster(len(near), usual):
            found.append(Cluster(tuple(near), usual))
            at += len(near)
        else:
            at += 1
    return tuple(found)


def usual_before(losses: Iterable[Left], day: date, known_since: date | None) -> float | None:
    """Return how many losses sixty days usually held in the twenty-four months before ``day``."""
    begin = day - timedelta(days=USUAL_DAYS)
    if known_since is None or known_since > begin:
        return None
    count = sum(begin <= one.on < day for one in losses)
    return count * WITHIN_DAYS / USUAL_DAYS


def told(cluster: Cluster) -> str:
    """Return it in words: "Three clients left within 60 days: A, B and C."."""
    names = [one.name for one in cluster.losses]
    return _("{n} clients left within {days} days: {names}.").format(
        n=_counted(len(set(one.client_id for one in cluster.losses))),
        days=formats.number(WITHIN_DAYS),
        names=listed(list(dict.fromkeys(names))),
    )


def listed(names: list[str]) -> str:
    """Return names as one says them: "A", "A and B", "A, B and C"."""
    if len(names) <= 1:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _counted(many: int) -> str:
    words = {1: _("One"), 2: _("Two"), 3: _("Three"), 4: _("Four"), 5: _("Five")}
    return words.get(many, formats.number(many))


def _is_cluster(many: int, usual: float | None) -> bool:
    if many >= MANY:
        return True
    return many >= FEWEST and usual is not None and many > _TIMES * usual

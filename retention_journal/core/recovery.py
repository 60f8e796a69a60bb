"""The recovery paradox on one's own data: are those who were mended well still here?

Source: ideas, 3.7; figures, "Recovery". Never a verdict on so few: under five in a group it is silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from retention_journal.core.incidents import IncidentOutcome
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _

#: Fewer clients than this in a group give no figure. Source: ideas, 3.7.
FEWEST = 5
#: After so many months it is asked whether they are still here.
AFTER_MONTHS = (6, 12)
#: The quantile of a 95 % range.
_Z = 1.959963984540054
_MENDED = frozenset({IncidentOutcome.RECOVERED, IncidentOutcome.RECOVERED_STRONGER})


class Group(Term):
    """What had happened to a client."""

    RECOVERED = "recovered", N_("Recovered")
    UNRECOVERED = "unrecovered", N_("Not recovered")
    NONE = "none", N_("No incident")


@dataclass(frozen=True)
class Retained:
    """How many of a group are still clients.

    Attributes:
        kept: How many are.
        of: Of how many whose months are over.
        waiting: How many more there are whose months are not over yet.
    """

    kept: int = 0
    of: int = 0
    waiting: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether there are too few to say anything."""
        return self.of < FEWEST

    @property
    def range(self) -> tuple[float, float]:
        """The 95 % range of the share, 0 to 1."""
        return wilson(self.kept, self.of)


def wilson(kept: int, of: int) -> tuple[float, float]:
    """Return the Wilson 95 % range of a share, 0 to 1; all of it where there are none.

    Source: figures, worked numbers (3 of 20 gives 5 to 36 %).
    """
    if of == 0:
        return 0.0, 1.0
    share, square = kept / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def group_of(outcome: IncidentOutcome) -> Group:
    """Return the group of a client by what the newest incident left behind."""
    return Group.RECOVERED if outcome in _MENDED else Group.UNRECOVERED


def recovery_words(found: Mapping[Group, Retained]) -> str:
    """Return the comparison in words: "Recovered: 4 of 5 still here (range 38–96 %). …"."""
    told = [_one(group, found.get(group, Retained())) for group in Group]
    if any(found.get(group, Retained()).is_silent for group in (Group.RECOVERED, Group.NONE)):
        return " ".join([*told, _("Too few to tell apart.")])
    mended, others = found[Group.RECOVERED].range, found[Group.NONE].range
    if mended[1] < others[0] or others[1] < mended[0]:
        return " ".join(told)
    return " ".join([*told, _("The ranges overlap: it may be chance.")])


def research_words() -> str:
    """Return what research says, as a claim with its limits."""
    return _(
        "Some studies found that a client who was mended well buys more than one to whom nothing happened. "
        "Others did not; in 40,813 customers, the graver the failure, the fewer came back."
    )


def _one(group: Group, told: Retained) -> str:
    if not told.of:
        return _("{group}: none yet.").format(group=group.label)
    if told.is_silent:
        return _("{group}: {kept} of {of} still here.").format(group=group.label, kept=told.kept, of=told.of)
    low, high = (round(100 * end) for end in told.range)
    return _("{group}: {kept} of {of} still here (range {low}–{high} %).").format(
        group=group.label, kept=told.kept, of=told.of, low=low, high=high
    )

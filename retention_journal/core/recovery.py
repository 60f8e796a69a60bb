"""The recovery paradox on one's own data: are those who were mended well still here?

Source: ideas, 3.7; figures, "Recovery". Never a verdict on so few: under five in a group it is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from retention_journal.core import formats
from retention_journal.core.incidents import IncidentOutcome
from retention_journal.core.terms import Term
from retention_journal.core.wilson import wilson
from retention_journal.i18n import N_, _, ngettext

#: Fewer clients than this in a group give no figure. Source: ideas, 3.7.
FEWEST = 5
#: After so many months it is asked whether they are still here.
AFTER_MONTHS = (6, 12)
#: In so many customers the graver failure went with fewer who bought again. Source: ideas, 3.7.
_ASKED_OF = 40_813
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
        major: How many of ``of`` had lost money or face, or spoke of leaving.
    """

    kept: int = 0
    of: int = 0
    waiting: int = 0
    major: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether there are too few to say anything."""
        return self.of < FEWEST

    @property
    def range(self) -> tuple[float, float]:
        """The 95 % range of the share, 0 to 1."""
        return wilson(self.kept, self.of)


def group_of(outcome: IncidentOutcome) -> Group:
    """Return the group of a client by what the newest incident left behind."""
    return Group.RECOVERED if outcome in _MENDED else Group.UNRECOVERED


def recovery_words(found: Mapping[Group, Retained]) -> str:
    """Return the comparison in words: "Recovered: 4 of 5 still here (range 38–96 %). …".

    A group of fewer than five is not told as a share, and never compared.
    """
    known = {group: found.get(group, Retained()) for group in Group}
    spoken = {group: one for group, one in known.items() if not one.is_silent}
    told = [_share(group, one, is_first=at == 0) for at, (group, one) in enumerate(spoken.items())]
    told += [_silent(group, one.of) for group, one in known.items() if one.is_silent and one.of]
    told += _verdicts(spoken)
    told = told or [_("Nobody can be compared yet.")]
    if waiting := sum(one.waiting for one in known.values()):
        told.append(
            ngettext("For {n} more it is too early.", "For {n} more it is too early.", waiting).format(
                n=formats.number(waiting)
            )
        )
    return " ".join(told)


def severity_words(found: Mapping[Group, Retained]) -> str:
    """Return how grave it had been in the groups that are told; "" where none is.

    Source: ideas, 3.7, "severity is shown": a group that had worse to mend is no fair comparison.
    """
    told = [
        _("{group}: {n} of {of} grave.").format(
            group=group.label, n=formats.number(one.major), of=formats.number(one.of)
        )
        for group, one in found.items()
        if group is not Group.NONE and not one.is_silent
    ]
    return " ".join(told)


def research_words() -> str:
    """Return what is said of others, as a claim with its limits. Source: ideas, 3.7; capability E21."""
    return _(
        "It is often said that whoever is met well after a bad experience stays longer than before. "
        "That is a claim about others: among {n} customers, the graver it was, the fewer bought again."
    ).format(n=formats.number(_ASKED_OF))


def _share(group: Group, told: Retained, *, is_first: bool) -> str:
    low, high = (formats.number(round(100 * end)) for end in told.range)
    sentence = (
        _("{group}: {kept} of {of} still here (range {low}–{high} %).")
        if is_first
        else _("{group}: {kept} of {of} ({low}–{high} %).")
    )
    return sentence.format(
        group=group.label, kept=formats.number(told.kept), of=formats.number(told.of), low=low, high=high
    )


def _silent(group: Group, of: int) -> str:
    return _("{group}: {n} so far, too few to say.").format(group=group.label, n=formats.number(of))


def _verdicts(spoken: Mapping[Group, Retained]) -> Iterator[str]:
    """Say of which groups more stayed, where their ranges do not touch."""
    pairs = list(combinations(spoken, 2))
    apart = [pair for pair in pairs if _is_apart(*(spoken[group].range for group in pair))]
    for pair in apart:
        fewer, more = sorted(pair, key=lambda group: spoken[group].range)
        yield _("More stayed of “{more}” than of “{fewer}”.").format(more=more.label, fewer=fewer.label)
    if pairs and not apart:
        yield _("Too few to tell apart.")


def _is_apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] < other[0] or other[1] < one[0]

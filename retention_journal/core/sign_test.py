"""Whether fewer wins than losses may be chance: the sign test, and the words for it."""

from __future__ import annotations

from math import comb

from retention_journal.i18n import _

#: Above the first it may well be chance; down to the second, not included, it is worth watching.
_WELL, _HARDLY = 0.2, 0.1


def chance_of_so_few(won: int, lost: int) -> float:
    """Return the chance of at most ``won`` wins if wins and losses were equally likely, 0 to 1.

    Source: the one-sided sign test; figures, worked numbers (2 won and 5 lost give 0.23).

    Args:
        won: How many came, 0 or more.
        lost: How many went, 0 or more.
    """
    both = won + lost
    return sum(comb(both, wins) for wins in range(won + 1)) / (1 << both)


def chance_words(chance: float) -> str:
    """Return what a chance, 0 to 1, means: that more went than came.

    Source: figures, "Wording": above 0.2, from there to 0.1, and 0.1 and below.
    """
    if chance > _WELL:
        return _("That may well be chance.")
    if chance > _HARDLY:
        return _("That is worth watching.")
    return _("That is hard to put down to chance.")

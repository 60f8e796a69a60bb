"""Two ledgers: what the goals mean to the client, beside what they mean to you, and the gap between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext

#: Days after which one asks again what the goals mean to the client.
ASK_AGAIN_DAYS = 120
#: Steps of importance from which two people are apart.
NOTABLE_GAP = 2


class Gap(Term):
    """How far the two of you are apart about one goal. Source: ideas, 3.1."""

    NOT_ASKED = "not_asked", N_("you have not asked")
    NOT_RATED = "not_rated", N_("you have not said what it means to you")
    THEY_MORE = "they_more", N_("they care more than you do")
    YOU_MORE = "you_more", N_("you work on what they do not count")
    ALIKE = "alike", N_("it means much the same to you both")


@dataclass(frozen=True)
class LedgerLine:
    """One goal in both ledgers.

    Attributes:
        key: What tells it from the others.
        name: The goal in the client's words.
        theirs: What it means to the client, 1 to 5; None is not known.
        own: What it means to you, 1 to 5; None is not known.
        is_said: Whether the client named the goal, instead of you for them.
        measured: How many times it was measured, 0 or more.
    """

    key: str
    name: str
    theirs: int | None
    own: int | None
    is_said: bool = False
    measured: int = 0

    @property
    def gap(self) -> Gap:
        """How far you are apart about it."""
        return gap_of(self.theirs, self.own)


@dataclass(frozen=True)
class TwoLedgers:
    """The same goals twice: in the client's order of importance, and in yours."""

    theirs: tuple[LedgerLine, ...]
    yours: tuple[LedgerLine, ...]

    @property
    def is_asked(self) -> bool:
        """Whether the client has said of any goal what it means."""
        return any(line.theirs is not None for line in self.theirs)

    @property
    def crossings(self) -> int:
        """How many pairs of goals stand the other way round in the other ledger; 0 is the same order."""
        place = {line.key: number for number, line in enumerate(self.yours)}
        return sum(place[above.key] > place[below.key] for above, below in combinations(self.theirs, 2))


def gap_of(theirs: int | None, own: int | None) -> Gap:
    """Return how far two people are apart about a goal.

    Args:
        theirs: What it means to the client, 1 to 5; None is not known.
        own: What it means to you, 1 to 5; None is not known.

    Source: ideas, 3.1 ("gap = importance_client - importance_own").
    """
    if theirs is None:
        return Gap.NOT_ASKED
    if own is None:
        return Gap.NOT_RATED
    gap = theirs - own
    if gap >= NOTABLE_GAP:
        return Gap.THEY_MORE
    return Gap.YOU_MORE if gap <= -NOTABLE_GAP else Gap.ALIKE


def two_ledgers(lines: Sequence[LedgerLine]) -> TwoLedgers:
    """Return the goals in both orders; what is not known stands last, and ties as they were written.

    Of two goals that mean the same to the client, the one they named comes first.
    """
    theirs = sorted(lines, key=lambda line: (-(line.theirs or 0), not line.is_said))
    return TwoLedgers(tuple(theirs), tuple(sorted(lines, key=lambda line: -(line.own or 0))))


def gap_sentence(ledgers: TwoLedgers, person: str) -> str:
    """Return the gap in one or two sentences; "" where no goal is agreed.

    Args:
        ledgers: The goals in both orders.
        person: How one speaks of the client's person, such as "Tom"; "" where nobody is known.
    """
    if not ledgers.theirs:
        return ""
    who = person or _("the client")
    if not ledgers.is_asked:
        return _("You have not asked what matters most to {name}.").format(name=who)
    first, own = ledgers.theirs[0], ledgers.yours[0]
    if first.key == own.key:
        both = _("You and {name} both put “{goal}” first.").format(name=who, goal=first.name)
        return f"{both} {_measured(first)}"
    if first.is_said:
        pattern = _("You report “{own}” first; {name} puts “{theirs}” first.")
    else:
        pattern = _("You report “{own}” first; as far as you know {name} puts “{theirs}” first.")
    return f"{pattern.format(own=own.name, name=who, theirs=first.name)} {_measured(first)}"


def line_words(line: LedgerLine, ledgers: TwoLedgers) -> str:
    """Return where a goal stands in both ledgers and how far apart you are, to be read aloud."""
    places = _("{goal}: place {theirs} for them, place {own} for you.").format(
        goal=line.name, theirs=ledgers.theirs.index(line) + 1, own=ledgers.yours.index(line) + 1
    )
    means = _("It means {theirs} of 5 to them, {own} of 5 to you: {gap}.").format(
        theirs=importance_words(line.theirs), own=importance_words(line.own), gap=line.gap.label
    )
    return f"{places} {means} {_measured(line)}"


def importance_words(importance: int | None) -> str:
    """Return an importance as a figure; "?" where it is not known."""
    return "?" if importance is None else str(importance)


def ask_again_on(asked_on: date, incident_on: date | None = None) -> date:
    """Return the day to ask again what the goals mean to the client.

    Args:
        asked_on: The day they were last asked.
        incident_on: The day of the first incident since; None where there was none.

    Source: ideas, 3.1 ("re-ask after 120 days or after an incident").
    """
    after_days = asked_on + timedelta(days=min(ASK_AGAIN_DAYS, (date.max - asked_on).days))
    return after_days if incident_on is None or incident_on <= asked_on else min(after_days, incident_on)


def _measured(line: LedgerLine) -> str:
    return ngettext(
        "You have measured that {n} time.", "You have measured that {n} times.", line.measured
    ).format(n=line.measured)

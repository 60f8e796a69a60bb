"""What was expected: asked at the start, so that the thing nobody mentioned is mentioned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext

LONGEST_TEXT = 1_000  # characters of a question or an answer
MOST_ITEMS = 200  # of one client
#: How long a definition of success holds before it is asked about. Source: capability B14, "quarterly".
SUCCESS_HOLDS = timedelta(days=90)


class ItemState(Term):
    """What is known of one expectation. Source: vocabulary, "ExpectationItem"; capability B3."""

    OPEN = "open", N_("Still open")
    INCLUDED = "included", N_("Included")
    NOT_INCLUDED = "not_included", N_("Not included")
    ASSUMED = "assumed", N_("Assumed, not said")


#: What was said in so many words, and can be confirmed by somebody.
SAID = frozenset({ItemState.INCLUDED, ItemState.NOT_INCLUDED})


@dataclass(frozen=True)
class Progress:
    """How far a list of questions has come."""

    answered: int
    total: int

    @property
    def open(self) -> int:
        """How many have no answer yet."""
        return self.total - self.answered

    @property
    def sentence(self) -> str:
        """How far it has come, "7 of 10 answered, 3 still open."."""
        if not self.open:
            return ngettext("The question is answered.", "All {n} are answered.", self.total).format(
                n=self.total
            )
        return _("{answered} of {total} answered, {open} still open.").format(
            answered=self.answered, total=self.total, open=self.open
        )


def progress(states: Iterable[ItemState]) -> Progress:
    """Return how many of the questions with these states are answered; one that is assumed is."""
    found = list(states)
    return Progress(sum(state is not ItemState.OPEN for state in found), len(found))


def success_due(last_asked: date) -> date:
    """Return the day to ask whether the definition of success is still the same.

    Args:
        last_asked: Day on which it was agreed, or last said to be the same.

    Source: capability B14, asked every quarter: 90 days on.
    """
    return last_asked + SUCCESS_HOLDS


def is_said_anew(said_on: date | None, on: date) -> bool:
    """Say whether other words of a day are a version of their own, instead of a slip put right.

    Args:
        said_on: Since when the words before them were said; None where nobody ever said them.
        on: The day on which the new ones were said.

    Source: capability B1, versions of what was agreed: what was said on a day stays what was said on it.
    """
    return said_on is not None and on > said_on


def was_said_on(day: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Say whether an expectation was what was said on a day.

    Args:
        day: The day asked about.
        valid_from: The first day of these words; None is since ever.
        valid_to: The last day of these words; None is until now.
    """
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)

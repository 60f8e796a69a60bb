"""Whether contact is kept up: who was talked to within their own rhythm, and how many mornings had calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retention_journal.core import formats
from retention_journal.core.nine import DEFAULT_NINE
from retention_journal.core.retention_figures import FEWEST_FOR_PERCENT, Share, per_cent, share
from retention_journal.i18n import _, ngettext

_MOST_NAMED = 5


@dataclass(frozen=True)
class Kept:
    """How long it is that one client was talked to.

    Attributes:
        silent_days: Days since the last talk, or since they came.
        max_days: The longest their own rhythm lets it be.
    """

    client: str
    silent_days: int
    max_days: int

    @property
    def is_in_time(self) -> bool:
        """Whether their rhythm is kept."""
        return self.silent_days <= self.max_days


@dataclass(frozen=True)
class Mornings:
    """How many working days there were, and on how many of them three clients were called or tried."""

    with_calls: int
    worked: int


@dataclass(frozen=True, kw_only=True)
class ContactDiscipline(Share):
    """Of the clients one has, those talked to within the longest of their own rhythm.

    Attributes:
        names: Those with whom it is longer ago, the longest first: whom to call.
        mornings: Working mornings of the period with three calls or tries.
        mornings_of: All its working mornings since the first call of the journal.
        mornings_value: The share of these; None where there were none.
    """

    mornings: int
    mornings_of: int
    mornings_value: float | None


def contact_discipline(clients: Iterable[Kept], mornings: Mornings) -> ContactDiscipline:
    """Return how well contact is kept up; silent where there is no client to keep it with.

    Source: rules, sections 2 (rhythms) and 5 (a run counts working days with three tries).
    """
    told = list(clients)
    late = sorted((one for one in told if not one.is_in_time), key=_by_how_long)
    kept = len(told) - len(late)
    sentences = [_rhythm_words(kept, len(told)), _late_words(late), _morning_words(mornings)]
    text = " ".join(one for one in sentences if one)
    found = share(kept, len(told), 1, text, [one.client for one in late])
    return ContactDiscipline(
        **vars(found), mornings=mornings.with_calls, mornings_of=mornings.worked,
        mornings_value=mornings.with_calls / mornings.worked if mornings.worked else None,
    )  # fmt: skip


def _by_how_long(one: Kept) -> tuple[int, str]:
    return one.max_days - one.silent_days, one.client


def _rhythm_words(kept: int, of: int) -> str:
    if not of:
        return _("There is no client to keep in touch with.")
    told = ngettext(
        "{n} of {of} client was talked to within their own rhythm",
        "{n} of {of} clients were talked to within their own rhythm",
        of,
    ).format(n=formats.number(kept), of=formats.number(of))
    if of < FEWEST_FOR_PERCENT:
        return _("{share}.").format(share=told)
    return _("{share} ({percent} %).").format(share=told, percent=per_cent(kept / of))


def _late_words(late: Sequence[Kept]) -> str:
    if not late:
        return ""
    names = ", ".join(one.client for one in late[:_MOST_NAMED])
    more = len(late) - _MOST_NAMED
    if more <= 0:
        return _("Longer ago: {names}.").format(names=names)
    return ngettext("Longer ago: {names} and {n} more.", "Longer ago: {names} and {n} more.", more).format(
        names=names, n=formats.number(more)
    )


def _morning_words(mornings: Mornings) -> str:
    if not mornings.worked:
        return ""
    return ngettext(
        "On {n} of {of} working morning you called or tried {tries} clients or more.",
        "On {n} of {of} working mornings you called or tried {tries} clients or more.",
        mornings.worked,
    ).format(
        n=formats.number(mornings.with_calls),
        of=formats.number(mornings.worked),
        tries=formats.number(DEFAULT_NINE.tries_of_a_run),
    )

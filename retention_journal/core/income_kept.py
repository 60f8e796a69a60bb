"""Gross and net retention of the fees that come again and again, with the names behind them.

Fees in several currencies are never added together: each currency has its own figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from retention_journal.core import formats
from retention_journal.core.retention_figures import Figure, per_cent
from retention_journal.i18n import _, ngettext

#: Fewer clients with such fees say nothing. Source: figures, "GRR".
FEWEST = 5


@dataclass(frozen=True)
class Paying:
    """What one client pays a month in one currency, in its minor units, when a period begins and ends.

    Attributes:
        start: More than nothing.
        end: Nothing where it left, or pays by other terms.
    """

    client: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True)
class Named:
    """A client that pays more or less than it did, in minor units a month."""

    client: str
    start_minor: int
    end_minor: int


@dataclass(frozen=True, kw_only=True)
class Kept(Figure):
    """How much of the fees was kept, in one currency.

    Attributes:
        currency: ISO 4217; "" where no such fees are known.
        names: Who pays less, for GRR; who pays more or less, for NRR.
        by_currency: This one and those in other currencies; the first has the most clients.
    """

    currency: str = ""
    names: tuple[Named, ...] = ()
    by_currency: tuple[Kept, ...] = ()


def gross(paying: Mapping[str, Sequence[Paying]]) -> Kept:
    """Return the share of the fees that was kept by currency, 0 to 1; what grew is not counted.

    Source: figures, "GRR".
    """
    return _all_of(_gross(code, paying[code]) for code in paying)


def net(paying: Mapping[str, Sequence[Paying]]) -> Kept:
    """Return the same with the growth of those one had; its words say GRR first, it is never told alone.

    Source: figures, "NRR".
    """
    return _all_of(_net(code, paying[code]) for code in paying)


def _gross(currency: str, paying: Sequence[Paying]) -> Kept:
    names = _names(one for one in paying if one.end < one.start)
    if len(paying) < FEWEST:
        return _silent(currency, paying, names)
    text = _("{share} % of the monthly fees in {currency} were kept.").format(
        share=per_cent(_gross_share(paying)), currency=currency
    )
    if names:
        text = _("{kept} Lost or lower: {names}.").format(kept=text, names=_listed(names))
    return Kept(
        value=_gross_share(paying), n=len(paying), silent=False, text=text, currency=currency, names=names
    )


def _net(currency: str, paying: Sequence[Paying]) -> Kept:
    names = _names(one for one in paying if one.end != one.start)
    if len(paying) < FEWEST:
        return _silent(currency, paying, names)
    value = float(sum(one.end for one in paying) / sum(one.start for one in paying))
    more = _names(one for one in paying if one.end > one.start)
    text = _(
        "{gross} % of the monthly fees in {currency} were kept;"
        " with what the same clients buy more it is {net} %."
    ).format(gross=per_cent(_gross_share(paying)), currency=currency, net=per_cent(value))
    if more:
        text = _("{kept} More: {names}.").format(kept=text, names=_listed(more))
    return Kept(value=value, n=len(paying), silent=False, text=text, currency=currency, names=names)


def _gross_share(paying: Sequence[Paying]) -> float:
    return float(sum(min(one.start, one.end) for one in paying) / sum(one.start for one in paying))


def _silent(currency: str, paying: Sequence[Paying], names: tuple[Named, ...]) -> Kept:
    text = ngettext(
        "{n} client paid monthly fees in {currency} when the period began; it takes {fewest}.",
        "{n} clients paid monthly fees in {currency} when the period began; it takes {fewest}.",
        len(paying),
    ).format(n=formats.number(len(paying)), currency=currency, fewest=formats.number(FEWEST))
    return Kept(n=len(paying), silent=True, text=text, currency=currency, names=names)


def _all_of(each: Iterable[Kept]) -> Kept:
    found = sorted(each, key=lambda one: (-one.n, one.currency))
    if not found:
        return Kept(n=0, silent=True, text=_("No monthly fees are known from when the period began."))
    return replace(found[0], text=" ".join(one.text for one in found), by_currency=tuple(found))


def _names(paying: Iterable[Paying]) -> tuple[Named, ...]:
    return tuple(Named(one.client, round(one.start), round(one.end)) for one in paying)


def _listed(names: Iterable[Named]) -> str:
    return ", ".join(one.client for one in names)

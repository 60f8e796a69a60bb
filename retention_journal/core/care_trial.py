"""A trial of more care: a while with more of something, held against as long a while before, by counts.

Source: capability F16 ("Test it"); the word is DESIGN's "count small things": few cases prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.periods import DayRange
from retention_journal.core.sign_test import chance_of_so_few, chance_words
from retention_journal.i18n import _, ngettext

#: With fewer losses in both whiles together nothing can be told of them.
FEWEST = 5
_MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True)
class While:
    """What was counted in one while.

    Attributes:
        clients: Clients at any time within it.
        talks: Real talks with them.
        worried_days: Days on which a client's light was amber or red, of all clients together; None where
            the lights were not noted from its first day on.
        losses: How often one of them left.
    """

    days: DayRange
    clients: int
    talks: int
    worried_days: int | None
    losses: int

    @property
    def talks_a_month(self) -> float | None:
        """Talks for each client and month; None where there was no client."""
        months = ((self.days.last - self.days.first).days + 1) / _MONTH_DAYS
        return self.talks / (self.clients * months) if self.clients else None


@dataclass(frozen=True)
class Held:
    """A trial held against the while before it; ``is_over`` says whether all of it is past."""

    during: While
    before: While
    is_over: bool


def whiles(started_on: date, ends_on: date, today: date) -> tuple[DayRange, DayRange]:
    """Return the days of a trial as far as they are past, and as many days before it.

    Args:
        started_on: The first day, not after ``today``.
        ends_on: The last day, not before the first.
        today: The day it is.
    """
    last = min(ends_on, today)
    length = last - started_on
    eve = started_on - timedelta(days=1)
    return DayRange(started_on, last), DayRange(eve - length, eve)


def told(held: Held) -> tuple[str, ...]:
    """Return what the counts say, one sentence each, the careful one last."""
    during, before = held.during, held.before
    return (
        _while(held),
        _talks(during, before),
        _("Days of amber or red, all clients together: {now}, {then} before.").format(
            now=_noted(during), then=_noted(before)
        ),
        _("Lost: {now}, {then} before.").format(
            now=formats.number(during.losses), then=formats.number(before.losses)
        ),
        careful(during, before),
    )


def careful(during: While, before: While) -> str:
    """Return what the losses may mean: nothing where they are few. Source: figures, "Wording"."""
    both = during.losses + before.losses
    if both < FEWEST:
        return _("Too few losses to tell apart.")
    if during.losses == before.losses:
        return _("As many left as before.")
    chance = chance_of_so_few(*sorted((during.losses, before.losses)))
    fewer = _("Fewer left than before.") if during.losses < before.losses else _("More left than before.")
    no_proof = _("A before and after is no proof: other things changed too.")
    return f"{fewer} {chance_words(chance)} {no_proof}"


def _while(held: Held) -> str:
    days = (held.during.days.last - held.during.days.first).days + 1
    clients = held.during.clients
    counted = ngettext("{n} client", "{n} clients", clients).format(n=formats.number(clients))
    so_far = ngettext(
        "{n} day so far, {clients}, held against as long before.",
        "{n} days so far, {clients}, held against as long before.",
        days,
    )
    over = ngettext(
        "{n} day, {clients}, held against as long before.",
        "{n} days, {clients}, held against as long before.",
        days,
    )
    return (over if held.is_over else so_far).format(n=formats.number(days), clients=counted)


def _talks(during: While, before: While) -> str:
    return _("Talks for each client and month: {now}, {then} before.").format(
        now=_rate(during), then=_rate(before)
    )


def _noted(one: While) -> str:
    return _("not noted") if one.worried_days is None else formats.number(one.worried_days)


def _rate(one: While) -> str:
    rate = one.talks_a_month
    return _("none to count") if rate is None else formats.number(Decimal(f"{rate:.1f}").normalize() + 0)

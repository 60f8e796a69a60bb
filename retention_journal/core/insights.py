"""What Insights says: each figure as a sentence, what it was counted among, and the clients behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.client_lives import Life
from retention_journal.core.losses import LossReason, ReasonCertainty, ReasonSource
from retention_journal.core.mornings_chart import Morning
from retention_journal.core.periods import DayRange
from retention_journal.core.recovery_dots import ComplaintDots
from retention_journal.core.retention_figures import Figure
from retention_journal.core.survival import FEWEST_LOST
from retention_journal.core.terms import Term
from retention_journal.core.won_lost import WonLost
from retention_journal.i18n import N_, _, ngettext

#: How few were lost, in whole sentences.
_SO_FEW = (
    N_("You have none. Well done."),
    N_("You have one. Well done."),
    N_("You have two. Well done."),
    N_("You have three. Well done."),
    N_("You have four. Well done."),
)


class Span(Term):
    """How far back one looks."""

    YEAR = "year", N_("12 months")
    ALL = "all", N_("All years")


@dataclass(frozen=True)
class Behind:
    """One client behind a figure.

    Attributes:
        client_id: None where nobody knows which of several of this name it is.
        what: What became of it, or how much it is.
        on: When, where that is one day.
    """

    client_id: int | None
    name: str
    what: str = ""
    on: date | None = None


@dataclass(frozen=True)
class WhyLost:
    """One loss of the period with its reason, as one sees it now."""

    client_id: int
    name: str
    left_on: date
    reason: LossReason
    source: ReasonSource
    certainty: ReasonCertainty


@dataclass(frozen=True)
class Insight:
    """One figure as it is read.

    Attributes:
        key: Its name among the figures.
        title: What it is called.
        told: The figure itself, as a sentence.
        basis: What it was counted among, and when.
        is_silent: Whether too few are known to say it.
        behind: The clients behind it.
    """

    key: str
    title: str
    told: str
    basis: str
    is_silent: bool
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True)
class Insights:
    """All that is read at once for the page.

    Attributes:
        span: How far back.
        period: The days of it.
        today: The day it was asked.
        figures: Those of the period by name, in reading order; those that are always of a year are of one.
        balance: Won and lost in the last twelve months, whose alarm lights whatever the span.
        told: The same figures as they are read.
        lives: All clients of whom it is known from when to when.
        left_out: How many there are of whom it is not.
        complaints: Those that came within the period, the oldest first.
        losses: Those of the period, the newest first.
        year_start: The month in which the business year begins, 1 to 12.
        mornings: Every day of the last weeks, whatever the span.
        has_claims: Whether figures of others stand beside one's own.
    """

    span: Span
    period: DayRange
    today: date
    figures: dict[str, Figure]
    balance: WonLost
    told: dict[str, Insight]
    lives: tuple[Life, ...]
    left_out: int
    complaints: tuple[ComplaintDots, ...]
    losses: tuple[WhyLost, ...]
    year_start: int
    mornings: tuple[Morning, ...]
    has_claims: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look back on yet."""
        return not (self.lives or self.left_out or self.complaints)

    @property
    def lost(self) -> int:
        """How many of the clients have ever left."""
        return sum(one.followed(self.today).is_lost for one in self.lives)


def too_few_lost(lost: int) -> str:
    """Return what stands in place of a figure that so few losses cannot carry; "" where they are enough.

    Source: design, section 7.10, "Too little".
    """
    if lost >= FEWEST_LOST:
        return ""
    needed = _("Five losses are needed before this says anything.")
    return f"{needed} {_(_SO_FEW[max(lost, 0)])}"


def within_words(period: DayRange) -> str:
    """Return "10 March 2025 to 9 March 2026"."""
    return _("{first} to {last}").format(first=formats.day(period.first), last=formats.day(period.last))


def followed_words(lives: Sequence[Life], lost: int) -> str:
    """Return "31 clients since 2017, 17 of them lost."; "" of nobody."""
    if not lives:
        return ""
    return ngettext(
        "{n} client since {year}, {lost} of them lost.", "{n} clients since {year}, {lost} of them lost.",
        len(lives),
    ).format(
        n=formats.number(len(lives)), year=min(one.start for one in lives).year, lost=formats.number(lost)
    )  # fmt: skip


def insight_table(told: Sequence[Insight]) -> tuple[tuple[str, ...], ...]:
    """Return figures as a table with its heading."""
    head = (_("Figure"), _("What it says"), _("Counted among"))
    return (head, *((one.title, one.told, one.basis) for one in told))


def behind_table(behind: Sequence[Behind]) -> tuple[tuple[str, ...], ...]:
    """Return the clients behind a figure as a table with its heading."""
    return ((_("Client"), ""), *((one.name, one.what) for one in behind))

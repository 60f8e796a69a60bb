"""The figures of who stays, each with its range, how many it was counted among, and its silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from retention_journal.core import formats
from retention_journal.core.client_lives import Lives
from retention_journal.core.periods import DayRange
from retention_journal.core.wilson import wilson
from retention_journal.i18n import _, ngettext

#: Of fewer clients no percentage is told. Source: figures, "Losses per period".
FEWEST_FOR_PERCENT = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure; shares are 0 to 1.

    Attributes:
        value: None where it is silent, or not to be known.
        low: Its 95 % range is from here to ``high``; None where it has none.
        n: Among how many it was counted.
        silent: Whether these are too few to say it.
        text: It in words; where it is silent, what is known all the same.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int
    silent: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Share(Figure):
    """How many of some.

    Attributes:
        counted: How many of ``n``.
        names: The clients behind it.
    """

    counted: int
    names: tuple[str, ...] = ()


def share(counted: int, of: int, fewest: int, text: str, names: Sequence[str] = ()) -> Share:
    """Return a share with its range of Wilson; without both where it was counted among too few."""
    if of < max(fewest, 1):
        return Share(n=of, silent=True, text=text, counted=counted, names=tuple(names))
    low, high = wilson(counted, of)
    return Share(
        value=counted / of, low=low, high=high, n=of, silent=False, text=text,
        counted=counted, names=tuple(names),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Losses(Share):
    """Of those one had when a period began, how many left within it.

    Attributes:
        all_losses: How often a client left within the period: also those who came later, and every time.
    """

    all_losses: int


def losses(lives: Lives, period: DayRange) -> Losses:
    """Return how many of those one had when a period began left within it, for good or not.

    The share counts each client once, as it is one of clients; every further loss is told beside it.

    Source: figures, "Losses per period"; capability D10, "how many is normal?".
    """
    had = [one for one in lives.known if one.was_here(period.first - _DAY)]
    gone = [one.name for one in had if one.left_in(period)]
    every = sum(one.losses_in(period) for one in lives.known)
    more = every - len(gone)
    text = [_of_those(gone, had, ngettext("{n} of {of} client left", "{n} of {of} clients left", len(had)))]
    if more:
        text.append(
            ngettext("{n} more loss was of a client who came, or came back, within the period.",
                     "{n} more losses were of clients who came, or came back, within the period.",
                     more).format(n=formats.number(more))
        )  # fmt: skip
    if lives.left_out:
        text.append(_left_out(lives.left_out))
    found = share(len(gone), len(had), FEWEST_FOR_PERCENT, " ".join(text), gone)
    return Losses(**vars(found), all_losses=every)


def logo_retention(lives: Lives, period: DayRange) -> Share:
    """Return how many of those one had when a period began did not leave within it.

    Source: figures, "Logo retention": one less the losses.
    """
    had = [one for one in lives.known if one.was_here(period.first - _DAY)]
    kept = [one.name for one in had if not one.left_in(period)]
    words = ngettext("{n} of {of} client stayed", "{n} of {of} clients stayed", len(had))
    return share(len(kept), len(had), FEWEST_FOR_PERCENT, _of_those(kept, had, words))


def reason_coverage(confirmed: int, lost: int, names: Sequence[str] = ()) -> Share:
    """Return of how many losses the reason is known by the client's own words, and of whose.

    Source: figures, "Reason coverage"; ideas, 3.3; capability F8.
    """
    if not lost:
        return share(0, 0, 1, _("Nobody left."))
    told = ngettext(
        "You know the reason for {n} of {of} loss.", "You know the reason for {n} of {of} losses.", lost
    )
    text = told.format(n=formats.number(confirmed), of=formats.number(lost))
    return share(confirmed, lost, 1, text, names)


def per_cent(part: float) -> str:
    """Return a share, 0 to 1, as a whole number of hundredths."""
    return formats.number(round(100 * part))


def _of_those(some: Sequence[object], had: Sequence[object], words: str) -> str:
    """Return "3 of 20 clients left (15 %, likely 5–36 %)."; without the percentage of fewer than ten."""
    if not had:
        return _("There were no clients when the period began.")
    told = words.format(n=formats.number(len(some)), of=formats.number(len(had)))
    if len(had) < FEWEST_FOR_PERCENT:
        return _("{share}.").format(share=told)
    low, high = wilson(len(some), len(had))
    return _("{share} ({percent} %, likely {low}–{high} %).").format(
        share=told, percent=per_cent(len(some) / len(had)), low=per_cent(low), high=per_cent(high)
    )


def _left_out(many: int) -> str:
    return ngettext(
        "{n} client is left out, as nobody wrote down when it came or left.",
        "{n} clients are left out, as nobody wrote down when they came or left.",
        many,
    ).format(n=formats.number(many))

"""Working days from the asking to the delivery, against what was agreed. Source: capability B8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext


@dataclass(frozen=True)
class Answered:
    """Something that was asked for and has come.

    Attributes:
        working_days: How long it took; 0 where it came on the day it was asked for.
        agreed: Working days agreed when it was asked for; None where nothing was.
    """

    asked_on: date
    delivered_on: date
    working_days: int
    agreed: Decimal | None = None

    @property
    def is_in_time(self) -> bool:
        """Whether it took no longer than was agreed; never where nothing was."""
        return self.agreed is not None and self.working_days <= self.agreed


@dataclass(frozen=True)
class Turnaround:
    """How long small things took.

    Attributes:
        answered: What has come on a known day, in the order it was asked for.
        unknown: How many came on a day nobody wrote down; they are in no figure.
        agreed: What is agreed now, in working days; None where nothing is.
    """

    answered: Sequence[Answered]
    unknown: int = 0
    agreed: Decimal | None = None

    @property
    def judged(self) -> int:
        """How many had something agreed to be judged by."""
        return sum(one.agreed is not None for one in self.answered)

    @property
    def in_time(self) -> int:
        """How many of those judged took no longer than was agreed."""
        return sum(one.is_in_time for one in self.answered)

    @property
    def median_days(self) -> Decimal | None:
        """The working days that half of them took at most; None where none has come.

        Where some were judged it is the median of those, so that both figures are about the same.
        """
        judged = [one.working_days for one in self.answered if one.agreed is not None]
        took = judged or [one.working_days for one in self.answered]
        return Decimal(str(median(took))).normalize() + 0 if took else None


def turnaround_words(told: Turnaround) -> str:
    """Return it in sentences: "11 of 14 in time. Median 3 working days, agreed 2."."""
    said = []
    if told.judged:
        in_time = _("{n} of {total} in time.")
        said.append(in_time.format(n=formats.number(told.in_time), total=formats.number(told.judged)))
    if (days := told.median_days) is not None:
        said.append(_median(days, told.agreed))
    if told.unknown:
        left_out = ngettext(
            "{n} came on a day nobody wrote down, and is left out.",
            "{n} came on days nobody wrote down, and are left out.",
            told.unknown,
        )
        said.append(left_out.format(n=formats.number(told.unknown)))
    return " ".join(said)


def _median(days: Decimal, agreed: Decimal | None) -> str:
    plural = 1 if days == 1 else 2
    if agreed is None:
        told = ngettext("Median {n} working day.", "Median {n} working days.", plural)
        return told.format(n=formats.number(days))
    told = ngettext(
        "Median {n} working day, agreed {agreed}.", "Median {n} working days, agreed {agreed}.", plural
    )
    return told.format(n=formats.number(days), agreed=formats.number(agreed))

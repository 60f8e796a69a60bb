"""Did the light warn? For each loss when it turned before the notice, and whether a call followed.

It is the only honest ground for changing a threshold. Source: rules, section 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from retention_journal.core import formats
from retention_journal.core.light import Light
from retention_journal.core.retention_figures import Figure
from retention_journal.core.wilson import wilson
from retention_journal.i18n import _, ngettext

#: How many days before the notice are looked at. Source: rules, section 7.
LOOK_BACK_DAYS = 180
#: A warning later than this before the notice is none. Source: rules, section 7.
IN_TIME_DAYS = 14
_ALARMING = {Light.AMBER, Light.RED}

#: The days on which a light became another, in order; None is no client.
Turns = Sequence[tuple[date, Light | None]]


@dataclass(frozen=True)
class LightBefore:
    """What the light said before a loss.

    Attributes:
        first_amber: First day of the 180 before the notice on which it was amber; None where it never was.
        first_red: The same for red.
        call_followed_on: First call, meeting or try of yours from the first of these days until the notice.
        talked_on: First talk of these days; None where nobody was reached.
        is_known: Whether the journal knows the light of any of those days.
    """

    loss_id: int
    client_id: int
    client: str
    notice_on: date
    first_amber: date | None
    first_red: date | None
    call_followed_on: date | None
    talked_on: date | None
    is_known: bool

    @property
    def first_warning(self) -> date | None:
        """First day on which it was amber or red."""
        return first_warning(self.first_amber, self.first_red)

    @property
    def days(self) -> int | None:
        """How many days before the notice it warned; None where it did not."""
        return None if self.first_warning is None else (self.notice_on - self.first_warning).days

    @property
    def is_in_time(self) -> bool:
        """Whether it warned 14 days before the notice or more."""
        return self.days is not None and self.days >= IN_TIME_DAYS

    @property
    def text(self) -> str:
        """When the light could have told, whether it did, and whether it was heeded."""
        if not self.is_known:
            return _("The journal does not know how the light stood before the notice.")
        if self.first_warning is None:
            return _("The light was neither amber nor red in the {n} days before the notice.").format(
                n=formats.number(LOOK_BACK_DAYS)
            )
        return f"{self._told()} {self._heeded(self.first_warning)}"

    def _told(self) -> str:
        amber, red = (day and self._before(day) for day in (self.first_amber, self.first_red))
        if amber and red and self.first_amber != self.first_red:
            return _("The light was amber from {amber}, and red from {red}.").format(amber=amber, red=red)
        if red:
            return _("The light was red from {red}.").format(red=red)
        return _("The light was amber from {amber}.").format(amber=amber)

    def _before(self, day: date) -> str:
        days = (self.notice_on - day).days
        return ngettext("{day}, {n} day before the notice", "{day}, {n} days before the notice", days).format(
            day=formats.day(day), n=formats.number(days)
        )

    def _heeded(self, warned: date) -> str:
        if self.talked_on is not None:
            days = (self.talked_on - warned).days
            return ngettext(
                "You talked {n} day later, on {day}.", "You talked {n} days later, on {day}.", days
            ).format(n=formats.number(days), day=formats.day(self.talked_on))
        if self.call_followed_on is not None:
            return _("You tried on {day}; nobody was reached.").format(day=formats.day(self.call_followed_on))
        return _("No call was made after that.")


@dataclass(frozen=True, kw_only=True)
class LightWarned(Figure):
    """The share of the losses that the light warned of 14 days or more before the notice.

    Attributes:
        warned: How many of ``n``, the losses of which the journal knows the light.
        median_days: Before half of these it was so many days or more; None without any.
        not_called: After how many of these warnings no call was made.
        ended_well: How often an amber or red light became green again; None where nobody noted the lights.
        unknown: How many losses there are of which the light is not known.
        names: The clients it warned of.
        losses: What it said before each, the latest first.
    """

    warned: int
    median_days: int | None
    not_called: int
    ended_well: int | None
    unknown: int
    names: tuple[str, ...]
    losses: tuple[LightBefore, ...]


def first_warning(amber: date | None, red: date | None) -> date | None:
    """Return the earlier of two days, of which either may be missing."""
    return min((day for day in (amber, red) if day is not None), default=None)


def lights_between(turns: Turns, first: date, end: date) -> list[tuple[date, Light]]:
    """Return the lights of the days before ``end``, each with the first of those days on which it shone."""
    found = []
    for (day, light), (until, _next) in pairwise([*turns, (date.max, None)]):
        if light is not None and day < end and until > first:
            found.append((max(day, first), light))
    return found


def looked_at_from(notice: date) -> date:
    """Return the first day before a notice that is looked at."""
    return notice - timedelta(days=LOOK_BACK_DAYS)


def ended_well(turns: Turns, since: date, until: date) -> int:
    """Return how often a light that was amber or red became green, from one day to another."""
    return sum(
        before in _ALARMING and light is Light.GREEN and since <= day <= until
        for (_on, before), (day, light) in pairwise(turns)
    )


def light_warned(seen: Iterable[LightBefore], well: int | None) -> LightWarned:
    """Return what the light was worth before some losses, the latest first.

    Source: rules, section 7.
    """
    every = list(seen)
    known = tuple(one for one in every if one.is_known)
    warned = [one for one in known if one.is_in_time]
    unknown = len(every) - len(known)
    days = round(median(one.days or 0 for one in warned)) if warned else None
    not_called = sum(one.call_followed_on is None for one in warned)
    low, high = wilson(len(warned), len(known)) if known else (None, None)
    sentences = [_words(len(warned), len(known), days, not_called, well), _unknown_words(unknown)]
    return LightWarned(
        value=len(warned) / len(known) if known else None, low=low, high=high, n=len(known),
        silent=not known, text=" ".join(one for one in sentences if one), warned=len(warned),
        median_days=days, not_called=not_called, ended_well=well, unknown=unknown,
        names=tuple(one.client for one in warned), losses=known,
    )  # fmt: skip


def _words(warned: int, known: int, days: int | None, not_called: int, well: int | None) -> str:
    """Return the sentence of the rules: "5 of 7 losses were amber or red 14 days or more before notice …"."""
    if not known:
        return _("There is no loss of which the journal knows the light.")
    told = ngettext(
        "{n} of {all} loss was amber or red {days} days or more before notice",
        "{n} of {all} losses were amber or red {days} days or more before notice",
        known,
    ).format(n=formats.number(warned), all=formats.number(known), days=IN_TIME_DAYS)
    parts = [told]
    if days is not None:
        middle = ngettext("median {n} day", "median {n} days", days).format(n=formats.number(days))
        parts = [_("{told} ({median})").format(told=told, median=middle)]
        parts.append(
            ngettext("in {n} of them no call was made", "in {n} of them no call was made", not_called).format(
                n=formats.number(not_called)
            )
            if not_called
            else _("a call followed each time")
        )
    if well:
        parts.append(
            ngettext("{n} amber ended well", "{n} ambers ended well", well).format(n=formats.number(well))
        )
    return _("{sentence}.").format(sentence="; ".join(parts))


def _unknown_words(unknown: int) -> str:
    if not unknown:
        return ""
    return ngettext(
        "Of {n} loss the light is not known.", "Of {n} losses the light is not known.", unknown
    ).format(n=formats.number(unknown))

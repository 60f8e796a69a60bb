"""Does the light earn its keep? For each loss: when it turned before the notice, and whether a call followed.

It is the only honest ground for changing a threshold. Source: rules, section 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median

from retention_journal.core.contacts import TALKS
from retention_journal.core.light import Light
from retention_journal.i18n import ngettext
from retention_journal.services.light_history import LOOK_BACK_DAYS, all_turns
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Loss, key_of

#: A warning later than this before the notice is none. Source: rules, section 7.
IN_TIME_DAYS = 14
_ALARMING = {Light.AMBER, Light.RED}


@dataclass(frozen=True)
class LossSeen:
    """What the light said before a loss.

    Attributes:
        amber_on: First day of the 180 before the notice on which it was amber; None where it never was.
        red_on: The same for red.
        talked_on: First talk from the first of these days until the notice; None where there was none.
        is_known: Whether the journal knows the light of any of those days.
    """

    loss_id: int
    client_id: int
    client: str
    notice_on: date
    amber_on: date | None
    red_on: date | None
    talked_on: date | None
    is_known: bool

    @property
    def warned_on(self) -> date | None:
        """First day on which it was amber or red."""
        days = [day for day in (self.amber_on, self.red_on) if day is not None]
        return min(days, default=None)

    @property
    def days_before(self) -> int | None:
        """How many days before the notice it warned; None where it did not."""
        return None if self.warned_on is None else (self.notice_on - self.warned_on).days


@dataclass(frozen=True)
class LightWorth:
    """What the light was worth over a year.

    Attributes:
        losses: Those the journal can say something about, the latest first.
        ended_well: How often an amber or red light became green again.
    """

    losses: tuple[LossSeen, ...]
    ended_well: int

    @property
    def warned(self) -> tuple[LossSeen, ...]:
        """The losses that it warned of at least 14 days before the notice."""
        return tuple(
            loss for loss in self.losses if loss.days_before is not None and loss.days_before >= IN_TIME_DAYS
        )

    @property
    def text(self) -> str:
        """The year in words, or ""."""
        if not self.losses:
            return ""
        warned = self.warned
        told = ngettext(
            "{n} of {all} loss was amber or red {days} days or more before notice.",
            "{n} of {all} losses were amber or red {days} days or more before notice.",
            len(self.losses),
        ).format(n=len(warned), all=len(self.losses), days=IN_TIME_DAYS)
        if not warned:
            return _joined(told, self._well())
        days = round(median(loss.days_before or 0 for loss in warned))
        middle = ngettext("Half of them by {n} day or more.", "Half of them by {n} days or more.", days)
        silent = sum(loss.talked_on is None for loss in warned)
        no_call = ngettext(
            "Before {n} of them no talk followed.", "Before {n} of them no talk followed.", silent
        )
        return _joined(told, middle.format(n=days), no_call.format(n=silent) if silent else "", self._well())

    def _well(self) -> str:
        if not self.ended_well:
            return ""
        return ngettext(
            "{n} light that was amber or red became green again.",
            "{n} lights that were amber or red became green again.",
            self.ended_well,
        ).format(n=self.ended_well)


def light_worth(journal: JournalReader, since: date, until: date) -> LightWorth:
    """Return what the light said before the losses with notice from ``since`` to ``until``, both included."""
    query = (
        Loss.select(key_of(Loss), Loss.client, Client.name, Client.uid, Loss.notice_on)
        .join(Client)
        .where(Loss.trashed_at.is_null() & Client.trashed_at.is_null())
        .where(Loss.notice_on.between(since, until))
        .order_by(Loss.notice_on.desc(), key_of(Loss).desc())
    )
    history = all_turns(journal)
    losses = []
    for loss, client, name, uid, notice in journal.tuples(query):
        first = notice - timedelta(days=LOOK_BACK_DAYS)
        lights = _lights_between(history.get(uid, []), first, notice)
        amber = next((day for day, light in lights if light is Light.AMBER), None)
        red = next((day for day, light in lights if light is Light.RED), None)
        warned = min((day for day in (amber, red) if day is not None), default=None)
        talked = None if warned is None else _first_talk(journal, client, warned, notice)
        losses.append(LossSeen(loss, client, name, notice, amber, red, talked, is_known=bool(lights)))
    well = sum(_ended_well(turns, since, until) for turns in history.values())
    return LightWorth(tuple(loss for loss in losses if loss.is_known), well)


def _lights_between(
    turns: list[tuple[date, Light | None]], first: date, notice: date
) -> list[tuple[date, Light]]:
    """Return the lights of the days before a notice, each with the first of those days on which it shone."""
    found = []
    for (day, light), (until, _next) in pairwise([*turns, (date.max, None)]):
        if light is not None and day < notice and until > first:
            found.append((max(day, first), light))
    return found


def _first_talk(journal: JournalReader, client: int, since: date, notice: date) -> date | None:
    kinds = ", ".join(f"'{kind}'" for kind in sorted(TALKS))
    rows = journal.sql(
        "SELECT min(occurred_at) FROM interaction WHERE client_id = ? AND counts_as_contact = 1"  # noqa: S608
        f" AND trashed_at IS NULL AND kind IN ({kinds}) AND occurred_at >= ? AND occurred_at < ?",
        client,
        wall_seconds(datetime.combine(since, time())),
        wall_seconds(datetime.combine(notice, time())),
    )
    seconds = rows[0][0]
    return None if seconds is None else date(1970, 1, 1) + timedelta(seconds // 86_400)


def _ended_well(turns: list[tuple[date, Light | None]], since: date, until: date) -> int:
    return sum(
        before in _ALARMING and light is Light.GREEN and since <= day <= until
        for (_on, before), (day, light) in pairwise(turns)
    )


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
